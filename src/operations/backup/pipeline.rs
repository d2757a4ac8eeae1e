//! The threads of one attempt, and what they hand each other.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crossbeam_channel::bounded;
use tokio::runtime::Handle;
use tokio::sync::mpsc;

use crate::model::snapshot::Summary;
use crate::model::time::Timestamp;
use crate::repository::Repository;
use crate::repository::directory::{Location, PackKind};

use super::super::session::SessionWriter;
use super::assemble::{Assembled, Assembly, assemble};
use super::effort::Effort;
use super::error::{Error, Result};
use super::known::Known;
use super::pages::Pages;
use super::progress::{Observer, Progress};
use super::sources::Sources;
use super::spans::Spans;
use super::state::{State, StateWriter};
use super::store::{Store, StoreOptions, Stored};
use super::walk::{Walk, walk};
use super::work::Worker;
use super::{BackupOptions, stream};

/// What the threads of one attempt share.
pub struct Pipeline<'a> {
    pub repository: &'a Repository,
    pub handle: &'a Handle,
    pub options: &'a BackupOptions,
    pub progress: &'a Progress,
    pub observer: &'a dyn Observer,
    pub known: &'a Known<'a>,
    pub stopped: &'a AtomicBool,
    /// The time of a stream.
    pub now: Timestamp,
}

/// The tree, what was counted, where the tree lies, and what the next backup will know.
pub type Finished = (Assembled, Summary, Option<Location>, StateWriter);

impl Pipeline<'_> {
    pub fn run(
        &self,
        session: &mut SessionWriter,
        sources: &Sources,
        state: Option<&Arc<State>>,
        writer: StateWriter,
    ) -> Result<Finished> {
        let Self { repository, handle, options, progress, observer, known, stopped, now } = *self;
        let keys = repository.keys();
        let (uploads, uploaded) = mpsc::unbounded_channel();
        let shared = (repository.shared_storage(), Arc::clone(keys));
        let effort = match options.store.effort {
            // What is new without a parent is not little, and there is no reason to begin with some of it.
            Effort::Fitting(_) if state.is_none() => Effort::Fitting(0),
            effort => effort,
        };
        let store = Store::new(
            shared.0,
            shared.1,
            handle.clone(),
            StoreOptions { effort, ..options.store },
            known,
            session.id(),
            stopped,
            uploads,
        )
        .timed_by(&progress.stages);
        let threads = options.threads.max(1);
        let blocks: Vec<_> =
            (0..threads).map(|_| store.block(PackKind::Data).map(Mutex::new)).collect::<Result<_, _>>()?;
        let spans = Spans::default();
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
                spans: &spans,
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
                    spans: &spans,
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
            None => {
                store.check(session.stored().0)?;
                finished.ok_or(Error::Stopped)
            }
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
