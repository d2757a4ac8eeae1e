//! Moderation: how many calls at once, and how many bytes a second.

use std::num::{NonZeroU64, NonZeroUsize};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::{Entry, Error, ErrorKind, Listing, Payload, PutMode, Storage};

/// What may have been saved up by silence.
const BURST: Duration = Duration::from_millis(250);

/// A shared token bucket of bytes. Whoever takes from it pays for those before: large pieces pass at once and keep
/// the next ones waiting, so the average holds for pieces of any size.
#[derive(Debug)]
pub struct Bandwidth {
    per_second: NonZeroU64,
    /// When all that was taken is paid for.
    paid: Mutex<Instant>,
    turns: Arc<Semaphore>,
}

/// The right to be the only large object under way; given back when dropped.
#[derive(Debug)]
pub struct Turn {
    _permit: Option<OwnedSemaphorePermit>,
}

impl Bandwidth {
    pub fn new(bytes_per_second: NonZeroU64) -> Self {
        Self {
            per_second: bytes_per_second,
            paid: Mutex::new(Instant::now()),
            turns: Arc::new(Semaphore::new(1)),
        }
    }

    pub fn bytes_per_second(&self) -> u64 {
        self.per_second.get()
    }

    /// Waits until the large objects before are through. Objects that shared the way would arrive together, and it would lie
    /// idle while all of them wait for the store's answer.
    pub async fn turn(&self) -> Turn {
        // The semaphore is never closed; if it were, objects would just share the way.
        Turn { _permit: Arc::clone(&self.turns).acquire_owned().await.ok() }
    }

    /// Takes so many bytes and tells when they may pass, unless they may now.
    pub fn reserve(&self, bytes: u64) -> Option<Instant> {
        let price = Duration::from_secs_f64(bytes as f64 / self.per_second.get() as f64);
        let now = Instant::now();
        let mut paid = self.paid.lock().unwrap_or_else(PoisonError::into_inner);
        let start = now.checked_sub(BURST).map_or(*paid, |earliest| earliest.max(*paid));
        *paid = start + price;
        // A sleep until now takes a turn of the timer all the same, which is a millisecond.
        Some(start).filter(|start| *start > now)
    }

    /// Takes so many bytes and waits until they may pass.
    pub async fn pass(&self, bytes: u64) {
        if let Some(due) = self.reserve(bytes) {
            tokio::time::sleep_until(due).await;
        }
    }
}

/// What a [`Limit`] limits; by default nothing.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    /// The most calls at once. Fewer while the store answers that it is overloaded.
    pub connections: Option<NonZeroUsize>,
    /// For stores that take an object at once. S3 has its own, which spreads the bytes of an object evenly.
    pub upload: Option<Arc<Bandwidth>>,
    pub download: Option<Arc<Bandwidth>>,
}

/// A store that is used moderately. Belongs below a retry, whose waiting calls should not hold connections.
#[derive(Debug)]
pub struct Limit {
    inner: Arc<dyn Storage>,
    limits: Limits,
    gate: Option<Gate>,
}

impl Limit {
    pub fn new(inner: Arc<dyn Storage>, limits: Limits) -> Self {
        Self { gate: limits.connections.map(Gate::new), inner, limits }
    }

    async fn through<T>(&self, call: impl Future<Output = Result<T, Error>> + Send) -> Result<T, Error> {
        match &self.gate {
            Some(gate) => gate.through(call).await,
            None => call.await,
        }
    }

    async fn downloaded(&self, bytes: &Bytes) {
        if let Some(download) = &self.limits.download {
            download.pass(bytes.len() as u64).await;
        }
    }
}

#[async_trait]
impl Storage for Limit {
    fn location(&self) -> String {
        self.inner.location()
    }

    async fn put(&self, key: &str, payload: Payload, mode: PutMode) -> Result<(), Error> {
        if let Some(upload) = &self.limits.upload {
            upload.pass(payload.len()).await;
        }
        self.through(self.inner.put(key, payload, mode)).await
    }

    async fn get(&self, key: &str) -> Result<Bytes, Error> {
        let bytes = self.through(self.inner.get(key)).await?;
        self.downloaded(&bytes).await;
        Ok(bytes)
    }

    async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes, Error> {
        let bytes = self.through(self.inner.get_range(key, range)).await?;
        self.downloaded(&bytes).await;
        Ok(bytes)
    }

    async fn get_tail(&self, key: &str, length: u64) -> Result<(Bytes, u64), Error> {
        let (bytes, size) = self.through(self.inner.get_tail(key, length)).await?;
        self.downloaded(&bytes).await;
        Ok((bytes, size))
    }

    async fn head(&self, key: &str) -> Result<Entry, Error> {
        self.through(self.inner.head(key)).await
    }

    async fn list(&self, prefix: &str, after: Option<&str>, limit: Option<usize>) -> Result<Listing, Error> {
        self.through(self.inner.list(prefix, after, limit)).await
    }

    async fn delete(&self, key: &str) -> Result<(), Error> {
        self.through(self.inner.delete(key)).await
    }
}

/// Lets so many calls through at once: half as many after the store failed for the moment, one more after as many
/// successes as pass at once.
#[derive(Debug)]
struct Gate {
    permits: Semaphore,
    most: usize,
    state: Mutex<Window>,
}

#[derive(Debug)]
struct Window {
    size: usize,
    /// Permits still in use that vanish when they come back.
    surplus: usize,
    successes: usize,
    /// Calls that began before the window shrank; their failures say nothing new.
    stale: usize,
}

impl Gate {
    fn new(most: NonZeroUsize) -> Self {
        let most = most.get();
        let window = Window { size: most, surplus: 0, successes: 0, stale: 0 };
        Self { permits: Semaphore::new(most), most, state: Mutex::new(window) }
    }

    async fn through<T>(&self, call: impl Future<Output = Result<T, Error>> + Send) -> Result<T, Error> {
        // The semaphore is never closed; if it were, calls would just not be limited.
        let permit = self.permits.acquire().await.ok();
        let result = call.await;
        let overloaded = matches!(&result, Err(error) if error.kind() == ErrorKind::Transient);
        let mut window = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if overloaded {
            window.shrink();
        } else {
            self.grow(&mut window);
        }
        window.stale = window.stale.saturating_sub(1);
        if window.surplus > 0
            && let Some(permit) = permit
        {
            window.surplus -= 1;
            permit.forget();
        }
        result
    }

    fn grow(&self, window: &mut Window) {
        window.successes += 1;
        if window.size == self.most || window.successes < window.size {
            return;
        }
        window.successes = 0;
        window.size += 1;
        if window.surplus > 0 { window.surplus -= 1 } else { self.permits.add_permits(1) }
    }
}

impl Window {
    fn shrink(&mut self) {
        if self.stale > 0 {
            return;
        }
        let size = (self.size / 2).max(1);
        self.stale = self.size;
        self.surplus += self.size - size;
        self.size = size;
        self.successes = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::super::MemoryStorage;
    use super::super::faulty::{Call, Fault, Faulty};
    use super::*;

    fn window(limit: &Limit) -> usize {
        limit.gate.as_ref().unwrap().state.lock().unwrap().size
    }

    fn connections(number: usize) -> Limits {
        Limits { connections: NonZeroUsize::new(number), ..Limits::default() }
    }

    #[tokio::test(start_paused = true)]
    async fn bytes_pass_at_the_rate_whatever_their_pieces() {
        let rate = Arc::new(Bandwidth::new(NonZeroU64::new(1000).unwrap()));
        for pieces in [vec![10_000], vec![100; 100]] {
            rate.pass(1).await;
            let start = Instant::now();
            for piece in pieces {
                rate.pass(piece).await;
            }
            rate.pass(1).await;
            let seconds = start.elapsed().as_secs_f64();
            assert!((9.7..10.3).contains(&seconds), "{seconds}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn both_directions_are_limited() {
        let rate = || Some(Arc::new(Bandwidth::new(NonZeroU64::new(1000).unwrap())));
        let limits = Limits { upload: rate(), download: rate(), ..Limits::default() };
        let limit = Limit::new(Arc::new(MemoryStorage::new()), limits);
        let start = Instant::now();
        for key in ["a", "b", "c"] {
            limit.put(key, vec![0; 5000].into(), PutMode::Create).await.unwrap();
        }
        assert!((9..11).contains(&start.elapsed().as_secs()));
        let start = Instant::now();
        limit.get("a").await.unwrap();
        limit.get_range("b", 0..5000).await.unwrap();
        limit.get_tail("c", 5000).await.unwrap();
        assert!((9..11).contains(&start.elapsed().as_secs()));
    }

    #[tokio::test]
    async fn overload_halves_the_window_once_and_success_opens_it_again() {
        let faulty = Arc::new(Faulty::new(Arc::new(MemoryStorage::new())));
        let limit = Arc::new(Limit::new(faulty.clone(), connections(8)));
        for call in 1..=8 {
            faulty.fail(Call::Any, call, Fault::Before(ErrorKind::Transient));
        }
        for _ in 0..8 {
            limit.list("", None, None).await.unwrap_err();
        }
        assert_eq!(window(&limit), 4);
        assert_eq!(limit.gate.as_ref().unwrap().permits.available_permits(), 4);
        for _ in 0..4 + 5 + 6 + 7 {
            limit.list("", None, None).await.unwrap();
        }
        assert_eq!(window(&limit), 8);
        assert_eq!(limit.gate.as_ref().unwrap().permits.available_permits(), 8);
    }

    #[tokio::test]
    async fn an_absent_object_is_no_overload() {
        let limit = Limit::new(Arc::new(MemoryStorage::new()), connections(4));
        limit.get("absent").await.unwrap_err();
        assert_eq!(window(&limit), 4);
    }

    #[tokio::test]
    async fn no_more_calls_run_at_once_than_allowed() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let gate = Gate::new(NonZeroUsize::new(3).unwrap());
        let (running, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let call = || async {
            most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            running.fetch_sub(1, Ordering::SeqCst);
            Ok::<(), Error>(())
        };
        let calls = (0..20).map(|_| gate.through(call()));
        futures_util::future::join_all(calls).await;
        assert_eq!(most.into_inner(), 3);
    }
}
