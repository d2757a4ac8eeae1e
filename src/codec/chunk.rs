//! Where a stream is cut. Cuts are part of the format: another table, mask or rule stores everything anew.

use std::fmt;

use fastcdc::v2020::{MASKS, cut_gear};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::error::Error;
use super::secret::Secret;

/// A rule that cuts a stream into chunks, each from the bytes of that chunk alone.
pub trait Cut: fmt::Debug + Send + Sync {
    /// Length of the next chunk, at the start of `data`; `last` when the stream ends with `data`.
    /// `None` when more data is needed (`data` is shorter than [`Cut::longest`] and not the last), and at
    /// the end of the stream. Never zero.
    fn cut(&self, data: &[u8], last: bool) -> Option<usize>;

    /// The longest chunk in bytes: with that much data there is always an answer.
    fn longest(&self) -> usize;
}

/// Lengths of chunks in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChunkSizes {
    /// No chunk but a stream's last is shorter.
    pub min: usize,
    /// Lengths gather around this power of two.
    pub avg: usize,
    /// No chunk is longer.
    pub max: usize,
}

impl Default for ChunkSizes {
    fn default() -> Self {
        Self { min: 32 << 10, avg: 128 << 10, max: 512 << 10 }
    }
}

impl ChunkSizes {
    fn check(self) -> Result<Self, Error> {
        let Self { min, avg, max } = self;
        // The scan takes bytes in pairs, so odd limits would shift; a power of two names its masks exactly.
        let usable = (64..=1 << 20).contains(&min)
            && (256..=4 << 20).contains(&avg)
            && max <= 8 << 20
            && min < avg
            && avg < max
            && avg.is_power_of_two()
            && min.is_multiple_of(2)
            && max.is_multiple_of(2);
        if usable { Ok(self) } else { Err(Error::ChunkSizes { min, avg, max }) }
    }
}

/// Content-defined chunks: FastCDC (Xia et al., IEEE TPDS 31(9), 2020) with normalisation level 2 over a gear
/// table of 256 secret random numbers, not a public table masked with a seed.
///
/// The table does not hide boundaries from whoever sees chunk lengths and knows plaintext (eprint 2025/532 and
/// 2025/558 recover such tables); not showing lengths does. It keeps cuts unpredictable for everyone else.
#[derive(Clone)]
pub struct Chunker {
    sizes: ChunkSizes,
    mask_short: u64,
    mask_long: u64,
    tables: Box<Tables>,
}

#[derive(Clone, Zeroize, ZeroizeOnDrop)]
struct Tables {
    gear: [u64; 256],
    /// `gear` shifted left by one, for the scan's two bytes at a time.
    shifted: [u64; 256],
}

impl Chunker {
    /// A chunker whose table is drawn from `secret`: 2048 bytes of HKDF-SHA256 (no salt, info
    /// `"sandyq/v1|gear"`) as 256 u64 BE.
    ///
    /// Sizes must be even, `64 <= min <= 1 MiB`, `256 <= avg <= 4 MiB` a power of two, `max <= 8 MiB` and
    /// `min < avg < max`.
    pub fn new(secret: &Secret, sizes: ChunkSizes) -> Result<Self, Error> {
        let sizes = sizes.check()?;
        let mut stream = [0; 2048];
        secret.expand("gear", &mut stream);
        let mut tables = Box::new(Tables { gear: [0; 256], shifted: [0; 256] });
        let Tables { gear, shifted } = &mut *tables;
        let (numbers, _) = stream.as_chunks::<8>();
        for ((gear, shifted), number) in gear.iter_mut().zip(shifted).zip(numbers) {
            *gear = u64::from_be_bytes(*number);
            *shifted = *gear << 1;
        }
        stream.zeroize();
        // Normalisation 2: two bits more than the average asks for before it, two fewer after it.
        let bits = sizes.avg.ilog2() as usize;
        Ok(Self { sizes, mask_short: MASKS[bits + 2], mask_long: MASKS[bits - 2], tables })
    }

    /// The sizes it cuts to.
    pub fn sizes(&self) -> ChunkSizes {
        self.sizes
    }

    #[cfg(test)]
    pub(super) fn gear(&self) -> &[u64; 256] {
        &self.tables.gear
    }
}

impl Cut for Chunker {
    fn cut(&self, data: &[u8], last: bool) -> Option<usize> {
        let ChunkSizes { min, avg, max } = self.sizes;
        if data.len() < max && (!last || data.is_empty()) {
            return None;
        }
        let Tables { gear, shifted } = &*self.tables;
        let (short, long) = (self.mask_short, self.mask_long);
        let (_, length) = cut_gear(data, min, avg, max, short, long, short << 1, long << 1, gear, shifted);
        Some(length)
    }

    fn longest(&self) -> usize {
        self.sizes.max
    }
}

impl fmt::Debug for Chunker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunker").field("sizes", &self.sizes).finish_non_exhaustive()
    }
}

/// Chunks of one size, counted from the start of the stream: for disk images and database files, which
/// change in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paged {
    page: usize,
}

impl Paged {
    /// Pages of `page` bytes, a power of two from 4 to 128 KiB.
    pub fn new(page: usize) -> Result<Self, Error> {
        if page.is_power_of_two() && (4 << 10..=128 << 10).contains(&page) {
            Ok(Self { page })
        } else {
            Err(Error::PageSize { page })
        }
    }
}

impl Default for Paged {
    fn default() -> Self {
        Self { page: 16 << 10 }
    }
}

impl Cut for Paged {
    fn cut(&self, data: &[u8], last: bool) -> Option<usize> {
        if data.len() >= self.page {
            Some(self.page)
        } else {
            (last && !data.is_empty()).then_some(data.len())
        }
    }

    fn longest(&self) -> usize {
        self.page
    }
}

/// Whether every byte of `data` is zero; such chunks are never stored.
pub fn is_zero(data: &[u8]) -> bool {
    // Wide enough to be folded in vector registers, short enough to leave at the first difference.
    let (blocks, rest) = data.as_chunks::<256>();
    let any = |bytes: &[u8]| bytes.iter().fold(0, |any, byte| any | byte);
    blocks.iter().all(|block| any(block) == 0) && any(rest) == 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::stream;
    use super::*;

    fn chunker(min: usize, avg: usize, max: usize) -> Chunker {
        Chunker::new(&Secret::from_bytes([9; 32]), ChunkSizes { min, avg, max }).unwrap()
    }

    fn cuts(rule: &dyn Cut, data: &[u8]) -> Vec<usize> {
        let mut cuts = Vec::new();
        let mut start = 0;
        while let Some(length) = rule.cut(&data[start..], true) {
            start += length;
            cuts.push(start);
        }
        assert_eq!(start, data.len());
        cuts
    }

    /// As a reader would: the window grows by `steps` in turn and a cut is asked for after each.
    fn fed(rule: &dyn Cut, data: &[u8], steps: &[usize]) -> Vec<usize> {
        let mut cuts = Vec::new();
        let (mut start, mut end) = (0, 0);
        for step in steps.iter().cycle() {
            while let Some(length) = rule.cut(&data[start..end], end == data.len()) {
                start += length;
                cuts.push(start);
            }
            if end == data.len() {
                return cuts;
            }
            end = data.len().min(end + step);
        }
        unreachable!("steps never run out")
    }

    #[test]
    fn default_cuts_are_frozen() {
        let chunker = Chunker::new(&Secret::from_bytes([9; 32]), ChunkSizes::default()).unwrap();
        assert_eq!(cuts(&chunker, &stream(2 << 20)), GOLDEN);
    }

    const GOLDEN: &[usize] = &[
        170854, 318286, 470943, 550641, 788680, 945237, 1079541, 1229503, 1368796, 1529446, 1629072, 1858491,
        2011674, 2097152,
    ];

    #[test]
    fn lengths_gather_around_the_average() {
        let chunker = Chunker::new(&Secret::from_bytes([9; 32]), ChunkSizes::default()).unwrap();
        let data = stream(32 << 20);
        let count = cuts(&chunker, &data).len();
        let mean = data.len() / count;
        assert!((100 << 10..200 << 10).contains(&mean), "{mean}");
    }

    #[test]
    fn secrets_cut_differently() {
        let data = stream(1 << 20);
        let sizes = ChunkSizes::default();
        let other = Chunker::new(&Secret::from_bytes([10; 32]), sizes).unwrap();
        assert_ne!(cuts(&other, &data), cuts(&chunker(sizes.min, sizes.avg, sizes.max), &data));
    }

    #[test]
    fn unusable_sizes_are_refused() {
        for (min, avg, max) in [
            (0, 256, 1024),
            (65, 256, 1024),
            (64, 300, 1024),
            (64, 256, 1025),
            (256, 256, 1024),
            (64, 256, 256),
            (64, 256, (8 << 20) + 2),
            (64, 8 << 20, 8 << 20),
            (usize::MAX, usize::MAX, usize::MAX),
        ] {
            let refused = Chunker::new(&Secret::from_bytes([9; 32]), ChunkSizes { min, avg, max });
            assert_eq!(refused.err(), Some(Error::ChunkSizes { min, avg, max }));
        }
        assert!([0, 4095, 12 << 10, 256 << 10].into_iter().all(|page| Paged::new(page).is_err()));
    }

    #[test]
    fn pages_are_aligned_and_only_the_last_is_short() {
        let data = stream(40_000);
        assert_eq!(cuts(&Paged::default(), &data), [16_384, 32_768, 40_000]);
        assert_eq!(cuts(&Paged::default(), &data[..32_768]), [16_384, 32_768]);
        assert_eq!(Paged::default().cut(&data[..16_383], false), None);
        assert_eq!(Paged::default().cut(&[], true), None);
    }

    #[test]
    fn one_set_bit_anywhere_is_not_zero() {
        for length in [0, 1, 7, 255, 256, 257, 1000] {
            let mut data = vec![0; length];
            assert!(is_zero(&data));
            for place in 0..length {
                data[place] = 1;
                assert!(!is_zero(&data));
                data[place] = 0;
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn cuts_do_not_depend_on_how_data_arrives(
            length in 0..200_000_usize,
            steps in prop::collection::vec(1..20_000_usize, 1..8),
        ) {
            let data = stream(length);
            let chunker = chunker(1024, 4096, 16_384);
            prop_assert_eq!(fed(&chunker, &data, &steps), cuts(&chunker, &data));
            prop_assert_eq!(fed(&Paged::new(4096).unwrap(), &data, &steps), cuts(&Paged::new(4096).unwrap(), &data));
        }

        #[test]
        fn lengths_stay_within_their_limits(length in 0..300_000_usize, zeros in any::<bool>()) {
            let data = if zeros { vec![0; length] } else { stream(length) };
            let cuts = cuts(&chunker(1024, 4096, 16_384), &data);
            let starts = std::iter::once(0).chain(cuts.iter().copied());
            for (start, end) in starts.zip(&cuts) {
                prop_assert!(end - start <= 16_384);
                prop_assert!(end - start >= 1024 || *end == data.len());
            }
        }

        #[test]
        fn an_insertion_changes_cuts_only_near_it(
            place in 0..400_000_usize,
            inserted in prop::collection::vec(any::<u8>(), 1..3000),
        ) {
            let chunker = chunker(1024, 4096, 16_384);
            let before = stream(600_000);
            let mut after = before.clone();
            after.splice(place..place, inserted.iter().copied());
            let old = cuts(&chunker, &before);
            let new = cuts(&chunker, &after);
            let kept_before = old.iter().filter(|cut| **cut <= place).copied().collect::<Vec<_>>();
            prop_assert!(new.starts_with(&kept_before));
            // Cutting falls back into step after a few chunks; from there on all cuts are the old ones.
            let far = place + 150_000;
            let shifted: Vec<_> = old.iter().map(|cut| cut + inserted.len()).filter(|cut| *cut > far).collect();
            let found: Vec<_> = new.iter().copied().filter(|cut| *cut > far).collect();
            prop_assert_eq!(found, shifted);
        }
    }
}
