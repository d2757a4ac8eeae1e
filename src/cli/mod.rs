//! The command line: arguments in, text and an exit code out. Everything else happens below.

pub mod args;
mod commands;
mod exit_code;
mod failure;
mod open;
mod output;
mod progress;

use clap::Parser;
use tracing_subscriber::EnvFilter;

use crate::config::Environment;
use args::{Cli, Command};
use exit_code::ExitCode;
use failure::Failure;
use open::Session;

/// Runs the command line of this process.
pub fn run() -> std::process::ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output and are no failure.
            let code = if error.use_stderr() { ExitCode::Usage } else { ExitCode::Ok };
            let _ = error.print();
            return code.into();
        }
    };
    let environment = Environment::read();
    let filter = environment.log.as_deref().unwrap_or("warn");
    tracing_subscriber::fmt().with_env_filter(EnvFilter::new(filter)).with_writer(std::io::stderr).init();
    crate::filesystem::raise_open_files();
    let json = cli.global.json;
    match dispatch(cli, environment) {
        Ok(code) => code.into(),
        Err(failure) => {
            if json {
                eprintln!("{}", crate::report::json::exit_error(failure.code as u8, &failure.message));
            } else {
                eprintln!("{failure}");
            }
            failure.code.into()
        }
    }
}

fn dispatch(cli: Cli, environment: Environment) -> Result<ExitCode, Failure> {
    let session = Session::new(cli.global, environment)?;
    use crate::model::snapshot::SnapshotKind::{Full, Incremental};
    match cli.command {
        Command::Init(args) => commands::init::run(&session, &args),
        Command::Backup(args) | Command::Incremental(args) => {
            commands::backup::run(&session, &args, Incremental)
        }
        Command::Full(args) => commands::backup::run(&session, &args, Full),
        Command::Snapshots(args) => commands::snapshots::run(&session, &args),
        Command::Ls(args) => commands::ls::run(&session, &args),
        Command::Restore(args) => commands::restore::run(&session, &args),
        Command::Verify(args) => commands::verify::run(&session, &args),
        Command::Key(command) => commands::key::run(&session, &command),
        Command::Generate(args) => commands::generate::run(&args),
        Command::Version => commands::version::run(&session),
    }
}
