//! The report as one page: no script, and nothing from elsewhere.

use std::time::Duration;

use serde::Serialize;

use super::plot::{Dot, Line, Plot, Room, Tick, round_step, step};
use super::{Alert, Dataset, Drill, PARTS, Report, Verified, percent};
use crate::model::quantity::bytes;
use crate::model::time::Timestamp;
use crate::policy::profile::shown_time;
use crate::policy::promise::{Level, Standing};
use crate::report::due::about;
use crate::report::local_time;
use crate::report::status::sentence;
use crate::report::template::Template;

/// The page.
pub fn html(report: &Report) -> String {
    Template::new("page.html", include_str!("page.html")).render(page(report))
}

#[derive(Serialize)]
struct Page {
    version: String,
    host: String,
    profile: String,
    from: String,
    now: String,
    state: &'static str,
    datasets: Vec<Section>,
    repositories: Vec<Section>,
    drills: Vec<DrillRow>,
    drill_plot: Option<Plot>,
    alerts: Vec<AlertRow>,
}

/// Something with a state, figures and plots.
#[derive(Serialize)]
struct Section {
    name: String,
    about: String,
    state: &'static str,
    complaints: Vec<String>,
    figures: Vec<Figure>,
    plots: Vec<Plot>,
}

#[derive(Serialize)]
struct Figure {
    name: &'static str,
    value: String,
    /// What it is measured against.
    target: Option<String>,
}

#[derive(Serialize)]
struct DrillRow {
    time: String,
    dataset: String,
    scenario: String,
    outcome: String,
    rto: String,
    rpo: String,
}

#[derive(Serialize)]
struct AlertRow {
    alert: String,
    severity: &'static str,
    summary: String,
    since: String,
    until: String,
    told: String,
}

fn page(report: &Report) -> Page {
    let level = |one: &Dataset| one.row.standing.as_ref().map_or(Level::Missed, Standing::level);
    let worst = report.datasets.iter().map(level).max().unwrap_or(Level::Good);
    Page {
        version: report.version.clone(),
        host: report.host.clone(),
        profile: report.profile.clone(),
        from: local_time(report.from),
        now: local_time(report.now),
        state: worst.name(),
        datasets: report.datasets.iter().map(|one| dataset(report, one)).collect(),
        repositories: report.repositories.iter().map(|one| repository(report, one)).collect(),
        drills: report.drills.iter().rev().map(drill).collect(),
        drill_plot: drill_plot(report),
        alerts: report.alerts.iter().rev().map(alert).collect(),
    }
}

fn or_dash(text: Option<String>) -> String {
    text.unwrap_or_else(|| "–".to_owned())
}

fn dataset(report: &Report, one: &Dataset) -> Section {
    let row = &one.row;
    let tier = row.promise.tier.as_ref();
    let complaints = match &row.standing {
        Ok(standing) => standing.complaints.iter().map(sentence).collect(),
        Err(problem) => vec![problem.clone()],
    };
    let tier_name = tier.map_or("no tier".to_owned(), |tier| tier.name.clone());
    let reduction = one.reduction();
    let deduplication = reduction.iter().map(|(time, factor, _)| (*time, *factor));
    let compression = reduction.iter().map(|(time, _, factor)| (*time, *factor));
    let plots = [
        age_plot(report, one),
        size_plot(report, one),
        factor_plot(report, "Deduplication", deduplication),
        factor_plot(report, "Compression", compression),
    ];
    Section {
        name: row.dataset.clone(),
        about: format!("{tier_name}, of host {}, in {}", row.host, row.location),
        state: row.state(),
        complaints,
        figures: figures(report, one),
        plots: plots.into_iter().flatten().collect(),
    }
}

fn figures(report: &Report, one: &Dataset) -> Vec<Figure> {
    let row = &one.row;
    let (tier, standing) = (row.promise.tier.as_ref(), row.standing.as_ref().ok());
    let ago = |time: Duration| format!("{} ago", about(time));
    let figure = |name, value, target| Figure { name, value: or_dash(value), target };
    let reduction = one.reduction().last().copied();
    let times = |factor: f64| format!("{factor:.1}×");
    vec![
        figure(
            "Would be lost now",
            standing.and_then(|standing| standing.age).map(about),
            tier.map(|tier| format!("RPO {}", shown_time(tier.rpo))),
        ),
        figure("Time within the RPO", one.kept(report).map(percent), None),
        figure(
            "A recovery would take",
            standing.and_then(|standing| standing.forecast).map(about),
            tier.map(|tier| format!("RTO {}", shown_time(tier.rto))),
        ),
        figure("Verified", standing.and_then(|standing| standing.verified).map(ago), None),
        figure("A recovery brings back", row.bytes.map(bytes), None),
        figure("Stored for it", Some(bytes(one.stored())), None),
        figure("Deduplication", reduction.map(|(_, deduplication, _)| times(deduplication)), None),
        figure("Compression", reduction.map(|(_, _, compression)| times(compression)), None),
    ]
}

/// Lengths of time that are round, in seconds.
const TIMES: [f64; 17] = [
    10.0,
    30.0,
    60.0,
    120.0,
    300.0,
    600.0,
    1800.0,
    3600.0,
    7200.0,
    14_400.0,
    28_800.0,
    86_400.0,
    172_800.0,
    604_800.0,
    1_209_600.0,
    2_592_000.0,
    31_536_000.0,
];

fn seconds(value: f64) -> String {
    shown_time(Duration::from_secs_f64(value))
}

fn age_plot(report: &Report, one: &Dataset) -> Option<Plot> {
    let peaks = one.peaks(report);
    let most = peaks.iter().flatten().max()?.as_secs_f64();
    let rpo = one.rpo().map(|rpo| rpo.as_secs_f64());
    let from = one.from(report);
    let room = Room { from, until: report.now, most: most.max(rpo.unwrap_or_default()) * 1.1 };
    let part = report.now.since(from) / PARTS;
    let times = (1..=PARTS).map(|number| from.after(part * number));
    let values = times.zip(peaks.iter().map(|peak| peak.map(|peak| peak.as_secs_f64())));
    let kept = one.kept(report).map(|share| format!("Within the RPO for {} of the time. ", percent(share)));
    Some(Plot {
        title: "Age of what is safe",
        note: format!(
            "{}At most {}. Told from {} on: of the time before, retention may have taken snapshots away.",
            kept.unwrap_or_default(),
            about(Duration::from_secs_f64(most)),
            local_time(from)
        ),
        lines: vec![room.line("", "one", values)],
        dots: Vec::new(),
        target: rpo.map(|rpo| Tick { at: room.y(rpo), label: format!("RPO {}", seconds(rpo)) }),
        ys: room.ys(step(room.most, &TIMES), seconds),
        xs: room.xs(),
    })
}

/// What was there before the time that is told counts at its beginning.
fn told(report: &Report, values: impl Iterator<Item = (Timestamp, f64)>) -> Vec<(Timestamp, Option<f64>)> {
    let (mut before, mut told) = (None, Vec::new());
    for (time, value) in values {
        if time < report.from {
            before = Some((report.from, Some(value)));
        } else {
            told.push((time, Some(value)));
        }
    }
    let mut told: Vec<_> = before.into_iter().chain(told).collect();
    let last = told.last().map(|(_, value)| (report.now, *value));
    told.extend(last);
    thinned(told)
}

/// No more points than can be told apart.
fn thinned(points: Vec<(Timestamp, Option<f64>)>) -> Vec<(Timestamp, Option<f64>)> {
    let each = points.len().div_ceil(PARTS as usize).max(1);
    let last = points.len().saturating_sub(1);
    let stays = |(place, _): &(usize, _)| place % each == 0 || *place == last;
    points.into_iter().enumerate().filter(stays).map(|(_, point)| point).collect()
}

fn highest<'a>(lines: impl IntoIterator<Item = &'a Vec<(Timestamp, Option<f64>)>>) -> Option<f64> {
    let values = lines.into_iter().flatten().filter_map(|(_, value)| *value);
    values.max_by(f64::total_cmp).filter(|most| *most > 0.0)
}

fn size_plot(report: &Report, one: &Dataset) -> Option<Plot> {
    let source =
        told(report, one.backups.iter().filter_map(|backup| Some((backup.safe.at, backup.bytes? as f64))));
    let mut sum = 0.0;
    let stored = told(
        report,
        one.backups.iter().map(|backup| {
            sum += backup.stored as f64;
            (backup.safe.at, sum)
        }),
    );
    let most = highest([&source, &stored])?;
    let room = Room { from: report.from, until: report.now, most: most * 1.1 };
    Some(Plot {
        title: "Source and stored bytes",
        note: "What one recovery brings back, and what all snapshots together have added to the store."
            .to_owned(),
        lines: vec![room.line("source", "one", source), room.line("stored", "two", stored)],
        dots: Vec::new(),
        target: None,
        ys: room.ys(round_step(room.most, true), |value| rounded_bytes(value as u64)),
        xs: room.xs(),
    })
}

/// A size without digits that a mark does not need.
fn rounded_bytes(value: u64) -> String {
    let text = bytes(value);
    match text.split_once(".000") {
        Some((number, unit)) => format!("{number}{unit}"),
        None => text.replacen("00 ", " ", 1),
    }
}

/// How many times smaller something makes all snapshots.
fn factor_plot(
    report: &Report,
    title: &'static str,
    factors: impl Iterator<Item = (Timestamp, f64)>,
) -> Option<Plot> {
    let factors = told(report, factors);
    let most = highest([&factors])?;
    let room = Room { from: report.from, until: report.now, most: most * 1.1 };
    Some(Plot {
        title,
        note: "How many times smaller it makes all snapshots that are there.".to_owned(),
        lines: vec![room.line("", "one", factors)],
        dots: Vec::new(),
        target: None,
        ys: room.ys(round_step(room.most, false), |value| format!("{}×", (value * 100.0).round() / 100.0)),
        xs: room.xs(),
    })
}

fn repository(report: &Report, one: &Verified) -> Section {
    let share = one.share(report.now);
    let room = Room { from: report.from, until: report.now, most: 1.1 };
    let part = report.now.since(report.from) / PARTS;
    let times = (0..=PARTS).map(|number| report.from.after(part * number));
    let values = times.map(|time| (time, Some(one.share(time))));
    let within = shown_time(one.within);
    let plot = Plot {
        title: "Verification coverage",
        note: format!("How much of what is stored was read in the {within} before each moment."),
        lines: vec![room.line("", "one", values)],
        dots: Vec::new(),
        target: Some(Tick { at: room.y(1.0), label: "all of it".to_owned() }),
        ys: room.ys(0.25, percent),
        xs: room.xs(),
    };
    let reads = one.reads.iter().filter(|read| read.at >= report.from).count();
    let value = |name, value| Figure { name, value, target: None };
    Section {
        name: one.location.clone(),
        about: String::new(),
        state: "",
        complaints: Vec::new(),
        figures: vec![
            Figure { name: "Verified", value: percent(share), target: Some(format!("in the last {within}")) },
            value("Verifications told", reads.to_string()),
        ],
        plots: vec![plot],
    }
}

fn drill(one: &Drill) -> DrillRow {
    let against = |time: Option<Duration>, target: Option<Duration>| {
        let target = target.map(|target| format!(" of {}", shown_time(target))).unwrap_or_default();
        or_dash(time.map(|time| format!("{}{target}", about(time))))
    };
    DrillRow {
        time: local_time(one.time),
        dataset: one.dataset.clone(),
        scenario: one.scenario.clone(),
        outcome: one.outcome.clone(),
        rto: against(one.rto_measured, one.rto_target),
        rpo: against(one.rpo_measured, None),
    }
}

/// Each drill is a mark as high as its recovery took, measured against its own target.
fn drill_plot(report: &Report) -> Option<Plot> {
    let share = |one: &Drill| {
        let (measured, target) = (one.rto_measured?, one.rto_target.filter(|target| !target.is_zero())?);
        Some(measured.as_secs_f64() / target.as_secs_f64())
    };
    let shares: Vec<_> = report.drills.iter().filter_map(|one| Some((one, share(one)?))).collect();
    let most = shares.iter().map(|(_, share)| *share).fold(1.0, f64::max);
    let from = shares.iter().map(|(one, _)| one.time).min()?.min(report.from);
    let room = Room { from, until: report.now, most: most * 1.1 };
    let dots = shares.iter().map(|(one, share)| Dot {
        x: room.x(one.time),
        y: room.y(*share),
        class: if *share > 1.0 { "bad" } else { "one" },
        title: format!("{}, {}: {}", local_time(one.time), one.dataset, drill(one).rto),
    });
    Some(Plot {
        title: "Measured recoveries",
        note: "How long each drill took to recover, as a share of the RTO of its dataset.".to_owned(),
        lines: Vec::<Line>::new(),
        dots: dots.collect(),
        target: Some(Tick { at: room.y(1.0), label: "RTO".to_owned() }),
        ys: room.ys(round_step(room.most, false), percent),
        xs: room.xs(),
    })
}

fn alert(one: &Alert) -> AlertRow {
    AlertRow {
        alert: one.alert.clone(),
        severity: one.severity,
        summary: one.summary.clone(),
        since: local_time(one.since),
        until: one.until.map_or("goes on".to_owned(), local_time),
        told: one.told.map_or("nobody yet".to_owned(), local_time),
    }
}
