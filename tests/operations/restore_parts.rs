//! Restores of a part, over what exists, and without doing anything, on a store in memory.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

use sandyq::model::snapshot::SnapshotKind;
use sandyq::operations::restore::{Action, Overwrite, RestoreOptions};

use crate::house::{House, describe};
use crate::restoring::{options, patterns, restore, try_restore};

fn make_tree(root: &Path) {
    fs::create_dir_all(root.join("near/wanted")).unwrap();
    fs::create_dir_all(root.join("far/away")).unwrap();
    fs::write(root.join("near/wanted/file.txt"), "text").unwrap();
    fs::write(root.join("near/other.log"), "log").unwrap();
    fs::write(root.join("far/away/more.log"), "more").unwrap();
    fs::set_permissions(root.join("near"), Permissions::from_mode(0o750)).unwrap();
    let past = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    fs::File::open(root.join("near")).unwrap().set_modified(past).unwrap();
}

#[test]
fn a_part_brings_along_the_folders_it_lies_in_and_no_others() {
    let house = House::new();
    make_tree(&house.path("source"));
    house.back_up(SnapshotKind::Incremental);
    let told = restore(&house, &RestoreOptions { filter: patterns(&["*.txt"], &[]), ..options(&house) });
    let made = ["", "/near", "/near/wanted", "/near/wanted/file.txt"];
    assert_eq!(told.paths(Action::Restored), made.map(|name| format!("target/source{name}")));
    assert!(!house.path("target/source/far").exists());
    let (made, was) = (house.path("target/source/near"), house.path("source/near"));
    let (made, was) = (fs::metadata(made).unwrap(), fs::metadata(was).unwrap());
    assert_eq!((made.mode(), made.mtime()), (was.mode(), was.mtime()));
}

#[test]
fn a_folder_that_was_there_and_is_only_passed_through_keeps_what_it_is() {
    let house = House::new();
    make_tree(&house.path("source"));
    house.back_up(SnapshotKind::Incremental);
    fs::create_dir_all(house.path("target/source/near")).unwrap();
    fs::set_permissions(house.path("target/source/near"), Permissions::from_mode(0o711)).unwrap();
    restore(&house, &RestoreOptions { filter: patterns(&["*.txt"], &[]), ..options(&house) });
    assert_eq!(fs::metadata(house.path("target/source/near")).unwrap().mode() & 0o777, 0o711);
    assert!(house.path("target/source/near/wanted/file.txt").exists());
}

#[test]
fn a_file_in_the_way_of_a_folder_gives_way_only_if_something_goes_into_it() {
    let house = House::new();
    make_tree(&house.path("source"));
    house.back_up(SnapshotKind::Incremental);
    fs::create_dir_all(house.path("target/source")).unwrap();
    for name in ["near", "far"] {
        fs::write(house.path(&format!("target/source/{name}")), "in the way").unwrap();
    }
    restore(&house, &RestoreOptions { filter: patterns(&["*.txt"], &[]), ..options(&house) });
    assert!(house.path("target/source/near/wanted/file.txt").exists());
    assert_eq!(fs::read(house.path("target/source/far")).unwrap(), b"in the way");
}

#[test]
fn a_second_name_follows_when_the_first_is_replaced() {
    let house = House::new();
    fs::create_dir(house.path("source")).unwrap();
    fs::write(house.path("source/a"), "as it was").unwrap();
    fs::hard_link(house.path("source/a"), house.path("source/b")).unwrap();
    house.back_up(SnapshotKind::Incremental);
    let whole = options(&house);
    restore(&house, &whole);
    // Both names are still one file, and it holds something else.
    fs::write(house.path("target/source/b"), "changed").unwrap();
    let dry = RestoreOptions { dry_run: true, ..options(&house) };
    let told = restore(&house, &dry);
    assert_eq!(told.paths(Action::Updated), ["target/source/a", "target/source/b"]);
    restore(&house, &whole);
    assert_eq!(describe(&house.path("target/source")), describe(&house.path("source")));
    assert_eq!(fs::read(house.path("target/source/b")).unwrap(), b"as it was");
    assert!(restore(&house, &dry).is_quiet());
}

#[test]
fn a_dry_run_tells_what_would_happen_and_touches_nothing() {
    let house = House::new();
    make_tree(&house.path("source"));
    house.back_up(SnapshotKind::Incremental);
    let dry = RestoreOptions { dry_run: true, ..options(&house) };
    let told = restore(&house, &dry);
    assert!(!house.path("target").exists());
    assert_eq!(told, restore(&house, &options(&house)));
    fs::write(house.path("target/source/near/other.log"), "LOG").unwrap();
    fs::set_permissions(house.path("target/source/far/away/more.log"), Permissions::from_mode(0o600))
        .unwrap();
    fs::set_permissions(house.path("target/source/far"), Permissions::from_mode(0o700)).unwrap();
    let told = restore(&house, &dry);
    let changes = ["far", "far/away/more.log", "near/other.log"];
    assert_eq!(told.paths(Action::Updated), changes.map(|name| format!("target/source/{name}")));
    assert_eq!(told, restore(&house, &options(&house)));
    assert_eq!(describe(&house.path("target/source")), describe(&house.path("source")));
}

#[test]
fn a_folder_in_the_way_of_a_file_stays_and_is_told() {
    let house = House::new();
    make_tree(&house.path("source"));
    house.back_up(SnapshotKind::Incremental);
    fs::create_dir_all(house.path("target/source/near/other.log/kept")).unwrap();
    for dry_run in [true, false] {
        let told = try_restore(&house, &RestoreOptions { dry_run, ..options(&house) }).unwrap();
        assert_eq!(told.failed.len(), 1);
        assert!(told.failed[0].contains("other.log: a directory has its name"), "{:?}", told.failed);
    }
    assert!(house.path("target/source/near/other.log/kept").exists());
    assert!(house.path("target/source/far/away/more.log").exists());
}

#[test]
fn what_may_not_be_replaced_stays_and_what_is_missing_comes_back() {
    let house = House::new();
    make_tree(&house.path("source"));
    symlink("nowhere", house.path("source/link")).unwrap();
    house.back_up(SnapshotKind::Incremental);
    let at = |name: &str| house.path(&format!("target/source/{name}"));
    restore(&house, &options(&house));
    fs::write(at("near/other.log"), "mine").unwrap();
    fs::remove_file(at("far/away/more.log")).unwrap();
    fs::remove_file(at("link")).unwrap();
    symlink("mine", at("link")).unwrap();
    // What was changed after the backup is newer than the snapshot.
    for overwrite in [Overwrite::Never, Overwrite::IfNewer] {
        let _ = fs::remove_file(at("far/away/more.log"));
        let told = restore(&house, &RestoreOptions { overwrite, ..options(&house) });
        assert_eq!(told.paths(Action::Restored), ["target/source/far/away/more.log"]);
        assert_eq!(fs::read(at("near/other.log")).unwrap(), b"mine");
        assert_eq!(fs::read_link(at("link")).unwrap(), Path::new("mine"));
    }
    let past = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    fs::File::options().write(true).open(at("near/other.log")).unwrap().set_modified(past).unwrap();
    restore(&house, &RestoreOptions { overwrite: Overwrite::IfNewer, ..options(&house) });
    assert_eq!(fs::read(at("near/other.log")).unwrap(), b"log");
    restore(&house, &RestoreOptions { overwrite: Overwrite::IfChanged, ..options(&house) });
    assert_eq!(describe(&house.path("target/source")), describe(&house.path("source")));
}

#[test]
fn zeros_take_no_room_where_that_is_wanted() {
    let house = House::new();
    fs::create_dir(house.path("source")).unwrap();
    // Zeros between data, in one chunk with it.
    let mut bytes = vec![0; 256 << 10];
    for at in [10, 100 << 10, (200 << 10) - 1, (256 << 10) - 1] {
        bytes[at] = 1;
    }
    fs::write(house.path("source/file"), &bytes).unwrap();
    house.back_up(SnapshotKind::Incremental);
    let room = |sparse| {
        let _ = fs::remove_dir_all(house.path("target"));
        restore(&house, &RestoreOptions { sparse, ..options(&house) });
        assert_eq!(fs::read(house.path("target/source/file")).unwrap(), bytes);
        fs::metadata(house.path("target/source/file")).unwrap().blocks()
    };
    assert!(room(false) >= 512);
    assert!(room(true) <= 4 * 16, "{}", room(true));
}
