//! A batch: as many files as are planned before they are fetched, their pieces sorted by where they lie.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::filesystem::TargetDirectory;
use crate::model::id::{ChunkId, PackId};
use crate::model::node::Node;
use crate::repository::directory::{BlockPlace, Location, PACK_HEADER};

use super::Action;
use super::file::FileTask;
use super::links::First;

/// A batch is fetched once it has this many pieces, files or directories: what bounds memory and open directories. There
/// are two at a time: one is planned while another is written.
const MAX_PIECES: usize = 32 << 10;
const MAX_FILES: usize = 4 << 10;
const MAX_DIRECTORIES: usize = 200;
/// Blocks closer than this are fetched in one request...
const MAX_GAP: u64 = 256 << 10;
/// ... up to this many bytes.
const MAX_RANGE: u64 = 8 << 20;

/// A chunk that goes somewhere.
pub struct Piece {
    pub file: Arc<FileTask>,
    /// Where in the file.
    pub offset: u64,
    /// Where in the uncompressed block.
    pub start: u32,
    pub len: u32,
    pub id: ChunkId,
}

/// A block and the chunks that are wanted of it.
pub struct BlockWork {
    pub place: BlockPlace,
    pub pieces: Vec<Piece>,
}

/// Blocks of one pack that are fetched together.
pub struct Fetch {
    pub pack: PackId,
    pub range: Range<u64>,
    pub blocks: Vec<BlockWork>,
}

/// A hard link to a file of this or an earlier batch.
pub struct Link {
    pub first: First,
    pub directory: TargetDirectory,
    pub name: Vec<u8>,
    /// Something has the name already.
    pub replaces: bool,
    pub action: Action,
}

/// Files planned so far.
#[derive(Default)]
pub struct Batch {
    blocks: BTreeMap<(PackId, u32), BlockWork>,
    pieces: usize,
    pub files: Vec<Arc<FileTask>>,
    pub links: Vec<Link>,
    pub directories: Vec<(TargetDirectory, Node)>,
}

impl Batch {
    /// Adds a piece that lies at `location`.
    pub fn add(&mut self, location: &Location, piece: Piece) {
        self.pieces += 1;
        let key = (location.pack, location.block.offset);
        let block =
            self.blocks.entry(key).or_insert_with(|| BlockWork { place: location.block, pieces: Vec::new() });
        block.pieces.push(piece);
    }

    /// Whether it is time to fetch it.
    pub fn is_full(&self) -> bool {
        self.pieces >= MAX_PIECES
            || self.files.len() >= MAX_FILES
            || self.directories.len() >= MAX_DIRECTORIES
    }

    /// Whether pieces of an unfinished file should be fetched before more are planned.
    pub fn has_many_pieces(&self) -> bool {
        self.pieces >= MAX_PIECES
    }

    /// Takes the blocks, as the requests that fetch them. `known` says whether a pack's header is known.
    pub fn take_fetches(&mut self, known: impl Fn(&PackId) -> bool) -> Vec<Fetch> {
        self.pieces = 0;
        let mut fetches: Vec<Fetch> = Vec::new();
        for ((pack, offset), work) in std::mem::take(&mut self.blocks) {
            let from = u64::from(offset);
            let to = from + u64::from(work.place.stored);
            match fetches.last_mut() {
                Some(last)
                    if last.pack == pack
                        && from <= last.range.end + MAX_GAP
                        && to.max(last.range.end) - last.range.start <= MAX_RANGE =>
                {
                    last.range.end = last.range.end.max(to);
                    last.blocks.push(work);
                }
                last => {
                    let first = last.is_none_or(|last| last.pack != pack);
                    // The header comes along with the first block if that lies near it.
                    let start =
                        if first && !known(&pack) && from <= PACK_HEADER + MAX_GAP { 0 } else { from };
                    fetches.push(Fetch { pack, range: start..to, blocks: vec![work] });
                }
            }
        }
        fetches
    }
}
