//! A snapshot: what a backup leaves in the catalogue.

use minicbor::{Decode, Encode};

use super::id::{PageId, SessionId, SnapshotId};
use super::measures::{Judged, SUSPECT};
use super::node::Totals;
use super::time::Timestamp;

/// Whether every byte was read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum SnapshotKind {
    /// Every file was read and hashed, and every pack it relies on was seen in the store.
    #[n(0)]
    Full,
    /// Files that size, times and inode show unchanged were taken over from the parent.
    #[n(1)]
    Incremental,
}

impl SnapshotKind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Incremental => "incremental",
        }
    }
}

/// The part of a snapshot that every key of the repository can read.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SnapshotHead {
    /// Full or incremental.
    #[n(0)]
    pub kind: SnapshotKind,
    /// The snapshot this one took unchanged entries from.
    #[n(1)]
    pub parent: Option<SessionId>,
    /// When the backup began, by the host's clock. What it holds is at least as new as this.
    #[n(2)]
    pub started: Timestamp,
    /// When it was committed, by the host's clock.
    #[n(3)]
    pub finished: Timestamp,
    /// First page of the top directory; `None` where nothing was backed up at all.
    #[n(4)]
    pub tree: Option<PageId>,
    /// Keyed hash of the host's name: groups snapshots without telling the name.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub host_tag: [u8; 16],
    /// Keyed hash of host and paths: the series the snapshot belongs to.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub series_tag: [u8; 16],
    /// Packs this snapshot added.
    #[n(7)]
    pub new_packs: u32,
    /// Bytes those packs hold in the store.
    #[n(8)]
    pub new_bytes: u64,
    /// Source entries that could not be read.
    #[n(9)]
    pub unreadable: u64,
}

/// The part of a snapshot that only keys with access to metadata can read.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SnapshotBody {
    /// Name of the host.
    #[n(0)]
    pub host: String,
    /// Name of the user who ran the backup.
    #[n(1)]
    pub user: String,
    /// Number of that user.
    #[n(2)]
    pub uid: u32,
    /// Group number of that user.
    #[n(3)]
    pub gid: u32,
    /// Absolute paths that were backed up, as bytes.
    #[n(4)]
    pub paths: Vec<minicbor::bytes::ByteVec>,
    /// The folder that the names at the top of the tree are in.
    #[n(9)]
    pub base: Option<minicbor::bytes::ByteVec>,
    /// The snapshot that this one was made from, by a repair or because something was to go from history.
    #[n(10)]
    pub original: Option<SessionId>,
    /// The snapshot of another repository that this one is a copy of; of a copy of a copy, the first.
    #[n(12)]
    pub copied: Option<SessionId>,
    /// Labels given by the user.
    #[n(5)]
    pub tags: Vec<String>,
    /// Exclusions in force.
    #[n(6)]
    pub excludes: Vec<String>,
    /// `sandyq` and its version.
    #[n(7)]
    pub program: String,
    /// Counts and sizes of the run.
    #[n(8)]
    pub summary: Summary,
    /// The dataset of a profile that this is, if it is one.
    #[n(11)]
    pub dataset: Option<String>,
    /// What was measured, and what was made of it. `None` from programs that did not measure.
    #[n(13)]
    pub judged: Option<Judged>,
    /// The snapshot of another program that this one was imported from.
    #[n(14)]
    pub imported: Option<Imported>,
}

/// A snapshot of restic. Both ids, since taking something out of it keeps the first and adding tags the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(map)]
pub struct Imported {
    /// Its first id.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub snapshot: [u8; 32],
    /// The id of its tree.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub tree: [u8; 32],
}

impl SnapshotBody {
    /// Whether it looks as if files were encrypted or destroyed, and nobody said yet that it is fine.
    pub fn is_suspect(&self) -> bool {
        self.tags.iter().any(|tag| tag == SUSPECT)
    }

    /// Whether it was made of another snapshot, whose age is its own.
    pub fn is_made_of_another(&self) -> bool {
        self.original.is_some() || self.copied.is_some() || self.imported.is_some()
    }
}

/// What a backup did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct Summary {
    /// Everything the snapshot holds.
    #[n(0)]
    pub totals: Totals,
    /// Files that the parent did not have.
    #[n(1)]
    pub files_new: u64,
    /// Files whose content or metadata differ from the parent's.
    #[n(2)]
    pub files_changed: u64,
    /// Files taken over unread.
    #[n(3)]
    pub files_unmodified: u64,
    /// Directories that the parent did not have.
    #[n(4)]
    pub dirs_new: u64,
    /// Directories that differ.
    #[n(5)]
    pub dirs_changed: u64,
    /// Directories that do not.
    #[n(6)]
    pub dirs_unmodified: u64,
    /// Chunks of files stored.
    #[n(7)]
    pub data_chunks: u64,
    /// Tree pages stored.
    #[n(8)]
    pub tree_pages: u64,
    /// Bytes of those chunks and pages before compression.
    #[n(9)]
    pub data_added: u64,
    /// Bytes they take in the store.
    #[n(10)]
    pub data_added_packed: u64,
    /// Bytes read from files.
    #[n(11)]
    pub bytes_read: u64,
}

/// A snapshot of the catalogue as a reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The session that committed it.
    pub session: SessionId,
    /// What every key can read.
    pub head: SnapshotHead,
    /// What only some can.
    pub body: SnapshotBody,
    /// When the store says the commit arrived, where it is still listed.
    pub stored: Option<Timestamp>,
}

impl Snapshot {
    /// The name people use.
    pub fn id(&self) -> SnapshotId {
        self.session.random
    }

    /// The paths for display.
    pub fn paths(&self) -> Vec<String> {
        self.body.paths.iter().map(|path| String::from_utf8_lossy(path).into_owned()).collect()
    }
}
