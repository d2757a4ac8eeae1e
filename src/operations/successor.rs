//! A snapshot made anew from another of the same repository, with another tree. Pages that both have are stored once.

use std::collections::HashSet;

use tokio::runtime::Handle;

use super::absorb;
use super::backup::StoreOptions;
use super::backup::known::{Known, Trust};
use super::backup::pages::Pages;
use super::session::{Outcome, PROGRAM, SessionWriter};
use super::storing::Storing;
use crate::model::id::{PackId, PageId, SnapshotId};
use crate::model::node::Totals;
use crate::model::record::{RawRecord, Record};
use crate::model::snapshot::Snapshot;
use crate::model::time::Clock;
use crate::repository::catalog::CatalogEntry;
use crate::repository::session::CommittedSnapshot;
use crate::repository::tree::page::NewPage;
use crate::repository::{Catalog, Error, Repository, Result};

/// Sessions ended by maintenance in a row before giving up.
const TRIES: u32 = 3;

/// A tree that was made anew.
#[derive(Debug, Clone, Copy, Default)]
pub struct NewTree {
    /// Its first page. None if nothing is left.
    pub first: Option<PageId>,
    /// What it holds.
    pub totals: Totals,
}

/// Takes the pages of a new tree.
pub type Take<'a> = dyn FnMut(NewPage) -> Result<()> + 'a;

/// Makes the pages of a new tree, each before the pages above it.
pub type Grow<'a> = dyn Fn(&mut Take<'_>) -> Result<NewTree> + 'a;

/// How successors are made.
#[derive(Clone, Copy)]
pub struct Successor<'a> {
    /// The repository.
    pub repository: &'a Repository,
    /// Where storage calls run.
    pub handle: &'a Handle,
    /// The time.
    pub clock: &'a dyn Clock,
    /// How new pages are stored.
    pub store: StoreOptions,
    /// Forget the original in the step that makes its successor.
    pub forget: bool,
}

impl std::fmt::Debug for Successor<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Successor")
            .field("store", &self.store)
            .field("forget", &self.forget)
            .finish_non_exhaustive()
    }
}

impl Successor<'_> {
    /// Makes the successor of a snapshot. Nothing in `unreliable` is relied on; `amend` changes what the original says
    /// of itself.
    pub fn make(
        &self,
        entry: &CatalogEntry,
        unreliable: &HashSet<PackId>,
        grow: &Grow<'_>,
        amend: &dyn Fn(&mut Snapshot),
    ) -> Result<SnapshotId> {
        for _ in 0..TRIES {
            if let Some(successor) = self.attempt(entry, unreliable, grow, amend)? {
                return Ok(successor);
            }
        }
        Err(Error::Contended { object: "a session".to_owned(), tries: TRIES })
    }

    /// One attempt, in one session. `None` if maintenance has ended the session.
    fn attempt(
        &self,
        entry: &CatalogEntry,
        unreliable: &HashSet<PackId>,
        grow: &Grow<'_>,
        amend: &dyn Fn(&mut Snapshot),
    ) -> Result<Option<SnapshotId>> {
        let Self { repository, handle, clock, store, forget } = *self;
        let (mut session, view) = handle.block_on(SessionWriter::open_seen(repository, clock.now()))?;
        // The pages that the successor shares with the original stay only if the original is not being swept.
        let catalog = handle.block_on(Catalog::load(repository, &view))?;
        if catalog.entry(&entry.session).is_none() {
            handle.block_on(session.give_up(repository))?;
            return Err(Error::BeingSwept { snapshot: entry.session.random });
        }
        let sid = session.id();
        let known = Known::new(repository, handle.clone(), Trust::Cache, sid).without(unreliable.clone());
        let storing = Storing { repository, handle, options: store, threads: 1 };
        let tree = storing.run(&mut session, &known, |store, blocks| {
            let mut pages = Pages::new(store, &known, blocks)?;
            let tree = grow(&mut |page| pages.add(page))?;
            pages.settle()?;
            Ok(tree)
        });
        let tree = match tree {
            Ok(tree) => tree,
            Err(error) => {
                let _ = handle.block_on(session.give_up(repository));
                return Err(error);
            }
        };
        let mut snapshot = entry.open(repository.keys())?;
        if !snapshot.body.is_made_of_another() {
            // What retention goes by: when the store received the original, whatever its host said.
            snapshot.head.finished = snapshot.stored.unwrap_or(snapshot.head.finished);
        }
        snapshot.body.original = Some(entry.session);
        // It holds something else than what was copied or imported.
        (snapshot.body.copied, snapshot.body.imported) = (None, None);
        PROGRAM.clone_into(&mut snapshot.body.program);
        amend(&mut snapshot);
        (snapshot.head.new_packs, snapshot.head.new_bytes) = session.stored();
        snapshot.head.tree = tree.first;
        snapshot.body.summary.totals = tree.totals;
        let tree_at = tree.first.map(|page| known.locate(&page.index_key())).transpose()?.flatten();
        let Snapshot { head, body, .. } = snapshot;
        let committed = CommittedSnapshot::seal(repository.keys(), &sid, head, &body, tree_at)?;
        let records = forget.then(|| RawRecord::from(&Record::Forget(vec![entry.session])));
        let records = records.into_iter().collect();
        let outcome = handle.block_on(session.commit(repository, Some(committed), records, &view.root))?;
        let (waiting, mode) = (absorb::waiting(&view), view.root.root.mode);
        handle.block_on(absorb::when_many(repository, clock, waiting, mode));
        Ok((outcome == Outcome::Committed).then_some(sid.random))
    }
}
