//! `mount`: the snapshots as a read-only file system.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{Local, SecondsFormat};
use clap::{Args, ValueHint};
use tokio::sync::Notify;

use super::snapshots::{FilterArgs, filter};
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output;
use crate::filesystem::Escaped;
use crate::model::quantity;
use crate::model::snapshot::Snapshot;
use crate::operations::mount::{self, Access, Mounted, Observer, Options, Owner};
use crate::report;
use crate::repository::{self, layout::Kind};
use crate::storage::Location;

/// Options of `mount`.
#[derive(Debug, Clone, Args)]
pub struct MountArgs {
    /// Where: a folder that is there. In it are snapshots/, hosts/, tags/ and ids/
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub directory: PathBuf,
    /// Let other users look at it too, each at what modes and ACLs allow
    #[arg(long)]
    pub allow_other: bool,
    /// Let other users look at everything
    #[arg(long, requires = "allow_other")]
    pub no_default_permissions: bool,
    /// Show everything as if it belonged to root
    #[arg(long)]
    pub owner_root: bool,
    /// Keep this much of what was read in memory
    #[arg(long, value_name = "SIZE", default_value = "64M", value_parser = quantity::parse_bytes)]
    pub cache_size: u64,
    /// Leave out snapshots that are suspect
    #[arg(long)]
    pub last_clean: bool,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

pub fn run(context: &Context, args: &MountArgs) -> Result<ExitCode> {
    check_outside(context, &context.location()?, &args.directory)?;
    let (repository, _) = context.repository()?;
    repository.keys().private(Kind::DataPack)?;
    let options = Options {
        filter: filter(&args.filter.clean(args.last_clean))?,
        name_of: Box::new(|time| {
            time.to_datetime().with_timezone(&Local).to_rfc3339_opts(SecondsFormat::Secs, true)
        }),
        owner: if args.owner_root { Owner::Root } else { Owner::Stored },
        cache_size: args.cache_size,
    };
    let access = Access { others: args.allow_other, regardless: args.no_default_permissions };
    let teller = Teller::new(context, &args.directory);
    let mounted = Mounted::new(&repository, options, &teller);
    let stop = Arc::new(Notify::new());
    let stopping = Arc::clone(&stop);
    let serve = mount::run(&mounted, &args.directory, access, &teller, &stop);
    // A signal is how a mount is meant to end.
    context.interrupt.during(move || stopping.notify_one(), || context.handle().block_on(serve))?;
    Ok(teller.outcome())
}

/// What the mount needs must not disappear behind it.
fn check_outside(context: &Context, location: &Location, directory: &Path) -> Result<()> {
    let Ok(directory) = directory.canonicalize() else { return Ok(()) };
    for folder in context.own_folders(location)? {
        if folder.canonicalize().is_ok_and(|folder| folder.starts_with(&directory)) {
            let text = format!("{} lies in {}", folder.display(), directory.display());
            return Err(Failure::usage(text).hint("mount somewhere else: this would hide it from itself"));
        }
    }
    Ok(())
}

/// Tells people and programs what the system cannot be told.
struct Teller<'a> {
    context: &'a Context,
    directory: &'a Path,
    damaged: AtomicBool,
    failed: AtomicBool,
    /// What was told last: the system tries again what failed.
    last: Mutex<String>,
}

impl<'a> Teller<'a> {
    fn new(context: &'a Context, directory: &'a Path) -> Self {
        let (damaged, failed) = (AtomicBool::new(false), AtomicBool::new(false));
        Self { context, directory, damaged, failed, last: Mutex::default() }
    }

    fn outcome(&self) -> ExitCode {
        let is = |flag: &AtomicBool, code| if flag.load(Ordering::Relaxed) { code } else { ExitCode::Ok };
        is(&self.damaged, ExitCode::WrongData).and(is(&self.failed, ExitCode::Failed))
    }

    fn is_new(&self, text: &str) -> bool {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = *last != text;
        text.clone_into(&mut last);
        is_new
    }
}

impl Observer for Teller<'_> {
    fn mounted(&self, snapshots: usize) {
        let told = if self.context.global.json {
            output::print(report::mount::json(self.directory, snapshots))
        } else if self.context.global.quiet {
            Ok(())
        } else {
            output::print(report::mount::text(self.directory, snapshots))
        };
        if let Err(failure) = told {
            self.context.console.warning(&failure.message);
        }
    }

    fn failed(&self, snapshot: Option<&Snapshot>, path: &[u8], error: &repository::Error) {
        let flag = if error.is_damage() { &self.damaged } else { &self.failed };
        flag.store(true, Ordering::Relaxed);
        let text = match snapshot {
            Some(snapshot) => format!("snapshot {}, {}: {error}", snapshot.id().short(), Escaped(path)),
            None => error.to_string(),
        };
        if self.is_new(&text) {
            self.context.console.item_error("mount", path, &text);
        }
    }

    fn forgotten(&self, snapshot: &Snapshot) {
        let text = format!("snapshot {} was forgotten while it was mounted", snapshot.id().short());
        if self.is_new(&text) {
            self.context.console.warning(&text);
        }
    }
}
