//! What a host backs up: a small tree that changes as the seed says. Hosts hold some of the same bytes, so that they
//! reuse each other's chunks.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::house::noise;

use super::chance::Chance;

const PATHS: [&str; 6] = ["a", "b", "d/a", "d/b", "d/e/f", "x/a"];
const SIZES: [usize; 5] = [0, 60, 900, 3000, 12_000];

/// Makes a tree, or changes one.
pub fn change(root: &Path, chance: &mut Chance) {
    fs::create_dir_all(root).unwrap();
    for _ in 0..1 + chance.below(3) {
        let path = root.join(chance.pick(&PATHS));
        if chance.one_in(4) {
            // A tree without any file is not backed up.
            if path != root.join(PATHS[0]) {
                drop(fs::remove_file(&path));
            }
        } else {
            write(&path, chance);
        }
    }
    if !root.join(PATHS[0]).exists() {
        write(&root.join(PATHS[0]), chance);
    }
    set_times(root, chance);
}

fn write(path: &Path, chance: &mut Chance) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut bytes = noise(chance.below(3) as u64, chance.pick(&SIZES));
    if chance.one_in(3) {
        bytes.extend(noise(chance.next(), 500));
    }
    fs::write(path, bytes).unwrap();
    set_time(path, chance);
}

/// Times of directories come from the real clock otherwise, and no run would be like the one before.
fn set_times(folder: &Path, chance: &mut Chance) {
    let mut below: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    below.sort();
    below.iter().filter(|path| path.is_dir()).for_each(|path| set_times(path, chance));
    set_time(folder, chance);
}

fn set_time(path: &Path, chance: &mut Chance) {
    let time = SystemTime::UNIX_EPOCH + Duration::from_nanos(1_000_000_000_000 + chance.next() % (1 << 50));
    File::open(path).unwrap().set_modified(time).unwrap();
}
