//! Verify: is everything there, and is it what it should be? Each problem is a finding with its place and what it
//! costs; the run goes on to the end.
//!
//! `chain`, `slots` and `sessions` look at the small objects, `inventory` at index, catalogue and the listing of packs.
//! `subset` chooses the packs of files that are read; `read` fetches packs and `check` looks at every byte of one.
//! `trees` reads the packs of trees, from which `graph` knows which page needs which; `lost` says what of a page cannot
//! be had, and `consequences` which files of which snapshots that costs. `selection` leaves out what only other snapshots
//! need. `record` tells the repository.
//!
//! Maintenance may be sweeping meanwhile. What is missing under one view is a finding only if the newest root is still
//! the one of that view, or if it is missing under a view that was taken afterwards too: nothing that the newest root
//! needs is ever deleted.

mod chain;
pub mod check;
mod consequences;
mod graph;
mod inventory;
mod lost;
pub mod read;
pub mod record;
mod references;
mod selection;
mod sessions;
mod slots;
pub mod subset;
mod trees;

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tokio::runtime::Handle;

use crate::model::id::{PackId, SessionId, SnapshotId};
use crate::repository::directory::PackKind;
use crate::repository::{Damage, Error, Keys, Repository, Result, layout, root};

use check::Bad;
use inventory::Inventory;
use selection::Selection;
use subset::Subset;
use trees::WhenDamaged;

pub use consequences::Losses;
pub use trees::Damaged;

/// How far to look. Each level contains those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Roots, keys, and the sessions that are not absorbed.
    Sessions,
    /// Every part of index and catalogue.
    Index,
    /// Whether each pack is there with its size.
    Packs,
    /// Every page of the trees, and whether each chunk has a home.
    Trees,
}

/// How thoroughly to look.
#[derive(Debug, Clone, Copy)]
pub struct VerifyOptions {
    /// How far.
    pub level: Level,
    /// Which packs of files to read to the last byte, besides.
    pub data: Subset,
    /// Threads that open and check.
    pub threads: usize,
    /// Requests under way at once.
    pub connections: usize,
}

/// Counters that anybody may look at meanwhile.
#[derive(Debug, Default)]
pub struct Progress {
    /// Packs checked.
    pub packs: AtomicU64,
    /// Packs to be checked.
    pub total_packs: AtomicU64,
    /// Bytes read.
    pub bytes: AtomicU64,
    /// Pages read.
    pub pages: AtomicU64,
    /// Set to stop.
    pub interrupted: AtomicBool,
}

impl Progress {
    fn check(&self) -> Result<()> {
        if self.interrupted.load(Ordering::Relaxed) { Err(Error::Stopped) } else { Ok(()) }
    }
}

/// Something wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong with which object.
    pub damage: Damage,
    /// Snapshots that cannot be restored in full because of it, and how many files of each.
    pub snapshots: BTreeMap<SnapshotId, u64>,
    /// The newest of them, with some of its files.
    pub newest: Option<(SnapshotId, Vec<Vec<u8>>)>,
    /// It can be restored all the same, for the snapshots say where it lay.
    pub unindexed: bool,
}

/// What was looked at and what was found.
#[derive(Debug, Clone, Default)]
pub struct VerifyResult {
    /// Everything wrong.
    pub findings: Vec<Finding>,
    /// Snapshots whose trees were looked at.
    pub snapshots: u64,
    /// Packs seen.
    pub packs: u64,
    /// Packs of files in the index.
    pub data_packs: u64,
    /// Packs read to the last byte, those of trees included.
    pub packs_read: u64,
    /// Bytes read.
    pub bytes_read: u64,
    /// Packs that no index knows: what interrupted backups leave, collected by `prune`.
    pub orphans: u64,
    /// Packs that are missing or damaged.
    pub broken: Vec<PackId>,
    /// Packs that an earlier verification found damaged, and that cost no snapshot anything any more.
    pub replaced: u64,
    /// Packs that an earlier verification found damaged and that are whole.
    pub whole: Vec<PackId>,
    /// What this key cannot look at.
    pub skipped: Option<&'static str>,
    /// Milliseconds it took, for who wants it recorded.
    pub milliseconds: Option<u64>,
}

/// A verification under way.
#[derive(Debug)]
pub struct Verify<'a> {
    repository: &'a Repository,
    handle: &'a Handle,
    options: VerifyOptions,
    progress: &'a Progress,
    findings: Vec<Finding>,
    /// Packs that were read and are damaged.
    broken: HashMap<PackId, Bad>,
    /// Packs that were read to the last byte.
    read: Vec<PackId>,
    /// What it is restricted to, if to anything.
    only: Option<Selection>,
}

/// Verifies. Blocks; storage calls run on `handle`.
pub fn run(
    repository: &Repository,
    handle: &Handle,
    options: VerifyOptions,
    progress: &Progress,
) -> Result<VerifyResult> {
    Verify::new(repository, handle, options, progress).run()
}

/// Verifies what these snapshots need. All that is small is looked at as ever: roots, keys, index, list of packs.
pub fn run_of(
    snapshots: &[SessionId],
    repository: &Repository,
    handle: &Handle,
    options: VerifyOptions,
    progress: &Progress,
) -> Result<VerifyResult> {
    let only = Some(Selection::of(snapshots));
    Verify { only, ..Verify::new(repository, handle, options, progress) }.run()
}

/// Looks at all trees and tells if something is lost.
pub fn when_damaged(
    repository: &Repository,
    handle: &Handle,
    options: VerifyOptions,
    progress: &Progress,
    damaged: WhenDamaged<'_>,
) -> Result<()> {
    let mut verify = Verify::new(repository, handle, options, progress);
    let inventory = handle.block_on(verify.settle())?;
    verify.read_marked(&inventory)?;
    verify.trees(&inventory, damaged)
}

/// What a key of this role cannot look at of what was asked for.
fn skipped(repository: &Repository, options: &VerifyOptions) -> Option<&'static str> {
    let role = repository.keys().role();
    if options.data != Subset::None && !role.reads_data() {
        Some("this key cannot read the content of files")
    } else if options.level >= Level::Trees && !role.reads_metadata() {
        Some("this key cannot read the trees of snapshots")
    } else {
        None
    }
}

impl Finding {
    fn of(damage: Damage) -> Self {
        let unindexed = damage.problem == lost::UNINDEXED;
        Self { damage, snapshots: BTreeMap::new(), newest: None, unindexed }
    }
}

impl<'a> Verify<'a> {
    fn new(
        repository: &'a Repository,
        handle: &'a Handle,
        options: VerifyOptions,
        progress: &'a Progress,
    ) -> Self {
        let (findings, broken) = (Vec::new(), HashMap::new());
        Self { repository, handle, options, progress, findings, broken, read: Vec::new(), only: None }
    }

    fn run(mut self) -> Result<VerifyResult> {
        let mut inventory = self.handle.block_on(self.settle())?;
        let mut result = VerifyResult::default();
        let role = self.repository.keys().role();
        if role.reads_metadata() {
            self.find_needed(&inventory)?;
        }
        if self.options.data != Subset::None && role.reads_data() {
            let gone = self.read_data(&inventory)?;
            // It took its time: the trees are looked at as they are now.
            inventory = self.handle.block_on(self.settle())?;
            self.findings_of_gone(&inventory, &gone);
        }
        if self.options.level >= Level::Trees && role.reads_metadata() {
            result.snapshots = self.chosen(&inventory).count() as u64;
            self.read_marked(&inventory)?;
            let mut found = Vec::new();
            self.trees(&inventory, &mut |damaged| {
                found = damaged.consequences()?;
                Ok(())
            })?;
            self.attribute(found);
            result.replaced = self.drop_replaced(&inventory);
        }
        result.skipped = skipped(self.repository, &self.options);
        self.finish(&inventory, &mut result);
        Ok(result)
    }

    /// The keys in use.
    pub fn keys(&self) -> &'a Keys {
        self.repository.keys()
    }

    /// Where storage calls run.
    pub fn handle(&self) -> &'a Handle {
        self.handle
    }
}

impl Verify<'_> {
    fn find(&mut self, damage: Damage) {
        if !self.findings.iter().any(|finding| finding.damage == damage) {
            self.findings.push(Finding::of(damage));
        }
    }

    /// Looks at everything small, and again for as long as maintenance may be why something is missing.
    async fn settle(&mut self) -> Result<Inventory> {
        let (repository, level) = (self.repository, self.options.level);
        let mut before: Vec<Damage> = Vec::new();
        loop {
            self.progress.check()?;
            let seen = repository.cache().seen(repository.keys());
            let inventory = Inventory::take(repository, level).await?;
            let mut found = inventory.findings.clone();
            found.extend(chain::check(repository).await?);
            found.extend(slots::check(repository, &inventory.view).await?);
            found.extend(sessions::check(repository, &inventory, &seen).await?);
            let certain = found.iter().all(|damage| before.contains(damage));
            let listed = Some(inventory.view.listed);
            if certain || root::newest_number(repository.storage()).await? == listed {
                found.into_iter().for_each(|damage| self.find(damage));
                return Ok(inventory);
            }
            before = found;
        }
    }

    /// Reads packs of files; which of them were not there any more.
    fn read_data(&mut self, inventory: &Inventory) -> Result<Vec<PackId>> {
        let packs = inventory.packs.iter().filter(|(_, pack)| pack.kind == PackKind::Data);
        let packs: Vec<_> =
            packs.filter(|(id, _)| self.needs(id)).map(|(id, pack)| (*id, pack.size)).collect();
        let chosen = self.options.data.choose(packs);
        self.read(inventory, &chosen, &|_, _, _| Ok(()))
    }

    /// Looks again at packs of files that an earlier verification found damaged: what of them is lost only reading tells.
    fn read_marked(&mut self, inventory: &Inventory) -> Result<()> {
        let packs = inventory.packs.iter().filter(|(_, pack)| pack.kind == PackKind::Data);
        let marked = packs.map(|(id, _)| *id).filter(|id| inventory.view.is_broken(id));
        let marked: Vec<_> = marked.filter(|id| self.needs(id) && !self.read.contains(id)).collect();
        if self.repository.keys().role().reads_data() {
            let gone = self.read(inventory, &marked, &|_, _, _| Ok(()))?;
            self.broken.extend(gone.into_iter().map(|id| (id, Bad::Whole)));
        } else {
            // Another key has read them.
            self.broken.extend(marked.into_iter().map(|id| (id, Bad::Whole)));
        }
        Ok(())
    }

    /// Leaves out findings of packs that were found damaged before and that nobody misses any more.
    fn drop_replaced(&mut self, inventory: &Inventory) -> u64 {
        let before = self.findings.len();
        self.findings.retain(|finding| {
            let pack = layout::parse_pack(&finding.damage.object);
            !finding.snapshots.is_empty() || !pack.is_some_and(|pack| inventory.view.is_broken(&pack))
        });
        (before - self.findings.len()) as u64
    }

    /// What was gone while packs were read is a finding if it is still needed.
    fn findings_of_gone(&mut self, inventory: &Inventory, gone: &[PackId]) {
        for id in gone {
            if let Some(pack) = inventory.packs.get(id) {
                self.broken.insert(*id, Bad::Whole);
                self.find(Damage::new(pack.kind.object(), layout::pack(id), "is missing"));
            }
        }
    }

    fn finish(self, inventory: &Inventory, result: &mut VerifyResult) {
        let is_data = |pack: &&inventory::Pack| pack.kind == PackKind::Data;
        result.data_packs = inventory.packs.values().filter(is_data).count() as u64;
        result.packs = inventory.listed;
        let named = self.findings.iter().filter_map(|finding| layout::parse_pack(&finding.damage.object));
        let needed = named.filter(|pack| inventory.orphans.contains_key(pack)).count();
        result.orphans = inventory.orphans.len().saturating_sub(needed) as u64;
        result.packs_read = self.read.len() as u64;
        result.bytes_read = self.progress.bytes.load(Ordering::Relaxed);
        let missing = inventory.packs.iter().filter(|(_, pack)| pack.is_wrong()).map(|(id, _)| *id);
        result.broken = missing.chain(self.broken.keys().copied()).collect();
        result.broken.sort_unstable();
        result.broken.dedup();
        let again = self.read.iter().filter(|pack| inventory.view.is_broken(pack));
        result.whole = again.filter(|pack| result.broken.binary_search(pack).is_err()).copied().collect();
        result.whole.sort_unstable();
        result.findings = self.findings;
    }
}
