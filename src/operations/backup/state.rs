//! The state file of a source: what the last snapshot saw of every entry, so that an unchanged tree is backed up
//! without reading a file or asking the store, even by a host that cannot read its own snapshots.
//!
//! Directories lie in the file after the directories below them. A directory is a list of segments of entries in order
//! of their names; its entry in the directory above says where that list is. Both the walk and the assembly of the new
//! tree move through it with a cursor of their own.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use minicbor::{Decode, Encode};

use crate::codec::secret::Secret;
use crate::filesystem::{FileKind, Stat};
use crate::model::id::{PageId, SessionId};
use crate::model::measures::Reasons;
use crate::model::node::Totals;
use crate::model::time::Timestamp;
use crate::repository::hints::PlainLocation;
use crate::repository::paged_file::{Damaged, FOOTER, PagedFile, PagedWriter};
use crate::repository::{Repository, Result, object};

use super::judge::Remembered;

const MAGIC: u64 = u64::from_be_bytes(*b"sq-state");
/// Entries are written and read in pieces of about this many bytes.
const SEGMENT: usize = 64 << 10;
/// Fixed bytes of an entry: kind, inode, size, mtime, ctime, place of a directory, lengths of name and node.
const FIXED: usize = 1 + 8 + 8 + 12 + 12 + 8 + 2 + 4;

/// What the state was taken of.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct StateOf {
    /// The snapshot it belongs to.
    #[n(0)]
    pub session: SessionId,
    /// When that backup began. An entry changed after that may have changed again unnoticed.
    #[n(1)]
    pub started: Timestamp,
    /// First page of its tree.
    #[n(2)]
    pub tree: Option<PageId>,
    /// Where that page lies, if that is known.
    #[n(6)]
    pub tree_at: Option<PlainLocation>,
    /// What that tree holds.
    #[n(4)]
    pub totals: Totals,
    /// What earlier backups measured, and this one, the oldest first. `None` from programs that did not measure.
    #[n(5)]
    pub past: Option<Vec<Remembered>>,
    /// Host, paths and exclusions, hashed: another source has another state.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub source: [u8; 16],
}

/// What decides whether an entry is unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint {
    /// What it is.
    pub kind: u8,
    /// Inode number.
    pub inode: u64,
    /// Length in bytes.
    pub size: u64,
    /// Last change of the content.
    pub mtime: Timestamp,
    /// Last change of the inode.
    pub ctime: Timestamp,
}

impl From<&Stat> for Fingerprint {
    fn from(stat: &Stat) -> Self {
        // The length of a directory is the file system's own affair.
        let size = if stat.kind == FileKind::Directory { 0 } else { stat.size };
        Self { kind: stat.kind as u8, inode: stat.inode, size, mtime: stat.mtime, ctime: stat.ctime }
    }
}

/// Writes a state file while the tree is assembled.
#[derive(Debug)]
pub struct StateWriter {
    file: PagedWriter,
}

/// The entries of one directory on their way into the state file.
#[derive(Debug, Default)]
pub struct StateDirectory {
    buffer: Vec<u8>,
    segments: Vec<(u64, u32)>,
}

impl StateWriter {
    /// Begins the state file `path`.
    pub fn create(path: &Path, secret: &Secret) -> Result<Self> {
        Ok(Self { file: PagedWriter::create(path, secret)? })
    }

    /// Adds an entry. `child` is what `finish_directory` gave for a directory, 0 for anything else.
    pub fn push(
        &mut self,
        directory: &mut StateDirectory,
        name: &[u8],
        fingerprint: &Fingerprint,
        child: u64,
        node: &[u8],
    ) -> Result<()> {
        let out = &mut directory.buffer;
        out.push(fingerprint.kind);
        out.extend_from_slice(&fingerprint.inode.to_le_bytes());
        out.extend_from_slice(&fingerprint.size.to_le_bytes());
        for time in [fingerprint.mtime, fingerprint.ctime] {
            out.extend_from_slice(&time.seconds.to_le_bytes());
            out.extend_from_slice(&time.nanos.to_le_bytes());
        }
        out.extend_from_slice(&child.to_le_bytes());
        out.extend_from_slice(&(name.len() as u16).to_le_bytes());
        out.extend_from_slice(&(node.len() as u32).to_le_bytes());
        out.extend_from_slice(name);
        out.extend_from_slice(node);
        if directory.buffer.len() >= SEGMENT { self.flush(directory) } else { Ok(()) }
    }

    fn flush(&mut self, directory: &mut StateDirectory) -> Result<()> {
        directory.segments.push((self.file.position(), directory.buffer.len() as u32));
        self.file.write(&directory.buffer)?;
        directory.buffer.clear();
        Ok(())
    }

    /// Writes the list of a directory's segments; its place in the file.
    pub fn finish_directory(&mut self, mut directory: StateDirectory) -> Result<u64> {
        if !directory.buffer.is_empty() {
            self.flush(&mut directory)?;
        }
        let place = self.file.position();
        self.file.write(&(directory.segments.len() as u32).to_le_bytes())?;
        for (offset, length) in directory.segments {
            self.file.write(&offset.to_le_bytes())?;
            self.file.write(&length.to_le_bytes())?;
        }
        Ok(place)
    }

    /// Gives the file its name. `root` is the place of the top directory.
    pub fn finish(mut self, root: u64, of: &StateOf) -> Result<()> {
        let described = self.file.position();
        let description = object::encode(of);
        self.file.write(&description)?;
        let mut footer = [0; FOOTER];
        for (place, number) in
            footer.chunks_exact_mut(8).zip([MAGIC, root, described, description.len() as u64])
        {
            place.copy_from_slice(&number.to_le_bytes());
        }
        self.file.finish(&footer)
    }
}

/// A state file of an earlier backup.
#[derive(Debug)]
pub struct State {
    file: PagedFile,
    root: u64,
    of: StateOf,
}

impl State {
    /// Opens the state file `path` if it is intact.
    pub fn open(path: &Path, secret: &Secret) -> Option<Self> {
        let (file, footer) = PagedFile::open(path, secret)?;
        let mut numbers = [0u64; 4];
        for (number, bytes) in numbers.iter_mut().zip(footer.chunks_exact(8)) {
            *number = u64::from_le_bytes(bytes.try_into().ok()?);
        }
        let [magic, root, described, length] = numbers;
        if magic != MAGIC {
            return None;
        }
        let of = minicbor::decode(&file.read_vec(described, length).ok()?).ok()?;
        Some(Self { file: file.read_once(), root, of })
    }

    /// What it was taken of.
    pub fn of(&self) -> &StateOf {
        &self.of
    }

    /// A cursor over the top directory.
    pub fn root(self: &Arc<Self>) -> Result<Cursor, Damaged> {
        Cursor::new(Arc::clone(self), self.root)
    }
}

/// The snapshots of any source that this host made and knows as suspect, with the reasons.
pub fn suspects(repository: &Repository) -> HashMap<SessionId, Reasons> {
    let secret = repository.keys().cache_secret();
    let files = fs::read_dir(repository.cache().states()).into_iter().flatten().flatten();
    let states = files.filter_map(|file| State::open(&file.path(), &secret));
    let past = states.flat_map(|state| state.of.past.unwrap_or_default());
    let suspect = past.filter(|one| !one.judged.reasons.is_empty());
    suspect.map(|one| (one.session, one.judged.reasons)).collect()
}

/// Moves through the entries of one directory.
#[derive(Debug)]
pub struct Cursor {
    state: Arc<State>,
    segments: Vec<(u64, u32)>,
    next_segment: usize,
    buffer: Vec<u8>,
    at: usize,
    entry: Option<EntryAt>,
}

#[derive(Debug, Clone, Copy)]
struct EntryAt {
    fingerprint: Fingerprint,
    child: u64,
    name: (usize, usize),
    node: (usize, usize),
}

/// An entry under the cursor.
#[derive(Debug)]
pub struct OldEntry<'a> {
    /// Its name.
    pub name: &'a [u8],
    /// What it looked like.
    pub fingerprint: Fingerprint,
    /// Its node, encoded.
    pub node: &'a [u8],
}

impl Cursor {
    fn new(state: Arc<State>, place: u64) -> Result<Self, Damaged> {
        let count = u32::from_le_bytes(state.file.read_array(place)?);
        let list = state.file.read_vec(place + 4, u64::from(count) * 12)?;
        let segments = list
            .chunks_exact(12)
            .map(|pair| {
                let (offset, length) = pair.split_at(8);
                (number(offset), number(length) as u32)
            })
            .collect();
        let mut cursor = Self { state, segments, next_segment: 0, buffer: Vec::new(), at: 0, entry: None };
        cursor.advance()?;
        Ok(cursor)
    }

    /// The entry under the cursor, if there is one left.
    pub fn entry(&self) -> Option<OldEntry<'_>> {
        let EntryAt { fingerprint, name, node, .. } = self.entry?;
        Some(OldEntry { name: &self.buffer[name.0..name.1], fingerprint, node: &self.buffer[node.0..node.1] })
    }

    /// A cursor over the directory under this one.
    pub fn child(&self) -> Result<Option<Cursor>, Damaged> {
        match self.entry {
            Some(EntryAt { child, .. }) if child != 0 => Self::new(Arc::clone(&self.state), child).map(Some),
            _ => Ok(None),
        }
    }

    /// Moves to the next entry.
    pub fn advance(&mut self) -> Result<(), Damaged> {
        self.entry = None;
        if self.at == self.buffer.len() {
            let Some(&(offset, length)) = self.segments.get(self.next_segment) else { return Ok(()) };
            self.buffer = self.state.file.read_vec(offset, u64::from(length))?;
            self.next_segment += 1;
            self.at = 0;
        }
        let fixed = self.buffer.get(self.at..self.at + FIXED).ok_or(Damaged)?;
        let time = |at: usize| Timestamp {
            seconds: number(&fixed[at..at + 8]) as i64,
            nanos: number(&fixed[at + 8..at + 12]) as u32,
        };
        let fingerprint = Fingerprint {
            kind: fixed[0],
            inode: number(&fixed[1..9]),
            size: number(&fixed[9..17]),
            mtime: time(17),
            ctime: time(29),
        };
        let child = number(&fixed[41..49]);
        let name = self.at + FIXED;
        let node = name + number(&fixed[49..51]) as usize;
        let end = node + number(&fixed[51..55]) as usize;
        if end > self.buffer.len() {
            return Err(Damaged);
        }
        self.entry = Some(EntryAt { fingerprint, child, name: (name, node), node: (node, end) });
        self.at = end;
        Ok(())
    }
}

/// A little-endian number of up to eight bytes.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::SnapshotId;

    #[test]
    fn a_cursor_meets_every_entry_in_order_and_goes_below() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let secret = Secret::from_bytes([3; 32]);
        let fingerprint = |n: u64| Fingerprint {
            kind: 1,
            inode: n,
            size: n * 2,
            mtime: Timestamp { seconds: -1, nanos: 5 },
            ctime: Timestamp { seconds: n as i64, nanos: 7 },
        };
        let mut writer = StateWriter::create(&path, &secret).unwrap();
        let mut below = StateDirectory::default();
        for n in 0..3000u64 {
            writer
                .push(&mut below, format!("{n:05}").as_bytes(), &fingerprint(n), 0, &[n as u8; 100])
                .unwrap();
        }
        let child = writer.finish_directory(below).unwrap();
        let mut top = StateDirectory::default();
        writer.push(&mut top, b"dir", &fingerprint(9), child, b"node").unwrap();
        writer.push(&mut top, b"empty", &fingerprint(8), 0, b"").unwrap();
        let root = writer.finish_directory(top).unwrap();
        let of = StateOf {
            session: SessionId { root: 0, random: SnapshotId([1; 12]) },
            started: Timestamp::default(),
            tree: None,
            tree_at: None,
            totals: Totals::default(),
            past: None,
            source: [4; 16],
        };
        writer.finish(root, &of).unwrap();

        let state = Arc::new(State::open(&path, &secret).unwrap());
        assert_eq!(state.of(), &of);
        let mut top = state.root().unwrap();
        assert_eq!(top.entry().unwrap().name, b"dir");
        let mut below = top.child().unwrap().unwrap();
        for n in 0..3000u64 {
            let entry = below.entry().unwrap();
            assert_eq!((entry.name, entry.fingerprint), (format!("{n:05}").as_bytes(), fingerprint(n)));
            assert_eq!(entry.node, [n as u8; 100]);
            below.advance().unwrap();
        }
        assert!(below.entry().is_none());
        top.advance().unwrap();
        assert_eq!(top.entry().unwrap().name, b"empty");
        assert!(top.child().unwrap().is_none());
        top.advance().unwrap();
        assert!(top.entry().is_none());
    }
}
