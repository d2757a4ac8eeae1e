//! `verify`, also called `check`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use clap::Args;

use crate::cli::context::{Context, threads};
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output::Output;
use crate::cli::progress::Ticker;
use crate::operations::verify::{self, Progress, VerifyOptions, VerifyResult};
use crate::report;
use crate::report::progress::{Status, VerifyStatus};
use crate::repository::Error;

/// Options of `verify`.
#[derive(Debug, Clone, Args)]
pub struct VerifyArgs {
    /// Read and check every byte of every pack
    #[arg(long)]
    pub read_data: bool,
}

pub fn run(context: &Context, args: &VerifyArgs) -> Result<ExitCode> {
    let (repository, opened) = context.repository()?;
    let options = VerifyOptions {
        read_data: args.read_data,
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
        || verify::run(&repository, context.handle(), options, &progress),
    );
    drop(ticker);
    let result = result.map_err(|error| match error {
        Error::Stopped if context.interrupt.is_stopped() => Failure::interrupted(),
        other => other.into(),
    })?;
    tell(context, &result, started.elapsed().as_secs_f64())
}

fn tell(context: &Context, result: &VerifyResult, seconds: f64) -> Result<ExitCode> {
    let mut output = Output::new();
    for finding in &result.findings {
        if context.global.json {
            output.line(report::verify::finding_json(finding))?;
        } else {
            output.line(report::verify::finding_text(finding))?;
        }
    }
    if context.global.json {
        output.line(report::verify::json(result, seconds))?;
    } else if !context.global.quiet {
        output.line(report::verify::text(result, seconds))?;
    }
    output.finish()?;
    let untested = if result.skipped.is_some() { ExitCode::Untested } else { ExitCode::Ok };
    Ok(if result.findings.is_empty() { untested } else { ExitCode::WrongData })
}

fn status(progress: &Progress, retries: u64, seconds: f64) -> Status {
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
