//! Where objects lie in the store. The only place that spells their keys.

use crate::model::id::{ObjectDigest, PackId, SessionId, SlotId};

/// What an object is. Its word is bound into the object's encryption, so that one kind cannot pass for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The immutable description of the repository.
    Config,
    /// A sealed set of secrets.
    Slot,
    /// Chunks of files.
    DataPack,
    /// Pages of trees.
    TreePack,
    /// The beginning of a session.
    Open,
    /// Packs a session has stored so far.
    Delta,
    /// The one outcome of a session.
    End,
    /// The part of a commit that only readers of metadata can open.
    Body,
    /// Tags given and taken away: only readers of metadata can open them.
    Tags,
    /// Alerts that begin and end: only readers of metadata can open them.
    Alerts,
    /// The report of a drill: only readers of metadata can open it.
    Drill,
    /// What somebody made of a drill afterwards: the same.
    Review,
    /// A numbered state of the whole repository.
    Root,
    /// Part of the index.
    Index,
    /// Part of the catalogue.
    Catalog,
    /// The list of keys and what they may do.
    Register,
}

impl Kind {
    /// The word that stands for the kind in keys of encryption and in messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::Slot => "slot",
            Self::DataPack => "data pack",
            Self::TreePack => "tree pack",
            Self::Open => "open",
            Self::Delta => "delta",
            Self::End => "end",
            Self::Body => "body",
            Self::Tags => "tags",
            Self::Alerts => "alerts",
            Self::Drill => "drill",
            Self::Review => "review",
            Self::Root => "root",
            Self::Index => "index",
            Self::Catalog => "catalog",
            Self::Register => "register",
        }
    }
}

/// The description of the repository.
pub const CONFIG: &str = "config";
/// Objects that the probe of a store leaves where it may not delete.
pub const PROBE: &str = "probe-";
/// Folder of the key slots.
pub const KEYS: &str = "keys/";
/// Folder of the packs.
pub const PACKS: &str = "packs/";
/// Folder of the sessions.
pub const SESSIONS: &str = "sessions/";
/// Folder of the roots, newest first in a listing.
pub const ROOTS: &str = "root/";
/// Folder of the index segments.
pub const INDEX: &str = "index/";
/// Folder of the catalogue segments.
pub const CATALOG: &str = "catalog/";

/// Key of a slot.
pub fn slot(id: &SlotId) -> String {
    format!("{KEYS}{id}")
}

/// Key of a pack. Two digits of the random part spread packs over 256 folders.
pub fn pack(id: &PackId) -> String {
    let spread = id.session.random.0[0] ^ (id.number as u8);
    format!("{PACKS}{spread:02x}/{id}")
}

/// Folder of one session.
pub fn session(sid: &SessionId) -> String {
    format!("{SESSIONS}{sid}/")
}

/// Key of the beginning of a session.
pub fn open(sid: &SessionId) -> String {
    format!("{SESSIONS}{sid}/open")
}

/// Key of the `number`-th delta of a session.
pub fn delta(sid: &SessionId, number: u32) -> String {
    format!("{SESSIONS}{sid}/delta-{number:08x}")
}

/// Key of the outcome of a session.
pub fn end(sid: &SessionId) -> String {
    format!("{SESSIONS}{sid}/end")
}

/// Key of the fence of a session, in a store without conditional PUT.
pub fn fence(sid: &SessionId) -> String {
    format!("{SESSIONS}{sid}/fence")
}

/// Key of a root. Counted down, so that a listing of one key gives the newest.
pub fn root(number: u64) -> String {
    format!("{ROOTS}{:016x}", u64::MAX - number)
}

/// Key of an index segment made for root `made`.
pub fn index(made: u64, id: &ObjectDigest) -> String {
    format!("{INDEX}{made:016x}-{id}")
}

/// Key of a catalogue segment made for root `made`.
pub fn catalog(made: u64, id: &ObjectDigest) -> String {
    format!("{CATALOG}{made:016x}-{id}")
}

/// The root that the segment stored under `key` was made for.
pub fn parse_segment(key: &str) -> Option<u64> {
    let (made, id) = key.strip_prefix(INDEX).or_else(|| key.strip_prefix(CATALOG))?.split_once('-')?;
    let _: ObjectDigest = id.parse().ok()?;
    (made.len() == 16).then(|| u64::from_str_radix(made, 16).ok()).flatten()
}

/// The number of the root stored under `key`.
pub fn parse_root(key: &str) -> Option<u64> {
    let digits = key.strip_prefix(ROOTS)?;
    (digits.len() == 16).then(|| u64::from_str_radix(digits, 16).ok()).flatten().map(|n| u64::MAX - n)
}

/// The pack stored under `key`, if the folder fits the name.
pub fn parse_pack(key: &str) -> Option<PackId> {
    let id: PackId = key.strip_prefix(PACKS)?.split_once('/')?.1.parse().ok()?;
    (pack(&id) == key).then_some(id)
}

/// What a key below `sessions/` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionObject {
    /// The beginning.
    Open,
    /// A numbered delta.
    Delta(u32),
    /// The outcome.
    End,
    /// The fence of a store without conditional PUT.
    Fence,
}

/// The session and the part of it stored under `key`.
pub fn parse_session(key: &str) -> Option<(SessionId, SessionObject)> {
    let (sid, object) = key.strip_prefix(SESSIONS)?.split_once('/')?;
    let sid = sid.parse().ok()?;
    let object = match object {
        "open" => SessionObject::Open,
        "end" => SessionObject::End,
        "fence" => SessionObject::Fence,
        _ => SessionObject::Delta(u32::from_str_radix(object.strip_prefix("delta-")?, 16).ok()?),
    };
    Some((sid, object))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::SnapshotId;

    #[test]
    fn the_newest_root_is_listed_first() {
        assert!(root(7) < root(6));
        assert_eq!(parse_root(&root(7)), Some(7));
        assert_eq!(parse_root("root/7"), None);
    }

    #[test]
    fn keys_name_what_they_were_made_from() {
        let session = SessionId { root: 4, random: SnapshotId([9; 12]) };
        let id = PackId { session, number: 0x102 };
        assert_eq!(parse_pack(&pack(&id)), Some(id));
        assert_eq!(parse_pack(&pack(&id).replace("packs/0b", "packs/0c")), None);
        assert_eq!(parse_session(&open(&session)), Some((session, SessionObject::Open)));
        assert_eq!(parse_session(&delta(&session, 3)), Some((session, SessionObject::Delta(3))));
        assert_eq!(parse_session(&end(&session)), Some((session, SessionObject::End)));
        assert_eq!(parse_session("sessions/x/open"), None);
        assert_eq!(parse_segment(&index(5, &ObjectDigest([1; 32]))), Some(5));
        assert_eq!(parse_segment(&catalog(6, &ObjectDigest([1; 32]))), Some(6));
        assert_eq!(parse_segment("index/7-00"), None);
    }
}
