//! What was promised over time: how old the newest state that was safe became, for how much of the time that was within
//! the target, and how much of what is stored was read again.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::model::record::Slice;
use crate::model::time::Timestamp;

/// A state that became safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Safe {
    /// When it was taken: what it holds is at least as new.
    pub began: Timestamp,
    /// Since when it is safe.
    pub at: Timestamp,
}

/// Times without a change: from one moment to another the newest safe state is the same.
fn calm(safe: &[Safe], until: Timestamp) -> Vec<(Timestamp, Timestamp, Timestamp)> {
    let mut safe: Vec<_> = safe.iter().filter(|one| one.at < until).copied().collect();
    safe.sort_by_key(|one| one.at);
    let ends = safe.iter().skip(1).map(|one| one.at).chain([until]);
    let mut newest: Option<Timestamp> = None;
    let mut calm = Vec::with_capacity(safe.len());
    for (one, end) in safe.iter().zip(ends) {
        let state = newest.map_or(one.began, |newest| newest.max(one.began));
        newest = Some(state);
        calm.push((one.at, end, state));
    }
    calm
}

/// The highest age that the newest safe state had in each of so many equal parts of a time; none before there was any.
pub fn peaks(safe: &[Safe], from: Timestamp, until: Timestamp, parts: u32) -> Vec<Option<Duration>> {
    let part = until.since(from) / parts.max(1);
    let mut peaks = vec![None; parts as usize];
    if part.is_zero() {
        return peaks;
    }
    let place = |time: Timestamp| (time.since(from).as_secs_f64() / part.as_secs_f64()) as usize;
    for (start, end, state) in calm(safe, until) {
        if end <= from {
            continue;
        }
        for (number, peak) in peaks.iter_mut().enumerate().skip(place(start)) {
            let (begins, ends) = (from.after(part * number as u32), from.after(part * (number as u32 + 1)));
            if begins >= end {
                break;
            }
            *peak = Some(end.min(ends).since(state)).max(*peak);
        }
    }
    peaks
}

/// For how much of a time the age was within a target, from 0 to 1, since there was any safe state in it.
pub fn kept(safe: &[Safe], from: Timestamp, until: Timestamp, target: Duration) -> Option<f64> {
    let (mut all, mut within) = (Duration::ZERO, Duration::ZERO);
    for (start, end, state) in calm(safe, until) {
        let start = start.max(from);
        all += end.since(start);
        within += end.min(state.after(target)).since(start);
    }
    (!all.is_zero()).then(|| within.as_secs_f64() / all.as_secs_f64())
}

/// Stored data that was read: one of several parts, or all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    /// When.
    pub at: Timestamp,
    /// Which part; nothing stands for all.
    pub part: Option<Slice>,
}

/// How much of what is stored was read within some time before a moment, from 0 to 1. Parts count with those of the same
/// size: how others overlap nobody knows.
pub fn coverage(reads: &[Read], at: Timestamp, within: Duration) -> f64 {
    let mut parts: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for read in reads.iter().filter(|read| read.at <= at && at.since(read.at) <= within) {
        match read.part {
            None => return 1.0,
            Some(slice) => _ = parts.entry(slice.of.max(1)).or_default().insert(slice.number),
        }
    }
    let shares = parts.iter().map(|(of, numbers)| numbers.len() as f64 / f64::from(*of));
    shares.fold(0.0, f64::max).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp { seconds, nanos: 0 }
    }

    fn safe(began: i64, end: i64) -> Safe {
        Safe { began: at(began), at: at(end) }
    }

    #[test]
    fn the_age_grows_until_the_next_state_is_safe() {
        // Safe at 10 (of 5) and at 50 (of 40): at 50 the age was 45, and at 100 it is 60.
        let states = [safe(40, 50), safe(5, 10)];
        let seconds = |parts| -> Vec<_> {
            peaks(&states, at(0), at(100), parts).iter().map(|one| one.map(|one| one.as_secs())).collect()
        };
        assert_eq!(seconds(1), [Some(60)]);
        assert_eq!(seconds(4), [Some(20), Some(45), Some(35), Some(60)]);
        assert_eq!(peaks(&states, at(20), at(100), 2)[0], Some(Duration::from_secs(45)));
        assert_eq!(peaks(&[], at(0), at(9), 2), [None, None]);
        assert_eq!(peaks(&states, at(9), at(9), 1), [None]);
        // One that ends before an older one ends does not make it older again.
        let crossed = [safe(40, 50), safe(5, 60)];
        assert_eq!(peaks(&crossed, at(0), at(100), 1), [Some(Duration::from_secs(60))]);
    }

    #[test]
    fn the_time_within_a_target_is_counted_since_there_is_anything() {
        let states = [safe(5, 10), safe(40, 50)];
        // Within 25 from 10 to 30 and from 50 to 65: 35 of 90.
        let share = kept(&states, at(0), at(100), Duration::from_secs(25)).unwrap();
        assert!((share - 35.0 / 90.0).abs() < 1e-9, "{share}");
        assert_eq!(kept(&states, at(0), at(100), Duration::from_secs(100)), Some(1.0));
        assert_eq!(kept(&[], at(0), at(100), Duration::from_secs(1)), None);
    }

    #[test]
    fn parts_that_were_read_add_up_once_each_and_for_a_time() {
        let part = |seconds, number, of| Read { at: at(seconds), part: Some(Slice { number, of }) };
        let reads = [part(1, 0, 4), part(2, 1, 4), part(3, 1, 4), part(4, 0, 10)];
        let share = |time, within| coverage(&reads, at(time), Duration::from_secs(within));
        assert_eq!((share(0, 9), share(1, 9), share(4, 9)), (0.0, 0.25, 0.5));
        assert_eq!(share(4, 1), 0.25);
        assert_eq!(coverage(&[Read { at: at(1), part: None }], at(2), Duration::from_secs(9)), 1.0);
    }
}
