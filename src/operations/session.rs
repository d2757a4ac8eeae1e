//! A session as its writer lives it: open, deltas as packs become durable, and one end.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use crate::codec::random;
use crate::model::id::{ObjectDigest, SessionId};
use crate::model::record::RawRecord;
use crate::model::time::Timestamp;
use crate::repository::directory::PackRecord;
use crate::repository::layout::{self, Kind};
use crate::repository::object;
use crate::repository::open::digest;
use crate::repository::root::{CommitMode, LoadedRoot};
use crate::repository::session::{Commit, CommittedSnapshot, Delta, End, Nonce, Open, session_id};
use crate::repository::{Catalog, Damage, Error, Repository, Result, View, view};
use crate::storage::{self, ErrorKind, Payload, PutMode};

/// The program and its version, as it is noted in every session and snapshot.
pub const PROGRAM: &str = concat!("sandyq ", env!("CARGO_PKG_VERSION"));

/// Packs become part of the repository's index at least this often, so that an interrupted backup resumes there.
pub const CHECKPOINT_BYTES: u64 = 512 << 20;
/// What a chunk counts for at least: each that waits for its checkpoint takes memory, however small it is.
const LEAST_CHUNK: u64 = 2 << 10;
const CHECKPOINT_TIME: Duration = Duration::from_secs(60);
/// A session that has nothing to say says so this often: maintenance takes silence for death after hours.
const HEARTBEAT: u32 = 10;

/// The root to name a session after: the newest that this host knows, which costs no request, or else the newest.
pub async fn current_root(repository: &Repository) -> Result<Arc<LoadedRoot>> {
    match repository.cache().known_root(repository.keys()) {
        Some(root) => Ok(Arc::new(root)),
        None => view::newest_root(repository.storage(), repository.keys(), repository.cache()).await,
    }
}

/// A session under way.
#[derive(Debug)]
pub struct SessionWriter {
    sid: SessionId,
    nonce: Nonce,
    previous: Option<SessionId>,
    deltas: Vec<ObjectDigest>,
    /// A delta that may be stored or not: its PUT failed.
    unsettled: Option<Bytes>,
    waiting: Vec<PackRecord>,
    waiting_bytes: u64,
    checkpoint_bytes: u64,
    packs: u32,
    bytes: u64,
}

/// What came of an attempt to commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It happened.
    Committed,
    /// Maintenance had ended the session: everything has to be looked up anew, in a new session.
    Fenced,
}

impl SessionWriter {
    /// Opens a session. It must be durable before the view is taken that it reuses anything from.
    pub async fn open(
        repository: &Repository,
        root: &LoadedRoot,
        previous: Option<SessionId>,
        now: Timestamp,
    ) -> Result<Self> {
        let nonce = Nonce::from(random::bytes::<16>());
        let sid = session_id(root.root.number, &repository.keys().signer(), &nonce);
        let open = Open { started: now, program: PROGRAM.to_owned(), previous, nonce };
        let name = layout::open(&sid);
        let bytes = object::seal_signed(repository.keys(), Kind::Open, &name, &open)?;
        put_own(repository, Kind::Open, &name, bytes.into()).await?;
        Ok(Self {
            sid,
            nonce,
            previous,
            deltas: Vec::new(),
            unsettled: None,
            waiting: Vec::new(),
            waiting_bytes: 0,
            checkpoint_bytes: CHECKPOINT_BYTES,
            packs: 0,
            bytes: 0,
        })
    }

    /// Opens a session and takes a view that shows the root it is named after.
    pub async fn open_seen(repository: &Repository, now: Timestamp) -> Result<(Self, View)> {
        loop {
            let root = repository.view().await?.root;
            let session = Self::open(repository, &root, None, now).await?;
            let view = repository.view().await?;
            if session.sid.root == view.root.root.number {
                return Ok((session, view));
            }
            session.give_up(repository).await?;
        }
    }

    /// Makes a checkpoint whenever this many bytes of packs are durable, or a chunk for each 2 KiB of that.
    #[must_use]
    pub fn with_checkpoints(self, checkpoint_bytes: u64) -> Self {
        Self { checkpoint_bytes, ..self }
    }

    /// The session's id.
    pub fn id(&self) -> SessionId {
        self.sid
    }

    /// Packs stored so far and their bytes.
    pub fn stored(&self) -> (u32, u64) {
        (self.packs, self.bytes)
    }

    /// Hears of finished uploads until no more can come, and makes checkpoints meanwhile. `durable` is told of each
    /// pack, `failed` of the first failure.
    pub async fn follow(
        &mut self,
        repository: &Repository,
        mut uploads: mpsc::UnboundedReceiver<Result<PackRecord>>,
        durable: &(dyn Fn(&PackRecord) -> Result<()> + Sync),
        failed: &(dyn Fn() + Sync),
    ) -> Result<()> {
        let mut clock = interval_at(Instant::now() + CHECKPOINT_TIME, CHECKPOINT_TIME);
        clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut first = None;
        let mut silent = 0;
        loop {
            let step = tokio::select! {
                upload = uploads.recv() => match upload {
                    Some(upload) => self.uploaded(repository, upload, durable).await,
                    None => break,
                },
                _ = clock.tick() => {
                    silent += 1;
                    if self.waiting.is_empty() && silent < HEARTBEAT {
                        Ok(())
                    } else {
                        silent = 0;
                        self.checkpoint(repository).await
                    }
                }
            };
            if let Err(error) = step {
                failed();
                first.get_or_insert(error);
            }
        }
        first.map_or(Ok(()), Err)
    }

    async fn uploaded(
        &mut self,
        repository: &Repository,
        upload: Result<PackRecord>,
        durable: &(dyn Fn(&PackRecord) -> Result<()> + Sync),
    ) -> Result<()> {
        let pack = upload?;
        durable(&pack)?;
        self.packs += 1;
        self.bytes += pack.size;
        let chunks: usize = pack.blocks.iter().map(|block| block.chunks.len()).sum();
        self.waiting_bytes += pack.size.max(chunks as u64 * LEAST_CHUNK);
        self.waiting.push(pack);
        if self.waiting_bytes >= self.checkpoint_bytes { self.checkpoint(repository).await } else { Ok(()) }
    }

    /// Makes what is durable part of the index.
    pub async fn checkpoint(&mut self, repository: &Repository) -> Result<()> {
        self.settle(repository).await?;
        let number = self.deltas.len() as u32;
        let delta = Delta { number, packs: std::mem::take(&mut self.waiting), nonce: self.nonce };
        self.waiting_bytes = 0;
        let name = layout::delta(&self.sid, number);
        self.unsettled = Some(object::seal_signed(repository.keys(), Kind::Delta, &name, &delta)?.into());
        // What it says takes as much memory as it does.
        drop(delta);
        self.settle(repository).await
    }

    /// Stores the delta of which it is not known whether it is stored. Others reuse what it names as soon as it is, and
    /// only the deltas that a commit names are absorbed: nothing more can be said before.
    async fn settle(&mut self, repository: &Repository) -> Result<()> {
        if let Some(bytes) = &self.unsettled {
            let name = layout::delta(&self.sid, self.deltas.len() as u32);
            put_own(repository, Kind::Delta, &name, bytes.clone()).await?;
            self.deltas.push(digest(bytes));
            self.unsettled = None;
        }
        Ok(())
    }

    /// Ends a session that must not be used: nobody has to wait for it.
    pub async fn give_up(self, repository: &Repository) -> Result<()> {
        let end = End::Commit(Commit {
            deltas: self.deltas,
            snapshot: None,
            previous: self.previous,
            nonce: self.nonce,
            records: Vec::new(),
        });
        let name = layout::end(&self.sid);
        let bytes = object::seal_signed(repository.keys(), Kind::End, &name, &end)?;
        match repository.storage().put(&name, bytes.into(), PutMode::Create).await {
            // A fence has ended it as well.
            Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Ends the session: with a snapshot, with records, or with nothing, which leaves what was stored to others.
    pub async fn commit(
        mut self,
        repository: &Repository,
        snapshot: Option<CommittedSnapshot>,
        records: Vec<RawRecord>,
        seen: &LoadedRoot,
    ) -> Result<Outcome> {
        self.settle(repository).await?;
        if !self.waiting.is_empty() {
            self.checkpoint(repository).await?;
        }
        let Self { deltas, previous, nonce, .. } = self;
        let end = End::Commit(Commit { deltas, snapshot, previous, nonce, records });
        let name = layout::end(&self.sid);
        let bytes = object::seal_signed(repository.keys(), Kind::End, &name, &end)?;
        match repository.storage().put(&name, bytes.clone().into(), PutMode::Create).await {
            Ok(()) => {}
            // Ours after a retry, or a fence.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let stored = if_still_there(repository.storage().get(&name).await)?;
                if stored.is_some_and(|stored| stored[..] != bytes[..]) {
                    return Ok(Outcome::Fenced);
                }
            }
            Err(error) => return Err(error.into()),
        }
        check_success(repository, &self.sid, seen).await
    }
}

/// A commit may have come too late: success is only what the catalogue has, or what maintenance will still see.
async fn check_success(repository: &Repository, sid: &SessionId, seen: &LoadedRoot) -> Result<Outcome> {
    let storage = repository.storage();
    if seen.root.mode == CommitMode::SingleMaintainer
        && !storage.list(&layout::fence(sid), None, Some(1)).await?.entries.is_empty()
    {
        return Ok(Outcome::Fenced);
    }
    let newest = view::newest_root(storage, repository.keys(), repository.cache()).await?;
    if newest.root.is_retired(sid) {
        let view = View::take_quiet(storage, repository.keys(), repository.cache(), None).await?;
        let catalog = Catalog::load(repository, &view).await?;
        let listed =
            catalog.entry(sid).is_some() || catalog.records.iter().any(|record| record.session == *sid);
        return Ok(if listed { Outcome::Committed } else { Outcome::Fenced });
    }
    Ok(Outcome::Committed)
}

/// Stores an object whose name nobody else uses. Should it exist, it is ours from an earlier try of the same call, or
/// somebody saw the session begin and took the name: that must not pass for stored.
async fn put_own(repository: &Repository, kind: Kind, name: &str, bytes: Bytes) -> Result<()> {
    let storage = repository.storage();
    match storage.put(name, Payload::from(bytes.clone()), PutMode::Create).await {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            match if_still_there(storage.get(name).await)? {
                Some(stored) if stored[..] != bytes[..] => Err(taken(kind, name).into()),
                _ => Ok(()),
            }
        }
        Err(error) => Err(Error::from(error)),
    }
}

/// What is stored under a name that was taken a moment ago. Only what is retired is ever deleted: of an object that is
/// gone since, the look at the newest root after the commit tells what became of its session.
pub fn if_still_there<T>(stored: Result<T, storage::Error>) -> Result<Option<T>, storage::Error> {
    match stored {
        Ok(stored) => Ok(Some(stored)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Something else has the name of an object of ours.
pub fn taken(kind: Kind, name: &str) -> Damage {
    Damage::new(kind, name, "was there before this session stored it: somebody else took its name")
}
