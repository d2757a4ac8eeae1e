//! The disk that is backed up: listing folders and asking for facts, and reading small files.
//!
//! `cargo bench --bench walk`. Files lie in the folder for temporary files, and are in memory after the first round.

use std::fs;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sandyq::filesystem::{Directory, FileKind, MetadataOptions, MetadataReader, SourceFile};

const FOLDERS: u32 = 20;
const FILES: u32 = 500;

fn make(root: &Path) {
    for folder in 0..FOLDERS {
        let folder = root.join(format!("{folder:03}"));
        fs::create_dir(&folder).expect("the folder for temporary files takes folders");
        for file in 0..FILES {
            let content = format!("{file} ").repeat(1 + file as usize % 800);
            fs::write(folder.join(format!("{file:04}.txt")), content).expect("and files");
        }
    }
}

/// Calls `each` with every file below a folder.
fn walk(directory: &Directory, each: &mut impl FnMut(&Directory, &[u8], &sandyq::filesystem::Stat)) {
    let names = directory.names().expect("the folder can be listed");
    for name in names.iter() {
        let stat = directory.stat(name.bytes).expect("the file is there");
        if stat.kind == FileKind::Directory {
            walk(&directory.open_child(name.bytes).expect("the folder opens"), each);
        } else {
            each(directory, name.bytes, &stat);
        }
    }
}

fn files(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    make(folder.path());
    let root = Directory::open(folder.path()).expect("the folder opens");
    let mut group = c.benchmark_group("files");
    group.throughput(Throughput::Elements(u64::from(FOLDERS * FILES)));
    group.sample_size(20);
    group.bench_function("walked", |b| {
        b.iter(|| {
            let mut bytes = 0;
            walk(&root, &mut |_, _, stat| bytes += stat.size);
            bytes
        });
    });
    group.bench_function("described", |b| {
        let mut reader = MetadataReader::new();
        b.iter(|| {
            walk(&root, &mut |directory, name, stat| {
                let mut problems = Vec::new();
                let node = reader.node(directory, name, stat, MetadataOptions::default(), &mut problems);
                assert!(node.is_ok() && problems.is_empty());
            });
        });
    });
    group.bench_function("read", |b| {
        let mut buffer = Vec::new();
        b.iter(|| {
            walk(&root, &mut |directory, name, stat| {
                buffer.clear();
                let read = SourceFile::read_small(directory, name, stat, &mut buffer);
                assert!(read.is_ok_and(|read| !read.changed));
            });
        });
    });
    group.finish();
}

criterion_group!(benches, files);
criterion_main!(benches);
