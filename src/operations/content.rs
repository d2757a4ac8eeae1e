//! Content of files as a stream, in order: what lies together is fetched together, a few pieces ahead, and every chunk
//! is checked by its id. Memory is bounded whatever is read.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};

use crate::codec::compress::Decompressor;
use crate::model::id::{ChunkId, PackId};
use crate::repository::directory::{BlockPlace, Location, PACK_HEADER, PackKind};
use crate::repository::layout::{self, Kind};
use crate::repository::pack::PackOpener;
use crate::repository::reader::Reader;
use crate::repository::{Damage, Error, Keys, Result};
use crate::storage::ErrorKind;

use super::tree::ExtentAt;
use crate::model::node::Extent;

/// Pieces under way at once.
pub const AHEAD: usize = 4;
/// A piece is as much of the output as this...
const MAX_OUTPUT: u64 = 4 << 20;
/// ... that comes from blocks of together this many bytes, unless a single block is larger.
const MAX_BLOCKS: u64 = 8 << 20;
/// Parts of a piece, for outputs of very small files.
const MAX_PARTS: usize = 8 << 10;
/// Blocks closer than this are fetched in one request.
const MAX_GAP: u64 = 64 << 10;
/// Requests of one piece under way at once.
const REQUESTS: usize = 4;

/// Some of an output.
#[derive(Debug)]
pub enum Part {
    /// These bytes.
    Bytes(Vec<u8>),
    /// So many zeros.
    Zeros(u64),
}

/// Some of an output that is still to be read.
#[derive(Debug)]
enum Planned {
    Ready(Part),
    Chunk { id: ChunkId, len: u32, location: Location },
}

/// A run of the output that is read at once.
#[derive(Debug, Default)]
pub struct Piece {
    parts: Vec<Planned>,
    blocks: BTreeMap<(PackId, u32), BlockPlace>,
    output: u64,
    plain: u64,
}

impl Piece {
    /// Whether it is time to begin another one.
    pub fn is_full(&self) -> bool {
        self.output >= MAX_OUTPUT || self.plain >= MAX_BLOCKS || self.parts.len() >= MAX_PARTS
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Adds bytes that are known.
    pub fn push(&mut self, bytes: Vec<u8>) {
        self.output += bytes.len() as u64;
        self.parts.push(Planned::Ready(Part::Bytes(bytes)));
    }

    /// Adds the next extent of a file.
    pub async fn push_extent(&mut self, reader: &Reader<'_>, (extent, hint): ExtentAt) -> Result<()> {
        let (id, len) = match extent {
            Extent::Hole { len } => {
                self.parts.push(Planned::Ready(Part::Zeros(len)));
                return Ok(());
            }
            Extent::Data { id, len } => (id, len),
        };
        let location = match hint {
            Some(location) => Some(location),
            None => reader.locate(&id).await?,
        };
        let location = location.ok_or_else(|| lost(&id, "is not stored anywhere any more"))?;
        let block = location.block;
        if self.blocks.insert((location.pack, block.offset), block).is_none() {
            self.plain += u64::from(block.plain.max(block.stored));
        }
        self.output += u64::from(len);
        self.parts.push(Planned::Chunk { id, len, location });
        Ok(())
    }

    /// Reads what it needs.
    pub async fn read(self, reader: &Reader<'_>) -> Result<Vec<Part>> {
        let fetched: Vec<Fetched> = stream::iter(ranges(self.blocks))
            .map(|(pack, range, blocks)| fetch(reader, pack, range, blocks))
            .buffer_unordered(REQUESTS)
            .try_filter_map(|fetched| async { Ok(fetched) })
            .try_collect()
            .await?;
        let keys = Arc::clone(reader.repository().keys());
        let opened = tokio::task::spawn_blocking(move || open(&keys, &fetched, self.parts));
        let opened = opened.await.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()));
        let mut parts = Vec::with_capacity(opened.len());
        for part in opened {
            match part {
                Planned::Ready(part) => parts.push(part),
                // Not where it was said to be: maintenance may have moved it. Should the index know no other place
                // either, the same one is tried again, which tells what is wrong with it.
                Planned::Chunk { id, len, .. } => {
                    let bytes = reader.chunk(&id, None).await?;
                    if bytes.len() != len as usize {
                        return Err(lost(&id, "has another length than its file says"));
                    }
                    parts.push(Part::Bytes(bytes));
                }
            }
        }
        Ok(parts)
    }
}

type Blocks = Vec<BlockPlace>;

/// The requests that fetch these blocks.
fn ranges(blocks: BTreeMap<(PackId, u32), BlockPlace>) -> Vec<(PackId, Range<u64>, Blocks)> {
    let mut ranges: Vec<(PackId, Range<u64>, Blocks)> = Vec::new();
    for ((pack, offset), place) in blocks {
        let (from, to) = (u64::from(offset), u64::from(offset) + u64::from(place.stored));
        match ranges.last_mut() {
            Some((last, range, blocks)) if *last == pack && from <= range.end + MAX_GAP => {
                range.end = range.end.max(to);
                blocks.push(place);
            }
            _ => ranges.push((pack, from..to, vec![place])),
        }
    }
    ranges
}

/// Sealed blocks of one pack.
#[derive(Debug)]
pub struct Fetched {
    pack: PackId,
    opener: Arc<PackOpener>,
    start: u64,
    bytes: Bytes,
    blocks: Blocks,
}

/// Fetches a block. Nothing if it is not there.
pub async fn fetch_block(reader: &Reader<'_>, pack: PackId, place: &BlockPlace) -> Result<Option<Fetched>> {
    let from = u64::from(place.offset);
    fetch(reader, pack, from..from + u64::from(place.stored), vec![*place]).await
}

impl Fetched {
    /// Opens the first of the blocks. Nothing if it is not what it should be.
    pub fn open_first(&self) -> Option<Vec<u8>> {
        let place = self.blocks.first()?;
        let sealed = self.sealed(place)?;
        let (mut scratch, mut plain) = (Vec::new(), Vec::new());
        self.opener.block(place, sealed, &mut scratch, &mut Decompressor::new(), &mut plain).ok()?;
        Some(plain)
    }

    fn sealed(&self, place: &BlockPlace) -> Option<&[u8]> {
        let from = (u64::from(place.offset) - self.start) as usize;
        self.bytes.get(from..from + place.stored as usize)
    }
}

/// Fetches blocks. Nothing if they are not there, or not what they should be: then their chunks are sought elsewhere.
async fn fetch(
    reader: &Reader<'_>,
    pack: PackId,
    mut range: Range<u64>,
    blocks: Blocks,
) -> Result<Option<Fetched>> {
    // The header comes along with the first block if that lies near it.
    if reader.known_opener(&pack).is_none() && range.start <= PACK_HEADER + MAX_GAP {
        range.start = 0;
    }
    let read = async {
        let bytes = reader.repository().storage().get_range(&layout::pack(&pack), range.clone()).await?;
        let opener = match range.start {
            0 => reader.keep_opener(&pack, PackKind::Data, &bytes)?,
            _ => reader.opener(&pack, PackKind::Data).await?,
        };
        Ok(Fetched { pack, opener, start: range.start, bytes, blocks })
    };
    match read.await {
        Ok(fetched) => Ok(Some(fetched)),
        Err(Error::Damage(_)) => Ok(None),
        Err(Error::Storage(error)) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::Range) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Opens blocks and puts the chunks that are what they should be into their places. One block is open at a time.
fn open(keys: &Keys, fetched: &[Fetched], mut parts: Vec<Planned>) -> Vec<Planned> {
    let mut wanted: BTreeMap<(PackId, u32), Vec<usize>> = BTreeMap::new();
    for (index, part) in parts.iter().enumerate() {
        if let Planned::Chunk { location, .. } = part {
            wanted.entry((location.pack, location.block.offset)).or_default().push(index);
        }
    }
    let (mut scratch, mut plain, mut decompressor) = (Vec::new(), Vec::new(), Decompressor::new());
    for one in fetched {
        let Fetched { pack, opener, blocks, .. } = one;
        for place in blocks {
            let Some(sealed) = one.sealed(place) else { continue };
            if opener.block(place, sealed, &mut scratch, &mut decompressor, &mut plain).is_err() {
                continue;
            }
            for index in wanted.remove(&(*pack, place.offset)).unwrap_or_default() {
                let Planned::Chunk { id, len, location } = &parts[index] else { continue };
                let (from, to) = (location.start as usize, location.start as usize + *len as usize);
                let chunk = plain.get(from..to).filter(|chunk| keys.chunk_id(chunk) == *id);
                if let Some(chunk) = chunk {
                    parts[index] = Planned::Ready(Part::Bytes(chunk.to_vec()));
                }
            }
        }
    }
    parts
}

/// A chunk that is nowhere, or not what it should be.
pub fn lost(id: &ChunkId, problem: &str) -> Error {
    Damage::new(Kind::DataPack, format!("(chunk {id})"), problem).into()
}
