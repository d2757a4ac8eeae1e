//! The tree of a snapshot without what is lost. Directories in which nothing is lost stay as they are.

use std::collections::VecDeque;

use crate::model::id::PageId;
use crate::model::node::{Content, Extent, Node, NodeKind, Totals};
use crate::operations::verify::{Damaged, Losses};
use crate::repository::catalog::CatalogEntry;
use crate::repository::directory::Location;
use crate::repository::object::encode_into;
use crate::repository::tree::directory::DirectoryBuilder;
use crate::repository::tree::page::{NewPage, Page};
use crate::repository::{Damage, Error, Result};

/// A tree that was made anew.
#[derive(Debug, Default)]
pub struct Rewritten {
    /// Its first page. None if nothing is left.
    pub tree: Option<PageId>,
    /// What it holds.
    pub totals: Totals,
    /// Files left out, and directories (with a slash at the end) that lost entries.
    pub dropped: Vec<Vec<u8>>,
}

/// A directory under way.
struct Frame {
    path: Vec<u8>,
    /// Itself, but for the top.
    node: Option<Node>,
    pages: Vec<PageId>,
    nodes: VecDeque<Node>,
    builder: DirectoryBuilder,
}

impl Frame {
    fn new(path: Vec<u8>, node: Option<Node>, page: PageId) -> Self {
        Self { path, node, pages: vec![page], nodes: VecDeque::new(), builder: DirectoryBuilder::default() }
    }

    fn path_of(&self, name: &[u8]) -> Vec<u8> {
        [&self.path[..], b"/", name].concat()
    }
}

/// Makes the tree of a snapshot anew and tells its pages.
pub fn rewrite(
    damaged: &Damaged<'_>,
    losses: &Losses,
    entry: &CatalogEntry,
    tell: &mut dyn FnMut(NewPage) -> Result<()>,
) -> Result<Rewritten> {
    let mut rewriting = Rewriting { damaged, losses, tell, done: Rewritten::default() };
    let Some(tree) = entry.head().tree else { return Ok(rewriting.done) };
    let mut stack = vec![Frame::new(Vec::new(), None, tree)];
    while let Some(mut frame) = stack.pop() {
        if let Some(node) = frame.nodes.pop_front() {
            let below = rewriting.node(&mut frame, node)?;
            stack.push(frame);
            stack.extend(below);
        } else if let Some(page) = frame.pages.pop() {
            rewriting.page(&mut frame, &page)?;
            stack.push(frame);
        } else {
            let Frame { node, builder, .. } = frame;
            let keys = damaged.verify.keys();
            let (entries, totals) = builder.finish(keys, rewriting.tell)?;
            match (node, stack.last_mut()) {
                (Some(mut node), Some(above)) => {
                    node.kind = NodeKind::Directory { entries, totals };
                    rewriting.keep(above, &node)?;
                }
                _ => {
                    rewriting.done.tree = entries;
                    rewriting.done.totals = totals;
                }
            }
        }
    }
    Ok(rewriting.done)
}

struct Rewriting<'a> {
    damaged: &'a Damaged<'a>,
    losses: &'a Losses,
    tell: &'a mut dyn FnMut(NewPage) -> Result<()>,
    done: Rewritten,
}

impl Rewriting<'_> {
    /// Takes an entry over, drops it, or goes down into it.
    fn node(&mut self, frame: &mut Frame, node: Node) -> Result<Option<Frame>> {
        match &node.kind {
            NodeKind::File { content, .. } if self.is_lost(content) => {
                self.done.dropped.push(frame.path_of(&node.name));
                Ok(None)
            }
            NodeKind::Directory { entries: Some(page), .. } if self.has_loss(page) => {
                let (path, page) = (frame.path_of(&node.name), *page);
                Ok(Some(Frame::new(path, Some(node), page)))
            }
            _ => {
                self.keep(frame, &node)?;
                Ok(None)
            }
        }
    }

    fn keep(&mut self, frame: &mut Frame, node: &Node) -> Result<()> {
        let mut encoded = Vec::new();
        encode_into(node, &mut encoded);
        frame.builder.push(self.damaged.verify.keys(), node, &encoded, self.tell)
    }

    fn has_loss(&self, page: &PageId) -> bool {
        self.damaged.trees.graph.find(page).is_some_and(|number| self.losses.has(number))
    }

    fn is_lost(&self, content: &Content) -> bool {
        match content {
            Content::Tree(page) => self.has_loss(page),
            Content::Inline(extents) => extents.iter().any(|extent| match extent {
                Extent::Data { id, .. } => self.damaged.judge.has_lost(&id.index_key(), None::<&Location>),
                Extent::Hole { .. } => false,
            }),
        }
    }

    /// Reads a page of a directory, or notes that its entries are lost.
    fn page(&mut self, frame: &mut Frame, page: &PageId) -> Result<()> {
        let Damaged { verify, trees, judge, reader, .. } = self.damaged;
        let read = verify.handle().block_on(judge.page(reader, page, trees.hints.get(page)));
        match read {
            Ok((loaded, _)) => match loaded.page {
                Page::Entries(nodes) => frame.nodes.extend(nodes),
                Page::Branches(branches) => {
                    frame.pages.extend(branches.iter().rev().map(|branch| branch.page));
                }
                Page::Extents(_) | Page::ContentBranches(_) => {
                    let problem = "is no part of a directory";
                    let kind = crate::repository::layout::Kind::TreePack;
                    return Err(Damage::new(kind, format!("(page {page})"), problem).into());
                }
            },
            Err(Error::Damage(_)) => {
                let path = frame.path_of(b"");
                if !self.done.dropped.contains(&path) {
                    self.done.dropped.push(path);
                }
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }
}
