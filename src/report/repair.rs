//! What a repair did.

use serde_json::{Value, json};

use super::{count, printable};
use crate::filesystem::Escaped;
use crate::operations::repair::index::RepairIndexResult;
use crate::operations::repair::snapshots::Repaired;
use crate::repository::layout;

/// A repair of the index, for people.
pub fn index_text(result: &RepairIndexResult, dry_run: bool) -> String {
    let mut lines = Vec::new();
    let damages = result.lost.iter().chain(&result.damaged).chain(&result.unreadable);
    lines.extend(damages.map(|damage| printable(&damage.to_string())));
    lines.extend(result.added.iter().map(|pack| format!("named again: {}", layout::pack(pack))));
    let would = if dry_run { "would name" } else { "named" };
    lines.push(match (result.added.len() as u64, result.lost.len()) {
        (0, 0) => "the index is whole, and names every pack that can be read".to_owned(),
        (added, _) => {
            format!("{would} {} again, beside {} before", count(added, "pack", "packs"), result.kept)
        }
    });
    lines.extend(result.root.map(|number| format!("root {number} has the repaired index")));
    if !result.unreadable.is_empty() {
        let unreadable = count(result.unreadable.len() as u64, "pack cannot", "packs cannot");
        lines.push(format!("{unreadable} be read and stay without an index"));
    }
    lines.join("\n")
}

/// The same for programs.
pub fn index_json(result: &RepairIndexResult, dry_run: bool) -> Value {
    let told = |damages: &[crate::repository::Damage]| -> Vec<Value> {
        let one = |damage: &crate::repository::Damage| json!({ "object": damage.object, "problem": damage.problem });
        damages.iter().map(one).collect()
    };
    json!({
        "message_type": "summary",
        "dry_run": dry_run,
        "lost_segments": told(&result.lost),
        "packs_kept": result.kept,
        "packs_added": result.added.iter().map(layout::pack).collect::<Vec<_>>(),
        "packs_damaged": told(&result.damaged),
        "packs_unreadable": told(&result.unreadable),
        "root": result.root,
    })
}

/// A snapshot that lost something, for people.
pub fn snapshot_text(repaired: &Repaired, dry_run: bool) -> String {
    let original = repaired.original.short();
    let mut lines = vec![match (repaired.successor, repaired.lost) {
        (_, true) => format!("snapshot {original}: nothing is left of it"),
        (Some(successor), _) => {
            let kept = if repaired.forgotten { "is forgotten" } else { "is kept" };
            format!("snapshot {original} {kept}; {} is the same without what is lost", successor.short())
        }
        (None, _) => format!("snapshot {original} {} be made anew", if dry_run { "would" } else { "can" }),
    }];
    lines.extend(repaired.dropped.iter().map(|path| {
        let lost = if path.ends_with(b"/") { "  lost entries of " } else { "  without " };
        format!("{lost}{}", Escaped(path))
    }));
    lines.join("\n")
}

/// The same for programs.
pub fn snapshot_json(repaired: &Repaired, dry_run: bool) -> Value {
    json!({
        "message_type": "repaired_snapshot",
        "dry_run": dry_run,
        "original": repaired.original.to_string(),
        "snapshot_id": repaired.successor.map(|id| id.to_string()),
        "nothing_left": repaired.lost,
        "forgotten": repaired.forgotten,
        "dropped": repaired.dropped.iter().map(|path| String::from_utf8_lossy(path)).collect::<Vec<_>>(),
    })
}
