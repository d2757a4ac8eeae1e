//! Repairs the index: packs that no readable part of it names are read to the last byte and named again.
//!
//! Their writers are not known any more. Whoever repairs vouches for what it has read, so a pack enters under its own
//! key, which all hosts trust as they trust the roots it makes. A pack of which some blocks are damaged enters as broken:
//! readers find the rest, and no writer relies on it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Mutex, PoisonError};

use tokio::runtime::Handle;

use crate::model::id::PackId;
use crate::model::time::Clock;
use crate::operations::absorb::{has_ended, segments};
use crate::operations::verify::Progress;
use crate::operations::verify::check::{Checker, Opened};
use crate::operations::verify::read::Reading;
use crate::repository::directory::PackRecord;
use crate::repository::layout::{self, Kind};
use crate::repository::root::{self, Broken, Root, SegmentRef};
use crate::repository::segment::{self, IndexSegment, IndexedPack};
use crate::repository::{Damage, Error, Repository, Result, View, session};
use crate::storage::ErrorKind;

/// Roots of others that may come first before giving up.
const TRIES: u32 = 5;

/// How to repair the index.
#[derive(Debug, Clone, Copy)]
pub struct RepairIndexOptions {
    /// Only say what would be done.
    pub dry_run: bool,
    /// Threads that open and check.
    pub threads: usize,
    /// Requests under way at once.
    pub connections: usize,
}

/// What a repair of the index has done, or would do.
#[derive(Debug, Clone, Default)]
pub struct RepairIndexResult {
    /// Parts of the index that cannot be read. They are left out.
    pub lost: Vec<Damage>,
    /// Packs that the rest of the index names.
    pub kept: u64,
    /// Packs that were read and are named again.
    pub added: Vec<PackId>,
    /// What is wrong with those of them that are damaged in part.
    pub damaged: Vec<Damage>,
    /// What is wrong with packs that cannot be read at all, and are named by no index.
    pub unreadable: Vec<Damage>,
    /// The root with the repaired index. None if nothing was to be done.
    pub root: Option<u64>,
}

/// A pack that was read.
#[derive(Debug, Clone)]
enum Found {
    Good(PackRecord),
    Damaged(PackRecord, Damage),
    Unreadable(Damage),
}

/// The index as far as it can be read, and what it lacks.
struct Survey {
    view: View,
    readable: Vec<SegmentRef>,
    lost: Vec<Damage>,
    known: HashSet<PackId>,
    /// Packs in the store that nothing names, with their sizes.
    unnamed: BTreeMap<PackId, u64>,
}

/// Repairs the index. Blocks; storage calls run on `handle`.
pub fn run(
    repository: &Repository,
    handle: &Handle,
    options: &RepairIndexOptions,
    clock: &dyn Clock,
    progress: &Progress,
) -> Result<RepairIndexResult> {
    let role = repository.keys().role();
    if !role.may_maintain() || !role.reads_data() {
        return Err(Error::Role { role, action: "repair the index" });
    }
    let mut found: BTreeMap<PackId, Found> = BTreeMap::new();
    for _ in 0..TRIES {
        let survey = handle.block_on(Survey::take(repository))?;
        let new: Vec<_> = survey
            .unnamed
            .iter()
            .filter(|(id, _)| !found.contains_key(id))
            .map(|(id, size)| (*id, *size))
            .collect();
        let reading = Reading {
            repository,
            handle,
            threads: options.threads,
            connections: options.connections,
            progress,
        };
        found.extend(read(&reading, new)?);
        let mut result = survey.result(&found);
        if options.dry_run || result.added.is_empty() && survey.lost.is_empty() {
            return Ok(result);
        }
        if let Some(number) = handle.block_on(survey.commit(repository, &found, clock))? {
            result.root = Some(number);
            return Ok(result);
        }
    }
    Err(Error::Contended { object: "a root".to_owned(), tries: TRIES })
}

impl Survey {
    async fn take(repository: &Repository) -> Result<Self> {
        loop {
            let view = repository.view().await?;
            let mut survey = Self {
                view,
                readable: Vec::new(),
                lost: Vec::new(),
                known: HashSet::new(),
                unnamed: BTreeMap::new(),
            };
            survey.segments(repository).await?;
            if repository.swept_meanwhile(&survey.view, &survey.lost).await? {
                continue;
            }
            survey.deltas(repository).await?;
            survey.list(repository).await?;
            return Ok(survey);
        }
    }

    async fn segments(&mut self, repository: &Repository) -> Result<()> {
        for reference in &self.view.root.root.index {
            match segment::load::<IndexSegment>(repository.storage(), repository.keys(), reference).await {
                Ok(segment) => {
                    self.readable.push(*reference);
                    self.known.extend(segment.packs.iter().map(|indexed| indexed.pack.id));
                }
                Err(Error::Damage(damage)) => self.lost.push(damage),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// What sessions say that are not absorbed yet.
    async fn deltas(&mut self, repository: &Repository) -> Result<()> {
        let (storage, keys) = (repository.storage(), repository.keys());
        for (sid, session) in self.view.sessions.iter().filter(|(_, session)| session.opened) {
            for number in &session.deltas {
                let bytes = match storage.get(&layout::delta(sid, *number)).await {
                    Ok(bytes) => bytes,
                    Err(error) if error.kind() == ErrorKind::NotFound => continue,
                    Err(error) => return Err(error.into()),
                };
                match session::read_delta(keys, &self.view.root.register, sid, *number, &bytes) {
                    Ok(delta) => self.known.extend(delta.value.packs.iter().map(|pack| pack.id)),
                    // Then its packs are named by nothing.
                    Err(Error::Damage(_)) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    /// Packs that nothing names. Those of sessions that are at work will be named by them, and dead ones must not be.
    async fn list(&mut self, repository: &Repository) -> Result<()> {
        let mode = self.view.root.root.mode;
        for entry in repository.storage().list(layout::PACKS, None, None).await?.entries {
            let Some(id) = layout::parse_pack(&entry.key) else { continue };
            let at_work = match self.view.sessions.get(&id.session) {
                Some(session) => session.opened && !has_ended(session, mode),
                // It may have begun after the view was taken.
                None => !self.view.root.root.is_retired(&id.session),
            };
            if !at_work && !self.view.is_dead(&id) && !self.known.contains(&id) {
                self.unnamed.insert(id, entry.size);
            }
        }
        Ok(())
    }

    fn found<'f>(&self, found: &'f BTreeMap<PackId, Found>) -> impl Iterator<Item = &'f Found> {
        self.unnamed.keys().filter_map(|id| found.get(id))
    }

    fn result(&self, found: &BTreeMap<PackId, Found>) -> RepairIndexResult {
        let mut result = RepairIndexResult {
            lost: self.lost.clone(),
            kept: self.known.iter().filter(|id| !self.view.is_dead(id)).count() as u64,
            ..RepairIndexResult::default()
        };
        for found in self.found(found) {
            match found {
                Found::Good(pack) => result.added.push(pack.id),
                Found::Damaged(pack, damage) => {
                    result.added.push(pack.id);
                    result.damaged.push(damage.clone());
                }
                Found::Unreadable(damage) => result.unreadable.push(damage.clone()),
            }
        }
        result
    }

    /// Commits a root that differs in its index. `None` if another came first.
    async fn commit(
        &self,
        repository: &Repository,
        found: &BTreeMap<PackId, Found>,
        clock: &dyn Clock,
    ) -> Result<Option<u64>> {
        let (storage, keys) = (repository.storage(), repository.keys());
        let before = &self.view.root.root;
        let made = before.number + 1;
        let (mut packs, mut damaged) = (Vec::new(), Vec::new());
        for found in self.found(found) {
            let pack = match found {
                Found::Good(pack) => pack,
                Found::Damaged(pack, _) => {
                    damaged.push(pack.id);
                    pack
                }
                Found::Unreadable(_) => continue,
            };
            packs.push(IndexedPack { signer: keys.signer(), pack: pack.clone() });
        }
        let next = Root {
            number: made,
            previous: Some(self.view.root.digest),
            made: clock.now(),
            index: segments::add_packs(repository, made, &self.readable, packs).await?,
            broken: broken(before, damaged, made),
            // Nothing was absorbed: which sessions are retired stays as it was.
            ..before.clone()
        };
        let Some(digest) = root::commit(storage, keys, &next).await? else { return Ok(None) };
        Ok(root::is_in_chain(storage, keys, made, digest).await?.then_some(made))
    }
}

fn broken(before: &Root, damaged: Vec<PackId>, made: u64) -> Option<Broken> {
    if damaged.is_empty() {
        return before.broken.clone();
    }
    let known = before.broken.iter().flat_map(|broken| broken.packs.iter().copied());
    let packs: BTreeSet<_> = known.chain(damaged).collect();
    Some(Broken { packs: packs.into_iter().collect(), since: made })
}

/// Reads packs to the last byte.
fn read(reading: &Reading<'_>, packs: Vec<(PackId, u64)>) -> Result<BTreeMap<PackId, Found>> {
    let all: Mutex<BTreeMap<PackId, Found>> = Mutex::default();
    reading.expect(packs.len());
    reading.read(packs, &|checker, id, bytes| {
        // Deleted since it was listed: dead under a newer root.
        let Some(bytes) = bytes else { return Ok(()) };
        let found = look(reading.repository, checker, id, bytes)?;
        all.lock().unwrap_or_else(PoisonError::into_inner).insert(*id, found);
        Ok(())
    })?;
    Ok(all.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// What a pack holds, as its own directory says and its content proves.
fn look(repository: &Repository, checker: &mut Checker, id: &PackId, bytes: &[u8]) -> Result<Found> {
    let keys = repository.keys();
    let unreadable =
        |problem: String| Found::Unreadable(Damage::new(Kind::DataPack, layout::pack(id), problem));
    let Some(mut opened) = Opened::of_some_kind(keys, id, bytes) else {
        return Ok(unreadable("cannot be opened".to_owned()));
    };
    let blocks = match opened.directory() {
        Ok(blocks) => blocks,
        Err(Error::Damage(damage)) => return Ok(unreadable(damage.problem)),
        Err(error) => return Err(error),
    };
    let (bad, first) = checker.blocks(&opened, &blocks, &mut |_, _| Ok(()))?;
    if !blocks.is_empty() && bad.len() == blocks.len() {
        return Ok(unreadable(first.map_or_else(String::new, |damage| damage.problem)));
    }
    let padding = checker.padding(&opened, &blocks);
    let record = PackRecord { id: *id, kind: opened.kind(), size: bytes.len() as u64, blocks };
    Ok(match (first, padding) {
        (None, Ok(())) => Found::Good(record),
        (Some(damage), _) | (None, Err(Error::Damage(damage))) => Found::Damaged(record, damage),
        (None, Err(error)) => return Err(error),
    })
}
