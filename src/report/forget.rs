//! Which snapshots stay and which go, and why.

use serde_json::{Value, json};

use super::table::table;
use super::{count, keys, local_time, shown, snapshots};
use crate::operations::forget::Plan;
use crate::operations::select::Selected;
use crate::policy::retention::{Cause, Condition, Group, GroupKey, Guard, Period, Reason, Verdict};

/// For people: a table a group, the oldest snapshot first.
pub fn text(plan: &Plan, width: Option<usize>) -> String {
    plan.decision.groups.iter().map(|group| group_text(plan, group, width)).collect::<Vec<_>>().join("\n")
}

fn group_text(plan: &Plan, group: &Group, width: Option<usize>) -> String {
    let mut rows = vec![["", "ID", "Stored", "Kind", "Tags", "Why"].map(str::to_owned)];
    for index in group.members.iter().rev() {
        let snapshot = &plan.snapshots[*index].snapshot;
        let verdict = &plan.decision.verdicts[*index];
        rows.push([
            if verdict.keeps() { "keep" } else { "forget" }.to_owned(),
            snapshot.id().short(),
            local_time(snapshot.stored.unwrap_or(snapshot.head.finished)),
            snapshot.head.kind.name().to_owned(),
            shown(&snapshot.body.tags.join(",")),
            why(verdict).join("; "),
        ]);
    }
    format!("{}:\n{}", key_text(&group.key), table(&rows, &[], width))
}

/// What a group has in common.
fn key_text(key: &GroupKey) -> String {
    let list = |texts: &[String]| shown(&texts.join(", "));
    let mut parts = Vec::new();
    parts.extend(key.host.as_ref().map(|host| format!("host {}", shown(host))));
    parts.extend(key.paths.as_ref().map(|paths| {
        let word = if paths.len() == 1 { "path" } else { "paths" };
        format!("{word} {}", list(paths))
    }));
    parts.extend(key.tags.as_ref().map(|tags| match tags.len() {
        0 => "no tags".to_owned(),
        _ => format!("tags {}", list(tags)),
    }));
    parts.extend(key.key.map(|signer| format!("key {}", keys::short(&signer.to_string()))));
    if parts.is_empty() { "all snapshots".to_owned() } else { parts.join(", ") }
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Nothing: it was only asked what would be done.
    Nothing,
    /// They can be brought back.
    Unforget,
    /// They are swept.
    Prune,
}

/// What came of it.
pub fn summary_text(forgotten: usize, total: usize, next: Next) -> String {
    let total = count(total as u64, "snapshot", "snapshots");
    match next {
        _ if forgotten == 0 => format!("nothing to forget among {total}"),
        Next::Nothing => format!("would forget {forgotten} of {total}"),
        Next::Prune => format!("forgot {forgotten} of {total}"),
        Next::Unforget => {
            format!("forgot {forgotten} of {total}; `sandyq unforget` brings them back until they are swept")
        }
    }
}

/// What somebody should agree to first, as the end of a sentence.
pub fn guard_text(guard: &Guard) -> String {
    match guard {
        Guard::WholeGroup(key) => format!("every snapshot of {}", key_text(key)),
        Guard::Share { forgotten, total, limit } => {
            format!("{forgotten} of {total} snapshots, more than {limit} %")
        }
    }
}

/// For programs: a list of groups.
pub fn json(plan: &Plan) -> Value {
    plan.decision.groups.iter().map(|group| group_json(plan, group)).collect()
}

fn group_json(plan: &Plan, group: &Group) -> Value {
    let (mut keep, mut remove, mut reasons, mut causes) = (vec![], vec![], vec![], vec![]);
    for index in group.members.iter().rev() {
        let verdict = &plan.decision.verdicts[*index];
        let snapshot = snapshots::json(&plan.snapshots[*index]);
        let (list, explained) =
            if verdict.keeps() { (&mut keep, &mut reasons) } else { (&mut remove, &mut causes) };
        explained.push(json!({ "snapshot": snapshot.clone(), "matches": why(verdict) }));
        list.push(snapshot);
    }
    let GroupKey { host, paths, tags, key } = &group.key;
    json!({
        "tags": tags, "host": host, "paths": paths, "key": key.map(|signer| signer.to_string()),
        "keep": keep, "remove": remove, "reasons": reasons, "remove_reasons": causes,
    })
}

/// Snapshots that were named, for programs, in the shape of a group.
pub fn named_json(named: &[Selected]) -> Value {
    let remove: Vec<_> = named.iter().map(snapshots::json).collect();
    json!([{
        "tags": null, "host": null, "paths": null, "key": null,
        "keep": [], "remove": remove, "reasons": [], "remove_reasons": [],
    }])
}

/// Why a snapshot stays or goes, in restic's words where it has them.
fn why(verdict: &Verdict) -> Vec<String> {
    match verdict {
        Verdict::Keep(reasons) => reasons.iter().map(reason_text).collect(),
        Verdict::Forget(Cause::Expired(kind, span)) => vec![format!("{}, older than {span}", kind.name())],
        Verdict::Forget(Cause::NoRule) => vec!["no rule keeps it".to_owned()],
    }
}

fn reason_text(reason: &Reason) -> String {
    match reason {
        Reason::Held => "held".to_owned(),
        Reason::NewestGood(Condition::Good) => "newest good snapshot".to_owned(),
        Reason::NewestGood(_) => "newest snapshot, though incomplete".to_owned(),
        Reason::Suspicion => "a suspect snapshot is to be looked at first".to_owned(),
        Reason::Future => "its time lies in the future".to_owned(),
        Reason::Id => "named by --keep-id".to_owned(),
        Reason::Tags(tags) => format!("has tags {}", shown(&tags.join(", "))),
        Reason::Age(kind, span) => format!("{}, younger than {span}", kind.name()),
        Reason::Last => "last snapshot".to_owned(),
        Reason::Within(span) => format!("within {span}"),
        Reason::Newest(period) => format!("{} snapshot", adjective(*period)),
        Reason::Oldest(period) => format!("oldest {} snapshot", adjective(*period)),
        Reason::NewestWithin(period, span) => format!("{} within {span}", adjective(*period)),
        Reason::OldestWithin(period, span) => format!("oldest {} within {span}", adjective(*period)),
    }
}

fn adjective(period: Period) -> &'static str {
    match period {
        Period::Hour => "hourly",
        Period::Day => "daily",
        Period::Week => "weekly",
        Period::Month => "monthly",
        Period::Year => "yearly",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::snapshot::SnapshotKind;
    use crate::policy::retention::Span;

    #[test]
    fn reasons_are_told_in_the_words_that_users_of_restic_know() {
        let year = Span { years: 1, ..Span::default() };
        let reasons = vec![
            Reason::Last,
            Reason::Newest(Period::Day),
            Reason::Oldest(Period::Week),
            Reason::Within(Span::days(7)),
            Reason::NewestWithin(Period::Hour, year),
            Reason::Age(SnapshotKind::Full, Span::days(30)),
        ];
        let words = [
            "last snapshot",
            "daily snapshot",
            "oldest weekly snapshot",
            "within 7d",
            "hourly within 1y",
            "full, younger than 30d",
        ];
        assert_eq!(why(&Verdict::Keep(reasons)), words);
        let expired = Cause::Expired(SnapshotKind::Incremental, Span::days(7));
        assert_eq!(why(&Verdict::Forget(expired)), ["incremental, older than 7d"]);
    }

    #[test]
    fn groups_are_told_by_what_makes_them() {
        let texts = |texts: &[&str]| Some(texts.iter().map(|text| (*text).to_owned()).collect());
        let key = GroupKey {
            host: Some("a\x1b[2J".to_owned()),
            paths: texts(&["/etc", "/srv"]),
            tags: texts(&[]),
            key: None,
        };
        assert_eq!(
            guard_text(&Guard::WholeGroup(key)),
            "every snapshot of host a\\u{1b}[2J, paths /etc, /srv, no tags"
        );
        assert_eq!(key_text(&GroupKey::default()), "all snapshots");
    }

    #[test]
    fn what_was_done_is_told_with_how_to_undo_it() {
        assert_eq!(summary_text(0, 2, Next::Unforget), "nothing to forget among 2 snapshots");
        assert_eq!(summary_text(1, 1, Next::Nothing), "would forget 1 of 1 snapshot");
        assert!(summary_text(2, 3, Next::Unforget).starts_with("forgot 2 of 3 snapshots; `sandyq unforget`"));
        assert_eq!(summary_text(2, 3, Next::Prune), "forgot 2 of 3 snapshots");
    }
}
