//! Walks the tree of a snapshot in order, compares it with what is there, and says which chunks are needed where.

use std::collections::HashMap;
use std::os::unix::ffi::OsStrExt;
use std::sync::Arc;

use crate::filesystem::{Escaped, FileKind, MetadataReader, SourceFile, Stat, Target, TargetDirectory};
use crate::model::id::PageId;
use crate::model::node::{Content, Extent, Node, NodeKind};
use crate::repository::Damage;
use crate::repository::directory::Location;
use crate::repository::tree::page::{Page, references_of};

use super::super::select::Selected;
use super::batch::{Batch, Link, Piece};
use super::execute::execute;
use super::file::FileTask;
use super::place::{Place, remove_leftovers};
use super::{Error, Overwrite, Progress, Result, Shared, Wanted};

/// What is still to be walked, the next one last.
enum Item {
    Page { place: Arc<Place>, page: PageId, hint: Option<Location> },
    Node { place: Arc<Place>, node: Node, hints: Vec<Option<Location>> },
    Leave { place: Arc<Place>, node: Node, wanted: Wanted },
}

/// Where the first name of a hard-linked file is.
#[derive(Clone)]
struct First {
    names: Vec<Vec<u8>>,
    /// It stays the file it is; else another one takes its name, and nothing is a link to that yet.
    kept: bool,
}

pub struct Planner<'a, 's> {
    shared: &'s Shared<'a>,
    target: Option<Target>,
    reader: MetadataReader,
    batch: Batch,
    /// The first name of each hard-linked file.
    links: HashMap<(u64, u64), First>,
}

impl<'a, 's> Planner<'a, 's> {
    pub fn new(shared: &'s Shared<'a>, target: Option<Target>) -> Self {
        Self { shared, target, reader: MetadataReader::new(), batch: Batch::default(), links: HashMap::new() }
    }

    pub fn run(mut self, selected: &Selected) -> Result<()> {
        let root = self.target.as_ref().map(|target| target.root().clone());
        if let Some(root) = root.as_ref().filter(|_| !self.shared.options.dry_run) {
            remove_leftovers(root)?;
        }
        let place = Arc::new(Place::root(root));
        let mut stack = self.begin(selected, &place)?;
        while let Some(item) = stack.pop() {
            if self.shared.is_interrupted() {
                return Err(Error::Interrupted);
            }
            match item {
                Item::Page { place, page, hint } => self.page(&place, &page, hint, &mut stack)?,
                Item::Node { place, node, hints } => self.node(&place, node, &hints, &mut stack)?,
                Item::Leave { place, node, wanted } => self.leave(&place, node, wanted),
            }
            if self.batch.is_full() {
                self.flush(true)?;
            }
        }
        self.flush(true)
    }

    fn flush(&mut self, all: bool) -> Result<()> {
        execute(self.shared, self.target.as_ref(), &mut self.batch, all)
    }

    /// Finds the part of the snapshot that is wanted.
    fn begin(&mut self, selected: &Selected, place: &Arc<Place>) -> Result<Vec<Item>> {
        let tree = selected.snapshot.head.tree;
        let mut at = tree.map(|page| (page, selected.entry.tree_at()));
        let wanted = &self.shared.options.path;
        for (depth, name) in wanted.iter().enumerate() {
            let found = match at {
                Some((page, hint)) => self.find(page, hint, name)?,
                None => None,
            };
            let Some((node, hints)) = found else { return Err(self.no_such_path(selected)) };
            match &node.kind {
                NodeKind::Directory { entries, .. } => {
                    at = entries.map(|page| (page, hints.first().copied().flatten()));
                }
                _ if depth + 1 == wanted.len() => {
                    return Ok(vec![Item::Node { place: Arc::clone(place), node, hints }]);
                }
                _ => return Err(self.no_such_path(selected)),
            }
        }
        let page = at.map(|(page, hint)| Item::Page { place: Arc::clone(place), page, hint });
        Ok(page.into_iter().collect())
    }

    fn no_such_path(&self, selected: &Selected) -> Error {
        let path = self.shared.options.path.join(&b'/');
        Error::NoSuchPath { snapshot: selected.snapshot.id().short(), path: format!("/{}", Escaped(&path)) }
    }

    /// The entry `name` of a directory, with its hints.
    fn find(
        &self,
        mut page: PageId,
        mut hint: Option<Location>,
        name: &[u8],
    ) -> Result<Option<(Node, Vec<Option<Location>>)>> {
        loop {
            let loaded = self.shared.handle.block_on(self.shared.reader.page(&page, hint))?;
            match loaded.page {
                Page::Branches(branches) => {
                    let Some(index) = branches.iter().rposition(|branch| branch.first.as_slice() <= name)
                    else {
                        return Ok(None);
                    };
                    (page, hint) = (branches[index].page, loaded.hints.get(index).copied().flatten());
                }
                Page::Entries(nodes) => {
                    let mut at = 0;
                    for node in nodes {
                        let count = references_of(&node).len();
                        if node.name == name {
                            return Ok(Some((node, loaded.hints[at..at + count].to_vec())));
                        }
                        at += count;
                    }
                    return Ok(None);
                }
                _ => return Err(not_a_directory(&page).into()),
            }
        }
    }

    fn page(
        &mut self,
        place: &Arc<Place>,
        page: &PageId,
        hint: Option<Location>,
        stack: &mut Vec<Item>,
    ) -> Result<()> {
        let loaded = match self.shared.handle.block_on(self.shared.reader.page(page, hint)) {
            Ok(loaded) => loaded,
            Err(crate::repository::Error::Damage(damage)) => {
                self.shared.damaged(&place.path_of(b""), damage);
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        let before = stack.len();
        match loaded.page {
            Page::Branches(branches) => {
                let items = branches.iter().zip(loaded.hints).map(|(branch, hint)| Item::Page {
                    place: Arc::clone(place),
                    page: branch.page,
                    hint,
                });
                stack.extend(items);
            }
            Page::Entries(nodes) => {
                let mut at = 0;
                for node in nodes {
                    let count = references_of(&node).len();
                    let hints = loaded.hints[at..at + count].to_vec();
                    at += count;
                    stack.push(Item::Node { place: Arc::clone(place), node, hints });
                }
            }
            _ => self.shared.damaged(&place.path_of(b""), not_a_directory(page)),
        }
        stack[before..].reverse();
        Ok(())
    }

    fn node(
        &mut self,
        place: &Arc<Place>,
        node: Node,
        hints: &[Option<Location>],
        stack: &mut Vec<Item>,
    ) -> Result<()> {
        let wanted = match &self.shared.options.filter {
            Some(filter) => filter(&place.path_of(&node.name), node.is_directory()),
            None => Wanted::Yes,
        };
        if wanted == Wanted::No || wanted == Wanted::Enter && !node.is_directory() {
            return Ok(());
        }
        let planned = match &node.kind {
            NodeKind::Directory { .. } => self.directory(place, node, hints, wanted, stack),
            NodeKind::File { .. } => self.file(place, node, hints),
            _ => self.special(place, &node),
        };
        match planned {
            Err(Error::Target(error)) => self.shared.failed(error),
            other => other,
        }
    }

    fn directory(
        &mut self,
        place: &Arc<Place>,
        node: Node,
        hints: &[Option<Location>],
        wanted: Wanted,
        stack: &mut Vec<Item>,
    ) -> Result<()> {
        let existing = place.existing(&node.name)?;
        let blocked = existing.is_some_and(|stat| stat.kind != FileKind::Directory);
        let options = self.shared.options;
        if blocked && options.overwrite == Overwrite::Never {
            Progress::add(&self.shared.progress.skipped, 1);
            return Ok(());
        }
        let child = Arc::new(place.below(&node.name, blocked));
        let entries = match &node.kind {
            NodeKind::Directory { entries, .. } => *entries,
            _ => None,
        };
        if existing.is_some() && !blocked {
            child.open()?;
            if let Some(directory) = child.known().filter(|_| !options.dry_run) {
                remove_leftovers(directory)?;
            }
        }
        if wanted == Wanted::Yes && !options.dry_run {
            child.made()?;
        }
        // One that was there and is only passed through keeps what it is; one that has to be made becomes as it was.
        if wanted == Wanted::Yes || child.known().is_none() {
            stack.push(Item::Leave { place: Arc::clone(&child), node, wanted });
        }
        if let Some(page) = entries {
            stack.push(Item::Page { place: child, page, hint: hints.first().copied().flatten() });
        }
        Ok(())
    }

    fn leave(&mut self, place: &Place, node: Node, wanted: Wanted) {
        let directory = place.known().filter(|_| !self.shared.options.dry_run);
        if wanted == Wanted::Yes || directory.is_some() {
            Progress::add(&self.shared.progress.directories, 1);
        }
        if let Some(directory) = directory {
            self.batch.directories.push((directory.clone(), node));
        }
    }

    /// The directory to write into; none in a dry run.
    fn to_write<'p>(&self, place: &'p Place) -> Result<Option<&'p TargetDirectory>> {
        if self.shared.options.dry_run { Ok(None) } else { Ok(place.made()?) }
    }

    /// Tells what would be restored.
    fn tell_dry(&self, place: &Place, name: &[u8]) {
        let target = self.shared.options.target.as_os_str().as_bytes();
        self.shared.observer.restored(&[target, b"/", &place.path_of(name)].concat());
    }

    fn special(&mut self, place: &Place, node: &Node) -> Result<()> {
        let existing = place.existing(&node.name)?;
        let progress = self.shared.progress;
        if let (Some(stat), Some(directory)) = (&existing, place.known()) {
            let differences = directory.differences(stat, node, &self.shared.writer, &mut self.reader)?;
            if !differences.any() || !self.may_replace(stat, node) {
                Progress::add(&progress.skipped, 1);
                return Ok(());
            }
        }
        Progress::add(&progress.others, 1);
        let Some(directory) = self.to_write(place)? else {
            self.tell_dry(place, &node.name);
            return Ok(());
        };
        if existing.is_some() {
            directory.remove(&node.name)?;
        }
        let warnings = directory.create_special(node, &self.shared.writer)?;
        self.shared.warn(&warnings);
        self.shared.observer.restored(&directory.path_of(&node.name));
        Ok(())
    }

    fn may_replace(&self, existing: &Stat, node: &Node) -> bool {
        match self.shared.options.overwrite {
            Overwrite::Always | Overwrite::IfChanged => true,
            Overwrite::IfNewer => existing.mtime < node.mtime,
            Overwrite::Never => false,
        }
    }

    fn file(&mut self, place: &Arc<Place>, node: Node, hints: &[Option<Location>]) -> Result<()> {
        let existing = place.existing(&node.name)?;
        if node.links > 1 {
            let group = (node.device, node.inode);
            if let Some(first) = self.links.get(&group) {
                let first = first.clone();
                return self.link(place, node, existing.as_ref(), first);
            }
            let mut names = place.names.clone();
            names.push(node.name.clone());
            self.links.insert(group, First { names, kept: false });
        }
        if let (Some(stat), Some(directory)) = (&existing, place.known())
            && self.keeps(directory, stat, &node, hints)?
        {
            Progress::add(&self.shared.progress.skipped, 1);
            Progress::add(&self.shared.progress.bytes_skipped, node.size());
            if let Some(first) = self.links.get_mut(&(node.device, node.inode)) {
                first.kept = true;
            }
            return Ok(());
        }
        let Some(directory) = self.to_write(place)?.cloned() else {
            Progress::add(&self.shared.progress.files, 1);
            Progress::add(&self.shared.progress.bytes, node.size());
            self.tell_dry(place, &node.name);
            return Ok(());
        };
        if existing.as_ref().is_some_and(|stat| stat.kind == FileKind::Directory) {
            // Whatever is in it is nobody's to remove without being asked.
            return Ok(directory.remove(&node.name)?);
        }
        self.content(FileTask::new(directory, node, existing.is_some()), hints)
    }

    /// Whether an existing file stays; its metadata is set right if only that differs.
    fn keeps(
        &mut self,
        directory: &TargetDirectory,
        stat: &Stat,
        node: &Node,
        hints: &[Option<Location>],
    ) -> Result<bool> {
        let shared = self.shared;
        let overwrite = shared.options.overwrite;
        let differences = directory.differences(stat, node, &shared.writer, &mut self.reader)?;
        let same_content = match overwrite {
            Overwrite::Never => return Ok(true),
            Overwrite::IfNewer if stat.mtime >= node.mtime => return Ok(true),
            Overwrite::IfNewer | Overwrite::IfChanged => !differences.content_may_differ(),
            Overwrite::Always => {
                !differences.kind && !differences.size && self.same_content(directory, stat, node, hints)?
            }
        };
        if same_content && differences.any() && !shared.options.dry_run {
            shared.warn(&directory.apply(node, &shared.writer)?);
        }
        Ok(same_content)
    }

    /// Reads an existing file and compares it with the chunks it should have.
    fn same_content(
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
            let mut rest = extent.len();
            while same && rest > 0 {
                // A hole may be of any length; a chunk is read whole.
                let step = if matches!(extent, Extent::Hole { .. }) { rest.min(1 << 20) } else { rest };
                buffer.resize(step as usize, 0);
                let read = file.read_full_at(offset, &mut buffer)?;
                same = read as u64 == step
                    && match extent {
                        Extent::Data { id, .. } => keys.chunk_id(&buffer) == *id,
                        Extent::Hole { .. } => crate::codec::chunk::is_zero(&buffer),
                    };
                offset += step;
                rest -= step;
            }
            Ok(same)
        })?;
        Ok(same && offset == stat.size)
    }

    fn link(&mut self, place: &Place, node: Node, existing: Option<&Stat>, first: First) -> Result<()> {
        if let Some(existing) = existing
            && (self.is_linked(&first, existing) || !self.may_replace(existing, &node))
        {
            Progress::add(&self.shared.progress.skipped, 1);
            return Ok(());
        }
        let Some(directory) = self.to_write(place)?.cloned() else {
            Progress::add(&self.shared.progress.files, 1);
            self.tell_dry(place, &node.name);
            return Ok(());
        };
        self.batch.links.push(Link { first: first.names, directory, node, replaces: existing.is_some() });
        Ok(())
    }

    fn is_linked(&self, first: &First, existing: &Stat) -> bool {
        let target = self.target.as_ref().map(|target| target.root().clone());
        first.kept && target.and_then(|root| identity_of(root, &first.names)) == Some(existing.identity())
    }

    /// Plans the pieces of a file.
    fn content(&mut self, mut task: FileTask, hints: &[Option<Location>]) -> Result<()> {
        let NodeKind::File { content, size } = std::mem::replace(&mut task.node.kind, NodeKind::Fifo) else {
            return Ok(());
        };
        task.node.kind = NodeKind::File { size, content: Content::EMPTY };
        task.sparse = match &content {
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
                        let piece = Piece {
                            file: Arc::clone(&task),
                            offset,
                            start: location.start,
                            len: *len,
                            id: *id,
                        };
                        batch.add(&location, piece);
                    }
                    None => {
                        let problem = "is not stored anywhere any more";
                        let kind = crate::repository::layout::Kind::DataPack;
                        if task.fail() {
                            let damage = Damage::new(kind, format!("(chunk {id})"), problem);
                            self.shared.damaged(&task.path(), damage);
                        }
                    }
                }
            }
            offset += extent.len();
            if batch.has_many_pieces() {
                execute(self.shared, self.target.as_ref(), &mut batch, false)?;
            }
            Ok(true)
        });
        match planned {
            Err(Error::Repository(crate::repository::Error::Damage(damage))) => {
                if task.fail() {
                    self.shared.damaged(&task.path(), damage);
                }
            }
            Err(error) => return Err(error),
            Ok(()) if offset != size && task.fail() => {
                let problem = format!("has {offset} bytes of content where it says {size}");
                let damage = Damage::new(crate::repository::layout::Kind::TreePack, "(entry)", problem);
                self.shared.damaged(&task.path(), damage);
            }
            Ok(()) => {}
        }
        batch.files.push(task);
        self.batch = batch;
        Ok(())
    }

    /// Tells every extent of a file in order, until told `false`.
    fn extents(
        &self,
        content: &Content,
        hints: &[Option<Location>],
        tell: &mut dyn FnMut(&Extent, Option<Location>) -> Result<bool>,
    ) -> Result<()> {
        match content {
            Content::Inline(extents) => tell_all(extents, hints, tell).map(drop),
            Content::Tree(page) => {
                let mut stack = vec![(*page, hints.first().copied().flatten())];
                while let Some((page, hint)) = stack.pop() {
                    let loaded = self.shared.handle.block_on(self.shared.reader.page(&page, hint))?;
                    match loaded.page {
                        Page::Extents(extents) => {
                            if !tell_all(&extents, &loaded.hints, tell)? {
                                return Ok(());
                            }
                        }
                        Page::ContentBranches(branches) => {
                            let below =
                                branches.iter().zip(loaded.hints).map(|(branch, hint)| (branch.page, hint));
                            stack.extend(below.rev());
                        }
                        _ => {
                            let kind = crate::repository::layout::Kind::TreePack;
                            let damage = Damage::new(kind, format!("(page {page})"), "is no part of a file");
                            return Err(crate::repository::Error::from(damage).into());
                        }
                    }
                }
                Ok(())
            }
        }
    }
}

fn tell_all(
    extents: &[Extent],
    hints: &[Option<Location>],
    tell: &mut dyn FnMut(&Extent, Option<Location>) -> Result<bool>,
) -> Result<bool> {
    let mut hints = hints.iter().copied();
    for extent in extents {
        let hint = if matches!(extent, Extent::Data { .. }) { hints.next().flatten() } else { None };
        if !tell(extent, hint)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn identity_of(mut directory: TargetDirectory, names: &[Vec<u8>]) -> Option<crate::filesystem::Identity> {
    let (name, way) = names.split_last()?;
    for part in way {
        directory = directory.open_child(part).ok()?;
    }
    Some(directory.existing(name).ok()??.identity())
}

fn not_a_directory(page: &PageId) -> Damage {
    Damage::new(
        crate::repository::layout::Kind::TreePack,
        format!("(page {page})"),
        "is no part of a directory",
    )
}

impl From<Damage> for Error {
    fn from(damage: Damage) -> Self {
        Self::Repository(damage.into())
    }
}
