//! What a pack holds: blocks, and the chunks in each. Kept in the pack itself, in deltas and in index segments.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::codec::compress::Method;
use crate::model::id::{IndexKey, PackId};

use super::error::{Damage, Result};
use super::layout::{self, Kind};

/// Bytes before the first block of a pack: salt, encapsulated key, commitment.
pub const PACK_HEADER: u64 = 32 + 1120 + 32;
/// A pack is never larger than this.
pub const MAX_PACK: u64 = 32 << 20;
/// No block holds more than this before compression.
pub const MAX_BLOCK: u32 = 8 << 20;

/// Whether a pack holds chunks of files or pages of trees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum PackKind {
    /// Chunks of files, sealed to the data key.
    #[n(0)]
    Data,
    /// Pages of trees, sealed to the metadata key.
    #[n(1)]
    Tree,
}

impl PackKind {
    /// The kind of object it is.
    pub fn object(self) -> Kind {
        match self {
            Self::Data => Kind::DataPack,
            Self::Tree => Kind::TreePack,
        }
    }
}

/// One chunk or page within a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChunkRecord {
    /// First half of its id.
    pub key: IndexKey,
    /// Its length in bytes.
    pub len: u32,
}

/// One compressed and sealed run of chunks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockRecord {
    /// Bytes in the pack, the 16 of authentication included.
    pub stored: u32,
    /// Bytes before compression.
    pub plain: u32,
    /// How it was compressed.
    pub method: Method,
    /// Its chunks, one after the other.
    pub chunks: Vec<ChunkRecord>,
}

/// Where a block lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockPlace {
    /// Ordinal of its frame.
    pub ordinal: u32,
    /// Its first byte within the pack.
    pub offset: u32,
    /// Bytes in the pack.
    pub stored: u32,
    /// Bytes before compression.
    pub plain: u32,
    /// How it was compressed.
    pub method: Method,
}

/// Where a chunk lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    /// The pack.
    pub pack: PackId,
    /// The block within it.
    pub block: BlockPlace,
    /// The chunk's first byte within the uncompressed block.
    pub start: u32,
    /// The chunk's length.
    pub len: u32,
}

/// A pack and what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PackRecord {
    /// Its name.
    #[n(0)]
    pub id: PackId,
    /// What it holds.
    #[n(1)]
    pub kind: PackKind,
    /// Its size in the store.
    #[n(2)]
    pub size: u64,
    /// Its blocks in order.
    #[cbor(n(3), encode_with = "encode_blocks", decode_with = "decode_blocks")]
    pub blocks: Vec<BlockRecord>,
}

impl PackRecord {
    /// The blocks with their places.
    pub fn places(&self) -> impl Iterator<Item = (BlockPlace, &BlockRecord)> {
        places(&self.blocks)
    }

    /// Every chunk with its location.
    pub fn locations(&self) -> impl Iterator<Item = (IndexKey, Location)> + '_ {
        let pack = self.id;
        self.places().flat_map(move |(block, record)| {
            record.chunks.iter().scan(0u32, move |start, chunk| {
                let location = Location { pack, block, start: *start, len: chunk.len };
                *start += chunk.len;
                Some((chunk.key, location))
            })
        })
    }

    /// Refuses what no honest writer makes, so that nothing later has to doubt the numbers.
    pub fn check(&self, kind: Kind, object: &str) -> Result<(), Damage> {
        let damage = |problem: &str| Damage::new(kind, object, format!("{problem} (pack {})", self.id));
        if self.size > MAX_PACK {
            return Err(damage("names a pack larger than any"));
        }
        check_blocks(&self.blocks, self.size).map_err(damage)
    }

    /// Key of the object.
    pub fn object(&self) -> String {
        layout::pack(&self.id)
    }
}

/// The blocks with their places.
pub fn places(blocks: &[BlockRecord]) -> impl Iterator<Item = (BlockPlace, &BlockRecord)> {
    blocks.iter().enumerate().scan(PACK_HEADER, |offset, (ordinal, record)| {
        let place = BlockPlace {
            ordinal: ordinal as u32,
            offset: *offset as u32,
            stored: record.stored,
            plain: record.plain,
            method: record.method,
        };
        *offset += u64::from(record.stored);
        Some((place, record))
    })
}

/// Whether the numbers of `blocks` are possible in a pack of `size` bytes.
pub fn check_blocks(blocks: &[BlockRecord], size: u64) -> Result<(), &'static str> {
    if blocks.len() >= 1 << 16 {
        return Err("names too many blocks");
    }
    let mut end = PACK_HEADER;
    for block in blocks {
        end += u64::from(block.stored);
        let held: u64 = block.chunks.iter().map(|chunk| u64::from(chunk.len)).sum();
        if block.plain > MAX_BLOCK
            || held != u64::from(block.plain)
            || block.chunks.iter().any(|c| c.len == 0)
        {
            return Err("names a block whose chunks do not fill it");
        }
        if block.stored < 16 || (block.method == Method::Raw && block.stored != block.plain + 16) {
            return Err("names a block of impossible size");
        }
    }
    if end > size { Err("names blocks beyond its end") } else { Ok(()) }
}

/// The blocks as they are sealed into a pack.
pub fn encode_directory(blocks: &[BlockRecord]) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_blocks(blocks, &mut bytes);
    bytes
}

/// Reads what `encode_directory` made.
pub fn decode_directory(bytes: &[u8]) -> Option<Vec<BlockRecord>> {
    read_blocks(bytes)
}

// Chunk records are the bulk of an index: key and length back to back, 19 bytes for most, in place of CBOR's 21.
fn write_blocks(blocks: &[BlockRecord], out: &mut Vec<u8>) {
    for block in blocks {
        write_number(block.stored, out);
        write_number(block.plain << 1 | u32::from(block.method == Method::Zstd), out);
        write_number(block.chunks.len() as u32, out);
        for chunk in &block.chunks {
            out.extend_from_slice(&chunk.key.0);
            write_number(chunk.len, out);
        }
    }
}

fn read_blocks(mut bytes: &[u8]) -> Option<Vec<BlockRecord>> {
    let mut blocks = Vec::new();
    while !bytes.is_empty() {
        let stored = read_number(&mut bytes)?;
        let plain = read_number(&mut bytes)?;
        let count = read_number(&mut bytes)?;
        // A count is believed only as far as the bytes behind it reach.
        let mut chunks = Vec::with_capacity((count as usize).min(bytes.len() / 17));
        for _ in 0..count {
            let (key, rest) = bytes.split_first_chunk::<16>()?;
            bytes = rest;
            chunks.push(ChunkRecord { key: IndexKey(*key), len: read_number(&mut bytes)? });
        }
        let method = if plain & 1 == 1 { Method::Zstd } else { Method::Raw };
        blocks.push(BlockRecord { stored, plain: plain >> 1, method, chunks });
    }
    Some(blocks)
}

/// LEB128.
fn write_number(mut value: u32, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn read_number(bytes: &mut &[u8]) -> Option<u32> {
    let mut value = 0u64;
    for shift in (0..35).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return u32::try_from(value).ok();
        }
    }
    None
}

fn encode_blocks<C, W: minicbor::encode::Write>(
    blocks: &[BlockRecord],
    e: &mut minicbor::Encoder<W>,
    ctx: &mut C,
) -> Result<(), minicbor::encode::Error<W::Error>> {
    ByteVec::from(encode_directory(blocks)).encode(e, ctx)
}

fn decode_blocks<C>(
    d: &mut minicbor::Decoder<'_>,
    _: &mut C,
) -> Result<Vec<BlockRecord>, minicbor::decode::Error> {
    read_blocks(d.bytes()?).ok_or_else(|| minicbor::decode::Error::message("blocks of a pack"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::{SessionId, SnapshotId};
    use proptest::prelude::*;

    fn block() -> impl Strategy<Value = BlockRecord> {
        let chunk =
            (any::<[u8; 16]>(), 1u32..600_000).prop_map(|(key, len)| ChunkRecord { key: IndexKey(key), len });
        (proptest::collection::vec(chunk, 1..8), 16u32..1_000_000, any::<bool>()).prop_map(
            |(chunks, stored, zstd)| {
                let plain = chunks.iter().map(|c| c.len).sum();
                let method = if zstd { Method::Zstd } else { Method::Raw };
                BlockRecord { stored, plain, method, chunks }
            },
        )
    }

    proptest! {
        #[test]
        fn directories_come_back_as_they_were(blocks in proptest::collection::vec(block(), 0..6)) {
            prop_assert_eq!(decode_directory(&encode_directory(&blocks)), Some(blocks));
        }

        #[test]
        fn hostile_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Some(blocks) = decode_directory(&bytes) {
                let _ = check_blocks(&blocks, MAX_PACK);
            }
        }
    }

    #[test]
    fn chunks_lie_one_after_the_other() {
        let session = SessionId { root: 0, random: SnapshotId([1; 12]) };
        let chunk = |n: u8, len| ChunkRecord { key: IndexKey([n; 16]), len };
        let blocks = vec![
            BlockRecord {
                stored: 100,
                plain: 30,
                method: Method::Zstd,
                chunks: vec![chunk(1, 10), chunk(2, 20)],
            },
            BlockRecord { stored: 21, plain: 5, method: Method::Raw, chunks: vec![chunk(3, 5)] },
        ];
        let record =
            PackRecord { id: PackId { session, number: 0 }, kind: PackKind::Data, size: 4096, blocks };
        let starts: Vec<_> =
            record.locations().map(|(_, l)| (l.block.offset, l.block.ordinal, l.start, l.len)).collect();
        assert_eq!(starts, [(1184, 0, 0, 10), (1184, 0, 10, 20), (1284, 1, 0, 5)]);
        assert!(record.check(Kind::Delta, "x").is_ok());
    }
}
