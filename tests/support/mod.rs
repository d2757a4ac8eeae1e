//! What several integration tests need. Each test binary uses a part of it.

#![allow(dead_code, reason = "each test binary compiles its own copy and uses a part")]

pub mod s3_server;
