//! Verify: is everything there, and is it what it should be? Each problem is a finding with its place and what it
//! costs; the run goes on to the end.

mod packs;
mod trees;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tokio::runtime::Handle;

use crate::model::id::{PackId, SessionId, SnapshotId};
use crate::repository::catalog::CatalogEntry;
use crate::repository::directory::{PackKind, PackRecord};
use crate::repository::layout::{self, Kind, SessionObject};
use crate::repository::root::LoadedRoot;
use crate::repository::segment::{self, IndexSegment};
use crate::repository::session::{self, Commit, End};
use crate::repository::view::{View, get_all};
use crate::repository::{Catalog, Damage, Error, Repository, Result, root, slot};
use crate::storage::ErrorKind;

/// How thoroughly to look.
#[derive(Debug, Clone, Copy)]
pub struct VerifyOptions {
    /// Read and check every byte of every pack, where the role can; else presence and size.
    pub read_data: bool,
    /// Threads that open and check.
    pub threads: usize,
    /// Packs read at once.
    pub connections: usize,
}

/// Counters that anybody may look at meanwhile.
#[derive(Debug, Default)]
pub struct Progress {
    /// Packs checked.
    pub packs: AtomicU64,
    /// Packs there are.
    pub total_packs: AtomicU64,
    /// Bytes read.
    pub bytes: AtomicU64,
    /// Pages read.
    pub pages: AtomicU64,
    /// Set to stop.
    pub interrupted: AtomicBool,
}

/// Something wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong with which object.
    pub damage: Damage,
    /// Snapshots that cannot be restored in full because of it.
    pub snapshots: BTreeSet<SnapshotId>,
}

/// What was looked at and what was found.
#[derive(Debug, Clone, Default)]
pub struct VerifyResult {
    /// Everything wrong.
    pub findings: Vec<Finding>,
    /// Snapshots whose trees were walked.
    pub snapshots: u64,
    /// Packs seen.
    pub packs: u64,
    /// Packs read to the last byte.
    pub packs_read: u64,
    /// Bytes read.
    pub bytes_read: u64,
    /// Packs that no index knows: what interrupted backups leave, collected by `prune`.
    pub orphans: u64,
    /// What this key cannot look at.
    pub skipped: Option<&'static str>,
}

/// Everything known of the packs while verifying.
#[derive(Debug, Default)]
struct Packs {
    /// Packs that count, with what they hold.
    indexed: BTreeMap<PackId, PackRecord>,
    /// Packs in the store, with their size.
    present: HashMap<PackId, u64>,
    /// Packs that cannot be relied on.
    broken: HashSet<PackId>,
}

struct Verify<'a> {
    repository: &'a Repository,
    options: VerifyOptions,
    progress: &'a Progress,
    view: View,
    /// The snapshots that were there when it began.
    entries: Vec<CatalogEntry>,
    packs: Packs,
    findings: Vec<Finding>,
}

/// Verifies. Blocks; storage calls run on `handle`.
pub fn run(
    repository: &Repository,
    handle: &Handle,
    options: VerifyOptions,
    progress: &Progress,
) -> Result<VerifyResult> {
    let view = handle.block_on(repository.view())?;
    let findings = view.findings.iter().cloned().map(Finding::of).collect();
    let entries = Vec::new();
    let mut verify =
        Verify { repository, options, progress, view, entries, packs: Packs::default(), findings };
    handle.block_on(async {
        verify.roots().await?;
        verify.slots().await?;
        verify.sessions().await?;
        // Pages of a listing are different moments: the one that showed a snapshot need not have shown the delta of
        // another session that it relies on. A view taken now does.
        verify.view = repository.view().await?;
        verify.index().await?;
        verify.present().await
    })?;
    let mut result = VerifyResult::default();
    if options.read_data {
        result.packs_read = verify.read_packs(handle)?;
    }
    result.packs = verify.packs.present.len() as u64;
    result.orphans =
        verify.packs.present.keys().filter(|pack| !verify.packs.indexed.contains_key(pack)).count() as u64;
    if repository.keys().role().reads_metadata() {
        result.snapshots = verify.trees(handle)?;
    } else {
        result.skipped = Some("this key cannot read the trees of snapshots");
    }
    if options.read_data && !repository.keys().role().reads_data() {
        result.skipped = Some("this key cannot read the content of files");
    }
    result.bytes_read = progress.bytes.load(Ordering::Relaxed);
    result.findings = verify.findings;
    result.findings.dedup();
    Ok(result)
}

impl Finding {
    fn of(damage: Damage) -> Self {
        Self { damage, snapshots: BTreeSet::new() }
    }
}

impl Verify<'_> {
    fn find(&mut self, damage: Damage) {
        if !self.findings.iter().any(|finding| finding.damage == damage) {
            self.findings.push(Finding::of(damage));
        }
    }

    /// Takes a failure as a finding if it is damage, and passes on anything else.
    fn sort_out<T>(&mut self, result: Result<T>) -> Result<Option<T>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Error::Damage(damage)) => {
                self.find(damage);
                Ok(None)
            }
            Err(Error::Storage(error)) if error.kind() == ErrorKind::NotFound => {
                self.find(Damage::new(kind_of(error.key()), error.key(), "is missing"));
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// The chain of roots, as far back as it is kept.
    async fn roots(&mut self) -> Result<()> {
        let (storage, keys) = (self.repository.storage(), self.repository.keys());
        let listing = storage.list(layout::ROOTS, None, None).await?;
        let mut expected: Option<(u64, Option<crate::model::id::ObjectDigest>)> = None;
        let mut serial = u64::MAX;
        for entry in listing.entries {
            let Some(number) = layout::parse_root(&entry.key) else {
                self.find(Damage::new(Kind::Root, entry.key, "has a name that no root has"));
                continue;
            };
            if let Some((wanted, _)) = expected
                && wanted != number
            {
                self.find(Damage::new(Kind::Root, layout::root(wanted), "is missing"));
            }
            let bytes = storage.get(&entry.key).await.map_err(Error::from);
            let loaded = bytes.and_then(|bytes| root::open_old(keys, number, &bytes));
            let Some(LoadedRoot { root, digest, register }) = self.sort_out(loaded)? else {
                expected = number.checked_sub(1).map(|number| (number, None));
                continue;
            };
            if let Some((_, Some(named))) = expected.filter(|(wanted, _)| *wanted == number)
                && named != digest
            {
                let problem = "is not the one that the root after it names";
                self.find(Damage::new(Kind::Root, layout::root(number), problem));
            }
            if register.serial > serial {
                let problem = "carries a newer list of keys than the root after it";
                self.find(Damage::new(Kind::Root, layout::root(number), problem));
            }
            serial = register.serial;
            expected = number.checked_sub(1).map(|number| (number, root.previous));
        }
        if let Some((wanted, _)) = expected {
            self.find(Damage::new(Kind::Root, layout::root(wanted), "is missing"));
        }
        let seen = self.repository.cache().seen(keys);
        for sid in seen.commits {
            if !has_ended(&self.view, &sid) {
                let problem = "is missing, though this host committed it";
                self.find(Damage::new(Kind::End, layout::end(&sid), problem));
            }
        }
        Ok(())
    }

    /// The slots, whose names are digests of their bytes.
    async fn slots(&mut self) -> Result<()> {
        let storage = self.repository.storage();
        let config = storage.get(layout::CONFIG).await.map_err(Error::from);
        if let Some(config) = self.sort_out(config)?
            && crate::repository::config::Config::digest(&config) != self.repository.keys().config_digest()
        {
            self.find(Damage::new(Kind::Config, layout::CONFIG, "is not the one its keys were made for"));
        }
        let listing = storage.list(layout::KEYS, None, None).await?;
        let objects = listing.entries.into_iter().map(|entry| ((), entry.key)).collect();
        let mut found = HashSet::new();
        for ((), key, bytes) in get_all(storage, objects).await? {
            let id = slot::id(&bytes);
            if layout::slot(&id) != key {
                self.find(Damage::new(Kind::Slot, &key, "is not what its name says"));
            }
            found.insert(key);
        }
        let entries = self.view.root.register.entries.clone();
        for slot in entries.iter().filter(|entry| entry.revoked.is_none()).filter_map(|entry| entry.slot) {
            if !found.contains(&layout::slot(&slot)) {
                self.find(Damage::new(Kind::Slot, layout::slot(&slot), "is missing"));
            }
        }
        Ok(())
    }

    /// Objects of sessions that are not absorbed yet.
    async fn sessions(&mut self) -> Result<()> {
        let storage = self.repository.storage();
        let register = self.view.root.register.clone();
        let listing = storage.list(layout::SESSIONS, None, None).await?;
        let mut objects: BTreeMap<SessionId, Vec<(SessionObject, String)>> = BTreeMap::new();
        for entry in listing.entries {
            if let Some((sid, object)) = layout::parse_session(&entry.key) {
                objects.entry(sid).or_default().push((object, entry.key));
            }
        }
        objects.retain(|sid, _| !self.view.root.root.is_retired(sid));
        let mut named = BTreeSet::new();
        for (sid, objects) in &objects {
            self.session(sid, objects, &register, &mut named).await?;
        }
        let catalog = Catalog::load(self.repository, &self.view).await?;
        catalog.findings.into_iter().for_each(|damage| self.find(damage));
        named.retain(|sid| {
            !has_ended(&self.view, sid) && !catalog.entries.iter().any(|entry| entry.session == *sid)
        });
        self.entries = catalog.entries;
        let newest = self.view.root.root.number;
        let beyond: Vec<_> = objects.into_keys().filter(|sid| sid.root > newest).collect();
        self.missing(&beyond, &named).await
    }

    /// Roots that sessions were named after, and sessions that others followed. The sessions were listed after the
    /// view, in pages that are no one moment: missing is what a view taken now does not show either.
    async fn missing(&mut self, beyond: &[SessionId], named: &BTreeSet<SessionId>) -> Result<()> {
        if beyond.is_empty() && named.is_empty() {
            return Ok(());
        }
        let now = self.repository.view().await?;
        for sid in beyond.iter().filter(|sid| sid.root > now.root.root.number) {
            let problem = format!("is missing: the session {sid} has seen it");
            self.find(Damage::new(Kind::Root, layout::root(sid.root), problem));
        }
        for sid in named.iter().filter(|sid| !has_ended(&now, sid)) {
            let problem = "is missing, though a later session of its host names it";
            self.find(Damage::new(Kind::End, layout::end(sid), problem));
        }
        Ok(())
    }

    async fn session(
        &mut self,
        sid: &SessionId,
        objects: &[(SessionObject, String)],
        register: &crate::repository::register::Register,
        named: &mut BTreeSet<SessionId>,
    ) -> Result<()> {
        let (storage, keys) = (self.repository.storage(), self.repository.keys());
        let has = |wanted: SessionObject| objects.iter().any(|(object, _)| *object == wanted);
        if !has(SessionObject::Open) {
            self.find(Damage::new(
                Kind::Open,
                layout::open(sid),
                "is missing, so that the session does not count",
            ));
        }
        let mut deltas = HashMap::new();
        let mut commit: Option<Commit> = None;
        for (object, key) in objects {
            let bytes = storage.get(key).await.map_err(Error::from);
            let Some(bytes) = self.sort_out(bytes)? else { continue };
            match object {
                SessionObject::Open => {
                    let open = session::read_open(keys, register, sid, &bytes);
                    named.extend(self.sort_out(open)?.and_then(|open| open.value.previous));
                }
                SessionObject::Delta(number) => {
                    let delta = session::read_delta(keys, register, sid, *number, &bytes);
                    if let Some(delta) = self.sort_out(delta)? {
                        deltas.insert(*number, delta.digest);
                    }
                }
                SessionObject::End => {
                    let end = session::read_end(keys, register, sid, &bytes);
                    if let Some(End::Commit(said)) = self.sort_out(end)?.map(|end| end.value) {
                        commit = Some(said);
                    }
                }
                SessionObject::Fence => {}
            }
        }
        for (number, digest) in commit.iter().flat_map(|commit| &commit.deltas).enumerate() {
            let name = layout::delta(sid, number as u32);
            match deltas.get(&(number as u32)) {
                Some(found) if found == digest => {}
                Some(_) => self.find(Damage::new(Kind::Delta, name, "is not the one that the commit names")),
                None if objects.iter().any(|(_, key)| *key == name) => {}
                None => self.find(Damage::new(Kind::Delta, name, "is missing")),
            }
        }
        Ok(())
    }

    /// Everything the index names.
    async fn index(&mut self) -> Result<()> {
        let (storage, keys) = (self.repository.storage(), self.repository.keys());
        for reference in self.view.root.root.index.clone() {
            let segment = segment::load::<IndexSegment>(storage, keys, &reference).await;
            if let Some(segment) = self.sort_out(segment)? {
                let packs = segment.packs.into_iter().map(|indexed| (indexed.pack.id, indexed.pack));
                self.packs.indexed.extend(packs);
            }
        }
        let sessions = self.view.sessions.iter().filter(|(_, session)| session.opened);
        let deltas = sessions.flat_map(|(sid, session)| {
            session.deltas.iter().map(|number| ((*sid, *number), layout::delta(sid, *number)))
        });
        let deltas: Vec<_> = deltas.collect();
        for batch in deltas.chunks(32) {
            for ((sid, number), _, bytes) in get_all(storage, batch.to_vec()).await? {
                // What is wrong with a delta was found with its session.
                if let Ok(delta) = session::read_delta(keys, &self.view.root.register, &sid, number, &bytes) {
                    self.packs.indexed.extend(delta.value.packs.into_iter().map(|pack| (pack.id, pack)));
                }
            }
        }
        let view = &self.view;
        self.packs.indexed.retain(|pack, _| !view.is_dead(pack));
        Ok(())
    }

    /// Whether each pack is there with its size.
    async fn present(&mut self) -> Result<()> {
        let listing = self.repository.storage().list(layout::PACKS, None, None).await?;
        for entry in listing.entries {
            match layout::parse_pack(&entry.key) {
                Some(pack) => drop(self.packs.present.insert(pack, entry.size)),
                None => self.find(Damage::new(Kind::DataPack, entry.key, "has a name that no pack has")),
            }
        }
        let mut findings = Vec::new();
        for (id, pack) in &self.packs.indexed {
            let problem = match self.packs.present.get(id) {
                Some(size) if *size == pack.size => continue,
                Some(size) => format!("has {size} bytes in place of {}", pack.size),
                None => "is missing".to_owned(),
            };
            self.packs.broken.insert(*id);
            findings.push(Damage::new(pack.kind.object(), pack.object(), problem));
        }
        findings.into_iter().for_each(|damage| self.find(damage));
        self.progress.total_packs.store(self.packs.indexed.len() as u64, Ordering::Relaxed);
        Ok(())
    }

    fn is_readable(&self, kind: PackKind) -> bool {
        let role = self.repository.keys().role();
        match kind {
            PackKind::Data => role.reads_data(),
            PackKind::Tree => role.reads_metadata(),
        }
    }
}

/// Whether a session's end is listed, or what it said was taken in long ago.
fn has_ended(view: &View, sid: &SessionId) -> bool {
    view.root.root.is_retired(sid) || view.sessions.get(sid).is_some_and(|session| session.ended)
}

/// The kind of object under a key, for messages.
fn kind_of(key: &str) -> Kind {
    let folder = key.split('/').next().unwrap_or_default();
    match (folder, key.rsplit('/').next().unwrap_or_default()) {
        ("keys", _) => Kind::Slot,
        ("packs", _) => Kind::DataPack,
        ("root", _) => Kind::Root,
        ("index", _) => Kind::Index,
        ("catalog", _) => Kind::Catalog,
        ("sessions", "open") => Kind::Open,
        ("sessions", "end" | "fence") => Kind::End,
        ("sessions", _) => Kind::Delta,
        _ => Kind::Config,
    }
}
