//! Import: snapshots of restic into this repository. Every blob that is not known yet is read, checked, cut and stored as a
//! backup would have stored the file, so that the first backup of the same files finds most of them there. What did not
//! change since an earlier snapshot is taken from that, unread.

mod cut;
mod place;
mod plan;

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::Ordering;

use futures_util::{TryStreamExt, stream};
use tokio::runtime::Handle;

use super::backup;
use super::incoming::{Came, Incoming, IncomingOptions, Origin, Progress, Take, There, read_ahead};
use super::select;
use super::session::{PROGRAM, SessionWriter};
use super::successor::NewTree;
use crate::model::id::SessionId;
use crate::model::snapshot::{Imported, SnapshotBody, SnapshotHead, SnapshotKind, Summary};
use crate::model::time::Clock;
use crate::repository::reader::Reader;
use crate::repository::{self, Repository};
use crate::restic;
use cut::Cutter;
use plan::{Pair, Planner};

/// Why an import failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What is written failed.
    #[error(transparent)]
    Repository(#[from] repository::Error),
    /// What is read failed.
    #[error(transparent)]
    Restic(#[from] restic::Error),
}

/// Result of an import.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Both sides of an import.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'a> {
    /// Where from.
    pub source: &'a restic::Repository,
    /// Where to.
    pub target: &'a Repository,
    /// Where storage calls run.
    pub handle: &'a Handle,
}

/// Hears what comes of each snapshot.
pub trait Observer {
    /// One is done.
    fn came(&mut self, came: &Came);

    /// One is damaged, and left out.
    fn damaged(&mut self, snapshot: &restic::Snapshot, error: &restic::Error);
}

/// What stays the same of a snapshot when its tags are changed, and does not when something is taken out of it.
fn identity(snapshot: &restic::Snapshot) -> Imported {
    Imported { snapshot: snapshot.original.unwrap_or(snapshot.id).0, tree: snapshot.tree.0 }
}

/// Whether a snapshot is wanted.
pub type IsWanted<'a> = dyn Fn(&restic::Snapshot) -> bool + 'a;

/// Imports the snapshots that are wanted of all there are, the oldest first. Blocks; storage calls run on the handle.
pub fn run(
    sides: Sides<'_>,
    (all, wanted): (&[restic::Snapshot], &IsWanted<'_>),
    options: &IncomingOptions,
    clock: &dyn Clock,
    (progress, observer): (&Progress, &mut dyn Observer),
) -> Result<()> {
    let incoming = Incoming { repository: sides.target, handle: sides.handle, options, clock };
    incoming.check_role("import snapshots")?;
    let (there, _) = sides.handle.block_on(select::all(sides.target))?;
    let mut there = There::by(&there, |one| one.snapshot.body.imported);
    let wanted: Vec<_> = all.iter().filter(|one| wanted(one)).collect();
    progress.total_snapshots.store(wanted.len() as u64, Ordering::Relaxed);
    let target = Reader::new(sides.target);
    for snapshot in wanted {
        let mut came = Came { original: snapshot.id.to_string(), snapshot: None, was_there: false, added: 0 };
        if let Some(known) = there.get(&identity(snapshot)) {
            (came.snapshot, came.was_there) = (Some(known.session.random), true);
        } else if !options.dry_run {
            let before = before(snapshot, all, &there);
            let pair = before.map(|(here, there)| Pair { source: here.tree, target: there.tree });
            let failed = RefCell::new(None);
            let import = Import { sides, target: &target, snapshot, pair, progress, failed: &failed };
            match import.take(&incoming, before.map(|(_, there)| &there.session)) {
                Ok(made) => {
                    (came.snapshot, came.added) = (Some(made.session.random), made.added);
                    there.insert(identity(snapshot), made);
                }
                Err(Error::Restic(error @ restic::Error::Damage { .. })) => {
                    progress.snapshots.fetch_add(1, Ordering::Relaxed);
                    observer.damaged(snapshot, &error);
                    continue;
                }
                Err(error) => return Err(error),
            }
        }
        progress.snapshots.fetch_add(1, Ordering::Relaxed);
        observer.came(&came);
    }
    Ok(())
}

/// A snapshot that was imported before and is likely to have much in common with this one: the last before it of the same
/// host and paths, or else of the same host, or else any.
fn before<'a>(
    snapshot: &restic::Snapshot,
    all: &'a [restic::Snapshot],
    there: &'a HashMap<Imported, There>,
) -> Option<(&'a restic::Snapshot, &'a There)> {
    let pairs = all.iter().filter_map(|one| Some((one, there.get(&identity(one))?)));
    pairs.max_by_key(|(one, _)| {
        let same_host = one.host == snapshot.host;
        (same_host && one.paths == snapshot.paths, same_host, one.started <= snapshot.started, one.started)
    })
}

struct Import<'a> {
    sides: Sides<'a>,
    target: &'a Reader<'a>,
    snapshot: &'a restic::Snapshot,
    pair: Option<Pair>,
    progress: &'a Progress,
    /// Why restic's side failed, which the other side has no words for.
    failed: &'a RefCell<Option<restic::Error>>,
}

impl Import<'_> {
    fn take(&self, incoming: &Incoming<'_>, base: Option<&SessionId>) -> Result<There> {
        incoming.take(self, base).map_err(|error| match self.failed.take() {
            Some(failed) => failed.into(),
            None => error.into(),
        })
    }

    fn read_and_cut(&self, pair: Option<Pair>, take: &mut Take<'_>) -> Result<()> {
        let Sides { source, target, handle } = self.sides;
        let planner = handle.block_on(Planner::new(source, self.target, self.snapshot.tree, pair))?;
        let mut cutter = Cutter::new(target.keys());
        let batches = stream::try_unfold(planner, |mut planner| async move {
            Ok::<_, Error>(planner.next().await?.map(|batch| (batch, planner)))
        });
        let read = batches.map_ok(|batch| async move {
            let blobs = source.blobs(&batch.blobs).await?;
            Ok::<_, Error>((batch.items, blobs))
        });
        read_ahead(handle, read, self.progress, |(items, blobs)| {
            let bytes: usize = blobs.iter().map(Vec::len).sum();
            self.progress.read.fetch_add(bytes as u64, Ordering::Relaxed);
            let (steps, parts) = cutter.take(items, blobs);
            Ok(take(steps, parts)?)
        })
    }
}

impl Origin for Import<'_> {
    fn read(&self, may_build_on: bool, take: &mut Take<'_>) -> repository::Result<()> {
        let pair = self.pair.filter(|_| may_build_on);
        self.read_and_cut(pair, take).map_err(|error| match error {
            Error::Repository(error) => error,
            Error::Restic(error) => {
                *self.failed.borrow_mut() = Some(error);
                repository::Error::Stopped
            }
        })
    }

    fn described(
        &self,
        parent: Option<SessionId>,
        session: &SessionWriter,
        tree: NewTree,
    ) -> (SnapshotHead, SnapshotBody) {
        let restic::Snapshot { started, finished, paths, host, user, uid, gid, excludes, tags, .. } =
            self.snapshot.clone();
        let keys = self.sides.target.keys();
        let (new_packs, new_bytes) = session.stored();
        let head = SnapshotHead {
            // restic takes the content of each file as known or reads it: what it lists is whole, whatever came before.
            kind: SnapshotKind::Full,
            parent,
            started,
            finished: finished.unwrap_or(started).max(started),
            tree: tree.first,
            host_tag: keys.tag(&[host.as_bytes()]),
            series_tag: backup::series(keys, &host, &paths.iter().map(Into::into).collect::<Vec<_>>()),
            new_packs,
            new_bytes,
            unreadable: 0,
        };
        let base = self.sides.handle.block_on(place::base(self.sides.source, self.snapshot));
        let body = SnapshotBody {
            host,
            user,
            uid,
            gid,
            paths: paths.into_iter().map(|path| path.into_bytes().into()).collect(),
            base: base.map(Into::into),
            original: None,
            copied: None,
            tags,
            excludes,
            program: PROGRAM.to_owned(),
            summary: Summary { totals: tree.totals, data_added_packed: new_bytes, ..Summary::default() },
            dataset: None,
            judged: None,
            imported: Some(identity(self.snapshot)),
        };
        (head, body)
    }
}
