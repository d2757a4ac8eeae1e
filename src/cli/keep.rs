//! What a policy keeps, from options.

use std::num::NonZeroUsize;
use std::str::FromStr;

use clap::Args;

use super::values;
use crate::model::id::SnapshotId;
use crate::policy::profile::Settings;
use crate::policy::retention::{PeriodRule, Policy, Safeguards, Span, UNLIMITED};
use crate::policy::select::Selector;

/// What to keep.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "What to keep")]
pub struct KeepArgs {
    /// Keep full snapshots younger than this, as 30d, 1y6m or 12h [default: 30d, if nothing else is to be kept]
    #[arg(long, value_name = "SPAN")]
    pub keep_full: Option<Span>,
    /// Keep incremental snapshots younger than this [default: 7d, if nothing else is to be kept]
    #[arg(long, value_name = "SPAN")]
    pub keep_incremental: Option<Span>,
    /// Keep the N newest; here and below `unlimited` or -1 keeps all
    #[arg(long, short = 'l', value_name = "N", allow_negative_numbers = true)]
    pub keep_last: Option<Count>,
    /// Keep the newest of each of the N newest hours that have one
    #[arg(long, short = 'H', value_name = "N", allow_negative_numbers = true)]
    pub keep_hourly: Option<Count>,
    /// Keep the newest of each of the N newest days that have one
    #[arg(long, short = 'd', value_name = "N", allow_negative_numbers = true)]
    pub keep_daily: Option<Count>,
    /// Keep the newest of each of the N newest weeks that have one
    #[arg(long, short = 'w', value_name = "N", allow_negative_numbers = true)]
    pub keep_weekly: Option<Count>,
    /// Keep the newest of each of the N newest months that have one
    #[arg(long, short = 'm', value_name = "N", allow_negative_numbers = true)]
    pub keep_monthly: Option<Count>,
    /// Keep the newest of each of the N newest years that have one
    #[arg(long, short = 'y', value_name = "N", allow_negative_numbers = true)]
    pub keep_yearly: Option<Count>,
    /// Keep everything at most this much older than the newest, as 2y5m7d3h
    #[arg(long, value_name = "SPAN")]
    pub keep_within: Option<Span>,
    /// Keep the newest of each hour at most this much older than the newest
    #[arg(long, value_name = "SPAN")]
    pub keep_within_hourly: Option<Span>,
    /// Keep the newest of each day at most this much older than the newest
    #[arg(long, value_name = "SPAN")]
    pub keep_within_daily: Option<Span>,
    /// Keep the newest of each week at most this much older than the newest
    #[arg(long, value_name = "SPAN")]
    pub keep_within_weekly: Option<Span>,
    /// Keep the newest of each month at most this much older than the newest
    #[arg(long, value_name = "SPAN")]
    pub keep_within_monthly: Option<Span>,
    /// Keep the newest of each year at most this much older than the newest
    #[arg(long, value_name = "SPAN")]
    pub keep_within_yearly: Option<Span>,
    /// Keep snapshots with this tag, or with all of several; may be given more than once
    #[arg(long, value_name = "TAG[,TAG...]")]
    pub keep_tag: Vec<Tags>,
    /// Keep the snapshot with this id; may be given more than once
    #[arg(long, value_name = "ID")]
    pub keep_id: Vec<Selector>,
    /// Keep the N newest good snapshots of every group, whatever else is said [default: 1]
    #[arg(long, value_name = "N", value_parser = values::number)]
    pub keep_newest_good: Option<NonZeroUsize>,
    /// Forget at most this share of all snapshots without --yes, where there are more than 3 [default: 50]
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(..=100))]
    pub max_forget_share: Option<u8>,
}

/// How many to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count(usize);

impl FromStr for Count {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "unlimited" | "-1" => Ok(Self(UNLIMITED)),
            _ => text.parse().map(Self).map_err(|_| format!("{text:?} is not a count, `unlimited` or -1")),
        }
    }
}

/// Labels that a snapshot needs all of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tags(Vec<String>);

impl FromStr for Tags {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let tags: Vec<_> = text.split(',').map(|tag| tag.trim().to_owned()).collect();
        if tags.iter().any(String::is_empty) { Err("a tag has no name".to_owned()) } else { Ok(Self(tags)) }
    }
}

impl KeepArgs {
    fn counts(&self) -> [Option<Count>; 5] {
        [self.keep_hourly, self.keep_daily, self.keep_weekly, self.keep_monthly, self.keep_yearly]
    }

    fn within(&self) -> [Option<Span>; 5] {
        [
            self.keep_within_hourly,
            self.keep_within_daily,
            self.keep_within_weekly,
            self.keep_within_monthly,
            self.keep_within_yearly,
        ]
    }

    /// Whether anything is said of what to keep.
    pub fn is_policy(&self) -> bool {
        self.keep_full.or(self.keep_incremental).or(self.keep_within).is_some()
            || self.keep_last.is_some()
            || self.counts().iter().any(Option::is_some)
            || self.within().iter().any(Option::is_some)
            || !self.keep_tag.is_empty()
            || !self.keep_id.is_empty()
    }

    /// The policy: that by kind, if nothing is said.
    pub fn policy(&self, ids: impl IntoIterator<Item = SnapshotId>) -> Policy {
        if !self.is_policy() {
            return Policy::by_kind();
        }
        let count = |count: Option<Count>| count.map_or(0, |Count(count)| count);
        let (counts, within) = (self.counts().map(count), self.within());
        Policy {
            full: self.keep_full,
            incremental: self.keep_incremental,
            last: count(self.keep_last),
            periods: std::array::from_fn(|n| PeriodRule { count: counts[n], within: within[n] }),
            within: self.keep_within,
            tags: self.keep_tag.iter().map(|Tags(tags)| tags.clone()).collect(),
            ids: ids.into_iter().collect(),
        }
    }

    /// What no policy outweighs.
    pub fn safeguards(&self) -> Safeguards {
        let usual = Safeguards::default();
        Safeguards {
            newest_good: self.keep_newest_good.unwrap_or(usual.newest_good),
            max_share: self.max_forget_share.unwrap_or(usual.max_share),
        }
    }

    /// The same, with what a profile says where no option does. Options that say what to keep take the place of all that
    /// the profile says of it.
    #[must_use]
    pub fn or(&self, settings: &Settings) -> Self {
        let own = settings.from_file();
        let mut keep = self.clone();
        let share = || own.number("retention.max_forget_share").and_then(|share| u8::try_from(share).ok());
        keep.keep_newest_good = keep.keep_newest_good.or_else(|| own.count("retention.keep_newest_good"));
        keep.max_forget_share = keep.max_forget_share.or_else(share);
        if self.is_policy() {
            return keep;
        }
        let count = |what: &str| {
            let number = own.number(&format!("retention.keep_{what}"))?;
            Some(Count(usize::try_from(number).unwrap_or(UNLIMITED)))
        };
        let within = |what: &str| own.span(&format!("retention.keep_within{what}"));
        let tags = own.texts("retention.keep_tags").unwrap_or_default();
        Self {
            keep_full: own.span("schedule.full_backup_retention"),
            keep_incremental: own.span("schedule.incremental_backup_retention"),
            keep_last: count("last"),
            keep_hourly: count("hourly"),
            keep_daily: count("daily"),
            keep_weekly: count("weekly"),
            keep_monthly: count("monthly"),
            keep_yearly: count("yearly"),
            keep_within: within(""),
            keep_within_hourly: within("_hourly"),
            keep_within_daily: within("_daily"),
            keep_within_weekly: within("_weekly"),
            keep_within_monthly: within("_monthly"),
            keep_within_yearly: within("_yearly"),
            keep_tag: tags.iter().filter_map(|tags| tags.parse().ok()).collect(),
            ..keep
        }
        .with_both_kinds()
    }

    /// Whoever says how long one kind is kept leaves the other as it is without a word.
    fn with_both_kinds(mut self) -> Self {
        if self.keep_full.is_some() || self.keep_incremental.is_some() {
            let usual = Policy::by_kind();
            self.keep_full = self.keep_full.or(usual.full);
            self.keep_incremental = self.keep_incremental.or(usual.incremental);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        keep: KeepArgs,
    }

    fn policy(options: &str) -> Policy {
        Line::try_parse_from(format!("x {options}").split_whitespace()).unwrap().keep.policy([])
    }

    #[test]
    fn kinds_decide_only_if_nothing_else_is_said() {
        assert_eq!(policy("--keep-newest-good 3 --max-forget-share 10"), Policy::by_kind());
        let full = Policy { full: Some(Span::days(90)), ..Policy::default() };
        assert_eq!(policy("--keep-full 90d"), full);
        assert_eq!(policy("--keep-last 0"), Policy::default());
        assert_eq!(policy("--keep-tag a,b --keep-tag c").tags, [vec!["a", "b"], vec!["c"]]);
    }

    #[test]
    fn counts_end_up_at_the_periods_they_name() {
        let policy = policy("-H 1 -d 2 -w -1 --keep-monthly=unlimited -y 5 --keep-within-weekly 1y");
        assert_eq!(policy.periods.map(|rule| rule.count), [1, 2, UNLIMITED, UNLIMITED, 5]);
        assert_eq!(policy.periods.map(|rule| rule.within.is_some()), [false, false, true, false, false]);
    }

    #[test]
    fn nonsense_is_refused() {
        for options in ["--keep-last -2", "--keep-tag a,", "--keep-within 3", "--keep-newest-good 0"] {
            let line = format!("x {options}");
            assert!(Line::try_parse_from(line.split_whitespace()).is_err(), "{options}");
        }
    }
}
