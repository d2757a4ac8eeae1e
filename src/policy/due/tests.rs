//! The scheduler against simulated months and years.

use chrono::FixedOffset;
use proptest::prelude::*;

use super::*;
use crate::policy::profile::{Base, parse};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

fn at(seconds: u64) -> Timestamp {
    // Some midnight, UTC.
    Timestamp { seconds: 1_790_208_000 + seconds as i64, nanos: 0 }
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn utc(_: Timestamp) -> FixedOffset {
    FixedOffset::east_opt(0).unwrap()
}

/// Puts its clocks an hour forward on the 60th day of each 365 at 01:00 UTC, and back on the 240th.
fn summer(time: Timestamp) -> FixedOffset {
    let hour = (time.seconds - at(0).seconds).rem_euclid(365 * DAY as i64) / HOUR as i64;
    let is_summer = (60 * 24 + 1..240 * 24 + 1).contains(&hour);
    FixedOffset::east_opt(if is_summer { 2 } else { 1 } * 3600).unwrap()
}

fn incremental(every: u64, rpo: Option<u64>) -> Wanted {
    let task = Task::Incremental("home".to_owned());
    Wanted { task, every: seconds(every), rpo: rpo.map(seconds), window: None }
}

fn full(every: u64, rpo: Option<u64>, window: Option<&str>) -> Wanted {
    let task = Task::Full("home".to_owned());
    Wanted {
        task,
        every: seconds(every),
        rpo: rpo.map(seconds),
        window: window.map(|text| text.parse().unwrap()),
    }
}

fn verify(every: u64) -> Wanted {
    Wanted { task: Task::Verify(Home::Main, 30), every: seconds(every), rpo: None, window: None }
}

fn prune(every: u64) -> Wanted {
    Wanted { task: Task::Prune(Home::Main), every: seconds(every), rpo: None, window: None }
}

fn terms(now: Timestamp) -> Terms<'static> {
    Terms { now, tick: seconds(MINUTE), host: "web1", zone: &utc }
}

fn past(good: u64) -> Past {
    Past { good: Some(at(good)), role: Some(Role::Full), ..Past::default() }
}

fn facts<const N: usize>(past: [(&Wanted, Past); N]) -> Facts {
    let past = past.into_iter().map(|(wanted, past)| (wanted.task.clone(), past)).collect();
    Facts { past, ..Facts::default() }
}

fn verdict_of(wanted: &Wanted, facts: &Facts, now: u64) -> Verdict {
    let decisions = decide(std::slice::from_ref(wanted), facts, &terms(at(now)));
    decisions.into_iter().next().unwrap().verdict
}

/// A run of the program: does what is due, one thing after the other, and asks again after each.
#[derive(Debug)]
struct Running {
    task: Task,
    began: u64,
    local: Timestamp,
    until: u64,
}

/// A host that calls each minute, with a clock of its own, and a store that is always right.
struct World {
    wanted: Vec<Wanted>,
    took: BTreeMap<Task, u64>,
    zone: fn(Timestamp) -> FixedOffset,
    /// What the host's clock shows beyond the time.
    clock: i64,
    stored: BTreeMap<Task, Timestamp>,
    done: BTreeMap<Task, Timestamp>,
    running: Vec<Running>,
    /// What began when.
    begun: Vec<(u64, Task)>,
    /// The largest age that the newest safe state had since the first.
    worst: u64,
    now: u64,
}

impl World {
    fn new(wanted: Vec<Wanted>, took: &[(&Wanted, u64)]) -> Self {
        let took = took.iter().map(|(wanted, took)| (wanted.task.clone(), *took)).collect();
        let zone: fn(Timestamp) -> FixedOffset = utc;
        Self {
            wanted,
            took,
            zone,
            clock: 0,
            stored: BTreeMap::new(),
            done: BTreeMap::new(),
            running: Vec::new(),
            begun: Vec::new(),
            worst: 0,
            now: 0,
        }
    }

    fn local(&self) -> Timestamp {
        let now = at(self.now);
        Timestamp { seconds: now.seconds + self.clock, ..now }
    }

    fn decide(&self) -> Vec<Decision> {
        let now = self.local();
        let known = |wanted: &Wanted| {
            let times = [self.stored.get(&wanted.task), self.done.get(&wanted.task)];
            let running = self.running.iter().find(|running| running.task == wanted.task);
            let past = Past {
                good: newest(times.into_iter().flatten().copied(), now),
                took: self.stored.get(&wanted.task).map(|_| seconds(self.took[&wanted.task])),
                running: running.map(|running| running.local),
                role: Some(Role::Full),
                ..Past::default()
            };
            (wanted.task.clone(), past)
        };
        let facts = Facts { past: self.wanted.iter().map(known).collect(), ..Facts::default() };
        decide(&self.wanted, &facts, &Terms { zone: &self.zone, ..terms(now) })
    }

    /// Begins the first thing that is due.
    fn call(&mut self) {
        let decisions = self.decide();
        let Some(first) = decisions.iter().find(|decision| decision.verdict.is_due()) else { return };
        let task = first.wanted.task.clone();
        self.begun.push((self.now, task.clone()));
        let until = self.now + self.took[&task];
        self.running.push(Running { task, began: self.now, local: self.local(), until });
    }

    /// The age of the newest state that is safe.
    fn note_age(&mut self) {
        let safe = |task: &Task| self.stored.get(task).filter(|_| task.dataset().is_some());
        if let Some(newest) = self.wanted.iter().filter_map(|wanted| safe(&wanted.task)).max() {
            self.worst = self.worst.max(at(self.now).since(*newest).as_secs());
        }
    }

    /// What ends until then ends, and whoever did it asks what is due next.
    fn finish_until(&mut self, until: u64) {
        while let Some(place) = (0..self.running.len())
            .filter(|place| self.running[*place].until <= until)
            .min_by_key(|place| self.running[*place].until)
        {
            let Running { task, began, local, until } = self.running.remove(place);
            self.now = until;
            self.note_age();
            self.stored.insert(task.clone(), at(began));
            self.done.insert(task, local);
            self.call();
        }
    }

    /// A host that is up calls each minute; quiet minutes are passed over.
    fn run_until(&mut self, end: u64) {
        while self.now < end {
            self.now = self.now.next_multiple_of(MINUTE);
            self.note_age();
            self.call();
            let next = self.decide().iter().map(|decision| self.wakes(&decision.verdict)).min();
            let next = next.unwrap_or(end).max(self.now + MINUTE).min(end);
            self.finish_until(next);
            self.now = next;
        }
    }

    /// The last minute before what a verdict waits for.
    fn wakes(&self, verdict: &Verdict) -> u64 {
        let minute = |time: Timestamp| {
            let left = time.since(self.local()).as_secs();
            self.now + (left / MINUTE).saturating_sub(1) * MINUTE
        };
        match verdict {
            Verdict::NotYet { at } => minute(*at),
            Verdict::Closed { opens, .. } => minute(*opens),
            _ => self.now + MINUTE,
        }
    }

    fn starts(&self, wanted: &Wanted) -> Vec<u64> {
        self.begun.iter().filter(|(_, task)| *task == wanted.task).map(|(began, _)| *began).collect()
    }
}

fn gaps(starts: &[u64]) -> impl Iterator<Item = u64> + '_ {
    starts.windows(2).map(|two| two[1] - two[0])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// The promise itself: with intervals that `config check` lets pass, no state is ever older than the RPO, however
    /// long full backups and verifications take.
    #[test]
    fn what_is_lost_is_never_more_than_was_promised(
        rpo in 5u64..120,
        full_takes in 1u64..300,
        verify_takes in 1u64..600,
        days in 1u64..20,
    ) {
        let rpo = rpo * MINUTE;
        let every = rpo * 4 / 5;
        let (i, f, v) = (incremental(every, Some(rpo)), full(DAY, Some(rpo), None), verify(DAY));
        let took = [(&i, rpo / 5), (&f, full_takes * MINUTE), (&v, verify_takes * MINUTE)];
        let mut world = World::new(vec![i.clone(), f.clone(), v.clone()], &took);
        world.run_until(DAY / 2);
        world.worst = 0;
        world.run_until(days * DAY);
        prop_assert!(world.worst <= rpo, "{} seconds old, and {rpo} were promised", world.worst);
    }

    /// Neither further apart than was wanted nor closer than the jitter explains; also after the host was down for days,
    /// when everything is made up for once.
    #[test]
    fn each_interval_is_kept_and_what_was_missed_is_done_once(
        every in 10u64..3000,
        down in 0u64..10_000,
        years in 1u64..2,
    ) {
        let every = every * MINUTE;
        let (i, v, p) = (incremental(every, None), verify(3 * every), prune(7 * every));
        let took = [(&i, MINUTE), (&v, 3 * MINUTE), (&p, 2 * MINUTE)];
        let mut world = World::new(vec![i.clone(), v.clone(), p.clone()], &took);
        let half = years * 365 * DAY / 2;
        world.run_until(half);
        // Switched off: what runs is done first.
        world.finish_until(u64::MAX);
        world.now = half + down * MINUTE;
        world.run_until(years * 365 * DAY);
        for wanted in [&i, &v, &p] {
            let starts = world.starts(wanted);
            let every = wanted.every.as_secs();
            let spread = timetable::spread(wanted.every).as_secs();
            // One thing of a run may wait for another.
            let others = 10 * MINUTE;
            prop_assert!(starts.len() > 2);
            for gap in gaps(&starts) {
                prop_assert!(gap <= every + down * MINUTE + others, "{gap} of {every}");
                prop_assert!(gap + spread + MINUTE + others >= every, "{gap} of {every}");
            }
            let late = gaps(&starts).filter(|gap| *gap > every + others).count();
            prop_assert!(late <= 1, "late {late} times");
        }
    }

    /// Clocks that are put forward and back do not matter, and full backups keep to their part of the day.
    #[test]
    fn a_part_of_the_day_is_kept_through_summer_and_winter(from in 0u32..24, hours in 2u32..12) {
        let window = format!("{from:02}:00-{:02}:00", (from + hours) % 24);
        let (i, f) = (incremental(6 * HOUR, None), full(DAY, None, Some(&window)));
        let mut world = World::new(vec![i.clone(), f.clone()], &[(&i, MINUTE), (&f, HOUR)]);
        world.zone = summer;
        world.run_until(2 * 365 * DAY);
        let starts = world.starts(&f);
        prop_assert!(starts.len() >= 2 * 365 - 10, "{}", starts.len());
        let window: Window = window.parse().unwrap();
        // The first had no choice, and the second may have been long overdue.
        for start in starts.iter().skip(3) {
            // A minute before it opens is the last call before.
            let held = window.holds(at(*start), &summer) || window.holds(at(*start + MINUTE), &summer);
            prop_assert!(held, "{start} is not in {window}");
        }
    }

    /// A host's clock that jumps starts no flood of backups, and stops none.
    #[test]
    fn a_clock_that_jumps_neither_floods_nor_stops(
        jumps in proptest::collection::vec((1u64..30, -400i64..400), 1..6),
    ) {
        let (i, f) = (incremental(HOUR, None), full(DAY, None, None));
        let mut world = World::new(vec![i.clone(), f.clone()], &[(&i, MINUTE), (&f, 20 * MINUTE)]);
        world.run_until(3 * DAY);
        let mut days = 3;
        for (after, to) in &jumps {
            days += after;
            world.run_until(days * DAY);
            world.clock = to * DAY as i64 / 10;
        }
        world.run_until((days + 3) * DAY);
        let mut starts: Vec<_> = world.begun.iter().map(|(start, _)| *start).collect();
        starts.sort_unstable();
        for gap in gaps(&starts) {
            // Put back, a clock shows a time at which a backup was just made.
            prop_assert!(gap <= 2 * HOUR + 5 * MINUTE, "nothing for {gap} seconds");
        }
        let most = (days + 3) * 24 * 20 / 18 + (days + 3) * 2 + 4 * jumps.len() as u64 + 8;
        prop_assert!((starts.len() as u64) < most, "{} of {most}", starts.len());
    }

    #[test]
    fn the_same_facts_come_to_the_same_answer_on_every_host_but_for_the_jitter(
        last in 0u64..10_000, every in 100u64..5000, later in 0u64..20_000,
    ) {
        let now = last + later;
        let i = incremental(every, None);
        let known = facts([(&i, past(last))]);
        let on = |host: &'static str| {
            decide(std::slice::from_ref(&i), &known, &Terms { host, ..terms(at(now)) })[0].verdict.is_due()
        };
        let (early, late) = (every - every / 20, every);
        for host in ["web1", "web2", "a", "b"] {
            prop_assert_eq!(on(host), on(host));
            if now + MINUTE <= last + early {
                prop_assert!(!on(host));
            }
            if now + MINUTE > last + late {
                prop_assert!(on(host));
            }
        }
    }

    #[test]
    fn the_next_opening_of_a_window_lies_in_it(from in 0u32..1440, length in 121u32..1439, now in 0u64..(730 * DAY)) {
        let to = (from + length) % 1440;
        let window: Window =
            format!("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60).parse().unwrap();
        let opens = window.next(at(now), &summer);
        prop_assert!(window.holds(opens, &summer), "{window} at {opens:?}");
        prop_assert!(opens >= at(now));
        prop_assert!(opens.since(at(now)) <= seconds(26 * HOUR));
    }
}

#[test]
fn what_was_never_done_is_due_and_comes_first() {
    let (i, v) = (incremental(HOUR, None), verify(DAY));
    let known = facts([(&i, past(0)), (&v, Past { role: Some(Role::Full), ..Past::default() })]);
    let decisions = decide(&[v.clone(), i.clone()], &known, &terms(at(2 * HOUR)));
    let order: Vec<_> = decisions.iter().map(|decision| (&decision.wanted.task, &decision.verdict)).collect();
    // A backup still goes before a verification.
    assert_eq!(order, [(&i.task, &Verdict::Due { last: at(0) }), (&v.task, &Verdict::Never)]);
}

#[test]
fn the_dataset_that_loses_most_is_first() {
    let named = |name: &str, rpo: u64| Wanted {
        task: Task::Incremental(name.to_owned()),
        ..incremental(rpo * 4 / 5, Some(rpo))
    };
    let (slow, quick, new) = (named("slow", 4 * HOUR), named("quick", 5 * MINUTE), named("new", HOUR));
    let known = facts([(&slow, past(0)), (&quick, past(4 * HOUR - 10 * MINUTE)), (&new, Past::default())]);
    let decisions = decide(&[slow.clone(), quick.clone(), new.clone()], &known, &terms(at(4 * HOUR)));
    let order: Vec<_> = decisions.iter().map(|decision| decision.wanted.task.clone()).collect();
    assert_eq!(order, [new.task, quick.task, slow.task]);
}

#[test]
fn a_full_backup_takes_the_place_of_an_incremental_one_unless_it_would_come_too_late() {
    let (i, f) = (incremental(48 * MINUTE, Some(HOUR)), full(DAY, Some(HOUR), None));
    let decide_with = |took: u64| {
        let full_past = Past { took: Some(seconds(took)), ..past(0) };
        let known = facts([(&i, past(DAY - 48 * MINUTE)), (&f, full_past)]);
        let decisions = decide(&[i.clone(), f.clone()], &known, &terms(at(DAY)));
        decisions.into_iter().map(|decision| (decision.wanted.task, decision.verdict)).collect::<Vec<_>>()
    };
    let due_full = (f.task.clone(), Verdict::Due { last: at(0) });
    assert_eq!(decide_with(10 * MINUTE), [due_full.clone(), (i.task.clone(), Verdict::WithFull)]);
    let due = (i.task.clone(), Verdict::Due { last: at(DAY - 48 * MINUTE) });
    assert_eq!(decide_with(3 * HOUR), [due, due_full]);
}

#[test]
fn a_full_backup_under_way_or_failing_holds_up_no_incremental_one() {
    let (i, f) = (incremental(HOUR, None), full(DAY, None, None));
    let running = Past { running: Some(at(DAY)), ..past(0) };
    let failing = Past { failures: 1, tried: Some(at(DAY + HOUR)), ..past(0) };
    for full_past in [running, failing] {
        let known = facts([(&i, past(DAY - HOUR)), (&f, full_past)]);
        let decisions = decide(&[i.clone(), f.clone()], &known, &terms(at(DAY + HOUR)));
        let verdicts: Vec<_> = decisions.iter().map(|one| (&one.wanted.task, one.verdict.is_due())).collect();
        assert_eq!(verdicts, [(&i.task, true), (&f.task, false)]);
    }
}

#[test]
fn what_fails_is_tried_again_later_and_later_but_within_its_interval() {
    let i = incremental(4 * MINUTE, None);
    let tried = |failures| Past { failures, tried: Some(at(HOUR)), ..past(0) };
    let again = |failures| match verdict_of(&i, &facts([(&i, tried(failures))]), HOUR) {
        Verdict::Failed { again, .. } => again.since(at(HOUR)).as_secs(),
        other => panic!("{other:?}"),
    };
    assert_eq!((again(1), again(2), again(99)), (60, 60, 60));
    let daily = incremental(DAY, None);
    let again =
        |failures| match verdict_of(&daily, &facts([(&daily, Past { good: None, ..tried(failures) })]), HOUR)
        {
            Verdict::Failed { again, .. } => again.since(at(HOUR)).as_secs(),
            other => panic!("{other:?}"),
        };
    assert_eq!((again(1), again(2), again(3), again(99)), (60, 120, 240, 3600));
    let later = facts([(&i, tried(1))]);
    assert_eq!(verdict_of(&i, &later, HOUR + 60), Verdict::Due { last: at(0) });
}

#[test]
fn nothing_is_deleted_while_something_is_wrong() {
    let (p, i, v) = (prune(DAY), incremental(HOUR, None), verify(DAY));
    let elsewhere = Wanted { task: Task::Prune(Home::Of("ledger".to_owned())), ..p.clone() };
    let verdicts = |state: State, failing: Option<&Wanted>| {
        let mut facts =
            facts([(&p, past(0)), (&elsewhere, past(0)), (&i, past(2 * DAY)), (&v, past(2 * DAY))]);
        let state = State { datasets: vec!["home".to_owned()], ..state };
        facts.repositories = [(Home::Main, state), (Home::Of("ledger".to_owned()), State::default())].into();
        if let Some(failing) = failing {
            facts.past.get_mut(&failing.task).unwrap().failures = 2;
        }
        // What is wrong in one repository says nothing against deleting in another.
        assert_eq!(verdict_of(&elsewhere, &facts, 2 * DAY), Verdict::Due { last: at(0) });
        verdict_of(&p, &facts, 2 * DAY)
    };
    let good = State::default();
    assert_eq!(verdicts(good.clone(), None), Verdict::Due { last: at(0) });
    let damaged = State { damaged: true, ..State::default() };
    assert_eq!(verdicts(damaged, None), Verdict::Unsafe(Doubt::Damage));
    let suspect = State { suspect: Some("home".to_owned()), ..State::default() };
    assert_eq!(verdicts(suspect, None), Verdict::Unsafe(Doubt::Anomaly("home".to_owned())));
    let skewed = State { skew: Some(seconds(400)), ..State::default() };
    assert_eq!(verdicts(skewed, None), Verdict::Skew { by: seconds(400) });
    assert_eq!(verdicts(good.clone(), Some(&i)), Verdict::Unsafe(Doubt::Backup("home".to_owned())));
    assert_eq!(verdicts(good, Some(&v)), Verdict::Unsafe(Doubt::Verification));
}

#[test]
fn a_key_does_what_its_role_may() {
    for (wanted, may) in [
        (incremental(HOUR, None), [Role::Full, Role::Write].as_slice()),
        (full(HOUR, None, None), &[Role::Full, Role::Write]),
        (verify(HOUR), &[Role::Full, Role::Read]),
        (prune(HOUR), &[Role::Full, Role::Maintain]),
    ] {
        for has in Role::ALL {
            let known = facts([(&wanted, Past { role: Some(has), ..past(0) })]);
            let expected =
                if may.contains(&has) { Verdict::Due { last: at(0) } } else { Verdict::Role { has } };
            assert_eq!(verdict_of(&wanted, &known, DAY), expected);
        }
        assert_eq!(wanted.task.roles().collect::<Vec<_>>(), may);
    }
}

#[test]
fn a_window_that_is_closed_for_too_long_is_not_waited_for() {
    let f = full(6 * HOUR, None, Some("22:00-23:00"));
    let closed = verdict_of(&f, &facts([(&f, past(6 * HOUR))]), 12 * HOUR);
    assert_eq!(closed, Verdict::Closed { window: "22:00-23:00".parse().unwrap(), opens: at(22 * HOUR) });
    assert_eq!(verdict_of(&f, &facts([(&f, past(0))]), 10 * HOUR), Verdict::Due { last: at(0) });
}

#[test]
fn a_profile_says_what_is_wanted() {
    let text = "[schedule]\nwindow = '22:00-05:00'\n[[dataset]]\nname = 'ledger'\ntier = 'critical'\npaths = ['/srv']\n";
    let (file, mistakes) = parse(text, &Base { folder: "/".into(), home: None });
    assert_eq!(mistakes, []);
    let wanted = wanted(&file.resolve(None).unwrap());
    let told: Vec<_> = wanted
        .iter()
        .map(|one| {
            (one.task.name(), one.every.as_secs(), one.rpo.map(|rpo| rpo.as_secs()), one.window.is_some())
        })
        .collect();
    assert_eq!(
        told,
        [
            ("ledger-full".to_owned(), DAY, Some(300), true),
            ("ledger-incremental".to_owned(), 240, Some(300), false),
            ("verify".to_owned(), DAY, None, true),
            ("prune".to_owned(), DAY, None, true),
            ("drill-monthly".to_owned(), 30 * DAY, None, true),
            ("drill-quarterly".to_owned(), 91 * DAY, None, true),
            ("drill-annual".to_owned(), 365 * DAY, None, true),
        ]
    );
}
