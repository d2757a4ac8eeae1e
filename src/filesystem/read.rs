//! Reading regular files.

use std::fmt;
use std::num::NonZeroU64;
use std::ops::Range;
use std::sync::Arc;

use rustix::buffer::spare_capacity;
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::{Advice, CWD, Mode, OFlags, SeekFrom, openat};
use rustix::io::Errno;

use super::attributes::ProcPath;
use super::directory::{Directory, join, open_quietly};
use super::error::{Error, Result};
use super::stat::{FileKind, Stat};

const FLAGS: OFlags = OFlags::RDONLY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC)
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY);

/// A regular file open for reading. It may be read by several threads, and outlives the directory it was opened in.
pub struct SourceFile {
    fd: OwnedFd,
    directory: Arc<[u8]>,
    name: Box<[u8]>,
}

/// What reading a small file came to.
#[derive(Debug, Clone, Copy)]
pub struct SmallFile {
    /// The facts after the last byte was read.
    pub stat: Stat,
    /// Bytes appended to the buffer.
    pub len: usize,
    /// The file was changed between the facts the caller had and the last byte: the bytes may be torn.
    pub changed: bool,
}

impl SourceFile {
    /// Opens the regular file `name`, of which `expected` was just taken.
    ///
    /// # Errors
    /// [`super::ErrorKind::NotFound`] when it vanished, [`super::ErrorKind::Replaced`] when another file has its
    /// name now, [`super::ErrorKind::Denied`] when it may not be read.
    pub fn open(directory: &Directory, name: &[u8], expected: &Stat) -> Result<Self> {
        let file = Self::open_unchecked(directory, name)?;
        let stat = file.stat()?;
        if stat.kind != FileKind::File || stat.identity() != expected.identity() {
            return Err(file.replaced());
        }
        Ok(file)
    }

    /// Opens `name` without asking what it is, for [`SourceFile::read_all`] asks that anyway. Nothing else may be
    /// done with the file before.
    ///
    /// # Errors
    /// As [`SourceFile::open`], except that another file may go unnoticed.
    pub fn open_unchecked(directory: &Directory, name: &[u8]) -> Result<Self> {
        let fd = open_regular(directory, name)?;
        Ok(Self { fd, directory: directory.shared_path(), name: name.into() })
    }

    /// Appends all of a small file to `buffer` with four system calls, open and close among them.
    ///
    /// # Errors
    /// As [`SourceFile::open`] and [`SourceFile::read_all`].
    pub fn read_small(
        directory: &Directory,
        name: &[u8],
        expected: &Stat,
        buffer: &mut Vec<u8>,
    ) -> Result<SmallFile> {
        Self::open_unchecked(directory, name)?.read_all(expected, buffer)
    }

    /// Appends the whole file to `buffer`, from where [`SourceFile::read`] would read on, and makes sure it is the
    /// regular file of which `expected` was taken. A file that grew is cut at the length `expected` says, a file that
    /// shrank ends where it ends; both count as changed. No memory is zeroed first.
    ///
    /// # Errors
    /// When reading fails, and [`super::ErrorKind::Replaced`] when it is another file; `buffer` is then as it was.
    pub fn read_all(&self, expected: &Stat, buffer: &mut Vec<u8>) -> Result<SmallFile> {
        let start = buffer.len();
        let result = self.append_to(buffer, expected);
        if result.is_err() {
            buffer.truncate(start);
        }
        result
    }

    fn append_to(&self, buffer: &mut Vec<u8>, expected: &Stat) -> Result<SmallFile> {
        let size = usize::try_from(expected.size)
            .map_err(|_| Error::invalid(self.path(), "read", "too large to be read as a whole"))?;
        let start = buffer.len();
        // One byte more than expected: the read that leaves it empty has met the end.
        buffer.reserve(size.saturating_add(1));
        while buffer.len() - start < size {
            match retry(|| rustix::io::read(&self.fd, spare_capacity(buffer))) {
                Ok(0) => break,
                Ok(_) => {}
                Err(errno) => return Err(self.error("read", errno)),
            }
        }
        let len = buffer.len() - start;
        buffer.truncate(start + size.min(len));
        // Taken after reading: equal to what was expected, it vouches for the bytes and for the file at once.
        let stat = self.stat()?;
        if stat.kind != FileKind::File || stat.identity() != expected.identity() {
            return Err(self.replaced());
        }
        Ok(SmallFile { stat, len: size.min(len), changed: len != size || stat.changed_since(expected) })
    }

    /// The facts about the open file now.
    ///
    /// # Errors
    /// Practically never, the file being open.
    pub fn stat(&self) -> Result<Stat> {
        Stat::of(self.fd.as_fd()).map_err(|errno| self.error("stat", errno))
    }

    /// Whether the file was changed since `earlier` was taken.
    ///
    /// # Errors
    /// As [`SourceFile::stat`].
    pub fn changed_since(&self, earlier: &Stat) -> Result<bool> {
        Ok(self.stat()?.changed_since(earlier))
    }

    /// Reads on from where the last `read` ended; 0 at the end.
    ///
    /// # Errors
    /// When the disk or the network fails.
    pub fn read(&self, buffer: &mut [u8]) -> Result<usize> {
        retry(|| rustix::io::read(&self.fd, &mut *buffer)).map_err(|errno| self.error("read", errno))
    }

    /// Reads from `offset`, as much as there is at once; 0 at the end.
    ///
    /// # Errors
    /// When the disk or the network fails.
    pub fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize> {
        retry(|| rustix::io::pread(&self.fd, &mut *buffer, offset)).map_err(|errno| self.error("read", errno))
    }

    /// Reads from `offset` until `buffer` is full or the file ends; returns how much that was.
    ///
    /// # Errors
    /// When the disk or the network fails.
    pub fn read_full_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize> {
        let mut len = 0;
        while len < buffer.len() {
            match self.read_at(offset + len as u64, &mut buffer[len..])? {
                0 => break,
                read => len += read,
            }
        }
        Ok(len)
    }

    /// The first run of data at or after `offset`; the bytes between are zeros of a hole. `None` when only a hole
    /// follows, or nothing. Moves the place where [`SourceFile::read`] reads on.
    ///
    /// # Errors
    /// When the disk or the network fails.
    pub fn next_data(&self, offset: u64) -> Result<Option<Range<u64>>> {
        let start = match rustix::fs::seek(&self.fd, SeekFrom::Data(offset)) {
            Ok(start) => start,
            Err(Errno::NXIO) => return Ok(None),
            // A file system without holes: all of it is data.
            Err(Errno::INVAL | Errno::OPNOTSUPP) => {
                let size = self.stat()?.size;
                return Ok((offset < size).then_some(offset..size));
            }
            Err(errno) => return Err(self.error("look for holes in", errno)),
        };
        match rustix::fs::seek(&self.fd, SeekFrom::Hole(start)) {
            // A file that is truncated meanwhile may answer with a hole right there.
            Ok(end) if end > start => Ok(Some(start..end)),
            Ok(_) | Err(Errno::NXIO) => Ok(None),
            Err(errno) => Err(self.error("look for holes in", errno)),
        }
    }

    /// The runs of data of a file whose facts are `stat`, in order; what lies between is zeros. Asks for holes
    /// only where the file has less room allocated than its length needs. Every run takes 16 bytes; a walk with
    /// [`SourceFile::next_data`] takes none.
    ///
    /// # Errors
    /// When the disk or the network fails.
    pub fn extents(&self, stat: &Stat) -> Result<Vec<Range<u64>>> {
        if stat.size == 0 {
            return Ok(Vec::new());
        }
        if !stat.looks_sparse() {
            return Ok(std::iter::once(0..stat.size).collect());
        }
        let mut runs = Vec::new();
        let mut offset = 0;
        while let Some(run) = self.next_data(offset)? {
            if run.start >= stat.size {
                break;
            }
            offset = run.end;
            runs.push(run.start..run.end.min(stat.size));
        }
        Ok(runs)
    }

    /// Asks the kernel to read ahead further than usual.
    pub fn advise_sequential(&self) {
        // Advice that is not taken costs nothing but time.
        let _ = rustix::fs::fadvise(&self.fd, 0, None, Advice::Sequential);
    }

    /// Lets the kernel forget what was read, so that a backup does not push out what the host works with.
    pub fn drop_cached(&self, range: Range<u64>) {
        if let Some(len) = NonZeroU64::new(range.end.saturating_sub(range.start)) {
            // As above.
            let _ = rustix::fs::fadvise(&self.fd, range.start, Some(len), Advice::DontNeed);
        }
    }

    /// The file's name in its directory.
    pub fn name(&self) -> &[u8] {
        &self.name
    }

    /// The file's path, for messages.
    pub fn path(&self) -> Vec<u8> {
        join(&self.directory, &self.name)
    }

    fn error(&self, during: &'static str, errno: Errno) -> Error {
        Error::new(self.path(), during, errno)
    }

    fn replaced(&self) -> Error {
        Error::replaced(self.path(), "open", "another file has taken its place")
    }
}

impl AsFd for SourceFile {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

impl fmt::Debug for SourceFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceFile({})", super::error::Escaped(&self.path()))
    }
}

/// Opens without waiting for the other end of a pipe, should one have taken the file's name.
fn open_regular(directory: &Directory, name: &[u8]) -> Result<OwnedFd> {
    match open_quietly(directory.as_fd(), name, FLAGS) {
        // Someone holds a lease on the file (Samba does) and is asked to give it up, for which we may wait.
        Err(Errno::AGAIN) => open_leased(directory, name),
        result => result,
    }
    .map_err(|errno| directory.error(name, "open", errno))
}

fn open_leased(directory: &Directory, name: &[u8]) -> std::result::Result<OwnedFd, Errno> {
    let fd = openat(directory, name, OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty())?;
    if Stat::of(fd.as_fd())?.kind != FileKind::File {
        return Err(Errno::LOOP);
    }
    open_quietly(CWD, ProcPath::default().of(fd.as_fd()), OFlags::RDONLY | OFlags::CLOEXEC)
}

/// Repeats a call that a signal interrupted.
pub(crate) fn retry<T>(
    mut call: impl FnMut() -> std::result::Result<T, Errno>,
) -> std::result::Result<T, Errno> {
    loop {
        match call() {
            Err(Errno::INTR) => {}
            result => return result,
        }
    }
}
