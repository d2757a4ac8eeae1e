//! What became of snapshots that were made anew without something.

use serde_json::{Value, json};

use super::count;
use crate::model::id::SnapshotId;
use crate::model::quantity::bytes;
use crate::operations::rewrite::Rewritten;

/// A snapshot of which something is left out, for people.
pub fn text(rewritten: &Rewritten, dry_run: bool) -> String {
    let original = rewritten.original.short();
    let totals = rewritten.left_out.unwrap_or_default();
    let left_out = format!("{}, {}", count(totals.files, "file", "files"), bytes(totals.bytes));
    let stays = if rewritten.forgotten { "is forgotten" } else { "stays" };
    match (rewritten.successor, rewritten.nothing_left) {
        (Some(successor), _) => {
            format!("snapshot {original} {stays}; {} is the same without {left_out}", successor.short())
        }
        (None, true) if dry_run => format!("snapshot {original}: nothing would be left of it"),
        (None, true) => format!("snapshot {original} {stays}: nothing would be left of it"),
        (None, false) => format!("snapshot {original} would be made anew without {left_out}"),
    }
}

/// The end of it, for people.
pub fn summary(rewritten: u64, of: u64) -> String {
    let of = count(of, "snapshot", "snapshots");
    if rewritten == 0 {
        format!("nothing matches in {of}")
    } else {
        format!("something matches in {rewritten} of {of}")
    }
}

/// The end of it, for programs.
pub fn summary_json(rewritten: u64, of: u64, dry_run: bool) -> Value {
    json!({ "message_type": "summary", "dry_run": dry_run, "matching": rewritten, "snapshots": of })
}

/// An entry that is left out, for programs.
pub fn left_out_json(snapshot: SnapshotId, path: &[u8]) -> Value {
    json!({
        "message_type": "verbose_status",
        "action": "left_out",
        "snapshot_id": snapshot.to_string(),
        "item": String::from_utf8_lossy(path),
    })
}

/// A snapshot, for programs.
pub fn json(rewritten: &Rewritten, dry_run: bool) -> Value {
    let totals = rewritten.left_out.unwrap_or_default();
    json!({
        "message_type": "rewritten_snapshot",
        "dry_run": dry_run,
        "original": rewritten.original.to_string(),
        "snapshot_id": rewritten.successor.map(|id| id.to_string()),
        "changed": rewritten.left_out.is_some(),
        "nothing_left": rewritten.nothing_left,
        "forgotten": rewritten.forgotten,
        "left_out_files": totals.files,
        "left_out_bytes": totals.bytes,
    })
}
