//! Lengths of time as people name them: years, months, days and hours.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, Months, Utc};

use crate::model::time::Timestamp;

const HOUR: i64 = 3600;

/// A length of time. A month or a year goes back to the same day of the calendar, or the last one there is; a day is
/// 24 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// Years.
    pub years: u32,
    /// Months.
    pub months: u32,
    /// Days.
    pub days: u32,
    /// Hours.
    pub hours: u32,
}

/// A text that is no length of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a length of time; write for example 30d, 1y6m or 12h")]
pub struct InvalidSpan(String);

impl Span {
    /// So many days.
    pub const fn days(days: u32) -> Self {
        Self { years: 0, months: 0, days, hours: 0 }
    }

    /// The moment that lies this long before another. A moment before the calendar begins is as early as can be.
    pub fn before(self, time: Timestamp) -> Timestamp {
        let earliest = Timestamp { seconds: i64::MIN, nanos: 0 };
        let Some(whole) = DateTime::<Utc>::from_timestamp(time.seconds, 0) else { return earliest };
        let months = self.years.checked_mul(12).and_then(|months| months.checked_add(self.months));
        let day = months
            .and_then(|months| whole.checked_sub_months(Months::new(months)))
            .and_then(|day| day.checked_sub_days(Days::new(self.days.into())));
        match day {
            Some(day) => Timestamp { seconds: day.timestamp() - i64::from(self.hours) * HOUR, ..time },
            None => earliest,
        }
    }

    fn parts(self) -> [(u32, char); 4] {
        [(self.years, 'y'), (self.months, 'm'), (self.days, 'd'), (self.hours, 'h')]
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::default() {
            return f.write_str("0h");
        }
        self.parts()
            .iter()
            .filter(|(number, _)| *number > 0)
            .try_for_each(|(number, unit)| write!(f, "{number}{unit}"))
    }
}

impl FromStr for Span {
    type Err = InvalidSpan;

    fn from_str(text: &str) -> Result<Self, InvalidSpan> {
        let invalid = || InvalidSpan(text.to_owned());
        let (mut span, mut rest, mut seen) = (Self::default(), text, String::new());
        while let Some((number, unit)) =
            rest.find(|c: char| !c.is_ascii_digit()).map(|end| rest.split_at(end))
        {
            let (field, name) = match unit.as_bytes()[0] {
                b'y' => (&mut span.years, 'y'),
                b'm' => (&mut span.months, 'm'),
                b'd' => (&mut span.days, 'd'),
                b'h' => (&mut span.hours, 'h'),
                _ => return Err(invalid()),
            };
            if seen.contains(name) {
                return Err(invalid());
            }
            *field = number.parse().map_err(|_| invalid())?;
            seen.push(name);
            rest = &unit[1..];
        }
        if seen.is_empty() || !rest.is_empty() { Err(invalid()) } else { Ok(span) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn back(span: &str, time: &str) -> String {
        let time = DateTime::parse_from_rfc3339(time).unwrap();
        let time = Timestamp { seconds: time.timestamp(), nanos: 7 };
        span.parse::<Span>().unwrap().before(time).to_datetime().format("%Y-%m-%dT%H:%M").to_string()
    }

    #[test]
    fn months_and_years_go_back_to_the_same_day_or_the_last_there_is() {
        assert_eq!(back("1m", "2026-03-31T10:00:00Z"), "2026-02-28T10:00");
        assert_eq!(back("1y", "2024-02-29T10:00:00Z"), "2023-02-28T10:00");
        assert_eq!(back("1y5m7d2h", "2026-12-20T01:00:00Z"), "2025-07-12T23:00");
    }

    #[test]
    fn a_length_beyond_the_calendar_reaches_back_to_everything() {
        for span in ["400000y", "4294967295y", "4294967295m", "4294967295d"] {
            let before = span.parse::<Span>().unwrap().before(Timestamp::default());
            assert!(before < Timestamp { seconds: -8_000_000_000_000, nanos: 0 }, "{span}");
        }
        assert_eq!(Span::days(1).before(Timestamp { seconds: i64::MAX, nanos: 0 }).seconds, i64::MIN);
    }

    #[test]
    fn nonsense_is_no_length_of_time() {
        for nonsense in ["", "5", "d", "1.5d", "-1d", "1d1d", "1w", "3 d", "1d5", "99999999999d", "1é", "é"]
        {
            assert!(nonsense.parse::<Span>().is_err(), "{nonsense}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(years: u32, months: u32, days: u32, hours: u32) {
            let span = Span { years, months, days, hours };
            prop_assert_eq!(span.to_string().parse(), Ok(span));
        }

        #[test]
        fn a_longer_span_never_ends_later(
            spans in proptest::array::uniform2((0u32..5, 0u32..30, 0u32..90, 0u32..100)),
            seconds in 0i64..4_000_000_000,
        ) {
            let [a, b] = spans;
            let span = |(years, months, days, hours)| Span { years, months, days, hours };
            let longer = span((a.0.max(b.0), a.1.max(b.1), a.2.max(b.2), a.3.max(b.3)));
            let time = Timestamp { seconds, nanos: 0 };
            prop_assert!(longer.before(time) <= span(a).before(time));
        }
    }
}
