//! `import`: snapshots of restic into this repository.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use clap::Args;

use super::incoming::{FromArgs, Told, ticker};
use super::snapshots::{FilterArgs, filter};
use crate::cli::context::{Context, threads};
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::secrets::Source;
use crate::model::id::SnapshotId;
use crate::model::time::SystemClock;
use crate::operations::backup::{Effort, StoreOptions};
use crate::operations::import::{self, Error, Sides};
use crate::operations::incoming::{Came, IncomingOptions, Progress};
use crate::policy::select::{Facts, Selector, select};
use crate::report::incoming::Way;
use crate::repository;
use crate::restic::{self, Snapshot};
use crate::storage::{Location, Opened, ReadOnly};

/// Options of `import`.
#[derive(Debug, Clone, Args)]
pub struct ImportArgs {
    /// Of restic's: latest, latest~N, digits of an id, or @TIME [default: all that the filter lets pass]
    #[arg(value_name = "SNAPSHOT")]
    pub snapshots: Vec<Selector>,
    /// Where from.
    #[command(flatten)]
    pub from: FromArgs,
    /// Say what would be imported and import nothing
    #[arg(long, short = 'n')]
    pub dry_run: bool,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

pub fn run(context: &Context, args: &ImportArgs) -> Result<ExitCode> {
    let (source, read) = open(context, args)?;
    let (target, written) = context.repository()?;
    let (all, damaged) = context.block_on(async { source.snapshots().await })?;
    let mut damage = Damaged { context, code: ExitCode::Ok };
    damaged.iter().for_each(|error| damage.tell(&error.to_string()));
    let wanted = wanted(&all, args)?;
    let progress = Arc::new(Progress::default());
    let ticker = ticker(context, &progress, (read, written));
    let stopped = Arc::clone(&progress);
    let store = StoreOptions { effort: Effort::Fitting(0), ..StoreOptions::default() };
    let options = IncomingOptions { dry_run: args.dry_run, store, threads: threads(None) };
    let sides = Sides { source: &source, target: &target, handle: context.handle() };
    let told = Told::new(context, Way::Import, args.dry_run);
    let mut observer = Observer { told, damage };
    let result = context.stoppable(
        move || stopped.interrupted.store(true, Ordering::Relaxed),
        || {
            let is_wanted = |one: &Snapshot| wanted.contains(&one.id);
            import::run(sides, (&all, &is_wanted), &options, &SystemClock, (&progress, &mut observer))
        },
    );
    drop(ticker);
    result.map_err(|error| match error {
        Error::Repository(repository::Error::Stopped) if context.interrupt.is_stopped() => {
            Failure::interrupted()
        }
        Error::Repository(error) => error.into(),
        Error::Restic(error) => error.into(),
    })?;
    observer.told.finish()?;
    Ok(observer.damage.code)
}

/// Opens restic's repository.
fn open(context: &Context, args: &ImportArgs) -> Result<(restic::Repository, Opened)> {
    let place = args.from.place(context)?;
    let location = location(&place)?;
    let opened = context.store(&location).map_err(|failure| match failure.code {
        ExitCode::NoRepository => Failure::from(no_repository(&location)),
        _ => failure,
    })?;
    let secret = args.from.secret(context)?;
    if matches!(secret, Source::KeyFile(_)) {
        return Err(Failure::usage("restic's repositories open with passwords, not with key files")
            .hint("give --from-password-file FILE, and unset SANDYQ_FROM_KEY_FILE"));
    }
    if secret == Source::Terminal {
        context.console.raw(&format_args!("sandyq: restic's repository at {location} is to be opened"));
    }
    let password = secret.passphrase(&context.console, false)?;
    let storage = Arc::new(ReadOnly::new(Arc::clone(&opened.storage)));
    let repository = context.block_on(restic::Repository::open(storage, &password))?;
    Ok((repository, opened))
}

fn no_repository(location: &Location) -> restic::Error {
    restic::Error::NoRepository { location: location.to_string() }
}

/// The place, which restic may spell in another way.
fn location(place: &str) -> Result<Location> {
    const ELSEWHERE: [&str; 8] = ["sftp:", "rest:", "b2:", "azure:", "gs:", "swift:", "rclone:", "local:"];
    let hint = "copy it to a folder or into S3, as with `restic copy`, or mount it";
    if let Some(scheme) = ELSEWHERE.iter().find(|scheme| place.starts_with(**scheme)) {
        return Err(Failure::usage(format!("{scheme} is no place that this program reads")).hint(hint));
    }
    if place.starts_with("s3:") && !place.starts_with("s3://") {
        return Err(Failure::usage("buckets are written in another way here")
            .hint("as s3://bucket/prefix, or s3://bucket/prefix?endpoint=https://host"));
    }
    Ok(place.parse()?)
}

/// The snapshots that are meant.
fn wanted(all: &[Snapshot], args: &ImportArgs) -> Result<HashSet<restic::Id>> {
    let known: Vec<_> = all.iter().map(facts).collect();
    let filter = filter(&args.filter)?;
    if args.snapshots.is_empty() {
        let passing = all.iter().zip(&known).filter(|(_, facts)| filter.passes(facts));
        return Ok(passing.map(|(one, _)| one.id).collect());
    }
    let named = args.snapshots.iter().map(|selector| Ok(all[select(&known, selector, &filter)?].id));
    named.collect()
}

fn facts(snapshot: &Snapshot) -> Facts {
    let (id, _) = snapshot.id.0.split_first_chunk().unwrap_or((&[0; SnapshotId::LEN], &[]));
    Facts {
        id: SnapshotId(*id),
        started: snapshot.started,
        host: snapshot.host.clone(),
        paths: snapshot.paths.clone(),
        tags: snapshot.tags.clone(),
        dataset: None,
    }
}

/// Tells what cannot be imported, and goes on with the rest.
struct Damaged<'a> {
    context: &'a Context,
    code: ExitCode,
}

impl Damaged<'_> {
    fn tell(&mut self, problem: &str) {
        self.code = ExitCode::WrongData;
        self.context.console.warning(problem);
    }
}

struct Observer<'a> {
    told: Told<'a>,
    damage: Damaged<'a>,
}

impl import::Observer for Observer<'_> {
    fn came(&mut self, came: &Came) {
        self.told.tell(came);
    }

    fn damaged(&mut self, snapshot: &Snapshot, error: &restic::Error) {
        let id = snapshot.id.to_string();
        self.damage.tell(&format!("snapshot {} is not imported: {error}", &id[..8]));
    }
}
