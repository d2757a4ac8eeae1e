//! When people are told that something is wrong, again that it still is, and at last that it is over. Each alert has a
//! key without a time in it, so that its end finds its beginning, on whichever channel.

mod id;
mod strain;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::model::time::Timestamp;

pub use id::{Id, Severity};
pub use strain::{Measured, Room, Thresholds, strain};

use id::HOUR;

/// What an alert is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// What is wrong.
    pub id: Id,
    /// Of which dataset, or in which repository. Empty where it is the whole.
    pub subject: String,
}

impl Key {
    /// This, about that.
    pub fn new(id: Id, subject: impl Into<String>) -> Self {
        Self { id, subject: subject.into() }
    }

    /// Whether only who failed sees that it goes on. To others it is over once somebody has done better.
    pub fn is_of_attempts(&self) -> bool {
        match self.id {
            Id::BackupFailed | Id::PruneFailed => true,
            // Of a dataset it tells of damage, which everybody sees; no dataset has a blank in its name.
            Id::VerifyFailed => self.subject.is_empty() || self.subject.contains(' '),
            // Of a dataset it tells of what drills have shown.
            Id::DrillFailed => self.subject.contains(' '),
            _ => false,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.subject.as_str() {
            "" => f.write_str(self.id.name()),
            subject => write!(f, "{}:{subject}", self.id.name()),
        }
    }
}

impl FromStr for Key {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, subject) = text.split_once(':').unwrap_or((text, ""));
        let id = Id::ALL.into_iter().find(|id| id.name() == name);
        let id = id.ok_or_else(|| {
            let all: Vec<_> = Id::ALL.iter().map(|id| id.name()).collect();
            format!("{name:?} is no alert; there are {}", all.join(", "))
        })?;
        Ok(Self::new(id, subject))
    }
}

/// Something that is wrong just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What.
    pub key: Key,
    /// A sentence without its end.
    pub summary: String,
}

/// What is remembered of an alert: that it is there at all means that it is pending or firing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Since when it is so.
    pub since: Timestamp,
    /// When people were last told. `None` while it is pending, or nobody is to be told.
    pub told: Option<Timestamp>,
    /// What was wrong when it was last looked at.
    pub summary: String,
    /// Whether another host told of it, and goes on telling.
    pub is_foreign: bool,
}

/// Nobody is told of these until then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// Which; one without a subject is of all subjects.
    pub key: Key,
    /// Until when.
    pub until: Timestamp,
}

impl Silence {
    /// Whether it keeps this one from being told now.
    pub fn covers(&self, key: &Key, now: Timestamp) -> bool {
        let same = self.key.id == key.id && (self.key.subject.is_empty() || self.key.subject == key.subject);
        same && now < self.until
    }
}

/// What people are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Something is wrong.
    Trigger,
    /// It still is.
    Again,
    /// It is over.
    Resolve,
}

impl Event {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Trigger => "trigger",
            Self::Again => "again",
            Self::Resolve => "resolve",
        }
    }
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Whether it begins, goes on or is over.
    pub event: Event,
    /// What.
    pub key: Key,
    /// A sentence without its end.
    pub summary: String,
    /// Since when.
    pub since: Timestamp,
}

/// How to decide besides the conditions.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    /// The present moment.
    pub now: Timestamp,
    /// What is less is told to nobody.
    pub least: Severity,
    /// What is silenced.
    pub silences: &'a [Silence],
    /// Whether nobody can tell just now how it is with an alert: then it stays as it is.
    pub is_unknown: &'a dyn Fn(&Key) -> bool,
}

impl fmt::Debug for Terms<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { now, least, silences, .. } = self;
        let mut terms = f.debug_struct("Terms");
        terms.field("now", now).field("least", least).field("silences", silences).finish_non_exhaustive()
    }
}

/// Takes up what is wrong now; the messages to send for it.
pub fn step(states: &mut BTreeMap<Key, State>, conditions: &[Condition], terms: &Terms<'_>) -> Vec<Message> {
    let Terms { now, is_unknown, .. } = *terms;
    let mut messages = Vec::new();
    states.retain(|key, state| {
        let stays = conditions.iter().any(|condition| condition.key == *key) || is_unknown(key);
        if !stays && state.told.is_some() {
            messages.push(message(Event::Resolve, key, state));
        }
        stays
    });
    for Condition { key, summary } in conditions {
        let new = || State { since: now, told: None, summary: String::new(), is_foreign: false };
        let state = states.entry(key.clone()).or_insert_with(new);
        state.summary.clone_from(summary);
        // A clock that was put back makes nothing younger than it is by more than the jump.
        state.since = state.since.min(now);
    }
    let is_firing = |key: &Key, state: &State| now.since(state.since) >= key.id.patience();
    let firing: Vec<Id> =
        states.iter().filter(|(key, state)| is_firing(key, state)).map(|(key, _)| key.id).collect();
    let same_subject: Vec<Key> = states.keys().cloned().collect();
    for (key, state) in states.iter_mut() {
        let explained = firing.iter().any(|id| id.explains(key.id))
            && (key.id != Id::RpoAtRisk || same_subject.contains(&Key::new(Id::RpoBreach, &*key.subject)));
        let quiet = key.id.severity() < terms.least
            || terms.silences.iter().any(|silence| silence.covers(key, now))
            || explained;
        if quiet || !is_firing(key, state) {
            continue;
        }
        let event = match state.told {
            None => Event::Trigger,
            Some(_) if state.is_foreign => continue,
            Some(told) if now.since(told) >= key.id.severity().repeats_after() => Event::Again,
            // Told in the future by a clock that was wrong.
            Some(told) if told > now.after(HOUR) => Event::Again,
            Some(_) => continue,
        };
        state.told = Some(now);
        messages.push(message(event, key, state));
    }
    messages
}

fn message(event: Event, key: &Key, state: &State) -> Message {
    Message { event, key: key.clone(), summary: state.summary.clone(), since: state.since }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: u64) -> Timestamp {
        Timestamp { seconds: 1_800_000_000 + seconds as i64, nanos: 0 }
    }

    fn condition(id: Id, subject: &str) -> Condition {
        Condition { key: Key::new(id, subject), summary: format!("{} is wrong", id.name()) }
    }

    /// What is told at some time of what is wrong then.
    struct Watch {
        states: BTreeMap<Key, State>,
        least: Severity,
        silences: Vec<Silence>,
        unknown: bool,
    }

    impl Watch {
        fn new() -> Self {
            Self { states: BTreeMap::new(), least: Severity::Medium, silences: Vec::new(), unknown: false }
        }

        fn at(&mut self, seconds: u64, conditions: &[Condition]) -> Vec<(Event, String)> {
            let (unknown, silences) = (self.unknown, self.silences.clone());
            let is_unknown = |_: &Key| unknown;
            let terms =
                Terms { now: at(seconds), least: self.least, silences: &silences, is_unknown: &is_unknown };
            let messages = step(&mut self.states, conditions, &terms);
            messages.into_iter().map(|message| (message.event, message.key.to_string())).collect()
        }
    }

    #[test]
    fn a_store_that_is_down_for_twenty_minutes_is_told_once_and_resolved_once() {
        let mut watch = Watch::new();
        let down = condition(Id::SystemDown, "");
        let (risk, breach) = (condition(Id::RpoAtRisk, "ledger"), condition(Id::RpoBreach, "ledger"));
        let failed = condition(Id::BackupFailed, "ledger");
        let mut told = Vec::new();
        for minute in 0..=30 {
            let mut conditions = Vec::new();
            if minute < 20 {
                conditions.extend([down.clone(), failed.clone()]);
            }
            match minute {
                5..10 => conditions.push(risk.clone()),
                10..20 => conditions.push(breach.clone()),
                _ => {}
            }
            told.extend(
                watch.at(minute * 60, &conditions).into_iter().map(|(event, key)| (minute, event, key)),
            );
        }
        let (trigger, resolve) = (Event::Trigger, Event::Resolve);
        let told: Vec<_> = told.iter().map(|(minute, event, key)| (*minute, *event, key.as_str())).collect();
        assert_eq!(
            told,
            [
                // Told before anybody knew what explains it.
                (0, trigger, "BACKUP_FAILED:ledger"),
                (2, trigger, "SYSTEM_DOWN"),
                (5, trigger, "RPO_AT_RISK:ledger"),
                (10, resolve, "RPO_AT_RISK:ledger"),
                (10, trigger, "RPO_BREACH:ledger"),
                (20, resolve, "SYSTEM_DOWN"),
                (20, resolve, "RPO_BREACH:ledger"),
                (20, resolve, "BACKUP_FAILED:ledger"),
            ]
        );
    }

    #[test]
    fn what_mends_itself_soon_wakes_nobody() {
        let mut watch = Watch::new();
        let down = [condition(Id::NetworkFailure, "chest")];
        assert_eq!(watch.at(0, &down), []);
        assert_eq!(watch.at(60, &[]), []);
        assert_eq!(watch.at(120, &down), []);
        assert_eq!(watch.at(239, &down), []);
        assert_eq!(watch.at(240, &down).len(), 1);
    }

    #[test]
    fn what_goes_on_is_told_again_and_critical_things_more_often() {
        let mut watch = Watch::new();
        let wrong = [condition(Id::RpoBreach, "a"), condition(Id::BackupFailed, "a")];
        let mut again = BTreeMap::new();
        for hour in 0..49u64 {
            for (event, key) in watch.at(hour * 3600, &wrong) {
                if event == Event::Again {
                    *again.entry(key).or_insert(0) += 1;
                }
            }
        }
        assert_eq!(again, [("RPO_BREACH:a".to_owned(), 12), ("BACKUP_FAILED:a".to_owned(), 2)].into());
    }

    #[test]
    fn what_another_host_tells_of_is_not_told_here_but_its_end_is() {
        let mut watch = Watch::new();
        let state = State { since: at(0), told: Some(at(0)), summary: "told".to_owned(), is_foreign: true };
        watch.states.insert(Key::new(Id::RpoBreach, "a"), state);
        let wrong = [condition(Id::RpoBreach, "a")];
        assert_eq!(watch.at(60, &wrong), []);
        assert_eq!(watch.at(86_400, &wrong), []);
        assert_eq!(watch.at(86_460, &[]), [(Event::Resolve, "RPO_BREACH:a".to_owned())]);
    }

    #[test]
    fn a_silence_covers_what_it_names_until_it_ends() {
        let mut watch = Watch::new();
        watch.silences = vec![Silence { key: "BACKUP_FAILED".parse().unwrap(), until: at(600) }];
        let wrong = [condition(Id::BackupFailed, "a"), condition(Id::RpoBreach, "a")];
        assert_eq!(watch.at(0, &wrong), [(Event::Trigger, "RPO_BREACH:a".to_owned())]);
        assert_eq!(watch.at(599, &wrong), []);
        assert_eq!(watch.at(600, &wrong), [(Event::Trigger, "BACKUP_FAILED:a".to_owned())]);
        // What nobody was told of has no end to tell.
        watch.silences = vec![Silence { key: "PRUNE_FAILED:x".parse().unwrap(), until: at(9000) }];
        assert_eq!(watch.at(700, &[condition(Id::PruneFailed, "x")]).len(), 2);
        assert_eq!(watch.at(800, &[]), []);
    }

    #[test]
    fn what_matters_less_than_was_asked_for_is_told_to_nobody() {
        let mut watch = Watch::new();
        watch.least = Severity::Critical;
        let wrong = [condition(Id::BackupFailed, "a"), condition(Id::RpoBreach, "a")];
        assert_eq!(watch.at(0, &wrong), [(Event::Trigger, "RPO_BREACH:a".to_owned())]);
    }

    #[test]
    fn what_nobody_can_tell_stays_as_it_is() {
        let mut watch = Watch::new();
        assert_eq!(watch.at(0, &[condition(Id::VerifyOverdue, "a")]).len(), 1);
        watch.unknown = true;
        assert_eq!(watch.at(60, &[]), []);
        watch.unknown = false;
        assert_eq!(watch.at(120, &[]), [(Event::Resolve, "VERIFY_OVERDUE:a".to_owned())]);
    }

    proptest! {
        /// Every alert that was told ends with exactly one resolve, and nothing ends that did not begin.
        #[test]
        fn beginnings_and_ends_alternate(wrong in proptest::collection::vec((1u64..9000, any::<[bool; 3]>()), 1..60)) {
            let mut watch = Watch::new();
            let all = [Id::RpoBreach, Id::BackupFailed, Id::SystemDown];
            let (mut now, mut open) = (0, std::collections::BTreeSet::new());
            let mut check = |told: Vec<(Event, String)>| -> Result<(), TestCaseError> {
                for (event, key) in told {
                    match event {
                        Event::Trigger => prop_assert!(open.insert(key)),
                        Event::Again => prop_assert!(open.contains(&key)),
                        Event::Resolve => prop_assert!(open.remove(&key)),
                    }
                }
                Ok(())
            };
            for (step, states) in wrong {
                now += step;
                let conditions: Vec<_> =
                    all.iter().zip(states).filter(|(_, is)| *is).map(|(id, _)| condition(*id, "a")).collect();
                check(watch.at(now, &conditions))?;
            }
            check(watch.at(now + 1, &[]))?;
            prop_assert!(open.is_empty());
            prop_assert!(watch.states.is_empty());
        }

        #[test]
        fn a_key_is_read_as_it_is_written(place in 0..Id::ALL.len(), subject in "[a-z/:.]{0,9}") {
            let key = Key::new(Id::ALL[place], subject);
            prop_assert_eq!(key.to_string().parse::<Key>(), Ok(key));
        }
    }
}
