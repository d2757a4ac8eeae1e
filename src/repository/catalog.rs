//! The catalogue: every snapshot that counts and what was said about it, from the root's segments and the sessions
//! beside them.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use minicbor::bytes::ByteVec;

use crate::model::id::{SessionId, SignerId};
use crate::model::record::{Drilled, Record, Reviewed, Verification};
use crate::model::snapshot::{Snapshot, SnapshotBody, SnapshotHead};
use crate::model::time::Timestamp;

use super::directory::Location;
use super::error::{Damage, Error, Result};
use super::hints::PlainLocation;
use super::keys::Keys;
use super::layout::{Kind, catalog};
use super::segment::{self, CatalogRow, CatalogSegment, RecordRow};
use super::session::open_body;
use super::tags::{self, SaidOfTags};
use super::view::View;
use super::{HostCache, Repository};
use crate::repository::root::SegmentRef;

/// One snapshot of the catalogue, its private part still sealed.
#[derive(Debug, Clone)]
pub struct CatalogEntry {
    /// The session that committed it.
    pub session: SessionId,
    /// Who committed it.
    pub signer: SignerId,
    /// When the store received the commit.
    pub stored: Option<Timestamp>,
    /// Sessions that ask for it to be forgotten.
    pub forgotten: Vec<SessionId>,
    /// Sessions that hold it.
    pub held: Vec<SessionId>,
    tagged: Vec<Arc<SaidOfTags>>,
    head: SnapshotHead,
    tree_at: Option<PlainLocation>,
    body: Body,
}

/// Where the private part of a snapshot is.
#[derive(Debug, Clone)]
enum Body {
    /// As it was committed.
    Own(ByteVec),
    /// The n-th of a segment's.
    Shared(Arc<SharedBodies>, usize),
}

/// The private parts that one segment holds, opened when the first of them is asked for.
#[derive(Debug)]
struct SharedBodies {
    name: String,
    sealed: ByteVec,
    opened: OnceLock<Result<Vec<SnapshotBody>, Damage>>,
}

impl SharedBodies {
    fn get(&self, keys: &Keys, number: usize) -> Result<SnapshotBody> {
        // Not part of what is kept: it depends on who asks.
        keys.private(Kind::Body)?;
        let opened = self.opened.get_or_init(|| {
            CatalogSegment::open_bodies(keys, &self.name, &self.sealed).map_err(|error| match error {
                Error::Damage(damage) => damage,
                error => Damage::new(Kind::Catalog, &self.name, error.to_string()),
            })
        });
        let bodies = opened.as_ref().map_err(|damage| Error::from(damage.clone()))?;
        let lost = || Damage::new(Kind::Catalog, &self.name, "lacks the description of a snapshot");
        Ok(bodies.get(number).cloned().ok_or_else(lost)?)
    }
}

impl CatalogEntry {
    /// What every key can read.
    pub fn head(&self) -> &SnapshotHead {
        &self.head
    }

    /// Whether the snapshot is to be swept. Who holds it has the last word.
    pub fn is_forgotten(&self) -> bool {
        !self.forgotten.is_empty() && !self.is_held()
    }

    /// Whether no policy may forget it.
    pub fn is_held(&self) -> bool {
        !self.held.is_empty()
    }

    /// Sessions that changed its tags.
    pub fn tagged_by(&self) -> impl Iterator<Item = SessionId> + '_ {
        self.tagged.iter().map(|said| said.session)
    }

    /// Whether somebody took tags away that it was committed with. Which ones is private.
    pub fn is_untagged(&self) -> bool {
        self.tagged.iter().any(|said| said.undoes(&self.session))
    }

    /// The private part, with the tags that hold now.
    pub fn body(&self, keys: &Keys) -> Result<SnapshotBody> {
        let mut body = match &self.body {
            Body::Own(sealed) => open_body(keys, &self.session, sealed)?,
            Body::Shared(bodies, number) => bodies.get(keys, *number)?,
        };
        let said = self.tagged.iter().map(|said| &**said);
        body.tags = tags::holding(keys, self.session, body.tags, said);
        Ok(body)
    }

    /// The snapshot with its private part.
    pub fn open(&self, keys: &Keys) -> Result<Snapshot> {
        let body = self.body(keys)?;
        Ok(Snapshot { session: self.session, head: self.head.clone(), body, stored: self.stored })
    }

    /// Where the first page of the tree lay.
    pub fn tree_at(&self) -> Option<Location> {
        self.tree_at.and_then(PlainLocation::location)
    }

    /// As it is kept in a segment, but for the private part where that is shared.
    pub fn row(&self) -> CatalogRow {
        let body = match &self.body {
            Body::Own(sealed) => Some(sealed.clone()),
            Body::Shared(..) => None,
        };
        let Self { session, signer, stored, head, tree_at, .. } = self;
        CatalogRow {
            session: *session,
            signer: *signer,
            stored: *stored,
            head: head.clone(),
            tree_at: *tree_at,
            body,
        }
    }
}

/// Everything the catalogue says.
#[derive(Debug, Default)]
pub struct Catalog {
    /// The snapshots, oldest first, those that are to be swept among them, those being swept not.
    pub entries: Vec<CatalogEntry>,
    /// What was said, in no order.
    pub records: Vec<RecordRow>,
    /// What could not be read.
    pub findings: Vec<Damage>,
}

impl Catalog {
    /// Reads the catalogue of a view.
    pub async fn load(repository: &Repository, view: &View) -> Result<Self> {
        let mut catalog = Self::load_all(repository, view).await?;
        catalog.entries.retain(|entry| !view.is_forgotten(&entry.session));
        Ok(catalog)
    }

    /// As `load`, and what is being swept.
    pub async fn load_all(repository: &Repository, view: &View) -> Result<Self> {
        let mut catalog = Self::default();
        for reference in &view.root.root.catalog {
            match load_segment(repository, reference).await {
                Ok(segment) => catalog.add(segment, reference),
                Err(Error::Damage(damage)) => catalog.findings.push(damage),
                Err(error) => return Err(error),
            }
        }
        forget_other_segments(repository.cache(), &view.root.root.catalog);
        catalog.add_sessions(view);
        catalog.entries.sort_by_key(|entry| (entry.head.started, entry.session));
        catalog.apply_records();
        Ok(catalog)
    }

    fn add(&mut self, segment: CatalogSegment, reference: &SegmentRef) {
        let bodies = segment.bodies.map(|sealed| {
            let name = catalog(reference.made, &reference.id);
            Arc::new(SharedBodies { name, sealed, opened: OnceLock::new() })
        });
        let mut shared = 0;
        for row in segment.rows {
            let body = match (row.body, &bodies) {
                (Some(own), _) => Body::Own(own),
                (None, Some(bodies)) => {
                    shared += 1;
                    Body::Shared(Arc::clone(bodies), shared - 1)
                }
                // Opening it will say that it is damaged.
                (None, None) => Body::Own(Vec::new().into()),
            };
            let CatalogRow { session, signer, stored, head, tree_at, .. } = row;
            self.entries.push(CatalogEntry {
                session,
                signer,
                stored,
                forgotten: Vec::new(),
                held: Vec::new(),
                tagged: Vec::new(),
                head,
                tree_at,
                body,
            });
        }
        self.records.extend(segment.records);
    }

    /// Sessions that are not absorbed yet.
    fn add_sessions(&mut self, view: &View) {
        for (sid, session) in &view.sessions {
            let Some((signer, commit)) = session.commit().filter(|_| session.opened) else { continue };
            if let Some(snapshot) = &commit.snapshot {
                self.entries.push(CatalogEntry {
                    session: *sid,
                    signer,
                    stored: session.modified,
                    forgotten: Vec::new(),
                    held: Vec::new(),
                    tagged: Vec::new(),
                    head: snapshot.head.clone(),
                    tree_at: snapshot.tree_at,
                    body: Body::Own(snapshot.body.clone()),
                });
            }
            let rows = commit.records.iter().cloned();
            let stored = session.modified;
            self.records.extend(rows.map(|said| RecordRow { session: *sid, signer, stored, said }));
        }
    }

    fn apply_records(&mut self) {
        let places: HashMap<_, _> =
            self.entries.iter().enumerate().map(|(place, entry)| (entry.session, place)).collect();
        let said: Vec<_> =
            self.records.iter().filter_map(|row| Some((row.session, row.said.record().ok()?))).collect();
        for (sid, record) in &said {
            let Record::Tag(tagging) = record else { continue };
            let said = Arc::new(SaidOfTags::new(*sid, tagging));
            for place in tagging.snapshots.iter().filter_map(|snapshot| places.get(snapshot)) {
                self.entries[*place].tagged.push(Arc::clone(&said));
            }
        }
        for (sid, record) in &said {
            let (snapshots, held) = match record {
                Record::Forget(snapshots) => (snapshots, false),
                Record::Hold(snapshots) => (snapshots, true),
                _ => continue,
            };
            for place in snapshots.iter().filter_map(|snapshot| places.get(snapshot)) {
                let entry = &mut self.entries[*place];
                if held { entry.held.push(*sid) } else { entry.forgotten.push(*sid) }
            }
        }
        for (_, record) in &said {
            let (undo, held) = match record {
                Record::Unforget(undo) => (undo, false),
                Record::Release(undo) => (undo, true),
                _ => continue,
            };
            for place in undo.snapshots.iter().filter_map(|snapshot| places.get(snapshot)) {
                let entry = &mut self.entries[*place];
                let sessions = if held { &mut entry.held } else { &mut entry.forgotten };
                sessions.retain(|sid| !undo.undoes.contains(sid));
            }
        }
    }

    /// Taggings that cannot be read, and so count for nothing. Only for keys that read metadata.
    pub fn damaged_tags(&self, keys: &Keys) -> Vec<Damage> {
        let said: HashMap<_, _> =
            self.entries.iter().flat_map(|entry| &entry.tagged).map(|said| (said.session, said)).collect();
        let damage = |said: &Arc<SaidOfTags>| match said.retag(keys) {
            Err(Error::Damage(damage)) => Some(damage),
            _ => None,
        };
        said.into_values().filter_map(damage).collect()
    }

    /// The entry of a session.
    pub fn entry(&self, sid: &SessionId) -> Option<&CatalogEntry> {
        self.entries.iter().find(|entry| entry.session == *sid)
    }

    /// Verifications and when the store received their results.
    pub fn verifications(&self) -> impl Iterator<Item = (Option<Timestamp>, Verification)> + '_ {
        self.said().filter_map(|(stored, record)| match record {
            Record::Verified(verification) => Some((stored, verification)),
            _ => None,
        })
    }

    /// When the store received the results of prunes.
    pub fn prunes(&self) -> impl Iterator<Item = Option<Timestamp>> + '_ {
        self.said().filter_map(|(stored, record)| matches!(record, Record::Pruned(_)).then_some(stored))
    }

    /// Drills, with the sessions that told of them and when the store received that.
    pub fn drills(&self) -> impl Iterator<Item = (SessionId, Option<Timestamp>, Drilled)> + '_ {
        self.records.iter().filter_map(|row| match row.said.record().ok()? {
            Record::Drilled(drilled) => Some((row.session, row.stored, drilled)),
            _ => None,
        })
    }

    /// Reviews of drills, likewise.
    pub fn reviews(&self) -> impl Iterator<Item = (SessionId, Option<Timestamp>, Reviewed)> + '_ {
        self.records.iter().filter_map(|row| match row.said.record().ok()? {
            Record::Reviewed(reviewed) => Some((row.session, row.stored, reviewed)),
            _ => None,
        })
    }

    fn said(&self) -> impl Iterator<Item = (Option<Timestamp>, Record)> + '_ {
        self.records.iter().filter_map(|row| Some((row.stored, row.said.record().ok()?)))
    }
}

/// Reads a segment, from the host's cache where it is there.
pub async fn load_segment(repository: &Repository, reference: &SegmentRef) -> Result<CatalogSegment> {
    let (keys, cache, name) = (repository.keys(), repository.cache(), reference.id.to_string());
    if let Some(bytes) = cache.segment(&name)
        && let Ok(segment) = segment::open(keys, reference, &bytes)
    {
        return Ok(segment);
    }
    let key = catalog(reference.made, &reference.id);
    let bytes = repository.storage().get(&key).await;
    let bytes = bytes.map_err(|error| Error::from(error).missing_is_damage(Kind::Catalog))?;
    let segment = segment::open(keys, reference, &bytes)?;
    cache.keep_segment(&name, &bytes);
    Ok(segment)
}

fn forget_other_segments(cache: &HostCache, segments: &[SegmentRef]) {
    cache.retain_segments(&segments.iter().map(|segment| segment.id.to_string()).collect());
}
