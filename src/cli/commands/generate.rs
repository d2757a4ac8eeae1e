//! `generate`: completions and man pages, from the definition of the command line.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use crate::cli::args::Cli;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output;

/// What to generate.
#[derive(Debug, Subcommand)]
pub enum GenerateCommand {
    /// Completions for bash, zsh, fish, elvish and PowerShell
    Completions(CompletionsArgs),
    /// A man page for each command
    Man {
        /// Folder to write into; it must exist
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        directory: PathBuf,
    },
}

/// Where completions go.
#[derive(Debug, Clone, Args)]
pub struct CompletionsArgs {
    /// Folder to write those of all shells into; it must exist
    #[arg(value_name = "DIR", required_unless_present = "shell", value_hint = ValueHint::DirPath)]
    pub directory: Option<PathBuf>,
    /// Print those of one shell instead
    #[arg(long, value_name = "SHELL", value_enum, conflicts_with = "directory")]
    pub shell: Option<Shell>,
}

pub fn run(command: &GenerateCommand) -> Result<ExitCode> {
    match command {
        GenerateCommand::Completions(CompletionsArgs { shell: Some(shell), .. }) => {
            let mut text = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "sandyq", &mut text);
            output::print(String::from_utf8_lossy(&text).trim_end())?;
        }
        GenerateCommand::Completions(CompletionsArgs { directory: Some(directory), .. }) => {
            written(directory, completions(directory))?;
        }
        GenerateCommand::Completions(_) => {
            return Err(Failure::usage("neither a folder nor a shell was named"));
        }
        GenerateCommand::Man { directory } => written(directory, man(directory))?,
    }
    Ok(ExitCode::Ok)
}

fn written(directory: &Path, result: io::Result<()>) -> Result<()> {
    result.map_err(|error| {
        Failure::new(ExitCode::Failed, format!("cannot write into {}: {error}", directory.display()))
            .hint("the folder must exist and be yours to write into")
    })
}

fn completions(directory: &Path) -> io::Result<()> {
    for shell in Shell::value_variants() {
        clap_complete::generate_to(*shell, &mut Cli::command(), "sandyq", directory)?;
    }
    Ok(())
}

fn man(directory: &Path) -> io::Result<()> {
    clap_mangen::generate_to(Cli::command().disable_help_subcommand(true), directory)
}
