//! Pages of trees: a directory of small files, and the extents of a large file, to pages and back.
//!
//! `cargo bench --bench tree`

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sandyq::codec::chunk::ChunkSizes;
use sandyq::codec::hash::sha256;
use sandyq::codec::sign::SigningKey;
use sandyq::model::id::{ChunkId, RepositoryId};
use sandyq::model::node::{Content, Extent, Node, NodeKind};
use sandyq::model::time::Timestamp;
use sandyq::repository::Keys;
use sandyq::repository::config::Config;
use sandyq::repository::keys::Secrets;
use sandyq::repository::object::{encode, encode_into};
use sandyq::repository::tree::content::{ContentBuilder, Cut};
use sandyq::repository::tree::directory::DirectoryBuilder;
use sandyq::repository::tree::page::{NewPage, decode_stored, encode_stored};

const FILES: u32 = 10_000;
const EXTENTS: u32 = 65_536;

fn keys() -> Keys {
    let secrets = Secrets::generate();
    let (Some(data), Some(metadata)) = (&secrets.data, &secrets.metadata) else {
        unreachable!("new secrets are complete");
    };
    let config = Config {
        repository: RepositoryId([1; 32]),
        created: Timestamp::default(),
        chunks: ChunkSizes::default(),
        page_size: 16 << 10,
        data_recipient: data.recipient(),
        metadata_recipient: metadata.recipient(),
        authority: SigningKey::generate().verifying_key(),
    };
    let digest = Config::digest(&config.encode());
    Keys::new(secrets, config, digest).expect("the description is one that repositories have")
}

fn extent(number: u32) -> Extent {
    Extent::Data { id: ChunkId(sha256(&number.to_be_bytes())), len: 16 << 10 }
}

fn file(number: u32) -> Node {
    Node {
        name: format!("file-{number:06}.c").into_bytes(),
        kind: NodeKind::File { size: 16 << 10, content: Content::Inline(vec![extent(number)]) },
        mode: 0o644,
        uid: 1000,
        gid: 1000,
        user: Some("somebody".into()),
        group: Some("somebody".into()),
        mtime: Timestamp { seconds: 1_700_000_000 + i64::from(number), nanos: number },
        ctime: Timestamp { seconds: 1_700_000_000, nanos: 5 },
        atime: None,
        inode: u64::from(number),
        device: 1,
        links: 1,
        xattrs: Vec::new(),
    }
}

fn directory_pages(keys: &Keys, nodes: &[Node]) -> Vec<NewPage> {
    let (mut pages, mut encoded) = (Vec::new(), Vec::new());
    let mut builder = DirectoryBuilder::default();
    let mut out = |page| {
        pages.push(page);
        Ok(())
    };
    for node in nodes {
        encoded.clear();
        encode_into(node, &mut encoded);
        builder.push(keys, node, &encoded, &mut out).expect("collecting cannot fail");
    }
    builder.finish(keys, &mut out).expect("collecting cannot fail");
    pages
}

fn content_pages(keys: &Keys, extents: &[Extent], cut: Cut) -> Vec<NewPage> {
    let mut pages = Vec::new();
    let mut builder = ContentBuilder::new(cut);
    let mut out = |page| {
        pages.push(page);
        Ok(())
    };
    for extent in extents {
        builder.push(keys, *extent, &mut out).expect("collecting cannot fail");
    }
    builder.finish(keys, &mut out).expect("collecting cannot fail");
    pages
}

fn pages(c: &mut Criterion) {
    let keys = keys();
    let nodes: Vec<_> = (0..FILES).map(file).collect();
    let extents: Vec<_> = (0..EXTENTS).map(extent).collect();
    let mut group = c.benchmark_group("directory");
    group.throughput(Throughput::Elements(u64::from(FILES)));
    group.bench_function("to pages", |b| b.iter(|| directory_pages(&keys, black_box(&nodes))));
    read_back(&mut group, &keys, directory_pages(&keys, &nodes));
    group.finish();
    let mut group = c.benchmark_group("content");
    group.throughput(Throughput::Elements(u64::from(EXTENTS)));
    for cut in [Cut::ById, Cut::Fixed] {
        group.bench_function(format!("to pages, cut {cut:?}"), |b| {
            b.iter(|| content_pages(&keys, black_box(&extents), cut));
        });
    }
    read_back(&mut group, &keys, content_pages(&keys, &extents, Cut::Fixed));
    group.finish();
    c.bench_function("entry, encoded", |b| b.iter(|| encode(black_box(&nodes[0]))));
}

fn read_back(
    group: &mut criterion::BenchmarkGroup<'_, criterion::measurement::WallTime>,
    keys: &Keys,
    pages: Vec<NewPage>,
) {
    let stored: Vec<_> = pages.into_iter().map(|page| (page.id, encode_stored(page, |_| None))).collect();
    group.bench_function("from pages", |b| {
        b.iter(|| {
            for (id, page) in &stored {
                black_box(decode_stored(keys, id, page).expect("what was written can be read"));
            }
        });
    });
}

criterion_group!(benches, pages);
criterion_main!(benches);
