//! Names of things. Each is its own type, parses and prints, and cannot be mistaken for another.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};

/// A text that is not a valid identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a valid {what}")]
pub struct InvalidId {
    what: &'static str,
    text: String,
}

impl InvalidId {
    fn new(what: &'static str, text: &str) -> Self {
        Self { what, text: text.to_owned() }
    }
}

/// Lower-case hexadecimal digits of `bytes`.
pub fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)] as char);
        text.push(DIGITS[usize::from(byte & 15)] as char);
    }
    text
}

/// The bytes that lower-case hexadecimal `text` stands for, if it is exactly `N` of them.
pub fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 {
        return None;
    }
    let value = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = value(pair[0])? << 4 | value(pair[1])?;
    }
    Some(bytes)
}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $size:literal, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
        #[cbor(transparent)]
        pub struct $name(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; $size]);

        impl $name {
            /// Length in bytes.
            pub const LEN: usize = $size;

            /// The bytes of the identifier.
            pub fn as_bytes(&self) -> &[u8; $size] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&to_hex(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), to_hex(&self.0))
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                from_hex(text).map(Self).ok_or_else(|| InvalidId::new($what, text))
            }
        }
    };
}

identifier! {
    /// Identifies a repository for ever; chosen at random by `init`.
    RepositoryId, 32, "repository id"
}
identifier! {
    /// HMAC-SHA-256 of a chunk's plaintext.
    ChunkId, 32, "chunk id"
}
identifier! {
    /// HMAC-SHA-256 of a tree page's content, under a key of its own.
    PageId, 32, "page id"
}
identifier! {
    /// SHA-256 of a stored object's bytes.
    ObjectDigest, 32, "digest"
}
identifier! {
    /// A key slot: SHA-256 of the slot object's bytes, so a damaged slot is recognised as damage.
    SlotId, 32, "key id"
}
identifier! {
    /// What people call a snapshot: the random part of the session that committed it.
    SnapshotId, 12, "snapshot id"
}
identifier! {
    /// The trust group of a writer: hosts reuse chunks of their own group only.
    GroupId, 16, "trust group"
}
identifier! {
    /// Names a key in signatures: the first half of SHA-256 of its verifying key.
    SignerId, 16, "signer id"
}
identifier! {
    /// First half of a chunk or page id, which is what indexes hold. Two honest chunks share it with
    /// probability 2^-69 among 10^9, and the full id is checked whenever a chunk is read.
    IndexKey, 16, "index key"
}

impl ChunkId {
    /// The part of the id that indexes hold.
    pub fn index_key(&self) -> IndexKey {
        index_key(&self.0)
    }
}

impl PageId {
    /// The part of the id that indexes hold.
    pub fn index_key(&self) -> IndexKey {
        index_key(&self.0)
    }
}

fn index_key(id: &[u8; 32]) -> IndexKey {
    let mut key = [0; 16];
    key.copy_from_slice(&id[..16]);
    IndexKey(key)
}

impl SnapshotId {
    /// The eight digits people read and type.
    pub fn short(&self) -> String {
        to_hex(&self.0[..4])
    }
}

/// One writer's life in the repository: the number of the newest root it knew, then 96 random bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct SessionId {
    /// Number of the newest root the writer had seen when it opened the session.
    #[n(0)]
    pub root: u64,
    /// What makes the session unique, and the id of its snapshot if it commits one.
    #[n(1)]
    pub random: SnapshotId,
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}{}", self.root, self.random)
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SessionId({self})")
    }
}

impl FromStr for SessionId {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let invalid = || InvalidId::new("session id", text);
        let (root, random) = text.split_at_checked(16).ok_or_else(invalid)?;
        let root: [u8; 8] = from_hex(root).ok_or_else(invalid)?;
        let random = from_hex(random).ok_or_else(invalid)?;
        Ok(Self { root: u64::from_be_bytes(root), random: SnapshotId(random) })
    }
}

/// A pack: the `number`-th of its session. Names are never reused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub struct PackId {
    /// The session that wrote the pack.
    #[n(0)]
    pub session: SessionId,
    /// Counted from 0 within the session.
    #[n(1)]
    pub number: u32,
}

impl fmt::Display for PackId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:08x}", self.session, self.number)
    }
}

impl fmt::Debug for PackId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PackId({self})")
    }
}

impl FromStr for PackId {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let invalid = || InvalidId::new("pack id", text);
        let (session, number) = text.split_once('-').ok_or_else(invalid)?;
        let number: [u8; 4] = from_hex(number).ok_or_else(invalid)?;
        Ok(Self { session: session.parse().map_err(|_| invalid())?, number: u32::from_be_bytes(number) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_print_what_they_parse() {
        let session = SessionId { root: 0x1f, random: SnapshotId([7; 12]) };
        assert_eq!(session.to_string(), "000000000000001f070707070707070707070707");
        assert_eq!(session.to_string().parse(), Ok(session));
        let pack = PackId { session, number: 3 };
        assert_eq!(pack.to_string().parse(), Ok(pack));
        let id = ChunkId([0xab; 32]);
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn nonsense_is_refused_by_name() {
        let error = "xyz".parse::<ChunkId>().unwrap_err();
        assert_eq!(error.to_string(), "\"xyz\" is not a valid chunk id");
        assert!("é00000000000000000000000000000000000000".parse::<SessionId>().is_err());
        assert!("00".repeat(31).parse::<ChunkId>().is_err());
        assert!("AB".repeat(32).parse::<ChunkId>().is_err());
    }

    #[test]
    fn sessions_order_by_root_number_in_text_too() {
        let older = SessionId { root: 9, random: SnapshotId([0xff; 12]) };
        let newer = SessionId { root: 10, random: SnapshotId([0; 12]) };
        assert!(older < newer);
        assert!(older.to_string() < newer.to_string());
    }
}
