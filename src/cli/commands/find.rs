//! `find`: entries across snapshots.

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{ArgAction, Args, ValueEnum};

use super::snapshots::{FilterArgs, several, tell_findings};
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output::Output;
use crate::cli::values::{self, PathInside, path_inside};
use crate::operations::find::{Fate, Finder, last_good};
use crate::operations::select::Selected;
use crate::policy::find::{Query, SizeBound};
use crate::policy::select::Selector;
use crate::report;
use crate::repository::Repository;
use crate::repository::reader::Reader;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KindArg {
    /// Regular files
    #[value(alias = "f")]
    File,
    /// Directories
    #[value(alias = "d")]
    Dir,
    /// Symbolic links
    #[value(alias = "l")]
    Symlink,
    /// Named pipes
    #[value(alias = "p")]
    Fifo,
    /// Sockets
    #[value(alias = "s")]
    Socket,
    /// Character devices
    #[value(alias = "c")]
    Chardev,
    /// Block devices
    #[value(alias = "b")]
    Dev,
}

/// Options of `find`.
#[derive(Debug, Clone, Args)]
pub struct FindArgs {
    /// Names or paths to find, with * and ? as in .gitignore: 'a*.txt' any name, 'etc/*.conf' the end of a path, '/etc/*' a whole path
    #[arg(value_name = "PATTERN")]
    #[arg(required_unless_present_any = ["last_good", "kind", "size", "newer", "older"])]
    pub patterns: Vec<String>,
    /// Tell the newest snapshot in which this path can be read to its last byte, reading it to make sure
    #[arg(long, value_name = "PATH", conflicts_with_all = ["patterns", "ignore_case", "kind", "size", "newer", "older"])]
    #[arg(value_parser = OsStringValueParser::new().try_map(path_inside))]
    pub last_good: Option<PathInside>,
    /// Let capital and small letters be the same
    #[arg(long, short, visible_alias = "iname")]
    pub ignore_case: bool,
    /// Only entries of this kind; may be given more than once
    #[arg(long = "type", value_name = "KIND", value_enum)]
    pub kind: Vec<KindArg>,
    /// Only files of more than (+10M), less than (-10M) or exactly this size; may be given twice for a range
    #[arg(long, value_name = "[+-]SIZE", allow_hyphen_values = true, action = ArgAction::Append)]
    pub size: Vec<SizeBound>,
    /// Only what was changed after this time, as 2026-11-20T10:00, or in the last so long, as 7d; a date alone means its end
    #[arg(long, value_name = "TIME")]
    pub newer: Option<String>,
    /// Only what was last changed at this time or before
    #[arg(long, value_name = "TIME")]
    pub older: Option<String>,
    /// Show modes, owners, sizes and times
    #[arg(long, short)]
    pub long: bool,
    /// Only in this snapshot: latest, latest~N, the first digits of an id, or @TIME; may be given more than once
    #[arg(long, short, value_name = "SNAPSHOT")]
    pub snapshot: Vec<Selector>,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

pub fn run(context: &Context, args: &FindArgs) -> Result<ExitCode> {
    let query = query(args)?;
    let (repository, _) = context.repository()?;
    let (snapshots, findings) = several(context, &repository, &args.snapshot, &args.filter)?;
    let catalogue = tell_findings(context, &findings);
    let outcome = match &args.last_good {
        Some(path) => newest_whole(context, &repository, &snapshots, path)?,
        None => search(context, args, &repository, &snapshots, &query)?,
    };
    Ok(catalogue.and(outcome))
}

fn query(args: &FindArgs) -> Result<Query> {
    let mut query = Query::named(&args.patterns, args.ignore_case).map_err(|error| {
        Failure::usage(error.to_string())
            .hint("patterns are written as in .gitignore, such as '*.log' or /etc/ssh")
    })?;
    let time = |text: &Option<String>| text.as_deref().map(values::moment_or_usage).transpose();
    query.kinds = args.kind.iter().map(|kind| letter(*kind)).collect();
    query.sizes.clone_from(&args.size);
    query.newer = time(&args.newer)?;
    query.older = time(&args.older)?;
    Ok(query)
}

fn letter(kind: KindArg) -> char {
    match kind {
        KindArg::File => '-',
        KindArg::Dir => 'd',
        KindArg::Symlink => 'l',
        KindArg::Fifo => 'p',
        KindArg::Socket => 's',
        KindArg::Chardev => 'c',
        KindArg::Dev => 'b',
    }
}

fn search(
    context: &Context,
    args: &FindArgs,
    repository: &Repository,
    snapshots: &[Selected],
    query: &Query,
) -> Result<ExitCode> {
    let reader = Reader::new(repository);
    let mut finder = Finder::new(&reader, query);
    let mut output = Output::new();
    let (mut hits, mut failed) = (0u64, None);
    for selected in snapshots {
        let snapshot = &selected.snapshot;
        let mut tell = |hit: &_| {
            hits += 1;
            let told = if context.global.json {
                output.line(report::find::json(snapshot, hit))
            } else {
                output.line(report::find::text(snapshot, hit, args.long))
            };
            told.unwrap_or_else(|failure| {
                failed = Some(failure);
                false
            })
        };
        if !context.block_on(finder.search(selected, &mut tell))? {
            break;
        }
    }
    if let Some(failure) = failed {
        return Err(failure);
    }
    if context.global.json {
        output.line(report::find::summary(hits, snapshots.len()))?;
    }
    output.finish()?;
    for (snapshot, damage) in finder.findings() {
        let text = format!("snapshot {} was not searched in full: {damage}", snapshot.short());
        context.console.item_error("find", damage.object.as_bytes(), &text);
    }
    Ok(if finder.findings().is_empty() { ExitCode::Ok } else { ExitCode::WrongData })
}

/// The newest snapshot in which a path is whole.
fn newest_whole(
    context: &Context,
    repository: &Repository,
    snapshots: &[Selected],
    path: &PathInside,
) -> Result<ExitCode> {
    let reader = Reader::new(repository);
    let snapshots: Vec<_> = snapshots.iter().collect();
    let mut output = Output::new();
    let (mut damaged, mut failed) = (false, None);
    let mut tell = |selected: &Selected, fate: &Fate| {
        if let Fate::Damaged(damage) = fate {
            damaged = true;
            let short = selected.snapshot.id().short();
            let text = format!("{} is damaged in snapshot {short}: {damage}", path.shown());
            context.console.item_error("find", &path.bytes(), &text);
        }
        let told = match fate {
            _ if context.global.json => {
                output.line(report::find::fate_json(&selected.snapshot, &path.bytes(), fate))
            }
            Fate::Whole(_) => output.line(report::find::whole_text(&selected.snapshot, &path.bytes())),
            _ => Ok(true),
        };
        failed = failed.take().or(told.err());
    };
    let found = context.block_on(last_good(&reader, &snapshots, &path.0, &mut tell))?;
    if let Some(failure) = failed {
        return Err(failure);
    }
    output.finish()?;
    match found {
        Some(_) => Ok(if damaged { ExitCode::WrongData } else { ExitCode::Ok }),
        None if damaged => Err(Failure::new(
            ExitCode::WrongData,
            format!("{} cannot be read to its end in any snapshot", path.shown()),
        )
        .hint("run `sandyq verify --read-data` to see what else is affected")),
        None => Err(Failure::new(ExitCode::Failed, format!("no snapshot holds {}", path.shown()))
            .hint("`sandyq find` with a name shows where it is")),
    }
}
