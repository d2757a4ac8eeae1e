//! The trees of all snapshots. The packs they lie in are read from one end to the other, each once, however many
//! snapshots share a page; what they do not hold is sought page by page. In the end every page that a snapshot needs
//! was read, and every chunk it refers to was looked up.

use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};

use futures_util::{StreamExt, stream};

use crate::model::id::{PackId, PageId};
use crate::repository::catalog::CatalogEntry;
use crate::repository::directory::{Location, PackKind};
use crate::repository::reader::Reader;
use crate::repository::tree::page::{LoadedPage, decode_stored, stored_id};
use crate::repository::{Damage, Error, Result};

use super::graph::Graph;
use super::inventory::Inventory;
use super::lost::Judge;
use super::references::entries;
use super::subset::Subset;
use super::{Finding, Verify};

/// The pages of all trees and what reading them came to.
#[derive(Debug, Default)]
pub struct Trees {
    /// Which page needs which.
    pub graph: Graph,
    /// Where pages lay that no index knows, as those that name them say.
    pub hints: HashMap<PageId, Location>,
    /// Why pages cannot be had.
    pub failed: HashMap<u32, Damage>,
}

/// The parts of a page that count here.
struct Extract {
    below: Vec<PageId>,
    hints: Vec<(PageId, Location)>,
    flawed: bool,
}

impl Extract {
    fn of(loaded: &LoadedPage, judge: &Judge<'_>) -> Self {
        let mut extract = Self { below: Vec::new(), hints: Vec::new(), flawed: false };
        let mut homes = Vec::new();
        for entry in entries(loaded) {
            let mut chunks = entry.chunks.iter();
            extract.flawed |= chunks.any(|(key, hint)| judge.chunk(key, hint.as_ref()).is_some());
            let Some((page, hint)) = entry.page else { continue };
            extract.below.push(page);
            if let Some(hint) = hint {
                judge.inventories[0].homes(&page.index_key(), PackKind::Tree, &mut homes);
                extract.hints.extend(homes.is_empty().then_some((page, hint)));
            }
        }
        extract
    }
}

impl Trees {
    fn add(&mut self, id: &PageId, extract: Extract) {
        self.hints.extend(extract.hints);
        self.graph.add(id, &extract.below, extract.flawed);
    }
}

/// What is known where something is lost.
#[derive(Debug)]
pub struct Damaged<'a> {
    /// The verification that found it.
    pub verify: &'a Verify<'a>,
    /// All pages.
    pub trees: &'a Trees,
    /// Tells what is lost.
    pub judge: &'a Judge<'a>,
    /// Reads pages.
    pub reader: &'a Reader<'a>,
    /// The snapshots that were looked at and are still there, oldest first.
    pub snapshots: Vec<&'a CatalogEntry>,
}

/// Told if something is lost.
pub type WhenDamaged<'a> = &'a mut dyn FnMut(&Damaged<'_>) -> Result<()>;

impl Verify<'_> {
    /// Looks at all trees.
    pub fn trees(&mut self, inventory: &Inventory, damaged: WhenDamaged<'_>) -> Result<()> {
        self.bodies(inventory)?;
        let trees: Mutex<Trees> = Mutex::default();
        let lock = || trees.lock().unwrap_or_else(PoisonError::into_inner);
        let packs = inventory.packs.iter().filter(|(_, pack)| pack.kind == PackKind::Tree);
        let packs: Vec<_> = packs.map(|(id, _)| *id).filter(|id| self.needs(id)).collect();
        let broken = std::mem::take(&mut self.broken);
        let judge = Judge { inventories: vec![inventory], broken: &broken };
        let keys = self.repository.keys();
        let read = self.read(inventory, &packs, &|_, record, plain| {
            let mut start = 0;
            for chunk in &record.chunks {
                let stored = &plain[start..start + chunk.len as usize];
                start += chunk.len as usize;
                let Some(id) = stored_id(keys, stored) else { continue };
                match decode_stored(keys, &id, stored) {
                    Ok(loaded) => {
                        let extract = Extract::of(&loaded, &judge);
                        lock().add(&id, extract);
                    }
                    // If a snapshot needs it, it is found again.
                    Err(Error::Damage(_)) => {}
                    Err(error) => return Err(error),
                }
                self.progress.pages.fetch_add(1, Ordering::Relaxed);
            }
            Ok(())
        });
        self.broken.extend(broken);
        let gone = read?;
        let mut trees = trees.into_inner().unwrap_or_else(PoisonError::into_inner);
        trees.graph.settle();
        let reader = Reader::new(self.repository);
        let judge = Judge { inventories: vec![inventory], broken: &self.broken };
        let roots: Vec<_> = self.chosen(inventory).filter_map(|entry| root_of(&mut trees, entry)).collect();
        self.walk(&mut trees, &judge, &reader, roots)?;
        if trees.graph.has_wrong() || !gone.is_empty() {
            self.again(&mut trees, inventory, &reader, &gone, damaged)?;
        }
        Ok(())
    }

    /// Reads the pages that are reached from `pages` and were not read.
    fn walk(&self, trees: &mut Trees, judge: &Judge<'_>, reader: &Reader<'_>, pages: Vec<u32>) -> Result<()> {
        let mut unread = trees.graph.reach(pages);
        while !unread.is_empty() {
            self.progress.check()?;
            let read = self.read_pages(trees, judge, reader, &unread)?;
            let mut below = Vec::new();
            for (number, id, result) in read {
                match result {
                    Ok(extract) => {
                        trees.failed.remove(&number);
                        trees.add(&id, extract);
                        below.extend(trees.graph.below(number));
                    }
                    Err(damage) => {
                        trees.graph.fail(number);
                        trees.failed.insert(number, damage);
                    }
                }
            }
            unread = trees.graph.reach(below);
        }
        Ok(())
    }

    #[expect(clippy::type_complexity, reason = "what reading each page came to")]
    fn read_pages(
        &self,
        trees: &Trees,
        judge: &Judge<'_>,
        reader: &Reader<'_>,
        pages: &[u32],
    ) -> Result<Vec<(u32, PageId, Result<Extract, Damage>)>> {
        let ids = trees.graph.ids(pages);
        let hints = &trees.hints;
        let reads = stream::iter(ids).map(|(number, id)| async move {
            let read = judge.page(reader, &id, hints.get(&id)).await;
            self.progress.pages.fetch_add(1, Ordering::Relaxed);
            match read {
                Ok((loaded, unindexed)) => {
                    let mut extract = Extract::of(&loaded, judge);
                    extract.flawed |= unindexed.is_some();
                    Ok((number, id, Ok(extract)))
                }
                Err(Error::Damage(damage)) => Ok((number, id, Err(damage))),
                Err(error) => Err(error),
            }
        });
        self.handle.block_on(async {
            let mut reads = reads.buffer_unordered(self.options.connections.max(1));
            let mut read = Vec::new();
            while let Some(page) = reads.next().await {
                read.push(page?);
            }
            Ok(read)
        })
    }

    /// Something is missing. Maintenance may have moved it: it is lost if two complete views taken from now on, one after
    /// the other, do not have it either.
    fn again(
        &mut self,
        trees: &mut Trees,
        before: &Inventory,
        reader: &Reader<'_>,
        gone: &[PackId],
        damaged: WhenDamaged<'_>,
    ) -> Result<()> {
        let first = self.handle.block_on(self.settle())?;
        let second = self.handle.block_on(self.settle())?;
        self.findings_of_gone(&second, gone);
        if self.options.data != Subset::None && self.repository.keys().role().reads_data() {
            self.read_orphans(&second)?;
        }
        let judge = Judge { inventories: vec![&first, &second], broken: &self.broken };
        let unreadable = trees.graph.unreadable();
        let mut below = Vec::new();
        for (number, id, result) in self.read_pages(trees, &judge, reader, &unreadable)? {
            match result {
                Ok(extract) => {
                    trees.failed.remove(&number);
                    trees.add(&id, extract);
                    below.extend(trees.graph.below(number));
                }
                Err(damage) => drop(trees.failed.insert(number, damage)),
            }
        }
        self.walk(trees, &judge, reader, below)?;
        // What was forgotten meanwhile is missed by nobody.
        let known = |entry: &&CatalogEntry| self.chosen(before).any(|old| old.session == entry.session);
        let snapshots = second.entries.iter().filter(known).collect();
        damaged(&Damaged { verify: self, trees, judge: &judge, reader, snapshots })
    }

    /// The private parts of snapshots.
    fn bodies(&mut self, inventory: &Inventory) -> Result<()> {
        let chosen: Vec<_> = self.chosen(inventory).collect();
        for entry in chosen {
            match entry.open(self.repository.keys()) {
                Ok(_) => {}
                Err(Error::Damage(damage)) => {
                    let mut finding = Finding::of(damage);
                    finding.snapshots.insert(entry.session.random, 0);
                    self.attribute(vec![finding]);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Joins findings with those of the same object.
    pub fn attribute(&mut self, found: Vec<Finding>) {
        for finding in found {
            match self.findings.iter_mut().find(|known| known.damage.object == finding.damage.object) {
                Some(known) => {
                    known.snapshots.extend(finding.snapshots);
                    known.newest = finding.newest.or(known.newest.take());
                }
                None => self.findings.push(finding),
            }
        }
    }
}

/// The number of a snapshot's first page.
fn root_of(trees: &mut Trees, entry: &CatalogEntry) -> Option<u32> {
    let tree = entry.head().tree?;
    if let Some(hint) = entry.tree_at() {
        trees.hints.entry(tree).or_insert(hint);
    }
    Some(trees.graph.number(&tree))
}
