//! Every storage call of forgetting, holding and pruning fails once, loses its answer once, and is the last one once.
//! Whatever stopped where: what was not forgotten restores, backups go on, and the next prune finishes the job.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use bytes::Bytes;
use sandyq::model::id::SessionId;
use sandyq::model::record::Record;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::SystemClock;
use sandyq::operations::absorb::{self, Floor};
use sandyq::operations::prune::{self, PruneOptions};
use sandyq::operations::records;
use sandyq::repository::{CacheRoot, Repository};
use sandyq::storage::faulty::Faulty;
use sandyq::storage::{MemoryStorage, Storage};

use crate::house::{
    House, PASSPHRASE, TINY, copy_folder, describe, in_time, noise, objects, passphrase, store_of, thorough,
};
use crate::trouble;

/// Four snapshots, of which some are to be forgotten so that packs become useless and half-empty.
struct Scene {
    house: House,
    objects: BTreeMap<String, Bytes>,
    made: Vec<(SessionId, Vec<String>)>,
}

struct Case<'a> {
    scene: &'a Scene,
    memory: Arc<MemoryStorage>,
    faulty: Arc<Faulty>,
    folder: tempfile::TempDir,
}

type Told<T> = Result<T, String>;
type Command = fn(&Case<'_>) -> Told<()>;

fn told<T, E: std::fmt::Display>(result: Result<T, E>) -> Told<T> {
    result.map_err(|error| error.to_string())
}

impl Scene {
    /// `forgotten` of the snapshots are to be swept already.
    fn new(forgotten: &[usize]) -> Self {
        let house = House::with_chunks(TINY);
        let source = house.path("source");
        fs::create_dir_all(source.join("sub")).unwrap();
        let mut made = Vec::new();
        for n in 0..4u64 {
            fs::write(source.join("sub/changing"), noise(n, 12 << 10)).unwrap();
            fs::write(source.join(format!("new-{n}")), noise(10 + n, 6 << 10)).unwrap();
            let result = house.back_up(SnapshotKind::Incremental);
            made.push((result.session, describe(&source)));
        }
        if !forgotten.is_empty() {
            let record = Record::Forget(forgotten.iter().map(|n| made[*n].0).collect());
            house.runtime.block_on(records::commit(&house.open(), &SystemClock, &[record])).unwrap();
        }
        let objects = objects(&house.runtime, &*house.memory);
        Self { house, objects, made }
    }

    fn case(&self) -> Case<'_> {
        let memory = store_of(self.house.runtime.handle(), &self.objects);
        let faulty = Arc::new(Faulty::new(memory.clone()));
        let folder = tempfile::tempdir().unwrap();
        copy_folder(&self.house.path("cache"), &folder.path().join("cache"));
        Case { scene: self, memory, faulty, folder }
    }
}

impl Case<'_> {
    fn open(&self, storage: Arc<dyn Storage>) -> Told<Repository> {
        let cache = CacheRoot::Folder(self.folder.path().join("cache"));
        told(self.scene.house.runtime.block_on(Repository::open(storage, &passphrase(PASSPHRASE), &cache)))
    }

    /// Opened by a host that was never here.
    fn open_anew(&self) -> Repository {
        let unlock = passphrase(PASSPHRASE);
        let opening = Repository::open(self.memory.clone(), &unlock, &CacheRoot::None);
        self.scene.house.runtime.block_on(opening).unwrap()
    }

    fn say(&self, record: Record) -> Told<()> {
        let repository = self.open(self.faulty.clone())?;
        told(
            self.scene
                .house
                .runtime
                .block_on(records::commit(&repository, &SystemClock, &[record]))
                .map(drop),
        )
    }

    fn prune(&self, storage: Arc<dyn Storage>) -> Told<()> {
        // One thread: the calls come in the same order each time.
        let options = PruneOptions { threads: 1, ..thorough() };
        let (repository, progress) = (self.open(storage)?, prune::Progress::default());
        let handle = self.scene.house.runtime.handle();
        told(prune::run(&repository, handle, &options, &SystemClock, &progress)).map(drop)
    }

    fn snapshots(&self) -> BTreeMap<SessionId, Vec<String>> {
        let anew = self.open_anew();
        let (snapshots, findings) = self.scene.house.snapshots(&anew);
        assert!(findings.is_empty(), "{findings:?}");
        snapshots.iter().map(|one| (one.entry.session, self.scene.house.restored(&anew, one))).collect()
    }

    /// What must be so whatever went wrong: these snapshots are there and whole, backups go on, and a prune ends with
    /// nothing that no snapshot needs.
    fn check(&self, stay: &[usize]) {
        self.faulty.heal();
        let expected: BTreeMap<_, _> = stay.iter().map(|n| self.scene.made[*n].clone()).collect();
        let left = self.snapshots();
        assert!(expected.iter().all(|(sid, tree)| left.get(sid) == Some(tree)));
        assert!(left.iter().all(|(sid, tree)| self.scene.made.contains(&(*sid, tree.clone()))));

        let repository = self.open(self.memory.clone()).unwrap();
        let options = self.scene.house.backup_options(SnapshotKind::Incremental);
        let backed_up = self.scene.house.try_back_up(&repository, &options).unwrap();
        for _ in 0..2 {
            self.prune(self.memory.clone()).unwrap();
        }
        assert_eq!(self.snapshots()[&backed_up.session], self.scene.made[3].1);
        let anew = self.open_anew();
        let verified = crate::house::verify_all(&anew, self.scene.house.runtime.handle()).unwrap();
        assert!(verified.findings.is_empty(), "{:?}", verified.findings);
        assert_eq!(verified.orphans, 0);
    }
}

/// Runs the command with trouble at every one of its calls. `stay` says which snapshots are there whatever happens.
fn trouble_everywhere(
    name: &'static str,
    forgotten: &'static [usize],
    stay: &'static [usize],
    command: Command,
) {
    in_time(name, move || {
        let scene = Scene::new(forgotten);
        trouble::everywhere(|| scene.case(), |case| &case.faulty, command, |case| case.check(stay));
    });
}

#[test]
fn forgetting_fails_cleanly_at_every_call() {
    trouble_everywhere("forget", &[], &[1, 2, 3], |case| {
        case.say(Record::Forget(vec![case.scene.made[0].0]))
    });
}

#[test]
fn holding_fails_cleanly_at_every_call() {
    trouble_everywhere("hold", &[], &[0, 1, 2, 3], |case| case.say(Record::Hold(vec![case.scene.made[0].0])));
}

#[test]
fn absorbing_fails_cleanly_at_every_call() {
    trouble_everywhere("absorb", &[0], &[1, 2, 3], |case| {
        let repository = case.open(case.faulty.clone())?;
        let absorbing = absorb::absorb(&repository, &SystemClock, Floor::WhenNeeded);
        told(case.scene.house.runtime.block_on(absorbing)).map(drop)
    });
}

#[test]
fn pruning_fails_cleanly_at_every_call() {
    trouble_everywhere("prune", &[0, 1, 2], &[3], |case| case.prune(case.faulty.clone()));
}
