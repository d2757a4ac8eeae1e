//! The report: how promises were kept over time, as text, for programs, and as one page that needs nothing else. What of
//! it was seen and where it comes from is told with each figure, also where there is nothing.

mod html;
mod plot;

use std::time::Duration;

use serde_json::{Value, json};

use super::due::about;
use super::status::{self, Row};
use super::{local_time, shown};
use crate::model::quantity::bytes;
use crate::model::time::Timestamp;
use crate::policy::history::{Read, Safe, coverage, kept, peaks};
use crate::policy::profile::shown_time;

pub use html::html;

/// All that is told.
#[derive(Debug, Clone)]
pub struct Report {
    /// The version of this program.
    pub version: String,
    /// The host that looked.
    pub host: String,
    /// The profile.
    pub profile: String,
    /// What is told begins here.
    pub from: Timestamp,
    /// When it was looked at.
    pub now: Timestamp,
    /// The datasets, in the order of the profile.
    pub datasets: Vec<Dataset>,
    /// Repositories that could be looked at.
    pub repositories: Vec<Verified>,
    /// Drills, oldest first.
    pub drills: Vec<Drill>,
    /// Alerts, the newest last.
    pub alerts: Vec<Alert>,
}

/// A dataset over time.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// How it stands now.
    pub row: Row,
    /// Its good snapshots, oldest first.
    pub backups: Vec<Backup>,
    /// From when on all snapshots are there that were made: the age before cannot be told.
    pub complete_from: Timestamp,
}

/// A good snapshot.
#[derive(Debug, Clone, Copy)]
pub struct Backup {
    /// When it began, and when it was safe.
    pub safe: Safe,
    /// Bytes that a recovery brings back; none for a key that may not know.
    pub bytes: Option<u64>,
    /// Bytes that were new, before compression.
    pub plain: Option<u64>,
    /// Bytes that it added to the store.
    pub stored: u64,
}

/// How much of a repository was verified.
#[derive(Debug, Clone)]
pub struct Verified {
    /// Where it is.
    pub location: String,
    /// What was read.
    pub reads: Vec<Read>,
    /// In what time everything is to be read.
    pub within: Duration,
}

/// A drill.
#[derive(Debug, Clone, PartialEq)]
pub struct Drill {
    /// When.
    pub time: Timestamp,
    /// Of which dataset.
    pub dataset: String,
    /// What was tried.
    pub scenario: String,
    /// How long a recovery may take.
    pub rto_target: Option<Duration>,
    /// How long it took.
    pub rto_measured: Option<Duration>,
    /// How much would have been lost.
    pub rpo_measured: Option<Duration>,
    /// What came of it, in a word.
    pub outcome: String,
}

/// Something that people were, or are to be, told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// Its key.
    pub alert: String,
    /// How much it matters.
    pub severity: &'static str,
    /// What is wrong.
    pub summary: String,
    /// Since when.
    pub since: Timestamp,
    /// When people were last told.
    pub told: Option<Timestamp>,
    /// When it was over; none while it goes on.
    pub until: Option<Timestamp>,
}

/// Ages are told by the highest of so many parts of the time.
const PARTS: u32 = 240;

impl Dataset {
    fn safe(&self) -> Vec<Safe> {
        self.backups.iter().map(|one| one.safe).collect()
    }

    fn rpo(&self) -> Option<Duration> {
        self.row.promise.tier.as_ref().map(|tier| tier.rpo)
    }

    /// From when on its age is told.
    fn from(&self, report: &Report) -> Timestamp {
        report.from.max(self.complete_from)
    }

    fn peaks(&self, report: &Report) -> Vec<Option<Duration>> {
        peaks(&self.safe(), self.from(report), report.now, PARTS)
    }

    /// For how much of the time the RPO was kept.
    fn kept(&self, report: &Report) -> Option<f64> {
        kept(&self.safe(), self.from(report), report.now, self.rpo()?)
    }

    fn stored(&self) -> u64 {
        self.backups.iter().map(|one| one.stored).sum()
    }

    /// By how much deduplication and compression make the snapshots smaller that are there, up to each of them.
    fn reduction(&self) -> Vec<(Timestamp, f64, f64)> {
        let (mut held, mut plain, mut stored) = (0.0, 0.0, 0.0);
        let mut reduction = Vec::new();
        for one in &self.backups {
            let (Some(bytes), Some(new)) = (one.bytes, one.plain) else { continue };
            held += bytes as f64;
            plain += new as f64;
            stored += one.stored as f64;
            if plain > 0.0 && stored > 0.0 {
                reduction.push((one.safe.at, held / plain, plain / stored));
            }
        }
        reduction
    }
}

impl Verified {
    /// How much was read in the time in which everything is to be.
    fn share(&self, at: Timestamp) -> f64 {
        coverage(&self.reads, at, self.within)
    }
}

fn percent(share: f64) -> String {
    // What is not all shall not read as all.
    let tenths = (share * 1000.0).floor() / 10.0;
    format!("{tenths}%")
}

/// What is told in words, besides the table of `status`.
pub fn text(report: &Report, width: Option<usize>) -> String {
    let rows: Vec<_> = report.datasets.iter().map(|one| one.row.clone()).collect();
    let mut text = status::text(&rows, width);
    let mut say = |line: String| {
        text += &line;
        text.push('\n');
    };
    for dataset in &report.datasets {
        let name = shown(&dataset.row.dataset);
        if let (Some(share), Some(rpo)) = (dataset.kept(report), dataset.rpo()) {
            let worst = dataset.peaks(report).into_iter().flatten().max().unwrap_or_default();
            say(format!(
                "{name}: within its RPO of {} for {} of the time since {}; the highest age was {}",
                shown_time(rpo),
                percent(share),
                local_time(dataset.from(report)),
                about(worst)
            ));
        }
        if let Some((_, deduplication, compression)) = dataset.reduction().last() {
            let stored = bytes(dataset.stored());
            say(format!(
                "{name}: {stored} stored; {deduplication:.1} times smaller by deduplication, {compression:.1} by compression"
            ));
        }
    }
    for one in &report.repositories {
        let (share, within) = (percent(one.share(report.now)), shown_time(one.within));
        say(format!("{}: {share} verified in the last {within}", shown(&one.location)));
    }
    if report.drills.is_empty() {
        say("Drills: none was run".to_owned());
    }
    for drill in &report.drills {
        let time = |time: Option<Duration>| time.map_or("-".to_owned(), about);
        say(format!(
            "Drill {} of {} ({}): {}; recovery {} / {}, loss {}",
            local_time(drill.time),
            shown(&drill.dataset),
            shown(&drill.scenario),
            shown(&drill.outcome),
            time(drill.rto_measured),
            time(drill.rto_target),
            time(drill.rpo_measured)
        ));
    }
    if report.alerts.is_empty() {
        say("Alerts: none".to_owned());
    }
    for alert in &report.alerts {
        let until = alert.until.map_or("now".to_owned(), local_time);
        say(format!(
            "Alert {} to {until}: {} {}: {}",
            local_time(alert.since),
            alert.severity,
            shown(&alert.alert),
            shown(&alert.summary)
        ));
    }
    text
}

/// For programs: a line for each dataset, repository, drill and alert.
pub fn json(report: &Report) -> Vec<Value> {
    let datasets = report.datasets.iter().map(|one| dataset_json(report, one));
    let repositories = report.repositories.iter().map(|one| {
        json!({
            "message_type": "report_repository",
            "repository": one.location,
            "verified_share": one.share(report.now),
            "verified_within_seconds": one.within.as_secs(),
            "verifications": one.reads.iter().filter(|read| read.at >= report.from).count(),
        })
    });
    let drills = report.drills.iter().map(drill_json);
    datasets.chain(repositories).chain(drills).chain(report.alerts.iter().map(alert_json)).collect()
}

fn dataset_json(report: &Report, one: &Dataset) -> Value {
    let reduction = one.reduction().last().copied();
    let worst = one.peaks(report).into_iter().flatten().max();
    json!({
        "message_type": "report_dataset",
        "dataset": one.row.dataset,
        "hostname": one.row.host,
        "repository": one.row.location,
        "state": one.row.state(),
        "tier": one.row.promise.tier.as_ref().map(|tier| &tier.name),
        "since": one.from(report).to_rfc3339(),
        "until": report.now.to_rfc3339(),
        "rpo_target_seconds": one.rpo().map(|rpo| rpo.as_secs_f64()),
        "rpo_kept_share": one.kept(report),
        "rpo_worst_seconds": worst.map(|worst| worst.as_secs_f64()),
        "snapshots": one.backups.len(),
        "total_size": one.row.bytes,
        "stored_size": one.stored(),
        "deduplication": reduction.map(|(_, deduplication, _)| deduplication),
        "compression": reduction.map(|(_, _, compression)| compression),
    })
}

/// A drill, for programs.
pub fn drill_json(drill: &Drill) -> Value {
    let seconds = |time: Option<Duration>| time.map(|time| time.as_secs_f64());
    json!({
        "message_type": "report_drill",
        "time": drill.time.to_rfc3339(),
        "dataset": drill.dataset,
        "scenario": drill.scenario,
        "outcome": drill.outcome,
        "rto_target_seconds": seconds(drill.rto_target),
        "rto_measured_seconds": seconds(drill.rto_measured),
        "rpo_measured_seconds": seconds(drill.rpo_measured),
    })
}

/// An alert over time, for programs.
pub fn alert_json(alert: &Alert) -> Value {
    json!({
        "message_type": "report_alert",
        "alert": alert.alert,
        "severity": alert.severity,
        "summary": alert.summary,
        "since": alert.since.to_rfc3339(),
        "told": alert.told.map(Timestamp::to_rfc3339),
        "until": alert.until.map(Timestamp::to_rfc3339),
    })
}
