//! A tree of everything a file can be, there and back on a store in memory.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use sandyq::filesystem::raise_open_files;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::operations::restore::RestoreOptions;

use crate::house::{House, TINY};
use crate::restoring::{options, restore};

/// When each inode changed last.
fn changes(root: &Path) -> Vec<(String, u64, i64, i64)> {
    let mut changes = Vec::new();
    let mut paths = vec![root.to_owned()];
    while let Some(path) = paths.pop() {
        // Beyond the longest path the rest is left out.
        let Ok(meta) = path.symlink_metadata() else { continue };
        changes.push((format!("{path:?}"), meta.ino(), meta.ctime(), meta.ctime_nsec()));
        if meta.is_dir() {
            paths.extend(fs::read_dir(&path).into_iter().flatten().map(|entry| entry.unwrap().path()));
        }
    }
    changes.sort();
    changes
}

#[test]
fn everything_comes_back_and_a_second_restore_writes_nothing() {
    raise_open_files();
    let house = House::with_chunks(TINY);
    crate::everything::make(&house.path("source"), TINY);
    let result = house.back_up(SnapshotKind::Incremental);
    assert_eq!(result.unreadable, 0);
    let dry = restore(&house, &RestoreOptions { dry_run: true, ..options(&house) });
    let told = restore(&house, &options(&house));
    assert_eq!(told, dry);
    crate::everything::assert_same(&house.path("target/source"), &house.path("source"));

    let before = changes(&house.path("target"));
    for delete in [false, true] {
        assert!(restore(&house, &RestoreOptions { delete, ..options(&house) }).is_quiet());
        assert_eq!(changes(&house.path("target")), before);
    }
    assert!(house.verify().findings.is_empty());

    // The next backup takes everything over, and restores the same.
    let next = house.back_up(SnapshotKind::Incremental);
    assert_eq!((next.unreadable, next.summary.files_new), (0, 0));
    restore(&house, &RestoreOptions { target: house.path("again"), ..options(&house) });
    crate::everything::assert_same(&house.path("again/source"), &house.path("source"));
}
