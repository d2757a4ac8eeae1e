//! Restoring what is neither a regular file nor a directory.

use rustix::fs::{AtFlags, FileType, Mode};
use rustix::io::Errno;

use super::apply::MetadataWriter;
use super::error::{Error, Result, Warning};
use super::target::{TargetDirectory, temporary_name};
use crate::model::node::{Node, NodeKind};

impl TargetDirectory {
    /// Makes the symbolic link, pipe, socket or device `node` under its name, with its metadata.
    ///
    /// # Errors
    /// [`super::ErrorKind::Exists`] when there is something of that name, [`super::ErrorKind::Denied`] when this user
    /// may not make devices, which need not end a restore.
    pub fn create_special(&self, node: &Node, writer: &MetadataWriter) -> Result<Vec<Warning>> {
        self.create_special_as(&node.name, node, writer)
    }

    /// As [`TargetDirectory::create_special`], under another name than the recorded one.
    ///
    /// # Errors
    /// The same.
    pub fn create_special_as(
        &self,
        name: &[u8],
        node: &Node,
        writer: &MetadataWriter,
    ) -> Result<Vec<Warning>> {
        match &node.kind {
            NodeKind::Symlink { target } => self.symlink(name, target)?,
            NodeKind::Fifo => self.mknod(name, FileType::Fifo, 0, "create pipe")?,
            NodeKind::Socket => self.mknod(name, FileType::Socket, 0, "create socket")?,
            NodeKind::CharDevice { device } => {
                self.mknod(name, FileType::CharacterDevice, *device, "create device")?;
            }
            NodeKind::BlockDevice { device } => {
                self.mknod(name, FileType::BlockDevice, *device, "create device")?;
            }
            NodeKind::File { .. } | NodeKind::Directory { .. } => {
                return Err(Error::invalid(self.path_of(name), "create", "not a special file"));
            }
        }
        self.apply_to(name, node, writer, true)
    }

    /// As [`TargetDirectory::create_special`] where another file has the name: who looks finds the one or the other.
    ///
    /// # Errors
    /// The same, and when a directory has the name.
    pub fn replace_special(&self, node: &Node, writer: &MetadataWriter) -> Result<Vec<Warning>> {
        self.check_name(&node.name, "create")?;
        let temporary =
            temporary_name().map_err(|errno| self.error(&node.name, "find a temporary name for", errno))?;
        let made = self.create_special_as(&temporary, node, writer);
        if made.is_err() {
            // There may be none; and the name tells what it is.
            let _ = rustix::fs::unlinkat(self.as_directory(), &*temporary, AtFlags::empty());
        } else {
            self.take_place(&temporary, &node.name)?;
        }
        made
    }

    /// Gives the file `from_name` a second name that another file has now, in one step.
    ///
    /// # Errors
    /// When a directory has the name, or the link cannot be made.
    pub fn replace_with_link(from: &Self, from_name: &[u8], to: &Self, to_name: &[u8]) -> Result<()> {
        to.check_name(to_name, "link")?;
        let temporary =
            temporary_name().map_err(|errno| to.error(to_name, "find a temporary name for", errno))?;
        Self::hard_link(from, from_name, to, &temporary)?;
        to.take_place(&temporary, to_name)
    }

    fn take_place(&self, temporary: &[u8], name: &[u8]) -> Result<()> {
        let directory = self.as_directory();
        let renamed = rustix::fs::renameat(directory, temporary, directory, name);
        // Between two names of one file the call does nothing, so the first one may still be there.
        match rustix::fs::unlinkat(directory, temporary, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => {}
            Err(errno) => return Err(self.error(temporary, "remove", errno)),
        }
        renamed.map_err(|errno| self.error(name, "replace", errno))
    }

    fn symlink(&self, name: &[u8], target: &[u8]) -> Result<()> {
        self.check_name(name, "create symbolic link")?;
        rustix::fs::symlinkat(target, self.as_directory(), name)
            .map_err(|errno| self.error(name, "create symbolic link", errno))
    }

    fn mknod(&self, name: &[u8], file_type: FileType, device: u64, during: &'static str) -> Result<()> {
        self.check_name(name, during)?;
        // Nobody uses it before its owner and mode are set.
        let result: std::result::Result<(), Errno> =
            rustix::fs::mknodat(self.as_directory(), name, file_type, Mode::RUSR | Mode::WUSR, device);
        result.map_err(|errno| self.error(name, during, errno))
    }
}
