//! Which snapshots count and for how long: forgets and brings back, holds and releases. What is to go is a plan before
//! it is done, and all of it is records that sessions leave; nothing in the store is touched.

use std::collections::BTreeMap;

use super::records;
use super::select::{Selected, facts};
use crate::model::id::SessionId;
use crate::model::record::{Record, Undo};
use crate::model::time::{Clock, Timestamp};
use crate::policy::retention::{self, Candidate, Condition, Decision, Rules, Zone};
use crate::policy::select::Filter;
use crate::repository::{Error, Repository, Result};

/// What a policy makes of some snapshots.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Those that it was applied to.
    pub snapshots: Vec<Selected>,
    /// What is to become of them, in their order.
    pub decision: Decision,
}

impl Plan {
    /// This plan and another, of other snapshots.
    fn with(mut self, other: Self) -> Self {
        let before = self.snapshots.len();
        self.snapshots.extend(other.snapshots);
        self.decision.verdicts.extend(other.decision.verdicts);
        self.decision.guards.extend(other.decision.guards);
        self.decision.groups.extend(other.decision.groups.into_iter().map(|mut group| {
            group.members.iter_mut().for_each(|member| *member += before);
            group
        }));
        self
    }

    /// The sessions of those that go.
    pub fn forgotten(&self) -> Vec<SessionId> {
        let verdicts = self.snapshots.iter().zip(&self.decision.verdicts);
        verdicts.filter(|(_, verdict)| !verdict.keeps()).map(|(one, _)| one.snapshot.session).collect()
    }
}

/// Whether the key may do what this module does.
pub fn check_role(repository: &Repository, action: &'static str) -> Result<()> {
    let role = repository.keys().role();
    if role.may_maintain() { Ok(()) } else { Err(Error::Role { role, action }) }
}

/// Applies a policy to the snapshots that pass a filter.
pub fn plan(all: Vec<Selected>, filter: &Filter, rules: &Rules, now: Timestamp, zone: Zone<'_>) -> Plan {
    let passes = |one: &Selected| filter.passes(&facts(&one.snapshot));
    let snapshots: Vec<_> = all.into_iter().filter(passes).collect();
    let candidates: Vec<_> = snapshots.iter().map(candidate).collect();
    let decision = retention::decide(&candidates, rules, now, zone);
    Plan { snapshots, decision }
}

/// Applies to the snapshots of each dataset in `own` the rules there, and to all others the usual ones.
pub fn plan_by_dataset(
    all: Vec<Selected>,
    filter: &Filter,
    usual: &Rules,
    own: &BTreeMap<String, Rules>,
    now: Timestamp,
    zone: Zone<'_>,
) -> Plan {
    let mut parts: BTreeMap<Option<String>, Vec<Selected>> = BTreeMap::new();
    for one in all {
        let dataset = one.snapshot.body.dataset.clone().filter(|name| own.contains_key(name));
        parts.entry(dataset).or_default().push(one);
    }
    let rules = |dataset: Option<String>| dataset.and_then(|name| own.get(&name)).unwrap_or(usual);
    let plans = parts.into_iter().map(|(dataset, part)| plan(part, filter, rules(dataset), now, zone));
    plans.reduce(Plan::with).unwrap_or_else(|| plan(Vec::new(), filter, usual, now, zone))
}

fn candidate(selected: &Selected) -> Candidate {
    let Selected { snapshot, entry, damaged, vouched } = selected;
    let condition = match snapshot.head.unreadable {
        _ if *damaged => Condition::Damaged,
        0 => Condition::Good,
        _ => Condition::Incomplete,
    };
    // One that was made from another is as old as that.
    let stored = match snapshot.body.is_made_of_another() {
        true if *vouched => Some(snapshot.head.finished),
        _ => snapshot.stored,
    };
    Candidate {
        facts: facts(snapshot),
        signer: entry.signer,
        kind: snapshot.head.kind,
        stored,
        finished: snapshot.head.finished,
        held: entry.is_held(),
        condition,
    }
}

/// Forgets snapshots: from then on nothing selects them, and maintenance may sweep them.
pub async fn forget(repository: &Repository, snapshots: &[SessionId], clock: &dyn Clock) -> Result<()> {
    check_role(repository, "forget snapshots")?;
    commit(repository, clock, Record::Forget(snapshots.to_vec())).await
}

/// Takes back that snapshots were forgotten.
pub async fn unforget(repository: &Repository, snapshots: &[Selected], clock: &dyn Clock) -> Result<()> {
    check_role(repository, "bring back snapshots")?;
    commit(repository, clock, Record::Unforget(undo(snapshots, |one| &one.entry.forgotten))).await
}

/// Holds snapshots: no retention drops them until they are released.
pub async fn hold(repository: &Repository, snapshots: &[SessionId], clock: &dyn Clock) -> Result<()> {
    check_role(repository, "hold snapshots")?;
    commit(repository, clock, Record::Hold(snapshots.to_vec())).await
}

/// Takes back every hold on snapshots.
pub async fn release(repository: &Repository, snapshots: &[Selected], clock: &dyn Clock) -> Result<()> {
    check_role(repository, "release snapshots")?;
    commit(repository, clock, Record::Release(undo(snapshots, |one| &one.entry.held))).await
}

/// Takes back of some snapshots what was said of any of them.
fn undo(snapshots: &[Selected], said: impl Fn(&Selected) -> &Vec<SessionId>) -> Undo {
    let mut undoes: Vec<_> = snapshots.iter().flat_map(said).copied().collect();
    undoes.sort();
    undoes.dedup();
    Undo { snapshots: snapshots.iter().map(|one| one.snapshot.session).collect(), undoes }
}

async fn commit(repository: &Repository, clock: &dyn Clock, record: Record) -> Result<()> {
    records::commit(repository, clock, &[record]).await.map(drop)
}
