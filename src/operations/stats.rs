//! Stats: what snapshots hold, what of it is stored, and in how much room. Pages that snapshots share are read once.

use std::collections::{HashMap, HashSet};

use crate::model::id::{IndexKey, PackId, PageId, SnapshotId};
use crate::model::node::Totals;
use crate::model::time::Timestamp;
use crate::repository::directory::PackKind;
use crate::repository::index::Index;
use crate::repository::index::run::Home;
use crate::repository::reader::Reader;
use crate::repository::{Damage, Error, Repository, Result, View, layout};

use super::select::Selected;
use super::tree::{self, pages_below};

/// What is known of one snapshot without reading its tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotStats {
    /// Its id.
    pub id: SnapshotId,
    /// Host it was taken on.
    pub host: String,
    /// When it began.
    pub started: Timestamp,
    /// What it holds.
    pub totals: Totals,
    /// Packs it added.
    pub new_packs: u64,
    /// Their bytes in the store.
    pub new_bytes: u64,
}

/// Distinct chunks or pages.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Distinct {
    /// How many.
    pub count: u64,
    /// Their bytes before compression.
    pub plain: u64,
    /// Their share of the blocks they are stored in.
    pub stored: f64,
}

/// Objects in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Objects {
    /// How many.
    pub count: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stats {
    /// The snapshots, oldest first.
    pub snapshots: Vec<SnapshotStats>,
    /// Distinct chunks of their files.
    pub chunks: Distinct,
    /// Distinct pages of their trees.
    pub pages: Distinct,
    /// The packs these lie in.
    pub packs: Objects,
    /// All packs of the repository, also those of no snapshot that was counted.
    pub all_packs: Objects,
    /// Pages that could not be read: what is below them was not counted.
    pub findings: Vec<Damage>,
}

impl Stats {
    /// What the snapshots hold together, each as if it were restored alone.
    pub fn restored(&self) -> Totals {
        self.snapshots.iter().fold(Totals::default(), |mut all, one| {
            all.merge(&one.totals);
            all
        })
    }

    /// Bytes before compression for each byte stored.
    pub fn compression(&self) -> f64 {
        let stored = self.chunks.stored + self.pages.stored;
        if stored > 0.0 { (self.chunks.plain + self.pages.plain) as f64 / stored } else { 1.0 }
    }

    /// Bytes to restore for each byte of distinct chunks.
    pub fn deduplication(&self) -> f64 {
        if self.chunks.plain > 0 { self.restored().bytes as f64 / self.chunks.plain as f64 } else { 1.0 }
    }
}

/// Counts what these snapshots hold.
pub async fn stats(repository: &Repository, snapshots: &[Selected]) -> Result<Stats> {
    let view = repository.view().await?;
    let (storage, keys) = (repository.storage(), repository.keys());
    let (index, _) = Index::load(storage, keys, repository.cache(), &view).await?;
    let reader = Reader::new(repository);
    let mut count = Count {
        reader: &reader,
        view,
        index,
        pages: HashSet::new(),
        chunks: HashSet::new(),
        packs: HashMap::new(),
        homes: Vec::new(),
        stats: Stats::default(),
    };
    for selected in snapshots {
        count.tree(selected).await?;
    }
    let mut stats = count.stats;
    stats.packs = Objects { count: count.packs.len() as u64, bytes: count.packs.values().sum() };
    for entry in storage.list(layout::PACKS, None, None).await?.entries {
        stats.all_packs.count += 1;
        stats.all_packs.bytes += entry.size;
    }
    stats.snapshots = snapshots.iter().map(of).collect();
    stats.snapshots.sort_by_key(|one| (one.started, one.id));
    Ok(stats)
}

fn of(selected: &Selected) -> SnapshotStats {
    let snapshot = &selected.snapshot;
    SnapshotStats {
        id: snapshot.id(),
        host: snapshot.body.host.clone(),
        started: snapshot.head.started,
        totals: snapshot.body.summary.totals,
        new_packs: u64::from(snapshot.head.new_packs),
        new_bytes: snapshot.head.new_bytes,
    }
}

struct Count<'a> {
    reader: &'a Reader<'a>,
    view: View,
    index: Index,
    pages: HashSet<PageId>,
    chunks: HashSet<IndexKey>,
    packs: HashMap<PackId, u64>,
    homes: Vec<Home>,
    stats: Stats,
}

impl Count<'_> {
    async fn tree(&mut self, selected: &Selected) -> Result<()> {
        let mut stack: Vec<_> = tree::top(selected).into_iter().collect();
        while let Some(page) = stack.pop() {
            if !self.pages.insert(page.id) {
                continue;
            }
            let loaded = match self.reader.page(&page.id, page.hint).await {
                Ok(loaded) => loaded,
                Err(Error::Damage(damage)) => {
                    self.stats.findings.push(damage);
                    continue;
                }
                Err(error) => return Err(error),
            };
            let page = self.distinct(&page.id.index_key(), PackKind::Tree);
            add(&mut self.stats.pages, page);
            for reference in loaded.page.references() {
                if reference.len.is_some() && self.chunks.insert(reference.key) {
                    let chunk = self.distinct(&reference.key, PackKind::Data);
                    add(&mut self.stats.chunks, chunk);
                }
            }
            stack.extend(pages_below(&loaded));
        }
        Ok(())
    }

    /// What one chunk or page takes, where the index says it lies.
    fn distinct(&mut self, key: &IndexKey, kind: PackKind) -> Distinct {
        self.homes.clear();
        self.index.find(key, &mut self.homes);
        let view = &self.view;
        let home = self.homes.iter().find(|home| home.kind == kind && !view.is_dead(&home.location.pack));
        let Some(home) = home else { return Distinct { count: 1, ..Distinct::default() } };
        let (block, len) = (home.location.block, home.location.len);
        self.packs.insert(home.location.pack, home.size);
        let stored = f64::from(block.stored) * f64::from(len) / f64::from(block.plain.max(1));
        Distinct { count: 1, plain: u64::from(len), stored }
    }
}

fn add(sum: &mut Distinct, one: Distinct) {
    sum.count += one.count;
    sum.plain += one.plain;
    sum.stored += one.stored;
}
