//! Repositories of restic, versions 1 and 2, read and never written: <https://restic.readthedocs.io/en/stable/100_references.html>.
//!
//! It is read through [`crate::storage`], so that a folder and S3 work as for our own repositories; what reads it elsewhere
//! would bring a second client for every store. Every file is checked by its name and every blob by its id, which are
//! SHA-256 of what they hold.

mod crypto;
mod error;
mod index;
mod keys;
mod quoted;
mod repository;
mod snapshot;
mod tree;

use crate::model::id::from_hex;

pub use error::Error;
pub use repository::{Password, Repository};
pub use snapshot::Snapshot;
pub use tree::{Entry, Tree};

/// Result of reading.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// SHA-256 of a blob, a file or a snapshot.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(pub [u8; 32]);

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&crate::model::id::to_hex(&self.0))
    }
}

impl std::fmt::Debug for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Id({self})")
    }
}

impl<'de> serde::Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        let id = from_hex(&text).map(Self);
        id.ok_or_else(|| serde::de::Error::custom("an id is 64 hexadecimal digits"))
    }
}
