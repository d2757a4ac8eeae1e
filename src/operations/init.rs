//! Makes a repository: is the place free, what can the store do, and then the repository itself.

use std::fs;
use std::io;
use std::sync::Arc;

use crate::model::id::RepositoryId;
use crate::model::time::Clock;
use crate::repository::open::{self, InitOptions};
use crate::repository::root::{self, CommitMode};
use crate::repository::{Error, Result, layout};
use crate::storage::probe::{self, ConditionalPut};
use crate::storage::{Location, Storage, Unconditional};

/// A repository was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InitResult {
    /// Its identity.
    pub repository: RepositoryId,
    /// What the store does with create-only puts.
    pub probe: ConditionalPut,
    /// How sessions end here, because of that.
    pub mode: CommitMode,
}

/// Whether a repository may be made here: there is none, and nothing else lies here. An `init` that was cut short is
/// in nobody's way.
pub async fn check_vacant(location: &Location, storage: &dyn Storage) -> Result<()> {
    if root::newest_number(storage).await?.is_some() {
        return Err(Error::RepositoryExists { location: storage.location() });
    }
    let own =
        |key: &str| key == layout::CONFIG || key.starts_with(layout::KEYS) || key.starts_with(layout::PROBE);
    let listing = storage.list("", None, Some(64)).await?;
    if listing.entries.iter().any(|entry| !own(&entry.key)) || has_strangers(location, &own) {
        return Err(Error::NotEmpty { location: storage.location() });
    }
    Ok(())
}

/// Whether a folder holds what no store can have put there and no listing tells.
fn has_strangers(location: &Location, own: &dyn Fn(&str) -> bool) -> bool {
    let Location::Local(path) = location else { return false };
    let Ok(entries) = fs::read_dir(path) else { return false };
    let name = |entry: io::Result<fs::DirEntry>| entry.map(|entry| entry.file_name());
    entries.map(name).any(|name| match name.ok().as_ref().and_then(|name| name.to_str()) {
        // A fresh file system has `lost+found`; `tmp` is the store's own.
        Some(name) => !matches!(name, "lost+found" | "tmp") && !own(name) && !own(&format!("{name}/")),
        None => true,
    })
}

/// Makes a repository that `passphrase` opens. `options.mode` is what the store turns out to allow.
pub async fn run(
    storage: &Arc<dyn Storage>,
    passphrase: &[u8],
    options: &InitOptions,
    clock: &dyn Clock,
) -> Result<InitResult> {
    let probe = probe::conditional_put(storage, layout::PROBE).await?;
    let mode = match probe {
        ConditionalPut::Atomic => CommitMode::Conditional,
        _ => CommitMode::SingleMaintainer,
    };
    let storage: Arc<dyn Storage> = match mode {
        CommitMode::Conditional => Arc::clone(storage),
        CommitMode::SingleMaintainer => Arc::new(Unconditional::new(Arc::clone(storage))),
    };
    let options = InitOptions { mode, ..options.clone() };
    let repository = open::init(storage, passphrase, &options, clock).await?;
    Ok(InitResult { repository, probe, mode })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::OpenOptions;

    async fn check(path: &std::path::Path) -> Result<()> {
        let location = Location::Local(path.to_owned());
        let opened = location.open(&OpenOptions::default()).await?;
        check_vacant(&location, &*opened.storage).await
    }

    #[tokio::test]
    async fn only_an_empty_folder_is_free() {
        let folder = tempfile::tempdir().unwrap();
        check(folder.path()).await.unwrap();
        for name in ["lost+found", "keys", "tmp"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        check(folder.path()).await.unwrap();
        for stranger in ["notes.txt", "Not a key!", ".hidden"] {
            let path = folder.path().join(stranger);
            fs::write(&path, "").unwrap();
            assert!(matches!(check(folder.path()).await, Err(Error::NotEmpty { .. })), "{stranger}");
            fs::remove_file(path).unwrap();
        }
        fs::create_dir(folder.path().join("photos")).unwrap();
        assert!(matches!(check(folder.path()).await, Err(Error::NotEmpty { .. })));
    }
}
