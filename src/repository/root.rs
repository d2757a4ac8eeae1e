//! Roots: numbered, signed states of the whole repository, each naming the hash of the one before.

use minicbor::{Decode, Encode};

use crate::codec::hash::sha256;
use crate::model::id::{ObjectDigest, PackId, SessionId};
use crate::model::time::Timestamp;
use crate::storage::{ErrorKind, PutMode, Storage};

use super::config::FORMAT_VERSION;
use super::error::{Damage, Error, Result};
use super::keys::Keys;
use super::layout::{self, Kind};
use super::object;
use super::register::{Register, SignedRegister};

/// How sessions are ended in this store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum CommitMode {
    /// The store refuses a second PUT of the same key, atomically.
    #[n(0)]
    Conditional,
    /// It does not: fences are objects of their own, and there is one maintainer.
    #[n(1)]
    SingleMaintainer,
}

/// A segment of index or catalogue, named by the root that it was made for and the digest of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub struct SegmentRef {
    /// Digest and name.
    #[n(0)]
    pub id: ObjectDigest,
    /// Bytes in the store.
    #[n(1)]
    pub size: u64,
    /// Chunks or snapshots in it.
    #[n(2)]
    pub entries: u64,
    /// Number of the root that it was made for. Once that root exists, a segment that no root names is waste.
    #[n(3)]
    pub made: u64,
}

/// Packs and snapshots on their way out: nobody reuses them from now on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct Mark {
    /// Condemned packs.
    #[n(0)]
    pub packs: Vec<PackId>,
    /// Forgotten snapshots.
    #[n(1)]
    pub snapshots: Vec<SessionId>,
    /// Number of the root that marked them. Roots that only absorb carry a mark on.
    #[n(2)]
    pub root: u64,
}

/// A state of the repository.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Root {
    /// Version of the format.
    #[n(0)]
    pub version: u32,
    /// Counted from 0.
    #[n(1)]
    pub number: u64,
    /// Digest of the root before.
    #[n(2)]
    pub previous: Option<ObjectDigest>,
    /// Digest of `config`.
    #[n(3)]
    pub config: ObjectDigest,
    /// When it was made, by the maintainer's clock. For people only.
    #[n(4)]
    pub made: Timestamp,
    /// How sessions end here.
    #[n(5)]
    pub mode: CommitMode,
    /// The keys.
    #[n(6)]
    pub register: SignedRegister,
    /// Index segments in force.
    #[n(7)]
    pub index: Vec<SegmentRef>,
    /// Catalogue segments in force.
    #[n(8)]
    pub catalog: Vec<SegmentRef>,
    /// Sessions with a smaller number are retired, but for those in `open_below`.
    #[n(9)]
    pub floor: u64,
    /// Sessions below the floor that had not ended.
    #[n(10)]
    pub open_below: Vec<SessionId>,
    /// Packs that must not be used, though a segment may still name them.
    #[n(11)]
    pub dead: Vec<PackId>,
    /// Local indexes that applied dead packs only up to an older root are to be dropped.
    #[n(12)]
    pub dead_floor: u64,
    /// What is on its way out.
    #[n(13)]
    pub pending: Option<Mark>,
    /// Packs that a verification found damaged.
    #[n(14)]
    pub broken: Option<Broken>,
    /// Sessions that have ended and were taken up, above the floor: retired already.
    #[n(15)]
    pub taken: Vec<SessionId>,
}

/// Packs that a verification found damaged. Readers may try them, writers do not rely on them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct Broken {
    /// The packs.
    #[n(0)]
    pub packs: Vec<PackId>,
    /// Number of the root that named the last of them. What was backed up under an older one is looked up anew, so
    /// that lost chunks are stored again from their source.
    #[n(1)]
    pub since: u64,
}

impl Root {
    /// Whether a session is over for good: what of it was worth keeping is absorbed, its objects count no longer.
    pub fn is_retired(&self, sid: &SessionId) -> bool {
        sid.root < self.floor && !self.open_below.contains(sid) || self.taken.contains(sid)
    }
}

/// A root with what was checked about it.
#[derive(Debug, Clone)]
pub struct LoadedRoot {
    /// The root.
    pub root: Root,
    /// Digest of its stored bytes.
    pub digest: ObjectDigest,
    /// The keys, their signature checked.
    pub register: Register,
}

/// A root as the store lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct ListedRoot {
    /// Its number.
    #[n(0)]
    pub number: u64,
    /// Its bytes.
    #[n(1)]
    pub size: u64,
    /// When the store received it.
    #[n(2)]
    pub stored: Timestamp,
}

/// Number of the first root listed: one request. Whether it counts is not asked.
pub async fn newest_number(storage: &dyn Storage) -> Result<Option<u64>> {
    Ok(newest_before(storage, None).await?.map(|listed| listed.number))
}

/// The newest root, or the newest that is older than `number`: one request.
pub async fn newest_before(storage: &dyn Storage, number: Option<u64>) -> Result<Option<ListedRoot>> {
    let after = number.map(layout::root);
    let listing = storage.list(layout::ROOTS, after.as_deref(), Some(1)).await?;
    let Some(entry) = listing.entries.first() else { return Ok(None) };
    match layout::parse_root(&entry.key) {
        Some(number) => Ok(Some(ListedRoot { number, size: entry.size, stored: entry.modified.into() })),
        None => Err(Damage::new(Kind::Root, &entry.key, "has a name that is none of a root").into()),
    }
}

/// Reads the stored bytes of root `number`: one request.
pub async fn fetch(storage: &dyn Storage, number: u64) -> Result<bytes::Bytes> {
    let bytes = storage.get(&layout::root(number)).await;
    bytes.map_err(|error| Error::from(error).missing_is_damage(Kind::Root))
}

/// Opens and checks the stored bytes of root `number`.
pub fn open(keys: &Keys, number: u64, bytes: &[u8]) -> Result<LoadedRoot> {
    Ok(examine(keys, number, bytes)??)
}

/// As `open`, but tells forgery from damage: the inner error is about a root that is whole, made by somebody who holds
/// a key of this repository and may not make roots.
pub fn examine(keys: &Keys, number: u64, bytes: &[u8]) -> Result<Result<LoadedRoot, Damage>> {
    let name = layout::root(number);
    let damage = |problem: &str| Damage::new(Kind::Root, &name, problem);
    let signed = object::open_signed(keys, Kind::Root, &name, bytes)?;
    let root: Root = signed.decode(Kind::Root, &name)?;
    if root.version > FORMAT_VERSION {
        return Err(Error::Version { object: name, found: root.version, supported: FORMAT_VERSION });
    }
    if root.number != number {
        return Err(damage("names another number").into());
    }
    if root.config != keys.config_digest() {
        return Err(damage("belongs to another config").into());
    }
    if !root.register.is_genuine(keys) {
        return Ok(Err(damage("carries a list of keys with a wrong signature")));
    }
    let register = root.register.open(keys, &name)?;
    match register.author(keys, Kind::Root, &name, &signed, None) {
        Ok(author) if author.role.may_maintain() => {}
        Ok(author) => return Ok(Err(damage(&format!("is signed by a key of role \"{}\"", author.role)))),
        Err(forged) => return Ok(Err(forged)),
    }
    Ok(Ok(LoadedRoot { register, root, digest: ObjectDigest(sha256(bytes)) }))
}

/// Opens a root of the past: the keys of today tell whether its signature is right, though the key may be removed now.
pub fn open_old(keys: &Keys, number: u64, bytes: &[u8]) -> Result<LoadedRoot> {
    let name = layout::root(number);
    let damage = |problem: &str| Error::from(Damage::new(Kind::Root, &name, problem));
    let signed = object::open_signed(keys, Kind::Root, &name, bytes)?;
    let root: Root = signed.decode(Kind::Root, &name)?;
    // The register it carries lists its author as it was then.
    let register = root.register.open(keys, &name)?;
    let author = register.author_ever(keys, Kind::Root, &name, &signed)?;
    if root.number != number || !author.may_maintain() {
        return Err(damage("is not a root of this repository"));
    }
    Ok(LoadedRoot { register, root, digest: ObjectDigest(sha256(bytes)) })
}

/// Commits a root if its number is still free. `None` if another came first.
pub async fn commit(storage: &dyn Storage, keys: &Keys, root: &Root) -> Result<Option<ObjectDigest>> {
    if !keys.role().may_maintain() {
        return Err(Error::Role { role: keys.role(), action: "change the state of the repository" });
    }
    let name = layout::root(root.number);
    let bytes = object::seal_signed(keys, Kind::Root, &name, root)?;
    let digest = ObjectDigest(sha256(&bytes));
    match storage.put(&name, bytes.clone().into(), PutMode::Create).await {
        Ok(()) => Ok(Some(digest)),
        // A retried PUT may meet its own first try.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let stored = storage.get(&name).await?;
            // No race is ever won against a forged root: it has to be deleted.
            examine(keys, root.number, &stored)??;
            Ok((stored[..] == bytes[..]).then_some(digest))
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether a root that was stored is part of the chain. Where old roots were deleted, a number of the past is free again,
/// and a root stored under it is nobody's.
pub async fn is_in_chain(
    storage: &dyn Storage,
    keys: &Keys,
    number: u64,
    digest: ObjectDigest,
) -> Result<bool> {
    if newest_number(storage).await? == Some(number) {
        return Ok(true);
    }
    let Ok(bytes) = fetch(storage, number + 1).await else { return Ok(false) };
    Ok(open_old(keys, number + 1, &bytes)?.root.previous == Some(digest))
}
