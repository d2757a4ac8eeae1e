//! Restores that delete what the snapshot does not have, on a store in memory.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use sandyq::filesystem::{Directory, Identity};
use sandyq::model::snapshot::SnapshotKind;
use sandyq::operations::restore::{Action, Error, Overwrite, RestoreOptions};

use crate::house::{House, describe};
use crate::restoring::{options, patterns, restore, try_restore};

/// A house with a snapshot of a small tree, restored into its target.
fn restored_house() -> House {
    let house = House::new();
    fs::create_dir_all(house.path("source/folder/below")).unwrap();
    fs::create_dir(house.path("source/empty")).unwrap();
    fs::write(house.path("source/file"), "file").unwrap();
    fs::write(house.path("source/folder/below/text"), "text").unwrap();
    house.back_up(SnapshotKind::Incremental);
    restore(&house, &options(&house));
    house
}

fn deleting(house: &House) -> RestoreOptions {
    RestoreOptions { delete: true, ..options(house) }
}

/// Makes files, with the folders they lie in.
fn litter(house: &House, names: &[&str]) {
    for name in names {
        let path = house.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "litter").unwrap();
    }
}

fn identity(path: &Path) -> Identity {
    Directory::open(path.parent().unwrap())
        .unwrap()
        .stat(path.file_name().unwrap().as_encoded_bytes())
        .unwrap()
        .identity()
}

#[test]
fn what_the_snapshot_does_not_have_is_deleted_and_told_and_a_dry_run_tells_the_same() {
    let house = restored_house();
    litter(&house, &["target/source/new/deep/er", "target/source/empty/x", "target/source/folder/below/y"]);
    symlink("nowhere", house.path("target/source/folder/link")).unwrap();
    let before = describe(&house.path("target"));
    let dry = restore(&house, &RestoreOptions { dry_run: true, ..deleting(&house) });
    assert_eq!(describe(&house.path("target")), before);
    let told = restore(&house, &deleting(&house));
    let deleted = ["empty/x", "folder/below/y", "folder/link", "new", "new/deep", "new/deep/er"];
    assert_eq!(told.paths(Action::Deleted), deleted.map(|name| format!("target/source/{name}")));
    assert_eq!(told, dry);
    assert_eq!(describe(&house.path("target/source")), describe(&house.path("source")));
    assert!(restore(&house, &deleting(&house)).is_quiet());
}

#[test]
fn beside_what_was_backed_up_and_beside_the_target_nothing_is_deleted() {
    let house = restored_house();
    let names = ["target/neighbour", "target/other/x", "beside/target", "target/source-not/x"];
    litter(&house, &names);
    fs::create_dir(house.path("outside")).unwrap();
    litter(&house, &["outside/precious"]);
    // What links lead to is no part of the tree either.
    symlink(house.path("outside"), house.path("target/source/link")).unwrap();
    restore(&house, &deleting(&house));
    assert!(!house.path("target/source/link").is_symlink());
    assert!(names.iter().all(|name| house.path(name).exists()));
    assert!(house.path("outside/precious").exists());

    let part = RestoreOptions {
        path: vec![b"source".to_vec(), b"folder".to_vec()],
        target: house.path("part"),
        ..deleting(&house)
    };
    litter(&house, &["part/litter"]);
    // A part of what was backed up goes right into the target, which then holds it and nothing else.
    assert_eq!(restore(&house, &part).paths(Action::Deleted), ["part/litter"]);
    let file = RestoreOptions { path: vec![b"source".to_vec(), b"file".to_vec()], ..part };
    assert!(restore(&house, &file).paths(Action::Deleted).is_empty());
    assert!(house.path("part/below/text").exists());
}

#[test]
fn what_patterns_leave_out_stays_with_the_folders_it_lies_in() {
    let house = restored_house();
    litter(&house, &["target/source/a/b/kept.log", "target/source/a/b/gone", "target/source/kept.log"]);
    litter(&house, &["target/source/cache/x", "target/source/folder/gone"]);
    let filter = || patterns(&[], &["*.log", "cache/"]);
    let told = restore(&house, &RestoreOptions { filter: filter(), ..deleting(&house) });
    let deleted = ["a/b/gone", "folder/gone"];
    assert_eq!(told.paths(Action::Deleted), deleted.map(|name| format!("target/source/{name}")));
    assert!(
        house.path("target/source/a/b/kept.log").exists() && house.path("target/source/cache/x").exists()
    );

    let only = RestoreOptions { filter: patterns(&["*.log"], &[]), ..deleting(&house) };
    litter(&house, &["target/source/a/b/other"]);
    let told = restore(&house, &only);
    let deleted = ["a/b/kept.log", "kept.log"];
    assert_eq!(told.paths(Action::Deleted), deleted.map(|name| format!("target/source/{name}")));
    assert!(house.path("target/source/a/b/other").exists());
}

#[test]
fn a_folder_gives_way_to_a_file_unless_something_in_it_is_to_stay() {
    let house = restored_house();
    fs::remove_file(house.path("target/source/file")).unwrap();
    litter(&house, &["target/source/file/a/b", "target/source/file/kept.log"]);
    for dry_run in [true, false] {
        let filter = patterns(&[], &["*.log"]);
        let told = try_restore(&house, &RestoreOptions { filter, dry_run, ..deleting(&house) }).unwrap();
        assert!(told.failed[0].contains("file: a directory has its name"), "{:?}", told.failed);
        assert!(house.path("target/source/file/kept.log").exists());
        assert_eq!(house.path("target/source/file/a").exists(), dry_run);
    }
    let kept = RestoreOptions { overwrite: Overwrite::Never, ..deleting(&house) };
    assert!(restore(&house, &kept).paths(Action::Deleted).is_empty());
    let dry = restore(&house, &RestoreOptions { dry_run: true, ..deleting(&house) });
    assert_eq!(restore(&house, &deleting(&house)), dry);
    assert_eq!(describe(&house.path("target/source")), describe(&house.path("source")));
}

#[test]
fn what_is_spared_stays_however_deep_it_lies() {
    let house = restored_house();
    litter(&house, &["target/source/a/chest/config", "target/source/a/x", "target/source/key"]);
    let spared: Vec<PathBuf> = ["a/chest", "key"].map(|name| house.path("target/source").join(name)).into();
    let spared = spared.iter().map(|path| identity(path)).collect();
    let told = restore(&house, &RestoreOptions { spared, ..deleting(&house) });
    assert_eq!(told.paths(Action::Deleted), ["target/source/a/x"]);
    assert!(house.path("target/source/a/chest/config").exists() && house.path("target/source/key").exists());
}

#[test]
fn a_snapshot_that_lacks_something_is_no_ground_to_delete() {
    let house = restored_house();
    fs::remove_file(house.path("target/source/file")).unwrap();
    let repository = house.open();
    let (snapshots, _) = house.snapshots(&repository);
    let mut selected = snapshots.last().unwrap().clone();
    selected.snapshot.head.unreadable = 2;
    litter(&house, &["target/source/litter"]);
    let run = |selected: &sandyq::operations::select::Selected| {
        let progress = sandyq::operations::restore::Progress::default();
        let (handle, options) = (house.runtime.handle(), deleting(&house));
        let silent = sandyq::operations::restore::Silent;
        sandyq::operations::restore::run(&repository, handle, selected, &options, &progress, &silent)
    };
    let error = run(&selected).unwrap_err();
    assert!(matches!(error, Error::Incomplete { .. }));
    assert!(error.to_string().ends_with("2 entries could not be read"), "{error}");
    selected.snapshot.head.unreadable = 0;
    selected.snapshot.body.excludes = vec!["*.iso".to_owned()];
    let error = run(&selected).unwrap_err();
    assert!(error.to_string().contains("with excludes"), "{error}");
    assert!(house.path("target/source/litter").exists() && !house.path("target/source/file").exists());
}

#[test]
fn deleting_goes_deeper_than_any_path() {
    let house = restored_house();
    let mut at = Directory::open(&house.path("target/source")).unwrap();
    for _ in 0..600 {
        rustix::fs::mkdirat(&at, "nine-more", rustix::fs::Mode::RWXU).unwrap();
        at = at.open_child(b"nine-more").unwrap();
    }
    drop(at);
    assert_eq!(restore(&house, &deleting(&house)).paths(Action::Deleted).len(), 600);
    assert_eq!(describe(&house.path("target/source")), describe(&house.path("source")));
}
