//! Makes snapshots anew without the files of which something is lost. The originals stay, unless they are to be
//! forgotten in the same step.

use std::collections::HashSet;

use tokio::runtime::Handle;

use crate::model::id::{PackId, SessionId, SnapshotId};
use crate::model::snapshot::SnapshotKind;
use crate::model::time::Clock;
use crate::operations::backup::StoreOptions;
use crate::operations::successor::{NewTree, Successor, Take};
use crate::operations::verify::subset::Subset;
use crate::operations::verify::{self, Damaged, Level, Losses, Progress, VerifyOptions};
use crate::repository::catalog::CatalogEntry;
use crate::repository::{Error, Repository, Result};

use super::rewrite::{Rewritten, rewrite};

/// The tag of a snapshot that was made by a repair.
pub const TAG: &str = "repaired";

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
        let Self { repository, handle, clock, .. } = *self;
        let RepairSnapshotsOptions { store, forget, .. } = *self.options;
        let successor = Successor { repository, handle, clock, store, forget };
        let grow = |take: &mut Take<'_>| {
            let Rewritten { tree, totals, .. } = rewrite(self.damaged, self.losses, entry, take)?;
            Ok(NewTree { first: tree, totals })
        };
        let made = successor.make(entry, &self.unreliable(), &grow, &|snapshot| {
            snapshot.head.kind = SnapshotKind::Incremental;
            snapshot.head.parent = Some(entry.session);
            if !snapshot.body.tags.iter().any(|tag| tag == TAG) {
                snapshot.body.tags.push(TAG.to_owned());
            }
        })?;
        repaired.successor = Some(made);
        repaired.forgotten = forget;
        Ok(repaired)
    }

    /// Packs that must not be relied on.
    fn unreliable(&self) -> HashSet<PackId> {
        let broken = self.damaged.judge.broken.keys().copied();
        let wrong = self.damaged.judge.inventories.iter().flat_map(|inventory| &inventory.packs);
        broken.chain(wrong.filter(|(_, pack)| pack.is_wrong()).map(|(id, _)| *id)).collect()
    }
}
