//! A store in which something else happens right before the n-th call.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use async_trait::async_trait;
use bytes::Bytes;
use sandyq::storage::{Entry, Error, Listing, Payload, PutMode, Storage};

type Event = Box<dyn FnOnce() + Send>;

pub struct Between {
    inner: Arc<dyn Storage>,
    calls: AtomicU64,
    events: Mutex<BTreeMap<u64, Event>>,
    missed: Mutex<Option<String>>,
}

impl std::fmt::Debug for Between {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Between")
    }
}

impl Between {
    pub fn new(inner: Arc<dyn Storage>) -> Self {
        Self { inner, calls: AtomicU64::new(0), events: Mutex::default(), missed: Mutex::default() }
    }

    /// Calls so far.
    pub fn calls(&self) -> u64 {
        self.calls.load(Ordering::SeqCst)
    }

    /// Lets `event` happen before the call that is `nth` from now, counted from 1.
    pub fn before(&self, nth: u64, event: impl FnOnce() + Send + 'static) {
        self.events.lock().unwrap().insert(self.calls() + nth, Box::new(event));
    }

    /// For an event: the call that it comes before, if it is a listing, has passed what begins so already. That is what
    /// happens between two pages of one.
    pub fn miss(&self, prefix: String) {
        *self.missed.lock().unwrap() = Some(prefix);
    }

    /// What this call does not show.
    fn call(&self) -> Option<String> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst) + 1;
        let due = self.events.lock().unwrap().remove(&call);
        if let Some(event) = due {
            // It waits for calls of its own, which this thread may not.
            thread::spawn(event).join().unwrap();
        }
        self.missed.lock().unwrap().take()
    }
}

#[async_trait]
impl Storage for Between {
    fn location(&self) -> String {
        self.inner.location()
    }

    async fn put(&self, key: &str, payload: Payload, mode: PutMode) -> Result<(), Error> {
        self.call();
        self.inner.put(key, payload, mode).await
    }

    async fn get(&self, key: &str) -> Result<Bytes, Error> {
        self.call();
        self.inner.get(key).await
    }

    async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes, Error> {
        self.call();
        self.inner.get_range(key, range).await
    }

    async fn get_tail(&self, key: &str, length: u64) -> Result<(Bytes, u64), Error> {
        self.call();
        self.inner.get_tail(key, length).await
    }

    async fn head(&self, key: &str) -> Result<Entry, Error> {
        self.call();
        self.inner.head(key).await
    }

    async fn list(&self, prefix: &str, after: Option<&str>, limit: Option<usize>) -> Result<Listing, Error> {
        let missed = self.call();
        let mut listing = self.inner.list(prefix, after, limit).await?;
        listing.entries.retain(|entry| missed.as_ref().is_none_or(|missed| !entry.key.starts_with(missed)));
        Ok(listing)
    }

    async fn delete(&self, key: &str) -> Result<(), Error> {
        self.call();
        self.inner.delete(key).await
    }
}
