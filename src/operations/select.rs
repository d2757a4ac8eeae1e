//! The snapshot that is meant.

use std::collections::HashSet;

use crate::model::id::SessionId;
use crate::model::role::Role;
use crate::model::snapshot::Snapshot;
use crate::policy::select::Facts;
use crate::repository::catalog::CatalogEntry;
use crate::repository::listed::{Listed, remember};
use crate::repository::{Damage, Error, Repository, Result};

/// A snapshot with what reading its tree needs.
#[derive(Debug, Clone)]
pub struct Selected {
    /// The snapshot.
    pub snapshot: Snapshot,
    /// As it is in the catalogue.
    pub entry: CatalogEntry,
    /// Whether a pack that its backup stored is known to be broken. What it took over from others is not looked at.
    pub damaged: bool,
    /// Whether a key of role `full` made it: of what others say of its age nothing is believed.
    pub vouched: bool,
}

/// A snapshot as selection sees it.
pub fn facts(snapshot: &Snapshot) -> Facts {
    Facts {
        id: snapshot.id(),
        started: snapshot.head.started,
        host: snapshot.body.host.clone(),
        paths: snapshot.paths(),
        tags: snapshot.body.tags.clone(),
        dataset: snapshot.body.dataset.clone(),
    }
}

fn listed(selected: &Selected) -> Listed {
    let Snapshot { head, body, .. } = &selected.snapshot;
    let id = selected.snapshot.id();
    Listed { id, started: head.started, host: body.host.clone(), tags: body.tags.clone() }
}

/// Every snapshot with its private part, oldest first, and what of the catalogue cannot be believed.
pub async fn all(repository: &Repository) -> Result<(Vec<Selected>, Vec<Damage>)> {
    let (mut snapshots, findings) = with_forgotten(repository).await?;
    snapshots.retain(|selected| !selected.entry.is_forgotten());
    remember(repository.cache(), &snapshots.iter().map(listed).collect::<Vec<_>>());
    Ok((snapshots, findings))
}

/// As `all`, but only those that were forgotten and can still be brought back.
pub async fn forgotten(repository: &Repository) -> Result<(Vec<Selected>, Vec<Damage>)> {
    let (mut snapshots, findings) = with_forgotten(repository).await?;
    snapshots.retain(|selected| selected.entry.is_forgotten());
    Ok((snapshots, findings))
}

/// As `all`, and those that are to be swept.
pub async fn with_forgotten(repository: &Repository) -> Result<(Vec<Selected>, Vec<Damage>)> {
    // Refused before anything is read, and in words about snapshots.
    repository.keys().private(crate::repository::layout::Kind::Body)?;
    let (view, catalog) = repository.catalog().await?;
    let damaged_tags = catalog.damaged_tags(repository.keys());
    let mut findings = catalog.findings;
    findings.extend(damaged_tags);
    findings.extend(view.findings.iter().cloned());
    let broken = view.root.root.broken.iter().flat_map(|broken| &broken.packs);
    let broken: HashSet<_> = broken.map(|pack| pack.session).collect();
    let mut snapshots = Vec::with_capacity(catalog.entries.len());
    for entry in catalog.entries {
        match entry.open(repository.keys()) {
            Ok(snapshot) => {
                let damaged = broken.contains(&entry.session);
                let author = view.root.register.entry(&entry.signer);
                let vouched = author.is_some_and(|author| author.role == Role::Full);
                snapshots.push(Selected { snapshot, entry, damaged, vouched });
            }
            Err(Error::Damage(damage)) => findings.push(damage),
            Err(error) => return Err(error),
        }
    }
    Ok((snapshots, findings))
}

/// Whether a snapshot is no longer in the catalogue, or on its way out: then what is missing of it is no damage.
pub async fn is_gone(repository: &Repository, session: &SessionId) -> Result<bool> {
    Ok(repository.catalog().await?.1.entry(session).is_none())
}
