//! Cuts the entries of a directory into pages.

use crate::model::id::PageId;
use crate::model::node::{Node, Totals};
use crate::repository::error::Result;
use crate::repository::keys::Keys;

use super::page::{Branch, NewPage, PageType, PageWriter, Reference, references_of};

/// A page ends after an entry whose keyed name hash says so, but not below this many bytes...
const MIN_PAGE: usize = 16 << 10;
/// ... and always above this many.
const MAX_PAGE: usize = 96 << 10;
/// One name in this many ends a page: with entries of about 250 bytes, pages come to about 32 KiB.
const CUT: u64 = 64;

/// Takes sorted entries, gives pages.
#[derive(Debug)]
pub struct DirectoryBuilder {
    level: Level,
    totals: Totals,
}

#[derive(Debug)]
struct Level {
    page: PageWriter,
    first: Vec<u8>,
    totals: Totals,
    above: Option<Box<Level>>,
}

impl Level {
    fn new(page_type: PageType) -> Self {
        Self { page: PageWriter::new(page_type), first: Vec::new(), totals: Totals::default(), above: None }
    }

    fn cut_after(&self, keys: &Keys, name: &[u8]) -> bool {
        let bytes = self.page.len();
        bytes >= MAX_PAGE || bytes >= MIN_PAGE && keys.name_hash(name).is_multiple_of(CUT)
    }

    /// Closes the page and hands its branch to the level above.
    fn close(&mut self, keys: &Keys, out: &mut dyn FnMut(NewPage) -> Result<()>) -> Result<()> {
        let page = self.page.take(keys);
        let branch = Branch {
            first: std::mem::take(&mut self.first),
            page: page.id,
            totals: std::mem::take(&mut self.totals),
        };
        out(page)?;
        self.above.get_or_insert_with(|| Box::new(Level::new(PageType::Branches))).branch(keys, &branch, out)
    }

    fn branch(
        &mut self,
        keys: &Keys,
        branch: &Branch,
        out: &mut dyn FnMut(NewPage) -> Result<()>,
    ) -> Result<()> {
        if self.page.is_empty() {
            self.first.clone_from(&branch.first);
        }
        self.totals.merge(&branch.totals);
        self.page.push_item(branch, Some(Reference::page(&branch.page)));
        // The name is that of a page's first entry; pages above cut by it again, by other bits.
        let bytes = self.page.len();
        let cut = bytes >= MAX_PAGE
            || bytes >= MIN_PAGE && (keys.name_hash(&branch.first) / CUT).is_multiple_of(CUT);
        if cut { self.close(keys, out) } else { Ok(()) }
    }

    /// Closes what is open; the id of the only page of the highest level.
    fn finish(mut self, keys: &Keys, out: &mut dyn FnMut(NewPage) -> Result<()>) -> Result<Option<PageId>> {
        match self.above.take() {
            None if self.page.is_empty() => Ok(None),
            None => {
                let page = self.page.take(keys);
                let id = page.id;
                out(page)?;
                Ok(Some(id))
            }
            Some(above) => {
                self.above = Some(above);
                if !self.page.is_empty() {
                    self.close(keys, out)?;
                }
                match self.above.take() {
                    Some(above) => above.finish(keys, out),
                    None => Ok(None),
                }
            }
        }
    }
}

impl Default for DirectoryBuilder {
    fn default() -> Self {
        Self { level: Level::new(PageType::Entries), totals: Totals::default() }
    }
}

impl DirectoryBuilder {
    /// Adds the next entry by name. `encoded` is its CBOR.
    pub fn push(
        &mut self,
        keys: &Keys,
        node: &Node,
        encoded: &[u8],
        out: &mut dyn FnMut(NewPage) -> Result<()>,
    ) -> Result<()> {
        let level = &mut self.level;
        if level.page.is_empty() {
            level.first.clone_from(&node.name);
        }
        level.totals.add(node);
        self.totals.add(node);
        level.page.push(encoded, &references_of(node));
        if level.cut_after(keys, &node.name) { level.close(keys, out) } else { Ok(()) }
    }

    /// The id of the directory's first page (`None` for an empty one) and what lies below.
    pub fn finish(
        self,
        keys: &Keys,
        out: &mut dyn FnMut(NewPage) -> Result<()>,
    ) -> Result<(Option<PageId>, Totals)> {
        Ok((self.level.finish(keys, out)?, self.totals))
    }
}
