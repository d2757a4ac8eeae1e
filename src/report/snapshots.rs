//! The catalogue.

use serde_json::{Value, json};

use super::table::table;
use super::{count, local_time, shown};
use crate::model::id::to_hex;
use crate::model::quantity::bytes;
use crate::model::time::Timestamp;
use crate::operations::select::Selected;

/// For people: a line a snapshot, and one more for each further path.
pub fn text(snapshots: &[&Selected], width: Option<usize>) -> String {
    let mut rows = vec![["ID", "Time", "Kind", "Host", "Tags", "Size", "Paths"].map(str::to_owned)];
    for Selected { snapshot, entry, .. } in snapshots {
        let paths = snapshot.paths();
        let mut paths = paths.iter().map(|path| shown(path));
        rows.push([
            snapshot.id().short(),
            local_time(snapshot.head.started),
            format!("{}{}", snapshot.head.kind.name(), if entry.is_held() { ", held" } else { "" }),
            shown(&snapshot.body.host),
            shown(&snapshot.body.tags.join(",")),
            bytes(snapshot.body.summary.totals.bytes),
            paths.next().unwrap_or_default(),
        ]);
        for path in paths {
            let mut row = <[String; 7]>::default();
            row[6] = path;
            rows.push(row);
        }
    }
    let total = count(snapshots.len() as u64, "snapshot", "snapshots");
    if snapshots.is_empty() {
        return total;
    }
    table(&rows, &[5], width) + &total
}

/// For programs.
pub fn json(Selected { snapshot, entry, .. }: &Selected) -> Value {
    let body = &snapshot.body;
    let summary = &body.summary;
    json!({
        "time": snapshot.head.started.to_rfc3339(),
        "finished": snapshot.head.finished.to_rfc3339(),
        "stored": snapshot.stored.map(Timestamp::to_rfc3339),
        "kind": snapshot.head.kind.name(),
        "parent": snapshot.head.parent.map(|parent| parent.random.to_string()),
        "original": body.original.map(|original| original.random.to_string()),
        "copied": body.copied.map(|copied| copied.random.to_string()),
        "imported": body.imported.map(|imported| to_hex(&imported.snapshot)),
        "tree": snapshot.head.tree.map(|tree| tree.to_string()),
        "paths": snapshot.paths(),
        "hostname": body.host,
        "username": body.user,
        "uid": body.uid,
        "gid": body.gid,
        "excludes": body.excludes,
        "tags": body.tags,
        "dataset": body.dataset,
        "held": entry.is_held(),
        "forgotten": entry.is_forgotten(),
        "program_version": body.program,
        "summary": {
            "backup_start": snapshot.head.started.to_rfc3339(),
            "backup_end": snapshot.head.finished.to_rfc3339(),
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
            "unreadable": snapshot.head.unreadable,
        },
        "id": snapshot.id().to_string(),
        "short_id": snapshot.id().short(),
    })
}
