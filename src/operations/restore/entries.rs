//! What is no directory: left as it is, set right, or made anew.

use std::rc::Rc;

use crate::filesystem::{self, FileKind, Stat, TargetDirectory};
use crate::model::node::Node;
use crate::repository::directory::Location;

use super::file::FileTask;
use super::place::Place;
use super::plan::Planner;
use super::{Action, Error, Overwrite, Progress, Result};

/// An existing file that stays.
struct Kept {
    /// Its content is that of the snapshot.
    same_content: bool,
    /// Only its metadata differs, and is set right.
    set_right: bool,
}

impl Planner<'_, '_> {
    pub fn file(&mut self, place: &Rc<Place>, node: Node, hints: &[Option<Location>]) -> Result<()> {
        let existing = place.existing(&node.name)?;
        if let Some(first) = self.first_name(&node) {
            return self.link(place, node, existing.as_ref(), first);
        }
        if let (Some(stat), Some(directory)) = (&existing, place.known()) {
            if let Some(kept) = self.keeps(directory, stat, &node, hints)? {
                if kept.same_content {
                    self.note_first(place, &node, true);
                }
                self.tell_kept(place, &node, kept.set_right);
                return Ok(());
            }
            self.clear_the_way(place, &node.name, stat)?;
        }
        let failed = self.note_first(place, &node, false);
        let Some(directory) = place.to_write()?.cloned() else {
            Progress::add(&self.shared.progress.files, 1);
            Progress::add(&self.shared.progress.bytes, node.size());
            self.tell(&place.path_of(&node.name), made(existing.as_ref()));
            return Ok(());
        };
        self.content(FileTask::new(directory, node, existing.is_some(), failed), hints)
    }

    /// Whether an existing file stays; its metadata is set right if only that differs.
    fn keeps(
        &mut self,
        directory: &TargetDirectory,
        stat: &Stat,
        node: &Node,
        hints: &[Option<Location>],
    ) -> Result<Option<Kept>> {
        let shared = self.shared;
        let differences = directory.differences(stat, node, &shared.writer, &mut self.reader)?;
        if !self.may_replace(stat, node) {
            let same_content = !differences.content_may_differ();
            return Ok(Some(Kept { same_content, set_right: false }));
        }
        let same_content = match shared.options.overwrite {
            Overwrite::Always => {
                !differences.kind && !differences.size && self.same_content(directory, stat, node, hints)?
            }
            _ => !differences.content_may_differ(),
        };
        if !same_content {
            return Ok(None);
        }
        let set_right = differences.any();
        if set_right {
            if has_other_names(stat) {
                return Ok(None);
            }
            self.set_right(directory, node)?;
        }
        Ok(Some(Kept { same_content, set_right }))
    }

    pub fn special(&mut self, place: &Rc<Place>, node: Node) -> Result<()> {
        let existing = place.existing(&node.name)?;
        if let Some(first) = self.first_name(&node) {
            return self.link(place, node, existing.as_ref(), first);
        }
        if let (Some(stat), Some(directory)) = (&existing, place.known()) {
            let differences = directory.differences(stat, &node, &self.shared.writer, &mut self.reader)?;
            let may_replace = self.may_replace(stat, &node);
            let set_right = may_replace && differences.any();
            let anew = differences.kind || set_right && has_other_names(stat);
            if !may_replace || !anew {
                if !differences.kind {
                    self.note_first(place, &node, true);
                }
                if set_right {
                    self.set_right(directory, &node)?;
                }
                self.tell_kept(place, &node, set_right);
                return Ok(());
            }
            self.clear_the_way(place, &node.name, stat)?;
        }
        if let Some(directory) = place.to_write()? {
            let writer = &self.shared.writer;
            let made = match existing {
                Some(stat) if stat.kind != FileKind::Directory => directory.replace_special(&node, writer),
                _ => directory.create_special(&node, writer),
            };
            self.shared.warn(&made?);
        }
        self.note_first(place, &node, false);
        Progress::add(&self.shared.progress.others, 1);
        self.tell(&place.path_of(&node.name), made(existing.as_ref()));
        Ok(())
    }

    fn set_right(&self, directory: &TargetDirectory, node: &Node) -> Result<()> {
        if !self.shared.options.dry_run {
            self.shared.warn(&directory.apply(node, &self.shared.writer)?);
        }
        Ok(())
    }

    fn tell_kept(&self, place: &Place, node: &Node, set_right: bool) {
        let progress = self.shared.progress;
        let (counter, action) = if set_right {
            (&progress.updated, Action::Updated)
        } else {
            (&progress.skipped, Action::Unchanged)
        };
        Progress::add(counter, 1);
        Progress::add(&progress.bytes_skipped, node.size());
        self.tell(&place.path_of(&node.name), action);
    }

    /// Fails where a directory stands in the way of something else: what is in it is nobody's to remove without being
    /// asked.
    pub fn clear_the_way(&self, place: &Place, name: &[u8], existing: &Stat) -> Result<()> {
        if existing.kind != FileKind::Directory || self.delete_in_the_way(place, name)? {
            return Ok(());
        }
        let path = self.shared.path(&place.path_of(name));
        Err(Error::Target(filesystem::Error::replaced(path, "restore", "a directory has its name")))
    }
}

/// Whether setting a file right would show under other names too, which may lie outside of the target.
fn has_other_names(stat: &Stat) -> bool {
    stat.links > 1
}

/// What becomes of an entry that is made.
pub fn made(existing: Option<&Stat>) -> Action {
    if existing.is_some() { Action::Updated } else { Action::Restored }
}
