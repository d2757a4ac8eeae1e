//! Which snapshots may go: facts, a policy and the present moment to a verdict on each snapshot.
//!
//! The time that counts is the store's. Whoever can back up can claim any time, so a snapshot whose time is only claimed,
//! or lies in the future, or that is damaged, is judged like any other but takes no place from another.

mod decide;
mod period;
mod span;
#[cfg(test)]
mod tests;

pub use decide::decide;
pub use period::{Period, Zone, local};
pub use span::{InvalidSpan, Span};

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::str::FromStr;

use super::select;
use crate::model::id::{SignerId, SnapshotId};
use crate::model::snapshot::SnapshotKind;
use crate::model::time::Timestamp;

/// A count that never ends.
pub const UNLIMITED: usize = usize::MAX;

/// A snapshot as far as retention is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What it is called, and what it is grouped by.
    pub facts: select::Facts,
    /// Whose key committed it.
    pub signer: SignerId,
    /// Full or incremental. Either can be restored alone: none is needed by another.
    pub kind: SnapshotKind,
    /// When the store received it, if that is known.
    pub stored: Option<Timestamp>,
    /// When it was finished, by the clock of its host.
    pub finished: Timestamp,
    /// Whether somebody holds it.
    pub held: bool,
    /// What is known of its content.
    pub condition: Condition,
}

/// How much of what was to be backed up a snapshot can give back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// All of it, as far as anyone knows.
    Good,
    /// Some entries could not be read when it was made.
    Incomplete,
    /// Something it needs is known to be lost or wrong.
    Damaged,
}

/// What is to be kept of each group. A snapshot that any rule keeps is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// Full snapshots younger than this.
    pub full: Option<Span>,
    /// Incremental snapshots younger than this.
    pub incremental: Option<Span>,
    /// So many of the newest.
    pub last: usize,
    /// The newest of each hour, day, week, month and year, in the order of [`Period::ALL`].
    pub periods: [PeriodRule; 5],
    /// Everything this much older than the group's newest.
    pub within: Option<Span>,
    /// Snapshots with all labels of one of these lists.
    pub tags: Vec<Vec<String>>,
    /// These.
    pub ids: BTreeSet<SnapshotId>,
}

impl Policy {
    /// What is kept where nobody says anything.
    pub fn by_kind() -> Self {
        Self { full: Some(Span::days(30)), incremental: Some(Span::days(7)), ..Self::default() }
    }

    /// The age that keeps snapshots of a kind.
    pub fn age(&self, kind: SnapshotKind) -> Option<Span> {
        match kind {
            SnapshotKind::Full => self.full,
            SnapshotKind::Incremental => self.incremental,
        }
    }
}

/// How many periods keep their newest snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PeriodRule {
    /// So many of the newest that have one.
    pub count: usize,
    /// All that end this much before the group's newest or later.
    pub within: Option<Span>,
}

/// What no policy outweighs, and when to ask first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Safeguards {
    /// Good snapshots of each group that stay whatever the policy says.
    pub newest_good: NonZeroUsize,
    /// Percent of all snapshots that may go without a question.
    pub max_share: u8,
}

impl Default for Safeguards {
    fn default() -> Self {
        Self { newest_good: NonZeroUsize::MIN, max_share: 50 }
    }
}

/// Up to so many snapshots in all, the share that goes is not asked about.
pub const FEW: usize = 3;

/// What makes snapshots one group. Without any of it, all are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GroupBy {
    /// The host.
    pub host: bool,
    /// The paths, in any order.
    pub paths: bool,
    /// The labels, in any order.
    pub tags: bool,
    /// The key that committed them: then whoever has one host's key cannot push out another's snapshots by making many
    /// in its name.
    pub key: bool,
}

/// Words with commas between them, or `none`.
impl FromStr for GroupBy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut by = Self::default();
        if matches!(text, "" | "none") {
            return Ok(by);
        }
        for word in text.split(',') {
            match word.trim() {
                "host" => by.host = true,
                "paths" => by.paths = true,
                "tags" => by.tags = true,
                "key" => by.key = true,
                other => {
                    return Err(format!(
                        "{other:?} groups nothing; write host, paths, tags and key, or none"
                    ));
                }
            }
        }
        Ok(by)
    }
}

/// What the snapshots of a group have in common; `None` where that was not asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct GroupKey {
    /// The host.
    pub host: Option<String>,
    /// The paths, in order.
    pub paths: Option<Vec<String>>,
    /// The labels, in order.
    pub tags: Option<Vec<String>>,
    /// Whose key committed them.
    pub key: Option<SignerId>,
}

/// All that decides, but for the facts and the moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rules {
    /// What is to be kept.
    pub policy: Policy,
    /// What no policy outweighs.
    pub safeguards: Safeguards,
    /// What the policy is applied to.
    pub group_by: GroupBy,
}

/// What becomes of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It stays, for these reasons.
    Keep(Vec<Reason>),
    /// It goes.
    Forget(Cause),
}

impl Verdict {
    /// Whether it stays.
    pub fn keeps(&self) -> bool {
        matches!(self, Self::Keep(_))
    }
}

/// Why a snapshot stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Somebody holds it.
    Held,
    /// It is among the newest good ones of its group, or stands in for one that is not there.
    NewestGood(Condition),
    /// It is suspect, or good and older than one of its group that is: somebody has to look first.
    Suspicion,
    /// Its time has not come: a clock is wrong.
    Future,
    /// It was named.
    Id,
    /// It has these labels.
    Tags(Vec<String>),
    /// It is of this kind and younger than that.
    Age(SnapshotKind, Span),
    /// It is among the newest.
    Last,
    /// It is at most this much older than the newest.
    Within(Span),
    /// It is the newest of a period.
    Newest(Period),
    /// It is the oldest, and there are fewer periods than are to be kept.
    Oldest(Period),
    /// It is the newest of a period at most this much older than the newest.
    NewestWithin(Period, Span),
    /// It is the oldest, and at most this much older than the newest.
    OldestWithin(Period, Span),
}

/// Why a snapshot goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Snapshots of its kind are kept so long, and no other rule keeps it.
    Expired(SnapshotKind, Span),
    /// No rule keeps it.
    NoRule,
}

/// A group with its snapshots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub key: GroupKey,
    /// Which they are, the newest first.
    pub members: Vec<usize>,
}

/// Something about a decision that somebody should agree to first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guard {
    /// Every snapshot of a group goes.
    WholeGroup(GroupKey),
    /// More goes than may go without a question.
    Share {
        /// Snapshots that go.
        forgotten: usize,
        /// Snapshots there are.
        total: usize,
        /// Percent of them that may go.
        limit: u8,
    },
}

/// What is to become of all snapshots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// For each candidate, in their order.
    pub verdicts: Vec<Verdict>,
    /// The groups, in the order of their keys.
    pub groups: Vec<Group>,
    /// What to ask about.
    pub guards: Vec<Guard>,
}
