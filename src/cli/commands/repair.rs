//! `repair`: what can be done about damage that no second copy heals.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use clap::{Args, Subcommand};

use super::snapshots::{FilterArgs, filter, named};
use super::verify::status;
use crate::cli::context::{Context, threads};
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output::{self, Output};
use crate::cli::progress::Ticker;
use crate::model::time::SystemClock;
use crate::operations::backup::StoreOptions;
use crate::operations::repair::index::{self, RepairIndexOptions};
use crate::operations::repair::snapshots::{self, RepairSnapshotsOptions, Repaired};
use crate::operations::select;
use crate::operations::verify::Progress;
use crate::policy::select::Selector;
use crate::report;
use crate::repository::{self, Error, Repository};

/// What to repair.
#[derive(Debug, Subcommand)]
pub enum RepairCommand {
    /// Name packs again that no readable part of the index names
    ///
    /// Reads every such pack to the last byte. Parts of the index that cannot be read are left out. Nothing is deleted.
    Index(RepairIndexArgs),
    /// Make snapshots anew without the files of which something is lost
    ///
    /// Back up what is still there and verify first: what is stored again is not lost. Every file that is left out is
    /// named. The original snapshots stay.
    Snapshots(RepairSnapshotsArgs),
}

/// Options of `repair index`.
#[derive(Debug, Clone, Args)]
pub struct RepairIndexArgs {
    /// Say what would be done and change nothing
    #[arg(long, short = 'n')]
    pub dry_run: bool,
}

/// Options of `repair snapshots`.
#[derive(Debug, Clone, Args)]
pub struct RepairSnapshotsArgs {
    /// Only these: latest, latest~N, the first digits of an id, or @TIME [default: all that lost something]
    #[arg(value_name = "SNAPSHOT")]
    pub snapshots: Vec<Selector>,
    /// Forget each original once its successor is there
    #[arg(long)]
    pub forget: bool,
    /// Say what would be left out and change nothing
    #[arg(long, short = 'n')]
    pub dry_run: bool,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

pub fn run(context: &Context, command: &RepairCommand) -> Result<ExitCode> {
    match command {
        RepairCommand::Index(args) => repair_index(context, args),
        RepairCommand::Snapshots(args) => repair_snapshots(context, args),
    }
}

fn repair_index(context: &Context, args: &RepairIndexArgs) -> Result<ExitCode> {
    let options = RepairIndexOptions {
        dry_run: args.dry_run,
        threads: threads(None),
        connections: context.connections(),
    };
    let (repository, opened) = context.repository()?;
    let result = with_progress(
        context,
        move || opened.retries(),
        |progress| index::run(&repository, context.handle(), &options, &SystemClock, progress),
    )?;
    if context.global.json {
        output::print(report::repair::index_json(&result, args.dry_run))?;
    } else if !context.global.quiet {
        output::print(report::repair::index_text(&result, args.dry_run))?;
    }
    let healed = result.unreadable.is_empty() && result.damaged.is_empty();
    let done = result.lost.is_empty() || !args.dry_run;
    Ok(if healed && done { ExitCode::Ok } else { ExitCode::WrongData })
}

fn repair_snapshots(context: &Context, args: &RepairSnapshotsArgs) -> Result<ExitCode> {
    let (repository, opened) = context.repository()?;
    let options = RepairSnapshotsOptions {
        only: only(context, &repository, args)?,
        forget: args.forget,
        dry_run: args.dry_run,
        store: StoreOptions::default(),
        threads: threads(None),
        connections: context.connections(),
    };
    let repaired = with_progress(
        context,
        move || opened.retries(),
        |progress| snapshots::run(&repository, context.handle(), &options, &SystemClock, progress),
    )?;
    tell(context, args, &repaired)?;
    let undone = repaired.iter().any(|one| one.successor.is_none());
    Ok(if undone { ExitCode::WrongData } else { ExitCode::Ok })
}

/// The sessions of the snapshots that were named.
fn only(
    context: &Context,
    repository: &Repository,
    args: &RepairSnapshotsArgs,
) -> Result<Option<Vec<crate::model::id::SessionId>>> {
    if args.snapshots.is_empty() {
        return Ok(None);
    }
    let (all, findings) = context.block_on(select::all(repository))?;
    let named = named(context, repository, (&all, &findings), &args.snapshots, &filter(&args.filter)?)?;
    Ok(Some(named.iter().map(|one| one.snapshot.session).collect()))
}

fn tell(context: &Context, args: &RepairSnapshotsArgs, repaired: &[Repaired]) -> Result<()> {
    let mut output = Output::new();
    for one in repaired {
        if context.global.json {
            output.line(report::repair::snapshot_json(one, args.dry_run))?;
        } else {
            output.line(report::repair::snapshot_text(one, args.dry_run))?;
        }
    }
    if repaired.is_empty() && !context.global.json && !context.global.quiet {
        output.line("no snapshot lost anything")?;
    }
    output.finish()
}

/// Does work that reads packs and pages, with progress shown.
fn with_progress<T>(
    context: &Context,
    retries: impl Fn() -> u64 + Send + 'static,
    work: impl FnOnce(&Progress) -> repository::Result<T>,
) -> Result<T> {
    let progress = Arc::new(Progress::default());
    let shown = Arc::clone(&progress);
    let ticker = Ticker::start(context, move |seconds| status(&shown, retries(), seconds));
    let stopped = Arc::clone(&progress);
    let stop = move || stopped.interrupted.store(true, Ordering::Relaxed);
    let result = context.stoppable(stop, || work(&progress));
    drop(ticker);
    result.map_err(|error| match error {
        Error::Stopped if context.interrupt.is_stopped() => Failure::interrupted(),
        other => other.into(),
    })
}
