//! The catalogue: every snapshot that counts, from the root's segments and the sessions beside them.

use crate::model::id::SessionId;
use crate::model::snapshot::{Snapshot, SnapshotHead};
use crate::model::time::Timestamp;
use crate::storage::Storage;

use super::directory::Location;
use super::error::{Damage, Error, Result};
use super::hints::PlainLocation;
use super::keys::Keys;
use super::segment::{self, CatalogSegment};
use super::session::CommittedSnapshot;
use super::view::View;

/// One snapshot of the catalogue, its private part still sealed.
#[derive(Debug, Clone)]
pub struct CatalogEntry {
    /// The session that committed it.
    pub session: SessionId,
    /// As stored.
    pub snapshot: CommittedSnapshot,
    /// When the store received the commit.
    pub stored: Option<Timestamp>,
}

impl CatalogEntry {
    /// What every key can read.
    pub fn head(&self) -> &SnapshotHead {
        &self.snapshot.head
    }

    /// Opens the private part.
    pub fn open(&self, keys: &Keys) -> Result<Snapshot> {
        self.snapshot.open(keys, &self.session, self.stored)
    }

    /// Where the first page of the tree lay.
    pub fn tree_at(&self) -> Option<Location> {
        self.snapshot.tree_at.and_then(PlainLocation::location)
    }
}

/// Every snapshot of a view, oldest first, and what could not be read of the catalogue.
pub async fn entries(
    storage: &dyn Storage,
    keys: &Keys,
    view: &View,
) -> Result<(Vec<CatalogEntry>, Vec<Damage>)> {
    let (mut entries, mut findings) = (Vec::new(), Vec::new());
    for reference in &view.root.root.catalog {
        match segment::load::<CatalogSegment>(storage, keys, reference).await {
            Ok(segment) => entries.extend(segment.rows.into_iter().map(|row| CatalogEntry {
                session: row.session,
                snapshot: row.snapshot,
                stored: row.stored,
            })),
            Err(Error::Damage(damage)) => findings.push(damage),
            Err(error) => return Err(error),
        }
    }
    for (sid, session) in view.sessions.iter().filter(|(_, session)| session.opened) {
        // An absorbed session stays listed until the floor passes it.
        let absorbed = entries.iter().any(|entry: &CatalogEntry| entry.session == *sid);
        if let Some(snapshot) = session.snapshot().filter(|_| !absorbed) {
            entries.push(CatalogEntry {
                session: *sid,
                snapshot: snapshot.clone(),
                stored: session.modified,
            });
        }
    }
    entries.retain(|entry| !view.is_forgotten(&entry.session));
    entries.sort_by_key(|entry| (entry.head().started, entry.session));
    Ok((entries, findings))
}
