//! What a profile wants run, how often, and when: for cron and systemd, which know the calendar and no intervals.

use std::fmt;
use std::time::Duration;

use super::drill::Plan;
use super::profile::{Resolved, Settings};
use crate::model::role::Role;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// A repository of a profile.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Home {
    /// That of the top, where every dataset lies that names no other.
    Main,
    /// That of this dataset, and of those after it that name the same.
    Of(String),
}

impl Home {
    /// The dataset whose repository it is, if it is not that of the top.
    pub fn dataset(&self) -> Option<&str> {
        match self {
            Self::Main => None,
            Self::Of(dataset) => Some(dataset),
        }
    }

    /// What holds for it.
    pub fn settings(&self, profile: &Resolved<'_>) -> Settings {
        let own = self.dataset().and_then(|name| profile.dataset(name).ok());
        own.map_or_else(|| profile.settings(&[]), |table| profile.settings_of(table, &[]))
    }

    fn prefix(&self) -> String {
        self.dataset().map(|dataset| format!("{dataset}-")).unwrap_or_default()
    }

    /// For the end of what a task is in words.
    fn shown(&self) -> String {
        self.dataset().map(|dataset| format!(" in the repository of {dataset}")).unwrap_or_default()
    }

    /// The option that names it.
    fn arguments(&self) -> impl Iterator<Item = &str> {
        self.dataset().into_iter().flat_map(|dataset| ["--repo-of", dataset])
    }
}

/// Something to run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// Read every byte of a dataset again.
    Full(String),
    /// Back up what changed in a dataset.
    Incremental(String),
    /// Verify one of so many parts of a repository.
    Verify(Home, u64),
    /// Forget and sweep in a repository.
    Prune(Home),
    /// Restore to see whether it can be done.
    Drill(Plan),
}

impl Task {
    /// What to call it.
    pub fn name(&self) -> String {
        match self {
            Self::Full(dataset) => format!("{dataset}-full"),
            Self::Incremental(dataset) => format!("{dataset}-incremental"),
            Self::Verify(home, _) => format!("{}verify", home.prefix()),
            Self::Prune(home) => format!("{}prune", home.prefix()),
            Self::Drill(plan) => format!("drill-{}", plan.name()),
        }
    }

    /// The dataset it is for, if it is for one and not for a whole repository.
    pub fn dataset(&self) -> Option<&str> {
        match self {
            Self::Full(dataset) | Self::Incremental(dataset) => Some(dataset),
            Self::Verify(..) | Self::Prune(_) | Self::Drill(_) => None,
        }
    }

    /// The repository it is for, if it is for a whole one.
    pub fn home(&self) -> Option<&Home> {
        match self {
            Self::Verify(home, _) | Self::Prune(home) => Some(home),
            Self::Full(_) | Self::Incremental(_) | Self::Drill(_) => None,
        }
    }

    /// What it is in words.
    pub fn shown(&self) -> String {
        match self {
            Self::Full(dataset) => format!("full backup of {dataset}"),
            Self::Incremental(dataset) => format!("incremental backup of {dataset}"),
            Self::Verify(home, 1) => format!("verification{}", home.shown()),
            Self::Verify(home, parts) => format!("verification of one of {parts} parts{}", home.shown()),
            Self::Prune(home) => format!("forget and prune{}", home.shown()),
            Self::Drill(plan) => format!("{} drill", plan.name()),
        }
    }

    /// Of several that are due those with a smaller rank come first.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Full(_) | Self::Incremental(_) => 0,
            Self::Verify(..) => 1,
            Self::Prune(_) => 2,
            Self::Drill(_) => 3,
        }
    }

    /// Whether a key of this role can do it.
    pub fn may(&self, role: Role) -> bool {
        match self {
            Self::Full(_) | Self::Incremental(_) => role.may_back_up(),
            Self::Verify(..) | Self::Drill(_) => role.reads_data(),
            Self::Prune(_) => role.may_maintain(),
        }
    }

    /// The roles that can do it.
    pub fn roles(&self) -> impl Iterator<Item = Role> + '_ {
        Role::ALL.into_iter().filter(|role| self.may(*role))
    }

    /// Whether it makes snapshots; all else may be left to another host.
    pub fn is_backup(&self) -> bool {
        matches!(self, Self::Full(_) | Self::Incremental(_))
    }

    /// The arguments that run it.
    pub fn arguments(&self) -> Vec<String> {
        let words: &[&str] = match self {
            Self::Full(dataset) => &["full", "--dataset", dataset],
            Self::Incremental(dataset) => &["incremental", "--dataset", dataset],
            Self::Verify(_, parts) => &["verify", "--rotate", &parts.to_string()],
            Self::Prune(_) => &["forget", "--prune"],
            Self::Drill(plan) => &["drill", "run", "--plan", plan.name()],
        };
        let home = self.home().into_iter().flat_map(Home::arguments);
        words.iter().copied().chain(home).map(str::to_owned).collect()
    }
}

/// A task with its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// What to run.
    pub task: Task,
    /// How often the profile wants it.
    pub every: Duration,
    /// When.
    pub at: Calendar,
}

impl Timer {
    /// By how much a start may be put off, so that not everything begins at once.
    pub fn spread(&self) -> Duration {
        spread(self.every)
    }
}

/// How far the beginnings of what is run this often may be apart on different hosts.
pub fn spread(every: Duration) -> Duration {
    (every / 20).min(Duration::from_secs(10 * MINUTE))
}

/// Times that come again, never further apart than was wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calendar {
    /// Each so many minutes.
    Minutes {
        /// A number that 60 is a multiple of.
        every: u64,
        /// The first of each hour.
        minute: u64,
    },
    /// Each so many hours.
    Hours {
        /// A number that 24 is a multiple of.
        every: u64,
        /// The first of each day.
        hour: u64,
        /// The minute then.
        minute: u64,
    },
    /// Once a day.
    Daily {
        /// The hour.
        hour: u64,
        /// The minute then.
        minute: u64,
    },
    /// Once in so many months.
    Months {
        /// 1, 3 or 12.
        every: u64,
        /// The first month of the year, from 1.
        month: u64,
        /// The day of the month.
        day: u64,
        /// The hour.
        hour: u64,
        /// The minute then.
        minute: u64,
    },
    /// Once a week.
    Weekly {
        /// The day, Sunday being 0.
        day: u64,
        /// The hour.
        hour: u64,
        /// The minute then.
        minute: u64,
    },
}

impl Calendar {
    /// Times as far apart as `interval`, or less where the calendar does not have that; `chance` decides where between
    /// full hours and days they lie.
    pub fn every(interval: Duration, chance: u64) -> Self {
        let seconds = interval.as_secs();
        let divisor =
            |of: u64, most: u64| (1..=most.clamp(1, of)).rev().find(|n| of.is_multiple_of(*n)).unwrap_or(1);
        let minute = chance % 60;
        // The quiet hours are for what is run once a day or less.
        let night = chance / 60 % 6;
        match seconds {
            ..HOUR => {
                let every = divisor(60, (seconds / MINUTE).min(30));
                Self::Minutes { every, minute: chance % every }
            }
            HOUR..DAY => {
                let every = divisor(24, (seconds / HOUR).min(12));
                Self::Hours { every, hour: chance / 60 % every, minute }
            }
            _ if seconds < 7 * DAY => Self::Daily { hour: night, minute },
            _ => Self::Weekly { day: chance / 360 % 7, hour: night, minute },
        }
    }

    /// Times for a task. Drills go by months, as people do who ask for them.
    fn of(task: &Task, interval: Duration, chance: u64) -> Self {
        let Task::Drill(plan) = task else { return Self::every(interval, chance) };
        let every = match plan {
            Plan::Monthly => 1,
            Plan::Quarterly => 3,
            Plan::Annual => 12,
        };
        let (hour, minute) = (chance / 60 % 6, chance % 60);
        Self::Months { every, month: chance / 10_080 % every + 1, day: chance / 360 % 28 + 1, hour, minute }
    }

    /// For crontab.
    pub fn cron(self) -> String {
        match self {
            Self::Minutes { every: 1, .. } => "* * * * *".to_owned(),
            Self::Minutes { every, minute } => format!("{minute}-59/{every} * * * *"),
            Self::Hours { every: 1, minute, .. } => format!("{minute} * * * *"),
            Self::Hours { every, hour, minute } => format!("{minute} {hour}-23/{every} * * *"),
            Self::Daily { hour, minute } => format!("{minute} {hour} * * *"),
            Self::Weekly { day, hour, minute } => format!("{minute} {hour} * * {day}"),
            Self::Months { every: 1, day, hour, minute, .. } => format!("{minute} {hour} {day} * *"),
            Self::Months { every: 12, month, day, hour, minute } => {
                format!("{minute} {hour} {day} {month} *")
            }
            Self::Months { every, month, day, hour, minute } => {
                format!("{minute} {hour} {day} {month}-12/{every} *")
            }
        }
    }
}

/// For `OnCalendar=` of systemd.
impl fmt::Display for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
        match *self {
            Self::Minutes { every, minute } => write!(f, "*-*-* *:{minute:02}/{every}:00"),
            Self::Hours { every: 1, minute, .. } => write!(f, "*-*-* *:{minute:02}:00"),
            Self::Hours { every, hour, minute } => write!(f, "*-*-* {hour:02}/{every}:{minute:02}:00"),
            Self::Daily { hour, minute } => write!(f, "*-*-* {hour:02}:{minute:02}:00"),
            Self::Months { every, month, day, hour, minute } => {
                let months = match every {
                    1 => "*".to_owned(),
                    12 => format!("{month:02}"),
                    _ => format!("{month:02}/{every}"),
                };
                write!(f, "*-{months}-{day:02} {hour:02}:{minute:02}:00")
            }
            Self::Weekly { day, hour, minute } => {
                write!(f, "{} *-*-* {hour:02}:{minute:02}:00", DAYS[day as usize % 7])
            }
        }
    }
}

/// All that a profile wants run on this host. `seed` makes the times of one host others than those of the next.
pub fn timetable(profile: &Resolved<'_>, seed: &str) -> Vec<Timer> {
    let timer = |(task, every): (Task, Duration)| {
        let at = Calendar::of(&task, every, chance(seed, &task.name()));
        Timer { task, every, at }
    };
    wanted(profile).into_iter().map(timer).collect()
}

/// All that a profile wants run, and how often.
pub fn wanted(profile: &Resolved<'_>) -> Vec<(Task, Duration)> {
    let mut wanted = Vec::new();
    let mut add = |task: Task, every: Option<Duration>| {
        wanted.extend(every.filter(|every| !every.is_zero()).map(|every| (task, every)));
    };
    for (name, table) in profile.datasets() {
        let settings = profile.settings_of(table, &[]);
        let full = settings.time("schedule.full_backup_interval");
        let incremental = settings.time("schedule.incremental_backup_interval");
        add(Task::Full(name.to_owned()), full);
        // A full backup does all that an incremental one does.
        add(
            Task::Incremental(name.to_owned()),
            incremental.filter(|every| full.is_none_or(|full| *every < full || full.is_zero())),
        );
    }
    for home in homes(profile) {
        let settings = home.settings(profile);
        let verification = settings.time("schedule.backup_verification_interval");
        add(Task::Verify(home.clone(), parts(&settings)), verification);
        add(Task::Prune(home), settings.time("schedule.prune_interval"));
    }
    for plan in Plan::ALL.into_iter().filter(|plan| plan.is_wanted(profile)) {
        add(Task::Drill(plan), Some(plan.every()));
    }
    wanted
}

/// The repositories of a profile, each once, that of the top first: where the profile does not name it, the environment
/// or an option may.
fn homes(profile: &Resolved<'_>) -> Vec<Home> {
    let mut known = vec![address(&profile.settings(&[]))];
    let mut homes = vec![Home::Main];
    for (name, table) in profile.datasets() {
        let address = address(&profile.settings_of(table, &[]));
        if !known.contains(&address) {
            known.push(address);
            homes.push(Home::Of(name.to_owned()));
        }
    }
    homes
}

/// What tells one repository from another.
fn address(settings: &Settings) -> [Option<String>; 2] {
    ["repository.url", "repository.endpoint"]
        .map(|path| settings.text(path).map(|text| text.trim_end_matches('/').to_owned()))
}

/// In how many verifications every byte is read.
fn parts(settings: &Settings) -> u64 {
    let seconds = |path| settings.time(path).map_or(0, |time| time.as_secs());
    let coverage = seconds("schedule.backup_verification_coverage");
    (coverage / seconds("schedule.backup_verification_interval").max(1)).clamp(1, 10_000)
}

/// A number that looks like chance and is the same each time (FNV-1a).
pub fn chance(seed: &str, name: &str) -> u64 {
    let bytes = seed.bytes().chain([0]).chain(name.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
        >> 16
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn minutes(minutes: u64) -> Duration {
        Duration::from_secs(minutes * MINUTE)
    }

    /// The longest time between two that follow each other, in minutes, counted over two weeks of cron's own fields.
    fn longest_gap(cron: &str) -> u64 {
        let fields: Vec<_> = cron.split(' ').collect();
        let hits = |field: &str, value: u64| match field.split_once('/') {
            Some((range, step)) => {
                let first: u64 = range.split('-').next().unwrap().parse().unwrap();
                value >= first && (value - first).is_multiple_of(step.parse().unwrap())
            }
            None => field == "*" || field == value.to_string(),
        };
        let runs: Vec<_> = (0..14 * 24 * 60u64)
            .filter(|now| {
                hits(fields[0], now % 60) && hits(fields[1], now / 60 % 24) && hits(fields[4], now / 1440 % 7)
            })
            .collect();
        runs.windows(2).map(|two| two[1] - two[0]).max().unwrap()
    }

    proptest! {
        #[test]
        fn no_two_runs_are_further_apart_than_was_wanted(interval in 1u64..20_000, chance: u64) {
            let cron = Calendar::every(minutes(interval), chance).cron();
            prop_assert!(longest_gap(&cron) <= interval, "{cron} for {interval} minutes");
        }
    }

    #[test]
    fn usual_intervals_are_met_exactly() {
        for (interval, gap) in
            [(4, 4), (12, 12), (48, 30), (60, 60), (360, 360), (1440, 1440), (10_080, 10_080)]
        {
            assert_eq!(longest_gap(&Calendar::every(minutes(interval), 12_345).cron()), gap, "{interval}");
        }
    }
}
