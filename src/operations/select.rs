//! The snapshot that is meant.

use crate::model::snapshot::Snapshot;
use crate::repository::catalog::CatalogEntry;
use crate::repository::{Damage, Error, Repository, Result};

/// A snapshot with what reading its tree needs.
#[derive(Debug, Clone)]
pub struct Selected {
    /// The snapshot.
    pub snapshot: Snapshot,
    /// As it is in the catalogue.
    pub entry: CatalogEntry,
}

/// Every snapshot with its private part, oldest first, and what of the catalogue cannot be believed.
pub async fn all(repository: &Repository) -> Result<(Vec<Selected>, Vec<Damage>)> {
    let (mut snapshots, findings) = with_forgotten(repository).await?;
    snapshots.retain(|selected| !selected.entry.is_forgotten());
    Ok((snapshots, findings))
}

/// As `all`, and those that are to be swept.
pub async fn with_forgotten(repository: &Repository) -> Result<(Vec<Selected>, Vec<Damage>)> {
    // Refused before anything is read, and in words about snapshots.
    repository.keys().private(crate::repository::layout::Kind::Body)?;
    let (view, catalog) = repository.catalog().await?;
    let mut findings = catalog.findings;
    findings.extend(view.findings.iter().cloned());
    let mut snapshots = Vec::with_capacity(catalog.entries.len());
    for entry in catalog.entries {
        match entry.open(repository.keys()) {
            Ok(snapshot) => snapshots.push(Selected { snapshot, entry }),
            Err(Error::Damage(damage)) => findings.push(damage),
            Err(error) => return Err(error),
        }
    }
    Ok((snapshots, findings))
}
