//! Packs: sealed blocks with a directory, written once, read in ranges.

use std::sync::Arc;

use bytes::Bytes;

use crate::codec::compress::{Decompressor, Method};
use crate::codec::padding::padme;
use crate::codec::seal::{DIRECTORY, Frame, Opener, Sealer, TAG, TRAILER as TRAILER_FRAME};
use crate::model::id::PackId;
use crate::storage::Payload;

use super::directory::{self, BlockPlace, BlockRecord, MAX_PACK, PACK_HEADER, PackKind, PackRecord};
use super::error::{Damage, Error, Result};
use super::keys::Keys;
use super::layout;

/// Plain bytes of the trailer: where the directory lies and how long it is.
const TRAILER: usize = 16;
/// Bytes of the sealed trailer, at the very end of each pack.
pub const SEALED_TRAILER: u64 = TRAILER as u64 + TAG as u64;

/// A pack being filled. Frames are reserved in order and sealed anywhere, so that several threads fill one pack.
#[derive(Debug)]
pub struct PackBuilder {
    id: PackId,
    kind: PackKind,
    sealer: Sealer,
    opener: Arc<Opener>,
    end: u64,
    directory: u64,
    chunks: usize,
    blocks: Vec<BlockRecord>,
    frames: Vec<Option<Bytes>>,
    missing: usize,
}

/// A place in a pack for one block.
#[derive(Debug)]
pub struct Reserved {
    /// Seals the block.
    pub frame: Frame,
    /// Where the block will lie.
    pub place: BlockPlace,
    /// Opens what was sealed, to see that it can be read back.
    pub opener: Arc<Opener>,
}

/// A finished pack, ready to be stored.
#[derive(Debug)]
pub struct FinishedPack {
    /// What it holds.
    pub record: PackRecord,
    /// Its bytes.
    pub payload: Payload,
}

impl PackBuilder {
    /// An empty pack, sealed to whoever may read this kind.
    pub fn new(keys: &Keys, id: PackId, kind: PackKind) -> Self {
        let name = layout::pack(&id);
        let sealer = Sealer::to_recipient(keys.recipient(kind.object()), &keys.binding(kind.object(), &name));
        let opener = Arc::new(sealer.opener());
        Self {
            id,
            kind,
            sealer,
            opener,
            end: PACK_HEADER,
            directory: 0,
            chunks: 0,
            blocks: Vec::new(),
            frames: Vec::new(),
            missing: 0,
        }
    }

    /// Its name.
    pub fn id(&self) -> PackId {
        self.id
    }

    /// Bytes filled so far.
    pub fn len(&self) -> u64 {
        self.end
    }

    /// Chunks or pages in it so far.
    pub fn chunks(&self) -> usize {
        self.chunks
    }

    /// Whether nothing was put in yet.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Whether a block of `stored` compressed bytes with `chunks` chunks still fits.
    pub fn fits(&self, stored: usize, chunks: usize) -> bool {
        let directory = self.directory + directory_bytes(chunks);
        let rest = 2 * TAG as u64 + directory + SEALED_TRAILER;
        self.end + (stored + TAG) as u64 + rest <= MAX_PACK && self.blocks.len() < 60_000
    }

    /// Takes the next place for a block whose compressed bytes are `stored` long.
    pub fn reserve(&mut self, stored: usize, mut record: BlockRecord) -> Result<Reserved> {
        let frame = self
            .sealer
            .reserve(stored)
            .map_err(|source| Error::Codec { during: "cannot add a block to a pack", source })?;
        record.stored = (stored + TAG) as u32;
        let place = BlockPlace {
            ordinal: frame.ordinal(),
            offset: self.end as u32,
            stored: record.stored,
            plain: record.plain,
            method: record.method,
        };
        self.end += u64::from(record.stored);
        self.directory += directory_bytes(record.chunks.len());
        self.chunks += record.chunks.len();
        self.blocks.push(record);
        self.frames.push(None);
        self.missing += 1;
        Ok(Reserved { frame, place, opener: Arc::clone(&self.opener) })
    }

    /// Puts a sealed block into its place.
    pub fn place(&mut self, place: &BlockPlace, sealed: Vec<u8>) {
        let slot = &mut self.frames[place.ordinal as usize];
        debug_assert!(slot.is_none() && sealed.len() == place.stored as usize);
        *slot = Some(sealed.into());
        self.missing -= 1;
    }

    /// Whether every reserved place is filled.
    pub fn is_complete(&self) -> bool {
        self.missing == 0
    }

    /// Pads, adds directory and trailer. `full` packs all have the same size; others are padded by Padmé.
    pub fn finish(mut self, full: bool) -> Result<FinishedPack> {
        let failed = |source| Error::Codec { during: "cannot finish a pack", source };
        let mut directory = directory::encode_directory(&self.blocks);
        let needed = self.end + TAG as u64 + (directory.len() + TAG) as u64 + SEALED_TRAILER;
        let size = if full { MAX_PACK } else { padme(needed).min(MAX_PACK) };
        let mut padding = vec![0; (size - needed) as usize];
        self.sealer.reserve(padding.len()).and_then(|frame| frame.seal(&mut padding)).map_err(failed)?;

        let directory_offset = self.end + padding.len() as u64;
        let mut trailer = Vec::with_capacity(TRAILER + TAG);
        trailer.extend_from_slice(&(directory_offset as u32).to_be_bytes());
        trailer.extend_from_slice(&((directory.len() + TAG) as u32).to_be_bytes());
        trailer.extend_from_slice(&(self.blocks.len() as u32).to_be_bytes());
        trailer.extend_from_slice(&[0; 4]);
        let header = Bytes::copy_from_slice(self.sealer.header());
        let (directory_frame, trailer_frame) =
            self.sealer.reserve_last(directory.len(), trailer.len()).map_err(failed)?;
        directory_frame.seal(&mut directory).map_err(failed)?;
        trailer_frame.seal(&mut trailer).map_err(failed)?;

        let mut segments = Vec::with_capacity(self.frames.len() + 4);
        segments.push(header);
        segments.extend(self.frames.into_iter().flatten());
        segments.extend([padding.into(), directory.into(), trailer.into()]);
        let payload = Payload::from(segments);
        debug_assert_eq!(payload.len(), size);
        Ok(FinishedPack {
            record: PackRecord { id: self.id, kind: self.kind, size, blocks: self.blocks },
            payload,
        })
    }
}

/// An upper bound for what `chunks` chunks of one block take in the directory.
fn directory_bytes(chunks: usize) -> u64 {
    15 + 21 * chunks as u64
}

/// Opens frames of one pack.
#[derive(Debug)]
pub struct PackOpener {
    object: String,
    kind: PackKind,
    opener: Opener,
}

impl PackOpener {
    /// From the first bytes of the pack. Fails for a role that cannot read this kind.
    pub fn new(keys: &Keys, id: &PackId, kind: PackKind, header: &[u8]) -> Result<Self> {
        let object = layout::pack(id);
        let private = keys.private(kind.object())?;
        let opener = Opener::with_private(private, &keys.binding(kind.object(), &object), header)
            .map_err(|error| Damage::new(kind.object(), &object, format!("cannot be opened: {error}")))?;
        Ok(Self { object, kind, opener })
    }

    fn damage(&self, problem: String) -> Error {
        Damage::new(self.kind.object(), &self.object, problem).into()
    }

    /// Opens and inflates a block: `sealed` is its bytes in the pack, `plain` receives what it holds.
    pub fn block(
        &self,
        place: &BlockPlace,
        sealed: &[u8],
        scratch: &mut Vec<u8>,
        decompressor: &mut Decompressor,
        plain: &mut Vec<u8>,
    ) -> Result<()> {
        let ordinal = place.ordinal;
        open_block(&self.opener, place, sealed, scratch, decompressor, plain)
            .map_err(|error| self.damage(format!("has a damaged block {ordinal}: {error}")))
    }

    /// The directory, from the last bytes of the pack. If they do not reach back far enough, the range needed.
    pub fn directory(
        &self,
        tail: &[u8],
        size: u64,
    ) -> Result<Result<Vec<BlockRecord>, std::ops::Range<u64>>> {
        let (offset, length, blocks) = self.trailer(tail, size)?;
        let start = size - tail.len() as u64;
        if offset < start {
            return Ok(Err(offset..offset + length));
        }
        let from = (offset - start) as usize;
        self.directory_frame(&tail[from..from + length as usize], blocks, size).map(Ok)
    }

    /// The directory from exactly its sealed bytes.
    pub fn directory_frame(&self, sealed: &[u8], blocks: usize, size: u64) -> Result<Vec<BlockRecord>> {
        let mut plain = sealed.to_vec();
        self.opener
            .open(DIRECTORY, sealed.len() - TAG, &mut plain)
            .map_err(|error| self.damage(format!("has a damaged directory: {error}")))?;
        let records = directory::decode_directory(&plain)
            .ok_or_else(|| self.damage("has a directory that cannot be decoded".to_owned()))?;
        directory::check_blocks(&records, size).map_err(|problem| self.damage(problem.to_owned()))?;
        if records.len() != blocks {
            return Err(self.damage("has a directory of the wrong length".to_owned()));
        }
        Ok(records)
    }

    /// Offset and length of the sealed directory and the number of blocks, from the last bytes of the pack.
    pub fn trailer(&self, tail: &[u8], size: u64) -> Result<(u64, u64, usize)> {
        let short = || self.damage("is truncated".to_owned());
        let at = tail.len().checked_sub(SEALED_TRAILER as usize).ok_or_else(short)?;
        let mut trailer = tail[at..].to_vec();
        self.opener
            .open(TRAILER_FRAME, TRAILER, &mut trailer)
            .map_err(|error| self.damage(format!("has a damaged trailer: {error}")))?;
        let number = |at: usize| {
            u64::from(u32::from_be_bytes([trailer[at], trailer[at + 1], trailer[at + 2], trailer[at + 3]]))
        };
        let (offset, length) = (number(0), number(4));
        if length < TAG as u64 || offset + length + SEALED_TRAILER != size {
            return Err(short());
        }
        Ok((offset, length, number(8) as usize))
    }

    /// Opens the padding between the last block and the directory, which must be zeros.
    pub fn padding(&self, ordinal: u32, sealed: &[u8]) -> Result<()> {
        let mut plain = sealed.to_vec();
        let length = sealed.len().checked_sub(TAG).ok_or_else(|| self.damage("has no padding".to_owned()))?;
        self.opener
            .open(ordinal, length, &mut plain)
            .map_err(|error| self.damage(format!("has damaged padding: {error}")))?;
        if crate::codec::chunk::is_zero(&plain) {
            Ok(())
        } else {
            Err(self.damage("has padding that is not zeros".to_owned()))
        }
    }
}

/// Opens and inflates one sealed block.
pub fn open_block(
    opener: &Opener,
    place: &BlockPlace,
    sealed: &[u8],
    scratch: &mut Vec<u8>,
    decompressor: &mut Decompressor,
    plain: &mut Vec<u8>,
) -> Result<(), crate::codec::Error> {
    let length = sealed.len().saturating_sub(TAG);
    match place.method {
        Method::Raw => opener.open_to(place.ordinal, length, sealed, plain),
        Method::Zstd => {
            opener.open_to(place.ordinal, length, sealed, scratch)?;
            decompressor.decompress(place.method, scratch, place.plain as usize, plain)
        }
    }
}
