//! The command line: arguments in, text and an exit code out. Everything else happens below.

mod alerts;
pub mod args;
mod attempts;
mod channels;
mod child;
mod commands;
mod complete;
mod console;
mod context;
mod exit_code;
mod failure;
mod hooks;
mod interrupt;
mod keep;
mod look;
mod output;
mod pin;
mod place;
mod profile;
mod progress;
mod resources;
mod secrets;
mod serve;
mod settings;
mod values;
mod verifications;

use std::io::{self, Write};
use std::sync::Arc;

use clap::Parser;
use tracing_subscriber::EnvFilter;

use crate::config::Environment;
use crate::model::snapshot::SnapshotKind;
use args::{Cli, Command};
use commands::config::ConfigCommand;
use console::Console;
use context::Context;
use exit_code::ExitCode;
use failure::{Failure, Result};
use interrupt::Interrupt;

/// Runs the command line of this process.
pub fn run() -> std::process::ExitCode {
    complete::answer();
    line(std::env::args_os(), |console, environment| {
        log_to(console, environment.log.as_deref())?;
        crate::filesystem::raise_open_files();
        // Before any thread is started that would take the signals' default.
        Ok(Interrupt::listen())
    })
    .into()
}

/// Runs a command line in a process that runs many, one after the other: for tests whose clock is ahead.
#[cfg(feature = "testing")]
pub fn run_one_of_many(arguments: &[&str]) -> u8 {
    use std::sync::OnceLock;
    static INTERRUPT: OnceLock<Interrupt> = OnceLock::new();
    let words = ["sandyq"].iter().chain(arguments).map(std::ffi::OsString::from);
    line(words, |_, _| Ok(INTERRUPT.get_or_init(Interrupt::listen).clone())) as u8
}

type Prepare = fn(&Arc<Console>, &Environment) -> Result<Interrupt>;

fn line(words: impl Iterator<Item = std::ffi::OsString>, prepare: Prepare) -> ExitCode {
    let cli = match Cli::try_parse_from(words) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output and are no failure.
            let code = if error.use_stderr() { ExitCode::Usage } else { ExitCode::Ok };
            let _ = error.print();
            return code;
        }
    };
    let console = Arc::new(Console::new(&cli.global));
    match started(cli, &console, prepare) {
        Ok(code) => code,
        Err(failure) => {
            console.failure(&failure);
            failure.code
        }
    }
}

fn started(cli: Cli, console: &Arc<Console>, prepare: Prepare) -> Result<ExitCode> {
    let environment = Environment::read()
        .map_err(|error| Failure::usage(error.to_string()).hint("unset it, or set it right"))?;
    let interrupt = prepare(console, &environment)?;
    let profile = match &cli.command {
        // These have no use for one, or look at it in their own way.
        Command::Version | Command::Generate(_) | Command::Config(ConfigCommand::Check(_)) => None,
        _ => profile::load(&cli.global, &environment, console)?,
    };
    let context = Context::new(cli.global, environment, profile, Arc::clone(console), interrupt)?;
    dispatch(&context, cli.command)
}

fn dispatch(context: &Context, command: Command) -> Result<ExitCode> {
    use SnapshotKind::{Full, Incremental};
    match command {
        Command::Init(args) => commands::init::run(context, &args),
        Command::Backup(args) | Command::Incremental(args) => {
            commands::backup::run(context, &args, Incremental)
        }
        Command::Full(args) => commands::backup::run(context, &args, Full),
        Command::Snapshots(args) => commands::snapshots::run(context, &args),
        Command::Ls(args) => commands::ls::run(context, &args),
        Command::Find(args) => commands::find::run(context, &args),
        Command::Diff(args) => commands::diff::run(context, &args),
        Command::Dump(args) => commands::dump::run(context, &args),
        Command::Mount(args) => commands::mount::run(context, &args),
        Command::Stats(args) => commands::stats::run(context, &args),
        Command::Cat(command) => commands::cat::run(context, &command),
        Command::Restore(args) => commands::restore::run(context, &args),
        Command::Forget(args) => commands::forget::run(context, &args),
        Command::Unforget(args) => commands::unforget::run(context, &args),
        Command::Hold(args) => commands::hold::run(context, &args),
        Command::Copy(args) => commands::copy::run(context, &args),
        Command::Import(args) => commands::import::run(context, &args),
        Command::Rewrite(args) => commands::rewrite::run(context, &args),
        Command::Tag(args) => commands::tag::run(context, &args),
        Command::Repair(command) => commands::repair::run(context, &command),
        Command::Verify(args) => commands::verify::run(context, &args),
        Command::Run(args) => commands::run::run(context, &args),
        Command::Status(args) => commands::status::run(context, &args),
        Command::Report(args) => commands::report::run(context, &args),
        Command::Metrics(args) => commands::metrics::run(context, &args),
        Command::Health(args) => commands::health::run(context, &args),
        Command::Alert(command) => commands::alert::run(context, &command),
        Command::Recover(args) => commands::recover::run(context, &args),
        Command::Runbook(command) => commands::runbook::run(context, &command),
        Command::Prune(args) => commands::prune::run(context, &args),
        Command::Key(command) => commands::key::run(context, &command),
        Command::Config(command) => commands::config::run(context, &command),
        Command::Drill(command) => commands::drill::run(context, &command),
        Command::Schedule(command) => commands::schedule::run(context, &command),
        Command::Doctor(args) => commands::doctor::run(context, &args),
        Command::Cache(command) => commands::cache::run(context, &command),
        Command::Generate(command) => commands::generate::run(&command),
        Command::Version => commands::version::run(context),
    }
}

/// Sends what the floors below log to standard error: warnings, or what `SANDYQ_LOG` asks for.
fn log_to(console: &Arc<Console>, filter: Option<&str>) -> Result<()> {
    let filter = EnvFilter::try_new(filter.unwrap_or("off,sandyq=warn")).map_err(|error| {
        Failure::usage(format!("SANDYQ_LOG cannot be understood: {error}"))
            .hint("write for example sandyq=debug")
    })?;
    let console = Arc::clone(console);
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(move || Log(Arc::clone(&console)));
    log.with_ansi(false).init();
    Ok(())
}

/// Writes log lines beside the progress bar.
struct Log(Arc<Console>);

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.log(String::from_utf8_lossy(line).trim_end());
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
