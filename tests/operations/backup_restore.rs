//! Backup, restore and verify over the real code, on a store in memory.

use std::fs;
use std::num::NonZeroU64;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::sync::Arc;

use sandyq::codec::chunk::ChunkSizes;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::operations::backup::{BackupOptions, Effort, StoreOptions};
use sandyq::operations::restore::RestoreResult;
use sandyq::operations::select;
use sandyq::storage::{Bandwidth, Limit, Limits};

use crate::house::{House, describe, noise};

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
fn the_snapshot_of_an_unchanged_tree_tells_where_its_first_page_lies() {
    let house = House::new();
    make_tree(&house.path("source"));
    (0..3).for_each(|_| drop(house.back_up(SnapshotKind::Incremental)));
    let (snapshots, _) = house.snapshots(&house.open());
    let places: Vec<_> = snapshots.iter().map(|snapshot| snapshot.entry.tree_at()).collect();
    assert!(places[0].is_some() && places == [places[0]; 3], "{places:?}");
    fs::write(house.path("source/deep/file-100"), b"something else").unwrap();
    house.back_up(SnapshotKind::Incremental);
    let (snapshots, _) = house.snapshots(&house.open());
    let last = snapshots[3].entry.tree_at();
    assert!(last.is_some() && last != places[0], "{last:?}");
}

#[test]
fn a_first_backup_asks_for_earlier_ones_no_more_than_its_index_does() {
    let house = House::new();
    make_tree(&house.path("source"));
    let before = house.counting.counts().tally();
    house.back_up(SnapshotKind::Incremental);
    let after = house.counting.counts().tally();
    // Slots; the newest root when it is opened; sessions, packs and again the root for the index; the root at its end.
    assert!(after.lists - before.lists <= 6, "{before:?} {after:?}");
    assert!(after.gets - before.gets <= 3, "{before:?} {after:?}");
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
    assert_eq!(house.absorb(&repository).unwrap(), 3);
    // What was absorbed stays listed until the floor passes it; absorbing it again changes nothing.
    house.absorb(&repository).unwrap();
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

/// Rows of a table, which level 6 makes smaller than level 3 does.
fn rows(seed: u64) -> String {
    let row = |bytes: &[u8]| format!("{:08}|{:>12}|open|{}\n", bytes[0], bytes[1], bytes[2] % 7);
    noise(seed, 3 * 100_000).chunks(3).map(row).collect()
}

/// Whether so many bytes are as many but for what cuts differ: each repository cuts by a secret of its own.
fn near(one: u64, other: u64) -> bool {
    one.abs_diff(other) < other / 200
}

/// Bytes in the store: of a first backup, and of one that adds as much.
fn stored_with(house: &House, options: StoreOptions) -> [u64; 2] {
    fs::create_dir(house.path("source")).unwrap();
    [1, 2].map(|n| {
        fs::write(house.path("source").join(n.to_string()), rows(n)).unwrap();
        let options = BackupOptions { store: options, ..house.backup_options(SnapshotKind::Incremental) };
        let packed = house.try_back_up(&house.open(), &options).unwrap().summary.data_added_packed;
        assert!(house.verify().findings.is_empty());
        packed
    })
}

#[test]
fn what_is_new_beside_a_parent_is_compressed_thoroughly_as_far_as_was_said() {
    let [usual, thorough, partly, at_six] =
        [Effort::Level(3), Effort::Fitting(u64::MAX), Effort::Fitting(1 << 20), Effort::Level(6)]
            .map(|effort| stored_with(&House::new(), StoreOptions { effort, ..StoreOptions::default() }));
    assert!(near(thorough[0], usual[0]) && near(partly[0], usual[0]), "{thorough:?}, {partly:?}: {usual:?}");
    assert!(
        near(thorough[1], at_six[1]) && !near(usual[1], at_six[1]),
        "{thorough:?}, {usual:?}: {at_six:?}"
    );
    assert!(thorough[1] < partly[1] && partly[1] < usual[1], "{partly:?}");
}

#[test]
fn what_would_wait_for_a_slow_store_is_compressed_thoroughly() {
    let chunks = ChunkSizes { min: 4 << 10, avg: 16 << 10, max: 64 << 10 };
    let small = StoreOptions { block: 64 << 10, pack: 16 << 10, budget: 0, ..StoreOptions::default() };
    let [usual, at_six] = [Effort::Level(3), Effort::Level(6)]
        .map(|effort| stored_with(&House::with_chunks(chunks), StoreOptions { effort, ..small })[0]);
    let mut house = House::with_chunks(chunks);
    let limits = Limits {
        upload: Some(Arc::new(Bandwidth::new(NonZeroU64::new(300_000).unwrap()))),
        ..Limits::default()
    };
    house.storage = Arc::new(Limit::new(house.storage.clone(), limits));
    let slow = stored_with(&house, StoreOptions { effort: Effort::Fitting(0), ..small })[0];
    let saved = |by: u64| usual.saturating_sub(by);
    assert!(saved(slow) > saved(at_six) / 2, "{slow} of {usual}, {at_six} at level 6");
}
