//! What the store gives away: nothing of names and contents, and of sizes only what padding leaves.

use std::fs;

use sandyq::codec::padding::padme;
use sandyq::model::role::Role;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::SystemClock;
use sandyq::operations::keys;
use sandyq::repository::directory::MAX_PACK;
use sandyq::repository::layout;

use crate::house::{House, describe, noise, objects};

const MARKERS: [&str; 9] = [
    "quokka-content",
    "wombat-file",
    "numbat-folder",
    "dingo-link",
    "bilby-host",
    "echidna-user",
    "potoroo-tag",
    "kowari-label",
    "correct horse",
];
/// The first bytes of a zstd frame.
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

/// A marker as it could stand in a file: plain, and in both forms of UTF-16.
fn spellings(marker: &str) -> [Vec<u8>; 3] {
    let little = marker.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big = marker.encode_utf16().flat_map(u16::to_be_bytes).collect();
    [marker.as_bytes().to_vec(), little, big]
}

fn give_away(what: &str, bytes: &[u8]) {
    for marker in MARKERS {
        for spelling in spellings(marker) {
            assert!(!contains(bytes, &spelling), "{what} gives away {marker:?}");
        }
    }
}

/// Whatever can be inflated of bytes that begin like a compressed frame.
fn inflated(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    if let Ok(mut decoder) = zstd::stream::read::Decoder::new(bytes) {
        // A frame that breaks off has given what it had.
        let _ = std::io::Read::read_to_end(&mut decoder, &mut out);
    }
    out
}

fn make_tree(house: &House) {
    let folder = house.path("source/numbat-folder");
    fs::create_dir_all(&folder).unwrap();
    for n in 0..50 {
        let content = format!("{n} quokka-content\n").repeat(200);
        fs::write(folder.join(format!("wombat-file-{n}")), content).unwrap();
    }
    let wide: Vec<u8> = "quokka-content ".repeat(1000).encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(folder.join("wide"), wide).unwrap();
    std::os::unix::fs::symlink("dingo-link", folder.join("link")).unwrap();
    // Incompressible, and more than one pack holds.
    fs::write(folder.join("noise"), noise(1, 36 << 20)).unwrap();
}

#[test]
fn no_object_gives_away_names_or_contents_and_sizes_are_padded() {
    let house = House::new();
    make_tree(&house);
    let mut options = house.backup_options(SnapshotKind::Incremental);
    options.host = "bilby-host".into();
    options.user = "echidna-user".into();
    options.tags = vec!["potoroo-tag".into()];
    for n in 0..2 {
        fs::write(house.path(&format!("source/wombat-file-{n}")), "quokka-content".repeat(n + 9)).unwrap();
        house.try_back_up(&house.open(), &options).unwrap();
    }
    let repository = house.open();
    let label = Some("kowari-label".to_owned());
    let adding =
        keys::add(&repository, Role::Write, Some("potoroo-tag"), label, keys::Opens::KeyFile, &SystemClock);
    house.runtime.block_on(adding).unwrap();
    house.absorb(&repository).unwrap();

    let stored = objects(&house.runtime, &*house.memory);
    let mut full = 0;
    for (key, bytes) in &stored {
        give_away(key, key.as_bytes());
        give_away(key, bytes);
        for at in (0..bytes.len().saturating_sub(4)).filter(|at| bytes[*at..].starts_with(&ZSTD)) {
            give_away(key, &inflated(&bytes[at..]));
        }
        let len = bytes.len() as u64;
        if key.starts_with(layout::PACKS) && len == MAX_PACK {
            full += 1;
        } else if key != layout::CONFIG && !key.starts_with(layout::KEYS) {
            // `config` and slots are of one length each, whatever is backed up.
            assert_eq!(len, padme(len), "{key} is not padded");
        }
    }
    assert_eq!(full, 1, "the large file fills one pack");
    house.restore("target");
    assert_eq!(describe(&house.path("target/source")), describe(&house.path("source")));
}

#[test]
fn the_search_for_markers_finds_them_where_they_are() {
    for spelling in spellings(MARKERS[0]) {
        let around = [&noise(1, 100)[..], &spelling, &noise(2, 100)].concat();
        std::panic::catch_unwind(|| give_away("test", &around)).unwrap_err();
        let packed = zstd::stream::encode_all(&around.repeat(20)[..], 3).unwrap();
        std::panic::catch_unwind(|| give_away("test", &inflated(&packed))).unwrap_err();
    }
}
