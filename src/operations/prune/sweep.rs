//! Mark and sweep: M4 to M8 of docs/protocol.md.

use std::collections::HashSet;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::model::id::{PackId, SessionId, SnapshotId};
use crate::model::time::{Clock, Timestamp};
use crate::operations::absorb::{Absorbed, has_ended, next_root, segments};
use crate::operations::fence::{fence, opened_by};
use crate::repository::catalog::load_segment;
use crate::repository::index::Index;
use crate::repository::root::{self, Mark, Root, SegmentRef};
use crate::repository::segment::{self, IndexSegment};
use crate::repository::view::{SeenSession, View};
use crate::repository::{Catalog, Repository, Result};

use super::survey::{Survey, check_homes, lasts, newer_index, refuse};
use super::{Progress, PruneOptions, TRIES, Waiting};

/// How often to look whether sessions have ended.
const POLL: Duration = Duration::from_secs(2);
/// Segments below this are joined whenever a sweep makes a root anyway.
const SMALL: u64 = 8 << 20;

/// What became of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marking {
    /// It is in the newest root.
    Done,
    /// There is nothing to mark any more.
    Needless,
    /// Another maintainer came first.
    Lost,
}

/// What a sweep has done.
#[derive(Debug, Default)]
pub struct Swept {
    /// Snapshots swept.
    pub snapshots: Vec<SnapshotId>,
    /// Packs swept.
    pub packs: u64,
    /// Sessions that have to end first. Then nothing was swept.
    pub waiting: Vec<Waiting>,
    /// Sessions ended for their silence.
    pub fenced: u64,
}

/// Marks and sweeps.
pub struct Sweep<'a> {
    /// The repository.
    pub repository: &'a Repository,
    /// How.
    pub options: &'a PruneOptions,
    /// The time for people.
    pub clock: &'a dyn Clock,
    /// Counters.
    pub progress: &'a Progress,
}

/// The newest state, with everything that a decision needs.
struct Newest {
    view: View,
    index: Index,
    catalog: Catalog,
    absorbed: Absorbed,
}

impl Sweep<'_> {
    /// M2 to M4: a root that takes up what has ended and marks what is to go.
    pub async fn mark(&self, survey: &mut Survey<'_>, condemned: HashSet<PackId>) -> Result<Marking> {
        for _ in 0..TRIES {
            let Newest { view, index, catalog, absorbed } = self.newest().await?;
            if view.root.root.pending.is_some() {
                return Ok(Marking::Lost);
            }
            // What this root does not take up cannot be forgotten by it.
            let goes = |sid: &SessionId, forgotten: bool| forgotten && !absorbed.incomplete.contains(sid);
            let entries = &catalog.entries;
            let staying = entries.iter().filter(|entry| !goes(&entry.session, entry.is_forgotten()));
            survey.walk.walk(staying, self.progress).await?;
            check_homes(self.repository, &survey.walk).await?;
            let going = entries.iter().filter(|entry| goes(&entry.session, entry.is_forgotten()));
            let mut snapshots: Vec<_> = going.map(|entry| entry.session).collect();
            snapshots.sort_unstable();
            let mut next = next_root(self.repository, &view, absorbed, self.clock.now()).await?;
            let may_go = |pack: &&PackId| next.is_retired(&pack.session) && !view.is_dead(pack);
            let condemned: HashSet<_> = condemned.iter().filter(may_go).copied().collect();
            let packs = self.without_only_homes(survey, &condemned, &view, &index)?;
            if packs.is_empty() && snapshots.is_empty() {
                return Ok(Marking::Needless);
            }
            next.pending = Some(Mark { packs, snapshots, root: next.number });
            if self.commit(&next).await? {
                return Ok(Marking::Done);
            }
        }
        Ok(Marking::Lost)
    }

    /// M5 to M8. `None` if another maintainer came first.
    pub async fn run(&self, survey: &mut Survey<'_>) -> Result<Option<Swept>> {
        let mut swept = Swept::default();
        for _ in 0..TRIES {
            swept.waiting = self.wait(&mut swept.fenced).await?;
            if !swept.waiting.is_empty() {
                return Ok(Some(swept));
            }
            let Newest { view, index, catalog, absorbed } = self.newest().await?;
            let Some(mark) = view.root.root.pending.clone() else {
                // Somebody else has swept; what this run wanted to be swept may have been part of it, or not.
                return Ok(None);
            };
            // A hold or an unforget that was taken up by now wins.
            let forgotten: HashSet<_> = catalog
                .entries
                .iter()
                .filter(|entry| entry.is_forgotten())
                .map(|entry| entry.session)
                .collect();
            let going: HashSet<_> =
                mark.snapshots.iter().copied().filter(|sid| forgotten.contains(sid)).collect();
            let staying = catalog.entries.iter().filter(|entry| !going.contains(&entry.session));
            survey.walk.walk(staying, self.progress).await?;
            check_homes(self.repository, &survey.walk).await?;
            let packs = mark.packs.iter().copied().collect();
            let dead = self.without_only_homes(survey, &packs, &view, &index)?;
            let next = next_root(self.repository, &view, absorbed, self.clock.now()).await?;
            let next = self.swept_root(next, &going, &dead).await?;
            if self.commit(&next).await? {
                swept.snapshots = going.iter().map(|sid| sid.random).collect();
                swept.snapshots.sort_unstable();
                swept.packs = dead.len() as u64;
                return Ok(Some(swept));
            }
        }
        Ok(None)
    }

    /// A view by a LIST begun now, and all it names.
    async fn newest(&self) -> Result<Newest> {
        loop {
            let (view, index) = newer_index(self.repository).await?;
            let catalog = Catalog::load_all(self.repository, &view).await?;
            if self.repository.swept_meanwhile(&view, &catalog.findings).await? {
                continue;
            }
            refuse(&catalog.findings)?;
            let absorbed = Absorbed::collect(self.repository, &view).await?;
            return Ok(Newest { view, index, catalog, absorbed });
        }
    }

    /// M5 and M6: sessions that may have begun before the mark and are still open, once those that have been silent
    /// for long are ended and the others were waited for.
    async fn wait(&self, fenced: &mut u64) -> Result<Vec<Waiting>> {
        let until = Instant::now() + self.options.wait;
        loop {
            let view = self.repository.view().await?;
            let Some(mark) = &view.root.root.pending else { return Ok(Vec::new()) };
            let mode = view.root.root.mode;
            // A session names the root that its first view shows: one named after the mark has seen it.
            let open: Vec<_> = view
                .sessions
                .iter()
                .filter(|(sid, session)| session.opened && !has_ended(session, mode) && sid.root < mark.root)
                .collect();
            let ended = self.end_the_silent(&view, open.iter().copied()).await?;
            *fenced += ended;
            if open.is_empty() {
                return Ok(Vec::new());
            }
            if ended > 0 {
                continue;
            }
            if Instant::now() >= until {
                let mut waiting = Vec::new();
                for (sid, session) in open {
                    let key = opened_by(self.repository, &view, sid).await?;
                    waiting.push(Waiting { session: *sid, key, silent: silence(&view, session) });
                }
                return Ok(waiting);
            }
            sleep(POLL.min(until - Instant::now())).await;
        }
    }

    /// Ends those of these sessions that have been silent for long; how many.
    pub async fn end_the_silent(
        &self,
        view: &View,
        open: impl Iterator<Item = (&SessionId, &SeenSession)>,
    ) -> Result<u64> {
        let mut ended = 0;
        for (sid, session) in open {
            // An end that cannot be read is in the way of another: such a session is waited for until it is mended.
            let long = silence(view, session).is_some_and(|silent| silent >= self.options.fence_after);
            if long && !session.ended {
                fence(self.repository, view, sid).await?;
                ended += 1;
            }
        }
        Ok(ended)
    }

    /// Those of the packs that hold no live chunk's only home, in order.
    fn without_only_homes(
        &self,
        survey: &Survey<'_>,
        packs: &HashSet<PackId>,
        view: &View,
        index: &Index,
    ) -> Result<Vec<PackId>> {
        let everybody = self.repository.keys().full_group();
        let only = survey.walk.marks().only_homes(packs, index, everybody, &|pack| lasts(view, pack))?;
        let mut rest: Vec<_> = packs.difference(&only).copied().collect();
        rest.sort_unstable();
        Ok(rest)
    }

    /// M8: what was marked is gone from catalogue and index, or dead where a segment that still names it is kept.
    async fn swept_root(&self, next: Root, going: &HashSet<SessionId>, dead: &[PackId]) -> Result<Root> {
        let (repository, made) = (self.repository, next.number);
        let mut all_dead: HashSet<_> = next.dead.iter().chain(dead).copied().collect();
        let (anew, still_named) = self.index_to_rewrite(&next.index, &all_dead).await?;
        let chosen = |segment: &SegmentRef| anew.contains(segment);
        let index =
            segments::rewrite_packs(repository, made, &next.index, Vec::new(), chosen, &all_dead).await?;
        let before = all_dead.len();
        all_dead.retain(|pack| still_named.contains(pack) || dead.contains(pack));
        let dead_floor = if all_dead.len() < before { made - 1 } else { next.dead_floor };
        let mut dead: Vec<_> = all_dead.into_iter().collect();
        dead.sort_unstable();
        let mut anew = HashSet::new();
        for reference in &next.catalog {
            let rows = load_segment(repository, reference).await?.rows;
            if reference.size < SMALL || rows.iter().any(|row| going.contains(&row.session)) {
                anew.insert(*reference);
            }
        }
        let chosen = |segment: &SegmentRef| anew.contains(segment);
        let rows = segments::Rows::default();
        let catalog = segments::rewrite_rows(repository, made, &next.catalog, rows, chosen, going).await?;
        let mut broken = next.broken;
        if let Some(broken) = &mut broken {
            broken.packs.retain(|pack| dead.binary_search(pack).is_err());
        }
        Ok(Root { pending: None, broken, index, catalog, dead, dead_floor, ..next })
    }

    /// Segments of the index that are worth writing anew: small ones, and those of which much is dead. And the dead
    /// packs that the others go on naming.
    async fn index_to_rewrite(
        &self,
        index: &[SegmentRef],
        dead: &HashSet<PackId>,
    ) -> Result<(HashSet<SegmentRef>, HashSet<PackId>)> {
        let (storage, keys) = (self.repository.storage(), self.repository.keys());
        let mut anew = HashSet::new();
        let mut named = HashSet::new();
        for reference in index {
            let segment: IndexSegment = segment::load(storage, keys, reference).await?;
            let packs = segment.packs.iter().map(|indexed| indexed.pack.id);
            let gone: Vec<_> = packs.filter(|pack| dead.contains(pack)).collect();
            let much = gone.len() * 8 >= segment.packs.len();
            if !gone.is_empty() && (reference.size < SMALL || much) {
                anew.insert(*reference);
            } else {
                named.extend(gone);
            }
        }
        if !anew.is_empty() {
            anew.extend(index.iter().filter(|segment| segment.size < SMALL));
        }
        Ok((anew, named))
    }

    /// Commits a root. Whether it is part of the chain: where old roots were deleted, a number of the past is free again.
    async fn commit(&self, next: &Root) -> Result<bool> {
        let (storage, keys) = (self.repository.storage(), self.repository.keys());
        match root::commit(storage, keys, next).await? {
            Some(digest) => root::is_in_chain(storage, keys, next.number, digest).await,
            None => Ok(false),
        }
    }
}

/// How long ago the store heard from a session, by its own clock.
fn silence(view: &View, session: &SeenSession) -> Option<Duration> {
    let nanos = |time: Timestamp| i128::from(time.seconds) * 1_000_000_000 + i128::from(time.nanos);
    let silent = nanos(view.store_time?) - nanos(session.modified?);
    Some(Duration::from_nanos(u64::try_from(silent.max(0)).unwrap_or(u64::MAX)))
}
