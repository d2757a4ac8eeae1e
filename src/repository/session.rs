//! Sessions: one writer's life. `open`, deltas, and exactly one `end`.

use minicbor::bytes::{ByteArray, ByteVec};
use minicbor::{Decode, Encode};

use crate::codec::hash::sha256;
use crate::codec::object as sealed;
use crate::model::id::{ObjectDigest, SessionId, SignerId, SnapshotId};
use crate::model::record::RawRecord;
use crate::model::snapshot::{SnapshotBody, SnapshotHead};
use crate::model::time::Timestamp;

use super::directory::{Location, PackRecord};
use super::error::{Damage, Error, Result};
use super::hints::PlainLocation;
use super::keys::Keys;
use super::layout::{self, Kind};
use super::object::{self, Signed};
use super::register::{Entry, Register};

/// The beginning of a session.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Open {
    /// When, by the host's clock.
    #[n(0)]
    pub started: Timestamp,
    /// Program and version.
    #[n(1)]
    pub program: String,
    /// The last session this host committed in the same series: what was hidden from the catalogue is missed.
    #[n(2)]
    pub previous: Option<SessionId>,
    /// Proves that the session is its signer's own.
    #[n(3)]
    pub nonce: Nonce,
}

/// What a session's id is made from, with the signer's id: nobody else can say anything in this session.
pub type Nonce = ByteArray<16>;

/// The id of a session of `signer`: the first 96 bits of SHA-256 over the signer's id and the nonce.
pub fn session_id(root: u64, signer: &SignerId, nonce: &Nonce) -> SessionId {
    let mut text = [0; 32];
    text[..16].copy_from_slice(&signer.0);
    text[16..].copy_from_slice(&nonce[..]);
    let digest = sha256(&text);
    let mut random = [0; 12];
    random.copy_from_slice(&digest[..12]);
    SessionId { root, random: SnapshotId(random) }
}

/// Packs that are durable.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Delta {
    /// Counted from 0 within the session.
    #[n(0)]
    pub number: u32,
    /// The packs.
    #[n(1)]
    pub packs: Vec<PackRecord>,
    /// Proves that the session is its signer's own.
    #[n(2)]
    pub nonce: Nonce,
}

/// The one outcome of a session.
#[expect(clippy::large_enum_variant, reason = "nearly all are commits, and none is kept for long")]
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum End {
    /// What the session wanted has happened.
    #[n(0)]
    Commit(#[n(0)] Commit),
    /// Maintenance ended it; nothing it wanted has happened.
    #[n(1)]
    Fence {
        /// Number of the root whose mark had to wait.
        #[n(0)]
        root: u64,
    },
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Commit {
    /// Digests of the session's deltas, in order of their numbers.
    #[n(0)]
    pub deltas: Vec<ObjectDigest>,
    /// The snapshot, if there is one.
    #[n(1)]
    pub snapshot: Option<CommittedSnapshot>,
    /// The session before, as in `Open`: a reader of a commit needs no other object.
    #[n(2)]
    pub previous: Option<SessionId>,
    /// Proves that the session is its signer's own.
    #[n(3)]
    pub nonce: Nonce,
    /// What else is said; maintenance only.
    #[n(4)]
    pub records: Vec<RawRecord>,
}

/// A snapshot as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct CommittedSnapshot {
    /// Readable by every key.
    #[n(0)]
    pub head: SnapshotHead,
    /// Sealed to the metadata key.
    #[n(1)]
    pub body: ByteVec,
    /// Where the first page of the tree lay: a hint.
    #[n(2)]
    pub tree_at: Option<PlainLocation>,
}

impl CommittedSnapshot {
    /// Seals the private part.
    pub fn seal(
        keys: &Keys,
        sid: &SessionId,
        head: SnapshotHead,
        body: &SnapshotBody,
        tree_at: Option<Location>,
    ) -> Result<Self> {
        let name = layout::end(sid);
        let plain = object::encode(body);
        let body = sealed::seal_to(keys.recipient(Kind::Body), &keys.binding(Kind::Body, &name), &plain)
            .map_err(|source| Error::Codec { during: "cannot seal a snapshot", source })?;
        Ok(Self { head, body: body.into(), tree_at: tree_at.map(PlainLocation::from) })
    }

    /// Opens the private part; only for roles that read metadata.
    pub fn open(&self, keys: &Keys, sid: &SessionId) -> Result<SnapshotBody> {
        open_body(keys, sid, &self.body)
    }
}

/// Opens the private part of the snapshot that `sid` committed.
pub fn open_body(keys: &Keys, sid: &SessionId, body: &[u8]) -> Result<SnapshotBody> {
    let name = layout::end(sid);
    let private = keys.private(Kind::Body)?;
    let plain = sealed::open_from(private, &keys.binding(Kind::Body, &name), body)
        .map_err(|error| Damage::new(Kind::Body, &name, format!("cannot be opened: {error}")))?;
    object::decode(&plain, Kind::Body, &name)
}

/// An object of a session that counts, and who said it.
#[derive(Debug, Clone)]
pub struct Said<T> {
    /// What was said.
    pub value: T,
    /// By whom.
    pub signer: SignerId,
    /// The digest of the stored bytes.
    pub digest: ObjectDigest,
}

/// What a session has said whose end is whole but by somebody who may not end it: nobody can end it any more.
pub const NOTHING_SAID: Said<End> =
    Said { value: End::Fence { root: 0 }, signer: SignerId([0; 16]), digest: ObjectDigest([0; 32]) };

/// The inner error is about an object that is whole, but said by somebody who may not say it.
fn open_as<T: for<'b> Decode<'b, ()>>(
    keys: &Keys,
    register: &Register,
    sid: &SessionId,
    kind: Kind,
    name: &str,
    bytes: &[u8],
    allowed: impl Fn(&T, &Entry) -> Result<Option<Nonce>, String>,
) -> Result<Result<Said<T>, Damage>> {
    let signed: Signed = object::open_signed(keys, kind, name, bytes)?;
    let author = match register.author(keys, kind, name, &signed, Some(sid)) {
        Ok(author) => author,
        Err(forged) => return Ok(Err(forged)),
    };
    let value: T = signed.decode(kind, name)?;
    let nonce = match allowed(&value, author) {
        Ok(nonce) => nonce,
        Err(problem) => return Ok(Err(Damage::new(kind, name, problem))),
    };
    if nonce.is_some_and(|nonce| session_id(sid.root, &signed.signer, &nonce) != *sid) {
        return Ok(Err(Damage::new(kind, name, "is signed by another key than the session's")));
    }
    Ok(Ok(Said { value, signer: signed.signer, digest: ObjectDigest(sha256(bytes)) }))
}

fn refuse(author: &Entry) -> String {
    format!("is signed by a key of role \"{}\", which may not say this", author.role)
}

fn may_write(author: &Entry) -> Result<(), String> {
    if author.role.may_back_up() || author.role.may_maintain() { Ok(()) } else { Err(refuse(author)) }
}

/// Reads the stored `open` of a session.
pub fn read_open(keys: &Keys, register: &Register, sid: &SessionId, bytes: &[u8]) -> Result<Said<Open>> {
    open_as(keys, register, sid, Kind::Open, &layout::open(sid), bytes, |open: &Open, author| {
        may_write(author)?;
        Ok(Some(open.nonce))
    })?
    .map_err(Error::from)
}

/// Reads a stored delta.
pub fn read_delta(
    keys: &Keys,
    register: &Register,
    sid: &SessionId,
    number: u32,
    bytes: &[u8],
) -> Result<Said<Delta>> {
    let name = layout::delta(sid, number);
    open_as(keys, register, sid, Kind::Delta, &name, bytes, |delta: &Delta, author| {
        may_write(author)?;
        if delta.number != number || delta.packs.iter().any(|pack| pack.id.session != *sid) {
            return Err("names packs of another session".to_owned());
        }
        for pack in &delta.packs {
            pack.check(Kind::Delta, &name).map_err(|damage| damage.problem)?;
        }
        Ok(Some(delta.nonce))
    })?
    .map_err(Error::from)
}

/// Reads the stored outcome of a session. A fence counts only from maintenance, a commit only from whoever opened the
/// session, a snapshot only from a writer, and records only from maintenance.
pub fn read_end(keys: &Keys, register: &Register, sid: &SessionId, bytes: &[u8]) -> Result<Said<End>> {
    Ok(examine_end(keys, register, sid, bytes)??)
}

/// As `read_end`, but tells forgery from damage, as the inner error.
pub fn examine_end(
    keys: &Keys,
    register: &Register,
    sid: &SessionId,
    bytes: &[u8],
) -> Result<Result<Said<End>, Damage>> {
    open_as(keys, register, sid, Kind::End, &layout::end(sid), bytes, |end, author| match end {
        End::Commit(Commit { snapshot: Some(_), .. }) if !author.role.may_back_up() => Err(refuse(author)),
        End::Commit(commit) if !commit.records.is_empty() && !author.role.may_maintain() => {
            Err(refuse(author))
        }
        End::Commit(commit) => may_write(author).map(|()| Some(commit.nonce)),
        End::Fence { .. } if !author.role.may_maintain() => Err(refuse(author)),
        End::Fence { .. } => Ok(None),
    })
}
