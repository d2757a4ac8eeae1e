//! One entry of a directory as it is stored: everything that makes the file what it was.

use std::fmt;

use minicbor::{Decode, Encode};

use super::id::{ChunkId, PageId};
use super::time::Timestamp;

/// One file, directory, link or device.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Node {
    /// Name within its directory; any bytes but `/` and NUL, never empty, `.` or `..`.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub name: Vec<u8>,
    /// What it is and what it holds.
    #[n(1)]
    pub kind: NodeKind,
    /// Permission bits with setuid, setgid and sticky (07777).
    #[n(2)]
    pub mode: u32,
    /// Owner's number.
    #[n(3)]
    pub uid: u32,
    /// Group's number.
    #[n(4)]
    pub gid: u32,
    /// Owner's name where the host knew one.
    #[n(5)]
    pub user: Option<String>,
    /// Group's name where the host knew one.
    #[n(6)]
    pub group: Option<String>,
    /// Last change of the content.
    #[n(7)]
    pub mtime: Timestamp,
    /// Last change of the inode; not restorable, used to see what changed.
    #[n(8)]
    pub ctime: Timestamp,
    /// Last access, where asked for.
    #[n(9)]
    pub atime: Option<Timestamp>,
    /// Inode number.
    #[n(10)]
    pub inode: u64,
    /// Number of the device that held the inode; with `inode` it names a hard-link group.
    #[n(11)]
    pub device: u64,
    /// Hard links to the inode, inside the backup or not.
    #[n(12)]
    pub links: u64,
    /// Extended attributes, ACLs and capabilities among them, sorted by name.
    #[cbor(n(13), default, skip_if = "Vec::is_empty")]
    pub xattrs: Vec<Xattr>,
}

/// An extended attribute.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Xattr {
    /// Name with its namespace, for example `user.note`.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub name: Vec<u8>,
    /// Value, any bytes.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub value: Vec<u8>,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum NodeKind {
    /// A regular file.
    #[n(0)]
    File {
        /// Length in bytes, holes included.
        #[n(0)]
        size: u64,
        /// Where its bytes are.
        #[n(1)]
        content: Content,
    },
    /// A directory.
    #[n(1)]
    Directory {
        /// First page of its entries; `None` for a directory without any.
        #[n(0)]
        entries: Option<PageId>,
        /// What lies below it.
        #[n(1)]
        totals: Totals,
    },
    /// A symbolic link.
    #[n(2)]
    Symlink {
        /// Where it points, any bytes.
        #[cbor(n(0), with = "minicbor::bytes")]
        target: Vec<u8>,
    },
    /// A named pipe.
    #[n(3)]
    Fifo,
    /// A socket's name.
    #[n(4)]
    Socket,
    /// A character device.
    #[n(5)]
    CharDevice {
        /// Device number.
        #[n(0)]
        device: u64,
    },
    /// A block device.
    #[n(6)]
    BlockDevice {
        /// Device number.
        #[n(0)]
        device: u64,
    },
}

/// The bytes of a file, in order.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Content {
    /// Few extents, held in the entry itself.
    #[n(0)]
    Inline(#[n(0)] Vec<Extent>),
    /// Many extents, held in a tree of pages.
    #[n(1)]
    Tree(#[n(0)] PageId),
}

impl Content {
    /// The content of an empty file.
    pub const EMPTY: Self = Self::Inline(Vec::new());
}

/// A run of a file's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// A stored chunk.
    Data {
        /// Its id.
        id: ChunkId,
        /// Its length in bytes.
        len: u32,
    },
    /// Zeros that are not stored: a hole, or a chunk of zeros.
    Hole {
        /// Length in bytes.
        len: u64,
    },
}

impl Extent {
    /// Length in bytes.
    pub fn len(&self) -> u64 {
        match *self {
            Self::Data { len, .. } => u64::from(len),
            Self::Hole { len } => len,
        }
    }

    /// Whether it stands for no bytes at all, which no valid extent does.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

// An extent is by far the most frequent thing in a tree: [id, len] or [len], not a tagged enum.
impl<C> Encode<C> for Extent {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        match self {
            Self::Data { id, len } => e.array(2)?.bytes(&id.0)?.u32(*len)?.ok(),
            Self::Hole { len } => e.array(1)?.u64(*len)?.ok(),
        }
    }
}

impl<'b, C> Decode<'b, C> for Extent {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        match d.array()? {
            Some(2) => {
                let id =
                    d.bytes()?.try_into().map_err(|_| minicbor::decode::Error::message("chunk id length"))?;
                Ok(Self::Data { id: ChunkId(id), len: d.u32()? })
            }
            Some(1) => Ok(Self::Hole { len: d.u64()? }),
            _ => Err(minicbor::decode::Error::message("an extent has one or two members")),
        }
    }
}

/// Counts and sizes of everything below a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
pub struct Totals {
    /// Regular files.
    #[n(0)]
    pub files: u64,
    /// Directories.
    #[n(1)]
    pub directories: u64,
    /// Links, devices, pipes and sockets.
    #[n(2)]
    pub others: u64,
    /// Bytes of the regular files, holes included.
    #[n(3)]
    pub bytes: u64,
}

impl Totals {
    /// Adds one node with what lies below it.
    pub fn add(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::File { size, .. } => {
                self.files += 1;
                self.bytes = self.bytes.saturating_add(*size);
            }
            NodeKind::Directory { totals, .. } => {
                self.directories += 1;
                self.merge(totals);
            }
            _ => self.others += 1,
        }
    }

    /// Adds the counts of another subtree.
    pub fn merge(&mut self, other: &Totals) {
        self.files = self.files.saturating_add(other.files);
        self.directories = self.directories.saturating_add(other.directories);
        self.others = self.others.saturating_add(other.others);
        self.bytes = self.bytes.saturating_add(other.bytes);
    }
}

impl Node {
    /// An entry of which nothing else is known: everything is zero, empty or absent, and it has this one name.
    pub fn new(name: &[u8], kind: NodeKind) -> Self {
        Self {
            name: name.to_vec(),
            kind,
            mode: 0,
            uid: 0,
            gid: 0,
            user: None,
            group: None,
            mtime: Timestamp::default(),
            ctime: Timestamp::default(),
            atime: None,
            inode: 0,
            device: 0,
            links: 1,
            xattrs: Vec::new(),
        }
    }

    /// Bytes of a regular file, 0 for anything else.
    pub fn size(&self) -> u64 {
        match self.kind {
            NodeKind::File { size, .. } => size,
            _ => 0,
        }
    }

    /// Bytes of a regular file, or of all below a directory.
    pub fn size_below(&self) -> u64 {
        match &self.kind {
            NodeKind::Directory { totals, .. } => totals.bytes,
            _ => self.size(),
        }
    }

    /// Whether it is a directory.
    pub fn is_directory(&self) -> bool {
        matches!(self.kind, NodeKind::Directory { .. })
    }

    /// The letter `ls -l` shows for its type.
    pub fn type_letter(&self) -> char {
        match self.kind {
            NodeKind::File { .. } => '-',
            NodeKind::Directory { .. } => 'd',
            NodeKind::Symlink { .. } => 'l',
            NodeKind::Fifo => 'p',
            NodeKind::Socket => 's',
            NodeKind::CharDevice { .. } => 'c',
            NodeKind::BlockDevice { .. } => 'b',
        }
    }

    /// Whether the name may stand in a directory: a hostile tree may say otherwise.
    pub fn has_valid_name(&self) -> bool {
        !matches!(self.name.as_slice(), b"" | b"." | b"..")
            && !self.name.iter().any(|b| matches!(b, b'/' | 0))
    }
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Node({} {:?} {} bytes)",
            self.type_letter(),
            String::from_utf8_lossy(&self.name),
            self.size()
        )
    }
}
