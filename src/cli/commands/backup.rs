//! `backup`, `full` and `incremental`.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::cli::args::{BackupArgs, InitArgs};
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::open::Session;
use crate::cli::progress::{Ticker, stop_on_signal};
use crate::filesystem::{self, Escaped, MetadataOptions};
use crate::model::quantity::{bytes, duration};
use crate::model::snapshot::SnapshotKind;
use crate::model::time::SystemClock;
use crate::operations::backup::{self, BackupOptions, ItemEvent, Observer, Progress, StoreOptions};
use crate::report::{json, text};
use crate::repository;
use crate::repository::slot::Unlock;

pub fn run(session: &Session, args: &BackupArgs, kind: SnapshotKind) -> Result<ExitCode> {
    let location = session.location()?;
    let current = std::env::current_dir().map_err(|error| {
        Failure::new(ExitCode::Failed, format!("cannot find the current folder: {error}"))
    })?;
    // Before a repository is made for sources that are not there.
    backup::check_sources(&args.paths, &current)?;
    let unlock = session.unlock()?;
    let existing = session.store(&location).and_then(|opened| Ok((session.open(&opened, &unlock)?, opened)));
    let (repository, opened) = match existing {
        Err(failure) if failure.code == ExitCode::NoRepository && args.init => {
            let Unlock::Passphrase(passphrase) = &unlock else {
                return Err(Failure::usage("a new repository needs a passphrase, not a key file"));
            };
            super::init::make(session, &location, &InitArgs::usual(), passphrase)?;
            let opened = session.store(&location)?;
            (session.open(&opened, &unlock)?, opened)
        }
        other => other?,
    };
    let options = options(args, kind, current, session.own_folders(&location)?);
    let progress = Arc::new(Progress::default());
    let flag = Arc::clone(&progress);
    stop_on_signal(move || flag.interrupted.store(true, Ordering::Relaxed));
    let (shown, counts) = (Arc::clone(&progress), Arc::clone(&opened.counts));
    let ticker = Ticker::start(session, move |seconds| describe(&shown, counts.tally().uploaded, seconds));
    let says = Says { json: session.global.json, verbose: session.global.verbose };
    let result = backup::run(&repository, session.runtime.handle(), &options, &SystemClock, &progress, &says);
    drop(ticker);
    let result = result?;
    // The snapshot is whole all the same: what is damaged was stored again.
    let damaged = super::snapshots::report(&result.findings)? != ExitCode::Ok;
    if session.global.json {
        println!("{}", json::backup_summary(&result));
    } else if !session.global.quiet {
        println!("{}", text::backup_summary(&result));
        if session.global.verbose > 0 {
            println!("{:?}", opened.counts.tally());
        }
    }
    Ok(if result.unreadable > 0 || damaged { ExitCode::Warnings } else { ExitCode::Ok })
}

fn options(
    args: &BackupArgs,
    kind: SnapshotKind,
    current: std::path::PathBuf,
    skipped: Vec<filesystem::Identity>,
) -> BackupOptions {
    let uid = rustix::process::geteuid().as_raw();
    let threads =
        args.threads.or(std::thread::available_parallelism().ok()).map_or(2, std::num::NonZero::get);
    BackupOptions {
        paths: args.paths.clone(),
        current,
        kind,
        host: args.host.clone().unwrap_or_else(host_name),
        user: filesystem::users::user_name(uid).unwrap_or_else(|| uid.to_string()),
        uid,
        gid: rustix::process::getegid().as_raw(),
        tags: args.tag.clone(),
        store: StoreOptions {
            level: args.compression,
            verify: !args.no_verify_upload,
            ..StoreOptions::default()
        },
        metadata: MetadataOptions { atime: args.with_atime, xattrs: !args.no_xattrs },
        threads,
        skipped,
    }
}

fn host_name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

fn describe(progress: &Progress, uploaded: u64, seconds: f64) -> String {
    let load = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    let done = load(&progress.bytes).max(load(&progress.read));
    let speed = (done as f64 / seconds.max(0.1)) as u64;
    format!(
        "{} {} files, {} ({}/s), {} uploaded",
        duration(seconds),
        load(&progress.files),
        bytes(done),
        bytes(speed),
        bytes(uploaded)
    )
}

/// Says what happens to single entries.
struct Says {
    json: bool,
    verbose: u8,
}

impl Observer for Says {
    fn unreadable(&self, error: &filesystem::Error) {
        if self.json {
            let item = String::from_utf8_lossy(error.path()).into_owned();
            eprintln!("{}", json::item_error("archival", &item, &error.to_string()));
        } else {
            eprintln!("sandyq: {error}");
        }
    }

    fn changed_while_read(&self, path: &[u8]) {
        let message = "changed every time it was read; what is stored may be torn";
        if self.json {
            eprintln!("{}", json::item_error("archival", &String::from_utf8_lossy(path), message));
        } else {
            eprintln!("sandyq: {} {message}", Escaped(path));
        }
    }

    fn item(&self, path: &dyn Fn() -> Vec<u8>, event: ItemEvent) {
        let word = match event {
            ItemEvent::New => "new",
            ItemEvent::Changed => "changed",
            ItemEvent::Unmodified if self.verbose > 1 => "unmodified",
            ItemEvent::Unmodified => return,
        };
        if self.verbose > 0 && !self.json {
            eprintln!("{word:10} {}", Escaped(&path()));
        }
    }
}

impl InitArgs {
    /// As if nothing was said.
    pub fn usual() -> Self {
        Self { chunk_size: 128 << 10, argon2_memory: 64 << 20 }
    }
}

impl From<repository::Damage> for Failure {
    fn from(damage: repository::Damage) -> Self {
        repository::Error::from(damage).into()
    }
}
