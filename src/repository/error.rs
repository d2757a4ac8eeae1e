//! What can go wrong with a repository, with the facts. Advice is added by the command line.

use std::fmt;
use std::path::PathBuf;

use crate::codec;
use crate::model::id::SnapshotId;
use crate::model::role::Role;
use crate::storage;

use super::layout::Kind;

/// A failure of the repository.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] storage::Error),
    /// There is no repository.
    #[error("there is no repository at {location}")]
    NoRepository {
        /// Where one was sought.
        location: String,
    },
    /// There is one already.
    #[error("{location} holds a repository already")]
    RepositoryExists {
        /// Where.
        location: String,
    },
    /// The folder holds other things.
    #[error("{location} is not empty and holds no repository")]
    NotEmpty {
        /// Where.
        location: String,
    },
    /// No slot opens with the passphrase or key file.
    #[error("no key of the repository at {location} opens with this {secret}")]
    WrongKey {
        /// Where.
        location: String,
        /// "passphrase" or "key file".
        secret: &'static str,
    },
    /// A stored object is not what it must be.
    #[error(transparent)]
    Damage(#[from] Damage),
    /// A newer program wrote this.
    #[error("{object} has format version {found}; this program reads up to {supported}")]
    Version {
        /// Key of the object.
        object: String,
        /// Version found.
        found: u32,
        /// Newest version this program reads.
        supported: u32,
    },
    /// The key may not do this.
    #[error("a key of role \"{role}\" cannot {action}")]
    Role {
        /// Role of the key in use.
        role: Role,
        /// What was to be done.
        action: &'static str,
    },
    /// The key was revoked.
    #[error("the key {signer} was removed from the repository")]
    Revoked {
        /// Id of the signer.
        signer: String,
    },
    /// Another commit came first, again and again.
    #[error("{object} could not be committed: other writers were faster {tries} times")]
    Contended {
        /// Key of the object.
        object: String,
        /// How often it was tried.
        tries: u32,
    },
    /// A session was fenced by maintenance.
    #[error("maintenance ended the session {session} because it was silent for long")]
    Fenced {
        /// The session.
        session: String,
    },
    /// The snapshot is on its way out.
    #[error("snapshot {snapshot} is being swept already")]
    BeingSwept {
        /// The snapshot.
        snapshot: SnapshotId,
    },
    /// The snapshot is not in the catalogue.
    #[error("there is no snapshot {snapshot} any more")]
    NoSnapshot {
        /// The snapshot.
        snapshot: SnapshotId,
    },
    /// A block did not come back from its own encryption and compression: nothing was uploaded.
    #[error("a block for pack {pack} could not be read back after it was sealed")]
    Unreadable {
        /// The pack.
        pack: String,
    },
    /// Packs were filled that are not known to be stored: nothing may be committed.
    #[error("{missing} of {all} packs were filled and are not known to be stored")]
    NotStored {
        /// Packs of which nothing was heard.
        missing: u32,
        /// Packs that were filled.
        all: u32,
    },
    /// Another part of the same operation failed and has the reason.
    #[error("the operation was stopped")]
    Stopped,
    /// A local file of the cache could not be read or written.
    #[error("{during} {}: {source}", path.display())]
    Local {
        /// The file.
        path: PathBuf,
        /// What was being done.
        during: &'static str,
        /// Why it failed.
        source: std::io::Error,
    },
    /// Anything the codec refused that is not damage of a stored object.
    #[error("{during}: {source}")]
    Codec {
        /// What was being done.
        during: &'static str,
        /// Why it failed.
        source: codec::Error,
    },
    /// The passphrase or key file cannot be used.
    #[error("{0}")]
    Secret(String),
}

/// A stored object that is missing or not what it must be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} {object} {problem}")]
pub struct Damage {
    /// Key of the object.
    pub object: String,
    /// What it should be.
    pub kind: KindWord,
    /// What is wrong with it, as a sentence without its subject.
    pub problem: String,
}

/// A kind of object in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindWord(pub Kind);

impl fmt::Display for KindWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.word())
    }
}

impl Damage {
    /// Damage of `object`, told as "does not ..." or "is ...".
    pub fn new(kind: Kind, object: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { object: object.into(), kind: KindWord(kind), problem: problem.into() }
    }
}

/// The problem of an object that is not there.
const MISSING: &str = "is missing";

impl Damage {
    /// An object that is not there.
    pub fn missing(kind: Kind, object: impl Into<String>) -> Self {
        Self::new(kind, object, MISSING)
    }

    /// Whether the object is not there at all.
    pub fn is_missing(&self) -> bool {
        self.problem == MISSING
    }
}

impl Error {
    /// Whether a stored object is missing or wrong, as opposed to out of reach.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damage(_))
    }

    /// Turns "not found" into damage: the object must be there.
    pub fn missing_is_damage(self, kind: Kind) -> Self {
        match self {
            Self::Storage(error) if error.kind() == storage::ErrorKind::NotFound => {
                Self::Damage(Damage::missing(kind, error.key()))
            }
            Self::Storage(error) if error.kind() == storage::ErrorKind::Range => {
                Self::Damage(Damage::new(kind, error.key(), "is truncated"))
            }
            other => other,
        }
    }
}

/// Result of a repository operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;
