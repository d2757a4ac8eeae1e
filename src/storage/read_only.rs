//! A store that cannot be changed, whatever its credentials allow.

use async_trait::async_trait;

use super::ruled::{Rule, Ruled};
use super::{Error, ErrorKind, Payload, PutMode, Storage};

/// A store that refuses puts and deletes with [`ErrorKind::Denied`].
pub type ReadOnly = Ruled<Refuse>;

/// Nothing is put or deleted.
#[derive(Debug, Default)]
pub struct Refuse;

fn refused(store: &dyn Storage, operation: &'static str, key: &str) -> Result<(), Error> {
    Err(Error::new(ErrorKind::Denied, operation, key, store.location()).because("it was opened read-only"))
}

#[async_trait]
impl Rule for Refuse {
    async fn put(&self, to: &dyn Storage, key: &str, _: Payload, _: PutMode) -> Result<(), Error> {
        refused(to, "put", key)
    }

    async fn delete(&self, from: &dyn Storage, key: &str) -> Result<(), Error> {
        refused(from, "delete", key)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use bytes::Bytes;

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
