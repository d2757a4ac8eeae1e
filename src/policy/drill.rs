//! Drills: which a profile asks for, what each tries, and what became of what was found in them.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::profile::{Resolved, Settings, Tier};
use crate::model::drill::{Action, Review};

const DAY: Duration = Duration::from_secs(86_400);

/// A drill that comes again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plan {
    /// A sample of each critical dataset.
    Monthly,
    /// Critical and important datasets whole.
    Quarterly,
    /// Everything, also with nothing left but the repository and what lies in the safe.
    Annual,
}

impl Plan {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Monthly, Self::Quarterly, Self::Annual];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::Annual => "annual",
        }
    }

    /// The number that stands for it in the repository.
    pub fn number(self) -> u32 {
        self as u32
    }

    /// The plan of a number; none for one of a newer program.
    pub fn of_number(number: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|plan| plan.number() == number)
    }

    /// How often.
    pub fn every(self) -> Duration {
        match self {
            Self::Monthly => 30 * DAY,
            Self::Quarterly => 91 * DAY,
            Self::Annual => 365 * DAY,
        }
    }

    /// What is tried with each dataset.
    pub fn scenarios(self) -> &'static [Scenario] {
        use Scenario::{BareHost, Corruption, File, Full, KeyLoss};
        match self {
            Self::Monthly => &[File],
            Self::Quarterly => &[Full, Corruption],
            Self::Annual => &[Full, Corruption, KeyLoss, BareHost],
        }
    }

    /// Whether datasets of a tier take part.
    pub fn covers(self, tier: &str) -> bool {
        let first = match self {
            Self::Monthly => 1,
            Self::Quarterly => 2,
            Self::Annual => Tier::NAMES.len(),
        };
        Tier::NAMES.iter().take(first).any(|name| *name == tier)
    }

    /// Whether a dataset takes part by what its settings say.
    pub fn is_promised(self, settings: &Settings) -> bool {
        let on = settings.flag(&format!("drill.{}", self.name())).unwrap_or(false);
        on && settings.text("dataset.tier").is_some_and(|tier| self.covers(tier))
    }

    /// Whether a profile wants it run: a dataset takes part.
    pub fn is_wanted(self, profile: &Resolved<'_>) -> bool {
        profile.datasets().any(|(_, table)| self.is_promised(&profile.settings_of(table, &[])))
    }
}

impl FromStr for Plan {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|plan| plan.name() == text)
            .ok_or_else(|| format!("{text:?} is no plan; there are {}", Self::ALL.map(Self::name).join(", ")))
    }
}

/// What may have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scenario {
    /// Some files are lost.
    File,
    /// A whole dataset is lost.
    Full,
    /// What the store holds is damaged: it has to be noticed.
    Corruption,
    /// The key of the host is lost: the one in the safe has to open the repository.
    KeyLoss,
    /// Everything is lost but the repository, its passphrase and this program.
    BareHost,
}

impl Scenario {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::File, Self::Full, Self::Corruption, Self::KeyLoss, Self::BareHost];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Full => "full",
            Self::Corruption => "corruption",
            Self::KeyLoss => "key-loss",
            Self::BareHost => "bare-host",
        }
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Scenario {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|one| one.name() == text).ok_or_else(|| {
            format!("{text:?} is no scenario; there are {}", Self::ALL.map(Self::name).join(", "))
        })
    }
}

/// What several people made of one drill. In which order they said it makes no difference.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reviewed {
    /// Who looked at it.
    pub reviewers: Vec<String>,
    /// What they found.
    pub findings: Vec<String>,
    /// What is to be done, and whether it is done.
    pub actions: Vec<(Action, bool)>,
}

impl Reviewed {
    /// All that was said.
    pub fn of(reviews: &[Review]) -> Self {
        let all = || reviews.iter();
        let done: Vec<&str> = all().flat_map(|review| &review.done).map(String::as_str).collect();
        let actions: BTreeMap<_, _> =
            all().flat_map(|review| &review.actions).map(|action| (action.id.as_str(), action)).collect();
        let mut reviewers: Vec<_> = all().map(|review| review.reviewer.clone()).collect();
        let mut findings: Vec<_> = all().flat_map(|review| review.findings.iter().cloned()).collect();
        reviewers.sort();
        reviewers.dedup();
        findings.sort();
        findings.dedup();
        let closed = |action: &Action| done.contains(&action.id.as_str());
        Self {
            reviewers,
            findings,
            actions: actions.into_values().map(|action| (action.clone(), closed(action))).collect(),
        }
    }

    /// Whether something is not done that was to be done before `today`, both as `2026-12-31`.
    pub fn is_overdue(&self, today: &str) -> bool {
        // Days in this form sort as they follow each other.
        let late = |action: &Action| action.due.as_deref().is_some_and(|due| due < today);
        self.actions.iter().any(|(action, done)| !done && late(action))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_that_comes_less_often_tries_more() {
        for two in Plan::ALL.windows(2) {
            let [often, seldom] = two else { unreachable!() };
            assert!(often.every() < seldom.every());
            for tier in Tier::NAMES {
                assert!(!often.covers(tier) || seldom.covers(tier), "{tier}");
            }
        }
        assert!(Plan::Monthly.covers("critical") && !Plan::Monthly.covers("important"));
        assert!(Plan::Annual.covers("noncritical") && !Plan::Annual.covers("any"));
        for plan in Plan::ALL {
            assert_eq!((plan.name().parse(), Plan::of_number(plan.number())), (Ok(plan), Some(plan)));
        }
    }

    #[test]
    fn actions_are_open_until_somebody_says_that_they_are_done() {
        let action = |id: &str, due: &str| Action {
            id: id.to_owned(),
            text: format!("mend {id}"),
            owner: None,
            due: Some(due.to_owned()),
        };
        let first = Review {
            reviewer: "aigerim".to_owned(),
            findings: vec!["slow".to_owned()],
            actions: vec![action("a1", "2026-12-31"), action("b2", "2027-01-31")],
            done: vec![],
        };
        let second =
            Review { reviewer: "daniyar".to_owned(), done: vec!["a1".to_owned()], ..Review::default() };
        let both = Reviewed::of(&[first.clone(), second.clone()]);
        assert_eq!(both, Reviewed::of(&[second, first.clone()]));
        assert_eq!(both.actions.iter().map(|(_, done)| *done).collect::<Vec<_>>(), [true, false]);
        assert!(!both.is_overdue("2027-01-31") && both.is_overdue("2027-02-01"));
        assert!(Reviewed::of(&[first]).is_overdue("2027-01-01"));
    }
}
