//! Which packs of files are read. Pure: the same packs and the same seed always give the same choice.

use crate::codec::hash::sha256;
use crate::model::id::PackId;

/// A part of the packs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Subset {
    /// None of them.
    None,
    /// The `number`-th of `of` parts. A pack always belongs to the same part, whatever else there is.
    Slice {
        /// Counted from 1.
        number: u32,
        /// How many parts.
        of: u32,
    },
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
            Self::Slice { number, of } => {
                packs.retain(|(id, _)| slice_of(id, of) == number);
            }
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

/// Which of `of` parts a pack belongs to, counted from 1.
pub fn slice_of(id: &PackId, of: u32) -> u32 {
    (hash(b"slice", id) % u64::from(of.max(1))) as u32 + 1
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
            let slices = (1..=of).flat_map(|number| Subset::Slice { number, of }.choose(packs.clone()));
            let mut together: Vec<_> = slices.collect();
            together.sort_unstable();
            prop_assert_eq!(together, Subset::All.choose(packs));
        }

        #[test]
        fn a_pack_stays_in_its_slice_whatever_else_there_is(packs in packs(), more in packs(), of in 1u32..9) {
            let both = [packs.clone(), more].concat();
            for number in 1..=of {
                let slice = Subset::Slice { number, of };
                let of_both: BTreeSet<_> = slice.choose(both.clone()).into_iter().collect();
                prop_assert!(slice.choose(packs.clone()).iter().all(|pack| of_both.contains(pack)));
            }
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
