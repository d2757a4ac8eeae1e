//! Directories: made or entered on the way down, set right on the way up.

use std::rc::Rc;

use crate::filesystem::FileKind;
use crate::model::node::{Node, NodeKind};
use crate::repository::directory::Location;

use super::place::{Below, Place};
use super::plan::{Item, Planner};
use super::{Action, Progress, Result, Wanted};

/// What there was of a directory before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Was {
    /// Nothing, or something else.
    Absent,
    /// The directory with another owner, mode, time or other attributes.
    Different,
    /// The directory as it is in the snapshot.
    Same,
}

impl Planner<'_, '_> {
    pub fn directory(
        &mut self,
        place: &Rc<Place>,
        node: Node,
        hints: &[Option<Location>],
        wanted: Wanted,
        stack: &mut Vec<Item>,
    ) -> Result<()> {
        let existing = place.existing(&node.name)?;
        let there = existing.filter(|stat| stat.kind == FileKind::Directory);
        let blocking = existing.filter(|stat| stat.kind != FileKind::Directory);
        if blocking.is_some_and(|stat| !self.may_replace(&stat, &node)) {
            Progress::add(&self.shared.progress.skipped, 1);
            self.tell(&place.path_of(&node.name), Action::Unchanged);
            return Ok(());
        }
        let state = Below { blocked: blocking.is_some(), finished: wanted == Wanted::Yes };
        let child = Rc::new(place.below(&node.name, state));
        let entries = match &node.kind {
            NodeKind::Directory { entries, .. } => *entries,
            _ => None,
        };
        let was = match (&there, place.known()) {
            (Some(stat), Some(parent)) => {
                child.open()?;
                let differences = parent.differences(stat, &node, &self.shared.writer, &mut self.reader)?;
                if differences.any() { Was::Different } else { Was::Same }
            }
            _ => Was::Absent,
        };
        if wanted == Wanted::Yes && was == Was::Absent {
            child.to_write()?;
        }
        // One that was there and is only passed through keeps what it is; one that has to be made becomes as it was.
        if wanted == Wanted::Yes || was == Was::Absent {
            stack.push(Item::Leave { place: Rc::clone(&child), node, was });
        }
        self.watch(&child, stack)?;
        if let Some(page) = entries {
            stack.push(Item::Page { place: child, page, hint: hints.first().copied().flatten() });
        }
        Ok(())
    }

    pub fn leave(&mut self, place: &Place, node: Node, was: Was) {
        let progress = self.shared.progress;
        let (counter, action) = match was {
            // Nothing was found that belongs into it.
            Was::Absent if !place.is_needed() => return,
            Was::Absent => (Some(&progress.directories), Action::Restored),
            Was::Different => (Some(&progress.updated), Action::Updated),
            Was::Same => (None, Action::Unchanged),
        };
        if let Some(counter) = counter {
            Progress::add(counter, 1);
        }
        self.tell(&place.names.join(&b'/'), action);
        if let Some(directory) = place.known().filter(|_| !self.shared.options.dry_run) {
            self.batch.directories.push((directory.clone(), node));
        }
    }
}
