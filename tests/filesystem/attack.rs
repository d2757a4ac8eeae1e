//! Other processes, and recorded trees, that mean harm.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use sandyq::filesystem::{ErrorKind, MetadataWriter, TargetDirectory};
use sandyq::model::node::NodeKind;

use crate::support::{Mounted, Place, file_node, kind_of, listing, needs_root, node};

fn outside(place: &Place) -> PathBuf {
    let outside = place.dir.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("precious"), "precious").unwrap();
    outside
}

#[test]
fn hostile_names_are_refused_before_any_call() {
    let place = Place::new();
    let outside = outside(&place);
    let target = place.target();
    let writer = MetadataWriter::default();
    for name in [&b""[..], b".", b"..", b"/", b"a/b", b"../outside/precious", b"/etc/passwd", b"nul\0", b"a/"]
    {
        let special = node(name, NodeKind::Fifo);
        let results = [
            target.open_child(name).err(),
            target.create_child(name).err(),
            target.create_file(name).err(),
            target.replace_file(name).err(),
            target.open_existing_for_write(name).err(),
            target.existing(name).err(),
            target.remove(name).err(),
            target.remove_tree(name).err(),
            target.create_special(&special, &writer).err(),
            target.create_special(&node(name, NodeKind::Symlink { target: b"x".to_vec() }), &writer).err(),
            target.apply(&file_node(name, 0), &writer).err(),
            TargetDirectory::hard_link(&target, name, &target, b"x").err(),
            TargetDirectory::hard_link(&target, b"x", &target, name).err(),
        ];
        for (call, error) in results.into_iter().enumerate() {
            let error = error.unwrap_or_else(|| panic!("call {call} took {name:?}"));
            assert_eq!(error.io_error().kind(), std::io::ErrorKind::InvalidInput, "call {call}: {error}");
        }
    }
    assert_eq!(fs::read(outside.join("precious")).unwrap(), b"precious");
    assert!(listing(&place.target_path()).is_empty());
}

#[test]
fn a_directory_swapped_for_a_link_leads_nowhere() {
    let place = Place::new();
    let outside = outside(&place);
    let target = place.target();
    let directory = target.create_child(b"directory").unwrap();
    fs::rename(place.target_path().join("directory"), place.target_path().join("moved")).unwrap();
    symlink(&outside, place.target_path().join("directory")).unwrap();

    // The handle from before still means the directory it was opened on.
    directory.create_file(b"file").unwrap();
    assert_eq!(listing(&place.target_path().join("moved")), [b"file"]);
    assert_eq!(kind_of(target.open_child(b"directory")), Some(ErrorKind::Replaced));
    assert_eq!(kind_of(target.open_or_create_child(b"directory")), Some(ErrorKind::Replaced));
    assert_eq!(listing(&outside), [b"precious"]);
}

#[test]
fn files_swapped_for_links_are_not_written_through() {
    let place = Place::new();
    let outside = outside(&place);
    let precious = outside.join("precious");
    let target = place.target();
    let before = fs::metadata(&precious).unwrap();
    symlink(&precious, place.target_path().join("link")).unwrap();
    fs::hard_link(&precious, place.target_path().join("hard")).unwrap();
    let existing = target.create_file(b"file").unwrap();
    let identity = existing.stat().unwrap().identity();
    let parked = existing.park().unwrap();

    assert_eq!(kind_of(target.open_existing_for_write(b"link")), Some(ErrorKind::Replaced));
    assert_eq!(kind_of(target.open_existing_for_write(b"hard")), Some(ErrorKind::Replaced));
    assert_eq!(kind_of(target.create_file(b"link")), Some(ErrorKind::Exists));
    assert_eq!(kind_of(target.open_file(b"hard", identity)), Some(ErrorKind::Replaced));
    assert_eq!(
        kind_of(target.apply(&file_node(b"link", 0), &MetadataWriter::default())),
        Some(ErrorKind::Replaced)
    );

    fs::rename(place.target_path().join("hard"), place.target_path().join("file")).unwrap();
    assert_eq!(kind_of(target.reopen(&parked)), Some(ErrorKind::Replaced));

    // Replacing takes the name, not the file behind it.
    for name in [&b"link"[..], b"file"] {
        let file = target.replace_file(name).unwrap();
        file.write_at(b"restored", 0).unwrap();
        file.finish(&file_node(name, 8), &MetadataWriter::default()).unwrap();
        file.commit().unwrap();
    }
    assert_eq!(fs::read(&precious).unwrap(), b"precious");
    let after = fs::metadata(&precious).unwrap();
    assert_eq!(after.modified().unwrap(), before.modified().unwrap());
    assert_eq!(after.permissions(), before.permissions());
    assert_eq!(fs::read(place.target_path().join("link")).unwrap(), b"restored");
}

/// The race itself: one thread swaps a directory for a link and back as fast as it can, another restores into it.
#[test]
fn a_race_of_swaps_never_leads_outside() {
    let place = Place::new();
    let outside = outside(&place);
    let (name, aside, link) = ("directory", "aside", "link");
    let at = |name: &str| place.target_path().join(name);
    fs::create_dir(at(name)).unwrap();
    symlink(&outside, at(link)).unwrap();
    let done = AtomicBool::new(false);
    let mut refused = 0;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                fs::rename(at(name), at(aside)).unwrap();
                fs::rename(at(link), at(name)).unwrap();
                fs::rename(at(name), at(link)).unwrap();
                fs::rename(at(aside), at(name)).unwrap();
            }
        });
        let target = place.target();
        let writer = MetadataWriter::default();
        for _ in 0..3000 {
            let Ok(directory) = target.open_child(name.as_bytes()) else {
                refused += 1;
                continue;
            };
            let file = directory.replace_file(b"precious").unwrap();
            file.write_at(b"stolen", 0).unwrap();
            file.finish(&file_node(b"precious", 6), &writer).unwrap();
            file.commit().unwrap();
            let fifo = node(b"fifo", NodeKind::Fifo);
            directory.create_special(&fifo, &writer).unwrap();
            directory.remove_tree(b"fifo").unwrap();
        }
        done.store(true, Ordering::Relaxed);
    });
    assert_eq!(listing(&outside), [b"precious"]);
    assert_eq!(fs::read(outside.join("precious")).unwrap(), b"precious");
    println!("refused {refused} of 3000");
}

#[test]
fn removal_stops_at_a_mount_point() {
    if !needs_root("mount") {
        return;
    }
    let place = Place::new();
    let mounted_at = place.target_path().join("tree/mounted");
    fs::create_dir_all(&mounted_at).unwrap();
    let Some(mounted) = Mounted::tmpfs(&mounted_at, "size=1m") else { return };
    fs::write(mounted_at.join("kept"), "x").unwrap();
    let target = place.target();
    assert!(target.remove_tree(b"tree").is_err());
    assert_eq!(listing(&mounted_at), [b"kept"]);
    drop(mounted);
    target.remove_tree(b"tree").unwrap();

    // A bind mount of the same file system has the same device number.
    let kept = place.dir.path().join("kept");
    fs::create_dir_all(&mounted_at).unwrap();
    fs::create_dir(&kept).unwrap();
    fs::write(kept.join("kept"), "x").unwrap();
    let bound =
        std::process::Command::new("mount").arg("--bind").args([&kept, &mounted_at]).status().unwrap();
    assert!(bound.success());
    let result = target.remove_tree(b"tree");
    std::process::Command::new("umount").arg(&mounted_at).status().unwrap();
    assert!(result.is_err());
    assert_eq!(listing(&kept), [b"kept"]);
}
