//! Whether a backup looks as if files were encrypted or destroyed: its measures against those of the last ones of the same
//! kind. Everything that speaks for it is weighed together, so that neither much new data nor many changes are enough by
//! themselves, and files that lost their form are.
//!
//! What is usual is told by median and median deviation, which a few odd days do not move. What happened twice before is
//! usual as well: a job that comes each week is not in the median.

#[cfg(test)]
mod tests;

use crate::model::measures::{Measures, Reason, Reasons};
use crate::model::snapshot::SnapshotKind;

/// So many backups of a kind are compared with.
pub const LAST: usize = 30;
/// From fewer nobody can tell what is usual.
pub const FEW: usize = 5;
/// From here on a snapshot is suspect.
const SUSPECT: f64 = 1.0;
/// What speaks for it less than this is not told.
const TOLD: f64 = 0.1;
/// Files that are added to those there are, so that one of three is not yet many.
const FLOOR: f64 = 8.0;
/// However much is usual, so much is left that is not.
const LEAST_LEFT: f64 = 0.2;
/// So many standard deviations more than the median are usual.
const DEVIATIONS: f64 = 3.0;
/// From a median deviation to a standard deviation, of what is spread normally.
const NORMAL: f64 = 1.4826;

/// What is weighed: how much it counts at most, and the share beyond what is usual at which it does.
const WEIGHTS: [(Reason, f64, f64); 7] = [
    (Reason::Mismatched, 1.0, 0.1),
    (Reason::Random, 1.0, 0.2),
    (Reason::Deleted, 1.0, 0.5),
    (Reason::Extended, 0.6, 0.2),
    (Reason::Rewritten, 0.3, 0.5),
    (Reason::Renamed, 0.2, 0.5),
    (Reason::Added, 0.2, 0.5),
];

/// What was measured of a backup of a kind.
pub type Measured = (SnapshotKind, Measures);

/// What speaks for it that a backup is not as usual.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Score {
    /// All of it together.
    pub sum: f64,
    /// What it is made of.
    pub reasons: Reasons,
}

impl Score {
    /// Why the snapshot is suspect; nothing if it is not.
    pub fn verdict(&self) -> Reasons {
        if self.sum >= SUSPECT { self.reasons } else { Reasons::default() }
    }
}

/// Weighs what a backup measured against earlier ones of the same source that nobody suspects, the oldest first.
pub fn score(now: &Measured, past: &[Measured]) -> Score {
    let (kind, measures) = now;
    let like: Vec<_> = past.iter().filter(|(other, _)| other == kind).map(|(_, measures)| measures).collect();
    let like = like.get(like.len().saturating_sub(LAST)..).unwrap_or_default();
    let Some(last) = like.last().filter(|_| like.len() >= FEW) else { return Score::default() };
    let mut score = Score::default();
    for (reason, weight, enough) in WEIGHTS {
        let usual = usual(*kind, reason, like);
        let beyond = share(*kind, reason, measures) - grown(*kind, reason, measures, last) - usual;
        // Where much is usual, less is left to be unusual.
        let enough = enough * (1.0 - usual).max(LEAST_LEFT);
        // What is little beyond is much less of a sign, not only less of it.
        let strength = (beyond / enough).clamp(0.0, 1.0).powi(2) * weight;
        score.sum += strength;
        if strength >= TOLD {
            score.reasons = score.reasons.with(reason);
        }
    }
    score
}

/// How much of this a backup of a kind shows, as a share of all there was.
fn share(kind: SnapshotKind, reason: Reason, measures: &Measures) -> f64 {
    let Measures { files, bytes, new_bytes, renamed, extended, rewritten, mismatched, .. } = *measures;
    let before = measures.before.unwrap_or(files);
    let is_full = kind == SnapshotKind::Full;
    let count = match reason {
        Reason::Added => return new_bytes as f64 / (bytes as f64).max(1.0),
        Reason::Deleted if is_full => before.saturating_sub(files),
        // What lives on elsewhere is not lost.
        Reason::Deleted => measures.deleted.saturating_sub(renamed),
        // Every file was looked at.
        Reason::Random if is_full => measures.random_new,
        // A new file that looks random may be anything, unless it is there in place of another.
        Reason::Random => measures.random_rewritten + measures.random_new.min(measures.deleted),
        Reason::Mismatched => mismatched,
        Reason::Extended => extended,
        Reason::Rewritten => rewritten,
        Reason::Renamed => renamed,
        Reason::Canary | Reason::Open => 0,
    };
    count as f64 / (before as f64 + FLOOR)
}

/// What of that may be files that came in addition since the last backup of the kind, in no other's place.
fn grown(kind: SnapshotKind, reason: Reason, measures: &Measures, last: &Measures) -> f64 {
    if (kind, reason) != (SnapshotKind::Full, Reason::Random) {
        return 0.0;
    }
    let before = measures.before.unwrap_or(measures.files);
    measures.files.saturating_sub(last.files) as f64 / (before as f64 + FLOOR)
}

/// How much of this is usual.
fn usual(kind: SnapshotKind, reason: Reason, past: &[&Measures]) -> f64 {
    let mut shares: Vec<_> = past.iter().map(|measures| share(kind, reason, measures)).collect();
    let last = shares.last().copied().unwrap_or_default();
    shares.sort_by(f64::total_cmp);
    let twice = shares.iter().rev().nth(1).copied().unwrap_or_default();
    let median = middle(&shares);
    let mut deviations: Vec<_> = shares.iter().map(|share| (share - median).abs()).collect();
    deviations.sort_by(f64::total_cmp);
    let usual = twice.max(median + DEVIATIONS * NORMAL * middle(&deviations));
    // A full backup tells how everything is, and not what changed: what was so the last time is no news.
    let is_state = kind == SnapshotKind::Full && matches!(reason, Reason::Mismatched | Reason::Random);
    if is_state { usual.max(last) } else { usual }
}

/// The median of sorted numbers.
fn middle(sorted: &[f64]) -> f64 {
    let at = |place: usize| sorted.get(place).copied().unwrap_or_default();
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 { at(half) } else { (at(half.saturating_sub(1)) + at(half)) / 2.0 }
}
