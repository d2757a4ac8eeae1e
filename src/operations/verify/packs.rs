//! Reads packs to the last byte: header, every block and every chunk in it, padding, directory, trailer.

use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};
use std::thread;

use tokio::runtime::Handle;

use crate::codec::compress::Decompressor;
use crate::model::id::PackId;
use crate::repository::directory::{PACK_HEADER, PackKind, PackRecord};
use crate::repository::pack::{PackOpener, SEALED_TRAILER};
use crate::repository::tree::page::stored_id;
use crate::repository::{Damage, Error, Keys, Result};

use super::Verify;

impl Verify<'_> {
    /// Reads every pack this key can open; how many those were.
    pub fn read_packs(&mut self, handle: &Handle) -> Result<u64> {
        let work: Vec<PackRecord> = self
            .packs
            .indexed
            .values()
            .filter(|pack| self.is_readable(pack.kind) && !self.packs.broken.contains(&pack.id))
            .cloned()
            .collect();
        let count = work.len() as u64;
        let (send, receive) = crossbeam_channel::unbounded();
        work.into_iter().for_each(|pack| drop(send.send(pack)));
        drop(send);
        let found: Mutex<Vec<(PackId, Damage)>> = Mutex::default();
        let failure: Mutex<Option<Error>> = Mutex::default();
        let stop = || {
            self.progress.interrupted.load(Ordering::Relaxed)
                || failure.lock().unwrap_or_else(PoisonError::into_inner).is_some()
        };
        thread::scope(|scope| {
            for _ in 0..self.options.threads.max(1) {
                scope.spawn(|| {
                    let mut checker = Checker::default();
                    for pack in &receive {
                        if stop() {
                            return;
                        }
                        match checker.check(self.repository, handle, &pack) {
                            Ok(bytes) => {
                                self.progress.bytes.fetch_add(bytes, Ordering::Relaxed);
                                self.progress.packs.fetch_add(1, Ordering::Relaxed);
                            }
                            Err(Error::Damage(damage)) => {
                                found.lock().unwrap_or_else(PoisonError::into_inner).push((pack.id, damage));
                            }
                            Err(error) => {
                                failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                            }
                        }
                    }
                });
            }
        });
        if let Some(error) = failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error);
        }
        if self.progress.interrupted.load(Ordering::Relaxed) {
            return Err(Error::Stopped);
        }
        let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.sort_by_key(|(pack, _)| *pack);
        for (pack, damage) in found {
            self.packs.broken.insert(pack);
            self.find(damage);
        }
        Ok(count)
    }
}

/// Buffers of one thread.
#[derive(Default)]
struct Checker {
    scratch: Vec<u8>,
    plain: Vec<u8>,
    decompressor: Decompressor,
}

impl Checker {
    fn check(
        &mut self,
        repository: &crate::repository::Repository,
        handle: &Handle,
        pack: &PackRecord,
    ) -> Result<u64> {
        let object = pack.object();
        let damage = |problem: &str| Error::from(Damage::new(pack.kind.object(), &object, problem));
        let bytes = handle
            .block_on(repository.storage().get(&object))
            .map_err(|error| Error::from(error).missing_is_damage(pack.kind.object()))?;
        if bytes.len() as u64 != pack.size || pack.size < PACK_HEADER + SEALED_TRAILER {
            return Err(damage("has another size than it was stored with"));
        }
        let keys: &Keys = repository.keys();
        let opener = PackOpener::new(keys, &pack.id, pack.kind, &bytes)?;
        let (offset, length, blocks) = opener.trailer(&bytes, pack.size)?;
        let sealed =
            bytes.get(offset as usize..(offset + length) as usize).ok_or_else(|| damage("is truncated"))?;
        let directory = opener.directory_frame(sealed, blocks, pack.size)?;
        if directory != pack.blocks {
            return Err(damage("holds other blocks than the index says"));
        }
        let mut end = PACK_HEADER;
        for (place, record) in pack.places() {
            let sealed = &bytes[place.offset as usize..(place.offset + place.stored) as usize];
            opener.block(&place, sealed, &mut self.scratch, &mut self.decompressor, &mut self.plain)?;
            self.chunks(keys, pack.kind, record).map_err(damage)?;
            end = u64::from(place.offset + place.stored);
        }
        let padding = bytes.get(end as usize..offset as usize).ok_or_else(|| damage("is truncated"))?;
        opener.padding(blocks as u32, padding)?;
        Ok(pack.size)
    }

    /// Whether each chunk of an opened block is what the directory says.
    fn chunks(
        &self,
        keys: &Keys,
        kind: PackKind,
        record: &crate::repository::directory::BlockRecord,
    ) -> Result<(), &'static str> {
        let mut start = 0;
        for chunk in &record.chunks {
            let bytes =
                self.plain.get(start..start + chunk.len as usize).ok_or("holds a block of another length")?;
            start += chunk.len as usize;
            let key = match kind {
                PackKind::Data => Some(keys.chunk_id(bytes).index_key()),
                PackKind::Tree => stored_id(keys, bytes).map(|id| id.index_key()),
            };
            if key != Some(chunk.key) {
                return Err("holds a chunk that is not the one it says");
            }
        }
        if start == self.plain.len() { Ok(()) } else { Err("holds a block of another length") }
    }
}
