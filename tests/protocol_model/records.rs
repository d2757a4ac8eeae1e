//! What was said about snapshots: forget, unforget, hold and release. Each is a session, and takes effect once a root
//! has absorbed it; an unforget or a release names the sessions whose word it takes back.

use crate::model::rules::{Errand, Scope};
use crate::model::state::{Listing, ORIGINALS, Root, SESSIONS, Sids, Snapshots, World, bit, has, members};

fn errand(scope: &Scope, sid: usize) -> Option<Errand> {
    scope.writers.get(sid / scope.attempts).copied()
}

fn absorbed(root: &Root) -> Sids {
    root.catalogue >> ORIGINALS
}

pub fn asks_to_forget(scope: &Scope, sid: usize, snapshot: usize) -> bool {
    errand(scope, sid) == Some(Errand::Forget(snapshot))
}

fn forgotten_by(scope: &Scope, sids: Sids) -> Snapshots {
    members(sids).fold(0, |set, sid| match errand(scope, sid) {
        Some(Errand::Forget(snapshot)) => set | bit(snapshot),
        _ => set,
    })
}

fn held_by(scope: &Scope, sids: Sids) -> Snapshots {
    members(sids).fold(0, |set, sid| match errand(scope, sid) {
        Some(Errand::Hold(snapshot)) => set | bit(snapshot),
        _ => set,
    })
}

/// Snapshots that a request which stands wants to be forgotten.
pub fn requested(scope: &Scope, root: &Root) -> Snapshots {
    forgotten_by(scope, absorbed(root) & !root.undone)
}

/// Snapshots that are held, or that were asked to be forgotten and no longer are.
pub fn spared(scope: &Scope, root: &Root) -> Snapshots {
    let standing = absorbed(root) & !root.undone;
    held_by(scope, standing) | forgotten_by(scope, absorbed(root)) & !forgotten_by(scope, standing)
}

/// Sessions whose word a writer takes back, having seen this root and LIST.
pub fn undoes(scope: &Scope, world: &World, writer: usize, root: &Root, listing: &Listing) -> Sids {
    let undone = match scope.writers[writer] {
        Errand::Unforget(snapshot) => Errand::Forget(snapshot),
        Errand::Release(snapshot) => Errand::Hold(snapshot),
        _ => return 0,
    };
    let commits = world.saying(listing.commit & listing.open) & !world.retired_set(root);
    let said = absorbed(root) | commits;
    (0..SESSIONS)
        .filter(|sid| has(said, *sid) && errand(scope, *sid) == Some(undone))
        .fold(0, |set, sid| set | bit(sid))
}
