//! `rewrite`: makes snapshots anew without what is to go from history.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use clap::{ArgGroup, Args, ValueHint};

use super::snapshots::{FilterArgs, filter, named, tell_findings};
use super::sources::ExcludeArgs;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output;
use crate::cli::progress::Ticker;
use crate::filesystem::Escaped;
use crate::model::id::SnapshotId;
use crate::model::quantity;
use crate::model::time::SystemClock;
use crate::operations::backup::StoreOptions;
use crate::operations::rewrite::{self, Observer, Progress, RewriteOptions, Rewritten};
use crate::operations::select::{self, Selected, facts};
use crate::policy::select::Selector;
use crate::report;
use crate::report::progress::{SnapshotsStatus, Status};
use crate::repository::Error;
use crate::storage::{Opened, Tally};

/// Options of `rewrite`.
#[derive(Debug, Clone, Args)]
#[command(group(ArgGroup::new("left_out").required(true).multiple(true)
    .args(["exclude", "iexclude", "exclude_file", "iexclude_file", "exclude_larger_than"])))]
pub struct RewriteArgs {
    /// latest, latest~N, the first digits of an id, or @TIME [default: all that the filter lets pass]
    #[arg(value_name = "SNAPSHOT")]
    pub snapshots: Vec<Selector>,
    /// Leave out what matches, as in .gitignore, with / where the tree or the disk began; may be given more than once
    #[arg(long, short, value_name = "PATTERN")]
    pub exclude: Vec<String>,
    /// The same, letting capital and small letters be the same
    #[arg(long, value_name = "PATTERN")]
    pub iexclude: Vec<String>,
    /// Take patterns from a file, one a line, without blank lines and those that begin with #
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub exclude_file: Vec<PathBuf>,
    /// The same, letting capital and small letters be the same
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub iexclude_file: Vec<PathBuf>,
    /// Leave out files of more than this, as 500M
    #[arg(long, value_name = "SIZE", value_parser = quantity::parse_bytes)]
    pub exclude_larger_than: Option<u64>,
    /// Forget each original in the step that makes its successor
    #[arg(long)]
    pub forget: bool,
    /// Say what would be left out and change nothing
    #[arg(long, short = 'n')]
    pub dry_run: bool,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

impl RewriteArgs {
    fn excludes(&self) -> ExcludeArgs {
        ExcludeArgs {
            exclude: self.exclude.clone(),
            iexclude: self.iexclude.clone(),
            exclude_file: self.exclude_file.clone(),
            iexclude_file: self.iexclude_file.clone(),
            exclude_larger_than: self.exclude_larger_than,
            ..ExcludeArgs::default()
        }
    }
}

pub fn run(context: &Context, args: &RewriteArgs) -> Result<ExitCode> {
    let options = RewriteOptions {
        excludes: args.excludes().excludes()?,
        forget: args.forget,
        dry_run: args.dry_run,
        store: StoreOptions::default(),
    };
    let (repository, opened) = context.repository()?;
    rewrite::check_role(&repository)?;
    let (all, findings) = context.block_on(select::all(&repository))?;
    let filter = filter(&args.filter)?;
    let meant: Vec<_> = if args.snapshots.is_empty() {
        all.into_iter().filter(|one| filter.passes(&facts(&one.snapshot))).collect()
    } else {
        named(context, &repository, (&all, &findings), &args.snapshots, &filter)?
    };
    if args.forget {
        refuse_held(&meant)?;
    }
    let progress = Arc::new(Progress::default());
    let (shown, total, before) = (Arc::clone(&progress), meant.len() as u64, opened.counts.tally());
    let ticker = Ticker::start(context, move |seconds| status(&shown, total, (&opened, before), seconds));
    let stopped = Arc::clone(&progress);
    let mut says = Says {
        context,
        console: &context.console,
        dry_run: args.dry_run,
        counts: Counts::default(),
        failed: None,
    };
    let result = context.stoppable(
        move || stopped.interrupted.store(true, Ordering::Relaxed),
        || {
            rewrite::run(
                &repository,
                context.handle(),
                &meant,
                &options,
                &SystemClock,
                (&mut says, &progress),
            )
        },
    );
    drop(ticker);
    let Says { counts, failed, .. } = says;
    result.map_err(|error| match error {
        Error::Stopped if context.interrupt.is_stopped() => Failure::interrupted(),
        other => other.into(),
    })?;
    if let Some(failure) = failed {
        return Err(failure);
    }
    if context.global.json {
        output::print(report::rewrite::summary_json(counts.rewritten, total, args.dry_run))?;
    } else if !context.global.quiet {
        output::print(report::rewrite::summary(counts.rewritten, total))?;
    }
    let code = if counts.undone > 0 { ExitCode::Warnings } else { ExitCode::Ok };
    Ok(tell_findings(context, &findings).and(code))
}

fn status(progress: &Progress, total: u64, (opened, before): (&Opened, Tally), seconds: f64) -> Status {
    let tally = opened.counts.tally();
    Status::Snapshots(SnapshotsStatus {
        seconds,
        snapshots: progress.snapshots.load(Ordering::Relaxed),
        total,
        read: tally.downloaded - before.downloaded,
        uploaded: tally.uploaded - before.uploaded,
        retries: opened.retries(),
    })
}

/// A hold outweighs what is forgotten: the original would stay as it is.
fn refuse_held(snapshots: &[Selected]) -> Result<()> {
    let Some(held) = snapshots.iter().find(|one| one.entry.is_held()) else { return Ok(()) };
    let id = held.snapshot.id().short();
    Err(Failure::new(ExitCode::Policy, format!("snapshot {id} is held; nothing was rewritten"))
        .hint(format!("release it first: `sandyq hold --release {id}`")))
}

#[derive(Debug, Default)]
struct Counts {
    /// Snapshots of which something is left out.
    rewritten: u64,
    /// Those that stay because nothing would be left of them.
    undone: u64,
}

/// Says what is left out and what became of each snapshot.
struct Says<'a> {
    context: &'a Context,
    console: &'a Console,
    dry_run: bool,
    counts: Counts,
    failed: Option<Failure>,
}

impl Observer for Says<'_> {
    fn left_out(&mut self, snapshot: SnapshotId, path: &[u8]) {
        if self.console.is_verbose(1) {
            let text = format!("left out   {}:{}", snapshot.short(), Escaped(path));
            self.console.detail(1, text, || Some(report::rewrite::left_out_json(snapshot, path)));
        }
    }

    fn done(&mut self, rewritten: &Rewritten) {
        self.counts.rewritten += u64::from(rewritten.left_out.is_some());
        self.counts.undone += u64::from(rewritten.nothing_left && !rewritten.forgotten && !self.dry_run);
        let told = self.console.beside_bar(|| {
            if self.context.global.json {
                output::print(report::rewrite::json(rewritten, self.dry_run))
            } else if self.context.global.quiet || rewritten.left_out.is_none() {
                Ok(())
            } else {
                output::print(report::rewrite::text(rewritten, self.dry_run))
            }
        });
        // What is done stays done; that it could not be told is told at the end.
        self.failed = self.failed.take().or(told.err());
    }
}
