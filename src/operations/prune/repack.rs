//! Copies what is live in packs that are of little use into new ones, in a session of maintenance's own. The packs
//! copied from stay as they are; the mark that follows condemns them.

use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use bytes::Bytes;
use crossbeam_channel::{Sender, bounded};
use tokio::runtime::Handle;

use crate::codec::compress::Decompressor;
use crate::model::id::PackId;
use crate::model::time::Clock;
use crate::operations::backup::StoreOptions;
use crate::operations::backup::block::BlockBuilder;
use crate::operations::backup::known::{Known, Trust};
use crate::operations::backup::pages::Pages;
use crate::operations::backup::store::Store;
use crate::operations::session::{Outcome, SessionWriter};
use crate::operations::storing::Storing;
use crate::repository::directory::{BlockPlace, BlockRecord, ChunkRecord, PACK_HEADER, PackKind, places};
use crate::repository::index::marks::Marks;
use crate::repository::pack::{PackOpener, SEALED_TRAILER};
use crate::repository::tree::page::made_anew;
use crate::repository::{Damage, Error, Repository, Result, layout};

use super::Progress;
use super::plan::PackFacts;

/// What repacking needs.
pub struct Repack<'a> {
    /// The repository.
    pub repository: &'a Repository,
    /// Where storage calls run.
    pub handle: &'a Handle,
    /// What is live.
    pub marks: &'a Marks,
    /// How new packs are made.
    pub store: StoreOptions,
    /// Threads that open, check and compress.
    pub threads: usize,
    /// Counters.
    pub progress: &'a Progress,
}

impl Repack<'_> {
    /// Copies the live part of these packs. Whether that has happened: maintenance elsewhere may have ended the session.
    pub fn run(&self, packs: &[PackFacts], clock: &dyn Clock) -> Result<bool> {
        let Self { repository, handle, .. } = *self;
        let (mut session, view) = handle.block_on(SessionWriter::open_seen(repository, clock.now()))?;
        let root = &view.root;
        let leaving: HashSet<PackId> = packs.iter().map(|pack| pack.id).collect();
        let known = Known::new(repository, handle.clone(), Trust::Cache, session.id())
            .without(leaving)
            .holding(self.store.in_memory);
        if let Err(error) = self.copy(packs, &mut session, &known) {
            // What was copied so far is found by the next attempt.
            let _ = handle.block_on(session.commit(repository, None, Vec::new(), root));
            return Err(error);
        }
        let outcome = handle.block_on(session.commit(repository, None, Vec::new(), root))?;
        Ok(outcome == Outcome::Committed)
    }

    fn copy(&self, packs: &[PackFacts], session: &mut SessionWriter, known: &Known<'_>) -> Result<()> {
        let Self { repository, handle, store: options, threads, .. } = *self;
        let storing = Storing { repository, handle, options, threads };
        storing.run(session, known, |store, blocks| {
            self.copy_data(packs, store, blocks)?;
            let mut pages = Pages::new(store, known, blocks)?;
            for pack in packs.iter().filter(|pack| pack.kind == PackKind::Tree) {
                self.each_live(pack, &mut |_, page| {
                    pages.add(made_anew(repository.keys(), page).ok_or_else(|| lying(pack))?)
                })?;
            }
            pages.settle()
        })
    }

    /// One thread reads packs, the others share their blocks.
    fn copy_data(
        &self,
        packs: &[PackFacts],
        store: &Store<'_>,
        blocks: &[Mutex<BlockBuilder>],
    ) -> Result<()> {
        let (send, work) = bounded::<Part>(blocks.len());
        let failure: Mutex<Option<Error>> = Mutex::default();
        let has_failed = || failure.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        let fail = |error| {
            failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        };
        thread::scope(|scope| {
            for block in blocks {
                let (work, has_failed, fail) = (work.clone(), &has_failed, &fail);
                scope.spawn(move || {
                    let mut block = block.lock().unwrap_or_else(PoisonError::into_inner);
                    let mut buffers = Buffers::default();
                    for (pack, place, record) in work {
                        // What is left after a failure is taken all the same: the reader must not wait for ever.
                        if has_failed() {
                            continue;
                        }
                        let add = &mut |chunk: &ChunkRecord, bytes: &[u8]| {
                            store.add(&mut block, chunk.key, bytes).map(drop)
                        };
                        self.each_live_of(&pack.opened, &place, &record, &mut buffers, add)
                            .unwrap_or_else(fail);
                    }
                });
            }
            // Whoever comes no further is no reason to wait.
            drop(work);
            let mut data = packs.iter().filter(|pack| pack.kind == PackKind::Data);
            data.try_for_each(|pack| self.hand_out(pack, &send, &has_failed)).unwrap_or_else(fail);
            drop(send);
        });
        failure.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
    }

    /// Reads a pack and shares out its blocks. Waits until all are done: two packs in memory at once would be one too many.
    fn hand_out(&self, pack: &PackFacts, to: &Sender<Part>, has_failed: &dyn Fn() -> bool) -> Result<()> {
        let (opened, directory) = self.open(pack)?;
        let (in_use, released) = bounded::<Infallible>(0);
        let shared = Arc::new(Shared { opened, _in_use: in_use });
        for (place, record) in places(&directory) {
            if has_failed() || to.send((Arc::clone(&shared), place, record.clone())).is_err() {
                break;
            }
        }
        drop(shared);
        let _ = released.recv();
        Ok(())
    }

    /// Tells each page in a pack that is live.
    fn each_live(
        &self,
        pack: &PackFacts,
        tell: &mut dyn FnMut(&ChunkRecord, &[u8]) -> Result<()>,
    ) -> Result<()> {
        let (opened, directory) = self.open(pack)?;
        let mut buffers = Buffers::default();
        places(&directory)
            .try_for_each(|(place, record)| self.each_live_of(&opened, &place, record, &mut buffers, tell))
    }

    /// Reads a pack, and what lies where in it.
    fn open(&self, pack: &PackFacts) -> Result<(Opened, Vec<BlockRecord>)> {
        if self.progress.interrupted.load(Ordering::Relaxed) {
            return Err(Error::Stopped);
        }
        let (keys, object) = (self.repository.keys(), layout::pack(&pack.id));
        let bytes = self.handle.block_on(self.repository.storage().get(&object));
        let bytes = bytes.map_err(|error| Error::from(error).missing_is_damage(pack.kind.object()))?;
        if bytes.len() as u64 != pack.size || pack.size < PACK_HEADER + SEALED_TRAILER {
            return Err(
                Damage::new(pack.kind.object(), object, "has another size than it was stored with").into()
            );
        }
        let opener = PackOpener::new(keys, &pack.id, pack.kind, &bytes)?;
        let directory = opener.directory(&bytes, pack.size)?.map_err(|_| lying(pack))?;
        self.progress.repacked.fetch_add(pack.size, Ordering::Relaxed);
        Ok((Opened { pack: *pack, bytes, opener }, directory))
    }

    /// Opens a block and tells each chunk or page in it that is live, having checked it by its id.
    fn each_live_of(
        &self,
        opened: &Opened,
        place: &BlockPlace,
        record: &BlockRecord,
        buffers: &mut Buffers,
        tell: &mut dyn FnMut(&ChunkRecord, &[u8]) -> Result<()>,
    ) -> Result<()> {
        let (keys, Opened { pack, bytes, opener }) = (self.repository.keys(), opened);
        let Buffers { scratch, plain, decompressor } = buffers;
        let mut live = Vec::with_capacity(record.chunks.len());
        for chunk in &record.chunks {
            live.push(self.marks.is_live(&chunk.key)?);
        }
        if !live.contains(&true) {
            return Ok(());
        }
        let sealed = &bytes[place.offset as usize..(place.offset + place.stored) as usize];
        opener.block(place, sealed, scratch, decompressor, plain)?;
        let (mut start, mut chunks, mut contents) = (0, Vec::new(), Vec::new());
        for (chunk, live) in record.chunks.iter().zip(live) {
            let end = start + chunk.len as usize;
            let content = plain.get(start..end).ok_or_else(|| lying(pack))?;
            start = end;
            if live {
                chunks.push(chunk);
                contents.push(content);
            }
        }
        let found: Vec<_> = match pack.kind {
            PackKind::Data => keys.chunk_ids(&contents).iter().map(|id| Some(id.index_key())).collect(),
            PackKind::Tree => {
                contents.iter().map(|page| made_anew(keys, page).map(|page| page.id.index_key())).collect()
            }
        };
        if !chunks.iter().map(|chunk| Some(chunk.key)).eq(found) {
            return Err(lying(pack));
        }
        chunks.into_iter().zip(contents).try_for_each(|(chunk, content)| tell(chunk, content))
    }
}

/// A pack in memory.
struct Opened {
    pack: PackFacts,
    bytes: Bytes,
    opener: PackOpener,
}

/// A pack in memory that several threads work on. When the last lets go of it, `_in_use` is gone with it.
struct Shared {
    opened: Opened,
    _in_use: Sender<Infallible>,
}

/// A block of it.
type Part = (Arc<Shared>, BlockPlace, BlockRecord);

/// What opening one block after the other needs.
#[derive(Default)]
struct Buffers {
    scratch: Vec<u8>,
    plain: Vec<u8>,
    decompressor: Decompressor,
}

fn lying(pack: &PackFacts) -> Error {
    Damage::new(pack.kind.object(), layout::pack(&pack.id), "holds something that is not what it says").into()
}
