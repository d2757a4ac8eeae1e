//! What each operation does, over the whole of the real code, on a repository in memory or on the S3 server of the test
//! process.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../support/between.rs"]
mod between;
#[path = "../support/everything.rs"]
mod everything;
#[path = "../support/house.rs"]
mod house;
#[path = "../support/restoring.rs"]
mod restoring;
#[path = "../support/s3_server/mod.rs"]
#[expect(dead_code, unused_imports, reason = "no request is made to fail here")]
mod s3_server;
#[path = "../support/spy.rs"]
mod spy;

mod absorb;
mod backup_restore;
mod beside_prune;
mod copy;
mod fidelity;
mod forget;
mod history;
mod keys;
mod paged;
mod prune;
mod repair;
mod requests;
mod restore_delete;
mod restore_hostile;
mod restore_parts;
mod restore_properties;
mod rewrite;
mod roles;
mod sources;
mod tag;
mod verify;
