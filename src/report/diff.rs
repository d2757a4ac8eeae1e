//! What differs.

use serde_json::{Value, json};

use super::count;
use crate::filesystem::Escaped;
use crate::model::quantity::bytes;
use crate::operations::diff::{Counts, Difference, Statistics};
use crate::policy::compare::Change;

/// The letters that restic has for it.
fn modifier(change: Change) -> &'static str {
    match change {
        Change::Added => "+",
        Change::Removed => "-",
        Change::Content { rot: false } => "M",
        Change::Content { rot: true } => "M?",
        Change::Metadata => "U",
        Change::Kind => "T",
    }
}

/// One line for people.
pub fn line(difference: &Difference<'_>) -> String {
    format!("{:<4} {}", modifier(difference.change), Escaped(difference.path))
}

/// One difference for programs.
pub fn json(difference: &Difference<'_>) -> Value {
    json!({
        "message_type": "change",
        "path": String::from_utf8_lossy(difference.path),
        "modifier": modifier(difference.change),
    })
}

/// The whole for people.
pub fn text(statistics: &Statistics) -> String {
    let Statistics { added, removed, .. } = statistics;
    let mut lines = vec![
        format!(
            "Files:       {} new, {} removed, {} changed",
            added.files, removed.files, statistics.changed
        ),
        format!("Directories: {} new, {} removed", added.directories, removed.directories),
        format!("Others:      {} new, {} removed", added.others, removed.others),
    ];
    if statistics.metadata + statistics.kinds > 0 {
        let (metadata, kinds) = (statistics.metadata, statistics.kinds);
        lines.push(format!("Otherwise:   {metadata} with other metadata, {kinds} of another kind"));
    }
    lines.push(format!("Bytes:       {} added, {} removed", bytes(added.bytes), bytes(removed.bytes)));
    if statistics.rotten > 0 {
        let files = count(statistics.rotten, "file has", "files have");
        lines.push(format!(
            "M?           {files} other content with the same size and times: damage, most likely"
        ));
    }
    lines.join("\n")
}

/// The whole for programs.
pub fn statistics_json(statistics: &Statistics, source: &str, target: &str) -> Value {
    json!({
        "message_type": "statistics",
        "source_snapshot": source,
        "target_snapshot": target,
        "changed_files": statistics.changed,
        "changed_metadata": statistics.metadata,
        "changed_types": statistics.kinds,
        "bitrot": statistics.rotten,
        "added": counts(&statistics.added),
        "removed": counts(&statistics.removed),
    })
}

fn counts(counts: &Counts) -> Value {
    let Counts { files, directories, others, bytes } = counts;
    json!({ "files": files, "dirs": directories, "others": others, "bytes": bytes })
}
