//! How the promises of a profile stand, dataset by dataset.

use std::time::Duration;

use serde_json::{Value, json};

use super::due::about;
use super::table::table;
use super::{local_time, shown};
use crate::model::measures::Reason;
use crate::model::time::Timestamp;
use crate::policy::profile::shown_time;
use crate::policy::promise::{Complaint, Level, Promise, Standing};

/// A dataset and how it stands.
#[derive(Debug, Clone)]
pub struct Row {
    /// The dataset.
    pub dataset: String,
    /// The host it is of.
    pub host: String,
    /// Where its repository is.
    pub location: String,
    /// What is promised.
    pub promise: Promise,
    /// When the last good snapshot began.
    pub captured: Option<Timestamp>,
    /// That snapshot.
    pub snapshot: Option<String>,
    /// Bytes that a recovery would bring back.
    pub bytes: Option<u64>,
    /// How it stands, or why nobody can tell.
    pub standing: Result<Standing, String>,
}

impl Row {
    /// How it stands in a word.
    pub fn state(&self) -> &'static str {
        self.standing.as_ref().map_or("unknown", |standing| standing.level().name())
    }
}

const NONE: &str = "-";

/// For people: what is wrong is at the top, and told in a sentence each below the table.
pub fn text(rows: &[Row], width: Option<usize>) -> String {
    let mut sorted: Vec<_> = rows.iter().collect();
    sorted.sort_by_key(|row| std::cmp::Reverse(row.standing.as_ref().map_or(Level::Missed, Standing::level)));
    let head = [
        "State",
        "Dataset",
        "Tier",
        "Last good",
        "Age / RPO",
        "Verified",
        "Drilled",
        "Recovery / RTO",
        "Growth",
    ];
    let mut lines = vec![head.map(str::to_owned)];
    lines.extend(sorted.iter().map(|row| cells(row)));
    let mut text = table(&lines, &[], width);
    for row in sorted {
        match &row.standing {
            Ok(standing) => {
                for complaint in &standing.complaints {
                    text += &format!("{}: {}\n", shown(&row.dataset), sentence(complaint));
                }
            }
            Err(problem) => text += &format!("{}: {problem}\n", shown(&row.dataset)),
        }
    }
    text
}

fn cells(row: &Row) -> [String; 9] {
    let tier = row.promise.tier.as_ref();
    let against = |time: Option<Duration>, target: Option<Duration>| match (time, target) {
        (None, None) => NONE.to_owned(),
        (time, None) => time.map_or_else(|| NONE.to_owned(), about),
        (time, Some(target)) => {
            format!("{} / {}", time.map_or_else(|| NONE.to_owned(), about), shown_time(target))
        }
    };
    let standing = row.standing.as_ref().ok();
    let ago =
        |time: Option<Duration>| time.map_or_else(|| NONE.to_owned(), |time| format!("{} ago", about(time)));
    let growth = standing.and_then(|standing| standing.growth);
    [
        row.state().to_owned(),
        shown(&row.dataset),
        tier.map_or_else(|| NONE.to_owned(), |tier| tier.name.clone()),
        row.captured.map_or_else(|| NONE.to_owned(), local_time),
        against(standing.and_then(|standing| standing.age), tier.map(|tier| tier.rpo)),
        ago(standing.and_then(|standing| standing.verified)),
        ago(standing.and_then(|standing| standing.drilled).map(|(age, _)| age)),
        recovery(standing, tier.map(|tier| tier.rto)),
        growth.map_or_else(|| NONE.to_owned(), |(percent, span)| format!("{percent:+}% in {}", about(span))),
    ]
}

/// What a drill has measured, or else a forecast, which is marked as one.
fn recovery(standing: Option<&Standing>, target: Option<Duration>) -> String {
    let measured = standing.and_then(|standing| standing.drilled?.1).map(about);
    let forecast = standing.and_then(|standing| standing.forecast).map(|time| format!("~{}", about(time)));
    let time = measured.or(forecast).unwrap_or_else(|| NONE.to_owned());
    match target {
        Some(target) => format!("{time} / {}", shown_time(target)),
        None => time,
    }
}

/// What is wrong, in a sentence without its end.
pub fn sentence(complaint: &Complaint) -> String {
    match complaint {
        Complaint::NoSnapshot => "there is no good snapshot".to_owned(),
        Complaint::Rpo { age, target } => {
            format!(
                "{} of data would be lost now, and {} were promised at most",
                about(*age),
                shown_time(*target)
            )
        }
        Complaint::RpoSoon { age, target } => {
            format!(
                "{} of data would be lost now; {} were promised at most",
                about(*age),
                shown_time(*target)
            )
        }
        Complaint::Slow { took, every, target } => format!(
            "a backup each {} that takes up to {} cannot keep an RPO of {}",
            shown_time(*every),
            about(*took),
            shown_time(*target)
        ),
        Complaint::Forecast { forecast, target } => format!(
            "a recovery would take {} by what was measured, and {} were promised at most",
            about(*forecast),
            shown_time(*target)
        ),
        Complaint::Verification { age: Some(age), every } => {
            format!(
                "the last verification was {} ago, and one each {} was promised",
                about(*age),
                shown_time(*every)
            )
        }
        Complaint::Verification { age: None, every } => {
            format!("nothing was ever verified, and each {} was promised", shown_time(*every))
        }
        Complaint::Drill { plan, age: Some(age) } => format!(
            "the last {} drill was {} ago, and one each {} was promised",
            plan.name(),
            about(*age),
            shown_time(plan.every())
        ),
        Complaint::Drill { plan, age: None } => format!("no {} drill was ever held", plan.name()),
        Complaint::Recovery { measured, target } => format!(
            "in the last drill a recovery took {}, and {} were promised at most",
            about(*measured),
            shown_time(*target)
        ),
        Complaint::Restored => {
            "in the last drill what was restored was wrong; `sandyq drill show` tells what".to_owned()
        }
        Complaint::Review => {
            "nobody looked at what a drill found, or an action is overdue; `sandyq drill list` tells"
                .to_owned()
        }
        Complaint::Damage => "stored data is damaged; `sandyq verify --read-data` tells what".to_owned(),
        Complaint::Anomaly { reasons, since } => {
            format!("snapshots since {} are suspect: {}", local_time(*since), reasons.about())
        }
        Complaint::Canary { since } => {
            format!("{}, seen first at {}", Reason::Canary.about(), local_time(*since))
        }
    }
}

/// A word for each kind of complaint.
fn word(complaint: &Complaint) -> &'static str {
    match complaint {
        Complaint::NoSnapshot => "no_snapshot",
        Complaint::Rpo { .. } => "rpo",
        Complaint::RpoSoon { .. } => "rpo_soon",
        Complaint::Slow { .. } => "slow",
        Complaint::Forecast { .. } => "rto_forecast",
        Complaint::Verification { .. } => "verification",
        Complaint::Drill { .. } => "drill",
        Complaint::Recovery { .. } => "rto",
        Complaint::Restored => "drill_wrong",
        Complaint::Review => "review",
        Complaint::Damage => "damage",
        Complaint::Anomaly { .. } => "anomaly",
        Complaint::Canary { .. } => "canary",
    }
}

/// For programs.
pub fn json(row: &Row) -> Value {
    let tier = row.promise.tier.as_ref();
    let standing = row.standing.as_ref().ok();
    let seconds = |time: Option<Duration>| time.map(|time| time.as_secs_f64());
    let growth = standing.and_then(|standing| standing.growth);
    json!({
        "message_type": "dataset_status",
        "dataset": row.dataset,
        "hostname": row.host,
        "repository": row.location,
        "state": row.state(),
        "tier": tier.map(|tier| tier.name.clone()),
        "last_good": row.captured.map(Timestamp::to_rfc3339),
        "last_good_id": row.snapshot,
        "total_size": row.bytes,
        "rpo_age_seconds": seconds(standing.and_then(|standing| standing.age)),
        "rpo_target_seconds": seconds(tier.map(|tier| tier.rpo)),
        "rto_forecast_seconds": seconds(standing.and_then(|standing| standing.forecast)),
        "rto_measured_seconds": seconds(standing.and_then(|standing| standing.drilled?.1)),
        "drilled_age_seconds": seconds(standing.and_then(|standing| standing.drilled).map(|(age, _)| age)),
        "rto_target_seconds": seconds(tier.map(|tier| tier.rto)),
        "verified_age_seconds": seconds(standing.and_then(|standing| standing.verified)),
        "backup_p95_seconds": seconds(standing.and_then(|standing| standing.usual)),
        "growth_percent": growth.map(|(percent, _)| percent),
        "growth_seconds": growth.map(|(_, span)| span.as_secs()),
        "complaints": standing.map(|standing| standing.complaints.iter().map(|one| {
            json!({ "kind": word(one), "level": one.level().name(), "message": sentence(one) })
        }).collect::<Vec<_>>()),
        "error": row.standing.as_ref().err(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::profile::Tier;

    fn row(dataset: &str, standing: Result<Standing, String>) -> Row {
        let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
        let tier = Tier { name: "critical".to_owned(), rto: minutes(15), rpo: minutes(5) };
        let promise =
            Promise { tier: Some(tier), every: Some(minutes(4)), verify_every: None, drills: vec![] };
        Row {
            dataset: dataset.to_owned(),
            host: "web1".to_owned(),
            location: "/srv/chest".to_owned(),
            promise,
            captured: None,
            snapshot: None,
            bytes: None,
            standing,
        }
    }

    #[test]
    fn what_is_wrong_is_at_the_top_and_told_in_a_sentence() {
        let late_by = Duration::from_secs(420);
        let age = Some(late_by);
        let good = Standing {
            age,
            usual: None,
            forecast: age,
            growth: Some((3, Duration::from_secs(864_000))),
            verified: age,
            drilled: Some((late_by, Some(Duration::from_secs(300)))),
            complaints: vec![],
        };
        let target = Duration::from_secs(300);
        let late = Standing { complaints: vec![Complaint::Rpo { age: late_by, target }], ..good.clone() };
        let rows =
            [row("good", Ok(good)), row("late", Ok(late)), row("gone", Err("cannot reach it".to_owned()))];
        let text = text(&rows, None);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(
            lines[1..4],
            [
                "missed   late     critical  -          7m / 5m    7m ago    7m ago   5m / 15m        +3% in 10d 0h",
                "unknown  gone     critical  -          - / 5m     -         -        - / 15m         -",
                "ok       good     critical  -          7m / 5m    7m ago    7m ago   5m / 15m        +3% in 10d 0h",
            ]
        );
        assert_eq!(
            lines[4..],
            ["late: 7m of data would be lost now, and 5m were promised at most", "gone: cannot reach it"]
        );
        let value = json(&rows[1]);
        assert_eq!((&value["state"], &value["complaints"][0]["kind"]), (&"missed".into(), &"rpo".into()));
    }
}
