//! The chain of roots, as far back as it is kept.

use std::collections::BTreeMap;

use futures_util::{StreamExt, stream};

use crate::model::id::ObjectDigest;
use crate::repository::layout::{self, Kind};
use crate::repository::root::{self, LoadedRoot};
use crate::repository::{Damage, Error, Repository, Result};
use crate::storage::ErrorKind;

/// Requests under way at once.
const PARALLEL: usize = 16;

/// What is wrong with the chain. Its old end may be cut off at any place and at any time, which is no finding.
pub async fn check(repository: &Repository) -> Result<Vec<Damage>> {
    let mut findings = Vec::new();
    let roots = read(repository, &mut findings).await?;
    let left = numbers(repository, &mut Vec::new()).await?;
    let oldest = left.last().copied().unwrap_or_default();
    let mut after: Option<(u64, Option<ObjectDigest>, u64)> = None;
    for (number, loaded) in roots.into_iter().rev().filter(|(number, _)| *number >= oldest) {
        let mut damage =
            |number, problem| findings.push(Damage::new(Kind::Root, layout::root(number), problem));
        let expected = after.and_then(|(newer, ..)| newer.checked_sub(1));
        for missing in (number + 1..=expected.unwrap_or(number)).rev() {
            damage(missing, "is missing");
        }
        let Some(LoadedRoot { root, digest, register }) = loaded else {
            after = Some((number, None, after.map_or(u64::MAX, |(.., serial)| serial)));
            continue;
        };
        if let Some((newer, named, serial)) = after {
            if newer == number + 1 && named.is_some_and(|named| named != digest) {
                damage(number, "is not the one that the root after it names");
            }
            if register.serial > serial {
                damage(number, "carries a newer list of keys than the root after it");
            }
        }
        after = Some((number, root.previous, register.serial));
    }
    Ok(findings)
}

/// Numbers of the roots that are listed, the newest first.
async fn numbers(repository: &Repository, findings: &mut Vec<Damage>) -> Result<Vec<u64>> {
    let listing = repository.storage().list(layout::ROOTS, None, None).await?;
    let mut numbers = Vec::new();
    for entry in listing.entries {
        match layout::parse_root(&entry.key) {
            Some(number) => numbers.push(number),
            None => findings.push(Damage::new(Kind::Root, entry.key, "has a name that no root has")),
        }
    }
    Ok(numbers)
}

/// Every root that is there; nothing for one that is damaged.
async fn read(
    repository: &Repository,
    findings: &mut Vec<Damage>,
) -> Result<BTreeMap<u64, Option<LoadedRoot>>> {
    let (storage, keys) = (repository.storage(), repository.keys());
    let numbers = numbers(repository, findings).await?;
    let mut reads = stream::iter(numbers)
        .map(|number| async move {
            let bytes = storage.get(&layout::root(number)).await.map_err(Error::from);
            (number, bytes.and_then(|bytes| root::open_old(keys, number, &bytes)))
        })
        .buffer_unordered(PARALLEL);
    let mut roots = BTreeMap::new();
    while let Some((number, read)) = reads.next().await {
        match read {
            Ok(root) => drop(roots.insert(number, Some(root))),
            Err(Error::Damage(damage)) => {
                findings.push(damage);
                roots.insert(number, None);
            }
            // Cut off since it was listed, or else the gap will show.
            Err(Error::Storage(error)) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(roots)
}
