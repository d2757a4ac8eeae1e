//! `verify`, also called `check`.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::snapshots::{FilterArgs, filter, named};
use crate::cli::attempts::Attempts;
use crate::cli::context::{Context, threads};
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{self, Failure, Result};
use crate::cli::output::Output;
use crate::cli::progress::Ticker;
use crate::cli::values::{self, Part};
use crate::cli::verifications::Verifications;
use crate::codec::random;
use crate::model::id::SessionId;
use crate::model::record::Slice;
use crate::model::time::{Clock, SystemClock};
use crate::operations::select::{self, facts};
use crate::operations::verify::record::{self, Recorded};
use crate::operations::verify::subset::Subset;
use crate::operations::verify::{self, Finding, Progress, VerifyOptions, VerifyResult};
use crate::policy::select::{Filter, Selector};
use crate::report;
use crate::report::progress::{Status, VerifyStatus};
use crate::report::verify::Told;
use crate::repository::{Error, Repository};

/// Options of `verify`.
#[derive(Debug, Clone, Args)]
pub struct VerifyArgs {
    /// Only what these need: latest, latest~N, the first digits of an id, or @TIME [default: all]
    #[arg(value_name = "SNAPSHOT")]
    pub snapshots: Vec<Selector>,
    /// How far to look; each level contains those before it
    #[arg(long, value_enum, default_value = "trees", conflicts_with_all = ["read_data", "read_data_subset", "rotate"])]
    pub level: Level,
    /// Read and check every byte of every pack
    #[arg(long, conflicts_with_all = ["read_data_subset", "rotate"])]
    pub read_data: bool,
    /// Read a part of the packs with files' content: the N-th of T parts (2/7), a random share (5%) or a random amount (10G)
    #[arg(long, value_name = "PART", value_parser = values::part, conflicts_with = "rotate")]
    pub read_data_subset: Option<Part>,
    /// Read one of N parts of the packs with files' content: the one that was verified longest ago, so that N runs read all
    #[arg(long, value_name = "N", value_parser = values::number)]
    pub rotate: Option<NonZeroUsize>,
    /// Choose the random part that this number stands for: the output of an earlier run names it
    #[arg(long, value_name = "N", requires = "read_data_subset")]
    pub seed: Option<u64>,
    /// Which snapshots.
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// How far to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// Roots, keys, list of snapshots, and sessions that are not absorbed
    Sessions,
    /// Every part of the index too
    Index,
    /// Whether each pack is there with its size too
    Packs,
    /// Every directory of every snapshot, and whether all content has a place, too
    Trees,
}

impl From<Level> for verify::Level {
    fn from(level: Level) -> Self {
        match level {
            Level::Sessions => Self::Sessions,
            Level::Index => Self::Index,
            Level::Packs => Self::Packs,
            Level::Trees => Self::Trees,
        }
    }
}

impl VerifyArgs {
    /// Which snapshots it is about, where not about all.
    fn filter(&self) -> Result<Option<Filter>> {
        let filter = filter(&self.filter)?;
        if self.snapshots.is_empty() && filter == Filter::default() {
            return Ok(None);
        }
        if self.rotate.is_some() || self.level != Level::Trees {
            let option = if self.rotate.is_some() { "--rotate" } else { "--level" };
            return Err(Failure::usage(format!(
                "{option} is about the whole repository, not about some snapshots"
            ))
            .hint("of what some snapshots need, --read-data reads all and --read-data-subset a part"));
        }
        Ok(Some(filter))
    }

    fn chosen(&self, context: &Context, repository: &Repository, filter: &Filter) -> Result<Vec<SessionId>> {
        let (all, findings) = context.block_on(select::all(repository))?;
        let named = match self.snapshots.as_slice() {
            [] => all,
            wanted => named(context, repository, (&all, &findings), wanted, filter)?,
        };
        let chosen = named.iter().filter(|one| filter.passes(&facts(&one.snapshot)));
        let chosen: Vec<_> = chosen.map(|one| one.snapshot.session).collect();
        if chosen.is_empty() {
            return Err(Failure::new(ExitCode::Failed, "no snapshot is meant")
                .hint("`sandyq snapshots` lists what there is"));
        }
        Ok(chosen)
    }

    fn subset(&self, context: &Context, repository: &Repository) -> Result<Subset> {
        if let Some(of) = self.rotate {
            let of = u32::try_from(of.get()).unwrap_or(u32::MAX);
            return Ok(Subset::Slice(context.block_on(record::rotate(repository, of))?));
        }
        let seed = || self.seed.unwrap_or_else(|| u64::from(u32::from_be_bytes(random::bytes())));
        Ok(match self.read_data_subset {
            None if self.read_data => Subset::All,
            None => Subset::None,
            Some(Part::Slice { number, of }) => Subset::Slice(Slice { number: number - 1, of }),
            Some(Part::Share { basis_points }) => Subset::Share { basis_points, seed: seed() },
            Some(Part::Bytes(bytes)) => Subset::Bytes { bytes, seed: seed() },
        })
    }
}

pub fn run(context: &Context, args: &VerifyArgs) -> Result<ExitCode> {
    let filter = args.filter()?;
    let (repository, opened) = context.repository()?;
    let chosen = filter.map(|filter| args.chosen(context, &repository, &filter)).transpose()?;
    let data = args.subset(context, &repository)?;
    let options = VerifyOptions {
        level: args.level.into(),
        data,
        threads: threads(None),
        connections: context.connections(),
    };
    let started = Instant::now();
    let progress = Arc::new(Progress::default());
    let shown = Arc::clone(&progress);
    let ticker = Ticker::start(context, move |seconds| status(&shown, opened.retries(), seconds));
    let stopped = Arc::clone(&progress);
    let result = context.stoppable(
        move || stopped.interrupted.store(true, Ordering::Relaxed),
        || match &chosen {
            None => verify::run(&repository, context.handle(), options, &progress),
            Some(chosen) => verify::run_of(chosen, &repository, context.handle(), options, &progress),
        },
    );
    drop(ticker);
    let mut result = result.map_err(|error| match error {
        Error::Stopped if context.interrupt.is_stopped() => Failure::interrupted(),
        other => other.into(),
    })?;
    result.milliseconds = Some(u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX));
    // What some snapshots need says nothing about the others: only what is broken is to be known.
    let recorded = match &chosen {
        Some(_) if result.broken.is_empty() => Ok(Recorded::Nothing),
        Some(_) => {
            let sample = VerifyOptions { data: Subset::None, ..options };
            context.block_on(record::record(&repository, &sample, &result, &SystemClock))
        }
        None => context.block_on(record::record(&repository, &options, &result, &SystemClock)),
    };
    // What was found is told in any case.
    let told = recorded.as_ref().copied().unwrap_or(Recorded::Nothing);
    let told = Told { data, recorded: told, seconds: started.elapsed().as_secs_f64() };
    let code = tell(context, &result, &told)?;
    if let Err(failure) = keep(context, &result, &told) {
        context.console.warning(&format!("the details are not kept: {}", failure.message));
    }
    match recorded {
        Err(failure) if code == ExitCode::Ok || code == ExitCode::Untested => Err(failure),
        Err(failure) => {
            context.console.warning(&format!("the result is not recorded: {}", failure.message));
            Ok(code)
        }
        Ok(_) => Ok(code),
    }
}

/// Keeps what was found where somebody can look who was not there. The result does not depend on it.
fn keep(context: &Context, result: &VerifyResult, told: &Told) -> Result<()> {
    if context.profile.is_none() || context.environment.state.is_none() {
        return Ok(());
    }
    let finding = |one: &Finding| report::verify::finding_json(one, failure::advice(&one.damage));
    let lines: Vec<_> =
        result.findings.iter().map(finding).chain([report::verify::json(result, told)]).collect();
    let retention = context.settings.span("schedule.backup_verification_retention");
    Verifications::beside(&Attempts::open(context)?).keep(&lines, SystemClock.now(), retention)
}

fn tell(context: &Context, result: &VerifyResult, told: &Told) -> Result<ExitCode> {
    let mut output = Output::new();
    for finding in &result.findings {
        let advice = failure::advice(&finding.damage);
        if context.global.json {
            output.line(report::verify::finding_json(finding, advice))?;
        } else {
            output.line(report::verify::finding_text(finding, advice))?;
        }
    }
    if context.global.json {
        output.line(report::verify::json(result, told))?;
    } else if !context.global.quiet {
        output.line(report::verify::text(result, told))?;
    }
    output.finish()?;
    let untested = if result.skipped.is_some() { ExitCode::Untested } else { ExitCode::Ok };
    Ok(if result.findings.is_empty() { untested } else { ExitCode::WrongData })
}

pub fn status(progress: &Progress, retries: u64, seconds: f64) -> Status {
    let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    Status::Verify(VerifyStatus {
        seconds,
        packs: load(&progress.packs),
        total: load(&progress.total_packs),
        bytes: load(&progress.bytes),
        pages: load(&progress.pages),
        retries,
    })
}
