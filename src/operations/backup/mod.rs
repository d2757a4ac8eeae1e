//! Backup: walk, work, assemble, commit.
//!
//! Each attempt has a session of its own (`attempt`). In it (`pipeline`) one thread walks (`walk`), one a core works
//! (`work`), one assembles the tree (`assemble`); packs are uploaded meanwhile (`store`), and what is durable is noted in
//! deltas (`operations::session`). What was measured on the way (`measure`) is compared with earlier backups (`judge`).
//! The commit comes last: a backup cut short anywhere leaves packs that the next one finds, and never a snapshot that lies.

mod assemble;
mod attempt;
pub(super) mod block;
pub(super) mod budget;
mod effort;
mod error;
mod judge;
pub(super) mod known;
mod large;
mod leave_out;
mod measure;
mod open_packs;
pub(super) mod pages;
mod pipeline;
mod progress;
mod sources;
mod spans;
mod stages;
mod state;
pub(super) mod store;
mod stream;
mod walk;
mod work;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use tokio::runtime::Handle;

use crate::filesystem::{Identity, MetadataOptions};
use crate::model::id::{SessionId, SnapshotId};
use crate::model::measures::Reasons;
use crate::model::snapshot::{Snapshot, SnapshotKind, Summary};
use crate::model::time::{Clock, Timestamp};
use crate::policy::exclude::Excludes;
use crate::repository::{Damage, Repository};

use attempt::Attempt;
use sources::Sources;
pub use stream::{Input, Stream};

pub use attempt::series;
pub use effort::Effort;
pub use error::Error;
pub use progress::{ItemEvent, Observer, Progress, Silent};
pub use sources::with_slash;
pub use stages::{Stage, Stages};
pub use state::suspects;
pub use store::StoreOptions;

/// Looks whether every source is there, before anything else is done.
pub fn check_sources(paths: &[PathBuf], current: &Path) -> error::Result<()> {
    Sources::new(paths, current).map(drop)
}

/// The folder that a snapshot's tree begins in.
pub fn base_of(snapshot: &Snapshot) -> Option<PathBuf> {
    let base: &OsStr = OsStrExt::from_bytes(snapshot.body.base.as_deref()?);
    Some(PathBuf::from(base))
}

/// What to back up, and how.
#[derive(Debug, Clone)]
pub struct BackupOptions {
    /// Files and directories.
    pub paths: Vec<PathBuf>,
    /// What relative paths start from.
    pub current: PathBuf,
    /// Full or incremental.
    pub kind: SnapshotKind,
    /// Name of this host.
    pub host: String,
    /// Name of this user.
    pub user: String,
    /// Number of this user.
    pub uid: u32,
    /// Group number of this user.
    pub gid: u32,
    /// Labels.
    pub tags: Vec<String>,
    /// The dataset of a profile that is backed up, if it is one.
    pub dataset: Option<String>,
    /// How chunks are stored.
    pub store: StoreOptions,
    /// What is recorded of files besides their content.
    pub metadata: MetadataOptions,
    /// Threads that hash and compress.
    pub threads: usize,
    /// Directories that are never entered.
    pub skipped: Vec<Identity>,
    /// Back up this in place of files.
    pub stream: Option<Stream>,
    /// What is left out.
    pub excludes: Excludes,
    /// Make no snapshot of a tree that is as the last snapshot's.
    pub skip_if_unchanged: bool,
    /// Leave no trace on this host. The store has to see to it that nothing is changed there.
    pub dry_run: bool,
    /// How many of a hundred files of the last snapshot may be gone.
    pub max_loss: Option<u8>,
    /// Files that nobody has a reason to change, as absolute paths.
    pub canaries: Vec<PathBuf>,
    /// The time that the snapshot tells, in place of that at which the backup began.
    pub time: Option<Timestamp>,
}

/// What came of a backup that went well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// A snapshot.
    Snapshot,
    /// Nothing: it would be as the one before.
    Unchanged,
    /// Nothing: it was only tried.
    DryRun,
}

/// A snapshot was made.
#[derive(Debug, Clone)]
pub struct BackupResult {
    /// Whether there is a snapshot now.
    pub saved: Saved,
    /// Its name; where it was only tried, one that nothing has.
    pub snapshot: SnapshotId,
    /// The session that made it.
    pub session: SessionId,
    /// Its kind; without a parent it is always full.
    pub kind: SnapshotKind,
    /// What it took unchanged entries from.
    pub parent: Option<SessionId>,
    /// Counts and sizes.
    pub summary: Summary,
    /// Entries that could not be read.
    pub unreadable: u64,
    /// Why it is suspect: it looks as if files were encrypted or destroyed.
    pub reasons: Reasons,
    /// When it began.
    pub started: Timestamp,
    /// When it was committed.
    pub finished: Timestamp,
    /// Stored objects that were found damaged on the way.
    pub findings: Vec<Damage>,
}

/// Sessions fenced in a row before the backup gives up.
const MAX_SESSIONS: u32 = 3;

/// Backs up. Blocks; storage calls run on `handle`.
pub fn run(
    repository: &Repository,
    handle: &Handle,
    options: &BackupOptions,
    clock: &dyn Clock,
    progress: &Progress,
    observer: &dyn Observer,
) -> error::Result<BackupResult> {
    let role = repository.keys().role();
    if !role.may_back_up() {
        return Err(crate::repository::Error::Role { role, action: "back up" }.into());
    }
    let started = clock.now();
    let mut use_state = options.kind == SnapshotKind::Incremental && options.stream.is_none();
    for _ in 0..MAX_SESSIONS {
        let sources = match &options.stream {
            Some(stream) => Sources::stream(&stream.name),
            None => Sources::new(&options.paths, &options.current)?,
        };
        let attempt = Attempt::begin(repository, handle, options, started, sources, use_state)?;
        match attempt.run(clock, progress, observer) {
            Ok(Some(result)) => return Ok(result),
            // A stream is read once.
            Ok(None) if options.stream.is_some() => break,
            Ok(None) => {}
            Err(Error::StateDamaged) => use_state = false,
            Err(error) => return Err(error),
        }
    }
    Err(crate::repository::Error::Contended { object: "a session".to_owned(), tries: MAX_SESSIONS }.into())
}
