//! The real code under schedules that a seed decides: writers, absorbers, restorers and verifiers on one store, one
//! storage call at a time, with crashes, stalls, failing calls, lost answers, late repetitions and wrong clocks.
//!
//! After each schedule every snapshot that was reported as successful restores byte for byte, verify finds nothing, and
//! every host goes on. See docs/protocol.md, section 8, for the commands.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/house.rs"]
mod house;

#[path = "simulation"]
mod simulation {
    pub mod actor;
    pub mod chance;
    pub mod check;
    pub mod duties;
    pub mod run;
    pub mod scene;
    pub mod schedule;
    pub mod server;
    pub mod sources;
    pub mod store;
    pub mod threads;
    pub mod totals;
    pub mod trace;
    pub mod truth;
    pub mod world;
}

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use simulation::run::{self, play};
use simulation::server::Lie;

/// Within one program one schedule runs at a time.
static ALONE: Mutex<()> = Mutex::new(());

#[test]
fn seeds() {
    // It waits for its children, which would be taken for a process of another test's schedule that never sleeps.
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    run::seeds();
}

/// What `seeds` has its children do.
#[test]
#[ignore = "only as a child of `seeds`"]
fn a_part_of_the_seeds() {
    run::part();
}

#[test]
fn a_seed_gives_the_same_schedule_each_time() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    for seed in 0..15 {
        let (first, second) = (play(seed, None).lines, play(seed, None).lines);
        let at = first.iter().zip(&second).take_while(|(first, second)| first == second).count();
        assert!(first == second, "seed {seed}, line {at}:\n{:?}\n{:?}", first.get(at), second.get(at));
    }
}

/// A store that lies is noticed with one of these seeds. They begin where that is soon the case.
fn caught(lie: Lie, within: Range<u64>) {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let caught = within.clone().find_map(|seed| Some((seed, play(seed, Some(lie)).wrong?)));
    let (seed, wrong) =
        caught.unwrap_or_else(|| panic!("{lie:?} is noticed with none of the seeds {within:?}"));
    println!("{lie:?} is noticed with seed {seed}: {wrong}");
}

#[test]
fn a_store_with_two_winners_is_noticed() {
    caught(Lie::TwoWinners, 0..200);
}

#[test]
fn a_store_whose_lists_are_of_the_past_is_noticed() {
    caught(Lie::ListsOfThePast, 0..200);
}

#[test]
fn not_looking_after_a_commit_is_noticed() {
    caught(Lie::RootsOfThePastAfterACommit, 0..2000);
}

#[test]
fn not_waiting_after_a_mark_is_noticed() {
    caught(Lie::NoSessionsAfterARoot, 2980..4980);
}

#[test]
fn a_store_that_loses_puts_is_noticed() {
    caught(Lie::LostPuts, 0..20);
}

#[test]
fn a_store_that_swaps_objects_is_noticed() {
    caught(Lie::SwappedObjects, 0..20);
}
