//! The segments that a root names: new ones are small, and several small ones become a larger one, so that there are
//! few however often something is added, and nothing is written again more often than there are sizes.

use std::collections::{HashMap, HashSet};

use crate::model::id::{PackId, SessionId};
use crate::model::record::{RawRecord, Record};
use crate::model::snapshot::SnapshotBody;
use crate::repository::catalog::load_segment;
use crate::repository::layout::catalog;
use crate::repository::root::SegmentRef;
use crate::repository::segment::{self, CatalogRow, CatalogSegment, IndexSegment, IndexedPack, RecordRow};
use crate::repository::session::open_body;
use crate::repository::{Error, Repository, Result};

/// No segment is made larger than about this, in bytes: whoever reads one holds all of it, sealed, open and decoded.
pub const LARGE: u64 = 16 << 20;
/// Segments below one of these sizes become one as soon as there are `MANY` of them.
const SIZES: [u64; 3] = [128 << 10, 1 << 20, 8 << 20];
const MANY: usize = 6;

/// Snapshots and records of a catalogue.
#[derive(Debug, Default)]
pub struct Rows {
    /// The snapshots.
    pub snapshots: Vec<CatalogRow>,
    /// The records.
    pub records: Vec<RecordRow>,
}

/// Which segments to join with what is added: those of the first size of which there are many, and all smaller ones.
fn to_join(old: &[SegmentRef]) -> impl Fn(&SegmentRef) -> bool + use<> {
    let below = |size: u64| old.iter().filter(|segment| segment.size < size).count();
    let limit = SIZES.iter().rev().copied().find(|size| below(*size) >= MANY).unwrap_or(0);
    move |segment| segment.size < limit
}

/// Adds packs to the index. A pack that is there already is not added again.
pub async fn add_packs(
    repository: &Repository,
    made: u64,
    old: &[SegmentRef],
    new: Vec<IndexedPack>,
) -> Result<Vec<SegmentRef>> {
    if new.is_empty() {
        return Ok(old.to_vec());
    }
    rewrite_packs(repository, made, old, new, to_join(old), &HashSet::new()).await
}

/// Makes the segments that `join` chooses anew, with `new` and without `dropped`, and keeps the others.
pub async fn rewrite_packs(
    repository: &Repository,
    made: u64,
    old: &[SegmentRef],
    new: Vec<IndexedPack>,
    join: impl Fn(&SegmentRef) -> bool,
    dropped: &HashSet<PackId>,
) -> Result<Vec<SegmentRef>> {
    let (storage, keys) = (repository.storage(), repository.keys());
    let (joined, mut kept): (Vec<_>, Vec<_>) = old.iter().copied().partition(join);
    let mut known = HashSet::new();
    let mut parts = PackSegments::new(repository, made);
    let mut packs: Vec<_> = new;
    let mut rest = joined.into_iter();
    loop {
        for pack in packs.drain(..) {
            if !dropped.contains(&pack.pack.id) && known.insert(pack.pack.id) {
                parts.push(pack).await?;
            }
        }
        match rest.next() {
            Some(reference) => packs = segment::load::<IndexSegment>(storage, keys, &reference).await?.packs,
            None => break,
        }
    }
    let (stored, rest) = parts.end();
    kept.extend(stored);
    if !rest.is_empty() {
        let last = IndexSegment { packs: rest, ..IndexSegment::default() };
        kept.push(store_packs(repository, made, last).await?);
    }
    Ok(kept)
}

/// Segments of the index for one root: each is stored as soon as it is large.
#[derive(Debug)]
pub struct PackSegments<'a> {
    repository: &'a Repository,
    made: u64,
    stored: Vec<SegmentRef>,
    open: IndexSegment,
    bytes: u64,
}

impl<'a> PackSegments<'a> {
    /// Segments for the root `made`.
    pub fn new(repository: &'a Repository, made: u64) -> Self {
        Self { repository, made, stored: Vec::new(), open: IndexSegment::default(), bytes: 0 }
    }

    /// Adds a pack.
    pub async fn push(&mut self, pack: IndexedPack) -> Result<()> {
        self.bytes += pack_bytes(&pack);
        self.open.packs.push(pack);
        if self.bytes >= LARGE {
            self.stored.push(store_packs(self.repository, self.made, std::mem::take(&mut self.open)).await?);
            self.bytes = 0;
        }
        Ok(())
    }

    /// Segments beside these, for the same root.
    pub fn beside(&self) -> Self {
        Self::new(self.repository, self.made)
    }

    /// Adds what others hold.
    pub async fn take(&mut self, others: Self) -> Result<()> {
        let (stored, rest) = others.end();
        self.stored.extend(stored);
        for pack in rest {
            self.push(pack).await?;
        }
        Ok(())
    }

    /// The segments that are stored, and packs that are not enough for another.
    pub fn end(self) -> (Vec<SegmentRef>, Vec<IndexedPack>) {
        (self.stored, self.open.packs)
    }
}

async fn store_packs(repository: &Repository, made: u64, mut segment: IndexSegment) -> Result<SegmentRef> {
    segment.packs.sort_by_key(|indexed| indexed.pack.id);
    segment::store(repository.storage(), repository.keys(), made, segment).await
}

/// About what a pack takes in a segment.
fn pack_bytes(pack: &IndexedPack) -> u64 {
    pack.pack.blocks.iter().map(|block| 12 + 19 * block.chunks.len() as u64).sum::<u64>() + 80
}

/// Adds rows to the catalogue.
pub async fn add_rows(
    repository: &Repository,
    made: u64,
    old: &[SegmentRef],
    new: Rows,
) -> Result<Vec<SegmentRef>> {
    if new.snapshots.is_empty() && new.records.is_empty() {
        return Ok(old.to_vec());
    }
    rewrite_rows(repository, made, old, new, to_join(old), &HashSet::new()).await
}

/// Makes the segments that `join` chooses anew, with `new`, without the snapshots `dropped` and without what was said
/// of nothing but them, and keeps the others.
pub async fn rewrite_rows(
    repository: &Repository,
    made: u64,
    old: &[SegmentRef],
    new: Rows,
    join: impl Fn(&SegmentRef) -> bool,
    dropped: &HashSet<SessionId>,
) -> Result<Vec<SegmentRef>> {
    let (joined, mut kept): (Vec<_>, Vec<_>) = old.iter().copied().partition(join);
    let mut parts = Parts::default();
    parts.add(repository, new, &HashMap::new())?;
    for reference in joined {
        let segment = load_segment(repository, &reference).await?;
        let bodies = shared_bodies(repository, &reference, &segment)?;
        let CatalogSegment { rows: snapshots, records, .. } = segment;
        parts.add(repository, Rows { snapshots, records }, &bodies)?;
    }
    parts.rows.retain(|sid, _| !dropped.contains(sid));
    parts.records = parts.records.into_iter().filter_map(|row| without(row, dropped)).collect();
    if !parts.rows.is_empty() || !parts.records.is_empty() {
        kept.push(parts.store(repository, made).await?);
    }
    Ok(kept)
}

/// A record without what it says of the snapshots `dropped`; nothing if it says nothing else.
fn without(row: RecordRow, dropped: &HashSet<SessionId>) -> Option<RecordRow> {
    if dropped.is_empty() {
        return Some(row);
    }
    let keep = |sid: &SessionId| !dropped.contains(sid);
    let record = match row.said.record() {
        Ok(Record::Forget(mut snapshots)) => {
            snapshots.retain(keep);
            (!snapshots.is_empty()).then_some(Record::Forget(snapshots))
        }
        Ok(Record::Hold(mut snapshots)) => {
            snapshots.retain(keep);
            (!snapshots.is_empty()).then_some(Record::Hold(snapshots))
        }
        Ok(Record::Unforget(mut undo)) => {
            undo.snapshots.retain(keep);
            (!undo.snapshots.is_empty()).then_some(Record::Unforget(undo))
        }
        Ok(Record::Release(mut undo)) => {
            undo.snapshots.retain(keep);
            (!undo.snapshots.is_empty()).then_some(Record::Release(undo))
        }
        Ok(Record::Tag(mut tagging)) => {
            tagging.snapshots.retain(keep);
            (!tagging.snapshots.is_empty()).then_some(Record::Tag(tagging))
        }
        _ => return Some(row),
    };
    record.map(|record| RecordRow { said: RawRecord::from(&record), ..row })
}

/// The private parts that a segment keeps for its rows, by session.
fn shared_bodies(
    repository: &Repository,
    reference: &SegmentRef,
    segment: &CatalogSegment,
) -> Result<HashMap<SessionId, SnapshotBody>> {
    let Some(sealed) = &segment.bodies else { return Ok(HashMap::new()) };
    let name = catalog(reference.made, &reference.id);
    let bodies = CatalogSegment::open_bodies(repository.keys(), &name, sealed)?;
    let rows = segment.rows.iter().filter(|row| row.body.is_none());
    Ok(rows.map(|row| row.session).zip(bodies).collect())
}

/// What becomes one segment.
#[derive(Default)]
struct Parts {
    rows: std::collections::BTreeMap<SessionId, (CatalogRow, Option<SnapshotBody>)>,
    records: Vec<RecordRow>,
}

impl Parts {
    fn add(
        &mut self,
        repository: &Repository,
        new: Rows,
        bodies: &HashMap<SessionId, SnapshotBody>,
    ) -> Result<()> {
        for mut row in new.snapshots {
            let body = match &row.body {
                Some(sealed) => match open_body(repository.keys(), &row.session, sealed) {
                    Ok(body) => Some(body),
                    // It stays as it was committed: whoever looks at this snapshot is told.
                    Err(Error::Damage(_)) => None,
                    Err(error) => return Err(error),
                },
                None => bodies.get(&row.session).cloned(),
            };
            match &body {
                Some(_) => row.body = None,
                // Not among the shared ones, whose order is that of the rows.
                None => drop(row.body.get_or_insert_with(|| Vec::new().into())),
            }
            self.rows.entry(row.session).or_insert((row, body));
        }
        let known: HashSet<_> = self.records.iter().map(|row| row.session).collect();
        self.records.extend(new.records.into_iter().filter(|row| !known.contains(&row.session)));
        Ok(())
    }

    async fn store(self, repository: &Repository, made: u64) -> Result<SegmentRef> {
        let mut segment = CatalogSegment { records: self.records, ..CatalogSegment::default() };
        let mut bodies = Vec::new();
        for (row, body) in self.rows.into_values() {
            bodies.extend(body);
            segment.rows.push(row);
        }
        let keys = repository.keys();
        if !bodies.is_empty() {
            segment.bodies = Some(CatalogSegment::seal_bodies(keys, &bodies)?);
        }
        segment::store(repository.storage(), keys, made, segment).await
    }
}
