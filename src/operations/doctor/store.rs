//! What the credentials may do with the store, found out by doing it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::codec::random;
use crate::model::id::to_hex;
use crate::model::time::{Clock, Timestamp};
use crate::repository::layout;
use crate::repository::root::CommitMode;
use crate::storage::{Error, PutMode, Storage, probe};

use super::{Action, Found};

/// Lists and reads, and holds the store's clock against this host's.
pub async fn read(storage: &dyn Storage, clock: &dyn Clock) -> Vec<Found> {
    let mut found = Vec::new();
    let begun = Instant::now();
    let listed = storage.list(layout::CONFIG, None, Some(1)).await;
    let ahead = listed.as_ref().ok().and_then(|listing| listing.store_time);
    found.push(tried(Action::List, begun, listed));
    if let Some(time) = ahead {
        found.push(Found::Clock(Timestamp::from(time).seconds - clock.now().seconds));
    }
    let begun = Instant::now();
    let config = storage.get(layout::CONFIG).await;
    let size = config.as_ref().map_or(0, |bytes| bytes.len() as u64);
    found.push(tried(Action::Get, begun, config));
    if size > 1 {
        let begun = Instant::now();
        found.push(tried(Action::GetRange, begun, storage.get_range(layout::CONFIG, 1..size).await));
    }
    found
}

/// Writes and deletes an object of its own, and tries whether the store refuses to replace objects.
pub async fn write(storage: &Arc<dyn Storage>, mode: Option<CommitMode>) -> Vec<Found> {
    let key = format!("{}{}", layout::PROBE, to_hex(&random::bytes::<12>()));
    let begun = Instant::now();
    let put = storage.put(&key, bytes::Bytes::from_static(b"probe").into(), PutMode::Create).await;
    let written = put.is_ok();
    let mut found = vec![tried(Action::Put, begun, put)];
    if written {
        let begun = Instant::now();
        found.push(tried(Action::Delete, begun, storage.delete(&key).await));
        match probe::conditional_put(storage, layout::PROBE).await {
            Ok(probe) => found.push(Found::CreateOnly(probe, mode)),
            Err(error) => found.push(Found::Tried(Action::Put, Err(error))),
        }
    }
    found
}

fn tried<T>(action: Action, begun: Instant, result: Result<T, Error>) -> Found {
    let spent: Duration = begun.elapsed();
    Found::Tried(action, result.map(|_| spent))
}
