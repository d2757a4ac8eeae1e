//! The command line: one definition for parsing, help, completions and man pages.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::model::quantity;
use crate::model::role::Role;
use crate::policy::select::{InvalidSelector, Selector};

/// Encrypted, deduplicating backup and restore to S3 or a local directory.
#[derive(Debug, Parser)]
#[command(name = "sandyq", version, arg_required_else_help = true, propagate_version = false)]
#[command(
    after_help = "Exit codes: 0 ok, 1 failed, 2 wrong usage, 3 done but some files could not be read, \
    10 no repository, 12 wrong key, 21 damaged data, 23 the key may not do this, 130 interrupted."
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
    /// Where the repository is: a path, file:///path or s3://bucket/prefix?region=&endpoint= [env: SANDYQ_REPOSITORY]
    #[arg(long, short, global = true, value_name = "PLACE", value_hint = ValueHint::AnyPath)]
    pub repo: Option<String>,
    /// Read the passphrase from a file [env: SANDYQ_PASSWORD_FILE]
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub password_file: Option<PathBuf>,
    /// Run a command with `sh -c` that prints the passphrase [env: SANDYQ_PASSWORD_COMMAND]
    #[arg(long, global = true, value_name = "COMMAND", conflicts_with = "password_file")]
    pub password_command: Option<String>,
    /// Use a key file in place of a passphrase [env: SANDYQ_KEY_FILE]
    #[arg(long, global = true, value_name = "FILE", conflicts_with_all = ["password_file", "password_command"], value_hint = ValueHint::FilePath)]
    pub key_file: Option<PathBuf>,
    /// Print JSON, one object a line
    #[arg(long, global = true)]
    pub json: bool,
    /// Print errors only
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Say more: what happened to each file
    #[arg(long, short, global = true, action = ArgAction::Count, conflicts_with = "quiet")]
    pub verbose: u8,
    /// Keep nothing on this host between runs
    #[arg(long, global = true)]
    pub no_cache: bool,
    /// Folder of the cache [env: SANDYQ_CACHE_DIR] [default: ~/.cache/sandyq]
    #[arg(long, global = true, value_name = "DIR", conflicts_with = "no_cache", value_hint = ValueHint::DirPath)]
    pub cache_dir: Option<PathBuf>,
    /// Send at most this much a second, for example 500K or 10M
    #[arg(long, global = true, value_name = "SIZE", value_parser = size)]
    pub limit_upload: Option<u64>,
    /// Receive at most this much a second
    #[arg(long, global = true, value_name = "SIZE", value_parser = size)]
    pub limit_download: Option<u64>,
    /// Requests under way at once
    #[arg(long, global = true, value_name = "N")]
    pub connections: Option<NonZeroUsize>,
    /// Show no progress
    #[arg(long, global = true)]
    pub no_progress: bool,
}

fn size(text: &str) -> Result<u64, String> {
    quantity::parse_bytes(text).and_then(|bytes| {
        if bytes == 0 { Err("a limit of nothing would never end".to_owned()) } else { Ok(bytes) }
    })
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
    Snapshots(FilterArgs),
    /// List what a snapshot holds
    Ls(LsArgs),
    /// Restore a snapshot or a part of it
    Restore(RestoreArgs),
    /// Look whether everything is there and as it should be
    #[command(visible_alias = "check")]
    Verify(VerifyArgs),
    /// List, add, remove and export keys
    #[command(subcommand)]
    Key(KeyCommand),
    /// Write completions for shells, or man pages
    Generate(GenerateArgs),
    /// Print the version
    Version,
}

/// Options of `init`.
#[derive(Debug, Clone, Default, Args)]
pub struct InitArgs {
    /// Average size of chunks: smaller finds more in common, larger needs less index
    #[arg(long, value_name = "SIZE", value_parser = quantity::parse_bytes, default_value = "128K")]
    pub chunk_size: u64,
    /// Memory that guessing a passphrase once shall take
    #[arg(long, value_name = "SIZE", value_parser = quantity::parse_bytes, default_value = "64M")]
    pub argon2_memory: u64,
}

/// Options of `backup`, `full` and `incremental`.
#[derive(Debug, Clone, Args)]
pub struct BackupArgs {
    /// Files and folders
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Make the repository first if there is none
    #[arg(long)]
    pub init: bool,
    /// Label the snapshot; may be given more than once
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
    /// Name of this host in the catalogue [default: the host's own]
    #[arg(long, value_name = "NAME")]
    pub host: Option<String>,
    /// zstd level: 1 is fast, 19 is small
    #[arg(long, value_name = "LEVEL", default_value_t = 3, allow_negative_numbers = true,
        value_parser = clap::value_parser!(i32).range(-7..=22))]
    pub compression: i32,
    /// Threads that hash and compress [default: one a core]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Do not read sealed blocks back before they are uploaded
    #[arg(long)]
    pub no_verify_upload: bool,
    /// Leave out extended attributes, ACLs and capabilities
    #[arg(long)]
    pub no_xattrs: bool,
    /// Record when files were last read
    #[arg(long)]
    pub with_atime: bool,
}

/// Which snapshots.
#[derive(Debug, Clone, Default, Args)]
pub struct FilterArgs {
    /// Only of this host; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub host: Vec<String>,
    /// Only those that hold this path
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub path: Vec<String>,
    /// Only with this label
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
}

/// A snapshot and perhaps a path in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotPath {
    /// The snapshot.
    pub selector: Selector,
    /// Names on the way to the part that is meant.
    pub path: Vec<Vec<u8>>,
}

impl std::str::FromStr for SnapshotPath {
    type Err = InvalidSelector;

    fn from_str(text: &str) -> Result<Self, InvalidSelector> {
        // A time holds colons, a path after one begins with a slash.
        let (selector, path) = match text.find(":/") {
            Some(at) => (&text[..at], &text[at + 1..]),
            None => (text, ""),
        };
        let path =
            path.split('/').filter(|part| !part.is_empty()).map(|part| part.as_bytes().to_vec()).collect();
        Ok(Self { selector: selector.parse()?, path })
    }
}

/// Options of `ls`.
#[derive(Debug, Clone, Args)]
pub struct LsArgs {
    /// latest, latest~N, an id, or @TIME; then perhaps :/path
    #[arg(value_name = "SNAPSHOT[:/PATH]", default_value = "latest")]
    pub snapshot: SnapshotPath,
    /// Show modes, owners, sizes and times
    #[arg(long, short)]
    pub long: bool,
    /// Show everything below, not only the first level
    #[arg(long, short = 'R')]
    pub recursive: bool,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// What to do with what exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OverwriteArg {
    /// Replace whatever differs, comparing content by reading it
    Always,
    /// Replace files of another size or time of change
    IfChanged,
    /// Replace files that are older
    IfNewer,
    /// Leave everything that exists
    Never,
}

/// Whom restored files shall belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OwnerArg {
    /// The recorded numbers
    Numeric,
    /// The recorded names, where this host knows them
    Name,
    /// Whoever restores
    Keep,
}

/// Options of `restore`.
#[derive(Debug, Clone, Args)]
pub struct RestoreArgs {
    /// latest, latest~N, an id, or @TIME; then perhaps :/path
    #[arg(value_name = "SNAPSHOT[:/PATH]")]
    pub snapshot: SnapshotPath,
    /// Folder to restore into; it is made if it does not exist
    #[arg(long, short, value_name = "DIR", required_unless_present = "in_place", value_hint = ValueHint::DirPath)]
    pub target: Option<PathBuf>,
    /// Restore to where the files were
    #[arg(long, conflicts_with = "target")]
    pub in_place: bool,
    /// Restore only what matches, as in .gitignore; may be given more than once
    #[arg(long, short, value_name = "PATTERN")]
    pub include: Vec<String>,
    /// Leave out what matches, as in .gitignore; may be given more than once
    #[arg(long, short, value_name = "PATTERN", conflicts_with = "include")]
    pub exclude: Vec<String>,
    /// What to do with what exists
    #[arg(long, value_enum, default_value_t = OverwriteArg::Always)]
    pub overwrite: OverwriteArg,
    /// Whom restored files shall belong to
    #[arg(long, value_enum, default_value_t = OwnerArg::Numeric)]
    pub owner: OwnerArg,
    /// Leave out extended attributes, ACLs and capabilities
    #[arg(long)]
    pub no_xattrs: bool,
    /// Change nothing, only count
    #[arg(long)]
    pub dry_run: bool,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// Options of `verify`.
#[derive(Debug, Clone, Args)]
pub struct VerifyArgs {
    /// Read and check every byte of every pack
    #[arg(long)]
    pub read_data: bool,
}

/// What to do with keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// List keys
    List,
    /// Add a key with a passphrase, or one in a file
    Add(KeyAddArgs),
    /// Remove a key: nothing it signs counts any longer
    Remove {
        /// The key's id, or its first digits
        #[arg(value_name = "KEY")]
        id: String,
    },
    /// Change the passphrase of the key in use
    Passwd(NewPassphraseArgs),
    /// Write the key in use to a file, for the safe
    Export {
        /// File to make
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        out: PathBuf,
    },
}

/// Where a new passphrase comes from.
#[derive(Debug, Clone, Args)]
pub struct NewPassphraseArgs {
    /// Read the new passphrase from a file instead of asking
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub new_password_file: Option<PathBuf>,
}

/// Options of `key add`.
#[derive(Debug, Clone, Args)]
pub struct KeyAddArgs {
    /// full: everything; maintain: forget and prune; read: restore and verify; write: back up only
    #[arg(long, default_value = "full", value_parser = ["full", "maintain", "read", "write"])]
    pub role: String,
    /// Share chunks with all keys of this group
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,
    /// A name for the list
    #[arg(long, value_name = "TEXT")]
    pub label: Option<String>,
    /// Write a key file instead of asking for a passphrase
    #[arg(long, value_name = "FILE", conflicts_with = "new_password_file", value_hint = ValueHint::FilePath)]
    pub out: Option<PathBuf>,
    /// Where a new passphrase comes from.
    #[command(flatten)]
    pub new: NewPassphraseArgs,
}

impl KeyAddArgs {
    /// The role.
    pub fn role(&self) -> Role {
        // The parser lets nothing else through.
        self.role.parse().unwrap_or(Role::Read)
    }
}

/// What `generate` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Generated {
    /// Completions for bash, zsh, fish, elvish and PowerShell
    Completions,
    /// A man page for each command
    Man,
}

/// Options of `generate`.
#[derive(Debug, Clone, Args)]
pub struct GenerateArgs {
    /// What to write
    #[arg(value_enum)]
    pub what: Generated,
    /// Folder to write into; it must exist
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub directory: PathBuf,
}
