//! How much there is, and what it takes.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::table::table;
use super::{count, local_time, shown};
use crate::model::quantity::bytes;
use crate::operations::stats::{SnapshotStats, Stats};
use crate::policy::cost::Cost;

/// Snapshots of one host.
#[derive(Default)]
struct Host {
    snapshots: u64,
    /// What the newest holds.
    size: u64,
    new_bytes: u64,
}

fn hosts(snapshots: &[SnapshotStats]) -> BTreeMap<&str, Host> {
    let mut hosts: BTreeMap<&str, Host> = BTreeMap::new();
    for snapshot in snapshots {
        let host = hosts.entry(&snapshot.host).or_default();
        host.snapshots += 1;
        host.size = snapshot.totals.bytes;
        host.new_bytes += snapshot.new_bytes;
    }
    hosts
}

/// For people.
pub fn text(stats: &Stats, cost: Option<&Cost>, width: Option<usize>) -> String {
    let restored = stats.restored();
    let (chunks, pages) = (&stats.chunks, &stats.pages);
    let mut lines = vec![
        format!("Snapshots:  {}", stats.snapshots.len()),
        format!(
            "Hold:       {}, {} if each is restored alone",
            count(restored.files, "file", "files"),
            bytes(restored.bytes)
        ),
        format!(
            "Distinct:   {} in {}, and {} in {}; {:.2} times smaller",
            bytes(chunks.plain),
            count(chunks.count, "chunk", "chunks"),
            bytes(pages.plain),
            count(pages.count, "page", "pages"),
            stats.deduplication()
        ),
        format!(
            "Stored:     {}; {:.2} times smaller by compression",
            bytes((chunks.stored + pages.stored) as u64),
            stats.compression()
        ),
        format!(
            "Packs:      {} of {}, out of {} of {} in the repository",
            count(stats.packs.count, "pack", "packs"),
            bytes(stats.packs.bytes),
            stats.all_packs.count,
            bytes(stats.all_packs.bytes)
        ),
    ];
    if let Some(cost) = cost {
        lines.push(format!(
            "Cost:       about {:.2} a month: {:.2} for storage, {:.2} for writing, {:.2} for reading",
            cost.total(),
            cost.storage,
            cost.writes,
            cost.reads
        ));
    }
    let tables =
        if stats.snapshots.is_empty() { String::new() } else { format!("\n\n{}", tables(stats, width)) };
    lines.join("\n") + tables.trim_end()
}

fn tables(stats: &Stats, width: Option<usize>) -> String {
    let mut rows = vec![["ID", "Time", "Size", "New", "Host"].map(str::to_owned)];
    for one in &stats.snapshots {
        rows.push([
            one.id.short(),
            local_time(one.started),
            bytes(one.totals.bytes),
            bytes(one.new_bytes),
            shown(&one.host),
        ]);
    }
    let growth = table(&rows, &[2, 3], width);
    let mut rows = vec![["Snapshots", "Size", "New", "Host"].map(str::to_owned)];
    for (name, host) in hosts(&stats.snapshots) {
        rows.push([host.snapshots.to_string(), bytes(host.size), bytes(host.new_bytes), shown(name)]);
    }
    growth + "\n" + &table(&rows, &[0, 1, 2], width)
}

/// For programs.
pub fn json(stats: &Stats, cost: Option<&Cost>) -> Value {
    let restored = stats.restored();
    let growth = stats.snapshots.iter().map(|one| {
        json!({
            "id": one.id.to_string(),
            "time": one.started.to_rfc3339(),
            "hostname": one.host,
            "total_size": one.totals.bytes,
            "total_file_count": one.totals.files,
            "new_packs": one.new_packs,
            "new_size": one.new_bytes,
        })
    });
    let hosts = hosts(&stats.snapshots).into_iter().map(|(name, host)| {
        json!({
            "hostname": name,
            "snapshots_count": host.snapshots,
            "latest_size": host.size,
            "new_size": host.new_bytes,
        })
    });
    let mut value = json!({
        "message_type": "stats",
        "snapshots_count": stats.snapshots.len(),
        "total_size": restored.bytes,
        "total_file_count": restored.files,
        "total_blob_count": stats.chunks.count + stats.pages.count,
        "data_blob_count": stats.chunks.count,
        "tree_blob_count": stats.pages.count,
        "total_uncompressed_size": stats.chunks.plain + stats.pages.plain,
        "total_stored_size": (stats.chunks.stored + stats.pages.stored) as u64,
        "compression_ratio": stats.compression(),
        "deduplication_ratio": stats.deduplication(),
        "packs_count": stats.packs.count,
        "packs_size": stats.packs.bytes,
        "repository_packs_count": stats.all_packs.count,
        "repository_packs_size": stats.all_packs.bytes,
        "growth": growth.collect::<Vec<_>>(),
        "hosts": hosts.collect::<Vec<_>>(),
    });
    if let Some(cost) = cost {
        value["monthly_cost"] = json!({
            "storage": cost.storage,
            "writes": cost.writes,
            "reads": cost.reads,
            "total": cost.total(),
        });
    }
    value
}
