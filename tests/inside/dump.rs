//! Dumps: what GNU tar makes of them, and what damage makes of them.

use std::fs::{self, File, FileTimes, Permissions};
use std::io::{Cursor, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, UNIX_EPOCH};

use sandyq::model::snapshot::SnapshotKind;
use sandyq::operations::dump::{Archive, Dumped, Error, dump};
use sandyq::operations::tree;
use sandyq::repository::reader::Reader;
use sandyq::repository::{self, Repository};

use super::damage_largest_pack;
use super::house::{House, TINY, describe, noise};

/// Dumps a path of the newest snapshot into memory.
fn dumped(
    house: &House,
    repository: &Repository,
    path: &str,
    archive: Archive,
) -> (Vec<u8>, Result<Dumped, Error>) {
    let (snapshots, _) = house.snapshots(repository);
    let names: Vec<_> =
        path.split('/').filter(|name| !name.is_empty()).map(|name| name.as_bytes().to_vec()).collect();
    let reader = Reader::new(repository);
    let mut out = Vec::new();
    let result = house.runtime.block_on(async {
        let found = tree::at(&reader, snapshots.last().unwrap(), &names).await.unwrap().unwrap();
        dump(&reader, &found, archive, &mut out).await
    });
    (out, result)
}

/// Runs tar over an archive in a folder; whether it was content, and what it said.
fn tar(folder: &Path, arguments: &[&str], archive: &[u8]) -> (bool, String) {
    fs::create_dir_all(folder).unwrap();
    let mut child = Command::new("tar")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // What tar does not want to read to its end is no failure of the test.
    let _ = input.write_all(archive);
    drop(input);
    let output = child.wait_with_output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn set_time(path: &Path, seconds: u64, nanos: u32) {
    let time = UNIX_EPOCH + Duration::new(seconds, nanos);
    File::open(path).unwrap().set_times(FileTimes::new().set_modified(time)).unwrap();
}

/// A folder with one of everything that a test may make anywhere.
fn one_of_everything(source: &Path) {
    let deep = source.join("x".repeat(150)).join("y".repeat(200));
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("file"), "deep").unwrap();
    fs::write(source.join("empty"), "").unwrap();
    fs::write(source.join("large"), noise(1, 300_000)).unwrap();
    fs::write(source.join("жолбарыс"), "tiger").unwrap();
    fs::write(source.join(std::ffi::OsStr::from_bytes(b"not\xff text\n")), "odd").unwrap();
    fs::hard_link(source.join("large"), source.join("second name")).unwrap();
    symlink("z".repeat(300), source.join("link")).unwrap();
    symlink(std::ffi::OsStr::from_bytes(b"\xfe"), source.join("odd link")).unwrap();
    fs::set_permissions(source.join("empty"), Permissions::from_mode(0o4711)).unwrap();
    let mut sparse = File::create(source.join("sparse")).unwrap();
    sparse.set_len(700_001).unwrap();
    sparse.write_all(b"begins").unwrap();
    let made = Command::new("mkfifo").arg(source.join("pipe")).status().unwrap();
    assert!(made.success());
    for (name, nanos) in [("empty", 1), ("large", 999_999_999), ("sparse", 0)] {
        set_time(&source.join(name), 1_500_000_000, nanos);
    }
    set_time(&deep, 5, 123_456_789);
}

#[test]
fn gnu_tar_restores_a_dump_with_everything_it_holds() {
    let house = House::with_chunks(TINY);
    let source = house.path("source");
    fs::create_dir(&source).unwrap();
    one_of_everything(&source);
    house.back_up(SnapshotKind::Full);
    let (archive, result) = dumped(&house, &house.open(), "source", Archive::Tar);
    let sizes = [4, 0, 300_000, 5, 3, 700_001];
    let expected = Dumped { files: sizes.len() as u64 + 1, bytes: sizes.iter().sum(), left_out: vec![] };
    assert_eq!(result.unwrap(), expected);
    let target = house.path("target");
    let (good, said) = tar(&target, &["-x", "-p", "-f", "-"], &archive);
    assert!(good, "{said}");
    assert_eq!(describe(&target), describe(&source));
    let meta = |name: &str| fs::metadata(target.join(name)).unwrap();
    assert_eq!(meta("large").ino(), meta("second name").ino());
}

#[test]
fn attributes_come_back_through_tar() {
    let house = House::new();
    let source = house.path("source");
    fs::create_dir(&source).unwrap();
    fs::write(source.join("file"), "x").unwrap();
    if xattr::set(source.join("file"), "user.a%b", b"\x00=\n\xff").is_err() {
        return;
    }
    house.back_up(SnapshotKind::Full);
    let (archive, result) = dumped(&house, &house.open(), "source", Archive::Tar);
    result.unwrap();
    let target = house.path("target");
    let (good, said) = tar(&target, &["-x", "--xattrs", "--xattrs-include=*", "-f", "-"], &archive);
    assert!(good, "{said}");
    let value = xattr::get(target.join("file"), "user.a%b").unwrap();
    assert_eq!(value.as_deref(), Some(&b"\x00=\n\xff"[..]));
}

#[test]
fn a_compressed_archive_holds_the_same_bytes() {
    let house = House::new();
    fs::create_dir(house.path("source")).unwrap();
    one_of_everything(&house.path("source"));
    house.back_up(SnapshotKind::Full);
    let repository = house.open();
    let (plain, _) = dumped(&house, &repository, "", Archive::Tar);
    let (packed, _) = dumped(&house, &repository, "", Archive::TarZstd);
    assert!(packed.len() < plain.len());
    assert!(zstd::stream::decode_all(Cursor::new(packed)).unwrap() == plain);
}

#[test]
fn a_file_is_dumped_as_its_bytes_and_a_link_is_refused() {
    let house = House::with_chunks(TINY);
    let source = house.path("source");
    fs::create_dir(&source).unwrap();
    one_of_everything(&source);
    house.back_up(SnapshotKind::Full);
    let repository = house.open();
    for name in ["large", "sparse", "empty", "second name"] {
        let (bytes, result) = dumped(&house, &repository, &format!("source/{name}"), Archive::Tar);
        assert_eq!(result.unwrap().bytes, bytes.len() as u64);
        assert!(bytes == fs::read(source.join(name)).unwrap(), "{name}");
    }
    let (bytes, result) = dumped(&house, &repository, "source/link", Archive::Tar);
    assert!(bytes.is_empty() && matches!(result, Err(Error::Neither("symbolic link"))));
}

#[test]
fn a_dump_of_damaged_data_fails_and_does_not_look_complete() {
    let house = House::new();
    let source = house.path("source");
    fs::create_dir(&source).unwrap();
    fs::write(source.join("a"), "before").unwrap();
    fs::write(source.join("large"), noise(1, 9 << 20)).unwrap();
    house.back_up(SnapshotKind::Full);
    damage_largest_pack(&house);
    let repository = house.open();
    let damaged = |result| matches!(result, Err(Error::Repository(repository::Error::Damage(damage))) if damage.object.starts_with("packs/"));
    let (archive, result) = dumped(&house, &repository, "source", Archive::Tar);
    assert!(damaged(result));
    let (good, said) = tar(&house.path("target"), &["-x", "-f", "-"], &archive);
    assert!(!good && said.contains("Unexpected EOF"), "{said}");
    let (packed, result) = dumped(&house, &repository, "source", Archive::TarZstd);
    assert!(damaged(result));
    assert!(zstd::stream::decode_all(Cursor::new(packed)).is_err());
    let (bytes, result) = dumped(&house, &repository, "source/large", Archive::Tar);
    assert!(damaged(result) && bytes.len() < 9 << 20);
}
