//! Reads pages and chunks: first where a hint says, and only if that fails through the index.
//!
//! A missing object is no damage yet: maintenance may have moved what it held. Only what has no home in two successive
//! views, the second taken after the failure, is lost.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use crate::codec::compress::Decompressor;
use crate::model::id::{ChunkId, IndexKey, PackId, PageId};
use crate::storage::ErrorKind;

use super::Repository;
use super::directory::{BlockPlace, Location, PACK_HEADER, PackKind};
use super::error::{Damage, Error, Result};
use super::index::Index;
use super::index::run::Home;
use super::pack::PackOpener;
use super::tree::page::{LoadedPage, decode_stored};
use super::view::View;

/// Beginnings of tree packs are read whole up to here: pages below a page lie before it in the same pack.
const TREE_PREFIX: u64 = 4 << 20;
/// Bytes of tree packs kept.
const TREE_CACHE: usize = 24 << 20;
/// Bytes of opened blocks kept: a block holds many pages or chunks, which are read one after the other.
const OPENED: usize = 16 << 20;
/// Opened packs kept.
const OPENERS: usize = 512;

/// Reads from one repository.
#[derive(Debug)]
pub struct Reader<'a> {
    repository: &'a Repository,
    index: tokio::sync::Mutex<Option<Arc<Located>>>,
    openers: Mutex<HashMap<PackId, Arc<PackOpener>>>,
    trees: Mutex<TreeCache>,
    opened: Mutex<OpenedBlocks>,
}

#[derive(Debug)]
struct Located {
    view: View,
    index: Index,
}

/// Pieces of tree packs, the least recently used first.
#[derive(Debug, Default)]
struct TreeCache {
    pieces: Vec<(PackId, u64, Bytes)>,
    bytes: usize,
}

impl TreeCache {
    fn get(&mut self, pack: &PackId, from: u64, to: u64) -> Option<Bytes> {
        let found = self.pieces.iter().position(|(id, start, bytes)| {
            id == pack && *start <= from && to <= start + bytes.len() as u64
        })?;
        let piece = self.pieces.remove(found);
        let slice = piece.2.slice((from - piece.1) as usize..(to - piece.1) as usize);
        self.pieces.push(piece);
        Some(slice)
    }

    fn put(&mut self, pack: PackId, start: u64, bytes: Bytes) {
        self.bytes += bytes.len();
        self.pieces.push((pack, start, bytes));
        while self.bytes > TREE_CACHE && self.pieces.len() > 1 {
            self.bytes -= self.pieces.remove(0).2.len();
        }
    }
}

/// Opened blocks of tree packs, the least recently used first.
#[derive(Debug, Default)]
struct OpenedBlocks {
    blocks: Vec<(PackId, u32, Bytes)>,
    bytes: usize,
}

impl OpenedBlocks {
    fn get(&mut self, pack: &PackId, ordinal: u32) -> Option<Bytes> {
        let found = self.blocks.iter().position(|(id, number, _)| id == pack && *number == ordinal)?;
        let block = self.blocks.remove(found);
        let bytes = block.2.clone();
        self.blocks.push(block);
        Some(bytes)
    }

    fn put(&mut self, pack: PackId, ordinal: u32, bytes: Bytes) {
        self.bytes += bytes.len();
        self.blocks.push((pack, ordinal, bytes));
        while self.bytes > OPENED && self.blocks.len() > 1 {
            self.bytes -= self.blocks.remove(0).2.len();
        }
    }
}

/// What a chunk or page is wanted for, in messages.
#[derive(Debug, Clone, Copy)]
enum Wanted<'a> {
    Chunk(&'a ChunkId),
    Page(&'a PageId),
}

impl Wanted<'_> {
    fn key(&self) -> IndexKey {
        match self {
            Self::Chunk(id) => id.index_key(),
            Self::Page(id) => id.index_key(),
        }
    }

    fn kind(&self) -> PackKind {
        match self {
            Self::Chunk(_) => PackKind::Data,
            Self::Page(_) => PackKind::Tree,
        }
    }

    fn lost(&self) -> Error {
        let name = match self {
            Self::Chunk(id) => format!("(chunk {id})"),
            Self::Page(id) => format!("(page {id})"),
        };
        Damage::new(self.kind().object(), name, "is not stored anywhere any more").into()
    }
}

impl<'a> Reader<'a> {
    /// Reads nothing yet.
    pub fn new(repository: &'a Repository) -> Self {
        Self {
            repository,
            index: tokio::sync::Mutex::new(None),
            openers: Mutex::default(),
            trees: Mutex::default(),
            opened: Mutex::default(),
        }
    }

    /// The repository.
    pub fn repository(&self) -> &'a Repository {
        self.repository
    }

    /// Reads a page.
    pub async fn page(&self, id: &PageId, hint: Option<Location>) -> Result<LoadedPage> {
        let decode = |stored: &[u8]| decode_stored(self.repository.keys(), id, stored);
        if let Some(location) = hint {
            match self.at(&location, PackKind::Tree).await.and_then(|stored| decode(&stored)) {
                Ok(page) => return Ok(page),
                Err(error) => give_up(error)?,
            }
        }
        self.elsewhere(Wanted::Page(id), hint, decode).await
    }

    /// Reads a page from this place and no other.
    pub async fn page_at(&self, id: &PageId, location: &Location) -> Result<LoadedPage> {
        let stored = self.at(location, PackKind::Tree).await?;
        decode_stored(self.repository.keys(), id, &stored)
    }

    /// Reads a chunk from anywhere but `tried`.
    pub async fn chunk(&self, id: &ChunkId, tried: Option<Location>) -> Result<Vec<u8>> {
        let wanted = Wanted::Chunk(id);
        let check = |bytes: &[u8]| {
            if self.repository.keys().chunk_id(bytes) == *id {
                Ok(bytes.to_vec())
            } else {
                Err(wanted.lost())
            }
        };
        self.elsewhere(wanted, tried, check).await
    }

    /// Where the index says a chunk lies.
    pub async fn locate(&self, id: &ChunkId) -> Result<Option<Location>> {
        let located = self.located(false).await?;
        Ok(homes(&located, &id.index_key(), PackKind::Data).first().map(|home| home.location))
    }

    async fn elsewhere<T>(
        &self,
        wanted: Wanted<'_>,
        tried: Option<Location>,
        check: impl Fn(&[u8]) -> Result<T>,
    ) -> Result<T> {
        let mut last = None;
        let mut tried: Vec<Location> = tried.into_iter().collect();
        // The view at hand may be the one that named what is gone; then two new ones have to agree.
        let mut empty_views = 0;
        let mut anew = false;
        while empty_views < 2 {
            let located = self.located(anew).await?;
            let homes = homes(&located, &wanted.key(), wanted.kind());
            let untried: Vec<_> = homes.into_iter().filter(|home| !tried.contains(&home.location)).collect();
            empty_views = if untried.is_empty() && anew { empty_views + 1 } else { 0 };
            anew = true;
            for home in untried {
                tried.push(home.location);
                match self.at(&home.location, home.kind).await.and_then(|bytes| check(&bytes)) {
                    Ok(found) => return Ok(found),
                    Err(error) => {
                        last = Some(match error {
                            Error::Storage(_) => error.missing_is_damage(home.kind.object()),
                            other => other,
                        });
                    }
                }
            }
        }
        match last {
            Some(Error::Storage(error)) => Err(Error::Storage(error)),
            Some(error) => Err(error),
            None => Err(wanted.lost()),
        }
    }

    async fn located(&self, anew: bool) -> Result<Arc<Located>> {
        let mut slot = self.index.lock().await;
        match &*slot {
            Some(located) if !anew => Ok(Arc::clone(located)),
            _ => {
                let (view, index, _) = self.repository.index().await?;
                let located = Arc::new(Located { view, index });
                *slot = Some(Arc::clone(&located));
                Ok(located)
            }
        }
    }

    /// The bytes at a location, not checked against any id.
    async fn at(&self, location: &Location, kind: PackKind) -> Result<Bytes> {
        let plain = self.block(location, kind).await?;
        let (start, end) = (location.start as usize, location.start as usize + location.len as usize);
        if end > plain.len() {
            let object = super::layout::pack(&location.pack);
            return Err(Damage::new(kind.object(), object, "is shorter than it was").into());
        }
        Ok(plain.slice(start..end))
    }

    /// The opened block that a location lies in.
    async fn block(&self, location: &Location, kind: PackKind) -> Result<Bytes> {
        let Location { pack, block, .. } = location;
        let ordinal = block.ordinal;
        let known = || self.opened.lock().unwrap_or_else(PoisonError::into_inner).get(pack, ordinal);
        if let Some(plain) = known() {
            return Ok(plain);
        }
        let (opener, sealed) = match kind {
            PackKind::Tree => self.tree_block(pack, block).await?,
            PackKind::Data => {
                let opener = self.opener(pack, kind).await?;
                let range = u64::from(block.offset)..u64::from(block.offset) + u64::from(block.stored);
                (opener, self.repository.storage().get_range(&super::layout::pack(pack), range).await?)
            }
        };
        let (mut scratch, mut plain) = (Vec::new(), Vec::new());
        opener.block(block, &sealed, &mut scratch, &mut Decompressor::new(), &mut plain)?;
        let plain = Bytes::from(plain);
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).put(*pack, ordinal, plain.clone());
        Ok(plain)
    }

    async fn tree_block(&self, pack: &PackId, block: &BlockPlace) -> Result<(Arc<PackOpener>, Bytes)> {
        let (from, to) = (u64::from(block.offset), u64::from(block.offset) + u64::from(block.stored));
        let cached = |from, to| self.trees.lock().unwrap_or_else(PoisonError::into_inner).get(pack, from, to);
        if let Some(bytes) = cached(from, to) {
            return Ok((self.opener(pack, PackKind::Tree).await?, bytes));
        }
        let start = if to <= TREE_PREFIX { 0 } else { from };
        let object = super::layout::pack(pack);
        let bytes = self.repository.storage().get_range(&object, start..to).await?;
        if start == 0 {
            self.keep_opener(pack, PackKind::Tree, &bytes)?;
        }
        self.trees.lock().unwrap_or_else(PoisonError::into_inner).put(*pack, start, bytes.clone());
        Ok((self.opener(pack, PackKind::Tree).await?, bytes.slice((from - start) as usize..)))
    }

    /// What opens a pack. Costs a request the first time.
    pub async fn opener(&self, pack: &PackId, kind: PackKind) -> Result<Arc<PackOpener>> {
        if let Some(opener) = self.known_opener(pack) {
            return Ok(opener);
        }
        let object = super::layout::pack(pack);
        let header = self.repository.storage().get_range(&object, 0..PACK_HEADER).await?;
        self.keep_opener(pack, kind, &header)
    }

    /// What opens a pack, if it is known already.
    pub fn known_opener(&self, pack: &PackId) -> Option<Arc<PackOpener>> {
        self.openers.lock().unwrap_or_else(PoisonError::into_inner).get(pack).cloned()
    }

    /// Makes the opener of a pack from its first bytes.
    pub fn keep_opener(&self, pack: &PackId, kind: PackKind, header: &[u8]) -> Result<Arc<PackOpener>> {
        let opener = Arc::new(PackOpener::new(self.repository.keys(), pack, kind, header)?);
        let mut openers = self.openers.lock().unwrap_or_else(PoisonError::into_inner);
        if openers.len() >= OPENERS {
            openers.clear();
        }
        openers.insert(*pack, Arc::clone(&opener));
        Ok(opener)
    }
}

/// Homes of a chunk that may be read, those of whole sessions' packs in no order.
fn homes(located: &Located, key: &IndexKey, kind: PackKind) -> Vec<Home> {
    let mut homes = Vec::new();
    located.index.find(key, &mut homes);
    homes.retain(|home| home.kind == kind && !located.view.is_dead(&home.location.pack));
    homes
}

/// Goes on where another home may help: the object is gone or not what it should be.
fn give_up(error: Error) -> Result<()> {
    match error {
        Error::Damage(_) => Ok(()),
        Error::Storage(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::Range) => Ok(()),
        other => Err(other),
    }
}
