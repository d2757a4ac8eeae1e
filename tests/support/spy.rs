//! A store that notes which objects are asked for, and lets somebody else be quicker.

#![allow(dead_code, reason = "each test binary compiles its own copy and uses a part")]

use std::ops::Range;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use sandyq::storage::{Entry, Error, Listing, Payload, PutMode, Storage};

/// What somebody else puts right before the put of a key.
type Rival = Box<dyn Fn(&str) -> Option<Bytes> + Send + Sync>;

pub struct Spy {
    inner: Arc<dyn Storage>,
    read: Mutex<Vec<String>>,
    rival: Mutex<Option<Rival>>,
}

impl std::fmt::Debug for Spy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Spy")
    }
}

impl Spy {
    pub fn new(inner: Arc<dyn Storage>) -> Self {
        Self { inner, read: Mutex::default(), rival: Mutex::default() }
    }

    /// Objects read so far, in whole or in part; from now on anew.
    pub fn take_read(&self) -> Vec<String> {
        std::mem::take(&mut self.read.lock().unwrap())
    }

    /// From now on somebody stores this first where `rival` gives something.
    pub fn set_rival(&self, rival: impl Fn(&str) -> Option<Bytes> + Send + Sync + 'static) {
        *self.rival.lock().unwrap() = Some(Box::new(rival));
    }

    pub fn no_rival(&self) {
        *self.rival.lock().unwrap() = None;
    }

    fn note(&self, key: &str) {
        self.read.lock().unwrap().push(key.to_owned());
    }
}

#[async_trait]
impl Storage for Spy {
    fn location(&self) -> String {
        self.inner.location()
    }

    async fn put(&self, key: &str, payload: Payload, mode: PutMode) -> Result<(), Error> {
        let first = self.rival.lock().unwrap().as_ref().and_then(|rival| rival(key));
        if let Some(bytes) = first {
            self.inner.put(key, bytes.into(), PutMode::Create).await?;
        }
        self.inner.put(key, payload, mode).await
    }

    async fn get(&self, key: &str) -> Result<Bytes, Error> {
        self.note(key);
        self.inner.get(key).await
    }

    async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes, Error> {
        self.note(key);
        self.inner.get_range(key, range).await
    }

    async fn get_tail(&self, key: &str, length: u64) -> Result<(Bytes, u64), Error> {
        self.note(key);
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
