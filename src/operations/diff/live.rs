//! A tree and the disk, compared by what the disk says of its files, or by reading them.

use std::cmp::Ordering;
use std::path::Path;

use crate::codec::chunk::is_zero;
use crate::filesystem::{self, Directory, MetadataOptions, MetadataReader, Names, SourceFile, Stat};
use crate::model::node::{Extent, Node, NodeKind};
use crate::policy::compare::{Change, compare};
use crate::repository::reader::Reader;
use crate::repository::{self, Result};

use super::super::tree::{Entry, Extents, PageAt};
use super::{Difference, Statistics, Tell};
use crate::operations::cursor::{Cursor, Head};

/// Read at once where a file should hold zeros.
const STEP: u64 = 1 << 20;

/// How to compare.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LiveOptions {
    /// Read every file that is in both, whatever its size and time say.
    pub content: bool,
    /// Compare extended attributes.
    pub xattrs: bool,
    /// Path of the page in the snapshot: where paths that are told begin.
    pub base: Vec<u8>,
    /// Paths in the snapshot that were backed up: what the disk holds beside them is nothing new.
    pub sources: Vec<Vec<u8>>,
}

/// Compares what is below a page with a directory of this host, as what became of it.
///
/// # Errors
/// When the directory cannot be opened, or the repository fails. What else cannot be read goes to `problem`.
pub async fn live(
    reader: &Reader<'_>,
    page: Option<PageAt>,
    directory: &Path,
    options: LiveOptions,
    tell: &mut Tell<'_>,
    problem: &mut dyn FnMut(&filesystem::Error),
) -> Result<Statistics, Error> {
    let directory = Directory::open(directory)?;
    let names = directory.names()?;
    let path = options.base.clone();
    let mut live = Live {
        reader,
        options,
        metadata: MetadataReader::new(),
        statistics: Statistics::default(),
        levels: vec![Level { path, old: Cursor::of(page), directory: Some(directory), names, at: 0 }],
        tell,
        problem,
    };
    live.run().await?;
    Ok(live.statistics)
}

/// Why a comparison ended.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The repository failed.
    #[error(transparent)]
    Repository(#[from] repository::Error),
    /// The directory failed as a whole.
    #[error(transparent)]
    Directory(#[from] filesystem::Error),
}

/// A directory in the snapshot and on the disk; on one of them it may not be.
struct Level {
    path: Vec<u8>,
    old: Cursor,
    directory: Option<Directory>,
    names: Names,
    at: usize,
}

struct Live<'a, 't> {
    reader: &'a Reader<'a>,
    options: LiveOptions,
    metadata: MetadataReader,
    statistics: Statistics,
    levels: Vec<Level>,
    tell: &'a mut Tell<'t>,
    problem: &'a mut dyn FnMut(&filesystem::Error),
}

impl Live<'_, '_> {
    async fn run(&mut self) -> Result<()> {
        while let Some(level) = self.levels.last_mut() {
            while matches!(level.old.head(), Some(Head::Page { .. })) {
                level.old.expand(self.reader).await?;
            }
            let name = level.names.get(level.at).map(|name| name.bytes.to_vec());
            let order = match (level.old.head(), &name) {
                (None, None) => {
                    self.levels.pop();
                    continue;
                }
                (Some(Head::Entry(old)), Some(new)) => old.node.name.cmp(new),
                (_, None) => Ordering::Less,
                (_, Some(_)) => Ordering::Greater,
            };
            let old = if order.is_le() { level.old.pop_entry() } else { None };
            if order.is_ge() {
                level.at += 1;
            }
            let name = name.filter(|_| order.is_ge());
            if !self.entry(old, name).await? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// An entry of one side or of both. Whether to go on.
    async fn entry(&mut self, old: Option<Box<Entry>>, name: Option<Vec<u8>>) -> Result<bool> {
        let Some(level) = self.levels.last() else { return Ok(false) };
        let known = name.as_deref().or(old.as_ref().map(|old| old.node.name.as_slice())).unwrap_or_default();
        let path = [&level.path[..], b"/", known].concat();
        let new = match name.as_deref().map(|name| self.look(name)) {
            None => None,
            Some(Ok(looked)) => looked,
            // What it is now is not known: not to be told as gone.
            Some(Err(error)) => {
                (self.problem)(&error);
                return Ok(true);
            }
        };
        let (old_node, new_node) = (old.as_ref().map(|old| &old.node), new.as_ref().map(|(_, node)| node));
        let change = match (&old, &new) {
            (Some(old), Some((stat, node))) => self.compare(old, stat, node).await?,
            (Some(_), None) => Some(Change::Removed),
            (None, Some(_)) if self.is_source(&path) => Some(Change::Added),
            (None, _) => return Ok(true),
        };
        let more = change.is_none_or(|change| {
            let difference = Difference { path: &path, change, old: old_node, new: new_node };
            self.statistics.note(&difference, self.tell)
        });
        self.enter(path, old.as_deref(), new_node);
        Ok(more)
    }

    fn is_source(&self, path: &[u8]) -> bool {
        let sources = &self.options.sources;
        let below = |source: &Vec<u8>| {
            path.strip_prefix(source.as_slice()).is_some_and(|rest| matches!(rest.first(), None | Some(b'/')))
        };
        sources.is_empty() || sources.iter().any(below)
    }

    /// The facts about a file of the directory at hand, unless it vanished.
    fn look(&mut self, name: &[u8]) -> filesystem::Result<Option<(Stat, Node)>> {
        let directory = self.levels.last().and_then(|level| level.directory.as_ref());
        let Some(directory) = directory else { return Ok(None) };
        let options = MetadataOptions { atime: false, xattrs: self.options.xattrs };
        let mut problems = Vec::new();
        let looked = directory
            .stat(name)
            .and_then(|stat| Ok((stat, self.metadata.node(directory, name, &stat, options, &mut problems)?)));
        problems.iter().for_each(|error| (self.problem)(error));
        match looked {
            Ok(looked) => Ok(Some(looked)),
            Err(error) if error.kind() == filesystem::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn compare(&mut self, old: &Entry, stat: &Stat, new: &Node) -> Result<Option<Change>> {
        let mut before = old.node.clone();
        if !self.options.xattrs {
            before.xattrs.clear();
        }
        let likely = old.node.size() == new.size() && old.node.mtime == new.mtime;
        let both_files =
            matches!((&old.node.kind, &new.kind), (NodeKind::File { .. }, NodeKind::File { .. }));
        if !both_files || !self.options.content || old.node.size() != new.size() {
            return Ok(compare(&before, new, likely));
        }
        let Some(level) = self.levels.last() else { return Ok(None) };
        let Some(directory) = &level.directory else { return Ok(None) };
        match self.same_content(directory, old, stat).await {
            Ok(Some(same)) => Ok(compare(&before, new, same)),
            // Somebody is writing to it.
            Ok(None) => Ok(Some(Change::Content { rot: false })),
            Err(Error::Repository(error)) => Err(error),
            Err(Error::Directory(error)) => {
                (self.problem)(&error);
                Ok(compare(&before, new, likely))
            }
        }
    }

    /// Reads a file and compares it with the chunks it should have. Nothing if it changes meanwhile.
    async fn same_content(
        &self,
        directory: &Directory,
        old: &Entry,
        stat: &Stat,
    ) -> Result<Option<bool>, Error> {
        let file = SourceFile::open(directory, &old.node.name, stat)?;
        let same = self.holds(&file, old).await?;
        Ok((same || !file.changed_since(stat)?).then_some(same))
    }

    async fn holds(&self, file: &SourceFile, old: &Entry) -> Result<bool, Error> {
        let keys = self.reader.repository().keys();
        let (mut extents, mut offset, mut buffer) = (Extents::of(old), 0, Vec::new());
        while let Some((extent, _)) = extents.next(self.reader).await? {
            let mut rest = extent.len();
            while rest > 0 {
                let step = if matches!(extent, Extent::Hole { .. }) { rest.min(STEP) } else { rest };
                buffer.resize(step as usize, 0);
                let read = file.read_full_at(offset, &mut buffer)?;
                let same = read as u64 == step
                    && match extent {
                        Extent::Data { id, .. } => keys.chunk_id(&buffer) == id,
                        Extent::Hole { .. } => is_zero(&buffer),
                    };
                if !same {
                    return Ok(false);
                }
                offset += step;
                rest -= step;
            }
        }
        Ok(offset == old.node.size())
    }

    /// Goes into a directory, on whichever side it is one.
    fn enter(&mut self, path: Vec<u8>, old: Option<&Entry>, new: Option<&Node>) {
        let page = old.and_then(Entry::page);
        let mut opened = None;
        if let (Some(node), Some(above)) = (
            new.filter(|node| node.is_directory()),
            self.levels.last().and_then(|level| level.directory.as_ref()),
        ) {
            let names = above.open_child(&node.name).and_then(|child| Ok((child.names()?, child)));
            match names {
                Ok((names, child)) => opened = Some((names, child)),
                // What is in it is not known: not to be told as removed.
                Err(error) => return (self.problem)(&error),
            }
        }
        if page.is_none() && opened.is_none() {
            return;
        }
        let (names, directory) = opened.map_or_else(Default::default, |(names, child)| (names, Some(child)));
        self.levels.push(Level { path, old: Cursor::of(page), directory, names, at: 0 });
    }
}
