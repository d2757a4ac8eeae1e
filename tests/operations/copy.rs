//! Snapshots copied into another repository: they restore to the same, cost what changed, and are whole or not there.

use std::fs;
use std::os::unix::fs::symlink;
use std::sync::atomic::Ordering;

use sandyq::model::role::Role;
use sandyq::model::snapshot::SnapshotKind::{Full, Incremental};
use sandyq::model::time::SystemClock;
use sandyq::operations::backup::{BackupOptions, StoreOptions};
use sandyq::operations::copy::{self, Sides};
use sandyq::operations::forget;
use sandyq::operations::incoming::{Came, IncomingOptions, Progress};
use sandyq::operations::keys::{self, Opens};
use sandyq::operations::select::Selected;
use sandyq::repository::slot::Unlock;
use sandyq::repository::{Error, Repository};
use sandyq::storage::Storage;

use crate::house::{House, TINY, noise};

const LARGE: usize = 600_000;

/// A repository with one snapshot of files of every kind, and an empty one.
fn houses() -> (House, House) {
    let from = House::with_chunks(TINY);
    fs::create_dir_all(from.path("source/deep/er")).unwrap();
    fs::create_dir(from.path("source/empty")).unwrap();
    for n in 0..400u64 {
        fs::write(from.path(&format!("source/deep/file-{n:03}")), noise(n, 60)).unwrap();
    }
    fs::write(from.path("source/deep/er/large"), noise(1, LARGE)).unwrap();
    fs::write(from.path("source/deep/er/none"), "").unwrap();
    let holes = fs::File::create(from.path("source/holes")).unwrap();
    holes.set_len(300_000).unwrap();
    symlink("nowhere", from.path("source/link")).unwrap();
    fs::hard_link(from.path("source/holes"), from.path("source/twin")).unwrap();
    let options = BackupOptions { tags: vec!["daily".to_owned()], ..from.backup_options(Full) };
    from.try_back_up(&from.open(), &options).unwrap();
    (from, House::new())
}

fn listed(house: &House) -> Vec<Selected> {
    let (snapshots, findings) = house.snapshots(&house.open_anew());
    assert_eq!(findings, []);
    snapshots
}

/// What came of each snapshot, and the bytes that were read.
fn try_copy(
    house: &House,
    (source, target): (&Repository, &Repository),
    dry_run: bool,
) -> Result<(Vec<Came>, u64), Error> {
    let (all, _) = house.snapshots(source);
    let options = IncomingOptions { dry_run, store: StoreOptions::default(), threads: 2 };
    let (progress, mut told) = (Progress::default(), Vec::new());
    let sides = Sides { source, target, handle: house.runtime.handle() };
    let mut tell = |copied: &Came| told.push(copied.clone());
    copy::run(sides, (&all, &|_| true), &options, &SystemClock, (&progress, &mut tell))?;
    Ok((told, progress.read.load(Ordering::Relaxed)))
}

fn copy_all(from: &House, to: &House) -> (Vec<Came>, u64) {
    try_copy(from, (&from.open(), &to.open()), false).unwrap()
}

/// Each snapshot of the source has a copy that restores to the same.
fn check(from: &House, to: &House) {
    let (here, there) = (from.open_anew(), to.open_anew());
    let copies = listed(to);
    for original in listed(from) {
        let session = original.snapshot.session;
        let copy = copies.iter().find(|one| one.snapshot.body.copied == Some(session)).unwrap();
        assert_eq!(to.restored(&there, copy), from.restored(&here, &original));
    }
    let result = to.verify();
    assert!(result.findings.is_empty(), "{:?}", result.findings);
}

#[test]
fn a_copy_restores_to_the_same_and_says_the_same_of_itself() {
    let (from, to) = houses();
    let (copied, read) = copy_all(&from, &to);
    assert_eq!((copied.len(), copied[0].was_there), (1, false));
    assert!(read >= LARGE as u64);
    check(&from, &to);
    let (old, new) = (listed(&from).remove(0).snapshot, listed(&to).remove(0).snapshot);
    assert_eq!((copied[0].snapshot, &copied[0].original), (Some(new.id()), &old.id().to_string()));
    assert_eq!((new.head.started, new.head.kind), (old.head.started, old.head.kind));
    assert_eq!(Some(new.head.finished), old.stored, "as old to retention");
    assert_eq!((&new.body.host, &new.body.tags), (&old.body.host, &old.body.tags));
    assert_eq!((&new.body.paths, &new.body.base), (&old.body.paths, &old.body.base));
    assert_eq!(new.body.summary.totals, old.body.summary.totals);
    // Other keys: neither pages nor words for host and series are the same.
    assert_ne!((new.head.tree, new.head.host_tag), (old.head.tree, old.head.host_tag));
    assert_ne!(new.head.series_tag, old.head.series_tag);
}

#[test]
fn what_was_copied_before_is_not_copied_again() {
    let (from, to) = houses();
    let first = copy_all(&from, &to).0;
    let before = crate::house::objects(&to.runtime, &*to.memory);
    let (again, read) = copy_all(&from, &to);
    assert_eq!(read, 0);
    assert_eq!((again[0].snapshot, again[0].was_there), (first[0].snapshot, true));
    assert!(crate::house::objects(&to.runtime, &*to.memory) == before);
    // Nor is a copy copied back to where it came from.
    let (back, read) = try_copy(&from, (&to.open(), &from.open()), false).unwrap();
    assert_eq!((back[0].was_there, read), (true, 0));
    assert_eq!(listed(&from).len(), 1);
}

#[test]
fn a_later_snapshot_costs_what_changed_since() {
    let (from, to) = houses();
    copy_all(&from, &to);
    let mut large = noise(1, LARGE);
    large.splice(300_000..300_010, noise(9, 500));
    fs::write(from.path("source/deep/er/large"), &large).unwrap();
    fs::write(from.path("source/deep/file-100"), "other").unwrap();
    fs::remove_file(from.path("source/deep/file-200")).unwrap();
    fs::write(from.path("source/deep/file-2000"), "new").unwrap();
    fs::rename(from.path("source/empty"), from.path("source/full")).unwrap();
    from.back_up(Incremental);
    let (copied, read) = copy_all(&from, &to);
    assert_eq!(copied.iter().map(|one| one.was_there).collect::<Vec<_>>(), [true, false]);
    assert!(read < 20_000, "{read} bytes were read");
    assert!(copied[1].added < 200_000, "{} bytes were added", copied[1].added);
    check(&from, &to);
    let copies = listed(&to);
    assert_eq!(copies[1].snapshot.head.parent, Some(copies[0].snapshot.session));
}

#[test]
fn a_copy_that_is_only_tried_changes_nothing() {
    let (from, to) = houses();
    let before = crate::house::objects(&to.runtime, &*to.memory);
    let (tried, read) = try_copy(&from, (&from.open(), &to.open()), true).unwrap();
    assert_eq!((tried[0].snapshot, tried[0].was_there, read), (None, false, 0));
    assert!(crate::house::objects(&to.runtime, &*to.memory) == before);
}

#[test]
fn a_copy_that_was_swept_is_no_base_for_the_next() {
    let (from, to) = houses();
    copy_all(&from, &to);
    let copy = listed(&to)[0].snapshot.session;
    to.runtime.block_on(forget::forget(&to.open(), &[copy], &SystemClock)).unwrap();
    to.sweep(&to.open());
    fs::write(from.path("source/deep/file-100"), "other").unwrap();
    from.back_up(Incremental);
    let (copied, _) = copy_all(&from, &to);
    assert!(copied.iter().all(|one| !one.was_there));
    check(&from, &to);
}

#[test]
fn what_is_damaged_in_the_source_makes_no_copy() {
    let (from, to) = houses();
    let packs = crate::house::objects(&from.runtime, &*from.memory);
    let (largest, _) = packs
        .iter()
        .filter(|(key, _)| key.starts_with("packs/"))
        .max_by_key(|(_, bytes)| bytes.len())
        .unwrap();
    from.runtime.block_on(from.memory.delete(largest)).unwrap();
    let refused = try_copy(&from, (&from.open(), &to.open()), false).unwrap_err();
    assert!(refused.is_damage(), "{refused}");
    assert!(listed(&to).is_empty());
    assert!(to.verify().findings.is_empty());
}

#[test]
fn who_may_not_read_the_one_or_list_the_other_copies_nothing() {
    let (from, to) = houses();
    let open_as = |house: &House, role: Role| {
        let full = house.open();
        let adding = keys::add(&full, role, None, None, Opens::KeyFile, &SystemClock);
        let file = house.runtime.block_on(adding).unwrap().file.unwrap();
        house.open_with(&Unlock::KeyFile(file), &house.cache(role.name())).unwrap()
    };
    let (reader, writer) = (open_as(&from, Role::Read), open_as(&to, Role::Write));
    let refused = try_copy(&from, (&reader, &writer), false).unwrap_err();
    assert!(matches!(refused, Error::Role { role: Role::Write, action: "take copies" }), "{refused}");
    let maintainer = open_as(&from, Role::Maintain);
    let refused = try_copy(&from, (&maintainer, &to.open()), false).unwrap_err();
    assert!(matches!(refused, Error::Role { role: Role::Maintain, .. }), "{refused}");
    // To read is enough on the one side.
    try_copy(&from, (&reader, &to.open()), false).unwrap();
    check(&from, &to);
}

#[test]
fn many_copies_are_taken_up_into_the_catalogue() {
    let (from, to) = houses();
    let mut made = vec![listed(&from)[0].snapshot.id().to_string()];
    for n in 0..30 {
        fs::write(from.path("source/deep/file-000"), n.to_string()).unwrap();
        made.push(from.back_up(Incremental).snapshot.to_string());
    }
    let (copied, _) = copy_all(&from, &to);
    assert_eq!(copied.into_iter().map(|one| one.original).collect::<Vec<_>>(), made);
    let view = to.runtime.block_on(to.open_anew().view()).unwrap();
    assert!(view.root.root.number > 0 && view.sessions.len() < 30);
    assert_eq!(listed(&to).len(), 31);
    assert!(to.verify().findings.is_empty());
}
