//! What is due and why, and what became of it.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::local_time;
use super::table::table;
use crate::model::role::Role;
use crate::model::time::Timestamp;
use crate::policy::drill::Plan;
use crate::policy::due::{Decision, Doubt, Verdict};
use crate::policy::profile::shown_time;
use crate::policy::task::{Home, Task};

/// A task that was run.
#[derive(Debug, Clone)]
pub struct Done {
    /// What.
    pub task: Task,
    /// The exit code.
    pub code: u8,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// Why it failed, if it did.
    pub error: Option<String>,
}

/// Why each task is due or not, for people.
pub fn text(decisions: &[Decision], now: Timestamp, width: Option<usize>) -> String {
    let mut rows = vec![["Task", "Due", "Why"].map(str::to_owned)];
    for decision in decisions {
        rows.push([decision.wanted.task.shown(), when(&decision.verdict, now), why(decision, now)]);
    }
    table(&rows, &[], width)
}

/// When it is run.
fn when(verdict: &Verdict, now: Timestamp) -> String {
    let until = |time: Timestamp| format!("in {}", about(time.since(now)));
    match verdict {
        Verdict::Never | Verdict::Due { .. } => "now".to_owned(),
        Verdict::NotYet { at } => until(*at),
        Verdict::Failed { again, .. } => until(*again),
        Verdict::Closed { opens, .. } => until(*opens),
        Verdict::WithFull | Verdict::Running { .. } | Verdict::Role { .. } => "no".to_owned(),
        Verdict::Skew { .. } | Verdict::Unsafe(_) => "no".to_owned(),
    }
}

/// One sentence without its end.
fn why(decision: &Decision, now: Timestamp) -> String {
    let every = shown_time(decision.wanted.every);
    match &decision.verdict {
        Verdict::Never => format!("it was never done, and is wanted every {every}"),
        Verdict::Due { last } => {
            format!("the last began {} ago, and it is wanted every {every}", about(now.since(*last)))
        }
        Verdict::NotYet { .. } => format!("it is wanted every {every}"),
        Verdict::WithFull => "a full backup of it comes first and does the same".to_owned(),
        Verdict::Running { since } => format!("this host is at it since {}", local_time(*since)),
        Verdict::Failed { failures, .. } => format!("it failed {}", times(*failures)),
        Verdict::Closed { window, .. } => {
            format!("it is wanted between {}", window.to_string().replace('-', " and "))
        }
        Verdict::Role { has } => {
            let needed: Vec<_> = decision.wanted.task.roles().map(Role::name).collect();
            format!("the key has role {has}, and this needs {}", needed.join(" or "))
        }
        Verdict::Skew { by } => {
            format!("the clocks of this host and of the store are {} apart", about(*by))
        }
        Verdict::Unsafe(Doubt::Damage) => {
            "damage was found, and nothing is deleted before it is mended".to_owned()
        }
        Verdict::Unsafe(Doubt::Backup(dataset)) => {
            format!("the last backup of {dataset} failed, and nothing is deleted meanwhile")
        }
        Verdict::Unsafe(Doubt::Verification) => {
            "the last verification failed, and nothing is deleted meanwhile".to_owned()
        }
        Verdict::Unsafe(Doubt::Anomaly(dataset)) => {
            format!("a snapshot of {dataset} is suspect, and nothing is deleted before somebody has looked")
        }
    }
}

fn times(number: u32) -> String {
    match number {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}

/// A length of time, as exactly as a person wants to know it.
pub fn about(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..=99 => format!("{seconds}s"),
        100..=5999 => format!("{}m", seconds / 60),
        6000..=172_799 => format!("{}h {:02}m", seconds / 3600, seconds / 60 % 60),
        _ => format!("{}d {}h", seconds / 86_400, seconds / 3600 % 24),
    }
}

/// Why a task is due or not, for programs.
pub fn json(decision: &Decision) -> Value {
    let Decision { wanted, verdict, deadline } = decision;
    let mut value = json!({
        "message_type": "task",
        "task": kind(&wanted.task),
        "dataset": wanted.task.dataset(),
        "repository_of": repository_of(&wanted.task),
        "due": verdict.is_due(),
        "verdict": word(verdict),
        "interval_seconds": wanted.every.as_secs(),
        "rpo_seconds": wanted.rpo.map(|rpo| rpo.as_secs()),
        "deadline": deadline.map(Timestamp::to_rfc3339),
    });
    match verdict {
        Verdict::Due { last } => value["last"] = last.to_rfc3339().into(),
        Verdict::NotYet { at } | Verdict::Failed { again: at, .. } | Verdict::Closed { opens: at, .. } => {
            value["at"] = at.to_rfc3339().into();
        }
        Verdict::Running { since } => value["since"] = since.to_rfc3339().into(),
        Verdict::Role { has } => value["role"] = has.name().into(),
        Verdict::Skew { by } => value["skew_seconds"] = by.as_secs().into(),
        Verdict::Never | Verdict::WithFull | Verdict::Unsafe(_) => {}
    }
    value
}

fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Never => "never_done",
        Verdict::Due { .. } => "due",
        Verdict::NotYet { .. } => "not_yet",
        Verdict::WithFull => "with_full",
        Verdict::Running { .. } => "running",
        Verdict::Failed { .. } => "failed",
        Verdict::Closed { .. } => "window",
        Verdict::Role { .. } => "role",
        Verdict::Skew { .. } => "skew",
        Verdict::Unsafe(Doubt::Damage) => "damaged",
        Verdict::Unsafe(Doubt::Backup(_)) => "backup_failed",
        Verdict::Unsafe(Doubt::Verification) => "verify_failed",
        Verdict::Unsafe(Doubt::Anomaly(_)) => "anomaly",
    }
}

/// A word for each kind of task.
pub fn kind(task: &Task) -> &'static str {
    match task {
        Task::Full(_) => "full",
        Task::Incremental(_) => "incremental",
        Task::Verify(..) => "verify",
        Task::Prune(_) => "prune",
        Task::Drill(Plan::Monthly) => "monthly_drill",
        Task::Drill(Plan::Quarterly) => "quarterly_drill",
        Task::Drill(Plan::Annual) => "annual_drill",
    }
}

/// The dataset whose own repository a task is for.
fn repository_of(task: &Task) -> Option<&str> {
    task.home().and_then(Home::dataset)
}

/// A task that is due and that another run is at.
pub fn busy_text(task: &Task, since: Timestamp) -> String {
    format!("Busy:       {}, since {}", task.shown(), local_time(since))
}

/// All that a run did, for programs.
pub fn summary_json(done: &[Done], busy: &BTreeMap<Task, Timestamp>, code: u8) -> Value {
    let done = done.iter().map(|done| {
        json!({
            "task": kind(&done.task),
            "dataset": done.task.dataset(),
            "repository_of": repository_of(&done.task),
            "exit_code": done.code,
            "seconds": done.seconds,
            "error": done.error,
        })
    });
    let busy = busy.iter().map(|(task, since)| {
        json!({
            "task": kind(task),
            "dataset": task.dataset(),
            "repository_of": repository_of(task),
            "since": since.to_rfc3339(),
        })
    });
    json!({
        "message_type": "run_summary",
        "tasks": done.collect::<Vec<_>>(),
        "busy": busy.collect::<Vec<_>>(),
        "exit_code": code,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_no_finer_than_anybody_needs() {
        for (seconds, shown) in
            [(0, "0s"), (99, "99s"), (100, "1m"), (5999, "99m"), (6000, "1h 40m"), (172_800, "2d 0h")]
        {
            assert_eq!(about(Duration::from_secs(seconds)), shown);
        }
    }
}
