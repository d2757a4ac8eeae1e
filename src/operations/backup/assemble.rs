//! The assembly: turns what the walk met and the workers stored into the tree of the snapshot, from the leaves up, and
//! into the state file for the next backup. A directory in which nothing changed is taken over without making its
//! pages again.

use std::collections::HashMap;

use crossbeam_channel::Receiver;

use crate::model::id::PageId;
use crate::model::measures::Measures;
use crate::model::node::{Content, Extent, Node, NodeKind};
use crate::model::snapshot::Summary;
use crate::policy::content::{Look, Seen};
use crate::repository::Keys;
use crate::repository::object::encode_into;
use crate::repository::tree::content::{ContentBuilder, Cut};
use crate::repository::tree::directory::DirectoryBuilder;

use super::error::{Error, Result};
use super::measure::{Met, gone, measure};
use super::pages::Pages;
use super::progress::{ItemEvent, Observer};
use super::state::{Cursor, Fingerprint, State, StateDirectory, StateWriter};
use super::walk::Event;
use super::work::Done;

/// The tree as a whole.
#[derive(Debug)]
pub struct Assembled {
    /// First page of the top directory.
    pub tree: Option<PageId>,
    /// Counts for the summary, and what the tree holds.
    pub summary: Summary,
    /// What was measured on the way.
    pub measures: Measures,
    /// Place of the top directory in the state file.
    pub state_root: u64,
}

struct Frame {
    name: Vec<u8>,
    fingerprint: Option<Fingerprint>,
    node: Option<Node>,
    matched: bool,
    old: Option<Cursor>,
    /// Where the old entries began, for as long as all of them are unchanged.
    replay: Option<Cursor>,
    taken_over: u64,
    /// The name of the old file that was last seen to be gone.
    gone: Vec<u8>,
    builder: DirectoryBuilder,
    state: StateDirectory,
}

struct Large {
    node: Node,
    fingerprint: Fingerprint,
    matched: bool,
    cut: Cut,
    content: ContentBuilder,
    look: Look,
}

/// The path in the snapshot of what `names` lead to from the last frame. The first frame is the top, without a name.
fn path_of(frames: &[Frame], names: &[&[u8]]) -> Vec<u8> {
    let frames = frames.iter().map(|frame| frame.name.as_slice());
    let names = frames.chain(names.iter().copied()).filter(|name| !name.is_empty());
    names.flat_map(|name| [b"/", name]).flatten().copied().collect()
}

/// What the assembly needs.
pub struct Assembly<'a> {
    pub keys: &'a Keys,
    pub events: Receiver<Vec<Event>>,
    pub done: Receiver<Vec<(u64, Done)>>,
    pub observer: &'a dyn Observer,
    pub pages: Pages<'a>,
    pub state: StateWriter,
}

/// An assembly under way.
struct Assembler<'a> {
    parts: Assembly<'a>,
    arrived: HashMap<u64, Done>,
    stack: Vec<Frame>,
    large: Option<Large>,
    summary: Summary,
    measures: Measures,
    /// Whether there is a parent to compare with.
    compared: bool,
    encoded: Vec<u8>,
}

/// Assembles until the walk ends. The state writer is given back for its last words.
pub fn assemble<'a>(
    parts: Assembly<'a>,
    old: Option<&std::sync::Arc<State>>,
) -> Result<(Assembled, Pages<'a>, StateWriter)> {
    let cursor = || old.map(State::root).transpose();
    let root = Frame {
        name: Vec::new(),
        fingerprint: None,
        node: None,
        matched: old.is_some(),
        old: cursor()?,
        replay: cursor()?,
        taken_over: 0,
        gone: Vec::new(),
        builder: DirectoryBuilder::default(),
        state: StateDirectory::default(),
    };
    let mut assembler = Assembler {
        parts,
        arrived: HashMap::new(),
        stack: vec![root],
        large: None,
        summary: Summary::default(),
        measures: Measures::default(),
        compared: old.is_some(),
        encoded: Vec::new(),
    };
    while let Ok(batch) = assembler.parts.events.recv() {
        for event in batch {
            if let Some(frame) = assembler.event(event)? {
                return assembler.finish(frame, old);
            }
        }
    }
    Err(Error::Stopped)
}

impl<'a> Assembler<'a> {
    /// Takes one event; the top directory once it is complete.
    fn event(&mut self, event: Event) -> Result<Option<Frame>> {
        match event {
            Event::Enter { name, fingerprint, node, matched } => {
                self.enter(name, fingerprint, node, matched)?;
            }
            Event::Leave => {
                let Some(frame) = self.stack.pop() else { return Err(Error::Stopped) };
                if self.stack.is_empty() {
                    return Ok(Some(frame));
                }
                self.leave(frame)?;
            }
            Event::Same { count } => self.same(count)?,
            Event::Gone => {
                self.changed()?;
                self.gone()?;
                self.advance()?;
            }
            Event::Entry { node, fingerprint, matched } => {
                self.entry(&node, &fingerprint, 0, matched)?;
            }
            Event::File { job, matched } => match self.wait(job)? {
                Done::File { mut node, fingerprint, size, extents, look } => {
                    let mut content = ContentBuilder::new(Cut::ById);
                    let Assembly { keys, pages, .. } = &mut self.parts;
                    for extent in extents {
                        content.push(keys, extent, &mut |page| pages.add(page))?;
                    }
                    let content = content.finish(keys, &mut |page| pages.add(page))?;
                    node.kind = NodeKind::File { size, content };
                    self.file(&node, &fingerprint, matched, &look)?;
                }
                _ => self.lost(matched)?,
            },
            Event::Large { node, fingerprint, matched, cut, look } => {
                let content = ContentBuilder::new(cut);
                self.large = Some(Large { node, fingerprint, matched, cut, content, look });
            }
            Event::Span { job } => {
                let Done::Span { extents, seen } = self.wait(job)? else { return Err(Error::Stopped) };
                if let Some(large) = &mut self.large {
                    large.look.seen = large.look.seen.and(seen);
                }
                extents.into_iter().try_for_each(|extent| self.extent(extent))?;
            }
            Event::Hole { len } => self.extent(Extent::Hole { len })?,
            Event::Restart { node, fingerprint } => {
                if let Some(large) = &mut self.large {
                    (large.node, large.fingerprint) = (node, fingerprint);
                    large.content = ContentBuilder::new(large.cut);
                    large.look.seen = Seen::default();
                }
            }
            Event::Abandon => {
                let matched = self.large.take().is_some_and(|large| large.matched);
                self.lost(matched)?;
            }
            Event::LargeEnd => {
                let Some(Large { mut node, fingerprint, matched, content, look, .. }) = self.large.take()
                else {
                    return Err(Error::Stopped);
                };
                let size = content.size();
                let Assembly { keys, pages, .. } = &mut self.parts;
                let content: Content = content.finish(keys, &mut |page| pages.add(page))?;
                node.kind = NodeKind::File { size, content };
                self.file(&node, &fingerprint, matched, &look)?;
            }
        }
        Ok(None)
    }

    fn wait(&mut self, job: u64) -> Result<Done> {
        loop {
            if let Some(done) = self.arrived.remove(&job) {
                return Ok(done);
            }
            let batch = self.parts.done.recv().map_err(|_| Error::Stopped)?;
            self.arrived.extend(batch);
        }
    }

    fn top(&mut self) -> &mut Frame {
        let last = self.stack.len() - 1;
        &mut self.stack[last]
    }

    fn advance(&mut self) -> Result<()> {
        match &mut self.top().old {
            Some(cursor) => Ok(cursor.advance()?),
            None => Ok(()),
        }
    }

    fn extent(&mut self, extent: Extent) -> Result<()> {
        let Assembly { keys, pages, .. } = &mut self.parts;
        match &mut self.large {
            Some(large) => Ok(large.content.push(keys, extent, &mut |page| pages.add(page))?),
            None => Err(Error::Stopped),
        }
    }

    fn enter(
        &mut self,
        name: Vec<u8>,
        fingerprint: Fingerprint,
        node: Option<Node>,
        matched: bool,
    ) -> Result<()> {
        let old = self.top().old.as_ref().filter(|_| matched);
        let child = |cursor: Option<&Cursor>| match cursor {
            Some(cursor) => Ok::<_, Error>(cursor.child()?),
            None => Ok(None),
        };
        let (old, replay) = (child(old)?, child(old)?);
        self.stack.push(Frame {
            name,
            fingerprint: Some(fingerprint),
            node,
            matched,
            old,
            replay,
            taken_over: 0,
            gone: Vec::new(),
            builder: DirectoryBuilder::default(),
            state: StateDirectory::default(),
        });
        Ok(())
    }

    /// The directory under way is not what it was: its pages have to be made.
    fn changed(&mut self) -> Result<()> {
        let Assembly { keys, pages, .. } = &mut self.parts;
        let Some(frame) = self.stack.last_mut() else { return Ok(()) };
        let Some(mut replay) = frame.replay.take() else { return Ok(()) };
        for _ in 0..frame.taken_over {
            let Some(entry) = replay.entry() else { return Err(Error::StateDamaged) };
            let node: Node = minicbor::decode(entry.node).map_err(|_| Error::StateDamaged)?;
            frame.builder.push(keys, &node, entry.node, &mut |page| pages.add(page))?;
            replay.advance()?;
        }
        Ok(())
    }

    /// Takes over old entries unread.
    fn same(&mut self, count: u32) -> Result<()> {
        let Assembly { keys, pages, state, observer, .. } = &mut self.parts;
        let Some((frame, above)) = self.stack.split_last_mut() else { return Err(Error::Stopped) };
        let Some(old) = &mut frame.old else { return Err(Error::StateDamaged) };
        for _ in 0..count {
            let Some(entry) = old.entry() else { return Err(Error::StateDamaged) };
            if entry.fingerprint.kind == crate::filesystem::FileKind::File as u8 {
                self.summary.files_unmodified += 1;
            }
            observer.item(&|| path_of(above, &[&frame.name, entry.name]), ItemEvent::Unmodified);
            state.push(&mut frame.state, entry.name, &entry.fingerprint, 0, entry.node)?;
            if frame.replay.is_some() {
                frame.taken_over += 1;
            } else {
                let node: Node = minicbor::decode(entry.node).map_err(|_| Error::StateDamaged)?;
                frame.builder.push(keys, &node, entry.node, &mut |page| pages.add(page))?;
            }
            old.advance()?;
        }
        Ok(())
    }

    fn lost(&mut self, matched: bool) -> Result<()> {
        if matched {
            self.changed()?;
            self.advance()?;
        }
        Ok(())
    }

    /// An old entry is there no more.
    fn gone(&mut self) -> Result<()> {
        let Some(frame) = self.stack.last_mut() else { return Err(Error::Stopped) };
        let Some(entry) = frame.old.as_ref().and_then(Cursor::entry) else { return Ok(()) };
        let old: Node = minicbor::decode(entry.node).map_err(|_| Error::StateDamaged)?;
        self.measures.deleted += gone(&old);
        frame.gone = if matches!(old.kind, NodeKind::File { .. }) { old.name } else { Vec::new() };
        Ok(())
    }

    fn file(&mut self, node: &Node, fingerprint: &Fingerprint, matched: bool, look: &Look) -> Result<()> {
        let Some(top) = self.stack.last() else { return Err(Error::Stopped) };
        let old = top.old.as_ref().filter(|_| matched).and_then(Cursor::entry);
        let old: Option<Node> =
            old.map(|old| minicbor::decode(old.node)).transpose().map_err(|_| Error::StateDamaged)?;
        let met = Met { node, old: old.as_ref(), gone: &top.gone };
        measure(&mut self.measures, &met, look, self.compared);
        match self.entry(node, fingerprint, 0, matched)? {
            ItemEvent::New => self.summary.files_new += 1,
            ItemEvent::Changed => self.summary.files_changed += 1,
            ItemEvent::Unmodified => self.summary.files_unmodified += 1,
        }
        Ok(())
    }

    /// Adds an entry that was looked at anew. It may turn out to be what it was.
    fn entry(
        &mut self,
        node: &Node,
        fingerprint: &Fingerprint,
        child: u64,
        matched: bool,
    ) -> Result<ItemEvent> {
        self.encoded.clear();
        encode_into(node, &mut self.encoded);
        let encoded = std::mem::take(&mut self.encoded);
        let old = self.top().old.as_ref().filter(|_| matched).and_then(Cursor::entry);
        let event = match old {
            Some(old) if old.node == encoded => ItemEvent::Unmodified,
            Some(_) => ItemEvent::Changed,
            None => ItemEvent::New,
        };
        if event != ItemEvent::Unmodified {
            self.changed()?;
        }
        let Assembly { keys, pages, state, observer, .. } = &mut self.parts;
        observer.item(&|| path_of(&self.stack, &[&node.name]), event);
        let Some(frame) = self.stack.last_mut() else { return Err(Error::Stopped) };
        if frame.replay.is_some() {
            frame.taken_over += 1;
        } else {
            frame.builder.push(keys, node, &encoded, &mut |page| pages.add(page))?;
        }
        state.push(&mut frame.state, &node.name, fingerprint, child, &encoded)?;
        self.encoded = encoded;
        if matched {
            self.advance()?;
        }
        Ok(event)
    }

    /// A directory is complete.
    fn leave(&mut self, frame: Frame) -> Result<()> {
        let old = self.top().old.as_ref().filter(|_| frame.matched).and_then(Cursor::entry);
        let old: Option<Node> =
            old.map(|old| minicbor::decode(old.node)).transpose().map_err(|_| Error::StateDamaged)?;
        let Assembly { keys, pages, state, .. } = &mut self.parts;
        let child = state.finish_directory(frame.state)?;
        let kept = match (&frame.replay, &old) {
            (Some(_), Some(Node { kind: NodeKind::Directory { entries, totals }, .. })) => {
                Some((*entries, *totals))
            }
            _ => None,
        };
        let (entries, totals) = match kept {
            Some(kept) => kept,
            None if frame.replay.is_some() => return Err(Error::StateDamaged),
            None => frame.builder.finish(keys, &mut |page| pages.add(page))?,
        };
        let Some(mut node) = frame.node.or(old) else { return Err(Error::StateDamaged) };
        debug_assert_eq!(node.name, frame.name);
        node.kind = NodeKind::Directory { entries, totals };
        let Some(fingerprint) = frame.fingerprint else { return Err(Error::Stopped) };
        match self.entry(&node, &fingerprint, child, frame.matched)? {
            ItemEvent::New => self.summary.dirs_new += 1,
            ItemEvent::Changed => self.summary.dirs_changed += 1,
            ItemEvent::Unmodified => self.summary.dirs_unmodified += 1,
        }
        Ok(())
    }

    fn finish(
        mut self,
        frame: Frame,
        old: Option<&std::sync::Arc<State>>,
    ) -> Result<(Assembled, Pages<'a>, StateWriter)> {
        let Assembly { keys, mut pages, mut state, .. } = self.parts;
        let state_root = state.finish_directory(frame.state)?;
        let (tree, totals) = match (&frame.replay, old) {
            (Some(_), Some(old)) => (old.of().tree, old.of().totals),
            _ => frame.builder.finish(keys, &mut |page| pages.add(page))?,
        };
        self.summary.totals = totals;
        let Self { summary, measures, .. } = self;
        Ok((Assembled { tree, summary, measures, state_root }, pages, state))
    }
}
