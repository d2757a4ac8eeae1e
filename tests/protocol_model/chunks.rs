//! Which chunks lie where, and which snapshots a View shows.

use crate::model::rules::Scope;
use crate::model::state::{
    Chunks, Listing, ONE_PAGE, ORIGINALS, Packs, Root, Snapshots, World, has, members, owned_by,
};

/// Where LISTs of sessions may be cut in two.
pub fn cuts(scope: &Scope) -> Vec<u8> {
    let mut out = scope.cuts.clone();
    out.push(ONE_PAGE);
    out
}

/// The chunks in a pack, whether or not it still exists.
pub fn content(world: &World, scope: &Scope, pack: usize) -> Chunks {
    match pack.checked_sub(ORIGINALS) {
        Some(sid) => world.sessions.get(sid).map_or(0, |s| s.packed),
        None => scope.original_packs[pack],
    }
}

/// The chunks in any of these packs.
pub fn cover(world: &World, scope: &Scope, packs: Packs) -> Chunks {
    members(packs).fold(0, |all, p| all | content(world, scope, p))
}

/// Every smallest choice among `homes` that holds all of `live` that `homes` hold at all.
pub fn minimal_covers(world: &World, scope: &Scope, live: Chunks, homes: Packs) -> Vec<Packs> {
    let wanted = live & cover(world, scope, homes);
    let covers = |packs: Packs| wanted & !cover(world, scope, packs) == 0;
    let mut out = Vec::new();
    let mut subset = homes;
    loop {
        if covers(subset) && members(subset).all(|p| !covers(subset & !(1 << p))) {
            out.push(subset);
        }
        if subset == 0 {
            return out;
        }
        subset = (subset - 1) & homes;
    }
}

/// Whether the catalogue has the record of this session.
pub fn absorbed(catalogue: Snapshots, sid: usize) -> bool {
    has(catalogue, ORIGINALS + sid)
}

/// Snapshots that a View of this root and LIST shows.
pub fn shown(scope: &Scope, world: &World, root: &Root, listing: &Listing) -> Snapshots {
    let mut commits = world.saying(listing.commit & listing.open) & !world.retired_set(root);
    if !scope.conditional {
        commits &= !listing.fence;
    }
    root.catalogue | owned_by(commits)
}

/// Snapshots that anyone who looks now is shown.
pub fn listed(scope: &Scope, world: &World) -> Snapshots {
    shown(scope, world, &world.root, &world.list_all())
}
