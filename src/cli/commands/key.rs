//! `key`: list, add, remove, passwd, export.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand, ValueHint};
use serde_json::Value;

use super::init::{argon2_memory, params};
use crate::cli::console;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output;
use crate::cli::secrets::new_passphrase;
use crate::model::id::SignerId;
use crate::model::role::Role;
use crate::model::time::SystemClock;
use crate::operations::keys::{self, Opens};
use crate::report;
use crate::repository::Repository;
use crate::repository::register::Entry;
use crate::repository::slot::KeyFile;

/// What to do with keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// List keys
    List,
    /// Add a key with a passphrase, or one in a file
    Add(KeyAddArgs),
    /// Remove a key: nothing it signs counts from then on
    Remove {
        /// The key's id, or its first digits
        #[arg(value_name = "KEY")]
        id: String,
    },
    /// Change the passphrase of the key in use
    Passwd(NewPassphraseArgs),
    /// Write the key in use to a file, for the safe
    Export {
        /// File to make; it must not exist
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        out: PathBuf,
    },
}

/// Where a new passphrase comes from, and what guessing it costs.
#[derive(Debug, Clone, Args)]
pub struct NewPassphraseArgs {
    /// Read the new passphrase from a file instead of asking
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub new_password_file: Option<PathBuf>,
    /// Memory that each guess of the passphrase takes, 8M to 4G [default: 64M]
    #[arg(long, value_name = "SIZE", value_parser = argon2_memory)]
    pub argon2_memory: Option<u32>,
}

/// Options of `key add`.
#[derive(Debug, Clone, Args)]
pub struct KeyAddArgs {
    /// full: everything; maintain: no file's content; read: list, restore and verify; write: back up only
    #[arg(long, default_value = "full", value_name = "ROLE")]
    #[arg(value_parser = PossibleValuesParser::new(Role::ALL.map(Role::name)).try_map(|name| name.parse::<Role>()))]
    pub role: Role,
    /// Share chunks with all keys of this group [default: a group of its own, or that of all full keys]
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,
    /// A name for the list
    #[arg(long, value_name = "TEXT")]
    pub label: Option<String>,
    /// Write a key file instead of asking for a passphrase
    #[arg(long, value_name = "FILE", conflicts_with_all = ["new_password_file", "argon2_memory"])]
    #[arg(value_hint = ValueHint::FilePath)]
    pub out: Option<PathBuf>,
    /// Where a new passphrase comes from.
    #[command(flatten)]
    pub new: NewPassphraseArgs,
}

pub fn run(context: &Context, command: &KeyCommand) -> Result<ExitCode> {
    if let KeyCommand::Add(KeyAddArgs { out: Some(out), .. }) | KeyCommand::Export { out } = command {
        check_free(out)?;
    }
    let (repository, _) = context.repository()?;
    match command {
        KeyCommand::List => list(context, &repository)?,
        KeyCommand::Add(args) => add(context, &repository, args)?,
        KeyCommand::Remove { id } => remove(context, &repository, id)?,
        KeyCommand::Passwd(args) => passwd(context, &repository, args)?,
        KeyCommand::Export { out } => export(context, &repository, out)?,
    }
    Ok(ExitCode::Ok)
}

/// One line for people, one value for programs.
fn say(context: &Context, text: &str, action: &str, id: &str, role: Role) -> Result<()> {
    if context.global.json {
        output::print(report::keys::change_json(action, id, role))
    } else if context.global.quiet {
        Ok(())
    } else {
        output::print(text)
    }
}

fn list(context: &Context, repository: &Repository) -> Result<()> {
    let (entries, own) = context.block_on(keys::list(repository))?;
    if context.global.json {
        let values = entries.iter().map(|entry| report::keys::json(entry, own)).collect();
        output::print(Value::Array(values))
    } else {
        output::print(report::keys::text(&entries, own, console::width()))
    }
}

fn add(context: &Context, repository: &Repository, args: &KeyAddArgs) -> Result<()> {
    let role = repository.keys().role();
    if role != Role::Full {
        // Before a passphrase is typed in vain.
        return Err(crate::repository::Error::Role { role, action: "add keys" }.into());
    }
    let passphrase = match &args.out {
        Some(_) => None,
        None => Some(new_passphrase(args.new.new_password_file.as_deref(), &context.console)?),
    };
    let opens = match &passphrase {
        Some(text) => Opens::Passphrase(text, params(args.new.argon2_memory)),
        None => Opens::KeyFile,
    };
    let (role, group) = (args.role, args.group.as_deref());
    let added =
        context.block_on(keys::add(repository, role, group, args.label.clone(), opens, &SystemClock))?;
    if let (Some(out), Some(file)) = (&args.out, &added.file) {
        write_key_file(out, file, role)?;
    }
    let id = added.signer.to_string();
    say(context, &format!("added key {} of role {role}", report::keys::short(&id)), "added", &id, role)
}

fn remove(context: &Context, repository: &Repository, wanted: &str) -> Result<()> {
    let (entries, _) = context.block_on(keys::list(repository))?;
    let signer = find(&entries, wanted)?;
    let entry = context.block_on(keys::remove(repository, &signer, &SystemClock))?;
    let id = signer.to_string();
    let text = format!(
        "removed key {}; take away its access to the store as well: what it has read it still knows",
        report::keys::short(&id)
    );
    say(context, &text, "removed", &id, entry.role)
}

/// The active key whose id begins so.
fn find(entries: &[Entry], wanted: &str) -> Result<SignerId> {
    let begins = |entry: &&Entry| report::keys::id(entry).starts_with(wanted);
    let mut matching = entries.iter().filter(|entry| entry.revoked.is_none()).filter(begins);
    let found = matching.next().filter(|_| !wanted.is_empty()).and_then(Entry::signer);
    let Some(signer) = found else {
        return Err(Failure::new(
            ExitCode::Failed,
            format!("no active key has an id that begins with {wanted:?}"),
        )
        .hint("`sandyq key list` shows them"));
    };
    match matching.next() {
        Some(_) => Err(Failure::usage(format!("{wanted} could mean several keys")).hint("give more digits")),
        None => Ok(signer),
    }
}

fn passwd(context: &Context, repository: &Repository, args: &NewPassphraseArgs) -> Result<()> {
    let passphrase = new_passphrase(args.new_password_file.as_deref(), &context.console)?;
    let params = params(args.argon2_memory);
    context.block_on(keys::passwd(repository, &passphrase, &params, &SystemClock))?;
    let (id, role) = (repository.keys().signer().to_string(), repository.keys().role());
    say(context, "the key in use has another passphrase now", "passphrase changed", &id, role)
}

fn export(context: &Context, repository: &Repository, out: &Path) -> Result<()> {
    let (id, role) = (repository.keys().signer().to_string(), repository.keys().role());
    write_key_file(out, &keys::export(repository)?, role)?;
    let text = format!("wrote {}; whoever has it needs no passphrase", out.display());
    say(context, &text, "exported", &id, role)
}

fn check_free(path: &Path) -> Result<()> {
    match path.symlink_metadata() {
        Ok(_) => Err(Failure::usage(format!("{} exists already", path.display()))
            .hint("name a new file; a key file is never written over another")),
        Err(_) => Ok(()),
    }
}

/// Writes a key file that nobody else can read, and never over another.
fn write_key_file(path: &Path, file: &KeyFile, role: Role) -> Result<()> {
    let text = file.to_text(&format!("sandyq key file, role {role}; keep it secret"));
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut out| out.write_all(text.as_bytes()).and_then(|()| out.sync_all()));
    written.map_err(|error| {
        Failure::new(ExitCode::Failed, format!("cannot write {}: {error}", path.display()))
            .hint("check the folder and its permissions")
    })
}
