//! What a restore did.

use serde_json::{Value, json};

use super::{count, spent};
use crate::model::quantity::bytes;
use crate::operations::restore::Action;

/// The counts of a restore.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct RestoreCounts {
    /// Whether nothing was changed.
    pub dry_run: bool,
    /// Files, links and devices restored.
    pub files: u64,
    /// Folders made.
    pub dirs: u64,
    /// Entries of which only owner, mode, times or attributes were set right.
    pub updated: u64,
    /// Entries deleted.
    pub deleted: u64,
    /// Files left as they were.
    pub skipped: u64,
    /// Entries that failed.
    pub failed: u64,
    /// Owners, modes or attributes that could not be set.
    pub warnings: u64,
    /// Bytes of the files restored.
    pub bytes: u64,
    /// Bytes of the files that stay.
    pub bytes_skipped: u64,
    /// Seconds it took.
    pub seconds: f64,
    /// Entries that were read again and differ from the snapshot, if that was asked for.
    pub differing: Option<u64>,
}

/// For people.
pub fn text(counts: &RestoreCounts) -> String {
    let verb = if counts.dry_run { "would restore" } else { "restored" };
    let files = count(counts.files, "file", "files");
    let mut lines = vec![format!("{verb} {files}, {} in {}", bytes(counts.bytes), spent(counts.seconds))];
    if counts.updated > 0 {
        let verb = if counts.dry_run { "would be set right" } else { "set right" };
        lines.push(format!("attributes of {} {verb}", count(counts.updated, "entry", "entries")));
    }
    if counts.deleted > 0 {
        let verb = if counts.dry_run { "would delete" } else { "deleted" };
        lines.push(format!("{verb} {}", count(counts.deleted, "entry", "entries")));
    }
    if counts.skipped > 0 {
        let entries = count(counts.skipped, "entry", "entries");
        lines.push(format!("{entries} left alone, {}", bytes(counts.bytes_skipped)));
    }
    if counts.warnings > 0 {
        lines.push(format!("{} could not be set", count(counts.warnings, "attribute", "attributes")));
    }
    if counts.failed > 0 {
        lines.push(format!("{} failed", count(counts.failed, "entry", "entries")));
    }
    lines.extend(counts.differing.map(|differing| match differing {
        0 => "read everything again: it is as in the snapshot".to_owned(),
        _ => format!("{} not as in the snapshot", count(differing, "entry is", "entries are")),
    }));
    lines.join("\n")
}

/// For programs.
pub fn json(counts: &RestoreCounts) -> Value {
    let mut value = json!({
        "message_type": "summary",
        "dry_run": counts.dry_run,
        "seconds_elapsed": counts.seconds,
        "files_restored": counts.files,
        "files_skipped": counts.skipped,
        "files_updated": counts.updated,
        "files_deleted": counts.deleted,
        "files_failed": counts.failed,
        "dirs_restored": counts.dirs,
        "attributes_failed": counts.warnings,
        "bytes_restored": counts.bytes,
        "bytes_skipped": counts.bytes_skipped,
    });
    if let Some(differing) = counts.differing {
        value["files_differing"] = differing.into();
    }
    value
}

/// What became of an entry.
pub fn item_word(action: Action) -> &'static str {
    match action {
        Action::Restored => "restored",
        Action::Updated => "updated",
        Action::Unchanged => "unchanged",
        Action::Deleted => "deleted",
    }
}

/// The same for programs, as restic says it.
pub fn item_json(path: &[u8], action: Action) -> Value {
    let item = String::from_utf8_lossy(path);
    json!({ "message_type": "verbose_status", "action": item_word(action), "item": item })
}
