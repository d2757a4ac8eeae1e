//! A view: what is in the repository as far as the newest root and the sessions listed after it tell.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use futures_util::{StreamExt, TryStreamExt, stream};

use crate::model::id::{PackId, SessionId};
use crate::model::time::Timestamp;
use crate::storage::{ErrorKind, Storage};

use super::cache::{HostCache, Seen};
use super::error::{Damage, Error, Result};
use super::keys::Keys;
use super::layout::{self, Kind, SessionObject};
use super::root::{self, LoadedRoot};
use super::session::{self, CommittedSnapshot, End, Said};

/// Requests under way at once while many small objects are read.
const PARALLEL: usize = 16;

/// A session that is listed and not retired.
#[derive(Debug, Clone, Default)]
pub struct SeenSession {
    /// Whether its `open` is there: without it, the session does not count.
    pub opened: bool,
    /// Numbers of its deltas.
    pub deltas: Vec<u32>,
    /// Whether an `end` is listed.
    pub ended: bool,
    /// Whether a separate `fence` is listed.
    pub fence: bool,
    /// Its outcome, once read.
    pub end: Option<Said<End>>,
    /// When the store received its end, or else the newest of its objects.
    pub modified: Option<Timestamp>,
}

impl SeenSession {
    /// Whether maintenance ended it.
    pub fn is_fenced(&self) -> bool {
        self.fence || matches!(&self.end, Some(Said { value: End::Fence { .. }, .. }))
    }

    /// The snapshot it committed. Beside a fence (in a store without conditional PUT) it counts only once a root has
    /// absorbed it.
    pub fn snapshot(&self) -> Option<&CommittedSnapshot> {
        match &self.end {
            Some(Said { value: End::Commit(commit), .. }) if !self.fence => commit.snapshot.as_ref(),
            _ => None,
        }
    }
}

/// The newest root and the sessions that count beside it.
#[derive(Debug)]
pub struct View {
    /// The root.
    pub root: Arc<LoadedRoot>,
    /// Sessions that are listed and not retired.
    pub sessions: BTreeMap<SessionId, SeenSession>,
    /// Objects that were there but are not to be believed.
    pub findings: Vec<Damage>,
    condemned: HashSet<PackId>,
    dead: HashSet<PackId>,
}

/// Reads the newest root, from the cache where it is there, and remembers it.
pub async fn newest_root(storage: &dyn Storage, keys: &Keys, cache: &HostCache) -> Result<Arc<LoadedRoot>> {
    let Some(number) = root::newest_number(storage).await? else {
        return Err(Damage::new(Kind::Root, layout::ROOTS, "is missing: the repository has none").into());
    };
    root_number(storage, keys, cache, number).await
}

async fn root_number(
    storage: &dyn Storage,
    keys: &Keys,
    cache: &HostCache,
    number: u64,
) -> Result<Arc<LoadedRoot>> {
    if let Some(bytes) = cache.root(number)
        && let Ok(loaded) = root::open(keys, number, &bytes)
    {
        check_revoked(keys, &loaded)?;
        return Ok(Arc::new(loaded));
    }
    let (loaded, bytes) = root::load(storage, keys, number).await?;
    let seen = cache.seen(keys);
    if seen.register > loaded.register.serial {
        let problem = "carries a list of keys older than one this host has seen";
        return Err(Damage::new(Kind::Root, layout::root(number), problem).into());
    }
    if seen.root > number {
        let problem =
            format!("is older than root {} that this host has seen: the store went back in time", seen.root);
        return Err(Damage::new(Kind::Root, layout::root(number), problem).into());
    }
    cache.keep_root(number, &bytes)?;
    cache.keep_seen(keys, &Seen { root: number, register: loaded.register.serial, ..seen })?;
    check_revoked(keys, &loaded)?;
    Ok(Arc::new(loaded))
}

fn check_revoked(keys: &Keys, loaded: &LoadedRoot) -> Result<()> {
    match loaded.register.entry(&keys.signer()) {
        Some(entry) if entry.revoked.is_none() => Ok(()),
        _ => Err(Error::Revoked { signer: keys.signer().to_string() }),
    }
}

impl View {
    /// Takes a view: newest root, all sessions, newest root again.
    pub async fn take(storage: &dyn Storage, keys: &Keys, cache: &HostCache) -> Result<Self> {
        loop {
            let root = newest_root(storage, keys, cache).await?;
            let mut view = Self::of_sessions(storage, Arc::clone(&root), layout::SESSIONS).await?;
            view.read_ends(storage, keys).await?;
            if root::newest_number(storage).await? == Some(root.root.number) {
                return Ok(view);
            }
        }
    }

    /// Takes a view that leaves out every session but `parent`, which costs reuse only: two requests and one more for
    /// the parent. Its end is listed but not read: whoever asks has seen its commit succeed.
    pub async fn take_quiet(
        storage: &dyn Storage,
        keys: &Keys,
        cache: &HostCache,
        parent: Option<SessionId>,
    ) -> Result<Self> {
        loop {
            let root = newest_root(storage, keys, cache).await?;
            let view = match parent.filter(|sid| !root.root.is_retired(sid)) {
                Some(sid) => Self::of_sessions(storage, Arc::clone(&root), &layout::session(&sid)).await?,
                None => Self::empty(Arc::clone(&root)),
            };
            if root::newest_number(storage).await? == Some(root.root.number) {
                return Ok(view);
            }
        }
    }

    fn empty(root: Arc<LoadedRoot>) -> Self {
        let condemned = root.root.pending.iter().flat_map(|mark| mark.packs.iter().copied()).collect();
        let dead = root.root.dead.iter().copied().collect();
        Self { root, sessions: BTreeMap::new(), findings: Vec::new(), condemned, dead }
    }

    async fn of_sessions(storage: &dyn Storage, root: Arc<LoadedRoot>, prefix: &str) -> Result<Self> {
        let mut view = Self::empty(root);
        // Retired sessions sort below the floor, but for the few that were open when it rose.
        let oldest = view.root.root.open_below.iter().map(|sid| sid.root).min();
        let oldest = oldest.unwrap_or(view.root.root.floor).min(view.root.root.floor);
        let after = (prefix == layout::SESSIONS).then(|| format!("{}{oldest:016x}", layout::SESSIONS));
        let listing = storage.list(prefix, after.as_deref(), None).await?;
        for entry in listing.entries {
            let Some((sid, object)) = layout::parse_session(&entry.key) else {
                view.findings.push(Damage::new(
                    Kind::Open,
                    &entry.key,
                    "has a name that no session object has",
                ));
                continue;
            };
            if view.root.root.is_retired(&sid) {
                continue;
            }
            let modified = Timestamp::from(entry.modified);
            let session = view.sessions.entry(sid).or_default();
            if !session.ended || object == SessionObject::End {
                session.modified = session.modified.max(Some(modified));
            }
            match object {
                SessionObject::Open => session.opened = true,
                SessionObject::Delta(number) => session.deltas.push(number),
                SessionObject::End => {
                    session.ended = true;
                    session.modified = Some(modified);
                }
                SessionObject::Fence => session.fence = true,
            }
        }
        Ok(view)
    }

    async fn read_ends(&mut self, storage: &dyn Storage, keys: &Keys) -> Result<()> {
        let ended: Vec<_> =
            self.sessions.iter().filter(|(_, session)| session.ended).map(|(sid, _)| *sid).collect();
        let mut reads = stream::iter(ended)
            .map(|sid| async move { (sid, storage.get(&layout::end(&sid)).await) })
            .buffer_unordered(PARALLEL);
        while let Some((sid, read)) = reads.next().await {
            let read = read
                .map_err(Error::from)
                .and_then(|bytes| session::read_end(keys, &self.root.register, &sid, &bytes));
            match read {
                Ok(end) => {
                    if let Some(session) = self.sessions.get_mut(&sid) {
                        session.end = Some(end);
                    }
                }
                Err(Error::Damage(damage)) => self.findings.push(damage),
                // Swept since it was listed: the root read again afterwards will tell.
                Err(Error::Storage(error)) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Whether anything in this pack may be read.
    pub fn is_dead(&self, pack: &PackId) -> bool {
        self.dead.contains(pack)
    }

    /// Whether chunks in this pack may be reused by a new snapshot (its trust group is the caller's to ask).
    pub fn is_reusable(&self, pack: &PackId) -> bool {
        let fenced = || self.sessions.get(&pack.session).is_some_and(SeenSession::is_fenced);
        !self.dead.contains(pack) && !self.condemned.contains(pack) && !fenced()
    }

    /// Whether a session's objects count beside the root.
    pub fn counts(&self, sid: &SessionId) -> bool {
        self.sessions.get(sid).is_some_and(|session| session.opened)
    }

    /// Whether the snapshot is on its way out.
    pub fn is_forgotten(&self, sid: &SessionId) -> bool {
        self.root.root.pending.as_ref().is_some_and(|mark| mark.snapshots.contains(sid))
    }
}

/// Reads many objects at once, in any order.
pub async fn get_all<T: Send>(
    storage: &dyn Storage,
    keys: Vec<(T, String)>,
) -> Result<Vec<(T, String, bytes::Bytes)>, crate::storage::Error> {
    stream::iter(keys)
        .map(|(what, key)| async move {
            let bytes = storage.get(&key).await?;
            Ok((what, key, bytes))
        })
        .buffer_unordered(PARALLEL)
        .try_collect()
        .await
}
