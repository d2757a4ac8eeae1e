//! One page, and how it is stored.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode, Encoder};

use crate::model::id::{IndexKey, PageId};
use crate::model::node::{Content, Extent, Node, NodeKind, Totals};
use crate::repository::config::FORMAT_VERSION;
use crate::repository::directory::Location;
use crate::repository::error::{Damage, Error, Result};
use crate::repository::hints::{Hints, HintsBuilder};
use crate::repository::keys::Keys;
use crate::repository::layout::Kind;

/// A page of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// Entries of a directory, sorted by name.
    Entries(Vec<Node>),
    /// Pages of a large directory, sorted by name.
    Branches(Vec<Branch>),
    /// Part of a file.
    Extents(Vec<Extent>),
    /// Pages of a large file, in order.
    ContentBranches(Vec<ContentBranch>),
}

/// One page of a large directory.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Branch {
    /// Name of the first entry below it.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub first: Vec<u8>,
    /// The page.
    #[n(1)]
    pub page: PageId,
    /// What lies below it.
    #[n(2)]
    pub totals: Totals,
}

/// One page of a large file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct ContentBranch {
    /// The page.
    #[n(0)]
    pub page: PageId,
    /// Bytes of the file below it.
    #[n(1)]
    pub len: u64,
}

/// What a page is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageType {
    /// Entries of a directory.
    Entries = 0,
    /// Pages of a large directory.
    Branches = 1,
    /// Part of a file.
    Extents = 2,
    /// Pages of a large file.
    ContentBranches = 3,
}

/// Something a page refers to: a chunk with its length, or another page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// What the index knows it by.
    pub key: IndexKey,
    /// Length of a chunk; `None` for a page.
    pub len: Option<u32>,
}

impl Reference {
    /// Refers to a page.
    pub fn page(id: &PageId) -> Self {
        Self { key: id.index_key(), len: None }
    }

    fn extent(extent: &Extent) -> Option<Self> {
        match extent {
            Extent::Data { id, len } => Some(Self { key: id.index_key(), len: Some(*len) }),
            Extent::Hole { .. } => None,
        }
    }
}

/// Everything a node refers to, in order.
pub fn references_of(node: &Node) -> Vec<Reference> {
    match &node.kind {
        NodeKind::File { content: Content::Inline(extents), .. } => {
            extents.iter().filter_map(Reference::extent).collect()
        }
        NodeKind::File { content: Content::Tree(page), .. }
        | NodeKind::Directory { entries: Some(page), .. } => vec![Reference::page(page)],
        _ => Vec::new(),
    }
}

impl Page {
    /// Everything the page refers to, in order.
    pub fn references(&self) -> Vec<Reference> {
        match self {
            Self::Entries(nodes) => nodes.iter().flat_map(references_of).collect(),
            Self::Branches(branches) => branches.iter().map(|branch| Reference::page(&branch.page)).collect(),
            Self::Extents(extents) => extents.iter().filter_map(Reference::extent).collect(),
            Self::ContentBranches(branches) => branches.iter().map(|b| Reference::page(&b.page)).collect(),
        }
    }
}

/// A page that was read, with where its references lay when it was written.
#[derive(Debug, Clone)]
pub struct LoadedPage {
    /// The page.
    pub page: Page,
    /// One for each of `page.references()`.
    pub hints: Vec<Option<Location>>,
}

impl LoadedPage {
    /// The pages that it refers to, and where they lay.
    pub fn pages(&self) -> Vec<(PageId, Option<Location>)> {
        let mut hints = self.hints.iter().copied();
        match &self.page {
            Page::Entries(nodes) => {
                let page_of = |node: &Node| {
                    let hints: Vec<_> = references_of(node).iter().map(|_| hints.next().flatten()).collect();
                    let page = match &node.kind {
                        NodeKind::File { content: Content::Tree(page), .. }
                        | NodeKind::Directory { entries: Some(page), .. } => *page,
                        _ => return None,
                    };
                    Some((page, hints.first().copied().flatten()))
                };
                nodes.iter().filter_map(page_of).collect()
            }
            Page::Branches(branches) => branches.iter().map(|branch| branch.page).zip(hints).collect(),
            Page::ContentBranches(branches) => branches.iter().map(|branch| branch.page).zip(hints).collect(),
            Page::Extents(_) => Vec::new(),
        }
    }
}

/// A page that was made and has not been stored.
#[derive(Debug, Clone)]
pub struct NewPage {
    /// Its id.
    pub id: PageId,
    /// What the id is made from.
    pub content: Vec<u8>,
    /// What it refers to.
    pub references: Vec<Reference>,
}

/// Collects items of one type into the content of a page.
#[derive(Debug)]
pub struct PageWriter {
    page_type: PageType,
    count: u64,
    items: Vec<u8>,
    references: Vec<Reference>,
}

impl PageWriter {
    /// An empty page.
    pub fn new(page_type: PageType) -> Self {
        Self { page_type, count: 0, items: Vec::new(), references: Vec::new() }
    }

    /// Adds an item in its encoded form.
    pub fn push(&mut self, encoded: &[u8], references: &[Reference]) {
        self.count += 1;
        self.items.extend_from_slice(encoded);
        self.references.extend_from_slice(references);
    }

    /// Adds an item.
    pub fn push_item<T: Encode<()>>(&mut self, item: &T, reference: Option<Reference>) {
        self.count += 1;
        super::super::object::encode_into(item, &mut self.items);
        self.references.extend(reference);
    }

    /// Items so far.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Bytes of the items so far.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether it has no items yet.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Takes the page, leaving an empty one.
    pub fn take(&mut self, keys: &Keys) -> NewPage {
        let mut content = Vec::with_capacity(self.items.len() + 16);
        let mut encoder = Encoder::new(&mut content);
        let head = (|| {
            encoder.array(3)?.u32(FORMAT_VERSION)?.u8(self.page_type as u8)?.array(self.count)?;
            Ok::<_, minicbor::encode::Error<std::convert::Infallible>>(())
        })();
        head.unwrap_or_else(|error| unreachable!("encoding into memory failed: {error}"));
        content.append(&mut self.items);
        self.count = 0;
        NewPage { id: keys.page_id(&content), content, references: std::mem::take(&mut self.references) }
    }
}

#[derive(Debug, Encode, Decode)]
struct Stored {
    #[n(0)]
    content: ByteVec,
    #[n(1)]
    hints: Hints,
}

/// The stored form of a page: its content, and beside it the hints, which are not part of its id.
pub fn encode_stored(page: NewPage, locate: impl Fn(&IndexKey) -> Option<Location>) -> Vec<u8> {
    let mut hints = HintsBuilder::default();
    for reference in &page.references {
        hints.push(locate(&reference.key), reference.len.is_some());
    }
    super::super::object::encode(&Stored { content: page.content.into(), hints: hints.finish() })
}

/// A stored page as if it had just been made, to be stored elsewhere with new hints. `None` if it is none.
pub fn made_anew(keys: &Keys, stored: &[u8]) -> Option<NewPage> {
    let stored: Stored = minicbor::decode(stored).ok()?;
    let content: Vec<u8> = stored.content.into();
    let references = decode_content(&content).ok()?.references();
    Some(NewPage { id: keys.page_id(&content), content, references })
}

/// The id of a stored page, whatever it holds. `None` if it is none.
pub fn stored_id(keys: &Keys, stored: &[u8]) -> Option<PageId> {
    let stored: Stored = minicbor::decode(stored).ok()?;
    Some(keys.page_id(&stored.content))
}

/// Reads the stored form of the page `id`.
pub fn decode_stored(keys: &Keys, id: &PageId, stored: &[u8]) -> Result<LoadedPage> {
    let name = format!("page {id}");
    let damage = |problem: &str| Error::from(Damage::new(Kind::TreePack, &name, problem));
    let stored: Stored = minicbor::decode(stored).map_err(|_| damage("cannot be decoded"))?;
    if keys.page_id(&stored.content) != *id {
        return Err(damage("is not the one that was asked for"));
    }
    let page = decode_content(&stored.content).map_err(|problem| match problem {
        Problem::Version(found) => Error::Version { object: name.clone(), found, supported: FORMAT_VERSION },
        Problem::Encoding => damage("cannot be decoded"),
    })?;
    let lens: Vec<_> = page.references().iter().map(|reference| reference.len).collect();
    let hints = stored.hints.locations(&lens);
    Ok(LoadedPage { page, hints })
}

enum Problem {
    Version(u32),
    Encoding,
}

impl From<minicbor::decode::Error> for Problem {
    fn from(_: minicbor::decode::Error) -> Self {
        Self::Encoding
    }
}

fn decode_content(content: &[u8]) -> Result<Page, Problem> {
    let mut decoder = minicbor::Decoder::new(content);
    if decoder.array()? != Some(3) {
        return Err(Problem::Encoding);
    }
    let version = decoder.u32()?;
    if version > FORMAT_VERSION {
        return Err(Problem::Version(version));
    }
    let page = match decoder.u8()? {
        0 => Page::Entries(decoder.decode()?),
        1 => Page::Branches(decoder.decode()?),
        2 => Page::Extents(decoder.decode()?),
        3 => Page::ContentBranches(decoder.decode()?),
        _ => return Err(Problem::Encoding),
    };
    if let Page::Entries(nodes) = &page
        && (nodes.iter().any(|node| !node.has_valid_name())
            || nodes.windows(2).any(|pair| pair[0].name >= pair[1].name))
    {
        return Err(Problem::Encoding);
    }
    Ok(page)
}
