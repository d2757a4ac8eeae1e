//! A store that takes everything and keeps nothing: for trying what would be stored.

use std::ops::Range;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;

use super::{Entry, Error, Listing, Payload, PutMode, Storage};

/// Reads what is there; what is put or deleted is forgotten.
#[derive(Debug)]
pub struct Discarding {
    inner: Arc<dyn Storage>,
}

impl Discarding {
    pub fn new(inner: Arc<dyn Storage>) -> Self {
        Self { inner }
    }
}

#[async_trait]
impl Storage for Discarding {
    fn location(&self) -> String {
        self.inner.location()
    }

    async fn put(&self, _key: &str, _payload: Payload, _mode: PutMode) -> Result<(), Error> {
        Ok(())
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

    async fn delete(&self, _key: &str) -> Result<(), Error> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::MemoryStorage;
    use super::*;

    #[tokio::test]
    async fn what_is_put_or_deleted_changes_nothing() {
        let memory = Arc::new(MemoryStorage::new());
        memory.put("a", b"abc".into(), PutMode::Create).await.unwrap();
        let store = Discarding::new(memory.clone());
        store.put("b", b"x".into(), PutMode::Create).await.unwrap();
        store.put("a", b"x".into(), PutMode::Overwrite).await.unwrap();
        store.delete("a").await.unwrap();
        assert_eq!(store.get("a").await.unwrap(), "abc");
        assert_eq!(memory.list("", None, None).await.unwrap().entries.len(), 1);
    }
}
