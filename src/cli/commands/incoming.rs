//! What commands share that take in snapshots from elsewhere.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use clap::{Args, ValueHint};

use crate::cli::context::Context;
use crate::cli::failure::{Failure, Result};
use crate::cli::output;
use crate::cli::progress::Ticker;
use crate::cli::secrets::Source;
use crate::operations::incoming::{Came, Progress};
use crate::report::incoming::Way;
use crate::report::progress::{SnapshotsStatus, Status};
use crate::storage::Opened;

/// Where from.
#[derive(Debug, Clone, Args)]
pub struct FromArgs {
    /// The repository that they come from, as for --repo [env: SANDYQ_FROM_REPOSITORY]
    #[arg(long, value_name = "PLACE", value_hint = ValueHint::AnyPath)]
    pub from_repo: Option<String>,
    /// Read its passphrase from a file [env: SANDYQ_FROM_PASSWORD_FILE]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub from_password_file: Option<PathBuf>,
    /// Take its passphrase from what this command prints; run by `sh -c` [env: SANDYQ_FROM_PASSWORD_COMMAND]
    #[arg(long, value_name = "COMMAND", value_hint = ValueHint::CommandString)]
    #[arg(conflicts_with = "from_password_file")]
    pub from_password_command: Option<String>,
}

impl FromArgs {
    /// The place.
    pub fn place(&self, context: &Context) -> Result<String> {
        let environment = context.environment.from_repository.as_ref();
        let place = self.from_repo.clone().or_else(|| Some(environment?.to_string_lossy().into_owned()));
        place.ok_or_else(|| {
            Failure::usage("no repository to take snapshots from was named")
                .hint("give --from-repo PLACE or set SANDYQ_FROM_REPOSITORY")
        })
    }

    /// What opens it.
    pub fn secret(&self, context: &Context) -> Result<Source> {
        let file = self.from_password_file.clone().map(Source::File);
        let command = || self.from_password_command.clone().map(|command| Source::Command(command.into()));
        match file.or_else(command) {
            Some(source) => Ok(source),
            None => Source::choose_from(&context.environment),
        }
    }
}

/// Shows how far it is.
pub fn ticker(context: &Context, progress: &Arc<Progress>, opened: (Opened, Opened)) -> Ticker {
    let progress = Arc::clone(progress);
    Ticker::start(context, move |seconds| status(&progress, &opened, seconds))
}

fn status(progress: &Progress, (read, written): &(Opened, Opened), seconds: f64) -> Status {
    let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    Status::Snapshots(SnapshotsStatus {
        seconds,
        snapshots: load(&progress.snapshots),
        total: load(&progress.total_snapshots),
        read: load(&progress.read),
        uploaded: written.counts.tally().uploaded,
        retries: read.retries() + written.retries(),
    })
}

/// Says what became of each snapshot.
pub struct Told<'a> {
    context: &'a Context,
    way: Way,
    dry_run: bool,
    came: u64,
    there: u64,
    failed: Option<Failure>,
}

impl<'a> Told<'a> {
    /// Has said nothing yet.
    pub fn new(context: &'a Context, way: Way, dry_run: bool) -> Self {
        Self { context, way, dry_run, came: 0, there: 0, failed: None }
    }

    /// Says it of one.
    pub fn tell(&mut self, came: &Came) {
        let count = if came.was_there { &mut self.there } else { &mut self.came };
        *count += 1;
        let global = &self.context.global;
        let told = self.context.console.beside_bar(|| {
            if global.json {
                output::print(self.way.json(came, self.dry_run))
            } else if global.quiet || came.was_there && global.verbose == 0 {
                Ok(())
            } else {
                output::print(self.way.text(came, self.dry_run))
            }
        });
        // What is done stays done; that it could not be told is told at the end.
        self.failed = self.failed.take().or(told.err());
    }

    /// Says it of all.
    pub fn finish(self) -> Result<()> {
        let Self { context, way, dry_run, came, there, failed } = self;
        match failed {
            Some(failure) => Err(failure),
            None if context.global.json => output::print(way.summary_json(came, there, dry_run)),
            None if context.global.quiet => Ok(()),
            None => output::print(way.summary(came, there, dry_run)),
        }
    }
}
