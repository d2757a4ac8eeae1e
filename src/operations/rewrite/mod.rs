//! Rewrite: makes snapshots anew without what is to go from history. Pages in which nothing is left out are shared with
//! the originals, which stay unless they are to be forgotten in the same step.

mod tree;

use std::cell::RefCell;
use std::collections::HashSet;
use std::os::unix::ffi::OsStrExt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tokio::runtime::Handle;

use super::backup::{StoreOptions, base_of};
use super::forget;
use super::select::Selected;
use super::successor::{NewTree, Successor, Take};
use super::tree::top;
use crate::model::id::SnapshotId;
use crate::model::node::{Node, NodeKind, Totals};
use crate::model::time::Clock;
use crate::policy::exclude::Excludes;
use crate::repository::reader::Reader;
use crate::repository::{Error, Repository, Result};
use tree::Walk;

/// How to rewrite.
#[derive(Debug, Clone)]
pub struct RewriteOptions {
    /// What is left out.
    pub excludes: Excludes,
    /// Forget each original in the step that makes its successor.
    pub forget: bool,
    /// Only say what would be left out.
    pub dry_run: bool,
    /// How new pages are stored.
    pub store: StoreOptions,
}

/// What came of one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    /// The original.
    pub original: SnapshotId,
    /// The snapshot without what is left out. None where nothing is, nothing would be left, or nothing is to be changed.
    pub successor: Option<SnapshotId>,
    /// What is left out. None if nothing is.
    pub left_out: Option<Totals>,
    /// Whether no file would be left.
    pub nothing_left: bool,
    /// Whether the original is forgotten.
    pub forgotten: bool,
}

/// How far a rewrite is, and the way to stop it.
#[derive(Debug, Default)]
pub struct Progress {
    /// Snapshots done.
    pub snapshots: AtomicU64,
    /// Set to stop.
    pub interrupted: AtomicBool,
}

/// Hears about what is left out of which snapshot, and what came of each.
pub trait Observer {
    /// An entry is left out, with all that is below it.
    fn left_out(&mut self, snapshot: SnapshotId, path: &[u8]);

    /// A snapshot is done.
    fn done(&mut self, rewritten: &Rewritten);
}

/// Whether the key may rewrite: it reads names, and what it commits counts.
pub fn check_role(repository: &Repository) -> Result<()> {
    let role = repository.keys().role();
    let may = role.may_back_up() && role.reads_metadata();
    if may { Ok(()) } else { Err(Error::Role { role, action: "rewrite snapshots" }) }
}

/// Rewrites snapshots. Blocks; storage calls run on `handle`.
pub fn run(
    repository: &Repository,
    handle: &Handle,
    snapshots: &[Selected],
    options: &RewriteOptions,
    clock: &dyn Clock,
    (observer, progress): (&mut dyn Observer, &Progress),
) -> Result<()> {
    check_role(repository)?;
    let reader = Reader::new(repository);
    let interrupted = &progress.interrupted;
    let rewrite =
        Rewrite { reader: &reader, handle, options, clock, interrupted, untouched: RefCell::default() };
    for selected in snapshots {
        let rewritten = rewrite.snapshot(selected, observer)?;
        progress.snapshots.fetch_add(1, Ordering::Relaxed);
        observer.done(&rewritten);
    }
    Ok(())
}

struct Rewrite<'a> {
    reader: &'a Reader<'a>,
    handle: &'a Handle,
    options: &'a RewriteOptions,
    clock: &'a dyn Clock,
    interrupted: &'a AtomicBool,
    untouched: RefCell<HashSet<[u8; 32]>>,
}

impl Rewrite<'_> {
    fn snapshot(&self, selected: &Selected, observer: &mut dyn Observer) -> Result<Rewritten> {
        let original = selected.snapshot.id();
        let mut left_out = Totals::default();
        let mut told = |path: &[u8], node: &Node| {
            left_out.add(node);
            observer.left_out(original, path);
        };
        // First without storing anything: what is left out, and whether anything is left.
        let made = self.tree(selected, &mut told, &mut |_| Ok(()))?;
        let mut rewritten =
            Rewritten { original, successor: None, left_out: None, nothing_left: false, forgotten: false };
        let Some(NewTree { totals, .. }) = made else { return Ok(rewritten) };
        rewritten.left_out = Some(left_out);
        rewritten.nothing_left = totals.files + totals.others == 0;
        if self.options.dry_run {
            return Ok(rewritten);
        }
        if !rewritten.nothing_left {
            rewritten.successor = Some(self.successor(selected)?);
        } else if self.options.forget {
            let original = [selected.snapshot.session];
            self.handle.block_on(forget::forget(self.reader.repository(), &original, self.clock))?;
        }
        rewritten.forgotten = self.options.forget;
        Ok(rewritten)
    }

    fn successor(&self, selected: &Selected) -> Result<SnapshotId> {
        let successor = Successor {
            repository: self.reader.repository(),
            handle: self.handle,
            clock: self.clock,
            store: self.options.store,
            forget: self.options.forget,
        };
        let grow = |take: &mut Take<'_>| {
            let made = self.tree(selected, &mut |_, _| (), take)?;
            made.ok_or(Error::Stopped)
        };
        let words = self.options.excludes.words();
        successor.make(&selected.entry, &HashSet::new(), &grow, &|snapshot| {
            // A restore that deletes what a snapshot does not have has to know that it does not have everything.
            let excludes = &mut snapshot.body.excludes;
            let new: Vec<_> = words.iter().filter(|word| !excludes.contains(word)).cloned().collect();
            excludes.extend(new);
        })
    }

    fn tree(
        &self,
        selected: &Selected,
        told: &mut dyn FnMut(&[u8], &Node),
        take: &mut Take<'_>,
    ) -> Result<Option<NewTree>> {
        let base = base_of(&selected.snapshot).unwrap_or_default();
        let base = base.as_os_str().as_bytes();
        let excludes = &self.options.excludes;
        let leave_out = |path: &[u8], node: &Node| is_hit(excludes, base, path, node);
        let mut walk = Walk {
            reader: self.reader,
            handle: self.handle,
            interrupted: self.interrupted,
            base,
            leave_out: &leave_out,
            told,
            untouched: &mut self.untouched.borrow_mut(),
        };
        walk.run(top(selected), take)
    }
}

/// Whether rules leave out an entry: by its path in the snapshot, or by that which it had on the disk.
fn is_hit(excludes: &Excludes, base: &[u8], path: &[u8], node: &Node) -> bool {
    let size = match node.kind {
        NodeKind::File { size, .. } => size,
        _ => 0,
    };
    let inside = path.strip_prefix(b"/").unwrap_or(path);
    let base = base.strip_prefix(b"/").unwrap_or(base);
    let absolute = [base, b"/", inside].concat();
    excludes.rules().larger_than.is_some_and(|largest| size > largest)
        || excludes.hit(inside, node.is_directory())
        || !base.is_empty() && excludes.hit(&absolute, node.is_directory())
}
