//! What repairing the index and snapshots brings back, and what it leaves alone.

use std::fs;

use sandyq::model::id::{PackId, SessionId};
use sandyq::model::role::Role;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::SystemClock;
use sandyq::operations::backup::StoreOptions;
use sandyq::operations::keys::{self, Opens};
use sandyq::operations::repair::index::{self, RepairIndexOptions, RepairIndexResult};
use sandyq::operations::repair::snapshots::{self, RepairSnapshotsOptions, Repaired, TAG};
use sandyq::operations::session::SessionWriter;
use sandyq::operations::verify::Progress;
use sandyq::repository::slot::Unlock;
use sandyq::repository::{Error, Repository, layout};
use sandyq::storage::{PutMode, Storage};

use crate::house::{House, TINY, describe, noise, objects};

/// A house with a snapshot of some files, absorbed.
fn furnished() -> House {
    let house = House::with_chunks(TINY);
    let source = house.path("source");
    fs::create_dir_all(source.join("sub/deep")).unwrap();
    for n in 0..30u64 {
        fs::write(source.join(format!("sub/small-{n:02}")), noise(n + 1, 500)).unwrap();
    }
    fs::write(source.join("large"), noise(77, 200 << 10)).unwrap();
    house.back_up(SnapshotKind::Incremental);
    house.absorb(&house.open()).unwrap();
    house
}

fn keys_of(house: &House, prefix: &str) -> Vec<String> {
    objects(&house.runtime, &*house.memory).into_keys().filter(|key| key.starts_with(prefix)).collect()
}

fn delete(house: &House, key: &str) {
    house.runtime.block_on(house.memory.delete(key)).unwrap();
}

fn repair_index(house: &House, repository: &Repository, dry_run: bool) -> Result<RepairIndexResult, Error> {
    let options = RepairIndexOptions { dry_run, threads: 2, connections: 4 };
    index::run(repository, house.runtime.handle(), &options, &SystemClock, &Progress::default())
}

fn repair_snapshots(house: &House, forget: bool, dry_run: bool) -> Vec<Repaired> {
    let options = RepairSnapshotsOptions {
        only: None,
        forget,
        dry_run,
        store: StoreOptions::default(),
        threads: 2,
        connections: 4,
    };
    let repository = house.open_anew();
    snapshots::run(&repository, house.runtime.handle(), &options, &SystemClock, &Progress::default()).unwrap()
}

fn pack_of(key: &str) -> PackId {
    layout::parse_pack(key).unwrap()
}

#[test]
fn an_index_that_is_gone_is_made_again_from_the_packs() {
    let house = furnished();
    let packs = keys_of(&house, layout::PACKS);
    for key in keys_of(&house, layout::INDEX) {
        delete(&house, &key);
    }
    let before = objects(&house.runtime, &*house.memory);
    let told = repair_index(&house, &house.open_anew(), true).unwrap();
    assert_eq!(objects(&house.runtime, &*house.memory), before, "a dry run changes nothing");
    let done = repair_index(&house, &house.open_anew(), false).unwrap();
    assert_eq!((told.lost.len(), &told.added, told.root), (1, &done.added, None));
    let mut expected: Vec<_> = packs.iter().map(|key| pack_of(key)).collect();
    expected.sort_unstable();
    assert_eq!(done.added, expected);
    assert!(done.root.is_some() && done.unreadable.is_empty() && done.damaged.is_empty());

    assert_eq!(house.verify().findings, []);
    let repository = house.open_anew();
    let (snapshots, _) = house.snapshots(&repository);
    assert_eq!(house.restored(&repository, &snapshots[0]), describe(&house.path("source")));
    let again = house.back_up(SnapshotKind::Full);
    assert_eq!(again.summary.data_chunks, 0, "what is named again is reused");
    let nothing = repair_index(&house, &house.open_anew(), false).unwrap();
    assert_eq!((nothing.added.len(), nothing.lost.len(), nothing.root), (0, 0, None));
}

#[test]
fn a_damaged_pack_enters_as_broken_and_an_unreadable_one_is_named() {
    let house = furnished();
    // Of several blocks, so that one can be damaged and the others not.
    fs::write(house.path("source/huge"), noise(88, 5 << 19)).unwrap();
    house.back_up(SnapshotKind::Incremental);
    house.absorb(&house.open()).unwrap();
    for key in keys_of(&house, layout::INDEX) {
        delete(&house, &key);
    }
    let objects = objects(&house.runtime, &*house.memory);
    let packs = keys_of(&house, layout::PACKS);
    let damaged = packs.iter().max_by_key(|key| objects[*key].len()).unwrap();
    let unreadable = packs.iter().find(|key| *key != damaged).unwrap();
    // A byte of the first block of one, and of the salt of the other.
    for (key, at) in [(damaged, 3000), (unreadable, 5)] {
        let mut bytes = objects[key].to_vec();
        bytes[at] ^= 1;
        house.runtime.block_on(house.memory.put(key, bytes.into(), PutMode::Overwrite)).unwrap();
    }
    let done = repair_index(&house, &house.open_anew(), false).unwrap();
    let named = |damages: &[sandyq::repository::Damage]| -> Vec<String> {
        damages.iter().map(|damage| damage.object.clone()).collect()
    };
    assert_eq!(named(&done.damaged), [damaged.as_str()]);
    assert_eq!(named(&done.unreadable), [unreadable.as_str()]);
    assert_eq!(done.added.len(), packs.len() - 1);
    let view = house.runtime.block_on(house.open_anew().view()).unwrap();
    assert!(view.is_broken(&pack_of(damaged)));
}

#[test]
fn packs_of_sessions_at_work_are_left_to_them() {
    let house = furnished();
    let repository = house.open();
    let root = house.runtime.block_on(repository.view()).unwrap().root;
    let opening = SessionWriter::open(&repository, &root, None, crate::house::now());
    let session: SessionId = house.runtime.block_on(opening).unwrap().id();
    let pack = layout::pack(&PackId { session, number: 0 });
    house.runtime.block_on(house.memory.put(&pack, vec![1; 5000].into(), PutMode::Create)).unwrap();
    for key in keys_of(&house, layout::INDEX) {
        delete(&house, &key);
    }
    let done = repair_index(&house, &house.open_anew(), false).unwrap();
    assert!(done.added.iter().all(|id| id.session != session));
    assert_eq!(done.unreadable, []);
    let view = house.runtime.block_on(house.open_anew().view()).unwrap();
    assert!(view.counts(&session), "the session goes on");
}

#[test]
fn only_who_reads_everything_and_makes_roots_repairs_the_index() {
    let house = furnished();
    for role in [Role::Read, Role::Write, Role::Maintain] {
        let repository = house.open();
        let adding = keys::add(&repository, role, None, None, Opens::KeyFile, &SystemClock);
        let unlock = Unlock::KeyFile(house.runtime.block_on(adding).unwrap().file.unwrap());
        let repository = house.open_with(&unlock, &sandyq::repository::CacheRoot::None).unwrap();
        assert!(matches!(repair_index(&house, &repository, false), Err(Error::Role { .. })), "{role}");
    }
}

#[test]
fn a_snapshot_is_made_anew_without_the_files_that_are_lost_and_the_original_stays() {
    let house = furnished();
    let before = describe(&house.path("source"));
    fs::write(house.path("source/sub/lost"), noise(99, 50_000)).unwrap();
    let second = house.back_up(SnapshotKind::Incremental);
    house.absorb(&house.open()).unwrap();
    let data: Vec<_> = keys_of(&house, layout::PACKS)
        .into_iter()
        .filter(|key| pack_of(key).session == second.session)
        .collect();
    let sizes = objects(&house.runtime, &*house.memory);
    // The pack with the new file's content; the other has pages.
    let lost = data.iter().max_by_key(|key| sizes[*key].len()).unwrap();
    delete(&house, lost);

    let objects_before = objects(&house.runtime, &*house.memory);
    let told = repair_snapshots(&house, false, true);
    assert_eq!(objects(&house.runtime, &*house.memory), objects_before, "a dry run changes nothing");
    let done = repair_snapshots(&house, false, false);
    assert_eq!((told.len(), done.len()), (1, 1));
    assert_eq!((&told[0].dropped, told[0].successor), (&done[0].dropped, None));
    assert_eq!(done[0].dropped, [b"/source/sub/lost".to_vec()]);
    assert_eq!((done[0].original, done[0].forgotten), (second.snapshot, false));

    let repository = house.open_anew();
    let (all, _) = house.snapshots(&repository);
    assert_eq!(all.len(), 3);
    let successor = all.iter().find(|one| Some(one.snapshot.id()) == done[0].successor).unwrap();
    assert!(successor.snapshot.body.tags.iter().any(|tag| tag == TAG));
    assert_eq!(successor.snapshot.head.started, all[1].snapshot.head.started);
    let restored = house.restored(&repository, successor);
    let without_times = |lines: &[String]| -> Vec<String> {
        lines.iter().filter(|line| !line.starts_with("sub ")).cloned().collect()
    };
    assert_eq!(without_times(&restored), without_times(&before));
    assert_eq!(successor.snapshot.body.summary.totals.files, 31);
}

#[test]
fn a_repaired_snapshot_takes_the_place_of_its_original_and_prune_goes_on() {
    let house = furnished();
    fs::write(house.path("source/sub/lost"), noise(99, 50_000)).unwrap();
    let second = house.back_up(SnapshotKind::Incremental);
    house.absorb(&house.open()).unwrap();
    let sizes = objects(&house.runtime, &*house.memory);
    let packs = keys_of(&house, layout::PACKS).into_iter();
    let lost = packs.filter(|key| pack_of(key).session == second.session).max_by_key(|key| sizes[key].len());
    delete(&house, &lost.unwrap());
    let done = repair_snapshots(&house, true, false);
    assert!(done[0].forgotten);
    let (all, _) = house.snapshots(&house.open_anew());
    assert!(all.iter().all(|one| one.snapshot.id() != second.snapshot));
    assert_eq!(all.len(), 2);
    house.sweep(&house.open());
    let verified = house.verify();
    assert_eq!(verified.findings.iter().filter(|finding| !finding.snapshots.is_empty()).count(), 0);
    assert_eq!(repair_snapshots(&house, false, true), []);
}

#[test]
fn a_directory_whose_entries_are_lost_stays_empty_and_is_named() {
    let house = furnished();
    let first = house.snapshots(&house.open()).0[0].snapshot.session;
    fs::write(house.path("source/added"), b"x").unwrap();
    house.back_up(SnapshotKind::Incremental);
    house.absorb(&house.open()).unwrap();
    let sizes = objects(&house.runtime, &*house.memory);
    let packs = keys_of(&house, layout::PACKS).into_iter();
    // The first snapshot's pages: the second has new ones for the top, and shares those of `sub`.
    let pages = packs.filter(|key| pack_of(key).session == first).min_by_key(|key| sizes[key].len()).unwrap();
    delete(&house, &pages);
    let done = repair_snapshots(&house, false, false);
    assert_eq!(done.len(), 2);
    let (of_first, of_second) = (&done[0], &done[1]);
    assert!(of_first.lost && of_first.successor.is_none(), "nothing is left of the first: {of_first:?}");
    assert!(of_second.dropped.contains(&b"/source/sub/".to_vec()), "{:?}", of_second.dropped);
    let repository = house.open_anew();
    let (all, _) = house.snapshots(&repository);
    let successor = all.iter().find(|one| Some(one.snapshot.id()) == of_second.successor).unwrap();
    let restored = house.restored(&repository, successor);
    assert!(restored.iter().any(|line| line.starts_with("sub ")));
    assert!(restored.iter().all(|line| !line.starts_with("sub/small")));
}
