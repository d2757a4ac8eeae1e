//! `drill`: restores to see whether it can be done, measures how long it takes, and keeps the proof.
//!
//! `subject` says what is tried, `case` how; `restored`, `corruption` and `bare_host` are the steps of the scenarios,
//! `check` runs the dataset's own check and `scratch` is the place it all happens in. `run` puts a drill together,
//! `papers` shows, records and checks reports, `review` says what was made of them.

mod bare_host;
mod case;
mod check;
mod corruption;
mod papers;
mod restored;
mod review;
mod run;
mod scratch;
mod subject;

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand, ValueEnum, ValueHint};

use super::snapshots::FilterArgs;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::Result;
use crate::cli::values;
use crate::policy::drill::{Plan, Scenario};

/// What to do about drills.
#[derive(Debug, Subcommand)]
pub enum DrillCommand {
    /// Restore into a place of its own, compare, measure, and write a signed report
    ///
    /// Each dataset is restored from nothing but the repository: no cache is used and the key is asked for anew. What was
    /// restored is read again and compared with the snapshot, the dataset's check command is run in it, and it is removed.
    /// The exit code is 20 if a promise is broken, 21 if data is wrong, 22 if something could not be tried.
    Run(Box<DrillRunArgs>),
    /// List the drills that are recorded
    List,
    /// Show the report of a drill
    Show(DrillShowArgs),
    /// Add reports to the repository that were made where nothing could be recorded
    Record {
        /// The reports: the JSON files that `drill run` wrote
        #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
    },
    /// Check reports by their signatures and whether they follow each other, without any repository
    VerifyReport {
        /// The reports, the oldest first
        #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
        /// The key that has to have signed them: its id as in `key list`, or the public key itself
        #[arg(long, value_name = "KEY")]
        pubkey: Option<String>,
    },
    /// Say what was found in a drill and what is to be done, or that it is done
    Review(DrillReviewArgs),
}

/// Options of `drill run`.
#[derive(Debug, Clone, Args)]
pub struct DrillRunArgs {
    /// What a plan asks for: monthly a sample of critical datasets, quarterly critical and important ones whole and whether
    /// damage is noticed, annual all of them, also with the key from the safe and on a bare host
    #[arg(long, value_name = "PLAN")]
    #[arg(value_parser = PossibleValuesParser::new(Plan::ALL.map(Plan::name)).try_map(|name| name.parse::<Plan>()))]
    pub plan: Option<Plan>,
    /// What has happened; may be given more than once [default: file, or what the plan says]
    #[arg(long, value_name = "SCENARIO")]
    #[arg(value_parser = PossibleValuesParser::new(Scenario::ALL.map(Scenario::name)).try_map(|name| name.parse::<Scenario>()))]
    pub scenario: Vec<Scenario>,
    /// A recovery may take at most this long [default: as the dataset's tier says]
    #[arg(long, value_name = "TIME", value_parser = values::time_span)]
    pub rto: Option<Duration>,
    /// At most this much of the newest data may be lost [default: as the dataset's tier says]
    #[arg(long, value_name = "TIME", value_parser = values::time_span)]
    pub rpo: Option<Duration>,
    /// Choose samples by these digits, as a report tells them [default: new ones]
    #[arg(long, value_name = "DIGITS")]
    pub seed: Option<String>,
    /// Folder to restore into [default: the one for temporary files]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub scratch: Option<PathBuf>,
    /// Command that tells whether what was restored is good; run by `sh -c` in it
    #[arg(long, value_name = "COMMAND", value_hint = ValueHint::CommandString)]
    pub check_command: Option<String>,
    /// Key file from the safe, for key-loss and bare-host
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub escrow_key: Option<PathBuf>,
    /// File with the passphrase from the safe, for the same
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "escrow_key")]
    pub escrow_password_file: Option<PathBuf>,
    /// Folder to write the reports to: JSON, Markdown, HTML and JUnit XML
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub report_dir: Option<PathBuf>,
    /// Write JUnit XML to this file too
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub junit: Option<PathBuf>,
    /// Language of the reports for people
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    pub lang: Option<LanguageArg>,
    /// Leave the drill out of the repository
    #[arg(long)]
    pub no_record: bool,
    /// Which datasets or snapshots.
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// Options of `drill show`.
#[derive(Debug, Clone, Args)]
pub struct DrillShowArgs {
    /// The drill: latest, or the first digits of its name
    #[arg(value_name = "DRILL", default_value = "latest")]
    pub drill: String,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Language of Markdown and HTML
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    pub lang: Option<LanguageArg>,
}

/// Options of `drill review`.
#[derive(Debug, Clone, Args)]
pub struct DrillReviewArgs {
    /// The drill: latest, or the first digits of its name
    #[arg(value_name = "DRILL")]
    pub drill: String,
    /// Something that was found; may be given more than once
    #[arg(long, value_name = "TEXT")]
    pub finding: Vec<String>,
    /// Something to be done; may be given more than once
    #[arg(long, value_name = "TEXT")]
    pub action: Vec<String>,
    /// Who does it
    #[arg(long, value_name = "NAME", requires = "action")]
    pub owner: Option<String>,
    /// By which day, as 2026-12-31
    #[arg(long, value_name = "DAY", requires = "action", value_parser = review::day)]
    pub due: Option<String>,
    /// An action that is done, by its name; may be given more than once
    #[arg(long, value_name = "ACTION")]
    pub done: Vec<String>,
    /// Who looked at it [default: the user]
    #[arg(long, value_name = "NAME")]
    pub reviewer: Option<String>,
}

/// How to show a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table
    Text,
    /// The signed file
    Json,
    /// Markdown
    Md,
    /// A page
    Html,
    /// JUnit XML
    Junit,
}

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LanguageArg {
    /// English
    En,
    /// Kazakh
    Kk,
}

pub fn run(context: &Context, command: &DrillCommand) -> Result<ExitCode> {
    match command {
        DrillCommand::Run(args) => run::run(context, args),
        DrillCommand::List => papers::list(context),
        DrillCommand::Show(args) => papers::show(context, args),
        DrillCommand::Record { files } => papers::record(context, files),
        DrillCommand::VerifyReport { files, pubkey } => papers::verify(context, files, pubkey.as_deref()),
        DrillCommand::Review(args) => review::run(context, args),
    }
}
