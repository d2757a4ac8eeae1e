//! A directory of the target: where it is, and the directory itself once something is to go into it.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use crate::filesystem::{Result, Stat, TargetDirectory, is_temporary};

/// A directory on the way. One that is only entered, in search of what patterns want, is not made before something was
/// found that belongs into it: a restore of one file leaves no skeleton of empty folders. A dry run makes none at all,
/// and only notes which it would.
pub struct Place {
    directory: OnceCell<TargetDirectory>,
    above: Option<Above>,
    /// Names from the target to it.
    pub names: Vec<Vec<u8>>,
    dry_run: bool,
    /// Something goes into it.
    needed: Cell<bool>,
    /// What is in it and was not met in the snapshot so far, where that is to be deleted.
    extras: RefCell<Option<BTreeSet<Vec<u8>>>>,
}

struct Above {
    place: Rc<Place>,
    state: Below,
}

/// How a directory stands to the one it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Below {
    /// Something else has its name and has to give way.
    pub blocked: bool,
    /// Its mode is set in the end, whatever it is meanwhile.
    pub finished: bool,
}

impl Place {
    /// The target. None if a dry run finds that it does not exist.
    pub fn root(directory: Option<TargetDirectory>, dry_run: bool) -> Self {
        let directory = directory.map(OnceCell::from).unwrap_or_default();
        let (needed, extras) = (Cell::default(), RefCell::default());
        Self { directory, above: None, names: Vec::new(), dry_run, needed, extras }
    }

    /// The directory `name` below, which does not exist yet, or is not opened yet.
    pub fn below(self: &Rc<Self>, name: &[u8], state: Below) -> Self {
        let mut names = self.names.clone();
        names.push(name.to_vec());
        let above = Some(Above { place: Rc::clone(self), state });
        Self { above, names, ..Self::root(None, self.dry_run) }
    }

    /// The directory, if it exists as far as this restore knows.
    pub fn known(&self) -> Option<&TargetDirectory> {
        self.directory.get()
    }

    /// Whether something goes into it.
    pub fn is_needed(&self) -> bool {
        self.needed.get()
    }

    /// Opens the directory, which exists, and removes what a restore that was killed left under temporary names.
    pub fn open(&self) -> Result<()> {
        if let (Some(above), Some(name)) = (&self.above, self.names.last())
            && let Some(parent) = above.place.known()
        {
            let _ = self.directory.set(parent.open_child(name)?);
        }
        match self.known() {
            Some(directory) if !self.dry_run => remove_leftovers(directory),
            _ => Ok(()),
        }
    }

    /// The directory to put something into, made now if need be, with those above it. None in a dry run.
    pub fn to_write(&self) -> Result<Option<&TargetDirectory>> {
        let first = !self.needed.replace(true);
        let (Some(above), Some(name)) = (&self.above, self.names.last()) else {
            return Ok(self.known().filter(|_| !self.dry_run));
        };
        if let Some(directory) = self.known() {
            if first && above.state.finished && !self.dry_run {
                // Where that is not allowed, what follows says so.
                let _ = directory.make_writable();
            }
        } else if let Some(parent) = above.place.to_write()? {
            if above.state.blocked {
                parent.remove(name)?;
            }
            let _ = self.directory.set(parent.open_or_create_child(name)?.0);
        }
        Ok(self.known().filter(|_| !self.dry_run))
    }

    /// The path from the target.
    pub fn path_of(&self, name: &[u8]) -> Vec<u8> {
        let mut path = self.names.join(&b'/');
        if !path.is_empty() {
            path.push(b'/');
        }
        path.extend_from_slice(name);
        path
    }

    /// What exists under this name.
    pub fn existing(&self, name: &[u8]) -> Result<Option<Stat>> {
        match self.known() {
            Some(directory) => directory.existing(name),
            None => Ok(None),
        }
    }

    /// Begins to look for what the snapshot does not have.
    pub fn look_for_extras(&self) -> Result<()> {
        if let Some(directory) = self.known() {
            let names = directory.names()?;
            let names = names.iter().map(|name| name.bytes).filter(|name| !is_temporary(name));
            *self.extras.borrow_mut() = Some(names.map(<[u8]>::to_vec).collect());
        }
        Ok(())
    }

    /// The snapshot has this name.
    pub fn met(&self, name: &[u8]) {
        if let Some(extras) = &mut *self.extras.borrow_mut() {
            extras.remove(name);
        }
    }

    /// A part of the snapshot could not be read, so that nobody knows what it does not have.
    pub fn lose_sight(&self) {
        self.extras.take();
    }

    /// What the snapshot does not have, once all of it was met.
    pub fn extras(&self) -> BTreeSet<Vec<u8>> {
        self.extras.take().unwrap_or_default()
    }
}

fn remove_leftovers(directory: &TargetDirectory) -> Result<()> {
    for name in directory.names()?.iter().filter(|name| is_temporary(name.bytes)) {
        directory.remove_tree(name.bytes)?;
    }
    Ok(())
}
