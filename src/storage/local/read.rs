//! Gets and heads of a directory store.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::os::unix::fs::OpenOptionsExt;

use bytes::Bytes;

use super::buffers::Buffers;
use super::{Entry, Root};

pub(super) fn whole(root: &Root, key: &str) -> io::Result<Bytes> {
    let (file, data) = open(root, key)?;
    read(root, file, data.len())
}

/// The bytes, or the object's size if it does not hold them all.
pub(super) fn range(root: &Root, key: &str, range: &Range<u64>) -> io::Result<Result<Bytes, u64>> {
    let (mut file, data) = open(root, key)?;
    if range.end > data.len() {
        return Ok(Err(data.len()));
    }
    file.seek(SeekFrom::Start(range.start))?;
    read(root, file, range.end - range.start).map(Ok)
}

pub(super) fn tail(root: &Root, key: &str, length: u64) -> io::Result<(Bytes, u64)> {
    let (mut file, data) = open(root, key)?;
    let size = data.len();
    let length = length.min(size);
    file.seek(SeekFrom::Start(size - length))?;
    Ok((read(root, file, length)?, size))
}

pub(super) fn head(root: &Root, key: &str) -> io::Result<Entry> {
    let data = std::fs::symlink_metadata(root.object(key)).map_err(absent)?;
    if !data.is_file() {
        return Err(io::ErrorKind::NotFound.into());
    }
    Ok(Entry { key: key.to_owned(), size: data.len(), modified: data.modified()? })
}

/// Opens an object and nothing else: a link could lead anywhere, and a pipe would never answer.
fn open(root: &Root, key: &str) -> io::Result<(File, Metadata)> {
    let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK;
    let file = OpenOptions::new().read(true).custom_flags(flags).open(root.object(key)).map_err(absent)?;
    let data = file.metadata()?;
    if data.is_file() { Ok((file, data)) } else { Err(io::ErrorKind::NotFound.into()) }
}

/// A key below an object is as absent as any other.
fn absent(error: io::Error) -> io::Error {
    if error.raw_os_error() == Some(libc::ENOTDIR) { io::ErrorKind::NotFound.into() } else { error }
}

fn read(root: &Root, file: File, length: u64) -> io::Result<Bytes> {
    let capacity = usize::try_from(length).map_err(|_| io::ErrorKind::OutOfMemory)?;
    let mut bytes = root.buffers.take(capacity);
    file.take(length).read_to_end(&mut bytes)?;
    // Objects never shrink; the file was damaged while we read it.
    if bytes.len() < capacity {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Buffers::lend(&root.buffers, bytes))
}
