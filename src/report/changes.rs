//! What was said of named snapshots: that they are held, or no longer, or not forgotten any more.

use serde_json::{Value, json};

use super::count;
use crate::model::id::SnapshotId;

/// What was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// No retention may drop them.
    Held,
    /// Retention may drop them again.
    Released,
    /// They are listed again.
    Unforgotten,
    /// They have other tags.
    Tagged,
}

impl Change {
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Held => ("held", "holding", "held already"),
            Self::Released => ("released", "released", "not held"),
            Self::Unforgotten => ("unforgotten", "brought back", "not forgotten"),
            Self::Tagged => ("tagged", "changed the tags of", "tagged so already"),
        }
    }
}

fn short(ids: &[SnapshotId]) -> String {
    ids.iter().map(SnapshotId::short).collect::<Vec<_>>().join(", ")
}

/// For people.
pub fn text(change: Change, changed: &[SnapshotId], unchanged: &[SnapshotId]) -> String {
    let (_, done, already) = change.words();
    let snapshots = |ids: &[SnapshotId]| count(ids.len() as u64, "snapshot", "snapshots");
    let mut lines = Vec::new();
    if !changed.is_empty() {
        lines.push(format!("{done} {}: {}", snapshots(changed), short(changed)));
    }
    if !unchanged.is_empty() {
        lines.push(format!("{already}: {}", short(unchanged)));
    }
    if lines.is_empty() {
        lines.push("no snapshot is meant".to_owned());
    }
    lines.join("\n")
}

/// For programs.
pub fn json(change: Change, changed: &[SnapshotId], unchanged: &[SnapshotId]) -> Value {
    let ids = |ids: &[SnapshotId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    json!({
        "message_type": "snapshots",
        "action": change.words().0,
        "snapshots": ids(changed),
        "unchanged": ids(unchanged),
    })
}
