//! What the processes of the simulation do: the operations as the command line runs them.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sandyq::codec::random::seeded;
use sandyq::filesystem::MetadataOptions;
use sandyq::model::record::{Record, Undo};
use sandyq::model::snapshot::SnapshotKind;
use sandyq::operations::absorb::{self, Floor};
use sandyq::operations::backup::{self, BackupOptions, StoreOptions};
use sandyq::operations::prune::plan::MaxUnused;
use sandyq::operations::prune::{self, PruneOptions};
use sandyq::operations::records;
use sandyq::operations::restore::{self, RestoreOptions, RestoreResult};
use sandyq::operations::select::{self, Selected};
use sandyq::operations::verify::subset::Subset;
use sandyq::operations::verify::{self, Level, VerifyOptions};
use sandyq::repository::{CacheRoot, Error, Repository};
use sandyq::storage::Storage;
use tokio::runtime::{Handle, Runtime};

use crate::house::{describe, restore_options, thorough};

use super::chance::Chance;
use super::sources;
use super::truth::{Truth, Word, Wrong};
use super::world::{Hours, Key, TEMPLATE};

/// What an actor is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    BackUp,
    Absorb,
    /// Says of snapshots that they are to be forgotten, or held, or takes that back.
    Keep,
    Prune,
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
            Duty::Keep => self.keep(&repository, handle, &mut chance),
            Duty::Prune => self.prune(&repository, handle, &mut chance),
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
        self.truth().attempt(&self.host, &tree);
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
            dataset: None,
            store: StoreOptions { checkpoint, ..store_options(chance) },
            metadata: MetadataOptions::default(),
            threads: 1,
            skipped: vec![],
            stream: None,
            excludes: Default::default(),
            skip_if_unchanged: false,
            dry_run: false,
            canaries: vec![],
            time: None,
            max_loss: None,
        };
        let progress = backup::Progress::default();
        match backup::run(repository, handle, &options, &self.clock, &progress, &backup::Silent) {
            Ok(result) => {
                if result.unreadable > 0 || !result.findings.is_empty() {
                    return Err(Wrong(format!("a backup met what is not so: {result:?}")));
                }
                self.truth().report(result.session, tree);
                Ok(format!("reported {}", result.snapshot))
            }
            Err(backup::Error::Repository(error)) => self.failed(&error),
            Err(error) => Err(Wrong(format!("a backup failed: {error}"))),
        }
    }

    /// Says something of a snapshot, or takes something back.
    fn keep(&self, repository: &Repository, handle: &Handle, chance: &mut Chance) -> Ended {
        let catalog = match handle.block_on(repository.catalog()) {
            Ok((_, catalog)) => catalog,
            Err(error) => return self.failed(&error),
        };
        let Some(entry) = chosen(&catalog.entries, chance) else { return Ok("nothing to keep".to_owned()) };
        let snapshot = entry.session;
        let undo = |undoes: &Vec<_>| Undo { snapshots: vec![snapshot], undoes: undoes.clone() };
        let (word, record, undoes) = match chance.below(8) {
            0..5 => (Word::Forget, Record::Forget(vec![snapshot]), None),
            5 => (Word::Hold, Record::Hold(vec![snapshot]), None),
            6 => (Word::Forget, Record::Unforget(undo(&entry.forgotten)), Some(&entry.forgotten)),
            _ => (Word::Hold, Record::Release(undo(&entry.held)), Some(&entry.held)),
        };
        match undoes {
            Some(undoes) => self.truth().will_undo(word, snapshot, undoes),
            None => self.truth().will_say(word, snapshot, self.seed),
        }
        let said = handle.block_on(records::commit(repository, &self.clock, std::slice::from_ref(&record)));
        match (said, undoes) {
            (Ok(session), None) => self.truth().has_said(word, snapshot, self.seed, session),
            (Ok(_), Some(undoes)) => self.truth().has_undone(word, snapshot, undoes),
            (Err(error @ (Error::BeingSwept { .. } | Error::NoSnapshot { .. })), _) => {
                if undoes.is_none() {
                    self.truth().has_not_said(word, snapshot, self.seed);
                }
                return Ok(error.to_string());
            }
            (Err(error), _) => return self.failed(&error),
        }
        Ok(format!("said {record:?}"))
    }

    fn prune(&self, repository: &Repository, handle: &Handle, chance: &mut Chance) -> Ended {
        let hours = |hours: u64| Duration::from_secs(hours * 3600);
        let options = PruneOptions {
            max_unused: chance.pick(&[MaxUnused::Bytes(0), MaxUnused::Share(0.05), MaxUnused::Unlimited]),
            fence_after: chance.pick(&[hours(0), hours(0), hours(1), hours(6)]),
            ..prune_options(store_options(chance))
        };
        match prune::run(repository, handle, &options, &self.clock, &prune::Progress::default()) {
            Ok(result) => Ok(format!(
                "swept {} snapshots and {} packs, waits for {}, fenced {}",
                result.snapshots.len(),
                result.packs,
                result.waiting.len(),
                result.fenced
            )),
            Err(error) => self.failed(&error),
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
        let Some(selected) = chosen(&snapshots, chance) else { return Ok("nothing to restore".to_owned()) };
        let session = selected.snapshot.session;
        match restored(repository, handle, selected) {
            Ok((result, _)) if result != RestoreResult::default() => {
                Err(Wrong(format!("{session} is called damaged: {result:?}")))
            }
            Ok((_, tree)) => {
                let mut truth = self.truth();
                truth.judge(session, &selected.snapshot.body.host, &tree)?;
                truth.looked += 1;
                Ok(format!("restored {session}"))
            }
            Err(restore::Error::Repository(error)) => self.failed(&error),
            Err(error @ restore::Error::Forgotten { .. }) if !self.truth().must_stay(&session) => {
                Ok(error.to_string())
            }
            Err(error) => Err(Wrong(format!("a restore failed: {error}"))),
        }
    }

    fn verify(&self, repository: &Repository, handle: &Handle, chance: &mut Chance) -> Ended {
        let data = if chance.one_in(2) { Subset::All } else { Subset::None };
        let options = VerifyOptions { level: Level::Trees, data, threads: 1, connections: 2 };
        let result = match verify::run(repository, handle, options, &verify::Progress::default()) {
            Ok(result) => result,
            Err(error) => return self.failed(&error),
        };
        if !result.findings.is_empty() {
            return Err(Wrong(format!("verify found what is not so: {:?}", result.findings)));
        }
        self.truth().looked += 1;
        match handle.block_on(verify::record::record(repository, &options, &result, &self.clock)) {
            Ok(_) => Ok(format!("verified {} snapshots", result.snapshots)),
            Err(error) => self.failed(&error),
        }
    }
}

fn chosen<'a, T>(from: &'a [T], chance: &mut Chance) -> Option<&'a T> {
    if from.is_empty() { None } else { from.get(chance.below(from.len())) }
}

/// Sources are small, so most are cut into several packs, of which only three are held at once.
pub fn store_options(chance: &mut Chance) -> StoreOptions {
    let usual = StoreOptions::default();
    let pack = chance.pick(&[1, 5000, usual.pack]);
    if pack == usual.pack { usual } else { StoreOptions { block: 1, pack, budget: 0, ..usual } }
}

/// Sweeps everything that may go, and waits for nobody.
pub fn prune_options(store: StoreOptions) -> PruneOptions {
    PruneOptions { store: StoreOptions { checkpoint: 1, ..store }, threads: 1, ..thorough() }
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
    let options = RestoreOptions { threads: 1, connections: 2, ..restore_options(target.path()) };
    let progress = restore::Progress::default();
    let result = restore::run(repository, handle, snapshot, &options, &progress, &restore::Silent)?;
    let source = target.path().join("source");
    let tree = if source.exists() { describe(&source) } else { vec![] };
    Ok((result, tree))
}
