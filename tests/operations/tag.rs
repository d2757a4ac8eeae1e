//! Tags given, taken away and set after the fact: who sees them, and what becomes of them.

use std::fs;

use sandyq::model::id::SnapshotId;
use sandyq::model::record::Record;
use sandyq::model::role::Role;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::SystemClock;
use sandyq::operations::backup::BackupOptions;
use sandyq::operations::keys::{self, Opens};
use sandyq::operations::select::Selected;
use sandyq::operations::tag::{Change, tag};
use sandyq::operations::{forget, records};
use sandyq::repository::slot::Unlock;
use sandyq::repository::tags::Retag;
use sandyq::repository::{Error, Repository, Result};

use crate::house::House;

/// A repository with two snapshots, the first of them tagged `daily`.
fn house() -> (House, Vec<SnapshotId>) {
    let house = House::new();
    fs::create_dir(house.path("source")).unwrap();
    let ids = ["daily", ""].map(|tag| {
        fs::write(house.path("source/file"), tag).unwrap();
        let tags = Some(tag.to_owned()).filter(|tag| !tag.is_empty()).into_iter().collect();
        let options = BackupOptions { tags, ..house.backup_options(SnapshotKind::Incremental) };
        house.try_back_up(&house.open(), &options).unwrap().snapshot
    });
    (house, ids.to_vec())
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn retag(add: &[&str], remove: &[&str]) -> Change {
    Change::Some(Retag { add: words(add), remove: words(remove) })
}

/// The tags of each listed snapshot, as a host sees them that was never here.
fn tags(house: &House) -> Vec<Vec<String>> {
    let (snapshots, findings) = house.snapshots(&house.open_anew());
    assert_eq!(findings, []);
    snapshots.into_iter().map(|one| one.snapshot.body.tags).collect()
}

fn change(house: &House, repository: &Repository, which: &[SnapshotId], change: &Change) -> Result<()> {
    let all = house.snapshots(&house.open()).0;
    let meant: Vec<Selected> = all.into_iter().filter(|one| which.contains(&one.snapshot.id())).collect();
    house.runtime.block_on(tag(repository, &meant, change, &SystemClock))
}

/// Opened with a new key of this role.
fn open_as(house: &House, role: Role) -> Repository {
    let repository = house.open();
    let adding = keys::add(&repository, role, None, None, Opens::KeyFile, &SystemClock);
    let file = house.runtime.block_on(adding).unwrap().file.unwrap();
    house.open_with(&Unlock::KeyFile(file), &house.cache(role.name())).unwrap()
}

#[test]
fn tags_are_given_taken_away_and_set() {
    let (house, ids) = house();
    let go = |which: &[SnapshotId], how: &Change| change(&house, &house.open(), which, how).unwrap();
    go(&ids, &retag(&["release", "kept"], &[]));
    assert_eq!(tags(&house), [words(&["daily", "kept", "release"]), words(&["kept", "release"])]);
    go(&ids[..1], &retag(&["moved"], &["daily", "release"]));
    assert_eq!(tags(&house), [words(&["kept", "moved"]), words(&["kept", "release"])]);
    go(&ids, &Change::Exactly(words(&["kept", "last"])));
    assert_eq!(tags(&house), [words(&["kept", "last"]), words(&["kept", "last"])]);
    go(&ids, &Change::Exactly(vec![]));
    assert_eq!(tags(&house), [words(&[]), words(&[])]);
    go(&ids[1..], &retag(&["daily"], &[]));
    assert_eq!(tags(&house), [words(&[]), words(&["daily"])]);
    assert!(house.verify().findings.is_empty());
}

#[test]
fn taken_up_into_the_catalogue_they_are_as_before() {
    let (house, ids) = house();
    change(&house, &house.open(), &ids, &retag(&["a"], &["daily"])).unwrap();
    house.absorb(&house.open()).unwrap();
    assert_eq!(tags(&house), [words(&["a"]), words(&["a"])]);
    change(&house, &house.open(), &ids[..1], &retag(&["b"], &["a"])).unwrap();
    house.absorb(&house.open()).unwrap();
    assert_eq!(tags(&house), [words(&["b"]), words(&["a"])]);
}

#[test]
fn a_tag_given_meanwhile_by_somebody_else_stays() {
    let (house, ids) = house();
    let seen = house.snapshots(&house.open()).0;
    change(&house, &house.open(), &ids[..1], &retag(&["daily", "late"], &[])).unwrap();
    // Whoever removes it now has not seen that it was given again.
    let repository = house.open();
    let removed = retag(&[], &["daily", "late"]);
    let removing = tag(&repository, &seen[..1], &removed, &SystemClock);
    house.runtime.block_on(removing).unwrap();
    assert_eq!(tags(&house)[0], ["daily", "late"]);
}

#[test]
fn maintenance_may_tag_and_nobody_else() {
    let (house, ids) = house();
    change(&house, &open_as(&house, Role::Maintain), &ids, &retag(&["kept"], &[])).unwrap();
    assert_eq!(tags(&house)[1], ["kept"]);
    for role in [Role::Read, Role::Write] {
        let refused = change(&house, &open_as(&house, role), &ids, &retag(&["mine"], &[])).unwrap_err();
        assert!(matches!(refused, Error::Role { action: "tag snapshots", .. }), "{refused}");
    }
    // A reader sees what holds.
    let seen = house.snapshots(&open_as(&house, Role::Read)).0;
    assert_eq!(seen[1].snapshot.body.tags, ["kept"]);
}

#[test]
fn whoever_holds_the_common_secret_alone_sees_no_tag() {
    let (house, ids) = house();
    change(&house, &house.open(), &ids, &retag(&["conspicuous"], &["daily"])).unwrap();
    let writer = open_as(&house, Role::Write);
    let (_, catalog) = house.runtime.block_on(writer.catalog()).unwrap();
    let said = catalog.records.iter().find_map(|row| match row.said.record() {
        Ok(Record::Tag(tagging)) => Some(tagging),
        _ => None,
    });
    let said = said.unwrap();
    assert_eq!(said.snapshots.len(), 2);
    let plain = |word: &[u8]| said.retag.windows(word.len()).any(|part| part == word);
    assert!(!plain(b"conspicuous") && !plain(b"daily"));
    assert!(matches!(catalog.entries[0].body(writer.keys()), Err(Error::Role { .. })));
}

#[test]
fn what_was_swept_leaves_no_word_about_its_tags() {
    let (house, ids) = house();
    change(&house, &house.open(), &ids[..1], &retag(&["a"], &[])).unwrap();
    change(&house, &house.open(), &ids, &retag(&["b"], &[])).unwrap();
    let repository = house.open();
    let first = house.snapshots(&repository).0[0].clone();
    house.runtime.block_on(forget::forget(&repository, &[first.snapshot.session], &SystemClock)).unwrap();
    house.sweep(&repository);
    assert_eq!(tags(&house), [words(&["b"])]);
    let (_, catalog) = house.runtime.block_on(house.open().catalog()).unwrap();
    let about: Vec<_> = catalog.records.iter().filter_map(|row| row.said.record().ok()).collect();
    let tagged = about.iter().filter_map(|record| match record {
        Record::Tag(tagging) => Some(tagging.snapshots.len()),
        _ => None,
    });
    assert_eq!(tagged.collect::<Vec<_>>(), [1], "that about the other one");
    // It comes too late to tag what is gone.
    let late = house.runtime.block_on(tag(&repository, &[first], &retag(&["c"], &[]), &SystemClock));
    assert!(matches!(late, Err(Error::NoSnapshot { .. })), "{late:?}");
}

#[test]
fn a_tagging_that_cannot_be_opened_is_told_and_hides_no_snapshot() {
    let (house, ids) = house();
    let repository = house.open();
    let sessions: Vec<_> = house.snapshots(&repository).0.iter().map(|one| one.snapshot.session).collect();
    let garbage = Record::Tag(sandyq::model::record::Tagging {
        snapshots: sessions.clone(),
        undoes: sessions,
        retag: vec![7; 2000].into(),
    });
    house.runtime.block_on(records::commit(&repository, &SystemClock, &[garbage])).unwrap();
    let (snapshots, findings) = house.snapshots(&house.open_anew());
    assert_eq!(snapshots.iter().map(|one| one.snapshot.id()).collect::<Vec<_>>(), ids);
    assert_eq!(snapshots[0].snapshot.body.tags, ["daily"]);
    assert_eq!(findings.len(), 1);
    assert!(findings[0].to_string().contains("cannot be opened"), "{}", findings[0]);
    let verified = house.verify().findings;
    assert_eq!(verified.iter().map(|finding| &finding.damage).collect::<Vec<_>>(), [&findings[0]]);
}
