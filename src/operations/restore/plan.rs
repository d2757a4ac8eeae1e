//! Walks the tree of a snapshot in order, compares it with what is there, and says which chunks are needed where.

use std::collections::HashMap;
use std::rc::Rc;

use crossbeam_channel::Sender;

use crate::filesystem::{MetadataReader, Stat, Target};
use crate::model::id::PageId;
use crate::model::node::{Node, NodeKind};
use crate::repository::directory::Location;
use crate::repository::layout::Kind;
use crate::repository::tree::page::{Page, references_of};
use crate::repository::{self, Damage};

use super::super::select::Selected;
use super::batch::Batch;
use super::directories::Was;
use super::links::First;
use super::place::Place;
use super::{Action, Error, Overwrite, Result, Shared, Wanted};

/// What is still to be walked, the next one last.
pub enum Item {
    /// Entries of a directory, or a part of them.
    Page { place: Rc<Place>, page: PageId, hint: Option<Location> },
    /// An entry.
    Node { place: Rc<Place>, node: Node, hints: Vec<Option<Location>> },
    /// All entries of a directory were met: what else is there is deleted.
    Sweep { place: Rc<Place> },
    /// A directory is done.
    Leave { place: Rc<Place>, node: Node, was: Was },
}

pub struct Planner<'a, 's> {
    pub shared: &'s Shared<'a>,
    pub target: Option<Target>,
    pub reader: MetadataReader,
    pub batch: Batch,
    /// Whoever fetches and writes them.
    batches: Sender<Batch>,
    /// The first name of each hard-linked file.
    pub links: HashMap<(u64, u64), First>,
}

impl<'a, 's> Planner<'a, 's> {
    pub fn new(shared: &'s Shared<'a>, target: Option<Target>, batches: Sender<Batch>) -> Self {
        let (reader, batch, links) = (MetadataReader::new(), Batch::default(), HashMap::new());
        Self { shared, target, reader, batch, batches, links }
    }

    pub fn run(mut self, selected: &Selected) -> Result<()> {
        let root = self.target.as_ref().map(|target| target.root().clone());
        let place = Rc::new(Place::root(root, self.shared.options.dry_run));
        place.open()?;
        let mut stack = self.begin(selected, &place)?;
        while let Some(item) = stack.pop() {
            if self.shared.is_interrupted() {
                return Err(Error::Interrupted);
            }
            match item {
                Item::Page { place, page, hint } => self.page(&place, &page, hint, &mut stack)?,
                Item::Node { place, node, hints } => self.node(&place, node, &hints, &mut stack)?,
                Item::Sweep { place } => self.sweep(&place)?,
                Item::Leave { place, node, was } => self.leave(&place, node, was),
            }
            if self.batch.is_full() {
                let batch = std::mem::take(&mut self.batch);
                self.hand_over(batch)?;
            }
        }
        let batch = std::mem::take(&mut self.batch);
        self.hand_over(batch)
    }

    /// Gives a batch to be written, once the one before it is.
    pub fn hand_over(&self, batch: Batch) -> Result<()> {
        // Nobody takes it where writing failed, which is what the restore fails with then.
        self.batches.send(batch).map_err(|_| Error::Interrupted)
    }

    fn page(
        &mut self,
        place: &Rc<Place>,
        page: &PageId,
        hint: Option<Location>,
        stack: &mut Vec<Item>,
    ) -> Result<()> {
        let loaded = match self.shared.handle.block_on(self.shared.reader.page(page, hint)) {
            Ok(loaded) => loaded,
            Err(repository::Error::Damage(damage)) => {
                self.damaged(place, damage);
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        let before = stack.len();
        match loaded.page {
            Page::Branches(branches) => {
                let items = branches.iter().zip(loaded.hints).map(|(branch, hint)| Item::Page {
                    place: Rc::clone(place),
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
                    stack.push(Item::Node { place: Rc::clone(place), node, hints });
                }
            }
            _ => self.damaged(place, not_a_directory(page)),
        }
        stack[before..].reverse();
        Ok(())
    }

    fn damaged(&self, place: &Place, damage: Damage) {
        place.lose_sight();
        self.shared.damaged(&place.path_of(b""), damage);
    }

    fn node(
        &mut self,
        place: &Rc<Place>,
        node: Node,
        hints: &[Option<Location>],
        stack: &mut Vec<Item>,
    ) -> Result<()> {
        place.met(&node.name);
        let wanted = self.wanted(&place.path_of(&node.name), node.is_directory());
        if wanted == Wanted::No || wanted == Wanted::Enter && !node.is_directory() {
            return Ok(());
        }
        let planned = match &node.kind {
            NodeKind::Directory { .. } => self.directory(place, node, hints, wanted, stack),
            NodeKind::File { .. } => self.file(place, node, hints),
            _ => self.special(place, node),
        };
        self.tolerate(planned)
    }

    /// What the filter says of a path from where the restore begins.
    pub fn wanted(&self, path: &[u8], is_directory: bool) -> Wanted {
        self.shared.options.filter.as_ref().map_or(Wanted::Yes, |filter| filter(path, is_directory))
    }

    /// Goes on after an entry that failed.
    pub fn tolerate(&self, result: Result<()>) -> Result<()> {
        match result {
            Err(Error::Target(error)) => self.shared.failed(error),
            other => other,
        }
    }

    pub fn may_replace(&self, existing: &Stat, node: &Node) -> bool {
        match self.shared.options.overwrite {
            Overwrite::Always | Overwrite::IfChanged => true,
            Overwrite::IfNewer => existing.mtime < node.mtime,
            Overwrite::Never => false,
        }
    }

    pub fn tell(&self, path: &[u8], action: Action) {
        self.shared.observer.item(&|| self.shared.path(path), action);
    }
}

pub fn not_a_directory(page: &PageId) -> Damage {
    Damage::new(Kind::TreePack, format!("(page {page})"), "is no part of a directory")
}
