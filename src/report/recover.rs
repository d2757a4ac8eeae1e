//! A recovery, step by step.

use std::path::Path;

use serde_json::{Value, json};

use super::{local_time, printable, shown, spent};
use crate::model::id::SnapshotId;
use crate::model::time::Timestamp;
use crate::policy::profile::Contact;
use crate::policy::recovery::Step;

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It would be done.
    Planned,
    /// It was done by an earlier run.
    Before,
    /// It begins.
    Begun,
    /// It is done.
    Done,
    /// It failed.
    Failed,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Before => "done_before",
            Self::Begun => "begun",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

/// A step and how far it is.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// Which, from 1.
    pub number: usize,
    /// Of how many.
    pub of: usize,
    /// What it is.
    pub step: &'a Step,
    /// How far it is.
    pub state: State,
    /// What it came to.
    pub exit_code: Option<u8>,
}

/// For people, who need not be told that what they see has ended.
pub fn step_text(told: &Told<'_>) -> Option<String> {
    let Told { number, of, step, state, .. } = told;
    let mark = match state {
        State::Planned | State::Begun => "",
        State::Before => " (done before)",
        State::Done | State::Failed => return None,
    };
    let mut text = format!("Step {number}/{of}, {}: {}{mark}", step.phase.name(), printable(&step.title));
    if *state != State::Before {
        for line in step.text.lines().filter(|line| !line.trim().is_empty()) {
            text += &format!("\n    {}", printable(line.trim()));
        }
        if *state == State::Planned {
            let command = step.command.as_ref().map(|line| format!(": {}", printable(line)));
            text += &format!("\n    -> {}{}", step.action.name(), command.unwrap_or_default());
        }
    }
    Some(text)
}

/// For programs.
pub fn step_json(told: &Told<'_>) -> Value {
    let Told { number, of, step, state, exit_code } = told;
    json!({
        "message_type": "recovery_step",
        "step": number,
        "of": of,
        "phase": step.phase.name(),
        "action": step.action.name(),
        "title": step.title,
        "text": step.text,
        "state": state.name(),
        "exit_code": exit_code,
    })
}

/// What is restored, for people.
pub fn choice_text(dataset: &str, id: SnapshotId, taken: Timestamp, target: &Path) -> String {
    let (taken, target) = (local_time(taken), shown(&target.to_string_lossy()));
    format!("{}: snapshot {} of {taken}, into {target}", shown(dataset), id.short())
}

/// What is restored, for programs.
pub fn choice_json(dataset: &str, id: SnapshotId, taken: Timestamp, target: &Path) -> Value {
    json!({
        "message_type": "recovery_choice",
        "dataset": dataset,
        "snapshot_id": id.to_string(),
        "time": taken.to_rfc3339(),
        "target": target.to_string_lossy(),
    })
}

/// Whether what was restored is as the backup has it, for people.
pub fn compared_text(dataset: &str, target: &Path, differing: u64) -> String {
    let target = shown(&target.to_string_lossy());
    match differing {
        0 => format!("{}: {target} is as it was backed up", shown(dataset)),
        many => format!("{}: {many} entries of {target} are not as they were backed up", shown(dataset)),
    }
}

/// Whether what was restored is as the backup has it, for programs.
pub fn compared_json(dataset: &str, target: &Path, differing: u64) -> Value {
    json!({
        "message_type": "recovery_comparison",
        "dataset": dataset,
        "target": target.to_string_lossy(),
        "differing": differing,
    })
}

/// Whom to call, for people.
pub fn contact_text(contact: &Contact) -> String {
    let all = [&contact.name, &contact.role, &contact.phone, &contact.email];
    let said: Vec<_> = all.into_iter().flatten().map(|text| printable(text)).collect();
    format!("call {}", said.join(", "))
}

/// Whom to call, for programs.
pub fn contact_json(contact: &Contact) -> Value {
    let Contact { name, role, email, phone } = contact;
    json!({ "message_type": "recovery_contact", "name": name, "role": role, "email": email, "phone": phone })
}

/// What it came to, for people.
pub fn summary_text(journal: &Path, exit_code: u8, seconds: f64) -> String {
    let outcome =
        if exit_code == 0 { "all that was verified is good" } else { "part of the backup is damaged" };
    format!("Recovered:  in {}; {outcome}\nJournal:    {}", spent(seconds), shown(&journal.to_string_lossy()))
}

/// What it came to, for programs.
pub fn summary_json(disaster: &str, journal: &Path, exit_code: u8, seconds: f64) -> Value {
    json!({
        "message_type": "recovery_summary",
        "disaster": disaster,
        "exit_code": exit_code,
        "seconds": seconds,
        "journal": journal.to_string_lossy(),
    })
}
