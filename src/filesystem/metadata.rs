//! From a file to the node that is stored for it.

use std::collections::HashMap;

use rustix::fd::{AsFd, BorrowedFd};
use rustix::fs::OFlags;
use rustix::io::Errno;

use super::attributes::{AttributeReader, Handle, ProcPath};
use super::directory::{Directory, open_quietly};
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
    /// Whether /proc is there to reach files through; not known before the first is.
    proc_mounted: Option<bool>,
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
    /// When the file vanished, or the target of a symbolic link cannot be read.
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
        if options.xattrs {
            node.xattrs = self.named_xattrs(directory, name, stat, problems)?;
        }
        Ok(node)
    }

    /// The node of an open file, which costs less than one of a file that is only named.
    pub fn node_of_file(
        &mut self,
        file: &SourceFile,
        stat: &Stat,
        options: MetadataOptions,
        problems: &mut Vec<Error>,
    ) -> Node {
        let mut node = self.node_without_xattrs(kind_without_target(stat), file.name(), stat, options);
        if options.xattrs {
            node.xattrs = self.open_xattrs(file.as_fd(), stat, || file.path(), problems);
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
        if options.xattrs {
            node.xattrs = self.open_xattrs(directory.as_fd(), stat, || directory.path().to_vec(), problems);
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

    /// Attributes of a file that is only named. Unlike what cannot be read, a vanished file is an error.
    pub(crate) fn named_xattrs(
        &mut self,
        directory: &Directory,
        name: &[u8],
        stat: &Stat,
        problems: &mut Vec<Error>,
    ) -> Result<Vec<Xattr>> {
        if self.without_xattrs.contains(&stat.device) {
            return Ok(Vec::new());
        }
        let path = || directory.path_of(name);
        if !*self.proc_mounted.get_or_insert_with(proc_is_mounted) {
            return self.opened_xattrs(directory, name, stat, problems);
        }
        // Taken for the time of the call, which borrows the reader as a whole.
        let mut proc_path = std::mem::take(&mut self.proc_path);
        let result =
            self.xattrs(Handle::Named(proc_path.below(directory.as_fd(), name)), stat, path, problems);
        self.proc_path = proc_path;
        match result {
            Err(Errno::NOENT) => Err(directory.error(name, LIST, Errno::NOENT)),
            Err(errno) => {
                problems.push(directory.error(name, LIST, errno));
                Ok(Vec::new())
            }
            Ok(xattrs) => Ok(xattrs),
        }
    }

    /// Without /proc only what can be opened can be asked.
    fn opened_xattrs(
        &mut self,
        directory: &Directory,
        name: &[u8],
        stat: &Stat,
        problems: &mut Vec<Error>,
    ) -> Result<Vec<Xattr>> {
        if !matches!(stat.kind, FileKind::File | FileKind::Directory) {
            return Ok(Vec::new());
        }
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        match open_quietly(directory.as_fd(), name, flags) {
            Ok(fd) => Ok(self.open_xattrs(fd.as_fd(), stat, || directory.path_of(name), problems)),
            Err(Errno::NOENT) => Err(directory.error(name, LIST, Errno::NOENT)),
            Err(errno) => {
                problems.push(directory.error(name, LIST, errno));
                Ok(Vec::new())
            }
        }
    }

    fn open_xattrs(
        &mut self,
        fd: BorrowedFd<'_>,
        stat: &Stat,
        path: impl Fn() -> Vec<u8>,
        problems: &mut Vec<Error>,
    ) -> Vec<Xattr> {
        if self.without_xattrs.contains(&stat.device) {
            return Vec::new();
        }
        self.xattrs(Handle::Open(fd), stat, &path, problems).unwrap_or_else(|errno| {
            problems.push(Error::new(path(), LIST, errno));
            Vec::new()
        })
    }

    fn xattrs(
        &mut self,
        file: Handle<'_>,
        stat: &Stat,
        path: impl Fn() -> Vec<u8>,
        problems: &mut Vec<Error>,
    ) -> std::result::Result<Vec<Xattr>, Errno> {
        let failed =
            |_: &[u8], errno| problems.push(Error::new(path(), "read an extended attribute of", errno));
        match self.attributes.read(file, failed) {
            // Every kind of file may have attributes on Linux; whether this one can is up to its file system. A
            // device or socket may answer for a driver, so only files and directories speak for the rest.
            Err(Errno::OPNOTSUPP) => {
                if matches!(stat.kind, FileKind::File | FileKind::Directory) {
                    self.without_xattrs.push(stat.device);
                }
                Ok(Vec::new())
            }
            result => result,
        }
    }
}

const LIST: &str = "list the extended attributes of";

fn proc_is_mounted() -> bool {
    rustix::fs::stat("/proc/self/fd").is_ok()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_proc_files_and_directories_still_tell_their_attributes() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        std::fs::write(at("file"), "x").unwrap();
        std::fs::create_dir(at("directory")).unwrap();
        std::os::unix::fs::symlink("file", at("link")).unwrap();
        if let Err(error) = xattr::set(at("file"), "user.note", b"1") {
            eprintln!("skipped: no extended attributes here: {error}");
            return;
        }
        xattr::set(at("directory"), "user.note", b"2").unwrap();
        let directory = Directory::open(dir.path()).unwrap();
        let mut without = MetadataReader { proc_mounted: Some(false), ..MetadataReader::new() };
        let mut problems = Vec::new();
        for name in [&b"file"[..], b"directory", b"link"] {
            let stat = directory.stat(name).unwrap();
            let options = MetadataOptions::default();
            let node = without.node(&directory, name, &stat, options, &mut problems).unwrap();
            assert!(
                node == MetadataReader::new().node(&directory, name, &stat, options, &mut problems).unwrap()
            );
        }
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn a_file_that_vanished_has_no_node() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("file"), "x").unwrap();
        let directory = Directory::open(dir.path()).unwrap();
        let stat = directory.stat(b"file").unwrap();
        std::fs::remove_file(dir.path().join("file")).unwrap();
        for proc_mounted in [true, false] {
            let mut reader = MetadataReader { proc_mounted: Some(proc_mounted), ..MetadataReader::new() };
            let mut problems = Vec::new();
            let result = reader.node(&directory, b"file", &stat, MetadataOptions::default(), &mut problems);
            assert_eq!(result.unwrap_err().kind(), crate::filesystem::ErrorKind::NotFound);
            assert!(problems.is_empty());
        }
    }
}
