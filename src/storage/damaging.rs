//! A store that gives back some objects with one byte changed: what a drill reads to see that damage is noticed. The
//! store itself is not touched.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;

use super::{Entry, Error, ErrorKind, Listing, Payload, PutMode, Storage};

/// A store under damage. It cannot be changed.
#[derive(Debug)]
pub struct Damaging {
    inner: Arc<dyn Storage>,
    keys: HashSet<String>,
}

impl Damaging {
    /// Damages whatever is read of these objects.
    pub fn new(inner: Arc<dyn Storage>, keys: HashSet<String>) -> Self {
        Self { inner, keys }
    }

    fn damaged(&self, key: &str, bytes: Bytes) -> Bytes {
        if !self.keys.contains(key) || bytes.is_empty() {
            return bytes;
        }
        let mut bytes = bytes.to_vec();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        bytes.into()
    }

    fn refused(&self, operation: &'static str, key: &str) -> Error {
        Error::new(ErrorKind::Denied, operation, key, self.location()).because("it is read for a drill")
    }
}

#[async_trait]
impl Storage for Damaging {
    fn location(&self) -> String {
        self.inner.location()
    }

    async fn put(&self, key: &str, _: Payload, _: PutMode) -> Result<(), Error> {
        Err(self.refused("put", key))
    }

    async fn get(&self, key: &str) -> Result<Bytes, Error> {
        Ok(self.damaged(key, self.inner.get(key).await?))
    }

    async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes, Error> {
        Ok(self.damaged(key, self.inner.get_range(key, range).await?))
    }

    async fn get_tail(&self, key: &str, length: u64) -> Result<(Bytes, u64), Error> {
        let (bytes, size) = self.inner.get_tail(key, length).await?;
        Ok((self.damaged(key, bytes), size))
    }

    async fn head(&self, key: &str) -> Result<Entry, Error> {
        self.inner.head(key).await
    }

    async fn list(&self, prefix: &str, after: Option<&str>, limit: Option<usize>) -> Result<Listing, Error> {
        self.inner.list(prefix, after, limit).await
    }

    async fn delete(&self, key: &str) -> Result<(), Error> {
        Err(self.refused("delete", key))
    }
}

#[cfg(test)]
mod tests {
    use super::super::MemoryStorage;
    use super::*;

    #[tokio::test]
    async fn only_the_named_objects_are_damaged_and_the_store_is_not() {
        let memory = Arc::new(MemoryStorage::new());
        for key in ["bad", "good"] {
            memory.put(key, b"abcdef".into(), PutMode::Create).await.unwrap();
        }
        let store = Damaging::new(memory.clone(), HashSet::from(["bad".to_owned()]));
        assert_eq!(store.get("bad").await.unwrap(), "abceef");
        assert_eq!(store.get_range("bad", 0..2).await.unwrap(), "ac");
        assert_eq!(store.get_tail("bad", 1).await.unwrap(), (Bytes::from_static(b"g"), 6));
        assert_eq!(store.get("good").await.unwrap(), "abcdef");
        assert_eq!(store.delete("good").await.unwrap_err().kind(), ErrorKind::Denied);
        assert_eq!(memory.get("bad").await.unwrap(), "abcdef");
    }
}
