//! What must be so after every schedule.

use std::collections::BTreeSet;
use std::sync::Arc;

use sandyq::operations::prune;
use sandyq::operations::restore::RestoreResult;
use sandyq::operations::select;
use sandyq::operations::verify::subset::Subset;
use sandyq::operations::verify::{self, Level, VerifyOptions};
use sandyq::repository::{CacheRoot, Repository};
use sandyq::storage::Storage;
use tokio::runtime::Runtime;

use super::duties::{Duty, prune_options, restored, store_options};
use super::schedule::Simulation;
use super::truth::Wrong;
use super::world::{Hours, Key, TEMPLATE};

/// Prunes until everything that may go is gone: the floor rises to one root behind.
const ROUNDS: usize = 3;

/// How a calm store and patient processes go on, and what somebody finds who was never here.
pub fn check(simulation: &mut Simulation) -> Result<(), Wrong> {
    let storage: Arc<dyn Storage> = simulation.server.memory.clone();
    hosts_go_on(simulation, &storage)?;
    let runtime = super::duties::runtime();
    let unlock = TEMPLATE.unlock(Key::Full);
    let folder = super::schedule::folder();
    let open = || {
        let cache = CacheRoot::Folder(folder.path().to_owned());
        runtime.block_on(Repository::open(storage.clone(), &unlock, &cache)).map_err(wrong("opening"))
    };
    let repository = open()?;
    let clock = Hours { now: simulation.around.now.clone(), skew: 0 };
    for _ in 0..ROUNDS {
        let options = prune_options(store_options(&mut simulation.chance));
        let progress = prune::Progress::default();
        let pruned = prune::run(&repository, runtime.handle(), &options, &clock, &progress)
            .map_err(wrong("pruning"))?;
        if pruned.packs == 0 && pruned.snapshots.is_empty() && pruned.fenced == 0 {
            break;
        }
    }
    everything_restores(simulation, &runtime, &repository)?;
    let data = if simulation.chance.one_in(4) { Subset::All } else { Subset::None };
    let options = VerifyOptions { level: Level::Trees, data, threads: 1, connections: 2 };
    let verified = verify::run(&repository, runtime.handle(), options, &verify::Progress::default())
        .map_err(wrong("verifying"))?;
    if !verified.findings.is_empty() {
        return Err(Wrong(format!("verify finds in the end: {:?}", verified.findings)));
    }
    if verified.orphans > 0 {
        return Err(Wrong(format!("{} packs stay that no index names", verified.orphans)));
    }
    Ok(())
}

fn wrong<E: std::fmt::Display>(what: &'static str) -> impl Fn(E) -> Wrong {
    move |error| Wrong(format!("{what} fails in the end: {error}"))
}

/// Every host backs up once more, with whatever it remembers.
fn hosts_go_on(simulation: &mut Simulation, storage: &Arc<dyn Storage>) -> Result<(), Wrong> {
    for index in 0..simulation.actors.len() {
        let seed = simulation.chance.next();
        let actor = &simulation.actors[index];
        if actor.part.duty == Duty::BackUp {
            let words = actor.job(&simulation.around, seed, storage.clone()).run()?;
            let name = actor.part.name.clone();
            simulation.trace.note(&name, &format!("once more: {words}"));
        }
    }
    Ok(())
}

/// Every snapshot that was reported is there, and all that are there restore to what was backed up.
fn everything_restores(
    simulation: &mut Simulation,
    runtime: &Runtime,
    repository: &Repository,
) -> Result<(), Wrong> {
    let (snapshots, findings) = runtime.block_on(select::all(repository)).map_err(wrong("listing"))?;
    if !findings.is_empty() {
        return Err(Wrong(format!("the catalogue is damaged in the end: {findings:?}")));
    }
    let listed: BTreeSet<_> = snapshots.iter().map(|snapshot| snapshot.snapshot.session).collect();
    if let Some(lost) = simulation.truth().lost(&listed) {
        return Err(Wrong(format!("{lost} was reported as successful and is not listed")));
    }
    if let Some(still) = listed.iter().find(|session| simulation.truth().must_go(session)) {
        return Err(Wrong(format!("{still} was forgotten and is still there")));
    }
    for snapshot in &snapshots {
        let (result, tree) = restored(repository, runtime.handle(), snapshot).map_err(wrong("restoring"))?;
        let id = snapshot.snapshot.session;
        if result != RestoreResult::default() {
            return Err(Wrong(format!("{id} does not restore: {result:?}")));
        }
        simulation.truth().judge(id, &snapshot.snapshot.body.host, &tree)?;
    }
    simulation.totals.snapshots += snapshots.len() as u64;
    let looked = simulation.truth().looked;
    simulation.totals.looked += looked;
    Ok(())
}
