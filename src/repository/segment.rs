//! Segments: immutable parts of the index and the catalogue, named by the root by the digest of their bytes.

use minicbor::{Decode, Encode};

use crate::codec::hash::sha256;
use crate::model::id::{ObjectDigest, SessionId, SignerId};
use crate::model::time::Timestamp;
use crate::storage::{ErrorKind, PutMode, Storage};

use super::config::FORMAT_VERSION;
use super::directory::PackRecord;
use super::error::{Damage, Error, Result};
use super::keys::Keys;
use super::layout::{self, Kind};
use super::object;
use super::root::SegmentRef;
use super::session::CommittedSnapshot;

/// A pack and who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct IndexedPack {
    /// Its writer.
    #[n(0)]
    pub signer: SignerId,
    /// The pack.
    #[n(1)]
    pub pack: PackRecord,
}

/// Part of the index, in the order of packs.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct IndexSegment {
    /// Version of the format.
    #[n(1)]
    pub version: u32,
    /// The packs.
    #[n(0)]
    pub packs: Vec<IndexedPack>,
}

/// An absorbed session that committed a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct CatalogRow {
    /// The session.
    #[n(0)]
    pub session: SessionId,
    /// Who committed it.
    #[n(1)]
    pub signer: SignerId,
    /// When the store received the commit.
    #[n(2)]
    pub stored: Option<Timestamp>,
    /// The snapshot.
    #[n(3)]
    pub snapshot: CommittedSnapshot,
}

/// Part of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct CatalogSegment {
    /// Version of the format.
    #[n(1)]
    pub version: u32,
    /// The snapshots.
    #[n(0)]
    pub rows: Vec<CatalogRow>,
}

impl Default for IndexSegment {
    fn default() -> Self {
        Self { version: FORMAT_VERSION, packs: Vec::new() }
    }
}

impl Default for CatalogSegment {
    fn default() -> Self {
        Self { version: FORMAT_VERSION, rows: Vec::new() }
    }
}

/// A kind of segment.
pub trait Segment: Encode<()> + for<'b> Decode<'b, ()> {
    /// What it is.
    const KIND: Kind;
    /// Its key in the store.
    fn key(id: &ObjectDigest) -> String;
    /// Chunks or snapshots in it.
    fn entries(&self) -> u64;
    /// Version of the format it was written in.
    fn version(&self) -> u32;
}

impl Segment for IndexSegment {
    const KIND: Kind = Kind::Index;
    fn key(id: &ObjectDigest) -> String {
        layout::index(id)
    }
    fn entries(&self) -> u64 {
        let blocks = self.packs.iter().flat_map(|indexed| &indexed.pack.blocks);
        blocks.map(|block| block.chunks.len() as u64).sum()
    }
    fn version(&self) -> u32 {
        self.version
    }
}

impl Segment for CatalogSegment {
    const KIND: Kind = Kind::Catalog;
    fn key(id: &ObjectDigest) -> String {
        layout::catalog(id)
    }
    fn entries(&self) -> u64 {
        self.rows.len() as u64
    }
    fn version(&self) -> u32 {
        self.version
    }
}

// The name of a segment is the digest of its bytes, so it cannot be bound into them as well.
const NO_NAME: &str = "";

/// Stores a segment.
pub async fn store<S: Segment>(storage: &dyn Storage, keys: &Keys, segment: &S) -> Result<SegmentRef> {
    let bytes = object::seal_plain(keys, S::KIND, NO_NAME, &object::encode(segment))?;
    let id = ObjectDigest(sha256(&bytes));
    let size = bytes.len() as u64;
    match storage.put(&S::key(&id), bytes.into(), PutMode::Create).await {
        Ok(()) => {}
        // Only a retried PUT can meet an object of this name: the name is the digest of random salt and content.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error.into()),
    }
    Ok(SegmentRef { id, size, entries: segment.entries() })
}

/// Reads a segment that a root names.
pub async fn load<S: Segment>(storage: &dyn Storage, keys: &Keys, segment: &SegmentRef) -> Result<S> {
    let key = S::key(&segment.id);
    let bytes = storage.get(&key).await.map_err(|error| Error::from(error).missing_is_damage(S::KIND))?;
    if sha256(&bytes) != segment.id.0 {
        return Err(Damage::new(S::KIND, key, "is not what its name says").into());
    }
    let plain = object::open_plain(keys, S::KIND, NO_NAME, &bytes)
        .map_err(|_| Damage::new(S::KIND, &key, "cannot be opened"))?;
    let segment: S = object::decode(&plain, S::KIND, &key)?;
    object::check_version(segment.version(), &key)?;
    Ok(segment)
}
