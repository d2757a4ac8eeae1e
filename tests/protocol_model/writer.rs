//! W1 to W6: backups, quiet backups and holds.

use crate::model::chunks::{absorbed, cover, cuts};
use crate::model::records::undoes;
use crate::model::rules::{Errand, Scope};
use crate::model::state::{Chunks, HalfListing, Listing, ONE_PAGE, ORIGINALS, Packs, Root, Snapshots, World};
use crate::model::state::{bit, has, members, owned, owned_by};

#[derive(Clone, Copy, Debug, Default, Hash, PartialEq, Eq)]
pub enum At {
    /// W1: no session yet.
    #[default]
    Start,
    /// W2 begins.
    Look,
    /// W2, root read, LIST to come. Only where the model separates the two.
    List,
    /// W2, first page of the LIST read.
    SecondPage,
    /// The broken order: View taken, `open` to be put afterwards.
    LateOpen,
    /// W3.
    Upload,
    Delta,
    /// W4.
    End,
    /// The View does not fit the session's number: an end that says nothing, so that nobody waits for it.
    Abandon,
    /// W5.
    Check,
    Done,
    GaveUp,
}

/// A host's cached index run: what it names, and the newest root whose dead lists it has applied.
#[derive(Clone, Copy, Debug, Default, Hash, PartialEq, Eq)]
pub struct Run {
    pub packs: Packs,
    pub applied: u8,
}

#[derive(Clone, Debug, Default, Hash, PartialEq, Eq)]
pub struct Writer {
    pub at: At,
    pub attempt: u8,
    /// This session was resumed after a crash; its first View was good.
    pub resumed: bool,
    /// The number of the newest root it knows.
    pub known: u8,
    /// Chunks it has to upload.
    pub upload: Chunks,
    pub root: Option<Root>,
    pub half: Option<HalfListing>,
    pub run: Option<Run>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Go on where there is only one way.
    On,
    /// PUT `open` under this root number.
    Open(u8),
    /// Crash, and go on in the same session with a new View.
    Resume,
    /// Begin a LIST whose second page starts at this key.
    FirstPage(u8),
}

enum Finding {
    /// The View is of no use: the root moved.
    Stale,
    /// This session is over: begin another.
    Again,
    /// This session must not be used: end it and begin another.
    Misnamed,
    /// What the errand asks for is not to be had.
    Refused,
    /// Go on; these chunks have to be uploaded.
    Go(Chunks),
}

pub fn session_of(scope: &Scope, writer: usize, attempt: u8) -> usize {
    writer * scope.attempts + usize::from(attempt)
}

fn on_second_member(scope: &Scope, writer: usize) -> bool {
    scope.second_member_from.is_some_and(|first| writer >= first)
}

/// Sessions of writers that work at the second member.
pub fn second_member_sessions(scope: &Scope) -> u16 {
    let far = (0..scope.writers.len()).filter(|w| on_second_member(scope, *w));
    far.flat_map(|w| (0..scope.attempts as u8).map(move |a| session_of(scope, w, a)))
        .fold(0, |set, sid| set | bit(sid))
}

/// The newest root at the member this writer talks to.
fn newest(scope: &Scope, world: &World, writer: usize) -> Root {
    match world.second_member {
        Some(root) if on_second_member(scope, writer) => root,
        _ => world.root,
    }
}

pub fn steps(scope: &Scope, world: &World, i: usize) -> Vec<Step> {
    let w = &world.writers[i];
    match w.at {
        At::Start => {
            let fresh = newest(scope, world, i).number;
            let mut out = vec![Step::Open(fresh)];
            if scope.stale_numbers && w.known < fresh {
                out.push(Step::Open(w.known));
            }
            if scope.roaming && world.root.number > fresh {
                out.push(Step::Open(world.root.number));
            }
            out
        }
        At::Look | At::List => {
            // A quiet writer lists one session only, which fits a page.
            if matches!(scope.writers[i], Errand::Quiet { .. }) {
                vec![Step::FirstPage(ONE_PAGE)]
            } else {
                cuts(scope).into_iter().map(Step::FirstPage).collect()
            }
        }
        At::Upload | At::End if scope.resume && !w.resumed => vec![Step::On, Step::Resume],
        At::Done | At::GaveUp => Vec::new(),
        _ => vec![Step::On],
    }
}

pub fn step(scope: &Scope, world: &mut World, i: usize, step: Step) -> Option<()> {
    let rules = &scope.rules;
    let mut w = world.writers[i].clone();
    let sid = session_of(scope, i, w.attempt);
    match (w.at, step) {
        (At::Start, Step::Open(number)) => {
            world.sessions[sid].number = number;
            if rules.open_before_view {
                world.sessions[sid].open_put = true;
                world.sessions[sid].open = true;
            }
            w.at = At::Look;
        }
        // With the root read again after the LIST, only Views of one unmoved root count. Such a View of one
        // page equals reading both at the moment of the LIST: one step.
        (At::Look, Step::FirstPage(_)) if !rules.root_again && w.root.is_none() => {
            w.root = Some(newest(scope, world, i));
            w.at = At::List;
        }
        (At::Look | At::List, Step::FirstPage(cut)) => {
            let root = w.root.unwrap_or_else(|| newest(scope, world, i));
            if cut == ONE_PAGE {
                let listing = world.list_all();
                decide(scope, world, i, &mut w, &root, listing);
            } else {
                w.root = Some(root);
                w.half = Some(HalfListing { root: root.number, first: world.list(0, cut), cut });
                w.at = At::SecondPage;
            }
        }
        (At::SecondPage, Step::On) => {
            let (root, half) = (w.root?, w.half?);
            if rules.root_again && newest(scope, world, i).number != half.root {
                restart_view(&mut w);
            } else {
                let listing = world.finish(&half);
                decide(scope, world, i, &mut w, &root, listing);
            }
        }
        (At::LateOpen, Step::On) => {
            world.sessions[sid].open_put = true;
            world.sessions[sid].open = true;
            w.at = after_view(w.upload);
        }
        (At::Upload | At::End, Step::Resume) => {
            restart_view(&mut w);
            w.upload = 0;
            w.resumed = true;
        }
        (At::Upload, Step::On) => {
            world.sessions[sid].packed = w.upload;
            world.packs |= owned(sid);
            w.at = At::Delta;
        }
        (At::Delta, Step::On) => {
            world.sessions[sid].delta_put = true;
            world.sessions[sid].delta = true;
            w.at = At::End;
        }
        (At::End, Step::On) => {
            if scope.conditional && world.sessions[sid].fence {
                next_attempt(scope, &mut w);
            } else {
                world.sessions[sid].put_commit();
                w.at = At::Check;
            }
        }
        (At::Abandon, Step::On) => {
            if !scope.conditional || !world.sessions[sid].fence {
                world.sessions[sid].put_commit();
                world.sessions[sid].nothing = true;
            }
            next_attempt(scope, &mut w);
        }
        (At::Check, Step::On) => check(scope, world, i, &mut w, sid),
        _ => return None,
    }
    world.writers[i] = w;
    Some(())
}

fn after_view(upload: Chunks) -> At {
    if upload == 0 { At::End } else { At::Upload }
}

fn restart_view(w: &mut Writer) {
    w.at = At::Look;
    w.root = None;
    w.half = None;
}

fn next_attempt(scope: &Scope, w: &mut Writer) {
    restart_view(w);
    w.upload = 0;
    w.resumed = false;
    if usize::from(w.attempt) + 1 < scope.attempts {
        w.attempt += 1;
        w.at = At::Start;
    } else {
        w.at = At::GaveUp;
    }
}

/// What a View of this root and LIST allows.
fn decide(scope: &Scope, world: &mut World, i: usize, w: &mut Writer, root: &Root, listing: Listing) {
    let finding = judge(scope, world, i, w, root, &listing);
    w.root = None;
    w.half = None;
    w.known = root.number;
    if scope.cached_runs {
        w.run = Some(Run { packs: indexed(scope, world, root, &listing), applied: root.number });
    }
    match finding {
        Finding::Stale => restart_view(w),
        Finding::Again => next_attempt(scope, w),
        Finding::Misnamed => w.at = At::Abandon,
        Finding::Refused => w.at = At::GaveUp,
        Finding::Go(upload) => {
            w.upload = upload;
            let sid = session_of(scope, i, w.attempt);
            world.sessions[sid].undoes = undoes(scope, world, i, root, &listing);
            w.at = if scope.rules.open_before_view { after_view(upload) } else { At::LateOpen };
        }
    }
}

fn judge(scope: &Scope, world: &World, i: usize, w: &Writer, root: &Root, listing: &Listing) -> Finding {
    let rules = &scope.rules;
    let sid = session_of(scope, i, w.attempt);
    if rules.root_again && newest(scope, world, i).number != root.number {
        return Finding::Stale;
    }
    let number = world.sessions[sid].number;
    let below = number < root.number && rules.number_not_below_view;
    let above = number > root.number && rules.number_not_above_view;
    if world.retired(root, sid) || has(listing.fence, sid) {
        return Finding::Again;
    }
    // The number is compared once. A resumed session passed that test at its first View.
    if (below || above) && !w.resumed {
        return Finding::Misnamed;
    }
    let parents = parents(scope, world, i, root, listing);
    match scope.writers[i] {
        Errand::Forget(_) | Errand::Release(_) => Finding::Go(0),
        Errand::Hold(snapshot) | Errand::Unforget(snapshot) => {
            let mut held = parents;
            if !rules.hold_minds_mark {
                held |= root.catalogue;
            }
            if has(held, snapshot) { Finding::Go(0) } else { Finding::Refused }
        }
        Errand::Quiet { parent } => {
            if has(parents, parent) {
                Finding::Go(0)
            } else {
                Finding::Refused
            }
        }
        Errand::Backup(wants) => {
            let through_index = cover(world, scope, reusable(scope, world, w, root, listing));
            let through_parents = members(parents).fold(0, |all, s| all | snapshot_chunks(scope, s));
            Finding::Go(wants & !(through_index | through_parents))
        }
    }
}

/// Packs named by the root's index and by the deltas a View counts, without the dead.
fn indexed(scope: &Scope, world: &World, root: &Root, listing: &Listing) -> Packs {
    let rules = &scope.rules;
    let mut deltas = listing.delta & listing.open;
    if rules.ignore_retired {
        deltas &= !world.retired_set(root);
    }
    if rules.skip_fenced_deltas {
        deltas &= !listing.fence;
    }
    let dead = if rules.avoid_dead { root.dead } else { 0 };
    (root.index | owned_by(deltas)) & !dead
}

fn reusable(scope: &Scope, world: &World, w: &Writer, root: &Root, listing: &Listing) -> Packs {
    let rules = &scope.rules;
    let mut packs = indexed(scope, world, root, listing);
    if let Some(run) = w.run
        && (run.applied >= root.dead_floor || !rules.run_minds_dead_floor)
    {
        packs |= run.packs & if rules.avoid_dead { !root.dead } else { !0 };
    }
    if rules.avoid_condemned { packs & !root.condemned() } else { packs }
}

/// Snapshots whose pages may be reused unseen.
fn parents(scope: &Scope, world: &World, i: usize, root: &Root, listing: &Listing) -> Snapshots {
    let rules = &scope.rules;
    let mut commits = world.saying(listing.commit & listing.open);
    if rules.ignore_retired {
        commits &= !world.retired_set(root);
    }
    if !scope.conditional && rules.fence_hides_end {
        commits &= !listing.fence;
    }
    if let Errand::Quiet { parent } = scope.writers[i] {
        commits &= bit(parent) >> ORIGINALS;
    }
    let all = root.catalogue | owned_by(commits);
    if rules.avoid_forgotten { all & !root.forgotten() } else { all }
}

/// The chunks a snapshot needs; records and repack sessions need none.
pub fn snapshot_chunks(scope: &Scope, snapshot: usize) -> Chunks {
    let Some(sid) = snapshot.checked_sub(ORIGINALS) else {
        return scope.original_snapshots[snapshot];
    };
    match scope.writers.get(sid / scope.attempts) {
        Some(Errand::Backup(wants)) => *wants,
        Some(Errand::Quiet { parent }) => snapshot_chunks(scope, *parent),
        Some(Errand::Hold(_) | Errand::Release(_) | Errand::Forget(_) | Errand::Unforget(_)) | None => 0,
    }
}

/// W5: only a session that the catalogue has, or that can still get there, succeeded.
fn check(scope: &Scope, world: &World, i: usize, w: &mut Writer, sid: usize) {
    let rules = &scope.rules;
    let root = newest(scope, world, i);
    let fenced = !scope.conditional && rules.look_for_fence && world.sessions[sid].fence;
    let lost = !absorbed(root.catalogue, sid) && world.retired(&root, sid);
    if fenced || (lost && rules.check_after_commit) {
        next_attempt(scope, w);
    } else {
        w.at = At::Done;
    }
}
