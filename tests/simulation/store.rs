//! The store as a process sees it: every call is handed to the scheduler and waits for its answer.

use std::fmt;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::FutureExt;
use sandyq::storage::{Entry, Error, ErrorKind, Listing, MemoryStorage, Payload, PutMode, Storage};
use tokio::sync::oneshot;

pub const LOCATION: &str = "simulation";
/// A patient process repeats what failed for the moment this often.
const PATIENCE: u32 = 4;

/// A call.
#[derive(Debug, Clone)]
pub enum Operation {
    Put { key: String, bytes: Bytes, mode: PutMode },
    Get { key: String },
    GetRange { key: String, range: Range<u64> },
    GetTail { key: String, length: u64 },
    Head { key: String },
    List { prefix: String, after: Option<String>, limit: usize },
    Delete { key: String },
}

/// What a call that succeeded gives.
#[derive(Debug, Clone)]
pub enum Answer {
    Done,
    Bytes(Bytes),
    Tail(Bytes, u64),
    Entry(Entry),
    Listing(Listing),
}

pub type Answered = Result<Answer, Error>;

impl Operation {
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Put { .. } => "put",
            Self::Get { .. } => "get",
            Self::GetRange { .. } => "get range",
            Self::GetTail { .. } => "get tail",
            Self::Head { .. } => "head",
            Self::List { .. } => "list",
            Self::Delete { .. } => "delete",
        }
    }

    /// Key or prefix.
    pub fn key(&self) -> &str {
        match self {
            Self::Put { key, .. }
            | Self::Get { key }
            | Self::GetRange { key, .. }
            | Self::GetTail { key, .. }
            | Self::Head { key }
            | Self::List { prefix: key, .. }
            | Self::Delete { key } => key,
        }
    }

    /// Where in its object it begins.
    pub fn place(&self) -> u64 {
        match self {
            Self::GetRange { range, .. } => range.start,
            Self::GetTail { length, .. } => *length,
            _ => 0,
        }
    }

    pub fn changes_the_store(&self) -> bool {
        matches!(self, Self::Put { .. } | Self::Delete { .. })
    }

    pub fn failed(&self, kind: ErrorKind) -> Error {
        Error::new(kind, self.verb(), self.key(), LOCATION)
    }

    /// Has `store` do it, at once.
    pub fn perform(&self, store: &MemoryStorage) -> Answered {
        let performed = async {
            Ok(match self {
                Self::Put { key, bytes, mode } => {
                    store.put(key, bytes.clone().into(), *mode).await?;
                    Answer::Done
                }
                Self::Get { key } => Answer::Bytes(store.get(key).await?),
                Self::GetRange { key, range } => Answer::Bytes(store.get_range(key, range.clone()).await?),
                Self::GetTail { key, length } => {
                    let (bytes, size) = store.get_tail(key, *length).await?;
                    Answer::Tail(bytes, size)
                }
                Self::Head { key } => Answer::Entry(store.head(key).await?),
                Self::List { prefix, after, limit } => {
                    Answer::Listing(store.list(prefix, after.as_deref(), Some(*limit)).await?)
                }
                Self::Delete { key } => {
                    store.delete(key).await?;
                    Answer::Done
                }
            })
        };
        performed.now_or_never().expect("a store in memory answers at once")
    }
}

/// A call under way.
#[derive(Debug)]
pub struct Waiting {
    /// Whose it is.
    pub actor: usize,
    pub operation: Operation,
    reply: oneshot::Sender<Answered>,
}

impl Waiting {
    pub fn answer(self, answer: Answered) {
        // Whoever asked may have given up meanwhile.
        let _ = self.reply.send(answer);
    }

    /// Whether nobody waits for the answer any more. The call itself may be on its way all the same.
    pub fn is_abandoned(&self) -> bool {
        self.reply.is_closed()
    }
}

/// Where the calls of all processes arrive.
#[derive(Debug, Default)]
pub struct Exchange {
    arrived: Mutex<Arrived>,
    arrival: Condvar,
}

#[derive(Debug, Default)]
struct Arrived {
    calls: Vec<Waiting>,
    /// Whether a process has ended.
    end: bool,
}

impl Exchange {
    pub fn take(&self) -> Vec<Waiting> {
        std::mem::take(&mut *self.arrived.lock().unwrap()).calls
    }

    /// Waits for a call or the end of a process, though not for long: there may be none.
    pub fn wait(&self, limit: Duration) {
        let nothing = |arrived: &mut Arrived| arrived.calls.is_empty() && !arrived.end;
        let arrived = self.arrived.lock().unwrap();
        drop(self.arrival.wait_timeout_while(arrived, limit, nothing).unwrap());
    }

    /// A process ends.
    pub fn end(&self) {
        self.arrived.lock().unwrap().end = true;
        self.arrival.notify_one();
    }
}

/// A process's way to the store.
pub struct Port {
    actor: usize,
    exchange: Arc<Exchange>,
    /// Set when the process has crashed: what is left of it reaches nobody.
    dead: Arc<AtomicBool>,
    /// Whether what failed for the moment is tried again, as behind `Retry`.
    patient: bool,
    /// Keys in one page of a listing.
    page: usize,
}

impl fmt::Debug for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Port")
    }
}

impl Port {
    pub fn new(
        actor: usize,
        exchange: Arc<Exchange>,
        dead: Arc<AtomicBool>,
        patient: bool,
        page: usize,
    ) -> Self {
        Self { actor, exchange, dead, patient, page }
    }

    async fn call(&self, operation: Operation) -> Answered {
        let mut tries = 0;
        loop {
            match self.ask(operation.clone()).await {
                Err(error) if error.kind() == ErrorKind::Transient && self.patient && tries < PATIENCE => {
                    tries += 1;
                }
                answered => return answered,
            }
        }
    }

    async fn ask(&self, operation: Operation) -> Answered {
        let lost = operation.failed(ErrorKind::Other);
        if self.dead.load(Ordering::SeqCst) {
            return Err(lost);
        }
        let (reply, answered) = oneshot::channel();
        self.exchange.arrived.lock().unwrap().calls.push(Waiting { actor: self.actor, operation, reply });
        self.exchange.arrival.notify_one();
        answered.await.unwrap_or(Err(lost))
    }

    async fn bytes(&self, operation: Operation) -> Result<Bytes, Error> {
        match self.call(operation).await? {
            Answer::Bytes(bytes) => Ok(bytes),
            other => unreachable!("{other:?} is no answer to a get"),
        }
    }
}

#[async_trait]
impl Storage for Port {
    fn location(&self) -> String {
        LOCATION.to_owned()
    }

    async fn put(&self, key: &str, payload: Payload, mode: PutMode) -> Result<(), Error> {
        self.call(Operation::Put { key: key.to_owned(), bytes: payload.into_bytes(), mode }).await.map(drop)
    }

    async fn get(&self, key: &str) -> Result<Bytes, Error> {
        self.bytes(Operation::Get { key: key.to_owned() }).await
    }

    async fn get_range(&self, key: &str, range: Range<u64>) -> Result<Bytes, Error> {
        self.bytes(Operation::GetRange { key: key.to_owned(), range }).await
    }

    async fn get_tail(&self, key: &str, length: u64) -> Result<(Bytes, u64), Error> {
        match self.call(Operation::GetTail { key: key.to_owned(), length }).await? {
            Answer::Tail(bytes, size) => Ok((bytes, size)),
            other => unreachable!("{other:?} is no answer to a get of an end"),
        }
    }

    async fn head(&self, key: &str) -> Result<Entry, Error> {
        match self.call(Operation::Head { key: key.to_owned() }).await? {
            Answer::Entry(entry) => Ok(entry),
            other => unreachable!("{other:?} is no answer to a head"),
        }
    }

    async fn list(&self, prefix: &str, after: Option<&str>, limit: Option<usize>) -> Result<Listing, Error> {
        let mut listing = Listing::default();
        let mut after = after.map(str::to_owned);
        loop {
            let left = limit.map_or(usize::MAX, |limit| limit - listing.entries.len());
            let limit = self.page.min(left);
            let prefix = prefix.to_owned();
            let page = match self.call(Operation::List { prefix, after: after.clone(), limit }).await? {
                Answer::Listing(page) => page,
                other => unreachable!("{other:?} is no answer to a list"),
            };
            let count = page.entries.len();
            listing.store_time = listing.store_time.or(page.store_time);
            listing.entries.extend(page.entries);
            if count < limit || count == left {
                return Ok(listing);
            }
            after = listing.entries.last().map(|entry| entry.key.clone());
        }
    }

    async fn delete(&self, key: &str) -> Result<(), Error> {
        self.call(Operation::Delete { key: key.to_owned() }).await.map(drop)
    }
}
