//! Why a backup failed.

use crate::filesystem;
use crate::repository;

/// A backup that made no snapshot.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The repository failed.
    #[error(transparent)]
    Repository(#[from] repository::Error),
    /// A source is missing or cannot be read.
    #[error(transparent)]
    Source(filesystem::Error),
    /// No source was named.
    #[error("there is nothing to back up: no path was given")]
    NoSource,
    /// Paths are to begin at different places.
    #[error("not all paths have the same before /./, which is where the snapshot begins")]
    Prefixes,
    /// A path leads out of where the snapshot begins.
    #[error("{} does not lie below what comes before /./, which is where the snapshot begins", path.display())]
    Outside {
        /// The path.
        path: std::path::PathBuf,
    },
    /// The sources hold nothing at all.
    #[error("there is nothing to back up: {paths} holds no file")]
    EmptySource {
        /// The sources.
        paths: String,
    },
    /// Too many of the last snapshot's files are gone.
    #[error(
        "{} of {before} files of the last snapshot are gone from the sources, more than {allowed} %", before - left
    )]
    Loss {
        /// Files of the last snapshot.
        before: u64,
        /// Those that are still there.
        left: u64,
        /// How many of a hundred may go.
        allowed: u8,
    },
    /// A stream could not be read to its end.
    #[error("cannot back up {what}: {problem}")]
    Stream {
        /// The stream.
        what: String,
        /// Why.
        problem: String,
    },
    /// The user stopped it.
    #[error("the backup was interrupted")]
    Interrupted,
    /// The host's record of the last backup is damaged. It is dropped and the backup begins anew.
    #[error("the host's record of the last backup is damaged")]
    StateDamaged,
    /// Another thread failed and has the reason.
    #[error("the backup was stopped")]
    Stopped,
}

impl From<repository::paged_file::Damaged> for Error {
    fn from(_: repository::paged_file::Damaged) -> Self {
        Self::StateDamaged
    }
}

/// Result of a part of a backup.
pub type Result<T, E = Error> = std::result::Result<T, E>;
