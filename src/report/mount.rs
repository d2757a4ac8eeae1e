//! What is mounted, and what of it failed.

use std::path::Path;

use serde_json::{Value, json};

use super::{count, shown};

/// For people.
pub fn text(at: &Path, snapshots: usize) -> String {
    let at = shown(&at.to_string_lossy());
    let snapshots = count(snapshots as u64, "snapshot is", "snapshots are");
    format!("{snapshots} mounted at {at}; Ctrl-C or `umount {at}` ends it")
}

/// For programs.
pub fn json(at: &Path, snapshots: usize) -> Value {
    json!({ "message_type": "mounted", "mountpoint": at.to_string_lossy(), "snapshots": snapshots })
}
