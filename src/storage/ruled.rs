//! Stores that are read like another one, while what is put or deleted there goes by a rule.

use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;

use super::{Entry, Error, Listing, Payload, PutMode, Storage};

/// What becomes of puts and deletes.
#[async_trait]
pub trait Rule: Debug + Default + Send + Sync + 'static {
    /// A put to the store that the rule holds for.
    async fn put(&self, to: &dyn Storage, key: &str, payload: Payload, mode: PutMode) -> Result<(), Error>;
    /// A delete.
    async fn delete(&self, from: &dyn Storage, key: &str) -> Result<(), Error>;
}

/// A store under a rule.
#[derive(Debug)]
pub struct Ruled<R> {
    inner: Arc<dyn Storage>,
    rule: R,
}

impl<R: Rule> Ruled<R> {
    /// Puts a store under the rule.
    pub fn new(inner: Arc<dyn Storage>) -> Self {
        Self { inner, rule: R::default() }
    }
}

#[async_trait]
impl<R: Rule> Storage for Ruled<R> {
    fn location(&self) -> String {
        self.inner.location()
    }

    async fn put(&self, key: &str, payload: Payload, mode: PutMode) -> Result<(), Error> {
        self.rule.put(&*self.inner, key, payload, mode).await
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
        self.rule.delete(&*self.inner, key).await
    }
}
