//! JSON with restic's names where the thing is the same.

use serde_json::{Value, json};

use crate::model::node::{Node, NodeKind};
use crate::model::snapshot::Snapshot;
use crate::model::time::Timestamp;
use crate::operations::backup::BackupResult;
use crate::operations::verify::VerifyResult;

/// The last words of a run that failed.
pub fn exit_error(code: u8, message: &str) -> Value {
    json!({ "message_type": "exit_error", "code": code, "message": message })
}

/// An entry that could not be read or restored.
pub fn item_error(during: &str, item: &str, message: &str) -> Value {
    json!({ "message_type": "error", "error": { "message": message }, "during": during, "item": item })
}

/// What a backup did.
pub fn backup_summary(result: &BackupResult) -> Value {
    let summary = &result.summary;
    json!({
        "message_type": "summary",
        "snapshot_id": result.snapshot.to_string(),
        "kind": result.kind.name(),
        "parent": result.parent.map(|parent| parent.random.to_string()),
        "files_new": summary.files_new,
        "files_changed": summary.files_changed,
        "files_unmodified": summary.files_unmodified,
        "dirs_new": summary.dirs_new,
        "dirs_changed": summary.dirs_changed,
        "dirs_unmodified": summary.dirs_unmodified,
        "data_blobs": summary.data_chunks,
        "tree_blobs": summary.tree_pages,
        "data_added": summary.data_added,
        "data_added_packed": summary.data_added_packed,
        "total_files_processed": summary.totals.files,
        "total_bytes_processed": summary.totals.bytes,
        "bytes_read": summary.bytes_read,
        "unreadable": result.unreadable,
        "backup_start": result.started.to_rfc3339(),
        "backup_end": result.finished.to_rfc3339(),
        "total_duration": result.finished.since(result.started).as_secs_f64(),
    })
}

/// A snapshot of the catalogue.
pub fn snapshot(snapshot: &Snapshot) -> Value {
    let body = &snapshot.body;
    json!({
        "id": snapshot.id().to_string(),
        "short_id": snapshot.id().short(),
        "time": snapshot.head.started.to_rfc3339(),
        "finished": snapshot.head.finished.to_rfc3339(),
        "stored": snapshot.stored.map(Timestamp::to_rfc3339),
        "kind": snapshot.head.kind.name(),
        "parent": snapshot.head.parent.map(|parent| parent.random.to_string()),
        "tree": snapshot.head.tree.map(|tree| tree.to_string()),
        "paths": snapshot.paths(),
        "hostname": body.host,
        "username": body.user,
        "uid": body.uid,
        "gid": body.gid,
        "tags": body.tags,
        "excludes": body.excludes,
        "program_version": body.program,
        "unreadable": snapshot.head.unreadable,
        "summary": {
            "files_new": body.summary.files_new,
            "files_changed": body.summary.files_changed,
            "files_unmodified": body.summary.files_unmodified,
            "data_added": body.summary.data_added,
            "data_added_packed": body.summary.data_added_packed,
            "total_files_processed": body.summary.totals.files,
            "total_bytes_processed": body.summary.totals.bytes,
        },
    })
}

/// An entry of a snapshot.
pub fn node(path: &str, node: &Node) -> Value {
    let kind = match node.kind {
        NodeKind::File { .. } => "file",
        NodeKind::Directory { .. } => "dir",
        NodeKind::Symlink { .. } => "symlink",
        NodeKind::Fifo => "fifo",
        NodeKind::Socket => "socket",
        NodeKind::CharDevice { .. } => "chardev",
        NodeKind::BlockDevice { .. } => "dev",
    };
    let mut value = json!({
        "message_type": "node",
        "name": String::from_utf8_lossy(&node.name),
        "type": kind,
        "path": path,
        "uid": node.uid,
        "gid": node.gid,
        "user": node.user,
        "group": node.group,
        "mode": node.mode,
        "permissions": crate::report::text::permissions(node),
        "mtime": node.mtime.to_rfc3339(),
        "ctime": node.ctime.to_rfc3339(),
        "inode": node.inode,
        "links": node.links,
    });
    match &node.kind {
        NodeKind::File { size, .. } => value["size"] = json!(size),
        NodeKind::Symlink { target } => value["linktarget"] = json!(String::from_utf8_lossy(target)),
        _ => {}
    }
    value
}

/// What a restore did.
#[derive(Debug, Clone, Copy, Default)]
pub struct RestoreCounts {
    /// Files, links and devices restored.
    pub files: u64,
    /// Entries left as they were.
    pub skipped: u64,
    /// Entries that failed.
    pub failed: u64,
    /// Bytes written.
    pub bytes: u64,
    /// Bytes of files left as they were.
    pub bytes_skipped: u64,
    /// Seconds it took.
    pub seconds: f64,
}

/// What a restore did, as JSON.
pub fn restore_summary(counts: &RestoreCounts, dry_run: bool) -> Value {
    json!({
        "message_type": "summary",
        "dry_run": dry_run,
        "files_restored": counts.files,
        "files_skipped": counts.skipped,
        "files_failed": counts.failed,
        "bytes_restored": counts.bytes,
        "bytes_skipped": counts.bytes_skipped,
        "seconds_elapsed": counts.seconds,
    })
}

/// What a verification found.
pub fn verify_summary(result: &VerifyResult) -> Value {
    json!({
        "message_type": "summary",
        "num_errors": result.findings.len(),
        "snapshots": result.snapshots,
        "packs": result.packs,
        "packs_read": result.packs_read,
        "bytes_read": result.bytes_read,
        "orphan_packs": result.orphans,
        "skipped": result.skipped,
    })
}

/// One finding.
pub fn finding(finding: &crate::operations::verify::Finding) -> Value {
    json!({
        "message_type": "finding",
        "object": finding.damage.object,
        "kind": finding.damage.kind.to_string(),
        "problem": finding.damage.problem,
        "snapshots": finding.snapshots.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}
