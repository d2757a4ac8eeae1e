//! How the index on the host grows: runs of made-up chunks are written and merged into one, then looked up.
//!
//! `cargo bench --bench scale -- 1000000 10000000 100000000`, numbers of chunks. Prints a row of a table for each: bytes on
//! the disk, time and memory of its own (not that of mapped files, which the kernel takes back when it likes) while
//! merging, and time of a lookup of what is there and of what is not. The folder for temporary files has to hold the
//! runs twice: 80 bytes a chunk.
#![expect(clippy::unwrap_used, reason = "a measurement has nobody to tell of an error")]

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use sandyq::codec::compress::Method;
use sandyq::codec::hash::sha256;
use sandyq::codec::secret::Secret;
use sandyq::model::id::{GroupId, IndexKey, PackId, SessionId, SnapshotId};
use sandyq::repository::directory::{BlockRecord, ChunkRecord, PackKind, PackRecord};
use sandyq::repository::index::merge::merge;
use sandyq::repository::index::run::{Run, Source};
use sandyq::repository::index::run_writer::RunBuilder;

/// As many as a run is written from at once.
const A_RUN: u64 = 1 << 20;
/// As many runs are merged at once.
const AT_ONCE: usize = 16;
const A_PACK: u64 = 256;
const A_BLOCK: u64 = 8;
const LOOKUPS: u64 = 1_000_000;
/// Chunks are numbered; from here on they are in no run.
const ABSENT: u64 = 1 << 60;

fn secret() -> Secret {
    Secret::from_bytes([1; 32])
}

fn key(number: u64) -> IndexKey {
    let mut key = [0; 16];
    key.copy_from_slice(&sha256(&number.to_be_bytes())[..16]);
    IndexKey(key)
}

fn pack(first: u64) -> PackRecord {
    let block = |first: u64| {
        let chunks = (first..first + A_BLOCK).map(|number| ChunkRecord { key: key(number), len: 128 << 10 });
        let plain = A_BLOCK as u32 * (128 << 10);
        BlockRecord { stored: plain / 2, plain, method: Method::Zstd, chunks: chunks.collect() }
    };
    let session = SessionId { root: 1, random: SnapshotId([1; 12]) };
    let blocks = (first..first + A_PACK).step_by(A_BLOCK as usize).map(block).collect();
    let id = PackId { session, number: (first / A_PACK) as u32 };
    PackRecord { id, kind: PackKind::Data, size: 16 << 20, blocks }
}

fn write(folder: &Path, chunks: Range<u64>) -> Run {
    let mut builder = RunBuilder::default();
    for first in chunks.clone().step_by(A_PACK as usize) {
        let pack = pack(first);
        if first == chunks.start {
            builder.source(Source::Delta(pack.id.session, pack.id.number));
        }
        builder.add(&pack, GroupId([1; 16]));
    }
    let path = folder.join(format!("run-{}", chunks.start));
    builder.write(&path, &secret()).unwrap();
    Run::open(&path, &secret()).unwrap()
}

/// One run of all, and the time of the last merge.
fn merged(folder: &Path, chunks: u64) -> (Run, Duration) {
    // Runs of one generation have about the same size.
    let mut generations: Vec<Vec<Run>> = vec![Vec::new()];
    let join = |runs: Vec<Run>| {
        let path = folder.join(format!("merged-{}", runs.iter().map(Run::len).sum::<u64>()));
        let path = path.with_extension(runs[0].path().file_name().unwrap());
        let begun = Instant::now();
        merge(&runs, &path, &secret()).unwrap().unwrap();
        let taken = begun.elapsed();
        runs.iter().for_each(|run| fs::remove_file(run.path()).unwrap());
        (Run::open(&path, &secret()).unwrap(), taken)
    };
    for first in (0..chunks).step_by(A_RUN as usize) {
        generations[0].push(write(folder, first..(first + A_RUN).min(chunks)));
        let mut generation = 0;
        while generations[generation].len() == AT_ONCE {
            let (run, _) = join(std::mem::take(&mut generations[generation]));
            generation += 1;
            if generations.len() == generation {
                generations.push(Vec::new());
            }
            generations[generation].push(run);
        }
    }
    join(generations.into_iter().flatten().collect())
}

/// A line of what the kernel says of this process, in bytes.
fn own(what: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() << 10
}

/// What `work` gives, and the most anonymous memory meanwhile.
fn watched<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let (over, most) = (AtomicBool::new(false), AtomicU64::new(0));
    let result = thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                most.fetch_max(own("RssAnon"), Ordering::Relaxed);
                thread::sleep(Duration::from_millis(5));
            }
        });
        let result = work();
        over.store(true, Ordering::Relaxed);
        result
    });
    (result, most.into_inner())
}

fn lookups(run: &Run, numbers: impl Iterator<Item = u64>, expected: usize) -> f64 {
    let keys: Vec<_> = numbers.take(LOOKUPS as usize).map(key).collect();
    let mut found = Vec::new();
    let begun = Instant::now();
    for key in &keys {
        found.clear();
        run.find(key, &mut found).unwrap();
        assert_eq!(found.len(), expected);
    }
    begun.elapsed().as_secs_f64() * 1e9 / keys.len() as f64
}

fn main() {
    let asked: Vec<u64> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![1_000_000, 10_000_000] } else { asked };
    println!("| chunks | bytes a chunk | merge: ns a chunk | merge: memory MB | there: ns | not there: ns |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: |");
    for size in sizes {
        let chunks = size.next_multiple_of(A_PACK);
        let folder = tempfile::tempdir().unwrap();
        let ((run, taken), memory) = watched(|| merged(folder.path(), chunks));
        let bytes = fs::metadata(run.path()).unwrap().len();
        // A large prime, so that neighbours are not asked for together.
        let there = || (0..LOOKUPS).map(|number| number * 1_000_003 % chunks);
        let absent = || (0..LOOKUPS).map(|number| ABSENT + number);
        // Once to have every page checked, once to measure.
        lookups(&run, there(), 1);
        println!(
            "| {chunks} | {:.1} | {:.0} | {:.0} | {:.0} | {:.0} |",
            bytes as f64 / chunks as f64,
            taken.as_nanos() as f64 / chunks as f64,
            memory as f64 / 1e6,
            lookups(&run, there(), 1),
            lookups(&run, absent(), 0),
        );
    }
}
