//! Ways into the tree of a snapshot: an entry by its path, what a page of a directory holds, the extents of a file. Each
//! reads only the pages on its way.

use std::collections::VecDeque;

use crate::model::id::PageId;
use crate::model::node::{Content, Extent, Node, NodeKind};
use crate::repository::directory::Location;
use crate::repository::layout::Kind;
use crate::repository::reader::Reader;
use crate::repository::tree::page::{ContentBranch, LoadedPage, Page, references_of};
use crate::repository::{Damage, Result};

use super::select::Selected;

/// A page, and where it lay when the page above it was written.
#[derive(Debug, Clone, Copy)]
pub struct PageAt {
    /// The page.
    pub id: PageId,
    /// Where to look first.
    pub hint: Option<Location>,
}

/// An entry of a directory with where its chunks or its page lay.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The entry.
    pub node: Node,
    /// One for each thing the entry refers to.
    pub hints: Vec<Option<Location>>,
}

impl Entry {
    /// The first page of a directory's entries. None for anything else, and for an empty directory.
    pub fn page(&self) -> Option<PageAt> {
        match self.node.kind {
            NodeKind::Directory { entries: Some(id), .. } => {
                Some(PageAt { id, hint: self.hints.first().copied().flatten() })
            }
            _ => None,
        }
    }
}

/// A page of a large directory, and the first name below it.
#[derive(Debug, Clone)]
pub struct Branch {
    /// Name of the first entry below it.
    pub first: Vec<u8>,
    /// The page.
    pub page: PageAt,
}

/// What a page of a directory holds.
#[derive(Debug, Clone)]
pub enum Children {
    /// Entries, by name.
    Entries(Vec<Entry>),
    /// More pages, by name.
    Branches(Vec<Branch>),
}

/// What a path in a snapshot leads to.
#[derive(Debug, Clone)]
pub enum Found {
    /// The top of the tree, which has no entry of its own; no page where nothing was backed up.
    Top(Option<PageAt>),
    /// An entry.
    Entry(Box<Entry>),
}

impl Found {
    /// The first page of what lies below.
    pub fn page(&self) -> Option<PageAt> {
        match self {
            Self::Top(page) => *page,
            Self::Entry(entry) => entry.page(),
        }
    }

    /// The first page of what lies below, or of the content of a large file.
    pub fn any_page(&self) -> Option<PageAt> {
        match self {
            Self::Entry(entry) => entry.page().or_else(|| Extents::of(entry).first_page()),
            top @ Self::Top(_) => top.page(),
        }
    }
}

/// The first page of the top of a snapshot.
pub fn top(selected: &Selected) -> Option<PageAt> {
    let hint = selected.entry.tree_at();
    selected.snapshot.head.tree.map(|id| PageAt { id, hint })
}

/// What a page of a directory holds.
pub async fn children(reader: &Reader<'_>, page: PageAt) -> Result<Children> {
    let loaded = reader.page(&page.id, page.hint).await?;
    let mut hints = loaded.hints.into_iter();
    match loaded.page {
        Page::Branches(branches) => {
            let pages = branches
                .into_iter()
                .zip(hints)
                .map(|(branch, hint)| Branch { first: branch.first, page: PageAt { id: branch.page, hint } });
            Ok(Children::Branches(pages.collect()))
        }
        Page::Entries(nodes) => {
            let entries = nodes.into_iter().map(|node| {
                let hints = hints.by_ref().take(references_of(&node).len()).collect();
                Entry { node, hints }
            });
            Ok(Children::Entries(entries.collect()))
        }
        _ => Err(misplaced(&page.id, "is no part of a directory")),
    }
}

/// What the names lead to, or nothing.
pub async fn at(reader: &Reader<'_>, selected: &Selected, names: &[Vec<u8>]) -> Result<Option<Found>> {
    let mut found = Found::Top(top(selected));
    for name in names {
        let Some(page) = found.page() else { return Ok(None) };
        match entry(reader, page, name).await? {
            Some(entry) => found = Found::Entry(Box::new(entry)),
            None => return Ok(None),
        }
    }
    Ok(Some(found))
}

/// The page in which an entry of this name would be, if the directory has one.
pub fn branch_of<'a>(branches: &'a [Branch], name: &[u8]) -> Option<&'a Branch> {
    branches.iter().rfind(|branch| branch.first.as_slice() <= name)
}

/// The entry of this name in a directory.
async fn entry(reader: &Reader<'_>, mut page: PageAt, name: &[u8]) -> Result<Option<Entry>> {
    loop {
        match children(reader, page).await? {
            Children::Branches(branches) => match branch_of(&branches, name) {
                Some(branch) => page = branch.page,
                None => return Ok(None),
            },
            Children::Entries(entries) => {
                return Ok(entries.into_iter().find(|entry| entry.node.name == name));
            }
        }
    }
}

/// An extent, and where its chunk lay.
pub type ExtentAt = (Extent, Option<Location>);

/// The extents of a file in order, a page at a time.
#[derive(Debug)]
pub struct Extents {
    inline: VecDeque<ExtentAt>,
    /// Pages to come, the next one last.
    pages: Vec<PageAt>,
}

impl Extents {
    /// Of anything but a file there are none.
    pub fn of(entry: &Entry) -> Self {
        let (mut inline, mut pages) = (VecDeque::new(), Vec::new());
        match &entry.node.kind {
            NodeKind::File { content: Content::Inline(extents), .. } => {
                inline = with_hints(extents, &entry.hints);
            }
            NodeKind::File { content: Content::Tree(id), .. } => {
                pages.push(PageAt { id: *id, hint: entry.hints.first().copied().flatten() });
            }
            _ => {}
        }
        Self { inline, pages }
    }

    /// The first page of a file that has pages of its own.
    pub fn first_page(&self) -> Option<PageAt> {
        self.pages.last().copied()
    }

    /// The extents of a file that has no pages of its own.
    pub fn into_inline(self) -> VecDeque<ExtentAt> {
        self.inline
    }

    /// The next extent.
    pub async fn next(&mut self, reader: &Reader<'_>) -> Result<Option<ExtentAt>> {
        loop {
            if let Some(extent) = self.inline.pop_front() {
                return Ok(Some(extent));
            }
            let Some(page) = self.pages.pop() else { return Ok(None) };
            match content_page(reader, page).await? {
                ContentPage::Extents(extents) => self.inline = extents,
                ContentPage::Pages(parts) => {
                    self.pages.extend(parts.into_iter().rev().map(|part| part.page));
                }
            }
        }
    }
}

/// What a page of a file holds.
#[derive(Debug)]
pub enum ContentPage {
    /// Extents in order.
    Extents(VecDeque<ExtentAt>),
    /// More pages in order.
    Pages(Vec<ContentPart>),
}

/// A page of a large file, and how much of the file is below it.
#[derive(Debug, Clone, Copy)]
pub struct ContentPart {
    /// The page.
    pub page: PageAt,
    /// Bytes of the file.
    pub len: u64,
}

/// What a page of a file holds.
pub async fn content_page(reader: &Reader<'_>, page: PageAt) -> Result<ContentPage> {
    let loaded = reader.page(&page.id, page.hint).await?;
    match loaded.page {
        Page::Extents(extents) => Ok(ContentPage::Extents(with_hints(&extents, &loaded.hints))),
        Page::ContentBranches(branches) => {
            let pages = branches.iter().zip(loaded.hints);
            let part = |(branch, hint): (&ContentBranch, _)| ContentPart {
                page: PageAt { id: branch.page, hint },
                len: branch.len,
            };
            Ok(ContentPage::Pages(pages.map(part).collect()))
        }
        _ => Err(misplaced(&page.id, "is no part of a file")),
    }
}

fn with_hints(extents: &[Extent], hints: &[Option<Location>]) -> VecDeque<ExtentAt> {
    let mut hints = hints.iter().copied();
    let with_hint = |extent: &Extent| match extent {
        Extent::Data { .. } => (*extent, hints.next().flatten()),
        Extent::Hole { .. } => (*extent, None),
    };
    extents.iter().map(with_hint).collect()
}

fn misplaced(page: &PageId, problem: &str) -> crate::repository::Error {
    Damage::new(Kind::TreePack, format!("(page {page})"), problem).into()
}

/// The pages below a page of either kind, in order.
pub fn pages_below(loaded: &LoadedPage) -> Vec<PageAt> {
    let hints = &loaded.hints;
    let with_hint = |(id, hint): (PageId, &Option<Location>)| PageAt { id, hint: *hint };
    match &loaded.page {
        Page::Branches(branches) => {
            branches.iter().map(|branch| branch.page).zip(hints).map(with_hint).collect()
        }
        Page::ContentBranches(branches) => {
            branches.iter().map(|branch| branch.page).zip(hints).map(with_hint).collect()
        }
        Page::Extents(_) => Vec::new(),
        Page::Entries(nodes) => {
            let (mut pages, mut at) = (Vec::new(), 0);
            for node in nodes {
                let hint = hints.get(at).copied().flatten();
                at += references_of(node).len();
                match node.kind {
                    NodeKind::File { content: Content::Tree(id), .. }
                    | NodeKind::Directory { entries: Some(id), .. } => pages.push(PageAt { id, hint }),
                    _ => {}
                }
            }
            pages
        }
    }
}
