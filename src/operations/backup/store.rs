//! From chunks to packs in the store: blocks (`block`) are compressed and sealed on the threads that fill them, read back,
//! placed into the open pack of their kind (`open_packs`), and packs are uploaded while the next one is filled.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::runtime::Handle;
use tokio::sync::mpsc;

use crate::codec;
use crate::codec::compress::{Compressor, Method};
use crate::codec::seal::TAG;
use crate::model::id::{IndexKey, PackId, SessionId};
use crate::repository::directory::{
    BlockPlace, BlockRecord, ChunkRecord, MAX_PACK, PACK_HEADER, PackKind, PackRecord,
};
use crate::repository::pack::{FinishedPack, PackBuilder, Reserved};
use crate::repository::{Error, Keys, Result};
use crate::storage::{ErrorKind, PutMode, Storage};

use super::super::session::{CHECKPOINT_BYTES, if_still_there, taken};
use super::block::BlockBuilder;
use super::budget::{Budget, Taken};
use super::effort::{Effort, Pace};
use super::known::{Claim, IN_MEMORY, Known};
use super::open_packs::{Held, Packs, Room};
use super::stages::{STILL, Stage, Stages};

/// A block is compressed and sealed once it holds this much.
const BLOCK: usize = 1 << 20;
/// Tree packs stay smaller: a reader often wants only some pages.
const TREE_PACK: u64 = 8 << 20;
/// With this many chunks a pack is full, however small they are: all that is known of them waits in memory until it is
/// stored, and whoever reads the index holds what is said of one pack.
const PACK_CHUNKS: usize = 1 << 17;

/// How chunks are stored.
#[derive(Debug, Clone, Copy)]
pub struct StoreOptions {
    /// How hard to compress.
    pub effort: Effort,
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
    /// New chunks of which the places are held in memory; of more they are kept in a file.
    pub in_memory: usize,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            effort: Effort::default(),
            verify: true,
            block: BLOCK,
            pack: MAX_PACK,
            budget: 80 << 20,
            checkpoint: CHECKPOINT_BYTES,
            in_memory: IN_MEMORY,
        }
    }
}

impl StoreOptions {
    /// Bytes of two packs with chunks and one with pages: with less, a pack might wait for itself.
    pub const LEAST_BUDGET: u64 = 2 * MAX_PACK + TREE_PACK;

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
    pace: Pace,
    numbers: AtomicU32,
    /// Packs that hold anything.
    begun: AtomicU32,
    budget: Budget,
    /// Whether a block had to wait for the store since a pack was begun.
    waited: AtomicBool,
    data: Mutex<Packs>,
    tree: Mutex<Packs>,
    stopped: &'a AtomicBool,
    uploads: Mutex<Option<mpsc::UnboundedSender<Result<PackRecord>>>>,
    stages: &'a Stages,
}

fn no_such_level(source: codec::Error) -> Error {
    Error::Codec { during: "cannot compress at this level", source }
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
            pace: Pace::new(options.effort),
            options,
            known,
            stored: Arc::default(),
            numbers: AtomicU32::new(0),
            begun: AtomicU32::new(0),
            budget: Budget::new(options.budget.max(least)),
            waited: AtomicBool::new(false),
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
        let compressor = Compressor::new(self.pace.usual()).map_err(no_such_level)?;
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
            compressor.set_level(self.pace.level(plain.len())).map_err(no_such_level)?;
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
        let taken = self.room(block.kind, block.packed.len());
        let (number, reserved) = self.reserve(block.kind, block.packed.len(), record, taken)?;
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

    /// Waits for memory for a block. Nobody waits who has a place in a pack and has not filled it, so packs that are full get
    /// complete, and the store takes them: those still open never hold all there is.
    fn room(&self, kind: PackKind, stored: usize) -> Taken {
        let bytes = self.options.limit(kind).min((stored + TAG) as u64);
        let (taken, waited) = self.stages.time(Stage::Wait, || self.budget.take(bytes));
        if waited && kind == PackKind::Data {
            self.waited.store(true, Ordering::Relaxed);
        }
        taken
    }

    fn reserve(
        &self,
        kind: PackKind,
        stored: usize,
        record: BlockRecord,
        taken: Taken,
    ) -> Result<(u32, Reserved)> {
        let limit = self.options.limit(kind);
        let fits = |pack: &PackBuilder| {
            let full = pack.len() >= limit || pack.chunks() >= PACK_CHUNKS;
            pack.fits(stored, record.chunks.len()) && (pack.is_empty() || !full)
        };
        let mut fresh: Option<Held> = None;
        loop {
            let room = {
                let mut packs = lock(self.packs(kind));
                let room = packs.room(&mut fresh, fits);
                if let Room::In(number) = room
                    && let Some((pack, held)) = packs.packs.get_mut(&number)
                {
                    let is_first = pack.is_empty();
                    let reserved = pack.reserve(stored, record)?;
                    held.add(taken);
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
                    if kind == PackKind::Data {
                        self.pace.begin_pack(self.waited.swap(false, Ordering::Relaxed));
                    }
                    let number = self.numbers.fetch_add(1, Ordering::Relaxed);
                    let id = PackId { session: self.session, number };
                    fresh = Some((PackBuilder::new(&self.keys, id, kind), self.budget.take(0).0));
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

    fn upload(&self, pack: PackBuilder, taken: Taken, full: bool) -> Result<()> {
        let full = full && pack.len() > MAX_PACK - (2 << 20);
        let FinishedPack { record, payload } = pack.finish(full)?;
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
