//! How a store answers: how soon, how often not, and how many requests are under way then. For alerts.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use tokio::time::Instant;

use super::{Entry, Error, Listing, Payload, PutMode, Storage};

/// What moves more takes its time for that, and says little of how soon a store answers.
const LITTLE: u64 = 64 << 10;
/// The newest requests say how it is now.
const REMEMBERED: usize = 200;

/// One request.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// How long the answer took, if little was moved and it was no list, which asks several times.
    pub answered: Option<Duration>,
    /// Whether the store failed for the moment, so that the request is repeated.
    pub failed: bool,
    /// The part of all connections that was in use when it began, where their number is limited.
    pub in_use: Option<f64>,
}

/// The newest requests to all stores of a run.
#[derive(Debug, Default)]
pub struct Meter {
    samples: Mutex<VecDeque<Sample>>,
}

impl Meter {
    /// The samples since the last time, the oldest first.
    pub fn take(&self) -> Vec<Sample> {
        std::mem::take(&mut *self.samples.lock().unwrap_or_else(PoisonError::into_inner)).into()
    }

    fn add(&self, sample: Sample) {
        let mut samples = self.samples.lock().unwrap_or_else(PoisonError::into_inner);
        if samples.len() == REMEMBERED {
            samples.pop_front();
        }
        samples.push_back(sample);
    }
}

/// A store whose answers are measured. Belongs below a retry and a limit: neither waits of theirs nor repetitions are answers.
#[derive(Debug)]
pub struct Metered {
    inner: Arc<dyn Storage>,
    meter: Arc<Meter>,
    connections: Option<usize>,
    in_use: AtomicUsize,
}

impl Metered {
    /// Measures a store that takes so many requests at once.
    pub fn new(inner: Arc<dyn Storage>, meter: Arc<Meter>, connections: Option<usize>) -> Self {
        Self { inner, meter, connections, in_use: AtomicUsize::new(0) }
    }

    /// Measures a request; `moved` tells of its answer how many bytes moved, or that this cannot be said.
    async fn measured<T>(
        &self,
        request: impl Future<Output = Result<T, Error>> + Send,
        moved: impl Fn(&T) -> Option<u64> + Send,
    ) -> Result<T, Error> {
        let using = Using::one_more(&self.in_use);
        let in_use = self.connections.map(|most| using.count as f64 / most as f64);
        let began = Instant::now();
        let result = request.await;
        let took = began.elapsed();
        drop(using);
        let failed = matches!(&result, Err(error) if error.kind().is_retryable());
        let is_little = result.as_ref().map_or(Some(0), &moved).is_some_and(|bytes| bytes <= LITTLE);
        let answered = is_little.then_some(took);
        self.meter.add(Sample { answered, failed, in_use });
        result
    }
}

/// A request under way; also one that nobody waits for any more ends.
struct Using<'a> {
    all: &'a AtomicUsize,
    count: usize,
}

impl<'a> Using<'a> {
    fn one_more(all: &'a AtomicUsize) -> Self {
        Self { count: all.fetch_add(1, Ordering::Relaxed) + 1, all }
    }
}

impl Drop for Using<'_> {
    fn drop(&mut self) {
        self.all.fetch_sub(1, Ordering::Relaxed);
    }
}

fn size(bytes: &Bytes) -> Option<u64> {
    Some(bytes.len() as u64)
}

#[async_trait]
impl Storage for Metered {
    fn location(&self) -> String {
        self.inner.location()
    }

    async fn put(&self, key: &str, payload: Payload, mode: PutMode) -> Result<(), Error> {
        let bytes = payload.len();
        self.measured(self.inner.put(key, payload, mode), |()| Some(bytes)).await
    }

    async fn get(&self, key: &str) -> Result<Bytes, Error> {
        self.measured(self.inner.get(key), size).await
    }

    async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes, Error> {
        self.measured(self.inner.get_range(key, range), size).await
    }

    async fn get_tail(&self, key: &str, length: u64) -> Result<(Bytes, u64), Error> {
        self.measured(self.inner.get_tail(key, length), |(bytes, _)| size(bytes)).await
    }

    async fn head(&self, key: &str) -> Result<Entry, Error> {
        self.measured(self.inner.head(key), |_| Some(0)).await
    }

    async fn list(&self, prefix: &str, after: Option<&str>, limit: Option<usize>) -> Result<Listing, Error> {
        self.measured(self.inner.list(prefix, after, limit), |_| None).await
    }

    async fn delete(&self, key: &str) -> Result<(), Error> {
        self.measured(self.inner.delete(key), |()| Some(0)).await
    }
}

#[cfg(test)]
mod tests {
    use super::super::faulty::{Call, Fault, Faulty};
    use super::super::{ErrorKind, MemoryStorage};
    use super::*;

    #[tokio::test]
    async fn a_request_tells_how_soon_it_was_answered_and_whether_at_all() {
        let faulty = Arc::new(Faulty::new(Arc::new(MemoryStorage::new())));
        faulty.fail(Call::Head, 1, Fault::Before(ErrorKind::Transient));
        let meter = Arc::new(Meter::default());
        let store = Metered::new(faulty, Arc::clone(&meter), Some(4));
        store.put("small", b"abc".into(), PutMode::Create).await.unwrap();
        store.put("large", vec![0; 1 << 20].into(), PutMode::Create).await.unwrap();
        store.list("", None, None).await.unwrap();
        store.head("small").await.unwrap_err();
        // An answer like any other.
        store.get("absent").await.unwrap_err();
        let seen: Vec<_> =
            meter.take().iter().map(|one| (one.answered.is_some(), one.failed, one.in_use)).collect();
        let quarter = Some(0.25);
        assert_eq!(
            seen,
            [
                (true, false, quarter),
                (false, false, quarter),
                (false, false, quarter),
                (true, true, quarter),
                (true, false, quarter)
            ]
        );
        assert_eq!(meter.take(), []);
    }

    #[tokio::test]
    async fn requests_at_once_and_given_up_are_counted_while_they_are_under_way() {
        let meter = Arc::new(Meter::default());
        let store = Metered::new(Arc::new(MemoryStorage::new()), Arc::clone(&meter), Some(2));
        let outer = store.measured(
            async {
                // Never ends, and is dropped here.
                let mut given_up =
                    Box::pin(store.measured(std::future::pending::<Result<(), Error>>(), |()| None));
                assert!(futures_util::poll!(&mut given_up).is_pending());
                assert_eq!(store.in_use.load(Ordering::Relaxed), 2);
                drop(given_up);
                store.get("absent").await
            },
            size,
        );
        outer.await.unwrap_err();
        assert_eq!(store.in_use.load(Ordering::Relaxed), 0);
        let in_use: Vec<_> = meter.take().iter().map(|one| one.in_use).collect();
        assert_eq!(in_use, [Some(1.0), Some(0.5)]);
    }

    #[test]
    fn only_the_newest_are_remembered() {
        let meter = Meter::default();
        for number in 0..REMEMBERED + 5 {
            meter.add(Sample {
                answered: Some(Duration::from_secs(number as u64)),
                failed: false,
                in_use: None,
            });
        }
        let samples = meter.take();
        assert_eq!((samples.len(), samples[0].answered), (REMEMBERED, Some(Duration::from_secs(5))));
    }
}
