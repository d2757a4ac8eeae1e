//! Everything that makes a file what it was, there and back.

use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;

use proptest::prelude::*;
use rustix::fs::{AtFlags, CWD, FileType, Gid, Mode, Timespec, Timestamps, Uid};
use sandyq::filesystem::{
    ApplyOptions, Directory, FileKind, MetadataOptions, MetadataReader, MetadataWriter, Owner, SourceFile,
};
use sandyq::model::node::{NodeKind, Xattr};
use sandyq::model::time::Timestamp;

use crate::support::{Place, as_nobody, capture, file_node, needs_root, node, restore, shown};

/// user::rw-, user:1234:r--, group::r--, mask::r--, other::---
fn acl() -> Vec<u8> {
    let mut acl = 2u32.to_le_bytes().to_vec();
    for (tag, permissions, id) in [
        (0x01u16, 6u16, u32::MAX),
        (0x02, 4, 1234),
        (0x04, 4, u32::MAX),
        (0x10, 4, u32::MAX),
        (0x20, 0, u32::MAX),
    ] {
        acl.extend(tag.to_le_bytes());
        acl.extend(permissions.to_le_bytes());
        acl.extend(id.to_le_bytes());
    }
    acl
}

/// cap_net_raw+ep
fn capability() -> Vec<u8> {
    [0x0200_0001u32, 1 << 13, 0, 0, 0].into_iter().flat_map(u32::to_le_bytes).collect()
}

fn set_times(path: &std::path::Path, seconds: i64, nanos: i64) {
    let times = Timestamps {
        last_access: Timespec { tv_sec: seconds + 100, tv_nsec: 7 },
        last_modification: Timespec { tv_sec: seconds, tv_nsec: nanos },
    };
    rustix::fs::utimensat(CWD, path, &times, AtFlags::SYMLINK_NOFOLLOW).unwrap();
}

fn chown(path: &std::path::Path, uid: u32, gid: u32) {
    let (uid, gid) = (Some(Uid::from_raw(uid)), Some(Gid::from_raw(gid)));
    rustix::fs::chownat(CWD, path, uid, gid, AtFlags::SYMLINK_NOFOLLOW).unwrap();
}

fn chmod(path: &std::path::Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Restores every node of the source and compares what a second backup would record.
fn assert_comes_back(place: &Place) {
    let source = place.source();
    let target = place.target();
    let writer = MetadataWriter::default();
    let mut reader = MetadataReader::new();
    for name in source.names().unwrap().iter() {
        let recorded = capture(&source, name.bytes);
        assert_eq!(name.kind, Some(FileKind::of(&recorded)));
        let warnings = restore(&source, &recorded, &target, &writer);
        assert!(warnings.is_empty(), "{warnings:?}");
        let restored = capture(target.as_directory(), name.bytes);
        assert_eq!(shown(&restored), shown(&recorded));
        assert_eq!((&restored.user, &restored.group), (&recorded.user, &recorded.group));
        let existing = target.existing(name.bytes).unwrap().unwrap();
        let differences = target.differences(&existing, &recorded, &writer, &mut reader).unwrap();
        assert!(!differences.any(), "{recorded:?} {differences:?}");
    }
}

#[test]
fn every_kind_of_node_comes_back_with_owner_mode_and_times() {
    if !needs_root("make devices and give files away") {
        return;
    }
    let place = Place::new();
    let at = |name: &str| place.source_path().join(name);
    fs::write(at("file"), "content").unwrap();
    fs::write(at("setuid"), "#!").unwrap();
    fs::write(at("setgid"), "#!").unwrap();
    fs::write(at("no rights at all"), "secret").unwrap();
    fs::create_dir(at("directory")).unwrap();
    fs::create_dir(at("sticky")).unwrap();
    fs::create_dir(at("shared")).unwrap();
    symlink("../nowhere/\u{416}", at("link")).unwrap();
    drop(UnixListener::bind(at("socket")).unwrap());
    for (name, file_type, device) in [
        ("fifo", FileType::Fifo, 0),
        ("null", FileType::CharacterDevice, rustix::fs::makedev(1, 3)),
        ("disk", FileType::BlockDevice, rustix::fs::makedev(259, 300_000)),
    ] {
        rustix::fs::mknodat(CWD, at(name), file_type, Mode::RWXU, device).unwrap();
    }
    for (index, name) in listing(&place).iter().enumerate() {
        chown(name, 1000 + index as u32, 2000 + index as u32);
        set_times(name, -1_000_000_000 + index as i64, 999_999_999);
    }
    for (name, mode) in [
        ("file", 0o640),
        ("setuid", 0o4755),
        ("setgid", 0o2755),
        ("no rights at all", 0),
        ("sticky", 0o1777),
        ("shared", 0o2775),
        ("fifo", 0o606),
        ("null", 0o666),
        ("socket", 0o700),
    ] {
        chmod(&at(name), mode);
    }
    assert_comes_back(&place);
}

fn listing(place: &Place) -> Vec<std::path::PathBuf> {
    fs::read_dir(place.source_path()).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn attributes_acls_and_capabilities_come_back() {
    if !needs_root("set trusted attributes and capabilities") {
        return;
    }
    let place = Place::new();
    let at = |name: &str| place.source_path().join(name);
    fs::write(at("file"), "content").unwrap();
    fs::create_dir(at("directory")).unwrap();
    symlink("x", at("link")).unwrap();
    chown(&at("file"), 1234, 1234);
    chmod(&at("file"), 0o400);
    for (name, attribute, value) in [
        ("file", "user.note", &b"\0any\xff bytes"[..]),
        ("file", "user.empty", b""),
        ("file", "user.large", &[7; 3000]),
        ("file", "trusted.thing", b"1"),
        ("file", "security.capability", &capability()),
        ("file", "system.posix_acl_access", &acl()),
        ("directory", "system.posix_acl_default", &acl()),
        ("directory", "user.note", b"directory"),
        ("link", "trusted.link", b"on the link itself"),
    ] {
        xattr::set(at(name), attribute, value).unwrap();
    }
    let recorded = capture(&place.source(), b"file");
    let names: Vec<_> =
        recorded.xattrs.iter().map(|xattr| String::from_utf8_lossy(&xattr.name).into_owned()).collect();
    assert_eq!(
        names,
        [
            "security.capability",
            "system.posix_acl_access",
            "trusted.thing",
            "user.empty",
            "user.large",
            "user.note"
        ]
    );
    assert_comes_back(&place);
}

#[test]
fn names_of_any_bytes_come_back() {
    let place = Place::new();
    for name in [&b"\xff\xfe not text"[..], b"new\nline", b"-rf", b" ", "\u{202e}".as_bytes(), &[b'n'; 255]] {
        fs::write(place.source_path().join(std::ffi::OsStr::from_bytes(name)), "x").unwrap();
    }
    assert_comes_back(&place);
    let names = place.source().names().unwrap();
    assert_eq!(names.len(), 6);
    assert!(names.iter().map(|name| name.bytes).is_sorted());
}

#[test]
fn the_open_file_and_the_named_one_make_the_same_node() {
    let place = Place::new();
    fs::write(place.source_path().join("file"), "content").unwrap();
    xattr::set(place.source_path().join("file"), "user.note", b"x").unwrap();
    let source = place.source();
    let stat = source.stat(b"file").unwrap();
    let options = MetadataOptions::default();
    let mut reader = MetadataReader::new();
    let file = SourceFile::open(&source, b"file", &stat).unwrap();
    let mut problems = Vec::new();
    let open = reader.node_of_file(&file, &stat, options, &mut problems);
    let named = reader.node(&source, b"file", &stat, options, &mut problems).unwrap();
    assert!(open == named);
    assert_eq!(open.atime, None);
    assert_eq!(open.size(), 7);
    let without = reader
        .node(&source, b"file", &stat, MetadataOptions { xattrs: false, ..options }, &mut problems)
        .unwrap();
    assert!(without.xattrs.is_empty());
    assert!(problems.is_empty());
    let parent = Directory::open(place.dir.path()).unwrap();
    let directory =
        reader.node_of_directory(&source, b"source", &source.stat_self().unwrap(), options, &mut problems);
    assert!(
        directory
            == reader
                .node(&parent, b"source", &parent.stat(b"source").unwrap(), options, &mut problems)
                .unwrap()
    );
}

#[test]
fn a_file_system_without_attributes_is_no_problem() {
    let proc = Directory::open("/proc/self/".as_ref()).unwrap();
    let mut problems = Vec::new();
    let stat = proc.stat(b"stat").unwrap();
    let node =
        MetadataReader::new().node(&proc, b"stat", &stat, MetadataOptions::default(), &mut problems).unwrap();
    assert!(node.xattrs.is_empty());
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn restored_files_do_not_inherit_the_acl_of_the_target() {
    let place = Place::new();
    let target_path = place.target_path();
    if let Err(error) = xattr::set(&target_path, "system.posix_acl_default", &acl()) {
        eprintln!("skipped: the file system has no ACLs: {error}");
        return;
    }
    let (source, target) = (place.source(), place.target());
    fs::write(place.source_path().join("file"), "x").unwrap();
    fs::create_dir(place.source_path().join("directory")).unwrap();
    rustix::fs::mkfifoat(CWD, place.source_path().join("fifo"), Mode::RWXU).unwrap();
    for name in [&b"file"[..], b"directory", b"fifo"] {
        let recorded = capture(&source, name);
        restore(&source, &recorded, &target, &MetadataWriter::default());
        assert_eq!(shown(&capture(target.as_directory(), name)), shown(&recorded));
    }
}

#[test]
fn attributes_that_were_not_recorded_are_removed_from_an_existing_file() {
    let place = Place::new();
    let path = place.target_path().join("file");
    fs::write(&path, "").unwrap();
    xattr::set(&path, "user.old", b"old").unwrap();
    xattr::set(&path, "user.both", b"old").unwrap();
    let mut wanted = file_node(b"file", 0);
    wanted.xattrs = vec![Xattr { name: b"user.both".to_vec(), value: b"new".to_vec() }];
    let (target, writer) = (place.target(), MetadataWriter::default());
    let mut reader = MetadataReader::new();
    let existing = target.existing(b"file").unwrap().unwrap();
    assert!(target.differences(&existing, &wanted, &writer, &mut reader).unwrap().xattrs);
    assert!(target.apply(&wanted, &writer).unwrap().is_empty());
    assert!(capture(target.as_directory(), b"file").xattrs == wanted.xattrs);
}

#[test]
fn differences_name_what_differs() {
    let place = Place::new();
    let (target, writer) = (place.target(), MetadataWriter::default());
    let mut reader = MetadataReader::new();
    let file = target.create_file(b"f").unwrap();
    let recorded = file_node(b"f", 0);
    file.finish(&recorded, &writer).unwrap();
    let existing = target.existing(b"f").unwrap().unwrap();
    let mut compare = |node: &_| target.differences(&existing, node, &writer, &mut reader).unwrap();
    assert!(!compare(&recorded).any());
    let mut other = recorded.clone();
    other.mode = 0o600;
    assert!(compare(&other).mode && !compare(&other).content_may_differ());
    other.uid += 1;
    assert!(compare(&other).owner);
    assert!(compare(&file_node(b"f", 1)).size);
    other.mtime.nanos += 1;
    assert!(compare(&other).mtime && compare(&other).content_may_differ());
    assert!(compare(&node(b"f", NodeKind::Fifo)).kind);
}

#[test]
fn owners_are_found_by_name_and_unknown_names_by_number() {
    let writer = MetadataWriter::new(ApplyOptions { owner: Owner::ByName, xattrs: true });
    let mut wanted = file_node(b"f", 0);
    (wanted.uid, wanted.gid) = (4321, 4322);
    wanted.user = Some("root".into());
    wanted.group = Some("no such group here".into());
    assert_eq!(writer.owner_of(&wanted), (Some(0), Some(4322)));
    let keep = MetadataWriter::new(ApplyOptions { owner: Owner::Keep, xattrs: true });
    assert_eq!(keep.owner_of(&wanted), (None, None));
}

#[test]
fn what_this_user_may_not_set_is_a_warning_and_setuid_goes_with_the_owner() {
    if !needs_root("become another user") {
        return;
    }
    let place = Place::new();
    fs::set_permissions(place.dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    chown(&place.target_path(), 65534, 65534);
    let path = place.target_path();
    as_nobody(move || {
        let target = sandyq::filesystem::Target::open(&path, false).unwrap().root().clone();
        let writer = MetadataWriter::default();
        let mut wanted = file_node(b"program", 0);
        wanted.mode = 0o6755;
        (wanted.uid, wanted.gid) = (0, 65534);
        wanted.xattrs = vec![Xattr { name: b"security.capability".to_vec(), value: capability() }];
        let file = target.create_file(b"program").unwrap();
        let warnings = file.finish(&wanted, &writer).unwrap();
        let texts: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        assert!(texts[0].starts_with("cannot set the owner of "), "{texts:?}");
        assert!(texts.iter().any(|text| text.starts_with("cannot keep the setuid")), "{texts:?}");
        let stat = file.stat().unwrap();
        assert_eq!(stat.uid, 65534);
        assert_eq!(stat.mode & 0o4777, 0o755);
        assert_eq!(stat.mtime, wanted.mtime);

        let mut device = node(b"device", NodeKind::CharDevice { device: 259 });
        (device.uid, device.gid) = (65534, 65534);
        let error = target.create_special(&device, &writer).unwrap_err();
        assert_eq!(error.kind(), sandyq::filesystem::ErrorKind::Denied);

        let keep = MetadataWriter::new(ApplyOptions { owner: Owner::Keep, xattrs: false });
        wanted.mode = 0o640;
        assert!(target.create_file(b"kept").unwrap().finish(&wanted, &keep).unwrap().is_empty());
    });
}

#[test]
fn a_former_restore_without_rights_does_not_stop_the_next() {
    if !needs_root("become another user") {
        return;
    }
    let place = Place::new();
    fs::set_permissions(place.dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let at = |name: &str| place.target_path().join(name);
    fs::create_dir(at("directory")).unwrap();
    fs::write(at("directory/file"), "").unwrap();
    for (name, mode) in [("", 0o755), ("directory/file", 0o400), ("directory", 0o100)] {
        chown(&at(name), 65534, 65534);
        chmod(&at(name), mode);
    }
    let path = place.target_path();
    as_nobody(move || {
        let root = sandyq::filesystem::Target::open(&path, false).unwrap().root().clone();
        let directory = root.open_child(b"directory").unwrap();
        let writer = MetadataWriter::default();
        let mut wanted = file_node(b"file", 0);
        (wanted.uid, wanted.gid, wanted.mode) = (65534, 65534, 0o400);
        wanted.xattrs = vec![Xattr { name: b"user.note".to_vec(), value: b"x".to_vec() }];
        assert!(directory.apply(&wanted, &writer).unwrap().is_empty());
        let existing = directory.existing(b"file").unwrap().unwrap();
        assert_eq!(existing.mode, 0o400);
        assert!(
            !directory.differences(&existing, &wanted, &writer, &mut MetadataReader::new()).unwrap().any()
        );
        wanted.xattrs.clear();
        assert!(directory.apply(&wanted, &writer).unwrap().is_empty());
        assert!(capture(directory.as_directory(), b"file").xattrs.is_empty());
        directory.create_file(b"new").unwrap();
        // As the effective user is still root here, this is only seen to do no harm.
        directory.make_writable().unwrap();
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_metadata_a_file_had_it_has_again(
        mode in 0u32..0o10000,
        // What ext4 can hold: 1901 to 2446.
        seconds in -2_147_483_648i64..15_032_385_535,
        nanos in 0u32..1_000_000_000,
        value in prop::collection::vec(any::<u8>(), 0..200),
        symbolic in any::<bool>(),
    ) {
        let place = Place::new();
        let target = place.target();
        let writer = MetadataWriter::default();
        let kind = if symbolic { NodeKind::Symlink { target: b"a/b".to_vec() } } else { NodeKind::Fifo };
        for mut wanted in [file_node(b"file", 0), node(b"special", kind)] {
            wanted.mode = mode;
            wanted.mtime = Timestamp { seconds, nanos };
            wanted.atime = Some(wanted.mtime);
            let warnings = if wanted.size() == 0 && wanted.name == b"file" {
                wanted.xattrs = vec![Xattr { name: b"user.value".to_vec(), value: value.clone() }];
                target.create_file(b"file").unwrap().finish(&wanted, &writer).unwrap()
            } else {
                target.create_special(&wanted, &writer).unwrap()
            };
            prop_assert!(warnings.is_empty(), "{warnings:?}");
            if wanted.xattrs.is_empty() && symbolic {
                wanted.mode = 0o777;
            }
            // A user's own file without any rights cannot be looked into.
            if rustix::process::geteuid().is_root() {
                prop_assert_eq!(shown(&capture(target.as_directory(), &wanted.name)), shown(&wanted));
            }
        }
    }
}

#[test]
fn senseless_recorded_values_are_survived() {
    let place = Place::new();
    let (target, writer) = (place.target(), MetadataWriter::default());
    let mut wanted = file_node(b"file", 0);
    wanted.mode = u32::MAX;
    (wanted.uid, wanted.gid) = (u32::MAX, u32::MAX);
    wanted.mtime = Timestamp { seconds: i64::MAX, nanos: u32::MAX };
    wanted.atime = Some(Timestamp { seconds: i64::MIN, nanos: (1 << 30) - 1 });
    wanted.xattrs = vec![
        Xattr { name: b"".to_vec(), value: vec![] },
        Xattr { name: b"user.nul\0".to_vec(), value: vec![] },
        Xattr { name: b"no namespace".to_vec(), value: vec![] },
        Xattr { name: b"user.too large".to_vec(), value: vec![0; 70_000] },
        Xattr { name: b"system.posix_acl_access".to_vec(), value: vec![1, 2, 3] },
    ];
    let warnings = target.create_file(b"file").unwrap().finish(&wanted, &writer).unwrap();
    assert!(warnings.len() >= 5, "{warnings:?}");
    File::open(place.target_path().join("file")).unwrap();
}
