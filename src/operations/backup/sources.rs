//! What is to be backed up, as a tree of names: where each source will lie in the snapshot.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

use crate::filesystem::{Directory, FileKind, Stat};

use super::error::{Error, Result};

/// A name on the way to a source, or a source itself.
#[derive(Debug, Clone, Default)]
pub struct Planned {
    /// Set where everything below is wanted.
    pub whole: bool,
    /// Names below, where only some are wanted.
    pub children: BTreeMap<Vec<u8>, Planned>,
}

/// All sources of a backup.
#[derive(Debug)]
pub struct Sources {
    /// Absolute paths, for the catalogue.
    pub paths: Vec<PathBuf>,
    /// The directory that the names of `tree` are in.
    pub base: PathBuf,
    /// Where the sources lie.
    pub tree: Planned,
}

impl Sources {
    /// Looks at every source. One that is missing fails the backup: half of what was asked for is no backup.
    pub fn new(paths: &[PathBuf], current: &Path) -> Result<Self> {
        if paths.is_empty() {
            return Err(Error::NoSource);
        }
        let mut absolute = Vec::new();
        for path in paths {
            check_exists(path, current)?;
            absolute.push(normal(&current.join(path)));
        }
        let inside = |path: &PathBuf| {
            path.is_relative() && !path.components().any(|part| matches!(part, Component::ParentDir))
        };
        // Relative paths keep their own names in the snapshot, absolute ones their whole path. A mixture could make
        // two sources one, so then all are absolute.
        let relative = paths.iter().all(inside);
        let base = match cut_off(paths)? {
            Some(prefix) => normal(&current.join(prefix)),
            None if relative => current.to_owned(),
            None => PathBuf::from("/"),
        };
        let mut tree = Planned::default();
        for path in &absolute {
            let below = path.strip_prefix(&base).map_err(|_| Error::Outside { path: path.clone() })?;
            let mut place = &mut tree;
            for name in below.components() {
                place = place.children.entry(name.as_os_str().as_bytes().to_vec()).or_default();
            }
            place.whole = true;
        }
        absolute.sort();
        absolute.dedup();
        Ok(Self { paths: absolute, base, tree })
    }

    /// A file of this name at the top, which comes from nowhere on the disk.
    pub fn stream(name: &str) -> Self {
        let base = PathBuf::from("/");
        Self { paths: vec![base.join(name)], base, tree: Planned::default() }
    }
}

/// What of paths is not to be in the snapshot, as rsync has it: all before a `/./`, the same of each.
fn cut_off(paths: &[PathBuf]) -> Result<Option<&Path>> {
    let mut prefixes = paths.iter().map(|path| {
        let bytes = path.as_os_str().as_bytes();
        let at = bytes.windows(3).position(|three| three == b"/./")?;
        // All that is before the root is the root.
        Some(Path::new(OsStr::from_bytes(&bytes[..at.max(1)])))
    });
    let first = prefixes.next().flatten();
    let is_same = |other: Option<&Path>| first.map(Path::components).eq(&other.map(Path::components));
    if prefixes.all(is_same) { Ok(first) } else { Err(Error::Prefixes) }
}

fn check_exists(path: &Path, current: &Path) -> Result<Stat> {
    let full = current.join(path);
    let missing = |error: crate::filesystem::Error| Error::Source(error);
    if full.as_os_str().as_bytes().ends_with(b"/") || full.file_name().is_none() {
        return Directory::open(&full).and_then(|directory| directory.stat_self()).map_err(missing);
    }
    let parent = full.parent().unwrap_or(Path::new("/"));
    let directory = Directory::open(&with_slash(parent)).map_err(missing)?;
    let stat = directory.stat(full.file_name().unwrap_or(OsStr::new("")).as_bytes()).map_err(missing)?;
    if stat.kind == FileKind::Directory {
        directory.open_child(full.file_name().unwrap_or(OsStr::new("")).as_bytes()).map_err(missing)?;
    }
    Ok(stat)
}

/// The same directory, opened even if the last name of its path is a symbolic link.
pub fn with_slash(path: &Path) -> PathBuf {
    let mut text = path.as_os_str().to_owned();
    text.push("/");
    PathBuf::from(text)
}

/// The path without `.`, and `..` taken literally.
pub fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_sources_keep_their_names_and_absolute_ones_their_path() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path().canonicalize().unwrap();
        std::fs::create_dir_all(here.join("a/b")).unwrap();
        let relative = Sources::new(&["./a/b".into()], &here).unwrap();
        assert_eq!(relative.base, here);
        assert!(relative.tree.children[&b"a"[..]].children[&b"b"[..]].whole);
        assert_eq!(relative.paths, [here.join("a/b")]);
        let absolute = Sources::new(&[here.join("a"), "a/../a/b".into()], &here).unwrap();
        assert_eq!(absolute.base, Path::new("/"));
        let current = Sources::new(&[".".into()], &here).unwrap();
        assert!(current.tree.whole);
    }

    #[test]
    fn what_comes_before_a_dot_alone_is_not_in_the_snapshot() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path().canonicalize().unwrap();
        std::fs::create_dir_all(here.join("a/b/c")).unwrap();
        let base = |paths: &[&str]| {
            let paths: Vec<_> = paths.iter().map(|path| here.join("a").join(path)).collect();
            Sources::new(&paths, Path::new("/"))
        };
        let sources = base(&["./b/c"]).unwrap();
        assert_eq!((sources.base, sources.paths), (here.join("a"), vec![here.join("a/b/c")]));
        assert!(sources.tree.children[&b"b"[..]].children[&b"c"[..]].whole);
        assert!(base(&["b/./"]).unwrap().tree.whole);
        let below = Sources::new(&["a/./b".into(), "a//./b/c".into()], &here).unwrap();
        assert_eq!(below.base, here.join("a"));
        assert_eq!(Sources::new(&["/./etc".into()], &here).unwrap().base, Path::new("/"));
        for paths in [&["./b", "b"], &["b", "./b"], &["./b", "b/./c"]] {
            assert!(matches!(base(paths), Err(Error::Prefixes)), "{paths:?}");
        }
        let outside = Sources::new(&["a/b/./../b/../../a".into()], &here);
        assert!(matches!(outside, Err(Error::Outside { path }) if path == here.join("a")));
    }

    #[test]
    fn a_missing_source_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = Sources::new(&["nowhere".into()], folder.path()).unwrap_err();
        assert!(error.to_string().contains("nowhere"), "{error}");
        assert!(matches!(Sources::new(&[], folder.path()), Err(Error::NoSource)));
    }
}
