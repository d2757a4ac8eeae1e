//! The filesystem floor against a real disk. Most of what makes a file special takes root to make; tests that need
//! more than they have say so and pass.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod attack;
mod full;
mod metadata;
#[path = "../support/mounted.rs"]
mod mounted;
mod reading;
mod restoring;
mod support;
