//! `key`: list, add, remove, passwd, export.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crate::cli::args::{KeyAddArgs, KeyCommand};
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::open::Session;
use crate::cli::output::Output;
use crate::codec::passphrase::Params;
use crate::model::time::SystemClock;
use crate::operations::keys::{self, Opens};
use crate::report::text;
use crate::repository::Repository;
use crate::repository::register::Entry;
use crate::repository::slot::KeyFile;

pub fn run(session: &Session, command: &KeyCommand) -> Result<ExitCode> {
    let (repository, _) = session.repository()?;
    match command {
        KeyCommand::List => list(session, &repository)?,
        KeyCommand::Add(args) => add(session, &repository, args)?,
        KeyCommand::Remove { id } => remove(session, &repository, id)?,
        KeyCommand::Passwd(args) => {
            let passphrase = session.new_passphrase(args.new_password_file.as_deref())?;
            let params = Params::default();
            session.runtime.block_on(keys::passwd(&repository, &passphrase, &params, &SystemClock))?;
            say(session, "the passphrase of the key in use was changed");
        }
        KeyCommand::Export { out } => {
            let file = keys::export(&repository)?;
            write_key_file(
                out,
                &file,
                &format!("sandyq key file, role {}; keep it secret", repository.keys().role()),
            )?;
            say(session, &format!("wrote {}; whoever has it needs no passphrase", out.display()));
        }
    }
    Ok(ExitCode::Ok)
}

fn say(session: &Session, text: &str) {
    if !session.global.quiet && !session.global.json {
        println!("{text}");
    }
}

fn id(entry: &Entry) -> String {
    entry.signer().map(|signer| signer.to_string()).unwrap_or_default()
}

fn list(session: &Session, repository: &Repository) -> Result<()> {
    let (entries, own) = session.runtime.block_on(keys::list(repository))?;
    let mut output = Output::new();
    if session.global.json {
        let values: Vec<_> = entries
            .iter()
            .map(|entry| {
                serde_json::json!({
                    "id": id(entry), "current": entry.signer() == Some(own), "role": entry.role.name(),
                    "group": entry.group.to_string(), "label": entry.label, "created": entry.created.to_rfc3339(),
                    "opens_with": opens_with(entry), "removed": entry.revoked.is_some(),
                })
            })
            .collect();
        output.line(&serde_json::Value::Array(values).to_string())?;
        return output.finish();
    }
    let mut rows = vec![["", "ID", "Role", "Opens with", "Added", "State", "Label"].map(str::to_owned)];
    for entry in &entries {
        rows.push([
            if entry.signer() == Some(own) { "*" } else { "" }.to_owned(),
            id(entry)[..16].to_owned(),
            entry.role.name().to_owned(),
            opens_with(entry).to_owned(),
            text::local_time(entry.created),
            if entry.revoked.is_some() { "removed" } else { "active" }.to_owned(),
            entry.label.clone().unwrap_or_default(),
        ]);
    }
    output.line(text::table(&rows).trim_end())?;
    output.finish()
}

fn opens_with(entry: &Entry) -> &'static str {
    if entry.passphrase { "passphrase" } else { "key file" }
}

fn add(session: &Session, repository: &Repository, args: &KeyAddArgs) -> Result<()> {
    if let Some(out) = &args.out
        && out.exists()
    {
        return Err(Failure::usage(format!("{} exists already", out.display())));
    }
    let passphrase = match &args.out {
        Some(_) => None,
        None => Some(session.new_passphrase(args.new.new_password_file.as_deref())?),
    };
    let opens = match &passphrase {
        Some(text) => Opens::Passphrase(text, Params::default()),
        None => Opens::KeyFile,
    };
    let (role, group) = (args.role(), args.group.as_deref());
    let added = keys::add(repository, role, group, args.label.clone(), opens, &SystemClock);
    let added = session.runtime.block_on(added)?;
    if let (Some(out), Some(file)) = (&args.out, &added.file) {
        write_key_file(out, file, &format!("sandyq key file, role {role}; keep it secret"))?;
    }
    if session.global.json {
        println!(
            "{}",
            serde_json::json!({ "message_type": "key", "id": added.signer.to_string(), "role": role.name() })
        );
    }
    say(session, &format!("added key {} of role {role}", &added.signer.to_string()[..16]));
    Ok(())
}

fn remove(session: &Session, repository: &Repository, wanted: &str) -> Result<()> {
    let (entries, _) = session.runtime.block_on(keys::list(repository))?;
    let active = entries.iter().filter(|entry| entry.revoked.is_none());
    let matching: Vec<_> =
        active.filter(|entry| !wanted.is_empty() && id(entry).starts_with(wanted)).collect();
    let signer = match matching.as_slice() {
        [one] => one.signer(),
        [] => None,
        _ => return Err(Failure::usage(format!("{wanted} could mean several keys")).hint("give more digits")),
    };
    let Some(signer) = signer else {
        return Err(Failure::new(ExitCode::Failed, format!("there is no key {wanted}"))
            .hint("`sandyq key list` shows them"));
    };
    session.runtime.block_on(keys::remove(repository, &signer, &SystemClock))?;
    say(session, "removed the key; take away its credentials for the store as well");
    Ok(())
}

/// Writes a key file that nobody else can read, and never over another.
fn write_key_file(path: &Path, file: &KeyFile, comment: &str) -> Result<()> {
    let text = file.to_text(comment);
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut out| out.write_all(text.as_bytes()).and_then(|()| out.sync_all()));
    written
        .map_err(|error| Failure::new(ExitCode::Failed, format!("cannot write {}: {error}", path.display())))
}
