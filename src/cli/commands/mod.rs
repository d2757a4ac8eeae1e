//! One file a command.

pub mod backup;
pub mod cache;
pub mod cat;
pub mod diff;
pub mod doctor;
pub mod dump;
pub mod find;
pub mod forget;
pub mod generate;
pub mod hold;
pub mod init;
pub mod key;
pub mod ls;
pub mod mount;
pub mod prune;
pub mod repair;
pub mod restore;
pub mod snapshots;
pub mod sources;
pub mod stats;
pub mod unforget;
pub mod verify;
pub mod version;
