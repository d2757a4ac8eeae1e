//! Reading on a thread of its own, a few batches ahead of what is stored.

use std::pin::pin;
use std::sync::atomic::Ordering;
use std::thread;

use futures_util::{Stream, StreamExt, TryStreamExt};
use tokio::runtime::Handle;

use super::Progress;
use crate::operations::content::AHEAD;
use crate::repository::Error;

/// Batches that were read and wait to be stored.
const WAITING: usize = 1;

/// Gives each batch to `take`, in order, once it was read. Ends with the first error of either side, or when it is stopped.
pub fn read_ahead<Batch: Send, E: From<Error> + Send>(
    handle: &Handle,
    batches: impl Stream<Item = Result<impl Future<Output = Result<Batch, E>> + Send, E>> + Send,
    progress: &Progress,
    mut take: impl FnMut(Batch) -> Result<(), E>,
) -> Result<(), E> {
    let (send, receive) = crossbeam_channel::bounded(WAITING);
    thread::scope(|scope| {
        let reading = scope.spawn(move || {
            handle.block_on(async {
                let mut read = pin!(batches.try_buffered(AHEAD));
                while let Some(batch) = read.next().await.transpose()? {
                    if send.send(batch).is_err() {
                        break;
                    }
                }
                Ok::<_, E>(())
            })
        });
        let taken = receive.iter().try_for_each(|batch| {
            if progress.interrupted.load(Ordering::Relaxed) {
                Err(Error::Stopped.into())
            } else {
                take(batch)
            }
        });
        drop(receive);
        let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        taken.and(read)
    })
}
