//! Hints: where chunks and pages lay when a page was written. They speed reading up and are never trusted: whatever
//! is found is checked by its id, and the index knows better if it moved.

use minicbor::{Decode, Encode};

use crate::codec::compress::Method;
use crate::model::id::PackId;

use super::directory::{BlockPlace, Location, MAX_BLOCK, MAX_PACK};

/// A location in its stored form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct PlainLocation {
    #[n(0)]
    pack: PackId,
    #[n(1)]
    block: PlainBlock,
    #[n(2)]
    start: u32,
    #[n(3)]
    len: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
struct PlainBlock {
    #[n(0)]
    ordinal: u32,
    #[n(1)]
    offset: u32,
    #[n(2)]
    stored: u32,
    #[n(3)]
    plain: u32,
    #[n(4)]
    compressed: bool,
}

impl From<BlockPlace> for PlainBlock {
    fn from(place: BlockPlace) -> Self {
        let BlockPlace { ordinal, offset, stored, plain, method } = place;
        Self { ordinal, offset, stored, plain, compressed: method == Method::Zstd }
    }
}

impl From<Location> for PlainLocation {
    fn from(location: Location) -> Self {
        Self { pack: location.pack, block: location.block.into(), start: location.start, len: location.len }
    }
}

impl PlainBlock {
    fn place(self) -> Option<BlockPlace> {
        let Self { ordinal, offset, stored, plain, compressed } = self;
        let possible =
            plain <= MAX_BLOCK && u64::from(offset) + u64::from(stored) <= MAX_PACK && stored >= 16;
        let method = if compressed { Method::Zstd } else { Method::Raw };
        possible.then_some(BlockPlace { ordinal, offset, stored, plain, method })
    }
}

impl PlainLocation {
    /// The location, if its numbers are possible.
    pub fn location(self) -> Option<Location> {
        let block = self.block.place()?;
        let fits = u64::from(self.start) + u64::from(self.len) <= u64::from(block.plain);
        fits.then_some(Location { pack: self.pack, block, start: self.start, len: self.len })
    }
}

/// The hints of one page: for each of its references in order, a location or none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Hints {
    #[n(0)]
    packs: Vec<PackId>,
    #[n(1)]
    runs: Vec<Run>,
}

/// Consecutive references that lie one after the other in one block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
struct Run {
    /// References passed over since the end of the run before.
    #[n(0)]
    skip: u32,
    #[n(1)]
    count: u32,
    #[n(2)]
    pack: u32,
    #[n(3)]
    block: PlainBlock,
    #[n(4)]
    start: u32,
    /// Length of the last reference of the run; the others are known from the page.
    #[n(5)]
    last: u32,
}

/// Collects hints in the order of a page's references.
#[derive(Debug, Default)]
pub struct HintsBuilder {
    hints: Hints,
    skipped: u32,
    next: Option<(PackId, BlockPlace, u32)>,
}

impl HintsBuilder {
    /// The next reference lies at `location`, or is not known to lie anywhere. `chunk` references tell their length
    /// in the page and may join a run; pages do not.
    pub fn push(&mut self, location: Option<Location>, chunk: bool) {
        let Some(location) = location else {
            self.skipped += 1;
            self.next = None;
            return;
        };
        let end = location.start + location.len;
        if self.next == Some((location.pack, location.block, location.start))
            && chunk
            && let Some(run) = self.hints.runs.last_mut()
        {
            run.count += 1;
            run.last = location.len;
        } else {
            let packs = &mut self.hints.packs;
            let pack = packs.iter().rposition(|pack| *pack == location.pack).unwrap_or_else(|| {
                packs.push(location.pack);
                packs.len() - 1
            });
            self.hints.runs.push(Run {
                skip: self.skipped,
                count: 1,
                pack: pack as u32,
                block: location.block.into(),
                start: location.start,
                last: location.len,
            });
            self.skipped = 0;
        }
        self.next = chunk.then_some((location.pack, location.block, end));
    }

    /// All hints of the page.
    pub fn finish(self) -> Hints {
        self.hints
    }
}

impl Hints {
    /// A location for each of the references whose lengths are `lens` (`None` for pages). Impossible hints are left
    /// out.
    pub fn locations(&self, lens: &[Option<u32>]) -> Vec<Option<Location>> {
        let mut locations = vec![None; lens.len()];
        let mut at = 0usize;
        for run in &self.runs {
            at = at.saturating_add(run.skip as usize);
            let pack = self.packs.get(run.pack as usize).copied();
            let mut start = run.start;
            for index in 0..run.count {
                let Some(&known) = lens.get(at) else { return locations };
                let len = if index + 1 == run.count { run.last } else { known.unwrap_or(0) };
                if let (Some(pack), true) = (pack, known.is_none_or(|known| known == len)) {
                    locations[at] = PlainLocation { pack, block: run.block, start, len }.location();
                }
                start = start.saturating_add(len);
                at += 1;
            }
        }
        locations
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::{SessionId, SnapshotId};
    use proptest::prelude::*;

    fn location(pack: u32, ordinal: u32, start: u32, len: u32) -> Location {
        let session = SessionId { root: 1, random: SnapshotId([2; 12]) };
        let block = BlockPlace {
            ordinal,
            offset: 2000 + ordinal * 100,
            stored: 100,
            plain: 1 << 20,
            method: Method::Zstd,
        };
        Location { pack: PackId { session, number: pack }, block, start, len }
    }

    proptest! {
        #[test]
        fn every_reference_gets_its_own_location_back(
            refs in proptest::collection::vec((0u32..3, 0u32..2, 1u32..5, any::<bool>(), any::<bool>()), 0..40),
        ) {
            let (mut builder, mut at) = (HintsBuilder::default(), 0);
            let (mut expected, mut lens) = (Vec::new(), Vec::new());
            for (pack, ordinal, len, chunk, known) in refs {
                let here = known.then(|| location(pack, ordinal, at, len));
                at += len;
                builder.push(here, chunk);
                expected.push(here);
                lens.push(chunk.then_some(len));
            }
            prop_assert_eq!(builder.finish().locations(&lens), expected);
        }
    }

    #[test]
    fn small_files_of_one_block_share_one_hint() {
        let mut builder = HintsBuilder::default();
        for n in 0..100 {
            builder.push(Some(location(0, 0, n * 10, 10)), true);
        }
        let hints = builder.finish();
        assert_eq!(hints.runs.len(), 1);
        assert_eq!(hints.locations(&[Some(10); 100])[99], Some(location(0, 0, 990, 10)));
    }
}
