//! A directory of the target: where it is, and the directory itself once something is to go into it.

use std::sync::{Arc, OnceLock};

use crate::filesystem::{Result, Stat, TargetDirectory, is_temporary};

/// A directory on the way. One that is only entered, in search of what patterns want, is not made before something was
/// found that belongs into it: a restore of one file leaves no skeleton of empty folders.
pub struct Place {
    directory: OnceLock<TargetDirectory>,
    above: Option<Above>,
    /// Names from the target to it.
    pub names: Vec<Vec<u8>>,
}

struct Above {
    place: Arc<Place>,
    /// Something else has its name and has to give way.
    blocked: bool,
}

impl Place {
    /// The target. None if a dry run finds that it does not exist.
    pub fn root(directory: Option<TargetDirectory>) -> Self {
        Self { directory: directory.map(OnceLock::from).unwrap_or_default(), above: None, names: Vec::new() }
    }

    /// The directory `name` below, which does not exist yet, or is not opened yet.
    pub fn below(self: &Arc<Self>, name: &[u8], blocked: bool) -> Self {
        let mut names = self.names.clone();
        names.push(name.to_vec());
        let above = Some(Above { place: Arc::clone(self), blocked });
        Self { directory: OnceLock::new(), above, names }
    }

    /// The directory, if it exists as far as this restore knows.
    pub fn known(&self) -> Option<&TargetDirectory> {
        self.directory.get()
    }

    /// Opens the directory, which exists.
    pub fn open(&self) -> Result<()> {
        if let (Some(above), Some(name)) = (&self.above, self.names.last())
            && let Some(parent) = above.place.known()
        {
            let _ = self.directory.set(parent.open_child(name)?);
        }
        Ok(())
    }

    /// The directory, made now if need be, with those above it. None only where even the target does not exist.
    pub fn made(&self) -> Result<Option<&TargetDirectory>> {
        if let (None, Some(above), Some(name)) = (self.directory.get(), &self.above, self.names.last())
            && let Some(parent) = above.place.made()?
        {
            if above.blocked {
                parent.remove(name)?;
            }
            let _ = self.directory.set(parent.open_or_create_child(name)?.0);
        }
        Ok(self.directory.get())
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
}

/// Removes what a restore that was killed left under temporary names.
pub fn remove_leftovers(directory: &TargetDirectory) -> Result<()> {
    for name in directory.names()?.iter().filter(|name| is_temporary(name.bytes)) {
        directory.remove_tree(name.bytes)?;
    }
    Ok(())
}
