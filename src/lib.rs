//! sandyq: encrypted, deduplicating backup and restore to S3 or a local directory.

pub mod cli;
pub mod codec;
pub mod config;
pub mod filesystem;
pub mod model;
pub mod operations;
pub mod policy;
pub mod report;
pub mod repository;
pub mod storage;
