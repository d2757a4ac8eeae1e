//! Cat: single objects of the store as they are inside, for people who look for a fault. Secrets are in none of them.

use crate::model::id::{PackId, SessionId};
use crate::repository::config::Config;
use crate::repository::directory::{BlockRecord, PACK_HEADER, PackKind};
use crate::repository::layout::{self, Kind, SessionObject};
use crate::repository::pack::PackOpener;
use crate::repository::root::{self, LoadedRoot};
use crate::repository::segment::{self, IndexSegment, IndexedPack};
use crate::repository::session::{self, Delta, End, Open, Said};
use crate::repository::view;
use crate::repository::{Error, Repository, Result};

/// The end of a pack that is read first: most directories fit.
const TAIL: u64 = 64 << 10;

/// The description of the repository.
pub async fn config(repository: &Repository) -> Result<Config> {
    let bytes = repository.storage().get(layout::CONFIG).await;
    Config::decode(&bytes.map_err(|error| Error::from(error).missing_is_damage(Kind::Config))?)
}

/// A root, the newest if no number is given.
pub async fn root(repository: &Repository, number: Option<u64>) -> Result<LoadedRoot> {
    let (storage, keys) = (repository.storage(), repository.keys());
    match number {
        Some(number) => root::open(keys, number, &root::fetch(storage, number).await?),
        None => {
            let newest = view::newest_root(storage, keys, repository.cache()).await?;
            Ok(LoadedRoot::clone(&newest))
        }
    }
}

/// A pack as its own directory describes it.
#[derive(Debug, Clone)]
pub struct PackInside {
    /// Its id.
    pub id: PackId,
    /// What it holds.
    pub kind: PackKind,
    /// Its bytes in the store.
    pub size: u64,
    /// Its blocks.
    pub blocks: Vec<BlockRecord>,
}

/// Reads the directory of a pack. Which kind it is shows by the key that opens it.
pub async fn pack(repository: &Repository, id: &PackId) -> Result<PackInside> {
    let (storage, object) = (repository.storage(), layout::pack(id));
    let header = storage.get_range(&object, 0..PACK_HEADER).await?;
    let (kind, opener) = match PackOpener::new(repository.keys(), id, PackKind::Tree, &header) {
        Ok(opener) => (PackKind::Tree, opener),
        Err(Error::Damage(_)) => {
            (PackKind::Data, PackOpener::new(repository.keys(), id, PackKind::Data, &header)?)
        }
        Err(error) => return Err(error),
    };
    let (tail, size) = storage.get_tail(&object, TAIL).await?;
    let blocks = match opener.directory(&tail, size)? {
        Ok(blocks) => blocks,
        Err(range) => {
            let sealed = storage.get_range(&object, range).await?;
            let (_, _, blocks) = opener.trailer(&tail, size)?;
            opener.directory_frame(&sealed, blocks, size)?
        }
    };
    Ok(PackInside { id: *id, kind, size, blocks })
}

/// Tells every pack that the index holds, until told `false`: those of the newest root's segments, and those of
/// sessions that no root has taken up yet.
pub async fn index(
    repository: &Repository,
    tell: &mut (dyn FnMut(&IndexedPack) -> bool + Send),
) -> Result<()> {
    let (storage, keys) = (repository.storage(), repository.keys());
    let view = repository.view().await?;
    for reference in &view.root.root.index {
        let segment: IndexSegment = segment::load(storage, keys, reference).await?;
        if !segment.packs.iter().all(&mut *tell) {
            return Ok(());
        }
    }
    for (sid, session) in view.sessions.iter().filter(|(_, session)| session.opened) {
        for number in &session.deltas {
            let bytes = storage.get(&layout::delta(sid, *number)).await?;
            let Said { value, signer, .. } =
                session::read_delta(keys, &view.root.register, sid, *number, &bytes)?;
            if !value.packs.into_iter().all(|pack| tell(&IndexedPack { signer, pack })) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// What a session has said.
#[derive(Debug)]
pub struct SessionInside {
    /// Its id.
    pub id: SessionId,
    /// Its beginning.
    pub open: Option<Said<Open>>,
    /// Packs it has stored, a checkpoint at a time.
    pub deltas: Vec<Said<Delta>>,
    /// Its outcome.
    pub end: Option<Said<End>>,
    /// Whether a separate fence lies beside it.
    pub fence: bool,
}

/// Reads everything of a session that is still in the store; nothing is, once maintenance has swept it.
pub async fn session(repository: &Repository, sid: &SessionId) -> Result<Option<SessionInside>> {
    let (storage, keys) = (repository.storage(), repository.keys());
    let register = root(repository, None).await?.register;
    let listing = storage.list(&layout::session(sid), None, None).await?;
    if listing.entries.is_empty() {
        return Ok(None);
    }
    let mut inside = SessionInside { id: *sid, open: None, deltas: Vec::new(), end: None, fence: false };
    for entry in listing.entries {
        let Some((_, object)) = layout::parse_session(&entry.key) else { continue };
        let bytes = storage.get(&entry.key).await?;
        match object {
            SessionObject::Open => inside.open = Some(session::read_open(keys, &register, sid, &bytes)?),
            SessionObject::Delta(number) => {
                inside.deltas.push(session::read_delta(keys, &register, sid, number, &bytes)?);
            }
            SessionObject::End => inside.end = Some(session::read_end(keys, &register, sid, &bytes)?),
            SessionObject::Fence => inside.fence = true,
        }
    }
    Ok(Some(inside))
}

/// Every session with objects in the store, by what its id begins with or what its snapshot is called.
pub async fn sessions(repository: &Repository, prefix: &str) -> Result<Vec<SessionId>> {
    let listing = repository.storage().list(layout::SESSIONS, None, None).await?;
    let ids = listing.entries.iter().filter_map(|entry| layout::parse_session(&entry.key));
    let mut ids: Vec<_> = ids
        .map(|(sid, _)| sid)
        .filter(|sid| sid.to_string().starts_with(prefix) || sid.random.to_string().starts_with(prefix))
        .collect();
    ids.dedup();
    Ok(ids)
}
