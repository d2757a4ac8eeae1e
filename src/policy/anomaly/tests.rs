//! What is found and what is not, in every history and in simulated ones of a year.

use proptest::prelude::*;

use super::*;
use SnapshotKind::{Full, Incremental};

/// A source of so many files with so many bytes.
fn quiet(files: u64, bytes: u64) -> Measures {
    Measures { before: Some(files), files, bytes, ..Measures::default() }
}

fn verdict(now: Measured, past: &[Measured]) -> Reasons {
    score(&now, past).verdict()
}

#[test]
fn of_few_backups_nothing_is_told() {
    let all_gone = Measures { before: Some(1000), files: 1, deleted: 999, ..Measures::default() };
    let past = |n| vec![(Incremental, quiet(1000, 1 << 30)); n];
    assert!(verdict((Incremental, all_gone), &past(FEW - 1)).is_empty());
    assert!(verdict((Incremental, all_gone), &past(FEW)).has(Reason::Deleted));
    // Those of the other kind do not count.
    assert!(verdict((Full, all_gone), &past(LAST)).is_empty());
}

#[test]
fn what_somebody_found_fine_is_not_news_at_the_next_full_backup() {
    let encrypted = Measures { mismatched: 600, ..quiet(1000, 1 << 30) };
    let mut past = vec![(Full, quiet(1000, 1 << 30)); LAST];
    assert!(verdict((Full, encrypted), &past).has(Reason::Mismatched));
    past.push((Full, encrypted));
    assert!(verdict((Full, encrypted), &past).is_empty());
}

#[test]
fn what_came_twice_before_is_usual() {
    let mut past = vec![(Full, quiet(1000, 1 << 30)); LAST];
    let cleared = Measures { files: 200, ..quiet(1000, 1 << 30) };
    assert!(!verdict((Full, cleared), &past).is_empty());
    past[10].1 = cleared;
    assert!(!verdict((Full, cleared), &past).is_empty());
    past[20].1 = cleared;
    assert!(verdict((Full, cleared), &past).is_empty());
}

fn any_measures() -> impl Strategy<Value = Measures> {
    let counts = proptest::collection::vec(0u64..2000, 9);
    (proptest::option::of(1u64..2000), counts).prop_map(|(before, counts)| {
        let [files, new, deleted, renamed, extended, rewritten, mismatched, old_random, random] = counts[..]
        else {
            unreachable!()
        };
        Measures {
            before,
            files,
            bytes: files * 1000,
            new_bytes: new * 500,
            deleted,
            renamed,
            extended,
            rewritten,
            mismatched,
            random_rewritten: old_random,
            random_new: random,
        }
    })
}

fn any_measured() -> impl Strategy<Value = Measured> {
    (prop_oneof![Just(Full), Just(Incremental)], any_measures())
}

proptest! {
    #[test]
    fn what_is_as_all_before_it_is_not_suspect(
        measured in any_measured(), past in FEW..50, others in proptest::collection::vec(any_measured(), 0..9),
    ) {
        let others = others.into_iter().filter(|(kind, _)| *kind != measured.0);
        let past: Vec<_> = others.chain(std::iter::repeat_n(measured, past)).collect();
        prop_assert_eq!(score(&measured, &past), Score::default());
    }

    #[test]
    fn in_which_order_incremental_backups_were_measured_makes_no_difference(
        (past, shuffled) in proptest::collection::vec(any_measures(), FEW..LAST)
            .prop_flat_map(|past| (Just(past.clone()), Just(past).prop_shuffle())),
        now in any_measures(),
    ) {
        let of = |past: Vec<Measures>| past.into_iter().map(|one| (Incremental, one)).collect::<Vec<_>>();
        let (one, other) = (score(&(Incremental, now), &of(past)), score(&(Incremental, now), &of(shuffled)));
        prop_assert!((one.sum - other.sum).abs() < 1e-9 && one.reasons == other.reasons);
    }

    #[test]
    fn more_of_anything_is_never_less_suspect(
        (kind, now) in any_measured(), past in proptest::collection::vec(any_measured(), 0..40), more in 0u64..500,
    ) {
        let least = score(&(kind, now), &past).sum;
        for worse in [
            Measures { mismatched: now.mismatched + more, ..now },
            Measures { rewritten: now.rewritten + more, ..now },
            Measures { random_rewritten: now.random_rewritten + more, ..now },
            Measures { random_new: now.random_new + more, ..now },
            Measures { deleted: now.deleted + more, ..now },
            Measures { extended: now.extended + more, ..now },
        ] {
            prop_assert!(score(&(kind, worse), &past).sum >= least);
        }
    }

    #[test]
    fn a_suspect_snapshot_has_a_reason_and_any_other_has_none(
        now in any_measured(), past in proptest::collection::vec(any_measured(), 0..40),
    ) {
        let score = score(&now, &past);
        prop_assert_eq!(score.verdict().is_empty(), score.sum < SUSPECT);
    }
}

/// A source and what becomes of it, with chances that are the same in every run.
struct Source {
    name: &'static str,
    seed: u64,
    files: u64,
    size: u64,
    /// Files that look random though nothing says that they may.
    random: u64,
    /// Files whose content is not what their names promise.
    mismatched: u64,
    usual: Day,
}

/// What happens on a day: of a thousand files, those that change, come, go and move; and of a thousand that come, those
/// that look random.
#[derive(Clone, Copy)]
struct Day {
    changed: u64,
    added: u64,
    gone: u64,
    moved: u64,
    random: u64,
}

const fn day(changed: u64, added: u64, gone: u64, moved: u64, random: u64) -> Day {
    Day { changed, added, gone, moved, random }
}

impl Source {
    fn chance(&mut self, below: u64) -> u64 {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 33) % below.max(1)
    }

    /// About so many of a thousand files: between none and twice as many, but not all.
    fn about(&mut self, of_thousand: u64) -> u64 {
        let most = self.files * of_thousand * 2 / 1000;
        self.chance(most + 1).min(self.files * 9 / 10)
    }

    /// Lives through a day, and is backed up after it.
    fn backed_up(&mut self, day: Day, kind: SnapshotKind) -> Measures {
        let before = self.files;
        let [changed, added, gone, moved] =
            [day.changed, day.added, day.gone, day.moved].map(|of_thousand| self.about(of_thousand));
        let part = |of: u64, count: u64| of * count / before.max(1);
        let (random_changed, mismatched_changed) =
            (part(self.random, changed), part(self.mismatched, changed));
        let (random_added, mismatched_added) = (added * day.random / 1000, part(self.mismatched, added));
        self.random = self.random - part(self.random, gone) + random_added;
        self.mismatched = self.mismatched - part(self.mismatched, gone) + mismatched_added;
        self.files = before + added - gone;
        let base = Measures {
            before: Some(before),
            files: self.files,
            bytes: self.files * self.size,
            new_bytes: (changed + added) * self.size,
            ..Measures::default()
        };
        match kind {
            Full => Measures {
                rewritten: changed + added,
                mismatched: self.mismatched,
                random_new: self.random,
                ..base
            },
            Incremental => Measures {
                deleted: gone + moved,
                renamed: moved,
                extended: self.chance(3).min(gone),
                rewritten: changed,
                mismatched: mismatched_changed + mismatched_added,
                random_rewritten: random_changed,
                random_new: random_added,
                ..base
            },
        }
    }
}

fn sources() -> Vec<Source> {
    let one = |name, files, size, usual, random, mismatched| Source {
        name,
        seed: files * 31 + size,
        files,
        size,
        random: files * random / 1000,
        mismatched: files * mismatched / 1000,
        usual,
    };
    vec![
        one("office", 40_000, 300_000, day(5, 2, 1, 1, 5), 5, 2),
        one("source trees", 80_000, 16_000, day(20, 5, 5, 2, 1), 1, 0),
        one("mail", 300_000, 40_000, day(1, 4, 3, 6, 0), 0, 1),
        one("databases", 12, 2_000_000_000, day(400, 20, 20, 0, 200), 200, 0),
        one("photos", 15_000, 4_000_000, day(0, 3, 0, 0, 3), 3, 9),
        one("build machine", 60_000, 90_000, day(150, 90, 90, 20, 250), 250, 5),
        one("small team", 200, 1_000_000, day(30, 10, 10, 5, 50), 50, 20),
        one("dumps", 3, 50_000_000, day(300, 0, 0, 0, 0), 0, 0),
    ]
}

/// What happens now and then: a large upload, an upgrade of the system, a folder that moves, a clean-up, photos, and
/// volumes that were encrypted before they came.
const EVENTS: [Day; 6] = [
    day(10, 500, 0, 0, 10),
    day(300, 60, 60, 0, 10),
    day(5, 2, 1, 400, 10),
    day(5, 2, 120, 0, 10),
    day(1, 800, 0, 0, 1),
    day(5, 300, 1, 1, 1000),
];

/// An ordinary year: a full backup each night and incremental ones each six hours, an event each twenty days or so. The
/// snapshots that are called suspect; somebody looks at them and finds them fine.
fn false_alarms(source: &mut Source) -> Vec<(usize, Score)> {
    let (mut alarms, mut past) = (Vec::new(), Vec::new());
    for step in 0..SNAPSHOTS {
        let kind = if step % 4 == 0 { Full } else { Incremental };
        let is_event = source.chance(80) == 0;
        let place = source.chance(EVENTS.len() as u64) as usize;
        let day = if is_event { EVENTS[place] } else { source.usual };
        let now = (kind, source.backed_up(day, kind));
        let score = score(&now, &past);
        if !score.verdict().is_empty() {
            alarms.push((step, score));
        }
        past.push(now);
    }
    alarms
}

/// Snapshots of a year.
const SNAPSHOTS: usize = 365 * 4;

#[test]
fn ordinary_years_raise_hardly_any_alarm() {
    let mut all = 0;
    for mut source in sources() {
        let alarms = false_alarms(&mut source);
        println!(
            "{}: {} of {SNAPSHOTS} ordinary snapshots are suspect: {alarms:?}",
            source.name,
            alarms.len()
        );
        assert!(alarms.len() <= 3, "{}: {alarms:?}", source.name);
        all += alarms.len();
    }
    assert!(all <= 8, "{all}: more than one a source and year");
}

/// What somebody who encrypts or deletes makes of a source.
fn attacks(source: &Source, kind: SnapshotKind) -> Vec<(&'static str, Measures)> {
    let Source { files, size, random, mismatched, .. } = *source;
    let (half, most) = (files.div_ceil(2), files * 7 / 10);
    let base = Measures { new_bytes: half * size, rewritten: half, ..quiet(files, files * size) };
    // A full backup counts every file, also those that are as they were.
    let in_full = |new_mismatched: u64, new_random: u64| Measures {
        mismatched: new_mismatched + mismatched / 2,
        random_new: new_random + random / 2,
        ..base
    };
    let deleted = Measures { files: files - most, bytes: (files - most) * size, ..Measures::default() };
    match kind {
        Full => vec![
            ("formats", in_full(half, 0)),
            ("a third of them formats", in_full(half / 3, half - half / 3)),
            ("no formats", in_full(0, half)),
            ("deleted", Measures { before: base.before, mismatched: mismatched / 4, ..deleted }),
        ],
        Incremental => vec![
            ("formats in place", Measures { mismatched: half, ..base }),
            (
                "a third of them formats",
                Measures { mismatched: half / 3, random_rewritten: half - half / 3, ..base },
            ),
            (
                "another ending",
                Measures { rewritten: 0, deleted: half, random_new: half, extended: half, ..base },
            ),
            ("other names", Measures { rewritten: 0, deleted: half, random_new: half, ..base }),
            ("deleted", Measures { before: base.before, deleted: most, ..deleted }),
        ],
    }
}

#[test]
fn whoever_encrypts_half_or_deletes_most_is_found_whatever_is_usual() {
    for mut source in sources().into_iter().filter(|source| source.files > 100) {
        false_alarms(&mut source);
        for kind in [Full, Incremental] {
            let usual = source.usual;
            let past: Vec<_> = (0..40).map(|_| (kind, source.backed_up(usual, kind))).collect();
            for (what, measures) in attacks(&source, kind) {
                let score = score(&(kind, measures), &past);
                assert!(!score.verdict().is_empty(), "{}, {kind:?}: {what}: {score:?}", source.name);
            }
        }
    }
}

#[test]
fn neither_an_upload_nor_an_upgrade_alone_is_suspect() {
    let past = vec![(Incremental, quiet(10_000, 10_000_000_000)); LAST];
    let upload = Measures {
        files: 30_000,
        bytes: 60_000_000_000,
        new_bytes: 50_000_000_000,
        random_new: 20_000,
        ..quiet(10_000, 0)
    };
    assert!(verdict((Incremental, upload), &past).is_empty());
    let upgrade = Measures {
        rewritten: 7000,
        deleted: 2500,
        renamed: 300,
        extended: 20,
        random_rewritten: 60,
        mismatched: 5,
        new_bytes: 7_000_000_000,
        ..quiet(10_000, 10_000_000_000)
    };
    assert!(verdict((Incremental, upgrade), &past).is_empty());
    let move_all = Measures { deleted: 9000, renamed: 9000, ..quiet(10_000, 10_000_000_000) };
    assert!(verdict((Incremental, move_all), &past).is_empty());
}
