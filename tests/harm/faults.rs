//! Every storage call of every command fails once, loses its answer once, and is the last one once: the command says
//! so or did what it said, what was there before is intact, and the next backup goes through.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use sandyq::model::id::IndexKey;
use sandyq::model::role::Role;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::SystemClock;
use sandyq::operations::backup::StoreOptions;
use sandyq::operations::{keys, select};
use sandyq::repository::directory::PackKind;
use sandyq::repository::layout::{self, SessionObject};
use sandyq::repository::slot::Unlock;
use sandyq::repository::{CacheRoot, Repository, session};
use sandyq::storage::faulty::{Call, Fault, Faulty};
use sandyq::storage::{ErrorKind, MemoryStorage, Retry, RetryPolicy, Storage};

use crate::house::{
    House, PASSPHRASE, TINY, copy_folder, describe, in_time, noise, objects, passphrase, store_of,
};
use crate::trouble;

/// Two snapshots of one host, and changes that wait for the next.
struct Scene {
    house: House,
    objects: BTreeMap<String, Bytes>,
    earlier: Vec<Vec<String>>,
    now: Vec<String>,
    newcomer: Vec<String>,
}

/// The scene's repository, in a store of its own that goes wrong on order.
struct Case<'a> {
    scene: &'a Scene,
    memory: Arc<MemoryStorage>,
    faulty: Arc<Faulty>,
    /// What commands are run on.
    storage: Arc<dyn Storage>,
    folder: tempfile::TempDir,
}

type Told<T> = Result<T, String>;
type Command = fn(&Case<'_>) -> Told<()>;

impl Scene {
    fn new() -> Self {
        let house = House::with_chunks(TINY);
        let source = house.path("source");
        fs::create_dir_all(source.join("sub")).unwrap();
        fs::write(source.join("sub/large"), noise(1, 40 << 10)).unwrap();
        fs::write(source.join("small"), b"small").unwrap();
        let mut earlier = Vec::new();
        for n in 0..2u8 {
            fs::write(source.join("sub/changing"), [n; 50]).unwrap();
            house.back_up(SnapshotKind::Incremental);
            earlier.push(describe(&source));
        }
        fs::write(source.join("sub/new"), noise(2, 10 << 10)).unwrap();
        fs::remove_file(source.join("small")).unwrap();
        fs::create_dir_all(house.path("other")).unwrap();
        fs::write(house.path("other/file"), noise(3, 20 << 10)).unwrap();
        let objects = objects(&house.runtime, &*house.memory);
        let (now, newcomer) = (describe(&source), describe(&house.path("other")));
        Self { house, objects, earlier, now, newcomer }
    }

    fn case(&self) -> Case<'_> {
        let memory = store_of(self.house.runtime.handle(), &self.objects);
        let faulty = Arc::new(Faulty::new(memory.clone()));
        let folder = tempfile::tempdir().unwrap();
        copy_folder(&self.house.path("cache"), &folder.path().join("cache"));
        fs::create_dir(folder.path().join("newcomer")).unwrap();
        Case { scene: self, memory, storage: faulty.clone(), faulty, folder }
    }
}

fn told<T, E: std::fmt::Display>(result: Result<T, E>) -> Told<T> {
    result.map_err(|error| error.to_string())
}

impl Case<'_> {
    fn cache(&self, name: &str) -> CacheRoot {
        CacheRoot::Folder(self.folder.path().join(name))
    }

    fn open(&self, storage: Arc<dyn Storage>, cache: &CacheRoot) -> Told<Repository> {
        let unlock = passphrase(PASSPHRASE);
        told(self.scene.house.runtime.block_on(Repository::open(storage, &unlock, cache)))
    }

    fn back_up(&self, cache: &str, source: &str) -> Told<()> {
        let repository = self.open(self.storage.clone(), &self.cache(cache))?;
        let mut options = self.scene.house.backup_options(SnapshotKind::Incremental);
        options.paths = vec![PathBuf::from(source)];
        options.host = cache.to_owned();
        // One thread: the calls come in the same order each time.
        options.threads = 1;
        let result = told(self.scene.house.try_back_up(&repository, &options))?;
        let anew = self.open(self.memory.clone(), &CacheRoot::None)?;
        let (snapshots, _) = self.scene.house.snapshots(&anew);
        let made = snapshots.iter().find(|snapshot| snapshot.snapshot.id() == result.snapshot);
        let made = made.expect("a snapshot that was reported");
        let expected = if source == "source" { &self.scene.now } else { &self.scene.newcomer };
        assert_eq!(self.restored(&anew, made), *expected);
        Ok(())
    }

    fn restored(&self, repository: &Repository, snapshot: &select::Selected) -> Vec<String> {
        let target = tempfile::tempdir().unwrap();
        let handle = self.scene.house.runtime.handle();
        let result = crate::house::restore_to(repository, handle, snapshot, target.path()).unwrap();
        assert_eq!((result.findings, result.failed), (vec![], 0));
        let source = target.path().join("source");
        describe(&if source.exists() { source } else { target.path().join("other") })
    }

    /// Everything that must be so whatever went wrong.
    fn check(&self) {
        self.faulty.heal();
        let scene = self.scene;
        let anew = self.open(self.memory.clone(), &CacheRoot::None).unwrap();
        let (snapshots, findings) = scene.house.snapshots(&anew);
        assert!(findings.is_empty(), "{findings:?}");
        let restored: Vec<_> = snapshots.iter().map(|snapshot| self.restored(&anew, snapshot)).collect();
        assert_eq!(restored[..2], scene.earlier);
        assert!(restored[2..].iter().all(|tree| *tree == scene.now || *tree == scene.newcomer));
        let verified = crate::house::verify_all(&anew, scene.house.runtime.handle()).unwrap();
        assert!(verified.findings.is_empty(), "{:?}", verified.findings);
        self.back_up("cache", "source").unwrap();
    }
}

fn first_backup(case: &Case<'_>) -> Told<()> {
    case.back_up("newcomer", "other")
}

fn incremental_backup(case: &Case<'_>) -> Told<()> {
    case.back_up("cache", "source")
}

fn restore(case: &Case<'_>) -> Told<()> {
    let repository = case.open(case.storage.clone(), &CacheRoot::None)?;
    let runtime = &case.scene.house.runtime;
    let (snapshots, findings) = told(runtime.block_on(select::all(&repository)))?;
    assert!(findings.is_empty(), "a store that fails is no damage: {findings:?}");
    let target = tempfile::tempdir().unwrap();
    let result = told(crate::house::restore_to(&repository, runtime.handle(), &snapshots[1], target.path()))?;
    assert!(result.findings.is_empty(), "a store that fails is no damage: {:?}", result.findings);
    assert_eq!(result.failed, 0);
    assert_eq!(describe(&target.path().join("source")), case.scene.earlier[1]);
    Ok(())
}

fn verify(case: &Case<'_>) -> Told<()> {
    let repository = case.open(case.storage.clone(), &CacheRoot::None)?;
    let verified = told(crate::house::verify_all(&repository, case.scene.house.runtime.handle()))?;
    assert!(verified.findings.is_empty(), "a store that fails is no damage: {:?}", verified.findings);
    assert_eq!(verified.snapshots, 2);
    Ok(())
}

fn key_add(case: &Case<'_>) -> Told<()> {
    let runtime = &case.scene.house.runtime;
    let repository = case.open(case.storage.clone(), &case.cache("cache"))?;
    let adding = keys::add(&repository, Role::Read, None, None, keys::Opens::KeyFile, &SystemClock);
    let added = told(runtime.block_on(adding))?;
    let unlock = Unlock::KeyFile(added.file.unwrap());
    runtime.block_on(Repository::open(case.memory.clone(), &unlock, &CacheRoot::None)).unwrap();
    Ok(())
}

/// Runs the command with trouble at every one of its calls. `writes` says whether the store may be another afterwards.
fn trouble_everywhere(name: &'static str, command: Command, writes: bool) {
    in_time(name, move || {
        let scene = Scene::new();
        let check = |case: &Case<'_>| {
            if writes {
                case.check();
            } else {
                assert_eq!(objects(&scene.house.runtime, &*case.memory), scene.objects);
            }
        };
        trouble::everywhere(|| scene.case(), |case| &case.faulty, command, check);
    });
}

#[test]
fn a_first_backup_fails_cleanly_at_every_call() {
    trouble_everywhere("first backup", first_backup, true);
}

#[test]
fn an_incremental_backup_fails_cleanly_at_every_call() {
    trouble_everywhere("incremental backup", incremental_backup, true);
}

#[test]
fn a_restore_fails_cleanly_at_every_call() {
    trouble_everywhere("restore", restore, false);
}

#[test]
fn a_verification_fails_cleanly_at_every_call() {
    trouble_everywhere("verify", verify, false);
}

#[test]
fn adding_a_key_fails_cleanly_at_every_call() {
    trouble_everywhere("key add", key_add, true);
}

#[test]
fn behind_a_retry_no_lost_answer_fails_a_command() {
    in_time("retry", || {
        let scene = Scene::new();
        let commands: [(&str, Command); 4] =
            [("first", first_backup), ("next", incremental_backup), ("key add", key_add), ("verify", verify)];
        for (name, command) in commands {
            let calm = scene.case();
            command(&calm).unwrap();
            for nth in 1..=calm.faulty.calls() {
                let mut case = scene.case();
                let policy = RetryPolicy {
                    first_delay: Duration::from_millis(1),
                    longest_delay: Duration::from_millis(2),
                    ..RetryPolicy::default()
                };
                case.storage = Arc::new(Retry::new(case.faulty.clone(), policy));
                case.faulty.fail(Call::Any, nth, Fault::After(ErrorKind::Transient));
                command(&case).unwrap_or_else(|error| panic!("{name}, call {nth}: {error}"));
            }
        }
    });
}

/// What others reuse from a delta is dropped with the session if its commit does not name it.
#[test]
fn a_failed_backup_does_not_end_without_a_delta_that_may_be_stored() {
    in_time("lost answers", || {
        // Its `open`, two packs, a delta after each, and its end.
        for nth in 1..=6 {
            let mut house = House::with_chunks(TINY);
            let source = house.path("source");
            fs::create_dir(&source).unwrap();
            fs::write(source.join("file"), noise(1, 40 << 10)).unwrap();
            let faulty = Arc::new(Faulty::new(house.memory.clone()));
            house.storage = faulty.clone();
            let mut options = house.backup_options(SnapshotKind::Incremental);
            options.store = StoreOptions { checkpoint: 1, ..StoreOptions::default() };
            faulty.fail(Call::Put, nth, Fault::After(ErrorKind::Transient));
            house.try_back_up(&house.open(), &options).unwrap_err();

            let other = house.open_with(&passphrase(PASSPHRASE), &house.cache("other")).unwrap();
            let snapshot = house.try_back_up(&other, &options).unwrap().snapshot;
            house.absorb(&other).unwrap();
            let anew = house.open_anew();
            let (snapshots, _) = house.snapshots(&anew);
            let made = snapshots.iter().find(|one| one.snapshot.id() == snapshot).unwrap();
            assert_eq!(house.restored(&anew, made), describe(&source), "put {nth}");
            assert_eq!(house.verify().findings, [], "put {nth}");
        }
    });
}

/// Chunks of files named by the deltas of a store, by session.
fn data_chunks(case_storage: &Arc<MemoryStorage>, house: &House) -> BTreeMap<String, HashSet<IndexKey>> {
    let repository = house.open_anew();
    let register = house.runtime.block_on(repository.view()).unwrap().root.register.clone();
    let mut chunks: BTreeMap<String, HashSet<IndexKey>> = BTreeMap::new();
    for (key, bytes) in objects(&house.runtime, &**case_storage) {
        if let Some((sid, SessionObject::Delta(number))) = layout::parse_session(&key) {
            let delta = session::read_delta(repository.keys(), &register, &sid, number, &bytes).unwrap();
            let packs = delta.value.packs.iter().filter(|pack| pack.kind == PackKind::Data);
            let keys = packs.flat_map(|pack| pack.locations().map(|(key, _)| key).collect::<Vec<_>>());
            chunks.entry(sid.to_string()).or_default().extend(keys);
        }
    }
    chunks
}

#[test]
fn after_a_crash_no_chunk_of_a_durable_delta_is_uploaded_again() {
    let mut house = House::new();
    let source = house.path("source");
    fs::create_dir(&source).unwrap();
    // Three full packs and a part of a fourth.
    for n in 0..4 {
        fs::write(source.join(format!("noise-{n}")), noise(n, 26 << 20)).unwrap();
    }
    let faulty = Arc::new(Faulty::new(house.memory.clone()));
    house.storage = faulty.clone();
    let mut options = house.backup_options(SnapshotKind::Incremental);
    options.store = StoreOptions { checkpoint: 1, ..StoreOptions::default() };
    faulty.crash_before("/delta-00000002");
    house.try_back_up(&house.open(), &options).unwrap_err();
    faulty.heal();
    let before = data_chunks(&house.memory, &house);
    assert_eq!(before.len(), 1);
    let durable = before.values().next().unwrap();
    assert!(durable.len() > 200, "{}", durable.len());

    let result = house.try_back_up(&house.open(), &options).unwrap();
    let after = data_chunks(&house.memory, &house);
    let uploaded = &after[&result.session.to_string()];
    assert!(!uploaded.is_empty());
    assert_eq!(uploaded.intersection(durable).count(), 0);
    assert_eq!(uploaded.len() as u64, result.summary.data_chunks);
    house.restore("target");
    assert_eq!(describe(&house.path("target/source")), describe(&source));
    assert!(house.verify().findings.is_empty());
}
