//! Walking and reading a disk that does not hold still.

use std::fs::{self, File};
use std::os::unix::fs::{FileExt, PermissionsExt, symlink};
use std::path::PathBuf;

use proptest::prelude::*;
use sandyq::filesystem::{Directory, ErrorKind, FileKind, SourceFile, Target};

use crate::support::{Place, as_nobody, capture, kind_of, needs_root};

#[test]
fn a_large_directory_is_listed_whole_and_in_order() {
    let place = Place::new();
    for number in 0..20_000 {
        File::create(place.source_path().join(format!("a rather long name to fill buffers {number}")))
            .unwrap();
    }
    let names = place.source().names().unwrap();
    assert_eq!(names.len(), 20_000);
    assert!(names.iter().map(|name| name.bytes).is_sorted());
    assert!(names.contains(b"a rather long name to fill buffers 77"));
    assert!(!names.contains(b"a rather long name to fill buffers"));
    // A second reading starts anew.
    let directory = place.source();
    assert_eq!(directory.names().unwrap().len(), directory.names().unwrap().len());
}

#[test]
fn a_path_longer_than_the_system_takes_is_walked_read_and_removed() {
    const DEPTH: usize = 150;
    let place = Place::new();
    let name = [b'd'; 60];
    let mut target = place.target();
    for _ in 0..DEPTH {
        target = target.create_child(&name).unwrap();
    }
    let file = target.create_file(b"file").unwrap();
    file.write_at(b"deep", 0).unwrap();

    let mut directory = Directory::open(&place.target_path()).unwrap();
    let mut whole_path = place.target_path();
    for _ in 0..DEPTH {
        assert_eq!(directory.names().unwrap().len(), 1);
        directory = directory.open_child(&name).unwrap();
        whole_path.push(std::str::from_utf8(&name).unwrap());
    }
    assert!(whole_path.as_os_str().len() > 8192);
    let stat = directory.stat(b"file").unwrap();
    let mut content = Vec::new();
    SourceFile::read_small(&directory, b"file", &stat, &mut content).unwrap();
    assert_eq!(content, b"deep");
    assert_eq!(capture(&directory, b"file").size(), 4);

    let at_once = Directory::open(&whole_path).unwrap();
    assert_eq!(at_once.stat_self().unwrap().identity(), directory.stat_self().unwrap().identity());

    drop((directory, at_once, file, target));
    place.target().remove_tree(&name).unwrap();
    assert!(place.target().names().unwrap().is_empty());
}

#[test]
fn the_way_back_up_is_checked() {
    let place = Place::new();
    fs::create_dir_all(place.source_path().join("a/b")).unwrap();
    let a = place.source().open_child(b"a").unwrap();
    let expected = a.stat_self().unwrap().identity();
    let b = a.open_child(b"b").unwrap();
    let back = b.open_parent(expected).unwrap();
    assert_eq!(back.path(), a.path());
    assert_eq!(back.names().unwrap().len(), 1);
    fs::rename(place.source_path().join("a/b"), place.source_path().join("b")).unwrap();
    assert_eq!(kind_of(b.open_parent(expected)), Some(ErrorKind::Replaced));
}

#[test]
fn errors_say_what_they_mean() {
    let place = Place::new();
    let source = place.source();
    fs::write(place.source_path().join("file"), "x").unwrap();
    symlink("..", place.source_path().join("link")).unwrap();
    assert_eq!(kind_of(source.stat(b"gone")), Some(ErrorKind::NotFound));
    assert_eq!(kind_of(source.open_child(b"gone")), Some(ErrorKind::NotFound));
    assert_eq!(kind_of(source.open_child(b"file")), Some(ErrorKind::Replaced));
    assert_eq!(kind_of(source.open_child(b"link")), Some(ErrorKind::Replaced));
    assert_eq!(kind_of(Directory::open(&place.source_path().join("link"))), Some(ErrorKind::Replaced));

    let stat = source.stat(b"file").unwrap();
    fs::remove_file(place.source_path().join("file")).unwrap();
    let mut content = b"before".to_vec();
    let error = SourceFile::read_small(&source, b"file", &stat, &mut content).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(error.during(), "open");
    assert!(error.path().ends_with(b"/source/file"));
    assert_eq!(content, b"before");
}

#[test]
fn what_may_not_be_read_is_denied() {
    if !needs_root("become another user") {
        return;
    }
    let place = Place::new();
    fs::set_permissions(place.dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(place.source_path().join("secret"), "x").unwrap();
    fs::set_permissions(place.source_path().join("secret"), fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(place.source_path().join("open"), "readable by all, owned by root").unwrap();
    fs::create_dir(place.source_path().join("closed")).unwrap();
    fs::set_permissions(place.source_path().join("closed"), fs::Permissions::from_mode(0o700)).unwrap();
    let path = place.source_path();
    as_nobody(move || {
        let source = Directory::open(&path).unwrap();
        let stat = source.stat(b"secret").unwrap();
        assert_eq!(kind_of(SourceFile::open(&source, b"secret", &stat)), Some(ErrorKind::Denied));
        assert_eq!(kind_of(source.open_child(b"closed")), Some(ErrorKind::Denied));
        // Not ours, so the access time cannot be spared; reading goes on without that.
        let stat = source.stat(b"open").unwrap();
        assert_eq!(SourceFile::open(&source, b"open", &stat).unwrap().stat().unwrap(), stat);
    });
}

#[test]
fn reading_leaves_the_access_time_alone() {
    let place = Place::new();
    let path = place.source_path().join("file");
    fs::write(&path, "x").unwrap();
    let long_ago = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_times(fs::FileTimes::new().set_accessed(long_ago))
        .unwrap();
    let source = place.source();
    let stat = source.stat(b"file").unwrap();
    let file = SourceFile::open(&source, b"file", &stat).unwrap();
    file.advise_sequential();
    assert_eq!(file.read(&mut [0; 10]).unwrap(), 1);
    assert_eq!(file.read(&mut [0; 10]).unwrap(), 0);
    file.drop_cached(0..1);
    assert_eq!(source.stat(b"file").unwrap().atime, stat.atime);
}

#[test]
fn a_file_that_changes_while_it_is_read_is_noticed() {
    let place = Place::new();
    let path = place.source_path().join("file");
    fs::write(&path, [1; 1000]).unwrap();
    let source = place.source();
    let stat = source.stat(b"file").unwrap();
    let file = SourceFile::open(&source, b"file", &stat).unwrap();
    let mut half = [0; 500];
    assert_eq!(file.read_at(0, &mut half).unwrap(), 500);
    assert!(!file.changed_since(&stat).unwrap());
    // Times are only as fine as the kernel's tick.
    std::thread::sleep(std::time::Duration::from_millis(20));
    File::options().write(true).open(&path).unwrap().write_all_at(&[2; 10], 700).unwrap();
    assert!(file.changed_since(&stat).unwrap());

    let mut content = b"kept ".to_vec();
    let small = SourceFile::read_small(&source, b"file", &stat, &mut content).unwrap();
    assert!(small.changed);
    assert_eq!(small.len, 1000);
    assert_eq!(content.len(), 1005);

    fs::write(&path, [3; 1500]).unwrap();
    content.clear();
    let small = SourceFile::read_small(&source, b"file", &stat, &mut content).unwrap();
    assert!(small.changed);
    assert_eq!(content, [3; 1000]);

    fs::write(&path, [4; 200]).unwrap();
    content.clear();
    let small = SourceFile::read_small(&source, b"file", &stat, &mut content).unwrap();
    assert!(small.changed);
    assert_eq!(content, [4; 200]);

    let now = source.stat(b"file").unwrap();
    content.clear();
    assert!(!SourceFile::read_small(&source, b"file", &now, &mut content).unwrap().changed);
}

#[test]
fn another_file_in_the_place_of_the_one_seen_is_not_read() {
    let place = Place::new();
    let path = place.source_path().join("file");
    fs::write(&path, "old").unwrap();
    let source = place.source();
    let stat = source.stat(b"file").unwrap();
    fs::write(place.source_path().join("new"), "new").unwrap();
    fs::rename(place.source_path().join("new"), &path).unwrap();
    assert_eq!(kind_of(SourceFile::open(&source, b"file", &stat)), Some(ErrorKind::Replaced));
    let mut content = Vec::new();
    assert_eq!(
        kind_of(SourceFile::read_small(&source, b"file", &stat, &mut content)),
        Some(ErrorKind::Replaced)
    );
    assert!(content.is_empty());

    // A pipe without a writer must not hold up the backup, nor a link lead it elsewhere.
    for other in ["mkfifo", "ln -s /etc/passwd", "mkdir"] {
        fs::remove_file(&path).unwrap();
        let mut words = other.split(' ');
        let status =
            std::process::Command::new(words.next().unwrap()).args(words).arg(&path).status().unwrap();
        assert!(status.success());
        assert_eq!(kind_of(SourceFile::open(&source, b"file", &stat)), Some(ErrorKind::Replaced), "{other}");
    }
}

#[test]
fn devices_are_told_apart() {
    let dev = Directory::open("/dev".as_ref()).unwrap();
    let null = dev.stat(b"null").unwrap();
    assert_eq!(null.kind, FileKind::CharDevice);
    assert_eq!(null.rdev, rustix::fs::makedev(1, 3));
    assert!(Directory::open("/proc".as_ref()).unwrap().stat_self().unwrap().mount_root);
    assert!(Directory::open("/".as_ref()).unwrap().stat(b"proc").unwrap().mount_root);
}

fn sparse_file(place: &Place, len: u64, runs: &[(u64, u64)]) -> PathBuf {
    let path = place.source_path().join("sparse");
    let file = File::create(&path).unwrap();
    file.set_len(len).unwrap();
    for &(offset, len) in runs {
        file.write_all_at(&vec![1; len as usize], offset).unwrap();
    }
    path
}

#[test]
fn holes_are_found_where_there_are_any() {
    let place = Place::new();
    let path = sparse_file(&place, 10 << 20, &[(1 << 20, 65536), (5 << 20, 4096)]);
    let source = place.source();
    let stat = source.stat(b"sparse").unwrap();
    if !stat.looks_sparse() {
        eprintln!("skipped: the file system has no holes");
        return;
    }
    let file = SourceFile::open(&source, b"sparse", &stat).unwrap();
    assert_eq!(file.extents(&stat).unwrap(), [1 << 20..(1 << 20) + 65536, 5 << 20..(5 << 20) + 4096]);

    fs::write(&path, [1; 100]).unwrap();
    let stat = source.stat(b"sparse").unwrap();
    let file = SourceFile::open(&source, b"sparse", &stat).unwrap();
    assert_eq!(file.extents(&stat).unwrap(), std::iter::once(0..100).collect::<Vec<_>>());

    File::create(&path).unwrap().set_len(1 << 30).unwrap();
    let stat = source.stat(b"sparse").unwrap();
    let file = SourceFile::open(&source, b"sparse", &stat).unwrap();
    assert!(file.extents(&stat).unwrap().is_empty());
    File::create(&path).unwrap();
    let stat = source.stat(b"sparse").unwrap();
    assert!(SourceFile::open(&source, b"sparse", &stat).unwrap().extents(&stat).unwrap().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn the_extents_and_zeros_between_them_are_the_file(
        len in 1u64..400_000,
        runs in prop::collection::vec((0u64..400_000, 1u64..9000), 0..6),
    ) {
        let place = Place::new();
        let path = sparse_file(&place, len, &runs);
        let content = fs::read(&path).unwrap();
        let source = place.source();
        let stat = source.stat(b"sparse").unwrap();
        let file = SourceFile::open(&source, b"sparse", &stat).unwrap();
        let mut rebuilt = vec![0; stat.size as usize];
        let mut end = 0;
        for run in file.extents(&stat).unwrap() {
            prop_assert!(run.start >= end && run.start < run.end && run.end <= stat.size);
            end = run.end;
            let part = &mut rebuilt[run.start as usize..run.end as usize];
            prop_assert_eq!(file.read_full_at(run.start, part).unwrap(), part.len());
        }
        prop_assert!(rebuilt == content);
    }
}

#[test]
fn a_target_that_is_missing_is_made_only_on_request() {
    let place = Place::new();
    let path = place.dir.path().join("new/deep/target");
    assert_eq!(kind_of(Target::open(&path, false)), Some(ErrorKind::NotFound));
    Target::open(&path, true).unwrap().sync().unwrap();
    assert!(path.is_dir());
    assert_eq!(kind_of(Target::open("/dev/null".as_ref(), true)), Some(ErrorKind::Exists));
}
