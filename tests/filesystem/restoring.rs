//! Writing files where there may be others already.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::sync::atomic::{AtomicBool, Ordering};

use proptest::prelude::*;
use sandyq::filesystem::{ErrorKind, MetadataWriter, TargetDirectory, is_temporary};
use sandyq::model::node::NodeKind;

use crate::support::{Place, file_node, kind_of, listing, node};

#[test]
fn who_reads_a_file_that_is_replaced_sees_the_old_or_the_new_one_whole() {
    const SIZE: usize = 100_000;
    let place = Place::new();
    let path = place.target_path().join("file");
    fs::write(&path, vec![0; SIZE]).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                let content = fs::read(&path).unwrap();
                assert_eq!(content.len(), SIZE);
                assert!(content.iter().all(|byte| *byte == content[0]));
            }
        });
        let target = place.target();
        for round in 1..=50 {
            let file = target.replace_file(b"file").unwrap();
            for part in 0..10 {
                file.write_at(&[round; SIZE / 10], part * SIZE as u64 / 10).unwrap();
            }
            file.finish(&file_node(b"file", SIZE as u64), &MetadataWriter::default()).unwrap();
            file.commit().unwrap();
        }
        done.store(true, Ordering::Relaxed);
    });
    assert_eq!(fs::read(&path).unwrap(), vec![50; SIZE]);
    assert_eq!(listing(&place.target_path()), [b"file"]);
}

#[test]
fn a_replacement_that_is_given_up_leaves_nothing() {
    let place = Place::new();
    let target = place.target();
    fs::write(place.target_path().join("file"), "old").unwrap();
    let file = target.replace_file(b"file").unwrap();
    file.write_at(b"new", 0).unwrap();
    let unfinished: Vec<_> =
        listing(&place.target_path()).into_iter().filter(|name| is_temporary(name)).collect();
    assert_eq!(unfinished.len(), 1);
    drop(file);
    assert_eq!(listing(&place.target_path()), [b"file"]);
    assert_eq!(fs::read(place.target_path().join("file")).unwrap(), b"old");

    fs::create_dir(place.target_path().join("directory")).unwrap();
    let error = target.replace_file(b"directory").unwrap().commit().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Replaced);
    assert_eq!(listing(&place.target_path()), [&b"directory"[..], b"file"]);
}

#[test]
fn a_parked_file_is_opened_again_by_several_writers() {
    let place = Place::new();
    let target = place.target();
    fs::write(place.target_path().join("file"), "old").unwrap();
    let parked = target.replace_file(b"file").unwrap().park().unwrap();
    assert!(is_temporary(parked.present_name()));
    std::thread::scope(|scope| {
        for part in 0..8u8 {
            let (target, parked) = (&target, &parked);
            scope.spawn(move || {
                target.reopen(parked).unwrap().write_at(&[part; 1000], u64::from(part) * 1000).unwrap();
            });
        }
    });
    assert_eq!(fs::read(place.target_path().join("file")).unwrap(), b"old");
    let file = target.reopen(&parked).unwrap();
    file.finish(&file_node(b"file", 8000), &MetadataWriter::default()).unwrap();
    file.commit().unwrap();
    let content = fs::read(place.target_path().join("file")).unwrap();
    assert!(content.chunks(1000).zip(0..8).all(|(chunk, part)| chunk == [part; 1000]));

    let parked = target.replace_file(b"file").unwrap().park().unwrap();
    assert_eq!(listing(&place.target_path()).len(), 2);
    target.discard(&parked).unwrap();
    target.discard(&parked).unwrap();
    assert_eq!(listing(&place.target_path()), [b"file"]);

    let in_place = target.create_file(b"new").unwrap().park().unwrap();
    fs::remove_file(place.target_path().join("new")).unwrap();
    fs::write(place.target_path().join("new"), "somebody else's").unwrap();
    target.discard(&in_place).unwrap();
    assert!(place.target_path().join("new").exists());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn blocks_written_in_any_order_with_holes_make_the_file(
        blocks in prop::collection::vec((0u64..300_000, prop::collection::vec(1u8..=255, 1..5000), any::<bool>()), 0..12),
        len in 0u64..300_000,
    ) {
        let place = Place::new();
        let target = place.target();
        let mut expected = vec![0; 310_000];
        let file = target.create_file(b"file").unwrap();
        file.allocate(310_000).unwrap();
        for (offset, bytes, hole) in &blocks {
            let range = *offset as usize..*offset as usize + bytes.len();
            if *hole {
                file.punch_hole(*offset, bytes.len() as u64).unwrap();
                expected[range].fill(0);
            } else {
                file.write_at(bytes, *offset).unwrap();
                expected[range].copy_from_slice(bytes);
            }
        }
        file.set_len(len).unwrap();
        expected.truncate(len as usize);
        prop_assert!(fs::read(place.target_path().join("file")).unwrap() == expected);
    }
}

#[test]
fn an_existing_file_is_completed_in_place() {
    let place = Place::new();
    let target = place.target();
    let path = place.target_path().join("file");
    fs::write(&path, "half").unwrap();
    let inode = fs::metadata(&path).unwrap().ino();
    let file = target.open_existing_for_write(b"file").unwrap();
    file.write_at(b" done", 4).unwrap();
    drop(file);
    assert_eq!(fs::read(&path).unwrap(), b"half done");
    assert_eq!(fs::metadata(&path).unwrap().ino(), inode);
    assert_eq!(kind_of(target.create_file(b"file")), Some(ErrorKind::Exists));
    assert_eq!(kind_of(target.open_existing_for_write(b"none")), Some(ErrorKind::NotFound));

    let existing = target.existing(b"file").unwrap().unwrap();
    let mut content = [0; 9];
    assert_eq!(target.read(b"file", &existing).unwrap().read_full_at(0, &mut content).unwrap(), 9);
    assert_eq!(&content, b"half done");
    assert!(target.existing(b"none").unwrap().is_none());
}

#[test]
fn hard_links_name_one_file() {
    let place = Place::new();
    let target = place.target();
    let below = target.create_child(b"below").unwrap();
    target.create_file(b"first").unwrap().write_at(b"x", 0).unwrap();
    TargetDirectory::hard_link(&target, b"first", &below, b"second").unwrap();
    let (first, second) =
        (target.existing(b"first").unwrap().unwrap(), below.existing(b"second").unwrap().unwrap());
    assert_eq!(first.identity(), second.identity());
    assert_eq!(second.links, 2);
    assert_eq!(
        kind_of(TargetDirectory::hard_link(&target, b"first", &below, b"second")),
        Some(ErrorKind::Exists)
    );
    // What a link shows elsewhere is not written to by chance.
    assert_eq!(kind_of(target.open_existing_for_write(b"first")), Some(ErrorKind::Replaced));

    let link = node(b"link", NodeKind::Symlink { target: b"first".to_vec() });
    target.create_special(&link, &MetadataWriter::default()).unwrap();
    TargetDirectory::hard_link(&target, b"link", &below, b"link").unwrap();
    assert!(place.target_path().join("below/link").is_symlink());
}

#[test]
fn directories_are_private_until_they_are_finished() {
    let place = Place::new();
    let target = place.target();
    let (directory, made) = target.open_or_create_child(b"directory").unwrap();
    assert!(made);
    assert_eq!(target.existing(b"directory").unwrap().unwrap().mode, 0o700);
    let mut wanted = node(b"directory", NodeKind::Directory { entries: None, totals: <_>::default() });
    wanted.mode = 0o555;
    directory.create_file(b"file").unwrap();
    assert!(directory.finish_directory(&wanted, &MetadataWriter::default()).unwrap().is_empty());
    let stat = target.existing(b"directory").unwrap().unwrap();
    assert_eq!((stat.mode, stat.mtime), (0o555, wanted.mtime));
    assert!(!target.open_or_create_child(b"directory").unwrap().1);
    assert_eq!(kind_of(target.create_child(b"directory")), Some(ErrorKind::Exists));
}

#[test]
fn a_tree_is_removed_with_everything_in_it_but_not_what_its_links_name() {
    let place = Place::new();
    let outside = place.dir.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("kept"), "x").unwrap();
    let tree = place.target_path().join("tree");
    fs::create_dir_all(tree.join("a/b/c")).unwrap();
    fs::write(tree.join("a/file"), "x").unwrap();
    std::os::unix::fs::symlink(&outside, tree.join("a/b/link")).unwrap();
    std::os::unix::fs::symlink("nowhere", tree.join("broken")).unwrap();
    let target = place.target();
    target.remove_tree(b"tree").unwrap();
    assert!(target.names().unwrap().is_empty());
    assert_eq!(listing(&outside), [b"kept"]);
    assert_eq!(kind_of(target.remove_tree(b"tree")), Some(ErrorKind::NotFound));

    std::os::unix::fs::symlink(&outside, place.target_path().join("link")).unwrap();
    target.remove_tree(b"link").unwrap();
    assert_eq!(listing(&outside), [b"kept"]);
}
