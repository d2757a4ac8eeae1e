//! Marks everything that snapshots need, level by level from the tops of all trees at once: what many snapshots share is
//! read once, and what lies together in a pack is read together.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::atomic::Ordering;

use futures_util::{StreamExt, stream};

use crate::model::id::{IndexKey, PackId, PageId, SessionId, SnapshotId};
use crate::repository::catalog::CatalogEntry;
use crate::repository::directory::{Location, PackKind};
use crate::repository::index::Index;
use crate::repository::index::marks::{Marked, Marks};
use crate::repository::reader::Reader;
use crate::repository::tree::page::LoadedPage;
use crate::repository::{Damage, Error, Repository, Result};

use super::Progress;

/// Packs read at once. Each may hold some MiB of pages in memory.
const PARALLEL: usize = 4;

/// Walks trees and marks what it meets.
#[derive(Debug)]
pub struct Walk<'a> {
    repository: &'a Repository,
    walked: HashSet<SessionId>,
    live: Live,
}

#[derive(Debug)]
struct Live {
    marks: Marks,
    /// What the index did not have, and which snapshot needs it.
    unknown: Vec<(IndexKey, PackKind, SnapshotId)>,
}

/// A page to be read, and a snapshot that needs it.
#[derive(Debug, Clone, Copy)]
struct Item {
    page: PageId,
    at: Option<Location>,
    snapshot: SnapshotId,
}

impl<'a> Walk<'a> {
    /// Has walked nothing yet.
    pub fn new(repository: &'a Repository, index: Index) -> Self {
        let live = Live { marks: Marks::new(index), unknown: Vec::new() };
        Self { repository, walked: HashSet::new(), live }
    }

    /// What is live.
    pub fn marks(&self) -> &Marks {
        &self.live.marks
    }

    /// Walks those of the snapshots that were not walked before.
    pub async fn walk(
        &mut self,
        entries: impl Iterator<Item = &CatalogEntry>,
        progress: &Progress,
    ) -> Result<()> {
        let mut level = Vec::new();
        for entry in entries {
            let Some(page) = entry.head().tree.filter(|_| self.walked.insert(entry.session)) else {
                continue;
            };
            let item = Item { page, at: entry.tree_at(), snapshot: entry.session.random };
            self.live.meet(&page.index_key(), PackKind::Tree, item.snapshot, Some(item), &mut level)?;
        }
        // What it keeps of packs is of no use afterwards, while the sweep needs memory for the index.
        let reader = Reader::new(self.repository);
        while !level.is_empty() {
            level = self.level(&reader, level, progress).await?;
        }
        Ok(())
    }

    async fn level(
        &mut self,
        reader: &Reader<'_>,
        mut items: Vec<Item>,
        progress: &Progress,
    ) -> Result<Vec<Item>> {
        let live = &mut self.live;
        let mut homes = Vec::new();
        for item in &mut items {
            homes.clear();
            live.marks.index().find(&item.page.index_key(), &mut homes);
            let home = homes.iter().find(|home| home.kind == PackKind::Tree);
            item.at = home.map(|home| home.location).or(item.at);
        }
        // The farthest first: reading a tree pack up to there brings what lies before.
        items.sort_by_key(|item| item.at.map(|at| (at.pack, Reverse(at.block.offset))));
        let packs = items.chunk_by(|one, other| pack_of(one) == pack_of(other));
        // Page by page: all pages of a pack at once could be more than a hundred MiB.
        let reads = packs.map(|pack| {
            let pages = stream::iter(pack).then(move |item| async move {
                if progress.interrupted.load(Ordering::Relaxed) {
                    return Err(Error::Stopped);
                }
                let page = reader.page(&item.page, item.at).await;
                progress.pages.fetch_add(1, Ordering::Relaxed);
                Ok((item.snapshot, page.map_err(|error| for_snapshot(error, item))?))
            });
            pages.boxed()
        });
        let mut pages = stream::iter(reads).flatten_unordered(PARALLEL);
        let mut next = Vec::new();
        while let Some(page) = pages.next().await {
            let (snapshot, page) = page?;
            live.read(snapshot, &page, &mut next)?;
        }
        Ok(next)
    }

    /// Whether anything is live that the index did not have.
    pub fn has_met_unknown(&self) -> bool {
        !self.live.unknown.is_empty()
    }

    /// Whether everything live has a home in `index`, which must be newer than the walk. What has none is lost, or known
    /// only to an index that is.
    pub fn check(&self, index: &Index) -> Result<()> {
        let mut homes = Vec::new();
        for (key, kind, snapshot) in &self.live.unknown {
            homes.clear();
            index.find(key, &mut homes);
            if homes.is_empty() {
                let what = if *kind == PackKind::Data { "chunk" } else { "page" };
                let problem = format!("is not stored anywhere any more, and snapshot {snapshot} needs it");
                return Err(Damage::new(kind.object(), format!("({what} {key}...)"), problem).into());
            }
        }
        Ok(())
    }
}

impl Live {
    /// Marks what a page refers to; a page that was not marked before is one to read.
    fn meet(
        &mut self,
        key: &IndexKey,
        kind: PackKind,
        snapshot: SnapshotId,
        page: Option<Item>,
        next: &mut Vec<Item>,
    ) -> Result<()> {
        match self.marks.mark(key)? {
            Marked::Already => return Ok(()),
            Marked::Unknown => self.unknown.push((*key, kind, snapshot)),
            Marked::New => {}
        }
        next.extend(page);
        Ok(())
    }

    fn read(&mut self, snapshot: SnapshotId, page: &LoadedPage, next: &mut Vec<Item>) -> Result<()> {
        for reference in page.page.references().iter().filter(|reference| reference.len.is_some()) {
            self.meet(&reference.key, PackKind::Data, snapshot, None, next)?;
        }
        for (page, at) in page.pages() {
            let item = Item { page, at, snapshot };
            self.meet(&page.index_key(), PackKind::Tree, snapshot, Some(item), next)?;
        }
        Ok(())
    }
}

fn pack_of(item: &Item) -> Option<PackId> {
    item.at.map(|at| at.pack)
}

fn for_snapshot(error: Error, item: &Item) -> Error {
    match error {
        Error::Damage(mut damage) => {
            damage.problem = format!("{}; snapshot {} needs it", damage.problem, item.snapshot);
            Error::Damage(damage)
        }
        error => error,
    }
}
