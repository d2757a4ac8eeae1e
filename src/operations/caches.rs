//! The caches that this host keeps, one for each repository: what there is, and what may go. Losing one costs time, and
//! the memory of which state of the repository was seen last.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::model::time::Timestamp;
use crate::repository::open::remembered_repository;

/// The cache of one repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cached {
    /// Its folder, named by the first half of the repository's id.
    pub folder: PathBuf,
    /// Its name.
    pub name: String,
    /// Bytes on the disk.
    pub bytes: u64,
    /// When a repository was last opened with it.
    pub used: Timestamp,
}

/// Which caches may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwanted {
    /// All.
    All,
    /// Those that were not used for so long.
    OlderThan(Duration),
    /// Those used longest ago, until the rest takes no more than this.
    Beyond(u64),
}

/// Digits of a folder's name.
const DIGITS: usize = 32;
/// Names of files that remember how a repository is opened.
const REMEMBERED: &str = "at-";

/// The caches in a folder, the last used first. None if the folder is not there.
pub fn list(root: &Path) -> io::Result<Vec<Cached>> {
    let mut found = Vec::new();
    for entry in entries(root)? {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_cache = name.len() == DIGITS && name.bytes().all(|c| c.is_ascii_hexdigit());
        let metadata = entry.metadata()?;
        if is_cache && metadata.is_dir() {
            let folder = entry.path();
            let bytes = bytes_below(&folder)?;
            found.push(Cached { folder, name, bytes, used: Timestamp::from(metadata.modified()?) });
        }
    }
    found.sort_by(|one, other| (other.used, &one.name).cmp(&(one.used, &other.name)));
    Ok(found)
}

/// Those of the caches that may go. `cached` comes as `list` tells it.
pub fn unwanted(cached: &[Cached], unwanted: Unwanted, now: Timestamp) -> Vec<Cached> {
    let mut kept = 0u64;
    let goes = |one: &&Cached| match unwanted {
        Unwanted::All => true,
        Unwanted::OlderThan(age) => now.since(one.used) > age,
        Unwanted::Beyond(most) => {
            kept = kept.saturating_add(one.bytes);
            kept > most
        }
    };
    cached.iter().filter(goes).cloned().collect()
}

/// Removes a cache and what remembers how its repository is opened.
pub fn remove(root: &Path, cached: &Cached) -> io::Result<()> {
    for entry in entries(root)? {
        let is_its = entry.file_name().to_string_lossy().starts_with(REMEMBERED)
            && fs::read(entry.path()).is_ok_and(|bytes| {
                remembered_repository(&bytes).is_none_or(|id| id.to_string().starts_with(&cached.name))
            });
        if is_its {
            fs::remove_file(entry.path())?;
        }
    }
    fs::remove_dir_all(&cached.folder)
}

fn entries(folder: &Path) -> io::Result<Vec<fs::DirEntry>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// What the files below a folder take on the disk. What goes meanwhile is not counted.
fn bytes_below(folder: &Path) -> io::Result<u64> {
    let (mut bytes, mut folders) = (0, vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in entries(&folder)? {
            let Ok(metadata) = entry.metadata() else { continue };
            if metadata.is_dir() {
                folders.push(entry.path());
            } else {
                bytes += metadata.blocks() * 512;
            }
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cached(name: &str, bytes: u64, used: i64) -> Cached {
        let used = Timestamp { seconds: used, nanos: 0 };
        Cached { folder: PathBuf::from(name), name: name.to_owned(), bytes, used }
    }

    #[test]
    fn what_was_not_used_for_long_or_does_not_fit_goes() {
        let all = [cached("new", 10, 900), cached("middle", 20, 500), cached("old", 5, 100)];
        let now = Timestamp { seconds: 1000, nanos: 0 };
        let names = |rule| unwanted(&all, rule, now).into_iter().map(|one| one.name).collect::<Vec<_>>();
        assert_eq!(names(Unwanted::All), ["new", "middle", "old"]);
        assert_eq!(names(Unwanted::OlderThan(Duration::from_secs(500))), ["old"]);
        assert_eq!(names(Unwanted::OlderThan(Duration::from_secs(499))), ["middle", "old"]);
        assert_eq!(names(Unwanted::Beyond(10)), ["middle", "old"]);
        assert_eq!(names(Unwanted::Beyond(30)), ["old"]);
        assert_eq!(names(Unwanted::Beyond(35)), [""; 0]);
    }

    #[test]
    fn only_folders_that_are_caches_are_listed_and_removed() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        let (one, other) = ("0123456789abcdef0123456789abcdef", "ffffffffffffffffffffffffffffffff");
        for folder in [one, other, "precious"] {
            fs::create_dir(path(folder)).unwrap();
            fs::write(path(folder).join("file"), [7; 5000]).unwrap();
        }
        fs::write(path("CACHEDIR.TAG"), "").unwrap();
        let listed = list(root.path()).unwrap();
        assert_eq!(listed.len(), 2);
        assert!(listed.iter().all(|one| one.bytes >= 5000));
        let first = listed.iter().find(|cached| cached.name == one).unwrap();
        remove(root.path(), first).unwrap();
        assert!(!path(one).exists() && path(other).exists() && path("precious/file").exists());
        assert_eq!(list(&path("absent")).unwrap(), []);
    }
}
