//! What there is: a view, its catalogue, every pack in the store, and what of it is live.

use std::collections::HashMap;

use crate::model::id::{PackId, SessionId};
use crate::repository::catalog::CatalogEntry;
use crate::repository::directory::PackKind;
use crate::repository::index::Index;
use crate::repository::layout::{self, Kind};
use crate::repository::view::SeenSession;
use crate::repository::{Catalog, Damage, Error, Repository, Result, View};

use super::plan::{Limits, PackFacts, Plan, plan};
use super::walk::Walk;
use super::{Progress, PruneOptions};
use crate::operations::absorb::has_ended;

/// The state of a repository as maintenance sees it.
#[derive(Debug)]
pub struct Survey<'a> {
    repository: &'a Repository,
    /// The view it was made from.
    pub view: View,
    /// What is live under it.
    pub walk: Walk<'a>,
    /// Snapshots that are to go.
    pub forgotten: Vec<SessionId>,
    /// Packs in the store and their size.
    present: HashMap<PackId, u64>,
}

impl<'a> Survey<'a> {
    /// Looks at everything. Damage that could hide what is live ends it: then nothing may be deleted.
    pub async fn take(repository: &'a Repository, progress: &Progress) -> Result<Self> {
        let (view, index, findings) = repository.index().await?;
        refuse(&findings)?;
        let catalog = Catalog::load(repository, &view).await?;
        refuse(&catalog.findings)?;
        let mut walk = Walk::new(repository, index);
        walk.walk(staying(&catalog), progress).await?;
        check_homes(repository, &walk).await?;
        let forgotten = forgotten(&catalog);
        let mut present = HashMap::new();
        for entry in repository.storage().list(layout::PACKS, None, None).await?.entries {
            // What has another name is none of ours, and verify tells.
            present.extend(layout::parse_pack(&entry.key).map(|pack| (pack, entry.size)));
        }
        Ok(Self { repository, view, walk, forgotten, present })
    }

    /// Sessions that have not ended.
    pub fn open(&self) -> impl Iterator<Item = (&SessionId, &SeenSession)> {
        let mode = self.view.root.root.mode;
        self.view.sessions.iter().filter(move |(_, session)| session.opened && !has_ended(session, mode))
    }

    /// What should be done.
    pub fn plan(&self, options: &PruneOptions) -> Result<Plan> {
        let keys = self.repository.keys();
        let uses = self.walk.marks().uses(keys.full_group(), &|pack| self.is_reliable(pack))?;
        let (mut facts, mut staying) = (Vec::new(), 0);
        // What an index names and the store does not have any more is of no use either once nothing is missed of it.
        let gone = uses.iter().filter(|(id, pack)| pack.live == 0 && !self.present.contains_key(id));
        for (id, size) in self.present.iter().chain(gone.map(|(id, _)| (id, &0))) {
            if self.view.is_dead(id) {
                continue;
            }
            let used = uses.get(id);
            let kind = used.map_or(PackKind::Data, |pack| pack.kind);
            let (plain, live) = used.map_or((0, 0), |pack| (pack.plain, pack.live));
            if !self.may_go(id, live) {
                staying += size;
                continue;
            }
            facts.push(PackFacts { id: *id, kind, size: *size, plain, live });
        }
        let role = keys.role();
        let limits = Limits {
            max_unused: options.max_unused,
            max_repack: options.max_repack,
            data: role.reads_data(),
            trees: role.reads_metadata(),
        };
        Ok(plan(facts, staying, &limits))
    }

    /// Whether a pack may go as soon as its session is taken up: that is over, and of a broken pack nothing is missed.
    fn may_go(&self, pack: &PackId, live: u64) -> bool {
        let root = &self.view.root.root;
        let over = match self.view.sessions.get(&pack.session).filter(|session| session.opened) {
            Some(session) => has_ended(session, root.mode),
            None => root.is_retired(&pack.session) || pack.session.root < root.number,
        };
        over && (live == 0 || !self.view.is_broken(pack))
    }

    fn is_reliable(&self, pack: &PackId) -> bool {
        lasts(&self.view, pack)
    }
}

/// Whether a home in this pack lasts: it is whole as far as is known, and the session that made it is over, so that the
/// pack is indexed for good.
pub fn lasts(view: &View, pack: &PackId) -> bool {
    let mode = view.root.root.mode;
    let open =
        view.sessions.get(&pack.session).is_some_and(|session| session.opened && !has_ended(session, mode));
    !open && !view.is_broken(pack) && !view.is_dead(pack)
}

/// Snapshots that stay.
pub fn staying(catalog: &Catalog) -> impl Iterator<Item = &CatalogEntry> {
    catalog.entries.iter().filter(|entry| !entry.is_forgotten())
}

/// Snapshots that are to go.
pub fn forgotten(catalog: &Catalog) -> Vec<SessionId> {
    let entries = catalog.entries.iter().filter(|entry| entry.is_forgotten());
    entries.map(|entry| entry.session).collect()
}

/// Where a part of the index or the catalogue cannot be read, nobody knows what is live. A delta is another matter: what
/// it names and a snapshot needs is missed when the trees are walked.
pub fn refuse(findings: &[Damage]) -> Result<()> {
    let hides = |damage: &&Damage| matches!(damage.kind.0, Kind::Index | Kind::Catalog);
    findings.iter().find(hides).map_or(Ok(()), |damage| Err(Error::Damage(damage.clone())))
}

/// Whether everything live has a home. What had none under the view that told what is live is looked up under one that is
/// taken now: a listing of several pages is not one moment, and may show a snapshot and not the session before it whose
/// chunks that snapshot reuses. What has none under this one either is lost.
pub async fn check_homes(repository: &Repository, walk: &Walk<'_>) -> Result<()> {
    if walk.has_met_unknown() {
        walk.check(&newer_index(repository).await?.1)?;
    }
    Ok(())
}

/// Reads the index of a newer view, and refuses damage as `Survey::take` does.
pub async fn newer_index(repository: &Repository) -> Result<(View, Index)> {
    let (view, index, findings) = repository.index().await?;
    refuse(&findings)?;
    Ok((view, index))
}
