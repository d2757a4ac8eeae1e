//! What a drill did and found, in the words of its report. A report holds no name of a file.
//!
//! Numbers are whole and times are text, so that the canonical form of a report is the same for every program.

use serde::{Deserialize, Serialize};

/// The layout of reports.
pub const VERSION: u32 = 1;

/// How something came out, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was not to be tried, or could not be after what went before.
    Skipped,
    /// As it should be.
    Passed,
    /// It could not be tried.
    Untested,
    /// The data is good, and a promise is broken.
    Missed,
    /// The data is wrong.
    Wrong,
}

impl Outcome {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::Passed => "passed",
            Self::Untested => "untested",
            Self::Missed => "missed",
            Self::Wrong => "wrong",
        }
    }
}

/// A drill and all that was tried in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// `drill_report`.
    pub message_type: String,
    /// [`VERSION`].
    pub version: u32,
    /// 16 random bytes as digits: the drill's name.
    pub id: String,
    /// `monthly`, `quarterly` or `annual`, if it was one of these.
    pub plan: Option<String>,
    /// What the samples were chosen by: with it anybody chooses the same again.
    pub seed: String,
    /// When it began, RFC 3339.
    pub began: String,
    /// When it ended.
    pub ended: String,
    /// The program and its version.
    pub program: String,
    /// SHA-256 of the program's file.
    pub binary_sha256: Option<String>,
    /// SHA-256 of the profile's file.
    pub profile_sha256: Option<String>,
    /// The host it ran on.
    pub host: String,
    /// The user who ran it.
    pub operator: String,
    /// Who approves the recovery plan.
    pub approver: Option<String>,
    /// The repository that the drill is recorded in.
    pub repository: String,
    /// Where that is.
    pub location: String,
    /// Number of its newest root.
    pub root: u64,
    /// SHA-256 of that root as stored.
    pub root_sha256: String,
    /// SHA-256 of the report before this one.
    pub previous: Option<String>,
    /// Whether all that was planned was tried.
    pub complete: bool,
    /// The worst of the cases.
    pub outcome: Outcome,
    /// The exit code.
    pub exit_code: u8,
    /// What was tried.
    pub cases: Vec<Case>,
}

/// One dataset in one scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The dataset.
    pub dataset: String,
    /// The host whose dataset it is. The first reports did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// The scenario.
    pub scenario: String,
    /// The dataset's tier.
    pub tier: Option<String>,
    /// Its repository.
    pub repository: Option<String>,
    /// Where that is.
    pub location: String,
    /// The snapshot that was restored.
    pub snapshot: Option<String>,
    /// When that began.
    pub snapshot_began: Option<String>,
    /// First page of its tree: what the files were compared with.
    pub tree: Option<String>,
    /// Whether another host made it than the one the drill ran on.
    pub other_host: Option<bool>,
    /// The worst of the steps.
    pub outcome: Outcome,
    /// A recovery may take this long, in milliseconds.
    pub rto_target_ms: Option<u64>,
    /// It took this long, from the declaration to the last check.
    pub rto_measured_ms: Option<u64>,
    /// This much of the newest data may be lost.
    pub rpo_target_ms: Option<u64>,
    /// This much would have been: the age of the snapshot when the drill began.
    pub rpo_measured_ms: Option<u64>,
    /// Entries restored: files, links and the like.
    pub files: u64,
    /// Bytes of those files.
    pub bytes: u64,
    /// Entries that are as in the snapshot, as reading them again showed.
    pub matched: u64,
    /// Entries that are not.
    pub differing: u64,
    /// What was done.
    pub steps: Vec<Step>,
}

/// One step of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// How it came out.
    pub outcome: Outcome,
    /// How long it took.
    pub ms: u64,
    /// What there is to be said, without the name of any file.
    pub message: Option<String>,
    /// What a check command printed.
    pub output: Option<Output>,
}

/// What a command printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// SHA-256 of all of it.
    pub sha256: String,
    /// Its length.
    pub bytes: u64,
    /// Its end, if reports may hold it.
    pub tail: Option<String>,
}

impl Case {
    /// The worst that came of its steps.
    pub fn worst(&self) -> Outcome {
        self.steps.iter().map(|step| step.outcome).max().unwrap_or(Outcome::Untested)
    }
}

impl Report {
    /// The worst that came of its cases. Nothing tried is nothing tested.
    pub fn worst(&self) -> Outcome {
        self.cases.iter().map(|case| case.outcome).max().unwrap_or(Outcome::Untested)
    }
}

/// What somebody made of a drill afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Review {
    /// Who.
    pub reviewer: String,
    /// What was found.
    pub findings: Vec<String>,
    /// What is to be done.
    pub actions: Vec<Action>,
    /// Actions, of this or an earlier review, that are done, by their names.
    pub done: Vec<String>,
}

/// Something to be done after a drill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Its name: a few random digits.
    pub id: String,
    /// What.
    pub text: String,
    /// By whom.
    pub owner: Option<String>,
    /// By which day, as `2026-12-31`.
    pub due: Option<String>,
}
