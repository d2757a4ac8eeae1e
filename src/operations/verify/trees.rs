//! Walks the trees of all snapshots: every page must be readable, every chunk must lie in a pack that is whole.
//! Pages that snapshots share are read once.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::atomic::Ordering;

use tokio::runtime::Handle;

use crate::model::id::{IndexKey, PackId, PageId, SnapshotId};
use crate::model::node::{Content, NodeKind};
use crate::repository::directory::{Location, PackKind};
use crate::repository::reader::Reader;
use crate::repository::tree::page::{LoadedPage, Page};
use crate::repository::{Damage, Error, Result};

use super::{Finding, Verify};

impl Verify<'_> {
    /// Walks every snapshot; how many there were.
    pub fn trees(&mut self, handle: &Handle) -> Result<u64> {
        let entries = std::mem::take(&mut self.entries);
        let homes = self.homes();
        let reader = Reader::new(self.repository);
        let mut bad: HashMap<PageId, Vec<Damage>> = HashMap::new();
        let mut seen: HashSet<PageId> = HashSet::new();
        let mut findings: Vec<Finding> = Vec::new();
        for entry in &entries {
            let id = entry.session.random;
            if let Err(error) = entry.open(self.repository.keys()) {
                match error {
                    Error::Damage(damage) => note(&mut findings, damage, id),
                    error => return Err(error),
                }
            }
            let Some(tree) = entry.head().tree else { continue };
            let mut stack = vec![(tree, entry.tree_at())];
            let mut visited: HashSet<PageId> = HashSet::new();
            while let Some((page, hint)) = stack.pop() {
                if self.progress.interrupted.load(Ordering::Relaxed) {
                    return Err(Error::Stopped);
                }
                // A page seen in another snapshot is walked again only where something below it may be bad.
                if !visited.insert(page) || (seen.contains(&page) && bad.is_empty()) {
                    continue;
                }
                seen.insert(page);
                match handle.block_on(reader.page(&page, hint)) {
                    Ok(loaded) => {
                        self.progress.pages.fetch_add(1, Ordering::Relaxed);
                        for damage in chunks_lost(&loaded, &homes) {
                            bad.entry(page).or_default().push(damage.clone());
                            note(&mut findings, damage, id);
                        }
                        stack.extend(below(&loaded));
                    }
                    Err(Error::Damage(damage)) => {
                        bad.entry(page).or_default().push(damage.clone());
                        note(&mut findings, damage, id);
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        self.attribute(findings);
        Ok(entries.len() as u64)
    }

    /// For every chunk, whether it has a home in a whole pack, and else the pack it was in.
    fn homes(&self) -> HashMap<IndexKey, Result<(), PackId>> {
        let mut homes: HashMap<IndexKey, Result<(), PackId>> = HashMap::new();
        for pack in self.packs.indexed.values().filter(|pack| pack.kind == PackKind::Data) {
            let whole = !self.packs.broken.contains(&pack.id);
            for chunk in pack.blocks.iter().flat_map(|block| &block.chunks) {
                let home = homes.entry(chunk.key).or_insert(Err(pack.id));
                if whole {
                    *home = Ok(());
                }
            }
        }
        homes
    }

    fn attribute(&mut self, found: Vec<Finding>) {
        for finding in found {
            match self.findings.iter_mut().find(|known| known.damage.object == finding.damage.object) {
                Some(known) => known.snapshots.extend(finding.snapshots),
                None => self.findings.push(finding),
            }
        }
    }
}

fn note(findings: &mut Vec<Finding>, damage: Damage, snapshot: SnapshotId) {
    match findings.iter_mut().find(|finding| finding.damage == damage) {
        Some(finding) => drop(finding.snapshots.insert(snapshot)),
        None => findings.push(Finding { damage, snapshots: BTreeSet::from([snapshot]) }),
    }
}

/// Chunks a page refers to that lie in no whole pack.
fn chunks_lost(loaded: &LoadedPage, homes: &HashMap<IndexKey, Result<(), PackId>>) -> Vec<Damage> {
    let mut lost = Vec::new();
    for reference in loaded.page.references().iter().filter(|reference| reference.len.is_some()) {
        match homes.get(&reference.key) {
            Some(Ok(())) => {}
            Some(Err(pack)) => {
                let object = crate::repository::layout::pack(pack);
                lost.push(Damage::new(PackKind::Data.object(), object, "lost chunks of files"));
            }
            None => {
                let name = format!("(chunk {}...)", reference.key);
                lost.push(Damage::new(PackKind::Data.object(), name, "is not stored anywhere any more"));
            }
        }
    }
    lost.dedup();
    lost
}

/// Pages below a page, with their hints.
fn below(loaded: &LoadedPage) -> Vec<(PageId, Option<Location>)> {
    let mut hints = loaded.hints.iter().copied();
    let mut pages = Vec::new();
    match &loaded.page {
        Page::Entries(nodes) => {
            for node in nodes {
                match &node.kind {
                    NodeKind::File { content: Content::Inline(extents), .. } => {
                        let data = |extent: &&crate::model::node::Extent| {
                            matches!(extent, crate::model::node::Extent::Data { .. })
                        };
                        for _ in extents.iter().filter(data) {
                            hints.next();
                        }
                    }
                    NodeKind::File { content: Content::Tree(page), .. }
                    | NodeKind::Directory { entries: Some(page), .. } => {
                        pages.push((*page, hints.next().flatten()));
                    }
                    _ => {}
                }
            }
        }
        Page::Branches(branches) => pages.extend(branches.iter().map(|branch| branch.page).zip(hints)),
        Page::ContentBranches(branches) => pages.extend(branches.iter().map(|branch| branch.page).zip(hints)),
        Page::Extents(_) => {}
    }
    pages
}
