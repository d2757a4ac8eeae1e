//! A sorted, immutable, memory-mapped piece of the index on the host: 28 bytes a chunk, a lookup touches one or two
//! pages whatever the size.
//!
//! The stream holds records, a fan-out, pack rows, block rows and a description; the footer says where each begins.

use std::ops::Range;
use std::path::{Path, PathBuf};

use minicbor::{Decode, Encode};

use crate::codec::compress::Method;
use crate::codec::secret::Secret;
use crate::model::id::{GroupId, IndexKey, ObjectDigest, PackId, SessionId, SnapshotId};
use crate::repository::directory::{BlockPlace, Location, PackKind};
use crate::repository::error::Result;
use crate::repository::paged_file::{Damaged, FOOTER, PagedFile};

pub(super) const RECORD: usize = 28;
pub(super) const PACK_ROW: usize = 40;
pub(super) const BLOCK_ROW: usize = 12;
pub(super) const MAGIC: u64 = u64::from_be_bytes(*b"sq-run-1");

/// Where a run's content came from. A run is used only while all of its sources count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode)]
pub enum Source {
    /// An index segment named by the root.
    #[n(0)]
    Segment(#[n(0)] ObjectDigest),
    /// A delta of a session that is not absorbed yet.
    #[n(1)]
    Delta(#[n(0)] SessionId, #[n(1)] u32),
}

/// A place where a chunk is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Home {
    /// The place.
    pub location: Location,
    /// What kind of pack.
    pub kind: PackKind,
    /// Trust group of the writer.
    pub group: GroupId,
    /// Size of the pack in the store.
    pub size: u64,
}

#[derive(Debug, Encode, Decode)]
pub(super) struct Description {
    #[n(0)]
    pub(super) sources: Vec<Source>,
    #[n(1)]
    pub(super) groups: Vec<GroupId>,
}

/// The first eight bytes of a record or key.
fn beginning(record: &[u8]) -> u64 {
    record.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

/// Which bucket of the fan-out a record or key is in, of 2^`bits`.
pub(super) fn bucket(record: &[u8], bits: u32) -> usize {
    beginning(record).checked_shr(64 - bits).unwrap_or(0) as usize
}

/// Where in its bucket a key should be, of 2^64.
fn within_bucket(key: &[u8], bits: u32) -> u64 {
    beginning(key) << bits
}

/// A run, open for lookups.
#[derive(Debug)]
pub struct Run {
    path: PathBuf,
    pub(super) file: PagedFile,
    records: u64,
    bits: u32,
    fan_out: u64,
    pub(super) pack_rows: u64,
    pub(super) packs: u64,
    pub(super) block_rows: u64,
    pub(super) blocks: u64,
    pub(super) description: Description,
}

impl Run {
    /// Opens a run. `None` if it is missing or damaged: the caller makes a new one.
    pub fn open(path: &Path, secret: &Secret) -> Option<Self> {
        let (file, footer) = PagedFile::open(path, secret)?;
        let mut numbers = [0u64; FOOTER / 8];
        for (number, bytes) in numbers.iter_mut().zip(footer.chunks_exact(8)) {
            *number = u64::from_le_bytes(bytes.try_into().ok()?);
        }
        let [magic, records, bits, fan_out, pack_rows, packs, block_rows, blocks, described, length, ..] =
            numbers;
        if magic != MAGIC || bits > 32 {
            return None;
        }
        let description = minicbor::decode(&file.read_vec(described, length).ok()?).ok()?;
        let bits = bits as u32;
        let path = path.to_owned();
        Some(Self { path, file, records, bits, fan_out, pack_rows, packs, block_rows, blocks, description })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where its content came from.
    pub fn sources(&self) -> &[Source] {
        &self.description.sources
    }

    /// Chunks in it.
    pub fn len(&self) -> u64 {
        self.records
    }

    /// Whether it holds no chunk.
    pub fn is_empty(&self) -> bool {
        self.records == 0
    }

    /// Every home of a chunk in this run, in no order.
    pub fn find(&self, key: &IndexKey, found: &mut Vec<Home>) -> Result<(), Damaged> {
        for place in self.places(key)? {
            found.push(self.home(&self.record(place)?)?);
        }
        Ok(())
    }

    /// Which of the run's entries are about a chunk.
    pub fn places(&self, key: &IndexKey) -> Result<Range<u64>, Damaged> {
        let bucket = bucket(&key.0, self.bits) as u64;
        let bounds: [u8; 8] = self.file.read_array(self.fan_out + bucket * 4)?;
        let [a, b, c, d, e, f, g, h] = bounds;
        let (start, end) =
            (u64::from(u32::from_le_bytes([a, b, c, d])), u64::from(u32::from_le_bytes([e, f, g, h])));
        // Keys are spread evenly, so it is near where it would be if they were quite so.
        let share = u128::from(within_bucket(&key.0, self.bits));
        let guess = start + ((share * u128::from(end - start)) >> 64) as u64;
        let first = search(start..end, guess, |place| {
            let record: [u8; 16] = self.file.read_array(place * RECORD as u64)?;
            Ok(record < key.0)
        })?;
        let mut low = first;
        while low < end && self.record(low)?[..16] == key.0 {
            low += 1;
        }
        Ok(first..low)
    }

    /// Every chunk with its home, in the order of the keys.
    pub fn entries(&self) -> impl Iterator<Item = Result<(IndexKey, Home), Damaged>> + '_ {
        self.stream().map(|record| {
            let record = record?;
            let mut key = [0; 16];
            key.copy_from_slice(&record[..16]);
            Ok((IndexKey(key), self.home(&record)?))
        })
    }

    fn record(&self, place: u64) -> Result<[u8; RECORD], Damaged> {
        self.file.read_array(place * RECORD as u64)
    }

    fn home(&self, record: &[u8; RECORD]) -> Result<Home, Damaged> {
        let number =
            |bytes: &[u8]| bytes.iter().rev().fold(0u64, |value, byte| value << 8 | u64::from(*byte));
        let ordinal = number(&record[16..20]);
        let place = number(&record[20..]);
        if ordinal >= self.packs {
            return Err(Damaged);
        }
        let row: [u8; PACK_ROW] = self.file.read_array(self.pack_rows + ordinal * PACK_ROW as u64)?;
        let mut random = [0; 12];
        random.copy_from_slice(&row[8..20]);
        let session = SessionId { root: number(&row[..8]), random: SnapshotId(random) };
        let pack = PackId { session, number: number(&row[20..24]) as u32 };
        let block = number(&row[24..28]) + (place >> 48);
        let group = *self.description.groups.get(number(&row[28..32]) as usize).ok_or(Damaged)?;
        let kind = if row[32] == 0 { PackKind::Data } else { PackKind::Tree };
        if block >= self.blocks {
            return Err(Damaged);
        }
        let bytes: [u8; BLOCK_ROW] = self.file.read_array(self.block_rows + block * BLOCK_ROW as u64)?;
        let plain = number(&bytes[8..]) as u32;
        let block = BlockPlace {
            ordinal: (place >> 48) as u32,
            offset: number(&bytes[..4]) as u32,
            stored: number(&bytes[4..8]) as u32,
            plain: plain >> 1,
            method: if plain & 1 == 1 { Method::Zstd } else { Method::Raw },
        };
        let location = Location {
            pack,
            block,
            start: (place >> 24 & 0xff_ffff) as u32,
            len: (place & 0xff_ffff) as u32,
        };
        Ok(Home { location, kind, group, size: number(&row[36..40]) })
    }

    pub(super) fn stream(&self) -> Records<'_> {
        Records { run: self, next: 0 }
    }
}

/// The first of these places that is not before what is sought, and near `guess`. From there it goes in steps that double,
/// for whoever makes keys up can heap them as he likes.
fn search(
    places: Range<u64>,
    guess: u64,
    is_before: impl Fn(u64) -> Result<bool, Damaged>,
) -> Result<u64, Damaged> {
    let Range { start: mut low, end: mut high } = places;
    let mut step = 1;
    if low < high && is_before(guess)? {
        low = guess + 1;
        while low < high {
            let place = (low + step - 1).min(high - 1);
            if !is_before(place)? {
                high = place;
                break;
            }
            low = place + 1;
            step *= 2;
        }
    } else if low < high {
        high = guess;
        while low < high {
            let place = high.saturating_sub(step).max(low);
            if is_before(place)? {
                low = place + 1;
                break;
            }
            high = place;
            step *= 2;
        }
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if is_before(middle)? { low = middle + 1 } else { high = middle }
    }
    Ok(low)
}

pub(super) struct Records<'a> {
    run: &'a Run,
    next: u64,
}

impl Iterator for Records<'_> {
    type Item = Result<[u8; RECORD], Damaged>;
    fn next(&mut self) -> Option<Self::Item> {
        (self.next < self.run.records).then(|| {
            self.next += 1;
            self.run.file.read_array((self.next - 1) * RECORD as u64)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::codec::hash::sha256;
    use crate::repository::directory::{BlockRecord, ChunkRecord, PackRecord};
    use crate::repository::index::merge::merge;
    use crate::repository::index::run_writer::RunBuilder;

    fn pack(number: u32, chunks: Range<u32>) -> PackRecord {
        let key = |n: u32| {
            let mut key = [0; 16];
            key.copy_from_slice(&sha256(&n.to_be_bytes())[..16]);
            IndexKey(key)
        };
        let blocks = chunks
            .clone()
            .step_by(4)
            .map(|first| {
                let chunks: Vec<_> = (first..(first + 4).min(chunks.end))
                    .map(|n| ChunkRecord { key: key(n), len: n % 1000 + 1 })
                    .collect();
                let plain = chunks.iter().map(|chunk| chunk.len).sum();
                BlockRecord { stored: 99, plain, method: Method::Zstd, chunks }
            })
            .collect();
        let session = SessionId { root: 3, random: SnapshotId([number as u8; 12]) };
        PackRecord { id: PackId { session, number }, kind: PackKind::Data, size: 1 << 20, blocks }
    }

    fn run(folder: &Path, name: &str, packs: &[PackRecord], group: u8) -> Run {
        let secret = Secret::from_bytes([1; 32]);
        let mut builder = RunBuilder::default();
        for pack in packs {
            builder.source(Source::Delta(pack.id.session, pack.id.number));
            builder.add(pack, GroupId([group; 16]));
        }
        builder.write(&folder.join(name), &secret).unwrap();
        Run::open(&folder.join(name), &secret).unwrap()
    }

    fn finds_all(run: &Run, pack: &PackRecord, group: u8) {
        for (key, location) in pack.locations() {
            let mut found = Vec::new();
            run.find(&key, &mut found).unwrap();
            let expected =
                Home { location, kind: PackKind::Data, group: GroupId([group; 16]), size: 1 << 20 };
            assert!(found.contains(&expected), "{key} not at {location:?} but {found:?}");
        }
    }

    #[test]
    fn every_chunk_is_found_where_it_is_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let packs = [pack(0, 0..5000), pack(1, 5000..5001), pack(2, 6000..20_000)];
        let run = run(folder.path(), "run", &packs, 7);
        assert_eq!(run.len(), 19_001);
        for pack in &packs {
            finds_all(&run, pack, 7);
        }
        let mut found = Vec::new();
        run.find(&IndexKey([0x5a; 16]), &mut found).unwrap();
        assert!(found.is_empty());
    }

    proptest! {
        #[test]
        fn a_search_finds_the_first_place_wherever_it_begins(
            start in 0u64..1000, len in 1u64..500, sought in 0u64..501, guess in 0u64..500,
        ) {
            let first = start + sought.min(len);
            let found = search(start..start + len, start + guess.min(len - 1), |place| Ok(place < first));
            prop_assert_eq!(found.unwrap(), first);
        }
    }

    #[test]
    fn keys_that_are_heaped_are_found_as_others_are() {
        let folder = tempfile::tempdir().unwrap();
        let key = |n: u32| {
            let mut key = [if n < 3000 { 0x55 } else { n as u8 }; 16];
            key[12..].copy_from_slice(&n.to_be_bytes());
            IndexKey(key)
        };
        let chunks = (0..4000).map(|n| ChunkRecord { key: key(n), len: 1 }).collect();
        let blocks = vec![BlockRecord { stored: 99, plain: 4000, method: Method::Raw, chunks }];
        let heaped = PackRecord { blocks, ..pack(0, 0..0) };
        let run = run(folder.path(), "heaped", std::slice::from_ref(&heaped), 1);
        finds_all(&run, &heaped, 1);
        for n in [4001, 4100, u32::MAX] {
            assert_eq!(run.places(&key(n)).unwrap().count(), 0);
        }
    }

    #[test]
    fn a_merge_finds_everything_its_parts_found() {
        let folder = tempfile::tempdir().unwrap();
        let shared = pack(9, 0..100);
        let left = [pack(0, 0..3000), shared.clone()];
        let right = [pack(1, 2000..9000), shared.clone()];
        let runs = [run(folder.path(), "a", &left, 1), run(folder.path(), "b", &right, 2)];
        let path = folder.path().join("merged");
        let secret = Secret::from_bytes([1; 32]);
        merge(&runs, &path, &secret).unwrap().unwrap();
        let merged = Run::open(&path, &secret).unwrap();
        assert_eq!(merged.sources().len(), 4);
        left.iter().for_each(|pack| finds_all(&merged, pack, 1));
        right.iter().for_each(|pack| finds_all(&merged, pack, 2));
    }

    #[test]
    fn an_empty_run_finds_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let run = run(folder.path(), "empty", &[], 0);
        let mut found = Vec::new();
        run.find(&IndexKey([1; 16]), &mut found).unwrap();
        assert!(found.is_empty());
    }
}
