//! Values of options, from text: what nobody but the command line needs to read.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::os::unix::ffi::OsStringExt;

use super::failure::{self, Failure};
use crate::filesystem::Escaped;
use crate::model::quantity;
use crate::model::time::{Clock, SystemClock, Timestamp};
use crate::operations::backup::StoreOptions;
use crate::operations::prune::plan::MaxUnused;
use crate::policy::select::{Selector, parse_time};

pub use crate::model::quantity::{parse_rate as rate, parse_time_span as time_span};

/// A number of things of which there must be one.
pub fn number(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| format!("{text:?} is not a whole number from 1 up"))
}

/// A share in percent, a number of bytes, or no limit.
pub fn max_unused(text: &str) -> Result<MaxUnused, String> {
    if text == "unlimited" {
        return Ok(MaxUnused::Unlimited);
    }
    let Some(percent) = text.strip_suffix('%') else {
        return quantity::parse_bytes(text).map(MaxUnused::Bytes);
    };
    match percent.parse::<f64>() {
        Ok(percent) if (0.0..=100.0).contains(&percent) => Ok(MaxUnused::Share(percent / 100.0)),
        _ => Err(format!("{text:?} is not a share from 0% to 100%")),
    }
}

/// A share in percent, with or without its sign.
pub fn percent(text: &str) -> Result<u8, String> {
    let number = text.strip_suffix('%').unwrap_or(text).parse().ok();
    number.filter(|percent| *percent <= 100).ok_or_else(|| format!("{text:?} is not a share from 0% to 100%"))
}

/// Memory for packs on their way to the store.
pub fn upload_buffer(text: &str) -> Result<u64, String> {
    let bytes = quantity::parse_bytes(text)?;
    let usable = (StoreOptions::LEAST_BUDGET..=64 << 30).contains(&bytes);
    usable.then_some(bytes).ok_or_else(|| "choose from 72M to 64G".to_owned())
}

/// A part of the packs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// One of so many equal parts, counted from 1.
    Slice {
        /// Which.
        number: u32,
        /// Of how many.
        of: u32,
    },
    /// A share.
    Share {
        /// Per ten thousand.
        basis_points: u32,
    },
    /// So many bytes.
    Bytes(u64),
}

/// `N/T`, `P%` or a size.
pub fn part(text: &str) -> Result<Part, String> {
    let invalid = || format!("{text:?} is not a part; write for example 2/7, 2.5% or 10G");
    if let Some((number, of)) = text.split_once('/') {
        let (number, of) = (number.parse().map_err(|_| invalid())?, of.parse().map_err(|_| invalid())?);
        return if 1 <= number && number <= of {
            Ok(Part::Slice { number, of })
        } else {
            Err(format!("{text:?} is not a part: in N/T, N goes from 1 to T"))
        };
    }
    if let Some(percent) = text.strip_suffix('%') {
        let percent: f64 = percent.parse().map_err(|_| invalid())?;
        return if percent > 0.0 && percent <= 100.0 {
            // The smallest share that can be told is a hundredth of a percent.
            Ok(Part::Share { basis_points: (percent * 100.0).ceil() as u32 })
        } else {
            Err(format!("{text:?} is not a part: a share is above 0% and at most 100%"))
        };
    }
    match quantity::parse_bytes(text) {
        Ok(0) | Err(_) => Err(invalid()),
        Ok(bytes) => Ok(Part::Bytes(bytes)),
    }
}

/// A time, or a span before `now`.
pub fn moment(text: &str, now: Timestamp) -> Result<Timestamp, String> {
    if let Ok(span) = time_span(text) {
        let seconds = i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
        return Ok(Timestamp { seconds: now.seconds.saturating_sub(seconds), ..now });
    }
    parse_time(text)
        .ok_or_else(|| format!("{text:?} is no time; write for example 2026-11-20, 2026-11-20T10:00 or 7d"))
}

/// The same before this very moment, as options that tell times have it.
pub fn moment_or_usage(text: &str) -> failure::Result<Timestamp> {
    moment(text, SystemClock.now()).map_err(|error| {
        Failure::usage(error).hint("a date alone means its end; times without a zone are local")
    })
}

/// Names on the way to something in a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathInside(pub Vec<Vec<u8>>);

impl PathInside {
    /// From the top, with a slash before each name.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|name| [b"/", name.as_slice()].concat()).collect()
    }

    /// The path for messages.
    pub fn shown(&self) -> String {
        format!("/{}", Escaped(&self.0.join(&b'/')))
    }
}

/// A path in a snapshot, of any bytes.
pub fn path_inside(text: OsString) -> Result<PathInside, String> {
    names(&text.into_vec()).map(PathInside)
}

fn names(path: &[u8]) -> Result<Vec<Vec<u8>>, String> {
    let names: Vec<_> =
        path.split(|byte| *byte == b'/').filter(|name| !matches!(*name, b"" | b".")).collect();
    if names.contains(&&b".."[..]) {
        return Err("a path in a snapshot cannot go up: it must not hold `..`".to_owned());
    }
    Ok(names.into_iter().map(<[u8]>::to_vec).collect())
}

/// A snapshot and perhaps a path in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotPath {
    /// The snapshot.
    pub selector: Selector,
    /// Names on the way to the part that is meant.
    pub path: Vec<Vec<u8>>,
}

impl SnapshotPath {
    /// The path from the top, with a slash before each name.
    pub fn bytes(&self) -> Vec<u8> {
        self.path.iter().flat_map(|name| [b"/", name.as_slice()].concat()).collect()
    }

    /// The path for messages.
    pub fn shown(&self) -> String {
        format!("/{}", Escaped(&self.path.join(&b'/')))
    }
}

/// `SNAPSHOT`, `SNAPSHOT:PATH` or `@TIME:/PATH`; the path may hold any bytes.
pub fn snapshot_path(text: OsString) -> Result<SnapshotPath, String> {
    let text = text.into_vec();
    // A time holds colons itself: there a path must begin with a slash.
    let end = match text.first() {
        Some(b'@') => text.windows(2).position(|two| two == b":/"),
        _ => text.iter().position(|byte| *byte == b':'),
    };
    let (selector, path) = match end {
        Some(end) => (&text[..end], &text[end + 1..]),
        None => (&text[..], &[][..]),
    };
    let selector = String::from_utf8_lossy(selector).parse().map_err(|error| format!("{error}"))?;
    Ok(SnapshotPath { selector, path: names(path)? })
}

/// A time, meaning the newest snapshot at that time or before.
pub fn snapshot_at(text: &str) -> Result<SnapshotPath, String> {
    let time = parse_time(text)
        .ok_or_else(|| format!("{text:?} is not a time; write for example 2026-11-20 or 2026-11-20T10:00"))?;
    Ok(SnapshotPath { selector: Selector::At(time), path: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_of(text: &str) -> Vec<Vec<u8>> {
        snapshot_path(text.into()).unwrap().path
    }

    #[test]
    fn limits_are_shares_sizes_or_none() {
        assert_eq!(max_unused("5%"), Ok(MaxUnused::Share(0.05)));
        assert_eq!(max_unused("0"), Ok(MaxUnused::Bytes(0)));
        assert_eq!(max_unused("2M"), Ok(MaxUnused::Bytes(2 << 20)));
        assert_eq!(max_unused("unlimited"), Ok(MaxUnused::Unlimited));
        for nonsense in ["", "%", "-1%", "101%", "nan%", "much"] {
            assert!(max_unused(nonsense).is_err(), "{nonsense}");
        }
    }

    #[test]
    fn parts_are_slices_shares_or_sizes() {
        assert_eq!(part("2/7"), Ok(Part::Slice { number: 2, of: 7 }));
        assert_eq!(part("2.5%"), Ok(Part::Share { basis_points: 250 }));
        assert_eq!(part("100%"), Ok(Part::Share { basis_points: 10_000 }));
        assert_eq!(part("10G"), Ok(Part::Bytes(10 << 30)));
        for nonsense in ["", "0/3", "4/3", "1/0", "/", "0%", "101%", "-1%", "NaN%", "inf%", "0", "much"] {
            assert!(part(nonsense).is_err(), "{nonsense}");
        }
    }

    #[test]
    fn a_path_follows_the_first_colon_or_in_a_time_the_first_colon_and_slash() {
        assert_eq!(path_of("latest"), Vec::<Vec<u8>>::new());
        assert_eq!(path_of("latest:/a//b/./c:d"), [&b"a"[..], b"b", b"c:d"]);
        assert_eq!(path_of("0123abcd:a"), [b"a"]);
        assert_eq!(path_of("@2026-11-20T10:00:/x:/y"), [&b"x:"[..], b"y"]);
        assert!(path_of("@2026-11-20T10:00:30").is_empty());
        let odd = OsString::from_vec(b"latest:/\xff".to_vec());
        assert_eq!(snapshot_path(odd).unwrap().path, [b"\xff"]);
    }

    #[test]
    fn a_time_is_the_same_with_and_without_the_sign() {
        for time in ["2026-11-20", "2026-11-20T10:00", "2026-11-20 10:00:30", "2026-11-20T10:00:00+05:00"] {
            assert_eq!(snapshot_at(time), snapshot_path(format!("@{time}").into()));
        }
        assert!(snapshot_at("yesterday").unwrap_err().contains("2026-11-20T10:00"));
    }

    #[test]
    fn a_path_never_leaves_the_snapshot() {
        assert!(snapshot_path("latest:/a/../b".into()).unwrap_err().contains(".."));
        assert!(snapshot_path("newest".into()).unwrap_err().contains("latest~2"));
    }
}
