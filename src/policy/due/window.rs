//! A stretch of the day that is preferred, by the clock on the wall.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::model::time::Timestamp;
use crate::policy::retention::Zone;

const MINUTES: u32 = 24 * 60;

/// From one minute of the day to another, which may be on the next day. The last minute is outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    from: u32,
    to: u32,
}

impl Window {
    /// Whether a moment lies in it.
    pub fn holds(self, time: Timestamp, zone: Zone<'_>) -> bool {
        self.has(minute(time, zone))
    }

    fn has(self, minute: u32) -> bool {
        let Self { from, to } = self;
        if from < to { (from..to).contains(&minute) } else { minute >= from || minute < to }
    }

    /// The first moment from `time` on that lies in it. A window that the clocks leave out on a day opens on the next.
    pub fn next(self, time: Timestamp, zone: Zone<'_>) -> Timestamp {
        let mut at = time;
        // Where clocks are put forward or back the distance is another when one gets there, and is asked for anew.
        for _ in 0..8 {
            let now = minute(at, zone);
            if self.has(now) {
                return at;
            }
            let minutes = (self.from + MINUTES - now) % MINUTES;
            let whole = Timestamp { seconds: at.seconds - at.seconds.rem_euclid(60), nanos: 0 };
            at = whole.after(Duration::from_secs(u64::from(minutes) * 60));
        }
        at
    }
}

/// The minute of the day.
fn minute(time: Timestamp, zone: Zone<'_>) -> u32 {
    let local = time.seconds + i64::from(zone(time).local_minus_utc());
    u32::try_from(local.rem_euclid(86_400) / 60).unwrap_or_default()
}

impl FromStr for Window {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let invalid = || format!("{text:?} is not a part of the day, as \"22:00-05:30\"");
        let minute = |text: &str| {
            let (hour, minute) = text.trim().split_once(':')?;
            let digits = |part: &str, most: u32| {
                let fits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
                part.parse::<u32>().ok().filter(|number| fits && *number <= most)
            };
            let minute = digits(hour, 24)? * 60 + digits(minute, 59)?;
            (minute <= MINUTES).then_some(minute % MINUTES)
        };
        let (from, to) = text.split_once('-').ok_or_else(invalid)?;
        let (from, to) = (minute(from).ok_or_else(invalid)?, minute(to).ok_or_else(invalid)?);
        if from == to { Err(invalid()) } else { Ok(Self { from, to }) }
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to } = self;
        write!(f, "{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_the_day_are_read_as_people_write_them() {
        for (text, shown) in [
            ("22:00-05:30", "22:00-05:30"),
            ("0:00-24:00", ""),
            ("9:05 - 17:00", "09:05-17:00"),
            ("20:00-24:00", "20:00-00:00"),
        ] {
            assert_eq!(
                text.parse::<Window>().map(|window| window.to_string()).unwrap_or_default(),
                shown,
                "{text}"
            );
        }
        for nonsense in [
            "",
            "22",
            "22:00",
            "22:00-",
            "25:00-26:00",
            "22:60-23:00",
            "24:01-1:00",
            "+1:00-2:00",
            "1:00-1:00",
        ] {
            assert!(nonsense.parse::<Window>().is_err(), "{nonsense}");
        }
    }
}
