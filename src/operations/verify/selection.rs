//! Some of the snapshots: which packs they need. Only these are read, and only trees that begin there are walked.

use std::collections::HashSet;

use futures_util::{StreamExt, stream};

use crate::model::id::{IndexKey, PackId, PageId, SessionId};
use crate::repository::catalog::CatalogEntry;
use crate::repository::directory::{Location, PackKind};
use crate::repository::reader::Reader;
use crate::repository::{Error, Result};

use super::Verify;
use super::inventory::Inventory;
use super::references::entries;

/// What a verification is restricted to.
#[derive(Debug)]
pub struct Selection {
    snapshots: HashSet<SessionId>,
    packs: HashSet<PackId>,
}

impl Selection {
    /// These snapshots; what they need is yet to be found.
    pub fn of(snapshots: &[SessionId]) -> Self {
        Self { snapshots: snapshots.iter().copied().collect(), packs: HashSet::new() }
    }
}

type Pages = Vec<(PageId, Option<Location>)>;

impl Verify<'_> {
    /// The snapshots of an inventory that were asked for.
    pub(super) fn chosen<'i>(&self, inventory: &'i Inventory) -> impl Iterator<Item = &'i CatalogEntry> {
        let is_chosen = |entry: &&CatalogEntry| {
            self.only.as_ref().is_none_or(|only| only.snapshots.contains(&entry.session))
        };
        inventory.entries.iter().filter(is_chosen)
    }

    /// Whether a snapshot that was asked for needs a pack.
    pub(super) fn needs(&self, pack: &PackId) -> bool {
        self.only.as_ref().is_none_or(|only| only.packs.contains(pack))
    }

    /// Finds the packs that the chosen snapshots need, level by level. What cannot be read is told of later, when the trees
    /// are looked at.
    pub(super) fn find_needed(&mut self, inventory: &Inventory) -> Result<()> {
        if self.only.is_none() {
            return Ok(());
        }
        let reader = Reader::new(self.repository);
        let mut needed = HashSet::new();
        let mut seen: HashSet<PageId> = HashSet::new();
        let top = self.chosen(inventory).filter_map(|entry| Some((entry.head().tree?, entry.tree_at())));
        let mut pages: Pages = top.filter(|(page, _)| seen.insert(*page)).collect();
        while !pages.is_empty() {
            self.progress.check()?;
            let below = self.handle.block_on(self.below(inventory, &reader, &pages, &mut needed))?;
            pages = below.into_iter().filter(|(page, _)| seen.insert(*page)).collect();
        }
        if let Some(only) = &mut self.only {
            only.packs = needed;
        }
        Ok(())
    }

    /// The pages that pages refer to. Notes where both and the chunks lie.
    async fn below(
        &self,
        inventory: &Inventory,
        reader: &Reader<'_>,
        pages: &Pages,
        needed: &mut HashSet<PackId>,
    ) -> Result<Pages> {
        let reads = stream::iter(pages).map(|(page, hint)| reader.page(page, *hint));
        let mut reads = reads.buffer_unordered(self.options.connections.max(1));
        let (mut below, mut homes) = (Vec::new(), Vec::new());
        let mut note = |key: &IndexKey, kind| {
            inventory.homes(key, kind, &mut homes);
            needed.extend(homes.iter().map(|home| home.location.pack));
        };
        pages.iter().for_each(|(page, _)| note(&page.index_key(), PackKind::Tree));
        while let Some(read) = reads.next().await {
            let loaded = match read {
                Ok(loaded) => loaded,
                Err(Error::Damage(_)) => continue,
                Err(error) => return Err(error),
            };
            for entry in entries(&loaded) {
                entry.chunks.iter().for_each(|(chunk, _)| note(chunk, PackKind::Data));
                below.extend(entry.page);
            }
        }
        Ok(below)
    }
}
