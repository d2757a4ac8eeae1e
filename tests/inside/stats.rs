//! Sums: what two snapshots that share nearly everything hold, and in how much room.

use std::fs;

use sandyq::model::snapshot::SnapshotKind;
use sandyq::operations::cat;
use sandyq::operations::stats::stats;
use sandyq::repository::directory::PackKind;
use sandyq::repository::segment::IndexedPack;

use super::house::{House, TINY, noise};

const LARGE: u64 = 1_000_000;

/// Two snapshots of a large file that is there twice; the second has a small one more.
fn house() -> House {
    let house = House::with_chunks(TINY);
    let source = house.path("source");
    fs::create_dir(&source).unwrap();
    for name in ["one", "two"] {
        fs::write(source.join(name), noise(1, LARGE as usize)).unwrap();
    }
    house.back_up(SnapshotKind::Full);
    fs::write(source.join("three"), noise(2, 200)).unwrap();
    house.back_up(SnapshotKind::Incremental);
    house
}

#[test]
fn what_snapshots_share_is_counted_once() {
    let house = house();
    let repository = house.open();
    let (snapshots, _) = house.snapshots(&repository);
    let all = house.runtime.block_on(stats(&repository, &snapshots)).unwrap();
    assert_eq!((all.restored().files, all.restored().bytes), (5, 4 * LARGE + 200));
    assert_eq!(all.chunks.plain, LARGE + 200);
    assert!((all.deduplication() - 4.0).abs() < 0.01);
    assert_eq!(all.packs, all.all_packs, "nothing else is stored");
    // Noise does not shrink, and every share lies in some pack.
    assert!(all.chunks.stored >= LARGE as f64);
    assert!(all.chunks.stored + all.pages.stored <= all.packs.bytes as f64);
    let added: Vec<_> = all.snapshots.iter().map(|one| one.new_bytes).collect();
    assert!(added[0] > LARGE && added[1] < LARGE / 10, "{added:?}");
    let first = house.runtime.block_on(stats(&repository, &snapshots[..1])).unwrap();
    assert_eq!(first.chunks.plain, LARGE);
    assert!(first.packs.bytes < first.all_packs.bytes);
}

#[test]
fn a_pack_describes_itself_as_the_index_does() {
    let house = house();
    let repository = house.open();
    let mut packs = Vec::new();
    let mut keep = |indexed: &IndexedPack| {
        packs.push(indexed.pack.clone());
        true
    };
    house.runtime.block_on(cat::index(&repository, &mut keep)).unwrap();
    assert!(packs.iter().any(|pack| pack.kind == PackKind::Data) && packs.len() >= 4);
    for pack in packs {
        let inside = house.runtime.block_on(cat::pack(&repository, &pack.id)).unwrap();
        assert_eq!((inside.kind, inside.size, inside.blocks), (pack.kind, pack.size, pack.blocks));
    }
    // Taken up into a segment, they are told from there.
    house.absorb(&repository).unwrap();
    let (mut told, absorbed) = (0, house.open());
    let mut count = |_: &IndexedPack| {
        told += 1;
        true
    };
    house.runtime.block_on(cat::index(&absorbed, &mut count)).unwrap();
    assert_eq!(told, 4);
}
