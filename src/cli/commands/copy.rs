//! `copy`: snapshots of another repository into this one.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use clap::{Args, ValueHint};

use super::snapshots::{FilterArgs, filter, named, tell_findings};
use crate::cli::context::{Context, threads};
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output;
use crate::cli::progress::Ticker;
use crate::cli::secrets::Source;
use crate::model::time::SystemClock;
use crate::operations::backup::StoreOptions;
use crate::operations::copy::{self, Copied, CopyOptions, Progress, Sides};
use crate::operations::select::{self, Selected, facts};
use crate::policy::select::Selector;
use crate::report;
use crate::report::progress::{SnapshotsStatus, Status};
use crate::repository::Error;
use crate::storage::Opened;

/// Options of `copy`.
#[derive(Debug, Clone, Args)]
pub struct CopyArgs {
    /// Of the other repository: latest, latest~N, digits of an id, or @TIME [default: all that the filter lets pass]
    #[arg(value_name = "SNAPSHOT")]
    pub snapshots: Vec<Selector>,
    /// The repository to copy from, as for --repo [env: SANDYQ_FROM_REPOSITORY]
    #[arg(long, value_name = "PLACE", value_hint = ValueHint::AnyPath)]
    pub from_repo: Option<String>,
    /// Read its passphrase from a file [env: SANDYQ_FROM_PASSWORD_FILE]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub from_password_file: Option<PathBuf>,
    /// Take its passphrase from what this command prints; run by `sh -c` [env: SANDYQ_FROM_PASSWORD_COMMAND]
    #[arg(long, value_name = "COMMAND", value_hint = ValueHint::CommandString)]
    #[arg(conflicts_with = "from_password_file")]
    pub from_password_command: Option<String>,
    /// Use a key file of it in place of a passphrase [env: SANDYQ_FROM_KEY_FILE]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(conflicts_with_all = ["from_password_file", "from_password_command"])]
    pub from_key_file: Option<PathBuf>,
    /// Say what would be copied and copy nothing
    #[arg(long, short = 'n')]
    pub dry_run: bool,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

impl CopyArgs {
    fn place(&self, context: &Context) -> Result<String> {
        let environment = context.environment.from_repository.as_ref();
        let place = self.from_repo.clone().or_else(|| Some(environment?.to_string_lossy().into_owned()));
        place.ok_or_else(|| {
            Failure::usage("no repository to copy from was named")
                .hint("give --from-repo PLACE or set SANDYQ_FROM_REPOSITORY")
        })
    }

    fn secret(&self, context: &Context) -> Result<Source> {
        let options = [
            self.from_key_file.clone().map(Source::KeyFile),
            self.from_password_file.clone().map(Source::File),
            self.from_password_command.clone().map(|command| Source::Command(command.into())),
        ];
        match options.into_iter().flatten().next() {
            Some(source) => Ok(source),
            None => Source::choose_from(&context.environment),
        }
    }
}

pub fn run(context: &Context, args: &CopyArgs) -> Result<ExitCode> {
    let place = args.place(context)?;
    let (source, read) = context.other(&place, &args.secret(context)?)?;
    let (target, written) = context.repository()?;
    if source.keys().repository() == target.keys().repository() {
        return Err(Failure::usage("both places hold the same repository")
            .hint("--repo names the one to copy into, --from-repo the one to copy from"));
    }
    let sides = Sides { source: &source, target: &target, handle: context.handle() };
    copy::check_roles(sides)?;
    let (all, findings) = context.block_on(select::all(&source))?;
    let filter = filter(&args.filter)?;
    let wanted: HashSet<_> = if args.snapshots.is_empty() {
        let passing = all.iter().filter(|one| filter.passes(&facts(&one.snapshot)));
        passing.map(|one| one.snapshot.session).collect()
    } else {
        let named = named(context, &source, (&all, &findings), &args.snapshots, &filter)?;
        named.iter().map(|one| one.snapshot.session).collect()
    };
    let progress = Arc::new(Progress::default());
    let (shown, retries) = (Arc::clone(&progress), (read, written));
    let ticker = Ticker::start(context, move |seconds| status(&shown, &retries, seconds));
    let stopped = Arc::clone(&progress);
    let options =
        CopyOptions { dry_run: args.dry_run, store: StoreOptions::default(), threads: threads(None) };
    let mut told = Told { context, dry_run: args.dry_run, copied: 0, there: 0, failed: None };
    let result = context.stoppable(
        move || stopped.interrupted.store(true, Ordering::Relaxed),
        || {
            let is_wanted = |one: &Selected| wanted.contains(&one.snapshot.session);
            let mut tell = |copied: &Copied| told.tell(copied);
            copy::run(sides, (&all, &is_wanted), &options, &SystemClock, (&progress, &mut tell))
        },
    );
    drop(ticker);
    result.map_err(|error| match error {
        Error::Stopped if context.interrupt.is_stopped() => Failure::interrupted(),
        other => other.into(),
    })?;
    told.finish()?;
    Ok(tell_findings(context, &findings))
}

/// Says what became of each snapshot.
struct Told<'a> {
    context: &'a Context,
    dry_run: bool,
    copied: u64,
    there: u64,
    failed: Option<Failure>,
}

impl Told<'_> {
    fn tell(&mut self, copied: &Copied) {
        let count = if copied.was_there { &mut self.there } else { &mut self.copied };
        *count += 1;
        let global = &self.context.global;
        let told = self.context.console.beside_bar(|| {
            if global.json {
                output::print(report::copy::json(copied, self.dry_run))
            } else if global.quiet || copied.was_there && global.verbose == 0 {
                Ok(())
            } else {
                output::print(report::copy::text(copied, self.dry_run))
            }
        });
        // What is done stays done; that it could not be told is told at the end.
        self.failed = self.failed.take().or(told.err());
    }

    fn finish(self) -> Result<()> {
        let Self { context, dry_run, copied, there, failed } = self;
        match failed {
            Some(failure) => Err(failure),
            None if context.global.json => output::print(report::copy::summary_json(copied, there, dry_run)),
            None if context.global.quiet => Ok(()),
            None => output::print(report::copy::summary(copied, there, dry_run)),
        }
    }
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
