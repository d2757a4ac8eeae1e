//! Which chunks and pages are live: one bit for each entry of the index, whatever the repository's size.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::model::id::{GroupId, IndexKey, PackId};
use crate::repository::directory::PackKind;
use crate::repository::error::{Error, Result};

use super::Index;
use super::run::{Home, Run};

/// What marking came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marked {
    /// It was not marked before.
    New,
    /// It was.
    Already,
    /// The index does not have it; it is remembered all the same.
    Unknown,
}

/// The live entries of one index.
#[derive(Debug)]
pub struct Marks {
    index: Index,
    bits: Vec<Vec<u64>>,
    /// Live, but stored since the index was read, or lost.
    beyond: HashSet<IndexKey>,
}

/// How much of a pack is live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PackUse {
    /// What it holds.
    pub kind: PackKind,
    /// Its bytes in the store.
    pub size: u64,
    /// Bytes of its chunks before compression.
    pub plain: u64,
    /// Of these, those of live chunks whose home this pack is.
    pub live: u64,
}

/// Whether a chunk in `one` home is as good as in the `other`, for whoever relies on the other. A home in a group of
/// its own is no substitute: its writer may have lied about what is in it.
fn replaces(one: &Home, other: &Home, everybody: GroupId) -> bool {
    one.group == other.group || one.group == everybody
}

impl Marks {
    /// Nothing is marked yet.
    pub fn new(index: Index) -> Self {
        let bits = index.runs.iter().map(|run| vec![0; run.len().div_ceil(64) as usize]).collect();
        Self { index, bits, beyond: HashSet::new() }
    }

    /// The index as it was when marking began.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Marks a chunk or page.
    pub fn mark(&mut self, key: &IndexKey) -> Result<Marked> {
        let (mut found, mut new) = (false, false);
        for (run, bits) in self.index.runs.iter().zip(&mut self.bits) {
            for record in run.places(key).map_err(|_| damaged(run))? {
                found = true;
                let (word, bit) = (record as usize / 64, 1u64 << (record % 64));
                new |= bits[word] & bit == 0;
                bits[word] |= bit;
            }
        }
        Ok(match found {
            true if new => Marked::New,
            true => Marked::Already,
            false if self.beyond.insert(*key) => Marked::Unknown,
            false => Marked::Already,
        })
    }

    /// Whether a chunk or page is marked.
    pub fn is_live(&self, key: &IndexKey) -> Result<bool> {
        for (run, bits) in self.index.runs.iter().zip(&self.bits) {
            // Marking marks all of them.
            if let Some(record) = run.places(key).map_err(|_| damaged(run))?.next() {
                return Ok(bits[record as usize / 64] >> (record % 64) & 1 == 1);
            }
        }
        Ok(self.beyond.contains(key))
    }

    /// Live chunks that the index did not have when marking began.
    pub fn beyond(&self) -> impl Iterator<Item = &IndexKey> {
        self.beyond.iter()
    }

    /// How much of each indexed pack is live. Of several homes of a chunk in one trust group, one is its home there; one
    /// in the group that everybody trusts is enough for all. A home that `reliable` refuses counts only where there is
    /// no other.
    pub fn uses(
        &self,
        everybody: GroupId,
        reliable: &dyn Fn(&PackId) -> bool,
    ) -> Result<HashMap<PackId, PackUse>> {
        let mut uses: HashMap<PackId, PackUse> = HashMap::new();
        let mut several: HashSet<IndexKey> = HashSet::new();
        let mut homes = Vec::new();
        self.each(&mut |key, home, live| {
            let Home { kind, size, location, .. } = home;
            let pack = uses.entry(location.pack);
            let pack = pack.or_insert(PackUse { kind: *kind, size: *size, plain: 0, live: 0 });
            pack.plain += u64::from(location.len);
            if !live {
                return;
            }
            homes.clear();
            self.index.find(key, &mut homes);
            if homes.len() > 1 {
                several.insert(*key);
            } else {
                pack.live += u64::from(location.len);
            }
        })?;
        let mut several: Vec<_> = several.into_iter().collect();
        several.sort_unstable();
        for key in several {
            homes.clear();
            self.index.find(&key, &mut homes);
            // The best first: where most is live already, for that pack stays.
            homes.sort_by_cached_key(|home| {
                let pack = home.location.pack;
                let live = uses.get(&pack).map_or(0, |pack| pack.live);
                Reverse((reliable(&pack), home.group == everybody, live, Reverse(pack)))
            });
            for (place, home) in homes.iter().enumerate() {
                let reliable_before = |other: &&Home| reliable(&other.location.pack);
                let better = homes[..place].iter().filter(reliable_before);
                if !better.clone().any(|other| replaces(other, home, everybody))
                    && let Some(pack) = uses.get_mut(&home.location.pack)
                {
                    pack.live += u64::from(home.location.len);
                }
            }
        }
        Ok(uses)
    }

    /// Those of `packs` that hold a live chunk with no home in another pack that stays: `index` says where there are
    /// homes now, `stays` which of them last. A pack that no index named when marking began may be named by now.
    pub fn only_homes(
        &self,
        packs: &HashSet<PackId>,
        index: &Index,
        everybody: GroupId,
        stays: &dyn Fn(&PackId) -> bool,
    ) -> Result<HashSet<PackId>> {
        let mut only: HashSet<PackId> = HashSet::new();
        let mut homes = Vec::new();
        for run in self.index.runs.iter().chain(&index.runs) {
            for entry in run.entries() {
                let (key, home) = entry.map_err(|_| damaged(run))?;
                let pack = home.location.pack;
                if !packs.contains(&pack) || only.contains(&pack) || !self.is_live(&key)? {
                    continue;
                }
                homes.clear();
                index.find(&key, &mut homes);
                let lasts = |other: &Home| {
                    let other = &other.location.pack;
                    (!packs.contains(other) || only.contains(other)) && stays(other)
                };
                if !homes.iter().any(|other| lasts(other) && replaces(other, &home, everybody)) {
                    only.insert(pack);
                }
            }
        }
        Ok(only)
    }

    fn each(&self, tell: &mut dyn FnMut(&IndexKey, &Home, bool)) -> Result<()> {
        for (run, bits) in self.index.runs.iter().zip(&self.bits) {
            for (number, entry) in run.entries().enumerate() {
                let (key, home) = entry.map_err(|_| damaged(run))?;
                tell(&key, &home, bits[number / 64] >> (number % 64) & 1 == 1);
            }
        }
        Ok(())
    }
}

/// A run that cannot be read is dropped: the next attempt makes it anew.
fn damaged(run: &Run) -> Error {
    let _ = std::fs::remove_file(run.path());
    Error::Local {
        path: run.path().to_owned(),
        during: "the host's copy of the index is damaged and was dropped",
        source: std::io::ErrorKind::InvalidData.into(),
    }
}
