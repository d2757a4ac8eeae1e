//! Mount: the snapshots of a repository as a read-only file system.
//!
//! `layout` names the folders above the snapshots, `inodes` numbers what the system knows, `attributes` tells what
//! `stat` shows, `lru` forgets: all pure. `shown` looks for new snapshots, `blocks` holds opened blocks of data, `file` finds a
//! place in a file. `mounted`, `listing` and `reading` are the file system, and can be asked without a mount; `session`
//! puts it before the system through FUSE, many requests at once.

mod attributes;
mod blocks;
mod file;
mod inodes;
mod layout;
mod listing;
mod lru;
mod mounted;
mod reading;
mod session;
mod shown;

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::model::snapshot::Snapshot;
use crate::policy::select::Filter;
use crate::repository;

pub use attributes::Owner;
pub use file::Sought;
pub use listing::Row;
pub use mounted::Mounted;
pub use session::{Access, DEVICE, run};
pub use shown::{FRESH, NameOf};

/// What is shown, and how.
pub struct Options {
    /// Which snapshots.
    pub filter: Filter,
    /// How the time of a snapshot becomes a name.
    pub name_of: Box<NameOf>,
    /// Whom entries belong to.
    pub owner: Owner,
    /// Bytes of opened blocks that are kept.
    pub cache_size: u64,
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { filter, owner, cache_size, .. } = self;
        let mut debug = f.debug_struct("Options");
        debug.field("filter", filter).field("owner", owner).field("cache_size", cache_size);
        debug.finish_non_exhaustive()
    }
}

/// Hears of what the system cannot be told.
pub trait Observer: Sync {
    /// The mount is there, and shows so many snapshots.
    fn mounted(&self, snapshots: usize);
    /// Something could not be read; no path where it is about the repository as a whole.
    fn failed(&self, snapshot: Option<&Snapshot>, path: &[u8], error: &repository::Error);
    /// A snapshot was asked for that is no longer there.
    fn forgotten(&self, snapshot: &Snapshot);
}

/// Why nothing is mounted, or no longer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The repository failed.
    #[error(transparent)]
    Repository(#[from] repository::Error),
    /// The system has no FUSE.
    #[error("nothing can be mounted here: there is no {DEVICE}")]
    NoDevice,
    /// Users other than root need a program that mounts for them.
    #[error("only root may mount without the program fusermount3, which is not there")]
    NoHelper,
    /// The system refuses.
    #[error("cannot mount at {}: {source}", at.display())]
    Refused {
        /// The folder.
        at: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The system does not go on asking.
    #[error("the connection of the mount at {} broke: {source}", at.display())]
    Broken {
        /// The folder.
        at: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}
