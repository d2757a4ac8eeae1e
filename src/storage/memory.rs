//! A store in memory: for tests, and for planning without touching anything.

use std::collections::BTreeMap;
use std::ops::{Bound, Range};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use async_trait::async_trait;
use bytes::Bytes;

use super::{Entry, Error, ErrorKind, Listing, Payload, PutMode, Storage, check_range, key, system_clock};

/// Objects in a sorted map behind one lock, so every call is atomic.
#[derive(Default)]
pub struct MemoryStorage {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    objects: BTreeMap<String, Object>,
    clock: Option<SystemTime>,
}

#[derive(Clone)]
struct Object {
    bytes: Bytes,
    modified: SystemTime,
}

impl MemoryStorage {
    pub fn new() -> Self {
        Self::default()
    }

    /// From now on the store's clock stands at this time, until it is set again. Without it, the system's clock.
    pub fn set_time(&self, time: SystemTime) {
        self.lock().clock = Some(time);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // No call panics halfway through a change, so a poisoned lock still guards whole objects.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn object(&self, operation: &'static str, key: &str) -> Result<Object, Error> {
        key::checked(operation, key, LOCATION)?;
        let missing = || Error::new(ErrorKind::NotFound, operation, key, LOCATION);
        self.lock().objects.get(key).cloned().ok_or_else(missing)
    }
}

const LOCATION: &str = "memory";

impl State {
    fn now(&self) -> SystemTime {
        self.clock.unwrap_or_else(system_clock)
    }
}

impl std::fmt::Debug for MemoryStorage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MemoryStorage({} objects)", self.lock().objects.len())
    }
}

#[async_trait]
impl Storage for MemoryStorage {
    fn location(&self) -> String {
        LOCATION.to_owned()
    }

    async fn put(&self, key: &str, payload: Payload, mode: PutMode) -> Result<(), Error> {
        key::checked("put", key, LOCATION)?;
        let bytes = payload.into_bytes();
        let mut state = self.lock();
        if mode == PutMode::Create && state.objects.contains_key(key) {
            return Err(Error::new(ErrorKind::AlreadyExists, "put", key, LOCATION));
        }
        let modified = state.now();
        state.objects.insert(key.to_owned(), Object { bytes, modified });
        Ok(())
    }

    async fn get(&self, key: &str) -> Result<Bytes, Error> {
        Ok(self.object("get", key)?.bytes)
    }

    async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes, Error> {
        check_range(self, key, &range)?;
        let bytes = self.object("get", key)?.bytes;
        let size = bytes.len();
        let inside = usize::try_from(range.start).ok().zip(usize::try_from(range.end).ok());
        match inside {
            Some((start, end)) if end <= size => Ok(bytes.slice(start..end)),
            _ => {
                let text = format!("{}..{} of {size} bytes", range.start, range.end);
                Err(Error::new(ErrorKind::Range, "get", key, LOCATION).because(text))
            }
        }
    }

    async fn get_tail(&self, key: &str, length: u64) -> Result<(Bytes, u64), Error> {
        let bytes = self.object("get", key)?.bytes;
        let start = bytes.len().saturating_sub(usize::try_from(length).unwrap_or(usize::MAX));
        Ok((bytes.slice(start..), bytes.len() as u64))
    }

    async fn head(&self, key: &str) -> Result<Entry, Error> {
        Ok(entry(key, &self.object("head", key)?))
    }

    async fn list(&self, prefix: &str, after: Option<&str>, limit: Option<usize>) -> Result<Listing, Error> {
        key::checked_prefix(prefix, LOCATION)?;
        let start = match after {
            Some(after) if after >= prefix => Bound::Excluded(after),
            _ => Bound::Included(prefix),
        };
        let state = self.lock();
        let entries = state
            .objects
            .range::<str, _>((start, Bound::Unbounded))
            .take_while(|(key, _)| key.starts_with(prefix))
            .take(limit.unwrap_or(usize::MAX))
            .map(|(key, object)| entry(key, object))
            .collect();
        Ok(Listing { entries, store_time: Some(state.now()) })
    }

    async fn delete(&self, key: &str) -> Result<(), Error> {
        key::checked("delete", key, LOCATION)?;
        self.lock().objects.remove(key);
        Ok(())
    }
}

fn entry(key: &str, object: &Object) -> Entry {
    Entry { key: key.to_owned(), size: object.bytes.len() as u64, modified: object.modified }
}
