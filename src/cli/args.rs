//! The command line: one definition for parsing, help, completions and man pages. What a command takes stands with
//! the command.

use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;
use std::time::Duration;

use clap::{ArgAction, Args, Parser, Subcommand, ValueHint};

use super::commands::alert::AlertCommand;
use super::commands::backup::BackupArgs;
use super::commands::cache::CacheCommand;
use super::commands::cat::CatCommand;
use super::commands::config::ConfigCommand;
use super::commands::copy::CopyArgs;
use super::commands::diff::DiffArgs;
use super::commands::doctor::DoctorArgs;
use super::commands::drill::DrillCommand;
use super::commands::dump::DumpArgs;
use super::commands::find::FindArgs;
use super::commands::forget::ForgetArgs;
use super::commands::generate::GenerateCommand;
use super::commands::health::HealthArgs;
use super::commands::hold::HoldArgs;
use super::commands::import::ImportArgs;
use super::commands::init::InitArgs;
use super::commands::key::KeyCommand;
use super::commands::ls::LsArgs;
use super::commands::metrics::MetricsArgs;
use super::commands::mount::MountArgs;
use super::commands::prune::PruneArgs;
use super::commands::recover::RecoverArgs;
use super::commands::repair::RepairCommand;
use super::commands::report::ReportArgs;
use super::commands::restore::RestoreArgs;
use super::commands::rewrite::RewriteArgs;
use super::commands::run::RunArgs;
use super::commands::runbook::RunbookCommand;
use super::commands::schedule::ScheduleCommand;
use super::commands::snapshots::SnapshotsArgs;
use super::commands::stats::StatsArgs;
use super::commands::status::StatusArgs;
use super::commands::tag::TagArgs;
use super::commands::unforget::UnforgetArgs;
use super::commands::verify::VerifyArgs;
use super::values;

/// Encrypted, deduplicating backup and restore to S3 or a local directory.
#[derive(Debug, Parser)]
#[command(name = "sandyq", version, arg_required_else_help = true, max_term_width = 110)]
#[command(
    after_help = "Exit codes: 0 ok, 1 failed, 2 wrong usage, 3 done but some files could not be read, \
    10 no repository, 12 wrong key, 20 a promise is broken, 21 damaged data, 22 not everything could be looked at, 23 the key may not do this, 75 busy, 130 interrupted."
)]
pub struct Cli {
    /// What all commands take.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// The repository: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]
    #[arg(long, short, global = true, value_name = "PLACE", value_hint = ValueHint::AnyPath)]
    pub repo: Option<String>,
    /// The repository of this dataset of the profile, which may have its own, and what else holds for that dataset
    #[arg(long, global = true, value_name = "DATASET", conflicts_with = "repo")]
    pub repo_of: Option<String>,
    /// Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub password_file: Option<PathBuf>,
    /// Take the passphrase from what this command prints; run by `sh -c` [env: SANDYQ_PASSWORD_COMMAND]
    #[arg(long, global = true, value_name = "COMMAND", conflicts_with = "password_file")]
    #[arg(value_hint = ValueHint::CommandString)]
    pub password_command: Option<String>,
    /// Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(conflicts_with_all = ["password_file", "password_command"])]
    pub key_file: Option<PathBuf>,
    /// A file of profiles [env: SANDYQ_CONFIG] [default: ~/.config/sandyq/sandyq.toml, else /etc/sandyq/sandyq.toml]
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// A profile of that file in place of its top [env: SANDYQ_PROFILE]
    #[arg(long, short, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// Print JSON, one object a line
    #[arg(long, global = true)]
    pub json: bool,
    /// Print nothing but warnings, errors and what was asked for
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Say more: what happens to each file; twice, of unchanged ones too
    #[arg(long, short, global = true, action = ArgAction::Count, conflicts_with = "quiet")]
    pub verbose: u8,
    /// Keep nothing on this host between runs
    #[arg(long, global = true)]
    pub no_cache: bool,
    /// Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]
    #[arg(long, global = true, value_name = "DIR", conflicts_with = "no_cache")]
    #[arg(value_hint = ValueHint::DirPath)]
    pub cache_dir: Option<PathBuf>,
    /// Send at most this much a second: a number of KiB, or with a unit, as 10M
    #[arg(long, global = true, value_name = "RATE", value_parser = values::rate)]
    pub limit_upload: Option<NonZeroU64>,
    /// Receive at most this much a second: a number of KiB, or with a unit, as 10M
    #[arg(long, global = true, value_name = "RATE", value_parser = values::rate)]
    pub limit_download: Option<NonZeroU64>,
    /// Requests to the store under way at once
    #[arg(long, global = true, value_name = "N", value_parser = values::number)]
    pub connections: Option<NonZeroUsize>,
    /// How long to repeat a failing request before giving up, as 30s, 15m or 2h [default: 15m]
    #[arg(long, global = true, value_name = "TIME", value_parser = values::time_span)]
    pub retry_for: Option<Duration>,
    /// Show no progress
    #[arg(long, global = true)]
    pub no_progress: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a repository
    Init(InitArgs),
    /// Back up: incremental if there is a snapshot to build on, else full
    Backup(BackupArgs),
    /// Back up, reading every byte again and relying only on packs seen in the store
    Full(BackupArgs),
    /// Back up, taking over what size, times and inode show unchanged
    Incremental(BackupArgs),
    /// List snapshots
    Snapshots(SnapshotsArgs),
    /// List what a snapshot holds
    Ls(LsArgs),
    /// Find files by name, size or time in all snapshots
    Find(FindArgs),
    /// Compare two snapshots, or a snapshot with a folder of this host
    Diff(DiffArgs),
    /// Write a file of a snapshot, or a directory as an archive, to standard output
    Dump(DumpArgs),
    /// Show snapshots as a read-only file system
    Mount(MountArgs),
    /// Tell how much snapshots hold, and what of it takes how much room
    Stats(StatsArgs),
    /// Restore a snapshot or a part of it
    Restore(RestoreArgs),
    /// Forget snapshots that a policy does not keep, or those that are named
    Forget(Box<ForgetArgs>),
    /// Bring back forgotten snapshots that are not swept yet
    Unforget(UnforgetArgs),
    /// Keep snapshots from every retention, or release them
    Hold(HoldArgs),
    /// Give snapshots tags, or take tags away
    Tag(TagArgs),
    /// Copy snapshots from another repository into this one, under this one's keys
    ///
    /// What was copied before is not copied again, and what did not change since is not read again. Each copy keeps its time,
    /// host, paths, tags and kind, and names its original. Copies share chunks with each other, not with what hosts back up
    /// into this repository themselves: they stay as the other repository has cut them.
    Copy(CopyArgs),
    /// Import snapshots from a repository of restic
    ///
    /// What was imported before is not imported again, and what restic says did not change is not read again. Each snapshot
    /// keeps its time, host, user, paths and tags, and counts as a full one. Files are cut as a backup cuts them, so that the
    /// next backup of the same files stores little. Restic's repository is only read.
    Import(ImportArgs),
    /// Make snapshots anew without paths that are to go from history
    ///
    /// Each keeps its time, host, tags and kind, and names its original, which stays unless --forget is given. What is gone
    /// from all snapshots is deleted by the next prune after the originals are forgotten. The next backup of the same source
    /// reads everything again, and stores what is still there unless it is excluded.
    Rewrite(RewriteArgs),
    /// Look whether everything is there and as it should be
    #[command(visible_alias = "check")]
    Verify(VerifyArgs),
    /// Mend the index, or make snapshots anew without what is lost
    #[command(subcommand)]
    Repair(RepairCommand),
    /// Sweep forgotten snapshots and what only they needed
    Prune(PruneArgs),
    /// List, add, remove and export keys
    #[command(subcommand)]
    Key(KeyCommand),
    /// Print an object of the repository as it is inside, for those who look for a fault
    #[command(subcommand)]
    Cat(CatCommand),
    /// Show what the profile, the environment and the options come to, or look for mistakes in a profile
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Do whatever is due of what a profile asks for: to be called each minute
    ///
    /// What is due comes from the list of snapshots in the repository, so that any host can take over from another. Each
    /// task runs as its own command would. Two runs of a host do not do the same at once, and wait for nothing else.
    Run(RunArgs),
    /// Tell how the promises of a profile stand: what would be lost now, and how long a recovery would take
    Status(StatusArgs),
    /// Tell how the promises of a profile were kept over time, with --html as a page with plots
    Report(ReportArgs),
    /// Print how the promises of a profile stand for Prometheus, write it to a file or push it
    Metrics(MetricsArgs),
    /// Look whether everything answers that a backup needs, once or as a service over HTTP
    Health(HealthArgs),
    /// List what is wrong, silence it, or try the channels that people are told on
    #[command(subcommand)]
    Alert(AlertCommand),
    /// Restore to prove that it can be done, measure it, and keep the signed reports
    #[command(subcommand)]
    Drill(DrillCommand),
    /// Go through a recovery step by step: assess, activate the team, execute, verify
    ///
    /// A runbook says what the steps are; each disaster has one, which can be printed and edited. Each step is written into
    /// a journal, so that a recovery that was cut short goes on with --resume. Nothing is restored over what is there.
    Recover(Box<RecoverArgs>),
    /// Write the recovery document of a profile: targets, contacts, procedures and exact commands
    #[command(subcommand)]
    Runbook(RunbookCommand),
    /// Cron lines or systemd timers that run what a profile asks for
    #[command(subcommand)]
    Schedule(ScheduleCommand),
    /// Try whether the store, the key and this host have all that is needed
    Doctor(DoctorArgs),
    /// List what this host keeps to be faster, and clean it
    #[command(subcommand)]
    Cache(CacheCommand),
    /// Write completions for shells, or man pages
    #[command(subcommand)]
    Generate(GenerateCommand),
    /// Print the version
    Version,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_definition_has_no_contradiction() {
        super::Cli::command().debug_assert();
    }
}
