//! Which chunks and pages are stored already, and where: the index, and what this backup has added.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use tokio::runtime::Handle;

use crate::model::id::{GroupId, IndexKey, PackId, SessionId};
use crate::repository::directory::{BlockPlace, Location, PackRecord};
use crate::repository::index::Index;
use crate::repository::index::run_writer::RunBuilder;
use crate::repository::root::LoadedRoot;
use crate::repository::{Catalog, Damage, Repository, Result, View, layout};

/// Above this many additions held in memory (32 bytes each, and as much room again), they move to a run on disk.
pub(super) const IN_MEMORY: usize = 1 << 17;
const SHARDS: usize = 64;

/// Index keys are uniform already.
#[derive(Debug, Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        if let Some(first) = bytes.first_chunk::<8>() {
            self.0 = u64::from_le_bytes(*first);
        }
    }
    fn write_usize(&mut self, _: usize) {}
    fn finish(&self) -> u64 {
        self.0
    }
}

type Shard = HashMap<IndexKey, Added, BuildHasherDefault<KeyHasher>>;

/// Where an addition lies: in a pack of this session, or still in a block being filled.
#[derive(Debug, Clone, Copy)]
struct Added {
    pack: u32,
    block: u32,
    start: u32,
    len: u32,
}

const PENDING: u32 = u32::MAX;

/// What became of a wish to store a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// It is stored, or somebody is about to.
    Known,
    /// The caller stores it.
    Mine,
}

/// How much of what the index says is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// The host's runs as they are.
    Cache,
    /// Runs made anew from the store, and only packs that are listed there with the right size.
    Store,
}

/// The known chunks.
#[derive(Debug)]
pub struct Known<'a> {
    repository: &'a Repository,
    handle: Handle,
    trust: Trust,
    session: SessionId,
    /// Packs on their way out: what is in them is as good as not stored.
    leaving: HashSet<PackId>,
    in_memory: usize,
    groups: [GroupId; 2],
    loaded: RwLock<Option<Loaded>>,
    loading: Mutex<()>,
    shards: Vec<Mutex<Shard>>,
    packs: Mutex<HashMap<u32, Vec<BlockPlace>>>,
    stored: Mutex<Vec<PackRecord>>,
}

#[derive(Debug)]
struct Loaded {
    view: View,
    index: Index,
    present: Option<HashMap<PackId, u64>>,
    findings: Vec<Damage>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'a> Known<'a> {
    /// Nothing is read before the first chunk is asked for: an unchanged tree needs no index.
    pub fn new(repository: &'a Repository, handle: Handle, trust: Trust, session: SessionId) -> Self {
        Self {
            repository,
            handle,
            trust,
            session,
            leaving: HashSet::new(),
            in_memory: IN_MEMORY,
            groups: [repository.keys().group(), repository.keys().full_group()],
            loaded: RwLock::new(None),
            loading: Mutex::new(()),
            shards: (0..SHARDS).map(|_| Mutex::default()).collect(),
            packs: Mutex::default(),
            stored: Mutex::default(),
        }
    }

    /// The same, but what lies in these packs only is to be stored again.
    #[must_use]
    pub fn without(self, leaving: HashSet<PackId>) -> Self {
        Self { leaving, ..self }
    }

    /// The same, but no more than so many additions are held in memory.
    #[must_use]
    pub fn holding(self, in_memory: usize) -> Self {
        Self { in_memory, ..self }
    }

    fn shard(&self, key: &IndexKey) -> MutexGuard<'_, Shard> {
        lock(&self.shards[usize::from(key.0[15]) % SHARDS])
    }

    /// Damage met while the index was loaded.
    pub fn findings(&self) -> Vec<Damage> {
        let loaded = self.loaded.read().unwrap_or_else(PoisonError::into_inner);
        loaded.as_ref().map(|loaded| loaded.findings.clone()).unwrap_or_default()
    }

    /// How many ended sessions the view had to read one by one; none if no view was needed.
    pub fn sessions_waiting(&self) -> usize {
        let loaded = self.loaded.read().unwrap_or_else(PoisonError::into_inner);
        loaded.as_ref().map_or(0, |loaded| crate::operations::absorb::waiting(&loaded.view))
    }

    /// The root that the index was read at.
    pub fn root(&self) -> Result<Arc<LoadedRoot>> {
        loop {
            if let Some(loaded) = &*self.loaded.read().unwrap_or_else(PoisonError::into_inner) {
                return Ok(Arc::clone(&loaded.view.root));
            }
            self.load()?;
        }
    }

    /// The catalogue as it was when the index was read, which asks the store for nothing that it did not tell then. As it
    /// is now, where no index was needed or maintenance has gone on since.
    pub fn catalog(&self) -> Result<Catalog> {
        let loaded = self.loaded.read().unwrap_or_else(PoisonError::into_inner);
        self.handle.block_on(async {
            if let Some(Loaded { view, .. }) = &*loaded {
                let catalog = Catalog::load(self.repository, view).await?;
                if !self.repository.swept_meanwhile(view, &catalog.findings).await? {
                    return Ok(catalog);
                }
            }
            Ok(self.repository.catalog().await?.1)
        })
    }

    fn load(&self) -> Result<()> {
        let _one = lock(&self.loading);
        if self.loaded.read().unwrap_or_else(PoisonError::into_inner).is_some() {
            return Ok(());
        }
        let repository = self.repository;
        let loaded = self.handle.block_on(async {
            if self.trust == Trust::Store {
                repository.cache().drop_runs();
            }
            // Which packs are there only takes away from what the index says, so it may be asked meanwhile.
            let ((view, index, mut findings), present) =
                tokio::try_join!(repository.index(), self.present())?;
            findings.extend(view.findings.iter().cloned());
            Ok::<_, crate::repository::Error>(Loaded { view, index, present, findings })
        })?;
        *self.loaded.write().unwrap_or_else(PoisonError::into_inner) = Some(loaded);
        Ok(())
    }

    /// The packs in the store and their sizes, where the index alone is not believed.
    async fn present(&self) -> Result<Option<HashMap<PackId, u64>>> {
        if self.trust == Trust::Cache {
            return Ok(None);
        }
        let listing = self.repository.storage().list(layout::PACKS, None, None).await?;
        let packs = listing.entries.iter();
        Ok(Some(packs.filter_map(|entry| Some((layout::parse_pack(&entry.key)?, entry.size))).collect()))
    }

    fn in_index(&self, key: &IndexKey) -> Result<Option<Location>> {
        loop {
            if let Some(loaded) = &*self.loaded.read().unwrap_or_else(PoisonError::into_inner) {
                let mut homes = Vec::new();
                loaded.index.find(key, &mut homes);
                let usable = homes.iter().find(|home| {
                    let pack = &home.location.pack;
                    let own = pack.session == self.session;
                    let trusted = self.groups.contains(&home.group) && !self.leaving.contains(pack);
                    let reusable = own || trusted && loaded.view.is_reusable(pack);
                    let here = own
                        || loaded.present.as_ref().is_none_or(|packs| packs.get(pack) == Some(&home.size));
                    reusable && here
                });
                return Ok(usable.map(|home| home.location));
            }
            self.load()?;
        }
    }

    /// Asks whether a chunk or page has to be stored. Of several who ask at once, one is told to.
    pub fn claim(&self, key: IndexKey, len: u32) -> Result<Claim> {
        let mut shard = self.shard(&key);
        if shard.contains_key(&key) || self.in_index(&key)?.is_some() {
            return Ok(Claim::Known);
        }
        shard.insert(key, Added { pack: PENDING, block: 0, start: 0, len });
        Ok(Claim::Mine)
    }

    /// Where a chunk or page lies. `None` while its block is being filled.
    pub fn locate(&self, key: &IndexKey) -> Result<Option<Location>> {
        let added = self.shard(key).get(key).copied();
        let Some(added) = added else { return self.in_index(key) };
        if added.pack == PENDING {
            return Ok(None);
        }
        let block =
            lock(&self.packs).get(&added.pack).and_then(|blocks| blocks.get(added.block as usize).copied());
        let pack = PackId { session: self.session, number: added.pack };
        Ok(block.map(|block| Location { pack, block, start: added.start, len: added.len }))
    }

    /// Notes that a block of this session has its place.
    pub fn placed(&self, pack: u32, place: BlockPlace, chunks: impl Iterator<Item = (IndexKey, u32)>) {
        {
            let mut packs = lock(&self.packs);
            let blocks = packs.entry(pack).or_default();
            let at = place.ordinal as usize;
            if blocks.len() <= at {
                blocks.resize(at + 1, place);
            }
            blocks[at] = place;
        }
        let mut start = 0;
        for (key, len) in chunks {
            self.shard(&key).insert(key, Added { pack, block: place.ordinal, start, len });
            start += len;
        }
    }

    /// Notes that a pack of this session is durable. Moves additions to disk once there are many.
    pub fn stored(&self, record: &PackRecord) -> Result<()> {
        let mut stored = lock(&self.stored);
        stored.push(record.clone());
        let chunks: usize = stored.iter().flat_map(|pack| &pack.blocks).map(|block| block.chunks.len()).sum();
        if chunks < self.in_memory {
            return Ok(());
        }
        let mut builder = RunBuilder::default();
        stored.iter().for_each(|pack| builder.add(pack, self.repository.keys().group()));
        if let Some(loaded) = &mut *self.loaded.write().unwrap_or_else(PoisonError::into_inner) {
            loaded.index.note(builder)?;
        }
        for pack in stored.drain(..) {
            for (key, _) in pack.locations() {
                self.shard(&key).remove(&key);
            }
            lock(&self.packs).remove(&pack.id.number);
        }
        Ok(())
    }
}
