//! `restore`.

use std::num::NonZeroUsize;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};

use super::snapshots::{FilterArgs, chosen, tell_findings};
use super::sources::{no_pattern, patterns_in};
use crate::cli::console::Console;
use crate::cli::context::{Context, threads};
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output;
use crate::cli::progress::Ticker;
use crate::cli::values::{self, SnapshotPath, snapshot_path};
use crate::filesystem::{ApplyOptions, Directory, Escaped, Identity, Owner, Warning};
use crate::operations::backup::base_of;
use crate::operations::restore::{
    self, Action, Filter, Observer, Overwrite, Progress, RestoreOptions, RestoreResult, Wanted,
};
use crate::operations::select::Selected;
use crate::policy::patterns::{Patterns, Said, Verdict};
use crate::policy::select::Selector;
use crate::report;
use crate::report::progress::{RestoreStatus, Status};
use crate::report::restore::RestoreCounts;
use crate::repository::Repository;
use crate::storage::Opened;

/// What to do with files that exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OverwriteArg {
    /// Replace whatever differs, comparing content by reading it
    Always,
    /// Replace files of another size or time of change
    IfChanged,
    /// Replace files that are older
    IfNewer,
    /// Leave every file that exists
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
    /// latest, latest~N, the first digits of an id, or @TIME; then perhaps a path in it
    #[arg(value_name = "SNAPSHOT[:PATH]", required_unless_present_any = ["at", "last_clean"])]
    #[arg(value_parser = OsStringValueParser::new().try_map(snapshot_path))]
    pub snapshot: Option<SnapshotPath>,
    /// The newest snapshot that began at this time or before: the same as @TIME
    #[arg(long, value_name = "TIME", conflicts_with = "snapshot", value_parser = values::snapshot_at)]
    pub at: Option<SnapshotPath>,
    /// Folder to restore into; it is made if it does not exist
    #[arg(long, short, value_name = "DIR", required_unless_present = "in_place")]
    #[arg(value_hint = ValueHint::DirPath)]
    pub target: Option<PathBuf>,
    /// Restore to where the files were
    #[arg(long, conflicts_with = "target")]
    pub in_place: bool,
    /// Restore only what matches, as in .gitignore; may be given more than once
    #[arg(long, short, value_name = "PATTERN")]
    pub include: Vec<String>,
    /// Leave out what matches, as in .gitignore; may be given more than once
    #[arg(long, short, value_name = "PATTERN")]
    pub exclude: Vec<String>,
    /// The same as --include, letting capital and small letters be the same
    #[arg(long, value_name = "PATTERN")]
    pub iinclude: Vec<String>,
    /// The same as --exclude, letting capital and small letters be the same
    #[arg(long, value_name = "PATTERN")]
    pub iexclude: Vec<String>,
    /// Take patterns of what to restore from a file, one a line, without blank lines and those that begin with #
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub include_file: Vec<PathBuf>,
    /// Take patterns of what to leave out from a file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub exclude_file: Vec<PathBuf>,
    /// The same as --include-file, letting capital and small letters be the same
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub iinclude_file: Vec<PathBuf>,
    /// The same as --exclude-file, letting capital and small letters be the same
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub iexclude_file: Vec<PathBuf>,
    /// What to do with files that exist
    #[arg(long, value_enum, default_value_t = OverwriteArg::Always)]
    pub overwrite: OverwriteArg,
    /// Delete what the snapshot does not have, below what was backed up; what patterns leave out stays
    #[arg(long)]
    pub delete: bool,
    /// Leave out zeros in files where blocks are full of them, to save room; what were holes always are
    #[arg(long)]
    pub sparse: bool,
    /// Whom restored files shall belong to
    #[arg(long, value_enum, default_value_t = OwnerArg::Numeric)]
    pub owner: OwnerArg,
    /// Leave out extended attributes, ACLs and capabilities
    #[arg(long)]
    pub no_xattrs: bool,
    /// Change nothing, only tell what would be restored
    #[arg(long)]
    pub dry_run: bool,
    /// Read everything again afterwards and compare it with the snapshot
    #[arg(long, conflicts_with = "dry_run")]
    pub verify: bool,
    /// Threads that decrypt, check and write [default: one a core]
    #[arg(long, value_name = "N", value_parser = values::number)]
    pub write_concurrency: Option<NonZeroUsize>,
    /// Pass over snapshots that are suspect; without SNAPSHOT or --at, the newest that is not
    #[arg(long)]
    pub last_clean: bool,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

pub fn run(context: &Context, args: &RestoreArgs) -> Result<ExitCode> {
    let patterns = patterns(args)?;
    check_verify(args)?;
    let newest = SnapshotPath { selector: Selector::Latest(0), path: Vec::new() };
    let wanted = args.at.as_ref().or(args.snapshot.as_ref()).unwrap_or(&newest);
    let (repository, opened) = context.repository()?;
    let (selected, findings) = chosen(context, &repository, wanted, &args.filter.clean(args.last_clean))?;
    let run = Run {
        context,
        args,
        path: &wanted.path,
        repository: &repository,
        opened: &opened,
        selected: &selected,
    };
    let options = run.options(&patterns)?;
    let started = Instant::now();
    let (result, mut counts) = run.restore(&options, &patterns)?;
    if args.verify {
        counts.differing = Some(run.differing(options, &patterns)?);
    }
    counts.seconds = started.elapsed().as_secs_f64();
    if context.global.json {
        output::print(report::restore::json(&counts))?;
    } else if !context.global.quiet {
        output::print(report::restore::text(&counts))?;
        if context.global.verbose > 0 {
            output::print(report::backup::requests(&opened.counts.tally(), opened.retries()))?;
        }
    }
    Ok(tell_findings(context, &findings).and(outcome(&result, &counts)))
}

/// Entries of the target that are not as the snapshot has them; nothing is changed.
pub fn compare(context: &Context, args: &RestoreArgs) -> Result<u64> {
    let patterns = patterns(args)?;
    let wanted = args.at.as_ref().or(args.snapshot.as_ref());
    let wanted = wanted.ok_or_else(|| Failure::usage("no snapshot was named"))?;
    let (repository, opened) = context.repository()?;
    let (selected, _) = chosen(context, &repository, wanted, &args.filter)?;
    let (path, repository, opened) = (&wanted.path, &repository, &opened);
    let run = Run { context, args, path, repository, opened, selected: &selected };
    run.differing(run.options(&patterns)?, &patterns)
}

/// Which entries are wanted. A file without a pattern must not be taken for none: it would restore everything.
fn patterns(args: &RestoreArgs) -> Result<Patterns> {
    let with =
        |patterns: &[String], files: &[PathBuf]| Ok::<_, Failure>([patterns, &patterns_in(files)?].concat());
    let include = with(&args.include, &args.include_file)?;
    let iinclude = with(&args.iinclude, &args.iinclude_file)?;
    let exclude = with(&args.exclude, &args.exclude_file)?;
    let iexclude = with(&args.iexclude, &args.iexclude_file)?;
    let named = !args.include_file.is_empty() || !args.iinclude_file.is_empty();
    if named && include.is_empty() && iinclude.is_empty() {
        return Err(Failure::usage("the file of --include-file holds no pattern")
            .hint("leave the option out to restore everything"));
    }
    let include = Said { exact: &include, any_case: &iinclude };
    let exclude = Said { exact: &exclude, any_case: &iexclude };
    Patterns::new(include, exclude).map_err(|error| no_pattern(&error))
}

/// What was left on purpose would be told as different.
fn check_verify(args: &RestoreArgs) -> Result<()> {
    if args.verify && matches!(args.overwrite, OverwriteArg::Never | OverwriteArg::IfNewer) {
        return Err(Failure::usage(
            "--verify compares with what is restored, but existing files are to be kept",
        )
        .hint("use it with --overwrite always or if-changed"));
    }
    Ok(())
}

fn outcome(result: &RestoreResult, counts: &RestoreCounts) -> ExitCode {
    let data = if result.findings.is_empty() { ExitCode::Ok } else { ExitCode::WrongData };
    let failed = result.failed > 0 || counts.differing.is_some_and(|differing| differing > 0);
    let warnings = if result.warnings > 0 { ExitCode::Warnings } else { ExitCode::Ok };
    data.and(if failed { ExitCode::Failed } else { warnings })
}

/// Everything a restore needs to know.
struct Run<'a> {
    context: &'a Context,
    args: &'a RestoreArgs,
    /// The part that is wanted.
    path: &'a [Vec<u8>],
    repository: &'a Repository,
    opened: &'a Opened,
    selected: &'a Selected,
}

impl Run<'_> {
    fn options(&self, patterns: &Patterns) -> Result<RestoreOptions> {
        let args = self.args;
        Ok(RestoreOptions {
            target: self.target()?,
            path: self.path.to_vec(),
            filter: filter(patterns),
            overwrite: match args.overwrite {
                OverwriteArg::Always => Overwrite::Always,
                OverwriteArg::IfChanged => Overwrite::IfChanged,
                OverwriteArg::IfNewer => Overwrite::IfNewer,
                OverwriteArg::Never => Overwrite::Never,
            },
            delete: args.delete,
            spared: if args.delete { self.spared()? } else { Vec::new() },
            sparse: args.sparse,
            dry_run: args.dry_run,
            apply: ApplyOptions {
                owner: match args.owner {
                    OwnerArg::Numeric => Owner::Numeric,
                    OwnerArg::Name => Owner::ByName,
                    OwnerArg::Keep => Owner::Keep,
                },
                xattrs: !args.no_xattrs,
            },
            threads: threads(args.write_concurrency),
            connections: self.context.connections(),
        })
    }

    fn restore(
        &self,
        options: &RestoreOptions,
        patterns: &Patterns,
    ) -> Result<(RestoreResult, RestoreCounts)> {
        let progress = Arc::new(Progress::default());
        let (shown, store) = (Arc::clone(&progress), self.opened.clone());
        // Only of a whole snapshot it is known how much it is.
        let whole = options.path.is_empty() && patterns.is_empty();
        let total = whole.then_some(self.selected.snapshot.body.summary.totals.bytes);
        let ticker =
            Ticker::start(self.context, move |seconds| status(&shown, store.retries(), total, seconds));
        let (stopped, says) = (Arc::clone(&progress), Says(Arc::clone(&self.context.console)));
        let result = self.context.stoppable(
            move || stopped.interrupted.store(true, Ordering::Relaxed),
            || restore::run(self.repository, self.context.handle(), self.selected, options, &progress, &says),
        );
        drop(ticker);
        let result = result?;
        let counts = counts(&progress, &result, options.dry_run);
        Ok((result, counts))
    }

    /// Entries that are not as in the snapshot: what a second restore would have to do. Owners and attributes are left
    /// aside, as not every user may set them; what could not be set was told.
    fn differing(&self, options: RestoreOptions, patterns: &Patterns) -> Result<u64> {
        let again = RestoreOptions {
            dry_run: true,
            overwrite: Overwrite::Always,
            filter: filter(patterns),
            apply: ApplyOptions { owner: Owner::Keep, xattrs: false },
            ..options
        };
        let (_, counts) = self.restore(&again, patterns)?;
        Ok(counts.files + counts.dirs + counts.deleted + counts.failed)
    }

    /// Where to restore to. In place, what was backed up goes back below the folder it was taken in.
    fn target(&self) -> Result<PathBuf> {
        if let Some(target) = &self.args.target {
            return Ok(target.clone());
        }
        if !self.path.is_empty() {
            return Err(Failure::usage("--in-place restores whole snapshots")
                .hint("leave out the path and name the part with --include, or name a --target"));
        }
        base_of(&self.selected.snapshot).ok_or_else(|| {
            Failure::new(ExitCode::Failed, "the snapshot does not tell where its files were")
                .hint("name a --target")
        })
    }

    /// What is ours is no part of any snapshot, and is not deleted for that.
    fn spared(&self) -> Result<Vec<Identity>> {
        let mut paths = self.context.own_folders(&self.context.location()?)?;
        paths.extend(self.context.own_files()?);
        Ok(paths.iter().filter_map(|path| identity(path)).collect())
    }
}

fn identity(path: &Path) -> Option<Identity> {
    let path = path.canonicalize().ok()?;
    let folder = Directory::open(path.parent()?).ok()?;
    Some(folder.stat(path.file_name()?.as_bytes()).ok()?.identity())
}

fn filter(patterns: &Patterns) -> Option<Box<Filter>> {
    let patterns = Some(patterns.clone()).filter(|patterns| !patterns.is_empty())?;
    Some(Box::new(move |path, is_directory| match patterns.judge(path, is_directory) {
        Verdict::Wanted => Wanted::Yes,
        Verdict::Below => Wanted::Enter,
        Verdict::Unwanted => Wanted::No,
    }))
}

pub fn status(progress: &Progress, retries: u64, total: Option<u64>, seconds: f64) -> Status {
    let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    Status::Restore(RestoreStatus {
        seconds,
        files: load(&progress.files),
        skipped: load(&progress.skipped),
        bytes: load(&progress.bytes),
        bytes_skipped: load(&progress.bytes_skipped),
        errors: load(&progress.failed),
        retries,
        total,
    })
}

pub fn counts(progress: &Progress, result: &RestoreResult, dry_run: bool) -> RestoreCounts {
    let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
    RestoreCounts {
        dry_run,
        files: load(&progress.files) + load(&progress.others),
        dirs: load(&progress.directories),
        updated: load(&progress.updated),
        deleted: load(&progress.deleted),
        skipped: load(&progress.skipped),
        failed: load(&progress.failed),
        warnings: result.warnings,
        bytes: load(&progress.bytes),
        bytes_skipped: load(&progress.bytes_skipped),
        seconds: 0.0,
        differing: None,
    }
}

/// Says what happens to single entries.
pub struct Says(pub Arc<Console>);

impl Observer for Says {
    fn failed(&self, path: &[u8], problem: &str) {
        // Errors of the file system name the file themselves.
        let shown = Escaped(path).to_string();
        let named = problem.contains(&shown);
        let text = if named { problem.to_owned() } else { format!("cannot restore {shown}: {problem}") };
        self.0.item_error("restore", path, &text);
    }

    fn warning(&self, warning: &Warning) {
        self.0.item_error("restore metadata", warning.0.path(), &warning.to_string());
    }

    fn item(&self, path: &dyn Fn() -> Vec<u8>, action: Action) {
        let level = if action == Action::Unchanged { 2 } else { 1 };
        if self.0.is_verbose(level) {
            let path = path();
            let text = format!("{:<10} {}", report::restore::item_word(action), Escaped(&path));
            self.0.detail(level, text, || Some(report::restore::item_json(&path, action)));
        }
    }
}
