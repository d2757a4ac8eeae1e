//! Backup, restore and verify over the real code, on a store in memory.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sandyq::codec::chunk::ChunkSizes;
use sandyq::codec::passphrase::Params;
use sandyq::filesystem::{ApplyOptions, MetadataOptions};
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::SystemClock;
use sandyq::operations::backup::{self, BackupOptions, BackupResult, StoreOptions};
use sandyq::operations::restore::{self, Overwrite, RestoreOptions, RestoreResult};
use sandyq::operations::verify::{self, VerifyOptions, VerifyResult};
use sandyq::operations::{absorb, select};
use sandyq::repository::open::{InitOptions, init};
use sandyq::repository::root::CommitMode;
use sandyq::repository::slot::Unlock;
use sandyq::repository::{CacheRoot, Repository};
use sandyq::storage::{Counting, MemoryStorage, Storage};
use tokio::runtime::Runtime;

/// A repository in memory and a folder for sources, targets and the cache.
struct House {
    runtime: Runtime,
    storage: Arc<dyn Storage>,
    counting: Arc<Counting>,
    folder: tempfile::TempDir,
}

const WEAK: Params = Params { memory_kib: 64, passes: 1, lanes: 1 };

fn unlock() -> Unlock {
    Unlock::Passphrase(b"correct horse".to_vec().into())
}

impl House {
    fn new() -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let counting = Arc::new(Counting::new(Arc::new(MemoryStorage::default())));
        let storage: Arc<dyn Storage> = counting.clone();
        let options = InitOptions {
            chunks: ChunkSizes::default(),
            page_size: 16 << 10,
            passphrase: WEAK,
            mode: CommitMode::Conditional,
        };
        runtime.block_on(init(storage.clone(), b"correct horse", &options, &SystemClock)).unwrap();
        Self { runtime, storage, counting, folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn open(&self) -> Repository {
        let cache = CacheRoot::Folder(self.path("cache"));
        fs::create_dir_all(self.path("cache")).unwrap();
        self.runtime.block_on(Repository::open(self.storage.clone(), &unlock(), &cache)).unwrap()
    }

    fn back_up(&self, kind: SnapshotKind) -> BackupResult {
        let options = BackupOptions {
            paths: vec!["source".into()],
            current: self.folder.path().to_owned(),
            kind,
            host: "host".into(),
            user: "user".into(),
            uid: 0,
            gid: 0,
            tags: vec![],
            store: StoreOptions::default(),
            metadata: MetadataOptions::default(),
            threads: 2,
            skipped: vec![],
        };
        let progress = backup::Progress::default();
        let handle = self.runtime.handle();
        backup::run(&self.open(), handle, &options, &SystemClock, &progress, &backup::Silent).unwrap()
    }

    fn restore(&self, to: &str) -> RestoreResult {
        let repository = self.open();
        let (snapshots, _) = self.runtime.block_on(select::all(&repository)).unwrap();
        let options = RestoreOptions {
            target: self.path(to),
            path: vec![],
            filter: None,
            overwrite: Overwrite::Always,
            dry_run: false,
            apply: ApplyOptions::default(),
            threads: 2,
            connections: 4,
        };
        let progress = restore::Progress::default();
        let last = snapshots.last().unwrap();
        restore::run(&repository, self.runtime.handle(), last, &options, &progress, &restore::Silent).unwrap()
    }

    fn verify(&self) -> VerifyResult {
        let options = VerifyOptions { read_data: true, threads: 2, connections: 4 };
        verify::run(&self.open(), self.runtime.handle(), options, &verify::Progress::default()).unwrap()
    }
}

/// Bytes that do not repeat and do not compress.
fn noise(seed: u64, len: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    };
    std::iter::repeat_with(next).take(len).collect()
}

fn make_tree(root: &Path) {
    fs::create_dir_all(root.join("deep/er/est")).unwrap();
    fs::create_dir(root.join("empty")).unwrap();
    fs::write(root.join("empty-file"), b"").unwrap();
    for n in 0..500u32 {
        fs::write(root.join(format!("deep/file-{n:03}")), format!("content of {n}\n").repeat(n as usize))
            .unwrap();
    }
    for (n, len) in
        [1usize, 32 << 10, (512 << 10) - 1, 512 << 10, (512 << 10) + 1, 3 << 20, 40 << 20].iter().enumerate()
    {
        fs::write(root.join(format!("deep/er/noise-{n}")), noise(n as u64, *len)).unwrap();
    }
    fs::write(root.join("deep/er/zeros"), vec![0; 5 << 20]).unwrap();
    symlink("../file-001", root.join("deep/er/link")).unwrap();
    fs::hard_link(root.join("deep/er/noise-2"), root.join("deep/er/noise-2-again")).unwrap();
    fs::set_permissions(root.join("deep/file-002"), fs::Permissions::from_mode(0o4711)).unwrap();
    fs::set_permissions(root.join("deep/er/est"), fs::Permissions::from_mode(0o700)).unwrap();
}

/// Everything that must come back, by path.
fn describe(root: &Path) -> Vec<String> {
    fn walk(root: &Path, at: &Path, out: &mut Vec<String>) {
        let mut entries: Vec<_> = fs::read_dir(at).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            let meta = fs::symlink_metadata(&path).unwrap();
            let content = if meta.is_file() {
                sandyq::model::id::to_hex(&sandyq::codec::hash::sha256(&fs::read(&path).unwrap()))
            } else if meta.is_symlink() {
                fs::read_link(&path).unwrap().display().to_string()
            } else {
                String::new()
            };
            let name = path.strip_prefix(root).unwrap().display().to_string();
            out.push(format!(
                "{name} {:o} {}:{} {}.{:09} links {} {content}",
                meta.mode(),
                meta.uid(),
                meta.gid(),
                meta.mtime(),
                meta.mtime_nsec(),
                if meta.is_dir() { 0 } else { meta.nlink() },
            ));
            if meta.is_dir() {
                walk(root, &path, out);
            }
        }
    }
    let mut out = Vec::new();
    walk(root, root, &mut out);
    out
}

#[test]
fn what_was_backed_up_comes_back_and_verifies() {
    let house = House::new();
    make_tree(&house.path("source"));
    let result = house.back_up(SnapshotKind::Incremental);
    assert_eq!((result.kind, result.parent), (SnapshotKind::Full, None));
    assert_eq!(result.summary.totals.files, 500 + 1 + 7 + 1 + 1);
    let restored = house.restore("target");
    assert_eq!(restored, RestoreResult::default());
    assert_eq!(describe(&house.path("target/source")), describe(&house.path("source")));
    let verified = house.verify();
    assert!(verified.findings.is_empty(), "{:?}", verified.findings);
    assert_eq!((verified.snapshots, verified.orphans), (1, 0));
    assert_eq!(verified.packs_read, verified.packs);
}

#[test]
fn an_unchanged_tree_is_backed_up_without_reading_a_file_in_eight_requests() {
    let house = House::new();
    make_tree(&house.path("source"));
    // Changes younger than the clock's tick are not trusted to be the last.
    let past = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    fs::File::open(house.path("source/deep/file-001")).unwrap().set_modified(past).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(30));
    let first = house.back_up(SnapshotKind::Incremental);
    let before = house.counting.counts().tally();
    let second = house.back_up(SnapshotKind::Incremental);
    let after = house.counting.counts().tally();
    assert_eq!(second.kind, SnapshotKind::Incremental);
    assert_eq!(second.parent, Some(first.session));
    assert_eq!(second.summary.bytes_read, 0);
    assert_eq!(second.summary.totals, first.summary.totals);
    assert_eq!(second.summary.data_added, 0);
    let calls = after.calls() - before.calls();
    assert!(calls <= 8, "{calls} requests: {before:?} {after:?}");
    house.restore("target");
    assert_eq!(describe(&house.path("target/source")), describe(&house.path("source")));
}

#[test]
fn a_changed_tree_stores_only_what_is_new() {
    let house = House::new();
    make_tree(&house.path("source"));
    house.back_up(SnapshotKind::Incremental);
    fs::write(house.path("source/deep/file-100"), b"something else").unwrap();
    fs::remove_file(house.path("source/deep/file-101")).unwrap();
    fs::rename(house.path("source/deep/er"), house.path("source/moved")).unwrap();
    fs::write(house.path("source/moved/new"), noise(77, 100_000)).unwrap();
    let second = house.back_up(SnapshotKind::Incremental);
    assert!(second.summary.data_added < 1 << 20, "{:?}", second.summary);
    house.restore("target");
    assert_eq!(describe(&house.path("target/source")), describe(&house.path("source")));
    let full = house.back_up(SnapshotKind::Full);
    assert_eq!(full.summary.data_added, 0, "{:?}", full.summary);
    assert!(full.summary.bytes_read > 45 << 20);
    assert!(house.verify().findings.is_empty());
}

#[test]
fn a_restore_over_its_own_result_writes_nothing() {
    let house = House::new();
    make_tree(&house.path("source"));
    house.back_up(SnapshotKind::Incremental);
    house.restore("target");
    let before: Vec<_> = describe(&house.path("target"));
    let changed = |path: &str| fs::metadata(house.path(path)).unwrap().ctime_nsec();
    let times = (changed("target/source/deep/er/noise-6"), changed("target/source/deep/er/noise-2"));
    house.restore("target");
    assert_eq!(describe(&house.path("target")), before);
    assert_eq!((changed("target/source/deep/er/noise-6"), changed("target/source/deep/er/noise-2")), times);
}

#[test]
fn absorbed_snapshots_restore_and_the_next_backup_reuses_them() {
    let house = House::new();
    make_tree(&house.path("source"));
    let mut parent = None;
    for n in 0..3 {
        fs::write(house.path("source/deep/counter"), format!("{n}")).unwrap();
        let result = house.back_up(SnapshotKind::Incremental);
        assert_eq!(result.parent, parent);
        parent = Some(result.session);
    }
    let repository = house.open();
    assert_eq!(
        house.runtime.block_on(absorb::absorb(&repository, &SystemClock, absorb::Floor::WhenNeeded)).unwrap(),
        3
    );
    // What was absorbed stays listed until the floor passes it; absorbing it again changes nothing.
    house.runtime.block_on(absorb::absorb(&repository, &SystemClock, absorb::Floor::WhenNeeded)).unwrap();
    let (snapshots, findings) = house.runtime.block_on(select::all(&repository)).unwrap();
    assert_eq!((snapshots.len(), findings.len()), (3, 0));
    let next = house.back_up(SnapshotKind::Incremental);
    assert_eq!(next.parent, parent);
    assert_eq!(next.summary.data_added, 0);
    fs::remove_dir_all(house.path("cache")).unwrap();
    let full = house.back_up(SnapshotKind::Full);
    assert_eq!(full.summary.data_added, 0);
    house.restore("target");
    assert_eq!(describe(&house.path("target/source")), describe(&house.path("source")));
    let verified = house.verify();
    assert!(verified.findings.is_empty(), "{:?}", verified.findings);
    assert_eq!(verified.snapshots, 5);
}
