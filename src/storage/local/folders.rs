//! The folders of a directory store, made when first needed and known to survive a power cut.

use std::collections::HashMap;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::FOLDER_MODE;

/// Remembers which folders' own names are on disk, so that their parents are synced once a run and not for every
/// object. By inode: a folder removed and made again by another process is another folder.
#[derive(Debug)]
pub(super) struct Folders {
    root: PathBuf,
    durable: Mutex<HashMap<PathBuf, u64>>,
}

impl Folders {
    pub fn new(root: PathBuf) -> Self {
        Self { root, durable: Mutex::default() }
    }

    /// Opens a folder below the root, making it and those above it where missing. What is then put into the
    /// folder survives a power cut once the folder itself is synced.
    pub fn open(&self, relative: &Path) -> io::Result<File> {
        let path = self.root.join(relative);
        let Some(above) = relative.parent() else {
            return open_folder(&path);
        };
        let folder = match open_folder(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.open(above)?;
                make(&path)?;
                open_folder(&path)?
            }
            opened => opened?,
        };
        let inode = folder.metadata()?.ino();
        if self.lock().get(relative) != Some(&inode) {
            sync(&self.open(above)?)?;
            self.lock().insert(relative.to_owned(), inode);
        }
        Ok(folder)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<PathBuf, u64>> {
        self.durable.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn open_folder(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).custom_flags(libc::O_DIRECTORY).open(path)
}

/// Makes one folder; another process may have been quicker.
pub(super) fn make(path: &Path) -> io::Result<()> {
    match DirBuilder::new().mode(FOLDER_MODE).create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}

/// Brings the names in a folder to disk. Some network file systems cannot and say so; they write through.
pub(super) fn sync(folder: &File) -> io::Result<()> {
    match folder.sync_all() {
        Err(error) if matches!(error.raw_os_error(), Some(libc::EINVAL | libc::ENOTSUP)) => Ok(()),
        synced => synced,
    }
}
