//! What the processes of the simulation do: the operations as the command line runs them.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sandyq::codec::random::seeded;
use sandyq::filesystem::{ApplyOptions, MetadataOptions};
use sandyq::model::snapshot::SnapshotKind;
use sandyq::operations::absorb::{self, Floor};
use sandyq::operations::backup::{self, BackupOptions, StoreOptions};
use sandyq::operations::restore::{self, Overwrite, RestoreOptions, RestoreResult};
use sandyq::operations::select::{self, Selected};
use sandyq::operations::verify::{self, VerifyOptions};
use sandyq::repository::{CacheRoot, Error, Repository};
use sandyq::storage::Storage;
use tokio::runtime::{Handle, Runtime};

use crate::house::describe;

use super::chance::Chance;
use super::sources;
use super::world::{Hours, Key, TEMPLATE, Truth, Wrong};

/// What an actor is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    BackUp,
    Absorb,
    Restore,
    Verify,
}

/// One run of a program on a host.
pub struct Job {
    pub duty: Duty,
    pub host: String,
    pub key: Key,
    /// The host's own folder: its cache, its sources, room to restore into.
    pub folder: PathBuf,
    pub storage: Arc<dyn Storage>,
    pub clock: Hours,
    pub seed: u64,
    /// Whether the store failed this process at any time: then the operation may fail too.
    pub troubled: Arc<AtomicBool>,
    pub truth: Arc<Mutex<Truth>>,
}

/// How a process ended.
pub type Ended = Result<String, Wrong>;

impl Job {
    /// Does its duty. Wrong is what must not happen however the store and the others behave.
    pub fn run(&self) -> Ended {
        seeded::this_thread(self.seed);
        let runtime = runtime();
        let mut chance = Chance::new(self.seed);
        let cache = CacheRoot::Folder(self.cache());
        let unlock = TEMPLATE.unlock(self.key);
        let tree = if self.duty == Duty::BackUp { Some(self.change(&mut chance)) } else { None };
        let repository = match runtime.block_on(Repository::open(self.storage.clone(), &unlock, &cache)) {
            Ok(repository) => repository,
            Err(error) => return self.failed(&error),
        };
        let handle = runtime.handle();
        match self.duty {
            Duty::BackUp => self.back_up(&repository, handle, &mut chance, tree.unwrap_or_default()),
            Duty::Absorb => {
                match runtime.block_on(absorb::absorb(&repository, &self.clock, Floor::WhenNeeded)) {
                    Ok(count) => Ok(format!("{count} absorbed")),
                    Err(error) => self.failed(&error),
                }
            }
            Duty::Restore => self.restore(&repository, handle, &mut chance),
            Duty::Verify => self.verify(&repository, handle, &mut chance),
        }
    }

    pub fn cache(&self) -> PathBuf {
        self.folder.join("cache")
    }

    fn truth(&self) -> MutexGuard<'_, Truth> {
        self.truth.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An operation failed. It may if the store failed it, but must not call that damage.
    fn failed(&self, error: &Error) -> Ended {
        let excused = match error {
            Error::Storage(_) => self.troubled.load(Ordering::SeqCst),
            // Others were faster, again and again.
            Error::Contended { .. } => true,
            _ => false,
        };
        if excused { Ok(error.to_string()) } else { Err(Wrong(format!("{:?} failed: {error}", self.duty))) }
    }

    /// Changes the source; what it is now.
    fn change(&self, chance: &mut Chance) -> Vec<String> {
        let source = self.folder.join("source");
        if !source.exists() || !chance.one_in(4) {
            sources::change(&source, chance);
        }
        let tree = describe(&source);
        self.truth().attempts.entry(self.host.clone()).or_default().insert(tree.clone());
        tree
    }

    fn back_up(
        &self,
        repository: &Repository,
        handle: &Handle,
        chance: &mut Chance,
        tree: Vec<String>,
    ) -> Ended {
        let kind = if chance.one_in(5) { SnapshotKind::Full } else { SnapshotKind::Incremental };
        // Most checkpoint after each pack, so that others meet packs of sessions that have not ended.
        let checkpoint = if chance.one_in(4) { StoreOptions::default().checkpoint } else { 1 };
        let options = BackupOptions {
            paths: vec!["source".into()],
            current: self.folder.clone(),
            kind,
            host: self.host.clone(),
            user: "user".into(),
            uid: 0,
            gid: 0,
            tags: vec![],
            store: StoreOptions { checkpoint, ..StoreOptions::default() },
            metadata: MetadataOptions::default(),
            threads: 1,
            skipped: vec![],
        };
        let progress = backup::Progress::default();
        match backup::run(repository, handle, &options, &self.clock, &progress, &backup::Silent) {
            Ok(result) => {
                if result.unreadable > 0 || !result.findings.is_empty() {
                    return Err(Wrong(format!("a backup met what is not so: {result:?}")));
                }
                self.truth().reported.insert(result.snapshot, tree);
                Ok(format!("reported {}", result.snapshot))
            }
            Err(backup::Error::Repository(error)) => self.failed(&error),
            Err(error) => Err(Wrong(format!("a backup failed: {error}"))),
        }
    }

    fn restore(&self, repository: &Repository, handle: &Handle, chance: &mut Chance) -> Ended {
        let (snapshots, findings) = match handle.block_on(select::all(repository)) {
            Ok(all) => all,
            Err(error) => return self.failed(&error),
        };
        if !findings.is_empty() {
            return Err(Wrong(format!("the catalogue is called damaged: {findings:?}")));
        }
        let Some(snapshot) = (!snapshots.is_empty()).then(|| &snapshots[chance.below(snapshots.len())])
        else {
            return Ok("nothing to restore".to_owned());
        };
        match restored(repository, handle, snapshot) {
            Ok((result, _)) if result != RestoreResult::default() => {
                Err(Wrong(format!("{} is called damaged: {result:?}", snapshot.snapshot.id())))
            }
            Ok((_, tree)) => {
                let mut truth = self.truth();
                truth.judge(snapshot.snapshot.id(), &snapshot.snapshot.body.host, &tree)?;
                truth.looked += 1;
                Ok(format!("restored {}", snapshot.snapshot.id()))
            }
            Err(restore::Error::Repository(error)) => self.failed(&error),
            Err(error) => Err(Wrong(format!("a restore failed: {error}"))),
        }
    }

    fn verify(&self, repository: &Repository, handle: &Handle, chance: &mut Chance) -> Ended {
        let options = VerifyOptions { read_data: chance.one_in(2), threads: 1, connections: 2 };
        match verify::run(repository, handle, options, &verify::Progress::default()) {
            Ok(result) if result.findings.is_empty() => {
                self.truth().looked += 1;
                Ok(format!("verified {} snapshots", result.snapshots))
            }
            Ok(result) => Err(Wrong(format!("verify found what is not so: {:?}", result.findings))),
            Err(error) => self.failed(&error),
        }
    }
}

/// A program's own threads for storage calls.
pub fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build().unwrap()
}

/// Restores a snapshot into a folder that is gone afterwards: how it went, and what was there.
pub fn restored(
    repository: &Repository,
    handle: &Handle,
    snapshot: &Selected,
) -> Result<(RestoreResult, Vec<String>), restore::Error> {
    let target = super::schedule::folder();
    let options = RestoreOptions {
        target: target.path().to_owned(),
        path: vec![],
        filter: None,
        overwrite: Overwrite::Always,
        dry_run: false,
        apply: ApplyOptions::default(),
        threads: 1,
        connections: 2,
    };
    let progress = restore::Progress::default();
    let result = restore::run(repository, handle, snapshot, &options, &progress, &restore::Silent)?;
    let source = target.path().join("source");
    let tree = if source.exists() { describe(&source) } else { vec![] };
    Ok((result, tree))
}
