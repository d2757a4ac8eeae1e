//! The report of a drill as a document.

use std::fmt::Write;

use super::words::Language;
use super::{against, time};
use crate::model::drill::{Case, Report};
use crate::model::id::SignerId;
use crate::model::quantity;

/// The document.
pub fn markdown(report: &Report, signer: Option<SignerId>, language: Language) -> String {
    let l = |label| language.label(label);
    let mut text = format!("# {}: {}\n\n", l("Recovery drill"), language.outcome(report.outcome));
    if !report.complete {
        text += &format!("**{}**\n\n", l("Not all that was planned was tried."));
    }
    for (label, value) in facts(report, signer, language) {
        // Writing into a text cannot fail.
        let _ = writeln!(text, "- {label}: {}", escaped(&value));
    }
    for case in &report.cases {
        text += &of_case(case, language);
    }
    text
}

/// What there is to be told of a drill as a whole.
pub fn facts(report: &Report, signer: Option<SignerId>, language: Language) -> Vec<(&'static str, String)> {
    let some = |label, value: &Option<String>| value.clone().map(|value| (label, value));
    let all = [
        Some(("Drill", format!("{} ({})", report.id, language.plan(report.plan.as_deref())))),
        Some(("Began", report.began.clone())),
        Some(("Ended", report.ended.clone())),
        Some(("Host", report.host.clone())),
        Some(("Operator", report.operator.clone())),
        some("Approver", &report.approver),
        Some(("Repository", format!("{} ({})", report.location, report.repository))),
        Some(("Newest root", format!("{} ({})", report.root, report.root_sha256))),
        Some(("Sample seed", report.seed.clone())),
        Some(("Program", program(report))),
        some("Previous report", &report.previous),
        signer.map(|signer| ("Signed by", signer.to_string())),
    ];
    all.into_iter().flatten().map(|(label, value)| (language.label(label), value)).collect()
}

fn program(report: &Report) -> String {
    match &report.binary_sha256 {
        Some(digest) => format!("{} (SHA-256 {digest})", report.program),
        None => report.program.clone(),
    }
}

/// What there is to be told of a case.
pub fn case_facts(case: &Case, language: Language) -> Vec<(&'static str, String)> {
    let snapshot = case.snapshot.as_ref().map(|id| {
        let began = case.snapshot_began.as_deref().unwrap_or_default();
        format!("{id}, {began}")
    });
    let all = [
        Some(("Result", language.outcome(case.outcome).to_owned())),
        case.tier.clone().map(|tier| ("Tier", tier)),
        Some(("Repository", case.location.clone())),
        snapshot.map(|snapshot| ("Snapshot", snapshot)),
        Some(("Files", case.files.to_string())),
        Some(("Bytes", quantity::bytes(case.bytes))),
        Some(("Same", case.matched.to_string())),
        Some(("Different", case.differing.to_string())),
    ];
    let mut facts: Vec<_> =
        all.into_iter().flatten().map(|(label, value)| (language.label(label), value)).collect();
    facts.push(("RTO", against(case.rto_measured_ms, case.rto_target_ms)));
    facts.push(("RPO", against(case.rpo_measured_ms, case.rpo_target_ms)));
    facts
}

fn of_case(case: &Case, language: Language) -> String {
    let l = |label| language.label(label);
    let mut text =
        format!("\n## {}: {}\n\n", escaped(&case.dataset), escaped(language.scenario(&case.scenario)));
    for (label, value) in case_facts(case, language) {
        let _ = writeln!(text, "- {label}: {}", escaped(&value));
    }
    let _ = writeln!(text, "\n| {} | {} | {} | {} |", l("Step"), l("Result"), l("Time"), l("Remark"));
    text += "| --- | --- | --- | --- |\n";
    for step in &case.steps {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} |",
            escaped(language.step(&step.name)),
            language.outcome(step.outcome),
            time(step.ms),
            step.message.as_deref().map(escaped).unwrap_or_default()
        );
    }
    text
}

/// A text that others wrote, without anything that Markdown or a terminal takes for a sign.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in super::super::printable(text).chars() {
        if "\\`*_{}[]<>#|~".contains(c) {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::drill::signed::tests::sample;

    #[test]
    fn both_languages_tell_the_same() {
        let report = sample("a1", None);
        let of = |language| markdown(&report, Some(SignerId([7; 16])), language);
        let (en, kk) = (of(Language::En), of(Language::Kk));
        assert!(en.starts_with("# Recovery drill: promise broken\n"), "{en}");
        assert!(kk.starts_with("# Қалпына келтіру жаттығуы: міндеттеме бұзылды\n"), "{kk}");
        assert_eq!(en.lines().count(), kk.lines().count());
        assert!(en.contains("## core-\\<ledger\\> & \"co\": everything lost"), "{en}");
        assert!(en.contains("- RTO: 16m / 15m\n"), "{en}");
        assert!(!en.contains('\u{1b}'));
    }
}
