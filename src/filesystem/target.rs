//! The directory that is restored into, and everything below it. Nothing here follows a symbolic link inside.

use std::fmt;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::Arc;

use rustix::fd::AsFd;
use rustix::fs::{AtFlags, Mode, OFlags, openat};
use rustix::io::Errno;

use super::apply::{DEFAULT_ACL, MetadataWriter, Place};
use super::attributes::{self, ProcPath};
use super::directory::Directory;
use super::error::{Error, ErrorKind, Result, Warning};
use super::metadata::{MetadataReader, read_link};
use super::names::Names;
use super::read::SourceFile;
use super::stat::{FileKind, Stat};
use crate::model::node::{Node, NodeKind};

/// Begins the names of files and directories that a restore has not finished or a removal has not removed.
pub const TEMPORARY_PREFIX: &[u8] = b".sandyq-restore-";

/// The directory a restore writes into.
#[derive(Debug, Clone)]
pub struct Target {
    root: TargetDirectory,
}

/// A directory at or below the target. Cheap to clone; obtained only from the target or a parent, by one name after
/// the other, so no name however hostile and no link however quickly put in place leads out of the target.
#[derive(Clone)]
pub struct TargetDirectory {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) directory: Directory,
    /// New files inherit an ACL here, which is not the recorded one.
    pub(crate) inherits_acl: bool,
    /// Made by this restore.
    fresh: bool,
}

/// What of an existing file is not as the node says. All false: a restore has nothing to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Differences {
    /// It is of another kind, a link elsewhere or another device: it must be removed and made anew.
    pub kind: bool,
    /// A file's length.
    pub size: bool,
    /// Last change of the content: set last, so equal times vouch for a finished restore.
    pub mtime: bool,
    /// Permission bits.
    pub mode: bool,
    /// Owner or group.
    pub owner: bool,
    /// Extended attributes, ACLs or capabilities.
    pub xattrs: bool,
}

impl Differences {
    /// Whether there is any.
    pub fn any(&self) -> bool {
        *self != Self::default()
    }

    /// Whether the content has to be looked at.
    pub fn content_may_differ(&self) -> bool {
        self.kind || self.size || self.mtime
    }
}

impl Target {
    /// Opens the directory `path`, links in the path followed: whoever starts the restore names it. With `create` it
    /// and its parents are made where missing.
    ///
    /// # Errors
    /// When it does not exist, cannot be made or is not a directory.
    pub fn open(path: &Path, create: bool) -> Result<Self> {
        let bytes = path.as_os_str().as_bytes();
        if create {
            std::fs::create_dir_all(path)
                .map_err(|error| Error::new(bytes.to_vec(), "create directory", error))?;
        }
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let fd = openat(rustix::fs::CWD, path, flags, Mode::empty())
            .map_err(|errno| Error::new(bytes.to_vec(), "open directory", errno))?;
        Ok(Self { root: TargetDirectory::existing_directory(Directory::from_fd(fd, bytes.into())) })
    }

    /// The target itself.
    pub fn root(&self) -> &TargetDirectory {
        &self.root
    }

    /// Waits until everything written to the file system of the target is on its disk.
    ///
    /// # Errors
    /// When the disk failed to keep something.
    pub fn sync(&self) -> Result<()> {
        rustix::fs::syncfs(&self.root.inner.directory)
            .map_err(|errno| Error::new(self.root.path().to_vec(), "write to disk", errno))
    }
}

impl TargetDirectory {
    fn existing_directory(directory: Directory) -> Self {
        let inherits_acl = attributes::has(directory.as_fd(), DEFAULT_ACL);
        Self { inner: Arc::new(Inner { directory, inherits_acl, fresh: false }) }
    }

    /// Opens the directory `name` in this one.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when there is none, [`ErrorKind::Replaced`] when it is something else, a symbolic link
    /// to a directory among that.
    pub fn open_child(&self, name: &[u8]) -> Result<Self> {
        self.check_name(name, "open directory")?;
        let child = match self.inner.directory.open_child(name) {
            Err(error) if error.errno() == Some(Errno::ACCESS) => self.open_own_child(name, error)?,
            result => result?,
        };
        Ok(Self::existing_directory(child))
    }

    /// Opens a directory whose owner, who we are, took the right to read it away: as a former restore may have.
    fn open_own_child(&self, name: &[u8], denied: Error) -> Result<Directory> {
        let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let Ok(fd) = openat(&self.inner.directory, name, flags, Mode::empty()) else { return Err(denied) };
        let mut proc_path = ProcPath::default();
        if rustix::fs::chmodat(rustix::fs::CWD, proc_path.of(fd.as_fd()), Mode::RWXU, AtFlags::empty())
            .is_err()
        {
            return Err(denied);
        }
        self.inner.directory.open_child(name)
    }

    /// Makes the directory `name`, for its owner only until [`TargetDirectory::finish_directory`].
    ///
    /// # Errors
    /// [`ErrorKind::Exists`] when there is something of that name.
    pub fn create_child(&self, name: &[u8]) -> Result<Self> {
        self.check_name(name, "create directory")?;
        rustix::fs::mkdirat(&self.inner.directory, name, Mode::RWXU)
            .map_err(|errno| self.error(name, "create directory", errno))?;
        let directory = self.inner.directory.open_child(name)?;
        // A new directory has a default ACL only from the one it is in.
        let inherits_acl = self.inner.inherits_acl && attributes::has(directory.as_fd(), DEFAULT_ACL);
        Ok(Self { inner: Arc::new(Inner { directory, inherits_acl, fresh: true }) })
    }

    /// Opens the directory `name`, making it if there is none. The second value tells whether it was made.
    ///
    /// # Errors
    /// [`ErrorKind::Replaced`] when something else has that name.
    pub fn open_or_create_child(&self, name: &[u8]) -> Result<(Self, bool)> {
        match self.create_child(name) {
            Err(error) if error.kind() == ErrorKind::Exists => Ok((self.open_child(name)?, false)),
            result => Ok((result?, true)),
        }
    }

    /// Where the directory was when it was opened, for messages.
    pub fn path(&self) -> &[u8] {
        self.inner.directory.path()
    }

    /// The path of `name` in this directory, for messages.
    pub fn path_of(&self, name: &[u8]) -> Vec<u8> {
        self.inner.directory.path_of(name)
    }

    /// The directory for reading.
    pub fn as_directory(&self) -> &Directory {
        &self.inner.directory
    }

    /// The names in the directory.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn names(&self) -> Result<Names> {
        self.inner.directory.names()
    }

    /// The facts about what has that name now, if anything does.
    ///
    /// # Errors
    /// When that cannot be found out.
    pub fn existing(&self, name: &[u8]) -> Result<Option<Stat>> {
        self.check_name(name, "stat")?;
        match self.inner.directory.stat(name) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            result => result.map(Some),
        }
    }

    /// Opens an existing regular file for reading, to compare it with what would be restored.
    ///
    /// # Errors
    /// As [`SourceFile::open`].
    pub fn read(&self, name: &[u8], existing: &Stat) -> Result<SourceFile> {
        self.check_name(name, "open")?;
        SourceFile::open(&self.inner.directory, name, existing)
    }

    /// Compares what exists under the node's name, of which `existing` was just taken, with the node as `writer`
    /// would set it. Content is judged by length and time alone.
    ///
    /// # Errors
    /// When a symbolic link or the attributes cannot be read.
    pub fn differences(
        &self,
        existing: &Stat,
        node: &Node,
        writer: &MetadataWriter,
        reader: &mut MetadataReader,
    ) -> Result<Differences> {
        self.check_name(&node.name, "compare")?;
        let kind = existing.kind != FileKind::of(node)
            || match &node.kind {
                NodeKind::Symlink { target } => read_link(&self.inner.directory, &node.name)? != *target,
                NodeKind::CharDevice { device } | NodeKind::BlockDevice { device } => {
                    existing.rdev != *device
                }
                _ => false,
            };
        if kind {
            return Ok(Differences { kind, ..Differences::default() });
        }
        let (uid, gid) = writer.owner_of(node);
        Ok(Differences {
            kind,
            size: existing.kind == FileKind::File && existing.size != node.size(),
            mtime: existing.mtime != node.mtime,
            mode: existing.kind != FileKind::Symlink && existing.mode != node.mode & 0o7777,
            owner: uid.is_some_and(|uid| uid != existing.uid) || gid.is_some_and(|gid| gid != existing.gid),
            xattrs: writer.options().xattrs && self.xattrs_differ(existing, node, reader)?,
        })
    }

    fn xattrs_differ(&self, existing: &Stat, node: &Node, reader: &mut MetadataReader) -> Result<bool> {
        let mut problems = Vec::new();
        let found = reader.named_xattrs(&self.inner.directory, &node.name, existing, &mut problems)?;
        problems.pop().map_or(Ok(found != node.xattrs), Err)
    }

    /// Sets owner, mode, attributes and times of what has the node's name and is of its kind.
    ///
    /// # Errors
    /// [`ErrorKind::Replaced`] when it is of another kind; [`ErrorKind::Full`] when the disk is.
    pub fn apply(&self, node: &Node, writer: &MetadataWriter) -> Result<Vec<Warning>> {
        self.apply_to(&node.name, node, writer, false)
    }

    pub(crate) fn apply_to(
        &self,
        name: &[u8],
        node: &Node,
        writer: &MetadataWriter,
        fresh: bool,
    ) -> Result<Vec<Warning>> {
        self.check_name(name, "set the metadata of")?;
        let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let fd = openat(&self.inner.directory, name, flags, Mode::empty())
            .map_err(|errno| self.error(name, "open", errno))?;
        let place = Place { fd: fd.as_fd(), only_path: true, fresh, inherits_acl: self.inner.inherits_acl };
        writer.apply(&place, node, || self.path_of(name))
    }

    /// Lets this user change what is in the directory, which a former restore may have left without that right;
    /// [`TargetDirectory::finish_directory`] sets the recorded mode again. For root there is nothing to do.
    ///
    /// # Errors
    /// [`ErrorKind::Denied`] when the directory is somebody else's.
    pub fn make_writable(&self) -> Result<()> {
        let directory = &self.inner.directory;
        let mode = directory.stat_self()?.mode;
        if mode & 0o700 == 0o700 || rustix::process::geteuid().is_root() {
            return Ok(());
        }
        rustix::fs::fchmod(directory, Mode::from_raw_mode(mode | 0o700))
            .map_err(|errno| Error::new(self.path().to_vec(), "make writable", errno))
    }

    /// Sets this directory's owner, mode, attributes and times. To be called when everything in it is finished, the
    /// deepest directories first: each later change would set the time anew.
    ///
    /// # Errors
    /// [`ErrorKind::Full`] when the disk is full.
    pub fn finish_directory(&self, node: &Node, writer: &MetadataWriter) -> Result<Vec<Warning>> {
        // A directory this restore made may have inherited an ACL; looking is cheaper than knowing.
        let place = Place {
            fd: self.inner.directory.as_fd(),
            only_path: false,
            fresh: self.inner.fresh && !self.inner.inherits_acl,
            inherits_acl: false,
        };
        writer.apply(&place, node, || self.path().to_vec())
    }

    /// Gives the file `from_name` a second name.
    ///
    /// # Errors
    /// [`ErrorKind::Exists`] when that name is taken.
    pub fn hard_link(from: &Self, from_name: &[u8], to: &Self, to_name: &[u8]) -> Result<()> {
        from.check_name(from_name, "link")?;
        to.check_name(to_name, "link")?;
        rustix::fs::linkat(&from.inner.directory, from_name, &to.inner.directory, to_name, AtFlags::empty())
            .map_err(|errno| to.error(to_name, "create hard link", errno))
    }

    /// Refuses what is no name, before any call could take it for a path.
    pub(crate) fn check_name(&self, name: &[u8], during: &'static str) -> Result<()> {
        if matches!(name, b"" | b"." | b"..") || name.iter().any(|byte| matches!(byte, b'/' | 0)) {
            return Err(Error::invalid(self.path_of(name), during, "not a valid file name"));
        }
        Ok(())
    }

    pub(crate) fn error(&self, name: &[u8], during: &'static str, errno: Errno) -> Error {
        self.inner.directory.error(name, during, errno)
    }
}

impl fmt::Debug for TargetDirectory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TargetDirectory({})", super::error::Escaped(self.path()))
    }
}

/// A name no other process chooses, for what is not finished.
pub(crate) fn temporary_name() -> std::result::Result<Vec<u8>, Errno> {
    let mut random = [0; 8];
    getrandom::fill(&mut random).map_err(|_| Errno::IO)?;
    let mut name = TEMPORARY_PREFIX.to_vec();
    name.extend_from_slice(crate::model::id::to_hex(&random).as_bytes());
    Ok(name)
}

/// Whether `name` was made by a restore for something unfinished.
pub fn is_temporary(name: &[u8]) -> bool {
    name.strip_prefix(TEMPORARY_PREFIX).is_some_and(|rest| {
        rest.len() == 16 && rest.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}
