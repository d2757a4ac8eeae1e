//! What a prune has done, or would do.

use serde_json::{Value, json};

use super::{count, printable, spent};
use crate::model::quantity::{bytes, duration};
use crate::operations::prune::plan::PackFacts;
use crate::operations::prune::{PruneResult, Waiting};

fn size(packs: &[PackFacts]) -> u64 {
    packs.iter().map(|pack| pack.size).sum()
}

fn useful(packs: &[PackFacts]) -> u64 {
    packs.iter().map(|pack| pack.size - pack.unused()).sum()
}

/// For people.
pub fn text(result: &PruneResult, dry_run: bool, seconds: f64) -> String {
    let mut lines = Vec::new();
    let plan = &result.plan;
    let snapshots = count(result.snapshots.len() as u64, "forgotten snapshot", "forgotten snapshots");
    if dry_run {
        lines.push(format!("would sweep {snapshots}"));
        let condemned = count(plan.condemned.len() as u64, "pack", "packs");
        lines.push(format!("would delete {condemned} of no use, {}", bytes(size(&plan.condemned))));
    }
    if !plan.repacked.is_empty() {
        let word = if dry_run { "would copy" } else { "copied" };
        let packs = count(plan.repacked.len() as u64, "pack", "packs");
        let (from, what) = (bytes(size(&plan.repacked)), bytes(useful(&plan.repacked)));
        lines.push(format!("{word} {what} that are of use out of {packs}, {from}"));
    }
    if plan.kept > 0 {
        let packs = count(plan.kept, "pack", "packs");
        let left = format!("about {} of them of no use", bytes(plan.unused_left));
        lines.push(format!("{packs} stay, {}, {left}", bytes(plan.kept_bytes)));
    }
    if plan.out_of_reach > 0 {
        let left = bytes(plan.out_of_reach);
        lines.push(format!("{left} of these only a key of role \"full\" can free"));
    }
    if !dry_run && result.waiting.is_empty() {
        let packs = count(result.packs, "pack", "packs");
        lines.push(format!("swept {snapshots} and {packs}"));
    }
    let cleaned = &result.cleaned;
    if cleaned.packs + cleaned.others > 0 {
        let packs = count(cleaned.packs, "pack", "packs");
        let others = count(cleaned.others, "other object", "other objects");
        lines.push(format!("deleted {packs}, {}, and {others}", bytes(cleaned.pack_bytes)));
    }
    if cleaned.refused > 0 {
        let refused = count(cleaned.refused, "object", "objects");
        lines.push(format!("the store did not let go of {refused}, which does no harm"));
    }
    if result.fenced > 0 {
        lines.push(format!("ended {} for silence", count(result.fenced, "session", "sessions")));
    }
    lines.extend(result.waiting.iter().map(waiting_text));
    if !result.waiting.is_empty() {
        lines.push("nothing was swept yet: the next prune goes on once these have ended".to_owned());
    }
    lines.push(format!("{} in {}", if dry_run { "planned" } else { "done" }, spent(seconds)));
    lines.join("\n")
}

fn waiting_text(waiting: &Waiting) -> String {
    let who = waiting.key.as_deref().map_or_else(String::new, |key| format!(" of key {}", printable(key)));
    let silent = waiting
        .silent
        .map_or_else(String::new, |silent| format!(", last heard of {} ago", duration(silent.as_secs_f64())));
    format!("waits for session {}{who}{silent}", waiting.session.random.short())
}

/// For programs.
pub fn json(result: &PruneResult, dry_run: bool, seconds: f64) -> Value {
    let plan = &result.plan;
    json!({
        "message_type": "summary",
        "dry_run": dry_run,
        "snapshots_swept": result.snapshots.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "packs_swept": result.packs,
        "packs_to_delete": plan.condemned.len(),
        "bytes_to_delete": size(&plan.condemned),
        "packs_to_repack": plan.repacked.len(),
        "bytes_to_repack": size(&plan.repacked),
        "bytes_repacked": useful(&plan.repacked),
        "packs_kept": plan.kept,
        "bytes_kept": plan.kept_bytes,
        "bytes_unused": plan.unused_left,
        "bytes_out_of_reach": plan.out_of_reach,
        "packs_deleted": result.cleaned.packs,
        "bytes_deleted": result.cleaned.pack_bytes,
        "objects_deleted": result.cleaned.others,
        "objects_refused": result.cleaned.refused,
        "sessions_absorbed": result.absorbed,
        "sessions_fenced": result.fenced,
        "waiting_for": result.waiting.iter().map(waiting_json).collect::<Vec<_>>(),
        "seconds_elapsed": seconds,
    })
}

fn waiting_json(waiting: &Waiting) -> Value {
    json!({
        "session": waiting.session.to_string(),
        "key": waiting.key,
        "seconds_silent": waiting.silent.map(|silent| silent.as_secs()),
    })
}
