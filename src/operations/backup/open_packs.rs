//! Packs that are being filled: which one takes the next block, and which is to be uploaded.

use std::collections::HashMap;

use super::budget::Taken;
use crate::repository::directory::ChunkRecord;
use crate::repository::pack::PackBuilder;

/// A pack with the memory it takes.
pub type Held = (PackBuilder, Taken);

/// Packs of one kind that are not complete: at most one is still open for more blocks.
#[derive(Debug, Default)]
pub struct Packs {
    pub open: Option<u32>,
    pub packs: HashMap<u32, Held>,
}

/// What becomes of a wish for room in a pack.
#[derive(Debug)]
pub enum Room {
    /// There is some in this pack.
    In(u32),
    /// First this pack is to be uploaded, which has become complete.
    After(Box<Held>),
    /// A new pack is needed.
    Nowhere,
}

impl Packs {
    /// Looks for room in the open pack, or else in `fresh`, which then is the open one. Whatever is taken out of here comes
    /// back to the caller: while one thread made `fresh`, others may have opened a pack and filled it.
    pub fn room(&mut self, fresh: &mut Option<Held>, fits: impl Fn(&PackBuilder) -> bool) -> Room {
        if let Some(number) = self.open {
            if self.packs.get(&number).is_some_and(|(pack, _)| fits(pack)) {
                return Room::In(number);
            }
            self.open = None;
            if let Some(complete) = self.take_complete(number) {
                return Room::After(Box::new(complete));
            }
        }
        let Some((pack, taken)) = fresh.take() else { return Room::Nowhere };
        let number = pack.id().number;
        self.open = Some(number);
        self.packs.insert(number, (pack, taken));
        Room::In(number)
    }

    /// How many chunks of an uncompressed block end the open pack, if all of them are too many for it. Full packs are
    /// padded to one size, and half a block of each would be a fiftieth of all that is stored.
    pub fn last_fitting(&self, chunks: &[ChunkRecord]) -> Option<usize> {
        let (pack, _) = self.packs.get(&self.open?)?;
        let mut stored = 0;
        let fits = |(count, chunk): &(usize, &ChunkRecord)| {
            stored += chunk.len as usize;
            pack.fits(stored, count + 1)
        };
        let fitting = chunks.iter().enumerate().take_while(fits).count();
        (0 < fitting && fitting < chunks.len()).then_some(fitting)
    }

    /// Takes a pack out if no more blocks will come and none is missing.
    pub fn take_complete(&mut self, number: u32) -> Option<Held> {
        let is_complete = self.packs.get(&number).is_some_and(|(pack, _)| pack.is_complete());
        if is_complete && self.open != Some(number) { self.packs.remove(&number) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::compress::Method;
    use crate::codec::seal::TAG;
    use crate::model::id::{IndexKey, PackId, SessionId, SnapshotId};
    use crate::operations::backup::budget::Budget;
    use crate::repository::directory::{BlockPlace, BlockRecord, PackKind};
    use crate::repository::keys::test_keys;

    fn held(budget: &Budget, number: u32) -> Held {
        let id = PackId { session: SessionId { root: 1, random: SnapshotId([2; 12]) }, number };
        (PackBuilder::new(&test_keys(), id, PackKind::Data), budget.take(1).0)
    }

    #[test]
    fn a_pack_that_others_filled_while_a_new_one_was_made_is_not_forgotten() {
        let budget = Budget::new(9);
        let mut packs = Packs::default();
        let reserve = |packs: &mut Packs, number: u32| {
            let record = BlockRecord { stored: 0, plain: 1, method: Method::Raw, chunks: vec![] };
            packs.packs.get_mut(&number).unwrap().0.reserve(1, record).unwrap().place
        };
        let place = |packs: &mut Packs, number: u32, place: &BlockPlace| {
            packs.packs.get_mut(&number).unwrap().0.place(place, vec![0; 1 + TAG]);
        };
        assert!(matches!(packs.room(&mut None, |_| true), Room::Nowhere));
        assert!(matches!(packs.room(&mut Some(held(&budget, 7)), |_| true), Room::In(7)));
        let block = reserve(&mut packs, 7);
        place(&mut packs, 7, &block);
        // Another thread has made a pack of its own meanwhile, and the open one is full.
        let mut fresh = Some(held(&budget, 8));
        let Room::After(complete) = packs.room(&mut fresh, PackBuilder::is_empty) else { panic!() };
        assert_eq!(complete.0.id().number, 7);
        assert!(matches!(packs.room(&mut fresh, PackBuilder::is_empty), Room::In(8)));
        assert!(fresh.is_none());
        // A pack that is full and waits for a block is left for whoever brings that.
        let block = reserve(&mut packs, 8);
        assert!(matches!(packs.room(&mut Some(held(&budget, 9)), PackBuilder::is_empty), Room::In(9)));
        assert!(packs.take_complete(8).is_none());
        place(&mut packs, 8, &block);
        assert!(packs.take_complete(8).is_some() && packs.take_complete(9).is_none());
    }

    #[test]
    fn what_cannot_be_compressed_fills_a_pack_to_its_end() {
        let budget = Budget::new(9);
        let mut packs = Packs::default();
        let chunks = |lens: &[u32]| -> Vec<_> {
            let key = |n| IndexKey([n as u8; 16]);
            lens.iter().enumerate().map(|(n, len)| ChunkRecord { key: key(n), len: *len }).collect()
        };
        assert_eq!(packs.last_fitting(&chunks(&[1, 1])), None, "no pack is open");
        assert!(matches!(packs.room(&mut Some(held(&budget, 0)), |_| true), Room::In(0)));
        for _ in 0..31 {
            let record = BlockRecord { stored: 0, plain: 1 << 20, method: Method::Raw, chunks: vec![] };
            packs.packs.get_mut(&0).unwrap().0.reserve(1 << 20, record).unwrap();
        }
        // Nearly 1 MiB is free.
        assert_eq!(packs.last_fitting(&chunks(&[400_000, 500_000])), None, "all of them fit");
        assert_eq!(packs.last_fitting(&chunks(&[400_000, 500_000, 200_000])), Some(2));
        assert_eq!(packs.last_fitting(&chunks(&[1_100_000, 1])), None, "not even the first fits");
    }
}
