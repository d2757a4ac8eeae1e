//! What was copied.

use serde_json::{Value, json};

use super::count;
use crate::model::quantity::bytes;
use crate::operations::copy::Copied;

/// A snapshot, for people.
pub fn text(copied: &Copied, dry_run: bool) -> String {
    let original = copied.original.short();
    match copied.copy {
        Some(copy) if copied.was_there => format!("snapshot {original} is there as {}", copy.short()),
        Some(copy) => {
            format!("snapshot {original} is copied as {}, {} added", copy.short(), bytes(copied.added))
        }
        None if dry_run => format!("snapshot {original} would be copied"),
        None => format!("snapshot {original} is not copied"),
    }
}

/// The end of it, for people.
pub fn summary(copied: u64, there: u64, dry_run: bool) -> String {
    let would = if dry_run { "would copy" } else { "copied" };
    let there = if there > 0 { format!("; {there} were there") } else { String::new() };
    format!("{would} {}{there}", count(copied, "snapshot", "snapshots"))
}

/// A snapshot, for programs.
pub fn json(copied: &Copied, dry_run: bool) -> Value {
    json!({
        "message_type": "copied_snapshot",
        "dry_run": dry_run,
        "original": copied.original.to_string(),
        "snapshot_id": copied.copy.map(|id| id.to_string()),
        "was_there": copied.was_there,
        "data_added_packed": copied.added,
    })
}

/// The end of it, for programs.
pub fn summary_json(copied: u64, there: u64, dry_run: bool) -> Value {
    json!({ "message_type": "summary", "dry_run": dry_run, "copied": copied, "were_there": there })
}
