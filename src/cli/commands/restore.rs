//! `restore`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::cli::args::{OverwriteArg, OwnerArg, RestoreArgs};
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::open::Session;
use crate::cli::progress::{Ticker, stop_on_signal};
use crate::filesystem::{self, ApplyOptions, Escaped, Owner};
use crate::model::quantity::{bytes, duration};
use crate::operations::restore::{self, Filter, Observer, Overwrite, Progress, RestoreOptions, Wanted};
use crate::report::json::{self, RestoreCounts};

pub fn run(session: &Session, args: &RestoreArgs) -> Result<ExitCode> {
    let (repository, _) = session.repository()?;
    let (selected, findings) = super::snapshots::chosen(session, &repository, &args.snapshot, &args.filter)?;
    let options = RestoreOptions {
        target: target(args, &selected.snapshot)?,
        path: args.snapshot.path.clone(),
        filter: filter(args)?,
        overwrite: match args.overwrite {
            OverwriteArg::Always => Overwrite::Always,
            OverwriteArg::IfChanged => Overwrite::IfChanged,
            OverwriteArg::IfNewer => Overwrite::IfNewer,
            OverwriteArg::Never => Overwrite::Never,
        },
        dry_run: args.dry_run,
        apply: ApplyOptions {
            owner: match args.owner {
                OwnerArg::Numeric => Owner::Numeric,
                OwnerArg::Name => Owner::ByName,
                OwnerArg::Keep => Owner::Keep,
            },
            xattrs: !args.no_xattrs,
        },
        threads: std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
        connections: session.connections(),
    };
    let progress = Arc::new(Progress::default());
    let flag = Arc::clone(&progress);
    stop_on_signal(move || flag.interrupted.store(true, Ordering::Relaxed));
    let shown = Arc::clone(&progress);
    let total = selected.snapshot.body.summary.totals.bytes;
    let ticker = Ticker::start(session, move |seconds| describe(&shown, total, seconds));
    let started = Instant::now();
    let says = Says { json: session.global.json, verbose: session.global.verbose };
    let result = restore::run(&repository, session.runtime.handle(), &selected, &options, &progress, &says);
    drop(ticker);
    let result = result?;
    summary(session, args, &progress, started.elapsed().as_secs_f64());
    let catalogue = super::snapshots::report(&findings)?;
    Ok(if !result.findings.is_empty() || catalogue != ExitCode::Ok {
        ExitCode::WrongData
    } else if result.failed > 0 {
        ExitCode::Failed
    } else if result.warnings > 0 {
        ExitCode::Warnings
    } else {
        ExitCode::Ok
    })
}

/// Where to restore to. In place, a snapshot of relative paths goes back below the folder it was taken in.
fn target(args: &RestoreArgs, snapshot: &crate::model::snapshot::Snapshot) -> Result<PathBuf> {
    if let Some(target) = &args.target {
        return Ok(target.clone());
    }
    if !args.snapshot.path.is_empty() {
        return Err(Failure::usage("--in-place restores whole snapshots; name a --target for a part of one"));
    }
    let base = crate::operations::backup::base_of(snapshot).ok_or_else(|| {
        Failure::new(ExitCode::Failed, "the snapshot does not tell where its files were")
            .hint("name a --target")
    })?;
    Ok(base)
}

fn matcher(patterns: &[String]) -> Result<Gitignore> {
    let mut builder = GitignoreBuilder::new("");
    for pattern in patterns {
        builder
            .add_line(None, pattern)
            .map_err(|error| Failure::usage(format!("{pattern:?} is no pattern: {error}")))?;
    }
    builder.build().map_err(|error| Failure::usage(format!("the patterns cannot be used: {error}")))
}

/// What is wanted, from patterns.
fn filter(args: &RestoreArgs) -> Result<Option<Box<Filter>>> {
    let path_of = |path: &[u8]| -> PathBuf {
        let path: &std::ffi::OsStr = std::os::unix::ffi::OsStrExt::from_bytes(path);
        Path::new(path).to_owned()
    };
    if !args.include.is_empty() {
        let wanted = matcher(&args.include)?;
        return Ok(Some(Box::new(move |path, is_directory| {
            match wanted.matched_path_or_any_parents(path_of(path), is_directory).is_ignore() {
                true => Wanted::Yes,
                false => Wanted::Enter,
            }
        })));
    }
    if !args.exclude.is_empty() {
        let unwanted = matcher(&args.exclude)?;
        return Ok(Some(Box::new(move |path, is_directory| {
            match unwanted.matched_path_or_any_parents(path_of(path), is_directory).is_ignore() {
                true => Wanted::No,
                false => Wanted::Yes,
            }
        })));
    }
    Ok(None)
}

fn describe(progress: &Progress, total: u64, seconds: f64) -> String {
    let load = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    let done = load(&progress.bytes) + load(&progress.bytes_skipped);
    let speed = (load(&progress.bytes) as f64 / seconds.max(0.1)) as u64;
    let (files, done_text, speed) = (load(&progress.files), bytes(done), bytes(speed));
    format!("{} {files} files, {done_text} of up to {} ({speed}/s)", duration(seconds), bytes(total))
}

fn summary(session: &Session, args: &RestoreArgs, progress: &Progress, seconds: f64) {
    let load = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    let counts = RestoreCounts {
        files: load(&progress.files) + load(&progress.others),
        skipped: load(&progress.skipped),
        failed: load(&progress.failed),
        bytes: load(&progress.bytes),
        bytes_skipped: load(&progress.bytes_skipped),
        seconds,
    };
    if session.global.json {
        println!("{}", json::restore_summary(&counts, args.dry_run));
    } else if !session.global.quiet {
        let verb = if args.dry_run { "would restore" } else { "restored" };
        println!("{verb} {} files, {} in {}", counts.files, bytes(counts.bytes), duration(seconds));
        if counts.skipped > 0 {
            println!("left {} entries as they were ({})", counts.skipped, bytes(counts.bytes_skipped));
        }
        if counts.failed > 0 {
            println!("{} entries failed", counts.failed);
        }
    }
}

/// Says what happens to single entries.
struct Says {
    json: bool,
    verbose: u8,
}

impl Observer for Says {
    fn failed(&self, path: &[u8], problem: &str) {
        if self.json {
            eprintln!("{}", json::item_error("restore", &String::from_utf8_lossy(path), problem));
        } else {
            eprintln!("sandyq: {} was not restored: {problem}", Escaped(path));
        }
    }

    fn warning(&self, warning: &filesystem::Warning) {
        if self.json {
            let item = String::from_utf8_lossy(warning.0.path()).into_owned();
            eprintln!("{}", json::item_error("restore metadata", &item, &warning.to_string()));
        } else {
            eprintln!("sandyq: {warning}");
        }
    }

    fn restored(&self, path: &[u8]) {
        if self.verbose > 0 && !self.json {
            eprintln!("restored {}", Escaped(path));
        }
    }
}
