//! What a verification found.

use serde_json::{Value, json};

use super::{count, spent};
use crate::model::id::SnapshotId;
use crate::model::quantity::bytes;
use crate::operations::verify::{Finding, VerifyResult};

/// Snapshots named with a finding; the rest is counted.
const NAMED: usize = 8;

/// One finding for people, with what it costs.
pub fn finding_text(finding: &Finding) -> String {
    let mut named: Vec<_> = finding.snapshots.iter().take(NAMED).map(SnapshotId::short).collect();
    if finding.snapshots.len() > NAMED {
        named.push(format!("and {} more", finding.snapshots.len() - NAMED));
    }
    let damage = super::printable(&finding.damage.to_string());
    match named.len() {
        0 => damage,
        1 => format!("{damage}; snapshot {} cannot be restored in full", named.join(", ")),
        _ => format!("{damage}; snapshots {} cannot be restored in full", named.join(", ")),
    }
}

/// One finding for programs.
pub fn finding_json(finding: &Finding) -> Value {
    json!({
        "message_type": "finding",
        "object": finding.damage.object,
        "kind": finding.damage.kind.to_string(),
        "problem": finding.damage.problem,
        "snapshots": finding.snapshots.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

/// The whole for people.
pub fn text(result: &VerifyResult, seconds: f64) -> String {
    let (snapshots, packs) = (result.snapshots, result.packs);
    let mut lines = vec![format!(
        "looked at {} and {} in {}",
        count(snapshots, "snapshot", "snapshots"),
        count(packs, "pack", "packs"),
        spent(seconds)
    )];
    if result.packs_read > 0 {
        let read = count(result.packs_read, "pack", "packs");
        lines.push(format!("read {read} to the last byte, {}", bytes(result.bytes_read)));
    }
    if result.orphans > 0 {
        let orphans = count(result.orphans, "pack belongs", "packs belong");
        lines.push(format!("{orphans} to no finished backup, which does no harm"));
    }
    lines.extend(result.skipped.map(str::to_owned));
    lines.push(match result.findings.len() as u64 {
        0 => "no errors were found".to_owned(),
        found => format!("{} found", count(found, "error was", "errors were")),
    });
    lines.join("\n")
}

/// The whole for programs.
pub fn json(result: &VerifyResult, seconds: f64) -> Value {
    json!({
        "message_type": "summary",
        "num_errors": result.findings.len(),
        "snapshots": result.snapshots,
        "packs": result.packs,
        "packs_read": result.packs_read,
        "bytes_read": result.bytes_read,
        "orphan_packs": result.orphans,
        "skipped": result.skipped,
        "seconds_elapsed": seconds,
    })
}
