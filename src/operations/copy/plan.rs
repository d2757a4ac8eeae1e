//! What of a tree has to be read to be stored elsewhere, in order. Beside it walks an earlier snapshot that was copied
//! before: what did not change since is in the copy already, under the ids of the other repository.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::model::id::ChunkId;
use crate::model::node::{Extent, Node, NodeKind};
use crate::operations::content::Piece;
use crate::operations::cursor::Cursor;
use crate::operations::incoming::Step;
use crate::operations::tree::{Entry, Extents, PageAt};
use crate::repository::Result;
use crate::repository::reader::Reader;
use crate::repository::tree::content::Cut;

/// Steps of a batch in which little is to be read.
const STEPS: usize = 8 << 10;
/// Chunks of an earlier version of a file that are remembered with their new ids.
const REMEMBERED: usize = 1 << 18;

/// Some steps, and what is to be read for them.
#[derive(Debug, Default)]
pub struct Batch {
    /// The steps.
    pub steps: Vec<Step>,
    /// What is to be read: a part for each step that says so.
    pub piece: Piece,
}

/// The same tree in both repositories: one that was copied before.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    /// Its first page in the source.
    pub source: Option<PageAt>,
    /// Its first page in the target.
    pub target: Option<PageAt>,
}

/// Goes through a tree.
pub struct Planner<'a> {
    source: &'a Reader<'a>,
    target: &'a Reader<'a>,
    stack: Vec<Frame>,
    file: Option<File>,
}

struct File {
    extents: Extents,
    /// Chunks of its earlier version, by their ids in the source.
    known: HashMap<ChunkId, ChunkId>,
}

impl<'a> Planner<'a> {
    /// Begins at the first page of a tree.
    pub fn new(
        source: &'a Reader<'a>,
        target: &'a Reader<'a>,
        first: Option<PageAt>,
        before: Option<Pair>,
    ) -> Self {
        Self { source, target, stack: vec![Frame::new(first, before)], file: None }
    }

    /// The next batch. None at the end.
    pub async fn next(&mut self) -> Result<Option<Batch>> {
        let mut batch = Batch::default();
        while !batch.piece.is_full() && batch.steps.len() < STEPS {
            if self.file.is_some() {
                self.extent(&mut batch).await?;
                continue;
            }
            let Some(frame) = self.stack.last_mut() else { break };
            match frame.rest.next(self.source).await? {
                Some(entry) => {
                    let before = frame.before(self.source, self.target, &entry.node.name).await?;
                    self.entry(*entry, before, &mut batch).await?;
                }
                None => {
                    self.stack.pop();
                    // The top has no entry of its own.
                    batch.steps.extend((!self.stack.is_empty()).then_some(Step::Leave));
                }
            }
        }
        Ok((!batch.steps.is_empty()).then_some(batch))
    }

    async fn entry(&mut self, entry: Entry, before: Option<Both>, batch: &mut Batch) -> Result<()> {
        if let Some(kind) = before.as_ref().and_then(|before| before.same(&entry.node)) {
            batch.steps.push(Step::Entry(Box::new(Node { kind, ..entry.node })));
            return Ok(());
        }
        match &entry.node.kind {
            NodeKind::Directory { entries: Some(_), .. } => {
                let pair =
                    before.map(|before| Pair { source: before.source.page(), target: before.target.page() });
                self.stack.push(Frame::new(entry.page(), pair));
                batch.steps.push(Step::Enter(Box::new(entry.node)));
            }
            NodeKind::File { size, .. } if *size > 0 => {
                let known = match before {
                    Some(before) => before.chunks(self.source, self.target).await?,
                    None => HashMap::new(),
                };
                self.file = Some(File { extents: Extents::of(&entry), known });
                batch.steps.push(Step::File(Box::new(entry.node), Cut::ById));
            }
            _ => batch.steps.push(Step::Entry(Box::new(entry.node))),
        }
        Ok(())
    }

    async fn extent(&mut self, batch: &mut Batch) -> Result<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let Some((extent, hint)) = file.extents.next(self.source).await? else {
            self.file = None;
            batch.steps.push(Step::End);
            return Ok(());
        };
        let known = match extent {
            Extent::Hole { .. } => Some(extent),
            Extent::Data { id, len } => file.known.get(&id).map(|id| Extent::Data { id: *id, len }),
        };
        match known {
            Some(extent) => batch.steps.push(Step::Known(extent)),
            None => {
                batch.piece.push_extent(self.source, (extent, hint)).await?;
                batch.steps.push(Step::Read);
            }
        }
        Ok(())
    }
}

/// A directory under way.
struct Frame {
    rest: Cursor,
    /// The earlier directory in both repositories.
    before: Option<(Cursor, Cursor)>,
    ahead: Option<Both>,
}

/// An earlier entry in both repositories.
struct Both {
    source: Box<Entry>,
    target: Box<Entry>,
}

impl Frame {
    fn new(first: Option<PageAt>, before: Option<Pair>) -> Self {
        let before = before.map(|pair| (Cursor::of(pair.source), Cursor::of(pair.target)));
        Self { rest: Cursor::of(first), before, ahead: None }
    }

    /// The earlier entry of this name. What cannot be read of the earlier trees costs reading what it would spare.
    async fn before(
        &mut self,
        source: &Reader<'_>,
        target: &Reader<'_>,
        name: &[u8],
    ) -> Result<Option<Both>> {
        loop {
            if self.ahead.is_none() {
                let Some((in_source, in_target)) = &mut self.before else { return Ok(None) };
                let both = match (in_source.next(source).await, in_target.next(target).await) {
                    (Ok(Some(source)), Ok(Some(target))) => Some(Both { source, target }),
                    (Err(error), _) | (_, Err(error)) if !error.is_damage() => return Err(error),
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
    /// What the entry is in the target, if it has the same content or the same below it as before.
    fn same(&self, node: &Node) -> Option<NodeKind> {
        let same = match (&node.kind, &self.source.node.kind, &self.target.node.kind) {
            (
                NodeKind::Directory { entries: Some(now), .. },
                NodeKind::Directory { entries: Some(before), .. },
                NodeKind::Directory { entries: Some(_), .. },
            ) => now == before,
            (
                NodeKind::File { size, content: now },
                NodeKind::File { content: before, .. },
                NodeKind::File { size: there, .. },
            ) => now == before && size == there,
            _ => false,
        };
        same.then(|| self.target.node.kind.clone())
    }

    /// The chunks of the file it was, by their ids in the source.
    async fn chunks(&self, source: &Reader<'_>, target: &Reader<'_>) -> Result<HashMap<ChunkId, ChunkId>> {
        let (mut here, mut there) = (Extents::of(&self.source), Extents::of(&self.target));
        let mut chunks = HashMap::new();
        while chunks.len() < REMEMBERED {
            match (here.next(source).await, there.next(target).await) {
                (
                    Ok(Some((Extent::Data { id: here, len }, _))),
                    Ok(Some((Extent::Data { id: there, len: other }, _))),
                ) if len == other => {
                    chunks.insert(here, there);
                }
                (Ok(Some((Extent::Hole { len }, _))), Ok(Some((Extent::Hole { len: other }, _))))
                    if len == other => {}
                (Err(error), _) | (_, Err(error)) if !error.is_damage() => return Err(error),
                _ => break,
            }
        }
        Ok(chunks)
    }
}
