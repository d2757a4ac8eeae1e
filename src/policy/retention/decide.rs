//! The decision.

use std::collections::{BTreeMap, HashSet};

use super::period::{Period, Stretch, Zone};
use super::{
    Candidate, Cause, Condition, Decision, FEW, Group, GroupBy, GroupKey, Guard, Policy, Reason, Rules,
    Safeguards, Span, UNLIMITED, Verdict,
};
use crate::model::measures::SUSPECT;
use crate::model::time::Timestamp;

/// Judges every snapshot. The order of candidates does not matter.
pub fn decide(candidates: &[Candidate], rules: &Rules, now: Timestamp, zone: Zone<'_>) -> Decision {
    let Rules { policy, safeguards, group_by } = rules;
    let groups = groups(candidates, *group_by);
    let mut reasons = vec![Vec::new(); candidates.len()];
    let judge = Judge { candidates, policy, safeguards: *safeguards, now, zone };
    for group in &groups {
        judge.group(&group.members, &mut reasons);
    }
    let verdicts: Vec<_> = reasons
        .into_iter()
        .zip(candidates)
        .map(|(reasons, candidate)| match policy.age(candidate.kind) {
            _ if !reasons.is_empty() => Verdict::Keep(reasons),
            Some(age) => Verdict::Forget(Cause::Expired(candidate.kind, age)),
            None => Verdict::Forget(Cause::NoRule),
        })
        .collect();
    let guards = guards(&groups, &verdicts, *safeguards);
    Decision { verdicts, groups, guards }
}

impl Candidate {
    /// When it was made: the store's word, or for want of it that of the host.
    fn time(&self) -> Timestamp {
        self.stored.unwrap_or(self.finished)
    }

    /// How much it counts in the verdict on others.
    fn weight(&self, now: Timestamp) -> Weight {
        match self.stored {
            _ if self.time() > now => Weight::Future,
            None => Weight::Claimed,
            Some(_) if self.condition == Condition::Damaged => Weight::Damaged,
            Some(_) => Weight::Full,
        }
    }
}

/// How much a snapshot counts in the verdict on others of its group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// It may take the place of an older one.
    Full,
    /// It may take that of another damaged one.
    Damaged,
    /// It takes none: anybody can claim a time.
    Claimed,
    /// It takes none, and stays until its time has come.
    Future,
}

/// Groups in the order of their keys, each with its newest member first.
fn groups(candidates: &[Candidate], by: GroupBy) -> Vec<Group> {
    let sorted = |texts: &[String]| {
        let mut texts = texts.to_vec();
        texts.sort();
        texts.dedup();
        texts
    };
    let mut groups = BTreeMap::<GroupKey, Vec<usize>>::new();
    for (index, Candidate { facts, signer, .. }) in candidates.iter().enumerate() {
        // What is suspect stays in the group that it was made in.
        let own = |tags: &[String]| tags.iter().filter(|tag| *tag != SUSPECT).cloned().collect::<Vec<_>>();
        let key = GroupKey {
            host: by.host.then(|| facts.host.clone()),
            paths: by.paths.then(|| sorted(&facts.paths)),
            tags: by.tags.then(|| sorted(&own(&facts.tags))),
            key: by.key.then_some(*signer),
        };
        groups.entry(key).or_default().push(index);
    }
    let newest_first = |(key, mut members): (GroupKey, Vec<usize>)| {
        members.sort_by_key(|index| (candidates[*index].time(), candidates[*index].facts.id));
        members.reverse();
        Group { key, members }
    };
    groups.into_iter().map(newest_first).collect()
}

struct Judge<'a> {
    candidates: &'a [Candidate],
    policy: &'a Policy,
    safeguards: Safeguards,
    now: Timestamp,
    zone: Zone<'a>,
}

impl Judge<'_> {
    /// Collects why each member of a group stays.
    fn group(&self, members: &[usize], reasons: &mut [Vec<Reason>]) {
        for index in members {
            reasons[*index].extend(self.alone(&self.candidates[*index]));
        }
        for index in self.open(members) {
            reasons[index].push(Reason::Suspicion);
        }
        let weight = |index: usize| self.weight(index);
        let line = |counts: &dyn Fn(usize) -> bool| -> Vec<usize> {
            members.iter().copied().filter(|index| counts(*index)).collect()
        };
        let full = line(&|index| weight(index) == Weight::Full);
        let known = line(&|index| matches!(weight(index), Weight::Full | Weight::Damaged));
        let mut judge = |line: &[usize], judged: &dyn Fn(usize) -> bool| {
            for (index, reason) in self.in_line(line).into_iter().filter(|(index, _)| judged(*index)) {
                reasons[index].push(reason);
            }
        };
        judge(&full, &|_| true);
        judge(&known, &|index| weight(index) == Weight::Damaged);
        for claimed in members.iter().copied().filter(|index| weight(*index) == Weight::Claimed) {
            judge(&line(&|index| index == claimed || weight(index) == Weight::Full), &|index| {
                index == claimed
            });
        }
    }

    /// What stays until somebody has looked: from the newest suspect one on, all that is suspect or gives something back.
    /// A suspect one that only claims its time is after nothing.
    fn open(&self, members: &[usize]) -> Vec<usize> {
        let is_dated = |index: usize| matches!(self.weight(index), Weight::Full | Weight::Damaged);
        let is_suspect = |index: usize| self.candidates[index].facts.is_suspect();
        let newest = members.iter().position(|index| is_suspect(*index) && is_dated(*index));
        let older = newest.map_or(&[][..], |newest| &members[newest..]).iter().copied();
        let gives = |index: &usize| self.candidates[*index].condition != Condition::Damaged;
        let open = older.filter(|index| is_suspect(*index) || gives(index));
        // One whose time is only claimed may lie before it all the same.
        let undated = members.iter().copied().filter(|index| is_suspect(*index) && !is_dated(*index));
        let mut open: Vec<_> = open.chain(undated).collect();
        open.sort_unstable();
        open.dedup();
        open
    }

    fn weight(&self, index: usize) -> Weight {
        self.candidates[index].weight(self.now)
    }

    /// Why a snapshot stays whatever else there is.
    fn alone(&self, candidate: &Candidate) -> Vec<Reason> {
        let Policy { tags, ids, .. } = self.policy;
        let mut reasons = Vec::new();
        if candidate.held {
            reasons.push(Reason::Held);
        }
        if candidate.time() > self.now {
            reasons.push(Reason::Future);
        }
        if ids.contains(&candidate.facts.id) {
            reasons.push(Reason::Id);
        }
        let all = |list: &&Vec<String>| list.iter().all(|tag| candidate.facts.tags.contains(tag));
        reasons.extend(tags.iter().filter(all).cloned().map(Reason::Tags));
        let age = self.policy.age(candidate.kind).filter(|age| candidate.time() > age.before(self.now));
        reasons.extend(age.map(|age| Reason::Age(candidate.kind, age)));
        reasons
    }

    /// The newest good snapshots of a line. What is suspect is none of them, and stays for that. Where there are too few, the newest incomplete ones stand in, and a claimed
    /// time never comes before one that the store knows.
    fn newest_good(&self, line: &[usize]) -> Vec<(usize, Reason)> {
        let condition = |index: usize| self.candidates[index].condition;
        let mut able: Vec<_> =
            line.iter().copied().filter(|index| condition(*index) != Condition::Damaged).collect();
        able.retain(|index| !self.candidates[*index].facts.is_suspect());
        able.sort_by_key(|index| (condition(*index), self.candidates[*index].stored.is_none()));
        able.truncate(self.safeguards.newest_good.get());
        able.into_iter().map(|index| (index, Reason::NewestGood(condition(index)))).collect()
    }

    /// Why snapshots stay for their place among others, which are in a line with the newest first.
    fn in_line(&self, line: &[usize]) -> Vec<(usize, Reason)> {
        let Some(newest) = line.first().map(|index| self.candidates[*index].time()) else {
            return Vec::new();
        };
        let young = |span: Span| {
            let limit = span.before(newest);
            &line[..line.partition_point(|index| self.candidates[*index].time() > limit)]
        };
        let mut kept = self.newest_good(line);
        kept.extend(line.iter().take(self.policy.last).map(|index| (*index, Reason::Last)));
        if let Some(span) = self.policy.within {
            kept.extend(young(span).iter().map(|index| (*index, Reason::Within(span))));
        }
        for (period, rule) in Period::ALL.into_iter().zip(&self.policy.periods) {
            let (newest, oldest) = self.one_of_each(line, period, rule.count);
            kept.extend(newest.into_iter().map(|index| (index, Reason::Newest(period))));
            kept.extend(oldest.map(|index| (index, Reason::Oldest(period))));
            let Some(span) = rule.within else { continue };
            let young = young(span);
            let (newest, oldest) = self.one_of_each(young, period, UNLIMITED);
            kept.extend(newest.into_iter().map(|index| (index, Reason::NewestWithin(period, span))));
            let oldest = oldest.filter(|_| young.len() == line.len());
            kept.extend(oldest.map(|index| (index, Reason::OldestWithin(period, span))));
        }
        kept
    }

    /// The newest of each of the `count` newest periods that have one. If there are fewer periods, the oldest of all as
    /// well, so that history reaches back as far as it can until there are enough.
    fn one_of_each(&self, line: &[usize], period: Period, count: usize) -> (Vec<usize>, Option<usize>) {
        let (mut seen, mut newest) = (HashSet::<Stretch>::new(), Vec::new());
        for index in line {
            if newest.len() < count && seen.insert(period.of(self.candidates[*index].time(), self.zone)) {
                newest.push(*index);
            }
        }
        let oldest = line.last().filter(|oldest| newest.len() < count && newest.last() != Some(oldest));
        (newest, oldest.copied())
    }
}

/// What somebody should agree to before it is done.
fn guards(groups: &[Group], verdicts: &[Verdict], safeguards: Safeguards) -> Vec<Guard> {
    let lost = |group: &&Group| !group.members.iter().any(|index| verdicts[*index].keeps());
    let mut guards: Vec<_> =
        groups.iter().filter(lost).map(|group| Guard::WholeGroup(group.key.clone())).collect();
    let total = verdicts.len();
    let forgotten = verdicts.iter().filter(|verdict| !verdict.keeps()).count();
    if total > FEW && forgotten * 100 > usize::from(safeguards.max_share) * total {
        guards.push(Guard::Share { forgotten, total, limit: safeguards.max_share });
    }
    guards
}
