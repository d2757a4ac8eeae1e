//! When to run what a profile wants run: for cron and systemd, which know the calendar and no intervals.

use std::fmt;
use std::time::Duration;

use super::drill::Plan;
use super::profile::Resolved;
use super::task::{Task, wanted};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

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
