//! The mount: asked without the system, then through FUSE where there is one.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../support/everything.rs"]
mod everything;
#[path = "../support/house.rs"]
mod house;
#[path = "../support/s3_server/mod.rs"]
#[expect(dead_code, unused_imports, reason = "no request is made to fail here")]
mod s3_server;

mod direct;
mod looking;
mod system;
