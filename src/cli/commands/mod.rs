//! One file a command.

pub mod backup;
pub mod cat;
pub mod copy;
pub mod diff;
pub mod dump;
pub mod files_from;
pub mod find;
pub mod forget;
pub mod generate;
pub mod hold;
pub mod init;
pub mod key;
pub mod ls;
pub mod prune;
pub mod repair;
pub mod restore;
pub mod rewrite;
pub mod snapshots;
pub mod sources;
pub mod stats;
pub mod tag;
pub mod unforget;
pub mod verify;
pub mod version;
