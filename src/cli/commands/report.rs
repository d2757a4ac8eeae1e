//! `report`: how promises were kept over time, from the catalogue and from what this host remembers.

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueHint};

use super::backup::host_name;
use super::runbook::written;
use super::{datasets, status};
use crate::cli::alerts::{self, Alerts};
use crate::cli::attempts::Attempts;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::look::{self, Place, now};
use crate::cli::output::Output;
use crate::cli::{console, values};
use crate::model::time::Timestamp;
use crate::operations::past::Taken;
use crate::policy::history::{Read, Safe};
use crate::policy::profile::Settings;
use crate::report::page::{self, Alert, Backup, Dataset, Drill, Report, Verified};
use crate::report::status::Row;

/// Options of `report`.
#[derive(Debug, Clone, Args)]
pub struct ReportArgs {
    /// Write a page with plots that needs no other file and no network
    #[arg(long)]
    pub html: bool,
    /// Write it to this file, whole or not at all [default: print it]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "html")]
    pub out: Option<PathBuf>,
    /// Tell of the time since then, as 2026-11-20T10:00, or of the last so long, as 7d
    #[arg(long, value_name = "TIME", default_value = "30d")]
    pub since: String,
    /// Only this dataset; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub dataset: Vec<String>,
}

pub fn run(context: &Context, args: &ReportArgs) -> Result<ExitCode> {
    if args.html && args.out.is_none() && context.global.json {
        return Err(Failure::usage("a page is no JSON").hint("with --json, name a file for it with --out"));
    }
    let (report, code) = gather(context, args)?;
    if args.html {
        let written = written(context, args.out.as_deref(), "report", &page::html(&report))?;
        return Ok(code.and(written));
    }
    let mut out = Output::new();
    if context.global.json {
        for line in page::json(&report) {
            out.line(line)?;
        }
    } else {
        out.line(page::text(&report, console::width()).trim_end())?;
    }
    out.finish()?;
    Ok(code)
}

/// Looks at everything. A repository that cannot be looked at is told of, and keeps no other from being.
fn gather(context: &Context, args: &ReportArgs) -> Result<(Report, ExitCode)> {
    let Some(profile) = &context.profile else {
        return Err(Failure::usage("there is no profile, and so no promise that could be told of")
            .hint("write /etc/sandyq/sandyq.toml, or name a file with --config"));
    };
    let resolved = profile.resolved()?;
    if let Some(unknown) = args.dataset.iter().find(|name| resolved.dataset(name).is_err()) {
        return Err(datasets::unknown(&resolved, unknown));
    }
    let (now, from) = (now(), values::moment_or_usage(&args.since)?);
    if from >= now {
        return Err(Failure::usage("--since lies in the future").hint("name a time that is past, as 7d"));
    }
    let places = look::look(context, &resolved)?;
    let code = look::code_of(&places)?;
    let wanted = |row: &Row| args.dataset.is_empty() || args.dataset.contains(&row.dataset);
    let rows = status::seen(&places, &resolved).into_iter().filter(wanted);
    let report = Report {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        host: host_name(),
        profile: profile.shown(),
        from,
        now,
        datasets: rows.map(|row| dataset(row, &places, now)).collect(),
        repositories: places.iter().filter_map(verified).collect(),
        drills: drills(&places, from),
        alerts: alerts(context, &places, from)?,
    };
    Ok((report, code))
}

fn dataset(row: Row, places: &[Place], now: Timestamp) -> Dataset {
    let mut all = places.iter().flat_map(Place::taken);
    let own = all.find(|(dataset, _)| dataset.source.dataset == row.dataset);
    let good = own.iter().flat_map(|(_, taken)| taken.iter()).filter(|one| !one.damaged);
    let backups = good.map(|one: &Taken| Backup {
        safe: Safe { began: one.began, at: one.began.after(one.took) },
        bytes: one.bytes,
        plain: one.plain_bytes,
        stored: one.new_bytes,
    });
    let complete_from = own.as_ref().map_or(now, |(dataset, _)| complete_from(&dataset.settings, now));
    Dataset { backups: backups.collect(), complete_from, row }
}

/// From when on retention leaves every snapshot.
fn complete_from(settings: &Settings, now: Timestamp) -> Timestamp {
    let retention = settings.span("schedule.incremental_backup_retention");
    retention.map_or(now, |span| span.before(now))
}

fn verified(place: &Place) -> Option<Verified> {
    let past = place.past.as_ref().ok()?;
    let read = past.verified.iter().filter(|one| one.said.read_data);
    Some(Verified {
        location: place.location.clone(),
        reads: read.map(|one| Read { at: one.at, part: one.said.slice }).collect(),
        within: place.context.settings.time("schedule.backup_verification_coverage")?,
    })
}

/// What drills have shown since then, oldest first.
fn drills(places: &[Place], from: Timestamp) -> Vec<Drill> {
    let held = places.iter().filter_map(|place| place.past.as_ref().ok()).flat_map(|past| &past.drilled);
    let mut all: Vec<_> = held
        .filter(|drill| drill.at >= from)
        .flat_map(|drill| drill.cases.iter().map(move |case| (drill.at, case)))
        .map(|(time, case)| Drill {
            time,
            dataset: case.dataset.clone(),
            scenario: case.scenario.clone(),
            rto_target: case.rto_target_ms.map(Duration::from_millis),
            rto_measured: case.rto_measured_ms.map(Duration::from_millis),
            rpo_measured: case.rpo_measured_ms.map(Duration::from_millis),
            outcome: case.outcome.name().to_owned(),
        })
        .collect();
    all.sort_by_key(|drill| drill.time);
    all
}

/// What people were told since then, and what this host knows to be wrong beside that.
fn alerts(context: &Context, places: &[Place], from: Timestamp) -> Result<Vec<Alert>> {
    let mut all = Vec::new();
    for place in places {
        let told = alerts::since(place, from)?.into_iter().map(|(key, told)| Alert {
            alert: key.to_string(),
            severity: key.id.severity().name(),
            summary: told.summary,
            since: told.since,
            told: Some(told.since),
            until: told.until,
        });
        all.extend(told);
    }
    let open: HashSet<String> =
        all.iter().filter(|alert| alert.until.is_none()).map(|alert| alert.alert.clone()).collect();
    all.extend(own_alerts(context)?.into_iter().filter(|alert| !open.contains(&alert.alert)));
    all.sort_by(|one, other| (one.since, &one.alert).cmp(&(other.since, &other.alert)));
    Ok(all)
}

/// What this host knows to be wrong. One that remembers nothing, or is just being told, has none to tell of.
fn own_alerts(context: &Context) -> Result<Vec<Alert>> {
    if context.environment.state.is_none() {
        return Ok(Vec::new());
    }
    let Some(alerts) = Alerts::open(&Attempts::open(context)?)? else {
        context.console.warning("another run is sending alerts just now; they are left out");
        return Ok(Vec::new());
    };
    let own = alerts.states().into_iter().map(|(key, state)| Alert {
        alert: key.to_string(),
        severity: key.id.severity().name(),
        summary: state.summary,
        since: state.since,
        told: state.told,
        until: None,
    });
    Ok(own.collect())
}
