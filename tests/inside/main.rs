//! Looking inside: dump, find, diff and what else reads snapshots without restoring them, on a store in memory.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../support/house.rs"]
mod house;

mod diff;
mod dump;
mod find;
mod stats;

use sandyq::storage::{PutMode, Storage};

use house::House;

/// Changes a byte in the middle of the largest pack.
fn damage_largest_pack(house: &House) {
    house.runtime.block_on(async {
        let packs = house.memory.list("packs/", None, None).await.unwrap().entries;
        let largest = packs.iter().max_by_key(|entry| entry.size).unwrap();
        let mut bytes = house.memory.get(&largest.key).await.unwrap().to_vec();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        house.memory.put(&largest.key, bytes.into(), PutMode::Overwrite).await.unwrap();
    });
}
