//! A store for as long as some work takes: packs are uploaded and noted in the session's deltas meanwhile.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use tokio::runtime::Handle;
use tokio::sync::mpsc;

use super::backup::StoreOptions;
use super::backup::block::BlockBuilder;
use super::backup::known::Known;
use super::backup::store::Store;
use super::session::SessionWriter;
use crate::repository::directory::PackKind;
use crate::repository::{Error, Repository, Result};

/// What work that stores something needs.
#[derive(Debug, Clone, Copy)]
pub struct Storing<'a> {
    /// Where to.
    pub repository: &'a Repository,
    /// Where storage calls run.
    pub handle: &'a Handle,
    /// How.
    pub options: StoreOptions,
    /// Blocks of chunks filled at once, one a thread.
    pub threads: usize,
}

impl Storing<'_> {
    /// Does the work, completes the packs, and waits until all of them are durable.
    pub fn run<T>(
        self,
        session: &mut SessionWriter,
        known: &Known<'_>,
        work: impl FnOnce(&Store<'_>, &[Mutex<BlockBuilder>]) -> Result<T>,
    ) -> Result<T> {
        let Self { repository, handle, options, threads } = self;
        let (uploads, uploaded) = mpsc::unbounded_channel();
        let stopped = AtomicBool::new(false);
        let (storage, keys) = (repository.shared_storage(), repository.keys().clone());
        let sid = session.id();
        let store = Store::new(storage, keys, handle.clone(), options, known, sid, &stopped, uploads);
        let blocks = (0..threads.max(1)).map(|_| store.block(PackKind::Data).map(Mutex::new));
        let blocks = blocks.collect::<Result<Vec<_>>>()?;
        thread::scope(|scope| {
            let follow = scope.spawn(|| {
                let durable = |pack: &_| known.stored(pack);
                let failed = || stopped.store(true, Ordering::Relaxed);
                handle.block_on(session.follow(repository, uploaded, &durable, &failed))
            });
            let done = work(&store, &blocks).and_then(|done| store.finish().map(|()| done));
            if done.is_err() {
                stopped.store(true, Ordering::Relaxed);
            }
            // No more uploads can begin: the follower ends with the last of them.
            store.close();
            let followed = follow.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            match done {
                // An upload that failed is the reason where there is one.
                Err(Error::Stopped) => followed.and(Err(Error::Stopped)),
                done => done.and_then(|done| followed.map(|()| done)),
            }
        })
        .and_then(|done| store.check(session.stored().0).map(|()| done))
    }
}
