//! Repair: what can be done about damage that no second copy heals. Only what is asked for is done, and all of it told.
//!
//! `index` reads packs that no index names and puts them into one; `snapshots` makes snapshots without what is lost;
//! `rewrite` makes their trees.

pub mod index;
mod rewrite;
pub mod snapshots;
