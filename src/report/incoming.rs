//! Snapshots that came from elsewhere.

use serde_json::{Value, json};

use super::count;
use crate::model::quantity::bytes;
use crate::operations::incoming::Came;

/// How they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From another repository of ours.
    Copy,
    /// From another program's.
    Import,
}

impl Way {
    fn verb(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Import => "import",
        }
    }

    fn done(self) -> &'static str {
        match self {
            Self::Copy => "copied",
            Self::Import => "imported",
        }
    }

    /// A snapshot, for people.
    pub fn text(self, came: &Came, dry_run: bool) -> String {
        let (original, done) = (short(&came.original), self.done());
        match came.snapshot {
            Some(there) if came.was_there => format!("snapshot {original} is there as {}", there.short()),
            Some(there) => {
                format!("snapshot {original} is {done} as {}, {} added", there.short(), bytes(came.added))
            }
            None if dry_run => format!("snapshot {original} would be {done}"),
            None => format!("snapshot {original} is not {done}"),
        }
    }

    /// The end of it, for people.
    pub fn summary(self, came: u64, there: u64, dry_run: bool) -> String {
        let would = if dry_run { format!("would {}", self.verb()) } else { self.done().to_owned() };
        let there = if there > 0 { format!("; {there} were there") } else { String::new() };
        format!("{would} {}{there}", count(came, "snapshot", "snapshots"))
    }

    /// A snapshot, for programs.
    pub fn json(self, came: &Came, dry_run: bool) -> Value {
        json!({
            "message_type": format!("{}_snapshot", self.done()),
            "dry_run": dry_run,
            "original": came.original,
            "snapshot_id": came.snapshot.map(|id| id.to_string()),
            "was_there": came.was_there,
            "data_added_packed": came.added,
        })
    }

    /// The end of it, for programs.
    pub fn summary_json(self, came: u64, there: u64, dry_run: bool) -> Value {
        let mut summary = json!({ "message_type": "summary", "dry_run": dry_run });
        summary[self.done()] = came.into();
        summary["were_there"] = there.into();
        summary
    }
}

fn short(id: &str) -> &str {
    id.get(..8).unwrap_or(id)
}
