//! A tree of everything a file can be, and what there is to compare of it: told by system calls of its own, so that
//! what the program overlooks is not overlooked here too.

#![allow(dead_code, reason = "each test binary compiles its own copy and uses a part")]

use std::collections::BTreeMap;
use std::ffi::{CStr, CString, OsStr};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{FileExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

use rustix::fs::{
    AtFlags, CWD, Dir, FileType, Gid, Mode, OFlags, SeekFrom, StatxFlags, Timespec, Timestamps, Uid,
};
use sandyq::codec::chunk::ChunkSizes;
use sandyq::codec::hash::sha256;
use sandyq::model::id::to_hex;

const BLOCK: usize = 4096;
/// The store's own units: blocks of about a MiB, packs of up to 32.
const MIB: usize = 1 << 20;

/// Makes the tree. As root with devices, owners, capabilities and attributes that only root can set; with the usual
/// chunks, files around the borders of packs too.
pub fn make(root: &Path, chunks: ChunkSizes) {
    fs::create_dir_all(root).unwrap();
    make_sizes(&root.join("sizes"), chunks);
    make_sparse(&root.join("sparse"));
    make_names(&root.join("names"));
    make_deep(&root.join("deep"));
    make_links(&root.join("links"));
    make_kinds(&root.join("kinds"));
    make_attributes(&root.join("attributes"));
    // Last: whatever is made in a folder changes its time.
    for (name, seconds, nanos) in [("names", -1, 1), ("kinds", 4_000_000_000, 999_999_999), ("sizes", 0, 0)] {
        set_times(&root.join(name), seconds, nanos);
    }
}

fn noise(seed: usize, len: usize) -> Vec<u8> {
    let mut state = (seed as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut bytes = Vec::with_capacity(len + 8);
    while bytes.len() < len {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(len);
    bytes
}

fn make_sizes(folder: &Path, chunks: ChunkSizes) {
    fs::create_dir(folder).unwrap();
    let mut borders = vec![1, chunks.min, chunks.avg, chunks.max, MIB];
    if chunks == ChunkSizes::default() {
        borders.extend([2 * MIB, 32 * MIB]);
    }
    for border in borders {
        for size in border - 1..=border + 1 {
            fs::write(folder.join(format!("noise-{size}")), noise(size, size)).unwrap();
        }
        // The same of one byte: what compresses to almost nothing has other borders in the store.
        fs::write(folder.join(format!("plain-{border}")), vec![7; border]).unwrap();
        fs::write(folder.join(format!("zeros-{border}")), vec![0; border]).unwrap();
    }
    fs::create_dir(folder.join("empty")).unwrap();
}

fn make_sparse(folder: &Path) {
    fs::create_dir(folder).unwrap();
    const GIB: u64 = 1 << 30;
    for (name, len, data) in [
        ("hole", 3 * MIB as u64, &[][..]),
        ("small", 40_000, &[12_288][..]),
        ("middle", 5 * GIB, &[0, GIB + 1, 4 * GIB + 4096][..]),
        ("end", 4 * GIB + 1, &[4 * GIB][..]),
    ] {
        let file = File::create(folder.join(name)).unwrap();
        file.set_len(len).unwrap();
        for offset in data {
            let room = (len - offset).min(6000) as usize;
            file.write_all_at(&noise(*offset as usize, room), *offset).unwrap();
        }
        file.sync_all().unwrap();
    }
}

fn make_names(folder: &Path) {
    fs::create_dir(folder).unwrap();
    let long = [b'n'; 255];
    let names: [&[u8]; 10] = [
        b"\xff\xfe not text",
        b"new\nline",
        b"-rf",
        b" ",
        b"...",
        b"\x1b[2J",
        b"quote'\"\\*?[",
        "\u{202e}e\u{301}".as_bytes(),
        "\u{e9}".as_bytes(),
        &long,
    ];
    for name in names {
        fs::write(folder.join(OsStr::from_bytes(name)), name).unwrap();
    }
    fs::create_dir(folder.join(OsStr::from_bytes(&[0xff; 255]))).unwrap();
}

/// A path longer than the system takes in one call.
fn make_deep(folder: &Path) {
    fs::create_dir(folder).unwrap();
    let mut at = open(CWD, folder.as_os_str().as_bytes());
    let name = [b'd'; 250];
    for _ in 0..20 {
        rustix::fs::mkdirat(&at, &name[..], Mode::RWXU).unwrap();
        at = open(at.as_fd(), &name);
    }
    let flags = OFlags::CREATE | OFlags::WRONLY;
    let file = rustix::fs::openat(&at, "bottom", flags, Mode::RUSR).unwrap();
    rustix::io::write(&file, b"five thousand bytes down").unwrap();
}

fn make_links(folder: &Path) {
    fs::create_dir_all(folder.join("below")).unwrap();
    fs::write(folder.join("first"), noise(1, 5000)).unwrap();
    for name in ["again", "below/again"] {
        fs::hard_link(folder.join("first"), folder.join(name)).unwrap();
    }
    let long = PathBuf::from(std::ffi::OsString::from_vec(vec![b'x'; 4000]));
    for (name, target) in [
        ("relative", Path::new("below/again")),
        ("dangling", Path::new("../nowhere/\u{416}")),
        ("absolute", Path::new("/etc/hostname")),
        ("folder", Path::new("below")),
        ("bytes", Path::new(OsStr::from_bytes(b"\xff\n"))),
        ("long", &long),
    ] {
        symlink(target, folder.join(name)).unwrap();
    }
    // A link and a pipe have other names too.
    rustix::fs::linkat(CWD, folder.join("dangling"), CWD, folder.join("dangling-again"), AtFlags::empty())
        .unwrap();
    rustix::fs::mkfifoat(CWD, folder.join("pipe"), Mode::RWXU).unwrap();
    fs::hard_link(folder.join("pipe"), folder.join("below/pipe")).unwrap();
}

fn make_kinds(folder: &Path) {
    fs::create_dir(folder).unwrap();
    let at = |name: &str| folder.join(name);
    drop(UnixListener::bind(at("socket")).unwrap());
    rustix::fs::mkfifoat(CWD, at("fifo"), Mode::RWXU).unwrap();
    for name in ["setuid", "setgid", "no-rights", "read-only"] {
        fs::write(at(name), name).unwrap();
    }
    for name in ["sticky", "shared", "locked"] {
        fs::create_dir(at(name)).unwrap();
        fs::write(at(name).join("inside"), name).unwrap();
    }
    symlink("x", at("link")).unwrap();
    let mut names = vec!["socket", "fifo", "setuid", "setgid", "no-rights", "read-only", "sticky", "link"];
    if is_root() {
        for (name, kind, device) in [
            ("null", FileType::CharacterDevice, rustix::fs::makedev(1, 3)),
            ("disk", FileType::BlockDevice, rustix::fs::makedev(259, 300_000)),
        ] {
            rustix::fs::mknodat(CWD, at(name), kind, Mode::RWXU, device).unwrap();
            names.push(name);
        }
        for (number, name) in names.iter().enumerate() {
            let (uid, gid) = (Uid::from_raw(1000 + number as u32), Gid::from_raw(70_000 + number as u32));
            rustix::fs::chownat(CWD, at(name), Some(uid), Some(gid), AtFlags::SYMLINK_NOFOLLOW).unwrap();
        }
    }
    for (name, mode) in [
        ("setuid", 0o4755),
        ("setgid", 0o2755),
        ("no-rights", 0),
        ("read-only", 0o444),
        ("sticky", 0o1777),
        ("shared", 0o2775),
        ("locked", 0o500),
        ("fifo", 0o606),
        ("socket", 0o700),
    ] {
        fs::set_permissions(at(name), fs::Permissions::from_mode(mode)).unwrap();
    }
    for (number, name) in names.iter().enumerate() {
        set_times(&at(name), -1_000_000_000 + number as i64, 999_999_999 - number as i64);
    }
}

fn make_attributes(folder: &Path) {
    fs::create_dir(folder).unwrap();
    let at = |name: &str| folder.join(name);
    for name in ["file", "program"] {
        fs::write(at(name), name).unwrap();
    }
    for name in ["folder", "inheriting"] {
        fs::create_dir(at(name)).unwrap();
    }
    symlink("x", at("link")).unwrap();
    let (acl, capability) = (acl(), capability());
    let mut attributes: Vec<(&str, &str, &[u8])> = vec![
        ("file", "user.note", b"\0any\xff bytes"),
        ("file", "user.empty", b""),
        ("file", "user.large", &[7; 3000]),
        ("folder", "user.note", b"folder"),
        ("file", "system.posix_acl_access", &acl),
        ("inheriting", "system.posix_acl_default", &acl),
    ];
    if is_root() {
        attributes.push(("file", "trusted.thing", b"1"));
        attributes.push(("link", "trusted.link", b"on the link itself"));
        attributes.push(("program", "security.capability", &capability));
    }
    for (name, attribute, value) in attributes {
        if let Err(error) = xattr::set(at(name), attribute, value) {
            eprintln!("left out: {attribute}: {error}");
        }
    }
    // What is made below has the ACL from above.
    fs::write(at("inheriting").join("heir"), "heir").unwrap();
    fs::create_dir(at("inheriting").join("heirs")).unwrap();
}

/// user::rw-, user:1234:r--, group::r--, mask::r--, other::---
fn acl() -> Vec<u8> {
    let mut acl = 2u32.to_le_bytes().to_vec();
    let none = u32::MAX;
    for (tag, permissions, id) in
        [(0x01u16, 6u16, none), (0x02, 4, 1234), (0x04, 4, none), (0x10, 4, none), (0x20, 0, none)]
    {
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

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

fn set_times(path: &Path, seconds: i64, nanos: i64) {
    let time = Timespec { tv_sec: seconds, tv_nsec: nanos };
    let times = Timestamps { last_access: time, last_modification: time };
    rustix::fs::utimensat(CWD, path, &times, AtFlags::SYMLINK_NOFOLLOW).unwrap();
}

fn open(parent: BorrowedFd<'_>, name: &[u8]) -> OwnedFd {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    rustix::fs::openat(parent, name, flags, Mode::empty()).unwrap()
}

/// Everything that must come back, a line for each name, in order.
pub fn describe(root: &Path) -> Vec<String> {
    let mut description = Description::default();
    let folder = open(CWD, root.as_os_str().as_bytes());
    description.folder(&folder, b"");
    description.lines
}

#[derive(Default)]
struct Description {
    lines: Vec<String>,
    /// The first name of each file that has several.
    links: BTreeMap<u64, String>,
}

impl Description {
    fn folder(&mut self, folder: &OwnedFd, path: &[u8]) {
        let mut names: Vec<CString> = Dir::read_from(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_owned())
            .filter(|name| !matches!(name.as_bytes(), b"." | b".."))
            .collect();
        names.sort();
        for name in names {
            self.entry(folder, &name, &[path, b"/", name.as_bytes()].concat());
        }
    }

    fn entry(&mut self, folder: &OwnedFd, name: &CStr, path: &[u8]) {
        let flags = StatxFlags::BASIC_STATS;
        let stat = rustix::fs::statx(folder, name, AtFlags::SYMLINK_NOFOLLOW, flags).unwrap();
        let shown = path.escape_ascii().to_string();
        let mut line = format!(
            "{shown} {:o} {}:{} {}.{:09} {}:{}",
            stat.stx_mode,
            stat.stx_uid,
            stat.stx_gid,
            stat.stx_mtime.tv_sec,
            stat.stx_mtime.tv_nsec,
            stat.stx_rdev_major,
            stat.stx_rdev_minor
        );
        self.attributes(folder, name, &mut line);
        let kind = FileType::from_raw_mode(stat.stx_mode.into());
        if kind != FileType::Directory && stat.stx_nlink > 1 {
            let first = self.links.entry(stat.stx_ino).or_insert(shown);
            write!(line, " one of {} named {first}", stat.stx_nlink).unwrap();
        }
        match kind {
            FileType::RegularFile => {
                let file = File::from(open(folder.as_fd(), name.to_bytes()));
                let holes = path.starts_with(b"/sparse/");
                write!(line, " {}", content(&file, stat.stx_size, holes)).unwrap();
            }
            FileType::Symlink => {
                let target = rustix::fs::readlinkat(folder, name, Vec::new()).unwrap();
                write!(line, " -> {}", target.as_bytes().escape_ascii()).unwrap();
            }
            _ => {}
        }
        self.lines.push(line);
        if kind == FileType::Directory {
            self.folder(&open(folder.as_fd(), name.to_bytes()), path);
        }
    }

    fn attributes(&self, folder: &OwnedFd, name: &CStr, line: &mut String) {
        let path = [format!("/proc/self/fd/{}/", folder.as_raw_fd()).as_bytes(), name.to_bytes()].concat();
        let path = Path::new(OsStr::from_bytes(&path));
        let mut names: Vec<_> = xattr::list(path).unwrap().collect();
        names.sort();
        for name in names {
            let value = xattr::get(path, &name).unwrap().unwrap();
            write!(line, " {}={}", name.display(), value.escape_ascii()).unwrap();
        }
    }
}

/// The bytes of a file that are not zero, hashed with where they are; with `holes` also where it has data.
fn content(file: &File, size: u64, holes: bool) -> String {
    let mut found = size.to_le_bytes().to_vec();
    let mut runs = String::new();
    let mut at = 0;
    while at < size {
        let Ok(start) = rustix::fs::seek(file, SeekFrom::Data(at)) else { break };
        let end = rustix::fs::seek(file, SeekFrom::Hole(start)).unwrap().min(size);
        if holes {
            // Where data are not written to the disk yet, some file systems tell the byte, and later only the block.
            let (first, last) = (start - start % BLOCK as u64, end.next_multiple_of(BLOCK as u64).min(size));
            write!(runs, " data {first}..{last}").unwrap();
        }
        let mut buffer = [0; BLOCK];
        // By blocks of the file, wherever its data begin.
        let mut offset = start - start % BLOCK as u64;
        while offset < end {
            let len = (size - offset).min(BLOCK as u64) as usize;
            file.read_exact_at(&mut buffer[..len], offset).unwrap();
            if buffer[..len].iter().any(|byte| *byte != 0) {
                found.extend(offset.to_le_bytes());
                found.extend(sha256(&buffer[..len]));
            }
            offset += len as u64;
        }
        at = end;
    }
    format!("{size} {}{runs}", to_hex(&sha256(&found)))
}

/// Panics with what differs.
pub fn assert_same(left: &Path, right: &Path) {
    let (left, right) = (describe(left), describe(right));
    let differences: Vec<_> = left
        .iter()
        .filter(|l| !right.contains(l))
        .chain(right.iter().filter(|r| !left.contains(r)))
        .collect();
    assert!(differences.is_empty(), "{differences:#?}");
    assert!(left.len() > 80, "{}", left.len());
}
