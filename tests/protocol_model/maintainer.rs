//! M1 to M8: absorb, mark, wait, sweep.

use crate::model::absorb::{absorb, open_under, sweepable};
use crate::model::chunks::{content, cuts};
use crate::model::janitor::delete_sessions;
use crate::model::plan::{live_chunks, plan_sweep, plans, sweeps, unindexed};
use crate::model::rules::Scope;
use crate::model::segments;
use crate::model::state::{
    Chunks, HalfListing, Listing, Mark, ONE_PAGE, Packs, Root, Sids, Snapshots, World,
};
use crate::model::state::{bit, members, owned};
use crate::model::writer::second_member_sessions;

#[derive(Clone, Copy, Debug, Default, Hash, PartialEq, Eq)]
pub enum At {
    #[default]
    Idle,
    /// M3: sessions listed, now packs.
    Plan,
    /// The maintainer's own session for a half-empty pack: open, pack, delta, end.
    CopyOpen,
    CopyPack,
    CopyDelta,
    CopyEnd,
    /// M4.
    PutMark,
    /// A root that only absorbs.
    PutAbsorb,
    /// Storing the root at the second member; then the survey, or nothing more.
    MirrorMark,
    Mirror,
    /// M5.
    Survey,
    /// M6.
    Wait,
    /// M7.
    Gather,
    /// M8.
    PutSweep,
}

/// What a two-page LIST in progress is for.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub enum Purpose {
    Mark,
    Absorb,
    Survey,
    Gather,
}

#[derive(Clone, Debug, Default, Hash, PartialEq, Eq)]
pub struct Maintainer {
    pub at: At,
    pub rounds: u8,
    pub absorbs: u8,
    /// The root it builds on.
    pub root: Root,
    pub listing: Listing,
    /// The listing was taken after `root`.
    pub fresh: bool,
    pub next: Root,
    pub waiting: Sids,
    pub half: Option<(Purpose, HalfListing)>,
    pub copy: Chunks,
    pub unindexed: bool,
    /// The segment that it made for its next root.
    pub segment: Option<u8>,
    /// Its last conditional PUT succeeded only because a newer root's predecessor had been deleted.
    pub ghost: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    On,
    /// Begin a LIST for this purpose, its second page at this key.
    List(Purpose, u8),
    /// M1: store the newest root where it is missing.
    Store,
    /// Plan a root that changes nothing of this.
    Bare,
    /// A pending mark was found: go to M5.
    Resume,
    Mark {
        forget: Snapshots,
        keep: Packs,
    },
    /// PUT the segment of the next root: one that stands beside the others, or replaces them.
    Segment {
        joins: bool,
    },
    /// Copy what lives in this pack, were these snapshots forgotten.
    Copy {
        forget: Snapshots,
        pack: usize,
    },
    Sweep {
        rescue: Packs,
        trim: bool,
    },
    Fence(usize),
    /// It crashed, and another process goes on in its place.
    Restart,
}

pub fn own_session(scope: &Scope, i: usize) -> usize {
    scope.writers.len() * scope.attempts + i
}

pub fn steps(scope: &Scope, world: &World, i: usize) -> Vec<Step> {
    let m = &world.maintainers[i];
    let mut out = if m.half.is_some() { vec![Step::On] } else { ahead(scope, world, i, m) };
    if scope.restarts && (m.at != At::Idle || m.half.is_some()) {
        out.push(Step::Restart);
    }
    out
}

/// Absorbing roots that it may put beside its marks and sweeps.
fn absorbs(scope: &Scope, i: usize) -> u8 {
    if i < scope.maintainers { scope.own_absorbs } else { scope.absorbs }
}

fn ahead(scope: &Scope, world: &World, i: usize, m: &Maintainer) -> Vec<Step> {
    let list = |purpose| cuts(scope).into_iter().map(move |cut| Step::List(purpose, cut));
    match m.at {
        // M1: a LIST says something about a member only once that member has the root it builds on.
        At::Idle if behind(world) && scope.rules.root_at_every_member => vec![Step::Store],
        At::Idle => {
            let mut out = Vec::new();
            if i < scope.maintainers && m.rounds < scope.rounds {
                if world.root.mark.is_some() {
                    out.push(Step::Resume);
                } else {
                    out.extend(list(Purpose::Mark));
                }
            }
            if m.absorbs < absorbs(scope, i) {
                out.extend(list(Purpose::Absorb));
                if scope.bare_roots && i >= scope.maintainers {
                    out.push(Step::Bare);
                }
            }
            out
        }
        At::Plan => plans(scope, world, i, m),
        At::Survey => list(Purpose::Survey).collect(),
        At::Wait if m.waiting == 0 => vec![Step::On],
        At::Wait => members(m.waiting).map(Step::Fence).collect(),
        At::Gather if m.next == Root::default() => list(Purpose::Gather).collect(),
        At::Gather => sweeps(scope, world, m),
        At::PutMark | At::PutAbsorb | At::PutSweep
            if scope.segments && m.next.segments == m.root.segments =>
        {
            vec![Step::Segment { joins: false }, Step::Segment { joins: true }]
        }
        _ => vec![Step::On],
    }
}

fn behind(world: &World) -> bool {
    world.second_member.is_some_and(|copy| copy.number < world.root.number)
}

pub fn step(scope: &Scope, world: &mut World, i: usize, step: Step) -> Option<()> {
    let rules = &scope.rules;
    let mut m = world.maintainers[i].clone();
    let own = own_session(scope, i);
    match (m.at, step) {
        // Reading the root and the LIST are one step: if the root moved in between, the PUT is lost anyway.
        (At::Idle, Step::Resume) => {
            m.root = world.root;
            m.at = At::Survey;
        }
        (_, Step::Restart) => m = idle(&m),
        (At::Idle, Step::Bare) => {
            m.root = world.root;
            m.next = absorb(scope, world, &m.root, &Listing::default(), false);
            m.at = At::PutAbsorb;
        }
        (At::Idle, Step::Store) => world.second_member = Some(world.root),
        (_, Step::List(purpose, cut)) => {
            if m.at == At::Idle {
                m.root = world.root;
            }
            if cut == ONE_PAGE {
                let listing = world.list_all();
                listed(scope, world, &mut m, purpose, listing);
            } else {
                let half = HalfListing { root: m.root.number, first: world.list(0, cut), cut };
                m.half = Some((purpose, half));
            }
        }
        (_, Step::On) if m.half.is_some() => {
            let (purpose, half) = m.half.take()?;
            let listing = world.finish(&half);
            listed(scope, world, &mut m, purpose, listing);
        }
        (At::Plan, Step::Mark { forget, keep }) => {
            let mut next = absorb(scope, world, &m.root, &m.listing, m.fresh);
            let live = live_chunks(scope, &next, forget);
            m.unindexed = unindexed(scope, world, &next, live);
            let condemned = sweepable(world, &next) & !keep;
            next.mark = Some(Mark { condemned, forgotten: forget, root: next.number });
            m.next = next;
            if rules.mark_before_survey {
                m.listing = Listing::default();
            }
            m.at = At::PutMark;
        }
        (At::Plan, Step::Copy { forget, pack }) => {
            let next = absorb(scope, world, &m.root, &m.listing, m.fresh);
            m.copy = content(world, scope, pack) & live_chunks(scope, &next, forget);
            m.at = At::CopyOpen;
        }
        (At::CopyOpen, Step::On) => {
            let s = &mut world.sessions[own];
            (s.number, s.open_put, s.open) = (m.root.number, true, true);
            m.at = At::CopyPack;
        }
        (At::CopyPack, Step::On) => {
            world.sessions[own].packed = m.copy;
            world.packs |= owned(own);
            m.copy = 0;
            m.at = At::CopyDelta;
        }
        (At::CopyDelta, Step::On) => {
            (world.sessions[own].delta_put, world.sessions[own].delta) = (true, true);
            m.at = At::CopyEnd;
        }
        (At::CopyEnd, Step::On) => {
            if world.sessions[own].fence {
                m = idle(&m);
            } else {
                world.sessions[own].put_commit();
                m.listing.open |= bit(own);
                m.listing.delta |= bit(own);
                m.listing.commit |= bit(own);
                m.at = At::Plan;
            }
        }
        (At::PutMark | At::PutAbsorb | At::PutSweep, Step::Segment { joins }) => {
            segments::make(world, &mut m, i, joins);
        }
        (At::PutMark, Step::On) => {
            let early = open_under(world, &m.next, &m.listing);
            if put_root(scope, world, &mut m) {
                m.at = after_root(scope, At::MirrorMark, At::Survey);
                if !rules.mark_before_survey {
                    (m.waiting, m.at) = (early, At::Wait);
                }
                m.listing = Listing::default();
            } else if world.root.mark.is_none() && !swept_since(&m.root, &world.root) {
                // Only absorbed meanwhile: plan again on the new root, without another LIST of sessions.
                let segment = m.segment.filter(|_| !rules.segments_made_anew);
                m = Maintainer { at: At::Plan, root: world.root, segment, ..idle(&m) };
            } else {
                m = idle(&m);
            }
        }
        (At::PutAbsorb, Step::On) => {
            let won = put_root(scope, world, &mut m);
            m.absorbs += u8::from(won);
            let done = idle(&m);
            m = if won { Maintainer { at: after_root(scope, At::Mirror, At::Idle), ..done } } else { done };
        }
        (At::MirrorMark | At::Mirror, Step::On) => {
            world.second_member = Some(world.root);
            m.at = if m.at == At::Mirror { At::Idle } else { At::Survey };
        }
        (At::Wait, Step::Fence(sid)) => {
            if !scope.conditional || !world.sessions[sid].commit {
                world.sessions[sid].put_fence();
            }
            m.waiting &= !bit(sid);
        }
        (At::Wait, Step::On) => m.at = At::Gather,
        (At::Gather, Step::Sweep { rescue, trim }) => plan_sweep(scope, world, &mut m, rescue, trim),
        (At::PutSweep, Step::On) => {
            let forgotten = m.root.forgotten() & !m.next.catalogue;
            let won = put_root(scope, world, &mut m);
            if won && !m.ghost {
                world.swept |= forgotten;
            } else if won && !rules.delete_by_newest_root {
                world.packs &= !m.root.dead;
            }
            m.rounds += 1;
            let done = idle(&m);
            m = if won { Maintainer { at: after_root(scope, At::Mirror, At::Idle), ..done } } else { done };
        }
        _ => return None,
    }
    world.maintainers[i] = m;
    Some(())
}

fn idle(m: &Maintainer) -> Maintainer {
    Maintainer { rounds: m.rounds, absorbs: m.absorbs, ..Maintainer::default() }
}

fn after_root(scope: &Scope, mirror: At, direct: At) -> At {
    if scope.second_member_from.is_some() && scope.rules.root_at_every_member { mirror } else { direct }
}

/// Whether a root put between these two swept anything; a plan made on the first is void then.
fn swept_since(base: &Root, newest: &Root) -> bool {
    newest.dead != base.dead || newest.catalogue & base.catalogue != base.catalogue
}

/// PUT of `m.next`. On success `m.root` is that root.
fn put_root(scope: &Scope, world: &mut World, m: &mut Maintainer) -> bool {
    let newest = world.root.number;
    let absent = newest == m.root.number;
    let unchecked = !scope.conditional || !scope.rules.conditional_roots;
    m.ghost = !absent && newest > m.next.number && (scope.roots_vanish || unchecked);
    if absent || (unchecked && newest == m.next.number) {
        world.unindexed |= m.unindexed;
        world.root = m.next;
    } else if !m.ghost {
        return false;
    }
    m.root = m.next;
    m.next = Root::default();
    m.segment = None;
    m.unindexed = false;
    true
}

/// A LIST is complete.
fn listed(scope: &Scope, world: &mut World, m: &mut Maintainer, purpose: Purpose, mut listing: Listing) {
    let rules = &scope.rules;
    if !rules.absorb_every_member && purpose != Purpose::Survey {
        listing = listing.without(second_member_sessions(scope));
    }
    match purpose {
        Purpose::Mark => {
            m.listing = listing;
            m.fresh = true;
            m.at = At::Plan;
        }
        Purpose::Absorb => {
            m.next = absorb(scope, world, &m.root, &listing, true);
            if !rules.delete_after_the_root {
                delete_sessions(world, world.retired_set(&m.next));
            }
            m.at = At::PutAbsorb;
        }
        Purpose::Survey => {
            let mut open = open_under(world, &m.root, &listing);
            if !rules.survey_every_member {
                open &= !second_member_sessions(scope);
            }
            m.waiting = if rules.wait_for_open { open } else { 0 };
            m.at = At::Wait;
        }
        Purpose::Gather => m.next = absorb(scope, world, &m.root, &listing, true),
    }
}
