//! Where the files of a snapshot were: restic keeps whole paths of absolute sources, and of relative ones what was named.

use crate::restic::{Id, Repository, Snapshot};

/// The folder that the names at the top of the tree were in. Nothing if it cannot be told.
pub async fn base(repository: &Repository, snapshot: &Snapshot) -> Option<Vec<u8>> {
    let mut found = None;
    for path in &snapshot.paths {
        let names: Vec<_> = path.split('/').filter(|name| !name.is_empty()).collect();
        let mut base = None;
        // The longest ending of the path that the tree holds.
        for from in 0..=names.len() {
            if holds(repository, snapshot.tree, &names[from..]).await {
                base = Some(format!("/{}", names[..from].join("/")));
                break;
            }
        }
        let base = base?;
        if found.is_some() && found.as_ref() != Some(&base) {
            return None;
        }
        found = Some(base);
    }
    found.map(String::into_bytes)
}

async fn holds(repository: &Repository, tree: Id, names: &[&str]) -> bool {
    let mut tree = Some(tree);
    for name in names {
        let Some(id) = tree else { return false };
        let Ok(mut trees) = repository.trees(&[id]).await else { return false };
        let entries = trees.pop().map(|tree| tree.0).unwrap_or_default();
        let Some(entry) = entries.into_iter().find(|entry| entry.node.name == name.as_bytes()) else {
            return false;
        };
        tree = entry.subtree;
    }
    true
}
