//! Hours, days, weeks, months and years of a zone's calendar.

use chrono::{DateTime, Datelike, FixedOffset, Local, Offset, TimeZone, Timelike, Utc};

use crate::model::time::Timestamp;

/// A zone, as the offset of its clocks from UTC at any moment.
pub type Zone<'a> = &'a dyn Fn(Timestamp) -> FixedOffset;

/// The zone of this host.
pub fn local(time: Timestamp) -> FixedOffset {
    Local.offset_from_utc_datetime(&time.to_datetime().naive_utc()).fix()
}

/// A stretch of the calendar of which one snapshot may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A week, from Monday on.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// One hour, day, week, month or year among its like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stretch(i32, u32, i32);

impl Period {
    /// All, the shortest first.
    pub const ALL: [Self; 5] = [Self::Hour, Self::Day, Self::Week, Self::Month, Self::Year];

    /// The stretch that a moment lies in. The hour that is lived through twice in autumn is two.
    pub fn of(self, time: Timestamp, zone: Zone<'_>) -> Stretch {
        let offset = zone(time).local_minus_utc();
        // A moment outside of the calendar is in a stretch with others of its kind.
        let local = DateTime::from_timestamp(time.seconds.saturating_add(offset.into()), 0);
        let local = local.unwrap_or(DateTime::<Utc>::MIN_UTC);
        match self {
            Self::Hour => Stretch(local.year(), local.ordinal() * 24 + local.hour(), offset),
            Self::Day => Stretch(local.year(), local.ordinal(), 0),
            Self::Week => Stretch(local.iso_week().year(), local.iso_week().week(), 0),
            Self::Month => Stretch(local.year(), local.month(), 0),
            Self::Year => Stretch(local.year(), 0, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Clocks go back from 03:00 to 02:00 on 25 October 2026, as in Berlin.
    fn berlin(time: Timestamp) -> FixedOffset {
        let summer = time.seconds < at("2026-10-25T01:00:00Z").seconds;
        FixedOffset::east_opt(if summer { 7200 } else { 3600 }).unwrap()
    }

    fn at(text: &str) -> Timestamp {
        Timestamp { seconds: DateTime::parse_from_rfc3339(text).unwrap().timestamp(), nanos: 0 }
    }

    fn same(period: Period, one: &str, other: &str) -> bool {
        period.of(at(one), &berlin) == period.of(at(other), &berlin)
    }

    #[test]
    fn the_hour_lived_through_twice_is_two_hours_of_one_day() {
        let (first, second) = ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00");
        assert!(!same(Period::Hour, first, second));
        assert!(same(Period::Day, first, second));
        assert!(same(Period::Hour, second, "2026-10-25T02:59:59+01:00"));
    }

    #[test]
    fn days_begin_at_local_midnight_in_summer_and_in_winter() {
        assert!(same(Period::Day, "2026-10-25T00:00:00+02:00", "2026-10-25T23:59:59+01:00"));
        assert!(!same(Period::Day, "2026-10-24T23:59:59+02:00", "2026-10-25T00:00:00+02:00"));
        assert!(!same(Period::Day, "2026-10-25T23:59:59+01:00", "2026-10-26T00:00:00+01:00"));
    }

    #[test]
    fn weeks_begin_on_monday_and_do_not_end_with_the_year() {
        assert!(same(Period::Week, "2026-12-28T00:00:00+01:00", "2027-01-03T23:59:59+01:00"));
        assert!(!same(Period::Week, "2027-01-03T23:59:59+01:00", "2027-01-04T00:00:00+01:00"));
        assert!(!same(Period::Year, "2026-12-31T23:59:59+01:00", "2027-01-01T00:00:00+01:00"));
    }

    #[test]
    fn moments_no_calendar_holds_have_a_stretch_too() {
        for seconds in [i64::MIN, i64::MAX] {
            for period in Period::ALL {
                period.of(Timestamp { seconds, nanos: 0 }, &local);
                period.of(Timestamp { seconds, nanos: 0 }, &berlin);
            }
        }
    }
}
