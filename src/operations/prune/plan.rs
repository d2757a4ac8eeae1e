//! Which packs go: a plan from what is known of them, with nothing done yet.

use std::cmp::Ordering;

use crate::model::id::PackId;
use crate::repository::directory::PackKind;

/// What is known of a pack that may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PackFacts {
    /// Its name.
    pub id: PackId,
    /// What it holds.
    pub kind: PackKind,
    /// Its bytes in the store.
    pub size: u64,
    /// Bytes of its chunks before compression; none if no index names it.
    pub plain: u64,
    /// Of these, what is live and at home here.
    pub live: u64,
}

impl PackFacts {
    /// About how many of its bytes in the store are of no use.
    pub fn unused(&self) -> u64 {
        let dead = u128::from(self.plain - self.live);
        (u128::from(self.size) * dead).checked_div(u128::from(self.plain)).unwrap_or(self.size.into()) as u64
    }
}

/// How much of no use may stay.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MaxUnused {
    /// A share of what is of use, from 0.
    Share(f64),
    /// Bytes.
    Bytes(u64),
    /// Everything: packs go only when nothing in them is of use.
    Unlimited,
}

/// What a prune may do.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How much of no use may stay in packs that are of use.
    pub max_unused: MaxUnused,
    /// Bytes of packs to copy from, at most.
    pub max_repack: u64,
    /// Whether this key can copy chunks of files.
    pub data: bool,
    /// Whether this key can copy pages.
    pub trees: bool,
}

/// What a prune will do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Packs that hold nothing of use.
    pub condemned: Vec<PackFacts>,
    /// Packs whose live part is copied into new ones first.
    pub repacked: Vec<PackFacts>,
    /// Bytes of no use that stay, about.
    pub unused_left: u64,
    /// Of these, bytes that only another key can reach.
    pub out_of_reach: u64,
    /// Packs that stay.
    pub kept: u64,
    /// Their bytes.
    pub kept_bytes: u64,
}

/// Packs below this size are worth joining once there are `MANY` of their kind.
const SMALL: u64 = 2 << 20;
const MANY: usize = 24;

/// Chooses from the packs that may go. `staying` is the size of those of use that may not go yet.
pub fn plan(packs: Vec<PackFacts>, staying: u64, limits: &Limits) -> Plan {
    let (condemned, mut used): (Vec<_>, Vec<_>) = packs.into_iter().partition(|pack| pack.live == 0);
    let mut plan = Plan { condemned, ..Plan::default() };
    plan.condemned.sort_by_key(|pack| pack.id);
    let mut unused: u64 = used.iter().map(PackFacts::unused).sum();
    let useful = staying + used.iter().map(|pack| pack.size - pack.unused()).sum::<u64>();
    let may_stay = match limits.max_unused {
        MaxUnused::Share(share) => (useful as f64 * share) as u64,
        MaxUnused::Bytes(bytes) => bytes,
        MaxUnused::Unlimited => u64::MAX,
    };
    let small = |kind| used.iter().filter(|pack| pack.kind == kind && pack.size < SMALL).count() >= MANY;
    let (join_data, join_trees) = (small(PackKind::Data), small(PackKind::Tree));
    used.sort_by(least_useful_first);
    let mut budget = limits.max_repack;
    for pack in used {
        let (reachable, join) = match pack.kind {
            PackKind::Data => (limits.data, join_data),
            PackKind::Tree => (limits.trees, join_trees),
        };
        let wanted = unused > may_stay && pack.unused() > 0 || join && pack.size < SMALL;
        if wanted && reachable && pack.size <= budget {
            budget -= pack.size;
            unused -= pack.unused();
            plan.repacked.push(pack);
        } else {
            if !reachable {
                plan.out_of_reach += pack.unused();
            }
            plan.kept += 1;
            plan.kept_bytes += pack.size;
        }
    }
    plan.repacked.sort_by_key(|pack| pack.id);
    plan.unused_left = unused;
    plan
}

/// What frees most for what has to be copied comes first; the order is the same for everybody.
fn least_useful_first(one: &PackFacts, other: &PackFacts) -> Ordering {
    let share = |pack: &PackFacts| pack.live as f64 / pack.plain.max(1) as f64;
    share(one).total_cmp(&share(other)).then(one.id.cmp(&other.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::{SessionId, SnapshotId};
    use proptest::prelude::*;

    fn pack(number: u32, plain: u64, live: u64) -> PackFacts {
        let session = SessionId { root: 0, random: SnapshotId([0; 12]) };
        PackFacts { id: PackId { session, number }, kind: PackKind::Data, size: 100, plain, live }
    }

    fn limits(max_unused: MaxUnused) -> Limits {
        Limits { max_unused, max_repack: u64::MAX, data: true, trees: true }
    }

    fn numbers(packs: &[PackFacts]) -> Vec<u32> {
        packs.iter().map(|pack| pack.id.number).collect()
    }

    #[test]
    fn packs_without_use_go_and_the_least_useful_are_copied_until_little_enough_is_unused() {
        let packs =
            vec![pack(1, 50, 0), pack(2, 100, 20), pack(3, 100, 90), pack(4, 100, 100), pack(5, 0, 0)];
        let plan = plan(packs, 0, &limits(MaxUnused::Share(0.06)));
        assert_eq!(numbers(&plan.condemned), [1, 5]);
        assert_eq!(numbers(&plan.repacked), [2]);
        assert_eq!((plan.unused_left, plan.kept, plan.kept_bytes), (10, 2, 200));
    }

    #[test]
    fn nothing_is_copied_beyond_the_limit_or_without_the_key() {
        let packs = vec![pack(1, 100, 20), pack(2, 100, 30)];
        let plan_one = plan(packs.clone(), 0, &Limits { max_repack: 150, ..limits(MaxUnused::Bytes(0)) });
        assert_eq!((numbers(&plan_one.repacked), plan_one.unused_left), (vec![1], 70));
        let plan_none = plan(packs.clone(), 0, &Limits { data: false, ..limits(MaxUnused::Bytes(0)) });
        assert_eq!((plan_none.repacked.len(), plan_none.out_of_reach), (0, 150));
        assert!(plan(packs, 0, &limits(MaxUnused::Unlimited)).repacked.is_empty());
    }

    #[test]
    fn many_small_packs_are_joined() {
        let packs: Vec<_> = (0..MANY as u32).map(|number| pack(number, 100, 100)).collect();
        assert_eq!(plan(packs.clone(), 0, &limits(MaxUnused::Unlimited)).repacked.len(), MANY);
        assert!(plan(packs[1..].to_vec(), 0, &limits(MaxUnused::Unlimited)).repacked.is_empty());
    }

    proptest! {
        #[test]
        fn every_pack_is_condemned_copied_or_kept_and_only_useless_ones_are_condemned(
            packs in proptest::collection::vec((1u64..1000, 0.0..=1.0f64), 0..40),
            share in 0.0..0.5f64,
            max_repack in 0u64..3000,
        ) {
            let packs: Vec<_> = packs
                .into_iter()
                .enumerate()
                .map(|(number, (plain, live))| pack(number as u32, plain, (plain as f64 * live) as u64))
                .collect();
            let limits = Limits { max_repack, ..limits(MaxUnused::Share(share)) };
            let plan = plan(packs.clone(), 0, &limits);
            prop_assert_eq!(plan.condemned.len() + plan.repacked.len() + plan.kept as usize, packs.len());
            prop_assert!(plan.condemned.iter().all(|pack| pack.live == 0));
            prop_assert!(plan.repacked.iter().map(|pack| pack.size).sum::<u64>() <= max_repack);
        }
    }
}
