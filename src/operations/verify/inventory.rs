//! What index, catalogue and the listing of packs say under one view. A few bytes are kept of each pack; chunks are
//! looked up in the host's index runs.

use std::collections::{BTreeMap, HashMap};

use futures_util::{StreamExt, TryStreamExt, stream};

use crate::codec::hash::sha256;
use crate::model::id::{IndexKey, PackId, SessionId};
use crate::repository::catalog::CatalogEntry;
use crate::repository::directory::{BlockRecord, PackKind, PackRecord, encode_directory};
use crate::repository::index::Index;
use crate::repository::index::run::Home;
use crate::repository::layout::{self, Kind};
use crate::repository::root::SegmentRef;
use crate::repository::segment::{self, CatalogSegment, IndexSegment};
use crate::repository::session;
use crate::repository::{Catalog, Damage, Error, Repository, Result, View, root};
use crate::storage::ErrorKind;

use super::Level;

/// Parts of the index read at once.
const PARALLEL: usize = 4;
/// Deltas read at once.
const DELTAS: usize = 32;

/// A pack as the index has it.
#[derive(Debug, Clone, Copy)]
pub struct Pack {
    /// What it holds.
    pub kind: PackKind,
    /// Its size.
    pub size: u64,
    /// Its size in the listing; nothing if it was not listed.
    pub listed: Option<u64>,
    /// Digest of its directory.
    digest: [u8; 16],
    /// Where the index says it, in `sources`.
    source: u32,
}

impl Pack {
    /// Whether the listing does not show it as it should be.
    pub fn is_wrong(&self) -> bool {
        self.listed != Some(self.size)
    }

    /// Whether its directory is the one that the index has.
    pub fn has_directory(&self, blocks: &[BlockRecord]) -> bool {
        digest(blocks) == self.digest
    }
}

fn digest(blocks: &[BlockRecord]) -> [u8; 16] {
    let mut digest = [0; 16];
    digest.copy_from_slice(&sha256(&encode_directory(blocks))[..16]);
    digest
}

/// A part of the index.
#[derive(Debug, Clone, Copy)]
enum Source {
    Segment(SegmentRef),
    Delta(SessionId, u32),
}

/// Everything known under one view.
#[derive(Debug)]
pub struct Inventory {
    /// The view.
    pub view: View,
    /// What cannot be believed or is not there.
    pub findings: Vec<Damage>,
    /// Every snapshot that counts.
    pub entries: Vec<CatalogEntry>,
    /// Packs that count.
    pub packs: BTreeMap<PackId, Pack>,
    /// Packs that are listed, how many.
    pub listed: u64,
    /// Packs that are listed and in no index, with their sizes.
    pub orphans: HashMap<PackId, u64>,
    index: Option<Index>,
    sources: Vec<Source>,
}

impl Inventory {
    /// Takes a view and what belongs to it, as far as `level` asks.
    pub async fn take(repository: &Repository, level: Level) -> Result<Self> {
        loop {
            let view = repository.view().await?;
            let listed = view.listed;
            match Self::under(repository, view, level).await {
                // Absorbed and deleted since it was listed: under a newer root it is needed no more.
                Err(Error::Storage(error))
                    if error.kind() == ErrorKind::NotFound
                        && root::newest_number(repository.storage()).await? != Some(listed) => {}
                other => return other,
            }
        }
    }

    async fn under(repository: &Repository, view: View, level: Level) -> Result<Self> {
        let findings = view.findings.clone();
        let mut inventory = Self {
            view,
            findings,
            entries: Vec::new(),
            packs: BTreeMap::new(),
            listed: 0,
            orphans: HashMap::new(),
            index: None,
            sources: Vec::new(),
        };
        let (storage, keys) = (repository.storage(), repository.keys());
        let catalog = Catalog::load(repository, &inventory.view).await?;
        if keys.role().reads_metadata() {
            inventory.findings.extend(catalog.damaged_tags(keys));
        }
        inventory.entries = catalog.entries;
        inventory.findings.extend(catalog.findings);
        if level >= Level::Index {
            inventory.check_catalog(repository).await?;
            inventory.read_segments(repository).await?;
            inventory.read_deltas(repository).await?;
            inventory.packs.retain(|pack, _| !inventory.view.is_dead(pack));
        }
        if level >= Level::Packs {
            inventory.list(repository).await?;
        }
        if level >= Level::Trees && keys.role().reads_metadata() {
            // What is damaged of it was found above.
            let (index, _) = Index::load(storage, keys, repository.cache(), &inventory.view).await?;
            inventory.index = Some(index);
        }
        Ok(inventory)
    }

    /// The catalogue as it is in the store, whatever the host remembers of it.
    async fn check_catalog(&mut self, repository: &Repository) -> Result<()> {
        let (storage, keys) = (repository.storage(), repository.keys());
        for reference in &self.view.root.root.catalog {
            match segment::load::<CatalogSegment>(storage, keys, reference).await {
                Err(Error::Damage(damage)) if !self.findings.contains(&damage) => self.findings.push(damage),
                Ok(_) | Err(Error::Damage(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    async fn read_segments(&mut self, repository: &Repository) -> Result<()> {
        let (storage, keys) = (repository.storage(), repository.keys());
        let mut reads = stream::iter(self.view.root.root.index.clone())
            .map(|reference| async move {
                (reference, segment::load::<IndexSegment>(storage, keys, &reference).await)
            })
            .buffer_unordered(PARALLEL);
        while let Some((reference, segment)) = reads.next().await {
            match segment {
                Ok(segment) => {
                    let packs = segment.packs.iter().map(|indexed| &indexed.pack);
                    self.note(Source::Segment(reference), packs);
                }
                Err(Error::Damage(damage)) => self.findings.push(damage),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    async fn read_deltas(&mut self, repository: &Repository) -> Result<()> {
        let (storage, keys) = (repository.storage(), repository.keys());
        let sessions = self.view.sessions.iter().filter(|(_, session)| session.opened);
        let deltas: Vec<(SessionId, u32)> =
            sessions.flat_map(|(sid, session)| session.deltas.iter().map(|number| (*sid, *number))).collect();
        let mut reads = stream::iter(deltas)
            .map(|(sid, number)| async move {
                let bytes = storage.get(&layout::delta(&sid, number)).await?;
                Ok::<_, Error>((sid, number, bytes))
            })
            .buffer_unordered(DELTAS);
        while let Some((sid, number, bytes)) = reads.try_next().await? {
            match session::read_delta(keys, &self.view.root.register, &sid, number, &bytes) {
                Ok(delta) => self.note(Source::Delta(sid, number), delta.value.packs.iter()),
                // What is wrong with a delta is found with its session.
                Err(Error::Damage(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn note<'p>(&mut self, source: Source, packs: impl Iterator<Item = &'p PackRecord>) {
        let number = self.sources.len() as u32;
        self.sources.push(source);
        for pack in packs {
            let facts = Pack {
                kind: pack.kind,
                size: pack.size,
                listed: None,
                digest: digest(&pack.blocks),
                source: number,
            };
            self.packs.insert(pack.id, facts);
        }
    }

    /// Whether each pack is there with its size.
    async fn list(&mut self, repository: &Repository) -> Result<()> {
        let listing = repository.storage().list(layout::PACKS, None, None).await?;
        for entry in listing.entries {
            let Some(pack) = layout::parse_pack(&entry.key) else {
                self.findings.push(Damage::new(Kind::DataPack, entry.key, "has a name that no pack has"));
                continue;
            };
            self.listed += 1;
            match self.packs.get_mut(&pack) {
                Some(known) => known.listed = Some(entry.size),
                None => drop(self.orphans.insert(pack, entry.size)),
            }
        }
        for (id, pack) in self.packs.iter().filter(|(_, pack)| pack.is_wrong()) {
            let problem = match pack.listed {
                Some(size) => format!("has {size} bytes in place of {}", pack.size),
                None => "is missing".to_owned(),
            };
            self.findings.push(Damage::new(pack.kind.object(), layout::pack(id), problem));
        }
        Ok(())
    }

    /// Every home of a chunk or page in packs that count.
    pub fn homes(&self, key: &IndexKey, kind: PackKind, homes: &mut Vec<Home>) {
        homes.clear();
        if let Some(index) = &self.index {
            index.find(key, homes);
        }
        homes.retain(|home| home.kind == kind && !self.view.is_dead(&home.location.pack));
    }

    /// The blocks of a pack as the index has them, read once more.
    pub async fn blocks(&self, repository: &Repository, id: &PackId) -> Result<Vec<BlockRecord>> {
        let (storage, keys) = (repository.storage(), repository.keys());
        let Some(pack) = self.packs.get(id) else { return Ok(Vec::new()) };
        let packs: Vec<PackRecord> = match &self.sources[pack.source as usize] {
            Source::Segment(reference) => {
                let segment: IndexSegment = segment::load(storage, keys, reference).await?;
                segment.packs.into_iter().map(|indexed| indexed.pack).collect()
            }
            Source::Delta(sid, number) => {
                let bytes = storage.get(&layout::delta(sid, *number)).await?;
                session::read_delta(keys, &self.view.root.register, sid, *number, &bytes)?.value.packs
            }
        };
        Ok(packs.into_iter().find(|pack| pack.id == *id).map(|pack| pack.blocks).unwrap_or_default())
    }
}
