//! Making a repository, and opening one.

use std::sync::Arc;

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::codec::chunk::ChunkSizes;
use crate::codec::hash::sha256;
use crate::codec::passphrase::Params;
use crate::codec::random;
use crate::model::id::{ObjectDigest, RepositoryId, SlotId, to_hex};
use crate::model::time::{Clock, Timestamp};
use crate::storage::{ErrorKind, Listing, PutMode, Storage, Unconditional};

use super::cache::{CacheRoot, HostCache, write_private};
use super::config::{Config, FORMAT_VERSION};
use super::error::{Damage, Error, Result};
use super::keys::{Keys, Secrets};
use super::layout::{self, Kind};
use super::register::{Entry, Register};
use super::root::{self, CommitMode, LoadedRoot, Root};
use super::slot::{self, Opened, Unlock};
use super::view::get_all;
use super::{Repository, object, view};

/// What is chosen once, when a repository is made.
#[derive(Debug, Clone)]
pub struct InitOptions {
    /// Sizes of content-defined chunks.
    pub chunks: ChunkSizes,
    /// Size of fixed chunks, in bytes.
    pub page_size: u32,
    /// Cost of guessing the passphrase.
    pub passphrase: Params,
    /// Whether the store refuses a second PUT of a key, as the probe found.
    pub mode: CommitMode,
}

/// Makes a repository that `passphrase` opens.
pub async fn init(
    storage: Arc<dyn Storage>,
    passphrase: &[u8],
    options: &InitOptions,
    clock: &dyn Clock,
) -> Result<RepositoryId> {
    let unlock = Unlock::Passphrase(passphrase.to_vec().into());
    match storage.get(layout::CONFIG).await {
        Ok(config) => return finish_interrupted(&*storage, &config, &unlock, options, clock).await,
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    for entry in storage.list("", None, Some(64)).await?.entries {
        // Slots without a config are what an interrupted `init` leaves, probes what one without the right to delete does.
        if !entry.key.starts_with(layout::KEYS) && !entry.key.starts_with(layout::PROBE) {
            return Err(Error::NotEmpty { location: storage.location() });
        }
    }
    let secrets = Secrets::generate();
    let (Some(data), Some(metadata), Some(authority)) =
        (&secrets.data, &secrets.metadata, &secrets.authority)
    else {
        unreachable!("new secrets are complete");
    };
    let config = Config {
        repository: RepositoryId(random::bytes()),
        created: clock.now(),
        chunks: options.chunks,
        page_size: options.page_size,
        data_recipient: data.recipient(),
        metadata_recipient: metadata.recipient(),
        authority: authority.verifying_key(),
    };
    let stored = config.encode();
    let digest = Config::digest(&stored);
    let slot = slot::with_passphrase(&secrets, digest, passphrase, &options.passphrase)?;
    let slot_id = slot::id(&slot);
    storage.put(&layout::slot(&slot_id), slot.into(), PutMode::Create).await?;
    match storage.put(layout::CONFIG, stored.clone().into(), PutMode::Create).await {
        Ok(()) => {}
        Err(error)
            if error.kind() == ErrorKind::AlreadyExists
                && storage.get(layout::CONFIG).await?[..] == stored[..] => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(Error::RepositoryExists { location: storage.location() });
        }
        Err(error) => return Err(error.into()),
    }
    let repository = config.repository;
    let keys = Keys::new(secrets, config, digest)?;
    commit_first_root(&*storage, &keys, slot_id, options.mode, clock.now()).await?;
    Ok(repository)
}

async fn commit_first_root(
    storage: &dyn Storage,
    keys: &Keys,
    slot: SlotId,
    mode: CommitMode,
    now: Timestamp,
) -> Result<()> {
    let register = Register { serial: 0, entries: vec![entry(keys.secrets(), Some(slot), true, None, now)] };
    let first = Root {
        version: FORMAT_VERSION,
        number: 0,
        previous: None,
        config: keys.config_digest(),
        made: now,
        mode,
        register: register.sign(keys)?,
        index: Vec::new(),
        catalog: Vec::new(),
        floor: 0,
        open_below: Vec::new(),
        dead: Vec::new(),
        dead_floor: 0,
        pending: None,
        broken: None,
        taken: Vec::new(),
    };
    match root::commit(storage, keys, &first).await? {
        Some(_) => Ok(()),
        None => Err(Error::RepositoryExists { location: storage.location() }),
    }
}

/// The entry of a key in the register.
pub fn entry(
    secrets: &Secrets,
    slot: Option<SlotId>,
    passphrase: bool,
    label: Option<String>,
    created: Timestamp,
) -> Entry {
    Entry {
        verifying_key: (*secrets.signing.verifying_key().as_bytes()).into(),
        slot,
        role: secrets.role,
        group: secrets.group,
        label,
        created,
        passphrase,
        revoked: None,
    }
}

/// A config without any root is an `init` that was cut short: the same passphrase finishes it.
async fn finish_interrupted(
    storage: &dyn Storage,
    config: &[u8],
    unlock: &Unlock,
    options: &InitOptions,
    clock: &dyn Clock,
) -> Result<RepositoryId> {
    let exists = || Error::RepositoryExists { location: storage.location() };
    if root::newest_number(storage).await?.is_some() {
        return Err(exists());
    }
    let slots = storage.list(layout::KEYS, None, None).await?;
    let (slot_id, _, opened) = open_slot(storage, slots, unlock).await.map_err(|_| exists())?;
    let decoded = Config::decode(config)?;
    if opened.config != Config::digest(config) {
        return Err(exists());
    }
    let repository = decoded.repository;
    let keys = Keys::new(opened.secrets, decoded, opened.config)?;
    commit_first_root(storage, &keys, slot_id, options.mode, clock.now()).await?;
    Ok(repository)
}

/// What opening needs, kept on the host: an unchanged repository is opened without a request.
#[derive(Debug, Encode, Decode)]
struct Remembered {
    #[n(0)]
    config: ByteVec,
    #[n(1)]
    slot: ByteVec,
}

/// The repository that a file of the cache remembers how to open; none if it is no such file.
pub fn remembered_repository(bytes: &[u8]) -> Option<RepositoryId> {
    let known = minicbor::decode::<Remembered>(bytes).ok()?;
    Config::decode(&known.config).ok().map(|config| config.repository)
}

fn remembered_at(root: &CacheRoot, storage: &dyn Storage, unlock: &Unlock) -> Option<std::path::PathBuf> {
    let CacheRoot::Folder(folder) = root else { return None };
    let name = sha256(format!("{} {}", unlock.what(), storage.location()).as_bytes());
    Some(folder.join(format!("at-{}", to_hex(&name[..12]))))
}

impl Repository {
    /// Opens a repository with a passphrase or key file.
    pub async fn open(storage: Arc<dyn Storage>, unlock: &Unlock, cache: &CacheRoot) -> Result<Self> {
        if let Some(path) = remembered_at(cache, &*storage, unlock)
            && let Ok(bytes) = std::fs::read(path)
            && let Ok(known) = minicbor::decode::<Remembered>(&bytes)
            && let Ok(Some(opened)) = slot::open(&slot::id(&known.slot), &known.slot, unlock)
            && opened.config == Config::digest(&known.config)
            && let Ok(config) = Config::decode(&known.config)
        {
            let keys = Arc::new(Keys::new(opened.secrets, config, opened.config)?);
            let cache = HostCache::open(cache, keys.repository())?;
            // If another repository lies here now, or this key was removed, the root tells; then look again.
            match view::newest_root(&*storage, &keys, &cache).await {
                // A passphrase that was changed since must not open by what this host remembers.
                Ok(root)
                    if root
                        .register
                        .active(&keys.signer())
                        .is_some_and(|entry| is_current(entry, &known.slot)) =>
                {
                    return Ok(Self { storage: writable(storage, &root), keys, cache });
                }
                Ok(_) | Err(Error::Damage(_) | Error::Revoked { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Self::open_unremembered(storage, unlock, cache).await
    }

    /// The same, whatever this host remembers of what was there before.
    pub async fn open_unremembered(
        storage: Arc<dyn Storage>,
        unlock: &Unlock,
        cache: &CacheRoot,
    ) -> Result<Self> {
        let remembered = remembered_at(cache, &*storage, unlock);
        let slots = async {
            match unlock {
                Unlock::KeyFile(_) => Ok(Listing::default()),
                Unlock::Passphrase(_) => storage.list(layout::KEYS, None, None).await,
            }
        };
        let (config, slots) = tokio::join!(storage.get(layout::CONFIG), slots);
        let config = match config {
            Ok(config) => config,
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(no_config(&*storage).await),
            Err(error) => return Err(error.into()),
        };
        let (slot, opened) = match unlock {
            Unlock::KeyFile(file) => {
                let bytes = file.slot().to_vec();
                match slot::open(&slot::id(&bytes), &bytes, unlock)? {
                    Some(opened) => (bytes, opened),
                    None => return Err(wrong_key(&*storage, unlock)),
                }
            }
            Unlock::Passphrase(_) => {
                let (_, bytes, opened) = open_slot(&*storage, slots?, unlock).await?;
                (bytes, opened)
            }
        };
        if opened.config != Config::digest(&config) {
            return Err(config_differs(&*storage, unlock));
        }
        let decoded = Config::decode(&config)?;
        let keys = Arc::new(Keys::new(opened.secrets, decoded, opened.config)?);
        let host = HostCache::open(cache, keys.repository())?;
        let root = view::newest_root(&*storage, &keys, &host).await?;
        if let Some(path) = remembered {
            let known = Remembered { config: config.to_vec().into(), slot: slot.into() };
            write_private(&path, &object::encode(&known))?;
        }
        Ok(Self { storage: writable(storage, &root), keys, cache: host })
    }
}

/// Whether a remembered slot is still the one of its key. A key file carries its slot, so it is what the file says.
fn is_current(entry: &Entry, slot: &[u8]) -> bool {
    !entry.passphrase || entry.slot == Some(slot::id(slot))
}

/// The store as this repository's mode asks for it: without conditional PUT, conditions are checked before.
fn writable(storage: Arc<dyn Storage>, root: &LoadedRoot) -> Arc<dyn Storage> {
    match root.root.mode {
        CommitMode::Conditional => storage,
        CommitMode::SingleMaintainer => Arc::new(Unconditional::new(storage)),
    }
}

/// The digest of `config` fits no slot: with a passphrase's slot from the same store, `config` was changed; a key file
/// may simply be that of another repository.
fn config_differs(storage: &dyn Storage, unlock: &Unlock) -> Error {
    match unlock {
        Unlock::Passphrase(_) => {
            Damage::new(Kind::Config, layout::CONFIG, "is not the one its keys were made for").into()
        }
        Unlock::KeyFile(_) => Error::Damage(Damage::new(
            Kind::Config,
            layout::CONFIG,
            format!("at {} is not the one this key file was made for", storage.location()),
        )),
    }
}

fn wrong_key(storage: &dyn Storage, unlock: &Unlock) -> Error {
    Error::WrongKey { location: storage.location(), secret: unlock.what() }
}

/// No config: nothing here, or a repository that lost it.
async fn no_config(storage: &dyn Storage) -> Error {
    match storage.list(layout::ROOTS, None, Some(1)).await {
        Ok(listing) if listing.entries.is_empty() => Error::NoRepository { location: storage.location() },
        Ok(_) => {
            Damage::new(Kind::Config, layout::CONFIG, "is missing from a repository that has roots").into()
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Error::NoRepository { location: storage.location() }
        }
        Err(error) => error.into(),
    }
}

/// Tries every slot of the store. A damaged one is said to be damaged only if no other opens.
async fn open_slot(
    storage: &dyn Storage,
    slots: Listing,
    unlock: &Unlock,
) -> Result<(SlotId, Vec<u8>, Opened)> {
    let keys = slots.entries.into_iter().map(|entry| ((), entry.key)).collect();
    let mut damage = None;
    for ((), key, bytes) in get_all(storage, keys).await? {
        let name = key.strip_prefix(layout::KEYS).unwrap_or_default();
        let opened = match name.parse::<SlotId>() {
            Ok(id) => slot::open(&id, &bytes, unlock).map(|opened| opened.map(|opened| (id, opened))),
            Err(_) => Err(Damage::new(Kind::Slot, &key, "has a name that no slot has").into()),
        };
        match opened {
            Ok(Some((id, opened))) => return Ok((id, bytes.to_vec(), opened)),
            Ok(None) => {}
            Err(error) => damage = Some(error),
        }
    }
    Err(damage.unwrap_or_else(|| wrong_key(storage, unlock)))
}

/// The digest of stored bytes.
pub fn digest(bytes: &[u8]) -> ObjectDigest {
    ObjectDigest(sha256(bytes))
}
