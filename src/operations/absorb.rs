//! Absorbing: the smallest piece of maintenance. What ended sessions said moves into the index and the catalogue, so
//! that a view has few sessions to read. Safe beside everything, any number at once; see docs/protocol.md, M1 to M4.

use std::collections::HashSet;

use crate::model::id::SessionId;
use crate::model::time::Clock;
use crate::repository::root::{self, CommitMode, Root, SegmentRef};
use crate::repository::segment::{self, CatalogRow, CatalogSegment, IndexSegment, IndexedPack, Segment};
use crate::repository::session::{self, End};
use crate::repository::view::{SeenSession, View};
use crate::repository::{Error, Repository, Result, layout};
use crate::storage::ErrorKind;

/// Once there are this many segments of one kind, the small ones among them become one.
const MAX_SEGMENTS: usize = 8;
/// What counts as small, in bytes.
const SMALL: u64 = 16 << 20;
/// Roots of others that may come first before giving up.
const TRIES: u32 = 5;

/// How many sessions of a view have ended and wait to be absorbed.
pub fn waiting(view: &View) -> usize {
    view.sessions.values().filter(|session| session.opened && session.end.is_some()).count()
}

/// Whether a root is worth making where nothing has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Floor {
    /// Only for sessions to absorb.
    WhenNeeded,
    /// Always: sessions named after an older root are to be retired.
    Raise,
}

/// Absorbs every ended session; how many there were. Gives way if others commit roots all the time.
pub async fn absorb(repository: &Repository, clock: &dyn Clock, floor: Floor) -> Result<usize> {
    let (storage, keys) = (repository.storage(), repository.keys());
    if !keys.role().may_maintain() {
        return Err(Error::Role { role: keys.role(), action: "absorb sessions" });
    }
    for _ in 0..TRIES {
        // Begins with the newest root and lists the sessions after it, as M1 and M2 ask.
        let view = repository.view().await?;
        let absorbed = Absorbed::collect(repository, &view).await?;
        if absorbed.sessions == 0 && floor == Floor::WhenNeeded {
            return Ok(0);
        }
        let before = &view.root.root;
        let open_below = view
            .sessions
            .iter()
            .filter(|(sid, session)| session.opened && sid.root < before.number)
            .filter(|(sid, session)| !has_ended(session, before.mode) || absorbed.incomplete.contains(sid))
            .map(|(sid, _)| *sid)
            .collect();
        let next = Root {
            number: before.number + 1,
            previous: Some(view.root.digest),
            made: clock.now(),
            index: add_segment(repository, &before.index, absorbed.index).await?,
            catalog: add_segment(repository, &before.catalog, absorbed.catalog).await?,
            floor: before.number,
            open_below,
            ..before.clone()
        };
        if root::commit(storage, keys, &next).await?.is_some() {
            return Ok(absorbed.sessions);
        }
    }
    match floor {
        Floor::WhenNeeded => Ok(0),
        Floor::Raise => Err(Error::Contended { object: "a root".to_owned(), tries: TRIES }),
    }
}

fn has_ended(session: &SeenSession, mode: CommitMode) -> bool {
    session.end.is_some() || session.fence && mode == CommitMode::SingleMaintainer
}

/// What ended sessions said.
#[derive(Debug, Default)]
struct Absorbed {
    sessions: usize,
    /// Sessions with a lost or damaged delta: they stay as they are, for verify to find.
    incomplete: HashSet<SessionId>,
    index: IndexSegment,
    catalog: CatalogSegment,
}

impl Absorbed {
    async fn collect(repository: &Repository, view: &View) -> Result<Self> {
        let mut absorbed = Self::default();
        let known = known_sessions(repository, view).await?;
        for (sid, session) in view.sessions.iter().filter(|(_, session)| session.opened) {
            let Some(end) = &session.end else { continue };
            let numbers = match &end.value {
                // The commit names its deltas, whether or not the listing showed them.
                End::Commit(commit) => (0..commit.deltas.len() as u32).collect(),
                End::Fence { .. } => listed_deltas(repository, sid).await?,
            };
            let mut packs = Vec::new();
            let mut complete = true;
            for number in numbers {
                complete &= delta(repository, view, sid, number, &mut packs).await?;
            }
            if !complete {
                absorbed.incomplete.insert(*sid);
                continue;
            }
            absorbed.sessions += 1;
            absorbed.index.packs.extend(packs);
            let committed = match &end.value {
                // Beside a fence too: an end that is there when maintenance looks has won.
                End::Commit(commit) => commit.snapshot.clone(),
                End::Fence { .. } => None,
            };
            if let Some(snapshot) = committed.filter(|_| !known.contains(sid)) {
                let stored = session.modified;
                absorbed.catalog.rows.push(CatalogRow {
                    session: *sid,
                    signer: end.signer,
                    stored,
                    snapshot,
                });
            }
        }
        Ok(absorbed)
    }
}

/// Reads the packs of a delta. `false` if it is lost or damaged.
async fn delta(
    repository: &Repository,
    view: &View,
    sid: &SessionId,
    number: u32,
    packs: &mut Vec<IndexedPack>,
) -> Result<bool> {
    let bytes = match repository.storage().get(&layout::delta(sid, number)).await {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error.into()),
    };
    match session::read_delta(repository.keys(), &view.root.register, sid, number, &bytes) {
        Ok(said) => {
            let alive = said.value.packs.into_iter().filter(|pack| !view.is_dead(&pack.id));
            packs.extend(alive.map(|pack| IndexedPack { signer: said.signer, pack }));
            Ok(true)
        }
        Err(Error::Damage(_)) => Ok(false),
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

/// Sessions that the catalogue has: one that was absorbed stays listed until the floor passes it.
async fn known_sessions(repository: &Repository, view: &View) -> Result<HashSet<SessionId>> {
    let mut known = HashSet::new();
    for reference in &view.root.root.catalog {
        let segment: CatalogSegment =
            segment::load(repository.storage(), repository.keys(), reference).await?;
        known.extend(segment.rows.iter().map(|row| row.session));
    }
    Ok(known)
}

/// A kind of segment that can be joined with others.
trait Join: Segment + Default {
    fn join(&mut self, other: Self);
    fn is_empty(&self) -> bool;
}

impl Join for IndexSegment {
    fn join(&mut self, other: Self) {
        let known: HashSet<_> = self.packs.iter().map(|indexed| indexed.pack.id).collect();
        self.packs.extend(other.packs.into_iter().filter(|indexed| !known.contains(&indexed.pack.id)));
        self.packs.sort_by_key(|indexed| indexed.pack.id);
    }
    fn is_empty(&self) -> bool {
        self.packs.is_empty()
    }
}

impl Join for CatalogSegment {
    fn join(&mut self, other: Self) {
        let known: HashSet<_> = self.rows.iter().map(|row| row.session).collect();
        self.rows.extend(other.rows.into_iter().filter(|row| !known.contains(&row.session)));
        self.rows.sort_by_key(|row| row.session);
    }
    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Stores what is new as a segment, together with small older ones once there are many.
async fn add_segment<S: Join>(
    repository: &Repository,
    old: &[SegmentRef],
    new: S,
) -> Result<Vec<SegmentRef>> {
    if new.is_empty() {
        return Ok(old.to_vec());
    }
    let (storage, keys) = (repository.storage(), repository.keys());
    let (small, mut kept): (Vec<_>, Vec<_>) =
        old.iter().copied().partition(|segment| old.len() >= MAX_SEGMENTS && segment.size < SMALL);
    let mut joined = S::default();
    joined.join(new);
    for reference in &small {
        joined.join(segment::load(storage, keys, reference).await?);
    }
    kept.push(segment::store(storage, keys, &joined).await?);
    Ok(kept)
}
