//! Points in time, and the clock that is passed in wherever one is needed.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Utc};
use minicbor::{Decode, Encode};

/// A point in time with nanoseconds, before or after 1970.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode)]
pub struct Timestamp {
    /// Seconds since 1970-01-01T00:00:00Z, rounded down.
    #[n(0)]
    pub seconds: i64,
    /// Nanoseconds to add, below 10^9.
    #[n(1)]
    pub nanos: u32,
}

impl Timestamp {
    /// The same moment for calculations and display.
    pub fn to_datetime(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.seconds, self.nanos).unwrap_or(DateTime::<Utc>::MIN_UTC)
    }

    /// Time from `earlier` to `self`, or zero if it lies in the future.
    pub fn since(self, earlier: Timestamp) -> Duration {
        let nanos = |t: Timestamp| i128::from(t.seconds) * 1_000_000_000 + i128::from(t.nanos);
        let difference = (nanos(self) - nanos(earlier)).max(0);
        Duration::from_nanos(u64::try_from(difference).unwrap_or(u64::MAX))
    }

    /// The moment so much later.
    #[must_use]
    pub fn after(self, span: Duration) -> Self {
        let nanos = self.nanos + span.subsec_nanos();
        let seconds = i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
        Self {
            seconds: self.seconds.saturating_add(seconds).saturating_add(i64::from(nanos / 1_000_000_000)),
            nanos: nanos % 1_000_000_000,
        }
    }

    /// The moment so much earlier.
    #[must_use]
    pub fn before(self, span: Duration) -> Self {
        let seconds = i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
        let (borrowed, nanos) = match self.nanos.checked_sub(span.subsec_nanos()) {
            Some(nanos) => (0, nanos),
            None => (1, self.nanos + 1_000_000_000 - span.subsec_nanos()),
        };
        Self { seconds: self.seconds.saturating_sub(seconds).saturating_sub(borrowed), nanos }
    }

    /// RFC 3339 with nanoseconds where there are any.
    pub fn to_rfc3339(self) -> String {
        self.to_datetime().to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Self {
                seconds: i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
                nanos: after.subsec_nanos(),
            },
            Err(before) => {
                let before = before.duration();
                let seconds = -i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
                match before.subsec_nanos() {
                    0 => Self { seconds, nanos: 0 },
                    nanos => Self { seconds: seconds - 1, nanos: 1_000_000_000 - nanos },
                }
            }
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:09}", self.seconds, self.nanos)
    }
}

/// Tells the time. Passed down from the command line so that tests choose it.
pub trait Clock: fmt::Debug + Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        system_time().into()
    }
}

/// The time of this machine.
#[expect(clippy::disallowed_methods, reason = "the one place that asks the system for the time")]
pub fn system_time() -> SystemTime {
    let time = SystemTime::now();
    #[cfg(feature = "testing")]
    let time = time + ahead::by();
    time
}

/// The machine's clock made to run ahead, for tests of what takes months.
#[cfg(feature = "testing")]
pub mod ahead {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::Duration;

    static NANOS: AtomicU64 = AtomicU64::new(0);

    /// By how much it is ahead: since `put`, and for a whole process as `SANDYQ_TEST_AHEAD` says, in seconds.
    pub fn by() -> Duration {
        static FROM_START: OnceLock<u64> = OnceLock::new();
        let seconds = || std::env::var("SANDYQ_TEST_AHEAD").ok()?.parse().ok();
        let from_start = FROM_START.get_or_init(|| seconds().unwrap_or_default());
        Duration::from_nanos(NANOS.load(Ordering::Relaxed)) + Duration::from_secs(*from_start)
    }

    /// Puts it ahead by so much more.
    pub fn put(more: Duration) {
        NANOS.fetch_add(u64::try_from(more.as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}

/// A clock that stands still, for tests.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_before_1970_keep_their_nanoseconds_positive() {
        let time = UNIX_EPOCH - Duration::new(1, 250_000_000);
        assert_eq!(Timestamp::from(time), Timestamp { seconds: -2, nanos: 750_000_000 });
    }

    #[test]
    fn a_moment_before_one_after_is_the_same_moment() {
        for (nanos, span) in [(0, Duration::new(5, 7)), (9, Duration::new(0, 7)), (7, Duration::new(3, 9))] {
            let time = Timestamp { seconds: 100, nanos };
            assert_eq!(time.before(span).after(span), time);
            assert_eq!(time.since(time.before(span)), span);
        }
    }

    #[test]
    fn a_later_start_makes_no_negative_duration() {
        let early = Timestamp { seconds: 5, nanos: 0 };
        let late = Timestamp { seconds: 6, nanos: 1 };
        assert_eq!(late.since(early), Duration::new(1, 1));
        assert_eq!(early.since(late), Duration::ZERO);
        assert_eq!(early.after(late.since(early)), late);
    }
}
