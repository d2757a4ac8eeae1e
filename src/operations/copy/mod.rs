//! Copy: snapshots into another repository, under its keys. Every chunk that is not there yet is read, checked, and stored
//! as a backup stores it; what did not change since a snapshot that was copied before is taken from that copy, unread.
//!
//! Chunks stay as they were cut, since their edges are what makes the next copy find them again.

mod plan;
mod store;

use std::collections::HashMap;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use futures_util::{StreamExt, TryStreamExt, stream};
use tokio::runtime::Handle;

use super::absorb;
use super::backup::StoreOptions;
use super::backup::known::{Known, Trust};
use super::backup::pages::Pages;
use super::content::{AHEAD, Part};
use super::select::{self, Selected};
use super::session::{Outcome, SessionWriter};
use super::storing::Storing;
use super::successor::NewTree;
use super::tree::top;
use crate::model::id::{SessionId, SnapshotId};
use crate::model::snapshot::{Snapshot, SnapshotBody, SnapshotHead};
use crate::model::time::Clock;
use crate::repository::reader::Reader;
use crate::repository::session::CommittedSnapshot;
use crate::repository::{Catalog, Error, Repository, Result, View};
use plan::{Pair, Planner, Step};
use store::{Assembly, store_parts};

/// Sessions ended by maintenance in a row before giving up.
const TRIES: u32 = 3;
/// Batches that were read and wait to be stored.
const WAITING: usize = 1;

/// How to copy.
#[derive(Debug, Clone, Copy)]
pub struct CopyOptions {
    /// Only say what would be copied.
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
    /// Snapshots to be copied.
    pub total_snapshots: AtomicU64,
    /// Bytes read from the source.
    pub read: AtomicU64,
    /// Set to stop.
    pub interrupted: AtomicBool,
}

/// What came of one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The snapshot in the source.
    pub original: SnapshotId,
    /// Its copy, also one that was made before. None where it was only tried.
    pub copy: Option<SnapshotId>,
    /// Whether it was there before.
    pub was_there: bool,
    /// Bytes of packs that it added.
    pub added: u64,
}

/// Both sides of a copy.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'a> {
    /// Where from.
    pub source: &'a Repository,
    /// Where to.
    pub target: &'a Repository,
    /// Where storage calls run.
    pub handle: &'a Handle,
}

/// What stays the same of a snapshot wherever it is copied to.
fn identity(snapshot: &Snapshot) -> SessionId {
    snapshot.body.copied.unwrap_or(snapshot.session)
}

/// Whether the keys may read the one and write the other.
pub fn check_roles(sides: Sides<'_>) -> Result<()> {
    let role = sides.source.keys().role();
    if !role.reads_data() {
        return Err(Error::Role { role, action: "read what is to be copied" });
    }
    let role = sides.target.keys().role();
    // Whoever cannot read names there cannot know what is there already.
    if !role.may_back_up() || !role.reads_metadata() {
        return Err(Error::Role { role, action: "take copies" });
    }
    Ok(())
}

/// Whether a snapshot is wanted.
pub type IsWanted<'a> = dyn Fn(&Selected) -> bool + 'a;

/// Copies the snapshots of the source that are wanted, the oldest first. Blocks; storage calls run on the handle.
pub fn run(
    sides: Sides<'_>,
    (all, wanted): (&[Selected], &IsWanted<'_>),
    options: &CopyOptions,
    clock: &dyn Clock,
    (progress, tell): (&Progress, &mut dyn FnMut(&Copied)),
) -> Result<()> {
    check_roles(sides)?;
    let (there, _) = sides.handle.block_on(select::all(sides.target))?;
    let mut there: HashMap<_, _> = there.into_iter().map(|one| (identity(&one.snapshot), one)).collect();
    let wanted: Vec<_> = all.iter().filter(|one| wanted(one)).collect();
    progress.total_snapshots.store(wanted.len() as u64, Ordering::Relaxed);
    let (source, target) = (Reader::new(sides.source), Reader::new(sides.target));
    for selected in wanted {
        let (original, id) = (selected.snapshot.id(), identity(&selected.snapshot));
        let mut copied = Copied { original, copy: None, was_there: false, added: 0 };
        if let Some(copy) = there.get(&id) {
            (copied.copy, copied.was_there) = (Some(copy.snapshot.id()), true);
        } else if !options.dry_run {
            let copy = Copy { sides, source: &source, target: &target, options, clock, progress };
            let before = before(selected, all, &there);
            let session = copy.snapshot(selected, before)?;
            let (now, _) = sides.handle.block_on(select::all(sides.target))?;
            if let Some(made) = now.into_iter().find(|one| one.snapshot.session == session) {
                copied.added = made.snapshot.head.new_bytes;
                there.insert(id, made);
            }
            copied.copy = Some(session.random);
        }
        progress.snapshots.fetch_add(1, Ordering::Relaxed);
        tell(&copied);
    }
    Ok(())
}

/// A snapshot that was copied before and is likely to have much in common with this one, in both repositories: the last
/// before it of the same series, or else of the same host, or else any.
fn before<'a>(
    selected: &Selected,
    all: &'a [Selected],
    there: &'a HashMap<SessionId, Selected>,
) -> Option<(&'a Selected, &'a Selected)> {
    let pairs = all.iter().filter_map(|one| Some((one, there.get(&identity(&one.snapshot))?)));
    let head = &selected.snapshot.head;
    pairs.max_by_key(|(one, _)| {
        let (other, age) = (&one.snapshot.head, one.snapshot.head.started);
        (other.series_tag == head.series_tag, other.host_tag == head.host_tag, age <= head.started, age)
    })
}

struct Copy<'a> {
    sides: Sides<'a>,
    source: &'a Reader<'a>,
    target: &'a Reader<'a>,
    options: &'a CopyOptions,
    clock: &'a dyn Clock,
    progress: &'a Progress,
}

impl Copy<'_> {
    fn snapshot(&self, selected: &Selected, before: Option<(&Selected, &Selected)>) -> Result<SessionId> {
        for _ in 0..TRIES {
            if let Some(session) = self.attempt(selected, before)? {
                return Ok(session);
            }
        }
        Err(Error::Contended { object: "a session".to_owned(), tries: TRIES })
    }

    /// One attempt, in one session. `None` if maintenance has ended the session.
    fn attempt(
        &self,
        selected: &Selected,
        before: Option<(&Selected, &Selected)>,
    ) -> Result<Option<SessionId>> {
        let Sides { target: repository, handle, .. } = self.sides;
        let (mut session, view) = handle.block_on(SessionWriter::open_seen(repository, self.clock.now()))?;
        let catalog = handle.block_on(Catalog::load(repository, &view))?;
        let before = before.filter(|(_, there)| may_build_on(&view, &catalog, &there.snapshot.session));
        let sid = session.id();
        let known = Known::new(repository, handle.clone(), Trust::Cache, sid);
        let CopyOptions { store: options, threads, .. } = *self.options;
        let storing = Storing { repository, handle, options, threads };
        let pair = before.map(|(here, there)| Pair { source: top(here), target: top(there) });
        let tree = storing.run(&mut session, &known, |store, blocks| {
            let pages = Pages::new(store, &known, blocks)?;
            let mut assembly = Assembly::new(repository.keys(), pages);
            self.read(selected, pair, &mut |steps, parts| {
                let extents = store_parts(store, blocks, repository.keys(), &parts)?;
                assembly.take(steps, extents)
            })?;
            assembly.finish()
        });
        let tree = match tree {
            Ok(tree) => tree,
            Err(error) => {
                // What is durable stays for the next copy to find.
                let _ = handle.block_on(session.commit(repository, None, Vec::new(), &view.root));
                return Err(error);
            }
        };
        let tree_at = tree.first.map(|page| known.locate(&page.index_key())).transpose()?.flatten();
        let parent = before.map(|(_, there)| there.snapshot.session);
        let (head, body) = self.described(&selected.snapshot, parent, &session, tree);
        let committed = CommittedSnapshot::seal(repository.keys(), &sid, head, &body, tree_at)?;
        let outcome = handle.block_on(session.commit(repository, Some(committed), Vec::new(), &view.root))?;
        let (waiting, mode) = (absorb::waiting(&view), view.root.root.mode);
        handle.block_on(absorb::when_many(repository, self.clock, waiting, mode));
        Ok((outcome == Outcome::Committed).then_some(sid))
    }

    /// Reads the tree, a few batches ahead, and gives it to `take` in order.
    fn read(
        &self,
        selected: &Selected,
        before: Option<Pair>,
        take: &mut dyn FnMut(Vec<Step>, Vec<Part>) -> Result<()>,
    ) -> Result<()> {
        let planner = Planner::new(self.source, self.target, top(selected), before);
        let (send, receive) = crossbeam_channel::bounded(WAITING);
        thread::scope(|scope| {
            let reading = scope.spawn(move || {
                self.sides.handle.block_on(async {
                    let batches = stream::try_unfold(planner, |mut planner| async move {
                        Ok::<_, Error>(planner.next().await?.map(|batch| (batch, planner)))
                    });
                    let read = batches.map_ok(|batch| async move {
                        let parts = batch.piece.read(self.source).await?;
                        Ok::<_, Error>((batch.steps, parts))
                    });
                    let mut read = pin!(read.try_buffered(AHEAD));
                    while let Some(batch) = read.next().await.transpose()? {
                        if send.send(batch).is_err() {
                            break;
                        }
                    }
                    Ok::<_, Error>(())
                })
            });
            let taken = receive.iter().try_for_each(|(steps, parts)| {
                if self.progress.interrupted.load(Ordering::Relaxed) {
                    return Err(Error::Stopped);
                }
                let bytes: u64 = parts.iter().map(length).sum();
                self.progress.read.fetch_add(bytes, Ordering::Relaxed);
                take(steps, parts)
            });
            drop(receive);
            let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            taken.and(read)
        })
    }

    /// What the copy says of itself: what the original does, in the words of the other repository.
    fn described(
        &self,
        original: &Snapshot,
        parent: Option<SessionId>,
        session: &SessionWriter,
        tree: NewTree,
    ) -> (SnapshotHead, SnapshotBody) {
        let Snapshot { head, body, stored, .. } = original.clone();
        let keys = self.sides.target.keys();
        let mut series: Vec<&[u8]> = vec![body.host.as_bytes()];
        series.extend(body.paths.iter().map(|path| path.as_slice()));
        let (new_packs, new_bytes) = session.stored();
        // What retention goes by: when the source's store received it.
        let as_old = body.original.is_none() && body.copied.is_none();
        let finished = stored.filter(|_| as_old).unwrap_or(head.finished);
        let head = SnapshotHead {
            parent,
            finished,
            tree: tree.first,
            host_tag: keys.tag(&[body.host.as_bytes()]),
            series_tag: keys.tag(&series),
            new_packs,
            new_bytes,
            ..head
        };
        (head, SnapshotBody { copied: Some(identity(original)), original: None, ..body })
    }
}

fn length(part: &Part) -> u64 {
    match part {
        Part::Bytes(bytes) => bytes.len() as u64,
        Part::Zeros(_) => 0,
    }
}

/// Whether what a snapshot of the target refers to is there to stay, and whole as far as anybody knows.
fn may_build_on(view: &View, catalog: &Catalog, session: &SessionId) -> bool {
    catalog.entry(session).is_some_and(|entry| !entry.is_forgotten()) && view.is_sound(session)
}
