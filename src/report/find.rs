//! What was found, and where.

use serde_json::{Value, json};

use super::{listing, local_time};
use crate::filesystem::Escaped;
use crate::model::snapshot::Snapshot;
use crate::operations::find::{Fate, Hit};

/// For people: what other commands take as `SNAPSHOT:PATH`.
pub fn text(snapshot: &Snapshot, hit: &Hit, long: bool) -> String {
    let place = [snapshot.id().short().as_bytes(), b":", &hit.path].concat();
    if long { listing::long(&place, &hit.node) } else { Escaped(&place).to_string() }
}

/// For programs.
pub fn json(snapshot: &Snapshot, hit: &Hit) -> Value {
    let mut value = listing::json(&hit.path, &hit.node);
    value["message_type"] = "match".into();
    value["snapshot"] = snapshot.id().to_string().into();
    value
}

/// The last line for programs.
pub fn summary(hits: u64, snapshots: usize) -> Value {
    json!({ "message_type": "summary", "hits": hits, "snapshots": snapshots })
}

/// The snapshot in which a path is whole, for people.
pub fn whole_text(snapshot: &Snapshot, path: &[u8]) -> String {
    format!("{}:{} as of {}", snapshot.id().short(), Escaped(path), local_time(snapshot.head.started))
}

/// How a path fares in a snapshot, for programs.
pub fn fate_json(snapshot: &Snapshot, path: &[u8], fate: &Fate) -> Value {
    let (word, problem) = match fate {
        Fate::Absent => ("absent", None),
        Fate::Damaged(damage) => ("damaged", Some(damage.to_string())),
        Fate::Whole(_) => ("good", None),
    };
    json!({
        "message_type": "last_good",
        "snapshot": snapshot.id().to_string(),
        "time": snapshot.head.started.to_rfc3339(),
        "path": String::from_utf8_lossy(path),
        "state": word,
        "problem": problem,
    })
}
