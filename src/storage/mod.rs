//! Named byte objects in a store: a directory, S3, or memory; and wrappers, each with one behaviour.
//!
//! A store promises:
//! - an object appears whole or not at all, and once a put has returned it survives a power cut;
//! - [`PutMode::Create`] is atomic: of any number of writers to one key exactly one succeeds (where the store
//!   can do it at all: ask [`probe`]);
//! - a get, head or list that starts after a put returned sees that put.
//!
//! The conformance suite (feature `testing`) checks this for every store and every wrapper.

mod counting;
mod damaging;
mod discarding;
mod error;
mod key;
mod limit;
mod local;
mod location;
mod memory;
mod meter;
mod payload;
pub mod probe;
mod read_only;
mod retry;
mod ruled;
mod s3;
mod unconditional;

#[cfg(any(test, feature = "testing"))]
pub mod conformance;
#[cfg(any(test, feature = "testing"))]
pub mod faulty;

use std::fmt::Debug;
use std::ops::Range;
use std::time::SystemTime;

use async_trait::async_trait;
use bytes::Bytes;

pub use counting::{Counting, Counts, Tally};
pub use damaging::Damaging;
pub use discarding::Discarding;
pub use error::{Cause, Error, ErrorKind};
pub use key::check_key;
pub use limit::{Bandwidth, Limit, Limits};
pub use local::LocalStorage;
pub use location::{Location, OpenOptions, Opened};
pub use memory::MemoryStorage;
pub use meter::{Meter, Metered, Sample};
pub use payload::Payload;
pub use read_only::ReadOnly;
pub use retry::{Retry, RetryPolicy};
pub use s3::{S3Credentials, S3Location, S3Options, S3Storage, Sse, http_client};
pub use unconditional::Unconditional;

/// What a put does when the key is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PutMode {
    /// Fails with [`ErrorKind::AlreadyExists`], atomically.
    Create,
    /// Replaces the object, atomically.
    Overwrite,
}

/// A flat space of named, immutable-while-read byte objects. Keys obey [`check_key`]; others are refused with
/// [`ErrorKind::Invalid`] before anything is sent.
#[async_trait]
pub trait Storage: Send + Sync + Debug + 'static {
    /// Where this is, for people; never contains a secret.
    fn location(&self) -> String;

    /// Stores an object durably. An error leaves either nothing or the whole object: which of them is unknown
    /// after [`ErrorKind::Transient`], so that a repeated `Create` may answer [`ErrorKind::AlreadyExists`] for
    /// an object of our own.
    async fn put(&self, key: &str, payload: Payload, mode: PutMode) -> Result<(), Error>;

    /// The whole object.
    async fn get(&self, key: &str) -> Result<Bytes, Error>;

    /// Exactly the bytes `range.start..range.end`; [`ErrorKind::Range`] when the object does not hold them all.
    /// An empty range is [`ErrorKind::Invalid`], as HTTP cannot say it.
    async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes, Error>;

    /// The last `length` bytes, or the whole object if it is shorter; and the size of the object.
    async fn get_tail(&self, key: &str, length: u64) -> Result<(Bytes, u64), Error>;

    /// Size and time of an object without its bytes.
    async fn head(&self, key: &str) -> Result<Entry, Error>;

    /// The first `limit` objects (all if `None`) whose key starts with `prefix` and sorts after `after`, sorted
    /// by the bytes of the key. The prefix may end anywhere in a key. One key costs one request.
    async fn list(&self, prefix: &str, after: Option<&str>, limit: Option<usize>) -> Result<Listing, Error>;

    /// Removes an object. Removing what is not there succeeds.
    async fn delete(&self, key: &str) -> Result<(), Error>;
}

/// What a store knows of an object besides its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub key: String,
    /// Bytes.
    pub size: u64,
    /// When it was put, by the store's clock.
    pub modified: SystemTime,
}

/// The answer to a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    pub entries: Vec<Entry>,
    /// The store's own clock when it answered, to hold against [`Entry::modified`]. Of several pages, the first.
    pub store_time: Option<SystemTime>,
}

/// Refuses ranges that no store can be asked for.
fn check_range(storage: &dyn Storage, key: &str, range: &Range<u64>) -> Result<(), Error> {
    if range.start < range.end {
        return Ok(());
    }
    let text = format!("the range {}..{} is empty", range.start, range.end);
    Err(Error::new(ErrorKind::Invalid, "get", key, storage.location()).because(text))
}

/// The clock of the stores that live on this machine, which is what stamps their objects.
fn system_clock() -> SystemTime {
    crate::model::time::system_time()
}
