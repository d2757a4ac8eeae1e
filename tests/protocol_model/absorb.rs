//! How a root takes over ended sessions, and how floors and retirement move.

use crate::model::rules::Scope;
use crate::model::state::{Listing, Root, SESSIONS, Sids, World, bit, has, members, owned_by};

/// The successor of `root` that has absorbed every ended session of `listing`. Without a listing taken after
/// `root` (`fresh` false) nothing is absorbed and the floor stays.
pub fn absorb(scope: &Scope, world: &World, root: &Root, listing: &Listing, fresh: bool) -> Root {
    let rules = &scope.rules;
    let mut next = *root;
    next.number += 1;
    if !rules.carry_taken {
        next.taken = 0;
    }
    if !fresh {
        return next;
    }
    let counting = listing.open & unretired(world, root);
    let commits = counting & listing.commit;
    let fences = counting & listing.fence & !commits;
    let ended = commits | fences;

    let mut deltas = listing.delta & commits;
    if rules.fetch_named_deltas {
        deltas |= commits & sessions_with(world, |sid| world.sessions[sid].delta_put);
    }
    if rules.absorb_fenced {
        deltas |= listing.delta & fences;
        if rules.list_fenced_again {
            deltas |= fences & sessions_with(world, |sid| world.sessions[sid].delta);
        }
    }
    next.index |= owned_by(deltas) & !next.dead;
    let saying = world.saying(commits);
    next.catalogue |= owned_by(saying);
    next.undone = members(saying).fold(next.undone, |undone, sid| undone | world.sessions[sid].undoes);

    // The LIST was begun after `root` was stored, so it shows every session whose View was of an older root.
    // Only those may be taken for dead when it does not show them.
    let floor = if rules.floor_lags { root.number } else { next.number };
    next.floor = next.floor.max(floor);
    let below = sessions_with(world, |sid| world.sessions[sid].number < next.floor);
    next.open_below = if rules.remember_open { counting & !ended & below } else { 0 };
    next.taken |= if rules.take_only_ended { ended } else { counting };
    next.taken &= !below;
    next
}

fn unretired(world: &World, root: &Root) -> Sids {
    sessions_with(world, |sid| !world.retired(root, sid))
}

fn sessions_with(world: &World, wanted: impl Fn(usize) -> bool) -> Sids {
    (0..SESSIONS)
        .filter(|sid| world.sessions[*sid].open_put && wanted(*sid))
        .fold(0, |set, sid| set | bit(sid))
}

/// Sessions that a sweep of the mark in `root` has to wait for. One named after the mark's root has seen the mark.
pub fn open_under(world: &World, root: &Root, listing: &Listing) -> Sids {
    let mark = root.mark.map_or(0, |mark| mark.root);
    let older = sessions_with(world, |sid| world.sessions[sid].number < mark);
    listing.open & !listing.commit & !listing.fence & unretired(world, root) & older
}

/// Originals count as packs of an ended session, and so do packs of sessions that `root` retires.
pub fn sweepable(world: &World, root: &Root) -> u16 {
    let originals = bit(0) | bit(1);
    (originals | owned_by(world.retired_set(root))) & world.packs & !root.dead
}

/// Whether the delta of an open session, listed now, names one of these packs.
pub fn in_open_delta(world: &World, root: &Root, pack: usize) -> bool {
    let deltas = sessions_with(world, |sid| {
        world.sessions[sid].delta && world.sessions[sid].open && !world.retired(root, sid)
    });
    has(owned_by(deltas), pack)
}
