//! Prune: sweeps snapshots that are to be forgotten and what only they needed, beside everything else that goes on.
//! The steps M1 to M8 and the janitor of docs/protocol.md.
//!
//! What goes is decided from facts (`plan`); what is live comes from walking all trees (`walk`); half-empty packs are
//! copied first (`repack`); then a root marks, sessions that began before are waited for, and another root sweeps
//! (`sweep`); `janitor` deletes. Nothing here blocks a backup, and a run that stops anywhere is gone on with by the next.

mod janitor;
pub mod plan;
mod repack;
mod survey;
mod sweep;
mod walk;

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::time::Duration;

use tokio::runtime::Handle;

use crate::model::id::{PackId, SessionId, SnapshotId};
use crate::model::time::Clock;
use crate::repository::{Error, Repository, Result, root};

use super::absorb::{self, Floor};
use super::backup::StoreOptions;
use plan::{MaxUnused, Plan};
use repack::Repack;
use survey::Survey;
use sweep::{Marking, Sweep};

pub use janitor::Cleaned;

/// How to prune.
#[derive(Debug, Clone)]
pub struct PruneOptions {
    /// How much of no use may stay in packs that are of use.
    pub max_unused: MaxUnused,
    /// Bytes of packs to copy from, at most.
    pub max_repack: u64,
    /// Sessions that began before the mark and have been silent for longer than this are ended. Any value is safe: who
    /// is ended wrongly looks everything up again.
    pub fence_after: Duration,
    /// How long to wait for the others.
    pub wait: Duration,
    /// Only say what would be done.
    pub dry_run: bool,
    /// How new packs are made.
    pub store: StoreOptions,
    /// Threads that open, check and compress.
    pub threads: usize,
}

/// Counters that anybody may look at meanwhile.
#[derive(Debug, Default)]
pub struct Progress {
    /// Pages of trees read.
    pub pages: AtomicU64,
    /// Bytes of packs to copy from.
    pub to_repack: AtomicU64,
    /// Bytes of packs copied from.
    pub repacked: AtomicU64,
    /// Set to stop.
    pub interrupted: AtomicBool,
}

/// A session that the sweep waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The session.
    pub session: SessionId,
    /// The key that opened it: its label, or its id.
    pub key: Option<String>,
    /// How long ago the store heard from it.
    pub silent: Option<Duration>,
}

/// What a prune has done, or would do.
#[derive(Debug, Clone, Default)]
pub struct PruneResult {
    /// Ended sessions that were absorbed.
    pub absorbed: usize,
    /// What was planned. Empty where all sessions have to end first that the mark of an earlier run waits for.
    pub plan: Plan,
    /// Snapshots that were swept, or are to be.
    pub snapshots: Vec<SnapshotId>,
    /// Packs that were swept, or are to be.
    pub packs: u64,
    /// Sessions that the next run waits for. Nothing is swept before they ended.
    pub waiting: Vec<Waiting>,
    /// Sessions that were ended for their silence.
    pub fenced: u64,
    /// What was deleted.
    pub cleaned: Cleaned,
}

impl PruneResult {
    /// With what was done before it.
    fn after(mut self, earlier: Self) -> Self {
        self.absorbed += earlier.absorbed;
        self.snapshots.splice(0..0, earlier.snapshots);
        self.packs += earlier.packs;
        self.fenced += earlier.fenced;
        self.cleaned.packs += earlier.cleaned.packs;
        self.cleaned.pack_bytes += earlier.cleaned.pack_bytes;
        self.cleaned.others += earlier.cleaned.others;
        self
    }
}

/// Whose mark an attempt swept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Its own, by its own plan.
    Planned,
    /// The one that an earlier run had left.
    Resumed,
}

/// Roots of others that may come first before giving up.
const TRIES: u32 = 6;

/// Prunes. Blocks; storage calls run on `handle`.
pub fn run(
    repository: &Repository,
    handle: &Handle,
    options: &PruneOptions,
    clock: &dyn Clock,
    progress: &Progress,
) -> Result<PruneResult> {
    let role = repository.keys().role();
    if !role.may_maintain() {
        return Err(Error::Role { role, action: "prune" });
    }
    let prune = Prune { repository, handle, options, clock, progress };
    let newest = || handle.block_on(root::newest_number(repository.storage()));
    let mut earlier = PruneResult::default();
    for tries in 1..=TRIES {
        let before = newest()?;
        match prune.attempt() {
            // What an earlier run had marked is swept, but that is not all there may be to sweep.
            Ok(Some((Way::Resumed, result))) if result.waiting.is_empty() && tries < TRIES => {
                earlier = result.after(earlier);
            }
            Ok(Some((_, result))) => return Ok(result.after(earlier)),
            Ok(None) => {}
            // What is missed may have been swept by others meanwhile. If it is missed again, it is lost.
            Err(Error::Damage(damage)) if tries < TRIES && newest()? != before => {
                tracing::debug!("begins anew, since the repository is another now: {damage}");
            }
            Err(error) => return Err(error),
        }
    }
    Err(Error::Contended { object: "a root".to_owned(), tries: TRIES })
}

struct Prune<'a> {
    repository: &'a Repository,
    handle: &'a Handle,
    options: &'a PruneOptions,
    clock: &'a dyn Clock,
    progress: &'a Progress,
}

impl Prune<'_> {
    /// One attempt from M1 on. `None` if other maintenance came first.
    fn attempt(&self) -> Result<Option<(Way, PruneResult)>> {
        let Self { repository, handle, options, clock, progress } = *self;
        let mut result = PruneResult::default();
        if !options.dry_run {
            result.absorbed = handle.block_on(absorb::absorb(repository, clock, Floor::WhenNeeded))?;
        }
        let mut survey = handle.block_on(Survey::take(repository, progress))?;
        if !options.dry_run && survey.view.root.root.pending.is_none() {
            // What nobody will ever end keeps its packs and its place in every root, whether or not anything else goes.
            let open = survey.open();
            result.fenced = handle.block_on(self.sweep().end_the_silent(&survey.view, open))?;
            if result.fenced > 0 {
                result.absorbed += handle.block_on(absorb::absorb(repository, clock, Floor::WhenNeeded))?;
                survey = handle.block_on(Survey::take(repository, progress))?;
            }
        }
        let way = if survey.view.root.root.pending.is_some() { Way::Resumed } else { Way::Planned };
        if options.dry_run || way == Way::Planned {
            result.plan = survey.plan(options)?;
            result.snapshots = survey.forgotten.iter().map(|sid| sid.random).collect();
            result.packs = (result.plan.condemned.len() + result.plan.repacked.len()) as u64;
            if options.dry_run {
                return Ok(Some((Way::Planned, result)));
            }
            let nothing = result.plan.condemned.is_empty() && result.plan.repacked.is_empty();
            if nothing && survey.forgotten.is_empty() {
                result.cleaned = handle.block_on(janitor::clean(repository))?;
                return Ok(Some((Way::Planned, result)));
            }
            let condemned = self.condemned(&survey, &result.plan)?;
            match handle.block_on(self.mark(&mut survey, condemned))? {
                Marking::Done => {}
                Marking::Lost => return Ok(None),
                Marking::Needless => {
                    result.cleaned = handle.block_on(janitor::clean(repository))?;
                    return Ok(Some((Way::Planned, result)));
                }
            }
        }
        let Some(swept) = handle.block_on(self.sweep().run(&mut survey))? else { return Ok(None) };
        result.snapshots = swept.snapshots;
        result.packs = swept.packs;
        result.waiting = swept.waiting;
        result.fenced += swept.fenced;
        result.cleaned = handle.block_on(janitor::clean(repository))?;
        Ok(Some((way, result)))
    }

    /// Copies what is to be copied; the packs that may go then.
    fn condemned(&self, survey: &Survey<'_>, plan: &Plan) -> Result<HashSet<PackId>> {
        let Self { repository, handle, options, clock, progress } = *self;
        let mut condemned: HashSet<_> = plan.condemned.iter().map(|pack| pack.id).collect();
        if !plan.repacked.is_empty() {
            let bytes = plan.repacked.iter().map(|pack| pack.size).sum();
            progress.to_repack.store(bytes, std::sync::atomic::Ordering::Relaxed);
            let (marks, store, threads) = (survey.walk.marks(), options.store, options.threads);
            let repack = Repack { repository, handle, marks, store, threads, progress };
            if repack.run(&plan.repacked, clock)? {
                condemned.extend(plan.repacked.iter().map(|pack| pack.id));
            }
        }
        Ok(condemned)
    }

    async fn mark(&self, survey: &mut Survey<'_>, condemned: HashSet<PackId>) -> Result<Marking> {
        self.sweep().mark(survey, condemned).await
    }

    fn sweep(&self) -> Sweep<'_> {
        let Self { repository, options, clock, progress, .. } = *self;
        Sweep { repository, options, clock, progress }
    }
}
