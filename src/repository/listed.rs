//! The snapshots that this host has listed last, for whoever types their names: what a shell completes without a key. A
//! hint and nothing else: nothing is believed because it stands here.

use std::fs;
use std::path::Path;

use minicbor::{Decode, Encode};

use super::cache::HostCache;
use crate::model::id::SnapshotId;
use crate::model::time::Timestamp;

/// A snapshot as people choose it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Listed {
    /// Its id.
    #[n(0)]
    pub id: SnapshotId,
    /// When it began.
    #[n(1)]
    pub started: Timestamp,
    /// Whose it is.
    #[n(2)]
    pub host: String,
    /// Its tags.
    #[n(3)]
    pub tags: Vec<String>,
}

/// More than anybody reads through.
const MOST: usize = 500;
/// The file in a repository's cache.
const NAME: &str = "listed";

/// Remembers the newest of snapshots that come oldest first. Where that fails, less is completed.
pub fn remember(cache: &HostCache, snapshots: &[Listed]) {
    let newest = snapshots.len().saturating_sub(MOST);
    cache.keep_hint(NAME, &minicbor::to_vec(&snapshots[newest..]).unwrap_or_default());
}

/// What is remembered of all repositories whose caches lie in a folder.
pub fn listed(caches: &Path) -> Vec<Listed> {
    let folders = fs::read_dir(caches).into_iter().flatten().flatten();
    let texts = folders.filter_map(|folder| fs::read(folder.path().join(NAME)).ok());
    texts.filter_map(|bytes| minicbor::decode::<Vec<Listed>>(&bytes).ok()).flatten().collect()
}
