//! Files that are changed in place are cut into pages of one size, and come back as they were.

use std::fs::{self, OpenOptions};
use std::os::unix::fs::FileExt;

use sandyq::model::snapshot::SnapshotKind;

use crate::house::{House, describe, noise};

const PAGE: u64 = 16 << 10;

fn overwrite(house: &House, name: &str, at: u64, bytes: &[u8]) {
    let file = OpenOptions::new().write(true).open(house.path(name)).unwrap();
    file.write_all_at(bytes, at).unwrap();
}

fn assert_restored(house: &House, target: &str) {
    house.restore(target);
    assert_eq!(describe(&house.path(target).join("source")), describe(&house.path("source")));
}

#[test]
fn a_changed_byte_of_an_image_stores_one_page() {
    let house = House::new();
    fs::create_dir(house.path("source")).unwrap();
    fs::write(house.path("source/disk.img"), noise(1, 4 << 20)).unwrap();
    fs::write(house.path("source/film"), noise(2, 4 << 20)).unwrap();
    house.back_up(SnapshotKind::Incremental);
    let added = |name: &str| {
        overwrite(&house, name, 3_000_000, b"another");
        let summary = house.back_up(SnapshotKind::Incremental).summary;
        (summary.data_chunks, summary.data_added)
    };
    let (chunks, bytes) = added("source/disk.img");
    // Beside the page: the directory's page, and that of the image's content.
    assert!(chunks == 1 && (PAGE..PAGE + (64 << 10)).contains(&bytes), "{chunks} chunks, {bytes} bytes");
    let (_, bytes) = added("source/film");
    assert!(bytes > 2 * PAGE, "{bytes} bytes");
    assert_restored(&house, "target");
    assert!(house.verify().findings.is_empty());
}

#[test]
fn pages_are_counted_from_the_start_of_a_file_with_holes() {
    let house = House::new();
    fs::create_dir(house.path("source")).unwrap();
    let file = fs::File::create(house.path("source/disk.img")).unwrap();
    file.set_len(32 << 20).unwrap();
    // Data that begins and ends within pages, as file systems allocate it: in blocks of 4 KiB.
    file.write_all_at(&noise(3, 100_000), 5 * 4096).unwrap();
    file.write_all_at(&noise(4, 4096), (20 << 20) + 4096).unwrap();
    file.write_all_at(&noise(5, 10), (32 << 20) - 10).unwrap();
    house.back_up(SnapshotKind::Incremental);
    // More data in front of the first: a rule that counts from where data begins would cut all of it anew.
    file.write_all_at(&noise(6, 4096), 4 * 4096).unwrap();
    let summary = house.back_up(SnapshotKind::Incremental).summary;
    assert_eq!(summary.data_chunks, 1, "{summary:?}");
    assert_restored(&house, "target");
}

#[test]
fn an_image_that_shrinks_and_grows_comes_back() {
    let house = House::new();
    fs::create_dir(house.path("source")).unwrap();
    fs::write(house.path("source/disk.img"), noise(7, (2 << 20) + 5000)).unwrap();
    house.back_up(SnapshotKind::Incremental);
    for (number, length) in [(1 << 20) + 1, 1 << 20, (3 << 20) + 1].into_iter().enumerate() {
        let file = OpenOptions::new().write(true).open(house.path("source/disk.img")).unwrap();
        file.set_len(length).unwrap();
        drop(file);
        house.back_up(SnapshotKind::Incremental);
        assert_restored(&house, &format!("target-{number}"));
    }
}
