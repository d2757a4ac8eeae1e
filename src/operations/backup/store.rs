//! From chunks to packs in the store: blocks are compressed and sealed on the threads that fill them, read back,
//! placed into the open pack of their kind, and packs are uploaded while the next one is filled.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::runtime::Handle;
use tokio::sync::mpsc;

use crate::codec::compress::{Compressor, Decompressor, Method};
use crate::codec::seal::{Frame, Opener, TAG};
use crate::model::id::{IndexKey, PackId, SessionId};
use crate::repository::directory::{
    BlockPlace, BlockRecord, ChunkRecord, MAX_PACK, PACK_HEADER, PackKind, PackRecord,
};
use crate::repository::pack::{FinishedPack, PackBuilder, Reserved, open_block};
use crate::repository::{Error, Keys, Result};
use crate::storage::{ErrorKind, PutMode, Storage};

use super::super::session::{CHECKPOINT_BYTES, if_still_there, taken};
use super::budget::{Budget, Taken};
use super::known::{Claim, Known};
use super::stages::{STILL, Stage, Stages};

/// A block is compressed and sealed once it holds this much.
const BLOCK: usize = 1 << 20;
/// Tree packs stay smaller: a reader often wants only some pages.
const TREE_PACK: u64 = 8 << 20;

/// How chunks are stored.
#[derive(Debug, Clone, Copy)]
pub struct StoreOptions {
    /// zstd level.
    pub level: i32,
    /// Read every sealed block back before it is uploaded.
    pub verify: bool,
    /// Bytes after which a block is compressed and sealed, at most 1 MiB.
    pub block: usize,
    /// Bytes after which a pack is full, at most 32 MiB.
    pub pack: u64,
    /// Bytes of packs held in memory, at least those of three.
    pub budget: u64,
    /// Bytes of packs after which a checkpoint is made: an interrupted backup resumes there.
    pub checkpoint: u64,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            level: 3,
            verify: true,
            block: BLOCK,
            pack: MAX_PACK,
            budget: 96 << 20,
            checkpoint: CHECKPOINT_BYTES,
        }
    }
}

impl StoreOptions {
    /// Bytes that a pack of a kind may hold before it is full.
    fn limit(&self, kind: PackKind) -> u64 {
        match kind {
            PackKind::Data => self.pack,
            PackKind::Tree => self.pack.min(TREE_PACK),
        }
    }
}

/// What was stored so far.
#[derive(Debug, Default)]
pub struct Stored {
    /// Chunks of files.
    pub chunks: AtomicU64,
    /// Pages of trees.
    pub pages: AtomicU64,
    /// Bytes of both before compression.
    pub plain: AtomicU64,
    /// Bytes of blocks as they are stored.
    pub packed: AtomicU64,
    /// Bytes of packs that are durable.
    pub uploaded: AtomicU64,
}

/// Stores chunks and pages in packs.
#[derive(Debug)]
pub struct Store<'a> {
    storage: Arc<dyn Storage>,
    keys: Arc<Keys>,
    handle: Handle,
    session: SessionId,
    options: StoreOptions,
    known: &'a Known<'a>,
    stored: Arc<Stored>,
    numbers: AtomicU32,
    /// Packs that hold anything.
    begun: AtomicU32,
    budget: Budget,
    data: Mutex<Packs>,
    tree: Mutex<Packs>,
    stopped: &'a AtomicBool,
    uploads: Mutex<Option<mpsc::UnboundedSender<Result<PackRecord>>>>,
    stages: &'a Stages,
}

/// A pack with the memory it takes.
type Held = (PackBuilder, Taken);

/// Packs of one kind that are not complete: at most one is still open for more blocks.
#[derive(Debug, Default)]
struct Packs {
    open: Option<u32>,
    packs: HashMap<u32, Held>,
}

/// What becomes of a wish for room in a pack.
#[derive(Debug)]
enum Room {
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
    fn room(&mut self, fresh: &mut Option<Held>, fits: impl Fn(&PackBuilder) -> bool) -> Room {
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
    fn last_fitting(&self, chunks: &[ChunkRecord]) -> Option<usize> {
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
    fn take_complete(&mut self, number: u32) -> Option<Held> {
        let is_complete = self.packs.get(&number).is_some_and(|(pack, _)| pack.is_complete());
        if is_complete && self.open != Some(number) { self.packs.remove(&number) } else { None }
    }
}

/// A block being filled by one thread, with what that thread needs to finish it.
#[derive(Debug)]
pub struct BlockBuilder {
    kind: PackKind,
    plain: Vec<u8>,
    chunks: Vec<ChunkRecord>,
    packed: Vec<u8>,
    scratch: Vec<u8>,
    check: Vec<u8>,
    compressor: Compressor,
    decompressor: Decompressor,
}

impl BlockBuilder {
    fn new(kind: PackKind, size: usize, compressor: Compressor) -> Self {
        Self {
            kind,
            plain: Vec::with_capacity(size + size / 2),
            chunks: Vec::new(),
            packed: Vec::new(),
            scratch: Vec::new(),
            check: Vec::new(),
            compressor,
            decompressor: Decompressor::new(),
        }
    }

    /// Cuts off what comes after so many chunks of an uncompressed block.
    fn part(&mut self, count: usize) -> (Vec<u8>, Vec<ChunkRecord>) {
        let chunks = self.chunks.split_off(count);
        let len = self.chunks.iter().map(|chunk| chunk.len as usize).sum();
        self.packed.truncate(len);
        (self.plain.split_off(len), chunks)
    }

    /// What its bytes were compressed to, sealed.
    fn seal(&self, frame: Frame) -> Result<Vec<u8>> {
        let mut sealed = Vec::with_capacity(self.packed.len() + TAG);
        sealed.extend_from_slice(&self.packed);
        frame.seal(&mut sealed).map_err(|source| Error::Codec { during: "cannot seal a block", source })?;
        Ok(sealed)
    }

    /// Whether whoever restores will get the block's bytes out of `sealed`: compressors and memory have erred before.
    fn reads_back(&mut self, opener: &Opener, place: &BlockPlace, sealed: &[u8]) -> bool {
        let Self { scratch, decompressor, check, .. } = self;
        open_block(opener, place, sealed, scratch, decompressor, check).is_ok() && *check == self.plain
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'a> Store<'a> {
    /// A store for one session. Finished uploads are told to `uploads`; nothing more is stored once `stopped`.
    #[expect(clippy::too_many_arguments, reason = "made in one place, from what that place has")]
    pub fn new(
        storage: Arc<dyn Storage>,
        keys: Arc<Keys>,
        handle: Handle,
        options: StoreOptions,
        known: &'a Known<'a>,
        session: SessionId,
        stopped: &'a AtomicBool,
        uploads: mpsc::UnboundedSender<Result<PackRecord>>,
    ) -> Self {
        let options =
            StoreOptions { block: options.block.min(BLOCK), pack: options.pack.min(MAX_PACK), ..options };
        let least = 2 * options.limit(PackKind::Data) + options.limit(PackKind::Tree);
        Self {
            storage,
            keys,
            handle,
            session,
            options,
            known,
            stored: Arc::default(),
            numbers: AtomicU32::new(0),
            begun: AtomicU32::new(0),
            budget: Budget::new(options.budget.max(least)),
            data: Mutex::default(),
            tree: Mutex::default(),
            stopped,
            uploads: Mutex::new(Some(uploads)),
            stages: &STILL,
        }
    }

    /// With clocks for what it does.
    pub fn timed_by(self, stages: &'a Stages) -> Self {
        Self { stages, ..self }
    }

    /// What was stored so far.
    pub fn stored(&self) -> &Stored {
        &self.stored
    }

    /// Ends the telling of uploads with those under way.
    pub fn close(&self) {
        lock(&self.uploads).take();
    }

    /// A block builder for one thread.
    pub fn block(&self, kind: PackKind) -> Result<BlockBuilder> {
        let compressor = Compressor::new(self.options.level)
            .map_err(|source| Error::Codec { during: "cannot compress at this level", source })?;
        Ok(BlockBuilder::new(kind, self.options.block, compressor))
    }

    /// Stores a chunk or page unless it is known. Whether it was new.
    pub fn add(&self, block: &mut BlockBuilder, key: IndexKey, bytes: &[u8]) -> Result<bool> {
        if self.claim(key, bytes.len())? == Claim::Known {
            return Ok(false);
        }
        self.add_claimed(block, key, bytes)?;
        Ok(true)
    }

    /// Says that the caller is about to store a chunk or page, unless somebody has or is.
    pub fn claim(&self, key: IndexKey, len: usize) -> Result<Claim> {
        self.known.claim(key, len as u32)
    }

    /// Stores a chunk or page that the caller has claimed.
    pub fn add_claimed(&self, block: &mut BlockBuilder, key: IndexKey, bytes: &[u8]) -> Result<()> {
        let size = self.options.block;
        if !block.plain.is_empty() && block.plain.len() + bytes.len() > size + size / 2 {
            self.flush(block)?;
        }
        block.plain.extend_from_slice(bytes);
        block.chunks.push(ChunkRecord { key, len: bytes.len() as u32 });
        let count = if block.kind == PackKind::Data { &self.stored.chunks } else { &self.stored.pages };
        count.fetch_add(1, Ordering::Relaxed);
        self.stored.plain.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        if block.plain.len() >= size { self.flush(block) } else { Ok(()) }
    }

    /// Compresses, seals and places what a block holds.
    pub fn flush(&self, block: &mut BlockBuilder) -> Result<()> {
        while !block.chunks.is_empty() {
            if self.stopped.load(Ordering::Relaxed) {
                return Err(Error::Stopped);
            }
            let BlockBuilder { plain, packed, compressor, .. } = block;
            let method = self.stages.time(Stage::Compress, || compressor.compress(plain, packed));
            let parted = if method == Method::Raw {
                lock(self.packs(block.kind)).last_fitting(&block.chunks)
            } else {
                None
            };
            let rest = parted.map(|count| block.part(count));
            self.store(block, method)?;
            if let Some((plain, chunks)) = rest {
                block.plain.extend_from_slice(&plain);
                block.chunks = chunks;
            }
        }
        Ok(())
    }

    fn store(&self, block: &mut BlockBuilder, method: Method) -> Result<()> {
        let chunks = std::mem::take(&mut block.chunks);
        let record = BlockRecord { stored: 0, plain: block.plain.len() as u32, method, chunks };
        let keys: Vec<_> = record.chunks.iter().map(|chunk| (chunk.key, chunk.len)).collect();
        let (number, reserved) = self.reserve(block.kind, block.packed.len(), record)?;
        let Reserved { frame, place, opener } = reserved;
        let sealed = self.stages.time(Stage::Seal, || block.seal(frame))?;
        let reads_back = || block.reads_back(&opener, &place, &sealed);
        if self.options.verify && !self.stages.time(Stage::Check, reads_back) {
            return Err(Error::Unreadable { pack: PackId { session: self.session, number }.to_string() });
        }
        self.stored.packed.fetch_add(sealed.len() as u64, Ordering::Relaxed);
        self.known.placed(number, place, keys.into_iter());
        block.plain.clear();
        self.place(block.kind, number, &place, sealed)
    }

    fn packs(&self, kind: PackKind) -> &Mutex<Packs> {
        match kind {
            PackKind::Data => &self.data,
            PackKind::Tree => &self.tree,
        }
    }

    fn reserve(&self, kind: PackKind, stored: usize, record: BlockRecord) -> Result<(u32, Reserved)> {
        let limit = self.options.limit(kind);
        let fits = |pack: &PackBuilder| {
            pack.fits(stored, record.chunks.len()) && (pack.is_empty() || pack.len() < limit)
        };
        let mut fresh: Option<Held> = None;
        loop {
            let room = {
                let mut packs = lock(self.packs(kind));
                let room = packs.room(&mut fresh, fits);
                if let Room::In(number) = room
                    && let Some((pack, _)) = packs.packs.get_mut(&number)
                {
                    let is_first = pack.is_empty();
                    let reserved = pack.reserve(stored, record)?;
                    self.begun.fetch_add(u32::from(is_first), Ordering::Relaxed);
                    return Ok((number, reserved));
                }
                room
            };
            match room {
                Room::After(complete) => {
                    let (pack, taken) = *complete;
                    self.upload(pack, taken, true)?;
                }
                _ => {
                    // Outside the lock: whoever holds the budget may have to place a block before giving it back.
                    let taken = self.stages.time(Stage::Wait, || self.budget.take(limit));
                    let number = self.numbers.fetch_add(1, Ordering::Relaxed);
                    let id = PackId { session: self.session, number };
                    fresh = Some((PackBuilder::new(&self.keys, id, kind), taken));
                }
            }
        }
    }

    fn place(&self, kind: PackKind, number: u32, place: &BlockPlace, sealed: Vec<u8>) -> Result<()> {
        let complete = {
            let mut packs = lock(self.packs(kind));
            if let Some((pack, _)) = packs.packs.get_mut(&number) {
                pack.place(place, sealed);
            }
            packs.take_complete(number)
        };
        match complete {
            Some((pack, taken)) => self.upload(pack, taken, true),
            None => Ok(()),
        }
    }

    /// Finishes the open packs. All blocks must be flushed.
    pub fn finish(&self) -> Result<()> {
        for kind in [PackKind::Data, PackKind::Tree] {
            let rest: Vec<_> = {
                let mut packs = lock(self.packs(kind));
                packs.open = None;
                packs.packs.drain().map(|(_, pack)| pack).collect()
            };
            for (pack, taken) in rest {
                if !pack.is_empty() {
                    self.upload(pack, taken, false)?;
                }
            }
        }
        Ok(())
    }

    /// That every pack which holds anything is durable, of which the session knows so many. Nothing may be committed
    /// otherwise, whatever the reason.
    pub fn check(&self, durable: u32) -> Result<()> {
        let all = self.begun.load(Ordering::Relaxed);
        if all == durable { Ok(()) } else { Err(Error::NotStored { missing: all.abs_diff(durable), all }) }
    }

    fn upload(&self, pack: PackBuilder, mut taken: Taken, full: bool) -> Result<()> {
        let full = full && pack.len() > MAX_PACK - (2 << 20);
        let FinishedPack { record, payload } = pack.finish(full)?;
        taken.shrink(record.size);
        let uploads = lock(&self.uploads).clone();
        let (storage, stored) = (Arc::clone(&self.storage), Arc::clone(&self.stored));
        self.handle.spawn(async move {
            let header = payload.segments()[0].clone();
            let result = match storage.put(&record.object(), payload, PutMode::Create).await {
                Ok(()) => Ok(record),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    check_own(&*storage, &record, &header).await.map(|()| record)
                }
                Err(error) => Err(Error::from(error)),
            };
            if let Ok(record) = &result {
                stored.uploaded.fetch_add(record.size, Ordering::Relaxed);
            }
            drop(taken);
            // Nobody listens any more once the backup has failed.
            let _ = uploads.map(|uploads| uploads.send(result));
        });
        Ok(())
    }
}

/// The name of a pack is ours alone: a retried PUT met its own first try, or somebody saw the session begin and took the
/// name. The header is random, so nobody else can have stored the same.
async fn check_own(storage: &dyn Storage, record: &PackRecord, header: &[u8]) -> Result<()> {
    let object = record.object();
    let Some(stored) = if_still_there(storage.head(&object).await)? else { return Ok(()) };
    let begins = if_still_there(storage.get_range(&object, 0..PACK_HEADER).await)?;
    let same = stored.size == record.size && begins.is_none_or(|begins| begins[..] == *header);
    if same { Ok(()) } else { Err(taken(record.kind.object(), &object).into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::SnapshotId;
    use crate::repository::keys::test_keys;

    fn held(budget: &Budget, number: u32) -> Held {
        let id = PackId { session: SessionId { root: 1, random: SnapshotId([2; 12]) }, number };
        (PackBuilder::new(&test_keys(), id, PackKind::Data), budget.take(1))
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

        let mut block = BlockBuilder::new(PackKind::Data, BLOCK, Compressor::new(3).unwrap());
        block.plain = vec![7; 11];
        block.packed = block.plain.clone();
        block.chunks = chunks(&[4, 5, 2]);
        let (plain, rest) = block.part(2);
        assert_eq!((block.plain.len(), block.packed.len(), block.chunks.len()), (9, 9, 2));
        assert_eq!((plain.len(), rest.len(), rest[0].len), (2, 1, 2));
    }

    #[test]
    fn a_block_that_would_not_read_back_is_noticed_before_it_is_stored() {
        let mut pack = PackBuilder::new(
            &test_keys(),
            PackId { session: SessionId { root: 1, random: SnapshotId([2; 12]) }, number: 0 },
            PackKind::Data,
        );
        for level in [-7, 1, 3, 19] {
            let mut block = BlockBuilder::new(PackKind::Data, BLOCK, Compressor::new(level).unwrap());
            block.plain = (0..200_000u32).flat_map(|n| (n / 3).to_le_bytes()).collect();
            let method = block.compressor.compress(&block.plain, &mut block.packed);
            assert_eq!(method, Method::Zstd);
            let right = block.packed.clone();
            let mut other = block.plain.clone();
            other[100_000] ^= 1;
            block.compressor.compress(&other, &mut block.packed);
            let others = block.packed.clone();
            let mut reads_back = |packed: &[u8]| {
                block.packed = packed.to_vec();
                let plain = block.plain.len() as u32;
                let record = BlockRecord { stored: 0, plain, method, chunks: vec![] };
                let Reserved { frame, place, opener } = pack.reserve(packed.len(), record).unwrap();
                let sealed = block.seal(frame).unwrap();
                block.reads_back(&opener, &place, &sealed)
            };
            assert!(reads_back(&right), "level {level}");
            assert!(!reads_back(&others), "level {level}: other bytes came out and nobody saw it");
            assert!(!reads_back(&right[..right.len() - 1]), "level {level}: a frame without its end");
        }
    }
}
