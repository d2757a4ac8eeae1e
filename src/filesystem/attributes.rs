//! Extended attributes, ACLs and capabilities of a file, whether it is open or only named.

use std::io::Write;

use rustix::fd::{AsRawFd, BorrowedFd};
use rustix::fs::XattrFlags;
use rustix::io::Errno;

use crate::model::node::Xattr;

/// Room tried first. The kernel allocates and zeroes as much as it is offered, so offering the most there can be
/// costs more than the call itself.
const USUAL: usize = 1024;

/// The kernel's limit for the list of names and for one value.
const LONGEST: usize = 64 * 1024;

/// A file whose attributes are read or written, reached without a path that could be bent.
#[derive(Clone, Copy)]
pub(crate) enum Handle<'a> {
    /// Open for reading or writing.
    Open(BorrowedFd<'a>),
    /// A name in a directory that is reached through `/proc/self/fd`. A link of that name is not followed.
    Named(&'a [u8]),
    /// The path of an O_PATH descriptor in `/proc/self/fd`, which leads to what was opened and no further.
    Descriptor(&'a [u8]),
}

/// Paths below `/proc/self/fd`, where calls without an `*at` form accept a descriptor. Buffer reused.
#[derive(Debug, Default)]
pub(crate) struct ProcPath(Vec<u8>);

impl ProcPath {
    /// The path of what `fd` was opened on, an O_PATH descriptor included.
    pub(crate) fn of(&mut self, fd: BorrowedFd<'_>) -> &[u8] {
        self.0.clear();
        // A Vec takes whatever is written.
        let _ = write!(self.0, "/proc/self/fd/{}", fd.as_raw_fd());
        &self.0
    }

    /// The path of `name` in the directory `fd`.
    pub(crate) fn below(&mut self, fd: BorrowedFd<'_>, name: &[u8]) -> &[u8] {
        self.of(fd);
        self.0.push(b'/');
        self.0.extend_from_slice(name);
        &self.0
    }
}

/// Reads attributes through two buffers made once.
#[derive(Debug, Default)]
pub(crate) struct AttributeReader {
    names: Vec<u8>,
    value: Vec<u8>,
}

impl AttributeReader {
    /// All attributes, sorted by name. `failed` is told which could not be read, and they are left out.
    pub(crate) fn read(
        &mut self,
        file: Handle<'_>,
        mut failed: impl FnMut(&[u8], Errno),
    ) -> Result<Vec<Xattr>, Errno> {
        let len = self.list(file)?;
        if len == 0 {
            return Ok(Vec::new());
        }
        let mut xattrs = Vec::new();
        for name in self.names[..len].split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
            match get_growing(file, name, &mut self.value) {
                Ok(len) => xattrs.push(Xattr { name: name.to_vec(), value: self.value[..len].to_vec() }),
                // Removed since it was listed.
                Err(Errno::NODATA) => {}
                Err(errno) => failed(name, errno),
            }
        }
        xattrs.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        Ok(xattrs)
    }

    /// Fills `names` and returns the length of the list.
    fn list(&mut self, file: Handle<'_>) -> Result<usize, Errno> {
        growing(&mut self.names, |names| match file {
            Handle::Open(fd) => rustix::fs::flistxattr(fd, names),
            Handle::Named(path) => rustix::fs::llistxattr(path, names),
            Handle::Descriptor(path) => rustix::fs::listxattr(path, names),
        })
    }
}

fn get_growing(file: Handle<'_>, name: &[u8], value: &mut Vec<u8>) -> Result<usize, Errno> {
    growing(value, |value| get(file, name, value))
}

/// Calls with the usual room, and with all that may be needed where that is too little.
fn growing(
    buffer: &mut Vec<u8>,
    mut call: impl FnMut(&mut [u8]) -> Result<usize, Errno>,
) -> Result<usize, Errno> {
    let mut room = USUAL;
    loop {
        if buffer.len() < room {
            buffer.resize(room, 0);
        }
        match call(&mut buffer[..room]) {
            // Some network file systems hold more than the kernel's own limit.
            Err(Errno::RANGE) if room < 16 * LONGEST => {
                room = if room < LONGEST { LONGEST } else { room * 4 }
            }
            result => return result,
        }
    }
}

fn get(file: Handle<'_>, name: &[u8], value: &mut [u8]) -> Result<usize, Errno> {
    match file {
        Handle::Open(fd) => rustix::fs::fgetxattr(fd, name, value),
        Handle::Named(path) => rustix::fs::lgetxattr(path, name, value),
        Handle::Descriptor(path) => rustix::fs::getxattr(path, name, value),
    }
}

/// Whether the attribute exists.
pub(crate) fn has(fd: BorrowedFd<'_>, name: &[u8]) -> bool {
    rustix::fs::fgetxattr_query(fd, name).is_ok()
}

/// Names of all attributes of the file.
pub(crate) fn names(file: Handle<'_>) -> Result<Vec<Vec<u8>>, Errno> {
    let mut reader = AttributeReader::default();
    let len = reader.list(file)?;
    Ok(reader.names[..len]
        .split(|byte| *byte == 0)
        .filter(|name| !name.is_empty())
        .map(<[u8]>::to_vec)
        .collect())
}

pub(crate) fn set(file: Handle<'_>, name: &[u8], value: &[u8]) -> Result<(), Errno> {
    match file {
        Handle::Open(fd) => rustix::fs::fsetxattr(fd, name, value, XattrFlags::empty()),
        Handle::Named(path) => rustix::fs::lsetxattr(path, name, value, XattrFlags::empty()),
        Handle::Descriptor(path) => rustix::fs::setxattr(path, name, value, XattrFlags::empty()),
    }
}

pub(crate) fn remove(file: Handle<'_>, name: &[u8]) -> Result<(), Errno> {
    match file {
        Handle::Open(fd) => rustix::fs::fremovexattr(fd, name),
        Handle::Named(path) => rustix::fs::lremovexattr(path, name),
        Handle::Descriptor(path) => rustix::fs::removexattr(path, name),
    }
}

/// Whether the attribute has just this value.
pub(crate) fn is(file: Handle<'_>, name: &[u8], value: &[u8]) -> bool {
    let mut found = vec![0; value.len() + 1];
    get(file, name, &mut found).is_ok_and(|len| found[..len] == *value)
}
