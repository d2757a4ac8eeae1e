//! `generate`: completions and man pages, from the definition of the command line.

use std::path::Path;

use clap::{CommandFactory, ValueEnum};
use clap_complete::Shell;

use crate::cli::args::{Cli, GenerateArgs, Generated};
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};

pub fn run(args: &GenerateArgs) -> Result<ExitCode> {
    let written = match args.what {
        Generated::Completions => completions(&args.directory),
        Generated::Man => man(&args.directory),
    };
    written.map_err(|error| {
        Failure::new(ExitCode::Failed, format!("cannot write into {}: {error}", args.directory.display()))
    })?;
    Ok(ExitCode::Ok)
}

fn completions(directory: &Path) -> std::io::Result<()> {
    for shell in Shell::value_variants() {
        clap_complete::generate_to(*shell, &mut Cli::command(), "sandyq", directory)?;
    }
    Ok(())
}

fn man(directory: &Path) -> std::io::Result<()> {
    clap_mangen::generate_to(Cli::command().disable_help_subcommand(true), directory)
}
