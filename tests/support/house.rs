//! A repository in memory and a host beside it: what most tests over the whole of the real code begin with.

#![allow(dead_code, unused_imports, reason = "each test binary compiles its own copy and uses a part")]

#[path = "noise.rs"]
mod noise;
#[path = "tree.rs"]
mod tree;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use sandyq::codec::chunk::ChunkSizes;
use sandyq::codec::passphrase::Params;
use sandyq::filesystem::{ApplyOptions, MetadataOptions};
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::{Clock, SystemClock, Timestamp};
use sandyq::operations::absorb;
use sandyq::operations::backup::{self, BackupOptions, BackupResult, StoreOptions};
use sandyq::operations::prune::plan::MaxUnused;
use sandyq::operations::prune::{self, PruneOptions, PruneResult};
use sandyq::operations::restore::{self, Overwrite, RestoreOptions, RestoreResult};
use sandyq::operations::select::{self, Selected};
use sandyq::operations::verify::subset::Subset;
use sandyq::operations::verify::{self, Level, VerifyOptions, VerifyResult};
use sandyq::repository::open::{InitOptions, init};
use sandyq::repository::root::CommitMode;
use sandyq::repository::slot::Unlock;
use sandyq::repository::{CacheRoot, Damage, Repository, Result};
use sandyq::storage::{Counting, MemoryStorage, PutMode, Storage};
use tokio::runtime::{Handle, Runtime};

pub use noise::noise;
pub use tree::describe;

/// Guessing costs nothing in tests.
pub const WEAK: Params = Params { memory_kib: 64, passes: 1, lanes: 1 };
pub const PASSPHRASE: &[u8] = b"correct horse";
/// Chunks so small that a file of some hundred KiB has pages of its own.
pub const TINY: ChunkSizes = ChunkSizes { min: 256, avg: 1024, max: 4096 };

/// A repository in memory and a folder for sources, targets and the cache.
pub struct House {
    pub runtime: Runtime,
    pub memory: Arc<MemoryStorage>,
    pub counting: Arc<Counting>,
    /// What every repository is opened on: `counting` over `memory`, until a test puts something in between.
    pub storage: Arc<dyn Storage>,
    pub folder: tempfile::TempDir,
}

/// The time by this machine's clock.
pub fn now() -> Timestamp {
    SystemClock.now()
}

pub fn passphrase(text: &[u8]) -> Unlock {
    Unlock::Passphrase(text.to_vec().into())
}

/// How to prune without waiting for anybody, so that nothing of no use is left.
pub fn thorough() -> PruneOptions {
    PruneOptions {
        max_unused: MaxUnused::Bytes(0),
        max_repack: u64::MAX,
        fence_after: Duration::ZERO,
        wait: Duration::ZERO,
        dry_run: false,
        store: StoreOptions::default(),
        threads: 2,
    }
}

impl House {
    pub fn new() -> Self {
        Self::with_chunks(ChunkSizes::default())
    }

    pub fn with_chunks(chunks: ChunkSizes) -> Self {
        Self::with_sizes(chunks, 16 << 10)
    }

    pub fn with_sizes(chunks: ChunkSizes, page_size: u32) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let memory = Arc::new(MemoryStorage::default());
        let counting = Arc::new(Counting::new(memory.clone()));
        let storage: Arc<dyn Storage> = counting.clone();
        let options = InitOptions { chunks, page_size, passphrase: WEAK, mode: CommitMode::Conditional };
        runtime.block_on(init(storage.clone(), PASSPHRASE, &options, &SystemClock)).unwrap();
        Self { runtime, memory, counting, storage, folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A folder for a host's cache.
    pub fn cache(&self, name: &str) -> CacheRoot {
        fs::create_dir_all(self.path(name)).unwrap();
        CacheRoot::Folder(self.path(name))
    }

    pub fn open(&self) -> Repository {
        self.open_with(&passphrase(PASSPHRASE), &self.cache("cache")).unwrap()
    }

    /// Opened by a host that was never here.
    pub fn open_anew(&self) -> Repository {
        self.open_with(&passphrase(PASSPHRASE), &CacheRoot::None).unwrap()
    }

    pub fn open_with(&self, unlock: &Unlock, cache: &CacheRoot) -> Result<Repository> {
        self.runtime.block_on(Repository::open(self.storage.clone(), unlock, cache))
    }

    pub fn backup_options(&self, kind: SnapshotKind) -> BackupOptions {
        BackupOptions {
            paths: vec!["source".into()],
            current: self.folder.path().to_owned(),
            kind,
            host: "host".into(),
            user: "user".into(),
            uid: 0,
            gid: 0,
            tags: vec![],
            dataset: None,
            store: StoreOptions::default(),
            metadata: MetadataOptions::default(),
            threads: 2,
            skipped: vec![],
            stream: None,
            excludes: Default::default(),
            skip_if_unchanged: false,
            dry_run: false,
            canaries: vec![],
            time: None,
            max_loss: None,
        }
    }

    pub fn back_up(&self, kind: SnapshotKind) -> BackupResult {
        self.try_back_up(&self.open(), &self.backup_options(kind)).unwrap()
    }

    pub fn try_back_up(
        &self,
        repository: &Repository,
        options: &BackupOptions,
    ) -> Result<BackupResult, backup::Error> {
        let progress = backup::Progress::default();
        backup::run(repository, self.runtime.handle(), options, &SystemClock, &progress, &backup::Silent)
    }

    /// Absorbs ended sessions; how many there were.
    /// Prunes, waiting for nobody and leaving nothing of no use.
    pub fn sweep(&self, repository: &Repository) -> PruneResult {
        let progress = prune::Progress::default();
        prune::run(repository, self.runtime.handle(), &thorough(), &SystemClock, &progress).unwrap()
    }

    pub fn absorb(&self, repository: &Repository) -> Result<usize> {
        self.runtime.block_on(absorb::absorb(repository, &SystemClock, absorb::Floor::WhenNeeded))
    }

    pub fn snapshots(&self, repository: &Repository) -> (Vec<Selected>, Vec<Damage>) {
        self.runtime.block_on(select::all(repository)).unwrap()
    }

    /// Restores the newest snapshot.
    pub fn restore(&self, to: &str) -> RestoreResult {
        let repository = self.open();
        let (snapshots, _) = self.snapshots(&repository);
        let last = snapshots.last().unwrap();
        restore_to(&repository, self.runtime.handle(), last, &self.path(to)).unwrap()
    }

    pub fn verify(&self) -> VerifyResult {
        verify_all(&self.open(), self.runtime.handle()).unwrap()
    }

    /// What a snapshot restores to, into a folder of its own that is gone afterwards.
    pub fn restored(&self, repository: &Repository, snapshot: &Selected) -> Vec<String> {
        let target = tempfile::tempdir().unwrap();
        let result = restore_to(repository, self.runtime.handle(), snapshot, target.path()).unwrap();
        assert_eq!(result, RestoreResult::default());
        describe(&target.path().join("source"))
    }
}

pub fn restore_to(
    repository: &Repository,
    handle: &Handle,
    snapshot: &Selected,
    target: &Path,
) -> Result<RestoreResult, restore::Error> {
    let progress = restore::Progress::default();
    restore::run(repository, handle, snapshot, &restore_options(target), &progress, &restore::Silent)
}

/// Everything into a folder, as without any option.
pub fn restore_options(target: &Path) -> RestoreOptions {
    RestoreOptions {
        target: target.to_owned(),
        path: vec![],
        filter: None,
        overwrite: Overwrite::Always,
        delete: false,
        spared: vec![],
        sparse: false,
        dry_run: false,
        apply: ApplyOptions::default(),
        threads: 2,
        connections: 4,
    }
}

/// Verifies to the last byte.
pub fn verify_all(repository: &Repository, handle: &Handle) -> Result<VerifyResult> {
    let options = VerifyOptions { level: Level::Trees, data: Subset::All, threads: 2, connections: 4 };
    verify::run(repository, handle, options, &verify::Progress::default())
}

/// Every object of a store.
pub fn objects(runtime: &Runtime, storage: &dyn Storage) -> BTreeMap<String, Bytes> {
    runtime.block_on(async {
        let mut objects = BTreeMap::new();
        for entry in storage.list("", None, None).await.unwrap().entries {
            let bytes = storage.get(&entry.key).await.unwrap();
            objects.insert(entry.key, bytes);
        }
        objects
    })
}

/// A store in memory that holds these objects.
pub fn store_of(handle: &Handle, objects: &BTreeMap<String, Bytes>) -> Arc<MemoryStorage> {
    let memory = Arc::new(MemoryStorage::default());
    handle.block_on(async {
        for (key, bytes) in objects {
            memory.put(key, bytes.clone().into(), PutMode::Create).await.unwrap();
        }
    });
    memory
}

/// Far beyond what any single step of a test takes: only what hangs meets it.
const LIMIT: Duration = Duration::from_secs(900);

/// Runs a step that must come to an end, whatever end.
pub fn in_time<T: Send + 'static>(what: &str, step: impl FnOnce() -> T + Send + 'static) -> T {
    let (send, receive) = mpsc::channel();
    let thread = thread::spawn(move || drop(send.send(step())));
    match receive.recv_timeout(LIMIT) {
        Ok(result) => result,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("{what}: no end after {LIMIT:?}"),
        Err(mpsc::RecvTimeoutError::Disconnected) => match thread.join() {
            Err(panic) => std::panic::resume_unwind(panic),
            Ok(()) => panic!("{what}: ended without a result"),
        },
    }
}

/// Copies a host's cache.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
