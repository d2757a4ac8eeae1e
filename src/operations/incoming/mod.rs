//! Snapshots that come from elsewhere: their trees are read there, stored here as a backup stores them, and committed each
//! in a session of its own.

mod ahead;
mod assembly;

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::atomic::{AtomicBool, AtomicU64};

use tokio::runtime::Handle;

use super::absorb;
use super::backup::StoreOptions;
use super::backup::known::{Known, Trust};
use super::backup::pages::Pages;
use super::content::Part;
use super::select::Selected;
use super::session::{Outcome, SessionWriter};
use super::storing::Storing;
use super::successor::NewTree;
use super::tree::{PageAt, top};
use crate::model::id::{SessionId, SnapshotId};
use crate::model::snapshot::{SnapshotBody, SnapshotHead};
use crate::model::time::Clock;
use crate::repository::session::CommittedSnapshot;
use crate::repository::{Catalog, Error, Repository, Result, View};
pub use ahead::read_ahead;
pub use assembly::Step;
use assembly::{Assembly, store_parts};

/// Sessions ended by maintenance in a row before giving up.
const TRIES: u32 = 3;

/// How snapshots are taken in.
#[derive(Debug, Clone, Copy)]
pub struct IncomingOptions {
    /// Only say what would be taken in.
    pub dry_run: bool,
    /// How chunks are stored.
    pub store: StoreOptions,
    /// Threads that hash and compress.
    pub threads: usize,
}

/// Counters that anybody may look at meanwhile.
#[derive(Debug, Default)]
pub struct Progress {
    /// Snapshots done.
    pub snapshots: AtomicU64,
    /// Snapshots to be taken in.
    pub total_snapshots: AtomicU64,
    /// Bytes read from the source.
    pub read: AtomicU64,
    /// Set to stop.
    pub interrupted: AtomicBool,
}

/// What came of one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// The snapshot in the source, in hexadecimal digits.
    pub original: String,
    /// What it is here, also if it came before. None where it was only tried.
    pub snapshot: Option<SnapshotId>,
    /// Whether it was there before.
    pub was_there: bool,
    /// Bytes of packs that it added.
    pub added: u64,
}

/// A snapshot of the target that came from elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct There {
    /// The session that made it.
    pub session: SessionId,
    /// The first page of its tree.
    pub tree: Option<PageAt>,
    /// Bytes of packs that it added.
    pub added: u64,
}

impl There {
    /// Those of these snapshots that came from elsewhere, by what they are there.
    pub fn by<K: Hash + Eq>(all: &[Selected], identity: impl Fn(&Selected) -> Option<K>) -> HashMap<K, Self> {
        let there = |one: &Selected| {
            let head = &one.snapshot.head;
            Self { session: one.snapshot.session, tree: top(one), added: head.new_bytes }
        };
        all.iter().filter_map(|one| Some((identity(one)?, there(one)))).collect()
    }
}

/// Takes steps, and what was read for them.
pub type Take<'a> = dyn FnMut(Vec<Step>, Vec<Part>) -> Result<()> + 'a;

/// A snapshot to be taken in.
pub trait Origin {
    /// Gives its tree to `take`, in order. Of the snapshot that it builds on it may name extents and directories, if that
    /// is allowed.
    fn read(&self, may_build_on: bool, take: &mut Take<'_>) -> Result<()>;

    /// What it says of itself.
    fn described(
        &self,
        parent: Option<SessionId>,
        session: &SessionWriter,
        tree: NewTree,
    ) -> (SnapshotHead, SnapshotBody);
}

/// Where snapshots are taken in.
#[derive(Clone, Copy)]
pub struct Incoming<'a> {
    /// The repository.
    pub repository: &'a Repository,
    /// Where storage calls run.
    pub handle: &'a Handle,
    /// How.
    pub options: &'a IncomingOptions,
    /// The time.
    pub clock: &'a dyn Clock,
}

impl std::fmt::Debug for Incoming<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Incoming").field("options", &self.options).finish_non_exhaustive()
    }
}

impl Incoming<'_> {
    /// Whether the key may take snapshots in: what it commits counts, and it reads names, without which nobody knows what
    /// is there already.
    pub fn check_role(&self, action: &'static str) -> Result<()> {
        let role = self.repository.keys().role();
        if role.may_back_up() && role.reads_metadata() { Ok(()) } else { Err(Error::Role { role, action }) }
    }

    /// Takes a snapshot in that builds on another of this repository.
    pub fn take(&self, origin: &dyn Origin, base: Option<&SessionId>) -> Result<There> {
        for _ in 0..TRIES {
            if let Some(there) = self.attempt(origin, base)? {
                return Ok(there);
            }
        }
        Err(Error::Contended { object: "a session".to_owned(), tries: TRIES })
    }

    /// One attempt, in one session. `None` if maintenance has ended the session.
    fn attempt(&self, origin: &dyn Origin, base: Option<&SessionId>) -> Result<Option<There>> {
        let Self { repository, handle, options, clock } = *self;
        let (mut session, view) = handle.block_on(SessionWriter::open_seen(repository, clock.now()))?;
        let catalog = handle.block_on(Catalog::load(repository, &view))?;
        let base = base.filter(|base| may_build_on(&view, &catalog, base));
        let sid = session.id();
        let known = Known::new(repository, handle.clone(), Trust::Cache, sid);
        let storing = Storing { repository, handle, options: options.store, threads: options.threads };
        let tree = storing.run(&mut session, &known, |store, blocks| {
            let pages = Pages::new(store, &known, blocks)?;
            let mut assembly = Assembly::new(repository.keys(), pages);
            origin.read(base.is_some(), &mut |steps, parts| {
                let extents = store_parts(store, blocks, repository.keys(), &parts)?;
                assembly.take(steps, extents)
            })?;
            assembly.finish()
        });
        let tree = match tree {
            Ok(tree) => tree,
            Err(error) => {
                // What is durable stays for the next attempt to find.
                let _ = handle.block_on(session.commit(repository, None, Vec::new(), &view.root));
                return Err(error);
            }
        };
        let hint = tree.first.map(|page| known.locate(&page.index_key())).transpose()?.flatten();
        let (head, body) = origin.described(base.copied(), &session, tree);
        let there =
            There { session: sid, tree: tree.first.map(|id| PageAt { id, hint }), added: head.new_bytes };
        let committed = CommittedSnapshot::seal(repository.keys(), &sid, head, &body, hint)?;
        let outcome = handle.block_on(session.commit(repository, Some(committed), Vec::new(), &view.root))?;
        let (waiting, mode) = (absorb::waiting(&view), view.root.root.mode);
        handle.block_on(absorb::when_many(repository, clock, waiting, mode));
        Ok((outcome == Outcome::Committed).then_some(there))
    }
}

/// Whether what a snapshot refers to is there to stay, and whole as far as anybody knows.
fn may_build_on(view: &View, catalog: &Catalog, session: &SessionId) -> bool {
    catalog.entry(session).is_some_and(|entry| !entry.is_forgotten()) && view.is_sound(session)
}
