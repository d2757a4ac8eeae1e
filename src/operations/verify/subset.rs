//! Which packs of files are read. Pure: the same packs and the same seed always give the same choice.

use std::collections::BTreeMap;

use crate::codec::hash::sha256;
use crate::model::id::PackId;
use crate::model::record::Slice;

/// A part of the packs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Subset {
    /// None of them.
    None,
    /// One of several parts. A pack always belongs to the same part, whatever else there is.
    Slice(Slice),
    /// This share of them, chosen by `seed`.
    Share {
        /// Per ten thousand.
        basis_points: u32,
        /// Another one makes another choice.
        seed: u64,
    },
    /// So many that they have this size together, chosen by `seed`.
    Bytes {
        /// The size.
        bytes: u64,
        /// Another one makes another choice.
        seed: u64,
    },
    /// All of them.
    All,
}

impl Subset {
    /// The packs to read, of packs with their sizes.
    pub fn choose(&self, mut packs: Vec<(PackId, u64)>) -> Vec<PackId> {
        match *self {
            Self::None => packs.clear(),
            Self::All => {}
            Self::Slice(Slice { number, of }) => packs.retain(|(id, _)| slice_of(id, of) == number),
            Self::Share { basis_points, seed } => {
                let wanted = (packs.len() as u64 * u64::from(basis_points)).div_ceil(10_000);
                shuffle(&mut packs, seed);
                packs.truncate(wanted as usize);
            }
            Self::Bytes { bytes, seed } => {
                shuffle(&mut packs, seed);
                let mut sum = 0u64;
                packs.retain(|(_, size)| {
                    let wanted = sum < bytes;
                    sum = sum.saturating_add(*size);
                    wanted
                });
            }
        }
        packs.sort_unstable();
        packs.into_iter().map(|(id, _)| id).collect()
    }
}

/// Which of `of` parts a pack belongs to, counted from 0.
fn slice_of(id: &PackId, of: u32) -> u32 {
    (hash(b"slice", id) % u64::from(of.max(1))) as u32
}

/// Of `of` parts the one to read next: one that never was, or else the one that was read longest ago. `read` are the
/// parts read so far, of this and other numbers of parts, oldest first; nothing stands for all of them at once.
pub fn next_slice(of: u32, read: impl IntoIterator<Item = Option<Slice>>) -> Slice {
    let mut last: BTreeMap<u32, usize> = BTreeMap::new();
    let mut all = None;
    for (when, slice) in read.into_iter().enumerate() {
        match slice {
            None => all = Some(when),
            Some(slice) if slice.of == of && slice.number < of => drop(last.insert(slice.number, when)),
            Some(_) => {}
        }
    }
    // Parts read alone before all were read together are as old as all the others.
    last.retain(|_, when| Some(*when) > all);
    let unread = (0..of).find(|number| !last.contains_key(number));
    let oldest = || last.iter().min_by_key(|(_, when)| **when).map(|(number, _)| *number);
    Slice { number: unread.or_else(oldest).unwrap_or_default(), of }
}

fn shuffle(packs: &mut [(PackId, u64)], seed: u64) {
    packs.sort_by_cached_key(|(id, _)| (hash(&seed.to_be_bytes(), id), *id));
}

fn hash(salt: &[u8], id: &PackId) -> u64 {
    let digest = sha256(&[salt, id.to_string().as_bytes()].concat());
    digest[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::model::id::{SessionId, SnapshotId};

    fn packs() -> impl Strategy<Value = Vec<(PackId, u64)>> {
        let pack = (any::<[u8; 12]>(), 0u32..3, 1u64..1000).prop_map(|(random, number, size)| {
            (PackId { session: SessionId { root: 7, random: SnapshotId(random) }, number }, size)
        });
        proptest::collection::vec(pack, 0..40)
    }

    proptest! {
        #[test]
        fn the_slices_hold_every_pack_once(packs in packs(), of in 1u32..9) {
            let slices = (0..of).flat_map(|number| Subset::Slice(Slice { number, of }).choose(packs.clone()));
            let mut together: Vec<_> = slices.collect();
            together.sort_unstable();
            prop_assert_eq!(together, Subset::All.choose(packs));
        }

        #[test]
        fn a_pack_stays_in_its_slice_whatever_else_there_is(packs in packs(), more in packs(), of in 1u32..9) {
            let both = [packs.clone(), more].concat();
            for number in 0..of {
                let slice = Subset::Slice(Slice { number, of });
                let of_both: BTreeSet<_> = slice.choose(both.clone()).into_iter().collect();
                prop_assert!(slice.choose(packs.clone()).iter().all(|pack| of_both.contains(pack)));
            }
        }

        #[test]
        fn as_many_runs_as_there_are_slices_read_each_once_whatever_was_read_before(
            before in proptest::collection::vec(proptest::option::of((0u32..9, 1u32..9)), 0..20), of in 1u32..9,
        ) {
            let slice = |(number, of)| Slice { number, of };
            let mut read: Vec<_> = before.into_iter().map(|before| before.map(slice)).collect();
            let from = read.len();
            for _ in 0..of {
                let next = next_slice(of, read.iter().copied());
                read.push(Some(next));
            }
            let mut numbers: Vec<_> = read[from..].iter().map(|slice| slice.unwrap().number).collect();
            numbers.sort_unstable();
            prop_assert_eq!(numbers, (0..of).collect::<Vec<_>>());
        }

        #[test]
        fn samples_are_as_large_as_asked_and_the_same_for_the_same_seed(
            packs in packs(), basis_points in 0u32..=10_000, bytes in 0u64..20_000, seed: u64,
        ) {
            let share = Subset::Share { basis_points, seed };
            let chosen = share.choose(packs.clone());
            prop_assert_eq!(&chosen, &share.choose(packs.iter().rev().copied().collect()));
            prop_assert_eq!(chosen.len(), (packs.len() * basis_points as usize).div_ceil(10_000));
            let chosen: BTreeSet<_> = Subset::Bytes { bytes, seed }.choose(packs.clone()).into_iter().collect();
            let sum = |packs: &mut dyn Iterator<Item = &(PackId, u64)>| packs.map(|(_, size)| size).sum::<u64>();
            let read = sum(&mut packs.iter().filter(|(id, _)| chosen.contains(id)));
            prop_assert!(read >= bytes.min(sum(&mut packs.iter())));
        }
    }
}
