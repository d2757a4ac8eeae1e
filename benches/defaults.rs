//! What other sizes than the usual ones would give: one after the other is changed, the rest stay as they are.
//!
//! `cargo bench --bench defaults -- BEFORE AFTER`, two folders of which the second is the first with changes. Each
//! setting makes a repository in the folder for temporary files, backs up the one and then the other, and restores the
//! second, three times, in turn with all others. Prints a row of a table for each: medians of CPU time and of the wall
//! time's ratio to that of the usual sizes, what the store holds, what the changes added, and what is in the index.
#![expect(clippy::unwrap_used, reason = "a measurement has nobody to tell of an error")]

#[path = "../tests/support/house.rs"]
mod house;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};
use sandyq::codec::chunk::ChunkSizes;
use sandyq::model::snapshot::{SnapshotKind, Summary};
use sandyq::operations::backup::{BackupOptions, Effort, StoreOptions};

use house::{House, objects};

const ROUNDS: usize = 3;
const KIB: usize = 1 << 10;
const MIB: usize = 1 << 20;

/// One way to store.
#[derive(Clone, Copy)]
struct Setting {
    chunk: usize,
    page: usize,
    block: usize,
    pack: usize,
    level: i32,
    threads: usize,
}

const USUAL: Setting =
    Setting { chunk: 128 * KIB, page: 16 * KIB, block: MIB, pack: 32 * MIB, level: 3, threads: 2 };

/// The usual one first.
fn settings() -> Vec<(String, Setting)> {
    let mut all = vec![("as usual".to_owned(), USUAL)];
    let kib = |size: usize| if size < MIB { format!("{}K", size / KIB) } else { format!("{}M", size / MIB) };
    for chunk in [32 * KIB, 64 * KIB, 256 * KIB, 512 * KIB, MIB] {
        all.push((format!("chunks of {}", kib(chunk)), Setting { chunk, ..USUAL }));
    }
    for page in [4 * KIB, 8 * KIB, 32 * KIB, 64 * KIB] {
        all.push((format!("pages of {}", kib(page)), Setting { page, ..USUAL }));
    }
    for block in [128 * KIB, 256 * KIB, 512 * KIB] {
        all.push((format!("blocks of {}", kib(block)), Setting { block, ..USUAL }));
    }
    for pack in [4 * MIB, 8 * MIB, 16 * MIB] {
        all.push((format!("packs of {}", kib(pack)), Setting { pack, ..USUAL }));
    }
    for level in [1, 2, 6, 9] {
        all.push((format!("level {level}"), Setting { level, ..USUAL }));
    }
    for threads in [1, 3, 4] {
        all.push((format!("{threads} threads"), Setting { threads, ..USUAL }));
    }
    all
}

/// What one way to store came to in one round.
struct Cost {
    first: Spent,
    changed: Spent,
    restore: Spent,
    stored: u64,
    new: u64,
    objects: usize,
    chunks: u64,
}

#[derive(Clone, Copy)]
struct Spent {
    wall: Duration,
    cpu: Duration,
}

fn spent<T>(work: impl FnOnce() -> T) -> (T, Spent) {
    let cpu = || {
        let time = clock_gettime(ClockId::ProcessCPUTime);
        Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
    };
    let (begun, before) = (Instant::now(), cpu());
    let result = work();
    (result, Spent { wall: begun.elapsed(), cpu: cpu() - before })
}

impl Setting {
    fn measure(&self, before: &Path, after: &Path) -> Cost {
        let &Self { chunk, page, .. } = self;
        let house = House::with_sizes(ChunkSizes { min: chunk / 4, avg: chunk, max: 4 * chunk }, page as u32);
        let (summary, first) = spent(|| self.back_up(&house, before));
        let kept = objects(&house.runtime, &*house.storage);
        let stored = kept.values().map(|object| object.len() as u64).sum();
        let (_, changed) = spent(|| self.back_up(&house, after));
        let all = objects(&house.runtime, &*house.storage);
        let new = all.iter().filter(|(key, _)| !kept.contains_key(*key));
        let new = new.map(|(_, object)| object.len() as u64).sum();
        let (_, restore) = spent(|| house.restore("restored"));
        Cost { first, changed, restore, stored, new, objects: kept.len(), chunks: summary.data_chunks }
    }

    fn back_up(&self, house: &House, source: &Path) -> Summary {
        let &Self { block, pack, level, threads, .. } = self;
        let effort = Effort::Level(level);
        let options = BackupOptions {
            paths: vec![".".into()],
            current: source.to_owned(),
            store: StoreOptions { effort, block, pack: pack as u64, ..StoreOptions::default() },
            threads,
            ..house.backup_options(SnapshotKind::Incremental)
        };
        house.try_back_up(&house.open(), &options).unwrap().summary
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    let folders: Vec<PathBuf> =
        std::env::args_os().skip(1).filter(|argument| argument != "--bench").map(PathBuf::from).collect();
    let [before, after] = folders.as_slice() else {
        println!("nothing to back up: name two folders, one with the changes of the other");
        return;
    };
    let settings = settings();
    let mut rounds: Vec<Vec<Cost>> = Vec::new();
    for _ in 0..ROUNDS {
        rounds.push(settings.iter().map(|(_, setting)| setting.measure(before, after)).collect());
    }
    println!(
        "| | first: wall, ratio | CPU s | MB | chunks | objects | changed: CPU s | new MB | restore: wall, ratio | CPU s |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (at, (name, _)) in settings.iter().enumerate() {
        let ratio = |of: fn(&Cost) -> Spent| {
            let wall = |cost: &Cost| of(cost).wall.as_secs_f64();
            median(rounds.iter().map(|round| wall(&round[at]) / wall(&round[0])))
        };
        let cpu =
            |of: fn(&Cost) -> Spent| median(rounds.iter().map(|round| of(&round[at]).cpu.as_secs_f64()));
        let Cost { stored, new, objects, chunks, .. } = rounds[0][at];
        println!(
            "| {name} | {:.2} | {:.2} | {:.1} | {chunks} | {objects} | {:.2} | {:.1} | {:.2} | {:.2} |",
            ratio(|cost| cost.first),
            cpu(|cost| cost.first),
            stored as f64 / 1e6,
            cpu(|cost| cost.changed),
            new as f64 / 1e6,
            ratio(|cost| cost.restore),
            cpu(|cost| cost.restore),
        );
    }
}
