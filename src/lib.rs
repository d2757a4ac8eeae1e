//! sandyq: encrypted, deduplicating backup and restore to S3 or a local directory.

pub mod codec;
pub mod model;
