//! R1 and R2: a restore that nobody waits for.

use crate::model::chunks::{content, cuts, shown};
use crate::model::rules::Scope;
use crate::model::state::{Chunks, HalfListing, Listing, ONE_PAGE, Packs, Root, World};
use crate::model::state::{has, members, owned_by};
use crate::model::writer::snapshot_chunks;

#[derive(Clone, Copy, Debug, Default, Hash, PartialEq, Eq)]
pub enum At {
    #[default]
    Look,
    SecondPage,
    Fetch,
    Restored,
    /// The snapshot left the catalogue: said so, not called damage.
    Forgotten,
    /// Some id was declared lost.
    Damage,
}

#[derive(Clone, Debug, Default, Hash, PartialEq, Eq)]
pub struct Reader {
    pub at: At,
    pub begun: bool,
    /// Chunks still to be fetched.
    pub missing: Chunks,
    /// Packs the current View names.
    pub homes: Packs,
    /// Packs that answered 404. Names are never reused, so they stay away.
    pub gone: Packs,
    pub empty_views: u8,
    pub half: Option<HalfListing>,
    pub root: Option<Root>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    On,
    FirstPage(u8),
    Get(usize),
}

pub fn steps(scope: &Scope, world: &World, i: usize) -> Vec<Step> {
    let r = &world.readers[i];
    match r.at {
        At::Look => cuts(scope).into_iter().map(Step::FirstPage).collect(),
        At::SecondPage => vec![Step::On],
        At::Fetch => members(candidates(scope, world, r)).map(Step::Get).collect(),
        At::Restored | At::Forgotten | At::Damage => Vec::new(),
    }
}

/// The newest root where readers read: at the second member, if there is one.
fn newest(world: &World) -> Root {
    world.second_member.unwrap_or(world.root)
}

/// Homes of the next missing chunk.
fn candidates(scope: &Scope, world: &World, r: &Reader) -> Packs {
    let next = 1 << r.missing.trailing_zeros();
    members(r.homes & !r.gone)
        .filter(|p| content(world, scope, *p) & next != 0)
        .fold(0, |set, p| set | 1 << p)
}

pub fn step(scope: &Scope, world: &mut World, i: usize, step: Step) -> Option<()> {
    let rules = &scope.rules;
    let mut r = world.readers[i].clone();
    match (r.at, step) {
        (At::Look, Step::FirstPage(_)) if !rules.root_again && r.root.is_none() => {
            r.root = Some(newest(world));
        }
        (At::Look, Step::FirstPage(ONE_PAGE)) => {
            let (root, listing) = (r.root.take().unwrap_or(newest(world)), world.list_all());
            view(scope, world, i, &mut r, &root, &listing);
        }
        (At::Look, Step::FirstPage(cut)) => {
            r.half = Some(HalfListing { root: newest(world).number, first: world.list(0, cut), cut });
            r.root = r.root.or(Some(newest(world)));
            r.at = At::SecondPage;
        }
        (At::SecondPage, Step::On) => {
            let (root, half) = (r.root.take()?, r.half.take()?);
            if newest(world).number == half.root || !rules.root_again {
                let listing = world.finish(&half);
                view(scope, world, i, &mut r, &root, &listing);
            } else {
                r.at = At::Look;
            }
        }
        (At::Fetch, Step::Get(pack)) => {
            if has(world.packs, pack) {
                r.missing &= !content(world, scope, pack);
                r.empty_views = 0;
                settle(scope, world, &mut r);
            } else {
                r.gone |= 1 << pack;
                r.homes = 0;
                r.at = if rules.look_again { At::Look } else { At::Damage };
            }
        }
        _ => return None,
    }
    world.readers[i] = r;
    Some(())
}

fn view(scope: &Scope, world: &World, i: usize, r: &mut Reader, root: &Root, listing: &Listing) {
    let target = scope.readers[i];
    if !has(shown(scope, world, root, listing), target) {
        if !r.begun {
            // Nothing to restore yet.
            *r = Reader::default();
            return;
        }
        if scope.rules.notice_forgotten {
            *r = Reader { at: At::Forgotten, begun: true, ..Reader::default() };
            return;
        }
    }
    if !r.begun {
        r.begun = true;
        r.missing = snapshot_chunks(scope, target);
    }
    let deltas = listing.delta & listing.open & !world.retired_set(root);
    r.homes = (root.index | owned_by(deltas)) & !root.dead;
    settle(scope, world, r);
}

/// Goes on with the next chunk, or counts a View that has no home for it.
fn settle(scope: &Scope, world: &World, r: &mut Reader) {
    if r.missing == 0 {
        *r = Reader { at: At::Restored, begun: true, ..Reader::default() };
    } else if candidates(scope, world, r) != 0 {
        r.at = At::Fetch;
    } else {
        r.empty_views += 1;
        let enough = if scope.rules.two_empty_views { 2 } else { 1 };
        r.at = if r.empty_views >= enough { At::Damage } else { At::Look };
    }
}
