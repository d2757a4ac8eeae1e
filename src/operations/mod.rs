//! The verbs: options in, result out. No flags and no printing here.

pub mod absorb;
pub mod backup;
pub mod caches;
pub mod cat;
pub mod content;
pub mod diff;
pub mod doctor;
pub mod dump;
pub mod fence;
pub mod find;
pub mod forget;
pub mod init;
pub mod keys;
pub mod list;
pub mod mount;
pub mod prune;
pub mod records;
pub mod repair;
pub mod restore;
pub mod select;
pub mod session;
pub mod stats;
pub mod tree;
pub mod verify;
