//! A store that fails on order.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;

use super::{Entry, Error, ErrorKind, Listing, Payload, PutMode, Storage};

/// Kinds of calls, to say which one fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Call {
    Put,
    Get,
    GetRange,
    GetTail,
    Head,
    List,
    Delete,
    /// Every call counts, whatever its kind.
    Any,
}

/// How a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing happened.
    Before(ErrorKind),
    /// It was done, but the answer got lost, as in a time-out.
    After(ErrorKind),
    /// Only for puts: the first half of the object became visible. No good store does this.
    Torn(ErrorKind),
}

/// Fails the n-th call of a kind, or everything after a crash; counts calls.
#[derive(Debug)]
pub struct Faulty {
    inner: Arc<dyn Storage>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    calls: HashMap<Call, u64>,
    faults: HashMap<(Call, u64), Fault>,
    crash_after: Option<u64>,
    crash_before: Option<String>,
}

impl Faulty {
    pub fn new(inner: Arc<dyn Storage>) -> Self {
        Self { inner, state: Mutex::default() }
    }

    /// Fails the `nth` call of this kind since the store was made, counting from 1.
    pub fn fail(&self, call: Call, nth: u64, fault: Fault) {
        self.lock().faults.insert((call, nth), fault);
    }

    /// After `calls` calls the process is dead to the store: every further call fails without effect.
    pub fn crash_after(&self, calls: u64) {
        self.lock().crash_after = Some(calls);
    }

    /// The process is dead to the store from the first call on whose key or prefix contains `part`.
    pub fn crash_before(&self, part: &str) {
        self.lock().crash_before = Some(part.to_owned());
    }

    /// No more faults, no crash. Counts stay.
    pub fn heal(&self) {
        let mut state = self.lock();
        state.faults.clear();
        state.crash_after = None;
        state.crash_before = None;
    }

    /// Calls of all kinds, failed ones included.
    pub fn calls(&self) -> u64 {
        self.calls_of(Call::Any)
    }

    pub fn calls_of(&self, call: Call) -> u64 {
        self.lock().calls.get(&call).copied().unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next_fault(&self, call: Call, key: &str) -> Option<Fault> {
        let mut state = self.lock();
        let mut count = |call| {
            let calls = state.calls.entry(call).or_default();
            *calls += 1;
            *calls
        };
        let (of_kind, of_any) = (count(call), count(Call::Any));
        if state.crash_before.as_ref().is_some_and(|part| key.contains(part.as_str())) {
            state.crash_after.get_or_insert(of_any - 1);
        }
        if state.crash_after.is_some_and(|calls| of_any > calls) {
            return Some(Fault::Before(ErrorKind::Other));
        }
        let State { faults, .. } = &mut *state;
        faults.remove(&(call, of_kind)).or_else(|| faults.remove(&(Call::Any, of_any)))
    }

    async fn call<T>(
        &self,
        call: Call,
        operation: &'static str,
        key: &str,
        work: impl Future<Output = Result<T, Error>> + Send,
    ) -> Result<T, Error> {
        match self.next_fault(call, key) {
            None => work.await,
            Some(Fault::Before(kind) | Fault::Torn(kind)) => Err(self.error(kind, operation, key)),
            Some(Fault::After(kind)) => {
                work.await?;
                Err(self.error(kind, operation, key))
            }
        }
    }

    fn error(&self, kind: ErrorKind, operation: &'static str, key: &str) -> Error {
        Error::new(kind, operation, key, self.location()).because("a fault was ordered")
    }
}

#[async_trait]
impl Storage for Faulty {
    fn location(&self) -> String {
        self.inner.location()
    }

    async fn put(&self, key: &str, payload: Payload, mode: PutMode) -> Result<(), Error> {
        match self.next_fault(Call::Put, key) {
            None => self.inner.put(key, payload, mode).await,
            Some(Fault::Before(kind)) => Err(self.error(kind, "put", key)),
            Some(Fault::After(kind)) => {
                self.inner.put(key, payload, mode).await?;
                Err(self.error(kind, "put", key))
            }
            Some(Fault::Torn(kind)) => {
                let whole = payload.into_bytes();
                self.inner.put(key, whole.slice(..whole.len() / 2).into(), mode).await?;
                Err(self.error(kind, "put", key))
            }
        }
    }

    async fn get(&self, key: &str) -> Result<Bytes, Error> {
        self.call(Call::Get, "get", key, self.inner.get(key)).await
    }

    async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes, Error> {
        self.call(Call::GetRange, "get", key, self.inner.get_range(key, range)).await
    }

    async fn get_tail(&self, key: &str, length: u64) -> Result<(Bytes, u64), Error> {
        self.call(Call::GetTail, "get", key, self.inner.get_tail(key, length)).await
    }

    async fn head(&self, key: &str) -> Result<Entry, Error> {
        self.call(Call::Head, "head", key, self.inner.head(key)).await
    }

    async fn list(&self, prefix: &str, after: Option<&str>, limit: Option<usize>) -> Result<Listing, Error> {
        self.call(Call::List, "list", prefix, self.inner.list(prefix, after, limit)).await
    }

    async fn delete(&self, key: &str) -> Result<(), Error> {
        self.call(Call::Delete, "delete", key, self.inner.delete(key)).await
    }
}

#[cfg(test)]
mod tests {
    use super::super::MemoryStorage;
    use super::*;

    fn store() -> (Arc<MemoryStorage>, Faulty) {
        let memory = Arc::new(MemoryStorage::new());
        (memory.clone(), Faulty::new(memory))
    }

    #[tokio::test]
    async fn faults_strike_the_chosen_call_with_the_chosen_effect() {
        let (memory, faulty) = store();
        faulty.fail(Call::Put, 1, Fault::Before(ErrorKind::Transient));
        faulty.fail(Call::Put, 2, Fault::After(ErrorKind::Transient));
        faulty.fail(Call::Put, 3, Fault::Torn(ErrorKind::Full));
        for key in ["before", "after", "torn"] {
            faulty.put(key, b"1234".into(), PutMode::Create).await.unwrap_err();
        }
        assert_eq!(memory.get("before").await.unwrap_err().kind(), ErrorKind::NotFound);
        assert_eq!(memory.get("after").await.unwrap(), "1234");
        assert_eq!(memory.get("torn").await.unwrap(), "12");
        assert_eq!(faulty.calls_of(Call::Put), 3);
        faulty.fail(Call::Any, 5, Fault::Before(ErrorKind::Denied));
        faulty.head("torn").await.unwrap();
        assert_eq!(faulty.get("torn").await.unwrap_err().kind(), ErrorKind::Denied);
    }

    #[tokio::test]
    async fn after_a_crash_nothing_has_an_effect_until_healed() {
        let (memory, faulty) = store();
        faulty.crash_after(1);
        faulty.put("a", b"x".into(), PutMode::Create).await.unwrap();
        for key in ["b", "c"] {
            faulty.put(key, b"x".into(), PutMode::Create).await.unwrap_err();
        }
        faulty.delete("a").await.unwrap_err();
        assert_eq!(memory.list("", None, None).await.unwrap().entries.len(), 1);
        faulty.heal();
        faulty.delete("a").await.unwrap();
        assert_eq!(faulty.calls(), 5);
    }
    #[tokio::test]
    async fn a_crash_before_a_key_lets_everything_earlier_through() {
        let (memory, faulty) = store();
        faulty.crash_before("/end");
        for (key, stored) in [("s/open", true), ("s/end", false), ("s/later", false)] {
            assert_eq!(faulty.put(key, b"x".into(), PutMode::Create).await.is_ok(), stored, "{key}");
        }
        assert_eq!(memory.list("", None, None).await.unwrap().entries.len(), 1);
    }
}
