//! `doctor`: whether everything is there that a run needs.

use std::sync::Arc;

use clap::Args;

use super::cache;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{self, Failure, Result};
use crate::cli::output::Output;
use crate::model::quantity::bytes;
use crate::model::role::Role;
use crate::model::time::SystemClock;
use crate::operations::caches;
use crate::operations::doctor::{self, Action, Found, Grade};
use crate::report::count;
use crate::report::doctor as report;
use crate::repository::Repository;
use crate::repository::config::FORMAT_VERSION;
use crate::repository::root::CommitMode;
use crate::storage::{Location, Opened};

/// Options of `doctor`.
#[derive(Debug, Clone, Args)]
pub struct DoctorArgs {
    /// Try writing and deleting too, with small objects of its own
    #[arg(long)]
    pub write: bool,
}

pub fn run(context: &Context, args: &DoctorArgs) -> Result<ExitCode> {
    let mut visit = Visit::new(context);
    let version = env!("CARGO_PKG_VERSION");
    visit.note(
        Grade::Good,
        "program",
        &format!("sandyq {version}, repository format {FORMAT_VERSION}"),
        None,
    )?;
    match context.location() {
        Ok(location) => store(context, args, &location, &mut visit)?,
        Err(failure) => visit.failed("repository", &failure)?,
    }
    host(context, &mut visit)?;
    visit.finish()
}

/// What was found so far.
struct Visit<'a> {
    context: &'a Context,
    output: Output,
    role: Option<Role>,
    code: ExitCode,
    doubtful: u64,
    bad: u64,
}

impl<'a> Visit<'a> {
    fn new(context: &'a Context) -> Self {
        Self { context, output: Output::new(), role: None, code: ExitCode::Ok, doubtful: 0, bad: 0 }
    }

    fn found(&mut self, found: &Found) -> Result<()> {
        let grade = found.grade(self.role);
        let code = match found {
            Found::Damaged(_) => ExitCode::WrongData,
            _ if grade == Grade::Bad => ExitCode::Failed,
            _ => ExitCode::Ok,
        };
        self.code = self.code.and(code);
        let advice = if grade == Grade::Good { None } else { advice(found) };
        self.note(grade, report::subject(found), &report::sentence(found), advice)
    }

    fn failed(&mut self, subject: &str, failure: &Failure) -> Result<()> {
        // The first reason is the one that matters: what follows may follow from it.
        if self.code == ExitCode::Ok {
            self.code = failure.code;
        }
        self.note(Grade::Bad, subject, &failure.message, failure.hint.as_deref())
    }

    fn note(&mut self, grade: Grade, subject: &str, sentence: &str, advice: Option<&str>) -> Result<()> {
        match grade {
            Grade::Good => {}
            Grade::Doubtful => self.doubtful += 1,
            Grade::Bad => self.bad += 1,
        }
        if self.context.global.json {
            self.output.line(report::json(grade, subject, sentence, advice))?;
        } else if grade > Grade::Good || !self.context.global.quiet {
            self.output.line(crate::report::printable(&report::line(grade, subject, sentence)))?;
            if let Some(advice) = advice {
                self.output.line(format_args!("           hint: {advice}"))?;
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<ExitCode> {
        if self.context.global.json {
            self.output.line(report::summary(self.role, self.doubtful, self.bad))?;
        }
        self.output.finish()?;
        Ok(self.code)
    }
}

fn store(context: &Context, args: &DoctorArgs, location: &Location, visit: &mut Visit<'_>) -> Result<()> {
    let opened = match context.store(location) {
        Ok(opened) => opened,
        Err(failure) => return visit.failed("repository", &failure),
    };
    visit.note(Grade::Good, "repository", &location.to_string(), None)?;
    let read = async { Ok::<_, Failure>(doctor::read(&*opened.storage, &SystemClock).await) };
    for found in context.block_on(read)? {
        visit.found(&found)?;
    }
    let mode = match context.unlock(location, &opened).and_then(|repository| look(context, &repository)) {
        Ok((role, mode, state)) => {
            visit.role = Some(role);
            for found in state {
                visit.found(&found)?;
            }
            Some(mode)
        }
        Err(failure) => {
            visit.failed("key", &failure)?;
            None
        }
    };
    if args.write {
        write(context, &opened, mode, visit)?;
    }
    match location {
        Location::Local(path) => visit.found(&doctor::room("the repository", path)),
        Location::S3(_) => Ok(()),
    }
}

fn look(context: &Context, repository: &Repository) -> Result<(Role, CommitMode, Vec<Found>)> {
    context.block_on(async {
        let state = doctor::state(repository).await?;
        let mode = repository.view().await?.root.root.mode;
        Ok::<_, crate::repository::Error>((repository.keys().role(), mode, state))
    })
}

fn write(context: &Context, opened: &Opened, mode: Option<CommitMode>, visit: &mut Visit<'_>) -> Result<()> {
    let storage = Arc::clone(&opened.storage);
    let write = async { Ok::<_, Failure>(doctor::write(&storage, mode).await) };
    for found in context.block_on(write)? {
        visit.found(&found)?;
    }
    Ok(())
}

fn host(context: &Context, visit: &mut Visit<'_>) -> Result<()> {
    match cache::folder(context) {
        Ok(folder) => match caches::list(&folder) {
            Ok(cached) => {
                let size = bytes(cached.iter().map(|one| one.bytes).sum());
                let repositories = count(cached.len() as u64, "repository", "repositories");
                let text = format!("{size} for {repositories} in {}", folder.display());
                visit.note(Grade::Good, "cache", &text, None)?;
                // A cache that is yet to be made will be on the disk of the folder above it.
                if let Some(folder) = folder.ancestors().find(|folder| folder.exists()) {
                    visit.found(&doctor::room("the cache", folder))?;
                }
            }
            Err(error) => {
                let text = format!("cannot read {}: {error}", folder.display());
                let failure = Failure::new(ExitCode::Failed, text)
                    .hint("check its permissions, or name another folder with --cache-dir");
                visit.failed("cache", &failure)?;
            }
        },
        Err(_) => {
            let advice = "name a folder with --cache-dir, or every run reads the index anew";
            visit.note(Grade::Doubtful, "cache", "there is none", Some(advice))?;
        }
    }
    visit.found(&doctor::fuse())
}

/// What to do about it.
fn advice(found: &Found) -> Option<&'static str> {
    Some(match found {
        Found::Tried(Action::Delete, _) => "a key that may prune needs credentials that may delete",
        Found::Tried(..) => "check the credentials or the permissions, and what the bucket's policy allows",
        Found::CreateOnly(_, Some(CommitMode::Conditional)) => {
            "use the store the repository was made on, and ask who changed it"
        }
        Found::CreateOnly(..) => "let one host at a time forget and prune",
        Found::Clock(_) => "let this host set its clock from the network",
        Found::Verified(Some(last), _) if last.findings > 0 => {
            "run `sandyq verify --read-data`: it tells what is damaged and what to do"
        }
        Found::Verified(..) => "let `sandyq verify --rotate 30` run every day",
        Found::Silent(..) => "if nothing runs there any more, the next `sandyq prune` ends it",
        Found::Pending { .. } => "run `sandyq prune` again",
        Found::Damaged(damage) => failure::advice(damage),
        Found::Room { room: Err(_), .. } => "check the path and its permissions",
        Found::Room { .. } => "free some room: a full disk stops backups",
        Found::Fuse { device: false, .. } => {
            "load it with `modprobe fuse`; a container needs --device /dev/fuse --cap-add SYS_ADMIN"
        }
        Found::Fuse { opens: false, .. } => "`chmod 666 /dev/fuse`, as it is on most systems",
        Found::Fuse { .. } => "install the package fuse3, or run as root",
        Found::Key { .. } | Found::State { .. } => return None,
    })
}
