//! `cache`: list, clean.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};

use crate::cli::console;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output::{self, Output};
use crate::cli::values;
use crate::model::quantity;
use crate::model::time::{Clock, SystemClock};
use crate::operations::caches::{self, Unwanted};
use crate::report;

/// What to do with the caches.
#[derive(Debug, Subcommand)]
pub enum CacheCommand {
    /// List the caches of all repositories that this host knows
    List,
    /// Remove caches that were not used for 30 days, or others; what is needed again is fetched again
    ///
    /// With a cache goes the memory of which state of its repository this host saw last, by which it would notice that
    /// the store went back in time. No cache of a repository that is in use just now should be removed.
    Clean(CacheCleanArgs),
}

/// Options of `cache clean`.
#[derive(Debug, Clone, Args)]
pub struct CacheCleanArgs {
    /// Remove all
    #[arg(long, conflicts_with_all = ["older_than", "max_size"])]
    pub all: bool,
    /// Remove what was not used for so long, as 12h or 90d [default: 30d]
    #[arg(long, value_name = "TIME", value_parser = values::time_span, conflicts_with = "max_size")]
    pub older_than: Option<Duration>,
    /// Remove what was used longest ago until all caches together take no more than this
    #[arg(long, value_name = "SIZE", value_parser = quantity::parse_bytes)]
    pub max_size: Option<u64>,
    /// Only say what would go
    #[arg(long, short = 'n')]
    pub dry_run: bool,
}

/// For how long an unused cache stays when nothing is said.
const MONTH: Duration = Duration::from_secs(30 * 24 * 3600);

pub fn run(context: &Context, command: &CacheCommand) -> Result<ExitCode> {
    let root = folder(context)?;
    let cached = caches::list(&root).map_err(|error| failed("read", &root, &error))?;
    match command {
        CacheCommand::List if context.global.json => {
            let mut output = Output::new();
            for one in &cached {
                output.line(report::caches::json(one))?;
            }
            output.finish()?;
        }
        CacheCommand::List => output::print(report::caches::text(&root, &cached, console::width()))?,
        CacheCommand::Clean(args) => {
            let unwanted = match (args.all, args.max_size) {
                (true, _) => Unwanted::All,
                (false, Some(most)) => Unwanted::Beyond(most),
                (false, None) => Unwanted::OlderThan(args.older_than.unwrap_or(MONTH)),
            };
            let cleaned = caches::unwanted(&cached, unwanted, SystemClock.now());
            for one in cleaned.iter().filter(|_| !args.dry_run) {
                caches::remove(&root, one).map_err(|error| failed("remove", &one.folder, &error))?;
            }
            if context.global.json {
                output::print(report::caches::cleaned_json(&cleaned, args.dry_run))?;
            } else if !context.global.quiet {
                output::print(report::caches::cleaned_text(&cleaned, args.dry_run))?;
            }
        }
    }
    Ok(ExitCode::Ok)
}

/// The folder of all caches.
pub fn folder(context: &Context) -> Result<PathBuf> {
    context.cache_folder().cloned().ok_or_else(|| {
        Failure::usage("there is no folder for caches").hint("name it with --cache-dir or SANDYQ_CACHE_DIR")
    })
}

fn failed(what: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::new(ExitCode::Failed, format!("cannot {what} {}: {error}", path.display()))
        .hint("check its permissions, or name another folder with --cache-dir")
}
