//! Restores of a part, over what exists, and without doing anything, on a store in memory.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/house.rs"]
mod house;

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::sync::Mutex;

use sandyq::filesystem::{ApplyOptions, Warning};
use sandyq::model::snapshot::SnapshotKind;
use sandyq::operations::restore::{
    self, Observer, Overwrite, Progress, RestoreOptions, RestoreResult, Wanted,
};
use sandyq::policy::patterns::{Patterns, Verdict};

use house::{House, describe};

/// Remembers what it hears.
#[derive(Debug, Default)]
struct Heard(Mutex<Vec<String>>);

impl Observer for Heard {
    fn failed(&self, path: &[u8], problem: &str) {
        panic!("{}: {problem}", String::from_utf8_lossy(path));
    }

    fn warning(&self, warning: &Warning) {
        panic!("{warning}");
    }

    fn restored(&self, path: &[u8]) {
        self.0.lock().unwrap().push(String::from_utf8_lossy(path).into_owned());
    }
}

fn options(house: &House) -> RestoreOptions {
    RestoreOptions {
        target: house.path("target"),
        path: vec![],
        filter: None,
        overwrite: Overwrite::Always,
        dry_run: false,
        apply: ApplyOptions::default(),
        threads: 2,
        connections: 4,
    }
}

fn only(include: &str) -> Option<Box<restore::Filter>> {
    let patterns = Patterns::new(&[include.to_owned()], &[]).unwrap();
    Some(Box::new(move |path, is_directory| match patterns.judge(path, is_directory) {
        Verdict::Wanted => Wanted::Yes,
        Verdict::Below => Wanted::Enter,
        Verdict::Unwanted => Wanted::No,
    }))
}

/// Restores the newest snapshot; what was told, sorted and relative to the folder of the house.
fn restore(house: &House, options: &RestoreOptions) -> Vec<String> {
    let repository = house.open();
    let (snapshots, _) = house.snapshots(&repository);
    let heard = Heard::default();
    let (handle, progress) = (house.runtime.handle(), Progress::default());
    let result =
        restore::run(&repository, handle, snapshots.last().unwrap(), options, &progress, &heard).unwrap();
    assert_eq!(result, RestoreResult::default());
    let here = format!("{}/", house.folder.path().display());
    let mut told: Vec<_> = heard
        .0
        .into_inner()
        .unwrap()
        .iter()
        .map(|path| path.strip_prefix(&here).unwrap().to_owned())
        .collect();
    told.sort();
    told
}

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
    let told = restore(&house, &RestoreOptions { filter: only("*.txt"), ..options(&house) });
    assert_eq!(told, ["target/source/near/wanted/file.txt"]);
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
    restore(&house, &RestoreOptions { filter: only("*.txt"), ..options(&house) });
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
    restore(&house, &RestoreOptions { filter: only("*.txt"), ..options(&house) });
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
    assert_eq!(restore(&house, &dry), ["target/source/a", "target/source/b"]);
    restore(&house, &whole);
    assert_eq!(describe(&house.path("target/source")), describe(&house.path("source")));
    assert_eq!(fs::read(house.path("target/source/b")).unwrap(), b"as it was");
    assert!(restore(&house, &dry).is_empty());
}

#[test]
fn a_dry_run_tells_what_would_be_restored_and_touches_nothing() {
    let house = House::new();
    make_tree(&house.path("source"));
    house.back_up(SnapshotKind::Incremental);
    let told = restore(&house, &RestoreOptions { dry_run: true, ..options(&house) });
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(!house.path("target").exists());
    restore(&house, &options(&house));
    fs::write(house.path("target/source/near/other.log"), "LOG").unwrap();
    let told = restore(&house, &RestoreOptions { dry_run: true, ..options(&house) });
    assert_eq!(told, ["target/source/near/other.log"]);
}
