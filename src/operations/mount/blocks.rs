//! Opened blocks of data packs, those used last, within a limit. What several reads want at once is fetched once.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use crate::model::id::{ChunkId, PackId};
use crate::repository::directory::Location;
use crate::repository::reader::Reader;
use crate::repository::{Error, Keys, Result};

use super::super::content::{fetch_block, lost};
use super::lru::Lru;

/// An opened block.
#[derive(Debug)]
struct Block {
    plain: Vec<u8>,
    /// Chunks of it that were found to be what their ids say.
    whole: Mutex<HashSet<ChunkId>>,
}

impl Block {
    fn is_known_whole(&self, id: &ChunkId) -> bool {
        self.whole.lock().unwrap_or_else(PoisonError::into_inner).contains(id)
    }

    fn check(&self, keys: &Keys, id: &ChunkId, location: &Location, len: u32) -> bool {
        let whole = self.chunk(location, len).is_some_and(|chunk| keys.chunk_id(chunk) == *id);
        if whole {
            self.whole.lock().unwrap_or_else(PoisonError::into_inner).insert(*id);
        }
        whole
    }

    fn chunk(&self, location: &Location, len: u32) -> Option<&[u8]> {
        self.plain.get(location.start as usize..location.start as usize + len as usize)
    }
}

/// A block, once it is fetched; nothing in it if it was not there, or not what it should be.
type Cell = Arc<OnceCell<Option<Arc<Block>>>>;

/// The blocks.
#[derive(Debug)]
pub struct Blocks {
    cells: Mutex<Lru<(PackId, u32), Cell>>,
}

impl Blocks {
    /// Holds blocks of together this many bytes.
    pub fn new(limit: u64) -> Self {
        Self { cells: Mutex::new(Lru::new(limit)) }
    }

    /// Appends a part of a chunk to `out`: `from..to` of its `len` bytes. A place that proves wrong is not tried again
    /// as long as that is remembered.
    pub async fn read(
        &self,
        reader: &Reader<'_>,
        id: &ChunkId,
        len: u32,
        hint: Option<Location>,
        (from, to): (usize, usize),
        out: &mut Vec<u8>,
    ) -> Result<()> {
        let location = match hint {
            Some(location) => Some(location),
            None => reader.locate(id).await?,
        };
        if let Some(location) = location
            && let Some(block) = self.block(reader, &location).await?
            && is_whole(reader, &block, id, &location, len).await
            && let Some(chunk) = block.chunk(&location, len)
        {
            out.extend_from_slice(&chunk[from..to]);
            return Ok(());
        }
        // Maintenance may have moved it; if the index knows no other place, it tells what is wrong.
        let chunk = reader.chunk(id, None).await?;
        if chunk.len() != len as usize {
            return Err(lost(id, "has another length than its file says"));
        }
        out.extend_from_slice(&chunk[from..to]);
        Ok(())
    }

    /// Fetches the block of a chunk that will be read soon. What is wrong with it is told when it is read.
    pub async fn prepare(&self, reader: &Reader<'_>, id: &ChunkId, hint: Option<Location>) {
        let location = match hint {
            Some(location) => Some(location),
            None => reader.locate(id).await.ok().flatten(),
        };
        if let Some(location) = location {
            let _ = self.block(reader, &location).await;
        }
    }

    async fn block(&self, reader: &Reader<'_>, location: &Location) -> Result<Option<Arc<Block>>> {
        let Location { pack, block: place, .. } = *location;
        let cell = self.cell(pack, place.offset, u64::from(place.plain));
        let open = || async {
            let Some(fetched) = fetch_block(reader, pack, &place).await? else { return Ok(None) };
            let plain = on_thread(move || fetched.open_first()).await;
            Ok::<_, Error>(plain.map(|plain| Arc::new(Block { plain, whole: Mutex::default() })))
        };
        cell.get_or_try_init(open).await.cloned()
    }

    fn cell(&self, pack: PackId, offset: u32, weight: u64) -> Cell {
        let mut cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cell) = cells.get(&(pack, offset)) {
            return cell;
        }
        let cell = Cell::default();
        cells.put((pack, offset), Arc::clone(&cell), weight);
        cell
    }
}

async fn is_whole(
    reader: &Reader<'_>,
    block: &Arc<Block>,
    id: &ChunkId,
    location: &Location,
    len: u32,
) -> bool {
    if block.is_known_whole(id) {
        return true;
    }
    let (keys, block) = (Arc::clone(reader.repository().keys()), Arc::clone(block));
    let (id, location) = (*id, *location);
    on_thread(move || block.check(&keys, &id, &location, len)).await
}

/// Runs work for the processor beside the requests.
async fn on_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))
}
