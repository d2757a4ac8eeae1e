//! What a verification found.

use serde_json::{Value, json};

use super::{count, spent};
use crate::filesystem::Escaped;
use crate::model::id::SnapshotId;
use crate::model::quantity::bytes;
use crate::model::record::Slice;
use crate::operations::verify::record::Recorded;
use crate::operations::verify::subset::Subset;
use crate::operations::verify::{Finding, VerifyResult};

/// Snapshots named with a finding; the rest is counted. `--json` names all.
const NAMED: usize = 8;
/// Paths named with a finding.
const PATHS: usize = 3;

/// One finding for people: what is wrong, what it costs, and what to do.
pub fn finding_text(finding: &Finding, advice: &str) -> String {
    let mut text = super::printable(&finding.damage.to_string());
    if !finding.snapshots.is_empty() {
        text += &format!("\n  {}", cost(finding));
    }
    if let Some((newest, paths)) = &finding.newest
        && !paths.is_empty()
    {
        let paths: Vec<_> = paths.iter().take(PATHS).map(|path| Escaped(path).to_string()).collect();
        text += &format!("\n  in {} for example {}", newest.short(), paths.join(", "));
    }
    text + "\n  hint: " + advice
}

/// Which snapshots lose what.
fn cost(finding: &Finding) -> String {
    let snapshots = finding.snapshots.len();
    let mut named: Vec<_> = finding.snapshots.keys().take(NAMED).map(SnapshotId::short).collect();
    if snapshots > NAMED {
        named.push(format!("and {} more", snapshots - NAMED));
    }
    let most = finding.snapshots.values().copied().max().unwrap_or_default();
    let files = match (most, snapshots) {
        (0, _) => String::new(),
        (_, 1) => format!(": {} affected", count(most, "file is", "files are")),
        _ => format!(": up to {} affected in each", count(most, "file is", "files are")),
    };
    let word = if snapshots == 1 { "snapshot" } else { "snapshots" };
    let named = named.join(", ");
    if finding.unindexed {
        return format!("{word} {named} can be restored only because they say where it lay{files}");
    }
    format!("{word} {named} cannot be restored in full{files}")
}

/// One finding for programs.
pub fn finding_json(finding: &Finding, advice: &str) -> Value {
    let mut value = json!({
        "message_type": "finding",
        "object": finding.damage.object,
        "kind": finding.damage.kind.to_string(),
        "problem": finding.damage.problem,
        "snapshots": finding.snapshots.keys().map(ToString::to_string).collect::<Vec<_>>(),
        "files": finding.snapshots.values().collect::<Vec<_>>(),
    });
    if let Some((newest, paths)) = &finding.newest {
        let paths: Vec<_> = paths.iter().map(|path| String::from_utf8_lossy(path)).collect();
        value["newest_snapshot"] = newest.to_string().into();
        value["paths"] = json!(paths);
    }
    value["restorable"] = finding.unindexed.into();
    value["hint"] = advice.into();
    value
}

/// How a verification went, besides what it found.
#[derive(Debug, Clone, Copy)]
pub struct Told {
    /// Which packs of files it was to read.
    pub data: Subset,
    /// Whether the result is in the catalogue.
    pub recorded: Recorded,
    /// Seconds it took.
    pub seconds: f64,
}

impl Told {
    /// What chooses the same random part again.
    fn seed(&self) -> Option<u64> {
        match self.data {
            Subset::Share { seed, .. } | Subset::Bytes { seed, .. } => Some(seed),
            _ => None,
        }
    }

    fn slice(&self) -> Option<Slice> {
        match self.data {
            Subset::Slice(slice) => Some(slice),
            _ => None,
        }
    }
}

/// The whole for people.
pub fn text(result: &VerifyResult, told: &Told) -> String {
    let (snapshots, packs) = (result.snapshots, result.packs);
    let mut lines = vec![format!(
        "looked at {} and {} in {}",
        count(snapshots, "snapshot", "snapshots"),
        count(packs, "pack", "packs"),
        spent(told.seconds)
    )];
    if result.packs_read > 0 {
        let read = count(result.packs_read, "pack", "packs");
        lines.push(format!("read {read} to the last byte, {}", bytes(result.bytes_read)));
    }
    lines.extend(
        told.slice().map(|slice| format!("of the packs of files, part {} of {}", slice.number + 1, slice.of)),
    );
    lines.extend(told.seed().map(|seed| format!("the packs were chosen by --seed {seed}")));
    if result.orphans > 0 {
        let orphans = count(result.orphans, "pack belongs", "packs belong");
        lines.push(format!("{orphans} to no finished backup, which does no harm"));
    }
    if result.replaced > 0 {
        let replaced = count(result.replaced, "damaged pack is", "damaged packs are");
        lines.push(format!("{replaced} needed by no snapshot any more; `sandyq prune` takes them away"));
    }
    lines.extend(result.skipped.map(str::to_owned));
    match told.recorded {
        Recorded::Role => lines.push("the result is not recorded: this key may not".to_owned()),
        Recorded::Denied => lines.push("the result is not recorded: the store does not let it".to_owned()),
        Recorded::Yes | Recorded::Nothing => {}
    }
    if told.recorded == Recorded::Yes && !result.broken.is_empty() {
        let broken = count(result.broken.len() as u64, "pack is", "packs are");
        lines.push(format!("{broken} marked as damaged: the next backups store again what they held"));
    }
    lines.push(match result.findings.len() as u64 {
        0 => "no errors were found".to_owned(),
        found => format!("{} found", count(found, "error was", "errors were")),
    });
    lines.join("\n")
}

/// The whole for programs.
pub fn json(result: &VerifyResult, told: &Told) -> Value {
    let mut value = json!({
        "message_type": "summary",
        "num_errors": result.findings.len(),
        "broken_packs": result.broken.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "snapshots": result.snapshots,
        "packs": result.packs,
        "packs_read": result.packs_read,
        "bytes_read": result.bytes_read,
        "orphan_packs": result.orphans,
        "replaced_packs": result.replaced,
        "skipped": result.skipped,
        "recorded": told.recorded == Recorded::Yes,
        "seconds_elapsed": told.seconds,
    });
    if let Some(slice) = told.slice() {
        value["slice"] = json!({ "number": slice.number + 1, "of": slice.of });
    }
    if let Some(seed) = told.seed() {
        value["seed"] = seed.into();
    }
    value
}
