//! `status`: how the promises of a profile stand.

use std::collections::BTreeMap;
use std::time::Duration;

use clap::Args;

use super::datasets;
use crate::cli::console;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::look::{self, Dataset, Place, now};
use crate::cli::output::{self, Output};
use crate::model::drill::Outcome;
use crate::model::measures::Reasons;
use crate::model::snapshot::SnapshotKind;
use crate::model::time::Timestamp;
use crate::operations::past::{Drill, Past, Source, Taken};
use crate::policy::drill::{Plan, Scenario};
use crate::policy::profile::{Resolved, Settings};
use crate::policy::promise::{Drilled, Level, Promise, Seen, Standing, standing};
use crate::report;
use crate::report::status::Row;

/// Backups whose run times count.
const LAST: usize = 20;

/// Options of `status`.
#[derive(Debug, Clone, Args)]
pub struct StatusArgs {
    /// Only this dataset; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub dataset: Vec<String>,
}

pub fn run(context: &Context, args: &StatusArgs) -> Result<ExitCode> {
    let (rows, code) = rows(context, &args.dataset)?;
    if context.global.json {
        let mut out = Output::new();
        for row in &rows {
            out.line(report::status::json(row))?;
        }
        out.finish()?;
    } else if !rows.is_empty() {
        output::print(report::status::text(&rows, console::width()).trim_end())?;
    }
    Ok(code)
}

/// How each dataset stands, and the exit code that says so.
pub fn rows(context: &Context, datasets: &[String]) -> Result<(Vec<Row>, ExitCode)> {
    let Some(profile) = &context.profile else {
        return Err(Failure::usage("there is no profile, and so no promise that could be looked at")
            .hint("write /etc/sandyq/sandyq.toml, or name a file with --config"));
    };
    let resolved = profile.resolved()?;
    if let Some(unknown) = datasets.iter().find(|name| resolved.dataset(name).is_err()) {
        return Err(datasets::unknown(&resolved, unknown));
    }
    let places = look::look(context, &resolved)?;
    let code = look::code_of(&places)?;
    let mut rows = seen(&places, &resolved);
    rows.retain(|row| datasets.is_empty() || datasets.contains(&row.dataset));
    let levels = rows.iter().filter_map(|row| row.standing.as_ref().ok()).map(Standing::level);
    let code = levels.fold(code, |code, level| code.and(code_of(level)));
    Ok((rows, code))
}

/// How each dataset stands that was looked at, in the order of the profile.
pub fn seen(places: &[Place], resolved: &Resolved<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    let drills = look::drills(places);
    for place in places {
        match &place.past {
            Ok(past) => {
                let known = |(dataset, taken)| known(place, past, &drills, dataset, taken);
                rows.extend(place.taken().map(known));
            }
            Err(failure) => {
                rows.extend(place.datasets.iter().map(|dataset| unknown(place, dataset, &failure.message)));
            }
        }
    }
    rows.sort_by_key(|row| resolved.datasets().position(|(name, _)| name == row.dataset));
    rows
}

fn code_of(level: Level) -> ExitCode {
    match level {
        Level::Good | Level::Warning => ExitCode::Ok,
        Level::Missed => ExitCode::Objective,
        Level::Damaged => ExitCode::WrongData,
    }
}

fn unknown(place: &Place, dataset: &Dataset, problem: &str) -> Row {
    Row {
        dataset: dataset.source.dataset.clone(),
        host: dataset.source.host.clone(),
        location: place.location.clone(),
        promise: Promise::of(&dataset.settings),
        captured: None,
        snapshot: None,
        bytes: None,
        standing: Err(problem.to_owned()),
    }
}

fn known(place: &Place, past: &Past, drills: &[&Drill], dataset: &Dataset, taken: &[Taken]) -> Row {
    let good: Vec<_> = taken.iter().filter(|one| !one.damaged).collect();
    let newest = good.last();
    let promise = Promise::of(&dataset.settings);
    let seen = Seen {
        captured: newest.map(|one| one.began),
        took: took(&good),
        sizes: good.iter().filter_map(|one| Some((one.began, one.bytes?))).collect(),
        verified: past.verified.iter().rev().find(|one| one.said.read_data).map(|one| one.at),
        since: taken.first().map(|one| one.began),
        is_damaged: past.is_damaged,
        suspect: suspect(taken),
        throughput: throughput(past),
        created: Some(past.created),
        drills: held(drills, &dataset.source),
        drilled: drilled(drills, &dataset.source),
        is_review_due: is_review_due(drills, &dataset.settings),
    };
    Row {
        captured: seen.captured,
        snapshot: newest.map(|one| one.id().to_string()),
        bytes: newest.and_then(|one| one.bytes),
        standing: Ok(standing(&promise, &seen, now())),
        promise,
        ..unknown(place, dataset, "")
    }
}

/// Why snapshots are suspect that nobody has looked at, and since when.
fn suspect(taken: &[Taken]) -> Option<(Timestamp, Reasons)> {
    let mut suspect = taken.iter().filter_map(|one| Some((one.began, one.suspect?)));
    let first = suspect.next()?;
    Some(suspect.fold(first, |(since, all), (_, reasons)| (since, all.and(reasons))))
}

/// How long the last backups took, of the kind that is made most often.
fn took(good: &[&Taken]) -> Vec<Duration> {
    let of = |kind| good.iter().rev().filter(move |one| one.kind == kind).take(LAST).map(|one| one.took);
    let incremental: Vec<_> = of(SnapshotKind::Incremental).collect();
    if incremental.is_empty() { of(SnapshotKind::Full).collect() } else { incremental }
}

/// Bytes a second that the last verifications read from the store. What they read is compressed: a recovery brings
/// back more than that, so what is forecast from it is rather too long than too short.
fn throughput(past: &Past) -> Option<f64> {
    let measured =
        past.verified.iter().rev().filter_map(|one| Some((one.said.bytes_read, one.said.milliseconds?)));
    let measured = measured.filter(|(bytes, _)| *bytes > 0).take(LAST);
    let (bytes, milliseconds) = measured.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    (milliseconds > 0).then(|| bytes as f64 * 1000.0 / milliseconds as f64)
}

/// When each drill was last held with a dataset.
fn held(drills: &[&Drill], source: &Source) -> BTreeMap<Plan, Timestamp> {
    let held = drills.iter().filter(|drill| drill.is_held_with(source));
    held.filter_map(|drill| Some((drill.plan?, drill.at))).collect()
}

/// The last drill that restored the whole of a dataset.
fn drilled(drills: &[&Drill], source: &Source) -> Option<Drilled> {
    drills.iter().rev().find_map(|drill| {
        let mut full = drill.cases_of(source).filter(|case| case.scenario == Scenario::Full.name());
        let case = full.next().filter(|case| case.outcome != Outcome::Untested)?;
        let is_wrong = case.outcome == Outcome::Wrong;
        let rto = case.rto_measured_ms.filter(|_| !is_wrong).map(Duration::from_millis);
        Some(Drilled { at: drill.at, rto, is_wrong })
    })
}

/// Whether nobody has looked in time at a drill that found something, or what was to be done after one is not done.
fn is_review_due(drills: &[&Drill], settings: &Settings) -> bool {
    let within = settings.time("drill.review_within").unwrap_or_default();
    let today = look::today().format("%Y-%m-%d").to_string();
    drills.iter().any(|drill| {
        let Some(review) = &drill.review else { return false };
        let late = drill.exit_code != 0 && now().since(drill.at) > within;
        review.reviewers.is_empty() && late || review.is_overdue(&today)
    })
}
