//! What harms a backup: damaged objects, failing calls, crashes and full disks. Nothing that was good is lost, and nothing
//! is said that is not so.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../support/house.rs"]
mod house;
#[path = "../support/mounted.rs"]
mod mounted;
#[path = "../support/trouble.rs"]
mod trouble;

mod damage;
mod faults;
mod faults_of_maintenance;
mod full_disk;
mod leaks;
