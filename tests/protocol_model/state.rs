//! What the store holds and what each actor remembers: one value is one moment of the whole system.
//!
//! Chunks, packs, sessions and snapshots are bits of small sets, so a state is compact and cheap to hash.
//! Pack and snapshot numbers `0..ORIGINALS` are there from the start; session `s` owns pack and snapshot
//! `ORIGINALS + s`, which is how the model says that names are never reused.

use crate::model::maintainer::Maintainer;
use crate::model::reader::Reader;
use crate::model::writer::Writer;

pub type Chunks = u8;
pub type Packs = u16;
pub type Snapshots = u16;
pub type Sids = u16;
pub type Segments = u32;

/// Packs and snapshots that exist before the first step.
pub const ORIGINALS: usize = 2;
/// Room for sessions; a scope may use fewer.
pub const SESSIONS: usize = 8;

pub fn bit(i: usize) -> u16 {
    1 << i
}

pub fn has(set: u16, i: usize) -> bool {
    set >> i & 1 == 1
}

pub fn members(set: u16) -> impl Iterator<Item = usize> {
    (0..16).filter(move |i| has(set, *i))
}

/// The pack (or snapshot) of session `sid`, as a set of one.
pub fn owned(sid: usize) -> u16 {
    bit(ORIGINALS + sid)
}

/// The packs (or snapshots) of several sessions.
pub fn owned_by(sids: Sids) -> u16 {
    sids << ORIGINALS
}

/// A pending mark: what the next sweep may delete.
#[derive(Clone, Copy, Debug, Default, Hash, PartialEq, Eq)]
pub struct Mark {
    pub condemned: Packs,
    pub forgotten: Snapshots,
    /// Number of the root that made it; roots that only absorb carry it on.
    pub root: u8,
}

#[derive(Clone, Copy, Debug, Default, Hash, PartialEq, Eq)]
pub struct Root {
    pub number: u8,
    /// Packs named by live index segments.
    pub index: Packs,
    /// Names of those segments, where the model looks at them.
    pub segments: Segments,
    /// Absorbed commits: snapshots, and records as entries of no chunks.
    pub catalogue: Snapshots,
    /// Absorbed records that a later record takes back.
    pub undone: Sids,
    pub floor: u8,
    pub open_below: Sids,
    /// Absorbed sessions that the floor has not passed yet.
    pub taken: Sids,
    pub dead: Packs,
    pub dead_floor: u8,
    pub mark: Option<Mark>,
}

impl Root {
    pub fn condemned(&self) -> Packs {
        self.mark.map_or(0, |m| m.condemned)
    }

    pub fn forgotten(&self) -> Snapshots {
        self.mark.map_or(0, |m| m.forgotten)
    }

    /// Whether session `sid`, named with root number `number`, is over for good under this root.
    pub fn retired(&self, sid: usize, number: u8) -> bool {
        number < self.floor && !has(self.open_below, sid) || has(self.taken, sid)
    }
}

/// The objects of one session. The `put` flags remember what was ever written, for delayed duplicates and
/// for what a COMMIT names; the others say what the store holds now.
#[derive(Clone, Copy, Debug, Default, Hash, PartialEq, Eq)]
pub struct Session {
    pub number: u8,
    pub open_put: bool,
    pub open: bool,
    pub packed: Chunks,
    pub delta_put: bool,
    pub delta: bool,
    pub commit: bool,
    pub fence: bool,
    /// Its COMMIT says nothing: the session was given up at its View.
    pub nothing: bool,
    /// Records that its COMMIT takes back.
    pub undoes: Sids,
    /// It had an end at some time.
    pub over: bool,
}

impl Session {
    pub fn ended(&self) -> bool {
        self.commit || self.fence
    }

    pub fn put_commit(&mut self) {
        self.commit = true;
        self.over = true;
    }

    pub fn put_fence(&mut self) {
        self.fence = true;
        self.over = true;
    }
}

/// Whose `open`, delta and end a LIST showed.
#[derive(Clone, Copy, Debug, Default, Hash, PartialEq, Eq)]
pub struct Listing {
    pub open: Sids,
    pub delta: Sids,
    pub commit: Sids,
    pub fence: Sids,
}

impl Listing {
    pub fn without(self, sids: Sids) -> Listing {
        let Listing { open, delta, commit, fence } = self;
        Listing { open: open & !sids, delta: delta & !sids, commit: commit & !sids, fence: fence & !sids }
    }
}

/// A LIST after its first page: what that page showed, and where the second begins.
#[derive(Clone, Copy, Debug, Default, Hash, PartialEq, Eq)]
pub struct HalfListing {
    pub root: u8,
    pub first: Listing,
    pub cut: u8,
}

/// Keys of one session in the order a LIST returns them: delta, end, fence, open.
pub const KEYS: u8 = 4;
/// A cut behind every key: the LIST has one page and is atomic.
pub const ONE_PAGE: u8 = KEYS * SESSIONS as u8;

#[derive(Clone, Debug, Hash, PartialEq, Eq)]
pub struct World {
    pub root: Root,
    /// The copy of the newest root that member two holds; members share packs in this model.
    pub second_member: Option<Root>,
    pub sessions: [Session; SESSIONS],
    pub packs: Packs,
    pub segments: Segments,
    /// Snapshots that some sweep removed because they were to be forgotten.
    pub swept: Snapshots,
    pub late_puts: u8,
    /// Sessions fenced with no mark to wait for.
    pub early_fences: u8,
    /// Maintenance met live data that no index and no open session names.
    pub unindexed: bool,
    pub writers: Vec<Writer>,
    pub maintainers: Vec<Maintainer>,
    pub readers: Vec<Reader>,
}

impl World {
    /// LIST of the keys from position `from` up to `to`.
    pub fn list(&self, from: u8, to: u8) -> Listing {
        let mut seen = Listing::default();
        for (sid, s) in self.sessions.iter().enumerate() {
            let base = sid as u8 * KEYS;
            let shown = |key: u8| (from..to).contains(&(base + key));
            let one = bit(sid);
            seen.delta |= if s.delta && shown(0) { one } else { 0 };
            seen.commit |= if s.commit && shown(1) { one } else { 0 };
            seen.fence |= if s.fence && shown(2) { one } else { 0 };
            seen.open |= if s.open && shown(3) { one } else { 0 };
        }
        seen
    }

    pub fn list_all(&self) -> Listing {
        self.list(0, ONE_PAGE)
    }

    /// The second page of a LIST, joined to its first.
    pub fn finish(&self, half: &HalfListing) -> Listing {
        let rest = self.list(half.cut, ONE_PAGE);
        Listing {
            open: half.first.open | rest.open,
            delta: half.first.delta | rest.delta,
            commit: half.first.commit | rest.commit,
            fence: half.first.fence | rest.fence,
        }
    }

    /// Those of `commits` that say something.
    pub fn saying(&self, commits: Sids) -> Sids {
        members(commits).filter(|sid| !self.sessions[*sid].nothing).fold(0, |set, sid| set | bit(sid))
    }

    pub fn retired(&self, root: &Root, sid: usize) -> bool {
        root.retired(sid, self.sessions[sid].number)
    }

    /// All sessions that are over for good under `root`; those never begun are left out.
    pub fn retired_set(&self, root: &Root) -> Sids {
        let over = |sid: &usize| self.sessions[*sid].open_put && self.retired(root, *sid);
        (0..SESSIONS).filter(over).fold(0, |set, sid| set | bit(sid))
    }
}
