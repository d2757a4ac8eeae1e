//! `copy`: snapshots of another repository into this one.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use clap::{Args, ValueHint};

use super::incoming::{FromArgs, Told, ticker};
use super::snapshots::{FilterArgs, filter, named, tell_findings};
use crate::cli::context::{Context, threads};
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::secrets::Source;
use crate::model::time::SystemClock;
use crate::operations::backup::{Effort, StoreOptions};
use crate::operations::copy::{self, Sides};
use crate::operations::incoming::{IncomingOptions, Progress};
use crate::operations::select::{self, Selected, facts};
use crate::policy::select::Selector;
use crate::report::incoming::Way;
use crate::repository::Error;

/// Options of `copy`.
#[derive(Debug, Clone, Args)]
pub struct CopyArgs {
    /// Of the other repository: latest, latest~N, digits of an id, or @TIME [default: all that the filter lets pass]
    #[arg(value_name = "SNAPSHOT")]
    pub snapshots: Vec<Selector>,
    /// Where from.
    #[command(flatten)]
    pub from: FromArgs,
    /// Use a key file of it in place of a passphrase [env: SANDYQ_FROM_KEY_FILE]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    #[arg(conflicts_with_all = ["from_password_file", "from_password_command"])]
    pub from_key_file: Option<PathBuf>,
    /// Say what would be copied and copy nothing
    #[arg(long, short = 'n')]
    pub dry_run: bool,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

impl CopyArgs {
    fn secret(&self, context: &Context) -> Result<Source> {
        match &self.from_key_file {
            Some(file) => Ok(Source::KeyFile(file.clone())),
            None => self.from.secret(context),
        }
    }
}

pub fn run(context: &Context, args: &CopyArgs) -> Result<ExitCode> {
    let place = args.from.place(context)?;
    let (source, read) = context.other(&place, &args.secret(context)?)?;
    let (target, written) = context.repository()?;
    if source.keys().repository() == target.keys().repository() {
        return Err(Failure::usage("both places hold the same repository")
            .hint("--repo names the one to copy into, --from-repo the one to copy from"));
    }
    let sides = Sides { source: &source, target: &target, handle: context.handle() };
    copy::check_role(&source)?;
    let (all, findings) = context.block_on(select::all(&source))?;
    let filter = filter(&args.filter)?;
    let wanted: HashSet<_> = if args.snapshots.is_empty() {
        let passing = all.iter().filter(|one| filter.passes(&facts(&one.snapshot)));
        passing.map(|one| one.snapshot.session).collect()
    } else {
        let named = named(context, &source, (&all, &findings), &args.snapshots, &filter)?;
        named.iter().map(|one| one.snapshot.session).collect()
    };
    let progress = Arc::new(Progress::default());
    let ticker = ticker(context, &progress, (read, written));
    let stopped = Arc::clone(&progress);
    let store = StoreOptions { effort: Effort::Fitting(0), ..StoreOptions::default() };
    let options = IncomingOptions { dry_run: args.dry_run, store, threads: threads(None) };
    let mut told = Told::new(context, Way::Copy, args.dry_run);
    let result = context.stoppable(
        move || stopped.interrupted.store(true, Ordering::Relaxed),
        || {
            let is_wanted = |one: &Selected| wanted.contains(&one.snapshot.session);
            let mut tell = |came: &_| told.tell(came);
            copy::run(sides, (&all, &is_wanted), &options, &SystemClock, (&progress, &mut tell))
        },
    );
    drop(ticker);
    result.map_err(|error| match error {
        Error::Stopped if context.interrupt.is_stopped() => Failure::interrupted(),
        other => other.into(),
    })?;
    told.finish()?;
    Ok(tell_findings(context, &findings))
}
