//! Text for people.

use chrono::Local;

use crate::model::node::{Node, NodeKind};
use crate::model::quantity::{bytes, duration};
use crate::model::snapshot::Snapshot;
use crate::model::time::Timestamp;
use crate::operations::backup::BackupResult;
use crate::operations::verify::{Finding, VerifyResult};

/// A time of this host's zone.
pub fn local_time(time: Timestamp) -> String {
    time.to_datetime().with_timezone(&Local).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// Mode as `ls -l` shows it.
pub fn permissions(node: &Node) -> String {
    let mut text = String::from(node.type_letter());
    let special = [(0o4000, 's', 'S'), (0o2000, 's', 'S'), (0o1000, 't', 'T')];
    for (index, (bit, with, without)) in special.into_iter().enumerate() {
        let three = node.mode >> (6 - 3 * index) & 7;
        text.push(if three & 4 != 0 { 'r' } else { '-' });
        text.push(if three & 2 != 0 { 'w' } else { '-' });
        text.push(match (three & 1 != 0, node.mode & bit != 0) {
            (true, true) => with,
            (false, true) => without,
            (true, false) => 'x',
            (false, false) => '-',
        });
    }
    text
}

/// One line of a long listing.
pub fn long_entry(path: &str, node: &Node) -> String {
    let owner = node.user.clone().unwrap_or_else(|| node.uid.to_string());
    let group = node.group.clone().unwrap_or_else(|| node.gid.to_string());
    let arrow = match &node.kind {
        NodeKind::Symlink { target } => format!(" -> {}", crate::filesystem::Escaped(target)),
        _ => String::new(),
    };
    let time = local_time(node.mtime);
    format!("{} {owner:8} {group:8} {:>12} {time} {path}{arrow}", permissions(node), node.size())
}

/// What a backup did.
pub fn backup_summary(result: &BackupResult) -> String {
    let summary = &result.summary;
    let seconds = result.finished.since(result.started).as_secs_f64();
    let mut lines = vec![
        format!(
            "Files:   {} new, {} changed, {} unmodified",
            summary.files_new, summary.files_changed, summary.files_unmodified
        ),
        format!(
            "Folders: {} new, {} changed, {} unmodified",
            summary.dirs_new, summary.dirs_changed, summary.dirs_unmodified
        ),
        format!(
            "Stored:  {} new ({} compressed), {} read",
            bytes(summary.data_added),
            bytes(summary.data_added_packed),
            bytes(summary.bytes_read)
        ),
        format!("{} files, {} in {}", summary.totals.files, bytes(summary.totals.bytes), duration(seconds)),
    ];
    if result.unreadable > 0 {
        lines.push(format!(
            "{} entries could not be read and are missing from the snapshot",
            result.unreadable
        ));
    }
    lines.push(format!("{} snapshot {} saved", result.kind.name(), result.snapshot.short()));
    lines.join("\n")
}

/// A table of snapshots.
pub fn snapshots(snapshots: &[&Snapshot]) -> String {
    let mut rows = vec![["ID", "Time", "Kind", "Host", "Size", "Tags", "Paths"].map(str::to_owned)];
    for snapshot in snapshots {
        rows.push([
            snapshot.id().short(),
            local_time(snapshot.head.started),
            snapshot.head.kind.name().to_owned(),
            snapshot.body.host.clone(),
            bytes(snapshot.body.summary.totals.bytes),
            snapshot.body.tags.join(","),
            snapshot.paths().join(" "),
        ]);
    }
    let mut text = table(&rows);
    text.push_str(&format!("{} snapshots", snapshots.len()));
    text
}

/// Columns as wide as their widest cell, the last one open.
pub fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (width, cell) in widths.iter().zip(row) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width + 2 - cell.chars().count()));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// One finding with what it costs.
pub fn finding(finding: &Finding) -> String {
    let snapshots: Vec<_> = finding.snapshots.iter().map(crate::model::id::SnapshotId::short).collect();
    match snapshots.len() {
        0 => finding.damage.to_string(),
        _ => format!("{}; needed by {}", finding.damage, snapshots.join(", ")),
    }
}

/// What a verification found.
pub fn verify_summary(result: &VerifyResult) -> String {
    let mut lines = vec![format!("{} snapshots, {} packs looked at", result.snapshots, result.packs)];
    if result.packs_read > 0 {
        lines.push(format!(
            "{} packs read to the last byte ({})",
            result.packs_read,
            bytes(result.bytes_read)
        ));
    }
    if result.orphans > 0 {
        lines.push(format!("{} packs belong to no finished backup, which is harmless", result.orphans));
    }
    lines.extend(result.skipped.map(str::to_owned));
    lines.push(match result.findings.len() {
        0 => "no errors were found".to_owned(),
        1 => "1 error was found".to_owned(),
        count => format!("{count} errors were found"),
    });
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let rows = [["a".to_owned(), "bb".to_owned()], ["ccc".to_owned(), "d".to_owned()]];
        assert_eq!(table(&rows), "a    bb\nccc  d\n");
    }
}
