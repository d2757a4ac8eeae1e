//! Fetches whole packs, many at once, and hands them to threads that look at every byte.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::model::id::PackId;
use crate::repository::directory::BlockRecord;
use crate::repository::{Damage, Error, Repository, Result, layout};
use crate::storage::ErrorKind;

use super::check::{Bad, Checker, Opened};
use super::inventory::{Inventory, Pack};
use super::{Progress, Verify};

/// Bytes fetched and not yet looked at.
const IN_FLIGHT: usize = 96 << 20;

/// Told of each good block of a pack, from several threads.
pub type EachGoodBlock<'a> = &'a (dyn Fn(&PackId, &BlockRecord, &[u8]) -> Result<()> + Sync);

/// How many threads and requests, and who listens.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The repository.
    pub repository: &'a Repository,
    /// Where storage calls run.
    pub handle: &'a tokio::runtime::Handle,
    /// Threads that open and check.
    pub threads: usize,
    /// Requests under way at once.
    pub connections: usize,
    /// Counters.
    pub progress: &'a Progress,
}

/// Looks at one pack; without bytes it is not there.
type Check<'a> = &'a (dyn Fn(&mut Checker, &PackId, Option<&Bytes>) -> Result<()> + Sync);

/// A pack on its way from the store.
struct Fetched {
    id: PackId,
    /// Nothing if it is not there.
    bytes: Option<Bytes>,
    _permit: OwnedSemaphorePermit,
}

impl Reading<'_> {
    /// So many more packs are to be read.
    pub fn expect(&self, packs: usize) {
        self.progress.total_packs.fetch_add(packs as u64, Ordering::Relaxed);
    }

    /// Reads packs of about these sizes and lets `check` look at each, from several threads. `None`: it is not there.
    pub fn read(&self, packs: Vec<(PackId, u64)>, check: Check<'_>) -> Result<()> {
        let (send, receive) = crossbeam_channel::unbounded::<Fetched>();
        let failure: Mutex<Option<Error>> = Mutex::new(None);
        let fail = |error| {
            failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        };
        let stopped = || {
            self.progress.interrupted.load(Ordering::Relaxed)
                || failure.lock().unwrap_or_else(PoisonError::into_inner).is_some()
        };
        thread::scope(|scope| {
            for _ in 0..self.threads.max(1) {
                let receive = receive.clone();
                scope.spawn(|| {
                    let mut checker = Checker::default();
                    for Fetched { id, bytes, _permit } in receive {
                        // What was fetched is let go all the same, for the fetching waits for its room.
                        if stopped() {
                            continue;
                        }
                        match check(&mut checker, &id, bytes.as_ref()) {
                            Ok(()) => {
                                let read = bytes.map_or(0, |bytes| bytes.len() as u64);
                                self.progress.bytes.fetch_add(read, Ordering::Relaxed);
                                self.progress.packs.fetch_add(1, Ordering::Relaxed);
                            }
                            Err(error) => fail(error),
                        }
                    }
                });
            }
            drop(receive);
            let budget = Arc::new(Semaphore::new(IN_FLIGHT));
            let mut fetched = std::pin::pin!(
                stream::iter(packs)
                    .map(|pack| self.fetch(pack, Arc::clone(&budget)))
                    .buffer_unordered(self.connections.max(1))
            );
            self.handle.block_on(async {
                while let Some(result) = fetched.next().await {
                    match result {
                        _ if stopped() => break,
                        // The workers outlive the channel's sender, so somebody receives it.
                        Ok(fetched) => drop(send.send(fetched)),
                        Err(error) => {
                            fail(error);
                            break;
                        }
                    }
                }
            });
            drop(send);
        });
        self.progress.check()?;
        failure.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
    }

    async fn fetch(&self, (id, size): (PackId, u64), budget: Arc<Semaphore>) -> Result<Fetched> {
        let Ok(_permit) = budget.acquire_many_owned(size.clamp(1, IN_FLIGHT as u64) as u32).await else {
            unreachable!("the budget is never closed")
        };
        match self.repository.storage().get(&layout::pack(&id)).await {
            Ok(bytes) => Ok(Fetched { id, bytes: Some(bytes), _permit }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Fetched { id, bytes: None, _permit }),
            Err(error) => Err(error.into()),
        }
    }
}

impl<'a> Verify<'a> {
    fn reading(&self) -> Reading<'a> {
        Reading {
            repository: self.repository,
            handle: self.handle,
            threads: self.options.threads,
            connections: self.options.connections,
            progress: self.progress,
        }
    }
}

impl Verify<'_> {
    /// Reads packs that no index names, as they say themselves what they hold, and notes what of them cannot be used. It
    /// is a finding only if a snapshot needs it.
    pub fn read_orphans(&mut self, inventory: &Inventory) -> Result<()> {
        let orphans = inventory.orphans.iter().map(|(id, size)| (*id, *size)).collect::<Vec<_>>();
        let chosen = self.options.data.choose(orphans);
        let work: Vec<_> = chosen.iter().filter_map(|id| Some((*id, *inventory.orphans.get(id)?))).collect();
        let found: Mutex<Vec<(PackId, Bad)>> = Mutex::default();
        let (reading, keys) = (self.reading(), self.repository.keys());
        reading.expect(work.len());
        reading.read(work, &|checker, id, bytes| {
            // What is gone was an orphan that nobody needed, or is missed where it is needed.
            let Some(bytes) = bytes else { return Ok(()) };
            let bad = match Opened::of_some_kind(keys, id, bytes) {
                None => Bad::Whole,
                Some(mut opened) => match opened.directory() {
                    Ok(blocks) => Bad::Blocks(checker.blocks(&opened, &blocks, &mut |_, _| Ok(()))?.0),
                    Err(Error::Damage(_)) => Bad::Whole,
                    Err(error) => return Err(error),
                },
            };
            if bad != Bad::Blocks(BTreeSet::new()) {
                found.lock().unwrap_or_else(PoisonError::into_inner).push((*id, bad));
            }
            Ok(())
        })?;
        self.broken.extend(found.into_inner().unwrap_or_else(PoisonError::into_inner));
        Ok(())
    }

    /// Reads packs of the index to the last byte and notes what is wrong; which of them were not there.
    pub fn read(
        &mut self,
        inventory: &Inventory,
        packs: &[PackId],
        each: EachGoodBlock<'_>,
    ) -> Result<Vec<PackId>> {
        let known = packs.iter().filter_map(|id| Some((*id, inventory.packs.get(id)?)));
        let work: Vec<_> =
            known.filter(|(_, pack)| pack.listed.is_some()).map(|(id, pack)| (id, pack.size)).collect();
        let found: Mutex<Vec<(PackId, Damage, Bad)>> = Mutex::default();
        let gone: Mutex<Vec<PackId>> = Mutex::default();
        let reading = self.reading();
        reading.expect(work.len());
        let mut read: Vec<_> = work.iter().map(|(id, _)| *id).collect();
        reading.read(work, &|checker, id, bytes| {
            let Some(bytes) = bytes else {
                gone.lock().unwrap_or_else(PoisonError::into_inner).push(*id);
                return Ok(());
            };
            let Some(pack) = inventory.packs.get(id) else { return Ok(()) };
            let one = One { repository: self.repository, handle: self.handle, inventory, id, pack };
            if let Some((damage, bad)) = one.check(checker, bytes, each)? {
                found.lock().unwrap_or_else(PoisonError::into_inner).push((*id, damage, bad));
            }
            Ok(())
        })?;
        let gone = gone.into_inner().unwrap_or_else(PoisonError::into_inner);
        read.retain(|id| !gone.contains(id));
        self.read.extend(read);
        let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.sort_by_key(|(id, ..)| *id);
        for (id, damage, bad) in found {
            // The listing has told already what is wrong with a pack of another size.
            if inventory.packs.get(&id).is_some_and(|pack| !pack.is_wrong()) {
                self.find(damage);
            }
            self.broken.insert(id, bad);
        }
        Ok(gone)
    }
}

/// One pack that the index knows.
struct One<'a> {
    repository: &'a Repository,
    handle: &'a tokio::runtime::Handle,
    inventory: &'a Inventory,
    id: &'a PackId,
    pack: &'a Pack,
}

impl One<'_> {
    /// What is wrong with it, and what of it cannot be used.
    fn check(
        &self,
        checker: &mut Checker,
        bytes: &[u8],
        each: EachGoodBlock<'_>,
    ) -> Result<Option<(Damage, Bad)>> {
        let mut opened = match Opened::new(self.repository.keys(), self.id, self.pack.kind, bytes) {
            Ok(opened) => opened,
            Err(Error::Damage(damage)) => return Ok(Some((damage, Bad::Whole))),
            Err(error) => return Err(error),
        };
        let other = "holds other blocks than the index says";
        let other = || Damage::new(self.pack.kind.object(), layout::pack(self.id), other);
        let (blocks, mut damage) = match opened.directory() {
            Ok(blocks) if self.pack.has_directory(&blocks) => (blocks, None),
            Ok(_) => (self.blocks()?, Some(other())),
            Err(Error::Damage(damage)) => (self.blocks()?, Some(damage)),
            Err(error) => return Err(error),
        };
        let (bad, first) =
            checker.blocks(&opened, &blocks, &mut |record, plain| each(self.id, record, plain))?;
        if damage.is_none()
            && let Err(error) = checker.padding(&opened, &blocks)
        {
            match error {
                Error::Damage(padding) => damage = Some(padding),
                error => return Err(error),
            }
        }
        Ok(first.or(damage).map(|damage| (damage, Bad::Blocks(bad))))
    }

    /// The blocks as the index has them.
    fn blocks(&self) -> Result<Vec<BlockRecord>> {
        self.handle.block_on(self.inventory.blocks(self.repository, self.id))
    }
}
