//! `backup`, `full` and `incremental`.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use clap::{Args, ValueHint};

use super::datasets;
use super::init::InitArgs;
use super::sources::{ExcludeArgs, SourceArgs};
use crate::cli::console::Console;
use crate::cli::context::{Context, threads};
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::hooks::Done;
use crate::cli::output;
use crate::cli::progress::Ticker;
use crate::cli::values;
use crate::filesystem::{Directory, Error, Escaped, Identity, MetadataOptions, give_way, users};
use crate::model::snapshot::SnapshotKind;
use crate::model::time::{SystemClock, Timestamp};
use crate::operations::backup::{
    self, BackupOptions, BackupResult, Effort, ItemEvent, Observer, Progress, Saved, Stages, StoreOptions,
    Stream,
};
use crate::policy::exclude::Excludes;
use crate::policy::select::parse_time;
use crate::report;
use crate::report::progress::{BackupStatus, Status};
use crate::repository::Repository;
use crate::storage::{Discarding, Location, Opened};

/// What is new since the last backup is compressed thoroughly up to here: a few seconds of two cores.
const LITTLE: u64 = 256 << 20;

/// Options of `backup`, `full` and `incremental`.
#[derive(Debug, Clone, Args)]
pub struct BackupArgs {
    /// Files and folders; what stands before a /./ is not in the snapshot, the same for all
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Back up this dataset of the profile; may be given more than once [default: all, if no PATH is given]
    #[arg(long, value_name = "NAME", conflicts_with_all = ["paths", "stdin", "stdin_from_command"])]
    #[arg(conflicts_with_all = ["files_from", "files_from_verbatim", "files_from_raw"])]
    pub dataset: Vec<String>,
    /// Make the repository first if there is none
    #[arg(long)]
    pub init: bool,
    /// Label the snapshot; may be given more than once
    #[arg(long, value_name = "TAG", value_parser = tag_word)]
    pub tag: Vec<String>,
    /// Name of this host in the catalogue [default: the host's own]
    #[arg(long, value_name = "NAME")]
    pub host: Option<String>,
    /// zstd level, -7 to 22: -1 is fast, 19 is small [default: 3; 6 for up to 256 MiB that are new since the last
    /// backup, and as far as there is time for it while a slow store is waited for]
    #[arg(long, value_name = "LEVEL", allow_negative_numbers = true)]
    #[arg(value_parser = clap::value_parser!(i32).range(-7..=22))]
    pub compression: Option<i32>,
    /// Threads that read, hash and compress [default: one a core]
    #[arg(long, value_name = "N", value_parser = values::number)]
    pub read_concurrency: Option<NonZeroUsize>,
    /// Memory for packs that the store has not taken yet, as 128M, at least 72M: more is faster where each request takes
    /// long [default: 80M]
    #[arg(long, value_name = "SIZE", value_parser = values::upload_buffer)]
    pub upload_buffer: Option<u64>,
    /// Do not read sealed blocks back before they are uploaded
    #[arg(long)]
    pub no_verify_upload: bool,
    /// Leave out extended attributes, ACLs and capabilities
    #[arg(long)]
    pub no_xattrs: bool,
    /// Record when files were last read
    #[arg(long)]
    pub with_atime: bool,
    /// Make no snapshot if it would hold the same as the last one of the same sources on this host
    #[arg(long)]
    pub skip_if_unchanged: bool,
    /// Tell where the time went: reading, cutting, hashing, compressing, sealing, checking, waiting for the store
    #[arg(long)]
    pub stats: bool,
    /// Store nothing, only tell what would be stored
    #[arg(long, conflicts_with = "init")]
    pub dry_run: bool,
    /// Make no snapshot if more than this share of the last one's files is gone, as 50%; exits with 23
    #[arg(long, value_name = "PERCENT", value_parser = values::percent)]
    pub max_loss: Option<u8>,
    /// A file that nobody has a reason to change: the snapshot is suspect if it did; may be given more than once
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub canary: Vec<PathBuf>,
    /// Give way to other programs: lowest priority for the processor, and with it for the disk
    #[arg(long)]
    pub background: bool,
    /// The time that the snapshot tells, as 2026-11-20T10:00 [default: now]
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub time: Option<Timestamp>,
    /// Where paths come from.
    #[command(flatten)]
    pub sources: SourceArgs,
    /// What is left out.
    #[command(flatten)]
    pub excludes: ExcludeArgs,
}

fn time(text: &str) -> Result<Timestamp, String> {
    parse_time(text).ok_or_else(|| format!("{text:?} is no time; write for example 2026-11-20T10:00"))
}

/// A tag.
pub fn tag_word(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("a tag needs at least one letter".to_owned()),
        _ if text.contains(',') => Err("a tag cannot hold a comma; give --tag more than once".to_owned()),
        tag => Ok(tag.to_owned()),
    }
}

pub fn run(context: &Context, args: &BackupArgs, kind: SnapshotKind) -> Result<ExitCode> {
    datasets::run(context, args, &|context, args, stream| back_up(context, args, stream, kind))
}

/// Makes one snapshot.
fn back_up(context: &Context, args: &BackupArgs, stream: Option<Stream>, kind: SnapshotKind) -> Result<Done> {
    let current = std::env::current_dir().map_err(|error| {
        Failure::new(ExitCode::Failed, format!("cannot find the current folder: {error}"))
            .hint("change to a folder that exists")
    })?;
    let stream = stream.or_else(|| args.sources.stream(&args.paths));
    let mut paths = if stream.is_some() { Vec::new() } else { args.paths.clone() };
    paths.extend(args.sources.paths(&current)?);
    let excludes = args.excludes.excludes()?;
    // Before a passphrase is typed, or a repository made, for sources that are not there.
    if stream.is_none() {
        backup::check_sources(&paths, &current)?;
    }
    if args.background && !give_way() {
        context.console.warning("the system does not let this run give way to other programs");
    }
    let location = context.location()?;
    let (repository, opened) = open(context, args, &location)?;
    let own = context.own_folders(&location)?;
    tell_own_folders(context, &own, &paths, &current);
    let canaries = canaries(context, args, &current);
    let options = BackupOptions {
        paths,
        current,
        canaries,
        stream,
        skipped: own.iter().filter_map(|path| identity(path)).collect(),
        excludes,
        ..options(args, kind)
    };
    let stages = if args.stats { Stages::running() } else { Stages::default() };
    let progress = Arc::new(Progress { stages, ..Progress::default() });
    let result = watched(context, &repository, &opened, &options, &progress)?;
    let code = tell(context, args, &result, &opened)?;
    if args.stats {
        tell_stages(context, &progress.stages)?;
    }
    let snapshots = (result.saved == Saved::Snapshot).then(|| result.snapshot.to_string());
    Ok(Done { code, snapshots: snapshots.into_iter().collect() })
}

/// Opens the repository, or makes it if that was asked for.
fn open(context: &Context, args: &BackupArgs, location: &Location) -> Result<(Repository, Opened)> {
    let existing = context.store(location).and_then(|mut opened| {
        if args.dry_run {
            opened.storage = Arc::new(Discarding::new(opened.storage));
        }
        Ok((context.unlock(location, &opened)?, opened))
    });
    match existing {
        Err(failure) if failure.code == ExitCode::NoRepository && args.init => {
            let (opened, passphrase) = super::init::make(context, location, &InitArgs::default())?;
            Ok((context.open_new(location, &opened, passphrase)?, opened))
        }
        other => other,
    }
}

/// Runs the backup with progress and signals.
fn watched(
    context: &Context,
    repository: &Repository,
    opened: &Opened,
    options: &BackupOptions,
    progress: &Arc<Progress>,
) -> Result<BackupResult> {
    let (shown, store) = (Arc::clone(progress), opened.clone());
    let ticker = Ticker::start(context, move |seconds| status(&shown, &store, seconds));
    let (stopped, says) = (Arc::clone(progress), Says(Arc::clone(&context.console)));
    let result = context.stoppable(
        move || stopped.interrupted.store(true, Ordering::Relaxed),
        || backup::run(repository, context.handle(), options, &SystemClock, progress, &says),
    );
    drop(ticker);
    Ok(result?)
}

fn tell(context: &Context, args: &BackupArgs, result: &BackupResult, opened: &Opened) -> Result<ExitCode> {
    // The snapshot is whole all the same: what is damaged was stored again.
    for finding in &result.findings {
        context.console.warning(&format!("{finding}; what this snapshot needs of it was stored again"));
    }
    if context.global.json {
        output::print(report::backup::json(result, args.dataset.first().map(String::as_str)))?;
    } else if !context.global.quiet {
        output::print(report::backup::text(result))?;
        if context.global.verbose > 0 {
            output::print(report::backup::requests(&opened.counts.tally(), opened.retries()))?;
        }
    }
    let clean = result.unreadable == 0 && result.findings.is_empty();
    Ok(if clean { ExitCode::Ok } else { ExitCode::Warnings })
}

fn tell_stages(context: &Context, stages: &Stages) -> Result<()> {
    if context.global.json {
        output::print(report::backup::stages_json(stages))?;
    } else {
        output::print(report::backup::stages(stages))?;
    }
    Ok(())
}

fn options(args: &BackupArgs, kind: SnapshotKind) -> BackupOptions {
    let uid = rustix::process::geteuid().as_raw();
    let usual = StoreOptions::default();
    BackupOptions {
        paths: Vec::new(),
        current: PathBuf::new(),
        kind,
        host: args.host.clone().unwrap_or_else(host_name),
        user: users::user_name(uid).unwrap_or_else(|| uid.to_string()),
        uid,
        gid: rustix::process::getegid().as_raw(),
        tags: args.tag.clone(),
        dataset: args.dataset.first().cloned(),
        store: StoreOptions {
            effort: args.compression.map_or(Effort::Fitting(LITTLE), Effort::Level),
            verify: !args.no_verify_upload,
            budget: args.upload_buffer.unwrap_or(usual.budget),
            ..usual
        },
        metadata: MetadataOptions { atime: args.with_atime, xattrs: !args.no_xattrs },
        threads: threads(args.read_concurrency),
        skipped: Vec::new(),
        stream: None,
        excludes: Excludes::default(),
        skip_if_unchanged: args.skip_if_unchanged,
        dry_run: args.dry_run,
        time: args.time,
        max_loss: args.max_loss,
        canaries: Vec::new(),
    }
}

/// The canary files. One that is not there guards nothing.
fn canaries(context: &Context, args: &BackupArgs, current: &Path) -> Vec<PathBuf> {
    let canaries: Vec<_> = args.canary.iter().map(|path| current.join(path)).collect();
    for missing in canaries.iter().filter(|path| !path.is_file()) {
        let shown = Escaped(missing.as_os_str().as_encoded_bytes());
        context.console.warning(&format!("there is no canary file {shown}"));
    }
    canaries
}

/// This host's own name.
pub fn host_name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

fn identity(folder: &Path) -> Option<Identity> {
    let folder = backup::with_slash(folder);
    Some(Directory::open(&folder).ok()?.stat_self().ok()?.identity())
}

/// Says once which of our own folders lie inside a source and are left out.
fn tell_own_folders(context: &Context, own: &[PathBuf], paths: &[PathBuf], current: &Path) {
    let real = |path: &Path| current.join(path).canonicalize().ok();
    let sources: Vec<_> = paths.iter().filter_map(|path| real(path)).collect();
    for folder in own.iter().filter_map(|folder| real(folder)) {
        if sources.iter().any(|source| folder.starts_with(source)) {
            let text =
                format!("left out: {} belongs to sandyq", Escaped(folder.as_os_str().as_encoded_bytes()));
            context.console.detail(1, text, || None);
        }
    }
}

fn status(progress: &Progress, store: &Opened, seconds: f64) -> Status {
    let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    let expected = (load(&progress.expected_files), load(&progress.expected_bytes));
    Status::Backup(BackupStatus {
        seconds,
        files: load(&progress.files),
        bytes: load(&progress.bytes),
        read: load(&progress.read),
        uploaded: store.counts.tally().uploaded,
        errors: load(&progress.unreadable),
        retries: store.retries(),
        expected: Some(expected).filter(|(files, _)| *files > 0),
    })
}

/// Says what happens to single entries.
struct Says(Arc<Console>);

impl Observer for Says {
    fn unreadable(&self, error: &Error) {
        self.0.item_error("archival", error.path(), &error.to_string());
    }

    fn changed_while_read(&self, path: &[u8]) {
        let text = "changed each time it was read; what is stored may be torn";
        self.0.warning(&format!("{} {text}", Escaped(path)));
    }

    fn ignore_line(&self, path: &[u8], problem: &str) {
        self.0.warning(&format!("{}: {problem}", Escaped(path)));
    }

    fn item(&self, path: &dyn Fn() -> Vec<u8>, event: ItemEvent) {
        let level = if event == ItemEvent::Unmodified { 2 } else { 1 };
        if self.0.is_verbose(level) {
            let path = path();
            let text = format!("{:<10} {}", report::backup::item_word(event), Escaped(&path));
            self.0.detail(level, text, || Some(report::backup::item_json(&path, event)));
        }
    }
}
