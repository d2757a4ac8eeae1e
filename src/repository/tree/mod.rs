//! The tree of a snapshot: directories as pages of entries, big files as pages of extents.
//!
//! `page` is one page and how it is stored; `directory` and `content` cut entries and extents into pages, always at
//! the same places for the same names and chunks, so that a small change makes few new pages.

pub mod content;
pub mod directory;
pub mod page;
