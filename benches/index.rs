//! The index on the host: asking a run for a chunk that is there or is not, writing a run, and merging runs.
//!
//! `cargo bench --bench index`. Runs are of a million chunks, in blocks of eight as those of larger files are.

use std::hint::black_box;
use std::ops::Range;
use std::path::Path;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use sandyq::codec::compress::Method;
use sandyq::codec::hash::sha256;
use sandyq::codec::secret::Secret;
use sandyq::model::id::{GroupId, IndexKey, PackId, SessionId, SnapshotId};
use sandyq::repository::directory::{BlockRecord, ChunkRecord, PackKind, PackRecord};
use sandyq::repository::index::merge::merge;
use sandyq::repository::index::run::{Run, Source};
use sandyq::repository::index::run_writer::RunBuilder;

const CHUNKS: u32 = 1_000_000;
const A_BLOCK: u32 = 8;
const A_PACK: u32 = 256;

fn secret() -> Secret {
    Secret::from_bytes([1; 32])
}

fn key(number: u32) -> IndexKey {
    let mut key = [0; 16];
    key.copy_from_slice(&sha256(&number.to_be_bytes())[..16]);
    IndexKey(key)
}

fn pack(first: u32) -> PackRecord {
    let block = |first: u32| {
        let chunks = (first..first + A_BLOCK).map(|number| ChunkRecord { key: key(number), len: 128 << 10 });
        let plain = A_BLOCK * (128 << 10);
        BlockRecord { stored: plain / 2, plain, method: Method::Zstd, chunks: chunks.collect() }
    };
    let session = SessionId { root: 1, random: SnapshotId([1; 12]) };
    let blocks = (first..first + A_PACK).step_by(A_BLOCK as usize).map(block).collect();
    let id = PackId { session, number: first / A_PACK };
    PackRecord { id, kind: PackKind::Data, size: 16 << 20, blocks }
}

fn builder(chunks: Range<u32>) -> RunBuilder {
    let mut builder = RunBuilder::default();
    for first in chunks.step_by(A_PACK as usize) {
        let pack = pack(first);
        builder.source(Source::Delta(pack.id.session, pack.id.number));
        builder.add(&pack, GroupId([1; 16]));
    }
    builder
}

fn run(folder: &Path, name: &str, chunks: Range<u32>) -> Run {
    let path = folder.join(name);
    builder(chunks).write(&path, &secret()).expect("the folder for temporary files takes files");
    Run::open(&path, &secret()).expect("what was written is a run")
}

fn lookups(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let run = run(folder.path(), "run", 0..CHUNKS);
    let mut group = c.benchmark_group("index");
    group.throughput(Throughput::Elements(1000));
    let keys = |first: u32| (0..1000).map(|n: u32| key(first + n * 997)).collect::<Vec<_>>();
    for (name, keys) in [("find what is there", keys(0)), ("find what is not", keys(CHUNKS + A_PACK))] {
        let mut found = Vec::new();
        group.bench_function(name, |b| {
            b.iter(|| {
                found.clear();
                keys.iter().for_each(|key| run.find(black_box(key), &mut found).expect("the run is whole"));
                found.len()
            });
        });
    }
    group.finish();
}

fn making(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let runs = [
        run(folder.path(), "a", 0..CHUNKS / 2),
        run(folder.path(), "b", CHUNKS / 2..CHUNKS / 4 * 3),
        run(folder.path(), "c", CHUNKS / 4 * 3..CHUNKS),
    ];
    let mut group = c.benchmark_group("index");
    group.throughput(Throughput::Elements(u64::from(CHUNKS)));
    group.sample_size(10);
    let path = folder.path().join("made");
    group.bench_function("write a run", |b| {
        b.iter_batched(|| builder(0..CHUNKS), |run| run.write(&path, &secret()), BatchSize::PerIteration);
    });
    group.bench_function("merge three runs", |b| b.iter(|| merge(&runs, &path, &secret())));
    group.finish();
}

criterion_group!(benches, lookups, making);
criterion_main!(benches);
