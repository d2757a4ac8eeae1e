//! The place that a drill restores into: a folder of its own, which only this user can enter and which is gone
//! afterwards. What a drill that was killed has left is removed by the next one.

use std::fs::{self, DirBuilder, File, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock, statvfs};

use super::case::Fault;
use crate::codec::random;
use crate::model::id::to_hex;
use crate::model::quantity;

const PREFIX: &str = "sandyq-drill-";

/// A folder for one case.
#[derive(Debug)]
pub struct Scratch {
    path: PathBuf,
    /// Locked as long as somebody is at it.
    _lock: File,
    is_gone: bool,
}

impl Scratch {
    /// Makes one in `place`, and removes what others have left there. `sources` are not to be restored into.
    pub fn new(place: &Path, sources: &[PathBuf]) -> Result<Self, Fault> {
        let failed = |error: io::Error| {
            Fault::untested(format!("the place to restore into cannot be used: {}", error.kind()))
        };
        let place = place.canonicalize().map_err(failed)?;
        let within = |source: &PathBuf| source.canonicalize().is_ok_and(|source| place.starts_with(source));
        if sources.iter().any(within) {
            return Err(Fault::untested(
                "the place to restore into lies within what is backed up: name another with --scratch or drill.scratch_dir",
            ));
        }
        remove_left(&place);
        let path = place.join(format!("{PREFIX}{}", to_hex(&random::bytes::<8>())));
        DirBuilder::new().mode(0o700).create(&path).map_err(failed)?;
        let lock = locked(&path).map_err(failed)?.ok_or_else(|| {
            Fault::untested("the place to restore into cannot be used: another drill has taken it")
        })?;
        Ok(Self { path, _lock: lock, is_gone: false })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is room for so many bytes.
    pub fn check_room(&self, bytes: u64) -> Result<(), Fault> {
        let told = statvfs(&self.path).map_err(io::Error::from);
        let told =
            told.map_err(|error| Fault::untested(format!("nobody tells how much room there is: {error}")))?;
        let free = told.f_bavail.saturating_mul(told.f_frsize);
        if free < bytes {
            return Err(Fault::untested(format!(
                "there is no room to restore {}: {} are free; name another place with --scratch or drill.scratch_dir",
                quantity::bytes(bytes),
                quantity::bytes(free)
            )));
        }
        Ok(())
    }

    /// Removes it with all that was restored.
    pub fn remove(mut self) -> io::Result<()> {
        self.is_gone = true;
        remove_tree(&self.path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if !self.is_gone {
            // The next drill tries again.
            let _ = remove_tree(&self.path);
        }
    }
}

fn locked(path: &Path) -> io::Result<Option<File>> {
    let folder = File::open(path)?;
    match flock(&folder, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Some(folder)),
        Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Removes what drills have left that are not running any more.
fn remove_left(place: &Path) {
    for entry in fs::read_dir(place).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        // Another user's cannot be opened, and is that user's concern.
        if ours && folder && matches!(locked(&entry.path()), Ok(Some(_))) {
            let _ = remove_tree(&entry.path());
        }
    }
}

/// Removes a tree in which folders may be closed even to their owner.
fn remove_tree(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            open_folders(path)?;
            fs::remove_dir_all(path)
        }
        other => other,
    }
}

fn open_folders(path: &Path) -> io::Result<()> {
    fs::set_permissions(path, Permissions::from_mode(0o700))?;
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        // Not through links: what they lead to is not ours.
        if entry.file_type()?.is_dir() {
            open_folders(&entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_restored_is_removed_even_where_folders_are_closed() {
        let place = tempfile::tempdir().unwrap();
        let scratch = Scratch::new(place.path(), &[]).unwrap();
        let closed = scratch.path().join("a/closed");
        fs::create_dir_all(&closed).unwrap();
        fs::write(closed.join("file"), "x").unwrap();
        fs::set_permissions(&closed, Permissions::from_mode(0o500)).unwrap();
        scratch.remove().unwrap();
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_a_killed_drill_left_goes_and_what_another_is_at_stays() {
        let place = tempfile::tempdir().unwrap();
        let left = place.path().join("sandyq-drill-0011");
        fs::create_dir(&left).unwrap();
        let running = Scratch::new(place.path(), &[]).unwrap();
        assert!(!left.exists());
        let other = Scratch::new(place.path(), &[]).unwrap();
        assert!(running.path().exists() && other.path().exists());
        let path = other.path().to_owned();
        drop(other);
        assert!(!path.exists());
    }

    #[test]
    fn nothing_is_restored_into_what_is_backed_up_or_where_there_is_no_room() {
        let place = tempfile::tempdir().unwrap();
        let inside = place.path().join("inside");
        fs::create_dir(&inside).unwrap();
        assert!(Scratch::new(&inside, &[place.path().to_owned()]).is_err());
        let scratch = Scratch::new(&inside, &[]).unwrap();
        assert!(scratch.check_room(1).is_ok() && scratch.check_room(u64::MAX).is_err());
    }
}
