//! `diff`: two snapshots, or a snapshot and the disk.

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, ValueHint};

use super::dump::no_such_path;
use super::snapshots::{FilterArgs, chosen, tell_findings};
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output::Output;
use crate::cli::values::{SnapshotPath, snapshot_path};
use crate::filesystem;
use crate::model::snapshot::Snapshot;
use crate::operations::backup::base_of;
use crate::operations::diff::{Difference, LiveOptions, Statistics, diff, live};
use crate::operations::select::Selected;
use crate::operations::tree::{self, Found};
use crate::policy::compare::Change;
use crate::report;
use crate::repository::Repository;
use crate::repository::reader::Reader;

/// Options of `diff`.
#[derive(Debug, Clone, Args)]
pub struct DiffArgs {
    /// The older one: latest, latest~N, the first digits of an id, or @TIME; then perhaps a path in it
    #[arg(value_name = "SNAPSHOT[:PATH]")]
    #[arg(value_parser = OsStringValueParser::new().try_map(snapshot_path))]
    pub old: SnapshotPath,
    /// The newer one
    #[arg(value_name = "SNAPSHOT[:PATH]", required_unless_present = "live")]
    #[arg(value_parser = OsStringValueParser::new().try_map(snapshot_path))]
    pub new: Option<SnapshotPath>,
    /// Compare with this folder of this host instead, by sizes and times
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "new")]
    pub live: Option<PathBuf>,
    /// Read the files of that folder and compare what they hold
    #[arg(long, requires = "live")]
    pub content: bool,
    /// Tell of other modes, owners, times and attributes too
    #[arg(long)]
    pub metadata: bool,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

pub fn run(context: &Context, args: &DiffArgs) -> Result<ExitCode> {
    let (repository, _) = context.repository()?;
    let reader = Reader::new(&repository);
    let (old, found, findings) = side(context, args, &repository, &reader, &args.old)?;
    let mut told = Told::new(context, args);
    let (statistics, target, problems) = match (&args.new, &args.live) {
        (Some(path), _) => {
            let (new, to, _) = side(context, args, &repository, &reader, path)?;
            let statistics =
                context.block_on(diff(&reader, &found, &to, path.bytes(), &mut |one| told.tell(one)))?;
            (statistics, new.snapshot.id().to_string(), 0)
        }
        (None, live) => {
            let folder = live.clone().unwrap_or_default();
            let (statistics, problems) =
                with_disk(context, args, &reader, (&old, &found), &folder, &mut told)?;
            (statistics, folder.to_string_lossy().into_owned(), problems)
        }
    };
    told.finish(&statistics, &old.snapshot.id().to_string(), &target)?;
    let outcome = if problems + statistics.rotten > 0 { ExitCode::Warnings } else { ExitCode::Ok };
    Ok(tell_findings(context, &findings).and(outcome))
}

type Side = (Selected, Found, Vec<crate::repository::Damage>);

fn side(
    context: &Context,
    args: &DiffArgs,
    repository: &Repository,
    reader: &Reader<'_>,
    path: &SnapshotPath,
) -> Result<Side> {
    let (selected, findings) = chosen(context, repository, path, &args.filter)?;
    let found = context
        .block_on(tree::at(reader, &selected, &path.path))?
        .ok_or_else(|| no_such_path(&selected.snapshot.id().short(), path))?;
    Ok((selected, found, findings))
}

/// Compares with a folder; how much could not be read of it comes along.
fn with_disk(
    context: &Context,
    args: &DiffArgs,
    reader: &Reader<'_>,
    (old, found): (&Selected, &Found),
    folder: &Path,
    told: &mut Told<'_>,
) -> Result<(Statistics, u64)> {
    if matches!(found, Found::Entry(entry) if !entry.node.is_directory()) {
        return Err(Failure::usage("only a folder can be compared with a folder")
            .hint("name the folder that the file is in"));
    }
    let options = LiveOptions {
        content: args.content,
        xattrs: args.metadata,
        base: args.old.bytes(),
        sources: sources(&old.snapshot),
    };
    let mut problems = 0;
    let mut problem = |error: &filesystem::Error| {
        problems += 1;
        context.console.item_error("diff", error.path(), &error.to_string());
    };
    let mut tell = |one: &Difference<'_>| told.tell(one);
    let compared = live(reader, found.page(), folder, options, &mut tell, &mut problem);
    let statistics = context.block_on(compared)?;
    Ok((statistics, problems))
}

/// Where in the tree the paths are that were backed up. Nothing if that is not known.
fn sources(snapshot: &Snapshot) -> Vec<Vec<u8>> {
    let Some(base) = base_of(snapshot) else { return Vec::new() };
    let paths = snapshot.body.paths.iter().map(|path| Path::new(std::ffi::OsStr::from_bytes(path)));
    let inside = paths.map(|path| path.strip_prefix(&base).ok());
    let paths: Option<Vec<_>> = inside.collect();
    let with_slash = |path: &Path| [b"/", path.as_os_str().as_bytes()].concat();
    paths.unwrap_or_default().into_iter().map(with_slash).collect()
}

/// Tells differences one by one.
struct Told<'a> {
    json: bool,
    quiet: bool,
    args: &'a DiffArgs,
    output: Output,
    failed: Option<Failure>,
}

impl<'a> Told<'a> {
    fn new(context: &Context, args: &'a DiffArgs) -> Self {
        let global = &context.global;
        Self { json: global.json, quiet: global.quiet, args, output: Output::new(), failed: None }
    }

    fn tell(&mut self, one: &Difference<'_>) -> bool {
        if one.change == Change::Metadata && !self.args.metadata {
            return true;
        }
        let told = if self.json {
            self.output.line(report::diff::json(one))
        } else {
            self.output.line(report::diff::line(one))
        };
        told.unwrap_or_else(|failure| {
            self.failed = Some(failure);
            false
        })
    }

    fn finish(mut self, statistics: &Statistics, source: &str, target: &str) -> Result<()> {
        if let Some(failure) = self.failed {
            return Err(failure);
        }
        if self.json {
            self.output.line(report::diff::statistics_json(statistics, source, target))?;
        } else if !self.quiet {
            self.output.line(report::diff::text(statistics))?;
        }
        self.output.finish()
    }
}
