//! `snapshots`: the catalogue; and the snapshot that other commands are told to use.

use std::collections::{BTreeSet, HashMap};
use std::num::NonZeroUsize;

use clap::{Args, ValueEnum, ValueHint};
use serde_json::Value;

use crate::cli::console;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{FORGOTTEN, Failure, Result};
use crate::cli::output;
use crate::cli::values::{self, SnapshotPath};
use crate::model::snapshot::SnapshotKind;
use crate::operations::select::{self, Selected, facts};
use crate::policy::select::{Filter, SelectError, Selector, select};
use crate::report::{self, count};
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
    /// Only snapshots of this dataset of a profile; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub dataset: Vec<String>,
    /// Whether only those count that are not suspect.
    #[arg(skip)]
    pub clean: bool,
}

impl FilterArgs {
    /// The same, without what is suspect if so.
    #[must_use]
    pub fn clean(&self, clean: bool) -> Self {
        Self { clean, ..self.clone() }
    }
}

/// Whether every byte was read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KindArg {
    /// Those for which every file was read again
    Full,
    /// Those that took over what had not changed
    Incremental,
}

/// Options of `snapshots`.
#[derive(Debug, Clone, Args)]
pub struct SnapshotsArgs {
    /// Only these: latest, latest~N, the first digits of an id, or @TIME [default: all]
    #[arg(value_name = "SNAPSHOT")]
    pub snapshots: Vec<Selector>,
    /// Show those that were forgotten and are not swept yet
    #[arg(long)]
    pub forgotten: bool,
    /// Only the N newest of each host and its paths
    #[arg(long, value_name = "N", value_parser = values::number)]
    pub latest: Option<NonZeroUsize>,
    /// Only full or only incremental ones
    #[arg(long)]
    pub kind: Option<KindArg>,
    /// Only those that began after this time, as 2026-11-20T10:00, or in the last so long, as 7d; a date alone means its end
    #[arg(long, value_name = "TIME")]
    pub newer: Option<String>,
    /// Only those that began at this time or before
    #[arg(long, value_name = "TIME")]
    pub older: Option<String>,
    /// Which snapshots.
    #[command(flatten)]
    pub filter: FilterArgs,
}

pub fn run(context: &Context, args: &SnapshotsArgs) -> Result<ExitCode> {
    let (repository, _) = context.repository()?;
    let (all, findings) = context.block_on(async {
        if args.forgotten { select::forgotten(&repository).await } else { select::all(&repository).await }
    })?;
    let filter = filter(&args.filter)?;
    let named = if args.snapshots.is_empty() {
        all
    } else {
        named(context, &repository, (&all, &findings), &args.snapshots, &filter)?
    };
    let shown = args.choose(&named, &filter)?;
    if context.global.json {
        let values: Vec<_> = shown.iter().map(|snapshot| report::snapshots::json(snapshot)).collect();
        output::print(Value::Array(values))?;
    } else {
        output::print(report::snapshots::text(&shown, console::width()))?;
    }
    Ok(tell_findings(context, &findings))
}

impl SnapshotsArgs {
    /// What the options let pass of snapshots in the order of their making.
    fn choose<'a>(&self, snapshots: &'a [Selected], filter: &Filter) -> Result<Vec<&'a Selected>> {
        let moment = |text: &Option<String>| text.as_deref().map(values::moment_or_usage).transpose();
        let (newer, older) = (moment(&self.newer)?, moment(&self.older)?);
        let kind = self.kind.map(|kind| match kind {
            KindArg::Full => SnapshotKind::Full,
            KindArg::Incremental => SnapshotKind::Incremental,
        });
        let passes = |one: &&Selected| {
            let head = &one.snapshot.head;
            filter.passes(&facts(&one.snapshot))
                && kind.is_none_or(|kind| head.kind == kind)
                && newer.is_none_or(|newer| head.started > newer)
                && older.is_none_or(|older| head.started <= older)
        };
        let mut left = HashMap::new();
        let mut chosen: Vec<_> = snapshots.iter().filter(passes).rev().collect();
        if let Some(latest) = self.latest {
            chosen.retain(|one| {
                let series = (one.snapshot.body.host.clone(), one.snapshot.paths());
                let left = left.entry(series).or_insert(latest.get());
                let stays = *left > 0;
                *left = left.saturating_sub(1);
                stays
            });
        }
        chosen.reverse();
        Ok(chosen)
    }
}

/// Says what of the catalogue cannot be believed.
pub fn tell_findings(context: &Context, findings: &[Damage]) -> ExitCode {
    for finding in findings {
        context.console.item_error("reading the catalogue", finding.object.as_bytes(), &finding.to_string());
    }
    if findings.is_empty() { ExitCode::Ok } else { ExitCode::WrongData }
}

/// The filter that options describe. Relative paths are those of the current folder.
pub fn filter(args: &FilterArgs) -> Result<Filter> {
    let absolute = |path: &String| match std::path::absolute(path) {
        Ok(path) => Ok(path.to_string_lossy().into_owned()),
        Err(error) => Err(Failure::usage(format!("{path:?} is not a path: {error}"))),
    };
    let paths = args.path.iter().map(absolute).collect::<Result<_>>()?;
    Ok(Filter {
        hosts: args.host.clone(),
        paths,
        tags: args.tag.clone(),
        datasets: args.dataset.clone(),
        clean: args.clean,
    })
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

/// What is missing of a snapshot that was forgotten while it was read is no damage.
pub fn unless_forgotten<T>(
    context: &Context,
    repository: &Repository,
    selected: &Selected,
    result: Result<T>,
) -> Result<T> {
    let Err(failure) = result else { return result };
    if failure.code == ExitCode::WrongData
        && context.block_on(select::is_gone(repository, &selected.entry.session))?
    {
        let id = selected.snapshot.id().short();
        let text = format!("the snapshot {id} was forgotten during the run");
        return Err(Failure::new(ExitCode::Failed, text).hint(FORGOTTEN));
    }
    Err(failure)
}

/// The snapshot that is meant.
pub fn chosen(
    context: &Context,
    repository: &Repository,
    wanted: &SnapshotPath,
    filter_args: &FilterArgs,
) -> Result<(Selected, Vec<Damage>)> {
    let (mut all, findings) = context.block_on(select::all(repository))?;
    let index = index_of(context, repository, (&all, &findings), &wanted.selector, &filter(filter_args)?)?;
    Ok((all.swap_remove(index), findings))
}

/// The snapshots that are meant, each once.
pub fn named(
    context: &Context,
    repository: &Repository,
    known: (&[Selected], &[Damage]),
    wanted: &[Selector],
    filter: &Filter,
) -> Result<Vec<Selected>> {
    let indexes = wanted.iter().map(|selector| index_of(context, repository, known, selector, filter));
    let indexes = indexes.collect::<Result<BTreeSet<_>>>()?;
    Ok(indexes.into_iter().map(|index| known.0[index].clone()).collect())
}

fn index_of(
    context: &Context,
    repository: &Repository,
    (all, findings): (&[Selected], &[Damage]),
    wanted: &Selector,
    filter: &Filter,
) -> Result<usize> {
    let known: Vec<_> = all.iter().map(|one| facts(&one.snapshot)).collect();
    let error = match select(&known, wanted, filter) {
        Ok(index) => return Ok(index),
        Err(error) => error,
    };
    // What cannot be found may be what cannot be read, or what was forgotten.
    if let Some(damage) = findings.first() {
        return Err(damage.clone().into());
    }
    let (forgotten, _) = context.block_on(select::forgotten(repository))?;
    Err(was_forgotten(&forgotten, wanted, &error).unwrap_or_else(|| error.into()))
}

/// The failure, if what was not found is among the forgotten.
fn was_forgotten(forgotten: &[Selected], wanted: &Selector, error: &SelectError) -> Option<Failure> {
    if !matches!(error, SelectError::Empty | SelectError::Unknown { .. }) {
        return None;
    }
    if let Selector::Prefix(prefix) = wanted {
        let mut ids = forgotten.iter().map(|one| one.snapshot.id());
        let id = ids.find(|id| id.to_string().starts_with(prefix))?.short();
        return Some(
            Failure::new(ExitCode::Failed, format!("snapshot {id} was forgotten"))
                .hint(format!("until it is swept, `sandyq unforget {id}` brings it back")),
        );
    }
    if forgotten.is_empty() {
        return None;
    }
    let were = count(forgotten.len() as u64, "was", "were");
    Some(
        Failure::new(ExitCode::Failed, format!("no snapshot is left: {were} forgotten"))
            .hint("`sandyq snapshots --forgotten` shows those that `sandyq unforget` brings back"),
    )
}
