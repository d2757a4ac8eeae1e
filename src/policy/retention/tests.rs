//! What holds for every policy, whatever there is and whenever it is asked.

use std::num::NonZeroUsize;

use chrono::FixedOffset;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

use super::*;
use crate::model::measures::SUSPECT;
use crate::policy::select::Facts;

const DAY: i64 = 86_400;
/// The present moment of all cases.
const NOW: Timestamp = Timestamp { seconds: 600 * DAY, nanos: 0 };
const BY_HOST: GroupBy = GroupBy { host: true, paths: true, tags: false, key: false };

fn candidate(id: u8, stored: i64) -> Candidate {
    let stored = Timestamp { seconds: stored, nanos: 0 };
    Candidate {
        facts: Facts {
            id: SnapshotId([id; 12]),
            started: stored,
            host: "a".to_owned(),
            paths: vec!["/srv".to_owned()],
            tags: vec![],
            dataset: None,
        },
        signer: SignerId([0; 16]),
        kind: SnapshotKind::Full,
        stored: Some(stored),
        finished: stored,
        held: false,
        condition: Condition::Good,
    }
}

/// Snapshots so many days old, numbered from 0.
fn days_old(ages: &[i64]) -> Vec<Candidate> {
    ages.iter().enumerate().map(|(id, age)| candidate(id as u8, NOW.seconds - age * DAY)).collect()
}

fn utc(_: Timestamp) -> FixedOffset {
    FixedOffset::east_opt(0).unwrap()
}

/// With every rule by itself.
fn decide(
    candidates: &[Candidate],
    policy: &Policy,
    safeguards: Safeguards,
    group_by: GroupBy,
    zone: Zone<'_>,
) -> Decision {
    let rules = Rules { policy: policy.clone(), safeguards, group_by };
    super::decide(candidates, &rules, NOW, zone)
}

fn decided(candidates: &[Candidate], policy: &Policy) -> Decision {
    decide(candidates, policy, Safeguards::default(), BY_HOST, &utc)
}

/// Numbers of the snapshots that stay.
fn kept(candidates: &[Candidate], policy: &Policy) -> Vec<usize> {
    let verdicts = decided(candidates, policy).verdicts;
    (0..verdicts.len()).filter(|index| verdicts[*index].keeps()).collect()
}

fn rule(period: Period, rule: PeriodRule) -> Policy {
    let mut policy = Policy::default();
    policy.periods[period as usize] = rule;
    policy
}

#[test]
fn without_a_word_full_snapshots_stay_a_month_and_incremental_ones_a_week() {
    let mut candidates = days_old(&[0, 6, 8, 29, 31, 6, 8]);
    for incremental in &mut candidates[5..] {
        incremental.kind = SnapshotKind::Incremental;
    }
    let decision = decided(&candidates, &Policy::by_kind());
    assert_eq!(kept(&candidates, &Policy::by_kind()), [0, 1, 2, 3, 5]);
    let expired = Cause::Expired(SnapshotKind::Incremental, Span::days(7));
    assert_eq!(decision.verdicts[6], Verdict::Forget(expired));
    assert_eq!(decision.verdicts[3], Verdict::Keep(vec![Reason::Age(SnapshotKind::Full, Span::days(30))]));
}

#[test]
fn the_newest_of_each_of_the_newest_days_that_have_one_stays() {
    let candidates = days_old(&[0, 0, 1, 3, 3, 4]);
    let daily = |count| rule(Period::Day, PeriodRule { count, within: None });
    // Of two at the same moment the one with the greater id is the newer.
    assert_eq!(kept(&candidates, &daily(3)), [1, 2, 4]);
    assert_eq!(kept(&candidates, &daily(UNLIMITED)), [1, 2, 4, 5]);
}

#[test]
fn the_oldest_stays_until_there_are_enough_days() {
    let candidates = days_old(&[0, 1, 2, 2]);
    let decision = decided(&candidates, &rule(Period::Day, PeriodRule { count: 4, within: None }));
    assert_eq!(decision.verdicts[2], Verdict::Keep(vec![Reason::Oldest(Period::Day)]));
    assert_eq!(decision.verdicts[3], Verdict::Keep(vec![Reason::Newest(Period::Day)]));
}

#[test]
fn within_counts_from_the_groups_newest_and_not_from_today() {
    let candidates = days_old(&[100, 101, 103, 104]);
    let policy = Policy { within: Some(Span::days(3)), ..Policy::default() };
    assert_eq!(kept(&candidates, &policy), [0, 1]);
    let yearly = rule(Period::Year, PeriodRule { count: 0, within: Some("2y".parse().unwrap()) });
    assert_eq!(kept(&candidates, &yearly), [0, 3]);
}

#[test]
fn labels_are_all_needed_in_a_list_and_any_list_will_do() {
    let mut candidates = days_old(&[0, 1, 2, 3]);
    for (index, tags) in [(1, vec!["a"]), (2, vec!["a", "b"]), (3, vec!["c"])] {
        candidates[index].facts.tags = tags.into_iter().map(str::to_owned).collect();
    }
    let list = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
    let policy = Policy { tags: vec![list(&["b", "a"]), list(&["c"])], ..Policy::default() };
    assert_eq!(kept(&candidates, &policy), [0, 2, 3]);
}

#[test]
fn every_group_keeps_its_newest_good_snapshot_or_else_the_newest_that_gives_something_back() {
    let mut candidates = days_old(&[0, 1, 2, 0, 1]);
    candidates[0].condition = Condition::Damaged;
    candidates[1].condition = Condition::Incomplete;
    for other in &mut candidates[3..] {
        other.facts.host = "b".to_owned();
        other.condition = Condition::Incomplete;
    }
    let nothing = Policy { within: Some(Span::default()), ..Policy::default() };
    let decision = decided(&candidates, &nothing);
    assert_eq!(kept(&candidates, &nothing), [2, 3]);
    assert_eq!(decision.verdicts[2], Verdict::Keep(vec![Reason::NewestGood(Condition::Good)]));
    assert_eq!(decision.verdicts[3], Verdict::Keep(vec![Reason::NewestGood(Condition::Incomplete)]));
}

#[test]
fn a_damaged_snapshot_takes_no_place_from_a_good_one() {
    let mut candidates = days_old(&[0, 0, 1]);
    candidates[1].condition = Condition::Damaged;
    assert_eq!(kept(&candidates, &Policy { last: 1, ..Policy::default() }), [0, 1]);
    candidates[2].condition = Condition::Damaged;
    assert_eq!(kept(&candidates, &Policy { last: 1, ..Policy::default() }), [0, 1]);
}

#[test]
fn a_suspect_snapshot_keeps_what_is_older_until_somebody_has_looked() {
    let mut candidates = days_old(&[0, 1, 2, 3, 4]);
    let policy = Policy { last: 1, ..Policy::default() };
    assert_eq!(kept(&candidates, &policy), [0]);
    candidates[1].facts.tags = vec![SUSPECT.to_owned()];
    candidates[3].condition = Condition::Damaged;
    assert_eq!(kept(&candidates, &policy), [0, 1, 2, 4]);
    assert_eq!(decided(&candidates, &policy).verdicts[4], Verdict::Keep(vec![Reason::Suspicion]));
    // It is not among the newest good ones, whatever tags make groups.
    candidates[1].stored = None;
    let by_tags = GroupBy { tags: true, ..BY_HOST };
    let decision = decide(&candidates, &policy, Safeguards::default(), by_tags, &utc);
    assert_eq!((decision.groups.len(), decision.verdicts[0].keeps()), (1, true));
    candidates.truncate(1);
    candidates[0].facts.tags = vec![SUSPECT.to_owned()];
    let kept = decided(&candidates, &Policy { last: 1, ..Policy::default() }).verdicts;
    assert_eq!(kept, [Verdict::Keep(vec![Reason::Suspicion, Reason::Last])]);
}

#[test]
fn a_group_of_which_all_is_damaged_is_asked_about_and_so_is_a_large_share() {
    let mut candidates = days_old(&[40, 1, 2, 3]);
    candidates[0].facts.host = "b".to_owned();
    candidates[0].condition = Condition::Damaged;
    let key =
        GroupKey { host: Some("b".to_owned()), paths: Some(vec!["/srv".to_owned()]), ..GroupKey::default() };
    let decision = decided(&candidates, &Policy::by_kind());
    assert_eq!(decision.guards, [Guard::WholeGroup(key.clone())]);
    let decision =
        decided(&candidates, &Policy { last: 1, ids: [SnapshotId([0; 12])].into(), ..Policy::default() });
    assert_eq!(decision.guards, []);
    let decision = decided(&candidates, &rule(Period::Year, PeriodRule { count: 1, within: None }));
    assert_eq!(decision.guards, []);
    let few = decided(&candidates[1..], &Policy { last: 1, ..Policy::default() });
    assert_eq!(few.guards, []);
    candidates.push(candidate(9, NOW.seconds - 9 * DAY));
    let share = Guard::Share { forgotten: 3, total: 5, limit: 50 };
    let decision =
        decided(&candidates, &Policy { last: 1, ids: [SnapshotId([0; 12])].into(), ..Policy::default() });
    assert_eq!(decision.guards, [share]);
}

#[test]
fn snapshots_whose_time_only_a_host_claims_take_no_place_from_others() {
    let mut candidates = days_old(&[0, 1, 2]);
    let tomorrow = Timestamp { seconds: NOW.seconds + DAY, nanos: 0 };
    candidates[0].stored = None;
    let policy = Policy { last: 1, ..Policy::default() };
    assert_eq!(kept(&candidates, &policy), [0, 1]);
    candidates[0].finished = tomorrow;
    assert_eq!(kept(&candidates, &policy), [0, 1]);
    candidates[0].stored = Some(tomorrow);
    assert_eq!(decided(&candidates, &policy).verdicts[0], Verdict::Keep(vec![Reason::Future]));
}

fn span() -> impl Strategy<Value = Span> {
    (0u32..2, 0u32..4, 0u32..40, 0u32..30).prop_map(|(years, months, days, hours)| Span {
        years,
        months,
        days,
        hours,
    })
}

fn any_time() -> impl Strategy<Value = Timestamp> {
    let near = -DAY..500 * DAY;
    prop_oneof![9 => near.prop_map(|ago| NOW.seconds - ago), 1 => any::<i64>()]
        .prop_map(|seconds| Timestamp { seconds, nanos: 0 })
}

prop_compose! {
    fn any_candidate()(
        (stored, finished) in (proptest::option::weighted(0.9, any_time()), any_time()),
        full in any::<bool>(),
        (host, signer) in (0..2, 0u8..2),
        tags in subsequence(vec!["x".to_owned(), "y".to_owned()], 0..=2),
        suspect in proptest::bool::weighted(0.1),
        held in proptest::bool::weighted(0.1),
        condition in prop_oneof![
            6 => Just(Condition::Good), 2 => Just(Condition::Incomplete), 2 => Just(Condition::Damaged),
        ],
    ) -> Candidate {
        let tags = tags.into_iter().chain(suspect.then(|| SUSPECT.to_owned())).collect();
        let facts = Facts { host: format!("host{host}"), tags, started: finished, ..candidate(0, 0).facts };
        let kind = if full { SnapshotKind::Full } else { SnapshotKind::Incremental };
        let signer = SignerId([signer; 16]);
        Candidate { facts, signer, kind, stored, finished, held, condition }
    }
}

/// Snapshots of two hosts, their ids as they come.
fn any_candidates() -> impl Strategy<Value = Vec<Candidate>> {
    proptest::collection::vec(any_candidate(), 0..40).prop_map(|mut candidates| {
        for (id, candidate) in candidates.iter_mut().enumerate() {
            candidate.facts.id = SnapshotId([id as u8; 12]);
        }
        candidates
    })
}

prop_compose! {
    fn any_policy()(
        (full, incremental, within) in (
            proptest::option::of(span()), proptest::option::of(span()), proptest::option::of(span()),
        ),
        last in 0usize..4,
        periods in proptest::array::uniform5((
            prop_oneof![4 => 0usize..4, 1 => Just(UNLIMITED)], proptest::option::weighted(0.3, span()),
        )),
        tags in subsequence(vec![vec!["x".to_owned()], vec!["x".to_owned(), "y".to_owned()]], 0..=2),
        ids in proptest::collection::btree_set((0u8..40).prop_map(|id| SnapshotId([id; 12])), 0..3),
    ) -> Policy {
        let periods = periods.map(|(count, within)| PeriodRule { count, within });
        Policy { full, incremental, last, periods, within, tags, ids }
    }
}

prop_compose! {
    fn any_safeguards()(newest_good in 1usize..4, max_share in 0u8..=100) -> Safeguards {
        Safeguards { newest_good: NonZeroUsize::new(newest_good).unwrap(), max_share }
    }
}

fn any_groups() -> impl Strategy<Value = GroupBy> {
    any::<[bool; 4]>().prop_map(|[host, paths, tags, key]| GroupBy { host, paths, tags, key })
}

/// The clocks of a zone: an offset in minutes until some moment, and another from then on.
fn any_zone() -> impl Strategy<Value = (i32, i64, i32)> {
    (-840..=840, 100i64..601, -120..=120)
}

fn offset((minutes, day, change): (i32, i64, i32), time: Timestamp) -> FixedOffset {
    let minutes = if time.seconds < day * DAY { minutes } else { minutes + change };
    FixedOffset::east_opt(minutes * 60).unwrap()
}

fn longer(one: Option<Span>, other: Option<Span>) -> Option<Span> {
    let (Some(a), Some(b)) = (one, other) else { return one.or(other) };
    let (years, months) = (a.years.max(b.years), a.months.max(b.months));
    Some(Span { years, months, days: a.days.max(b.days), hours: a.hours.max(b.hours) })
}

/// A policy at least as generous as either in every way.
fn join(one: &Policy, other: &Policy) -> Policy {
    let periods = std::array::from_fn(|n| {
        let (a, b) = (one.periods[n], other.periods[n]);
        PeriodRule { count: a.count.max(b.count), within: longer(a.within, b.within) }
    });
    Policy {
        full: longer(one.full, other.full),
        incremental: longer(one.incremental, other.incremental),
        last: one.last.max(other.last),
        periods,
        within: longer(one.within, other.within),
        tags: [one.tags.clone(), other.tags.clone()].concat(),
        ids: one.ids.union(&other.ids).copied().collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn no_policy_removes_what_a_less_generous_one_keeps(
        (candidates, by) in (any_candidates(), any_groups()),
        policies in proptest::array::uniform2((any_policy(), any_safeguards())),
        zone in any_zone(),
    ) {
        let [(policy, safeguards), (other, more)] = policies;
        let zone = |time| offset(zone, time);
        let more_safeguards = Safeguards { newest_good: safeguards.newest_good.max(more.newest_good), ..safeguards };
        let strict = decide(&candidates, &policy, safeguards, by, &zone);
        let generous = decide(&candidates, &join(&policy, &other), more_safeguards, by, &zone);
        for (index, verdict) in strict.verdicts.iter().enumerate() {
            prop_assert!(!verdict.keeps() || generous.verdicts[index].keeps(), "{index}: {verdict:?}");
        }
    }

    #[test]
    fn order_does_not_matter(
        (candidates, shuffled) in any_candidates().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        (policy, safeguards, by, zone) in (any_policy(), any_safeguards(), any_groups(), any_zone()),
    ) {
        let zone = |time| offset(zone, time);
        let one = decide(&candidates, &policy, safeguards, by, &zone);
        let other = decide(&shuffled, &policy, safeguards, by, &zone);
        prop_assert_eq!(one.guards, other.guards);
        for (candidate, verdict) in shuffled.iter().zip(other.verdicts) {
            prop_assert_eq!(&one.verdicts[usize::from(candidate.facts.id.0[0])], &verdict);
        }
        for (group, same) in one.groups.iter().zip(&other.groups) {
            let ids: Vec<_> = same.members.iter().map(|index| usize::from(shuffled[*index].facts.id.0[0])).collect();
            prop_assert_eq!((&group.key, &group.members), (&same.key, &ids));
        }
    }

    #[test]
    fn what_is_held_and_the_newest_good_of_every_group_stay(
        (candidates, by) in (any_candidates(), any_groups()),
        (policy, safeguards, zone) in (any_policy(), any_safeguards(), any_zone()),
    ) {
        let decision = decide(&candidates, &policy, safeguards, by, &|time| offset(zone, time));
        for group in &decision.groups {
            let good = |index: &&usize| {
                let candidate = &candidates[**index];
                candidate.condition == Condition::Good
                    && !candidate.facts.is_suspect()
                    && candidate.stored.is_some_and(|stored| stored <= NOW)
            };
            for index in group.members.iter().filter(good).take(safeguards.newest_good.get()) {
                prop_assert!(decision.verdicts[*index].keeps());
            }
        }
        for (candidate, verdict) in candidates.iter().zip(&decision.verdicts) {
            prop_assert!(!candidate.held || verdict.keeps());
        }
    }

    #[test]
    fn nothing_that_is_suspect_and_nothing_good_before_it_goes(
        (candidates, by) in (any_candidates(), any_groups()),
        (policy, safeguards, zone) in (any_policy(), any_safeguards(), any_zone()),
    ) {
        let decision = decide(&candidates, &policy, safeguards, by, &|time| offset(zone, time));
        for group in &decision.groups {
            let is_dated = |index: usize| candidates[index].stored.is_some_and(|stored| stored <= NOW);
            let is_suspect = |index: usize| candidates[index].facts.is_suspect();
            let newest = group.members.iter().position(|index| is_suspect(*index) && is_dated(*index));
            for (place, index) in group.members.iter().enumerate() {
                let is_good = candidates[*index].condition != Condition::Damaged;
                if is_suspect(*index) || is_good && newest.is_some_and(|newest| place > newest) {
                    prop_assert!(decision.verdicts[*index].keeps(), "{index}");
                }
            }
        }
    }

    #[test]
    fn that_a_snapshot_is_suspect_drops_no_other(
        (candidates, which, by) in (any_candidates(), any::<Index>(), any_groups()),
        (policy, safeguards, zone) in (any_policy(), any_safeguards(), any_zone()),
    ) {
        prop_assume!(!candidates.is_empty());
        let which = which.index(candidates.len());
        let (mut fine, mut suspect) = (candidates.clone(), candidates);
        fine[which].facts.tags.retain(|tag| tag != SUSPECT);
        suspect[which].facts.tags = [fine[which].facts.tags.clone(), vec![SUSPECT.to_owned()]].concat();
        let zone = |time| offset(zone, time);
        let without = decide(&fine, &policy, safeguards, by, &zone).verdicts;
        let with = decide(&suspect, &policy, safeguards, by, &zone).verdicts;
        for (index, (without, with)) in without.iter().zip(&with).enumerate() {
            prop_assert!(!without.keeps() || with.keeps(), "{index}: {without:?}");
        }
    }

    #[test]
    fn a_question_is_asked_exactly_if_a_whole_group_or_more_than_the_share_goes(
        (candidates, by) in (any_candidates(), any_groups()),
        (policy, safeguards, zone) in (any_policy(), any_safeguards(), any_zone()),
    ) {
        let decision = decide(&candidates, &policy, safeguards, by, &|time| offset(zone, time));
        let gone = |index: &usize| !decision.verdicts[*index].keeps();
        let groups = decision.groups.iter().filter(|group| group.members.iter().all(gone)).count();
        let asked = decision.guards.iter().filter(|guard| matches!(guard, Guard::WholeGroup(_))).count();
        prop_assert_eq!(groups, asked);
        let (forgotten, total) = ((0..candidates.len()).filter(gone).count(), candidates.len());
        let share = total > 3 && forgotten as f64 / total as f64 > f64::from(safeguards.max_share) / 100.0 + 1e-9;
        prop_assert_eq!(share, decision.guards.iter().any(|guard| matches!(guard, Guard::Share { .. })));
    }

    #[test]
    fn a_time_that_a_host_claims_never_changes_what_happens_to_others(
        (candidates, which) in (any_candidates(), any::<Index>()),
        (forged, stored) in (any_time(), any::<bool>()),
        (policy, safeguards, by, zone) in (any_policy(), any_safeguards(), any_groups(), any_zone()),
    ) {
        prop_assume!(!candidates.is_empty());
        let which = which.index(candidates.len());
        let (mut before, mut after) = (candidates.clone(), candidates);
        if !stored {
            before[which].stored = None;
            after[which].stored = None;
        }
        (after[which].finished, after[which].facts.started) = (forged, forged);
        let zone = |time| offset(zone, time);
        let honest = decide(&before, &policy, safeguards, by, &zone).verdicts;
        let poisoned = decide(&after, &policy, safeguards, by, &zone).verdicts;
        for index in (0..honest.len()).filter(|index| *index != which || before[which].stored.is_some()) {
            prop_assert_eq!(&honest[index], &poisoned[index]);
        }
    }

    #[test]
    fn a_snapshot_that_the_store_did_not_date_or_dated_ahead_drops_no_other(
        (candidates, mut added, claimed) in (any_candidates(), any_candidate(), any::<bool>()),
        (policy, safeguards, by, zone) in (any_policy(), any_safeguards(), any_groups(), any_zone()),
    ) {
        added.facts.id = SnapshotId([255; 12]);
        added.stored = (!claimed).then_some(Timestamp { seconds: NOW.seconds, nanos: 1 });
        let zone = |time| offset(zone, time);
        let without = decide(&candidates, &policy, safeguards, by, &zone).verdicts;
        let with = decide(&[candidates, vec![added]].concat(), &policy, safeguards, by, &zone).verdicts;
        prop_assert_eq!(&without[..], &with[..without.len()]);
    }

    #[test]
    fn a_key_pushes_out_only_what_it_committed_itself(
        (candidates, mut flood) in (any_candidates(), proptest::collection::vec(any_candidate(), 0..40)),
        (policy, safeguards, mut by, zone) in (any_policy(), any_safeguards(), any_groups(), any_zone()),
    ) {
        by.key = true;
        for (n, candidate) in flood.iter_mut().enumerate() {
            (candidate.facts.id, candidate.signer) = (SnapshotId([100 + n as u8; 12]), SignerId([9; 16]));
        }
        let zone = |time| offset(zone, time);
        let without = decide(&candidates, &policy, safeguards, by, &zone).verdicts;
        let with = decide(&[candidates, flood].concat(), &policy, safeguards, by, &zone).verdicts;
        prop_assert_eq!(&without[..], &with[..without.len()]);
    }

    #[test]
    fn each_period_keeps_its_newest_in_any_zone_and_across_changes_of_the_clock(
        times in proptest::collection::vec(0i64..600 * DAY, 1..40),
        (zone, period) in (any_zone(), proptest::sample::select(Period::ALL.to_vec())),
    ) {
        let candidates: Vec<_> = times.iter().enumerate().map(|(id, time)| candidate(id as u8, *time)).collect();
        let zone = |time| offset(zone, time);
        let policy = rule(period, PeriodRule { count: UNLIMITED, within: None });
        let decision = decide(&candidates, &policy, Safeguards::default(), BY_HOST, &zone);
        let stretch = |index: usize| period.of(Timestamp { seconds: times[index], nanos: 0 }, &zone);
        for index in 0..candidates.len() {
            let newest = (0..candidates.len())
                .filter(|other| stretch(*other) == stretch(index))
                .max_by_key(|other| (times[*other], *other));
            let Verdict::Keep(reasons) = &decision.verdicts[index] else {
                prop_assert_ne!(newest, Some(index));
                continue;
            };
            prop_assert_eq!(reasons.contains(&Reason::Newest(period)), newest == Some(index));
        }
    }
}

#[test]
fn groups_are_made_of_the_words_there_are_or_of_none() {
    let by = |text: &str| text.parse::<GroupBy>();
    assert_eq!(by("host,paths"), Ok(GroupBy { host: true, paths: true, ..GroupBy::default() }));
    assert_eq!(by("tags,key"), Ok(GroupBy { tags: true, key: true, ..GroupBy::default() }));
    assert_eq!((by(""), by("none")), (Ok(GroupBy::default()), Ok(GroupBy::default())));
    assert!(by("host,none").is_err() && by("host,").is_err());
}
