//! Restore: plan by block, fetch what lies together in one request, write out of order, set metadata last.
//!
//! The tree is walked in order (`plan`) and cut into batches; of each, the blocks that hold its chunks are fetched and
//! written by all cores (`execute`), while the next one is planned; then come its hard links, and its directories, the
//! deepest first. What already is as it should be is left alone, so a restore that was cut short goes on where it
//! stopped. A dry run takes the same decisions from the same facts and stops before each change, so that what it tells is
//! what would happen.

mod batch;
mod content;
mod delete;
mod directories;
mod entries;
mod execute;
mod file;
mod links;
mod part;
mod place;
mod plan;

use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};
use std::thread;

use crossbeam_channel::bounded;
use tokio::runtime::Handle;

use crate::filesystem::{self, ApplyOptions, Identity, Target};
use crate::model::id::SessionId;
use crate::repository::reader::Reader;
use crate::repository::{self, Damage, Repository};

use super::select::{self, Selected};
use delete::Deletable;
use execute::execute;
use plan::Planner;

/// What to do with files that exist already. Directories always become as they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Overwrite {
    /// Replace whatever differs; content is compared by reading it.
    #[default]
    Always,
    /// Replace files of another size or time of change.
    IfChanged,
    /// Replace files that are older than the snapshot's.
    IfNewer,
    /// Leave every file that exists.
    Never,
}

/// What is wanted of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Restore it.
    Yes,
    /// A directory that is only entered because something below it may be wanted.
    Enter,
    /// Leave it out, with all below it.
    No,
}

/// Decides what is wanted by path (relative to where the restore begins) and whether it is a directory.
pub type Filter = dyn Fn(&[u8], bool) -> Wanted + Send + Sync;

/// How to restore.
pub struct RestoreOptions {
    /// The directory to restore into. It is made if it does not exist.
    pub target: PathBuf,
    /// Names on the way to the part of the snapshot that is wanted; its content goes right into the target.
    pub path: Vec<Vec<u8>>,
    /// What is wanted; everything if `None`.
    pub filter: Option<Box<Filter>>,
    /// What to do with what exists.
    pub overwrite: Overwrite,
    /// Delete what the snapshot does not have.
    pub delete: bool,
    /// Files and directories that are never deleted.
    pub spared: Vec<Identity>,
    /// Leave out blocks of zeros, also where they were written in the recorded file.
    pub sparse: bool,
    /// Change nothing, only count.
    pub dry_run: bool,
    /// Owners and attributes.
    pub apply: ApplyOptions,
    /// Threads that open, check and write.
    pub threads: usize,
    /// Requests under way at once.
    pub connections: usize,
}

impl std::fmt::Debug for RestoreOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RestoreOptions")
            .field("target", &self.target)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// Counters that anybody may look at while the restore runs.
#[derive(Debug, Default)]
pub struct Progress {
    /// Regular files restored.
    pub files: AtomicU64,
    /// Links, devices and the like restored.
    pub others: AtomicU64,
    /// Directories made.
    pub directories: AtomicU64,
    /// Entries of which only owner, mode, times or attributes were set right.
    pub updated: AtomicU64,
    /// Entries deleted.
    pub deleted: AtomicU64,
    /// Files that were as they should be, or not to be touched.
    pub skipped: AtomicU64,
    /// Bytes of the files that stay.
    pub bytes_skipped: AtomicU64,
    /// Bytes of the files restored, holes included.
    pub bytes: AtomicU64,
    /// Entries that failed.
    pub failed: AtomicU64,
    /// Set to stop the restore.
    pub interrupted: AtomicBool,
}

impl Progress {
    fn add(counter: &AtomicU64, count: u64) {
        counter.fetch_add(count, Ordering::Relaxed);
    }
}

/// What became of an entry, or would become of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// It was not there and was made.
    Restored,
    /// What was there was replaced or set right.
    Updated,
    /// It is as it should be, or not to be touched.
    Unchanged,
    /// It was there and the snapshot does not have it.
    Deleted,
}

/// Hears about single entries. Called from several threads.
pub trait Observer: Send + Sync {
    /// An entry was not restored.
    fn failed(&self, path: &[u8], problem: &str);
    /// Something of an entry could not be set; the entry itself is there.
    fn warning(&self, warning: &filesystem::Warning);
    /// Something became of an entry; `path` makes its path.
    fn item(&self, path: &dyn Fn() -> Vec<u8>, action: Action);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {
    fn failed(&self, _: &[u8], _: &str) {}
    fn warning(&self, _: &filesystem::Warning) {}
    fn item(&self, _: &dyn Fn() -> Vec<u8>, _: Action) {}
}

/// What a restore came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RestoreResult {
    /// Damaged or missing objects that files needed.
    pub findings: Vec<Damage>,
    /// Entries that could not be written.
    pub failed: u64,
    /// Owners, modes or attributes that could not be set.
    pub warnings: u64,
}

/// A restore that could not go on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The repository failed.
    #[error(transparent)]
    Repository(#[from] repository::Error),
    /// The target failed as a whole.
    #[error(transparent)]
    Target(filesystem::Error),
    /// The path is not in the snapshot.
    #[error("the snapshot {snapshot} holds no {path}")]
    NoSuchPath {
        /// The snapshot.
        snapshot: String,
        /// The path.
        path: String,
    },
    /// Deleting was asked for, but the snapshot is not the whole truth.
    #[error("the snapshot {snapshot} does not tell what to delete: {why}")]
    Incomplete {
        /// The snapshot.
        snapshot: String,
        /// What it lacks.
        why: String,
    },
    /// The snapshot was forgotten and is being swept, or is swept already.
    #[error("the snapshot {snapshot} was forgotten during the run")]
    Forgotten {
        /// The snapshot.
        snapshot: String,
    },
    /// The user stopped it.
    #[error("the restore was interrupted")]
    Interrupted,
}

impl From<Damage> for Error {
    fn from(damage: Damage) -> Self {
        Self::Repository(damage.into())
    }
}

impl From<filesystem::Error> for Error {
    fn from(error: filesystem::Error) -> Self {
        Self::Target(error)
    }
}

/// Result of a part of a restore.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What all parts of a restore share.
struct Shared<'a> {
    snapshot: SessionId,
    /// Whether it was found to be forgotten. Asked at the first damage.
    forgotten: OnceLock<bool>,
    reader: Reader<'a>,
    handle: &'a Handle,
    options: &'a RestoreOptions,
    progress: &'a Progress,
    observer: &'a dyn Observer,
    /// What may be deleted, if anything.
    deletable: Option<Deletable>,
    writer: filesystem::MetadataWriter,
    result: Mutex<RestoreResult>,
}

impl Shared<'_> {
    fn lock(&self) -> std::sync::MutexGuard<'_, RestoreResult> {
        self.result.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Whether the snapshot was forgotten since the restore began, so that what is missing is no damage.
    fn is_forgotten(&self) -> bool {
        *self.forgotten.get_or_init(|| {
            let gone = select::is_gone(self.reader.repository(), &self.snapshot);
            self.handle.block_on(gone).unwrap_or(false)
        })
    }

    /// Notes that an entry failed because stored data is damaged.
    fn damaged(&self, path: &[u8], damage: Damage) {
        if self.is_forgotten() {
            return;
        }
        self.observer.failed(path, &damage.to_string());
        Progress::add(&self.progress.failed, 1);
        let mut result = self.lock();
        if !result.findings.contains(&damage) {
            result.findings.push(damage);
        }
    }

    /// Notes that an entry failed; an error that all that follow would meet too ends the restore.
    fn failed(&self, error: filesystem::Error) -> Result<()> {
        if error.kind() == filesystem::ErrorKind::Full {
            return Err(Error::Target(error));
        }
        self.observer.failed(error.path(), &error.to_string());
        Progress::add(&self.progress.failed, 1);
        self.lock().failed += 1;
        Ok(())
    }

    fn warn(&self, warnings: &[filesystem::Warning]) {
        warnings.iter().for_each(|warning| self.observer.warning(warning));
        self.lock().warnings += warnings.len() as u64;
    }

    /// The path of what lies below the target.
    fn path(&self, below: &[u8]) -> Vec<u8> {
        filesystem::join(self.options.target.as_os_str().as_bytes(), below)
    }

    fn is_interrupted(&self) -> bool {
        self.progress.interrupted.load(Ordering::Relaxed) || self.forgotten.get() == Some(&true)
    }
}

/// Restores a snapshot or a part of it. Blocks; storage calls run on `handle`.
pub fn run(
    repository: &Repository,
    handle: &Handle,
    selected: &Selected,
    options: &RestoreOptions,
    progress: &Progress,
    observer: &dyn Observer,
) -> Result<RestoreResult> {
    repository.keys().private(repository::layout::Kind::DataPack)?;
    let deletable =
        options.delete.then(|| Deletable::new(&selected.snapshot, &options.spared)).transpose()?;
    let target = match Target::open(&options.target, !options.dry_run) {
        Ok(target) => Some(target),
        Err(error) if options.dry_run && error.kind() == filesystem::ErrorKind::NotFound => None,
        Err(error) => return Err(error.into()),
    };
    let shared = Shared {
        snapshot: selected.entry.session,
        forgotten: OnceLock::new(),
        reader: Reader::new(repository),
        handle,
        options,
        progress,
        observer,
        deletable,
        writer: filesystem::MetadataWriter::new(options.apply),
        result: Mutex::default(),
    };
    let restored = plan_and_write(&shared, target, selected);
    let damaged = matches!(&restored, Err(Error::Repository(error)) if error.is_damage());
    if shared.forgotten.get() == Some(&true) || damaged && shared.is_forgotten() {
        return Err(Error::Forgotten { snapshot: selected.snapshot.id().short() });
    }
    restored?;
    Ok(shared.result.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner))
}

/// Plans the next batch while one is written.
fn plan_and_write(shared: &Shared<'_>, target: Option<Target>, selected: &Selected) -> Result<()> {
    thread::scope(|scope| {
        let (batches, planned) = bounded(0);
        let root = target.clone();
        let written = scope
            .spawn(move || planned.into_iter().try_for_each(|batch| execute(shared, root.as_ref(), batch)));
        let planned = Planner::new(shared, target, batches).run(selected);
        let written = written.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        written.and(planned)
    })
}
