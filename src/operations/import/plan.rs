//! What of a tree has to be read, in order. Beside it walks an earlier snapshot that was imported before: what restic says
//! did not change since is taken from there.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::vec;

use super::Result;
use crate::model::node::{Content, Node, NodeKind};
use crate::operations::cursor::Cursor;
use crate::operations::tree::{Entry, PageAt};
use crate::repository::reader::Reader;
use crate::restic::{self, Id, Tree};

/// Items of a batch in which little is to be read.
const ITEMS: usize = 8 << 10;
/// What is to be read for a batch: as much as this, or a blob that is longer.
const BYTES: u64 = 4 << 20;
/// Directories read at once: those that come next.
const DIRECTORIES: usize = 128;
/// Directories that were read and wait, at most.
const WAITING: usize = 1024;

/// What is next in the tree.
#[derive(Debug)]
pub enum Item {
    /// A directory begins.
    Enter(Box<Node>),
    /// It ends.
    Leave,
    /// An entry that is complete.
    Entry(Box<Node>),
    /// A file begins, whose blobs follow.
    File(Box<Node>),
    /// A blob of it: the next of the batch.
    Blob,
    /// The file ends.
    End,
}

/// Some items, and the blobs that are to be read for them.
#[derive(Debug, Default)]
pub struct Batch {
    /// The items.
    pub items: Vec<Item>,
    /// The blobs, one for each item that says so.
    pub blobs: Vec<Id>,
    bytes: u64,
}

/// The same tree in both repositories: one that was imported before.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    /// In restic's.
    pub source: Id,
    /// Its first page here.
    pub target: Option<PageAt>,
}

/// Goes through a tree.
pub struct Planner<'a> {
    source: &'a restic::Repository,
    target: &'a Reader<'a>,
    stack: Vec<Frame>,
    file: Option<vec::IntoIter<Id>>,
    /// Directories that were read with others and are not needed yet.
    ahead: HashMap<Id, Tree>,
}

impl<'a> Planner<'a> {
    /// Begins at the top of a tree.
    pub async fn new(
        source: &'a restic::Repository,
        target: &'a Reader<'a>,
        tree: Id,
        before: Option<Pair>,
    ) -> Result<Self> {
        let mut planner = Self { source, target, stack: Vec::new(), file: None, ahead: HashMap::new() };
        planner.enter(tree, before).await?;
        Ok(planner)
    }

    /// The next batch. None at the end.
    pub async fn next(&mut self) -> Result<Option<Batch>> {
        let mut batch = Batch::default();
        while batch.bytes < BYTES && batch.items.len() < ITEMS {
            if let Some(blobs) = &mut self.file {
                match blobs.next() {
                    Some(blob) => {
                        batch.items.push(Item::Blob);
                        batch.bytes += self.source.len(&blob);
                        batch.blobs.push(blob);
                    }
                    None => {
                        self.file = None;
                        batch.items.push(Item::End);
                    }
                }
                continue;
            }
            let Some(frame) = self.stack.last_mut() else { break };
            match frame.rest.next() {
                Some(entry) => {
                    let before = frame.before(self.target, &entry.node.name).await?;
                    self.entry(entry, before, &mut batch).await?;
                }
                None => {
                    self.stack.pop();
                    // The top has no entry of its own.
                    batch.items.extend((!self.stack.is_empty()).then_some(Item::Leave));
                }
            }
        }
        Ok((!batch.items.is_empty()).then_some(batch))
    }

    async fn entry(&mut self, entry: restic::Entry, before: Option<Both>, batch: &mut Batch) -> Result<()> {
        if let Some(kind) = before.as_ref().and_then(|before| before.same(&entry)) {
            batch.items.push(Item::Entry(Box::new(Node { kind, ..entry.node })));
            return Ok(());
        }
        match (&entry.node.kind, entry.subtree) {
            (NodeKind::Directory { .. }, Some(tree)) => {
                let pair = before.and_then(|before| before.pair());
                batch.items.push(Item::Enter(Box::new(entry.node)));
                self.enter(tree, pair).await?;
            }
            (NodeKind::File { .. }, _) if entry.content.is_empty() => {
                let kind = NodeKind::File { size: 0, content: Content::EMPTY };
                batch.items.push(Item::Entry(Box::new(Node { kind, ..entry.node })));
            }
            (NodeKind::File { .. }, _) => {
                batch.items.push(Item::File(Box::new(entry.node)));
                self.file = Some(entry.content.into_iter());
            }
            _ => batch.items.push(Item::Entry(Box::new(entry.node))),
        }
        Ok(())
    }

    async fn enter(&mut self, tree: Id, before: Option<Pair>) -> Result<()> {
        // What cannot be read of the earlier tree costs reading what it would spare.
        let before = match before {
            Some(pair) => match self.directory(pair.source).await {
                Ok(Tree(entries)) => Some((entries.into_iter(), Cursor::of(pair.target))),
                Err(super::Error::Restic(restic::Error::Damage { .. })) => None,
                Err(error) => return Err(error),
            },
            None => None,
        };
        let Tree(entries) = self.directory(tree).await?;
        self.stack.push(Frame { rest: entries.into_iter(), before, ahead: None });
        Ok(())
    }

    /// A directory, and with it those beside it that come next.
    async fn directory(&mut self, id: Id) -> Result<Tree> {
        if let Some(tree) = self.ahead.remove(&id) {
            return Ok(tree);
        }
        let mut ids = vec![id];
        if let Some(frame) = self.stack.last()
            && self.ahead.len() < WAITING
        {
            let beside = frame.rest.as_slice().iter().filter_map(|entry| entry.subtree);
            ids.extend(beside.filter(|beside| *beside != id && !self.ahead.contains_key(beside)));
            ids.truncate(DIRECTORIES);
        }
        let trees = match self.source.trees(&ids).await {
            // One of the others is damaged: whoever needs it will hear of it.
            Err(restic::Error::Damage { .. }) if ids.len() > 1 => self.source.trees(&[id]).await?,
            trees => trees?,
        };
        let mut trees = ids.into_iter().zip(trees);
        let first = trees.next();
        self.ahead.extend(trees);
        first.map(|(_, tree)| tree).ok_or_else(|| crate::repository::Error::Stopped.into())
    }
}

/// A directory under way.
struct Frame {
    rest: vec::IntoIter<restic::Entry>,
    /// The earlier directory in both repositories.
    before: Option<(vec::IntoIter<restic::Entry>, Cursor)>,
    ahead: Option<Both>,
}

/// An earlier entry in both repositories.
struct Both {
    source: restic::Entry,
    target: Box<Entry>,
}

impl Frame {
    /// The earlier entry of this name.
    async fn before(&mut self, target: &Reader<'_>, name: &[u8]) -> Result<Option<Both>> {
        loop {
            if self.ahead.is_none() {
                let Some((in_source, in_target)) = &mut self.before else { return Ok(None) };
                let both = match (in_source.next(), in_target.next(target).await) {
                    (Some(source), Ok(Some(target))) => Some(Both { source, target }),
                    (_, Err(error)) if !error.is_damage() => return Err(error.into()),
                    _ => None,
                };
                self.ahead = both.filter(|both| both.source.node.name == both.target.node.name);
                if self.ahead.is_none() {
                    self.before = None;
                }
            }
            match self.ahead.as_ref().map(|both| both.source.node.name.as_slice().cmp(name)) {
                Some(Ordering::Less) => self.ahead = None,
                Some(Ordering::Equal) => return Ok(self.ahead.take()),
                Some(Ordering::Greater) | None => return Ok(None),
            }
        }
    }
}

impl Both {
    /// What the entry is here, if it has the same content or the same below it as before.
    fn same(&self, entry: &restic::Entry) -> Option<NodeKind> {
        let same = match (&entry.node.kind, &self.source.node.kind, &self.target.node.kind) {
            (NodeKind::Directory { .. }, NodeKind::Directory { .. }, NodeKind::Directory { .. }) => {
                entry.subtree == self.source.subtree
            }
            (NodeKind::File { .. }, NodeKind::File { .. }, NodeKind::File { .. }) => {
                entry.content == self.source.content
            }
            _ => false,
        };
        same.then(|| self.target.node.kind.clone())
    }

    fn pair(&self) -> Option<Pair> {
        let page = self.target.page();
        self.source.subtree.filter(|_| page.is_some()).map(|source| Pair { source, target: page })
    }
}
