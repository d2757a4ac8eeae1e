//! What a run asked of a store.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use bytes::Bytes;

use super::{Entry, Error, Listing, Payload, PutMode, Storage};

/// Calls by kind and bytes, for `--stats` and for tests. Below a retry it counts every attempt.
#[derive(Debug)]
pub struct Counting {
    inner: Arc<dyn Storage>,
    counts: Arc<Counts>,
}

/// The running counts; shared, so that they can be read while and after the store is used.
#[derive(Debug, Default)]
pub struct Counts {
    puts: AtomicU64,
    gets: AtomicU64,
    ranges: AtomicU64,
    tails: AtomicU64,
    heads: AtomicU64,
    lists: AtomicU64,
    deletes: AtomicU64,
    failures: AtomicU64,
    uploaded: AtomicU64,
    downloaded: AtomicU64,
}

/// The counts at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub puts: u64,
    /// Gets of whole objects.
    pub gets: u64,
    pub ranges: u64,
    pub tails: u64,
    pub heads: u64,
    /// Calls; S3 makes one request for each thousand keys of the answer.
    pub lists: u64,
    pub deletes: u64,
    /// Those of the above that failed, an absent object or a taken key included.
    pub failures: u64,
    /// Bytes in puts, also failed ones.
    pub uploaded: u64,
    /// Bytes in answers to gets.
    pub downloaded: u64,
}

impl Tally {
    /// Calls of all kinds.
    pub fn calls(&self) -> u64 {
        self.puts + self.gets + self.ranges + self.tails + self.heads + self.lists + self.deletes
    }
}

impl Counting {
    pub fn new(inner: Arc<dyn Storage>) -> Self {
        Self { inner, counts: Arc::default() }
    }

    pub fn counts(&self) -> Arc<Counts> {
        Arc::clone(&self.counts)
    }

    fn noted<T>(&self, kind: &AtomicU64, result: Result<T, Error>) -> Result<T, Error> {
        add(kind, 1);
        if result.is_err() {
            add(&self.counts.failures, 1);
        }
        result
    }

    fn downloaded(&self, bytes: &Bytes) {
        add(&self.counts.downloaded, bytes.len() as u64);
    }
}

impl Counts {
    pub fn tally(&self) -> Tally {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Tally {
            puts: read(&self.puts),
            gets: read(&self.gets),
            ranges: read(&self.ranges),
            tails: read(&self.tails),
            heads: read(&self.heads),
            lists: read(&self.lists),
            deletes: read(&self.deletes),
            failures: read(&self.failures),
            uploaded: read(&self.uploaded),
            downloaded: read(&self.downloaded),
        }
    }
}

fn add(count: &AtomicU64, more: u64) {
    count.fetch_add(more, Ordering::Relaxed);
}

#[async_trait]
impl Storage for Counting {
    fn location(&self) -> String {
        self.inner.location()
    }

    async fn put(&self, key: &str, payload: Payload, mode: PutMode) -> Result<(), Error> {
        add(&self.counts.uploaded, payload.len());
        self.noted(&self.counts.puts, self.inner.put(key, payload, mode).await)
    }

    async fn get(&self, key: &str) -> Result<Bytes, Error> {
        self.noted(&self.counts.gets, self.inner.get(key).await).inspect(|bytes| self.downloaded(bytes))
    }

    async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes, Error> {
        self.noted(&self.counts.ranges, self.inner.get_range(key, range).await)
            .inspect(|bytes| self.downloaded(bytes))
    }

    async fn get_tail(&self, key: &str, length: u64) -> Result<(Bytes, u64), Error> {
        self.noted(&self.counts.tails, self.inner.get_tail(key, length).await)
            .inspect(|(bytes, _)| self.downloaded(bytes))
    }

    async fn head(&self, key: &str) -> Result<Entry, Error> {
        self.noted(&self.counts.heads, self.inner.head(key).await)
    }

    async fn list(&self, prefix: &str, after: Option<&str>, limit: Option<usize>) -> Result<Listing, Error> {
        self.noted(&self.counts.lists, self.inner.list(prefix, after, limit).await)
    }

    async fn delete(&self, key: &str) -> Result<(), Error> {
        self.noted(&self.counts.deletes, self.inner.delete(key).await)
    }
}

#[cfg(test)]
mod tests {
    use super::super::MemoryStorage;
    use super::*;

    #[tokio::test]
    async fn every_call_and_byte_is_counted_once() {
        let store = Counting::new(Arc::new(MemoryStorage::new()));
        store.put("a", b"12345".into(), PutMode::Create).await.unwrap();
        store.put("a", b"123".into(), PutMode::Create).await.unwrap_err();
        store.get("a").await.unwrap();
        store.get("b").await.unwrap_err();
        store.get_range("a", 1..3).await.unwrap();
        store.get_tail("a", 1).await.unwrap();
        store.head("a").await.unwrap();
        store.list("", None, None).await.unwrap();
        store.delete("a").await.unwrap();
        let tally = store.counts().tally();
        let expected = Tally {
            puts: 2,
            gets: 2,
            ranges: 1,
            tails: 1,
            heads: 1,
            lists: 1,
            deletes: 1,
            failures: 2,
            uploaded: 8,
            downloaded: 8,
        };
        assert_eq!(tally, expected);
        assert_eq!(tally.calls(), 9);
    }
}
