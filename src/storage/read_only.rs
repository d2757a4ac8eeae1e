//! A store that cannot be changed, whatever its credentials allow.

use std::ops::Range;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;

use super::{Entry, Error, ErrorKind, Listing, Payload, PutMode, Storage};

/// Refuses puts and deletes with [`ErrorKind::Denied`].
#[derive(Debug)]
pub struct ReadOnly {
    inner: Arc<dyn Storage>,
}

impl ReadOnly {
    pub fn new(inner: Arc<dyn Storage>) -> Self {
        Self { inner }
    }

    fn refused(&self, operation: &'static str, key: &str) -> Result<(), Error> {
        Err(Error::new(ErrorKind::Denied, operation, key, self.location()).because("it was opened read-only"))
    }
}

#[async_trait]
impl Storage for ReadOnly {
    fn location(&self) -> String {
        self.inner.location()
    }

    async fn put(&self, key: &str, _payload: Payload, _mode: PutMode) -> Result<(), Error> {
        self.refused("put", key)
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
        self.refused("delete", key)
    }
}

#[cfg(test)]
mod tests {
    use super::super::MemoryStorage;
    use super::*;

    #[tokio::test]
    async fn everything_can_be_read_and_nothing_changed() {
        let memory = Arc::new(MemoryStorage::new());
        memory.put("a", b"abc".into(), PutMode::Create).await.unwrap();
        let store = ReadOnly::new(memory.clone());
        for mode in [PutMode::Create, PutMode::Overwrite] {
            assert_eq!(store.put("b", b"x".into(), mode).await.unwrap_err().kind(), ErrorKind::Denied);
        }
        assert_eq!(store.delete("a").await.unwrap_err().kind(), ErrorKind::Denied);
        assert_eq!(store.get("a").await.unwrap(), "abc");
        assert_eq!(store.get_range("a", 1..2).await.unwrap(), "b");
        assert_eq!(store.get_tail("a", 1).await.unwrap(), (Bytes::from_static(b"c"), 3));
        assert_eq!(store.head("a").await.unwrap().size, 3);
        assert_eq!(store.list("", None, None).await.unwrap().entries.len(), 1);
    }
}
