//! What the repository says of itself, as far as that is read without its trees.

use std::time::Duration;

use crate::model::time::Timestamp;
use crate::repository::{Catalog, Repository, Result};

use super::{Found, Verified};

/// A backup that the store has not heard of for so long has probably ended without saying so.
const LONG: Duration = Duration::from_secs(24 * 3600);

fn last_verified(catalog: &Catalog, now: Option<Timestamp>) -> Option<Verified> {
    let stored = catalog.verifications().filter_map(|(stored, said)| Some((stored?, said)));
    let (stored, said) = stored.max_by_key(|(stored, _)| *stored)?;
    let ago = now.unwrap_or(stored).since(stored);
    Some(Verified { stored, ago, packs_read: said.packs_read, findings: said.findings })
}

/// The key in use, the newest root, and what waits to be done.
pub async fn state(repository: &Repository) -> Result<Vec<Found>> {
    let keys = repository.keys();
    let (view, catalog) = repository.catalog().await?;
    let label = view.root.register.entry(&keys.signer()).and_then(|entry| entry.label.clone());
    let id = keys.signer().to_string();
    let mut found = vec![Found::Key { id: id[..16].to_owned(), role: keys.role(), label }];
    let open: Vec<_> = view
        .sessions
        .iter()
        .filter(|(_, session)| session.opened && !session.ended && !session.fence)
        .collect();
    let snapshots = catalog.entries.iter().filter(|entry| !entry.is_forgotten()).count() as u64;
    found.push(Found::State { root: view.root.root.number, snapshots, open: open.len() as u64 });
    found.push(Found::Verified(last_verified(&catalog, view.store_time), snapshots));
    for (sid, session) in open {
        let silent = view.store_time.zip(session.modified).map(|(now, last)| now.since(last));
        if let Some(silent) = silent.filter(|silent| *silent > LONG) {
            found.push(Found::Silent(*sid, silent));
        }
    }
    if let Some(mark) = &view.root.root.pending {
        let (packs, snapshots) = (mark.packs.len() as u64, mark.snapshots.len() as u64);
        found.push(Found::Pending { packs, snapshots });
    }
    let findings = view.findings.into_iter().chain(catalog.findings);
    found.extend(findings.map(Found::Damaged));
    Ok(found)
}
