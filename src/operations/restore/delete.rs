//! Deleting what the snapshot does not have: below what was backed up and nowhere else, entry by entry, so that what
//! the filter hides stays and each is told.

use std::cell::Cell;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::rc::Rc;

use crate::filesystem::{self, ErrorKind, FileKind, Identity, Stat, TargetDirectory};
use crate::model::snapshot::Snapshot;

use super::place::Place;
use super::plan::{Item, Planner};
use super::{Action, Error, Progress, Result, Wanted};

/// Where a restore may delete.
#[derive(Debug, Default)]
pub struct Deletable {
    /// What was backed up, as names from the top of the tree. Of directories above it the tree tells only the way.
    sources: Vec<Vec<Vec<u8>>>,
    /// Never deleted, wherever they are.
    spared: Vec<Identity>,
}

impl Deletable {
    /// What a snapshot tells of.
    ///
    /// # Errors
    /// When it does not tell all there was.
    pub fn new(snapshot: &Snapshot, spared: &[Identity]) -> Result<Self> {
        let unclear = |why: String| Error::Incomplete { snapshot: snapshot.id().short(), why };
        let unreadable = snapshot.head.unreadable;
        if unreadable > 0 {
            return Err(unclear(format!("when it was made, {unreadable} entries could not be read")));
        }
        if !snapshot.body.excludes.is_empty() {
            return Err(unclear("it was made with excludes, and what they left out is not in it".to_owned()));
        }
        let base = snapshot.body.base.as_deref();
        let base = base.ok_or_else(|| unclear("where its files were is not recorded".to_owned()))?;
        let paths = snapshot.body.paths.iter();
        let sources = paths.filter_map(|path| names_below(base, path)).collect();
        Ok(Self { sources, spared: spared.to_vec() })
    }

    /// Whether the snapshot tells all there was at a place in the tree.
    fn covers(&self, names: &[Vec<u8>]) -> bool {
        self.sources.iter().any(|source| names.starts_with(source))
    }
}

fn names_below(base: &[u8], path_bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let path = |bytes| Path::new(OsStr::from_bytes(bytes));
    let below = path(path_bytes).strip_prefix(path(base)).ok()?;
    Some(below.components().map(|name| name.as_os_str().as_bytes().to_vec()).collect())
}

/// Something that may be deleted.
#[derive(Clone)]
struct Spot {
    directory: TargetDirectory,
    name: Vec<u8>,
    /// From where the restore begins.
    path: Vec<u8>,
    /// Whether everything in the directory is gone, or would be: cleared by what stays.
    all: Rc<Cell<bool>>,
}

enum Step {
    /// Delete it, `whole` or as far as the filter lets.
    Delete { spot: Spot, whole: bool },
    /// What was in a directory was deleted: all of it or not.
    Emptied { spot: Spot, all: Rc<Cell<bool>> },
}

impl Planner<'_, '_> {
    /// Begins to look for what is to be deleted in a directory, where that is wanted.
    pub fn watch(&self, place: &Rc<Place>, stack: &mut Vec<Item>) -> Result<()> {
        if place.known().is_some() && self.deletes_in(&place.names) {
            place.look_for_extras()?;
            stack.push(Item::Sweep { place: Rc::clone(place) });
        }
        Ok(())
    }

    fn deletes_in(&self, names: &[Vec<u8>]) -> bool {
        let Some(deletable) = &self.shared.deletable else { return false };
        deletable.covers(&[&self.shared.options.path, names].concat())
    }

    /// Deletes what was not met in the snapshot.
    pub fn sweep(&self, place: &Place) -> Result<()> {
        place.extras().iter().try_for_each(|name| self.delete(place, name, false).map(drop))
    }

    /// Deletes a directory that has the name of something else, if deleting is wanted. Whether it is gone.
    pub fn delete_in_the_way(&self, place: &Place, name: &[u8]) -> Result<bool> {
        let names = [place.names.as_slice(), &[name.to_vec()]].concat();
        if self.deletes_in(&names) { self.delete(place, name, true) } else { Ok(false) }
    }

    fn delete(&self, place: &Place, name: &[u8], whole: bool) -> Result<bool> {
        let Some(directory) = place.known() else { return Ok(false) };
        let all = Rc::new(Cell::new(true));
        let (directory, path) = (directory.clone(), place.path_of(name));
        let spot = Spot { directory, name: name.to_vec(), path, all: Rc::clone(&all) };
        let mut steps = vec![Step::Delete { spot, whole }];
        while let Some(step) = steps.pop() {
            if self.shared.is_interrupted() {
                return Err(Error::Interrupted);
            }
            let (result, spot) = match step {
                Step::Delete { spot, whole } => (self.look(&spot, whole, &mut steps), spot),
                Step::Emptied { spot, all } if all.get() => {
                    (self.remove(&spot, TargetDirectory::remove_directory), spot)
                }
                Step::Emptied { spot, .. } => {
                    spot.all.set(false);
                    continue;
                }
            };
            match result {
                // Somebody else removed it.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => {
                    spot.all.set(false);
                    self.shared.failed(error)?;
                }
                Ok(()) => {}
            }
        }
        Ok(all.get())
    }

    fn look(&self, spot: &Spot, whole: bool, steps: &mut Vec<Step>) -> filesystem::Result<()> {
        let Some(stat) = spot.directory.existing(&spot.name)? else { return Ok(()) };
        let is_directory = stat.kind == FileKind::Directory;
        let wanted = if whole { Wanted::Yes } else { self.wanted(&spot.path, is_directory) };
        if wanted == Wanted::No || wanted == Wanted::Enter && !is_directory || self.is_spared(&stat) {
            spot.all.set(false);
            return Ok(());
        }
        if !is_directory {
            return self.remove(spot, TargetDirectory::remove);
        }
        let directory = spot.directory.open_to_empty(&spot.name)?;
        if wanted == Wanted::Yes && !self.shared.options.dry_run {
            // Where that is not allowed, what follows says so.
            let _ = directory.make_writable();
        }
        let all = Rc::new(Cell::new(wanted == Wanted::Yes));
        steps.push(Step::Emptied { spot: spot.clone(), all: Rc::clone(&all) });
        steps.extend(directory.names()?.iter().map(|name| {
            let path = filesystem::join(&spot.path, name.bytes);
            let (directory, all) = (directory.clone(), Rc::clone(&all));
            Step::Delete { spot: Spot { directory, name: name.bytes.to_vec(), path, all }, whole: false }
        }));
        Ok(())
    }

    fn is_spared(&self, stat: &Stat) -> bool {
        let deletable = self.shared.deletable.as_ref();
        deletable.is_some_and(|deletable| deletable.spared.contains(&stat.identity()))
    }

    fn remove(
        &self,
        spot: &Spot,
        remove: fn(&TargetDirectory, &[u8]) -> filesystem::Result<()>,
    ) -> filesystem::Result<()> {
        if !self.shared.options.dry_run {
            remove(&spot.directory, &spot.name)?;
        }
        Progress::add(&self.shared.progress.deleted, 1);
        self.tell(&spot.path, Action::Deleted);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_directories_above_what_was_backed_up_only_the_way_is_known() {
        let names = |path: &str| names_below(b"/", path.as_bytes()).unwrap();
        let deletable = Deletable { sources: vec![names("/srv/app"), names("/etc/hosts")], spared: vec![] };
        for (path, covered) in [
            ("/", false),
            ("/srv", false),
            ("/srv/app", true),
            ("/srv/app/below", true),
            ("/srv/apples", false),
            ("/etc", false),
            ("/etc/hosts", true),
        ] {
            assert_eq!(deletable.covers(&names(path)), covered, "{path}");
        }
        assert_eq!(names_below(b"/home/a", b"/home/a"), Some(vec![]));
        assert_eq!(names_below(b"/home/a", b"/home/b"), None);
    }
}
