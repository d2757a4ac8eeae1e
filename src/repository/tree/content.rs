//! Cuts the extents of a file into pages once there are too many for its entry.

use crate::model::id::PageId;
use crate::model::node::{Content, Extent};
use crate::repository::error::Result;
use crate::repository::keys::Keys;

use super::page::{ContentBranch, NewPage, PageType, PageWriter, Reference};

/// A file with more extents than this gets pages of its own.
pub const INLINE_EXTENTS: usize = 64;
/// A page never holds more than this.
const MAX_ITEMS: u64 = 1024;
/// A page cut by ids holds at least this many.
const MIN_ITEMS: u64 = 128;
/// One id in this many ends a page.
const CUT: u8 = 0xff;

/// Where pages of content end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Where an id's bits say so: insertions move everything behind them.
    ById,
    /// Every 1,024: nothing moves in files of fixed pages.
    Fixed,
}

/// Takes extents in order, gives content and pages.
#[derive(Debug)]
pub struct ContentBuilder {
    cut: Cut,
    inline: Vec<Extent>,
    levels: Vec<Level>,
    size: u64,
}

#[derive(Debug)]
struct Level {
    page: PageWriter,
    len: u64,
}

impl ContentBuilder {
    /// For an empty file.
    pub fn new(cut: Cut) -> Self {
        Self { cut, inline: Vec::new(), levels: Vec::new(), size: 0 }
    }

    /// Bytes so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds the next extent. Holes join.
    pub fn push(
        &mut self,
        keys: &Keys,
        extent: Extent,
        out: &mut dyn FnMut(NewPage) -> Result<()>,
    ) -> Result<()> {
        self.size += extent.len();
        if let (Extent::Hole { len }, Some(Extent::Hole { len: last })) = (extent, self.inline.last_mut()) {
            *last += len;
            return Ok(());
        }
        // The newest extents stay in `inline`, so that holes can join before they are written.
        if self.inline.len() >= INLINE_EXTENTS {
            self.spill(keys, out)?;
        }
        self.inline.push(extent);
        Ok(())
    }

    fn spill(&mut self, keys: &Keys, out: &mut dyn FnMut(NewPage) -> Result<()>) -> Result<()> {
        for extent in std::mem::take(&mut self.inline) {
            let (reference, id) = match &extent {
                Extent::Data { id, len } => {
                    (Some(Reference { key: id.index_key(), len: Some(*len) }), Some(id.0))
                }
                Extent::Hole { .. } => (None, None),
            };
            self.add(keys, 0, extent.len(), id, &|page| page.push_item(&extent, reference), out)?;
        }
        Ok(())
    }

    fn add(
        &mut self,
        keys: &Keys,
        depth: usize,
        len: u64,
        id: Option<[u8; 32]>,
        push: &dyn Fn(&mut PageWriter),
        out: &mut dyn FnMut(NewPage) -> Result<()>,
    ) -> Result<()> {
        if self.levels.len() == depth {
            let page_type = if depth == 0 { PageType::Extents } else { PageType::ContentBranches };
            self.levels.push(Level { page: PageWriter::new(page_type), len: 0 });
        }
        let level = &mut self.levels[depth];
        push(&mut level.page);
        level.len += len;
        let count = level.page.count();
        let by_id = self.cut == Cut::ById
            && count >= MIN_ITEMS
            && id.is_some_and(|id| id[31 - depth % 16] & CUT == 0);
        if count >= MAX_ITEMS || by_id { self.close(keys, depth, out) } else { Ok(()) }
    }

    fn close(&mut self, keys: &Keys, depth: usize, out: &mut dyn FnMut(NewPage) -> Result<()>) -> Result<()> {
        let level = &mut self.levels[depth];
        let page = level.page.take(keys);
        let branch = ContentBranch { page: page.id, len: std::mem::take(&mut level.len) };
        out(page)?;
        let push = |page: &mut PageWriter| page.push_item(&branch, Some(Reference::page(&branch.page)));
        self.add(keys, depth + 1, branch.len, Some(branch.page.0), &push, out)
    }

    /// The content of the file.
    pub fn finish(mut self, keys: &Keys, out: &mut dyn FnMut(NewPage) -> Result<()>) -> Result<Content> {
        if self.levels.is_empty() {
            return Ok(Content::Inline(self.inline));
        }
        self.spill(keys, out)?;
        let mut depth = 0;
        loop {
            let top = depth + 1 == self.levels.len();
            let level = &mut self.levels[depth];
            if top && level.page.count() == 0 {
                unreachable!("the highest level always holds the branch that made it");
            }
            if top {
                let page = level.page.take(keys);
                let id: PageId = page.id;
                out(page)?;
                return Ok(Content::Tree(id));
            }
            if !level.page.is_empty() {
                self.close(keys, depth, out)?;
            }
            depth += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::ChunkId;
    use crate::repository::keys::test_keys;

    fn pages_of(extents: &[Extent], cut: Cut) -> (Content, Vec<NewPage>) {
        let keys = test_keys();
        let mut pages = Vec::new();
        let mut builder = ContentBuilder::new(cut);
        let mut out = |page| {
            pages.push(page);
            Ok(())
        };
        for extent in extents {
            builder.push(&keys, *extent, &mut out).unwrap();
        }
        let content = builder.finish(&keys, &mut out).unwrap();
        (content, pages)
    }

    fn data(n: u32) -> Extent {
        Extent::Data { id: ChunkId(crate::codec::hash::sha256(&n.to_be_bytes())), len: 1000 }
    }

    #[test]
    fn small_files_need_no_page_and_neighbouring_holes_are_one() {
        let extents = [data(1), Extent::Hole { len: 5 }, Extent::Hole { len: 6 }, data(2)];
        let (content, pages) = pages_of(&extents, Cut::ById);
        assert_eq!(content, Content::Inline(vec![data(1), Extent::Hole { len: 11 }, data(2)]));
        assert!(pages.is_empty());
    }

    #[test]
    fn one_changed_chunk_rewrites_one_page_a_level() {
        for cut in [Cut::ById, Cut::Fixed] {
            let mut extents: Vec<_> = (0..50_000).map(data).collect();
            let (before, old) = pages_of(&extents, cut);
            extents[25_000] = data(999_999);
            let (after, new) = pages_of(&extents, cut);
            assert_ne!(before, after);
            let old: std::collections::HashSet<_> = old.iter().map(|page| page.id).collect();
            let fresh = new.iter().filter(|page| !old.contains(&page.id)).count();
            assert!(fresh <= 4, "{fresh} new pages with {cut:?}");
        }
    }
}
