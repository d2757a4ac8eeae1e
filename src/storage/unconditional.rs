//! Create-only puts for a store that has none: looked for before, so not atomic. Whoever uses it must not rely on more.

use std::ops::Range;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;

use super::{Entry, Error, ErrorKind, Listing, Payload, PutMode, Storage};

/// A store whose conditions are checked by asking first.
#[derive(Debug)]
pub struct Unconditional {
    inner: Arc<dyn Storage>,
}

impl Unconditional {
    /// Wraps a store that ignores or refuses conditions.
    pub fn new(inner: Arc<dyn Storage>) -> Self {
        Self { inner }
    }
}

#[async_trait]
impl Storage for Unconditional {
    fn location(&self) -> String {
        self.inner.location()
    }

    async fn put(&self, key: &str, payload: Payload, mode: PutMode) -> Result<(), Error> {
        if mode == PutMode::Create {
            match self.inner.head(key).await {
                Ok(_) => return Err(Error::new(ErrorKind::AlreadyExists, "put", key, self.location())),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        self.inner.put(key, payload, PutMode::Overwrite).await
    }

    async fn get(&self, key: &str) -> Result<Bytes, Error> {
        self.inner.get(key).await
    }

    async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes, Error> {
        self.inner.get_range(key, range).await
    }

    async fn get_tail(&self, key: &str, length: u64) -> Result<(Bytes, u64), Error> {
        self.inner.get_tail(key, length).await
    }

    async fn head(&self, key: &str) -> Result<Entry, Error> {
        self.inner.head(key).await
    }

    async fn list(&self, prefix: &str, after: Option<&str>, limit: Option<usize>) -> Result<Listing, Error> {
        self.inner.list(prefix, after, limit).await
    }

    async fn delete(&self, key: &str) -> Result<(), Error> {
        self.inner.delete(key).await
    }
}
