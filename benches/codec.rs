//! The hot steps of a backup and a restore, per byte, on one thread and reused buffers.
//!
//! `cargo bench --bench codec`. Data is this program's own code (as compressible as other code) and noise; blocks
//! are 1 MiB as in a pack.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use sandyq::codec::chunk::{ChunkSizes, Chunker, Cut, is_zero};
use sandyq::codec::compress::{Compressor, Decompressor};
use sandyq::codec::hash::{KeyedHash, sha256};
use sandyq::codec::kem::PrivateKey;
use sandyq::codec::passphrase::{self, Params};
use sandyq::codec::seal::{Binding, Opener, Sealer};
use sandyq::codec::secret::Secret;

const BLOCK: usize = 1 << 20;
const PLACE: Binding<'_> = Binding { kind: "data", repository: &[5; 32], name: "packs/00/bench-1" };

fn secret() -> Secret {
    Secret::from_bytes([1; 32])
}

fn noise(length: usize) -> Vec<u8> {
    let blocks = (0..length.div_ceil(32) as u64).flat_map(|counter| sha256(&counter.to_be_bytes()));
    blocks.take(length).collect()
}

/// One block from the middle of this program.
fn code() -> Vec<u8> {
    let program = std::env::current_exe().and_then(std::fs::read).expect("this program reads itself");
    let start = program.len().saturating_sub(BLOCK) / 2;
    program[start..].iter().copied().cycle().take(BLOCK).collect()
}

fn cut_and_hash(c: &mut Criterion) {
    let data = noise(16 * BLOCK);
    let mut group = c.benchmark_group("stream");
    group.throughput(Throughput::Bytes(data.len() as u64));
    let chunker = Chunker::new(&secret(), ChunkSizes::default()).expect("default sizes are usable");
    group.bench_function("chunk", |b| {
        b.iter(|| {
            let mut rest = data.as_slice();
            while let Some(length) = chunker.cut(black_box(rest), true) {
                rest = &rest[length..];
            }
        });
    });
    let zeros = vec![0; data.len()];
    group.bench_function("is_zero", |b| b.iter(|| is_zero(black_box(&zeros))));
    let keyed = KeyedHash::new(&secret());
    for length in [200, 4 << 10, 128 << 10] {
        group.bench_function(format!("hash {length} B"), |b| {
            b.iter(|| data.chunks(length).fold(0, |any, chunk| any ^ keyed.id(black_box(chunk))[0]));
        });
    }
    group.finish();
}

fn compress(c: &mut Criterion) {
    let mut group = c.benchmark_group("block");
    group.throughput(Throughput::Bytes(BLOCK as u64));
    let mut stored = Vec::new();
    for (name, block) in [("code", code()), ("noise", noise(BLOCK))] {
        for level in [1, 3] {
            let mut compressor = Compressor::new(level).expect("the level exists");
            group.bench_function(format!("compress {name} at {level}"), |b| {
                b.iter(|| compressor.compress(black_box(&block), &mut stored));
            });
        }
        let method = Compressor::new(3).expect("the level exists").compress(&block, &mut stored);
        let mut inflate = Decompressor::new();
        let mut plain = Vec::new();
        group.bench_function(format!("decompress {name}"), |b| {
            b.iter(|| inflate.decompress(method, black_box(&stored), block.len(), &mut plain));
        });
    }
    group.finish();
}

fn seal(c: &mut Criterion) {
    let mut group = c.benchmark_group("frame");
    group.throughput(Throughput::Bytes(BLOCK as u64));
    let mut buffer = Vec::with_capacity(BLOCK + 16);
    buffer.resize(BLOCK, 0);
    let mut sealer = Sealer::with_secret(&secret(), &PLACE);
    group.bench_function("seal", |b| {
        b.iter(|| {
            // A key seals 128 MiB; deriving the next one is part of the price.
            let frame = sealer.reserve(BLOCK).unwrap_or_else(|_| {
                sealer = Sealer::with_secret(&secret(), &PLACE);
                sealer.reserve(BLOCK).expect("a fresh key has room")
            });
            frame.seal(&mut buffer).expect("the length is the reserved one");
            buffer.truncate(BLOCK);
        });
    });
    let mut sealer = Sealer::with_secret(&secret(), &PLACE);
    sealer.reserve(BLOCK).and_then(|frame| frame.seal(&mut buffer)).expect("a fresh key has room");
    let opener = sealer.opener();
    let mut plain = Vec::new();
    group.bench_function("open", |b| b.iter(|| opener.open_to(0, BLOCK, black_box(&buffer), &mut plain)));
    group.finish();
}

fn keys(c: &mut Criterion) {
    let private = PrivateKey::generate();
    let recipient = private.recipient();
    let sealer = Sealer::to_recipient(&recipient, &PLACE);
    let mut group = c.benchmark_group("key");
    group.bench_function("of a secret", |b| b.iter(|| Sealer::with_secret(&secret(), &PLACE)));
    group.bench_function("to a recipient", |b| b.iter(|| Sealer::to_recipient(&recipient, &PLACE)));
    group.bench_function("from a private key", |b| {
        b.iter(|| Opener::with_private(&private, &PLACE, sealer.header()));
    });
    group.sample_size(10);
    group.bench_function("of a passphrase", |b| {
        b.iter_batched(
            || [7; 32],
            |salt| passphrase::derive(b"passphrase", &salt, &Params::default()),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, cut_and_hash, compress, seal, keys);
criterion_main!(benches);
