//! Fetches the blocks of a batch and writes what is wanted of them.

use std::ops::Range;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::codec::compress::Decompressor;
use crate::filesystem::{self, Target, TargetDirectory};
use crate::repository::directory::{Location, PackKind};
use crate::repository::layout;
use crate::repository::pack::PackOpener;

use super::batch::{Batch, BlockWork, Fetch, Link, Piece};
use super::{Error, Progress, Result, Shared};

/// Bytes fetched and not yet written.
const IN_FLIGHT: usize = 64 << 20;

/// How long an answer may take before it is asked whether to stop.
const PATIENCE: Duration = Duration::from_millis(100);

struct Fetched {
    fetch: Fetch,
    /// What was read, or nothing if it could not be: then every piece is sought elsewhere.
    read: Option<(Arc<PackOpener>, Bytes)>,
    _permit: OwnedSemaphorePermit,
}

/// Fetches and writes everything a batch holds, then makes its links and finishes its directories. A large file may go
/// on in the next batch.
pub fn execute(shared: &Shared<'_>, target: Option<&Target>, mut batch: Batch) -> Result<()> {
    let fetches = batch.take_fetches(|pack| shared.reader.known_opener(pack).is_some());
    // Their plans are complete: whoever writes the last piece of one finishes it, on all cores.
    for file in batch.files {
        file.done(shared)?;
    }
    if !fetches.is_empty() {
        fetch_and_write(shared, fetches)?;
    }
    for link in batch.links {
        if let Some(target) = target {
            make_link(shared, target, &link).or_else(|error| shared.failed(error))?;
        }
    }
    for (directory, node) in batch.directories {
        match directory.finish_directory(&node, &shared.writer) {
            Ok(warnings) => shared.warn(&warnings),
            Err(error) => shared.failed(error)?,
        }
    }
    Ok(())
}

fn fetch_and_write(shared: &Shared<'_>, fetches: Vec<Fetch>) -> Result<()> {
    let (send, receive) = crossbeam_channel::unbounded::<Fetched>();
    let failure: Mutex<Option<Error>> = Mutex::new(None);
    let fail = |error| {
        failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    };
    let stopped =
        || failure.lock().unwrap_or_else(PoisonError::into_inner).is_some() || shared.is_interrupted();
    thread::scope(|scope| {
        for _ in 0..shared.options.threads.max(1) {
            let receive = receive.clone();
            scope.spawn(|| {
                let mut worker = Worker::default();
                for fetched in receive {
                    // What was fetched is let go all the same, for the fetching waits for its room.
                    if !stopped()
                        && let Err(error) = worker.write(shared, fetched)
                    {
                        fail(error);
                    }
                }
            });
        }
        drop(receive);
        let budget = Arc::new(Semaphore::new(IN_FLIGHT));
        let fetched = stream::iter(fetches)
            .map(|fetch| fetch_one(shared, fetch, Arc::clone(&budget)))
            .buffer_unordered(shared.options.connections.max(1));
        shared.handle.block_on(async {
            let mut fetched = std::pin::pin!(fetched);
            loop {
                // A slow answer is not waited for once somebody wants to stop.
                let result = match tokio::time::timeout(PATIENCE, fetched.next()).await {
                    _ if stopped() => break,
                    Err(_) => continue,
                    Ok(None) => break,
                    Ok(Some(result)) => result,
                };
                match result {
                    // The workers outlive the channel's sender, so somebody receives it.
                    Ok(fetched) => drop(send.send(fetched)),
                    Err(error) => {
                        fail(error);
                        break;
                    }
                }
            }
        });
        drop(send);
    });
    if shared.is_interrupted() {
        return Err(Error::Interrupted);
    }
    failure.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
}

async fn fetch_one(shared: &Shared<'_>, fetch: Fetch, budget: Arc<Semaphore>) -> Result<Fetched> {
    let bytes = (fetch.range.end - fetch.range.start) as u32;
    let Ok(permit) = budget.acquire_many_owned(bytes.min(IN_FLIGHT as u32)).await else {
        unreachable!("the budget is never closed")
    };
    let object = layout::pack(&fetch.pack);
    let storage = shared.reader.repository().storage();
    let read = async {
        let bytes = storage.get_range(&object, fetch.range.clone()).await?;
        let opener = if fetch.range.start == 0 {
            shared.reader.keep_opener(&fetch.pack, PackKind::Data, &bytes)?
        } else {
            shared.reader.opener(&fetch.pack, PackKind::Data).await?
        };
        Ok::<_, crate::repository::Error>((opener, bytes))
    };
    let read = match read.await {
        Ok(read) => Some(read),
        Err(crate::repository::Error::Damage(_)) => None,
        Err(crate::repository::Error::Storage(error))
            if matches!(
                error.kind(),
                crate::storage::ErrorKind::NotFound | crate::storage::ErrorKind::Range
            ) =>
        {
            None
        }
        Err(error) => return Err(error.into()),
    };
    Ok(Fetched { fetch, read, _permit: permit })
}

/// Buffers of one thread.
#[derive(Default)]
struct Worker {
    scratch: Vec<u8>,
    plain: Vec<u8>,
    decompressor: Decompressor,
}

impl Worker {
    fn write(&mut self, shared: &Shared<'_>, fetched: Fetched) -> Result<()> {
        let Fetched { fetch: Fetch { pack, range, blocks }, read, .. } = fetched;
        for BlockWork { place, pieces } in blocks {
            let opened = read.as_ref().is_some_and(|(opener, bytes)| {
                let from = (u64::from(place.offset) - range.start) as usize;
                let sealed = &bytes[from..from + place.stored as usize];
                opener
                    .block(&place, sealed, &mut self.scratch, &mut self.decompressor, &mut self.plain)
                    .is_ok()
            });
            let plain = if opened { self.plain.as_slice() } else { &[] };
            let is_whole = whole(shared, plain, &pieces);
            for run in in_a_row(&pieces, &is_whole) {
                let first = &pieces[run.start];
                if is_whole[run.start] {
                    let length: usize = pieces[run.clone()].iter().map(|piece| piece.len as usize).sum();
                    let start = first.start as usize;
                    write(shared, first, &plain[start..start + length])?;
                } else {
                    let location = Location { pack, block: place, start: first.start, len: first.len };
                    put_from_elsewhere(shared, first, &location)?;
                }
                pieces[run].iter().try_for_each(|piece| piece.file.done(shared))?;
            }
        }
        Ok(())
    }
}

/// Which pieces of a block are what they should be.
fn whole(shared: &Shared<'_>, plain: &[u8], pieces: &[Piece]) -> Vec<bool> {
    let bytes = |piece: &Piece| plain.get(piece.start as usize..(piece.start + piece.len) as usize);
    let found: Vec<_> = pieces.iter().map(|piece| bytes(piece).unwrap_or_default()).collect();
    let ids = shared.reader.repository().keys().chunk_ids(&found);
    pieces.iter().zip(ids).map(|(piece, id)| bytes(piece).is_some() && id == piece.id).collect()
}

/// Parts pieces into runs that are written at once, for pages of 16 KiB take longer one by one: whole ones that lie one after
/// the other, in a file as in its block. What is not whole is a run by itself.
fn in_a_row<'a>(pieces: &'a [Piece], is_whole: &'a [bool]) -> impl Iterator<Item = Range<usize>> + 'a {
    let follows = |at: usize| {
        let (before, piece) = (&pieces[at - 1], &pieces[at]);
        is_whole[at - 1]
            && is_whole[at]
            && Arc::ptr_eq(&before.file, &piece.file)
            && before.offset + u64::from(before.len) == piece.offset
            && before.start + before.len == piece.start
    };
    let mut start = 0;
    std::iter::from_fn(move || {
        let first = start;
        if first < pieces.len() {
            start = (first + 1..pieces.len()).find(|&at| !follows(at)).unwrap_or(pieces.len());
        }
        (first < start).then_some(first..start)
    })
}

/// Writes a chunk that is not where it should be.
fn put_from_elsewhere(shared: &Shared<'_>, piece: &Piece, location: &Location) -> Result<()> {
    if piece.file.has_failed() {
        return Ok(());
    }
    match shared.handle.block_on(shared.reader.chunk(&piece.id, Some(*location))) {
        Ok(bytes) if bytes.len() == piece.len as usize => write(shared, piece, &bytes)?,
        Ok(_) => lost(piece, shared, "has a chunk of another length"),
        Err(crate::repository::Error::Damage(damage)) => {
            if piece.file.fail() {
                shared.damaged(&piece.file.path(), damage);
            }
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn lost(piece: &Piece, shared: &Shared<'_>, problem: &str) {
    if piece.file.fail() {
        let damage = crate::repository::Damage::new(layout::Kind::DataPack, piece.id.to_string(), problem);
        shared.damaged(&piece.file.path(), damage);
    }
}

/// Writes what begins with a piece. Nothing is written to a file that has failed.
fn write(shared: &Shared<'_>, piece: &Piece, bytes: &[u8]) -> Result<()> {
    if piece.file.has_failed() {
        return Ok(());
    }
    match piece.file.write(bytes, piece.offset, shared) {
        Ok(()) => {
            piece.file.wrote(bytes.len() as u64, shared);
            Ok(())
        }
        Err(error) => {
            if piece.file.fail() || error.kind() == filesystem::ErrorKind::Full {
                shared.failed(error)?;
            }
            Ok(())
        }
    }
}

fn make_link(shared: &Shared<'_>, target: &Target, link: &Link) -> filesystem::Result<()> {
    let Link { first, directory, name, .. } = link;
    let Some((first_name, way)) = first.names.split_last() else { return Ok(()) };
    if first.failed.load(Ordering::Relaxed) {
        let what = "the other name of the file was not restored";
        return Err(filesystem::Error::replaced(directory.path_of(name), "restore", what));
    }
    let mut from: TargetDirectory = target.root().clone();
    for part in way {
        from = from.open_child(part)?;
    }
    if link.replaces {
        TargetDirectory::replace_with_link(&from, first_name, directory, name)?;
    } else {
        TargetDirectory::hard_link(&from, first_name, directory, name)?;
    }
    Progress::add(&shared.progress.files, 1);
    shared.observer.item(&|| directory.path_of(name), link.action);
    Ok(())
}
