//! Blocks: chunks that are compressed and sealed as one.

use crate::codec::compress::{Compressor, Decompressor};
use crate::codec::seal::{Frame, Opener, TAG};
use crate::repository::directory::{BlockPlace, ChunkRecord, PackKind};
use crate::repository::pack::open_block;
use crate::repository::{Error, Result};

/// A block being filled by one thread, with what that thread needs to finish it.
#[derive(Debug)]
pub struct BlockBuilder {
    pub kind: PackKind,
    pub plain: Vec<u8>,
    pub chunks: Vec<ChunkRecord>,
    pub packed: Vec<u8>,
    scratch: Vec<u8>,
    check: Vec<u8>,
    pub compressor: Compressor,
    decompressor: Decompressor,
}

impl BlockBuilder {
    pub fn new(kind: PackKind, size: usize, compressor: Compressor) -> Self {
        Self {
            kind,
            plain: Vec::with_capacity(size + size / 2),
            chunks: Vec::new(),
            packed: Vec::new(),
            scratch: Vec::new(),
            check: Vec::new(),
            compressor,
            decompressor: Decompressor::new(),
        }
    }

    /// Cuts off what comes after so many chunks of an uncompressed block.
    pub fn part(&mut self, count: usize) -> (Vec<u8>, Vec<ChunkRecord>) {
        let chunks = self.chunks.split_off(count);
        let len = self.chunks.iter().map(|chunk| chunk.len as usize).sum();
        self.packed.truncate(len);
        (self.plain.split_off(len), chunks)
    }

    /// What its bytes were compressed to, sealed.
    pub fn seal(&self, frame: Frame) -> Result<Vec<u8>> {
        let mut sealed = Vec::with_capacity(self.packed.len() + TAG);
        sealed.extend_from_slice(&self.packed);
        frame.seal(&mut sealed).map_err(|source| Error::Codec { during: "cannot seal a block", source })?;
        Ok(sealed)
    }

    /// Whether whoever restores will get the block's bytes out of `sealed`: compressors and memory have erred before.
    pub fn reads_back(&mut self, opener: &Opener, place: &BlockPlace, sealed: &[u8]) -> bool {
        let Self { scratch, decompressor, check, .. } = self;
        open_block(opener, place, sealed, scratch, decompressor, check).is_ok() && *check == self.plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::compress::Method;
    use crate::model::id::{IndexKey, PackId, SessionId, SnapshotId};
    use crate::repository::directory::BlockRecord;
    use crate::repository::keys::test_keys;
    use crate::repository::pack::{PackBuilder, Reserved};

    const SIZE: usize = 1 << 20;

    #[test]
    fn a_block_that_would_not_read_back_is_noticed_before_it_is_stored() {
        let mut pack = PackBuilder::new(
            &test_keys(),
            PackId { session: SessionId { root: 1, random: SnapshotId([2; 12]) }, number: 0 },
            PackKind::Data,
        );
        for level in [-7, 1, 3, 19] {
            let mut block = BlockBuilder::new(PackKind::Data, SIZE, Compressor::new(level).unwrap());
            block.plain = (0..200_000u32).flat_map(|n| (n / 3).to_le_bytes()).collect();
            let method = block.compressor.compress(&block.plain, &mut block.packed);
            assert_eq!(method, Method::Zstd);
            let right = block.packed.clone();
            let mut other = block.plain.clone();
            other[100_000] ^= 1;
            block.compressor.compress(&other, &mut block.packed);
            let others = block.packed.clone();
            let mut reads_back = |packed: &[u8]| {
                block.packed = packed.to_vec();
                let plain = block.plain.len() as u32;
                let record = BlockRecord { stored: 0, plain, method, chunks: vec![] };
                let Reserved { frame, place, opener } = pack.reserve(packed.len(), record).unwrap();
                let sealed = block.seal(frame).unwrap();
                block.reads_back(&opener, &place, &sealed)
            };
            assert!(reads_back(&right), "level {level}");
            assert!(!reads_back(&others), "level {level}: other bytes came out and nobody saw it");
            assert!(!reads_back(&right[..right.len() - 1]), "level {level}: a frame without its end");
        }
    }

    #[test]
    fn a_block_is_parted_between_chunks() {
        let chunks = |lens: &[u32]| -> Vec<_> {
            let key = |n| IndexKey([n as u8; 16]);
            lens.iter().enumerate().map(|(n, len)| ChunkRecord { key: key(n), len: *len }).collect()
        };
        let mut block = BlockBuilder::new(PackKind::Data, SIZE, Compressor::new(3).unwrap());
        block.plain = vec![7; 11];
        block.packed = block.plain.clone();
        block.chunks = chunks(&[4, 5, 2]);
        let (plain, rest) = block.part(2);
        assert_eq!((block.plain.len(), block.packed.len(), block.chunks.len()), (9, 9, 2));
        assert_eq!((plain.len(), rest.len(), rest[0].len), (2, 1, 2));
    }
}
