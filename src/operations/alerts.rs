//! Says in a repository which alerts people were told of, for other hosts to go on from.

use std::collections::BTreeMap;

use super::clocks::Clocks;
use super::forget::check_role;
use super::records;
use crate::model::alerted::AlertId;
use crate::model::id::SessionId;
use crate::model::record::Record;
use crate::model::role::Role;
use crate::model::time::{Clock, Timestamp};
use crate::repository::alerts::{self, About, Begun, Open, Told};
use crate::repository::{Catalog, Repository, Result};

/// Whether a key can say such, and read what others said.
pub fn may_share(role: Role) -> bool {
    role.may_maintain() && role.reads_metadata()
}

/// The alerts that are open just now, with times by the clock of whoever asks.
pub async fn open(repository: &Repository, clock: &dyn Clock) -> Result<BTreeMap<About, Open>> {
    let (view, catalog) = repository.catalog().await?;
    Ok(known(repository, &catalog, &Clocks::of(&view, clock)))
}

/// Those that a catalogue knows of, for who may say more of them.
pub(super) fn known(repository: &Repository, catalog: &Catalog, clocks: &Clocks) -> BTreeMap<About, Open> {
    let keys = repository.keys();
    if !may_share(keys.role()) {
        return BTreeMap::new();
    }
    let here = |open: Open| Open { since: open.since.map(|since| clocks.here(since)), ..open };
    alerts::open(keys, catalog).into_iter().map(|(about, open)| (about, here(open))).collect()
}

/// The alerts that went on at some time since then, with times by the clock of whoever asks.
pub async fn since(repository: &Repository, from: Timestamp, clock: &dyn Clock) -> Result<Vec<Told>> {
    let keys = repository.keys();
    if !may_share(keys.role()) {
        return Ok(Vec::new());
    }
    let (view, catalog) = repository.catalog().await?;
    let clocks = Clocks::of(&view, clock);
    let here = |told: Told| Told {
        since: clocks.here(told.since),
        until: told.until.map(|until| clocks.here(until)),
        ..told
    };
    Ok(alerts::since(keys, &catalog, from).into_iter().map(here).collect())
}

/// Says that alerts begin and that others are over.
pub async fn say(
    repository: &Repository,
    begun: &Vec<Begun>,
    over: &[AlertId],
    clock: &dyn Clock,
) -> Result<()> {
    check_role(repository, "say anything about alerts")?;
    let say = |sid: &SessionId| {
        let alerted = alerts::say(repository.keys(), sid, begun, over.to_vec())?;
        Ok(vec![Record::Alerted(alerted)])
    };
    records::commit_made(repository, clock, &say).await.map(drop)
}
