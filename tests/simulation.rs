//! The real code under schedules that a seed decides.
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
    pub mod trace;
    pub mod world;
}

use simulation::run;

#[test]
fn seeds() {
    run::seeds();
}
