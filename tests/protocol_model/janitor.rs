//! Deleting what the newest root no longer needs, and the network's delayed duplicates.

use crate::model::rules::Scope;
use crate::model::segments;
use crate::model::state::{Root, Sids, World, has, members, owned};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    Pack(usize),
    Open(usize),
    Delta(usize),
    End(usize),
    Segment(usize),
}

/// Per retired session `open` goes first and the end last, where the store lets them; packs go once the newest root
/// calls them dead.
pub fn deletions(scope: &Scope, world: &World) -> Vec<Deletion> {
    let root = authority(scope, world);
    let mut out: Vec<Deletion> = members(root.dead & world.packs).map(Deletion::Pack).collect();
    if !scope.janitor {
        return out;
    }
    out.extend(segments::waste(scope, world, &root).map(Deletion::Segment));
    for sid in members(world.retired_set(&root)) {
        let s = &world.sessions[sid];
        let there = [
            s.open.then_some(Deletion::Open(sid)),
            s.delta.then_some(Deletion::Delta(sid)),
            s.ended().then_some(Deletion::End(sid)),
        ];
        let turns = if scope.unordered { there.len() } else { 1 };
        out.extend(there.into_iter().flatten().take(turns));
    }
    out
}

/// The newest root that every member has.
fn authority(scope: &Scope, world: &World) -> Root {
    match world.second_member {
        Some(copy) if scope.rules.delete_by_oldest_copy => copy,
        _ => world.root,
    }
}

/// Everything of these sessions at once.
pub fn delete_sessions(world: &mut World, sids: Sids) {
    for sid in members(sids) {
        for deletion in [Deletion::Open(sid), Deletion::Delta(sid), Deletion::End(sid)] {
            delete(world, deletion);
        }
    }
}

pub fn delete(world: &mut World, deletion: Deletion) {
    match deletion {
        Deletion::Pack(pack) => world.packs &= !(1 << pack),
        Deletion::Segment(segment) => world.segments &= !(1 << segment),
        Deletion::Open(sid) => world.sessions[sid].open = false,
        Deletion::Delta(sid) => world.sessions[sid].delta = false,
        Deletion::End(sid) => {
            world.sessions[sid].commit = false;
            world.sessions[sid].fence = false;
        }
    }
}

/// A PUT that the network delivers a second time. While the object stands that changes nothing, so only
/// duplicates that arrive after a deletion are explored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duplicate {
    Pack(usize),
    Open(usize),
    Delta(usize),
}

pub fn duplicates(scope: &Scope, world: &World) -> Vec<Duplicate> {
    let mut out = Vec::new();
    if world.late_puts >= scope.late_puts {
        return out;
    }
    for (sid, s) in world.sessions.iter().enumerate() {
        if s.open_put && !s.open {
            out.push(Duplicate::Open(sid));
        }
        if s.delta_put && !s.delta {
            out.push(Duplicate::Delta(sid));
        }
        if s.packed != 0 && !has(world.packs, owned(sid).trailing_zeros() as usize) {
            out.push(Duplicate::Pack(sid));
        }
    }
    out
}

pub fn deliver(world: &mut World, duplicate: Duplicate) {
    world.late_puts += 1;
    match duplicate {
        Duplicate::Pack(sid) => world.packs |= owned(sid),
        Duplicate::Open(sid) => world.sessions[sid].open = true,
        Duplicate::Delta(sid) => world.sessions[sid].delta = true,
    }
}
