//! Sizes as people write and read them.

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
    fn durations_show_hours_only_when_there_are_some() {
        assert_eq!(duration(59.4), "0:59");
        assert_eq!(duration(3599.0), "59:59");
        assert_eq!(duration(3661.0), "1:01:01");
    }
}
