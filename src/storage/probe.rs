//! Finds out whether a store's create-only put can be believed.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::future::join_all;

use super::{Error, ErrorKind, PutMode, Storage};

const ROUNDS: usize = 10;
const WRITERS: usize = 16;

/// What a store does with create-only puts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConditionalPut {
    /// Of concurrent writers exactly one wins, every time.
    Atomic,
    /// The condition is not looked at: a later put replaces an object.
    Ignored,
    /// The condition holds among puts that follow each other, not among concurrent ones.
    NotAtomic,
    /// The store answers that it knows no conditional puts.
    Refused,
}

/// Lets 16 writers race for one key, ten times, on fresh keys that start with `prefix`. Removes what it put, where
/// it may. Errors that say nothing about conditional puts are passed on.
pub async fn conditional_put(storage: &Arc<dyn Storage>, prefix: &str) -> Result<ConditionalPut, Error> {
    let unreadable = |error: getrandom::Error| {
        Error::new(ErrorKind::Other, "probe", prefix, storage.location()).because(error.to_string())
    };
    let run = getrandom::u64().map_err(unreadable)?;
    for round in 0..ROUNDS {
        let key = format!("{prefix}{run:016x}-{round}");
        let found = race(storage.as_ref(), &key).await;
        // Hosts often may not delete; a few bytes stay then.
        let _ = storage.delete(&key).await;
        let found = found?;
        if found != ConditionalPut::Atomic {
            return Ok(found);
        }
    }
    Ok(ConditionalPut::Atomic)
}

async fn race(storage: &dyn Storage, key: &str) -> Result<ConditionalPut, Error> {
    let body = |writer: usize| Bytes::from(format!("writer {writer:02}"));
    let puts = (0..WRITERS).map(|writer| storage.put(key, body(writer).into(), PutMode::Create));
    let mut winners = Vec::new();
    for (writer, result) in join_all(puts).await.into_iter().enumerate() {
        match result {
            Ok(()) => winners.push(body(writer)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) if error.kind() == ErrorKind::Unsupported => return Ok(ConditionalPut::Refused),
            Err(error) => return Err(error),
        }
    }
    match storage.put(key, body(WRITERS).into(), PutMode::Create).await {
        Ok(()) => return Ok(ConditionalPut::Ignored),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    let stored = storage.get(key).await?;
    // A winner whose answer got lost was told, on trying again, that the key is taken: then nobody won by name.
    let one_won = match winners.as_slice() {
        [] => (0..WRITERS).any(|writer| body(writer) == stored),
        [winner] => *winner == stored,
        _ => false,
    };
    Ok(if one_won { ConditionalPut::Atomic } else { ConditionalPut::NotAtomic })
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use async_trait::async_trait;

    use super::super::faulty::{Call, Fault, Faulty};
    use super::super::{Entry, Listing, LocalStorage, MemoryStorage, Payload};
    use super::*;

    /// Breaks the promise of create-only puts in one way.
    #[derive(Debug)]
    struct Broken(MemoryStorage, ConditionalPut);

    #[async_trait]
    impl Storage for Broken {
        fn location(&self) -> String {
            self.0.location()
        }

        async fn put(&self, key: &str, payload: Payload, mode: PutMode) -> Result<(), Error> {
            match self.1 {
                ConditionalPut::Atomic => self.0.put(key, payload, mode).await,
                ConditionalPut::Ignored => self.0.put(key, payload, PutMode::Overwrite).await,
                ConditionalPut::Refused => {
                    Err(Error::new(ErrorKind::Unsupported, "put", key, self.location()))
                }
                ConditionalPut::NotAtomic => {
                    if self.0.head(key).await.is_ok() {
                        return Err(Error::new(ErrorKind::AlreadyExists, "put", key, self.location()));
                    }
                    tokio::task::yield_now().await;
                    self.0.put(key, payload, PutMode::Overwrite).await
                }
            }
        }

        async fn get(&self, key: &str) -> Result<Bytes, Error> {
            self.0.get(key).await
        }

        async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes, Error> {
            self.0.get_range(key, range).await
        }

        async fn get_tail(&self, key: &str, length: u64) -> Result<(Bytes, u64), Error> {
            self.0.get_tail(key, length).await
        }

        async fn head(&self, key: &str) -> Result<Entry, Error> {
            self.0.head(key).await
        }

        async fn list(
            &self,
            prefix: &str,
            after: Option<&str>,
            limit: Option<usize>,
        ) -> Result<Listing, Error> {
            self.0.list(prefix, after, limit).await
        }

        async fn delete(&self, key: &str) -> Result<(), Error> {
            self.0.delete(key).await
        }
    }

    #[tokio::test]
    async fn each_way_of_breaking_the_promise_is_told_apart() {
        use ConditionalPut::{Atomic, Ignored, NotAtomic, Refused};
        for behaviour in [Atomic, Ignored, NotAtomic, Refused] {
            let store: Arc<dyn Storage> = Arc::new(Broken(MemoryStorage::new(), behaviour));
            assert_eq!(conditional_put(&store, "probe/").await.unwrap(), behaviour);
            assert!(
                store.list("", None, None).await.unwrap().entries.is_empty(),
                "{behaviour:?} leaves objects"
            );
        }
    }

    #[tokio::test]
    async fn a_directory_is_atomic() {
        let folder = tempfile::tempdir().unwrap();
        let store: Arc<dyn Storage> = Arc::new(LocalStorage::new(folder.path()));
        assert_eq!(conditional_put(&store, "probe/").await.unwrap(), ConditionalPut::Atomic);
    }

    #[tokio::test]
    async fn a_failing_store_is_an_error_and_a_forbidden_delete_is_not() {
        let faulty = Arc::new(Faulty::new(Arc::new(MemoryStorage::new())));
        let store: Arc<dyn Storage> = faulty.clone();
        for call in 1..=10 {
            faulty.fail(Call::Delete, call, Fault::Before(ErrorKind::Denied));
        }
        assert_eq!(conditional_put(&store, "probe/").await.unwrap(), ConditionalPut::Atomic);
        faulty.fail(Call::Put, faulty.calls_of(Call::Put) + 3, Fault::Before(ErrorKind::Denied));
        assert_eq!(conditional_put(&store, "probe/").await.unwrap_err().kind(), ErrorKind::Denied);
    }
}
