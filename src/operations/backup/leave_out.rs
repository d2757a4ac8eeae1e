//! What the walk leaves out, by the rules of the backup and what the disk says.

use std::sync::Arc;

use crate::filesystem::{Directory, FileKind, Names, Result, SourceFile, Stat};
use crate::policy::exclude::{Excludes, Tag};
use crate::policy::ignore_file::IgnoreFile;

/// Answers for one walk.
pub struct LeaveOut<'a> {
    excludes: &'a Excludes,
    /// What paths on the disk have before those in the snapshot.
    base: Vec<u8>,
}

impl<'a> LeaveOut<'a> {
    /// Of a walk that begins in `base`.
    pub fn new(excludes: &'a Excludes, base: &[u8]) -> Self {
        Self { excludes, base: without_slashes(base).to_vec() }
    }

    /// Whether a pattern hits an entry: by its path on the disk, or by that in the snapshot; or an ignore file does.
    pub fn by_name(
        &self,
        directory: &Directory,
        name: &[u8],
        is_directory: bool,
        ignore: Option<&IgnoreFile>,
    ) -> bool {
        if !self.excludes.has_patterns() && ignore.is_none() {
            return false;
        }
        let path = directory.path_of(name);
        let absolute = without_slashes(&path);
        let inside = absolute.strip_prefix(self.base.as_slice()).map(without_slashes);
        self.excludes.hit(absolute, is_directory)
            || !self.base.is_empty() && inside.is_some_and(|inside| self.excludes.hit(inside, is_directory))
            || ignore.is_some_and(|ignore| ignore.hits(absolute, is_directory))
    }

    /// Whether to leave out an entry of a source on this device.
    pub fn entry(
        &self,
        directory: &Directory,
        name: &[u8],
        stat: &Stat,
        device: Option<u64>,
        ignore: Option<&IgnoreFile>,
    ) -> bool {
        let is_directory = stat.kind == FileKind::Directory;
        let largest = self.excludes.rules().larger_than;
        stat.kind == FileKind::File && largest.is_some_and(|largest| stat.size > largest)
            // Of a folder on another file system the folder itself is kept, to be mounted on.
            || !is_directory && self.elsewhere(stat, device)
            || self.by_name(directory, name, is_directory, ignore)
    }

    /// Whether something is on another file system than its source, and that matters.
    pub fn elsewhere(&self, stat: &Stat, device: Option<u64>) -> bool {
        self.excludes.rules().other_file_systems && device.is_some_and(|device| device != stat.device)
    }

    /// The file in a directory that leaves out everything else there. One that cannot be read leaves out nothing, and
    /// goes to `problem`.
    pub fn tag<'t>(
        &'t self,
        directory: &Directory,
        names: &Names,
        problem: &dyn Fn(&crate::filesystem::Error),
    ) -> Option<&'t Tag> {
        self.excludes.tags().iter().find(|tag| {
            is_tagged(directory, names, tag).unwrap_or_else(|error| {
                problem(&error);
                false
            })
        })
    }
}

/// Where what is met on the way is told.
pub struct Problems<'a> {
    /// A file that cannot be read.
    pub unreadable: &'a dyn Fn(&crate::filesystem::Error),
    /// A line of a file that is no pattern.
    pub line: &'a dyn Fn(&[u8], &str),
}

impl LeaveOut<'_> {
    /// What holds below a directory: what holds in it, and what its own ignore files say. One that cannot be read says
    /// nothing: rather too much is backed up.
    pub fn ignore_files(
        &self,
        directory: &Directory,
        names: &Names,
        above: Option<&Arc<IgnoreFile>>,
        problems: &Problems<'_>,
    ) -> Option<Arc<IgnoreFile>> {
        let mut ignore = above.cloned();
        for name in self.excludes.rules().ignore_files.iter().map(String::as_bytes) {
            if !names.contains(name) {
                continue;
            }
            match read_regular(directory, name) {
                Ok(None) => {}
                Ok(Some(text)) => {
                    let (file, invalid) = IgnoreFile::new(ignore, directory.path(), &text);
                    for line in invalid {
                        (problems.line)(&directory.path_of(name), &line.to_string());
                    }
                    ignore = Some(Arc::new(file));
                }
                Err(error) => (problems.unreadable)(&error),
            }
        }
        ignore
    }
}

/// The content of a regular file; nothing of anything else.
fn read_regular(directory: &Directory, name: &[u8]) -> Result<Option<Vec<u8>>> {
    let stat = directory.stat(name)?;
    if stat.kind != FileKind::File {
        return Ok(None);
    }
    let mut text = Vec::new();
    SourceFile::read_small(directory, name, &stat, &mut text)?;
    Ok(Some(text))
}

fn is_tagged(directory: &Directory, names: &Names, tag: &Tag) -> Result<bool> {
    if !names.contains(&tag.name) {
        return Ok(false);
    }
    let stat = directory.stat(&tag.name)?;
    if tag.beginning.is_empty() || stat.kind != FileKind::File {
        return Ok(tag.beginning.is_empty());
    }
    let mut beginning = vec![0; tag.beginning.len()];
    let read = SourceFile::open(directory, &tag.name, &stat)?.read_full_at(0, &mut beginning)?;
    Ok(beginning[..read] == tag.beginning)
}

fn without_slashes(path: &[u8]) -> &[u8] {
    let start = path.iter().take_while(|byte| **byte == b'/').count();
    &path[start..]
}
