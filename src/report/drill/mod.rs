//! Reports of drills: for people at a terminal, as documents in two languages, and for those who collect test results.

pub mod html;
pub mod junit;
pub mod markdown;
pub mod words;

use std::time::Duration;

use serde_json::{Value, json};

use super::due::about;
use super::table::table;
use super::{count, shown};
use crate::model::drill::{Case, Outcome, Report, Step};
use crate::operations::drill::records::Kept;
use crate::policy::drill::Reviewed;

const NONE: &str = "-";

/// A number of milliseconds for people.
pub fn time(ms: u64) -> String {
    match ms {
        ..10_000 => format!("{}.{:03} s", ms / 1000, ms % 1000),
        _ => about(Duration::from_millis(ms)),
    }
}

/// What was measured against what was promised.
fn against(measured: Option<u64>, target: Option<u64>) -> String {
    match (measured, target) {
        (None, None) => NONE.to_owned(),
        (measured, None) => measured.map_or_else(|| NONE.to_owned(), time),
        (measured, Some(target)) => {
            format!("{} / {}", measured.map_or_else(|| NONE.to_owned(), time), time(target))
        }
    }
}

/// The step that made a case what it came to.
pub fn culprit(case: &Case) -> Option<&Step> {
    case.steps.iter().find(|step| step.outcome == case.outcome && step.outcome > Outcome::Passed)
}

/// For a terminal.
pub fn text(report: &Report, width: Option<usize>) -> String {
    let head = ["Result", "Dataset", "Scenario", "Files", "Same", "RTO", "RPO"].map(str::to_owned);
    let mut rows = vec![head];
    rows.extend(report.cases.iter().map(|case| {
        [
            case.outcome.name().to_owned(),
            shown(&case.dataset),
            case.scenario.clone(),
            case.files.to_string(),
            case.matched.to_string(),
            against(case.rto_measured_ms, case.rto_target_ms),
            against(case.rpo_measured_ms, case.rpo_target_ms),
        ]
    }));
    let mut text = table(&rows, &[3, 4], width);
    for case in &report.cases {
        let Some(step) = culprit(case) else { continue };
        let said = step.message.as_deref().map(shown).unwrap_or_default();
        text += &format!("{} {}: {}: {said}\n", shown(&case.dataset), case.scenario, step.name);
    }
    let cases = count(report.cases.len() as u64, "case", "cases");
    text + &format!("Drill {}: {}, {cases}", report.id, report.outcome.name())
}

/// Drills of the past, a line each.
pub fn list_text(kept: &[Kept], width: Option<usize>) -> String {
    let head = ["Drill", "Began", "Plan", "Result", "Cases", "Review", "Signed by"].map(str::to_owned);
    let mut rows = vec![head];
    rows.extend(kept.iter().map(|one| {
        let report = &one.signed.report;
        let reviewed = Reviewed::of(&one.reviews);
        let open = reviewed.actions.iter().filter(|(_, done)| !done).count();
        [
            report.id.get(..8).unwrap_or(&report.id).to_owned(),
            report.began.clone(),
            report.plan.clone().unwrap_or_else(|| NONE.to_owned()),
            report.outcome.name().to_owned(),
            report.cases.len().to_string(),
            match (one.reviews.is_empty(), open) {
                (true, _) => "none".to_owned(),
                (false, 0) => "done".to_owned(),
                (false, open) => count(open as u64, "action open", "actions open"),
            },
            if one.is_own { one.signed.signer.to_string() } else { "an unknown key".to_owned() },
        ]
    }));
    table(&rows, &[4], width).trim_end().to_owned()
}

/// A drill of the past for programs, with what was made of it.
pub fn kept_json(kept: &Kept) -> Value {
    let reviewed = Reviewed::of(&kept.reviews);
    let actions = reviewed.actions.iter().map(|(action, done)| {
        json!({ "id": action.id, "text": action.text, "owner": action.owner, "due": action.due, "done": done })
    });
    json!({
        "message_type": "drill",
        "id": kept.signed.report.id,
        "stored": kept.stored.map(crate::model::time::Timestamp::to_rfc3339),
        "sha256": kept.signed.sha256,
        "signer": kept.signed.signer.to_string(),
        "known_signer": kept.is_own,
        "report": kept.signed.report,
        "reviewers": reviewed.reviewers,
        "findings": reviewed.findings,
        "actions": actions.collect::<Vec<_>>(),
    })
}

/// What was made of a drill, for people.
pub fn review_text(kept: &Kept) -> String {
    let reviewed = Reviewed::of(&kept.reviews);
    let mut lines = vec![format!(
        "drill {}, reviewed by {}",
        kept.signed.report.id,
        shown(&reviewed.reviewers.join(", "))
    )];
    lines.extend(reviewed.findings.iter().map(|finding| format!("found: {}", shown(finding))));
    lines.extend(reviewed.actions.iter().map(|(action, done)| {
        let state = if *done { "done" } else { "open" };
        let owner = action.owner.as_deref().map(|owner| format!(", {}", shown(owner))).unwrap_or_default();
        let due = action.due.as_deref().map(|due| format!(", by {due}")).unwrap_or_default();
        format!("{state}: {} {}{owner}{due}", action.id, shown(&action.text))
    }));
    lines.join("\n")
}
