//! An open directory: the only way to reach a file, so that no path can be bent while it is walked.

use std::fmt;
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path};
use std::sync::Arc;

use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::{CWD, Mode, OFlags, openat};
use rustix::io::Errno;
use rustix::path::Arg;

use super::error::{Error, Result};
use super::names::Names;
use super::stat::{Identity, Stat};

/// An open directory. Files in it are named relative to it, so paths of any length work and a directory that is
/// swapped for a symbolic link meanwhile leads nowhere.
pub struct Directory {
    fd: OwnedFd,
    path: Arc<[u8]>,
}

const FLAGS: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC)
    .union(OFlags::NONBLOCK);

impl Directory {
    /// Opens the directory that `path` names. Links on the way are followed, a link at its end is not (unless the
    /// path ends in a slash, as everywhere).
    ///
    /// # Errors
    /// When there is none or it may not be read; [`super::ErrorKind::Replaced`] when it is not a directory.
    pub fn open(path: &Path) -> Result<Self> {
        let bytes = path.as_os_str().as_bytes();
        let fd = match open_directory(CWD, path) {
            Err(Errno::NAMETOOLONG) => open_in_steps(path),
            result => result,
        };
        let fd = fd.map_err(|errno| Error::new(bytes.to_vec(), "open directory", errno))?;
        Ok(Self { fd, path: bytes.into() })
    }

    pub(crate) fn from_fd(fd: OwnedFd, path: Arc<[u8]>) -> Self {
        Self { fd, path }
    }

    /// Opens the directory `name` in this one. A symbolic link of that name is refused.
    ///
    /// # Errors
    /// When there is none or it may not be read; [`super::ErrorKind::Replaced`] when it is not a directory.
    pub fn open_child(&self, name: &[u8]) -> Result<Self> {
        let fd = open_directory(self.fd.as_fd(), name)
            .map_err(|errno| self.error(name, "open directory", errno))?;
        Ok(Self { fd, path: self.path_of(name).into() })
    }

    /// Opens the directory this one lies in, if that is still `expected`. A walk of great depth closes the
    /// directories it will come back to, for there are only so many descriptors.
    ///
    /// # Errors
    /// When it cannot be opened; [`super::ErrorKind::Replaced`] when this directory was moved meanwhile.
    pub fn open_parent(&self, expected: Identity) -> Result<Self> {
        let end = self.path.iter().rposition(|byte| *byte == b'/').unwrap_or(0);
        let path = &self.path[..end];
        let fd = open_directory(self.fd.as_fd(), c"..")
            .map_err(|errno| Error::new(path.to_vec(), "open directory", errno))?;
        let parent = Self { fd, path: path.into() };
        if parent.stat_self()?.identity() != expected {
            return Err(Error::replaced(path.to_vec(), "open directory", "a directory below it was moved"));
        }
        Ok(parent)
    }

    /// Where the directory was when it was opened, for messages.
    pub fn path(&self) -> &[u8] {
        &self.path
    }

    /// The path of `name` in this directory, for messages.
    pub fn path_of(&self, name: &[u8]) -> Vec<u8> {
        join(&self.path, name)
    }

    pub(crate) fn shared_path(&self) -> Arc<[u8]> {
        Arc::clone(&self.path)
    }

    /// The names in the directory, sorted by their bytes, without `.` and `..`.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn names(&self) -> Result<Names> {
        Names::read(self.fd.as_fd()).map_err(|errno| Error::new(self.path.to_vec(), "read directory", errno))
    }

    /// The facts about the file `name`, not following a symbolic link.
    ///
    /// # Errors
    /// [`super::ErrorKind::NotFound`] when it vanished.
    pub fn stat(&self, name: &[u8]) -> Result<Stat> {
        Stat::at(self.fd.as_fd(), name).map_err(|errno| self.error(name, "stat", errno))
    }

    /// The facts about the directory itself.
    ///
    /// # Errors
    /// Practically never, the directory being open.
    pub fn stat_self(&self) -> Result<Stat> {
        Stat::of(self.fd.as_fd()).map_err(|errno| Error::new(self.path.to_vec(), "stat", errno))
    }

    pub(crate) fn error(&self, name: &[u8], during: &'static str, errno: Errno) -> Error {
        Error::new(self.path_of(name), during, errno)
    }
}

impl AsFd for Directory {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

impl fmt::Debug for Directory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Directory({})", super::error::Escaped(&self.path))
    }
}

/// The path of `name` in the directory `path`.
pub(crate) fn join(path: &[u8], name: &[u8]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(path.len() + 1 + name.len());
    joined.extend_from_slice(path);
    if !joined.ends_with(b"/") && !joined.is_empty() {
        joined.push(b'/');
    }
    joined.extend_from_slice(name);
    joined
}

/// Opens without touching the access time where that is allowed, which it is to owners and root only.
pub(crate) fn open_quietly(
    parent: BorrowedFd<'_>,
    name: impl Arg + Copy,
    flags: OFlags,
) -> std::result::Result<OwnedFd, Errno> {
    loop {
        match openat(parent, name, flags | OFlags::NOATIME, Mode::empty()) {
            Err(Errno::PERM) => match openat(parent, name, flags, Mode::empty()) {
                Err(Errno::INTR) => {}
                result => return result,
            },
            Err(Errno::INTR) => {}
            result => return result,
        }
    }
}

fn open_directory(parent: BorrowedFd<'_>, name: impl Arg + Copy) -> std::result::Result<OwnedFd, Errno> {
    open_quietly(parent, name, FLAGS)
}

/// Opens a path longer than the system takes in one call, one component after the other.
fn open_in_steps(path: &Path) -> std::result::Result<OwnedFd, Errno> {
    let mut directory: Option<OwnedFd> = None;
    let mut components = path.components().peekable();
    while let Some(component) = components.next() {
        let name = match component {
            Component::RootDir => "/".as_ref(),
            Component::CurDir => ".".as_ref(),
            component => component.as_os_str(),
        };
        let parent = directory.as_ref().map_or(CWD, AsFd::as_fd);
        let opened = if components.peek().is_some() {
            openat(parent, name, OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?
        } else {
            open_directory(parent, name)?
        };
        directory = Some(opened);
    }
    directory.ok_or(Errno::NOENT)
}
