//! What `stat` tells of an entry. Pure.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use fuser::{FileAttr, FileType, INodeNo};

use crate::model::node::{Content, Extent, Node, NodeKind};
use crate::model::time::Timestamp;

/// Bytes of a unit of `st_blocks`.
const SECTOR: u64 = 512;
/// What programs shall read at once.
const READ_SIZE: u32 = 128 << 10;

/// Whom entries belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Those they belonged to.
    Stored,
    /// All to root.
    Root,
}

/// The attributes of an entry.
pub fn of_node(number: u64, node: &Node, owner: Owner) -> FileAttr {
    let (uid, gid) = match owner {
        Owner::Stored => (node.uid, node.gid),
        Owner::Root => (0, 0),
    };
    let rdev = match node.kind {
        NodeKind::CharDevice { device } | NodeKind::BlockDevice { device } => kernel_device(device),
        _ => 0,
    };
    let size = match &node.kind {
        NodeKind::Symlink { target } => target.len() as u64,
        _ => node.size(),
    };
    FileAttr {
        ino: INodeNo(number),
        size,
        blocks: blocks(node),
        atime: system_time(node.atime.unwrap_or(node.mtime)),
        mtime: system_time(node.mtime),
        ctime: system_time(node.ctime),
        crtime: UNIX_EPOCH,
        kind: kind(node),
        perm: (node.mode & 0o7777) as u16,
        nlink: links(node),
        uid,
        gid,
        rdev,
        blksize: READ_SIZE,
        flags: 0,
    }
}

/// The attributes of a folder or link that no snapshot holds.
pub fn of_own(number: u64, kind: FileType, size: u64, time: Timestamp, (uid, gid): (u32, u32)) -> FileAttr {
    let time = system_time(time);
    FileAttr {
        ino: INodeNo(number),
        size,
        blocks: 0,
        atime: time,
        mtime: time,
        ctime: time,
        crtime: UNIX_EPOCH,
        kind,
        perm: if kind == FileType::Symlink { 0o777 } else { 0o555 },
        nlink: 1,
        uid,
        gid,
        rdev: 0,
        blksize: READ_SIZE,
        flags: 0,
    }
}

/// What an entry is.
pub fn kind(node: &Node) -> FileType {
    match node.kind {
        NodeKind::File { .. } => FileType::RegularFile,
        NodeKind::Directory { .. } => FileType::Directory,
        NodeKind::Symlink { .. } => FileType::Symlink,
        NodeKind::Fifo => FileType::NamedPipe,
        NodeKind::Socket => FileType::Socket,
        NodeKind::CharDevice { .. } => FileType::CharDevice,
        NodeKind::BlockDevice { .. } => FileType::BlockDevice,
    }
}

/// A directory's is 1, which says nothing of how many are in it: not all of them may have been backed up.
fn links(node: &Node) -> u32 {
    if node.is_directory() { 1 } else { u32::try_from(node.links).unwrap_or(u32::MAX).max(1) }
}

/// The room a file takes. Fewer blocks than its size needs is how programs see that a file has holes, and then look for
/// them; of a file with pages of its own only those pages tell, so it looks as if it had one.
fn blocks(node: &Node) -> u64 {
    let NodeKind::File { size, content } = &node.kind else { return 0 };
    match content {
        Content::Inline(extents) => {
            let data = extents.iter().filter(|extent| matches!(extent, Extent::Data { .. }));
            data.map(Extent::len).sum::<u64>().div_ceil(SECTOR)
        }
        Content::Tree(_) => (size / SECTOR).saturating_sub(1),
    }
}

/// A device's number as the kernel passes it: 12 bits of major between 8 and 12 of minor.
fn kernel_device(device: u64) -> u32 {
    let (major, minor) = (rustix::fs::major(device), rustix::fs::minor(device));
    (minor & 0xff) | (major << 8) | ((minor & !0xff) << 12)
}

/// Times no clock can tell are told as 1970.
fn system_time(time: Timestamp) -> SystemTime {
    let (seconds, nanos) = (time.seconds, Duration::from_nanos(u64::from(time.nanos)));
    let whole = Duration::from_secs(seconds.unsigned_abs());
    let base = if seconds < 0 { UNIX_EPOCH.checked_sub(whole) } else { UNIX_EPOCH.checked_add(whole) };
    base.and_then(|base| base.checked_add(nanos)).unwrap_or(UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::{ChunkId, PageId};

    fn node(kind: NodeKind) -> Node {
        let mtime = Timestamp { seconds: -1, nanos: 1 };
        Node { mode: 0o4755, uid: 7, gid: 8, mtime, links: 3, ..Node::new(b"name", kind) }
    }

    #[test]
    fn owners_modes_links_and_times_before_1970_are_those_of_the_entry() {
        let fifo = node(NodeKind::Fifo);
        let attributes = of_node(5, &fifo, Owner::Stored);
        assert_eq!((attributes.perm, attributes.nlink), (0o4755, 3));
        assert_eq!((attributes.uid, attributes.gid), (7, 8));
        assert_eq!(attributes.mtime, UNIX_EPOCH - Duration::from_nanos(999_999_999));
        let roots = of_node(5, &fifo, Owner::Root);
        assert_eq!((roots.uid, roots.gid), (0, 0));
    }

    #[test]
    fn a_file_with_holes_takes_fewer_blocks_than_its_size() {
        let data = |len| Extent::Data { id: ChunkId([0; 32]), len };
        let blocks =
            |size, content| of_node(5, &node(NodeKind::File { size, content }), Owner::Stored).blocks;
        assert_eq!(blocks(700, Content::Inline(vec![data(700)])), 2);
        assert_eq!(
            blocks(1 << 20, Content::Inline(vec![Extent::Hole { len: (1 << 20) - 512 }, data(512)])),
            1
        );
        assert!(blocks(1 << 20, Content::Tree(PageId([0; 32]))) < (1 << 20) / SECTOR);
    }

    #[test]
    fn device_numbers_are_passed_as_the_kernel_reads_them() {
        let device = |major, minor| {
            let device = rustix::fs::makedev(major, minor);
            of_node(5, &node(NodeKind::BlockDevice { device }), Owner::Stored).rdev
        };
        assert_eq!(device(1, 3), 0x103);
        assert_eq!(device(259, 300_000), 0x4930_0000 | 259 << 8 | 0xe0);
    }
}
