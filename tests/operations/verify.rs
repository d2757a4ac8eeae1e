//! What verification reads, what it finds beside maintenance, what its findings cost, and what comes of them.

use std::collections::BTreeSet;
use std::fs;
use std::sync::{Arc, Mutex};

use sandyq::model::id::{PackId, SnapshotId};
use sandyq::model::record::{Record, Slice};
use sandyq::model::role::Role;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::SystemClock;
use sandyq::operations::absorb::{self, Floor};
use sandyq::operations::keys::{self, Opens};
use sandyq::operations::prune::{self};
use sandyq::operations::records;
use sandyq::operations::restore::{self, Observer};
use sandyq::operations::select::Selected;
use sandyq::operations::verify::record::{self, Recorded};
use sandyq::operations::verify::subset::Subset;
use sandyq::operations::verify::{self, Level, VerifyOptions, VerifyResult};
use sandyq::repository::directory::PackKind;
use sandyq::repository::slot::Unlock;
use sandyq::repository::{CacheRoot, Repository, layout};
use sandyq::storage::{PutMode, Storage};
use tokio::runtime::Handle;

use crate::between::Between;
use crate::house::{House, PASSPHRASE, TINY, describe, noise, objects, passphrase, store_of, thorough};
use crate::spy::Spy;

fn options(level: Level, data: Subset) -> VerifyOptions {
    VerifyOptions { level, data, threads: 2, connections: 4 }
}

fn verify(repository: &Repository, handle: &Handle, level: Level, data: Subset) -> VerifyResult {
    verify::run(repository, handle, options(level, data), &verify::Progress::default()).unwrap()
}

fn named(result: &VerifyResult) -> Vec<&str> {
    result.findings.iter().map(|finding| finding.damage.object.as_str()).collect()
}

/// A house with a source of many small and some larger files.
fn furnished() -> House {
    furnished_with(60 << 10)
}

/// The same with files of this size.
fn furnished_with(large: usize) -> House {
    let house = House::with_chunks(TINY);
    let source = house.path("source");
    for folder in ["a", "b/deep"] {
        fs::create_dir_all(source.join(folder)).unwrap();
        for n in 0..40u64 {
            fs::write(source.join(folder).join(format!("small-{n:02}")), noise(n + 1, 300 + n as usize))
                .unwrap();
        }
    }
    for n in 0..4 {
        fs::write(source.join(format!("large-{n}")), noise(100 + n, large)).unwrap();
    }
    house
}

/// The packs of a kind.
fn packs(house: &House, kind: PackKind) -> Vec<(PackId, u64)> {
    let repository = house.open_anew();
    let (view, _, _) = house.runtime.block_on(repository.index()).unwrap();
    let mut packs = Vec::new();
    for reference in &view.root.root.index {
        let load = sandyq::repository::segment::load::<sandyq::repository::segment::IndexSegment>(
            repository.storage(),
            repository.keys(),
            reference,
        );
        packs.extend(house.runtime.block_on(load).unwrap().packs.into_iter().map(|indexed| indexed.pack));
    }
    packs.retain(|pack| pack.kind == kind && !view.is_dead(&pack.id));
    packs.into_iter().map(|pack| (pack.id, pack.size)).collect()
}

fn overwrite(house: &House, key: &str, change: impl FnOnce(&mut Vec<u8>)) {
    house.runtime.block_on(async {
        let mut bytes = house.memory.get(key).await.unwrap().to_vec();
        change(&mut bytes);
        house.memory.put(key, bytes.into(), PutMode::Overwrite).await.unwrap();
    });
}

fn delete(house: &House, key: &str) {
    house.runtime.block_on(house.memory.delete(key)).unwrap();
}

/// Notes what could not be restored.
#[derive(Default)]
struct Failed(Mutex<BTreeSet<Vec<u8>>>);

impl Observer for Failed {
    fn failed(&self, path: &[u8], _: &str) {
        self.0.lock().unwrap().insert(path.to_vec());
    }
    fn item(&self, _: &dyn Fn() -> Vec<u8>, _: restore::Action) {}
    fn warning(&self, _: &sandyq::filesystem::Warning) {}
}

/// Paths of a snapshot that cannot be restored, below the target.
fn failing(repository: &Repository, handle: &Handle, snapshot: &Selected) -> BTreeSet<Vec<u8>> {
    let target = tempfile::tempdir().unwrap();
    let options = crate::house::restore_options(target.path());
    let (progress, failed) = (restore::Progress::default(), Failed::default());
    restore::run(repository, handle, snapshot, &options, &progress, &failed).unwrap();
    failed.0.into_inner().unwrap()
}

#[test]
fn each_level_finds_what_it_looks_at_and_reads_no_more() {
    let mut house = furnished();
    let spy = Arc::new(Spy::new(house.memory.clone()));
    house.storage = spy.clone();
    house.back_up(SnapshotKind::Incremental);
    house.absorb(&house.open()).unwrap();
    let repository = house.open_anew();
    let handle = house.runtime.handle();
    let read = |level| {
        spy.take_read();
        assert_eq!(named(&verify(&repository, handle, level, Subset::None)), Vec::<&str>::new());
        spy.take_read()
    };
    let of = |keys: &[String], prefix: &str| keys.iter().filter(|key| key.starts_with(prefix)).count();
    let keys = read(Level::Sessions);
    assert_eq!((of(&keys, "packs/"), of(&keys, "index/")), (0, 0));
    let keys = read(Level::Index);
    assert_eq!((of(&keys, "packs/"), of(&keys, "index/")), (0, 1));
    assert_eq!(of(&read(Level::Packs), "packs/"), 0);
    let trees = packs(&house, PackKind::Tree);
    let keys = read(Level::Trees);
    let wanted: BTreeSet<_> = trees.iter().map(|(id, _)| layout::pack(id)).collect();
    let found: Vec<_> = keys.iter().filter(|key| key.starts_with("packs/")).collect();
    assert_eq!(found.len(), wanted.len(), "each pack of trees is read once: {found:?}");
    assert!(found.iter().all(|key| wanted.contains(*key)));
}

#[test]
fn pages_that_snapshots_share_are_read_once() {
    let mut house = furnished();
    for n in 0..12u64 {
        fs::write(house.path("source/a/changes"), noise(n, 100)).unwrap();
        house.back_up(SnapshotKind::Incremental);
    }
    house.absorb(&house.open()).unwrap();
    let trees = packs(&house, PackKind::Tree).len();
    let spy = Arc::new(Spy::new(house.memory.clone()));
    house.storage = spy.clone();
    let repository = house.open_anew();
    spy.take_read();
    let result = verify(&repository, house.runtime.handle(), Level::Trees, Subset::None);
    assert_eq!((result.snapshots, result.findings.len()), (12, 0));
    let read = spy.take_read();
    assert_eq!(read.iter().filter(|key| key.starts_with("packs/")).count(), trees);
}

#[test]
fn every_slice_reads_its_own_packs_and_all_of_them_everything() {
    let house = House::with_chunks(TINY);
    fs::create_dir_all(house.path("source")).unwrap();
    for n in 0..10 {
        fs::write(house.path("source").join(format!("file-{n}")), noise(n, 40 << 10)).unwrap();
        house.back_up(SnapshotKind::Incremental);
    }
    let repository = house.open();
    let handle = house.runtime.handle();
    let trees = verify(&repository, handle, Level::Trees, Subset::None).packs_read;
    let all = verify(&repository, handle, Level::Trees, Subset::All).packs_read;
    let slices = (0..3).map(|number| {
        let slice = Subset::Slice(Slice { number, of: 3 });
        verify(&repository, handle, Level::Trees, slice).packs_read - trees
    });
    let slices: Vec<_> = slices.collect();
    assert_eq!(slices.iter().sum::<u64>(), all - trees);
    assert_eq!(all - trees, 10);
    let share = Subset::Share { basis_points: 2_500, seed: 7 };
    assert_eq!(verify(&repository, handle, Level::Trees, share).packs_read, trees + 3);
}

#[test]
fn of_some_snapshots_only_what_they_need_is_read() {
    let house = House::with_chunks(TINY);
    fs::create_dir_all(house.path("source")).unwrap();
    let file = |n: u64| house.path("source").join(format!("file-{n}"));
    for n in 0..3 {
        fs::write(file(n), noise(n, 40 << 10)).unwrap();
        house.back_up(SnapshotKind::Incremental);
        if n == 1 {
            fs::remove_file(file(0)).unwrap();
        }
    }
    house.absorb(&house.open()).unwrap();
    let mut data: Vec<_> = packs(&house, PackKind::Data).into_iter().map(|(id, _)| id).collect();
    let (snapshots, _) = house.snapshots(&house.open());
    let sessions: Vec<_> = snapshots.iter().map(|one| one.snapshot.session).collect();
    data.sort_by_key(|id| sessions.iter().position(|session| *session == id.session));
    let verify_of = |chosen: &[usize]| {
        let spy = Arc::new(Spy::new(house.memory.clone()));
        let unlock = passphrase(PASSPHRASE);
        let open = Repository::open(spy.clone(), &unlock, &CacheRoot::None);
        let repository = house.runtime.block_on(open).unwrap();
        spy.take_read();
        let chosen: Vec<_> = chosen.iter().map(|n| sessions[*n]).collect();
        let options = options(Level::Trees, Subset::All);
        let progress = verify::Progress::default();
        let result =
            verify::run_of(&chosen, &repository, house.runtime.handle(), options, &progress).unwrap();
        let read = spy.take_read();
        let read: Vec<_> = (0..3).filter(|n| read.contains(&layout::pack(&data[*n]))).collect();
        (result, read)
    };
    for (chosen, needed) in [(&[0][..], &[0][..]), (&[1], &[0, 1]), (&[2], &[1, 2]), (&[0, 2], &[0, 1, 2])] {
        let (result, read) = verify_of(chosen);
        assert_eq!((result.findings.len(), result.snapshots), (0, chosen.len() as u64));
        assert_eq!(read, needed, "{chosen:?}");
    }
    overwrite(&house, &layout::pack(&data[2]), |bytes| bytes[1500] ^= 4);
    assert_eq!(verify_of(&[0, 1]).0.findings, []);
    let found = verify_of(&[1, 2]).0;
    assert_eq!(found.broken, [data[2]]);
    assert_eq!(found.findings[0].snapshots.keys().collect::<Vec<_>>(), [&snapshots[2].snapshot.id()]);
}

#[test]
fn damage_costs_what_a_restore_cannot_bring_back() {
    // Several blocks, so that some files are hit and others are not.
    let house = furnished_with(900 << 10);
    house.back_up(SnapshotKind::Incremental);
    house.absorb(&house.open()).unwrap();
    let whole = objects(&house.runtime, &*house.memory);
    let data = packs(&house, PackKind::Data);
    assert!(!data.is_empty());
    for (id, size) in data {
        let key = layout::pack(&id);
        for at in [1500, size as usize / 3, size as usize / 2, size as usize - 40] {
            overwrite(&house, &key, |bytes| bytes[at] ^= 4);
            let repository = house.open_anew();
            let result = verify(&repository, house.runtime.handle(), Level::Trees, Subset::All);
            assert_eq!(named(&result), [&key], "byte {at}");
            assert_eq!(result.broken, [id]);
            let (snapshots, _) = house.snapshots(&repository);
            let failing = failing(&repository, house.runtime.handle(), &snapshots[0]);
            let finding = &result.findings[0];
            let cost = finding.snapshots.get(&snapshots[0].snapshot.id()).copied().unwrap_or_default();
            assert_eq!(cost, failing.len() as u64, "byte {at}: {failing:?}");
            for path in finding.newest.iter().flat_map(|(_, paths)| paths) {
                let fails = failing.iter().any(|failing| failing.ends_with(path));
                assert!(fails, "byte {at}: {} can be restored", String::from_utf8_lossy(path));
            }
            house
                .runtime
                .block_on(house.memory.put(&key, whole[&key].clone().into(), PutMode::Overwrite))
                .unwrap();
        }
        delete(&house, &key);
        let repository = house.open_anew();
        let result = verify(&repository, house.runtime.handle(), Level::Trees, Subset::None);
        let (snapshots, _) = house.snapshots(&repository);
        let failing = failing(&repository, house.runtime.handle(), &snapshots[0]);
        assert_eq!(result.findings[0].snapshots.values().sum::<u64>(), failing.len() as u64);
        house.runtime.block_on(house.memory.put(&key, whole[&key].clone().into(), PutMode::Create)).unwrap();
    }
}

#[test]
fn a_lost_page_of_a_tree_names_the_directory_that_is_lost() {
    let house = furnished();
    let session = house.back_up(SnapshotKind::Incremental).session;
    fs::write(house.path("source/a/one-more"), b"x").unwrap();
    house.back_up(SnapshotKind::Incremental);
    let repository = house.open();
    house.absorb(&repository).unwrap();
    let trees = packs(&house, PackKind::Tree);
    let (first, _) = trees.iter().find(|(id, _)| id.session == session).unwrap();
    delete(&house, &layout::pack(first));
    let result = verify(&house.open_anew(), house.runtime.handle(), Level::Trees, Subset::None);
    assert_eq!(named(&result), [layout::pack(first)]);
    let finding = &result.findings[0];
    // The first snapshot lost all of its pages, the second those of what had not changed.
    let files: Vec<u64> = finding.snapshots.values().copied().collect();
    assert_eq!(files.len(), 2);
    assert!(files.contains(&84), "{files:?}");
    let (_, paths) = finding.newest.as_ref().unwrap();
    assert!(
        paths.iter().any(|path| path.ends_with(b"/source/b/") || path.ends_with(b"/source/b/deep/")),
        "{paths:?}"
    );
}

/// Forgets the oldest snapshot, prunes, and does what else maintenance does.
fn maintain(runtime: &tokio::runtime::Runtime, storage: Arc<dyn Storage>) {
    let unlock = passphrase(PASSPHRASE);
    let open = Repository::open(storage, &unlock, &CacheRoot::None);
    let repository = runtime.block_on(open).unwrap();
    let (_, catalog) = runtime.block_on(repository.catalog()).unwrap();
    let oldest = catalog.entries[0].session;
    let forget = [Record::Forget(vec![oldest])];
    runtime.block_on(records::commit(&repository, &SystemClock, &forget)).unwrap();
    let options = thorough();
    for _ in 0..2 {
        let progress = prune::Progress::default();
        prune::run(&repository, runtime.handle(), &options, &SystemClock, &progress).unwrap();
        runtime.block_on(absorb::absorb(&repository, &SystemClock, Floor::Raise)).unwrap();
    }
}

#[test]
fn maintenance_at_any_moment_of_a_verification_is_no_damage() {
    let house = House::with_chunks(TINY);
    let source = house.path("source");
    fs::create_dir_all(source.join("sub")).unwrap();
    fs::write(source.join("stays"), noise(1, 30 << 10)).unwrap();
    for n in 0..4 {
        fs::write(source.join("sub/changes"), noise(100 + n, 30 << 10)).unwrap();
        house.back_up(SnapshotKind::Incremental);
        if n == 1 {
            house.absorb(&house.open()).unwrap();
        }
    }
    let before = objects(&house.runtime, &*house.memory);
    let runtime = Arc::new(tokio::runtime::Runtime::new().unwrap());
    let run = |nth: Option<u64>| {
        let store = store_of(house.runtime.handle(), &before);
        let between = Arc::new(Between::new(store.clone()));
        let unlock = passphrase(PASSPHRASE);
        let open = Repository::open(between.clone(), &unlock, &CacheRoot::None);
        let repository = house.runtime.block_on(open).unwrap();
        let opened = between.calls();
        if let Some(nth) = nth {
            let runtime = Arc::clone(&runtime);
            between.before(nth, move || maintain(&runtime, store));
        }
        let result = verify(&repository, house.runtime.handle(), Level::Trees, Subset::All);
        assert_eq!(result.findings, [], "maintenance before call {nth:?}");
        between.calls() - opened
    };
    let calls = run(None);
    assert!(calls > 20);
    for nth in 1..=calls {
        run(Some(nth));
    }
}

#[test]
fn a_verification_marks_packs_as_broken_and_the_next_backup_heals_them() {
    for truncate in [false, true] {
        let house = furnished();
        house.back_up(SnapshotKind::Incremental);
        let first = describe(&house.path("source"));
        house.absorb(&house.open()).unwrap();
        let (lost, _) = packs(&house, PackKind::Data)[0];
        let key = layout::pack(&lost);
        if truncate {
            overwrite(&house, &key, |bytes| bytes.truncate(bytes.len() / 2));
        } else {
            delete(&house, &key);
        }
        let repository = house.open();
        let options = options(Level::Trees, Subset::None);
        let found = verify(&repository, house.runtime.handle(), Level::Trees, Subset::None);
        assert_eq!(found.broken, [lost]);
        let recording = record::record(&repository, &options, &found, &SystemClock);
        assert_eq!(house.runtime.block_on(recording).unwrap(), Recorded::Yes);

        let healed = house.back_up(SnapshotKind::Incremental);
        assert!(healed.summary.data_chunks > 0, "what was lost is stored again");
        let repository = house.open_anew();
        let (snapshots, _) = house.snapshots(&repository);
        for snapshot in &snapshots {
            assert_eq!(house.restored(&repository, snapshot), first);
        }
        let after = verify(&repository, house.runtime.handle(), Level::Trees, Subset::All);
        assert_eq!((after.findings, after.replaced), (vec![], 1));

        maintain(&tokio::runtime::Runtime::new().unwrap(), house.memory.clone());
        let repository = house.open_anew();
        let broken = house.runtime.block_on(repository.view()).unwrap().root.root.broken.clone();
        assert_eq!(broken.unwrap().packs, vec![], "once nothing is missed of it, prune ends its memory");
        let after = verify(&repository, house.runtime.handle(), Level::Trees, Subset::All);
        assert_eq!((after.findings, after.replaced), (vec![], 0));
        assert_eq!(house.restored(&repository, &house.snapshots(&repository).0[0]), first);
    }
}

#[test]
fn a_pack_that_was_restored_and_read_is_relied_on_again() {
    let house = furnished();
    house.back_up(SnapshotKind::Incremental);
    house.absorb(&house.open()).unwrap();
    let (lost, _) = packs(&house, PackKind::Data)[0];
    let key = layout::pack(&lost);
    let bytes = house.runtime.block_on(house.memory.get(&key)).unwrap();
    delete(&house, &key);
    let tell = |data| {
        let repository = house.open();
        let result = verify(&repository, house.runtime.handle(), Level::Trees, data);
        let options = options(Level::Trees, data);
        let recording = record::record(&repository, &options, &result, &SystemClock);
        house.runtime.block_on(recording).unwrap();
        let view = house.runtime.block_on(house.open().view()).unwrap();
        view.is_broken(&lost)
    };
    assert!(tell(Subset::None));
    house.runtime.block_on(house.memory.put(&key, bytes.into(), PutMode::Create)).unwrap();
    assert!(!tell(Subset::None), "what was found damaged is read again by every verification");
}

#[test]
fn as_many_rotating_runs_as_there_are_slices_read_every_pack_that_was_there_throughout() {
    let house = House::with_chunks(TINY);
    fs::create_dir_all(house.path("source")).unwrap();
    let grow = |n: u64| {
        fs::write(house.path("source").join(format!("file-{n}")), noise(n, 20 << 10)).unwrap();
        house.back_up(SnapshotKind::Incremental)
    };
    (0..12).for_each(|n| drop(grow(n)));
    house.absorb(&house.open()).unwrap();
    let of = 4;
    for round in 0..2 {
        let before: BTreeSet<_> = packs(&house, PackKind::Data).into_iter().map(|(id, _)| id).collect();
        let mut read = BTreeSet::new();
        for run in 0..u64::from(of) {
            let repository = house.open();
            let slice = house.runtime.block_on(record::rotate(&repository, of)).unwrap();
            read.extend(Subset::Slice(slice).choose(packs(&house, PackKind::Data)));
            let options = options(Level::Trees, Subset::Slice(slice));
            let result = verify(&repository, house.runtime.handle(), Level::Trees, Subset::Slice(slice));
            assert_eq!(named(&result), Vec::<&str>::new());
            let recording = record::record(&repository, &options, &result, &SystemClock);
            assert_eq!(house.runtime.block_on(recording).unwrap(), Recorded::Yes);
            grow(100 + round * 10 + run);
            if run % 2 == 1 {
                let runtime = tokio::runtime::Runtime::new().unwrap();
                maintain(&runtime, house.memory.clone());
            }
        }
        let after: BTreeSet<_> = packs(&house, PackKind::Data).into_iter().map(|(id, _)| id).collect();
        let throughout: BTreeSet<_> = before.intersection(&after).copied().collect();
        assert!(throughout.len() > 3);
        assert!(throughout.is_subset(&read), "round {round}");
    }
}

#[test]
fn damage_to_a_pack_that_no_index_names_costs_what_it_holds() {
    let house = furnished();
    house.back_up(SnapshotKind::Incremental);
    house.absorb(&house.open()).unwrap();
    let (damaged, _) = packs(&house, PackKind::Data)[0];
    let segments = objects(&house.runtime, &*house.memory).into_keys();
    let segments: Vec<String> = segments.filter(|key| key.starts_with(layout::INDEX)).collect();
    segments.iter().for_each(|key| delete(&house, key));
    overwrite(&house, &layout::pack(&damaged), |bytes| {
        bytes.iter_mut().skip(200).for_each(|byte| *byte ^= 1);
    });
    let repository = house.open_anew();
    let found = |data| {
        let result = verify(&repository, house.runtime.handle(), Level::Trees, data);
        let finding = result.findings.into_iter().find(|one| one.damage.object == layout::pack(&damaged));
        finding.map(|finding| (finding.unindexed, finding.snapshots.len()))
    };
    assert_eq!(found(Subset::None), Some((true, 1)), "nobody has read it");
    assert_eq!(found(Subset::All), Some((false, 1)), "reading shows that it is lost");
}

#[test]
fn a_key_that_may_record_nothing_remembers_its_slices_on_the_host() {
    let house = furnished();
    house.back_up(SnapshotKind::Incremental);
    let repository = house.open();
    let adding = keys::add(&repository, Role::Read, None, None, Opens::KeyFile, &SystemClock);
    let added = house.runtime.block_on(adding).unwrap();
    let unlock = Unlock::KeyFile(added.file.unwrap());
    let mut slices = Vec::new();
    for _ in 0..5 {
        let repository = house.open_with(&unlock, &house.cache("reader")).unwrap();
        let slice = house.runtime.block_on(record::rotate(&repository, 5)).unwrap();
        let result = verify(&repository, house.runtime.handle(), Level::Trees, Subset::Slice(slice));
        let options = options(Level::Trees, Subset::Slice(slice));
        let recording = record::record(&repository, &options, &result, &SystemClock);
        assert_eq!(house.runtime.block_on(recording).unwrap(), Recorded::Role);
        slices.push(slice.number);
    }
    assert_eq!(slices, [0, 1, 2, 3, 4]);
}

#[test]
fn without_any_index_everything_restores_and_verify_says_what_no_index_names() {
    let house = furnished();
    house.back_up(SnapshotKind::Incremental);
    house.absorb(&house.open()).unwrap();
    let segments: Vec<String> = objects(&house.runtime, &*house.memory)
        .into_keys()
        .filter(|key| key.starts_with(layout::INDEX))
        .collect();
    segments.iter().for_each(|key| delete(&house, key));
    let repository = house.open_anew();
    let result = verify(&repository, house.runtime.handle(), Level::Trees, Subset::None);
    let names = named(&result);
    assert!(segments.iter().all(|segment| names.contains(&segment.as_str())), "{names:?}");
    let unnamed: Vec<_> = result.findings.iter().filter(|finding| finding.unindexed).collect();
    assert_eq!(unnamed.len(), result.packs as usize, "{names:?}");
    let (snapshots, _) = house.snapshots(&repository);
    let id: SnapshotId = snapshots[0].snapshot.id();
    assert!(unnamed.iter().all(|finding| finding.snapshots.contains_key(&id)));
    assert_eq!(house.restored(&repository, &snapshots[0]), describe(&house.path("source")));
}
