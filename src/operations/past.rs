//! What was done, as the catalogue tells it to whoever decides what is due and whether promises are kept. Every host of a
//! repository reads the same here; what a host tried and failed at, only that host knows.
//!
//! Times are the store's, told by the clock of whoever asks: a host whose clock is wrong neither hides that its backups
//! stopped nor makes others back up for nothing.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::time::Duration;

use crate::model::drill::Case;
use crate::model::id::{SessionId, SnapshotId};
use crate::model::measures::Reasons;
use crate::model::record::Verification;
use crate::model::role::Role;
use crate::model::snapshot::{SnapshotBody, SnapshotKind};
use crate::model::time::{Clock, Timestamp};
use crate::policy::drill::{Plan, Reviewed};
use crate::repository::alerts::{About, Open};
use crate::repository::catalog::CatalogEntry;
use crate::repository::{Catalog, Damage, Error, Repository, Result};

use super::clocks::Clocks;
use super::{alerts, backup, drill};

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
    /// Why it is suspect, and nobody has looked yet. Who reads no names knows it only of what this host made.
    pub suspect: Option<Reasons>,
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

/// A drill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drill {
    /// When it began, and no later than its report arrived.
    pub at: Timestamp,
    /// Which of those that a profile asks for, if it was one.
    pub plan: Option<Plan>,
    /// What it came to.
    pub exit_code: u32,
    /// What was tried, for those who may know.
    pub cases: Vec<Case>,
    /// Whether anybody looked at it, and no action is overdue. `None` where this key cannot tell.
    pub review: Option<Reviewed>,
}

impl Drill {
    /// Whether it came to a result: all kept, a promise broken, or data wrong.
    pub fn is_held(&self) -> bool {
        matches!(self.exit_code, 0 | 20 | 21)
    }

    /// What was tried with a dataset.
    pub fn cases_of<'a>(&'a self, source: &'a Source) -> impl Iterator<Item = &'a Case> {
        let is_own = |host: &String| *host == source.host;
        self.cases
            .iter()
            .filter(move |case| case.dataset == source.dataset && case.host.as_ref().is_none_or(is_own))
    }

    /// Whether it came to a result with a dataset. Who may not know what was tried takes it for everything.
    pub fn is_held_with(&self, source: &Source) -> bool {
        self.is_held() && (self.cases.is_empty() || self.cases_of(source).next().is_some())
    }
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
    /// When the repository was made.
    pub created: Timestamp,
    /// Drills, oldest first.
    pub drilled: Vec<Drill>,
    /// When prunes ended, oldest first.
    pub pruned: Vec<Timestamp>,
    /// By how much the clocks of this host and of the store differ, where the store tells its time.
    pub skew: Option<Duration>,
    /// Whether packs are known to be broken, or the last verification found anything.
    pub is_damaged: bool,
    /// Alerts that some host told people of and that are not over, for a key that may say more of them.
    pub alerts: BTreeMap<About, Open>,
    /// What of the catalogue cannot be believed.
    pub findings: Vec<Damage>,
}

/// Reads what was done for some datasets and for the repository.
pub async fn past(repository: &Repository, sources: &[Source], clock: &dyn Clock) -> Result<Past> {
    let (view, catalog) = repository.catalog().await?;
    let clocks = Clocks::of(&view, clock);
    let broken: HashSet<_> =
        view.root.root.broken.iter().flat_map(|broken| &broken.packs).map(|pack| pack.session).collect();
    let mut findings = catalog.findings.clone();
    let mut taken = vec![Vec::new(); sources.len()];
    let blind = !repository.keys().role().reads_metadata();
    let own = if blind { backup::suspects(repository) } else { HashMap::new() };
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
                let mut one = as_taken(entry, body.as_ref(), &clocks, broken.contains(&entry.session));
                if body.is_none() && !entry.is_untagged() {
                    one.suspect = own.get(&entry.session).copied();
                }
                taken.push(one);
            }
        }
    }
    taken.iter_mut().for_each(|taken| taken.sort_by_key(|one| (one.began, one.session)));
    let verified = verified(&catalog, &clocks);
    let drilled = drilled(repository, &catalog, &clocks, &mut findings);
    Ok(Past {
        is_damaged: !broken.is_empty() || verified.last().is_some_and(|last| last.said.findings > 0),
        role: repository.keys().role(),
        taken,
        verified,
        created: repository.keys().config().created,
        drilled,
        pruned: pruned(&catalog, &clocks),
        skew: clocks.skew(),
        alerts: alerts::known(repository, &catalog, &clocks),
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
        (Some(body), _) => body.is_made_of_another(),
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
        suspect: body.filter(|body| body.is_suspect()).map(reasons),
    }
}

/// Why a snapshot is suspect. Of one that somebody tagged so nobody knows.
fn reasons(body: &SnapshotBody) -> Reasons {
    body.judged.as_ref().map(|judged| judged.reasons).unwrap_or_default()
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

/// Drills, with their reports where this key reads them.
fn drilled(
    repository: &Repository,
    catalog: &Catalog,
    clocks: &Clocks,
    findings: &mut Vec<Damage>,
) -> Vec<Drill> {
    let reads = repository.keys().role().reads_metadata();
    let papers = if reads {
        drill::records::papers(repository.keys(), catalog)
    } else {
        drill::records::Papers::default()
    };
    findings.extend(papers.findings);
    let mut drilled: Vec<_> = catalog
        .drills()
        .filter_map(|(_, stored, said)| {
            let signed = papers.reports.get(&said.id);
            let reviews = papers.reviews.get(&said.id).map(Vec::as_slice).unwrap_or_default();
            Some(Drill {
                // It may have been recorded long after. Who says too early a time only has it held again sooner.
                at: clocks.here(stored?).min(said.began),
                plan: said.plan.and_then(Plan::of_number),
                exit_code: said.exit_code,
                cases: signed.map(|signed| signed.report.cases.clone()).unwrap_or_default(),
                review: reads.then(|| Reviewed::of(reviews)),
            })
        })
        .collect();
    drilled.sort_by_key(|one| one.at);
    drilled
}
