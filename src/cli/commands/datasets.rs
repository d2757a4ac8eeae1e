//! What a backup is made of when a profile has a say: its datasets one after the other, or what the command line names,
//! with the profile's settings and between its hooks.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use super::backup::BackupArgs;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::hooks::{Done, Hooks};
use crate::cli::output;
use crate::operations::backup::{Input, Stream};
use crate::policy::profile::{Resolved, Settings, Table};

/// Makes one snapshot.
type BackUp<'a> = dyn Fn(&Context, &BackupArgs, Option<Stream>) -> Result<Done> + 'a;

/// Backs up what the command line names, or else the datasets of the profile.
pub fn run(context: &Context, args: &BackupArgs, back_up: &BackUp<'_>) -> Result<ExitCode> {
    let from_files =
        [&args.sources.files_from, &args.sources.files_from_verbatim, &args.sources.files_from_raw];
    let names_sources =
        !args.paths.is_empty() || args.sources.stdin || from_files.iter().any(|files| !files.is_empty());
    let resolved = context.profile.as_ref().map(|profile| profile.resolved()).transpose()?;
    let none = Settings::default();
    // What is only tried leaves no trace.
    let settings = if args.dry_run { &none } else { &context.settings };
    let hooks = Hooks { context, settings, facts: facts(context, None, &args.paths) };
    let done = match &resolved {
        _ if names_sources => {
            hooks.around(|| back_up(context, &with_settings(args, &context.settings), None))
        }
        Some(resolved) => {
            let chosen = chosen(resolved, args)?;
            hooks.around(|| several(context, resolved, &chosen, args, back_up))
        }
        None if args.dataset.is_empty() => Err(no_source()),
        None => Err(Failure::usage("a dataset was named, and there is no profile")
            .hint("name a file of profiles with --config, or the files and folders to back up")),
    };
    done.map(|done| done.code)
}

fn no_source() -> Failure {
    Failure::usage("nothing was named to back up")
        .hint("name files and folders, or write them as datasets into a profile")
}

/// The datasets that are meant, by name.
fn chosen<'a>(resolved: &Resolved<'a>, args: &BackupArgs) -> Result<Vec<(&'a str, &'a Table)>> {
    if args.dataset.is_empty() {
        let all: Vec<_> = resolved.datasets().collect();
        return if all.is_empty() { Err(no_source()) } else { Ok(all) };
    }
    let find = |wanted: &String| {
        resolved.datasets().find(|(name, _)| name == wanted).ok_or_else(|| unknown(resolved, wanted))
    };
    args.dataset.iter().map(find).collect()
}

/// No dataset has this name.
pub fn unknown(resolved: &Resolved<'_>, wanted: &str) -> Failure {
    let names: Vec<_> = resolved.datasets().map(|(name, _)| name).collect();
    let hint = match resolved.dataset(wanted) {
        Err(Some(near)) => format!("perhaps {near} is meant"),
        _ if names.is_empty() => "the profile has none: begin each with [[dataset]]".to_owned(),
        _ => format!("there are {}", names.join(", ")),
    };
    Failure::usage(format!("the profile has no dataset {wanted}")).hint(hint)
}

/// Backs up each dataset. One that fails does not keep the others from being backed up.
fn several(
    context: &Context,
    resolved: &Resolved<'_>,
    chosen: &[(&str, &Table)],
    args: &BackupArgs,
    back_up: &BackUp<'_>,
) -> Result<Done> {
    let mut all = Done { code: ExitCode::Ok, snapshots: Vec::new() };
    let mut failed = Vec::new();
    for (name, table) in chosen {
        if chosen.len() > 1 && !context.global.quiet && !context.global.json {
            output::print(format_args!("Dataset:    {name}"))?;
        }
        match one(context, resolved, (name, table), args, back_up) {
            Ok(done) => {
                all.code = all.code.and(done.code);
                all.snapshots.extend(done.snapshots);
            }
            Err(failure) if chosen.len() == 1 || failure.code == ExitCode::Interrupted => {
                return Err(failure);
            }
            Err(failure) => {
                let message = format!("dataset {name}: {}", failure.message);
                all.code = all.code.and(failure.code);
                context.console.failure(&Failure { message, ..failure });
                failed.push(*name);
            }
        }
    }
    if failed.is_empty() {
        return Ok(all);
    }
    let text =
        format!("{} of {} datasets were not backed up: {}", failed.len(), chosen.len(), failed.join(", "));
    Err(Failure::new(all.code, text)
        .hint("what is wrong with each is told above; the others have their snapshots"))
}

fn one(
    context: &Context,
    resolved: &Resolved<'_>,
    (name, table): (&str, &Table),
    args: &BackupArgs,
    back_up: &BackUp<'_>,
) -> Result<Done> {
    let context = &context.of_dataset(resolved, table);
    let settings = &context.settings;
    let paths: Vec<_> =
        settings.texts("dataset.paths").unwrap_or_default().iter().map(PathBuf::from).collect();
    let none = Settings::default();
    let commands = if args.dry_run { &none } else { settings };
    let hooks = Hooks { context, settings: commands, facts: facts(context, Some(name), &paths) };
    let stream = settings.commands("dataset.stdin_from_command").first().map(|command| Stream {
        input: Input::Command(command.words().into_iter().map(OsString::from).collect()),
        name: settings.text("dataset.stdin_filename").unwrap_or("stdin").to_owned(),
    });
    let args = BackupArgs { paths, dataset: vec![name.to_owned()], ..with_settings(args, settings) };
    hooks.around(|| back_up(context, &args, stream))
}

/// What hooks are told whatever happens.
fn facts(context: &Context, dataset: Option<&str>, paths: &[PathBuf]) -> Vec<(&'static str, OsString)> {
    let lines: Vec<&OsStr> = paths.iter().map(|path| path.as_os_str()).collect();
    let mut facts = vec![("SANDYQ_PATHS", lines.join(OsStr::new("\n")))];
    // Its options and what opens it stay here.
    if let Ok(location) = context.location() {
        facts.push(("SANDYQ_REPOSITORY", location.to_string().into()));
    }
    facts.extend(dataset.map(|name| ("SANDYQ_DATASET", name.into())));
    if let Some(profile) = &context.profile {
        facts.push(("SANDYQ_CONFIG", profile.path.clone().into()));
        facts.extend(profile.name.as_ref().map(|name| ("SANDYQ_PROFILE", name.into())));
    }
    facts
}

/// The options, with what the profile says where they say nothing.
fn with_settings(given: &BackupArgs, settings: &Settings) -> BackupArgs {
    let own = settings.from_file();
    let mut args = given.clone();
    let flag = |key: &str| own.flag(key) == Some(true);
    let or = |given: &mut Vec<String>, key: &str| {
        if given.is_empty() {
            *given = own.texts(key).unwrap_or_default().to_vec();
        }
    };
    or(&mut args.tag, "backup.tags");
    or(&mut args.excludes.exclude, "backup.exclude");
    or(&mut args.excludes.iexclude, "backup.iexclude");
    or(&mut args.excludes.exclude_if_present, "backup.exclude_if_present");
    if args.excludes.exclude_file.is_empty() {
        let files = own.texts("backup.exclude_file").unwrap_or_default();
        args.excludes.exclude_file = files.iter().map(PathBuf::from).collect();
    }
    args.excludes.exclude_caches |= flag("backup.exclude_caches");
    args.excludes.one_file_system |= flag("backup.one_file_system");
    args.excludes.exclude_larger_than =
        args.excludes.exclude_larger_than.or_else(|| own.bytes("backup.exclude_larger_than"));
    if args.canary.is_empty() {
        let files = own.texts("backup.canaries").unwrap_or_default();
        args.canary = files.iter().map(PathBuf::from).collect();
    }
    args.host = args.host.or_else(|| own.text("backup.host").map(str::to_owned));
    args.skip_if_unchanged |= flag("backup.skip_if_unchanged");
    args.with_atime |= flag("backup.atime");
    args.no_xattrs |= own.flag("backup.xattrs") == Some(false);
    args.no_verify_upload |= own.flag("backup.verify_upload") == Some(false);
    args.compression = args.compression.or_else(|| i32::try_from(own.number("backup.compression")?).ok());
    args.upload_buffer = args.upload_buffer.or_else(|| own.bytes("backup.upload_buffer"));
    args.read_concurrency = args.read_concurrency.or_else(|| own.count("backup.read_concurrency"));
    args
}
