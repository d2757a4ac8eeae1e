//! What can go wrong, with the facts.

use crate::storage;

/// Why a repository could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] storage::Error),
    /// There is no repository of restic.
    #[error("there is no repository of restic at {location}")]
    NoRepository {
        /// Where one was sought.
        location: String,
    },
    /// No key opens with the password.
    #[error("no key of restic's repository at {location} opens with this password")]
    WrongPassword {
        /// Where.
        location: String,
    },
    /// A newer program wrote this.
    #[error("restic's repository at {location} has version {found}; this program reads 1 and 2")]
    Version {
        /// Where.
        location: String,
        /// Version found.
        found: u32,
    },
    /// Something is missing or not what it must be.
    #[error("restic's {object} {problem}")]
    Damage {
        /// What it is.
        object: String,
        /// What is wrong with it, as a sentence without its subject.
        problem: String,
    },
}

impl Error {
    /// Damage of an object.
    pub fn damage(object: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Damage { object: object.into(), problem: problem.into() }
    }
}
