//! M3 and M7: what may be condemned, what has to be rescued.

use crate::model::absorb::{absorb, in_open_delta, sweepable};
use crate::model::chunks::{content, cover, minimal_covers};
use crate::model::maintainer::{At, Maintainer, Step, own_session};
use crate::model::records::{requested, spared};
use crate::model::rules::Scope;
use crate::model::state::{Chunks, Packs, Root, Snapshots, World, bit, has, members};
use crate::model::writer::snapshot_chunks;

pub fn live_chunks(scope: &Scope, root: &Root, forgotten: Snapshots) -> Chunks {
    members(root.catalogue & !forgotten).fold(0, |all, s| all | snapshot_chunks(scope, s))
}

/// Sets of snapshots that somebody may have asked to forget, and nobody has spared; records stay.
fn forgettable(scope: &Scope, root: &Root) -> Vec<Snapshots> {
    let records = members(root.catalogue).filter(|s| snapshot_chunks(scope, *s) == 0);
    let kept = records.fold(spared(scope, root), |set, s| set | bit(s));
    let asked = requested(scope, root);
    let mut out: Vec<_> = scope.forget.iter().map(|f| (f | asked) & root.catalogue & !kept).collect();
    out.sort_unstable();
    out.dedup();
    out
}

pub fn plans(scope: &Scope, world: &World, i: usize, m: &Maintainer) -> Vec<Step> {
    let next = absorb(scope, world, &m.root, &m.listing, m.fresh);
    let there = sweepable(world, &next);
    let mut out = Vec::new();
    for forget in forgettable(scope, &next) {
        let live = live_chunks(scope, &next, forget);
        let homes = next.index & world.packs & !next.dead;
        for keep in minimal_covers(world, scope, live, homes) {
            if forget != 0 || there & !keep != 0 {
                out.push(Step::Mark { forget, keep });
            }
        }
        if scope.repack && !world.sessions[own_session(scope, i)].open_put {
            let half_empty = |p: &usize| {
                let inside = content(world, scope, *p);
                inside & live != 0 && inside & !live != 0
            };
            out.extend(members(homes & there).filter(half_empty).map(|pack| Step::Copy { forget, pack }));
        }
    }
    out
}

pub fn sweeps(scope: &Scope, world: &World, m: &Maintainer) -> Vec<Step> {
    let (live, condemned) = (live_chunks(scope, &m.next, still_forgotten(scope, m)), m.root.condemned());
    let safe = cover(world, scope, m.next.index & !condemned);
    let rescues = if scope.rules.recompute_liveness {
        minimal_covers(world, scope, live & !safe, m.next.index & condemned)
    } else {
        vec![0]
    };
    let mut out = Vec::new();
    for rescue in rescues {
        out.push(Step::Sweep { rescue, trim: false });
        if scope.trim_dead && m.root.dead != 0 {
            out.push(Step::Sweep { rescue, trim: true });
        }
    }
    out
}

/// F': what the mark wanted to forget, without what was held or unforgotten meanwhile.
fn still_forgotten(scope: &Scope, m: &Maintainer) -> Snapshots {
    let forgotten = m.root.forgotten();
    if scope.rules.recompute_forgotten { forgotten & !spared(scope, &m.next) } else { forgotten }
}

/// Live chunks that neither the index nor an open session's delta names would be a defect.
pub fn unindexed(scope: &Scope, world: &World, next: &Root, live: Chunks) -> bool {
    let known = (0..16).filter(|p| has(next.index & world.packs, *p) || in_open_delta(world, next, *p));
    let known = known.fold(0, |set, p| set | bit(p));
    live & !cover(world, scope, known) != 0
}

pub fn plan_sweep(scope: &Scope, world: &World, m: &mut Maintainer, rescue: Packs, trim: bool) {
    let forgotten = still_forgotten(scope, m);
    let live = live_chunks(scope, &m.next, forgotten);
    m.unindexed = unindexed(scope, world, &m.next, live);
    let condemned = m.root.condemned() & !rescue;
    let next = &mut m.next;
    next.mark = None;
    next.catalogue &= !forgotten;
    next.index &= !condemned;
    next.dead |= condemned;
    if trim {
        next.dead &= !m.root.dead;
        if scope.rules.raise_dead_floor {
            next.dead_floor = m.root.number;
        }
    }
    m.at = At::PutSweep;
}
