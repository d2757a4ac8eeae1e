//! The host's own files for a repository: what was seen, index runs, and the state of sources. Losing any of it costs
//! time, never correctness. Everything is private to the user and written under another name first.

use std::collections::HashSet;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};
use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, UTIME_NOW, utimensat};

use crate::codec::hash::KeyedHash;
use crate::codec::random;
use crate::model::id::{RepositoryId, SessionId, to_hex};
use crate::model::record::Slice;

use super::error::{Error, Result};
use super::keys::Keys;
use super::object;
use super::root::{self, ListedRoot, LoadedRoot};

fn local(path: &Path, during: &'static str) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Local { path, during, source }
}

/// Creates a file that only this user can read.
pub fn create_private(path: &Path) -> Result<File> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(local(path, "cannot create"))
}

/// Writes a small file whole or not at all.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(format!(".{}.tmp", to_hex(&random::bytes::<6>())));
    let temporary = PathBuf::from(temporary);
    let mut file = create_private(&temporary)?;
    let written = file.write_all(bytes).map_err(local(&temporary, "cannot write"));
    let renamed = written.and_then(|()| fs::rename(&temporary, path).map_err(local(path, "cannot rename")));
    if renamed.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    renamed
}

/// The folder of all repositories' caches.
#[derive(Debug, Clone)]
pub enum CacheRoot {
    /// Kept between runs.
    Folder(PathBuf),
    /// For this run only.
    None,
}

/// The folder of one repository's cache.
#[derive(Debug)]
pub struct HostCache {
    folder: PathBuf,
    temporary: bool,
    just_listed: Mutex<Option<Arc<LoadedRoot>>>,
}

/// The newest root that this host has read.
#[derive(Debug, Encode, Decode)]
struct KeptRoot {
    #[n(0)]
    listed: ListedRoot,
    #[n(1)]
    bytes: ByteVec,
}

/// The newest things this host has seen, against a store that goes back in time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct Seen {
    /// Number of the newest root.
    #[n(0)]
    pub root: u64,
    /// Serial of the newest list of keys.
    #[n(1)]
    pub register: u64,
    /// The last sessions this host committed, at most one a series, newest last.
    #[n(2)]
    pub commits: Vec<SessionId>,
}

impl HostCache {
    /// Opens (and makes) the folder of a repository.
    pub fn open(root: &CacheRoot, repository: &RepositoryId) -> Result<Self> {
        let (folder, temporary) = match root {
            CacheRoot::Folder(folder) => (folder.join(to_hex(&repository.0[..16])), false),
            CacheRoot::None => {
                (std::env::temp_dir().join(format!("sandyq-{}", to_hex(&random::bytes::<12>()))), true)
            }
        };
        let cache = Self { folder, temporary, just_listed: Mutex::default() };
        for part in ["", "runs", "states", "segments"] {
            let folder = cache.folder.join(part);
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(&folder)
                .map_err(local(&folder, "cannot create"))?;
        }
        cache.note_use();
        Ok(cache)
    }

    /// The folder's time tells when the cache was last of use. Should the system refuse, it seems older than it is.
    fn note_use(&self) {
        let now = Timespec { tv_sec: 0, tv_nsec: UTIME_NOW };
        let times = Timestamps { last_access: now, last_modification: now };
        let _ = utimensat(CWD, &self.folder, &times, AtFlags::empty());
    }

    /// A file that holds a copy of a small immutable object.
    fn copy_of(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The bytes of a root, if this host has them. One that is listed otherwise is another: a new repository may lie
    /// where the one that this host knows was.
    pub fn root(&self, listed: &ListedRoot) -> Option<Vec<u8>> {
        let kept = self.kept_root()?;
        (kept.listed == *listed).then(|| kept.bytes.to_vec())
    }

    /// The newest root this host knows, without asking the store.
    pub fn known_root(&self, keys: &Keys) -> Option<LoadedRoot> {
        let KeptRoot { listed, bytes } = self.kept_root()?;
        root::open(keys, listed.number, &bytes).ok()
    }

    /// Notes, for the next that takes a view, the newest root as this program has listed it.
    pub fn note_listed(&self, root: &Arc<LoadedRoot>) {
        *self.just_listed() = Some(Arc::clone(root));
    }

    /// What was noted last, once.
    pub fn take_listed(&self) -> Option<Arc<LoadedRoot>> {
        self.just_listed().take()
    }

    fn just_listed(&self) -> MutexGuard<'_, Option<Arc<LoadedRoot>>> {
        self.just_listed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn kept_root(&self) -> Option<KeptRoot> {
        minicbor::decode(&fs::read(self.copy_of("root")).ok()?).ok()
    }

    /// Keeps the bytes of the newest root.
    pub fn keep_root(&self, listed: &ListedRoot, bytes: &[u8]) -> Result<()> {
        let kept = KeptRoot { listed: *listed, bytes: bytes.to_vec().into() };
        write_private(&self.copy_of("root"), &object::encode(&kept))
    }

    /// Folder of the index runs.
    pub fn runs(&self) -> PathBuf {
        self.folder.join("runs")
    }

    /// Forgets all index runs.
    pub fn drop_runs(&self) {
        for entry in fs::read_dir(self.runs()).into_iter().flatten().flatten() {
            let _ = fs::remove_file(entry.path());
        }
    }

    /// The bytes of a catalogue segment, if this host has them. Its name is their digest, so it needs no other seal.
    pub fn segment(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.segments().join(name)).ok()
    }

    /// Keeps the bytes of a catalogue segment.
    pub fn keep_segment(&self, name: &str, bytes: &[u8]) {
        if let Err(error) = write_private(&self.segments().join(name), bytes) {
            tracing::debug!("a part of the catalogue is not kept on this host: {error}");
        }
    }

    /// Drops the segments that have none of these names. Files that another process is writing have longer names.
    pub fn retain_segments(&self, names: &HashSet<String>) {
        for entry in fs::read_dir(self.segments()).into_iter().flatten().flatten() {
            if entry.file_name().to_str().is_some_and(|name| !name.contains('.') && !names.contains(name)) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn segments(&self) -> PathBuf {
        self.folder.join("segments")
    }

    /// Folder of the states of sources.
    pub fn states(&self) -> PathBuf {
        self.folder.join("states")
    }

    /// What this host has seen so far. Nothing if the file is missing or not its own.
    pub fn seen(&self, keys: &Keys) -> Seen {
        self.own("seen", keys).unwrap_or_default()
    }

    /// Remembers what was seen.
    pub fn keep_seen(&self, keys: &Keys, seen: &Seen) -> Result<()> {
        self.keep_own("seen", keys, seen)
    }

    /// Keeps a small file that nobody relies on, unless it is there already.
    pub fn keep_hint(&self, name: &str, bytes: &[u8]) {
        let path = self.copy_of(name);
        if self.temporary || fs::read(&path).is_ok_and(|kept| kept == bytes) {
            return;
        }
        if let Err(error) = write_private(&path, bytes) {
            tracing::debug!("a hint is not kept on this host: {error}");
        }
    }

    /// Slices of the packs that this host has verified and could not record in the repository, oldest first.
    pub fn verified(&self, keys: &Keys) -> Vec<Slice> {
        self.own("verified", keys).unwrap_or_default()
    }

    /// Remembers which slices were verified.
    pub fn keep_verified(&self, keys: &Keys, slices: &[Slice]) -> Result<()> {
        self.keep_own("verified", keys, &slices.to_vec())
    }

    /// Reads a small file that this host has written for this repository.
    fn own<T: for<'b> Decode<'b, ()>>(&self, name: &str, keys: &Keys) -> Option<T> {
        let bytes = fs::read(self.copy_of(name)).ok()?;
        let (code, rest) = bytes.split_first_chunk::<32>()?;
        (KeyedHash::new(&keys.cache_secret()).id(rest) == *code).then(|| minicbor::decode(rest).ok())?
    }

    fn keep_own<T: Encode<()>>(&self, name: &str, keys: &Keys, content: &T) -> Result<()> {
        let bytes = object::encode(content);
        let code = KeyedHash::new(&keys.cache_secret()).id(&bytes);
        write_private(&self.copy_of(name), &[&code[..], &bytes].concat())
    }
}

impl Drop for HostCache {
    fn drop(&mut self) {
        if self.temporary {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}
