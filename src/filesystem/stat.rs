//! The facts about a file that one system call tells.

use rustix::fd::BorrowedFd;
use rustix::fs::{AtFlags, FileType, Statx, StatxAttributes, StatxFlags, StatxTimestamp};
use rustix::io::Errno;
use rustix::path::Arg;

use crate::model::node::{Node, NodeKind};
use crate::model::time::Timestamp;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link.
    Symlink,
    /// A named pipe.
    Fifo,
    /// A socket's name.
    Socket,
    /// A character device.
    CharDevice,
    /// A block device.
    BlockDevice,
}

impl FileKind {
    /// `None` for what Linux does not know, or a directory listing does not tell.
    pub(crate) fn from_file_type(file_type: FileType) -> Option<Self> {
        Some(match file_type {
            FileType::RegularFile => Self::File,
            FileType::Directory => Self::Directory,
            FileType::Symlink => Self::Symlink,
            FileType::Fifo => Self::Fifo,
            FileType::Socket => Self::Socket,
            FileType::CharacterDevice => Self::CharDevice,
            FileType::BlockDevice => Self::BlockDevice,
            FileType::Unknown => return None,
        })
    }

    /// The kind of a stored node.
    pub fn of(node: &Node) -> Self {
        match node.kind {
            NodeKind::File { .. } => Self::File,
            NodeKind::Directory { .. } => Self::Directory,
            NodeKind::Symlink { .. } => Self::Symlink,
            NodeKind::Fifo => Self::Fifo,
            NodeKind::Socket => Self::Socket,
            NodeKind::CharDevice { .. } => Self::CharDevice,
            NodeKind::BlockDevice { .. } => Self::BlockDevice,
        }
    }
}

/// Tells one file from every other, also from a later one that was given the inode number of a removed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity {
    /// Number of the device.
    pub device: u64,
    /// Inode number on it.
    pub inode: u64,
    /// When it was made, where the file system knows.
    pub created: Option<Timestamp>,
}

/// The facts about a file, never those of a symbolic link's target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    /// What it is.
    pub kind: FileKind,
    /// Permission bits with setuid, setgid and sticky (07777).
    pub mode: u32,
    /// Owner's number.
    pub uid: u32,
    /// Group's number.
    pub gid: u32,
    /// Length in bytes.
    pub size: u64,
    /// Last change of the content.
    pub mtime: Timestamp,
    /// Last change of the inode.
    pub ctime: Timestamp,
    /// Last access.
    pub atime: Timestamp,
    /// When the inode was made, where the file system knows.
    pub created: Option<Timestamp>,
    /// Inode number.
    pub inode: u64,
    /// Number of the device that holds the inode.
    pub device: u64,
    /// Hard links to the inode.
    pub links: u64,
    /// Device number of a device file, 0 for anything else.
    pub rdev: u64,
    /// Allocated room in units of 512 bytes.
    pub blocks: u64,
    /// Whether another file system, or another part of this one, is mounted here (Linux 5.8 and later).
    pub mount_root: bool,
}

impl Stat {
    /// The file `path` names from `directory`, without following a symbolic link or mounting anything.
    ///
    /// A network file system is asked for fresh facts, as `stat` would be: stale ones would make a changed file
    /// look unchanged. For a local disk that costs nothing.
    pub(crate) fn at(directory: BorrowedFd<'_>, path: impl Arg) -> Result<Self, Errno> {
        Self::call(directory, path, AtFlags::SYMLINK_NOFOLLOW | AtFlags::NO_AUTOMOUNT)
    }

    /// The file that is open as `fd`.
    pub(crate) fn of(fd: BorrowedFd<'_>) -> Result<Self, Errno> {
        Self::call(fd, c"", AtFlags::EMPTY_PATH)
    }

    fn call(fd: BorrowedFd<'_>, path: impl Arg, flags: AtFlags) -> Result<Self, Errno> {
        let wanted = StatxFlags::BASIC_STATS | StatxFlags::BTIME;
        Self::from_statx(&rustix::fs::statx(fd, path, flags, wanted)?)
    }

    fn from_statx(stat: &Statx) -> Result<Self, Errno> {
        let mode = u32::from(stat.stx_mode);
        Ok(Self {
            kind: FileKind::from_file_type(FileType::from_raw_mode(mode)).ok_or(Errno::NOTSUP)?,
            mode: mode & 0o7777,
            uid: stat.stx_uid,
            gid: stat.stx_gid,
            size: stat.stx_size,
            mtime: timestamp(stat.stx_mtime),
            ctime: timestamp(stat.stx_ctime),
            atime: timestamp(stat.stx_atime),
            created: (stat.stx_mask & StatxFlags::BTIME.bits() != 0).then(|| timestamp(stat.stx_btime)),
            inode: stat.stx_ino,
            device: rustix::fs::makedev(stat.stx_dev_major, stat.stx_dev_minor),
            links: u64::from(stat.stx_nlink),
            rdev: rustix::fs::makedev(stat.stx_rdev_major, stat.stx_rdev_minor),
            blocks: stat.stx_blocks,
            mount_root: stat.stx_attributes.contains(StatxAttributes::MOUNT_ROOT),
        })
    }

    /// Which file it is.
    pub fn identity(&self) -> Identity {
        Identity { device: self.device, inode: self.inode, created: self.created }
    }

    /// Whether the content may differ from what it was when `earlier` was taken: another inode, another length or
    /// other times. Compared between the facts before and after a read it tells a torn copy.
    pub fn changed_since(&self, earlier: &Stat) -> bool {
        self.identity() != earlier.identity()
            || self.kind != earlier.kind
            || self.size != earlier.size
            || self.mtime != earlier.mtime
            || self.ctime != earlier.ctime
    }

    /// Whether less room is allocated than the length needs, so that looking for holes may pay.
    pub fn looks_sparse(&self) -> bool {
        self.kind == FileKind::File && self.blocks.saturating_mul(512) < self.size
    }
}

fn timestamp(time: StatxTimestamp) -> Timestamp {
    Timestamp { seconds: time.tv_sec, nanos: time.tv_nsec }
}
