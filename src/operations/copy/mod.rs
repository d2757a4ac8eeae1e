//! Copy: snapshots into another repository, under its keys. Every chunk that is not there yet is read, checked, and stored
//! as a backup stores it; what did not change since a snapshot that was copied before is taken from that copy, unread.
//!
//! Chunks stay as they were cut, since their edges are what makes the next copy find them again.

mod plan;

use std::collections::HashMap;
use std::sync::atomic::Ordering;

use futures_util::{TryStreamExt, stream};
use tokio::runtime::Handle;

use super::content::Part;
use super::incoming::{Came, Incoming, IncomingOptions, Origin, Progress, Take, There, read_ahead};
use super::select::{self, Selected};
use super::session::SessionWriter;
use super::successor::NewTree;
use super::tree::top;
use crate::model::id::SessionId;
use crate::model::snapshot::{Snapshot, SnapshotBody, SnapshotHead};
use crate::model::time::Clock;
use crate::repository::reader::Reader;
use crate::repository::{Error, Repository, Result};
use plan::{Pair, Planner};

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

/// Whether the key may read the source.
pub fn check_role(source: &Repository) -> Result<()> {
    let role = source.keys().role();
    if role.reads_data() { Ok(()) } else { Err(Error::Role { role, action: "read what is to be copied" }) }
}

/// Whether a snapshot is wanted.
pub type IsWanted<'a> = dyn Fn(&Selected) -> bool + 'a;

/// Copies the snapshots of the source that are wanted, the oldest first. Blocks; storage calls run on the handle.
pub fn run(
    sides: Sides<'_>,
    (all, wanted): (&[Selected], &IsWanted<'_>),
    options: &IncomingOptions,
    clock: &dyn Clock,
    (progress, tell): (&Progress, &mut dyn FnMut(&Came)),
) -> Result<()> {
    let incoming = Incoming { repository: sides.target, handle: sides.handle, options, clock };
    check_role(sides.source)?;
    incoming.check_role("take copies")?;
    let (there, _) = sides.handle.block_on(select::all(sides.target))?;
    let mut there = There::by(&there, |one| Some(identity(&one.snapshot)));
    let wanted: Vec<_> = all.iter().filter(|one| wanted(one)).collect();
    progress.total_snapshots.store(wanted.len() as u64, Ordering::Relaxed);
    let (source, target) = (Reader::new(sides.source), Reader::new(sides.target));
    for selected in wanted {
        let id = identity(&selected.snapshot);
        let original = selected.snapshot.id().to_string();
        let mut came = Came { original, snapshot: None, was_there: false, added: 0 };
        if let Some(copy) = there.get(&id) {
            (came.snapshot, came.was_there) = (Some(copy.session.random), true);
        } else if !options.dry_run {
            let before = before(selected, all, &there);
            let pair = before.map(|(here, there)| Pair { source: top(here), target: there.tree });
            let copy = Copy { sides, source: &source, target: &target, selected, pair, progress };
            let made = incoming.take(&copy, before.map(|(_, there)| &there.session))?;
            (came.snapshot, came.added) = (Some(made.session.random), made.added);
            there.insert(id, made);
        }
        progress.snapshots.fetch_add(1, Ordering::Relaxed);
        tell(&came);
    }
    Ok(())
}

/// A snapshot that was copied before and is likely to have much in common with this one, in both repositories: the last
/// before it of the same series, or else of the same host, or else any.
fn before<'a>(
    selected: &Selected,
    all: &'a [Selected],
    there: &'a HashMap<SessionId, There>,
) -> Option<(&'a Selected, &'a There)> {
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
    selected: &'a Selected,
    pair: Option<Pair>,
    progress: &'a Progress,
}

impl Origin for Copy<'_> {
    /// Reads the tree, a few batches ahead.
    fn read(&self, may_build_on: bool, take: &mut Take<'_>) -> Result<()> {
        let pair = self.pair.filter(|_| may_build_on);
        let planner = Planner::new(self.source, self.target, top(self.selected), pair);
        let batches = stream::try_unfold(planner, |mut planner| async move {
            Ok::<_, Error>(planner.next().await?.map(|batch| (batch, planner)))
        });
        let read = batches.map_ok(|batch| async move {
            let parts = batch.piece.read(self.source).await?;
            Ok::<_, Error>((batch.steps, parts))
        });
        read_ahead(self.sides.handle, read, self.progress, |(steps, parts)| {
            let bytes: u64 = parts.iter().map(length).sum();
            self.progress.read.fetch_add(bytes, Ordering::Relaxed);
            take(steps, parts)
        })
    }

    /// What the original does, in the words of the other repository.
    fn described(
        &self,
        parent: Option<SessionId>,
        session: &SessionWriter,
        tree: NewTree,
    ) -> (SnapshotHead, SnapshotBody) {
        let original = &self.selected.snapshot;
        let Snapshot { head, body, stored, .. } = original.clone();
        let keys = self.sides.target.keys();
        let mut series: Vec<&[u8]> = vec![body.host.as_bytes()];
        series.extend(body.paths.iter().map(|path| path.as_slice()));
        let (new_packs, new_bytes) = session.stored();
        // What retention goes by: when the source's store received it.
        let as_old = !body.is_made_of_another();
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
