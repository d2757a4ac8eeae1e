//! `snapshots`: the catalogue; and the snapshot that other commands are told to use.

use clap::{Args, ValueHint};
use serde_json::Value;

use crate::cli::console;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output;
use crate::cli::values::SnapshotPath;
use crate::model::snapshot::Snapshot;
use crate::operations::select::{self, Selected};
use crate::policy::select::{Facts, Filter, Selector, select};
use crate::report;
use crate::repository::{Damage, Repository};

/// Which snapshots count.
#[derive(Debug, Clone, Default, Args)]
pub struct FilterArgs {
    /// Only snapshots of this host; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub host: Vec<String>,
    /// Only snapshots that hold this path
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub path: Vec<String>,
    /// Only snapshots with this tag
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
}

/// Options of `snapshots`.
#[derive(Debug, Clone, Args)]
pub struct SnapshotsArgs {
    /// Which snapshots.
    #[command(flatten)]
    pub filter: FilterArgs,
}

pub fn run(context: &Context, args: &SnapshotsArgs) -> Result<ExitCode> {
    let (repository, _) = context.repository()?;
    let (all, findings) = context.block_on(select::all(&repository))?;
    let filter = filter(&args.filter)?;
    let shown: Vec<_> =
        all.iter().map(|one| &one.snapshot).filter(|one| filter.passes(&facts(one))).collect();
    if context.global.json {
        let values: Vec<_> = shown.iter().map(|snapshot| report::snapshots::json(snapshot)).collect();
        output::print(Value::Array(values))?;
    } else {
        output::print(report::snapshots::text(&shown, console::width()))?;
    }
    Ok(tell_findings(context, &findings))
}

/// Says what of the catalogue cannot be believed.
pub fn tell_findings(context: &Context, findings: &[Damage]) -> ExitCode {
    for finding in findings {
        context.console.item_error("reading the catalogue", finding.object.as_bytes(), &finding.to_string());
    }
    if findings.is_empty() { ExitCode::Ok } else { ExitCode::WrongData }
}

/// The filter that options describe. Relative paths are those of the current folder.
fn filter(args: &FilterArgs) -> Result<Filter> {
    let absolute = |path: &String| match std::path::absolute(path) {
        Ok(path) => Ok(path.to_string_lossy().into_owned()),
        Err(error) => Err(Failure::usage(format!("{path:?} is not a path: {error}"))),
    };
    let paths = args.path.iter().map(absolute).collect::<Result<_>>()?;
    Ok(Filter { hosts: args.host.clone(), paths, tags: args.tag.clone() })
}

fn facts(snapshot: &Snapshot) -> Facts {
    Facts {
        id: snapshot.id(),
        started: snapshot.head.started,
        host: snapshot.body.host.clone(),
        paths: snapshot.paths(),
        tags: snapshot.body.tags.clone(),
    }
}

/// The snapshots that are meant, newest first: those named, or else all that the filter lets pass.
pub fn several(
    context: &Context,
    repository: &Repository,
    wanted: &[Selector],
    filter_args: &FilterArgs,
) -> Result<(Vec<Selected>, Vec<Damage>)> {
    let (all, findings) = context.block_on(select::all(repository))?;
    let known: Vec<_> = all.iter().map(|one| facts(&one.snapshot)).collect();
    let filter = filter(filter_args)?;
    let meant: Vec<bool> = if wanted.is_empty() {
        known.iter().map(|facts| filter.passes(facts)).collect()
    } else {
        let mut meant = vec![false; known.len()];
        for selector in wanted {
            meant[select(&known, selector, &filter)?] = true;
        }
        meant
    };
    let chosen = all.into_iter().zip(meant).filter(|(_, meant)| *meant);
    Ok((chosen.map(|(one, _)| one).rev().collect(), findings))
}

/// The snapshot that is meant.
pub fn chosen(
    context: &Context,
    repository: &Repository,
    wanted: &SnapshotPath,
    filter_args: &FilterArgs,
) -> Result<(Selected, Vec<Damage>)> {
    let (mut all, findings) = context.block_on(select::all(repository))?;
    let known: Vec<_> = all.iter().map(|one| facts(&one.snapshot)).collect();
    let index = select(&known, &wanted.selector, &filter(filter_args)?).map_err(|error| {
        // What cannot be found may be what cannot be read.
        match findings.first() {
            Some(damage) => Failure::from(damage.clone()),
            None => error.into(),
        }
    })?;
    Ok((all.swap_remove(index), findings))
}
