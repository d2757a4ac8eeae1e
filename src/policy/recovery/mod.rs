//! Recoveries as files that people read and edit: what to do after a disaster, step by step. Every one has the same four
//! phases: look what is wrong, call the people, bring it back, and find out whether it is good.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::model::quantity::parse_time_span;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disaster {
    /// A disk, a database or a repository is damaged or gone.
    DatabaseFailure,
    /// The store or the network does not answer.
    NetworkFailure,
    /// An application is broken, and its data may be.
    ApplicationFailure,
    /// All of a site is gone.
    SiteLoss,
    /// An attacker encrypted or destroyed files.
    Ransomware,
    /// Somebody deleted or overwrote something.
    OperatorError,
}

impl Disaster {
    /// All of them, with what is done if no file says otherwise.
    const ALL: [(Self, &'static str, &'static str); 6] = [
        (Self::DatabaseFailure, "database-failure", include_str!("database-failure.toml")),
        (Self::NetworkFailure, "network-failure", include_str!("network-failure.toml")),
        (Self::ApplicationFailure, "application-failure", include_str!("application-failure.toml")),
        (Self::SiteLoss, "site-loss", include_str!("site-loss.toml")),
        (Self::Ransomware, "ransomware", include_str!("ransomware.toml")),
        (Self::OperatorError, "operator-error", include_str!("operator-error.toml")),
    ];

    fn row(self) -> (&'static str, &'static str) {
        let row = Self::ALL.iter().find(|(one, ..)| *one == self);
        row.map_or(("", ""), |(_, name, text)| (*name, *text))
    }

    /// The word for it.
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// What is done if no file says otherwise.
    pub fn usual(self) -> &'static str {
        self.row().1
    }
}

impl FromStr for Disaster {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().find(|(_, name, _)| *name == text);
        found.map(|(one, ..)| *one).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|(_, name, _)| *name).collect();
            format!("{text:?} is no disaster; there are {}", names.join(", "))
        })
    }
}

/// Which of the four a step belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// What is wrong?
    Assess,
    /// Call the people.
    Activate,
    /// Bring it back.
    Execute,
    /// Is it good?
    Verify,
}

impl Phase {
    const ALL: [Self; 4] = [Self::Assess, Self::Activate, Self::Execute, Self::Verify];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Assess => "assess",
            Self::Activate => "activate",
            Self::Execute => "execute",
            Self::Verify => "verify",
        }
    }
}

/// What kind of thing a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// Tells how everything stands.
    Look,
    /// Tells the channels of the profile, if it is critical.
    Page,
    /// Waits for a person to say that something is done.
    Confirm,
    /// Runs a command.
    Command,
    /// Finds the newest whole version of what was lost.
    Find,
    /// Restores datasets.
    Restore,
    /// Finds out whether what was restored, or else every repository, is good.
    Verify,
}

impl Action {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Look => "look",
            Self::Page => "page",
            Self::Confirm => "confirm",
            Self::Command => "command",
            Self::Find => "find",
            Self::Restore => "restore",
            Self::Verify => "verify",
        }
    }
}

/// Which snapshot is restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Which {
    /// The newest.
    #[default]
    Latest,
    /// The newest that is not suspect.
    Clean,
}

/// What has to be said before anything is begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// The repository to recover from.
    From,
    /// What was lost.
    Path,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Which of the four it belongs to.
    pub phase: Phase,
    /// What it is, in a few words.
    pub title: String,
    /// What a person has to know or do.
    #[serde(default)]
    pub text: String,
    /// What is done.
    pub action: Action,
    /// What to run, by `sh -c`.
    pub command: Option<String>,
    /// How long that may take; 10 minutes if nothing is said.
    pub timeout: Option<String>,
    /// Datasets to restore; all that are meant if none is named.
    #[serde(default)]
    pub datasets: Vec<String>,
    /// Which snapshot of each.
    #[serde(default)]
    pub snapshot: Which,
    /// The folder to restore below, in place of that of the command line.
    pub target: Option<String>,
}

impl Step {
    /// How long its command may take.
    pub fn limit(&self) -> Duration {
        let said = self.timeout.as_deref().and_then(|text| parse_time_span(text).ok());
        said.unwrap_or(Duration::from_secs(600))
    }
}

/// A recovery.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Runbook {
    /// What it is for.
    pub disaster: Disaster,
    /// How much it matters: only what is `critical` pages anybody.
    pub severity: String,
    /// What is needed from the command line.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// The steps.
    #[serde(rename = "step", default)]
    pub steps: Vec<Step>,
}

/// A file that is no runbook.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Invalid(String);

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How much a disaster may matter.
const SEVERITIES: [&str; 4] = ["critical", "high", "medium", "report"];

impl Runbook {
    /// Reads one, and looks whether it can be gone through.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let runbook: Self = toml::from_str(text).map_err(|error| Invalid(located(text, &error)))?;
        match runbook.mistake() {
            Some(mistake) => Err(Invalid(mistake)),
            None => Ok(runbook),
        }
    }

    fn mistake(&self) -> Option<String> {
        if !SEVERITIES.contains(&self.severity.as_str()) {
            return Some(format!("severity {:?} is none of {}", self.severity, SEVERITIES.join(", ")));
        }
        if let Some(missing) =
            Phase::ALL.iter().find(|phase| self.steps.iter().all(|one| one.phase != **phase))
        {
            return Some(format!("no step has the phase {}", missing.name()));
        }
        if !self.steps.is_sorted_by_key(|step| step.phase) {
            return Some("the phases come in the order assess, activate, execute, verify".to_owned());
        }
        let verifies = |step: &Step| step.phase == Phase::Verify && step.action == Action::Verify;
        if !self.steps.iter().any(verifies) {
            return Some("nothing is verified: a step of phase verify has the action verify".to_owned());
        }
        self.steps.iter().enumerate().find_map(|(index, step)| {
            let mistake = step.mistake()?;
            Some(format!("step {} ({}): {mistake}", index + 1, step.title))
        })
    }

    /// Whether it restores anything, and so takes a place to restore to.
    pub fn takes_target(&self) -> bool {
        self.steps.iter().any(|step| step.action == Action::Restore && step.target.is_none())
    }
}

impl Step {
    fn mistake(&self) -> Option<String> {
        let (is_command, is_restore) = (self.action == Action::Command, self.action == Action::Restore);
        if is_command && self.command.as_deref().is_none_or(|line| line.trim().is_empty()) {
            return Some("a command is missing".to_owned());
        }
        if !is_command && (self.command.is_some() || self.timeout.is_some()) {
            return Some("command and timeout belong to the action command".to_owned());
        }
        let restores =
            !self.datasets.is_empty() || self.target.is_some() || self.snapshot != Which::default();
        if !is_restore && restores {
            return Some("datasets, snapshot and target belong to the action restore".to_owned());
        }
        if self.target.as_ref().is_some_and(|target| !target.starts_with('/')) {
            return Some("target has to begin with /".to_owned());
        }
        let timeout = self.timeout.as_deref().map(parse_time_span);
        timeout.and_then(Result::err).map(|problem| format!("timeout: {problem}"))
    }
}

/// A mistake with its line.
fn located(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start));
    let line = before.map(|before| format!("line {}: ", before.matches('\n').count() + 1));
    format!("{}{}", line.unwrap_or_default(), error.message())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_disaster_has_a_runbook_with_the_four_phases_that_verifies_in_the_end() {
        for (disaster, name, text) in Disaster::ALL {
            let runbook = Runbook::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!((runbook.disaster, name.parse()), (disaster, Ok(disaster)));
            assert_eq!(runbook.steps.last().map(|step| step.phase), Some(Phase::Verify));
            let pages = runbook.steps.iter().any(|step| step.action == Action::Page);
            assert!(pages || runbook.severity != "critical", "{name} is critical and pages nobody");
        }
    }

    #[test]
    fn what_cannot_be_gone_through_is_told_with_its_place() {
        let usual = Disaster::DatabaseFailure.usual();
        let wrong = |from: &str, to: &str| {
            assert!(usual.contains(from), "{from}");
            Runbook::parse(&usual.replace(from, to)).unwrap_err().to_string()
        };
        assert_eq!(
            wrong("\"critical\"", "\"awful\""),
            "severity \"awful\" is none of critical, high, medium, report"
        );
        assert!(wrong("action = \"restore\"", "acton = \"restore\"").contains("line "));
        assert!(wrong("action = \"verify\"", "action = \"look\"").contains("nothing is verified"));
        assert!(wrong("action = \"page\"", "action = \"command\"").contains("a command is missing"));
        assert!(
            wrong("action = \"page\"", "action = \"page\"\ntimeout = \"1m\"")
                .contains("belong to the action")
        );
        assert!(
            wrong("phase = \"activate\"", "phase = \"execute\"").contains("no step has the phase activate")
        );
        assert!(wrong("phase = \"assess\"", "phase = \"verify\"").contains("no step has the phase assess"));
    }
}
