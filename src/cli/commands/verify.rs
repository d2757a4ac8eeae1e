//! `verify`, also called `check`.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::cli::args::VerifyArgs;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::Result;
use crate::cli::open::Session;
use crate::cli::output::Output;
use crate::cli::progress::{Ticker, stop_on_signal};
use crate::model::quantity::{bytes, duration};
use crate::operations::verify::{self, Progress, VerifyOptions};
use crate::report::{json, text};

pub fn run(session: &Session, args: &VerifyArgs) -> Result<ExitCode> {
    let (repository, _) = session.repository()?;
    let options = VerifyOptions {
        read_data: args.read_data,
        threads: std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
        connections: session.connections(),
    };
    let progress = Arc::new(Progress::default());
    let flag = Arc::clone(&progress);
    stop_on_signal(move || flag.interrupted.store(true, Ordering::Relaxed));
    let shown = Arc::clone(&progress);
    let ticker = Ticker::start(session, move |seconds| {
        let load = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
        let (packs, total) = (load(&shown.packs), load(&shown.total_packs));
        format!(
            "{} {packs} of {total} packs, {}, {} pages",
            duration(seconds),
            bytes(load(&shown.bytes)),
            load(&shown.pages)
        )
    });
    let result = verify::run(&repository, session.runtime.handle(), options, &progress);
    drop(ticker);
    let result = result?;
    let mut output = Output::new();
    for finding in &result.findings {
        let line =
            if session.global.json { json::finding(finding).to_string() } else { text::finding(finding) };
        output.line(&line)?;
    }
    if session.global.json {
        output.line(&json::verify_summary(&result).to_string())?;
    } else if !session.global.quiet {
        output.line(&text::verify_summary(&result))?;
    }
    output.finish()?;
    Ok(if result.findings.is_empty() { ExitCode::Ok } else { ExitCode::WrongData })
}
