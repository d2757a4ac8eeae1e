//! Config and slots, whose names are digests of their bytes.

use std::collections::HashSet;

use crate::repository::layout::{self, Kind};
use crate::repository::view::get_all;
use crate::repository::{Damage, Repository, Result, View, config, slot};
use crate::storage::ErrorKind;

/// What is wrong with them.
pub async fn check(repository: &Repository, view: &View) -> Result<Vec<Damage>> {
    let (storage, keys) = (repository.storage(), repository.keys());
    let mut findings = Vec::new();
    let mut config = |problem| findings.push(Damage::new(Kind::Config, layout::CONFIG, problem));
    match storage.get(layout::CONFIG).await {
        Ok(bytes) if config::Config::digest(&bytes) == keys.config_digest() => {}
        Ok(_) => config("is not the one its keys were made for"),
        Err(error) if error.kind() == ErrorKind::NotFound => config("is missing"),
        Err(error) => return Err(error.into()),
    }
    let listing = storage.list(layout::KEYS, None, None).await?;
    let objects = listing.entries.into_iter().map(|entry| ((), entry.key)).collect();
    let mut found = HashSet::new();
    for ((), key, bytes) in get_all(storage, objects).await? {
        if layout::slot(&slot::id(&bytes)) != key {
            findings.push(Damage::new(Kind::Slot, &key, "is not what its name says"));
        }
        found.insert(key);
    }
    let entries = &view.root.register.entries;
    for slot in entries.iter().filter(|entry| entry.revoked.is_none()).filter_map(|entry| entry.slot) {
        let key = layout::slot(&slot);
        if !found.contains(&key) {
            findings.push(Damage::new(Kind::Slot, key, "is missing"));
        }
    }
    Ok(findings)
}
