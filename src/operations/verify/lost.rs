//! What of a page's references cannot be had, and why.

use std::collections::HashMap;

use crate::model::id::{IndexKey, PackId, PageId};
use crate::repository::directory::{Location, PackKind};
use crate::repository::index::run::Home;
use crate::repository::reader::Reader;
use crate::repository::tree::page::LoadedPage;
use crate::repository::{Damage, Error, Result, layout};
use crate::storage::ErrorKind;

use super::check::Bad;
use super::inventory::Inventory;

/// Decides by several inventories: what is to be had under one of them is not lost.
#[derive(Debug)]
pub struct Judge<'a> {
    pub inventories: Vec<&'a Inventory>,
    pub broken: &'a HashMap<PackId, Bad>,
}

impl Judge<'_> {
    /// Why a chunk cannot be had.
    pub fn chunk(&self, key: &IndexKey, hint: Option<&Location>) -> Option<Damage> {
        let mut homes = Vec::new();
        let mut why = None;
        for inventory in &self.inventories {
            inventory.homes(key, PackKind::Data, &mut homes);
            if homes.is_empty() {
                why = Some(self.nowhere(inventory, PackKind::Data, hint));
            }
            for home in &homes {
                match self.unusable(inventory, home) {
                    None => return None,
                    Some(damage) => why = Some(damage),
                }
            }
        }
        why
    }

    /// Whether a chunk is lost: what lies in a pack that no index names is not.
    pub fn has_lost(&self, key: &IndexKey, hint: Option<&Location>) -> bool {
        self.chunk(key, hint).is_some_and(|damage| damage.problem != UNINDEXED)
    }

    /// Reads a page from wherever it can be had; and what is wrong all the same, if that is a pack that no index names.
    pub async fn page(
        &self,
        reader: &Reader<'_>,
        id: &PageId,
        hint: Option<&Location>,
    ) -> Result<(LoadedPage, Option<Damage>)> {
        let mut why = Damage::new(PackKind::Tree.object(), PAGES, NOWHERE);
        for inventory in &self.inventories {
            let (places, lost) = self.places(inventory, &id.index_key(), hint);
            why = lost.unwrap_or(why);
            for (place, unindexed) in places {
                match reader.page_at(id, &place).await.map_err(missing_is_damage) {
                    Ok(page) => return Ok((page, unindexed)),
                    Err(Error::Damage(damage)) => why = damage,
                    Err(error) => return Err(error),
                }
            }
        }
        Err(why.into())
    }

    /// Where a page may be, and why it may be nowhere.
    fn places(
        &self,
        inventory: &Inventory,
        key: &IndexKey,
        hint: Option<&Location>,
    ) -> (Vec<(Location, Option<Damage>)>, Option<Damage>) {
        let (mut homes, mut places, mut why) = (Vec::new(), Vec::new(), None);
        inventory.homes(key, PackKind::Tree, &mut homes);
        for home in &homes {
            match self.unusable(inventory, home) {
                Some(damage) if damage.problem != UNINDEXED => why = Some(damage),
                fine => places.push((home.location, fine)),
            }
        }
        if homes.is_empty() {
            let damage = self.nowhere(inventory, PackKind::Tree, hint);
            match hint.filter(|_| damage.problem == UNINDEXED) {
                Some(hint) => places.push((*hint, Some(damage))),
                None => why = Some(damage),
            }
        }
        (places, why)
    }

    /// Why a home is none.
    fn unusable(&self, inventory: &Inventory, home: &Home) -> Option<Damage> {
        let (pack, block) = (&home.location.pack, &home.location.block);
        let damage = |problem| Some(Damage::new(home.kind.object(), layout::pack(pack), problem));
        let Some(known) = inventory.packs.get(pack) else {
            return damage(self.without_index(inventory, &home.location));
        };
        match known.listed {
            None => damage(MISSING),
            Some(size) if u64::from(block.offset) + u64::from(block.stored) > size => damage(LOST),
            Some(_) if self.broken.get(pack).is_some_and(|bad| bad.has(block.ordinal)) => damage(LOST),
            Some(_) => None,
        }
    }

    /// What has no home in an index: it may lie where it lay when the page was written.
    fn nowhere(&self, inventory: &Inventory, kind: PackKind, hint: Option<&Location>) -> Damage {
        let at = hint
            .filter(|hint| !inventory.view.is_dead(&hint.pack) && !inventory.packs.contains_key(&hint.pack));
        match at {
            Some(at) => Damage::new(kind.object(), layout::pack(&at.pack), self.without_index(inventory, at)),
            None => Damage::new(kind.object(), if kind == PackKind::Tree { PAGES } else { CHUNKS }, NOWHERE),
        }
    }

    /// What is wrong with a place in a pack that no index names.
    fn without_index(&self, inventory: &Inventory, at: &Location) -> &'static str {
        if !inventory.orphans.contains_key(&at.pack) {
            MISSING
        } else if self.broken.get(&at.pack).is_some_and(|bad| bad.has(at.block.ordinal)) {
            LOST
        } else {
            UNINDEXED
        }
    }
}

const MISSING: &str = "is missing";
const LOST: &str = "lost what snapshots need";
/// The problem of a pack that is there and that no index names.
pub const UNINDEXED: &str = "is named by no index, though snapshots need it";
const NOWHERE: &str = "are not stored anywhere any more";
const PAGES: &str = "(pages of trees)";
const CHUNKS: &str = "(chunks of files)";

fn missing_is_damage(error: Error) -> Error {
    match error {
        Error::Storage(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::Range) => {
            Error::Storage(error).missing_is_damage(PackKind::Tree.object())
        }
        other => other,
    }
}
