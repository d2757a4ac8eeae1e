//! What hosts saw and were told: what the repository must not forget.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use sandyq::model::id::SessionId;

/// What is known of a simulated repository.
#[derive(Debug, Default)]
pub struct Truth {
    /// Every tree that somebody began to back up, by host.
    attempts: BTreeMap<String, BTreeSet<Vec<String>>>,
    /// Snapshots that were reported as successful, with what was backed up.
    reported: BTreeMap<SessionId, Vec<String>>,
    /// What was said of snapshots, or may have been.
    forgets: BTreeMap<SessionId, Vec<Said>>,
    holds: BTreeMap<SessionId, Vec<Said>>,
    /// Restores and verifications that went through.
    pub looked: u64,
}

/// Something said of a snapshot in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Said {
    /// Told apart from others by the seed of the process that says it.
    by: u64,
    /// The session in which it was said, once that was reported. Until then it may have been said or not.
    session: Option<SessionId>,
    /// Whether somebody set out to take it back: then it may hold or not.
    doubtful: bool,
}

/// What may be said of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    Forget,
    Hold,
}

impl Truth {
    /// Somebody begins to back up a tree.
    pub fn attempt(&mut self, host: &str, tree: &[String]) {
        self.attempts.entry(host.to_owned()).or_default().insert(tree.to_vec());
    }

    /// A backup was reported as successful.
    pub fn report(&mut self, session: SessionId, tree: Vec<String>) {
        self.reported.insert(session, tree);
    }

    fn said(&mut self, word: Word) -> &mut BTreeMap<SessionId, Vec<Said>> {
        match word {
            Word::Forget => &mut self.forgets,
            Word::Hold => &mut self.holds,
        }
    }

    /// Somebody is about to say something of a snapshot.
    pub fn will_say(&mut self, word: Word, snapshot: SessionId, by: u64) {
        let said = Said { by, session: None, doubtful: false };
        self.said(word).entry(snapshot).or_default().push(said);
    }

    /// It was reported as said.
    pub fn has_said(&mut self, word: Word, snapshot: SessionId, by: u64, session: SessionId) {
        let said = self.said(word).entry(snapshot).or_default().iter_mut();
        said.filter(|said| said.by == by).for_each(|said| said.session = Some(session));
    }

    /// It is known that nothing was said.
    pub fn has_not_said(&mut self, word: Word, snapshot: SessionId, by: u64) {
        self.said(word).entry(snapshot).or_default().retain(|said| said.by != by);
    }

    /// Somebody is about to take back what was said in these sessions.
    pub fn will_undo(&mut self, word: Word, snapshot: SessionId, sessions: &[SessionId]) {
        let said = self.said(word).entry(snapshot).or_default().iter_mut();
        let said = said.filter(|said| said.session.is_none_or(|session| sessions.contains(&session)));
        said.for_each(|said| said.doubtful = true);
    }

    /// That was reported as done.
    pub fn has_undone(&mut self, word: Word, snapshot: SessionId, sessions: &[SessionId]) {
        let said = self.said(word).entry(snapshot).or_default();
        said.retain(|said| said.session.is_none_or(|session| !sessions.contains(&session)));
    }

    /// Whether a snapshot has to be there whatever else is so.
    pub fn must_stay(&self, snapshot: &SessionId) -> bool {
        let said = |said: &BTreeMap<SessionId, Vec<Said>>| said.get(snapshot).cloned().unwrap_or_default();
        let held = said(&self.holds).iter().any(|said| said.session.is_some() && !said.doubtful);
        self.reported.contains_key(snapshot) && (said(&self.forgets).is_empty() || held)
    }

    /// Whether a snapshot has to be gone once everything is swept.
    pub fn must_go(&self, snapshot: &SessionId) -> bool {
        let said = |said: &BTreeMap<SessionId, Vec<Said>>| said.get(snapshot).cloned().unwrap_or_default();
        let forgotten = said(&self.forgets).iter().any(|said| said.session.is_some() && !said.doubtful);
        forgotten && said(&self.holds).is_empty()
    }

    /// Of the snapshots that have to stay the first that is not among these.
    pub fn lost(&self, listed: &BTreeSet<SessionId>) -> Option<SessionId> {
        self.reported.keys().find(|session| !listed.contains(session) && self.must_stay(session)).copied()
    }

    /// Whether a snapshot of `host` that restores to `tree` is what was backed up.
    pub fn judge(&self, session: SessionId, host: &str, tree: &Vec<String>) -> Result<(), Wrong> {
        let right = match self.reported.get(&session) {
            Some(reported) => reported == tree,
            None => self.attempts.get(host).is_some_and(|attempts| attempts.contains(tree)),
        };
        if right {
            Ok(())
        } else {
            Err(Wrong(format!("{session} of {host} restores to something else: {tree:#?}")))
        }
    }
}

/// A promise that was not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong(pub String);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
