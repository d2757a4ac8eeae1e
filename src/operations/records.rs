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
        if let Err(error) = may_be_said(repository, &view, records).await {
            session.give_up(repository).await?;
            return Err(error);
        }
        let raw: Vec<_> = records.iter().map(RawRecord::from).collect();
        if session.commit(repository, None, raw, &view.root).await? == Outcome::Committed {
            return Ok(sid);
        }
        root = current_root(repository).await?;
    }
    Err(Error::Contended { object: "a session".to_owned(), tries: TRIES })
}

async fn may_be_said(repository: &Repository, view: &View, records: &[Record]) -> Result<()> {
    let kept: Vec<_> = records.iter().flat_map(kept).collect();
    if kept.is_empty() {
        return Ok(());
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
    Ok(())
}

/// Snapshots that a record wants to be kept.
fn kept(record: &Record) -> &[SessionId] {
    match record {
        Record::Hold(snapshots) => snapshots,
        Record::Unforget(undo) => &undo.snapshots,
        _ => &[],
    }
}
