//! Removing what stands where something else is to be restored.

use std::collections::VecDeque;

use rustix::fd::AsFd;
use rustix::fs::AtFlags;
use rustix::io::Errno;

use super::directory::Directory;
use super::error::{Error, ErrorKind, Result};
use super::stat::FileKind;
use super::target::{TargetDirectory, temporary_name};

/// Directories open at once. What lies deeper is first moved up, so no tree is too deep for the descriptors or the
/// stack.
const DEEPEST: usize = 64;

impl TargetDirectory {
    /// Removes a file, link or special file.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when there is none; when it is a directory.
    pub fn remove(&self, name: &[u8]) -> Result<()> {
        self.check_name(name, "remove")?;
        rustix::fs::unlinkat(self.as_directory(), name, AtFlags::empty())
            .map_err(|errno| self.error(name, "remove", errno))
    }

    /// Removes an empty directory.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when there is none; when it is not empty or no directory.
    pub fn remove_directory(&self, name: &[u8]) -> Result<()> {
        self.check_name(name, "remove")?;
        rustix::fs::unlinkat(self.as_directory(), name, AtFlags::REMOVEDIR)
            .map_err(|errno| self.error(name, "remove directory", errno))
    }

    /// Opens the directory `name` to remove what is in it.
    ///
    /// # Errors
    /// As [`TargetDirectory::open_child`], and when something is mounted there: that is not part of the tree.
    pub fn open_to_empty(&self, name: &[u8]) -> Result<Self> {
        let child = self.open_child(name)?;
        let stat = child.as_directory().stat_self()?;
        if stat.mount_root || stat.device != self.as_directory().stat_self()?.device {
            return Err(self.error(name, "remove", Errno::BUSY));
        }
        Ok(child)
    }

    /// Removes whatever has that name, a directory with all that is in it. Follows no link, and stops at a mount
    /// point with an error: what is mounted there is not part of the tree.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when there is none; when something in it cannot be removed, the rest of it staying.
    pub fn remove_tree(&self, name: &[u8]) -> Result<()> {
        self.check_name(name, "remove")?;
        let mut moved = VecDeque::new();
        let result = self.remove_one(self.as_directory(), name, 0, &mut moved);
        while let Some(name) = moved.pop_front() {
            // After a failure too: nobody would look for it where it is now.
            self.remove_one(self.as_directory(), &name, 0, &mut moved)?;
        }
        result
    }

    fn remove_one(
        &self,
        parent: &Directory,
        name: &[u8],
        depth: usize,
        moved: &mut VecDeque<Vec<u8>>,
    ) -> Result<()> {
        match rustix::fs::unlinkat(parent, name, AtFlags::empty()) {
            // POSIX says EPERM for a directory, Linux says EISDIR.
            Err(Errno::ISDIR | Errno::PERM) if parent.stat(name)?.kind == FileKind::Directory => {}
            result => return result.map_err(|errno| parent.error(name, "remove", errno)),
        }
        if depth == DEEPEST {
            return self.move_up(parent, name, moved);
        }
        let directory = parent.open_child(name)?;
        let stat = directory.stat_self()?;
        if stat.mount_root || stat.device != parent.stat_self()?.device {
            return Err(Error::new(parent.path_of(name), "remove", Errno::BUSY));
        }
        for entry in directory.names()?.iter() {
            match self.remove_one(&directory, entry.bytes, depth + 1, moved) {
                // Somebody else removed it.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                result => result?,
            }
        }
        drop(directory);
        rustix::fs::unlinkat(parent, name, AtFlags::REMOVEDIR)
            .map_err(|errno| parent.error(name, "remove directory", errno))
    }

    fn move_up(&self, parent: &Directory, name: &[u8], moved: &mut VecDeque<Vec<u8>>) -> Result<()> {
        let stat = parent.stat(name)?;
        if stat.mount_root {
            return Err(Error::new(parent.path_of(name), "remove", Errno::BUSY));
        }
        let error = |errno| parent.error(name, "remove", errno);
        let temporary = temporary_name().map_err(error)?;
        rustix::fs::renameat(parent.as_fd(), name, self.as_directory().as_fd(), &*temporary)
            .map_err(error)?;
        moved.push_back(temporary);
        Ok(())
    }
}
