//! What Prometheus reads: how each promise stands, and what became of each task on this host.

use std::fmt::Write;

use super::status::Row;
use crate::model::time::Timestamp;
use crate::policy::promise::Level;
use crate::policy::task::{Home, Task};

/// What a host remembers of a task. Times are seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempted {
    /// What.
    pub task: Task,
    /// When the last attempt began.
    pub began: i64,
    /// When the last that came to a result began.
    pub good: Option<i64>,
    /// How many failed since then.
    pub failures: u32,
    /// The exit code of the last.
    pub code: u8,
}

/// All metrics in the text format of Prometheus.
pub fn text(rows: &[Row], attempted: &[Attempted], now: Timestamp) -> String {
    let mut page = Page::default();
    page.family("sandyq_info", "The version of sandyq that wrote this.");
    page.sample("sandyq_info", &[("version", env!("CARGO_PKG_VERSION"))], Some(1.0));
    page.family("sandyq_written_timestamp_seconds", "When this was written.");
    page.sample("sandyq_written_timestamp_seconds", &[], Some(now.seconds as f64));
    for (name, help, value) in OF_DATASETS {
        page.family(name, help);
        for row in rows {
            let tier = row.promise.tier.as_ref().map_or("", |tier| tier.name.as_str());
            let labels = [("dataset", row.dataset.as_str()), ("host", &row.host), ("tier", tier)];
            page.sample(name, &labels, value(row));
        }
    }
    for (name, help, value) in OF_TASKS {
        page.family(name, help);
        for one in attempted {
            let (dataset, task) = (one.task.dataset().unwrap_or_default(), super::due::kind(&one.task));
            let home = one.task.home().and_then(Home::dataset).map(|dataset| ("repository_of", dataset));
            let labels: Vec<_> = [("dataset", dataset), ("task", task)].into_iter().chain(home).collect();
            page.sample(name, &labels, value(one));
        }
    }
    page.text
}

type Family<T> = (&'static str, &'static str, fn(&T) -> Option<f64>);

const OF_DATASETS: [Family<Row>; 12] = [
    ("sandyq_dataset_up", "Whether the repository of the dataset can be looked at.", |row| {
        Some(f64::from(u8::from(row.standing.is_ok())))
    }),
    ("sandyq_dataset_state", "0 as promised, 1 warning, 2 a promise is broken, 3 data is damaged.", |row| {
        Some(match row.standing.as_ref().ok()?.level() {
            Level::Good => 0.0,
            Level::Warning => 1.0,
            Level::Missed => 2.0,
            Level::Damaged => 3.0,
        })
    }),
    ("sandyq_dataset_last_good_timestamp_seconds", "When the last good snapshot began.", |row| {
        Some(row.captured?.seconds as f64)
    }),
    ("sandyq_dataset_rpo_target_seconds", "How much of the newest data may be lost.", |row| {
        Some(row.promise.tier.as_ref()?.rpo.as_secs_f64())
    }),
    ("sandyq_dataset_rto_target_seconds", "How long a recovery may take.", |row| {
        Some(row.promise.tier.as_ref()?.rto.as_secs_f64())
    }),
    ("sandyq_dataset_rto_forecast_seconds", "How long a recovery would take by what was measured.", |row| {
        Some(row.standing.as_ref().ok()?.forecast?.as_secs_f64())
    }),
    ("sandyq_dataset_rto_measured_seconds", "How long a recovery took in the last drill.", |row| {
        Some(row.standing.as_ref().ok()?.drilled?.1?.as_secs_f64())
    }),
    ("sandyq_dataset_drilled_age_seconds", "How long ago a drill restored the dataset whole.", |row| {
        Some(row.standing.as_ref().ok()?.drilled?.0.as_secs_f64())
    }),
    ("sandyq_dataset_verified_age_seconds", "How long ago stored data was last read.", |row| {
        Some(row.standing.as_ref().ok()?.verified?.as_secs_f64())
    }),
    ("sandyq_dataset_backup_p95_seconds", "How long 19 of 20 backups take at most.", |row| {
        Some(row.standing.as_ref().ok()?.usual?.as_secs_f64())
    }),
    ("sandyq_dataset_interval_seconds", "How often the dataset is to be backed up.", |row| {
        Some(row.promise.every?.as_secs_f64())
    }),
    ("sandyq_dataset_size_bytes", "What a recovery would bring back.", |row| Some(row.bytes? as f64)),
];

const OF_TASKS: [Family<Attempted>; 4] = [
    ("sandyq_task_last_attempt_timestamp_seconds", "When this host began the task last.", |one| {
        Some(one.began as f64)
    }),
    ("sandyq_task_last_success_timestamp_seconds", "When this host began the last that went well.", |one| {
        Some(one.good? as f64)
    }),
    ("sandyq_task_failures", "Attempts of this host that failed since one went well.", |one| {
        Some(one.failures.into())
    }),
    ("sandyq_task_exit_code", "The exit code of this host's last attempt.", |one| Some(one.code.into())),
];

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn family(&mut self, name: &str, help: &str) {
        // Writing into memory does not fail.
        let _ = write!(self.text, "# HELP {name} {help}\n# TYPE {name} gauge\n");
    }

    /// A value with its labels; nothing where there is none.
    fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: Option<f64>) {
        let Some(value) = value else { return };
        let labels: Vec<_> =
            labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.text, "{name}{labels} {value}");
    }
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::policy::profile::Tier;
    use crate::policy::promise::{Complaint, Promise, Standing};

    fn row(dataset: &str, standing: Result<Standing, String>) -> Row {
        let tier =
            Tier { name: "critical".into(), rto: Duration::from_secs(900), rpo: Duration::from_secs(300) };
        Row {
            dataset: dataset.to_owned(),
            host: "a\"b\\c".to_owned(),
            location: "/srv/chest".to_owned(),
            promise: Promise {
                tier: Some(tier),
                every: Some(Duration::from_secs(240)),
                verify_every: None,
                drills: vec![],
            },
            captured: Some(Timestamp { seconds: 1_800_000_000, nanos: 0 }),
            snapshot: None,
            bytes: None,
            standing,
        }
    }

    #[test]
    fn every_value_has_a_name_and_labels_that_hold() {
        let standing = Standing {
            age: None,
            usual: None,
            forecast: Some(Duration::from_millis(1500)),
            growth: None,
            verified: None,
            drilled: None,
            complaints: vec![Complaint::Damage],
        };
        let attempted = [Home::Main, Home::Of("ledger".to_owned())].map(|home| {
            let task = Task::Verify(home, 30);
            Attempted { task, began: 17, good: None, failures: 2, code: 1 }
        });
        let rows = [row("ledger", Ok(standing)), row("gone", Err("no answer".to_owned()))];
        let text = text(&rows, &attempted, Timestamp { seconds: 1_800_000_100, nanos: 0 });
        for line in [
            "sandyq_written_timestamp_seconds 1800000100",
            "sandyq_dataset_state{dataset=\"ledger\",host=\"a\\\"b\\\\c\",tier=\"critical\"} 3",
            "sandyq_dataset_up{dataset=\"gone\",host=\"a\\\"b\\\\c\",tier=\"critical\"} 0",
            "sandyq_dataset_rto_forecast_seconds{dataset=\"ledger\",host=\"a\\\"b\\\\c\",tier=\"critical\"} 1.5",
            "sandyq_task_failures{dataset=\"\",task=\"verify\"} 2",
            "sandyq_task_failures{dataset=\"\",task=\"verify\",repository_of=\"ledger\"} 2",
        ] {
            assert!(text.lines().any(|told| told == line), "{line} is not in\n{text}");
        }
        // What nobody knows is left out, and no family is told twice.
        assert!(
            !text.contains("sandyq_task_last_success_timestamp_seconds{") && !text.contains("size_bytes{")
        );
        let mut families: Vec<_> = text.lines().filter(|line| line.starts_with("# TYPE ")).collect();
        let all = families.len();
        families.sort_unstable();
        families.dedup();
        assert_eq!(families.len(), all);
    }
}
