//! Sessions that say something other than a snapshot: forget, hold, what a verification found.

use crate::model::id::SessionId;
use crate::model::record::{RawRecord, Record};
use crate::model::time::Clock;
use crate::repository::{Catalog, Error, Repository, Result, View};

use super::session::{Outcome, SessionWriter, current_root};

/// Sessions fenced in a row before giving up.
const TRIES: u32 = 5;

/// Says `records` in a session of their own; its id. What is being swept already can no longer be held or unforgotten.
pub async fn commit(repository: &Repository, clock: &dyn Clock, records: &[Record]) -> Result<SessionId> {
    commit_made(repository, clock, &|_| Ok(records.to_vec())).await
}

/// Makes the records of a session, of which they may hold something that is bound to its id.
pub type Make<'a> = dyn Fn(&SessionId) -> Result<Vec<Record>> + Sync + 'a;

/// As `commit`, with records made for the session that says them.
pub async fn commit_made(repository: &Repository, clock: &dyn Clock, make: &Make<'_>) -> Result<SessionId> {
    let role = repository.keys().role();
    if !role.may_maintain() {
        return Err(Error::Role { role, action: "say anything about snapshots" });
    }
    let mut root = current_root(repository).await?;
    for _ in 0..TRIES {
        let session = SessionWriter::open(repository, &root, None, clock.now()).await?;
        let sid = session.id();
        // Only now: what is marked from here on waits for this session.
        let view = repository.view().await?;
        if sid.root != view.root.root.number {
            session.give_up(repository).await?;
            root = view.root;
            continue;
        }
        let raw = match to_say(repository, &view, make(&sid)).await {
            Ok(raw) => raw,
            Err(error) => {
                session.give_up(repository).await?;
                return Err(error);
            }
        };
        if session.commit(repository, None, raw, &view.root).await? == Outcome::Committed {
            return Ok(sid);
        }
        root = current_root(repository).await?;
    }
    Err(Error::Contended { object: "a session".to_owned(), tries: TRIES })
}

/// The records as they are stored, unless one of them comes too late.
async fn to_say(
    repository: &Repository,
    view: &View,
    records: Result<Vec<Record>>,
) -> Result<Vec<RawRecord>> {
    let records = records?;
    let raw = records.iter().map(RawRecord::from).collect();
    let kept: Vec<_> = records.iter().flat_map(kept).collect();
    if kept.is_empty() {
        return Ok(raw);
    }
    let catalog = Catalog::load(repository, view).await?;
    for sid in kept {
        if view.is_forgotten(sid) {
            return Err(Error::BeingSwept { snapshot: sid.random });
        }
        if catalog.entry(sid).is_none() {
            return Err(Error::NoSnapshot { snapshot: sid.random });
        }
    }
    Ok(raw)
}

/// Snapshots that have to be there for a record to mean anything.
fn kept(record: &Record) -> &[SessionId] {
    match record {
        Record::Hold(snapshots) => snapshots,
        Record::Unforget(undo) => &undo.snapshots,
        Record::Tag(tagging) => &tagging.snapshots,
        _ => &[],
    }
}
