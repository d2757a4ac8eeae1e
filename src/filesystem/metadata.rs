//! From a file to the node that is stored for it.

use std::collections::HashMap;

use rustix::fd::AsFd;
use rustix::io::Errno;

use super::attributes::{AttributeReader, Handle, ProcPath};
use super::directory::Directory;
use super::error::{Error, Result};
use super::read::SourceFile;
use super::stat::{FileKind, Stat};
use super::users;
use crate::model::node::{Content, Node, NodeKind, Totals, Xattr};

/// What to record of a file besides its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MetadataOptions {
    /// Record when the file was last read.
    pub atime: bool,
    /// Record extended attributes, and with them ACLs and capabilities.
    pub xattrs: bool,
}

impl Default for MetadataOptions {
    fn default() -> Self {
        Self { atime: false, xattrs: true }
    }
}

/// Makes nodes, remembering the names of users and groups. One for each thread.
#[derive(Debug, Default)]
pub struct MetadataReader {
    users: HashMap<u32, Option<String>>,
    groups: HashMap<u32, Option<String>>,
    attributes: AttributeReader,
    proc_path: ProcPath,
    /// Devices whose file system answered that it has no attributes.
    without_xattrs: Vec<u64>,
}

impl MetadataReader {
    /// A reader that knows nobody yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The node of the file `name`, of which `stat` was just taken; without content or entries, which are the
    /// caller's. An attribute that cannot be read goes to `problems` and does not cost the file.
    ///
    /// # Errors
    /// When the target of a symbolic link cannot be read.
    pub fn node(
        &mut self,
        directory: &Directory,
        name: &[u8],
        stat: &Stat,
        options: MetadataOptions,
        problems: &mut Vec<Error>,
    ) -> Result<Node> {
        let kind = match stat.kind {
            FileKind::Symlink => NodeKind::Symlink { target: read_link(directory, name)? },
            _ => kind_without_target(stat),
        };
        let mut node = self.node_without_xattrs(kind, name, stat, options);
        if self.wants_xattrs(stat, options) {
            // Not before here: the path is built in a buffer that is taken for the time of the call.
            let mut proc_path = std::mem::take(&mut self.proc_path);
            let path = proc_path.below(directory.as_fd(), name);
            node.xattrs = self.xattrs(Handle::Named(path), stat, || directory.path_of(name), problems);
            self.proc_path = proc_path;
        }
        Ok(node)
    }

    /// The node of an open file, which costs less than one of a file that is only named.
    pub fn node_of_file(
        &mut self,
        file: &SourceFile<'_>,
        stat: &Stat,
        options: MetadataOptions,
        problems: &mut Vec<Error>,
    ) -> Node {
        let mut node = self.node_without_xattrs(kind_without_target(stat), file.name(), stat, options);
        if self.wants_xattrs(stat, options) {
            node.xattrs = self.xattrs(Handle::Open(file.as_fd()), stat, || file.path(), problems);
        }
        node
    }

    /// The node of an open directory, its name chosen by the caller: a directory that was named on the command
    /// line has none of its own.
    pub fn node_of_directory(
        &mut self,
        directory: &Directory,
        name: &[u8],
        stat: &Stat,
        options: MetadataOptions,
        problems: &mut Vec<Error>,
    ) -> Node {
        let mut node = self.node_without_xattrs(kind_without_target(stat), name, stat, options);
        if self.wants_xattrs(stat, options) {
            node.xattrs =
                self.xattrs(Handle::Open(directory.as_fd()), stat, || directory.path().to_vec(), problems);
        }
        node
    }

    fn node_without_xattrs(
        &mut self,
        kind: NodeKind,
        name: &[u8],
        stat: &Stat,
        options: MetadataOptions,
    ) -> Node {
        Node {
            name: name.to_vec(),
            kind,
            mode: stat.mode,
            uid: stat.uid,
            gid: stat.gid,
            user: self.users.entry(stat.uid).or_insert_with(|| users::user_name(stat.uid)).clone(),
            group: self.groups.entry(stat.gid).or_insert_with(|| users::group_name(stat.gid)).clone(),
            mtime: stat.mtime,
            ctime: stat.ctime,
            atime: options.atime.then_some(stat.atime),
            inode: stat.inode,
            device: stat.device,
            links: stat.links,
            xattrs: Vec::new(),
        }
    }

    fn wants_xattrs(&self, stat: &Stat, options: MetadataOptions) -> bool {
        options.xattrs && !self.without_xattrs.contains(&stat.device)
    }

    pub(crate) fn xattrs(
        &mut self,
        file: Handle<'_>,
        stat: &Stat,
        path: impl Fn() -> Vec<u8>,
        problems: &mut Vec<Error>,
    ) -> Vec<Xattr> {
        let failed =
            |_: &[u8], errno| problems.push(Error::new(path(), "read an extended attribute of", errno));
        match self.attributes.read(file, failed) {
            Ok(xattrs) => xattrs,
            // Every kind of file may have attributes on Linux; whether this one can is up to its file system. A
            // device or socket may answer for a driver, so only files and directories speak for the rest.
            Err(Errno::OPNOTSUPP) => {
                if matches!(stat.kind, FileKind::File | FileKind::Directory) {
                    self.without_xattrs.push(stat.device);
                }
                Vec::new()
            }
            Err(errno) => {
                problems.push(Error::new(path(), "list the extended attributes of", errno));
                Vec::new()
            }
        }
    }
}

/// Where the symbolic link `name` points.
pub(crate) fn read_link(directory: &Directory, name: &[u8]) -> Result<Vec<u8>> {
    rustix::fs::readlinkat(directory, name, Vec::new())
        .map(std::ffi::CString::into_bytes)
        .map_err(|errno| directory.error(name, "read symbolic link", errno))
}

fn kind_without_target(stat: &Stat) -> NodeKind {
    match stat.kind {
        FileKind::File => NodeKind::File { size: stat.size, content: Content::EMPTY },
        FileKind::Directory => NodeKind::Directory { entries: None, totals: Totals::default() },
        FileKind::Symlink => NodeKind::Symlink { target: Vec::new() },
        FileKind::Fifo => NodeKind::Fifo,
        FileKind::Socket => NodeKind::Socket,
        FileKind::CharDevice => NodeKind::CharDevice { device: stat.rdev },
        FileKind::BlockDevice => NodeKind::BlockDevice { device: stat.rdev },
    }
}
