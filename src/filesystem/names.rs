//! The names in a directory, in order.

use std::cell::RefCell;
use std::ffi::CStr;
use std::fmt;

use rustix::fd::BorrowedFd;
use rustix::fs::{RawDir, SeekFrom};
use rustix::io::Errno;

use super::stat::FileKind;

/// One name in a directory.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Name<'a> {
    /// The name's bytes: anything but `/` and NUL.
    pub bytes: &'a [u8],
    /// What the listing says it is; some file systems leave that to `stat`.
    pub kind: Option<FileKind>,
}

impl fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", super::error::Escaped(self.bytes))
    }
}

/// All names of a directory, sorted by their bytes. They lie in one buffer: a million of them is two allocations.
#[derive(Default)]
pub struct Names {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
}

/// Sixteen bytes, and those eight of the name among them that follow what all names begin with: sorting hardly ever
/// looks into the buffer.
#[derive(Clone, Copy)]
struct Entry {
    prefix: u64,
    offset: u32,
    len: u16,
    kind: Option<FileKind>,
}

/// Room for what one call of getdents64 returns: fewer calls for large directories, and it stays in cache.
const BUFFER: usize = 128 * 1024;

thread_local! {
    static LISTING: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

impl Names {
    /// Reads all names of an open directory, from its start.
    pub(crate) fn read(directory: BorrowedFd<'_>) -> Result<Self, Errno> {
        LISTING.with_borrow_mut(|listing| {
            listing.clear();
            listing.reserve_exact(BUFFER);
            rustix::fs::seek(directory, SeekFrom::Start(0))?;
            let mut raw = RawDir::new(directory, listing.spare_capacity_mut());
            let mut names = Self::default();
            while let Some(entry) = raw.next() {
                match entry {
                    Ok(entry) => {
                        names.push(entry.file_name(), FileKind::from_file_type(entry.file_type()))?;
                    }
                    // A directory that was removed while it is read has no names left.
                    Err(Errno::NOENT) => break,
                    Err(errno) => return Err(errno),
                }
            }
            names.sort();
            Ok(names)
        })
    }

    fn push(&mut self, name: &CStr, kind: Option<FileKind>) -> Result<(), Errno> {
        let name = name.to_bytes();
        // A hostile file system (FUSE, a network) may list what is no name; the kernel lets most of it through.
        if matches!(name, b"" | b"." | b"..") || name.contains(&b'/') {
            return Ok(());
        }
        self.entries.push(Entry {
            prefix: 0,
            offset: u32::try_from(self.bytes.len()).map_err(|_| Errno::OVERFLOW)?,
            len: u16::try_from(name.len()).map_err(|_| Errno::NAMETOOLONG)?,
            kind,
        });
        self.bytes.extend_from_slice(name);
        Ok(())
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        let Some(first) = self.entries.first().map(|entry| name_of(bytes, entry)) else { return };
        let common = self.entries.iter().fold(first.len(), |common, entry| {
            let same = first[..common].iter().zip(name_of(bytes, entry)).take_while(|(a, b)| a == b);
            same.count()
        });
        for entry in &mut self.entries {
            let rest = &name_of(bytes, entry)[common..];
            let mut prefix = [0; 8];
            let known = rest.len().min(8);
            prefix[..known].copy_from_slice(&rest[..known]);
            entry.prefix = u64::from_be_bytes(prefix);
        }
        // No name holds NUL, so the padding of a short one sorts it first, as its bytes do.
        self.entries.sort_unstable_by(|a, b| {
            a.prefix.cmp(&b.prefix).then_with(|| name_of(bytes, a).cmp(name_of(bytes, b)))
        });
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the directory is empty.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The `index`-th name in order.
    pub fn get(&self, index: usize) -> Option<Name<'_>> {
        self.entries.get(index).map(|entry| self.name(entry))
    }

    /// The names in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Name<'_>> + DoubleEndedIterator {
        self.entries.iter().map(|entry| self.name(entry))
    }

    /// Whether `name` is among them.
    pub fn contains(&self, name: &[u8]) -> bool {
        self.entries.binary_search_by(|entry| name_of(&self.bytes, entry).cmp(name)).is_ok()
    }

    fn name(&self, entry: &Entry) -> Name<'_> {
        Name { bytes: name_of(&self.bytes, entry), kind: entry.kind }
    }
}

fn name_of<'a>(bytes: &'a [u8], entry: &Entry) -> &'a [u8] {
    let start = entry.offset as usize;
    &bytes[start..start + usize::from(entry.len)]
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::CString;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn names_come_sorted_by_bytes_and_complete(mut given in prop::collection::vec(
            prop::collection::vec(1u8..=255, 1..24), 0..200,
        ), common in prop::collection::vec(1u8..=255, 0..12)) {
            given.iter_mut().for_each(|name| name.splice(..0, common.iter().copied()).for_each(drop));
            given.retain(|name| !name.contains(&b'/') && !matches!(name.as_slice(), b"." | b".."));
            let mut names = Names::default();
            for name in &given {
                names.push(&CString::new(name.clone()).unwrap(), Some(FileKind::File)).unwrap();
            }
            names.sort();
            given.sort();
            prop_assert!(names.iter().map(|name| name.bytes).eq(given.iter().map(Vec::as_slice)));
            prop_assert!(given.iter().all(|name| names.contains(name)));
        }
    }

    #[test]
    fn what_is_no_name_is_left_out() {
        let mut names = Names::default();
        for name in [c"", c".", c"..", c"a/b", c"...", c"a"] {
            names.push(name, None).unwrap();
        }
        names.sort();
        assert_eq!(names.iter().map(|name| name.bytes).collect::<Vec<_>>(), [&b"..."[..], b"a"]);
        assert_eq!(size_of::<Entry>(), 16);
    }
}
