//! Absorbing: the smallest piece of maintenance. What ended sessions said moves into the index and the catalogue, so
//! that a view has few sessions to read. Safe beside everything, any number at once; see docs/protocol.md, M1 to M4.

mod collect;
pub mod segments;

use std::collections::BTreeSet;

use crate::model::record::Record;
use crate::model::time::{Clock, Timestamp};
use crate::repository::root::{self, Broken, CommitMode, Root};
use crate::repository::view::{SeenSession, View};
use crate::repository::{Error, Repository, Result};

pub use collect::Absorbed;

/// Roots of others that may come first before giving up.
const TRIES: u32 = 5;

/// How many sessions of a view have ended and wait to be absorbed.
pub fn waiting(view: &View) -> usize {
    view.sessions.values().filter(|session| session.opened && session.end.is_some()).count()
}

/// Above this many ended sessions beside the root, whoever may absorbs them after a session of its own: every view reads
/// them one by one.
const MANY: usize = 24;

/// Absorbs if many sessions wait and this key may. What was committed is safe either way; the next one tries again.
pub async fn when_many(repository: &Repository, clock: &dyn Clock, waiting: usize, mode: CommitMode) {
    let may = mode == CommitMode::Conditional && repository.keys().role().may_maintain();
    if waiting > MANY
        && may
        && let Err(error) = absorb(repository, clock, Floor::WhenNeeded).await
    {
        tracing::warn!("sessions could not be absorbed: {error}");
    }
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
        if absorbed.sessions.is_empty() && floor == Floor::WhenNeeded {
            return Ok(0);
        }
        let count = absorbed.sessions.len();
        let next = next_root(repository, &view, absorbed, clock.now()).await?;
        if root::commit(storage, keys, &next).await?.is_some() {
            return Ok(count);
        }
    }
    match floor {
        Floor::WhenNeeded => Ok(0),
        Floor::Raise => Err(Error::Contended { object: "a root".to_owned(), tries: TRIES }),
    }
}

/// The root that takes up what was absorbed, and leaves everything else as it is. The view must have been taken by the
/// caller's own LIST, for the floor rises to its root.
pub async fn next_root(
    repository: &Repository,
    view: &View,
    absorbed: Absorbed,
    now: Timestamp,
) -> Result<Root> {
    let before = &view.root.root;
    let (made, floor) = (before.number + 1, before.number);
    let taken = before.taken.iter().chain(&absorbed.sessions).copied();
    let taken = taken.filter(|sid| sid.root >= floor).collect();
    let open_below = view
        .sessions
        .iter()
        .filter(|(sid, session)| session.opened && sid.root < before.number)
        .filter(|(sid, session)| !has_ended(session, before.mode) || absorbed.incomplete.contains(sid))
        .map(|(sid, _)| *sid)
        .collect();
    let broken = broken(before, &absorbed, made);
    let mut index = segments::add_packs(repository, made, &before.index, absorbed.packs).await?;
    index.extend(absorbed.segments);
    Ok(Root {
        number: made,
        previous: Some(view.root.digest),
        made: now,
        broken,
        index,
        catalog: segments::add_rows(repository, made, &before.catalog, absorbed.rows).await?,
        floor,
        taken,
        open_below,
        ..before.clone()
    })
}

/// Whether a session is over.
pub fn has_ended(session: &SeenSession, mode: CommitMode) -> bool {
    session.end.is_some() || session.fence && mode == CommitMode::SingleMaintainer
}

/// Packs known to be damaged, with what verifications have said since.
fn broken(before: &Root, absorbed: &Absorbed, made: u64) -> Option<Broken> {
    let mut broken = before.broken.clone().unwrap_or_default();
    let mut packs: BTreeSet<_> = broken.packs.iter().copied().collect();
    for row in &absorbed.rows.records {
        if let Ok(Record::Verified(said)) = row.said.record() {
            for pack in &said.whole {
                packs.remove(pack);
            }
            for pack in said.broken {
                if packs.insert(pack) {
                    broken.since = made;
                }
            }
        }
    }
    broken.packs = packs.into_iter().collect();
    // The number stays after the last pack is gone: older states of sources may still name what it held.
    (broken != Broken::default()).then_some(broken)
}
