//! The tree of a snapshot without the entries that are to be left out. It is read a page at a time; of a directory in
//! which nothing is left out no page is made.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::runtime::Handle;

use crate::codec::hash::sha256;
use crate::model::node::{Node, NodeKind, Totals};
use crate::operations::cursor::Cursor;
use crate::operations::successor::{NewTree, Take};
use crate::operations::tree::{Entry, PageAt};
use crate::repository::object::encode_into;
use crate::repository::reader::Reader;
use crate::repository::tree::directory::DirectoryBuilder;
use crate::repository::{Error, Result};

/// Directories remembered in which nothing is left out: snapshots of the same source share most of them.
const REMEMBERED: usize = 1 << 20;

/// Goes through trees.
pub struct Walk<'a> {
    /// Reads pages.
    pub reader: &'a Reader<'a>,
    /// Where storage calls run.
    pub handle: &'a Handle,
    /// Set to stop.
    pub interrupted: &'a AtomicBool,
    /// Where the tree lay on the disk.
    pub base: &'a [u8],
    /// Whether to leave out the entry at this path.
    pub leave_out: &'a dyn Fn(&[u8], &Node) -> bool,
    /// Told what is left out; of a directory, not what is below.
    pub told: &'a mut dyn FnMut(&[u8], &Node),
    /// Directories, at their paths, in which nothing is left out.
    pub untouched: &'a mut HashSet<[u8; 32]>,
}

/// A directory under way.
struct Frame {
    path: Vec<u8>,
    /// Itself, but for the top.
    entry: Option<Box<Entry>>,
    first: Option<PageAt>,
    rest: Cursor,
    /// Entries taken over so far, as long as nothing is different.
    taken_over: u64,
    /// Set once something is.
    builder: Option<DirectoryBuilder>,
}

impl Frame {
    fn new(path: Vec<u8>, entry: Option<Box<Entry>>, first: Option<PageAt>) -> Self {
        Self { path, entry, first, rest: Cursor::of(first), taken_over: 0, builder: None }
    }

    /// What is remembered of it: what is left out depends on where it lies.
    fn mark(&self, base: &[u8]) -> Option<[u8; 32]> {
        self.first.map(|page| sha256(&[&page.id.0[..], base, b"\0", &self.path].concat()))
    }
}

impl Walk<'_> {
    /// Makes the tree that begins with this page anew and tells its pages. None if nothing is left out.
    pub fn run(&mut self, first: Option<PageAt>, take: &mut Take<'_>) -> Result<Option<NewTree>> {
        let mut stack = vec![Frame::new(Vec::new(), None, first)];
        while let Some(mut frame) = stack.pop() {
            if let Some(entry) = self.next(&mut frame.rest)? {
                let below = self.entry(&mut frame, entry, take)?;
                stack.push(frame);
                stack.extend(below);
                continue;
            }
            let made = self.leave(&mut frame, take)?;
            match (frame.entry, stack.last_mut()) {
                (Some(mut entry), Some(above)) => {
                    if let Some(NewTree { first, totals }) = made {
                        self.differ(above, take)?;
                        entry.node.kind = NodeKind::Directory { entries: first, totals };
                    }
                    self.keep(above, &entry.node, take)?;
                }
                _ => return Ok(made),
            }
        }
        Ok(None)
    }

    fn next(&self, rest: &mut Cursor) -> Result<Option<Box<Entry>>> {
        if self.interrupted.load(Ordering::Relaxed) {
            return Err(Error::Stopped);
        }
        self.handle.block_on(rest.next(self.reader))
    }

    /// Takes an entry over, leaves it out, or goes down into it.
    fn entry(&mut self, frame: &mut Frame, entry: Box<Entry>, take: &mut Take<'_>) -> Result<Option<Frame>> {
        let path = [&frame.path[..], b"/", &entry.node.name].concat();
        if (self.leave_out)(&path, &entry.node) {
            (self.told)(&path, &entry.node);
            self.differ(frame, take)?;
            return Ok(None);
        }
        if let Some(page) = entry.page() {
            let below = Frame::new(path, Some(entry), Some(page));
            if !below.mark(self.base).is_some_and(|mark| self.untouched.contains(&mark)) {
                return Ok(Some(below));
            }
            if let Some(entry) = below.entry {
                self.keep(frame, &entry.node, take)?;
            }
            return Ok(None);
        }
        self.keep(frame, &entry.node, take)?;
        Ok(None)
    }

    /// A directory has ended: its new pages, if anything in it is different.
    fn leave(&mut self, frame: &mut Frame, take: &mut Take<'_>) -> Result<Option<NewTree>> {
        let Some(builder) = frame.builder.take() else {
            if self.untouched.len() >= REMEMBERED {
                self.untouched.clear();
            }
            self.untouched.extend(frame.mark(self.base));
            return Ok(None);
        };
        let (first, totals): (_, Totals) = builder.finish(self.reader.repository().keys(), take)?;
        Ok(Some(NewTree { first, totals }))
    }

    /// From here on the directory is another one: what was taken over so far is read again for its new pages.
    fn differ(&mut self, frame: &mut Frame, take: &mut Take<'_>) -> Result<()> {
        if frame.builder.is_some() {
            return Ok(());
        }
        frame.builder = Some(DirectoryBuilder::default());
        let mut replay = Cursor::of(frame.first);
        for _ in 0..frame.taken_over {
            let Some(entry) = self.next(&mut replay)? else { return Err(Error::Stopped) };
            self.keep(frame, &entry.node, take)?;
        }
        Ok(())
    }

    fn keep(&self, frame: &mut Frame, node: &Node, take: &mut Take<'_>) -> Result<()> {
        let Some(builder) = &mut frame.builder else {
            frame.taken_over += 1;
            return Ok(());
        };
        let mut encoded = Vec::new();
        encode_into(node, &mut encoded);
        builder.push(self.reader.repository().keys(), node, &encoded, take)
    }
}
