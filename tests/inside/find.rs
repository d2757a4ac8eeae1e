//! Finds: what is told of which snapshot, what is read for it, and the last whole version of a file.

use std::fs;

use sandyq::model::snapshot::SnapshotKind;
use sandyq::operations::find::{Fate, Finder, last_good};
use sandyq::operations::select::Selected;
use sandyq::policy::find::Query;
use sandyq::repository::reader::Reader;

use super::damage_largest_pack;
use super::house::{House, noise};

/// Finds in all snapshots, newest first: the paths in each.
fn found(house: &House, snapshots: &[Selected], reader: &Reader<'_>, pattern: &str) -> Vec<Vec<String>> {
    let query = Query::named(&[pattern.to_owned()], false).unwrap();
    let mut finder = Finder::new(reader, &query);
    let mut all = Vec::new();
    for selected in snapshots.iter().rev() {
        let mut paths = Vec::new();
        let mut tell = |hit: &sandyq::operations::find::Hit| {
            paths.push(String::from_utf8(hit.path.clone()).unwrap());
            true
        };
        assert!(house.runtime.block_on(finder.search(selected, &mut tell)).unwrap());
        all.push(paths);
    }
    assert!(finder.findings().is_empty());
    all
}

/// A folder with two files, and a large one that stays as it is.
fn house_with_two_snapshots() -> House {
    let house = House::new();
    let source = house.path("source");
    fs::create_dir_all(source.join("many")).unwrap();
    for n in 0..2000 {
        fs::write(source.join(format!("many/{n:04}.dat")), format!("{n}")).unwrap();
    }
    fs::write(source.join("report.txt"), "one").unwrap();
    house.back_up(SnapshotKind::Full);
    fs::write(source.join("report2.txt"), "two").unwrap();
    house.back_up(SnapshotKind::Incremental);
    house
}

#[test]
fn every_snapshot_is_told_with_what_it_holds_newest_first() {
    let house = house_with_two_snapshots();
    let repository = house.open();
    let (snapshots, _) = house.snapshots(&repository);
    let reader = Reader::new(&repository);
    let reports = found(&house, &snapshots, &reader, "report*.txt");
    assert_eq!(reports, [vec!["/source/report.txt", "/source/report2.txt"], vec!["/source/report.txt"]]);
    let shared = found(&house, &snapshots, &reader, "many/19*.dat");
    assert_eq!(shared[0].len(), 100);
    assert_eq!(shared[0], shared[1], "pages that both have are told for both");
    assert_eq!(found(&house, &snapshots, &reader, "many"), [["/source/many"], ["/source/many"]]);
}

#[test]
fn a_damaged_file_is_found_whole_where_it_was_another_one() {
    let house = House::new();
    let source = house.path("source");
    fs::create_dir(&source).unwrap();
    fs::write(source.join("file"), noise(1, 100_000)).unwrap();
    house.back_up(SnapshotKind::Full);
    fs::write(source.join("file"), noise(2, 5_000_000)).unwrap();
    house.back_up(SnapshotKind::Incremental);
    fs::write(source.join("other"), "x").unwrap();
    house.back_up(SnapshotKind::Incremental);
    damage_largest_pack(&house);
    let repository = house.open();
    let (snapshots, _) = house.snapshots(&repository);
    let newest: Vec<_> = snapshots.iter().rev().collect();
    let reader = Reader::new(&repository);
    let fates = |name: &str| {
        let mut fates = Vec::new();
        let names = [b"source".to_vec(), name.as_bytes().to_vec()];
        let mut tell = |_: &Selected, fate: &Fate| {
            fates.push(match fate {
                Fate::Absent => "absent",
                Fate::Damaged(_) => "damaged",
                Fate::Whole(_) => "whole",
            });
        };
        let found = house.runtime.block_on(last_good(&reader, &newest, &names, &mut tell)).unwrap();
        (fates, found.map(|found| found.snapshot.id()))
    };
    assert_eq!(fates("file"), (vec!["damaged", "damaged", "whole"], Some(snapshots[0].snapshot.id())));
    assert_eq!(fates("other"), (vec!["whole"], Some(snapshots[2].snapshot.id())));
    assert_eq!(fates("none"), (vec!["absent"; 3], None));
}
