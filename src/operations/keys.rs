//! Keys: list, add, remove, change a passphrase, export. Each is a new root with another register; no data is
//! rewritten.

use super::absorb::{Floor, absorb};
use super::fence::fence;
use crate::codec::passphrase::Params;
use crate::model::id::{SignerId, SlotId};
use crate::model::role::Role;
use crate::model::time::Clock;
use crate::repository::open::entry;
use crate::repository::register::{Entry, Register};
use crate::repository::root::{self, LoadedRoot, Root};
use crate::repository::session;
use crate::repository::slot::{self, KeyFile};
use crate::repository::{Error, Repository, Result, layout, view};
use crate::storage::{ErrorKind, PutMode};

/// Roots of others that may come first before giving up.
const TRIES: u32 = 20;

/// What opens a new key.
#[derive(Debug, Clone, Copy)]
pub enum Opens<'a> {
    /// A passphrase, at this cost of guessing.
    Passphrase(&'a [u8], Params),
    /// A key file, which is given back.
    KeyFile,
}

/// A key that was added.
#[derive(Debug)]
pub struct Added {
    /// Its signature.
    pub signer: SignerId,
    /// The slot that holds it.
    pub slot: SlotId,
    /// The file that opens it.
    pub file: Option<KeyFile>,
}

/// All keys, the removed ones too, and which one is in use.
pub async fn list(repository: &Repository) -> Result<(Vec<Entry>, SignerId)> {
    let root = view::newest_root(repository.storage(), repository.keys(), repository.cache()).await?;
    Ok((root.register.entries.clone(), repository.keys().signer()))
}

/// Adds a key. Needs a `full` key.
pub async fn add(
    repository: &Repository,
    role: Role,
    group: Option<&str>,
    label: Option<String>,
    opens: Opens<'_>,
    clock: &dyn Clock,
) -> Result<Added> {
    let keys = repository.keys();
    let secrets = keys.secrets().for_role(role, group)?;
    let digest = keys.config_digest();
    let (stored, file) = match opens {
        Opens::Passphrase(text, params) => (slot::with_passphrase(&secrets, digest, text, &params)?, None),
        Opens::KeyFile => {
            let (stored, file) = slot::with_key_file(&secrets, digest)?;
            (stored, Some(file))
        }
    };
    let slot = slot::id(&stored);
    put_slot(repository, &slot, stored).await?;
    let entry = entry(&secrets, Some(slot), file.is_none(), label, clock.now());
    let signer = entry.signer().ok_or_else(|| Error::Secret("the new key cannot sign".to_owned()))?;
    let change = |register: &mut Register, _: u64| {
        register.entries.push(entry.clone());
        Ok(())
    };
    change_register(repository, clock, change).await?;
    Ok(Added { signer, slot, file })
}

async fn put_slot(repository: &Repository, id: &SlotId, bytes: Vec<u8>) -> Result<()> {
    match repository.storage().put(&layout::slot(id), bytes.into(), PutMode::Create).await {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error.into()),
        _ => Ok(()),
    }
}

/// Removes a key: nothing it signs counts from now on. Not the one in use, and never the last `full` key.
pub async fn remove(repository: &Repository, signer: &SignerId, clock: &dyn Clock) -> Result<Entry> {
    let mut removed = None;
    change_register(repository, clock, |register, number| {
        if *signer == repository.keys().signer() {
            return Err(Error::Secret("the key in use cannot remove itself; use another key".to_owned()));
        }
        let others = |entry: &&Entry| entry.role == Role::Full && entry.signer().as_ref() != Some(signer);
        if !register.entries.iter().filter(|entry| entry.revoked.is_none()).any(|entry| others(&entry)) {
            return Err(Error::Secret("the last key of role \"full\" cannot be removed".to_owned()));
        }
        let entry = register.entries.iter_mut().find(|entry| entry.signer().as_ref() == Some(signer));
        match entry {
            Some(entry) if entry.revoked.is_none() => {
                entry.revoked = Some(number);
                removed = Some(entry.clone());
                Ok(())
            }
            _ => Err(Error::Secret(format!("there is no key {signer}"))),
        }
    })
    .await?;
    let entry = removed.ok_or_else(|| Error::Secret(format!("there is no key {signer}")))?;
    retire_sessions(repository, signer, clock).await?;
    if let Some(slot) = &entry.slot {
        repository.storage().delete(&layout::slot(slot)).await?;
    }
    Ok(entry)
}

/// Ends what the removed key has begun and raises the floor above it. What it stored in good faith stays: others may
/// rely on it. What it signs from now on counts for nothing, whatever number it gives its sessions.
async fn retire_sessions(repository: &Repository, signer: &SignerId, clock: &dyn Clock) -> Result<()> {
    let (storage, keys) = (repository.storage(), repository.keys());
    let view = repository.view().await?;
    for sid in
        view.sessions.iter().filter(|(_, session)| session.opened && !session.ended).map(|(sid, _)| sid)
    {
        let open = storage.get(&layout::open(sid)).await.map_err(Error::from);
        let open = open.and_then(|bytes| session::read_open(keys, &view.root.register, sid, &bytes));
        if open.is_ok_and(|open| open.signer == *signer) {
            fence(repository, &view, sid).await?;
        }
    }
    absorb(repository, clock, Floor::Raise).await.map(drop)
}

/// Gives the key in use another passphrase. What it signed before stays signed.
pub async fn passwd(
    repository: &Repository,
    passphrase: &[u8],
    params: &Params,
    clock: &dyn Clock,
) -> Result<SlotId> {
    let keys = repository.keys();
    let stored = slot::with_passphrase(keys.secrets(), keys.config_digest(), passphrase, params)?;
    let new = slot::id(&stored);
    put_slot(repository, &new, stored).await?;
    let mut old = None;
    change_register(repository, clock, |register, _| {
        let own = register.entries.iter_mut().find(|entry| entry.signer() == Some(keys.signer()));
        let own = own.ok_or_else(|| Error::Revoked { signer: keys.signer().to_string() })?;
        old = own.slot.replace(new);
        own.passphrase = true;
        Ok(())
    })
    .await?;
    // Only now: whatever goes wrong before, one of the two passphrases opens the repository.
    if let Some(old) = old.filter(|old| *old != new) {
        repository.storage().delete(&layout::slot(&old)).await?;
    }
    Ok(new)
}

/// A key file that holds the key in use, for the safe: it opens the repository even if every slot is lost.
pub fn export(repository: &Repository) -> Result<KeyFile> {
    let keys = repository.keys();
    Ok(slot::with_key_file(keys.secrets(), keys.config_digest())?.1)
}

/// Commits a root with a changed register. `change` gets the number of that root.
async fn change_register(
    repository: &Repository,
    clock: &dyn Clock,
    mut change: impl FnMut(&mut Register, u64) -> Result<()>,
) -> Result<()> {
    let (storage, keys) = (repository.storage(), repository.keys());
    if keys.role() != Role::Full {
        return Err(Error::Role { role: keys.role(), action: "change the list of keys" });
    }
    for _ in 0..TRIES {
        let newest = view::newest_root(storage, keys, repository.cache()).await?;
        let LoadedRoot { root, digest, register } = &*newest;
        let number = root.number + 1;
        let mut register = register.clone();
        register.serial += 1;
        change(&mut register, number)?;
        let next = Root {
            number,
            previous: Some(*digest),
            made: clock.now(),
            register: register.sign(keys)?,
            ..root.clone()
        };
        if root::commit(storage, keys, &next).await?.is_some() {
            return Ok(());
        }
    }
    Err(Error::Contended { object: "the list of keys".to_owned(), tries: TRIES })
}
