//! Differences: between snapshots, and between a snapshot and the disk.

use std::collections::BTreeMap;
use std::fs::{self, File, FileTimes, OpenOptions, Permissions};
use std::os::unix::fs::{FileExt, PermissionsExt, symlink};
use std::path::Path;

use proptest::prelude::*;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::operations::diff::{Difference, LiveOptions, Statistics, diff, live};
use sandyq::operations::tree;
use sandyq::policy::compare::Change;
use sandyq::repository::reader::Reader;

use super::house::{House, TINY, noise};

fn letter(change: Change) -> &'static str {
    match change {
        Change::Added => "+",
        Change::Removed => "-",
        Change::Content { rot: false } => "M",
        Change::Content { rot: true } => "M?",
        Change::Metadata => "U",
        Change::Kind => "T",
    }
}

/// What differs between the last two snapshots, and how many pages were read for it.
fn last_two(house: &House) -> (Vec<String>, Statistics) {
    let repository = house.open();
    let (snapshots, _) = house.snapshots(&repository);
    let [.., old, new] = &snapshots[..] else { panic!("there are two") };
    let reader = Reader::new(&repository);
    let mut told = Vec::new();
    let mut tell = |one: &Difference<'_>| {
        told.push(format!("{} {}", letter(one.change), String::from_utf8_lossy(one.path)));
        true
    };
    let statistics = house.runtime.block_on(async {
        let old = tree::at(&reader, old, &[]).await.unwrap().unwrap();
        let new = tree::at(&reader, new, &[]).await.unwrap().unwrap();
        diff(&reader, &old, &new, Vec::new(), &mut tell).await.unwrap()
    });
    (told, statistics)
}

#[test]
fn everything_that_can_happen_to_an_entry_is_told() {
    let house = House::with_chunks(TINY);
    let source = house.path("source");
    fs::create_dir_all(source.join("gone/deep")).unwrap();
    let at = |name: &str| source.join(name);
    let large = noise(1, 400_000);
    for name in ["same", "mode", "kind", "gone/deep/file"] {
        fs::write(at(name), name).unwrap();
    }
    fs::write(at("large"), &large).unwrap();
    symlink("a", at("link")).unwrap();
    house.back_up(SnapshotKind::Full);
    fs::remove_dir_all(at("gone")).unwrap();
    fs::create_dir(at("new")).unwrap();
    fs::write(at("new/file"), "12345").unwrap();
    fs::set_permissions(at("mode"), Permissions::from_mode(0o600)).unwrap();
    fs::remove_file(at("kind")).unwrap();
    symlink("b", at("kind")).unwrap();
    OpenOptions::new().write(true).open(at("large")).unwrap().write_all_at(b"!", 200_000).unwrap();
    fs::remove_file(at("link")).unwrap();
    symlink("b", at("link")).unwrap();
    house.back_up(SnapshotKind::Full);
    let (told, statistics) = last_two(&house);
    let expected = [
        "U /source",
        "- /source/gone",
        "- /source/gone/deep",
        "- /source/gone/deep/file",
        "T /source/kind",
        "M /source/large",
        "M /source/link",
        "U /source/mode",
        "+ /source/new",
        "+ /source/new/file",
    ];
    assert_eq!(told, expected);
    let Statistics { added, removed, changed, rotten, metadata, kinds } = statistics;
    assert_eq!((added.files, added.directories, removed.files, removed.directories), (1, 1, 1, 2));
    assert_eq!((changed, rotten, metadata, kinds), (2, 0, 2, 1));
    // One chunk of the large file, cut in two at the most, and the new file.
    assert!((1..=3 * TINY.max as u64 + 5).contains(&added.bytes), "{added:?}");
}

#[test]
fn pages_that_both_have_are_not_read() {
    let house = House::new();
    let source = house.path("source");
    fs::create_dir_all(source.join("many")).unwrap();
    for n in 0..3000 {
        fs::write(source.join(format!("many/{n:04}")), format!("{n}")).unwrap();
    }
    fs::create_dir(source.join("other")).unwrap();
    fs::write(source.join("other/file"), "a").unwrap();
    house.back_up(SnapshotKind::Full);
    fs::write(source.join("other/file"), "b").unwrap();
    house.back_up(SnapshotKind::Incremental);
    // Nothing of the large folder is needed: it may as well be gone.
    let repository = house.open();
    let (snapshots, _) = house.snapshots(&repository);
    let reader = Reader::new(&repository);
    let before = house.counting.counts().tally();
    let mut told = 0;
    house.runtime.block_on(async {
        let old = tree::at(&reader, &snapshots[0], &[]).await.unwrap().unwrap();
        let new = tree::at(&reader, &snapshots[1], &[]).await.unwrap().unwrap();
        let mut tell = |_: &Difference<'_>| {
            told += 1;
            true
        };
        diff(&reader, &old, &new, Vec::new(), &mut tell).await.unwrap();
    });
    let after = house.counting.counts().tally();
    assert_eq!(told, 1);
    assert!(after.ranges - before.ranges <= 8, "{} requests", after.ranges - before.ranges);
}

/// What differs between the last snapshot and the source as it is.
fn since(house: &House, content: bool) -> (Vec<String>, Statistics) {
    let repository = house.open();
    let (snapshots, _) = house.snapshots(&repository);
    let reader = Reader::new(&repository);
    let options = LiveOptions { content, xattrs: true, base: Vec::new(), sources: vec![b"/source".to_vec()] };
    let mut told = Vec::new();
    let mut tell = |one: &Difference<'_>| {
        told.push(format!("{} {}", letter(one.change), String::from_utf8_lossy(one.path)));
        true
    };
    let page = tree::top(snapshots.last().unwrap());
    let mut problem = |error: &sandyq::filesystem::Error| panic!("{error}");
    let compared = live(&reader, page, house.folder.path(), options, &mut tell, &mut problem);
    let statistics = house.runtime.block_on(compared).unwrap();
    (told, statistics)
}

/// Changes a file and gives it the time of change it had.
fn change_in_secret(path: &Path) {
    let file = File::options().read(true).write(true).open(path).unwrap();
    let modified = file.metadata().unwrap().modified().unwrap();
    file.write_all_at(b"!", 5).unwrap();
    file.set_times(FileTimes::new().set_modified(modified)).unwrap();
}

#[test]
fn the_disk_is_compared_by_what_it_says_or_by_what_it_holds() {
    let house = House::with_chunks(TINY);
    let source = house.path("source");
    fs::create_dir_all(source.join("gone")).unwrap();
    for name in ["same", "secret", "longer", "gone/file"] {
        fs::write(source.join(name), noise(1, 100_000)).unwrap();
    }
    File::create(source.join("hole")).unwrap().set_len(3_000_000).unwrap();
    house.back_up(SnapshotKind::Full);
    // The cache of the house lies beside the source, which is nothing new.
    assert!(since(&house, true).0.is_empty(), "{:?}", since(&house, true).0);
    fs::write(source.join("longer"), noise(1, 100_001)).unwrap();
    change_in_secret(&source.join("secret"));
    fs::remove_dir_all(source.join("gone")).unwrap();
    fs::create_dir(source.join("new")).unwrap();
    fs::write(source.join("new/file"), "x").unwrap();
    let told = [
        "U /source",
        "- /source/gone",
        "- /source/gone/file",
        "M /source/longer",
        "+ /source/new",
        "+ /source/new/file",
    ];
    assert_eq!(since(&house, false).0, told);
    let (told, statistics) = since(&house, true);
    assert!(told.contains(&"M /source/secret".to_owned()), "{told:?}");
    // Whoever sets a time back changes the inode all the same: no damage.
    assert_eq!((statistics.changed, statistics.rotten), (2, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    // Whatever happens to a folder, the difference between two backups of it is that between two listings.
    #[test]
    fn differences_are_those_of_the_listings(
        before in prop::collection::btree_map("[a-d]{1,3}", 0u8..3, 0..60),
        after in prop::collection::btree_map("[a-d]{1,3}", 0u8..3, 0..60),
    ) {
        let house = House::new();
        let source = house.path("source");
        let fill = |names: &BTreeMap<String, u8>| {
            let _ = fs::remove_dir_all(&source);
            fs::create_dir(&source).unwrap();
            fs::write(source.join("ever"), "x").unwrap();
            for (name, content) in names {
                fs::write(source.join(name), vec![*content; usize::from(*content) + 1]).unwrap();
            }
        };
        fill(&before);
        house.back_up(SnapshotKind::Full);
        fill(&after);
        house.back_up(SnapshotKind::Full);
        let mut expected: Vec<_> = before.keys().chain(after.keys()).filter_map(|name| {
            let change = match (before.get(name), after.get(name)) {
                (Some(old), Some(new)) if old == new => return None,
                (Some(_), Some(_)) => "M",
                (Some(_), None) => "-",
                (None, _) => "+",
            };
            Some(format!("{change} /source/{name}"))
        }).collect();
        expected.sort_by(|a, b| a[2..].cmp(&b[2..]));
        expected.dedup();
        let (mut told, _) = last_two(&house);
        told.retain(|line| !line.starts_with('U'));
        prop_assert_eq!(told, expected);
    }
}
