//! The caches of this host.

use std::path::Path;

use serde_json::{Value, json};

use super::table::table;
use super::{count, local_time};
use crate::model::quantity::bytes;
use crate::operations::caches::Cached;

/// Digits of a repository's id that people read.
const SHORT: usize = 8;

/// For people.
pub fn text(root: &Path, cached: &[Cached], width: Option<usize>) -> String {
    let mut rows = vec![["Repository", "Last used", "Size"].map(str::to_owned)];
    for one in cached {
        rows.push([one.name[..SHORT].to_owned(), local_time(one.used), bytes(one.bytes)]);
    }
    let total = bytes(cached.iter().map(|one| one.bytes).sum());
    let caches = count(cached.len() as u64, "cache", "caches");
    let table = if cached.is_empty() { String::new() } else { table(&rows, &[2], width) };
    format!("{table}{caches}, {total} in {}", root.display())
}

/// For programs.
pub fn json(cached: &Cached) -> Value {
    json!({
        "message_type": "cache",
        "repository": cached.name,
        "last_used": cached.used.to_rfc3339(),
        "size": cached.bytes,
        "folder": cached.folder.to_string_lossy(),
    })
}

/// What went, or would go.
pub fn cleaned_text(cleaned: &[Cached], dry_run: bool) -> String {
    let verb = if dry_run { "would remove" } else { "removed" };
    let caches = count(cleaned.len() as u64, "cache", "caches");
    format!("{verb} {caches}, {}", bytes(cleaned.iter().map(|one| one.bytes).sum()))
}

/// The same for programs.
pub fn cleaned_json(cleaned: &[Cached], dry_run: bool) -> Value {
    json!({
        "message_type": "summary",
        "dry_run": dry_run,
        "caches_removed": cleaned.len(),
        "bytes_removed": cleaned.iter().map(|one| one.bytes).sum::<u64>(),
        "removed": cleaned.iter().map(|one| &one.name).collect::<Vec<_>>(),
    })
}
