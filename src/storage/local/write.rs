//! Puts and deletes of a directory store.

use std::fs::{self, File, OpenOptions};
use std::io::{self, IoSlice, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{AtFlags, CWD, RenameFlags, linkat, renameat, renameat_with};
use rustix::io::Errno;

use super::{FILE_MODE, Payload, PutMode, Root, folders, key, system_clock};

/// How old an unfinished upload must be before another run removes it. Removing one in use costs that put a retry.
const STALE: Duration = Duration::from_secs(24 * 60 * 60);

/// How often a delete may take an emptied folder away from under a put before the put gives up.
const FOLDER_RACES: usize = 100;

pub(super) fn put(root: &Root, key: &str, payload: &Payload, mode: PutMode) -> io::Result<()> {
    if mode == PutMode::Create && fs::symlink_metadata(root.object(key)).is_ok() {
        return Err(taken(root, key));
    }
    let temporary = Temporary::write(root, payload)?;
    let key_path = Path::new(key);
    let (Some(folder_path), Some(name)) = (key_path.parent(), key_path.file_name()) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    for _ in 0..FOLDER_RACES {
        let placed = root.folders.open(folder_path).and_then(|folder| {
            place(&temporary.path, &folder, Path::new(name), mode)?;
            Ok(folder)
        });
        match placed {
            Ok(folder) => {
                temporary.placed();
                return folders::sync(&folder);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(taken(root, key)),
            Err(error) if error.kind() == io::ErrorKind::NotFound && temporary.path.exists() => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::NotFound.into())
}

/// The answer "it exists" must be as durable as the object: a caller acts on what it then reads, while the one who
/// put it may not have synced the folder yet.
fn taken(root: &Root, key: &str) -> io::Error {
    let synced = Path::new(key).parent().map_or(Ok(()), |folder| folders::sync(&root.folders.open(folder)?));
    synced.err().unwrap_or_else(|| io::Error::from_raw_os_error(libc::EEXIST))
}

fn place(temporary: &Path, folder: &File, name: &Path, mode: PutMode) -> io::Result<()> {
    if mode == PutMode::Overwrite {
        return Ok(renameat(CWD, temporary, folder, name)?);
    }
    match renameat_with(CWD, temporary, folder, name, RenameFlags::NOREPLACE) {
        // NFS and several FUSE file systems have hard links instead.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => link(temporary, folder, name),
        renamed => Ok(renamed?),
    }
}

pub(super) fn link(temporary: &Path, folder: &File, name: &Path) -> io::Result<()> {
    match linkat(CWD, temporary, folder, name, AtFlags::empty()) {
        // A repeated NFS request finds the link that its first sending made.
        Err(Errno::EXIST) if fs::metadata(temporary)?.nlink() == 2 => {}
        Err(Errno::PERM | Errno::NOSYS | Errno::NOTSUP) => {
            let text = "this file system can neither link nor rename without replacing";
            return Err(io::Error::new(io::ErrorKind::Unsupported, text));
        }
        linked => linked?,
    }
    // What stays is removed by a later run.
    let _ = fs::remove_file(temporary);
    Ok(())
}

pub(super) fn delete(root: &Root, key: &str) -> io::Result<()> {
    let path = root.object(key);
    match fs::remove_file(&path) {
        Ok(()) => {}
        Err(error) if is_absence(&error) => return fs::metadata(&root.path).map(drop),
        Err(error) => return Err(error),
    }
    let folders = path.ancestors().skip(1).take_while(|folder| *folder != root.path);
    for folder in folders {
        if fs::remove_dir(folder).is_err() {
            break; // the usual case: other objects are in it
        }
    }
    Ok(())
}

fn is_absence(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(libc::ENOENT | libc::ENOTDIR | libc::EISDIR))
}

/// A finished but not yet visible object; removed again unless it was placed.
struct Temporary {
    path: PathBuf,
}

impl Temporary {
    fn write(root: &Root, payload: &Payload) -> io::Result<Self> {
        let (mut file, temporary) = Self::create(root)?;
        write_segments(&mut file, payload)?;
        file.sync_data()?;
        Ok(temporary)
    }

    fn create(root: &Root) -> io::Result<(File, Self)> {
        let folder = root.path.join(key::TEMPORARY);
        root.first_put.call_once(|| remove_stale(&folder));
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(io::Error::other)?;
        let path = folder.join(format!("{}-{:016x}", std::process::id(), u64::from_ne_bytes(random)));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).mode(FILE_MODE);
        let file = match options.open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                folders::make(&folder)?;
                options.open(&path)?
            }
            opened => opened?,
        };
        Ok((file, Self { path }))
    }

    fn placed(self) {
        std::mem::forget(self);
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Best effort: what stays is removed by a later run.
        let _ = fs::remove_file(&self.path);
    }
}

fn write_segments(file: &mut File, payload: &Payload) -> io::Result<()> {
    let mut slices: Vec<_> = payload.segments().iter().map(|segment| IoSlice::new(segment)).collect();
    let mut rest = slices.as_mut_slice();
    IoSlice::advance_slices(&mut rest, 0);
    while !rest.is_empty() {
        match file.write_vectored(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => IoSlice::advance_slices(&mut rest, written),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Removes what crashed runs left. Nothing here may fail a put.
fn remove_stale(folder: &Path) {
    let now = system_clock();
    for found in fs::read_dir(folder).into_iter().flatten().flatten() {
        let age =
            found.metadata().and_then(|data| data.modified()).ok().and_then(|at| now.duration_since(at).ok());
        if age.is_some_and(|age| age > STALE) {
            let _ = fs::remove_file(found.path());
        }
    }
}
