//! `prune`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use clap::{Args, Parser};

use crate::cli::context::{Context, threads};
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output;
use crate::cli::progress::Ticker;
use crate::cli::values;
use crate::model::record::{Pruning, Record};
use crate::model::time::SystemClock;
use crate::operations::backup::{Effort, StoreOptions};
use crate::operations::prune::plan::MaxUnused;
use crate::operations::prune::{self, Progress, PruneOptions, PruneResult};
use crate::operations::records;
use crate::report;
use crate::report::progress::{PruneStatus, Status};
use crate::repository::{Error, Repository};

/// Options of `prune`.
#[derive(Debug, Clone, Args)]
pub struct PruneArgs {
    /// Say what would be done, with bytes, and change nothing
    #[arg(long, short = 'n')]
    pub dry_run: bool,
    /// How much of no use may stay in packs that are of use: a share as 5%, a size as 500M, or `unlimited`
    #[arg(long, value_name = "LIMIT", default_value = "5%", value_parser = values::max_unused)]
    pub max_unused: MaxUnused,
    /// Copy from packs of at most this size in all, as 20G; the next run goes on
    #[arg(long, value_name = "SIZE", value_parser = crate::model::quantity::parse_bytes)]
    pub max_repack: Option<u64>,
    /// End sessions that began before this run's mark and were silent for so long; whoever lives after all begins anew
    #[arg(long, value_name = "TIME", default_value = "6h", value_parser = values::time_span)]
    pub fence_after: Duration,
    /// Wait so long for backups that began before this run's mark; without it the next run goes on
    #[arg(long, value_name = "TIME", default_value = "0s", value_parser = values::time_span)]
    pub wait: Duration,
    /// zstd level for what is copied
    #[arg(long, value_name = "LEVEL", default_value_t = 3, allow_negative_numbers = true)]
    pub compression: i32,
}

impl PruneArgs {
    /// As if no option was given.
    pub fn usual() -> Self {
        #[derive(Parser)]
        struct Line {
            #[command(flatten)]
            args: PruneArgs,
        }
        Line::parse_from(["prune"]).args
    }
}

pub fn run(context: &Context, args: &PruneArgs) -> Result<ExitCode> {
    let (repository, opened) = context.repository()?;
    prune(context, &repository, args, move || opened.retries())
}

/// Prunes and says what was done.
pub fn prune(
    context: &Context,
    repository: &Repository,
    args: &PruneArgs,
    retries: impl Fn() -> u64 + Send + 'static,
) -> Result<ExitCode> {
    let result = pruned(context, repository, args, retries)?;
    if !args.dry_run {
        record(context, repository, &result.0);
    }
    tell(context, args, &result)
}

/// Tells other hosts that this is done. Without it they do it again, which costs only time.
fn record(context: &Context, repository: &Repository, result: &PruneResult) {
    let said = Record::Pruned(Pruning {
        snapshots: result.snapshots.len() as u64,
        packs: result.packs,
        waiting: result.waiting.len() as u64,
    });
    if let Err(failure) = context.block_on(records::commit(repository, &SystemClock, &[said])) {
        context.console.warning(&format!("the prune is not recorded: {}", failure.message));
    }
}

/// Prunes with progress shown.
fn pruned(
    context: &Context,
    repository: &Repository,
    args: &PruneArgs,
    retries: impl Fn() -> u64 + Send + 'static,
) -> Result<(PruneResult, f64)> {
    let options = PruneOptions {
        max_unused: args.max_unused,
        max_repack: args.max_repack.unwrap_or(u64::MAX),
        fence_after: args.fence_after,
        wait: args.wait,
        dry_run: args.dry_run,
        store: StoreOptions { effort: Effort::Level(args.compression), ..StoreOptions::default() },
        threads: threads(None),
    };
    let started = Instant::now();
    let progress = Arc::new(Progress::default());
    let shown = Arc::clone(&progress);
    let ticker = Ticker::start(context, move |seconds| status(&shown, retries(), seconds));
    let stopped = Arc::clone(&progress);
    let result = context.stoppable(
        move || stopped.interrupted.store(true, Ordering::Relaxed),
        || prune::run(repository, context.handle(), &options, &SystemClock, &progress),
    );
    drop(ticker);
    let result = result.map_err(|error| match error {
        Error::Stopped if context.interrupt.is_stopped() => Failure::interrupted(),
        other => other.into(),
    })?;
    Ok((result, started.elapsed().as_secs_f64()))
}

fn tell(context: &Context, args: &PruneArgs, (result, seconds): &(PruneResult, f64)) -> Result<ExitCode> {
    if context.global.json {
        output::print(report::prune::json(result, args.dry_run, *seconds))?;
    } else if !context.global.quiet {
        output::print(report::prune::text(result, args.dry_run, *seconds))?;
    }
    Ok(ExitCode::Ok)
}

fn status(progress: &Progress, retries: u64, seconds: f64) -> Status {
    let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    Status::Prune(PruneStatus {
        seconds,
        pages: load(&progress.pages),
        to_repack: load(&progress.to_repack),
        repacked: load(&progress.repacked),
        retries,
    })
}
