//! Sizes, rates and times as people write and read them.

use std::num::NonZeroU64;
use std::time::Duration;

/// Bytes in the binary units people know from `ls -lh`: "1.500 GiB".
pub fn bytes(count: u64) -> String {
    const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    if count < 1024 {
        return format!("{count} B");
    }
    let mut value = count as f64 / 1024.0;
    let mut unit = 0;
    while value >= 1023.9995 && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    format!("{value:.3} {}", UNITS[unit])
}

/// A size as text: digits with an optional unit, decimal (`10M`, `10MB`) read as binary like every peer does,
/// or `KiB`, `MiB`, `GiB`, `TiB`. Returns bytes.
pub fn parse_bytes(text: &str) -> Result<u64, String> {
    let invalid = || format!("{text:?} is not a size; write for example 512K, 10M or 1.5G");
    let split = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let number: f64 = number.parse().map_err(|_| invalid())?;
    let shift = match unit.trim().to_ascii_lowercase().trim_end_matches('b').trim_end_matches('i') {
        "" => 0,
        "k" => 10,
        "m" => 20,
        "g" => 30,
        "t" => 40,
        _ => return Err(invalid()),
    };
    let count = number * (1u64 << shift) as f64;
    if count.is_finite() && count < u64::MAX as f64 { Ok(count as u64) } else { Err(invalid()) }
}

/// Bytes a second. A bare number counts KiB, as users of restic expect; with a unit it is what it says.
pub fn parse_rate(text: &str) -> Result<NonZeroU64, String> {
    let bytes = match text.parse::<u64>() {
        Ok(kib) => {
            kib.checked_mul(1024).ok_or_else(|| format!("{text} KiB/s is more than can be counted"))?
        }
        Err(_) => parse_bytes(text)?,
    };
    NonZeroU64::new(bytes).ok_or_else(|| "at a limit of nothing a transfer would never end".to_owned())
}

/// A time span: a number with `s`, `m`, `h` or `d`.
pub fn parse_time_span(text: &str) -> Result<Duration, String> {
    let invalid = || format!("{text:?} is not a time span; write for example 90s, 15m or 2h");
    let split = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(invalid)?;
    let (number, unit) = text.split_at(split);
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return Err(invalid()),
    };
    number
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(seconds))
        // A year of seconds is far beyond any use and far below any overflow.
        .filter(|seconds| *seconds <= 366 * 86_400)
        .map(Duration::from_secs)
        .ok_or_else(invalid)
}

/// Seconds as `m:ss` or `h:mm:ss`.
pub fn duration(seconds: f64) -> String {
    let whole = seconds.max(0.0).round() as u64;
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{rest:02}") } else { format!("{minutes}:{rest:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_change_unit_where_a_reader_expects_it() {
        assert_eq!(bytes(1023), "1023 B");
        assert_eq!(bytes(1024), "1.000 KiB");
        assert_eq!(bytes((1 << 20) - 1), "1023.999 KiB");
        assert_eq!(bytes((1 << 30) - 1), "1.000 GiB");
        assert_eq!(bytes(3 << 30), "3.000 GiB");
        assert_eq!(bytes(u64::MAX), "16.000 EiB");
    }

    #[test]
    fn sizes_are_read_with_any_common_unit() {
        assert_eq!(parse_bytes("0"), Ok(0));
        assert_eq!(parse_bytes("512"), Ok(512));
        assert_eq!(parse_bytes("1.5G"), Ok(3 << 29));
        assert_eq!(parse_bytes("10 MiB"), Ok(10 << 20));
        assert_eq!(parse_bytes("10mb"), Ok(10 << 20));
        for nonsense in ["", "M", "-1", "1X", "1..2", "99999999999999999999T"] {
            assert!(parse_bytes(nonsense).is_err(), "{nonsense}");
        }
    }

    #[test]
    fn bare_rates_are_kib_and_units_are_what_they_say() {
        assert_eq!(parse_rate("500").unwrap().get(), 500 << 10);
        assert_eq!(parse_rate("2M").unwrap().get(), 2 << 20);
        assert_eq!(parse_rate("64KiB").unwrap().get(), 64 << 10);
        for nonsense in ["", "0", "0K", "fast", "-5", "99999999999999999999"] {
            assert!(parse_rate(nonsense).is_err(), "{nonsense}");
        }
    }

    #[test]
    fn time_spans_need_a_unit() {
        assert_eq!(parse_time_span("90s"), Ok(Duration::from_secs(90)));
        assert_eq!(parse_time_span("0s"), Ok(Duration::ZERO));
        assert_eq!(parse_time_span("2h"), Ok(Duration::from_secs(7200)));
        for nonsense in ["", "5", "h", "1.5h", "-1s", "5 m", "99999999999999999999d", "400d"] {
            assert!(parse_time_span(nonsense).is_err(), "{nonsense}");
        }
    }

    #[test]
    fn durations_show_hours_only_when_there_are_some() {
        assert_eq!(duration(59.4), "0:59");
        assert_eq!(duration(3599.0), "59:59");
        assert_eq!(duration(3661.0), "1:01:01");
    }
}
