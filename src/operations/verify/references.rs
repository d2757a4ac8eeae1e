//! What a page refers to, entry by entry.

use crate::model::id::{IndexKey, PageId};
use crate::model::node::{Content, Node, NodeKind};
use crate::repository::directory::Location;
use crate::repository::tree::page::{LoadedPage, Page, references_of};

/// Whose content something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner<'a> {
    /// A file of this name.
    File(&'a [u8]),
    /// A directory of this name, with so many files below it.
    Directory(&'a [u8], u64),
    /// Entries of the same directory from this name on, with so many files below them.
    More(&'a [u8], u64),
    /// The file that the page itself is a part of.
    Part,
}

/// An entry of a page, as far as it refers to anything.
#[derive(Debug)]
pub struct Entry<'a> {
    /// What it is.
    pub owner: Owner<'a>,
    /// Chunks it is made of, and where they lay when the page was written.
    pub chunks: Vec<(IndexKey, Option<Location>)>,
    /// The page it goes on in.
    pub page: Option<(PageId, Option<Location>)>,
}

/// The entries of a page in order.
pub fn entries(loaded: &LoadedPage) -> Vec<Entry<'_>> {
    let mut hints = loaded.hints.iter().copied();
    let mut hint = || hints.next().flatten();
    match &loaded.page {
        Page::Entries(nodes) => nodes.iter().map(|node| of_node(node, &mut hint)).collect(),
        Page::Branches(branches) => {
            let more = branches.iter().map(|branch| Entry {
                owner: Owner::More(&branch.first, branch.totals.files),
                chunks: Vec::new(),
                page: Some((branch.page, hint())),
            });
            more.collect()
        }
        Page::Extents(_) => {
            let references = loaded.page.references();
            let chunks = references.iter().map(|reference| (reference.key, hint())).collect();
            vec![Entry { owner: Owner::Part, chunks, page: None }]
        }
        Page::ContentBranches(branches) => {
            let parts = branches.iter().map(|branch| Entry {
                owner: Owner::Part,
                chunks: Vec::new(),
                page: Some((branch.page, hint())),
            });
            parts.collect()
        }
    }
}

fn of_node<'a>(node: &'a Node, hint: &mut dyn FnMut() -> Option<Location>) -> Entry<'a> {
    let mut entry = Entry { owner: Owner::File(&node.name), chunks: Vec::new(), page: None };
    match &node.kind {
        NodeKind::File { content: Content::Tree(page), .. } => entry.page = Some((*page, hint())),
        NodeKind::Directory { entries, totals } => {
            entry.owner = Owner::Directory(&node.name, totals.files);
            entry.page = entries.map(|page| (page, hint()));
        }
        _ => entry.chunks = references_of(node).iter().map(|reference| (reference.key, hint())).collect(),
    }
    entry
}
