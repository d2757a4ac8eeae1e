//! A view: what is in the repository as far as the newest root and the sessions listed after it tell.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use futures_util::{StreamExt, stream};

use crate::model::id::{PackId, SessionId, SignerId};
use crate::model::time::Timestamp;
use crate::storage::{Entry, ErrorKind, Storage};

use super::cache::{HostCache, Seen};
use super::error::{Damage, Error, Result};
use super::keys::Keys;
use super::layout::{self, Kind, SessionObject};
use super::root::{self, ListedRoot, LoadedRoot, Root};
use super::session::{self, Commit, End, Said};

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

    /// What it committed, and who did. Beside a fence (in a store without conditional PUT) it counts only once a root
    /// has absorbed it.
    pub fn commit(&self) -> Option<(SignerId, &Commit)> {
        match &self.end {
            Some(Said { value: End::Commit(commit), signer, .. }) if !self.fence => Some((*signer, commit)),
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
    /// The number that a listing of roots showed first. Another than the root's where somebody who may not has put
    /// roots before it.
    pub listed: u64,
    /// The store's own clock when it listed the sessions.
    pub store_time: Option<Timestamp>,
    broken: HashSet<PackId>,
    condemned: HashSet<PackId>,
    dead: HashSet<PackId>,
}

/// Reads the newest root, from the cache where it is there, and remembers it.
pub async fn newest_root(storage: &dyn Storage, keys: &Keys, cache: &HostCache) -> Result<Arc<LoadedRoot>> {
    let newest = newest(storage, keys, cache).await?;
    newest.note(cache);
    Ok(newest.root)
}

/// The newest root that counts.
struct Newest {
    root: Arc<LoadedRoot>,
    /// The number a listing shows first. Another one where somebody who may not has put roots before it.
    listed: u64,
    /// Those roots.
    forged: Vec<Damage>,
}

impl Newest {
    /// Spares the next view its first request, for its last one tells as well whether this is the newest: numbers only
    /// rise, so what was the newest before and is it afterwards was it all the time.
    fn note(&self, cache: &HostCache) {
        if self.forged.is_empty() {
            cache.note_listed(&self.root);
        }
    }

    async fn is_still(&self, storage: &dyn Storage) -> Result<bool> {
        Ok(root::newest_number(storage).await? == Some(self.listed))
    }
}

async fn newest(storage: &dyn Storage, keys: &Keys, cache: &HostCache) -> Result<Newest> {
    // Before it is listed: others on this host may see a newer one meanwhile.
    let seen = cache.seen(keys);
    let (mut listed, mut forged, mut before) = (None, Vec::new(), None);
    while let Some(found) = root::newest_before(storage, before).await? {
        let listed = *listed.get_or_insert(found.number);
        match listed_root(storage, keys, cache, &found, &seen).await? {
            Ok(root) => return Ok(Newest { root, listed, forged }),
            Err(damage) => forged.push(damage),
        }
        before = Some(found.number);
    }
    let problem = "is missing: the repository has none";
    Err(forged.pop().unwrap_or_else(|| Damage::new(Kind::Root, layout::ROOTS, problem)).into())
}

/// Reads a root, which must be no older than what was `seen`. The inner error is about a forged one.
async fn listed_root(
    storage: &dyn Storage,
    keys: &Keys,
    cache: &HostCache,
    listed: &ListedRoot,
    seen: &Seen,
) -> Result<Result<Arc<LoadedRoot>, Damage>> {
    let number = listed.number;
    if let Some(bytes) = cache.root(listed)
        && let Ok(loaded) = root::open(keys, number, &bytes)
    {
        check_revoked(keys, &loaded)?;
        return Ok(Ok(Arc::new(loaded)));
    }
    let bytes = root::fetch(storage, number).await?;
    let loaded = match root::examine(keys, number, &bytes)? {
        Ok(loaded) => loaded,
        Err(forged) => return Ok(Err(forged)),
    };
    if seen.register > loaded.register.serial {
        let problem = "carries a list of keys older than one this host has seen";
        return Err(Damage::new(Kind::Root, layout::root(number), problem).into());
    }
    if seen.root > number {
        let problem =
            format!("is older than root {} that this host has seen: the store went back in time", seen.root);
        return Err(Damage::new(Kind::Root, layout::root(number), problem).into());
    }
    cache.keep_root(listed, &bytes)?;
    let now = cache.seen(keys);
    let (root, register) = (now.root.max(number), now.register.max(loaded.register.serial));
    cache.keep_seen(keys, &Seen { root, register, ..now })?;
    check_revoked(keys, &loaded)?;
    Ok(Ok(Arc::new(loaded)))
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
        let mut noted = cache.take_listed();
        loop {
            let newest = match noted.take() {
                Some(root) => Newest { listed: root.root.number, root, forged: Vec::new() },
                None => newest(storage, keys, cache).await?,
            };
            let mut view = Self::of_sessions(storage, &newest, layout::SESSIONS).await?;
            let (all_there, is_still) = tokio::join!(view.read_ends(storage, keys), newest.is_still(storage));
            let all_there = all_there?;
            // An end that is gone since may have been swept after the root was listed.
            if is_still? && (all_there || newest.is_still(storage).await?) {
                view.findings.extend(newest.forged);
                return Ok(view);
            }
        }
    }

    /// Takes a view that leaves out every session but `parent`, which costs reuse only: one request, and two more for a
    /// parent that is not in the catalogue. Its end is listed but not read: whoever asks has seen its commit succeed.
    pub async fn take_quiet(
        storage: &dyn Storage,
        keys: &Keys,
        cache: &HostCache,
        parent: Option<SessionId>,
    ) -> Result<Self> {
        loop {
            let newest = newest(storage, keys, cache).await?;
            // Without sessions there is nothing that the root could have changed beside.
            let Some(sid) = parent.filter(|sid| !newest.root.root.is_retired(sid)) else {
                newest.note(cache);
                return Ok(Self::empty(&newest));
            };
            let view = Self::of_sessions(storage, &newest, &layout::session(&sid)).await?;
            if newest.is_still(storage).await? {
                newest.note(cache);
                return Ok(view);
            }
        }
    }

    fn empty(newest: &Newest) -> Self {
        let (root, listed) = (Arc::clone(&newest.root), newest.listed);
        let condemned = root.root.pending.iter().flat_map(|mark| mark.packs.iter().copied()).collect();
        let dead = root.root.dead.iter().copied().collect();
        let broken = root.root.broken.iter().flat_map(|broken| broken.packs.iter().copied()).collect();
        let (sessions, findings) = (BTreeMap::new(), Vec::new());
        Self { root, sessions, findings, listed, store_time: None, broken, condemned, dead }
    }

    async fn of_sessions(storage: &dyn Storage, newest: &Newest, prefix: &str) -> Result<Self> {
        let mut view = Self::empty(newest);
        let (entries, store_time) = list_sessions(storage, &view.root.root, prefix).await?;
        view.store_time = store_time;
        for entry in entries {
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

    /// Reads the ends of all sessions. Whether all of them were there.
    async fn read_ends(&mut self, storage: &dyn Storage, keys: &Keys) -> Result<bool> {
        let mut all_there = true;
        let ended: Vec<_> =
            self.sessions.iter().filter(|(_, session)| session.ended).map(|(sid, _)| *sid).collect();
        let mut reads = stream::iter(ended)
            .map(|sid| async move { (sid, storage.get(&layout::end(&sid)).await) })
            .buffer_unordered(PARALLEL);
        while let Some((sid, read)) = reads.next().await {
            let read = read
                .map_err(Error::from)
                .and_then(|bytes| session::examine_end(keys, &self.root.register, &sid, &bytes));
            match read {
                Ok(end) => {
                    let end = end.unwrap_or_else(|forged| {
                        self.findings.push(forged);
                        session::NOTHING_SAID
                    });
                    if let Some(session) = self.sessions.get_mut(&sid) {
                        session.end = Some(end);
                    }
                }
                Err(Error::Damage(damage)) => self.findings.push(damage),
                Err(Error::Storage(error)) if error.kind() == ErrorKind::NotFound => all_there = false,
                Err(error) => return Err(error),
            }
        }
        Ok(all_there)
    }

    /// Whether anything in this pack may be read.
    pub fn is_dead(&self, pack: &PackId) -> bool {
        self.dead.contains(pack)
    }

    /// Whether chunks in this pack may be reused by a new snapshot (its trust group is the caller's to ask).
    pub fn is_reusable(&self, pack: &PackId) -> bool {
        let fenced = || self.sessions.get(&pack.session).is_some_and(SeenSession::is_fenced);
        let given_up = self.dead.contains(pack) || self.condemned.contains(pack);
        !given_up && !self.broken.contains(pack) && !fenced()
    }

    /// Whether a verification found this pack damaged.
    pub fn is_broken(&self, pack: &PackId) -> bool {
        self.broken.contains(pack)
    }

    /// Whether what a session looked up may be relied on: since it began, no pack was found damaged.
    pub fn is_sound(&self, sid: &SessionId) -> bool {
        self.root.root.broken.as_ref().is_none_or(|broken| sid.root >= broken.since)
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

/// More sessions below the floor than this are found by one listing from the oldest of them.
const MANY_BELOW: usize = 8;

/// The objects of all sessions that may count: those from the floor on, and the few below that had not ended when it
/// rose. Retired ones lie between, and may be many.
async fn list_sessions(
    storage: &dyn Storage,
    root: &Root,
    prefix: &str,
) -> Result<(Vec<Entry>, Option<Timestamp>)> {
    if prefix != layout::SESSIONS {
        let listing = storage.list(prefix, None, None).await?;
        return Ok((listing.entries, listing.store_time.map(Timestamp::from)));
    }
    let below = &root.open_below;
    let oldest = below.iter().map(|sid| sid.root).min().filter(|_| below.len() > MANY_BELOW);
    let from = oldest.unwrap_or(root.floor).min(root.floor);
    let after = format!("{}{from:016x}", layout::SESSIONS);
    let listing = storage.list(prefix, Some(&after), None).await?;
    let (mut entries, store_time) = (listing.entries, listing.store_time.map(Timestamp::from));
    for sid in below.iter().filter(|sid| sid.root < from) {
        entries.extend(storage.list(&layout::session(sid), None, None).await?.entries);
    }
    Ok((entries, store_time))
}

/// Reads many objects at once, in any order.
pub async fn get_all<T: Send>(
    storage: &dyn Storage,
    keys: Vec<(T, String)>,
) -> Result<Vec<(T, String, bytes::Bytes)>, crate::storage::Error> {
    let read = get_each(storage, keys).await;
    read.into_iter().map(|(what, key, bytes)| Ok((what, key, bytes?))).collect()
}

/// As `get_all`, with an answer for each.
pub async fn get_each<T: Send>(
    storage: &dyn Storage,
    keys: Vec<(T, String)>,
) -> Vec<(T, String, Result<bytes::Bytes, crate::storage::Error>)> {
    stream::iter(keys)
        .map(|(what, key)| async move {
            let bytes = storage.get(&key).await;
            (what, key, bytes)
        })
        .buffer_unordered(PARALLEL)
        .collect()
        .await
}
