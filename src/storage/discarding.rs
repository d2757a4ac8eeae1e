//! A store that takes everything and keeps nothing: for trying what would be stored.

use async_trait::async_trait;

use super::ruled::{Rule, Ruled};
use super::{Error, Payload, PutMode, Storage};

/// A store of which what is put or deleted is forgotten.
pub type Discarding = Ruled<Discard>;

/// Puts and deletes succeed and do nothing.
#[derive(Debug, Default)]
pub struct Discard;

#[async_trait]
impl Rule for Discard {
    async fn put(&self, _: &dyn Storage, _: &str, _: Payload, _: PutMode) -> Result<(), Error> {
        Ok(())
    }

    async fn delete(&self, _: &dyn Storage, _: &str) -> Result<(), Error> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

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
