//! One attempt at a backup: a session from its opening to its commit, and what the next one needs to know of it.

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::runtime::Handle;

use crate::model::id::{PageId, SessionId, to_hex};
use crate::model::measures::Measures;
use crate::model::snapshot::{SnapshotBody, SnapshotHead, SnapshotKind, Summary};
use crate::model::time::{Clock, Timestamp};
use crate::repository::directory::Location;
use crate::repository::hints::PlainLocation;
use crate::repository::keys::Keys;
use crate::repository::root::LoadedRoot;
use crate::repository::session::CommittedSnapshot;
use crate::repository::{Catalog, Repository, View};

use super::super::absorb;
use super::super::session::{Outcome, PROGRAM, SessionWriter, current_root};
use super::error::{Error, Result};
use super::judge::{self, Past, Remembered};
use super::known::{Known, Trust};
use super::pipeline::Pipeline;
use super::progress::{Observer, Progress};
use super::sources::{Sources, normal};
use super::state::{State, StateOf, StateWriter};
use super::{BackupOptions, BackupResult, Saved};

/// One attempt, in one session.
pub struct Attempt<'a> {
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
    known: Known<'a>,
    state: Option<Arc<State>>,
    /// Files of this host's last snapshot of the source.
    before: Option<u64>,
    /// What earlier backups of the source measured, as this host remembers.
    remembered: Option<Vec<Remembered>>,
}

/// What makes snapshots a series: the host and what was backed up, as absolute paths in order.
fn series_parts<'a>(host: &'a str, paths: &'a [PathBuf]) -> Vec<&'a [u8]> {
    [host.as_bytes()].into_iter().chain(paths.iter().map(|path| path_bytes(path))).collect()
}

/// The tag of the series that backups of these absolute paths belong to.
pub fn series(keys: &Keys, host: &str, paths: &[PathBuf]) -> [u8; 16] {
    let mut paths: Vec<_> = paths.iter().map(|path| normal(path)).collect();
    paths.sort();
    paths.dedup();
    keys.tag(&series_parts(host, &paths))
}

impl<'a> Attempt<'a> {
    /// Opens a session, takes a view and finds the parent.
    pub fn begin(
        repository: &'a Repository,
        handle: &'a Handle,
        options: &'a BackupOptions,
        started: Timestamp,
        sources: Sources,
        use_state: bool,
    ) -> Result<Self> {
        let keys = repository.keys();
        let mut parts = series_parts(&options.host, &sources.paths);
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
        let before = known.as_ref().map(|state| state.of().totals.files);
        let remembered = known.as_ref().and_then(|state| state.of().past.clone());
        let parent = previous.filter(|_| use_state);
        let mut root = handle.block_on(current_root(repository))?;
        let (session, chunks, has_parent) = loop {
            let session = handle.block_on(SessionWriter::open(repository, &root, previous, started))?;
            let chunks = |trust| {
                let chunks = Known::new(repository, handle.clone(), trust, session.id());
                chunks.holding(options.store.in_memory)
            };
            let (newest, chunks, has_parent) = match parent {
                Some(parent) => {
                    let (root, is_parent) = handle.block_on(look_for(repository, &parent))?;
                    let full = options.kind == SnapshotKind::Full || !is_parent;
                    (root, chunks(if full { Trust::Store } else { Trust::Cache }), is_parent)
                }
                // All chunks are going to be looked up: what the index is seen from tells enough of the session as well.
                None => {
                    let chunks = chunks(Trust::Store);
                    (chunks.root()?, chunks, false)
                }
            };
            // Named after an older root, a session may be retired before it has said anything.
            if session.id().root == newest.root.number {
                root = newest;
                break (session.with_checkpoints(options.store.checkpoint), chunks, has_parent);
            }
            handle.block_on(session.give_up(repository))?;
            root = newest;
        };
        let state = known.filter(|_| has_parent);
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
            known: chunks,
            state,
            before,
            remembered,
        })
    }

    /// Runs the pipeline and commits. `None` if maintenance fenced the session.
    pub fn run(
        self,
        clock: &dyn Clock,
        progress: &Progress,
        observer: &dyn Observer,
    ) -> Result<Option<BackupResult>> {
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
            known,
            state,
            before,
            remembered,
        } = self;
        let keys = repository.keys();
        let sid = session.id();
        if let Some(state) = &state {
            progress.expected_files.store(state.of().totals.files, Ordering::Relaxed);
            progress.expected_bytes.store(state.of().totals.bytes, Ordering::Relaxed);
        }
        // Without a parent it is a full backup, and keeps the promise of one.
        let full = options.kind == SnapshotKind::Full || state.is_none();
        let now = options.time.unwrap_or(started);
        let writer = StateWriter::create(&state_path, &keys.cache_secret())?;
        let stopped = AtomicBool::new(false);
        let pipeline = Pipeline {
            repository,
            handle,
            options,
            progress,
            observer,
            known: &known,
            stopped: &stopped,
            now,
        };
        let result = pipeline.run(&mut session, &sources, state.as_ref(), writer);
        let findings = known.findings();
        let (assembled, summary, tree_at, writer) = match result {
            Ok(finished) => finished,
            Err(error) => {
                // What is durable stays for the next backup to find.
                let _ = handle.block_on(session.commit(repository, None, Vec::new(), &root));
                return Err(error);
            }
        };
        // Where nothing was stored, nothing was looked up: whoever restores would read the index for this page alone.
        let tree_at = tree_at.or_else(|| known_place(state.as_ref()?.of(), assembled.tree?, &root));
        let totals = summary.totals;
        if totals.files + totals.others == 0 && totals.bytes == 0 {
            handle.block_on(session.commit(repository, None, Vec::new(), &root))?;
            let paths: Vec<_> = sources.paths.iter().map(|path| path.display().to_string()).collect();
            return Err(Error::EmptySource { paths: paths.join(", ") });
        }
        if let Some(loss) =
            options.max_loss.and_then(|allowed| loss(allowed, before, state.is_some(), &summary))
        {
            handle.block_on(session.commit(repository, None, Vec::new(), &root))?;
            return Err(loss);
        }
        let kind = if full { SnapshotKind::Full } else { SnapshotKind::Incremental };
        let measures = Measures { before, files: totals.files, bytes: totals.bytes, ..assembled.measures };
        let past = Past::find(repository, || known.catalog(), series, remembered);
        let judged = past.judge(kind, measures, judge::canaries(&options.canaries));
        let reasons = judged.reasons;
        let unchanged = options.skip_if_unchanged
            && state.as_ref().is_some_and(|state| state.of().tree == assembled.tree)
            // A canary file may lie elsewhere.
            && reasons == past.inherited();
        let finished = clock.now();
        let (new_packs, new_bytes) = session.stored();
        let unreadable = progress.unreadable.load(Ordering::Relaxed);
        let parent = state.as_ref().map(|state| state.of().session);
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
            reasons,
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
            original: None,
            copied: None,
            tags: judge::tags(&options.tags, reasons),
            excludes: options.excludes.words(),
            program: PROGRAM.to_owned(),
            summary,
            dataset: options.dataset.clone(),
            judged: Some(judged.clone()),
            imported: None,
        };
        let snapshot = CommittedSnapshot::seal(keys, &sid, head, &body, tree_at)?;
        if handle.block_on(session.commit(repository, Some(snapshot), Vec::new(), &root))? == Outcome::Fenced
        {
            return Ok(None);
        }
        if options.dry_run {
            return Ok(Some(result));
        }
        let past = Some(past.with(Remembered { session: sid, kind, judged }));
        let tree_at = tree_at.map(PlainLocation::from);
        let of = StateOf { session: sid, started, tree: assembled.tree, tree_at, totals, past, source };
        writer.finish(assembled.state_root, &of)?;
        let mut seen = repository.cache().seen(keys);
        seen.commits.retain(|known| Some(*known) != parent);
        seen.commits.push(sid);
        repository.cache().keep_seen(keys, &seen)?;
        let waiting = known.sessions_waiting();
        handle.block_on(absorb::when_many(repository, clock, waiting, root.root.mode));
        Ok(Some(result))
    }
}

/// Where the first page of a tree lies that is that of the last snapshot too.
fn known_place(last: &StateOf, tree: PageId, root: &LoadedRoot) -> Option<Location> {
    let at = last.tree_at.filter(|_| last.tree == Some(tree))?.location()?;
    (!root.root.dead.contains(&at.pack)).then_some(at)
}

/// Whether too many files of the last snapshot are gone. With a parent each of its files is looked for; without, only
/// their number can be compared.
fn loss(allowed: u8, before: Option<u64>, has_parent: bool, summary: &Summary) -> Option<Error> {
    let still_there = summary.files_changed + summary.files_unmodified;
    let left = if has_parent { still_there } else { summary.totals.files };
    let before = before.filter(|before| (before.saturating_sub(left)) * 100 > before * u64::from(allowed))?;
    Some(Error::Loss { before, left, allowed })
}

/// Looks at the newest root and at a session. Whether that may be the parent.
async fn look_for(repository: &Repository, parent: &SessionId) -> Result<(Arc<LoadedRoot>, bool)> {
    let (storage, keys, cache) = (repository.storage(), repository.keys(), repository.cache());
    let view = View::take_quiet(storage, keys, cache, Some(*parent)).await?;
    let is_parent = is_parent(repository, &view, parent).await?;
    Ok((view.root, is_parent))
}

/// Whether a snapshot may be the parent of a new one: it counts and is not on its way out.
async fn is_parent(repository: &Repository, view: &View, sid: &SessionId) -> Result<bool> {
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
