//! What is due: what a profile wants, what was done and the present moment to what is to be run now, in which order, and
//! why. What was done is told by the catalogue, so that any host of a repository comes to the same answer and can take
//! over from any other; each host adds only what it tried itself.
//!
//! A task is due an interval after the last that went well *began*, so that what is lost is never more than was
//! promised. It is due at the last call before that moment, not at the first one after it: whoever calls each minute
//! would else come up to a minute late. What was missed while the host was down is made up for once.

mod window;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::time::Duration;

use super::profile::{Resolved, Settings, Tier};
use super::retention::Zone;
use super::task::{self, Home, Task};
use super::timetable;
use crate::model::role::Role;
use crate::model::time::Timestamp;

pub use window::Window;

/// Further apart than this two clocks do not show the same time, and what one of them says proves nothing to the other.
pub const SKEW: Duration = Duration::from_secs(5 * 60);
/// A task that fails is not tried again for this long at most.
const LONGEST_BACKOFF: Duration = Duration::from_secs(3600);
/// The first time that a task fails, it is tried again after this.
const SHORTEST_BACKOFF: Duration = Duration::from_secs(60);

/// What a profile wants run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What.
    pub task: Task,
    /// How often.
    pub every: Duration,
    /// Of a dataset, how much of its newest data may be lost.
    pub rpo: Option<Duration>,
    /// When it is preferred.
    pub window: Option<Window>,
}

/// All that a profile wants run.
pub fn wanted(profile: &Resolved<'_>) -> Vec<Wanted> {
    let of = |task: Task, every| {
        let own = task.dataset().and_then(|name| profile.dataset(name).ok());
        let own = own.map(|table| profile.settings_of(table, &[]));
        let rpo = own.as_ref().and_then(Tier::of).map(|tier| tier.rpo);
        let settings = own.unwrap_or_else(|| task.home().unwrap_or(&Home::Main).settings(profile));
        // What is new is not to wait for the night.
        let window = if matches!(task, Task::Incremental(_)) { None } else { window_of(&settings) };
        Wanted { rpo, task, every, window }
    };
    task::wanted(profile).into_iter().map(|(task, every)| of(task, every)).collect()
}

fn window_of(settings: &Settings) -> Option<Window> {
    settings.text("schedule.window")?.parse().ok()
}

/// What is known of one task.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Past {
    /// When the last that went well began, on whichever host.
    pub good: Option<Timestamp>,
    /// How long that took.
    pub took: Option<Duration>,
    /// When this host began its last attempt.
    pub tried: Option<Timestamp>,
    /// How many attempts of this host failed since one went well.
    pub failures: u32,
    /// Since when this host is at it.
    pub running: Option<Timestamp>,
    /// What the key may do that it would run with. `None` where that could not be found out.
    pub role: Option<Role>,
}

/// What is known of a repository.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// By how much the clocks of this host and of the store differ, as far as that can be seen.
    pub skew: Option<Duration>,
    /// Whether the last verification found damage.
    pub damaged: bool,
    /// A dataset with a suspect snapshot that nobody has looked at yet.
    pub suspect: Option<String>,
    /// The datasets that lie in it.
    pub datasets: Vec<String>,
}

/// What is known of all that may be run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// By task.
    pub past: BTreeMap<Task, Past>,
    /// By repository.
    pub repositories: BTreeMap<Home, State>,
}

impl Facts {
    /// What is known of a task.
    pub fn of(&self, task: &Task) -> Past {
        self.past.get(task).cloned().unwrap_or_default()
    }

    /// When the newest state of a dataset that is safe was taken.
    fn captured(&self, dataset: &str) -> Option<Timestamp> {
        [Task::Full(dataset.to_owned()), Task::Incremental(dataset.to_owned())]
            .iter()
            .filter_map(|task| self.of(task).good)
            .max()
    }
}

/// The newest of some times that is no riddle: one that lies in the future comes from a clock that was wrong, and says
/// nothing about when to run the next.
pub fn newest(times: impl IntoIterator<Item = Timestamp>, now: Timestamp) -> Option<Timestamp> {
    let believed = now.after(SKEW);
    times.into_iter().filter(|time| *time <= believed).max()
}

/// Whether a task is due, and why or why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It was never done.
    Never,
    /// Its interval is over.
    Due {
        /// When the last one began.
        last: Timestamp,
    },
    /// Its interval is not over.
    NotYet {
        /// When it will be due.
        at: Timestamp,
    },
    /// A full backup of the same dataset is due and does the same.
    WithFull,
    /// This host is at it.
    Running {
        /// Since when.
        since: Timestamp,
    },
    /// It failed and is tried again later.
    Failed {
        /// How often.
        failures: u32,
        /// When it is tried again.
        again: Timestamp,
    },
    /// It is due, and the preferred part of the day is not now.
    Closed {
        /// The part of the day.
        window: Window,
        /// When it begins.
        opens: Timestamp,
    },
    /// The key may not do it.
    Role {
        /// The role it has.
        has: Role,
    },
    /// The clocks of host and store differ, and deleting goes by the time.
    Skew {
        /// By how much.
        by: Duration,
    },
    /// Nothing is deleted while something is wrong.
    Unsafe(Doubt),
}

/// What speaks against deleting anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// The last verification found damage.
    Damage,
    /// The last backup of this dataset failed.
    Backup(String),
    /// The last verification failed.
    Verification,
    /// A snapshot of this dataset is suspect, and nobody has looked at it yet.
    Anomaly(String),
}

impl Verdict {
    /// Whether to run it now.
    pub fn is_due(&self) -> bool {
        matches!(self, Self::Never | Self::Due { .. })
    }
}

/// A task with what was decided about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What was wanted.
    pub wanted: Wanted,
    /// What became of that.
    pub verdict: Verdict,
    /// By when it has to have begun: the earliest comes first. `None` for what was never done, which is before all.
    pub deadline: Option<Timestamp>,
}

/// How decisions are made besides the facts.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    /// The present moment.
    pub now: Timestamp,
    /// After which time the question is put again.
    pub tick: Duration,
    /// Makes the times of one host others than those of the next.
    pub host: &'a str,
    /// The zone that windows are meant in.
    pub zone: Zone<'a>,
}

impl std::fmt::Debug for Terms<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { now, tick, host, .. } = self;
        f.debug_struct("Terms")
            .field("now", now)
            .field("tick", tick)
            .field("host", host)
            .finish_non_exhaustive()
    }
}

/// Decides about all that is wanted. What is due comes first, in the order to run it in; then the rest by the time when
/// it will be.
pub fn decide(wanted: &[Wanted], facts: &Facts, terms: &Terms<'_>) -> Vec<Decision> {
    let mut decisions: Vec<_> = wanted.iter().map(|wanted| one(wanted, facts, terms)).collect();
    let full: Vec<_> = decisions
        .iter()
        .filter(|decision| decision.verdict.is_due())
        .filter_map(|decision| match &decision.wanted.task {
            Task::Full(dataset) => Some(dataset.clone()),
            _ => None,
        })
        .collect();
    for decision in &mut decisions {
        let Task::Incremental(dataset) = &decision.wanted.task else { continue };
        // The first of a dataset is a full one in any case.
        let is_first = facts.captured(dataset).is_none()
            && wanted.iter().any(|wanted| wanted.task == Task::Full(dataset.clone()));
        let by_full = full.contains(dataset) && full_is_in_time(decision, facts, terms.now);
        if decision.verdict.is_due() && (is_first || by_full) {
            decision.verdict = Verdict::WithFull;
        }
    }
    decisions.sort_by_key(|decision| {
        let Decision { wanted, verdict, deadline } = decision;
        let rank = if verdict.is_due() { wanted.task.rank() } else { u8::MAX };
        // Of the two kinds the one that is there sooner.
        let is_full = matches!(wanted.task, Task::Full(_));
        (!verdict.is_due(), rank, *deadline, is_full, wanted.task.clone())
    });
    decisions
}

/// Whether a full backup that begins now is there before the dataset has lost more than it may. One that takes longer
/// leaves room for an incremental one before it.
fn full_is_in_time(incremental: &Decision, facts: &Facts, now: Timestamp) -> bool {
    let Task::Incremental(dataset) = &incremental.wanted.task else { return false };
    let took = facts.of(&Task::Full(dataset.clone())).took;
    match (incremental.wanted.rpo, facts.captured(dataset), took) {
        (Some(rpo), Some(last), Some(took)) => now.after(took) <= last.after(rpo),
        _ => true,
    }
}

fn one(wanted: &Wanted, facts: &Facts, terms: &Terms<'_>) -> Decision {
    let past = facts.of(&wanted.task);
    let last = match &wanted.task {
        // Both kinds hold everything, so the newer of the two counts.
        Task::Incremental(dataset) => facts.captured(dataset),
        _ => past.good,
    };
    let last = newest(last, terms.now);
    let verdict = verdict(wanted, facts, &past, last, terms);
    Decision { wanted: wanted.clone(), verdict, deadline: deadline(wanted, facts, last) }
}

/// By when a task has to have begun.
fn deadline(wanted: &Wanted, facts: &Facts, last: Option<Timestamp>) -> Option<Timestamp> {
    let own = last?.after(wanted.every);
    let lost = wanted.task.dataset().and_then(|dataset| Some(facts.captured(dataset)?.after(wanted.rpo?)));
    Some(lost.unwrap_or(own))
}

fn verdict(
    wanted: &Wanted,
    facts: &Facts,
    past: &Past,
    last: Option<Timestamp>,
    terms: &Terms<'_>,
) -> Verdict {
    let Terms { now, zone, .. } = *terms;
    if let Some(has) = past.role.filter(|role| !wanted.task.may(*role)) {
        return Verdict::Role { has };
    }
    if let Some(since) = past.running {
        return Verdict::Running { since };
    }
    let at = last.map(|last| due_at(wanted, last, terms));
    // What cannot be put off until the next call is due now.
    if let Some(at) = at.filter(|at| now.after(terms.tick) <= *at) {
        return Verdict::NotYet { at };
    }
    if past.failures > 0
        && let Some(tried) = past.tried.and_then(|tried| newest([tried], now))
    {
        let again = tried.after(backoff(past.failures, wanted.every));
        if again > now {
            return Verdict::Failed { failures: past.failures, again };
        }
    }
    if let Task::Prune(home) = &wanted.task
        && let Some(state) = facts.repositories.get(home)
    {
        if let Some(by) = state.skew.filter(|by| *by > SKEW) {
            return Verdict::Skew { by };
        }
        if let Some(doubt) = doubt(facts, home, state) {
            return Verdict::Unsafe(doubt);
        }
    }
    let is_late = last.is_none_or(|last| now.since(last) > wanted.every * 3 / 2);
    if let Some(window) = wanted.window.filter(|window| !is_late && !window.holds(now, zone)) {
        return Verdict::Closed { window, opens: window.next(now, zone) };
    }
    match last {
        Some(last) => Verdict::Due { last },
        None => Verdict::Never,
    }
}

/// What speaks against deleting anything in a repository, if something does.
fn doubt(facts: &Facts, home: &Home, state: &State) -> Option<Doubt> {
    if state.damaged {
        return Some(Doubt::Damage);
    }
    if let Some(dataset) = &state.suspect {
        return Some(Doubt::Anomaly(dataset.clone()));
    }
    let mut failing = facts.past.iter().filter(|(_, past)| past.failures > 0).map(|(task, _)| task);
    failing.find_map(|task| match task {
        Task::Full(dataset) | Task::Incremental(dataset) => {
            state.datasets.contains(dataset).then(|| Doubt::Backup(dataset.clone()))
        }
        Task::Verify(of, _) => (of == home).then_some(Doubt::Verification),
        Task::Prune(_) | Task::Drill(_) => None,
    })
}

/// When the next is due. Hosts begin a little early, each by another time that is always the same, so that not all of
/// them begin at once; never late, so that nothing is the later for it.
fn due_at(wanted: &Wanted, last: Timestamp, terms: &Terms<'_>) -> Timestamp {
    last.after(wanted.every - jitter(wanted.every, terms.host, &wanted.task.name()))
}

/// By how much earlier: up to a twentieth of the interval and ten minutes.
fn jitter(every: Duration, host: &str, name: &str) -> Duration {
    let most = timetable::spread(every).as_millis() as u64;
    Duration::from_millis(timetable::chance(host, name) % (most + 1))
}

/// How long to wait after so many failures: twice as long each time, and not so long that an interval passes.
fn backoff(failures: u32, every: Duration) -> Duration {
    let doubled = SHORTEST_BACKOFF * 2u32.pow(failures.clamp(1, 12) - 1);
    doubled.min(LONGEST_BACKOFF).min(every / 4)
}
