//! What was done, as the catalogue tells it to whoever decides what is due and whether promises are kept. Every host of a
//! repository reads the same here; what a host tried and failed at, only that host knows.
//!
//! Times are the store's, told by the clock of whoever asks: a host whose clock is wrong neither hides that its backups
//! stopped nor makes others back up for nothing.

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::Duration;

use crate::model::id::{SessionId, SnapshotId};
use crate::model::record::Verification;
use crate::model::role::Role;
use crate::model::snapshot::{SnapshotBody, SnapshotKind};
use crate::model::time::{Clock, Timestamp};
use crate::repository::catalog::CatalogEntry;
use crate::repository::{Catalog, Damage, Error, Repository, Result};

use super::backup;

/// Somebody may have made a snapshot of a snapshot if the store received it this long after it was finished.
const LONGEST_DELIVERY: Duration = Duration::from_secs(24 * 3600);

/// A dataset as its snapshots are known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name.
    pub dataset: String,
    /// The host it is of. Hosts that share a dataset name one host for it.
    pub host: String,
    /// Absolute paths it is made of: a key that reads no names knows its snapshots by these.
    pub paths: Vec<PathBuf>,
}

/// A snapshot of a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The session that committed it.
    pub session: SessionId,
    /// Full or incremental.
    pub kind: SnapshotKind,
    /// When it began: what it holds is at least as new.
    pub began: Timestamp,
    /// How long it took.
    pub took: Duration,
    /// Bytes of the files it holds, for those who may know.
    pub bytes: Option<u64>,
    /// Bytes that it added to the store.
    pub new_bytes: u64,
    /// The same before compression, for those who may know.
    pub plain_bytes: Option<u64>,
    /// Source entries that could not be read.
    pub unreadable: u64,
    /// Whether a pack that it stored is known to be broken.
    pub damaged: bool,
}

impl Taken {
    /// Its name.
    pub fn id(&self) -> SnapshotId {
        self.session.random
    }
}

/// A verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// When its result arrived.
    pub at: Timestamp,
    /// What it found.
    pub said: Verification,
}

/// What the catalogue tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// What the key may do.
    pub role: Role,
    /// The snapshots of each dataset that was asked for, in that order; each by the time when it began.
    pub taken: Vec<Vec<Taken>>,
    /// Verifications, oldest first.
    pub verified: Vec<Verified>,
    /// When prunes ended, oldest first.
    pub pruned: Vec<Timestamp>,
    /// By how much the clocks of this host and of the store differ, where the store tells its time.
    pub skew: Option<Duration>,
    /// Whether packs are known to be broken, or the last verification found anything.
    pub is_damaged: bool,
    /// What of the catalogue cannot be believed.
    pub findings: Vec<Damage>,
}

/// Translates the store's time into this host's.
#[derive(Debug, Clone, Copy)]
struct Clocks {
    store: Option<Timestamp>,
    host: Timestamp,
}

impl Clocks {
    fn here(&self, stored: Timestamp) -> Timestamp {
        match self.store {
            Some(store) if store >= self.host => stored.before(store.since(self.host)),
            Some(store) => stored.after(self.host.since(store)),
            None => stored,
        }
    }

    fn skew(&self) -> Option<Duration> {
        let store = self.store?;
        Some(store.since(self.host).max(self.host.since(store)))
    }
}

/// Reads what was done for some datasets and for the repository.
pub async fn past(repository: &Repository, sources: &[Source], clock: &dyn Clock) -> Result<Past> {
    let (view, catalog) = repository.catalog().await?;
    let clocks = Clocks { store: view.store_time, host: clock.now() };
    let broken: HashSet<_> =
        view.root.root.broken.iter().flat_map(|broken| &broken.packs).map(|pack| pack.session).collect();
    let mut findings = catalog.findings.clone();
    let mut taken = vec![Vec::new(); sources.len()];
    let known: Vec<_> = sources.iter().map(|source| Known::new(repository, source)).collect();
    for entry in &catalog.entries {
        let of_host = |known: &&Known<'_>| known.host == entry.head().host_tag;
        if entry.is_forgotten() || !known.iter().any(|known| of_host(&known)) {
            continue;
        }
        let body = match entry.body(repository.keys()) {
            Ok(body) => Some(body),
            Err(Error::Role { .. }) => None,
            Err(Error::Damage(damage)) => {
                findings.push(damage);
                continue;
            }
            Err(error) => return Err(error),
        };
        for (known, taken) in known.iter().zip(&mut taken) {
            if known.is_of(entry, body.as_ref()) {
                taken.push(as_taken(entry, body.as_ref(), &clocks, broken.contains(&entry.session)));
            }
        }
    }
    taken.iter_mut().for_each(|taken| taken.sort_by_key(|one| (one.began, one.session)));
    let verified = verified(&catalog, &clocks);
    Ok(Past {
        is_damaged: !broken.is_empty() || verified.last().is_some_and(|last| last.said.findings > 0),
        role: repository.keys().role(),
        taken,
        verified,
        pruned: pruned(&catalog, &clocks),
        skew: clocks.skew(),
        findings,
    })
}

/// What the snapshots of a dataset are known by.
struct Known<'a> {
    source: &'a Source,
    host: [u8; 16],
    series: [u8; 16],
}

impl<'a> Known<'a> {
    fn new(repository: &Repository, source: &'a Source) -> Self {
        let keys = repository.keys();
        let host = keys.tag(&[source.host.as_bytes()]);
        Self { source, host, series: backup::series(keys, &source.host, &source.paths) }
    }

    fn is_of(&self, entry: &CatalogEntry, body: Option<&SnapshotBody>) -> bool {
        let named = body.and_then(|body| body.dataset.as_deref());
        entry.head().host_tag == self.host
            && named.map_or(entry.head().series_tag == self.series, |name| name == self.source.dataset)
    }
}

fn as_taken(entry: &CatalogEntry, body: Option<&SnapshotBody>, clocks: &Clocks, damaged: bool) -> Taken {
    let head = entry.head();
    let took = head.finished.since(head.started);
    // What was made of another snapshot is as old as that one, whenever it arrived.
    let is_copy = match (body, entry.stored) {
        (Some(body), _) => body.original.is_some() || body.copied.is_some(),
        (None, Some(stored)) => stored.since(head.finished) > LONGEST_DELIVERY,
        (None, None) => false,
    };
    let began = match entry.stored {
        Some(stored) if !is_copy => clocks.here(stored).before(took),
        _ => head.started,
    };
    Taken {
        session: entry.session,
        kind: head.kind,
        began,
        took,
        bytes: body.map(|body| body.summary.totals.bytes),
        new_bytes: head.new_bytes,
        plain_bytes: body.map(|body| body.summary.data_added),
        unreadable: head.unreadable,
        damaged,
    }
}

fn verified(catalog: &Catalog, clocks: &Clocks) -> Vec<Verified> {
    let told = catalog.verifications();
    let mut verified: Vec<_> =
        told.filter_map(|(stored, said)| Some(Verified { at: clocks.here(stored?), said })).collect();
    verified.sort_by_key(|one| one.at);
    verified
}

fn pruned(catalog: &Catalog, clocks: &Clocks) -> Vec<Timestamp> {
    let mut pruned: Vec<_> = catalog.prunes().flatten().map(|stored| clocks.here(stored)).collect();
    pruned.sort();
    pruned
}
