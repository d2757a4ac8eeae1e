//! Deletes what the newest root no longer needs. Safe at any time and any number of times: names are never used again,
//! so that a deletion that comes late does no harm. What cannot be deleted does none either.

use std::collections::{BTreeMap, HashSet};

use futures_util::{StreamExt, stream};

use crate::model::id::SessionId;
use crate::repository::layout::{self, SessionObject};
use crate::repository::root::Root;
use crate::repository::{Repository, Result, view};
use crate::storage::{ErrorKind, Listing};

/// Deletions under way at once.
const PARALLEL: usize = 16;
/// Roots that are kept for whoever is about to read them, and to tell what happened.
const ROOTS_KEPT: u64 = 256;

/// What was deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cleaned {
    /// Packs.
    pub packs: u64,
    /// Their bytes.
    pub pack_bytes: u64,
    /// Objects of sessions, segments and roots.
    pub others: u64,
    /// Objects that the store did not let go: for want of the right, or because they are locked.
    pub refused: u64,
}

/// Deletes everything that the newest root, listed now, allows.
pub async fn clean(repository: &Repository) -> Result<Cleaned> {
    let storage = repository.storage();
    let root = view::newest_root(storage, repository.keys(), repository.cache()).await?;
    let mut janitor = Janitor { repository, cleaned: Cleaned::default() };
    janitor.packs(&root.root).await?;
    janitor.sessions(&root.root).await?;
    janitor.segments(&root.root).await?;
    janitor.roots(&root.root).await?;
    Ok(janitor.cleaned)
}

struct Janitor<'a> {
    repository: &'a Repository,
    cleaned: Cleaned,
}

impl Janitor<'_> {
    async fn packs(&mut self, root: &Root) -> Result<()> {
        if root.dead.is_empty() {
            return Ok(());
        }
        let dead: HashSet<_> = root.dead.iter().copied().collect();
        let listing = self.list(layout::PACKS).await?;
        let objects = listing.entries.into_iter();
        let objects =
            objects.filter(|entry| layout::parse_pack(&entry.key).is_some_and(|id| dead.contains(&id)));
        let objects: Vec<_> = objects.map(|entry| (entry.key, entry.size)).collect();
        for (_, size) in self.delete(objects).await? {
            self.cleaned.packs += 1;
            self.cleaned.pack_bytes += size;
        }
        Ok(())
    }

    /// Per session `open` first, so that it counts for nobody while its other objects go, and the end last.
    async fn sessions(&mut self, root: &Root) -> Result<()> {
        let listing = self.list(layout::SESSIONS).await?;
        let mut retired: BTreeMap<SessionId, Vec<(u8, String)>> = BTreeMap::new();
        for entry in listing.entries {
            let Some((sid, object)) = layout::parse_session(&entry.key) else { continue };
            if root.is_retired(&sid) {
                let turn = match object {
                    SessionObject::Open => 0,
                    SessionObject::Delta(_) => 1,
                    SessionObject::End | SessionObject::Fence => 2,
                };
                retired.entry(sid).or_default().push((turn, entry.key));
            }
        }
        for turn in 0..=2 {
            let objects = retired.values().flatten().filter(|(when, _)| *when == turn);
            let objects = objects.map(|(_, key)| (key.clone(), ())).collect();
            self.cleaned.others += self.delete(objects).await?.len() as u64;
        }
        Ok(())
    }

    /// A segment made for a root that exists, and not named by the newest, is named by none to come.
    async fn segments(&mut self, root: &Root) -> Result<()> {
        let index = root.index.iter().map(|segment| layout::index(segment.made, &segment.id));
        let catalog = root.catalog.iter().map(|segment| layout::catalog(segment.made, &segment.id));
        let named: HashSet<_> = index.chain(catalog).collect();
        for folder in [layout::INDEX, layout::CATALOG] {
            let listing = self.list(folder).await?;
            let objects = listing.entries.into_iter().map(|entry| entry.key);
            let waste = |key: &String| {
                !named.contains(key) && layout::parse_segment(key).is_some_and(|made| made <= root.number)
            };
            let objects = objects.filter(waste).map(|key| (key, ())).collect();
            self.cleaned.others += self.delete(objects).await?.len() as u64;
        }
        Ok(())
    }

    async fn roots(&mut self, root: &Root) -> Result<()> {
        let Some(last) = root.number.checked_sub(ROOTS_KEPT) else { return Ok(()) };
        let listing = self.repository.storage().list(layout::ROOTS, Some(&layout::root(last)), None).await?;
        let objects = listing.entries.into_iter().map(|entry| (entry.key, ())).collect();
        self.cleaned.others += self.delete(objects).await?.len() as u64;
        Ok(())
    }

    async fn list(&self, folder: &str) -> Result<Listing> {
        Ok(self.repository.storage().list(folder, None, None).await?)
    }

    /// Deletes objects; what the store lets go.
    async fn delete<T: Send>(&mut self, objects: Vec<(String, T)>) -> Result<Vec<(String, T)>> {
        let storage = self.repository.storage();
        let mut deletions = stream::iter(objects)
            .map(|(key, what)| async move { (storage.delete(&key).await, key, what) })
            .buffer_unordered(PARALLEL);
        let mut gone = Vec::new();
        while let Some((deleted, key, what)) = deletions.next().await {
            match deleted {
                Ok(()) => gone.push((key, what)),
                Err(error) if error.kind() == ErrorKind::Denied => self.cleaned.refused += 1,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(gone)
    }
}
