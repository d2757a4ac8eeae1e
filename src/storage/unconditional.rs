//! Create-only puts for a store that has none: looked for before, so not atomic. Whoever uses it must not rely on more.

use async_trait::async_trait;

use super::ruled::{Rule, Ruled};
use super::{Error, ErrorKind, Payload, PutMode, Storage};

/// A store that ignores or refuses conditions.
pub type Unconditional = Ruled<LookFirst>;

/// Conditions of puts are checked by asking first.
#[derive(Debug, Default)]
pub struct LookFirst;

#[async_trait]
impl Rule for LookFirst {
    async fn put(&self, to: &dyn Storage, key: &str, payload: Payload, mode: PutMode) -> Result<(), Error> {
        if mode == PutMode::Create {
            match to.head(key).await {
                Ok(_) => return Err(Error::new(ErrorKind::AlreadyExists, "put", key, to.location())),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        to.put(key, payload, PutMode::Overwrite).await
    }

    async fn delete(&self, from: &dyn Storage, key: &str) -> Result<(), Error> {
        from.delete(key).await
    }
}
