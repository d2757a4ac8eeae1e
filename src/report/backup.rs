//! What a backup did.

use serde_json::{Value, json};

use super::{count, spent};
use crate::model::measures::Reason;
use crate::model::quantity::bytes;
use crate::operations::backup::{BackupResult, ItemEvent, Saved, Stages};
use crate::storage::Tally;

/// For people.
pub fn text(result: &BackupResult) -> String {
    let summary = &result.summary;
    let seconds = result.finished.since(result.started).as_secs_f64();
    let row = |word: &str, new: u64, changed: u64, unmodified: u64| {
        format!("{word:<12}{new:>9} new, {changed:>9} changed, {unmodified:>9} unmodified")
    };
    let mut lines = vec![
        row("Files:", summary.files_new, summary.files_changed, summary.files_unmodified),
        row("Directories:", summary.dirs_new, summary.dirs_changed, summary.dirs_unmodified),
        format!(
            "Added:      {}, {} in the store; {} read",
            bytes(summary.data_added),
            bytes(summary.data_added_packed),
            bytes(summary.bytes_read)
        ),
        format!(
            "Holds:      {}, {}",
            count(summary.totals.files, "file", "files"),
            bytes(summary.totals.bytes)
        ),
    ];
    if result.unreadable > 0 {
        let entries = count(result.unreadable, "entry", "entries");
        lines.push(format!("Missing:    {entries} that could not be read"));
    }
    if !result.reasons.is_empty() {
        lines.push(format!("Suspect:    {}", result.reasons.about()));
    }
    let (kind, took) = (result.kind.name(), spent(seconds));
    lines.push(match result.saved {
        Saved::Snapshot => format!("{kind} snapshot {} saved in {took}", result.snapshot.short()),
        Saved::Unchanged => format!("no snapshot saved in {took}: it would hold the same as the last one"),
        Saved::DryRun => format!("a {kind} snapshot would be saved; tried in {took}"),
    });
    lines.join("\n")
}

/// For programs.
pub fn json(result: &BackupResult, dataset: Option<&str>) -> Value {
    let summary = &result.summary;
    let mut value = json!({
        "message_type": "summary",
        "dry_run": result.saved == Saved::DryRun,
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
        "suspect": result.reasons.iter().map(Reason::name).collect::<Vec<_>>(),
        "backup_start": result.started.to_rfc3339(),
        "backup_end": result.finished.to_rfc3339(),
        "total_duration": result.finished.since(result.started).as_secs_f64(),
        "kind": result.kind.name(),
        "parent": result.parent.map(|parent| parent.random.to_string()),
        "snapshot_id": (result.saved == Saved::Snapshot).then(|| result.snapshot.to_string()),
    });
    if let Some(dataset) = dataset {
        value["dataset"] = dataset.into();
    }
    value
}

/// What happened to an entry, as people say it.
pub fn item_word(event: ItemEvent) -> &'static str {
    match event {
        ItemEvent::New => "new",
        ItemEvent::Changed => "changed",
        ItemEvent::Unmodified => "unmodified",
    }
}

/// What happened to an entry, as restic says it.
pub fn item_json(path: &[u8], event: ItemEvent) -> Value {
    let action = match event {
        ItemEvent::New => "new",
        ItemEvent::Changed => "modified",
        ItemEvent::Unmodified => "unchanged",
    };
    json!({ "message_type": "verbose_status", "action": action, "item": String::from_utf8_lossy(path) })
}

/// Where the time went, for people.
pub fn stages(stages: &Stages) -> String {
    let shown = |time: std::time::Duration| spent(time.as_secs_f64());
    let stages: Vec<_> =
        stages.spent().map(|(stage, time)| format!("{} {}", stage.name(), shown(time))).collect();
    format!("Spent:      {}; all threads together", stages.join(", "))
}

/// Where the time went, for programs: seconds.
pub fn stages_json(stages: &Stages) -> Value {
    let seconds = stages.spent().map(|(stage, time)| (stage.name().to_owned(), json!(time.as_secs_f64())));
    json!({ "message_type": "stages", "seconds": seconds.collect::<serde_json::Map<_, _>>() })
}

/// What the store was asked for.
pub fn requests(tally: &Tally, retries: u64) -> String {
    let gets = tally.gets + tally.ranges + tally.tails;
    format!(
        "Requests:   {} PUT, {gets} GET, {} HEAD, {} LIST, {} DELETE, {retries} repeated; {} sent, {} received",
        tally.puts,
        tally.heads,
        tally.lists,
        tally.deletes,
        bytes(tally.uploaded),
        bytes(tally.downloaded)
    )
}
