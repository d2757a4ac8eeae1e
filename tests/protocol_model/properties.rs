//! What must hold in every state, and what must be reachable for the model to say anything.

use stateright::Property;

use crate::model::chunks::{cover, listed};
use crate::model::explore::Protocol;
use crate::model::records::asks_to_forget;
use crate::model::rules::{Errand, Scope};
use crate::model::state::{ORIGINALS, Packs, SESSIONS, Session, Snapshots, World};
use crate::model::state::{bit, has, members, owned, owned_by};
use crate::model::writer::{At, Run, session_of, snapshot_chunks};
use crate::model::{maintainer, reader};

pub const RESTORABLE: &str = "every committed snapshot not marked forgotten is restorable";
pub const NO_DANGLING_ENTRY: &str = "no usable index entry names a missing pack";
pub const NO_DANGLING_SEGMENT: &str = "the newest root names no missing segment";
pub const NO_DANGLING_RUN: &str = "no usable cached run names a missing pack";
pub const SUCCESS_IS_LISTED: &str = "reported success means listed, or forgotten by right";
pub const ALWAYS_INDEXED: &str = "maintenance never finds live data unindexed";
pub const HOLD_HONOURED: &str = "a hold or unforget that was reported successful keeps its snapshot";
pub const NO_FALSE_DAMAGE: &str = "no reader calls an intact or forgotten snapshot damaged";
pub const NO_FALSE_FORGOTTEN: &str = "no reader calls a listed snapshot forgotten";
pub const NOT_RETIRED_ALIVE: &str = "no session past its View is retired before it ended";

/// Packs that hold a readable copy of what the newest root and sessions name.
fn readable(world: &World) -> Packs {
    let list = world.list_all();
    let deltas = list.delta & list.open & !world.retired_set(&world.root);
    (world.root.index | owned_by(deltas)) & !world.root.dead & world.packs
}

fn restorable(scope: &Scope, world: &World, snapshots: Snapshots) -> bool {
    let held = cover(world, scope, readable(world));
    members(snapshots).all(|s| snapshot_chunks(scope, s) & !held == 0)
}

/// Packs a writer would reuse from were it to look now, before C is taken off.
fn usable(scope: &Scope, world: &World) -> Packs {
    let list = world.list_all();
    let mut deltas = list.delta & list.open;
    if scope.rules.ignore_retired {
        deltas &= !world.retired_set(&world.root);
    }
    if scope.rules.skip_fenced_deltas {
        deltas &= !list.fence;
    }
    let dead = if scope.rules.avoid_dead { world.root.dead } else { 0 };
    (world.root.index | owned_by(deltas)) & !dead
}

fn run_is_sound(scope: &Scope, world: &World, run: &Run) -> bool {
    let dropped = scope.rules.run_minds_dead_floor && run.applied < world.root.dead_floor;
    dropped || run.packs & !world.root.dead & !world.packs == 0
}

fn own_snapshot(scope: &Scope, world: &World, writer: usize) -> Snapshots {
    owned(session_of(scope, writer, world.writers[writer].attempt))
}

/// What was held or unforgotten is there until the hold is released, or forgetting is asked for again.
fn hold_kept(scope: &Scope, world: &World, writer: usize) -> bool {
    let w = &world.writers[writer];
    let sid = session_of(scope, writer, w.attempt);
    let committed = || (0..SESSIONS).filter(|other| world.sessions[*other].over);
    let (snapshot, void) = match scope.writers[writer] {
        Errand::Hold(snapshot) => (snapshot, committed().any(|s| has(world.sessions[s].undoes, sid))),
        Errand::Unforget(snapshot) => {
            let undone = world.sessions[sid].undoes;
            (snapshot, committed().any(|s| !has(undone, s) && asks_to_forget(scope, s, snapshot)))
        }
        _ => return true,
    };
    w.at != At::Done || void || has(listed(scope, world), snapshot) && restorable(scope, world, bit(snapshot))
}

fn retired_alive(scope: &Scope, world: &World, writer: usize) -> bool {
    let w = &world.writers[writer];
    let sid = session_of(scope, writer, w.attempt);
    let s = &world.sessions[sid];
    matches!(w.at, At::Upload | At::Delta | At::End) && !s.over && world.retired(&world.root, sid)
}

fn done(scope: &Scope, world: &World, wanted: impl Fn(&Errand, usize) -> bool) -> bool {
    (0..scope.writers.len()).any(|i| world.writers[i].at == At::Done && wanted(&scope.writers[i], i))
}

fn safety() -> Vec<Property<Protocol>> {
    vec![
        Property::always(RESTORABLE, |m: &Protocol, w: &World| {
            restorable(&m.scope, w, listed(&m.scope, w) & !w.root.forgotten())
        }),
        Property::always(NO_DANGLING_ENTRY, |m: &Protocol, w: &World| usable(&m.scope, w) & !w.packs == 0),
        Property::always(NO_DANGLING_SEGMENT, |_, w: &World| w.root.segments & !w.segments == 0),
        Property::always(NO_DANGLING_RUN, |m: &Protocol, w: &World| {
            w.writers.iter().filter_map(|x| x.run.as_ref()).all(|run| run_is_sound(&m.scope, w, run))
        }),
        Property::always(SUCCESS_IS_LISTED, |m: &Protocol, w: &World| {
            // Without conditional PUT an end beside a fence is hidden until the next root takes it in.
            let list = w.list_all();
            let hidden = owned_by(w.saying(list.open & list.commit) & !w.retired_set(&w.root));
            let kept = listed(&m.scope, w) | hidden | w.swept;
            (0..w.writers.len())
                .all(|i| w.writers[i].at != At::Done || own_snapshot(&m.scope, w, i) & kept != 0)
        }),
        Property::always(ALWAYS_INDEXED, |_, w: &World| !w.unindexed),
        Property::always(HOLD_HONOURED, |m: &Protocol, w: &World| {
            (0..w.writers.len()).all(|i| hold_kept(&m.scope, w, i))
        }),
        Property::always(NO_FALSE_DAMAGE, |_, w: &World| {
            w.readers.iter().all(|r| r.at != reader::At::Damage)
        }),
        Property::always(NO_FALSE_FORGOTTEN, |m: &Protocol, w: &World| {
            let said = |i: usize| w.readers[i].at == reader::At::Forgotten;
            (0..w.readers.len()).all(|i| !said(i) || !has(listed(&m.scope, w), m.scope.readers[i]))
        }),
        Property::always(NOT_RETIRED_ALIVE, |m: &Protocol, w: &World| {
            (0..w.writers.len()).all(|i| !retired_alive(&m.scope, w, i))
        }),
    ]
}

/// Reachability, by what the scope switches on.
fn reach(scope: &Scope) -> Vec<Property<Protocol>> {
    let mut out = Vec::new();
    let has_backup = scope.writers.iter().any(|e| matches!(e, Errand::Backup(_)));
    let sweeps = scope.rounds > 0 && scope.maintainers > 0;
    if has_backup {
        out.push(Property::sometimes("a backup succeeds", |m: &Protocol, w: &World| {
            done(&m.scope, w, |e, _| matches!(e, Errand::Backup(_)))
        }));
    }
    if has_backup && sweeps && scope.original_packs != [0, 0] {
        out.push(Property::sometimes(
            "an original pack is deleted beside a live new snapshot",
            |m: &Protocol, w: &World| {
                let fresh = listed(&m.scope, w) >> ORIGINALS << ORIGINALS;
                w.packs & 1 == 0 && members(fresh).any(|s| snapshot_chunks(&m.scope, s) != 0)
            },
        ));
    }
    if sweeps && scope.attempts > 1 {
        out.push(Property::sometimes("a second attempt succeeds", |m: &Protocol, w: &World| {
            done(&m.scope, w, |_, i| w.writers[i].attempt > 0)
        }));
    }
    if sweeps && has_backup && scope.original_packs != [0, 0] {
        out.push(Property::sometimes(
            "a condemned pack is rescued by a commit",
            |m: &Protocol, w: &World| {
                let gone = w.swept & 1 == 1 && w.root.mark.is_none();
                gone && w.root.index & w.packs & 1 == 1 && listed(&m.scope, w) != 0
            },
        ));
    }
    if sweeps && has_backup && scope.original_packs == [0, 0] {
        out.push(Property::sometimes(
            "a root condemns the pack of a session that it takes",
            |_, w: &World| w.root.condemned() & owned_by(w.root.taken) != 0,
        ));
    }
    if sweeps && has_backup && scope.absorbers == 0 {
        out.push(Property::sometimes(
            "a sweep does not wait for a session that has seen its mark",
            |_, w: &World| {
                let begun_under_the_mark = |s: &Session| s.open && !s.over && s.number + 1 == w.root.number;
                w.swept != 0 && w.root.mark.is_none() && w.sessions.iter().any(begun_under_the_mark)
            },
        ));
    }
    if scope.stale_numbers || scope.roaming {
        out.push(Property::sometimes("a misnamed session is given up", |_, w: &World| {
            w.sessions.iter().any(|s| s.nothing)
        }));
    }
    if scope.writers.iter().any(|e| matches!(e, Errand::Hold(_))) {
        out.push(Property::sometimes("a hold succeeds", |m: &Protocol, w: &World| {
            done(&m.scope, w, |e, _| matches!(e, Errand::Hold(_)))
        }));
        out.push(Property::sometimes("a hold is refused by a mark", |m: &Protocol, w: &World| {
            let refused = |i: usize| w.writers[i].at == At::GaveUp && w.writers[i].attempt == 0;
            (0..w.writers.len()).any(|i| matches!(m.scope.writers[i], Errand::Hold(_)) && refused(i))
        }));
    }
    if scope.writers.iter().any(|e| matches!(e, Errand::Unforget(_))) {
        out.push(Property::sometimes("an unforget takes a request back", |m: &Protocol, w: &World| {
            done(&m.scope, w, |e, i| {
                let sid = session_of(&m.scope, i, w.writers[i].attempt);
                matches!(e, Errand::Unforget(_)) && w.sessions[sid].undoes != 0
            })
        }));
        out.push(Property::sometimes("a request to forget is obeyed", |_, w: &World| w.swept != 0));
    }
    if scope.writers.iter().any(|e| matches!(e, Errand::Quiet { .. })) {
        out.push(Property::sometimes("a quiet backup succeeds", |m: &Protocol, w: &World| {
            done(&m.scope, w, |e, _| matches!(e, Errand::Quiet { .. }))
        }));
    }
    if !scope.readers.is_empty() {
        out.push(Property::sometimes("a restore succeeds after a 404 or an empty View", |_, w: &World| {
            w.readers.iter().any(|r| r.at == reader::At::Fetch && (r.gone != 0 || r.empty_views != 0))
        }));
        out.push(Property::sometimes("a restore ends", |_, w: &World| {
            w.readers.iter().any(|r| r.at == reader::At::Restored)
        }));
    }
    if scope.repack {
        out.push(Property::sometimes(
            "a half-empty pack is replaced by a copy",
            |m: &Protocol, w: &World| {
                let first_copy = owned(m.scope.writers.len() * m.scope.attempts);
                w.root.dead & 1 == 1 && w.packs & w.root.index & first_copy != 0
            },
        ));
    }
    if scope.trim_dead {
        out.push(Property::sometimes("the dead list is shortened", |_, w: &World| w.root.dead_floor > 0));
    }
    if scope.absorbers > 0 && sweeps {
        out.push(Property::sometimes("a root that absorbs carries a mark", |_, w: &World| {
            w.root.mark.is_some()
                && w.maintainers.iter().any(|m| m.root.mark.is_some() && m.root.number < w.root.number)
        }));
    }
    if scope.segments {
        out.push(Property::sometimes("segments that no root names any more are deleted", |_, w: &World| {
            w.root.number > 2 && w.segments.count_ones() == 1
        }));
    }
    if scope.roots_vanish {
        out.push(Property::sometimes("a PUT of a vanished root number succeeds", |_, w: &World| {
            w.maintainers.iter().any(|m| m.ghost)
        }));
    }
    if scope.second_member_from.is_some() && sweeps {
        out.push(Property::sometimes("the second member is behind", |_, w: &World| {
            w.second_member.is_some_and(|r| r.number < w.root.number)
                && w.maintainers.iter().all(|m| m.at != maintainer::At::Idle || m.rounds == 0)
        }));
    }
    out
}

pub fn all(scope: &Scope) -> Vec<Property<Protocol>> {
    let mut out = safety();
    if scope.reach {
        out.extend(reach(scope));
    }
    out
}
