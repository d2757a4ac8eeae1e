//! Segments: immutable parts of the index and the catalogue, named by a root.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::codec::hash::sha256;
use crate::model::id::{ObjectDigest, SessionId, SignerId};
use crate::model::record::RawRecord;
use crate::model::snapshot::{SnapshotBody, SnapshotHead};
use crate::model::time::Timestamp;
use crate::storage::{ErrorKind, PutMode, Storage};

use super::config::FORMAT_VERSION;
use super::directory::PackRecord;
use super::error::{Damage, Error, Result};
use super::hints::PlainLocation;
use super::keys::Keys;
use super::layout::{self, Kind};
use super::object;
use super::paper;
use super::root::SegmentRef;

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
    /// What every key can read.
    #[n(3)]
    pub head: SnapshotHead,
    /// Where the first page of the tree lay: a hint.
    #[n(4)]
    pub tree_at: Option<PlainLocation>,
    /// The private part as it was committed. Absent where it is among the segment's bodies.
    #[n(5)]
    pub body: Option<ByteVec>,
}

/// A record, and who said it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct RecordRow {
    /// In which session.
    #[n(0)]
    pub session: SessionId,
    /// By whom.
    #[n(1)]
    pub signer: SignerId,
    /// When the store received it.
    #[n(2)]
    pub stored: Option<Timestamp>,
    /// What.
    #[n(3)]
    pub said: RawRecord,
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
    /// What was said about them, and about packs.
    #[n(2)]
    pub records: Vec<RecordRow>,
    /// The private parts of the rows that have none of their own, in order; sealed to the metadata key all at once,
    /// since a key encapsulation for each is what reading a long catalogue would take its time for.
    #[n(3)]
    pub bodies: Option<ByteVec>,
}

impl CatalogSegment {
    /// Seals these private parts together.
    pub fn seal_bodies(keys: &Keys, bodies: &[SnapshotBody]) -> Result<ByteVec> {
        paper::seal(keys, Kind::Body, NO_NAME, &object::encode(&bodies))
    }

    /// Opens what `seal_bodies` made for the segment stored as `name`.
    pub fn open_bodies(keys: &Keys, name: &str, sealed: &[u8]) -> Result<Vec<SnapshotBody>> {
        let damage = || Damage::new(Kind::Catalog, name, "holds descriptions that cannot be opened");
        let plain = paper::open(keys, Kind::Body, NO_NAME, sealed)?.ok_or_else(damage)?;
        object::decode(&plain, Kind::Catalog, name)
    }
}

impl Default for IndexSegment {
    fn default() -> Self {
        Self { version: FORMAT_VERSION, packs: Vec::new() }
    }
}

impl Default for CatalogSegment {
    fn default() -> Self {
        Self { version: FORMAT_VERSION, rows: Vec::new(), records: Vec::new(), bodies: None }
    }
}

/// A kind of segment.
pub trait Segment: Encode<()> + for<'b> Decode<'b, ()> {
    /// What it is.
    const KIND: Kind;
    /// Its key in the store.
    fn key(made: u64, id: &ObjectDigest) -> String;
    /// Chunks or snapshots in it.
    fn entries(&self) -> u64;
    /// Version of the format it was written in.
    fn version(&self) -> u32;
}

impl Segment for IndexSegment {
    const KIND: Kind = Kind::Index;
    fn key(made: u64, id: &ObjectDigest) -> String {
        layout::index(made, id)
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
    fn key(made: u64, id: &ObjectDigest) -> String {
        layout::catalog(made, id)
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

/// Stores a segment made for root `made`.
pub async fn store<S: Segment>(
    storage: &dyn Storage,
    keys: &Keys,
    made: u64,
    segment: S,
) -> Result<SegmentRef> {
    let bytes = object::seal_unsigned(keys, S::KIND, NO_NAME, &segment)?;
    let entries = segment.entries();
    // A large one takes as much memory as its bytes do.
    drop(segment);
    let id = ObjectDigest(sha256(&bytes));
    let size = bytes.len() as u64;
    match storage.put(&S::key(made, &id), bytes.into(), PutMode::Create).await {
        Ok(()) => {}
        // Only a retried PUT can meet an object of this name: the name is the digest of random salt and content.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error.into()),
    }
    Ok(SegmentRef { id, size, entries, made })
}

/// Reads a segment that a root names.
pub async fn load<S: Segment>(storage: &dyn Storage, keys: &Keys, segment: &SegmentRef) -> Result<S> {
    let key = S::key(segment.made, &segment.id);
    let bytes = storage.get(&key).await.map_err(|error| Error::from(error).missing_is_damage(S::KIND))?;
    let plain = unseal::<S>(keys, segment, &bytes)?;
    drop(bytes);
    decode(segment, &plain)
}

/// Opens the stored bytes of a segment.
pub fn open<S: Segment>(keys: &Keys, segment: &SegmentRef, bytes: &[u8]) -> Result<S> {
    decode(segment, &unseal::<S>(keys, segment, bytes)?)
}

fn unseal<S: Segment>(keys: &Keys, segment: &SegmentRef, bytes: &[u8]) -> Result<Vec<u8>> {
    let key = S::key(segment.made, &segment.id);
    if sha256(bytes) != segment.id.0 {
        return Err(Damage::new(S::KIND, key, "is not what its name says").into());
    }
    object::open_plain(keys, S::KIND, NO_NAME, bytes)
        .map_err(|_| Damage::new(S::KIND, key, "cannot be opened").into())
}

fn decode<S: Segment>(segment: &SegmentRef, plain: &[u8]) -> Result<S> {
    let key = S::key(segment.made, &segment.id);
    let segment: S = object::decode(plain, S::KIND, &key)?;
    object::check_version(segment.version(), &key)?;
    Ok(segment)
}
