//! An open file: which chunks lie where in it, and its bytes from any place.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::{StreamExt, TryStreamExt, stream};

use crate::model::node::Extent;
use crate::repository::layout::Kind;
use crate::repository::reader::Reader;
use crate::repository::{Damage, Result};

use super::super::tree::{ContentPage, Entry, ExtentAt, Extents, content_page};
use super::blocks::Blocks;

/// Chunks of one read that are fetched at once.
const AT_ONCE: usize = 4;
/// What is fetched ahead of reads that follow each other.
const AHEAD: u64 = 4 << 20;

/// What a place in a file has to find: bytes, or a hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// The next bytes that are stored.
    Data,
    /// The next that are not, or the end.
    Hole,
}

/// An open file.
#[derive(Debug)]
pub struct OpenFile {
    /// What was opened.
    pub number: u64,
    entry: Entry,
    /// The part of a file with pages of its own that was used last.
    last: Mutex<Option<Arc<Run>>>,
    /// Where the last read ended.
    next: AtomicU64,
}

/// Extents that follow each other.
#[derive(Debug)]
struct Run {
    bytes: Range<u64>,
    /// Each with its first byte.
    extents: Vec<(u64, ExtentAt)>,
}

impl Run {
    fn new(start: u64, extents: impl IntoIterator<Item = ExtentAt>) -> Self {
        let mut at = start;
        let placed = extents.into_iter().map(|extent| {
            let start = at;
            at = at.saturating_add(extent.0.len());
            (start, extent)
        });
        let extents = placed.collect();
        Self { bytes: start..at, extents }
    }

    /// The extents from the one that holds this byte on.
    fn starting_at(&self, offset: u64) -> &[(u64, ExtentAt)] {
        let behind = self.extents.partition_point(|(start, _)| *start <= offset);
        &self.extents[behind.saturating_sub(1)..]
    }
}

impl OpenFile {
    /// Opens a file.
    pub fn new(number: u64, entry: Entry) -> Self {
        Self { number, entry, last: Mutex::default(), next: AtomicU64::new(u64::MAX) }
    }

    /// Bytes from `offset` on, fewer than `len` at the end of the file only.
    pub async fn read(&self, reader: &Reader<'_>, blocks: &Blocks, offset: u64, len: u32) -> Result<Vec<u8>> {
        let end = offset.saturating_add(u64::from(len)).min(self.entry.node.size());
        if offset >= end {
            return Ok(Vec::new());
        }
        let parts = self.parts(reader, offset..end).await?;
        let read: Vec<Vec<u8>> = stream::iter(parts)
            .map(|(start, extent)| part(reader, blocks, start, extent, offset..end))
            .buffered(AT_ONCE)
            .try_collect()
            .await?;
        Ok(if read.len() == 1 { read.into_iter().next().unwrap_or_default() } else { read.concat() })
    }

    /// Notes a read. Where reads follow each other, what comes next.
    pub fn follows(&self, offset: u64, len: u32) -> Option<u64> {
        let end = offset.saturating_add(u64::from(len));
        (self.next.swap(end, Ordering::Relaxed) == offset).then_some(end)
    }

    /// Fetches what lies behind `offset`.
    pub async fn read_ahead(&self, reader: &Reader<'_>, blocks: &Blocks, offset: u64) {
        let end = offset.saturating_add(AHEAD).min(self.entry.node.size());
        if offset >= end {
            return;
        }
        // What cannot be found is told when it is read.
        let Ok(parts) = self.parts(reader, offset..end).await else { return };
        let chunks = parts.into_iter().filter_map(|(_, (extent, hint))| match extent {
            Extent::Data { id, .. } => Some((id, hint)),
            Extent::Hole { .. } => None,
        });
        let prepare = |(id, hint)| async move { blocks.prepare(reader, &id, hint).await };
        stream::iter(chunks).map(prepare).buffer_unordered(AT_ONCE).collect::<()>().await;
    }

    /// Where the next byte that is stored, or that is not, lies. None behind the last of them.
    pub async fn seek(&self, reader: &Reader<'_>, offset: u64, sought: Sought) -> Result<Option<u64>> {
        let size = self.entry.node.size();
        let mut at = offset;
        while at < size {
            let run = self.run_at(reader, at).await?;
            for (start, (extent, _)) in run.starting_at(at) {
                let is_hole = matches!(extent, Extent::Hole { .. });
                if is_hole == (sought == Sought::Hole) {
                    return Ok(Some(at.max(*start)));
                }
            }
            at = run.bytes.end;
        }
        Ok((sought == Sought::Hole && offset < size).then_some(size))
    }

    /// The extents that hold a part of the file, each with its first byte.
    async fn parts(&self, reader: &Reader<'_>, range: Range<u64>) -> Result<Vec<(u64, ExtentAt)>> {
        let (mut parts, mut at) = (Vec::new(), range.start);
        while at < range.end {
            let run = self.run_at(reader, at).await?;
            parts.extend(run.starting_at(at).iter().take_while(|(start, _)| *start < range.end));
            at = run.bytes.end;
        }
        Ok(parts)
    }

    /// The extents around a byte of the file.
    async fn run_at(&self, reader: &Reader<'_>, offset: u64) -> Result<Arc<Run>> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(run) = last.filter(|run| run.bytes.contains(&offset)) {
            return Ok(run);
        }
        let run = Arc::new(self.find_run(reader, offset).await?);
        if !run.bytes.contains(&offset) {
            let problem = format!("has no content at byte {offset} of {}", self.entry.node.size());
            return Err(Damage::new(Kind::TreePack, "(entry)", problem).into());
        }
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&run));
        Ok(run)
    }

    async fn find_run(&self, reader: &Reader<'_>, offset: u64) -> Result<Run> {
        let (mut start, extents) = (0, Extents::of(&self.entry));
        let Some(mut page) = extents.first_page() else { return Ok(Run::new(0, extents.into_inline())) };
        loop {
            let parts = match content_page(reader, page).await? {
                ContentPage::Extents(extents) => return Ok(Run::new(start, extents)),
                ContentPage::Pages(parts) => parts,
            };
            let mut below = None;
            for part in parts {
                let end = start.saturating_add(part.len);
                if offset < end {
                    below = Some(part.page);
                    break;
                }
                start = end;
            }
            match below {
                Some(below) => page = below,
                None => return Ok(Run::new(start, [])),
            }
        }
    }
}

/// What of a range of the file an extent holds, which begins at byte `start` of it.
async fn part(
    reader: &Reader<'_>,
    blocks: &Blocks,
    start: u64,
    (extent, hint): ExtentAt,
    range: Range<u64>,
) -> Result<Vec<u8>> {
    let from = range.start.max(start) - start;
    let to = range.end.min(start.saturating_add(extent.len())) - start;
    match extent {
        Extent::Hole { .. } => Ok(vec![0; (to - from) as usize]),
        Extent::Data { id, len } => {
            let mut bytes = Vec::with_capacity((to - from) as usize);
            blocks.read(reader, &id, len, hint, (from as usize, to as usize), &mut bytes).await?;
            Ok(bytes)
        }
    }
}
