//! New pages of the tree wait here until it is known where everything they refer to lies, so that each carries hints;
//! then they are stored, level by level from the leaves up.

use std::sync::{Mutex, PoisonError};

use crate::repository::Result;
use crate::repository::directory::PackKind;
use crate::repository::tree::page::{NewPage, encode_stored};

use super::block::BlockBuilder;
use super::known::{Claim, Known};
use super::store::Store;

/// Pages waiting take no more memory than this before open blocks are closed for their sake.
const WAITING: usize = 8 << 20;

/// Pages on their way to the store.
#[derive(Debug)]
pub struct Pages<'a> {
    store: &'a Store<'a>,
    known: &'a Known<'a>,
    data: &'a [Mutex<BlockBuilder>],
    block: BlockBuilder,
    waiting: Vec<NewPage>,
    bytes: usize,
}

impl<'a> Pages<'a> {
    /// `data` are the blocks the workers fill.
    pub fn new(store: &'a Store<'a>, known: &'a Known<'a>, data: &'a [Mutex<BlockBuilder>]) -> Result<Self> {
        Ok(Self { store, known, data, block: store.block(PackKind::Tree)?, waiting: Vec::new(), bytes: 0 })
    }

    /// Takes a page, unless it is stored already.
    pub fn add(&mut self, page: NewPage) -> Result<()> {
        if self.known.claim(page.id.index_key(), page.content.len() as u32)? == Claim::Known {
            return Ok(());
        }
        self.bytes += page.content.len() + page.references.len() * 24;
        self.waiting.push(page);
        if self.bytes > WAITING { self.settle() } else { Ok(()) }
    }

    /// Stores every page that waits.
    pub fn settle(&mut self) -> Result<()> {
        for block in self.data {
            self.store.flush(&mut block.lock().unwrap_or_else(PoisonError::into_inner))?;
        }
        while !self.waiting.is_empty() {
            let before = self.waiting.len();
            let mut later = Vec::new();
            for page in std::mem::take(&mut self.waiting) {
                if self.is_ready(&page)? {
                    self.put(page)?;
                } else {
                    later.push(page);
                }
            }
            // The next level refers to the pages of this one.
            self.store.flush(&mut self.block)?;
            if later.len() == before {
                // Something is neither stored nor on its way: no hint then, the index will know.
                later.drain(..).try_for_each(|page| self.put(page))?;
                self.store.flush(&mut self.block)?;
            }
            self.waiting = later;
        }
        self.bytes = 0;
        Ok(())
    }

    fn is_ready(&self, page: &NewPage) -> Result<bool> {
        for reference in &page.references {
            if self.known.locate(&reference.key)?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn put(&mut self, page: NewPage) -> Result<()> {
        let key = page.id.index_key();
        // A failed look-up costs a hint only.
        let stored = encode_stored(page, |key| self.known.locate(key).ok().flatten());
        self.store.add_claimed(&mut self.block, key, &stored)
    }
}
