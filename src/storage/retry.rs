//! Patience: rides out minutes of a failing network or store.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use tokio::time::Instant;

use super::{Entry, Error, ErrorKind, Listing, Payload, PutMode, Storage};

/// How long and how often a failed call is repeated. The wait before the n-th repetition is a random part of
/// `first_delay * 2^(n-1)`, at most `longest_delay`, so that many clients of a store that comes back do not all
/// come back with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    /// From the first failure of a call to giving it up.
    pub deadline: Duration,
    /// The deadline of a store that has not answered anything yet: its address is probably wrong.
    pub first_contact: Duration,
    pub first_delay: Duration,
    pub longest_delay: Duration,
    /// The most keys asked for at once, so that one failure does not repeat a listing of millions.
    pub list_page: Option<usize>,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(15 * 60),
            first_contact: Duration::from_secs(30),
            first_delay: Duration::from_millis(200),
            longest_delay: Duration::from_secs(30),
            list_page: Some(4000),
        }
    }
}

/// Repeats what fails with a [retryable](ErrorKind::is_retryable) kind. A repeated create-only put may find the
/// object of an earlier attempt and answers [`ErrorKind::AlreadyExists`]: the caller compares.
#[derive(Debug)]
pub struct Retry {
    inner: Arc<dyn Storage>,
    policy: RetryPolicy,
    reached: AtomicBool,
    retries: AtomicU64,
}

impl Retry {
    pub fn new(inner: Arc<dyn Storage>, policy: RetryPolicy) -> Self {
        Self { inner, policy, reached: AtomicBool::new(false), retries: AtomicU64::new(0) }
    }

    /// Repetitions so far.
    pub fn retries(&self) -> u64 {
        self.retries.load(Ordering::Relaxed)
    }

    async fn patiently<T, F>(&self, call: impl Fn() -> F + Send + Sync) -> Result<T, Error>
    where
        F: Future<Output = Result<T, Error>> + Send,
    {
        let mut first_failure = None;
        for attempt in 1.. {
            let error = match call().await {
                Err(error) if error.kind().is_retryable() => error,
                answered => {
                    self.reached.store(true, Ordering::Relaxed);
                    return answered;
                }
            };
            if error.kind() != ErrorKind::Unreachable {
                self.reached.store(true, Ordering::Relaxed);
            }
            let now = Instant::now();
            let first_failure = *first_failure.get_or_insert(now);
            let delay = self.delay(attempt);
            if now + delay > first_failure + self.deadline() {
                return Err(error.given_up(attempt, now - first_failure));
            }
            tracing::warn!(%error, attempt, delay_ms = delay.as_millis() as u64, "trying again");
            self.retries.fetch_add(1, Ordering::Relaxed);
            tokio::time::sleep(delay).await;
        }
        unreachable!("attempts are not bounded by their number")
    }

    fn deadline(&self) -> Duration {
        let known = self.reached.load(Ordering::Relaxed);
        if known { self.policy.deadline } else { self.policy.deadline.min(self.policy.first_contact) }
    }

    fn delay(&self, attempt: u32) -> Duration {
        let doubled = self.policy.first_delay.saturating_mul(1 << (attempt - 1).min(20));
        doubled.min(self.policy.longest_delay).mul_f64(random_fraction())
    }
}

/// From 0 to 1. Without randomness from the system, the full delay is as good.
fn random_fraction() -> f64 {
    getrandom::u32().map_or(1.0, |random| f64::from(random) / f64::from(u32::MAX))
}

#[async_trait]
impl Storage for Retry {
    fn location(&self) -> String {
        self.inner.location()
    }

    async fn put(&self, key: &str, payload: Payload, mode: PutMode) -> Result<(), Error> {
        self.patiently(|| self.inner.put(key, payload.clone(), mode)).await
    }

    async fn get(&self, key: &str) -> Result<Bytes, Error> {
        self.patiently(|| self.inner.get(key)).await
    }

    async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes, Error> {
        self.patiently(|| self.inner.get_range(key, range.clone())).await
    }

    async fn get_tail(&self, key: &str, length: u64) -> Result<(Bytes, u64), Error> {
        self.patiently(|| self.inner.get_tail(key, length)).await
    }

    async fn head(&self, key: &str) -> Result<Entry, Error> {
        self.patiently(|| self.inner.head(key)).await
    }

    async fn list(&self, prefix: &str, after: Option<&str>, limit: Option<usize>) -> Result<Listing, Error> {
        let mut whole = Listing::default();
        loop {
            let missing = limit.map(|limit| limit - whole.entries.len());
            let page_size = [missing, self.policy.list_page].into_iter().flatten().min();
            let last = whole.entries.last().map(|entry| entry.key.as_str()).or(after);
            let page = self.patiently(|| self.inner.list(prefix, last, page_size)).await?;
            let complete = page_size.is_none_or(|size| page.entries.len() < size);
            whole.store_time = whole.store_time.or(page.store_time);
            whole.entries.extend(page.entries);
            if complete || limit == Some(whole.entries.len()) {
                return Ok(whole);
            }
        }
    }

    async fn delete(&self, key: &str) -> Result<(), Error> {
        self.patiently(|| self.inner.delete(key)).await
    }
}

#[cfg(test)]
mod tests {
    use super::super::faulty::{Call, Fault, Faulty};
    use super::super::{Counting, MemoryStorage};
    use super::*;

    async fn failing(kind: ErrorKind, calls: u64) -> (Arc<Faulty>, Retry) {
        let memory = MemoryStorage::new();
        memory.put("a", b"abc".into(), PutMode::Create).await.unwrap();
        let faulty = Arc::new(Faulty::new(Arc::new(memory)));
        for call in 1..=calls {
            faulty.fail(Call::Any, call, Fault::Before(kind));
        }
        let retry = Retry::new(faulty.clone(), RetryPolicy::default());
        (faulty, retry)
    }

    #[tokio::test(start_paused = true)]
    async fn an_outage_is_ridden_out_by_every_kind_of_call() {
        for outage in [1, 3, 12] {
            let (faulty, retry) = failing(ErrorKind::Transient, outage).await;
            assert_eq!(retry.get("a").await.unwrap(), "abc");
            assert_eq!(faulty.calls(), outage + 1);
            assert_eq!(retry.retries(), outage);
        }
        let calls = [Call::Put, Call::GetRange, Call::GetTail, Call::Head, Call::List, Call::Delete];
        let (faulty, retry) = failing(ErrorKind::Transient, 0).await;
        for call in calls {
            faulty.fail(call, 1, Fault::Before(ErrorKind::Transient));
        }
        retry.get_range("a", 0..1).await.unwrap();
        retry.get_tail("a", 1).await.unwrap();
        retry.head("a").await.unwrap();
        retry.list("", None, None).await.unwrap();
        retry.put("b", b"x".into(), PutMode::Create).await.unwrap();
        retry.delete("b").await.unwrap();
        assert_eq!(retry.retries(), 6);
    }

    #[tokio::test(start_paused = true)]
    async fn what_will_not_pass_is_not_repeated() {
        let kinds = [
            ErrorKind::Denied,
            ErrorKind::Full,
            ErrorKind::Unsupported,
            ErrorKind::Invalid,
            ErrorKind::Other,
        ];
        for kind in kinds {
            let (faulty, retry) = failing(kind, 1).await;
            assert_eq!(retry.get("a").await.unwrap_err().kind(), kind);
            assert_eq!(faulty.calls(), 1);
        }
        let (faulty, retry) = failing(ErrorKind::Transient, 0).await;
        assert_eq!(retry.get("absent").await.unwrap_err().kind(), ErrorKind::NotFound);
        assert_eq!(faulty.calls(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn a_lasting_outage_ends_at_the_deadline_and_says_so() {
        let (_faulty, retry) = failing(ErrorKind::Transient, 100_000).await;
        let start = Instant::now();
        let error = retry.get("a").await.unwrap_err();
        let took = start.elapsed();
        assert_eq!(error.kind(), ErrorKind::Transient);
        assert!(error.to_string().contains("gave up after"), "{error}");
        assert!(took <= retry.policy.deadline && took > retry.policy.deadline - retry.policy.longest_delay);
    }

    #[tokio::test(start_paused = true)]
    async fn a_store_never_reached_is_given_up_sooner_than_one_that_went_away() {
        let (faulty, retry) = failing(ErrorKind::Unreachable, 100_000).await;
        let start = Instant::now();
        assert_eq!(retry.get("a").await.unwrap_err().kind(), ErrorKind::Unreachable);
        assert!(start.elapsed() <= retry.policy.first_contact);

        faulty.heal();
        retry.get("a").await.unwrap();
        let seen = faulty.calls();
        for call in seen + 1..=seen + 20 {
            faulty.fail(Call::Any, call, Fault::Before(ErrorKind::Unreachable));
        }
        retry.get("a").await.unwrap();
        assert_eq!(faulty.calls(), seen + 21);
    }

    #[tokio::test(start_paused = true)]
    async fn a_create_repeated_after_its_effect_surfaces_as_already_existing() {
        let (faulty, retry) = failing(ErrorKind::Transient, 0).await;
        faulty.fail(Call::Put, 1, Fault::After(ErrorKind::Transient));
        let error = retry.put("b", b"mine".into(), PutMode::Create).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AlreadyExists);
        assert_eq!(retry.get("b").await.unwrap(), "mine");
    }

    #[tokio::test(start_paused = true)]
    async fn a_failed_page_of_a_listing_is_repeated_alone() {
        let memory = Arc::new(MemoryStorage::new());
        for number in 0..10 {
            memory.put(&format!("k{number}"), b"x".into(), PutMode::Create).await.unwrap();
        }
        let counting = Arc::new(Counting::new(memory));
        let faulty = Arc::new(Faulty::new(counting.clone()));
        faulty.fail(Call::List, 3, Fault::Before(ErrorKind::Transient));
        let retry = Retry::new(faulty, RetryPolicy { list_page: Some(4), ..RetryPolicy::default() });
        let all = retry.list("k", None, None).await.unwrap();
        assert_eq!(all.entries.len(), 10);
        assert_eq!(counting.counts().tally().lists, 3);
        let some = retry.list("k", Some("k1"), Some(6)).await.unwrap();
        assert_eq!(some.entries.iter().map(|e| &e.key[1..]).collect::<String>(), "234567");
        let one = retry.list("k", None, Some(1)).await.unwrap();
        assert_eq!(one.entries.len(), 1);
        assert_eq!(counting.counts().tally().lists, 3 + 2 + 1);
    }
}
