//! What is wrong, from what a run has seen.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Alerts, at};
use crate::cli::attempts::Attempts;
use crate::cli::commands::backup::host_name;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::look::{self, Place, now};
use crate::cli::resources::{self, Use};
use crate::cli::verifications::Verifications;
use crate::model::quantity;
use crate::model::time::Timestamp;
use crate::policy::alert::{self, Condition, Id, Key, Measured, Thresholds};
use crate::policy::due::Wanted;
use crate::policy::promise::Complaint;
use crate::policy::task::{Home, Task};
use crate::report::status::{Row, sentence};

/// So many of the newest requests to stores say how they answer now.
const REQUESTS: usize = 200;

/// What is so for longer was so at an earlier look.
const BLINK: Duration = Duration::from_secs(30);

/// What a run has seen at its end.
#[derive(Debug, Clone, Copy)]
pub struct Looked<'a> {
    /// The repositories.
    pub places: &'a [Place],
    /// How each dataset stands.
    pub rows: &'a [Row],
    /// All that the profile wants.
    pub wanted: &'a [Wanted],
    /// What this host remembers.
    pub attempts: &'a Attempts,
    /// What the run took of its host.
    pub usage: &'a Use,
    /// Whether it did anything.
    pub has_worked: bool,
}

/// What is wrong just now.
#[derive(Debug, Clone, Default)]
pub struct Wrong {
    /// What is known.
    pub conditions: Vec<Condition>,
    /// Datasets and repositories of which nothing can be told.
    unknown: Vec<String>,
    /// Alerts of which nothing can be told.
    untold: Vec<Key>,
    /// When what alerts of attempts are about was last done well, by whomever.
    done: BTreeMap<Key, Option<Timestamp>>,
}

impl Wrong {
    fn add(&mut self, id: Id, subject: &str, summary: String) {
        self.conditions.push(Condition { key: Key::new(id, subject), summary });
    }

    /// Whether nobody can say just now how it is with an alert.
    pub fn cannot_tell(&self, key: &Key) -> bool {
        self.unknown.contains(&key.subject) || self.untold.contains(key)
    }

    /// Whether an alert of another host is over since nothing is wrong: what an attempt failed at, somebody has done since.
    pub fn is_done_since(&self, key: &Key, since: Timestamp) -> bool {
        !key.is_of_attempts() || self.done.get(key).copied().flatten().is_some_and(|done| done > since)
    }

    fn of_attempts(&mut self, looked: &Looked<'_>) {
        let facts = look::facts(looked.places, looked.wanted, looked.attempts, now());
        for wanted in looked.wanted {
            let shown = wanted.task.shown();
            let (id, subject) = match &wanted.task {
                Task::Full(dataset) | Task::Incremental(dataset) => (Id::BackupFailed, dataset.clone()),
                Task::Verify(home, _) => (Id::VerifyFailed, subject_of(home)),
                Task::Prune(home) => (Id::PruneFailed, subject_of(home)),
                Task::Drill(_) => (Id::DrillFailed, shown.clone()),
            };
            let good = facts.past.get(&wanted.task).and_then(|past| past.good);
            let key = Key::new(id, &*subject);
            match &wanted.task {
                // Of what failed one does not know which it was: a full backup is worth an incremental one, too.
                Task::Incremental(_) => drop(self.done.entry(key).or_insert(good)),
                _ => drop(self.done.insert(key, good)),
            }
            if let Some(last) = looked.attempts.last(&wanted.task).filter(|last| last.failures > 0) {
                let summary = format!("{shown} failed last, with exit code {}", last.code);
                self.add(id, &subject, summary);
            }
        }
    }

    /// Tasks that another run of this host is at for longer than it may be.
    fn of_runs(&mut self, context: &Context, looked: &Looked<'_>) {
        for wanted in looked.wanted {
            let task = &wanted.task;
            let Some(most) = longest(context, looked.places, task) else { continue };
            let took = |since: Timestamp| now().since(since);
            let Some(took) = looked.attempts.held_since(task).map(took).filter(|took| *took > most) else {
                continue;
            };
            let [took, most] = [took, most].map(|time| quantity::duration(time.as_secs_f64()));
            let summary = format!("{} goes on for {took}, and {most} are allowed", task.shown());
            self.add(Id::RunTooLong, &format!("{}/{}", host_name(), task.name()), summary);
        }
    }
}

/// What an alert of a task is about that concerns a repository. No dataset has a blank in its name.
fn subject_of(home: &Home) -> String {
    home.dataset().map(|dataset| format!("repository of {dataset}")).unwrap_or_default()
}

/// How long a task may take.
fn longest(context: &Context, places: &[Place], task: &Task) -> Option<Duration> {
    let mut datasets = places.iter().flat_map(|place| &place.datasets);
    let settings = match task.dataset().or(task.home().and_then(Home::dataset)) {
        Some(name) => &datasets.find(|dataset| dataset.source.dataset == name)?.settings,
        None => &context.settings,
    };
    settings.time("schedule.max_runtime").filter(|most| !most.is_zero())
}

impl Alerts {
    /// Finds what is wrong. Of datasets in a repository that does not answer it is remembered how old their newest
    /// snapshot is: that one grows older all the same.
    pub fn find(&mut self, context: &Context, looked: &Looked<'_>) -> Wrong {
        let mut wrong = Wrong::default();
        let dark: Vec<_> = looked.places.iter().filter(|place| place.past.is_err()).collect();
        let all_dark = !looked.places.is_empty() && dark.len() == looked.places.len();
        if all_dark {
            wrong.add(Id::SystemDown, "", "no repository can be looked at".to_owned());
        }
        for place in dark.iter().filter(|_| !all_dark) {
            let is_network = place.past.as_ref().is_err_and(|failure| failure.code == ExitCode::Failed);
            let (id, what) = if is_network {
                (Id::NetworkFailure, "the store does not answer as it should")
            } else {
                (Id::DatabaseFailure, "the repository cannot be opened")
            };
            wrong.add(id, &place.location, what.to_owned());
        }
        for row in looked.rows {
            match &row.standing {
                Ok(standing) => {
                    if let Some(captured) = row.captured {
                        self.kept.captured.insert(row.dataset.clone(), captured.seconds);
                    }
                    for complaint in &standing.complaints {
                        let mut summary = sentence(complaint);
                        if *complaint == Complaint::Damage {
                            summary += &damaged_files(context, looked, &row.dataset);
                        }
                        wrong.add(id_of(complaint), &row.dataset, summary);
                    }
                }
                Err(_) => {
                    wrong.unknown.push(row.dataset.clone());
                    wrong.conditions.extend(self.in_the_dark(row));
                }
            }
        }
        wrong.of_attempts(looked);
        wrong.of_runs(context, looked);
        let (conditions, untold) =
            alert::strain(&host_name(), &self.measured(context, looked), &Thresholds::of(&context.settings));
        wrong.conditions.extend(conditions);
        wrong.untold.extend(untold);
        wrong
    }

    /// What the run took, and how stores answered it and those before.
    fn measured(&mut self, context: &Context, looked: &Looked<'_>) -> Measured {
        let samples = context.meter.take();
        let requests = &mut self.kept.requests;
        let milliseconds = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        requests.extend(samples.iter().map(|one| (one.answered.map(milliseconds), one.failed)));
        requests.drain(..requests.len().saturating_sub(REQUESTS));
        let (took, cpu) = looked.usage.so_far();
        let limit = context.settings.bytes("alerts.thresholds.memory_limit");
        Measured {
            worked: looked.has_worked.then_some(took),
            cpu,
            memory: resources::memory(limit),
            answered: requests.iter().filter_map(|(took, _)| took.map(Duration::from_millis)).collect(),
            failed: requests.iter().map(|(_, failed)| *failed).collect(),
            in_use: samples.iter().filter_map(|one| one.in_use).collect(),
            rooms: resources::rooms(context, looked.attempts),
        }
    }

    /// What is known of a dataset whose repository does not answer. No backup will come while it does not: so half the
    /// RPO is enough to warn, if it did not answer the last time either.
    fn in_the_dark(&self, row: &Row) -> Option<Condition> {
        let captured = at(*self.kept.captured.get(&row.dataset)?);
        let target = row.promise.tier.as_ref()?.rpo;
        let age = now().since(captured);
        let is_lasting = self.states().iter().any(|(key, state)| {
            matches!(key.id, Id::SystemDown | Id::NetworkFailure | Id::DatabaseFailure)
                && now().since(state.since) > BLINK
        });
        let warns = row.promise.warns_at().filter(|_| !is_lasting).unwrap_or(target / 2);
        let complaint = match age {
            _ if age > target => Complaint::Rpo { age, target },
            _ if age > warns => Complaint::RpoSoon { age, target },
            _ => return None,
        };
        let summary = format!("{}, and the store does not answer", sentence(&complaint));
        Some(Condition { key: Key::new(id_of(&complaint), &*row.dataset), summary })
    }
}

/// Some of a dataset's files that this host knows to be damaged, where alerts may name files.
fn damaged_files(context: &Context, looked: &Looked<'_>, dataset: &str) -> String {
    if context.settings.flag("alerts.allow_file_names") != Some(true) {
        return String::new();
    }
    let taken = looked.places.iter().flat_map(Place::taken);
    let of_dataset = taken.filter(|(one, _)| one.source.dataset == dataset).flat_map(|(_, taken)| taken);
    let snapshots = of_dataset.map(|one| one.session.random.to_string()).collect();
    let damaged = Verifications::beside(looked.attempts).damaged(&snapshots);
    if damaged.is_empty() { String::new() } else { format!("; for example {}", damaged.join(", ")) }
}

fn id_of(complaint: &Complaint) -> Id {
    match complaint {
        Complaint::NoSnapshot | Complaint::Rpo { .. } => Id::RpoBreach,
        Complaint::RpoSoon { .. } => Id::RpoAtRisk,
        Complaint::Slow { .. } | Complaint::Forecast { .. } => Id::RtoAtRisk,
        Complaint::Verification { .. } => Id::VerifyOverdue,
        Complaint::Drill { .. } => Id::DrillOverdue,
        Complaint::Recovery { .. } | Complaint::Restored => Id::DrillFailed,
        Complaint::Review => Id::ReviewOverdue,
        Complaint::Damage => Id::VerifyFailed,
        Complaint::Anomaly { .. } => Id::Anomaly,
        Complaint::Canary { .. } => Id::CanaryChanged,
    }
}
