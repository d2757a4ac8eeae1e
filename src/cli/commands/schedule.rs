//! `schedule`: cron lines, and units for systemd.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum, ValueHint};
use serde_json::json;

use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output::{Output, write_whole};
use crate::cli::profile::Profile;
use crate::policy::profile::{Resolved, Settings};
use crate::policy::task::Home;
use crate::policy::timetable::{Timer, timetable};
use crate::report::schedule::{Invocation, MARK, Unit, cron, units};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum ScheduleCommand {
    /// Print cron lines, or units for systemd
    Print(PrintArgs),
    /// Write units for systemd, and say how to enable them; nothing is enabled
    Install(InstallArgs),
}

/// What is run.
#[derive(Debug, Clone, Args)]
pub struct WhatArgs {
    /// Only backups, or only what one host does for all: verify, forget and prune
    #[arg(long, value_enum, value_name = "WHAT")]
    pub only: Option<Only>,
    /// For the user instead of the machine
    #[arg(long)]
    pub user: bool,
    /// The program to call [default: this one]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub program: Option<PathBuf>,
}

/// A part of what is to be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Only {
    /// Backups.
    Backup,
    /// All else.
    Maintenance,
}

/// How to print.
#[derive(Debug, Clone, Args)]
pub struct PrintArgs {
    /// For cron or for systemd
    #[arg(long, value_enum, value_name = "FOR", default_value = "cron")]
    pub format: Format,
    /// What is run.
    #[command(flatten)]
    pub what: WhatArgs,
}

/// Who runs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines for /etc/cron.d, or with --user for `crontab -e`.
    Cron,
    /// A service and a timer for each.
    Systemd,
}

/// Where to write.
#[derive(Debug, Clone, Args)]
pub struct InstallArgs {
    /// Folder for the units [default: /etc/systemd/system, or with --user ~/.config/systemd/user]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub directory: Option<PathBuf>,
    /// Only say what would be written
    #[arg(long, short = 'n')]
    pub dry_run: bool,
    /// What is run.
    #[command(flatten)]
    pub what: WhatArgs,
}

pub fn run(context: &Context, command: &ScheduleCommand) -> Result<ExitCode> {
    let what = match command {
        ScheduleCommand::Print(args) => &args.what,
        ScheduleCommand::Install(args) => &args.what,
    };
    let (timers, call) = plan(context, what)?;
    match command {
        ScheduleCommand::Print(args) => print(context, args.format, &timers, &call),
        ScheduleCommand::Install(args) => install(context, args, &units(&timers, &call)),
    }
}

fn plan(context: &Context, args: &WhatArgs) -> Result<(Vec<Timer>, Invocation)> {
    let Some(profile) = &context.profile else {
        return Err(Failure::usage("there is no profile, and so nothing to schedule")
            .hint("write /etc/sandyq/sandyq.toml, or name a file with --config"));
    };
    let resolved = profile.resolved()?;
    let has_main = resolved.settings(&[]).text("repository.url").is_some();
    let lies_nowhere = |(_, table)| resolved.settings_of(table, &[]).text("repository.url").is_none();
    if !has_main && (resolved.datasets().next().is_none() || resolved.datasets().any(lies_nowhere)) {
        let text = "the profile names no repository, and so nothing to schedule";
        let file = profile.path.display();
        return Err(Failure::usage(text)
            .hint(format!("write url in [repository] of {file}, or name another file with --config")));
    }
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let mut timers = timetable(&resolved, &host);
    timers.retain(|timer| has_main || timer.task.home() != Some(&Home::Main));
    timers.retain(|timer| args.only.is_none_or(|only| (only == Only::Backup) == timer.task.is_backup()));
    if timers.is_empty() {
        return Err(
            Failure::usage("the profile asks for nothing to be run").hint("add a dataset: [[dataset]]")
        );
    }
    let program = match &args.program {
        Some(program) => program.clone(),
        None => env::current_exe().map_err(|error| {
            Failure::new(ExitCode::Failed, format!("cannot find this program: {error}"))
                .hint("name it with --program")
        })?,
    };
    Ok((timers, invocation(profile, &resolved, program, args.user)))
}

fn invocation(profile: &Profile, resolved: &Resolved<'_>, program: PathBuf, user: bool) -> Invocation {
    let datasets = resolved.datasets().map(|(_, table)| resolved.settings_of(table, &[]));
    let all: Vec<Settings> = datasets.chain([resolved.settings(&[])]).collect();
    let texts = |key: &'static str| all.iter().filter_map(move |settings| settings.text(key));
    let credentials = texts("repository.password_credential").chain(texts("repository.key_credential"));
    // A repository in a folder is written into; one in a bucket is not.
    let folders = texts("repository.url").filter(|url| !url.contains("://")).chain(texts("cache.dir"));
    let folders = folders.chain(texts("drill.scratch_dir")).chain(texts("drill.report_dir"));
    let mut call = Invocation {
        program,
        config: profile.path.clone(),
        profile: profile.name.clone(),
        credentials: credentials.map(str::to_owned).collect(),
        writable: folders.map(PathBuf::from).collect(),
        own_cache: texts("cache.dir").next().is_some(),
        user,
    };
    call.credentials.sort();
    call.credentials.dedup();
    call.writable.sort();
    call.writable.dedup();
    call
}

fn print(context: &Context, format: Format, timers: &[Timer], call: &Invocation) -> Result<ExitCode> {
    let units = match format {
        Format::Systemd => units(timers, call),
        Format::Cron => vec![Unit { name: "crontab".to_owned(), text: cron(timers, call) + "\n" }],
    };
    let mut out = Output::new();
    for unit in units {
        if context.global.json {
            out.line(json!({ "message_type": "unit", "name": unit.name, "text": unit.text }))?;
        } else if format == Format::Systemd {
            out.line(format_args!("# {}\n{}", unit.name, unit.text))?;
        } else {
            out.text(unit.text)?;
        }
    }
    out.finish()?;
    Ok(ExitCode::Ok)
}

fn install(context: &Context, args: &InstallArgs, units: &[Unit]) -> Result<ExitCode> {
    let folder = folder(context, args)?;
    let changes: Vec<_> = units.iter().map(|unit| change(&folder, unit)).collect::<Result<_>>()?;
    let mut out = Output::new();
    for (unit, change) in units.iter().zip(&changes) {
        if !args.dry_run && *change != "unchanged" {
            write(&folder, unit)?;
        }
        if context.global.json {
            out.line(json!({ "message_type": "unit", "name": unit.name, "action": change, "dry_run": args.dry_run }))?;
        } else if !context.global.quiet {
            out.line(format_args!("{change:<10} {}", folder.join(&unit.name).display()))?;
        }
    }
    if !context.global.json && !context.global.quiet {
        let systemctl = if args.what.user { "systemctl --user" } else { "systemctl" };
        let timers = units.iter().map(|unit| unit.name.as_str()).filter(|name| name.ends_with(".timer"));
        let timers: Vec<_> = timers.collect();
        let word = if args.dry_run {
            "nothing was written; once it is:"
        } else {
            "nothing is enabled yet; to enable all:"
        };
        out.line(format_args!(
            "{word}\n  {systemctl} daemon-reload\n  {systemctl} enable --now {}",
            timers.join(" ")
        ))?;
    }
    out.finish()?;
    Ok(ExitCode::Ok)
}

fn folder(context: &Context, args: &InstallArgs) -> Result<PathBuf> {
    if let Some(folder) = &args.directory {
        return Ok(folder.clone());
    }
    if !args.what.user {
        return Ok(PathBuf::from("/etc/systemd/system"));
    }
    let config = context.environment.user_config.as_deref().and_then(Path::parent).and_then(Path::parent);
    config.map(|folder| folder.join("systemd/user")).ok_or_else(|| {
        Failure::usage("HOME is not set, so that the user's units have no place")
            .hint("name one with --directory")
    })
}

/// What writing a unit would do. One that somebody else wrote stays.
fn change(folder: &Path, unit: &Unit) -> Result<&'static str> {
    let path = folder.join(&unit.name);
    match fs::read_to_string(&path) {
        Ok(text) if text == unit.text => Ok("unchanged"),
        Ok(text) if text.starts_with(MARK) => Ok("updated"),
        Ok(_) => {
            Err(Failure::new(ExitCode::Failed, format!("{} was written by somebody else", path.display()))
                .hint("nothing was written; move it away, or choose another folder with --directory"))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok("new"),
        Err(error) => Err(failed("read", &path, &error)),
    }
}

fn write(folder: &Path, unit: &Unit) -> Result<()> {
    let path = folder.join(&unit.name);
    fs::create_dir_all(folder).map_err(|error| failed("make", folder, &error))?;
    write_whole(&path, &unit.text).map_err(|error| failed("write", &path, &error))
}

fn failed(what: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::new(ExitCode::Failed, format!("cannot {what} {}: {error}", path.display()))
        .hint("run it as a user who may, or choose another folder with --directory")
}
