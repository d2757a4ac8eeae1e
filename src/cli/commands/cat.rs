//! `cat`: objects of the repository as they are inside.

use clap::Subcommand;
use clap::builder::{OsStringValueParser, TypedValueParser};
use serde_json::Value;

use super::dump::no_such_path;
use super::snapshots::{FilterArgs, chosen};
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output::{self, Output};
use crate::cli::values::{SnapshotPath, snapshot_path};
use crate::model::id::{PackId, PageId, SessionId};
use crate::operations::{cat, tree};
use crate::report;
use crate::repository::Repository;
use crate::repository::reader::Reader;

/// What to print. Never a secret.
#[derive(Debug, Subcommand)]
pub enum CatCommand {
    /// The description of the repository
    Config,
    /// A state of the whole repository: its keys, and which segments of index and catalogue count
    Root {
        /// Its number [default: that of the newest]
        #[arg(value_name = "NUMBER")]
        number: Option<u64>,
    },
    /// A snapshot: what every key can read of it, and what only some can
    Snapshot {
        /// latest, latest~N, the first digits of an id, or @TIME
        #[arg(value_name = "SNAPSHOT")]
        #[arg(value_parser = OsStringValueParser::new().try_map(snapshot_path))]
        snapshot: SnapshotPath,
    },
    /// The first page of a directory or of a large file, or any page by its id
    Tree {
        /// A snapshot, perhaps with a path in it, or the 64 digits of a page's id
        #[arg(value_name = "SNAPSHOT[:PATH]|PAGE")]
        what: std::ffi::OsString,
    },
    /// What a pack holds, from the directory in it
    Pack {
        /// Its id: that of the session, a dash, and a number of 8 digits
        #[arg(value_name = "PACK")]
        id: PackId,
    },
    /// Every pack that the index holds, one a line
    Index,
    /// What a session has said, if maintenance has not swept it yet
    Session {
        /// The first digits of its id, or of its snapshot's
        #[arg(value_name = "SESSION")]
        prefix: String,
    },
    /// A key as the list of keys has it
    Key {
        /// The first digits of its id
        #[arg(value_name = "KEY")]
        prefix: String,
    },
}

pub fn run(context: &Context, command: &CatCommand) -> Result<ExitCode> {
    let (repository, _) = context.repository()?;
    let keys = repository.keys();
    let value = match command {
        CatCommand::Config => report::cat::config(&context.block_on(cat::config(&repository))?),
        CatCommand::Root { number } => {
            report::cat::root(&context.block_on(cat::root(&repository, *number))?, keys)
        }
        CatCommand::Snapshot { snapshot } => {
            let (selected, _) = chosen(context, &repository, snapshot, &FilterArgs::default())?;
            let mut value = report::snapshots::json(&selected);
            value["session"] = selected.entry.session.to_string().into();
            value["head"] = report::cat::head(selected.entry.head(), selected.entry.tree_at());
            value["judged"] = selected.snapshot.body.judged.as_ref().map(report::cat::judged).into();
            value
        }
        CatCommand::Tree { what } => page(context, &repository, what)?,
        CatCommand::Pack { id } => report::cat::pack(&context.block_on(cat::pack(&repository, id))?),
        CatCommand::Index => return index(context, &repository),
        CatCommand::Session { prefix } => session(context, &repository, prefix)?,
        CatCommand::Key { prefix } => key(context, &repository, prefix)?,
    };
    if context.global.json {
        output::print(value)?;
    } else {
        output::print(format!("{value:#}"))?;
    }
    Ok(ExitCode::Ok)
}

fn page(context: &Context, repository: &Repository, what: &std::ffi::OsStr) -> Result<Value> {
    let reader = Reader::new(repository);
    let at = match what.to_str().and_then(|text| text.parse::<PageId>().ok()) {
        Some(id) => Some((id, None)),
        None => {
            let path = snapshot_path(what.to_owned())
                .map_err(|error| Failure::usage(error).hint("or give the 64 digits of a page's id"))?;
            let (selected, _) = chosen(context, repository, &path, &FilterArgs::default())?;
            let found = context
                .block_on(tree::at(&reader, &selected, &path.path))?
                .ok_or_else(|| no_such_path(&selected.snapshot.id().short(), &path))?;
            found.any_page().map(|page| (page.id, page.hint))
        }
    };
    let (id, hint) = at.ok_or_else(|| {
        Failure::new(ExitCode::Failed, "it has no pages of its own")
            .hint("small files are held in the page of their folder: `sandyq cat tree` of that shows them")
    })?;
    Ok(report::cat::page(&id.to_string(), &context.block_on(reader.page(&id, hint))?))
}

fn index(context: &Context, repository: &Repository) -> Result<ExitCode> {
    let (mut output, mut failed) = (Output::new(), None);
    context.block_on(cat::index(repository, &mut |pack| {
        output.line(report::cat::indexed(pack)).unwrap_or_else(|failure| {
            failed = Some(failure);
            false
        })
    }))?;
    if let Some(failure) = failed {
        return Err(failure);
    }
    output.finish()?;
    Ok(ExitCode::Ok)
}

fn session(context: &Context, repository: &Repository, prefix: &str) -> Result<Value> {
    let ids = context.block_on(cat::sessions(repository, prefix))?;
    let sid: &SessionId = one(&ids, prefix, "session", "sessions that are swept live on in the catalogue")?;
    let inside = context.block_on(cat::session(repository, sid))?;
    Ok(inside.as_ref().map(report::cat::session).unwrap_or_default())
}

fn key(context: &Context, repository: &Repository, prefix: &str) -> Result<Value> {
    let root = context.block_on(cat::root(repository, None))?;
    let matching: Vec<_> =
        root.register.entries.iter().filter(|entry| report::keys::id(entry).starts_with(prefix)).collect();
    let entry = one(&matching, prefix, "key", "`sandyq key list` shows them")?;
    let mut value = report::keys::json(entry, repository.keys().signer());
    value["slot"] = entry.slot.map(|slot| slot.to_string()).into();
    value["verifying_key"] = crate::model::id::to_hex(&entry.verifying_key[..]).into();
    value["removed_by_root"] = entry.revoked.into();
    Ok(value)
}

fn one<'a, T>(found: &'a [T], prefix: &str, what: &str, hint: &str) -> Result<&'a T> {
    match found {
        [one] => Ok(one),
        [] => Err(Failure::new(ExitCode::Failed, format!("no {what} has an id that begins with {prefix}"))
            .hint(hint)),
        several => {
            let text = format!("{} {what}s have ids that begin with {prefix}", several.len());
            Err(Failure::new(ExitCode::Failed, text).hint("give more digits"))
        }
    }
}
