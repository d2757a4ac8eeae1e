//! The bytes of a file: which chunks lie where, and whether a file has them already.

use std::ops::Range;
use std::sync::Arc;

use crate::codec::chunk::is_zero;
use crate::filesystem::{SourceFile, Stat, TargetDirectory};
use crate::model::node::{Content, Extent, Node, NodeKind};
use crate::repository::directory::Location;
use crate::repository::layout::Kind;
use crate::repository::tree::page::Page;
use crate::repository::{self, Damage};

use super::batch::Piece;
use super::file::FileTask;
use super::plan::Planner;
use super::{Error, Result};

/// Hears of an extent and where a hint says it lies; whether it wants to hear of the next.
type Tell<'a> = dyn FnMut(&Extent, Option<Location>) -> Result<bool> + 'a;

impl Planner<'_, '_> {
    /// Reads an existing file and compares it with the chunks it should have.
    pub fn same_content(
        &self,
        directory: &TargetDirectory,
        stat: &Stat,
        node: &Node,
        hints: &[Option<Location>],
    ) -> Result<bool> {
        let NodeKind::File { content, .. } = &node.kind else { return Ok(false) };
        let file: SourceFile = directory.read(&node.name, stat)?;
        let keys = self.shared.reader.repository().keys();
        let (mut offset, mut same, mut buffer) = (0, true, Vec::new());
        self.extents(content, hints, &mut |extent, _| {
            let end = offset + extent.len();
            same = match extent {
                Extent::Data { id, len } => {
                    buffer.resize(*len as usize, 0);
                    file.read_full_at(offset, &mut buffer)? == buffer.len() && keys.chunk_id(&buffer) == *id
                }
                Extent::Hole { .. } => end <= stat.size && are_zeros(&file, offset..end, &mut buffer)?,
            };
            offset = end;
            Ok(same)
        })?;
        Ok(same && offset == stat.size)
    }

    /// Plans the pieces of a file.
    pub fn content(&mut self, mut task: FileTask, hints: &[Option<Location>]) -> Result<()> {
        let NodeKind::File { content, size } = std::mem::replace(&mut task.node.kind, NodeKind::Fifo) else {
            return Ok(());
        };
        task.node.kind = NodeKind::File { size, content: Content::EMPTY };
        task.has_holes = match &content {
            Content::Inline(extents) => extents.iter().any(|extent| matches!(extent, Extent::Hole { .. })),
            // Known only after all pages are read; an unwritten end costs nothing either way.
            Content::Tree(_) => true,
        };
        let task = Arc::new(task);
        let mut offset = 0;
        let mut batch = std::mem::take(&mut self.batch);
        let planned = self.extents(&content, hints, &mut |extent, hint| {
            if let Extent::Data { id, len } = extent {
                let location = match hint {
                    Some(location) => Some(location),
                    None => self.shared.handle.block_on(self.shared.reader.locate(id))?,
                };
                match location {
                    Some(location) => {
                        task.expect_piece();
                        let file = Arc::clone(&task);
                        let piece = Piece { file, offset, start: location.start, len: *len, id: *id };
                        batch.add(&location, piece);
                    }
                    None => {
                        let name = format!("(chunk {id})");
                        self.lost(
                            &task,
                            Damage::new(Kind::DataPack, name, "is not stored anywhere any more"),
                        );
                    }
                }
            }
            offset += extent.len();
            if batch.has_many_pieces() {
                self.hand_over(std::mem::take(&mut batch))?;
            }
            Ok(true)
        });
        match planned {
            Err(Error::Repository(repository::Error::Damage(damage))) => self.lost(&task, damage),
            Err(error) => return Err(error),
            Ok(()) if offset != size => {
                let problem = format!("has {offset} bytes of content where it says {size}");
                self.lost(&task, Damage::new(Kind::TreePack, "(entry)", problem));
            }
            Ok(()) => {}
        }
        batch.files.push(task);
        self.batch = batch;
        Ok(())
    }

    fn lost(&self, task: &FileTask, damage: Damage) {
        if task.fail() {
            self.shared.damaged(&task.path(), damage);
        }
    }

    /// Tells every extent of a file in order, until told `false`.
    fn extents(&self, content: &Content, hints: &[Option<Location>], tell: &mut Tell<'_>) -> Result<()> {
        let page = match content {
            Content::Inline(extents) => return tell_all(extents, hints, tell).map(drop),
            Content::Tree(page) => *page,
        };
        let mut stack = vec![(page, hints.first().copied().flatten())];
        while let Some((page, hint)) = stack.pop() {
            let loaded = self.shared.handle.block_on(self.shared.reader.page(&page, hint))?;
            match loaded.page {
                Page::Extents(extents) => {
                    if !tell_all(&extents, &loaded.hints, tell)? {
                        return Ok(());
                    }
                }
                Page::ContentBranches(branches) => {
                    let below = branches.iter().zip(loaded.hints).map(|(branch, hint)| (branch.page, hint));
                    stack.extend(below.rev());
                }
                _ => {
                    let name = format!("(page {page})");
                    return Err(Damage::new(Kind::TreePack, name, "is no part of a file").into());
                }
            }
        }
        Ok(())
    }
}

/// Whether a part of a file is zeros. Holes are not read.
fn are_zeros(file: &SourceFile, part: Range<u64>, buffer: &mut Vec<u8>) -> Result<bool> {
    let mut at = part.start;
    while at < part.end {
        let Some(data) = file.next_data(at)? else { return Ok(true) };
        at = data.start.min(part.end);
        let step = (data.end.min(part.end) - at).min(1 << 20) as usize;
        buffer.resize(step, 0);
        if file.read_full_at(at, buffer)? != step || !is_zero(buffer) {
            return Ok(false);
        }
        at += step as u64;
    }
    Ok(true)
}

fn tell_all(extents: &[Extent], hints: &[Option<Location>], tell: &mut Tell<'_>) -> Result<bool> {
    let mut hints = hints.iter().copied();
    for extent in extents {
        let hint = if matches!(extent, Extent::Data { .. }) { hints.next().flatten() } else { None };
        if !tell(extent, hint)? {
            return Ok(false);
        }
    }
    Ok(true)
}
