//! `snapshots`: the catalogue.

use crate::cli::args::{FilterArgs, SnapshotPath};
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::open::Session;
use crate::cli::output::Output;
use crate::model::snapshot::Snapshot;
use crate::operations::select::{self, Selected};
use crate::policy::select::{Facts, Filter, select};
use crate::report::{json, text};
use crate::repository::{Damage, Repository};

pub fn run(session: &Session, args: &FilterArgs) -> Result<ExitCode> {
    let (repository, _) = session.repository()?;
    let (all, findings) = session.runtime.block_on(select::all(&repository))?;
    let filter = filter(args)?;
    let shown: Vec<_> =
        all.iter().map(|one| &one.snapshot).filter(|one| filter.passes(&facts(one))).collect();
    let mut output = Output::new();
    if session.global.json {
        let values: Vec<_> = shown.iter().map(|snapshot| json::snapshot(snapshot)).collect();
        output.line(&serde_json::Value::Array(values).to_string())?;
    } else {
        output.line(&text::snapshots(&shown))?;
    }
    output.finish()?;
    report(&findings)
}

/// Says what of the catalogue cannot be believed.
pub fn report(findings: &[Damage]) -> Result<ExitCode> {
    for finding in findings {
        eprintln!("sandyq: {finding}");
    }
    Ok(if findings.is_empty() { ExitCode::Ok } else { ExitCode::WrongData })
}

/// The filter that flags describe. Relative paths are those of the current folder.
pub fn filter(args: &FilterArgs) -> Result<Filter> {
    let absolute = |path: &String| {
        let path = std::path::absolute(path)
            .map_err(|error| Failure::usage(format!("{path:?} is no path: {error}")))?;
        Ok(path.to_string_lossy().into_owned())
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

/// The snapshot that is meant.
pub fn chosen(
    session: &Session,
    repository: &Repository,
    wanted: &SnapshotPath,
    filter_args: &FilterArgs,
) -> Result<(Selected, Vec<Damage>)> {
    let (mut all, findings) = session.runtime.block_on(select::all(repository))?;
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
