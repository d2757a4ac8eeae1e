//! The keys of a repository.

use serde_json::{Value, json};

use super::table::table;
use super::{local_time, shown};
use crate::model::id::SignerId;
use crate::model::role::Role;
use crate::repository::register::Entry;

/// Digits of a key's id that people read and type.
const SHORT: usize = 16;

/// The id of a key, whole.
pub fn id(entry: &Entry) -> String {
    entry.signer().map(|signer| signer.to_string()).unwrap_or_default()
}

/// The first digits of an id.
pub fn short(id: &str) -> &str {
    id.get(..SHORT).unwrap_or(id)
}

fn opens_with(entry: &Entry) -> &'static str {
    if entry.passphrase { "passphrase" } else { "key file" }
}

/// For people; the key in use has a star.
pub fn text(entries: &[Entry], own: SignerId, width: Option<usize>) -> String {
    let mut rows = vec![["", "ID", "Role", "Opens with", "Added", "State", "Label"].map(str::to_owned)];
    for entry in entries {
        rows.push([
            if entry.signer() == Some(own) { "*" } else { "" }.to_owned(),
            short(&id(entry)).to_owned(),
            entry.role.name().to_owned(),
            opens_with(entry).to_owned(),
            local_time(entry.created),
            if entry.revoked.is_some() { "removed" } else { "active" }.to_owned(),
            entry.label.as_deref().map(shown).unwrap_or_default(),
        ]);
    }
    table(&rows, &[], width).trim_end().to_owned()
}

/// One key for programs.
pub fn json(entry: &Entry, own: SignerId) -> Value {
    json!({
        "id": id(entry),
        "current": entry.signer() == Some(own),
        "role": entry.role.name(),
        "group": entry.group.to_string(),
        "label": entry.label,
        "opens_with": opens_with(entry),
        "created": entry.created.to_rfc3339(),
        "removed": entry.revoked.is_some(),
    })
}

/// What was done to a key, for programs.
pub fn change_json(action: &str, id: &str, role: Role) -> Value {
    json!({ "message_type": "key", "action": action, "id": id, "role": role.name() })
}
