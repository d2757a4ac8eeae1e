//! What the ended sessions of a view have said.

use std::collections::HashSet;

use crate::model::id::SessionId;
use crate::repository::root::SegmentRef;
use crate::repository::segment::{CatalogRow, IndexedPack, RecordRow};
use crate::repository::session::{self, End, NOTHING_SAID};
use crate::repository::view::{SeenSession, View};
use crate::repository::{Error, Repository, Result, layout};
use crate::storage::ErrorKind;

use super::has_ended;
use super::segments::{PackSegments, Rows};

/// What ended sessions said.
#[derive(Debug, Default)]
pub struct Absorbed {
    /// Which there were.
    pub sessions: Vec<SessionId>,
    /// Sessions with a lost or damaged delta: they stay as they are, for verify to find.
    pub incomplete: HashSet<SessionId>,
    /// Their packs.
    pub packs: Vec<IndexedPack>,
    /// Segments of the index with more of their packs, stored already for the root after the view's: what a long session
    /// said is never held in memory as a whole. If that root is not made, they are waste, and their names tell.
    pub segments: Vec<SegmentRef>,
    /// Their snapshots and records.
    pub rows: Rows,
}

impl Absorbed {
    /// Reads what every ended session of the view says.
    pub async fn collect(repository: &Repository, view: &View) -> Result<Self> {
        let mut absorbed = Self::default();
        let mut segments = PackSegments::new(repository, view.root.root.number + 1);
        for (sid, session) in view.sessions.iter().filter(|(_, session)| session.opened) {
            absorbed.take(repository, view, sid, session, &mut segments).await?;
        }
        let (segments, packs) = segments.end();
        Ok(Self { packs, segments, ..absorbed })
    }

    async fn take(
        &mut self,
        repository: &Repository,
        view: &View,
        sid: &SessionId,
        session: &SeenSession,
        segments: &mut PackSegments<'_>,
    ) -> Result<()> {
        let end = match &session.end {
            Some(end) => end,
            None if has_ended(session, view.root.root.mode) => &NOTHING_SAID,
            None => return Ok(()),
        };
        let numbers = match &end.value {
            // The commit names its deltas, whether or not the listing showed them.
            End::Commit(commit) => (0..commit.deltas.len() as u32).collect(),
            End::Fence { .. } => listed_deltas(repository, sid).await?,
        };
        // Not among those of others before it is known to be complete.
        let mut own = segments.beside();
        for number in numbers {
            let Some(packs) = delta(repository, view, sid, number).await? else {
                self.incomplete.insert(*sid);
                return Ok(());
            };
            for pack in packs {
                own.push(pack).await?;
            }
        }
        segments.take(own).await?;
        self.sessions.push(*sid);
        // Beside a fence too: an end that is there when maintenance looks has won.
        let End::Commit(commit) = &end.value else { return Ok(()) };
        let (session, signer, stored) = (*sid, end.signer, session.modified);
        self.rows.snapshots.extend(commit.snapshot.iter().map(|snapshot| CatalogRow {
            session,
            signer,
            stored,
            head: snapshot.head.clone(),
            tree_at: snapshot.tree_at,
            body: Some(snapshot.body.clone()),
        }));
        let said = commit.records.iter().cloned();
        self.rows.records.extend(said.map(|said| RecordRow { session, signer, stored, said }));
        Ok(())
    }
}

/// Reads the packs of a delta. Nothing if it is lost or damaged.
async fn delta(
    repository: &Repository,
    view: &View,
    sid: &SessionId,
    number: u32,
) -> Result<Option<Vec<IndexedPack>>> {
    let bytes = match repository.storage().get(&layout::delta(sid, number)).await {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    match session::read_delta(repository.keys(), &view.root.register, sid, number, &bytes) {
        Ok(said) => {
            let alive = said.value.packs.into_iter().filter(|pack| !view.is_dead(&pack.id));
            Ok(Some(alive.map(|pack| IndexedPack { signer: said.signer, pack }).collect()))
        }
        Err(Error::Damage(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Deltas of a fenced session, listed after the fence was seen: others may have reused what they name.
async fn listed_deltas(repository: &Repository, sid: &SessionId) -> Result<Vec<u32>> {
    let listing = repository.storage().list(&layout::session(sid), None, None).await?;
    let objects = listing.entries.iter().filter_map(|entry| layout::parse_session(&entry.key));
    Ok(objects
        .filter_map(|(_, object)| match object {
            layout::SessionObject::Delta(number) => Some(number),
            _ => None,
        })
        .collect())
}
