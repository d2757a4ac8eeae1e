//! Backup: walk, work, assemble, commit.
//!
//! One thread walks (`walk`), one a core works (`work`), one assembles the tree (`assemble`); packs are uploaded
//! meanwhile (`store`), and what is durable is noted in deltas (`operations::session`). The commit comes last: a
//! backup cut short anywhere leaves packs that the next one finds, and never a snapshot that lies.

mod assemble;
pub(super) mod budget;
mod error;
pub(super) mod known;
mod large;
pub(super) mod pages;
mod progress;
mod sources;
mod stages;
mod state;
pub(super) mod store;
mod stream;
mod walk;
mod work;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crossbeam_channel::bounded;
use tokio::runtime::Handle;
use tokio::sync::mpsc;

use crate::filesystem::{Identity, MetadataOptions};
use crate::model::id::{SessionId, SnapshotId, to_hex};
use crate::model::snapshot::{Snapshot, SnapshotBody, SnapshotHead, SnapshotKind, Summary};
use crate::model::time::{Clock, Timestamp};
use crate::policy::exclude::Excludes;
use crate::repository::directory::PackKind;
use crate::repository::root::{CommitMode, LoadedRoot};
use crate::repository::session::CommittedSnapshot;
use crate::repository::{Catalog, Damage, Repository, View};

use super::absorb::{self, Floor};
use super::session::{Outcome, PROGRAM, SessionWriter, current_root};
use assemble::{Assembled, Assembly, assemble};
use known::{Known, Trust};
use pages::Pages;
use sources::Sources;
use state::{State, StateOf, StateWriter};
use store::{Store, Stored};
use walk::{Walk, walk};
use work::Worker;

pub use stream::{Input, Stream};

pub use error::Error;
pub use progress::{ItemEvent, Observer, Progress, Silent};
pub use sources::with_slash;
pub use stages::{Stage, Stages};
pub use store::StoreOptions;

/// Looks whether every source is there, before anything else is done.
pub fn check_sources(paths: &[PathBuf], current: &Path) -> error::Result<()> {
    Sources::new(paths, current).map(drop)
}

/// The folder that a snapshot's tree begins in.
pub fn base_of(snapshot: &Snapshot) -> Option<PathBuf> {
    let base: &OsStr = OsStrExt::from_bytes(snapshot.body.base.as_deref()?);
    Some(PathBuf::from(base))
}

/// What to back up, and how.
#[derive(Debug, Clone)]
pub struct BackupOptions {
    /// Files and directories.
    pub paths: Vec<PathBuf>,
    /// What relative paths start from.
    pub current: PathBuf,
    /// Full or incremental.
    pub kind: SnapshotKind,
    /// Name of this host.
    pub host: String,
    /// Name of this user.
    pub user: String,
    /// Number of this user.
    pub uid: u32,
    /// Group number of this user.
    pub gid: u32,
    /// Labels.
    pub tags: Vec<String>,
    /// How chunks are stored.
    pub store: StoreOptions,
    /// What is recorded of files besides their content.
    pub metadata: MetadataOptions,
    /// Threads that hash and compress.
    pub threads: usize,
    /// Directories that are never entered.
    pub skipped: Vec<Identity>,
    /// Back up this in place of files.
    pub stream: Option<Stream>,
    /// What is left out.
    pub excludes: Excludes,
    /// Make no snapshot of a tree that is as the last snapshot's.
    pub skip_if_unchanged: bool,
    /// Leave no trace on this host. The store has to see to it that nothing is changed there.
    pub dry_run: bool,
    /// The time that the snapshot tells, in place of that at which the backup began.
    pub time: Option<Timestamp>,
}

/// What came of a backup that went well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// A snapshot.
    Snapshot,
    /// Nothing: it would be as the one before.
    Unchanged,
    /// Nothing: it was only tried.
    DryRun,
}

/// A snapshot was made.
#[derive(Debug, Clone)]
pub struct BackupResult {
    /// Whether there is a snapshot now.
    pub saved: Saved,
    /// Its name; where it was only tried, one that nothing has.
    pub snapshot: SnapshotId,
    /// The session that made it.
    pub session: SessionId,
    /// Its kind; without a parent it is always full.
    pub kind: SnapshotKind,
    /// What it took unchanged entries from.
    pub parent: Option<SessionId>,
    /// Counts and sizes.
    pub summary: Summary,
    /// Entries that could not be read.
    pub unreadable: u64,
    /// When it began.
    pub started: Timestamp,
    /// When it was committed.
    pub finished: Timestamp,
    /// Stored objects that were found damaged on the way.
    pub findings: Vec<Damage>,
}

/// Above this many ended sessions beside the root, whoever may absorbs them after a backup: every view reads them one
/// by one.
const ABSORB_ABOVE: usize = 24;

/// Sessions fenced in a row before the backup gives up.
const MAX_SESSIONS: u32 = 3;

/// Backs up. Blocks; storage calls run on `handle`.
pub fn run(
    repository: &Repository,
    handle: &Handle,
    options: &BackupOptions,
    clock: &dyn Clock,
    progress: &Progress,
    observer: &dyn Observer,
) -> error::Result<BackupResult> {
    let role = repository.keys().role();
    if !role.may_back_up() {
        return Err(crate::repository::Error::Role { role, action: "back up" }.into());
    }
    let started = clock.now();
    let mut use_state = options.kind == SnapshotKind::Incremental && options.stream.is_none();
    for _ in 0..MAX_SESSIONS {
        let sources = match &options.stream {
            Some(stream) => Sources::stream(&stream.name),
            None => Sources::new(&options.paths, &options.current)?,
        };
        let backup = Backup::begin(repository, handle, options, started, sources, use_state)?;
        match backup.attempt(clock, progress, observer) {
            Ok(Some(result)) => return Ok(result),
            // A stream is read once.
            Ok(None) if options.stream.is_some() => break,
            Ok(None) => {}
            Err(Error::StateDamaged) => use_state = false,
            Err(error) => return Err(error),
        }
    }
    Err(crate::repository::Error::Contended { object: "a session".to_owned(), tries: MAX_SESSIONS }.into())
}

/// One attempt, in one session.
struct Backup<'a> {
    repository: &'a Repository,
    handle: &'a Handle,
    options: &'a BackupOptions,
    started: Timestamp,
    sources: Sources,
    source: [u8; 16],
    series: [u8; 16],
    state_path: PathBuf,
    root: Arc<LoadedRoot>,
    session: SessionWriter,
    state: Option<Arc<State>>,
}

impl<'a> Backup<'a> {
    /// Opens a session, takes a view and finds the parent.
    fn begin(
        repository: &'a Repository,
        handle: &'a Handle,
        options: &'a BackupOptions,
        started: Timestamp,
        sources: Sources,
        use_state: bool,
    ) -> error::Result<Self> {
        let keys = repository.keys();
        let paths: Vec<_> = sources.paths.iter().map(|path| path_bytes(path)).collect();
        let mut parts: Vec<&[u8]> = vec![options.host.as_bytes()];
        parts.extend(paths.iter().copied());
        let series = keys.tag(&parts);
        parts.push(path_bytes(&sources.base));
        // Under other rules it is another source, with a state of its own.
        let words = options.excludes.words();
        if !words.is_empty() {
            parts.push(b"excludes");
            parts.extend(words.iter().map(String::as_bytes));
        }
        let source = keys.tag(&parts);
        let state_path = repository.cache().states().join(to_hex(&source));
        let known =
            State::open(&state_path, &keys.cache_secret()).filter(|state| state.of().source == source);
        let previous = known.as_ref().map(|state| state.of().session);
        let (root, session, state) = handle.block_on(async {
            let (storage, cache) = (repository.storage(), repository.cache());
            let mut root = current_root(repository).await?;
            loop {
                let session = SessionWriter::open(repository, &root, previous, started).await?;
                let session = session.with_checkpoints(options.store.checkpoint);
                let wanted = previous.filter(|_| use_state);
                let view = View::take_quiet(storage, keys, cache, wanted).await?;
                // Named after an older root, a session may be retired before it has said anything.
                if session.id().root != view.root.root.number {
                    session.give_up(repository).await?;
                    root = Arc::clone(&view.root);
                    continue;
                }
                let parent = match wanted {
                    Some(sid) if is_parent(repository, &view, &sid).await? => known,
                    _ => None,
                };
                return Ok::<_, Error>((Arc::clone(&view.root), session, parent));
            }
        })?;
        let state = state.map(Arc::new);
        Ok(Self {
            repository,
            handle,
            options,
            started,
            sources,
            source,
            series,
            state_path,
            root,
            session,
            state,
        })
    }

    /// Runs the pipeline and commits. `None` if maintenance fenced the session.
    fn attempt(
        self,
        clock: &dyn Clock,
        progress: &Progress,
        observer: &dyn Observer,
    ) -> error::Result<Option<BackupResult>> {
        let Self {
            repository,
            handle,
            options,
            started,
            sources,
            source,
            series,
            state_path,
            root,
            mut session,
            state,
        } = self;
        let keys = repository.keys();
        let sid = session.id();
        if let Some(state) = &state {
            progress.expected_files.store(state.of().totals.files, Ordering::Relaxed);
            progress.expected_bytes.store(state.of().totals.bytes, Ordering::Relaxed);
        }
        // Without a parent it is a full backup, and keeps the promise of one.
        let full = options.kind == SnapshotKind::Full || state.is_none();
        let trust = if full { Trust::Store } else { Trust::Cache };
        let known = Known::new(repository, handle.clone(), trust, sid);
        let now = options.time.unwrap_or(started);
        let writer = StateWriter::create(&state_path, &keys.cache_secret())?;
        let stopped = AtomicBool::new(false);
        let parts =
            Parts { repository, handle, options, progress, observer, known: &known, stopped: &stopped, now };
        let result = parts.run(&mut session, &sources, state.as_ref(), writer);
        let findings = known.findings();
        let (assembled, summary, tree_at, writer) = match result {
            Ok(parts) => parts,
            Err(error) => {
                // What is durable stays for the next backup to find.
                let _ = handle.block_on(session.commit(repository, None, Vec::new(), &root));
                return Err(error);
            }
        };
        let totals = summary.totals;
        if totals.files + totals.others == 0 && totals.bytes == 0 {
            handle.block_on(session.commit(repository, None, Vec::new(), &root))?;
            let paths: Vec<_> = sources.paths.iter().map(|path| path.display().to_string()).collect();
            return Err(Error::EmptySource { paths: paths.join(", ") });
        }
        let unchanged = options.skip_if_unchanged
            && state.as_ref().is_some_and(|state| state.of().tree == assembled.tree);
        let finished = clock.now();
        let (new_packs, new_bytes) = session.stored();
        let unreadable = progress.unreadable.load(Ordering::Relaxed);
        let parent = state.as_ref().map(|state| state.of().session);
        let kind = if full { SnapshotKind::Full } else { SnapshotKind::Incremental };
        let result = BackupResult {
            saved: match (options.dry_run, unchanged) {
                (true, _) => Saved::DryRun,
                (false, true) => Saved::Unchanged,
                (false, false) => Saved::Snapshot,
            },
            snapshot: sid.random,
            session: sid,
            kind,
            parent,
            summary,
            unreadable,
            started,
            finished,
            findings,
        };
        if unchanged {
            let outcome = handle.block_on(session.commit(repository, None, Vec::new(), &root))?;
            return Ok((outcome == Outcome::Committed).then_some(result));
        }
        let head = SnapshotHead {
            kind,
            parent,
            started: now,
            finished: now.after(finished.since(started)),
            tree: assembled.tree,
            host_tag: keys.tag(&[options.host.as_bytes()]),
            series_tag: series,
            new_packs,
            new_bytes,
            unreadable,
        };
        let body = SnapshotBody {
            host: options.host.clone(),
            user: options.user.clone(),
            uid: options.uid,
            gid: options.gid,
            paths: sources.paths.iter().map(|path| path_bytes(path).to_vec().into()).collect(),
            base: Some(path_bytes(&sources.base).to_vec().into()),
            tags: options.tags.clone(),
            excludes: options.excludes.words(),
            program: PROGRAM.to_owned(),
            summary,
        };
        let snapshot = CommittedSnapshot::seal(keys, &sid, head, &body, tree_at)?;
        if handle.block_on(session.commit(repository, Some(snapshot), Vec::new(), &root))? == Outcome::Fenced
        {
            return Ok(None);
        }
        if options.dry_run {
            return Ok(Some(result));
        }
        let of = StateOf { session: sid, started, tree: assembled.tree, totals, source };
        writer.finish(assembled.state_root, &of)?;
        let mut seen = repository.cache().seen(keys);
        seen.commits.retain(|known| Some(*known) != parent);
        seen.commits.push(sid);
        repository.cache().keep_seen(keys, &seen)?;
        let any_may = root.root.mode == CommitMode::Conditional && keys.role().may_maintain();
        if known.sessions_waiting() > ABSORB_ABOVE && any_may {
            // The snapshot is safe either way; the next backup tries again.
            if let Err(error) = handle.block_on(absorb::absorb(repository, clock, Floor::WhenNeeded)) {
                tracing::warn!("sessions could not be absorbed: {error}");
            }
        }
        Ok(Some(result))
    }
}

/// Whether a snapshot may be the parent of a new one: it counts and is not on its way out.
async fn is_parent(repository: &Repository, view: &View, sid: &SessionId) -> error::Result<bool> {
    // What it names may be among what was lost since: then all is read again, and what is lost stored anew.
    if view.is_forgotten(sid) || !view.is_sound(sid) {
        return Ok(false);
    }
    if !view.root.root.is_retired(sid) {
        return Ok(view
            .sessions
            .get(sid)
            .is_some_and(|session| session.opened && session.ended && !session.is_fenced()));
    }
    Ok(Catalog::load(repository, view).await?.entry(sid).is_some())
}

fn path_bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_bytes()
}

/// What the threads of one attempt share.
struct Parts<'a> {
    repository: &'a Repository,
    handle: &'a Handle,
    options: &'a BackupOptions,
    progress: &'a Progress,
    observer: &'a dyn Observer,
    known: &'a Known<'a>,
    stopped: &'a AtomicBool,
    /// The time of a stream.
    now: Timestamp,
}

type Finished = (Assembled, Summary, Option<crate::repository::directory::Location>, StateWriter);

impl Parts<'_> {
    fn run(
        &self,
        session: &mut SessionWriter,
        sources: &Sources,
        state: Option<&Arc<State>>,
        writer: StateWriter,
    ) -> error::Result<Finished> {
        let Self { repository, handle, options, progress, observer, known, stopped, now } = *self;
        let keys = repository.keys();
        let (uploads, uploaded) = mpsc::unbounded_channel();
        let shared = (repository.shared_storage(), Arc::clone(keys));
        let store = Store::new(
            shared.0,
            shared.1,
            handle.clone(),
            options.store,
            known,
            session.id(),
            stopped,
            uploads,
        )
        .timed_by(&progress.stages);
        let threads = options.threads.max(1);
        let blocks: Vec<_> =
            (0..threads).map(|_| store.block(PackKind::Data).map(Mutex::new)).collect::<Result<_, _>>()?;
        let (jobs, jobs_in) = bounded(threads + 1);
        let (events, events_in) = bounded(16);
        let (done, done_in) = crossbeam_channel::unbounded();
        let failure: Mutex<Option<Error>> = Mutex::new(None);
        let fail = |error: Error| {
            let mut first = failure.lock().unwrap_or_else(PoisonError::into_inner);
            // "Stopped" only says that another thread has failed.
            if first.is_none() || matches!(*first, Some(Error::Stopped)) {
                *first = Some(error);
            }
            stopped.store(true, Ordering::Relaxed);
        };
        let base = sources.base.clone();
        let tree = sources.tree.clone();
        let finished = thread::scope(|scope| {
            let follow = scope.spawn(|| {
                let durable = |pack: &_| known.stored(pack);
                let failed = || stopped.store(true, Ordering::Relaxed);
                handle.block_on(session.follow(repository, uploaded, &durable, &failed))
            });
            let walker = Walk {
                jobs,
                events,
                chunker: Arc::clone(keys.chunker()),
                paged: Arc::clone(keys.paged()),
                progress,
                observer,
                metadata: options.metadata,
                skipped: options.skipped.clone(),
                excludes: &options.excludes,
                state: state.cloned(),
            };
            scope.spawn(|| {
                let walked = match &options.stream {
                    Some(stream) => stream::walk(walker, stream, now),
                    None => walk(walker, &base, tree),
                };
                walked.unwrap_or_else(&fail);
            });
            for block in &blocks {
                let worker = Worker {
                    jobs: jobs_in.clone(),
                    done: done.clone(),
                    keys,
                    store: &store,
                    block,
                    progress,
                    observer,
                    metadata: options.metadata,
                };
                scope.spawn(|| worker.run().unwrap_or_else(&fail));
            }
            drop((jobs_in, done));
            let assembled = Pages::new(&store, known, &blocks).map_err(Error::from).and_then(|pages| {
                let parts =
                    Assembly { keys, events: events_in, done: done_in, observer, pages, state: writer };
                let (assembled, mut pages, writer) = assemble(parts, state)?;
                pages.settle()?;
                store.finish()?;
                Ok((assembled, writer))
            });
            let assembled = assembled.map_err(&fail).ok();
            let summary = assembled
                .as_ref()
                .map(|(assembled, _)| summarise(&assembled.summary, store.stored(), progress));
            let tree_at = assembled.as_ref().and_then(|(assembled, _)| assembled.tree).map(|page| {
                if summary.is_some_and(|summary| summary.tree_pages == 0) {
                    Ok(None)
                } else {
                    known.locate(&page.index_key())
                }
            });
            // No more uploads can begin: the follower ends with the last of them.
            store.close();
            if let Err(error) = follow.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)) {
                *failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(error.into());
            }
            let tree_at = tree_at.transpose()?.flatten();
            Ok::<_, Error>(
                assembled
                    .zip(summary)
                    .map(|((assembled, writer), summary)| (assembled, summary, tree_at, writer)),
            )
        })?;
        match failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(_) if progress.is_interrupted() => Err(Error::Interrupted),
            Some(error) => Err(error),
            None => finished.ok_or(Error::Stopped),
        }
    }
}

fn summarise(counted: &Summary, stored: &Stored, progress: &Progress) -> Summary {
    let load = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    Summary {
        data_chunks: load(&stored.chunks),
        tree_pages: load(&stored.pages),
        data_added: load(&stored.plain),
        data_added_packed: load(&stored.packed),
        bytes_read: load(&progress.read),
        ..*counted
    }
}
