//! The store itself: what calls do to it once the scheduler lets them, and calls that arrive late.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use bytes::Bytes;
use sandyq::repository::layout;
use sandyq::storage::{ErrorKind, Listing, MemoryStorage, PutMode};

use crate::house::store_of;

use super::store::{Answer, Answered, Operation};
use super::truth::Wrong;
use super::world::TEMPLATE;

/// A promise that a store breaks, to see that it is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    /// A second put of a key wins as well.
    TwoWinners,
    /// A list does not show what others put during the last calls.
    ListsOfThePast,
    /// Who has put an end is shown the roots as they were before: as if nobody looked after a commit (W5).
    RootsOfThePastAfterACommit,
    /// Who has put a root is shown no session of others: as if a sweep waited for nobody (M5, M6).
    NoSessionsAfterARoot,
    /// A put is acknowledged and forgotten, now and then.
    LostPuts,
    /// An object turns into another of the same kind, now and then.
    SwappedObjects,
}

/// For how many calls of others a list of the past does not show an object.
const PAST: u64 = 60;
/// A lie that is told now and then is told once in so many calls.
const NOW_AND_THEN: u64 = 7;

#[derive(Debug)]
pub struct Server {
    pub memory: Arc<MemoryStorage>,
    lie: Option<Lie>,
    calls: u64,
    /// The bytes first stored under a key.
    contents: BTreeMap<String, Bytes>,
    /// When and by whom a key was stored.
    born: BTreeMap<String, (u64, usize)>,
    /// Who has put an end or a root, and how often they listed the roots since.
    ended: BTreeMap<usize, u32>,
    rooted: BTreeMap<usize, u32>,
    /// The newest root as an actor last saw it listed.
    seen: BTreeMap<usize, Listing>,
    /// Calls that were given up by whoever made them, and repetitions of calls: they arrive at any time.
    late: Vec<(usize, Operation)>,
    /// A name that was used for a second content.
    pub reused: Option<Wrong>,
}

impl Server {
    pub fn new(lie: Option<Lie>) -> Self {
        let runtime = super::duties::runtime();
        Self {
            memory: store_of(runtime.handle(), &TEMPLATE.objects),
            lie,
            calls: 0,
            contents: BTreeMap::new(),
            born: BTreeMap::new(),
            ended: BTreeMap::new(),
            rooted: BTreeMap::new(),
            seen: BTreeMap::new(),
            late: Vec::new(),
            reused: None,
        }
    }

    /// Sets the store's own clock, in seconds since 1970.
    pub fn set_time(&self, seconds: i64) {
        self.memory.set_time(UNIX_EPOCH + Duration::from_secs(seconds.unsigned_abs()));
    }

    /// Does what a call asks.
    pub fn perform(&mut self, actor: usize, operation: &Operation) -> Answered {
        self.calls += 1;
        let answered = match self.lie {
            Some(lie) => self.lie(lie, actor, operation),
            None => operation.perform(&self.memory),
        };
        if matches!(operation, Operation::List { prefix, .. } if prefix == layout::ROOTS) {
            let counts = [&mut self.ended, &mut self.rooted];
            counts.into_iter().filter_map(|count| count.get_mut(&actor)).for_each(|count| *count += 1);
            if let (Operation::List { after: None, .. }, Ok(Answer::Listing(seen))) = (operation, &answered) {
                self.seen.insert(actor, seen.clone());
            }
        }
        if let (Operation::Put { key, bytes, .. }, Ok(_)) = (operation, &answered) {
            self.born.insert(key.clone(), (self.calls, actor));
            if key.starts_with(layout::ROOTS) {
                self.rooted.insert(actor, 0);
            } else if key.ends_with("/end") {
                self.ended.insert(actor, 0);
            }
            let first = self.contents.entry(key.clone()).or_insert_with(|| bytes.clone());
            // Whoever ends a session or makes a root may come late: after the other's object was used and deleted.
            let contested = key.starts_with(layout::ROOTS) || key.ends_with("/end");
            if first != bytes && !contested && self.lie.is_none() {
                self.reused = Some(Wrong(format!("{key} was used for a second content")));
            }
        }
        answered
    }

    fn lie(&self, lie: Lie, actor: usize, operation: &Operation) -> Answered {
        match (lie, operation) {
            (Lie::TwoWinners, Operation::Put { key, bytes, .. }) => {
                let (key, bytes) = (key.clone(), bytes.clone());
                Operation::Put { key, bytes, mode: PutMode::Overwrite }.perform(&self.memory)
            }
            (Lie::ListsOfThePast, Operation::List { .. }) => self.list_of_the_past(actor, operation, PAST),
            (Lie::RootsOfThePastAfterACommit, Operation::List { prefix, .. })
                if prefix == layout::ROOTS && self.ended.get(&actor) == Some(&0) =>
            {
                self.seen.get(&actor).map_or_else(
                    || operation.perform(&self.memory),
                    |seen| Ok(Answer::Listing(seen.clone())),
                )
            }
            (Lie::NoSessionsAfterARoot, Operation::List { prefix, .. })
                // The first list is the look whether the root counts, the second begins the view.
                if prefix == layout::SESSIONS && self.rooted.get(&actor) == Some(&2) =>
            {
                self.list_of_the_past(actor, operation, self.calls)
            }
            (Lie::LostPuts, Operation::Put { .. }) if self.calls.is_multiple_of(NOW_AND_THEN) => Ok(Answer::Done),
            (Lie::SwappedObjects, Operation::Put { key, bytes, mode }) if self.calls.is_multiple_of(NOW_AND_THEN) => {
                let kind = key.split('/').next().unwrap_or_default();
                let other = self.contents.iter().find(|(other, _)| other.starts_with(kind) && *other != key);
                let bytes = other.map_or(bytes, |(_, bytes)| bytes).clone();
                Operation::Put { key: key.clone(), bytes, mode: *mode }.perform(&self.memory)
            }
            _ => operation.perform(&self.memory),
        }
    }

    /// Leaves out what others put during the last `past` calls.
    fn list_of_the_past(&self, actor: usize, operation: &Operation, past: u64) -> Answered {
        let Operation::List { prefix, after, limit } = operation else {
            return operation.perform(&self.memory);
        };
        let whole = Operation::List { prefix: prefix.clone(), after: after.clone(), limit: usize::MAX };
        let answer = whole.perform(&self.memory)?;
        let Answer::Listing(mut listing) = answer else { return Ok(answer) };
        let is_past = |key: &str| match self.born.get(key) {
            Some((born, by)) => *by == actor || born + past < self.calls,
            None => true,
        };
        listing.entries.retain(|entry| is_past(&entry.key));
        listing.entries.truncate(*limit);
        Ok(Answer::Listing(listing))
    }

    /// Has a call arrive later, though nobody waits for it.
    pub fn delay(&mut self, actor: usize, operation: Operation) {
        self.late.push((actor, operation));
    }

    pub fn late(&self) -> usize {
        self.late.len()
    }

    /// The `index`-th late call arrives.
    pub fn arrive(&mut self, index: usize) -> (Operation, Answered) {
        let (actor, operation) = self.late.swap_remove(index);
        let answered = self.perform(actor, &operation);
        (operation, answered)
    }
}

/// How an answer reads in a schedule.
pub fn told(answered: &Answered) -> String {
    match answered {
        Ok(Answer::Done) => "done".to_owned(),
        Ok(Answer::Bytes(_) | Answer::Tail(..)) => "bytes".to_owned(),
        Ok(Answer::Entry(_)) => "there".to_owned(),
        Ok(Answer::Listing(listing)) => format!("{} keys", listing.entries.len()),
        Err(error) if error.kind() == ErrorKind::NotFound => "not found".to_owned(),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => "exists".to_owned(),
        Err(error) => format!("{:?}", error.kind()),
    }
}
