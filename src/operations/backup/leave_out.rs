//! What the walk leaves out, by the rules of the backup and what the disk says.

use crate::filesystem::{Directory, FileKind, Names, Result, SourceFile, Stat};
use crate::policy::exclude::{Excludes, Tag};

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

    /// Whether a pattern hits an entry: by its path on the disk, or by that in the snapshot.
    pub fn by_name(&self, directory: &Directory, name: &[u8], is_directory: bool) -> bool {
        if !self.excludes.has_patterns() {
            return false;
        }
        let path = directory.path_of(name);
        let absolute = without_slashes(&path);
        let inside = absolute.strip_prefix(self.base.as_slice()).map(without_slashes);
        self.excludes.hit(absolute, is_directory)
            || !self.base.is_empty() && inside.is_some_and(|inside| self.excludes.hit(inside, is_directory))
    }

    /// Whether to leave out an entry of a source on this device.
    pub fn entry(&self, directory: &Directory, name: &[u8], stat: &Stat, device: Option<u64>) -> bool {
        let is_directory = stat.kind == FileKind::Directory;
        let largest = self.excludes.rules().larger_than;
        stat.kind == FileKind::File && largest.is_some_and(|largest| stat.size > largest)
            // Of a folder on another file system the folder itself is kept, to be mounted on.
            || !is_directory && self.elsewhere(stat, device)
            || self.by_name(directory, name, is_directory)
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
