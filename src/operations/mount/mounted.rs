//! The file system, without the system's side of it: what a name leads to, and what it is.

use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fuser::{Errno, FileAttr, FileType};

use crate::codec::hash::sha256;
use crate::model::id::PageId;
use crate::model::node::{Node, NodeKind, Xattr};
use crate::model::time::Timestamp;
use crate::repository::layout::Kind;
use crate::repository::reader::Reader;
use crate::repository::{self, Damage, Repository};

use super::super::select::{Selected, is_gone};
use super::super::tree::{Children, Entry, PageAt, branch_of, children, top};
use super::attributes::{Owner, kind, of_node, of_own};
use super::blocks::Blocks;
use super::file::OpenFile;
use super::inodes::{Identity, Inode, Inodes, TOP};
use super::layout::{Item, folder};
use super::listing::Listing;
use super::lru::Lru;
use super::shown::{List, Shown};
use super::{Observer, Options};

/// Decoded pages of directories that are kept: what is listed is looked up next. Each takes some 300 KB.
const PAGES: u64 = 32;

/// What a number stands for.
#[derive(Debug, Clone)]
pub enum What {
    /// A folder above the snapshots, by the names that lead to it.
    Folder(Vec<Vec<u8>>),
    /// A link in such a folder.
    Link(Vec<u8>),
    /// A snapshot.
    Snapshot(Arc<Selected>),
    /// An entry of a snapshot: its first page if it is a directory that holds anything.
    Entry { top: u64, snapshot: Arc<Selected>, page: Option<Box<PageAt>>, is_directory: bool },
}

/// An entry in the page that holds it.
#[derive(Debug, Clone)]
pub struct Found {
    page: Arc<Children>,
    place: usize,
}

impl Found {
    /// The entry.
    pub fn entry(&self) -> Option<&Entry> {
        match &*self.page {
            Children::Entries(entries) => entries.get(self.place),
            Children::Branches(_) => None,
        }
    }
}

/// Why something cannot be told.
#[derive(Debug)]
pub enum Problem {
    /// An answer as any other.
    Refused(Errno),
    /// The repository failed.
    Repository(repository::Error),
}

impl From<Errno> for Problem {
    fn from(errno: Errno) -> Self {
        Self::Refused(errno)
    }
}

impl From<repository::Error> for Problem {
    fn from(error: repository::Error) -> Self {
        Self::Repository(error)
    }
}

/// The file system.
pub struct Mounted<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) blocks: Blocks,
    pub(super) observer: &'a dyn Observer,
    shown: Shown,
    owner: Owner,
    /// Whom the folders above the snapshots belong to.
    own: (u32, u32),
    inodes: Mutex<Inodes<What>>,
    pages: Mutex<Lru<PageId, Arc<Children>>>,
    pub(super) handles: Mutex<Handles>,
}

/// What is open.
#[derive(Debug, Default)]
pub struct Handles {
    last: u64,
    pub(super) files: HashMap<u64, Arc<OpenFile>>,
    pub(super) listings: HashMap<u64, Arc<Listing>>,
}

impl Handles {
    pub(super) fn next(&mut self) -> u64 {
        self.last += 1;
        self.last
    }
}

impl fmt::Debug for Mounted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mounted").field("known", &self.known()).finish_non_exhaustive()
    }
}

pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'a> Mounted<'a> {
    /// Reads nothing yet.
    pub fn new(repository: &'a Repository, options: Options, observer: &'a dyn Observer) -> Self {
        let (uid, gid) = (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw());
        Self {
            reader: Reader::new(repository),
            blocks: Blocks::new(options.cache_size),
            observer,
            shown: Shown::new(options.filter, options.name_of),
            own: if options.owner == Owner::Root { (0, 0) } else { (uid, gid) },
            owner: options.owner,
            inodes: Mutex::new(Inodes::new(What::Folder(Vec::new()))),
            pages: Mutex::new(Lru::new(PAGES)),
            handles: Mutex::default(),
        }
    }

    /// Looks the snapshots up anew if that was not done for a while. How many there are.
    pub async fn refresh(&self) -> repository::Result<usize> {
        for damage in self.shown.refresh(self.reader.repository()).await? {
            self.observer.failed(None, b"", &damage.into());
        }
        Ok(self.shown.list().snapshots.len())
    }

    /// What a name in a folder leads to, which the system is told of.
    pub async fn look_up(&self, parent: u64, name: &[u8]) -> Result<FileAttr, Errno> {
        let looked_up = self.try_look_up(parent, name).await;
        self.told(parent, name, looked_up).await
    }

    async fn try_look_up(&self, parent: u64, name: &[u8]) -> Result<FileAttr, Problem> {
        match self.what(parent)? {
            What::Folder(path) => {
                self.refresh_in_passing().await;
                let list = self.shown.list();
                let item = folder(&list.top, &path).and_then(|folder| folder.get(name));
                let (salt, what) = own_item(&list, &path, name, item.ok_or(Errno::ENOENT)?);
                let identity = Identity::Name(parent, name.into(), salt);
                let number = self.inodes().tell(&identity, parent, name, || what.clone());
                Ok(self.own_attributes(number, &what))
            }
            What::Link(_) => Err(Errno::ENOTDIR.into()),
            What::Snapshot(_) | What::Entry { .. } => {
                let page = self.page_of(parent)?.ok_or(Errno::ENOENT)?;
                let found = self.find(page, name).await?.ok_or(Errno::ENOENT)?;
                let entry = found.entry().ok_or(Errno::ENOENT)?;
                let number = self.tell(parent, entry)?;
                Ok(of_node(number, &entry.node, self.owner))
            }
        }
    }

    /// A store that is out of reach for a moment is no reason not to show what is known.
    pub(super) async fn refresh_in_passing(&self) {
        if let Err(error) = self.refresh().await {
            self.observer.failed(None, b"", &error);
        }
    }

    /// Notes that the system is told of an entry of a directory. Its number.
    pub(super) fn tell(&self, parent: u64, entry: &Entry) -> Result<u64, Problem> {
        let (top, snapshot) = self.snapshot_of(parent)?;
        let identity = identity(parent, top, &entry.node);
        let page = || entry.page().map(Box::new);
        let is_directory = entry.node.is_directory();
        let what = || What::Entry { top, snapshot, page: page(), is_directory };
        Ok(self.inodes().tell(&identity, parent, &entry.node.name, what))
    }

    /// The number that an entry of a directory has, or would have.
    pub(super) fn number(&self, parent: u64, entry: &Entry) -> Result<u64, Problem> {
        let (top, _) = self.snapshot_of(parent)?;
        Ok(self.inodes().number(&identity(parent, top, &entry.node)))
    }

    /// What is in a folder above the snapshots: names, numbers and kinds.
    pub(super) fn own_items(&self, parent: u64, path: &[Vec<u8>]) -> Vec<(Vec<u8>, u64, FileType)> {
        let list = self.shown.list();
        let Some(folder) = folder(&list.top, path) else { return Vec::new() };
        let row = |(name, item): (&Vec<u8>, &Item)| {
            let (salt, what) = own_item(&list, path, name, item);
            let number = self.inodes().number(&Identity::Name(parent, Box::from(&name[..]), salt));
            let kind = if matches!(what, What::Link(_)) { FileType::Symlink } else { FileType::Directory };
            (name.clone(), number, kind)
        };
        folder.iter().map(row).collect()
    }

    /// The system has forgotten something so many times.
    pub fn forget(&self, number: u64, times: u64) {
        self.inodes().forget(number, times);
    }

    /// How many things the system knows.
    pub fn known(&self) -> usize {
        self.inodes().len()
    }

    /// What `stat` tells.
    pub async fn attributes(&self, number: u64) -> Result<FileAttr, Errno> {
        let attributes = match self.what(number) {
            Ok(What::Entry { .. }) => self
                .found(number)
                .await
                .and_then(|found| Ok(of_node(number, &found.entry().ok_or(Errno::ENOENT)?.node, self.owner))),
            Ok(what) => Ok(self.own_attributes(number, &what)),
            Err(problem) => Err(problem),
        };
        self.told(number, b"", attributes).await
    }

    fn own_attributes(&self, number: u64, what: &What) -> FileAttr {
        let newest = || self.shown.list().snapshots.last().map(|one| one.snapshot.head.started);
        let (kind, size, time) = match what {
            What::Link(target) => (FileType::Symlink, target.len() as u64, newest()),
            What::Snapshot(one) => (FileType::Directory, 0, Some(one.snapshot.head.started)),
            What::Folder(_) | What::Entry { .. } => (FileType::Directory, 0, newest()),
        };
        of_own(number, kind, size, time.unwrap_or(Timestamp::default()), self.own)
    }

    /// Where a symbolic link points.
    pub async fn link_target(&self, number: u64) -> Result<Vec<u8>, Errno> {
        let target = match self.what(number) {
            Ok(What::Link(target)) => Ok(target),
            Ok(What::Entry { .. }) => {
                self.found(number).await.and_then(|found| match found.entry().map(|entry| &entry.node.kind) {
                    Some(NodeKind::Symlink { target }) => Ok(target.clone()),
                    _ => Err(Errno::EINVAL.into()),
                })
            }
            Ok(_) => Err(Errno::EINVAL.into()),
            Err(problem) => Err(problem),
        };
        self.told(number, b"", target).await
    }

    /// The extended attributes.
    pub async fn xattrs(&self, number: u64) -> Result<Vec<Xattr>, Errno> {
        let xattrs = match self.what(number) {
            Ok(What::Entry { .. }) => {
                let of = |found: Found| found.entry().map(|entry| entry.node.xattrs.clone());
                self.found(number).await.map(|found| of(found).unwrap_or_default())
            }
            Ok(_) => Ok(Vec::new()),
            Err(problem) => Err(problem),
        };
        self.told(number, b"", xattrs).await
    }

    /// The value of an extended attribute.
    pub async fn xattr(&self, number: u64, name: &[u8]) -> Result<Vec<u8>, Errno> {
        let xattrs = self.xattrs(number).await?;
        let found = xattrs.into_iter().find(|xattr| xattr.name == name);
        found.map(|xattr| xattr.value).ok_or(Errno::NO_XATTR)
    }

    pub(super) fn owner(&self) -> Owner {
        self.owner
    }

    fn inodes(&self) -> MutexGuard<'_, Inodes<What>> {
        locked(&self.inodes)
    }

    pub(super) fn what(&self, number: u64) -> Result<What, Problem> {
        Ok(self.inodes().get(number).ok_or(Errno::ESTALE)?.what.clone())
    }

    /// The folder that something was found in.
    pub(super) fn parent(&self, number: u64) -> u64 {
        self.inodes().get(number).map_or(TOP, |inode| inode.parent)
    }

    /// The snapshot that something is in, and the number of its top.
    fn snapshot_of(&self, number: u64) -> Result<(u64, Arc<Selected>), Problem> {
        match &self.inodes().get(number).ok_or(Errno::ESTALE)?.what {
            What::Snapshot(snapshot) => Ok((number, Arc::clone(snapshot))),
            What::Entry { top, snapshot, .. } => Ok((*top, Arc::clone(snapshot))),
            What::Folder(_) | What::Link(_) => Err(Errno::ENOTDIR.into()),
        }
    }

    /// The first page of a directory, if it holds anything.
    pub(super) fn page_of(&self, number: u64) -> Result<Option<PageAt>, Problem> {
        match self.what(number)? {
            What::Snapshot(snapshot) => Ok(top(&snapshot)),
            What::Entry { page, is_directory: true, .. } => Ok(page.map(|page| *page)),
            _ => Err(Errno::ENOTDIR.into()),
        }
    }

    /// The entry that a number stands for.
    pub(super) async fn found(&self, number: u64) -> Result<Found, Problem> {
        let (parent, name) = {
            let inodes = self.inodes();
            let Inode { parent, name, .. } = inodes.get(number).ok_or(Errno::ESTALE)?;
            (*parent, name.clone())
        };
        let page = self.page_of(parent)?.ok_or(Errno::ESTALE)?;
        Ok(self.find(page, &name).await?.ok_or(Errno::ESTALE)?)
    }

    async fn find(&self, mut page: PageAt, name: &[u8]) -> repository::Result<Option<Found>> {
        loop {
            let loaded = self.children(page).await?;
            match &*loaded {
                Children::Branches(branches) => match branch_of(branches, name) {
                    Some(branch) => page = branch.page,
                    None => return Ok(None),
                },
                Children::Entries(entries) => {
                    let place = entries.iter().position(|entry| entry.node.name == name);
                    return Ok(place.map(|place| Found { page: Arc::clone(&loaded), place }));
                }
            }
        }
    }

    /// What a page of a directory holds.
    pub(super) async fn children(&self, page: PageAt) -> repository::Result<Arc<Children>> {
        if let Some(known) = locked(&self.pages).get(&page.id) {
            return Ok(known);
        }
        let loaded = children(&self.reader, page).await?;
        if let Children::Entries(entries) = &loaded
            && let Some(entry) = entries.iter().find(|entry| !entry.node.has_valid_name())
        {
            let problem = format!("holds an entry of the impossible name {}", entry.node.name.escape_ascii());
            return Err(Damage::new(Kind::TreePack, format!("(page {})", page.id), problem).into());
        }
        let loaded = Arc::new(loaded);
        locked(&self.pages).put(page.id, Arc::clone(&loaded), 1);
        Ok(loaded)
    }

    /// The answer for the system. What failed is told to the observer.
    pub(super) async fn told<T>(
        &self,
        number: u64,
        name: &[u8],
        result: Result<T, Problem>,
    ) -> Result<T, Errno> {
        let error = match result {
            Ok(told) => return Ok(told),
            Err(Problem::Refused(errno)) => return Err(errno),
            Err(Problem::Repository(error)) => error,
        };
        let mut path = self.inodes().path(number);
        if !name.is_empty() {
            path = [&path, &b"/"[..], name].concat();
        }
        let snapshot = self.snapshot_of(number).ok().map(|(_, snapshot)| snapshot);
        if let Some(snapshot) = &snapshot
            && error.is_damage()
            && matches!(is_gone(self.reader.repository(), &snapshot.entry.session).await, Ok(true))
        {
            self.observer.forgotten(&snapshot.snapshot);
            return Err(Errno::ESTALE);
        }
        self.observer.failed(snapshot.as_ref().map(|one| &one.snapshot), &path, &error);
        Err(Errno::EIO)
    }
}

/// What stands in a folder above the snapshots, and what tells it apart from what may stand there later.
fn own_item(list: &List, path: &[Vec<u8>], name: &[u8], item: &Item) -> (u64, What) {
    let mut hasher = DefaultHasher::new();
    let what = match item {
        Item::Folder(_) => What::Folder([path, &[name.to_vec()]].concat()),
        Item::Link(target) => {
            target.hash(&mut hasher);
            What::Link(target.clone())
        }
        Item::Snapshot(number) => {
            let snapshot = Arc::clone(&list.snapshots[*number]);
            snapshot.entry.session.hash(&mut hasher);
            What::Snapshot(snapshot)
        }
    };
    (hasher.finish(), what)
}

/// Names of one file have one identity, as long as they agree on what the file is.
fn identity(parent: u64, top: u64, node: &Node) -> Identity {
    if node.links < 2 || node.is_directory() {
        return Identity::Name(parent, Box::from(&node.name[..]), 0);
    }
    let nameless = Node { name: Vec::new(), ..node.clone() };
    let digest = sha256(&minicbor::to_vec(&nameless).unwrap_or_default());
    let mut number = [0; 16];
    number.copy_from_slice(&digest[..16]);
    Identity::Linked(top, u128::from_be_bytes(number))
}

/// What an entry is, for a listing.
pub(super) fn kind_of(entry: &Entry) -> FileType {
    kind(&entry.node)
}
