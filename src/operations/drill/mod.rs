//! Drills: what is restored to see whether it can be, and the paper that says so.
//!
//! `sample` chooses files, `signed` makes and checks reports, `records` keeps them in the catalogue.

pub mod records;
pub mod sample;
pub mod signed;
