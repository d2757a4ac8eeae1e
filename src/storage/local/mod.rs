//! A store in a directory: one file an object, its path the key.
//!
//! A put writes to `tmp/` inside the root, which listings never show, and moves the finished file to its name.
//! A crash leaves at worst a file in `tmp/`; the first put of a later run removes those older than a day.

mod buffers;
mod folders;
mod list;
mod read;
mod write;

use std::io;
use std::ops::Range;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Once};

use async_trait::async_trait;
use bytes::Bytes;

use super::{Entry, Error, ErrorKind, Listing, Payload, PutMode, Storage, check_range, key, system_clock};
use buffers::Buffers;
use folders::Folders;

const FOLDER_MODE: u32 = 0o700;
const FILE_MODE: u32 = 0o600;

/// A directory as a store. Cheap to clone.
#[derive(Debug, Clone)]
pub struct LocalStorage {
    root: Arc<Root>,
}

#[derive(Debug)]
struct Root {
    path: PathBuf,
    folders: Folders,
    buffers: Arc<Buffers>,
    first_put: Once,
}

impl LocalStorage {
    /// Touches nothing yet; a call on an absent root answers [`ErrorKind::NotFound`]. A relative path is taken
    /// from where the process stands now.
    pub fn new(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        // Only an empty path or a vanished working directory cannot be made absolute: keep it and let I/O tell.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let folders = Folders::new(path.clone());
        Self { root: Arc::new(Root { path, folders, buffers: Arc::default(), first_put: Once::new() }) }
    }

    /// Makes the root directory, and the missing ones above it. The only call that does, so that nothing is ever
    /// written beside an unmounted disk. An existing directory is fine.
    pub async fn create_root(&self) -> Result<(), Error> {
        self.blocking(|root| root.create().map_err(|error| root.error("create", "", error))).await
    }

    /// Whether the root is there and a directory.
    pub async fn check_root(&self) -> Result<(), Error> {
        self.blocking(|root| {
            std::fs::read_dir(&root.path).map(drop).map_err(|error| root.error("open", "", error))
        })
        .await
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Root) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let root = Arc::clone(&self.root);
        match tokio::task::spawn_blocking(move || work(&root)).await {
            Ok(result) => result,
            Err(stopped) if stopped.is_panic() => std::panic::resume_unwind(stopped.into_panic()),
            Err(stopped) => {
                Err(Error::new(ErrorKind::Other, "use", "", self.location()).because(stopped.to_string()))
            }
        }
    }

    fn checked(&self, operation: &'static str, key: &str) -> Result<String, Error> {
        key::checked(operation, key, &self.location())?;
        Ok(key.to_owned())
    }
}

#[async_trait]
impl Storage for LocalStorage {
    fn location(&self) -> String {
        self.root.location()
    }

    async fn put(&self, key: &str, payload: Payload, mode: PutMode) -> Result<(), Error> {
        let key = self.checked("put", key)?;
        self.blocking(move |root| {
            write::put(root, &key, &payload, mode).map_err(|error| root.error("put", &key, error))
        })
        .await
    }

    async fn get(&self, key: &str) -> Result<Bytes, Error> {
        let key = self.checked("get", key)?;
        self.blocking(move |root| read::whole(root, &key).map_err(|error| root.error("get", &key, error)))
            .await
    }

    async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes, Error> {
        check_range(self, key, &range)?;
        let key = self.checked("get", key)?;
        self.blocking(move |root| {
            let bytes = read::range(root, &key, &range).map_err(|error| root.error("get", &key, error))?;
            bytes.map_err(|size| {
                let text = format!("{}..{} of {size} bytes", range.start, range.end);
                Error::new(ErrorKind::Range, "get", key, root.location()).because(text)
            })
        })
        .await
    }

    async fn get_tail(&self, key: &str, length: u64) -> Result<(Bytes, u64), Error> {
        let key = self.checked("get", key)?;
        self.blocking(move |root| {
            read::tail(root, &key, length).map_err(|error| root.error("get", &key, error))
        })
        .await
    }

    async fn head(&self, key: &str) -> Result<Entry, Error> {
        let key = self.checked("head", key)?;
        self.blocking(move |root| read::head(root, &key).map_err(|error| root.error("head", &key, error)))
            .await
    }

    async fn list(&self, prefix: &str, after: Option<&str>, limit: Option<usize>) -> Result<Listing, Error> {
        key::checked_prefix(prefix, &self.location())?;
        let (prefix, after) = (prefix.to_owned(), after.unwrap_or_default().to_owned());
        self.blocking(move |root| {
            let entries = list::list(&root.path, &prefix, &after, limit.unwrap_or(usize::MAX))
                .map_err(|error| root.error("list", &prefix, error))?;
            Ok(Listing { entries, store_time: Some(system_clock()) })
        })
        .await
    }

    async fn delete(&self, key: &str) -> Result<(), Error> {
        let key = self.checked("delete", key)?;
        self.blocking(move |root| {
            write::delete(root, &key).map_err(|error| root.error("delete", &key, error))
        })
        .await
    }
}

impl Root {
    fn location(&self) -> String {
        self.path.display().to_string()
    }

    fn object(&self, key: &str) -> PathBuf {
        self.path.join(key)
    }

    fn create(&self) -> io::Result<()> {
        let mut missing: Vec<_> = self.path.ancestors().take_while(|path| !path.exists()).collect();
        while let Some(path) = missing.pop() {
            match std::fs::DirBuilder::new().mode(FOLDER_MODE).create(path) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => folders::sync(&std::fs::File::open(path.parent().unwrap_or(path))?)?,
            }
        }
        // A file in the way is found here.
        std::fs::read_dir(&self.path).map(drop)
    }

    fn error(&self, operation: &'static str, key: &str, error: io::Error) -> Error {
        let kind = kind(&error);
        let failed = Error::new(kind, operation, key, self.location());
        if kind == ErrorKind::NotFound && !self.path.is_dir() {
            failed.because("the directory does not exist; is its disk mounted?")
        } else {
            failed.because(error)
        }
    }
}

fn kind(error: &io::Error) -> ErrorKind {
    match error.raw_os_error() {
        Some(libc::ENOSPC | libc::EDQUOT | libc::EFBIG) => ErrorKind::Full,
        Some(libc::EACCES | libc::EPERM | libc::EROFS) => ErrorKind::Denied,
        Some(libc::ENOENT) => ErrorKind::NotFound,
        Some(libc::EEXIST) => ErrorKind::AlreadyExists,
        Some(libc::EISDIR | libc::ENOTDIR | libc::ENAMETOOLONG | libc::ELOOP) => ErrorKind::Invalid,
        Some(libc::ESTALE | libc::ETIMEDOUT | libc::EMFILE | libc::ENFILE) => ErrorKind::Transient,
        Some(_) => ErrorKind::Other,
        None => match error.kind() {
            io::ErrorKind::NotFound => ErrorKind::NotFound,
            io::ErrorKind::Unsupported => ErrorKind::Unsupported,
            _ => ErrorKind::Other,
        },
    }
}

#[cfg(test)]
mod tests;
