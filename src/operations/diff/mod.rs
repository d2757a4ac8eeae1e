//! Diff: two trees, or a tree and the disk. Both sides are walked in order, side by side; pages that both have are
//! skipped, so that a comparison costs what the change is worth, whatever the size of the trees.

mod content;
mod live;

use std::cmp::Ordering;

use crate::model::node::{Node, NodeKind};
use crate::policy::compare::{Change, compare};
use crate::repository::Result;
use crate::repository::reader::Reader;

use super::cursor::{Cursor, Head};
use super::tree::{Entry, Found};

pub use live::{Error, LiveOptions, live};

/// Something that differs.
#[derive(Debug)]
pub struct Difference<'a> {
    /// Its path.
    pub path: &'a [u8],
    /// How it differs.
    pub change: Change,
    /// As it was.
    pub old: Option<&'a Node>,
    /// As it is.
    pub new: Option<&'a Node>,
}

/// Hears of each difference, in order, and says whether to go on.
pub type Tell<'a> = dyn FnMut(&Difference<'_>) -> bool + 'a;

/// What only one side has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Regular files.
    pub files: u64,
    /// Directories.
    pub directories: u64,
    /// Links, devices, pipes and sockets.
    pub others: u64,
    /// Bytes of those files, and of chunks that only one version of a file has.
    pub bytes: u64,
}

impl Counts {
    fn add(&mut self, node: &Node) {
        match node.kind {
            NodeKind::File { size, .. } => {
                self.files += 1;
                self.bytes += size;
            }
            NodeKind::Directory { .. } => self.directories += 1,
            _ => self.others += 1,
        }
    }
}

/// How much differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Statistics {
    /// What is new.
    pub added: Counts,
    /// What is gone.
    pub removed: Counts,
    /// Files, links and devices that hold something else.
    pub changed: u64,
    /// Those of them that nothing but their content tells of.
    pub rotten: u64,
    /// Entries of which only metadata differ.
    pub metadata: u64,
    /// Entries that are something else now.
    pub kinds: u64,
}

impl Statistics {
    /// Counts a difference and tells it.
    fn note(&mut self, difference: &Difference<'_>, tell: &mut Tell<'_>) -> bool {
        match difference.change {
            Change::Added => difference.new.into_iter().for_each(|node| self.added.add(node)),
            Change::Removed => difference.old.into_iter().for_each(|node| self.removed.add(node)),
            Change::Content { rot } => {
                self.changed += 1;
                self.rotten += u64::from(rot);
            }
            Change::Metadata => self.metadata += 1,
            Change::Kind => self.kinds += 1,
        }
        tell(difference)
    }
}

/// Two versions of a directory being compared.
struct Level {
    path: Vec<u8>,
    old: Cursor,
    new: Cursor,
}

/// Compares what two paths lead to. What differs is told by its path from `base` on.
pub async fn diff(
    reader: &Reader<'_>,
    old: &Found,
    new: &Found,
    base: Vec<u8>,
    tell: &mut Tell<'_>,
) -> Result<Statistics> {
    let mut diff = Diff { reader, statistics: Statistics::default(), levels: Vec::new(), tell };
    match (old, new) {
        (Found::Entry(old), Found::Entry(new)) => drop(diff.both(base, old, new).await?),
        (old, new) => {
            let (old, new) = (Cursor::of(old.page()), Cursor::of(new.page()));
            diff.levels.push(Level { path: base, old, new });
        }
    }
    diff.run().await?;
    Ok(diff.statistics)
}

struct Diff<'a, 't> {
    reader: &'a Reader<'a>,
    statistics: Statistics,
    levels: Vec<Level>,
    tell: &'a mut Tell<'t>,
}

/// What to do next in a directory.
enum Step {
    Done,
    Skip,
    Expand { old: bool, new: bool },
    Removed,
    Added,
    Both,
}

fn step(old: Option<&Head>, new: Option<&Head>) -> Step {
    match (old, new) {
        (None, None) => Step::Done,
        (Some(Head::Page { page: old, .. }), Some(Head::Page { page: new, .. })) if old.id == new.id => {
            Step::Skip
        }
        (Some(Head::Page { first: old, .. }), Some(Head::Page { first: new, .. })) => {
            Step::Expand { old: old <= new, new: new <= old }
        }
        (Some(Head::Page { first, .. }), Some(Head::Entry(new))) if *first > new.node.name => Step::Added,
        (Some(Head::Entry(old)), Some(Head::Page { first, .. })) if *first > old.node.name => Step::Removed,
        (Some(Head::Page { .. }), _) => Step::Expand { old: true, new: false },
        (_, Some(Head::Page { .. })) => Step::Expand { old: false, new: true },
        (Some(Head::Entry(_)), None) => Step::Removed,
        (None, Some(Head::Entry(_))) => Step::Added,
        (Some(Head::Entry(old)), Some(Head::Entry(new))) => match old.node.name.cmp(&new.node.name) {
            Ordering::Less => Step::Removed,
            Ordering::Greater => Step::Added,
            Ordering::Equal => Step::Both,
        },
    }
}

impl Diff<'_, '_> {
    async fn run(&mut self) -> Result<()> {
        while let Some(level) = self.levels.last_mut() {
            let more = match step(level.old.head(), level.new.head()) {
                Step::Done => {
                    self.levels.pop();
                    true
                }
                Step::Skip => {
                    level.old.pop();
                    level.new.pop();
                    true
                }
                Step::Expand { old, new } => {
                    if old {
                        level.old.expand(self.reader).await?;
                    }
                    if new {
                        level.new.expand(self.reader).await?;
                    }
                    true
                }
                Step::Removed => {
                    let entry = level.old.pop_entry();
                    let path = join(&level.path, entry.as_deref());
                    entry.is_none_or(|entry| self.one(path, &entry, false))
                }
                Step::Added => {
                    let entry = level.new.pop_entry();
                    let path = join(&level.path, entry.as_deref());
                    entry.is_none_or(|entry| self.one(path, &entry, true))
                }
                Step::Both => {
                    let (old, new) = (level.old.pop_entry(), level.new.pop_entry());
                    let path = join(&level.path, new.as_deref());
                    match (old, new) {
                        (Some(old), Some(new)) => self.both(path, &old, &new).await?,
                        _ => true,
                    }
                }
            };
            if !more {
                self.levels.clear();
            }
        }
        Ok(())
    }

    /// An entry that one side has, with everything below it.
    fn one(&mut self, path: Vec<u8>, entry: &Entry, is_new: bool) -> bool {
        let node = Some(&entry.node);
        let (change, old, new) =
            if is_new { (Change::Added, None, node) } else { (Change::Removed, node, None) };
        let more = self.statistics.note(&Difference { path: &path, change, old, new }, self.tell);
        if let Some(page) = entry.page() {
            let (some, none) = (Cursor::of(Some(page)), Cursor::of(None));
            let (old, new) = if is_new { (none, some) } else { (some, none) };
            self.levels.push(Level { path, old, new });
        }
        more
    }

    /// An entry that both sides have.
    async fn both(&mut self, path: Vec<u8>, old: &Entry, new: &Entry) -> Result<bool> {
        let change = compare(&old.node, &new.node, old.node.kind == new.node.kind);
        if matches!(change, Some(Change::Content { .. })) {
            let (added, removed) = content::difference(self.reader, old, new).await?;
            self.statistics.added.bytes += added;
            self.statistics.removed.bytes += removed;
        }
        let more = change.is_none_or(|change| {
            let difference = Difference { path: &path, change, old: Some(&old.node), new: Some(&new.node) };
            self.statistics.note(&difference, self.tell)
        });
        if old.page().map(|page| page.id) != new.page().map(|page| page.id) {
            self.levels.push(Level { path, old: Cursor::of(old.page()), new: Cursor::of(new.page()) });
        }
        Ok(more)
    }
}

fn join(path: &[u8], entry: Option<&Entry>) -> Vec<u8> {
    [path, b"/", entry.map_or(&[][..], |entry| &entry.node.name)].concat()
}
