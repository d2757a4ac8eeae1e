//! What a run demands of its host and how its store answers, held against what a profile allows.

use std::time::Duration;

use super::{Condition, Id, Key};
use crate::model::quantity;
use crate::policy::profile::Settings;

/// From fewer requests nothing is concluded.
const FEWEST: usize = 20;

/// What is still allowed. Shares are parts of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Thresholds {
    /// Of the time of all processors.
    pub cpu: f64,
    /// Of the memory there is.
    pub memory: f64,
    /// In which nineteen of twenty small requests are answered; zero does not limit it.
    pub response_time: Duration,
    /// Of a file system's room, that is to be free.
    pub free_space: f64,
    /// Of all connections.
    pub connections: f64,
    /// Of all requests, that are repeated.
    pub errors: f64,
    /// Work that was shorter says nothing of processors and connections.
    pub shortest: Duration,
}

impl Thresholds {
    /// Those of a profile.
    pub fn of(settings: &Settings) -> Self {
        let share = |name: &str, or: f64| {
            let percent = settings.number(&format!("alerts.thresholds.{name}"));
            percent.map_or(or, |percent| percent as f64 / 100.0)
        };
        let time = |name: &str| settings.time(&format!("alerts.thresholds.{name}")).unwrap_or_default();
        Self {
            cpu: share("cpu", 1.0),
            memory: share("memory", 1.0),
            response_time: time("response_time"),
            free_space: share("free_space", 0.0),
            connections: share("connections", 1.0),
            errors: share("errors", 1.0),
            shortest: time("shortest"),
        }
    }
}

/// Room on a file system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// What lies there.
    pub what: &'static str,
    /// Bytes that are free.
    pub free: u64,
    /// All bytes.
    pub all: u64,
}

/// What was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// How long it worked. `None` if there was nothing to do.
    pub worked: Option<Duration>,
    /// The part of all processors' time that this took.
    pub cpu: f64,
    /// The most memory it used, and how much there is, in bytes.
    pub memory: Option<(u64, u64)>,
    /// How long the newest small requests took, also those of earlier runs.
    pub answered: Vec<Duration>,
    /// Which of the newest requests were repeated, also those of earlier runs.
    pub failed: Vec<bool>,
    /// Which part of all connections was in use when its requests began.
    pub in_use: Vec<f64>,
    /// Where it writes.
    pub rooms: Vec<Room>,
}

/// What is too much on a host, and of what that cannot be told just now.
pub fn strain(host: &str, measured: &Measured, allowed: &Thresholds) -> (Vec<Condition>, Vec<Key>) {
    let (mut conditions, mut unknown) = (Vec::new(), Vec::new());
    // The summary of what is wrong; "" if nothing is, nothing if nobody can tell.
    let mut tell = |id: Id, subject: &str, told: Option<String>| {
        let key = Key::new(id, subject);
        match told {
            None => unknown.push(key),
            Some(summary) if summary.is_empty() => {}
            Some(summary) => conditions.push(Condition { key, summary }),
        }
    };
    let long = measured.worked.is_some_and(|worked| worked >= allowed.shortest);
    tell(Id::HighCpuUsage, host, long.then(|| cpu(measured, allowed)));
    let memory = measured.memory.filter(|_| measured.worked.is_some());
    tell(Id::HighMemoryUsage, host, memory.map(|(most, all)| used(most, all, allowed)));
    tell(Id::SlowResponseTime, host, slowness(&measured.answered, allowed));
    tell(Id::ErrorRateIncreased, host, errors(&measured.failed, allowed));
    tell(Id::ConnectionPoolHigh, host, connections(&measured.in_use, allowed).filter(|_| long));
    for room in &measured.rooms {
        tell(Id::DiskSpaceLow, &format!("{host}/{}", room.what), Some(full(room, allowed)));
    }
    (conditions, unknown)
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn only_if(is_wrong: bool, summary: impl FnOnce() -> String) -> String {
    if is_wrong { summary() } else { String::new() }
}

fn cpu(measured: &Measured, allowed: &Thresholds) -> String {
    let took = quantity::duration(measured.worked.unwrap_or_default().as_secs_f64());
    only_if(measured.cpu > allowed.cpu, || {
        format!("{} of all processors' time was used for {took}", percent(measured.cpu))
    })
}

fn used(most: u64, all: u64, allowed: &Thresholds) -> String {
    only_if(most as f64 > all as f64 * allowed.memory, || {
        format!("{} of {} of memory were used", quantity::bytes(most), quantity::bytes(all))
    })
}

fn slowness(answered: &[Duration], allowed: &Thresholds) -> Option<String> {
    let mut sorted = answered.to_vec();
    sorted.sort();
    if allowed.response_time.is_zero() {
        return Some(String::new());
    }
    let slow = *sorted.get(sorted.len() * 95 / 100).filter(|_| sorted.len() >= FEWEST)?;
    Some(only_if(slow > allowed.response_time, || {
        let [slow, all] = [slow, allowed.response_time].map(|time| format!("{:.1} s", time.as_secs_f64()));
        format!("one of twenty small requests to the store takes {slow} or longer, and {all} are allowed")
    }))
}

fn errors(failed: &[bool], allowed: &Thresholds) -> Option<String> {
    let share = failed.iter().filter(|failed| **failed).count() as f64 / failed.len().max(1) as f64;
    (failed.len() >= FEWEST).then(|| {
        only_if(share > allowed.errors, || format!("{} of the requests to the store fail", percent(share)))
    })
}

fn connections(in_use: &[f64], allowed: &Thresholds) -> Option<String> {
    let share = in_use.iter().sum::<f64>() / in_use.len().max(1) as f64;
    (in_use.len() >= FEWEST).then(|| {
        only_if(share > allowed.connections, || format!("{} of all connections are in use", percent(share)))
    })
}

fn full(room: &Room, allowed: &Thresholds) -> String {
    only_if((room.free as f64) < room.all as f64 * allowed.free_space, || {
        let [free, all] = [room.free, room.all].map(quantity::bytes);
        format!("{free} of {all} are free where the {} is", room.what)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiet() -> Measured {
        Measured {
            worked: Some(Duration::from_secs(600)),
            cpu: 0.9,
            memory: Some((90, 100)),
            answered: vec![Duration::from_secs(1); 100],
            failed: [vec![true; 10], vec![false; 90]].concat(),
            in_use: vec![0.75; 100],
            rooms: vec![Room { what: "cache", free: 5, all: 100 }],
        }
    }

    fn allowed() -> Thresholds {
        Thresholds {
            cpu: 0.9,
            memory: 0.9,
            response_time: Duration::from_secs(1),
            free_space: 0.05,
            connections: 0.75,
            errors: 0.1,
            shortest: Duration::from_secs(300),
        }
    }

    /// What is wrong, and of what nobody can tell.
    fn told(change: impl FnOnce(&mut Measured)) -> (Vec<String>, Vec<String>) {
        let mut measured = quiet();
        change(&mut measured);
        let (conditions, unknown) = strain("web1", &measured, &allowed());
        assert!(conditions.iter().all(|one| !one.summary.is_empty() && !one.summary.ends_with('.')));
        let conditions = conditions.into_iter().map(|one| one.key.to_string()).collect();
        (conditions, unknown.into_iter().map(|key| key.to_string()).collect())
    }

    fn wrong(change: impl FnOnce(&mut Measured)) -> Vec<String> {
        let (conditions, unknown) = told(change);
        assert_eq!(unknown, [] as [String; 0]);
        conditions
    }

    #[test]
    fn what_is_allowed_is_told_to_nobody_and_all_that_is_more_is() {
        assert_eq!(wrong(|_| ()), [] as [String; 0]);
        assert_eq!(wrong(|now| now.cpu = 0.91), ["HIGH_CPU_USAGE:web1"]);
        assert_eq!(wrong(|now| now.memory = Some((91, 100))), ["HIGH_MEMORY_USAGE:web1"]);
        assert_eq!(wrong(|now| now.failed[10] = true), ["ERROR_RATE_INCREASED:web1"]);
        assert_eq!(wrong(|now| now.in_use[0] = 1.0), ["CONNECTION_POOL_HIGH:web1"]);
        assert_eq!(wrong(|now| now.rooms[0].free = 4), ["DISK_SPACE_LOW:web1/cache"]);
    }

    #[test]
    fn a_store_is_slow_if_one_of_twenty_answers_is() {
        let slow =
            |count: usize| move |now: &mut Measured| now.answered[..count].fill(Duration::from_secs(9));
        assert_eq!(wrong(slow(4)), [] as [String; 0]);
        assert_eq!(wrong(slow(5)), ["SLOW_RESPONSE_TIME:web1"]);
    }

    #[test]
    fn what_was_not_measured_is_neither_wrong_nor_right() {
        let work = ["HIGH_CPU_USAGE:web1", "CONNECTION_POOL_HIGH:web1"];
        let short = told(|now| {
            (now.worked, now.cpu, now.in_use) = (Some(Duration::from_secs(299)), 1.0, vec![1.0; 99]);
        });
        assert_eq!(short, (vec![], work.map(str::to_owned).to_vec()));
        let idle = told(|now| now.worked = None);
        assert_eq!(idle.1, ["HIGH_CPU_USAGE:web1", "HIGH_MEMORY_USAGE:web1", "CONNECTION_POOL_HIGH:web1"]);
        let few = told(|now| {
            now.answered.truncate(19);
            now.failed.truncate(19);
            now.in_use.truncate(19);
        });
        assert_eq!(
            few.1,
            ["SLOW_RESPONSE_TIME:web1", "ERROR_RATE_INCREASED:web1", "CONNECTION_POOL_HIGH:web1"]
        );
        assert_eq!(few.0, [] as [String; 0]);
    }
}
