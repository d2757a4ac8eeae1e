//! Looks at every byte of a pack: header, every block and every chunk in it, padding, directory, trailer.

use std::collections::BTreeSet;

use crate::codec::compress::Decompressor;
use crate::model::id::PackId;
use crate::repository::directory::{BlockRecord, PACK_HEADER, PackKind, places};
use crate::repository::pack::{PackOpener, SEALED_TRAILER};
use crate::repository::tree::page::stored_id;
use crate::repository::{Damage, Error, Keys, Result, layout};

/// What of a pack cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bad {
    /// Nothing of it can.
    Whole,
    /// These blocks cannot. None: the directory is damaged, which only a rebuilt index would need.
    Blocks(BTreeSet<u32>),
}

impl Bad {
    /// Whether chunks in this block are lost.
    pub fn has(&self, block: u32) -> bool {
        match self {
            Self::Whole => true,
            Self::Blocks(blocks) => blocks.contains(&block),
        }
    }
}

/// Told of each block that is what it should be, with what it holds.
pub type EachBlock<'a> = &'a mut dyn FnMut(&BlockRecord, &[u8]) -> Result<()>;

/// A pack that is being looked at.
#[derive(Debug)]
pub struct Opened<'a> {
    keys: &'a Keys,
    kind: PackKind,
    object: String,
    bytes: &'a [u8],
    opener: PackOpener,
    /// Where the sealed directory begins, if the trailer can be read.
    directory_at: Option<usize>,
}

impl<'a> Opened<'a> {
    /// Opens the header.
    pub fn new(keys: &'a Keys, id: &PackId, kind: PackKind, bytes: &'a [u8]) -> Result<Self> {
        let object = layout::pack(id);
        if (bytes.len() as u64) < PACK_HEADER {
            return Err(Damage::new(kind.object(), object, "is truncated").into());
        }
        let opener = PackOpener::new(keys, id, kind, bytes)?;
        Ok(Self { keys, kind, object, bytes, opener, directory_at: None })
    }

    /// Opens the header of a pack that only its name is known of. That does not tell what it holds, but only one of the
    /// keys opens it.
    pub fn of_some_kind(keys: &'a Keys, id: &PackId, bytes: &'a [u8]) -> Option<Self> {
        [PackKind::Data, PackKind::Tree].into_iter().find_map(|kind| Self::new(keys, id, kind, bytes).ok())
    }

    /// What it holds.
    pub fn kind(&self) -> PackKind {
        self.kind
    }

    fn damage(&self, problem: impl Into<String>) -> Damage {
        Damage::new(self.kind.object(), &self.object, problem)
    }

    /// The pack's own directory.
    pub fn directory(&mut self) -> Result<Vec<BlockRecord>> {
        let size = self.bytes.len() as u64;
        if size < PACK_HEADER + SEALED_TRAILER {
            return Err(self.damage("is truncated").into());
        }
        let (offset, length, blocks) = self.opener.trailer(self.bytes, size)?;
        let sealed = self.bytes.get(offset as usize..(offset + length) as usize);
        let sealed = sealed.ok_or_else(|| self.damage("is truncated"))?;
        let directory = self.opener.directory_frame(sealed, blocks, size)?;
        self.directory_at = Some(offset as usize);
        Ok(directory)
    }
}

/// Buffers of one thread.
#[derive(Debug, Default)]
pub struct Checker {
    scratch: Vec<u8>,
    plain: Vec<u8>,
    decompressor: Decompressor,
}

impl Checker {
    /// Checks all `blocks`; those that are wrong, and what is wrong with the first.
    pub fn blocks(
        &mut self,
        opened: &Opened<'_>,
        blocks: &[BlockRecord],
        each: EachBlock<'_>,
    ) -> Result<(BTreeSet<u32>, Option<Damage>)> {
        let (mut bad, mut first) = (BTreeSet::new(), None);
        for (place, record) in places(blocks) {
            let end = place.offset as usize + place.stored as usize;
            let checked = match opened.bytes.get(place.offset as usize..end) {
                None => Err(opened.damage("is truncated").into()),
                Some(sealed) => opened
                    .opener
                    .block(&place, sealed, &mut self.scratch, &mut self.decompressor, &mut self.plain)
                    .and_then(|()| self.chunks(opened, record)),
            };
            match checked {
                Ok(()) => each(record, &self.plain)?,
                Err(Error::Damage(damage)) => {
                    bad.insert(place.ordinal);
                    first.get_or_insert(damage);
                }
                Err(error) => return Err(error),
            }
        }
        Ok((bad, first))
    }

    /// Checks the padding between the last block and the directory.
    pub fn padding(&self, opened: &Opened<'_>, blocks: &[BlockRecord]) -> Result<()> {
        let end =
            places(blocks).last().map_or(PACK_HEADER, |(place, _)| u64::from(place.offset + place.stored));
        let padding = opened.directory_at.and_then(|start| opened.bytes.get(end as usize..start));
        let padding = padding.ok_or_else(|| opened.damage("is truncated"))?;
        opened.opener.padding(blocks.len() as u32, padding)
    }

    /// Whether each chunk of an opened block is what the directory says.
    fn chunks(&self, opened: &Opened<'_>, record: &BlockRecord) -> Result<()> {
        let other_length = || opened.damage("holds a block of another length");
        let (mut rest, mut chunks) = (self.plain.as_slice(), Vec::with_capacity(record.chunks.len()));
        for chunk in &record.chunks {
            let (bytes, after) = rest.split_at_checked(chunk.len as usize).ok_or_else(other_length)?;
            chunks.push(bytes);
            rest = after;
        }
        let keys: Vec<_> = match opened.kind {
            PackKind::Data => opened.keys.chunk_ids(&chunks).iter().map(|id| Some(id.index_key())).collect(),
            PackKind::Tree => {
                chunks.iter().map(|bytes| stored_id(opened.keys, bytes).map(|id| id.index_key())).collect()
            }
        };
        if !record.chunks.iter().map(|chunk| Some(chunk.key)).eq(keys) {
            return Err(opened.damage("holds a chunk that is not the one it says").into());
        }
        if rest.is_empty() { Ok(()) } else { Err(other_length().into()) }
    }
}
