//! What the output consists of, in order: walks the tree as far as it is asked.

use std::collections::HashMap;

use crate::model::node::Node;
use crate::repository::layout::Kind;
use crate::repository::reader::Reader;
use crate::repository::{Damage, Result};

use super::super::content::Piece;
use super::super::tree::{Children, Entry, Extents, PageAt, children};
use super::{Dumped, tar};

/// What is still to be walked.
enum Item {
    Page { path: Vec<u8>, page: PageAt },
    Entry { path: Vec<u8>, entry: Entry },
}

/// A file whose extents are being planned.
struct Open {
    extents: Extents,
    size: u64,
    planned: u64,
}

/// The plan of one dump.
pub struct Plan<'a> {
    reader: &'a Reader<'a>,
    /// The next one last.
    stack: Vec<Item>,
    open: Option<Open>,
    /// Files are entries of an archive, with headers and padding.
    archive: bool,
    /// The path of the first name of each hard-linked file.
    links: HashMap<(u64, u64), Vec<u8>>,
    dumped: Dumped,
}

impl<'a> Plan<'a> {
    /// The content of a file and nothing else.
    pub fn file(reader: &'a Reader<'a>, entry: Entry) -> Self {
        Self::new(reader, vec![Item::Entry { path: Vec::new(), entry }], false)
    }

    /// An archive of what is below a page, without its end.
    pub fn directory(reader: &'a Reader<'a>, page: Option<PageAt>) -> Self {
        let page = page.map(|page| Item::Page { path: Vec::new(), page });
        Self::new(reader, page.into_iter().collect(), true)
    }

    fn new(reader: &'a Reader<'a>, stack: Vec<Item>, archive: bool) -> Self {
        Self { reader, stack, open: None, archive, links: HashMap::new(), dumped: Dumped::default() }
    }

    /// What reads the tree.
    pub fn reader(&self) -> &'a Reader<'a> {
        self.reader
    }

    /// What was planned.
    pub fn dumped(self) -> Dumped {
        self.dumped
    }

    /// The next piece of the output; an empty one at the end.
    pub async fn piece(&mut self) -> Result<Piece> {
        let mut piece = Piece::default();
        while !piece.is_full() {
            if self.open.is_some() {
                self.extent(&mut piece).await?;
                continue;
            }
            match self.stack.pop() {
                Some(Item::Page { path, page }) => self.page(&path, page).await?,
                Some(Item::Entry { path, entry }) => self.entry(path, &entry, &mut piece),
                None => break,
            }
        }
        Ok(piece)
    }

    async fn page(&mut self, path: &[u8], page: PageAt) -> Result<()> {
        let before = self.stack.len();
        match children(self.reader, page).await? {
            Children::Branches(branches) => {
                let pages = branches.into_iter().map(|branch| branch.page);
                self.stack.extend(pages.map(|page| Item::Page { path: path.to_vec(), page }));
            }
            Children::Entries(entries) => {
                let items = entries.into_iter().map(|entry| {
                    let separator: &[u8] = if path.is_empty() { b"" } else { b"/" };
                    let path = [path, separator, &entry.node.name].concat();
                    Item::Entry { path, entry }
                });
                self.stack.extend(items);
            }
        }
        self.stack[before..].reverse();
        Ok(())
    }

    fn entry(&mut self, path: Vec<u8>, entry: &Entry, piece: &mut Piece) {
        let node = &entry.node;
        let first = self.first_name(&path, node);
        if self.archive {
            let Some(header) = tar::header(&path, node, first.as_deref()) else {
                self.dumped.left_out.push(path);
                return;
            };
            piece.push(header);
        }
        if let Some(page) = entry.page() {
            self.stack.push(Item::Page { path, page });
        } else if node.type_letter() == '-' {
            self.dumped.files += 1;
            if first.is_none() {
                self.dumped.bytes += node.size();
                self.open = Some(Open { extents: Extents::of(entry), size: node.size(), planned: 0 });
            }
        }
    }

    /// The name under which the content of a hard-linked file is in the archive already.
    fn first_name(&mut self, path: &[u8], node: &Node) -> Option<Vec<u8>> {
        if !self.archive || node.links < 2 || node.type_letter() != '-' {
            return None;
        }
        let group = (node.device, node.inode);
        let known = self.links.get(&group).cloned();
        if known.is_none() {
            self.links.insert(group, path.to_vec());
        }
        known
    }

    async fn extent(&mut self, piece: &mut Piece) -> Result<()> {
        let Some(open) = &mut self.open else { return Ok(()) };
        let next = open.extents.next(self.reader).await?;
        open.planned += next.map_or(0, |(extent, _)| extent.len());
        // More or less than the header announces would shift everything behind it.
        if open.planned > open.size || next.is_none() && open.planned < open.size {
            let problem = format!("has {} bytes of content where it says {}", open.planned, open.size);
            return Err(Damage::new(Kind::TreePack, "(entry)", problem).into());
        }
        match next {
            Some(extent) => piece.push_extent(self.reader, extent).await,
            None => {
                if self.archive {
                    piece.push(vec![0; tar::padding(open.size)]);
                }
                self.open = None;
                Ok(())
            }
        }
    }
}
