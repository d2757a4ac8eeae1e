//! Trees to try things on, and the rights to.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use sandyq::filesystem::{
    Directory, ErrorKind, FileKind, MetadataOptions, MetadataReader, MetadataWriter, SourceFile, Target,
    TargetDirectory, Warning,
};
use sandyq::model::node::{Content, Node, NodeKind};
use sandyq::model::time::Timestamp;
use tempfile::TempDir;

pub use crate::mounted::Mounted;

/// A source and a target side by side.
pub struct Place {
    pub dir: TempDir,
}

impl Place {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("source")).unwrap();
        std::fs::create_dir(dir.path().join("target")).unwrap();
        Self { dir }
    }

    pub fn source_path(&self) -> std::path::PathBuf {
        self.dir.path().join("source")
    }

    pub fn target_path(&self) -> std::path::PathBuf {
        self.dir.path().join("target")
    }

    pub fn source(&self) -> Directory {
        Directory::open(&self.source_path()).unwrap()
    }

    pub fn target(&self) -> TargetDirectory {
        Target::open(&self.target_path(), false).unwrap().root().clone()
    }
}

/// A plain node that belongs to whoever runs the test.
pub fn node(name: &[u8], kind: NodeKind) -> Node {
    let (uid, gid) = (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw());
    let mtime = Timestamp { seconds: 1_700_000_000, nanos: 123_456_789 };
    Node { mode: 0o644, uid, gid, mtime, ..Node::new(name, kind) }
}

pub fn file_node(name: &[u8], size: u64) -> Node {
    node(name, NodeKind::File { size, content: Content::EMPTY })
}

/// The node of a file as a backup would record it.
pub fn capture(directory: &Directory, name: &[u8]) -> Node {
    let stat = directory.stat(name).unwrap();
    let mut problems = Vec::new();
    let options = MetadataOptions { atime: true, xattrs: true };
    let node = MetadataReader::new().node(directory, name, &stat, options, &mut problems).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    node
}

/// Restores one node and, for a file, its content.
pub fn restore(from: &Directory, node: &Node, to: &TargetDirectory, writer: &MetadataWriter) -> Vec<Warning> {
    match FileKind::of(node) {
        FileKind::File => {
            let mut content = Vec::new();
            let stat = from.stat(&node.name).unwrap();
            SourceFile::read_small(from, &node.name, &stat, &mut content).unwrap();
            let file = to.create_file(&node.name).unwrap();
            file.write_at(&content, 0).unwrap();
            file.finish(node, writer).unwrap()
        }
        FileKind::Directory => to.create_child(&node.name).unwrap().finish_directory(node, writer).unwrap(),
        _ => to.create_special(node, writer).unwrap(),
    }
}

/// What a restore brings back, in a form that prints.
pub fn shown(node: &Node) -> String {
    use std::fmt::Write as _;
    let mut text =
        format!("{node:?} {:o} {}:{} {:?} {:?}", node.mode, node.uid, node.gid, node.mtime, node.atime);
    match &node.kind {
        NodeKind::Symlink { target } => write!(text, " -> {target:?}").unwrap(),
        NodeKind::CharDevice { device } | NodeKind::BlockDevice { device } => {
            write!(text, " device {device:x}").unwrap();
        }
        _ => {}
    }
    for xattr in &node.xattrs {
        write!(text, " {}={:02x?}", String::from_utf8_lossy(&xattr.name), xattr.value).unwrap();
    }
    text
}

pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Whether the test may go on; says why it does not.
pub fn needs_root(what: &str) -> bool {
    if !is_root() {
        eprintln!("skipped: needs root to {what}");
    }
    is_root()
}

/// Runs `work` in a thread that has root's files for nobody's: without the rights over files that root has.
pub fn as_nobody<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::spawn(move || {
        become_nobody();
        work()
    })
    .join()
    .unwrap()
}

#[expect(unsafe_code, reason = "no safe wrapper sets the user of one thread only")]
fn become_nobody() {
    const NOBODY: u32 = 65534;
    // SAFETY: the calls take numbers and change this thread only. The kernel takes the capabilities that overrule
    // permissions away together with the user.
    unsafe {
        libc::setfsgid(NOBODY);
        libc::setfsuid(NOBODY);
        assert_eq!(libc::setfsuid(u32::MAX), NOBODY as i32);
    }
}

/// The kind of error something ended with.
pub fn kind_of<T>(result: sandyq::filesystem::Result<T>) -> Option<ErrorKind> {
    result.err().map(|error| error.kind())
}

/// All names below a directory, to see that nothing was touched.
pub fn listing(path: &Path) -> Vec<Vec<u8>> {
    let mut names: Vec<_> = std::fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().as_bytes().to_vec())
        .collect();
    names.sort();
    names
}
