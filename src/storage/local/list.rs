//! Sorted listings of a directory store.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;

use super::{Entry, key};

pub(super) fn list(root: &Path, prefix: &str, after: &str, limit: usize) -> io::Result<Vec<Entry>> {
    fs::metadata(root)?;
    let mut walk = Walk { root, prefix, after, limit, entries: Vec::new() };
    let folder = prefix.rfind('/').map_or("", |slash| &prefix[..=slash]);
    if !beyond(folder, after) {
        walk.folder(folder)?;
    }
    Ok(walk.entries)
}

struct Walk<'a> {
    root: &'a Path,
    prefix: &'a str,
    after: &'a str,
    limit: usize,
    entries: Vec<Entry>,
}

impl Walk<'_> {
    /// Visits a folder, named with its trailing slash. Names come unsorted from the system; a heap gives the first
    /// few of many without sorting or stat-ing the rest.
    fn folder(&mut self, folder: &str) -> io::Result<()> {
        if self.entries.len() >= self.limit {
            return Ok(());
        }
        let mut names = self.names(folder)?;
        while self.entries.len() < self.limit
            && let Some(Reverse(name)) = names.pop()
        {
            if name.ends_with('/') { self.folder(&name)? } else { self.object(name)? }
        }
        Ok(())
    }

    /// What of the folder can hold keys of the listing; folders with a slash at the end, which makes them sort as
    /// the keys in them do.
    fn names(&self, folder: &str) -> io::Result<BinaryHeap<Reverse<String>>> {
        let found = match fs::read_dir(self.root.join(folder)) {
            Err(error) if is_absence(&error) => return Ok(BinaryHeap::new()),
            found => found?,
        };
        let mut names = Vec::new();
        for entry in found {
            if let Some(name) = self.name(folder, &entry?)? {
                names.push(Reverse(name));
            }
        }
        Ok(names.into())
    }

    fn name(&self, folder: &str, found: &DirEntry) -> io::Result<Option<String>> {
        let name = found.file_name();
        let Some(name) = name.to_str().filter(|name| key::is_key_part(name)) else {
            return Ok(None);
        };
        if folder.is_empty() && name == key::TEMPORARY {
            return Ok(None);
        }
        let kind = found.file_type()?;
        let is_folder = kind.is_dir() || (kind.is_symlink() && found.path().is_dir());
        let name = format!("{folder}{name}{}", if is_folder { "/" } else { "" });
        let in_prefix = name.starts_with(self.prefix) || (is_folder && self.prefix.starts_with(&name));
        let listed =
            if is_folder { !beyond(&name, self.after) } else { kind.is_file() && *name > *self.after };
        Ok((in_prefix && listed).then_some(name))
    }

    fn object(&mut self, key: String) -> io::Result<()> {
        match fs::symlink_metadata(self.root.join(&key)) {
            Ok(data) => self.entries.push(Entry { size: data.len(), modified: data.modified()?, key }),
            Err(error) if is_absence(&error) => {} // deleted meanwhile
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// Whether every key in the folder sorts at or before `after`.
fn beyond(folder: &str, after: &str) -> bool {
    folder < after && !after.starts_with(folder)
}

fn is_absence(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(libc::ENOENT | libc::ENOTDIR))
}
