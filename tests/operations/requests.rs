//! What a restore asks of an S3 server: few requests, however much the repository holds.

use std::fs;
use std::process::Command;

use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::SystemClock;
use sandyq::operations::absorb::{Floor, absorb};

use crate::house::{House, PASSPHRASE, TINY, noise, objects};
use crate::s3_server::S3Server;

const BUCKET: &str = "chest";
/// What one file may cost a host that was never here.
const LIMIT: u64 = 12;

/// A house whose snapshots hold many folders and one file that is large enough to have pages of its own.
fn make_house() -> House {
    let house = House::with_chunks(TINY);
    for folder in 0..60 {
        let path = house.path(&format!("source/folder-{folder:02}/below"));
        fs::create_dir_all(&path).unwrap();
        for file in 0..20 {
            fs::write(path.join(format!("file-{file}")), noise(folder * 100 + file, 700)).unwrap();
        }
    }
    fs::write(house.path("source/folder-30/below/large"), noise(77, 3 << 20)).unwrap();
    house.back_up(SnapshotKind::Incremental);
    house
}

/// A server that holds the repository.
fn serve(house: &House) -> S3Server {
    let server = S3Server::start_blocking();
    server.url(BUCKET);
    for (key, bytes) in objects(&house.runtime, &*house.memory) {
        server.set_object(BUCKET, &key, Some(bytes));
    }
    server
}

/// Restores one file from a server that holds the repository, with nothing known of it. Requests made.
fn requests_of_a_restore(house: &House, server: &S3Server, target: &str) -> u64 {
    let before = server.counts().total();
    let output = Command::new(env!("CARGO_BIN_EXE_sandyq"))
        .args(["restore", "latest:/source/folder-30/below/large", "--no-cache", "--target"])
        .arg(house.path(target))
        .env_clear()
        .env("SANDYQ_REPOSITORY", server.url(BUCKET))
        .env("SANDYQ_PASSWORD", std::str::from_utf8(PASSPHRASE).unwrap())
        .envs(server.env())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let restored = fs::read(house.path(target).join("large")).unwrap();
    assert!(restored == fs::read(house.path("source/folder-30/below/large")).unwrap());
    server.counts().total() - before
}

#[test]
fn one_file_takes_a_dozen_requests_with_the_index_and_without() {
    let house = make_house();
    let server = serve(&house);
    let first = requests_of_a_restore(&house, &server, "first");
    assert!(first <= LIMIT, "{first} requests: {:?}", server.counts());

    // A snapshot of which the root tells, its pages and chunks in packs of two backups.
    fs::write(house.path("source/folder-31/new"), noise(1, 50_000)).unwrap();
    house.back_up(SnapshotKind::Incremental);
    let repository = house.open();
    assert_eq!(house.absorb(&repository).unwrap(), 2);
    house.runtime.block_on(absorb(&repository, &SystemClock, Floor::Raise)).unwrap();
    let server = serve(&house);
    let with = requests_of_a_restore(&house, &server, "with");
    assert!(with <= LIMIT, "{with} requests: {:?}", server.counts());

    let segments: Vec<_> = server.keys(BUCKET).into_iter().filter(|key| key.starts_with("index/")).collect();
    assert!(!segments.is_empty());
    for key in segments {
        server.set_object(BUCKET, &key, None);
    }
    let without = requests_of_a_restore(&house, &server, "without");
    println!("{first} requests at first, {with} with an index, {without} without");
    assert!(without <= LIMIT, "{without} requests: {:?}", server.counts());
}
