//! A place in a directory: entries in order, and pages that were not read yet.

use crate::repository::Result;
use crate::repository::reader::Reader;

use super::tree::{Children, Entry, PageAt, children};

/// What comes next.
#[derive(Debug)]
pub enum Head {
    /// An entry.
    Entry(Box<Entry>),
    /// A page whose entries have this name or later ones.
    Page { first: Vec<u8>, page: PageAt },
}

/// The rest of a directory.
#[derive(Debug)]
pub struct Cursor {
    /// The next one last.
    heads: Vec<Head>,
}

impl Cursor {
    /// The directory that begins with this page, or an empty one.
    pub fn of(page: Option<PageAt>) -> Self {
        let head = page.map(|page| Head::Page { first: Vec::new(), page });
        Self { heads: head.into_iter().collect() }
    }

    /// What comes next.
    pub fn head(&self) -> Option<&Head> {
        self.heads.last()
    }

    /// Passes by what comes next.
    pub fn pop(&mut self) {
        self.heads.pop();
    }

    /// Takes the entry that comes next, if it is one.
    pub fn pop_entry(&mut self) -> Option<Box<Entry>> {
        match self.heads.pop_if(|head| matches!(head, Head::Entry(_))) {
            Some(Head::Entry(entry)) => Some(entry),
            _ => None,
        }
    }

    /// Takes the next entry, reading pages on the way to it.
    pub async fn next(&mut self, reader: &Reader<'_>) -> Result<Option<Box<Entry>>> {
        loop {
            if let Some(entry) = self.pop_entry() {
                return Ok(Some(entry));
            }
            if self.head().is_none() {
                return Ok(None);
            }
            self.expand(reader).await?;
        }
    }

    /// Reads the page that comes next.
    pub async fn expand(&mut self, reader: &Reader<'_>) -> Result<()> {
        let Some(Head::Page { page, .. }) = self.head() else { return Ok(()) };
        let children = children(reader, *page).await?;
        self.pop();
        match children {
            Children::Entries(entries) => {
                self.heads.extend(entries.into_iter().rev().map(|entry| Head::Entry(Box::new(entry))));
            }
            Children::Branches(branches) => {
                let pages = branches.into_iter().rev();
                self.heads.extend(pages.map(|branch| Head::Page { first: branch.first, page: branch.page }));
            }
        }
        Ok(())
    }
}
