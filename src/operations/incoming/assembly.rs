//! Makes a tree from steps, in order, and from what was read for them.

use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::model::node::{Extent, Node, NodeKind};
use crate::operations::backup::block::BlockBuilder;
use crate::operations::backup::pages::Pages;
use crate::operations::backup::store::Store;
use crate::operations::content::Part;
use crate::operations::successor::NewTree;
use crate::repository::object::encode_into;
use crate::repository::tree::content::{ContentBuilder, Cut};
use crate::repository::tree::directory::DirectoryBuilder;
use crate::repository::{Error, Keys, Result};

/// What is next in the tree.
#[derive(Debug)]
pub enum Step {
    /// A directory begins.
    Enter(Box<Node>),
    /// It ends.
    Leave,
    /// An entry that is complete.
    Entry(Box<Node>),
    /// A file begins, whose extents follow, and whose pages of content are cut like this.
    File(Box<Node>, Cut),
    /// An extent, as it is to be stored.
    Known(Extent),
    /// An extent that was read: the next of those that come with the steps.
    Read,
    /// The file ends.
    End,
}

/// A directory under way.
struct Frame {
    /// Itself, but for the top.
    node: Option<Box<Node>>,
    builder: DirectoryBuilder,
}

/// A tree under way.
pub struct Assembly<'a> {
    keys: &'a Keys,
    pages: Pages<'a>,
    stack: Vec<Frame>,
    file: Option<(Box<Node>, ContentBuilder)>,
    encoded: Vec<u8>,
}

impl<'a> Assembly<'a> {
    /// An empty tree.
    pub fn new(keys: &'a Keys, pages: Pages<'a>) -> Self {
        let top = Frame { node: None, builder: DirectoryBuilder::default() };
        Self { keys, pages, stack: vec![top], file: None, encoded: Vec::new() }
    }

    /// Takes steps, with an extent for each that was read.
    pub fn take(&mut self, steps: Vec<Step>, extents: Vec<Extent>) -> Result<()> {
        let mut extents = extents.into_iter();
        for step in steps {
            match step {
                Step::Enter(node) => {
                    self.stack.push(Frame { node: Some(node), builder: DirectoryBuilder::default() });
                }
                Step::Leave => self.leave()?,
                Step::Entry(node) => self.entry(&node)?,
                Step::File(node, cut) => self.file = Some((node, ContentBuilder::new(cut))),
                Step::Known(extent) => self.extent(extent)?,
                Step::Read => self.extent(extents.next().ok_or(Error::Stopped)?)?,
                Step::End => self.end_of_file()?,
            }
        }
        Ok(())
    }

    /// The whole tree, once everything of it was taken.
    pub fn finish(mut self) -> Result<NewTree> {
        let frame = self.stack.pop().ok_or(Error::Stopped)?;
        let pages = &mut self.pages;
        let (first, totals) = frame.builder.finish(self.keys, &mut |page| pages.add(page))?;
        pages.settle()?;
        Ok(NewTree { first, totals })
    }

    fn leave(&mut self) -> Result<()> {
        let frame = self.stack.pop().ok_or(Error::Stopped)?;
        let pages = &mut self.pages;
        let (entries, totals) = frame.builder.finish(self.keys, &mut |page| pages.add(page))?;
        let mut node = frame.node.ok_or(Error::Stopped)?;
        node.kind = NodeKind::Directory { entries, totals };
        self.entry(&node)
    }

    fn entry(&mut self, node: &Node) -> Result<()> {
        let (frame, pages) = (self.stack.last_mut().ok_or(Error::Stopped)?, &mut self.pages);
        self.encoded.clear();
        encode_into(node, &mut self.encoded);
        frame.builder.push(self.keys, node, &self.encoded, &mut |page| pages.add(page))
    }

    fn extent(&mut self, extent: Extent) -> Result<()> {
        let ((_, content), pages) = (self.file.as_mut().ok_or(Error::Stopped)?, &mut self.pages);
        content.push(self.keys, extent, &mut |page| pages.add(page))
    }

    fn end_of_file(&mut self) -> Result<()> {
        let (mut node, content) = self.file.take().ok_or(Error::Stopped)?;
        let (size, pages) = (content.size(), &mut self.pages);
        let content = content.finish(self.keys, &mut |page| pages.add(page))?;
        node.kind = NodeKind::File { size, content };
        self.entry(&node)
    }
}

/// Stores what was read, each block on a thread of its own; the extents it became, in order.
pub fn store_parts(
    store: &Store<'_>,
    blocks: &[Mutex<BlockBuilder>],
    keys: &Keys,
    parts: &[Part],
) -> Result<Vec<Extent>> {
    let share = parts.len().div_ceil(blocks.len()).max(1);
    let done: Vec<Result<Vec<Extent>>> = thread::scope(|scope| {
        let threads: Vec<_> = parts
            .chunks(share)
            .zip(blocks)
            .map(|(parts, block)| {
                scope.spawn(move || {
                    let mut block = block.lock().unwrap_or_else(PoisonError::into_inner);
                    parts.iter().map(|part| store_part(store, &mut block, keys, part)).collect()
                })
            })
            .collect();
        let join = |thread: thread::ScopedJoinHandle<'_, _>| {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        threads.into_iter().map(join).collect()
    });
    Ok(done.into_iter().collect::<Result<Vec<_>>>()?.concat())
}

fn store_part(store: &Store<'_>, block: &mut BlockBuilder, keys: &Keys, part: &Part) -> Result<Extent> {
    match part {
        Part::Zeros(len) => Ok(Extent::Hole { len: *len }),
        Part::Bytes(bytes) => {
            let id = keys.chunk_id(bytes);
            store.add(block, id.index_key(), bytes)?;
            Ok(Extent::Data { id, len: bytes.len() as u32 })
        }
    }
}
