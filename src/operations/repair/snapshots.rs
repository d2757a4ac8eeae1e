//! Makes snapshots anew without the files of which something is lost. The originals stay, unless they are to be
//! forgotten in the same step.

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use tokio::runtime::Handle;
use tokio::sync::mpsc;

use crate::model::id::{PackId, SessionId, SnapshotId};
use crate::model::record::{RawRecord, Record};
use crate::model::snapshot::{SnapshotBody, SnapshotHead, SnapshotKind};
use crate::model::time::Clock;
use crate::operations::backup::StoreOptions;
use crate::operations::backup::known::{Known, Trust};
use crate::operations::backup::pages::Pages;
use crate::operations::backup::store::Store;
use crate::operations::session::{Outcome, PROGRAM, SessionWriter};
use crate::operations::verify::subset::Subset;
use crate::operations::verify::{self, Damaged, Level, Losses, Progress, VerifyOptions};
use crate::repository::catalog::CatalogEntry;
use crate::repository::directory::PackKind;
use crate::repository::session::CommittedSnapshot;
use crate::repository::{Catalog, Error, Repository, Result};

use super::rewrite::{Rewritten, rewrite};

/// The tag of a snapshot that was made by a repair.
pub const TAG: &str = "repaired";
/// Sessions ended by maintenance in a row before giving up.
const TRIES: u32 = 3;

/// How to repair snapshots.
#[derive(Debug, Clone)]
pub struct RepairSnapshotsOptions {
    /// Only these, or else all that lost something.
    pub only: Option<Vec<SessionId>>,
    /// Forget each original in the step that makes its successor.
    pub forget: bool,
    /// Only say what would be done.
    pub dry_run: bool,
    /// How new pages are stored.
    pub store: StoreOptions,
    /// Threads that open and check.
    pub threads: usize,
    /// Requests under way at once.
    pub connections: usize,
}

/// A snapshot that lost something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The original.
    pub original: SnapshotId,
    /// The snapshot without what is lost. None where nothing would be left of it, or nothing is to be changed.
    pub successor: Option<SnapshotId>,
    /// Whether nothing is left of it.
    pub lost: bool,
    /// Whether the original is forgotten.
    pub forgotten: bool,
    /// Files that were dropped, and directories (with a slash at the end) that lost entries.
    pub dropped: Vec<Vec<u8>>,
}

/// Repairs snapshots. Blocks; storage calls run on `handle`.
pub fn run(
    repository: &Repository,
    handle: &Handle,
    options: &RepairSnapshotsOptions,
    clock: &dyn Clock,
    progress: &Progress,
) -> Result<Vec<Repaired>> {
    let role = repository.keys().role();
    if !role.may_back_up() || !role.reads_data() {
        return Err(Error::Role { role, action: "repair snapshots" });
    }
    let verify = VerifyOptions {
        level: Level::Trees,
        data: Subset::None,
        threads: options.threads,
        connections: options.connections,
    };
    let mut repaired = Vec::new();
    verify::when_damaged(repository, handle, verify, progress, &mut |damaged| {
        let losses = damaged.losses()?;
        let repair = Repair { repository, handle, options, clock, damaged, losses: &losses };
        for entry in &damaged.snapshots {
            let wanted = options.only.as_ref().is_none_or(|only| only.contains(&entry.session));
            if wanted && damaged.root(entry).is_some_and(|page| losses.has(page)) {
                repaired.push(repair.snapshot(entry)?);
            }
        }
        Ok(())
    })?;
    Ok(repaired)
}

struct Repair<'a> {
    repository: &'a Repository,
    handle: &'a Handle,
    options: &'a RepairSnapshotsOptions,
    clock: &'a dyn Clock,
    damaged: &'a Damaged<'a>,
    losses: &'a Losses,
}

impl Repair<'_> {
    fn snapshot(&self, entry: &CatalogEntry) -> Result<Repaired> {
        let mut repaired = Repaired {
            original: entry.session.random,
            successor: None,
            lost: false,
            forgotten: false,
            dropped: Vec::new(),
        };
        // First without storing anything: what is dropped, and whether anything is left.
        let rewritten = rewrite(self.damaged, self.losses, entry, &mut |_| Ok(()))?;
        repaired.lost = rewritten.tree.is_none();
        repaired.dropped = rewritten.dropped;
        if self.options.dry_run || repaired.lost {
            return Ok(repaired);
        }
        for _ in 0..TRIES {
            if let Some(successor) = self.attempt(entry)? {
                repaired.successor = Some(successor);
                repaired.forgotten = self.options.forget;
                return Ok(repaired);
            }
        }
        Err(Error::Contended { object: "a session".to_owned(), tries: TRIES })
    }

    /// Makes the successor in a session. `None` if maintenance has ended the session.
    fn attempt(&self, entry: &CatalogEntry) -> Result<Option<SnapshotId>> {
        let Self { repository, handle, clock, .. } = *self;
        let (mut session, view) = handle.block_on(async {
            loop {
                let root = repository.view().await?.root;
                let session = SessionWriter::open(repository, &root, None, clock.now()).await?;
                let view = repository.view().await?;
                if session.id().root == view.root.root.number {
                    return Ok::<_, Error>((session, view));
                }
                session.give_up(repository).await?;
            }
        })?;
        // The pages that the successor shares with the original stay only if the original is not being swept.
        let catalog = handle.block_on(Catalog::load(repository, &view))?;
        if catalog.entry(&entry.session).is_none() {
            handle.block_on(session.give_up(repository))?;
            return Err(Error::BeingSwept { snapshot: entry.session.random });
        }
        let sid = session.id();
        let known = Known::new(repository, handle.clone(), Trust::Cache, sid).without(self.unreliable());
        let rewritten = match self.store(&mut session, &known, entry) {
            Ok(rewritten) => rewritten,
            Err(error) => {
                let _ = handle.block_on(session.give_up(repository));
                return Err(error);
            }
        };
        let snapshot = self.successor(entry, &session, &known, &rewritten)?;
        let forget = self.options.forget.then(|| RawRecord::from(&Record::Forget(vec![entry.session])));
        let records = forget.into_iter().collect();
        let outcome = handle.block_on(session.commit(repository, Some(snapshot), records, &view.root))?;
        Ok((outcome == Outcome::Committed).then_some(sid.random))
    }

    /// Packs that must not be relied on.
    fn unreliable(&self) -> HashSet<PackId> {
        let broken = self.damaged.judge.broken.keys().copied();
        let wrong = self.damaged.judge.inventories.iter().flat_map(|inventory| &inventory.packs);
        broken.chain(wrong.filter(|(_, pack)| pack.is_wrong()).map(|(id, _)| *id)).collect()
    }

    /// Makes the tree anew and stores what of it is new.
    fn store(
        &self,
        session: &mut SessionWriter,
        known: &Known<'_>,
        entry: &CatalogEntry,
    ) -> Result<Rewritten> {
        let Self { repository, handle, .. } = *self;
        let (uploads, uploaded) = mpsc::unbounded_channel();
        let stopped = AtomicBool::new(false);
        let (storage, keys) = (repository.shared_storage(), repository.keys().clone());
        let sid = session.id();
        let store =
            Store::new(storage, keys, handle.clone(), self.options.store, known, sid, &stopped, uploads);
        let none = [Mutex::new(store.block(PackKind::Data)?)];
        thread::scope(|scope| {
            let follow = scope.spawn(|| {
                let durable = |pack: &_| known.stored(pack);
                let failed = || stopped.store(true, Ordering::Relaxed);
                handle.block_on(session.follow(repository, uploaded, &durable, &failed))
            });
            let mut pages = Pages::new(&store, known, &none);
            let rewritten = pages.as_mut().map_err(|_| Error::Stopped).and_then(|pages| {
                let rewritten = rewrite(self.damaged, self.losses, entry, &mut |page| pages.add(page))?;
                pages.settle()?;
                store.finish()?;
                Ok(rewritten)
            });
            store.close();
            let followed = follow.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            match rewritten {
                Err(Error::Stopped) => followed.and(Err(Error::Stopped)),
                rewritten => rewritten.and_then(|rewritten| followed.map(|()| rewritten)),
            }
        })
    }

    fn successor(
        &self,
        entry: &CatalogEntry,
        session: &SessionWriter,
        known: &Known<'_>,
        rewritten: &Rewritten,
    ) -> Result<CommittedSnapshot> {
        let keys = self.repository.keys();
        let original = entry.open(keys)?;
        let (new_packs, new_bytes) = session.stored();
        let head = SnapshotHead {
            kind: SnapshotKind::Incremental,
            parent: Some(entry.session),
            finished: self.clock.now(),
            tree: rewritten.tree,
            new_packs,
            new_bytes,
            ..original.head
        };
        let mut body = SnapshotBody { program: PROGRAM.to_owned(), ..original.body };
        body.summary.totals = rewritten.totals;
        if !body.tags.iter().any(|tag| tag == TAG) {
            body.tags.push(TAG.to_owned());
        }
        let tree_at = match rewritten.tree {
            Some(tree) => known.locate(&tree.index_key())?,
            None => None,
        };
        CommittedSnapshot::seal(keys, &session.id(), head, &body, tree_at)
    }
}
