//! Which snapshot is meant.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Local, NaiveDate, NaiveDateTime, TimeZone};

use crate::model::id::SnapshotId;
use crate::model::measures::SUSPECT;
use crate::model::time::Timestamp;

/// A snapshot as far as selection is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Its id.
    pub id: SnapshotId,
    /// When its backup began.
    pub started: Timestamp,
    /// Host it was taken on.
    pub host: String,
    /// Absolute paths it holds.
    pub paths: Vec<String>,
    /// Its labels.
    pub tags: Vec<String>,
    /// The dataset of a profile that it is.
    pub dataset: Option<String>,
}

impl Facts {
    /// Whether it looks as if files were encrypted or destroyed, and nobody said yet that it is fine.
    pub fn is_suspect(&self) -> bool {
        self.tags.iter().any(|tag| tag == SUSPECT)
    }
}

/// Ids told where a beginning of one is ambiguous.
const CANDIDATES: usize = 5;

/// How a snapshot is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// The newest, or the `n`-th before it.
    Latest(usize),
    /// The one whose id begins so.
    Prefix(String),
    /// The newest that began at this time or before.
    At(Timestamp),
}

/// Which snapshots count at all. Empty lists let everything pass.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// One of these hosts.
    pub hosts: Vec<String>,
    /// Every one of these paths, or a parent of it.
    pub paths: Vec<String>,
    /// Every one of these labels.
    pub tags: Vec<String>,
    /// One of these datasets.
    pub datasets: Vec<String>,
    /// None that is suspect.
    pub clean: bool,
}

/// Why no snapshot was selected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SelectError {
    /// There is none.
    #[error("the repository holds no snapshot")]
    Empty,
    /// The filter lets none pass.
    #[error("no snapshot matches {filter}; there are {total} in all")]
    Filtered {
        /// Snapshots there are.
        total: usize,
        /// The filter in words.
        filter: String,
    },
    /// Not that many.
    #[error("there is no latest~{wanted}: matching snapshots: {found}")]
    TooFew {
        /// How far back.
        wanted: usize,
        /// Matching snapshots.
        found: usize,
    },
    /// No id begins so.
    #[error("no snapshot has an id that begins with {prefix}")]
    Unknown {
        /// What was given.
        prefix: String,
    },
    /// Several ids begin so.
    #[error("{prefix} could mean any of {candidates}")]
    Ambiguous {
        /// What was given.
        prefix: String,
        /// Ids that begin so.
        candidates: String,
    },
    /// All are newer.
    #[error("no snapshot is as old as {wanted}: the oldest began at {oldest}")]
    TooNew {
        /// The time given.
        wanted: String,
        /// The oldest snapshot.
        oldest: String,
    },
}

/// A text that names no snapshot in any way.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} names no snapshot: write latest, latest~2, the first 4 or more digits of an id, or @2026-11-20T10:00"
)]
pub struct InvalidSelector(String);

impl FromStr for Selector {
    type Err = InvalidSelector;

    fn from_str(text: &str) -> Result<Self, InvalidSelector> {
        let invalid = || InvalidSelector(text.to_owned());
        if text == "latest" {
            return Ok(Self::Latest(0));
        }
        if let Some(back) = text.strip_prefix("latest~") {
            return back.parse().map(Self::Latest).map_err(|_| invalid());
        }
        if let Some(time) = text.strip_prefix('@') {
            return parse_time(time).map(Self::At).ok_or_else(invalid);
        }
        let digits =
            (4..=24).contains(&text.len()) && text.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
        if digits { Ok(Self::Prefix(text.to_owned())) } else { Err(invalid()) }
    }
}

/// RFC 3339, or a local date with or without a time.
pub fn parse_time(text: &str) -> Option<Timestamp> {
    let local =
        |time: NaiveDateTime| Local.from_local_datetime(&time).latest().map(|time| time.fixed_offset());
    let time = DateTime::parse_from_rfc3339(text).ok().or_else(|| {
        let formats = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"];
        let at = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
        // A date alone means its end: "what was there on that day".
        let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(23, 59, 59);
        local(at.or_else(day)?)
    })?;
    Some(Timestamp { seconds: time.timestamp(), nanos: time.timestamp_subsec_nanos() })
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts =
            [("host", &self.hosts), ("path", &self.paths), ("tag", &self.tags), ("dataset", &self.datasets)];
        let mut words: Vec<_> = parts
            .iter()
            .filter(|(_, values)| !values.is_empty())
            .map(|(word, values)| format!("{word} {}", values.join(", ")))
            .collect();
        words.extend(self.clean.then(|| "not suspect".to_owned()));
        f.write_str(&words.join(" and "))
    }
}

impl Filter {
    /// Whether a snapshot passes.
    pub fn passes(&self, facts: &Facts) -> bool {
        let below =
            |path: &String| facts.paths.iter().any(|held| std::path::Path::new(path).starts_with(held));
        (!self.clean || !facts.is_suspect())
            && (self.hosts.is_empty() || self.hosts.contains(&facts.host))
            && self.paths.iter().all(below)
            && self.tags.iter().all(|tag| facts.tags.contains(tag))
            && (self.datasets.is_empty()
                || facts.dataset.as_ref().is_some_and(|own| self.datasets.contains(own)))
    }
}

/// The index in `snapshots` of the one that is meant. Filters apply to `latest` and times; an id means itself.
pub fn select(snapshots: &[Facts], selector: &Selector, filter: &Filter) -> Result<usize, SelectError> {
    if snapshots.is_empty() {
        return Err(SelectError::Empty);
    }
    if let Selector::Prefix(prefix) = selector {
        return by_prefix(snapshots, prefix);
    }
    let mut passing: Vec<usize> =
        (0..snapshots.len()).filter(|index| filter.passes(&snapshots[*index])).collect();
    passing.sort_by_key(|index| (snapshots[*index].started, snapshots[*index].id));
    if passing.is_empty() {
        return Err(SelectError::Filtered { total: snapshots.len(), filter: filter.to_string() });
    }
    match selector {
        Selector::Latest(back) => passing
            .iter()
            .rev()
            .nth(*back)
            .copied()
            .ok_or(SelectError::TooFew { wanted: *back, found: passing.len() }),
        Selector::At(time) => {
            passing.iter().rev().find(|index| snapshots[**index].started <= *time).copied().ok_or_else(|| {
                SelectError::TooNew {
                    wanted: time.to_rfc3339(),
                    oldest: snapshots[passing[0]].started.to_rfc3339(),
                }
            })
        }
        Selector::Prefix(prefix) => by_prefix(snapshots, prefix),
    }
}

fn by_prefix(snapshots: &[Facts], prefix: &str) -> Result<usize, SelectError> {
    let matching: Vec<usize> =
        (0..snapshots.len()).filter(|index| snapshots[*index].id.to_string().starts_with(prefix)).collect();
    match matching.as_slice() {
        [one] => Ok(*one),
        [] => Err(SelectError::Unknown { prefix: prefix.to_owned() }),
        several => {
            let mut candidates: Vec<_> =
                several.iter().take(CANDIDATES).map(|i| snapshots[*i].id.to_string()).collect();
            if several.len() > CANDIDATES {
                candidates.push(format!("{} more", several.len() - CANDIDATES));
            }
            Err(SelectError::Ambiguous { prefix: prefix.to_owned(), candidates: candidates.join(", ") })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn facts(id: u8, seconds: i64, host: &str) -> Facts {
        Facts {
            id: SnapshotId([id; 12]),
            started: Timestamp { seconds, nanos: 0 },
            host: host.to_owned(),
            paths: vec!["/srv".to_owned()],
            tags: vec![],
            dataset: None,
        }
    }

    #[test]
    fn the_words_people_type_are_understood() {
        assert_eq!("latest".parse(), Ok(Selector::Latest(0)));
        assert_eq!("latest~2".parse(), Ok(Selector::Latest(2)));
        assert_eq!("0a1b".parse(), Ok(Selector::Prefix("0a1b".to_owned())));
        let at = Selector::At(Timestamp { seconds: 1_763_614_800, nanos: 0 });
        assert_eq!("@2025-11-20T10:00:00+05:00".parse(), Ok(at));
        for nonsense in ["", "abc", "latest~x", "@yesterday", "0A1B", "../x"] {
            assert!(nonsense.parse::<Selector>().is_err(), "{nonsense}");
        }
    }

    #[test]
    fn filters_narrow_latest_but_not_an_id() {
        let snapshots = [facts(1, 10, "a"), facts(2, 20, "b"), facts(3, 30, "a")];
        let filter = Filter { hosts: vec!["b".to_owned()], ..Filter::default() };
        assert_eq!(select(&snapshots, &Selector::Latest(0), &filter), Ok(1));
        assert_eq!(select(&snapshots, &Selector::Prefix("0303".to_owned()), &filter), Ok(2));
        let error = select(&snapshots, &Selector::Latest(1), &filter).unwrap_err();
        assert_eq!(error.to_string(), "there is no latest~1: matching snapshots: 1");
        let nowhere = Filter { paths: vec!["/etc".to_owned()], ..Filter::default() };
        let error = select(&snapshots, &Selector::Latest(0), &nowhere).unwrap_err();
        assert_eq!(error.to_string(), "no snapshot matches path /etc; there are 3 in all");
    }

    #[test]
    fn what_is_suspect_is_passed_over_where_only_clean_ones_count() {
        let mut snapshots = [facts(1, 10, "a"), facts(2, 20, "a"), facts(3, 30, "a")];
        snapshots[2].tags.push(SUSPECT.to_owned());
        let clean = Filter { clean: true, ..Filter::default() };
        let newest = |filter: &Filter, selector: &str| select(&snapshots, &selector.parse().unwrap(), filter);
        assert_eq!(newest(&Filter::default(), "latest"), Ok(2));
        assert_eq!(newest(&clean, "latest"), Ok(1));
        assert_eq!(newest(&clean, "latest~1"), Ok(0));
        assert_eq!(newest(&clean, "@1970-01-01T00:00:40Z"), Ok(1));
        // Who names one means it.
        assert_eq!(newest(&clean, "030303"), Ok(2));
        let error = select(&snapshots[2..], &Selector::Latest(0), &clean).unwrap_err();
        assert_eq!(error.to_string(), "no snapshot matches not suspect; there are 1 in all");
    }

    #[test]
    fn too_early_a_time_names_the_oldest_snapshot() {
        let error = select(&[facts(1, 10, "a")], &Selector::At(Timestamp::default()), &Filter::default())
            .unwrap_err();
        let text = "no snapshot is as old as 1970-01-01T00:00:00Z: the oldest began at 1970-01-01T00:00:10Z";
        assert_eq!(error.to_string(), text);
    }

    #[test]
    fn an_ambiguous_beginning_names_some_of_what_it_could_mean() {
        let snapshots: Vec<_> =
            (0..7).map(|seconds| Facts { id: SnapshotId([7; 12]), ..facts(7, seconds, "a") }).collect();
        let error = select(&snapshots, &Selector::Prefix("0707".to_owned()), &Filter::default()).unwrap_err();
        assert!(error.to_string().ends_with(&format!("{}, 2 more", SnapshotId([7; 12]))), "{error}");
    }

    proptest! {
        #[test]
        fn going_back_one_by_one_meets_every_matching_snapshot_once_and_none_newer(
            times in proptest::collection::vec((0i64..100, any::<bool>()), 1..20),
        ) {
            let host = |here: bool| if here { "here" } else { "there" };
            let snapshots: Vec<_> =
                times.iter().enumerate().map(|(n, (time, here))| facts(n as u8, *time, host(*here))).collect();
            let filter = Filter { hosts: vec!["here".to_owned()], ..Filter::default() };
            let met: Vec<_> =
                (0..).map_while(|back| select(&snapshots, &Selector::Latest(back), &filter).ok()).collect();
            prop_assert_eq!(met.len(), times.iter().filter(|(_, here)| *here).count());
            prop_assert!(met.windows(2).all(|two| times[two[0]].0 >= times[two[1]].0 && two[0] != two[1]));
            prop_assert!(met.iter().all(|index| times[*index].1));
        }

        #[test]
        fn a_beginning_selects_the_one_snapshot_that_has_it_or_none(
            ids in proptest::collection::btree_set(any::<[u8; 12]>(), 1..20),
            (which, digits) in (any::<proptest::sample::Index>(), 4usize..=24),
        ) {
            let snapshots: Vec<_> =
                ids.iter().map(|id| Facts { id: SnapshotId(*id), ..facts(0, 0, "a") }).collect();
            let index = which.index(snapshots.len());
            let prefix = snapshots[index].id.to_string()[..digits].to_owned();
            let alike = snapshots.iter().filter(|one| one.id.to_string().starts_with(&prefix)).count();
            match select(&snapshots, &Selector::Prefix(prefix), &Filter::default()) {
                Ok(found) => prop_assert_eq!((found, alike), (index, 1)),
                Err(error) => prop_assert!(alike > 1, "{}", error),
            }
        }

        #[test]
        fn a_time_selects_the_newest_not_after_it(times in proptest::collection::vec(0i64..100, 1..20), at in 0i64..100) {
            let snapshots: Vec<_> = times.iter().enumerate().map(|(n, time)| facts(n as u8, *time, "a")).collect();
            let selector = Selector::At(Timestamp { seconds: at, nanos: 0 });
            match select(&snapshots, &selector, &Filter::default()) {
                Ok(index) => {
                    let found = times[index];
                    prop_assert!(found <= at);
                    prop_assert!(times.iter().all(|time| *time > at || *time <= found));
                }
                Err(_) => prop_assert!(times.iter().all(|time| *time > at)),
            }
        }
    }
}
