//! Snapshots, as restic describes them.

use serde::Deserialize;

use super::Id;
use super::tree::time;
use crate::model::time::Timestamp;

/// A snapshot.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Its name.
    pub id: Id,
    /// When the backup began.
    pub started: Timestamp,
    /// When it ended, where that is told.
    pub finished: Option<Timestamp>,
    /// The tree.
    pub tree: Id,
    /// The paths that were backed up, absolute.
    pub paths: Vec<String>,
    /// Name of the host.
    pub host: String,
    /// Name of the user.
    pub user: String,
    /// Number of the user.
    pub uid: u32,
    /// Group number of the user.
    pub gid: u32,
    /// Exclusions in force.
    pub excludes: Vec<String>,
    /// Labels.
    pub tags: Vec<String>,
    /// The snapshot that this one was first, before its tags were changed or something was taken out.
    pub original: Option<Id>,
}

#[derive(Deserialize)]
struct Stored {
    time: String,
    tree: Id,
    #[serde(default)]
    paths: Option<Vec<String>>,
    #[serde(default)]
    hostname: String,
    #[serde(default)]
    username: String,
    #[serde(default)]
    uid: u32,
    #[serde(default)]
    gid: u32,
    #[serde(default)]
    excludes: Option<Vec<String>>,
    #[serde(default)]
    tags: Option<Vec<String>>,
    #[serde(default)]
    original: Option<Id>,
    #[serde(default)]
    summary: Option<Summary>,
}

#[derive(Deserialize)]
struct Summary {
    backup_end: String,
}

impl Snapshot {
    /// Reads what is stored.
    pub fn parse(id: Id, text: &[u8]) -> Option<Self> {
        let stored: Stored = serde_json::from_slice(text).ok()?;
        Some(Self {
            id,
            started: time(&stored.time)?,
            finished: stored.summary.and_then(|summary| time(&summary.backup_end)),
            tree: stored.tree,
            paths: stored.paths.unwrap_or_default(),
            host: stored.hostname,
            user: stored.username,
            uid: stored.uid,
            gid: stored.gid,
            excludes: stored.excludes.unwrap_or_default(),
            tags: stored.tags.unwrap_or_default(),
            original: stored.original,
        })
    }
}
