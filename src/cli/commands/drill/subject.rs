//! What a drill is tried with: the datasets of a profile, or without one whatever a repository holds.

use std::path::PathBuf;
use std::time::Duration;

use super::DrillRunArgs;
use crate::cli::commands::datasets;
use crate::cli::commands::snapshots::filter;
use crate::cli::context::Context;
use crate::cli::failure::{Failure, Result};
use crate::cli::look;
use crate::operations::past::Source;
use crate::operations::select::{self, facts};
use crate::policy::profile::{Command, Resolved, Tier};

/// A dataset as a drill sees it.
#[derive(Debug)]
pub struct Subject {
    /// How its snapshots are known.
    pub source: Source,
    /// A run that uses its repository.
    pub context: Context,
    /// Its tier.
    pub tier: Option<String>,
    /// How long a recovery may take.
    pub rto: Option<Duration>,
    /// How much of the newest data may be lost.
    pub rpo: Option<Duration>,
    /// What tells whether it is good.
    pub check: Option<Command>,
}

/// What the drill is to be tried with.
pub fn subjects(context: &Context, args: &DrillRunArgs) -> Result<Vec<Subject>> {
    let resolved = context.profile.as_ref().map(|profile| profile.resolved()).transpose()?;
    let mut subjects = match &resolved {
        Some(resolved) if resolved.datasets().next().is_some() => of_profile(context, resolved, args)?,
        _ => of_repository(context, args)?,
    };
    for subject in &mut subjects {
        subject.rto = args.rto.or(subject.rto);
        subject.rpo = args.rpo.or(subject.rpo);
        if let Some(line) = &args.check_command {
            subject.check = Some(Command::Shell(line.clone()));
        }
    }
    if subjects.is_empty() {
        return Err(Failure::usage("no dataset takes part in this drill")
            .hint("name one with --dataset, or give datasets a tier: see \"Drills\" in docs/recovery.md"));
    }
    Ok(subjects)
}

fn of_profile(context: &Context, resolved: &Resolved<'_>, args: &DrillRunArgs) -> Result<Vec<Subject>> {
    let named = &args.filter.dataset;
    if let Some(unknown) = named.iter().find(|name| resolved.dataset(name).is_err()) {
        return Err(datasets::unknown(resolved, unknown));
    }
    let mut subjects = Vec::new();
    for (name, table) in resolved.datasets() {
        let own = context.of_dataset(resolved, table);
        let tier = Tier::of(&own.settings);
        let covered = match (named.is_empty(), args.plan) {
            (false, _) => named.iter().any(|one| one == name),
            (true, None) => true,
            (true, Some(plan)) => tier.as_ref().is_some_and(|tier| plan.covers(&tier.name)),
        };
        if covered {
            subjects.push(Subject {
                source: look::source(name, &own.settings),
                check: own.settings.commands("dataset.check_command").first().cloned(),
                rto: tier.as_ref().map(|tier| tier.rto),
                rpo: tier.as_ref().map(|tier| tier.rpo),
                tier: tier.map(|tier| tier.name),
                context: own,
            });
        }
    }
    Ok(subjects)
}

/// Each dataset that snapshots name, and each host with its paths where they name none.
fn of_repository(context: &Context, args: &DrillRunArgs) -> Result<Vec<Subject>> {
    let filter = filter(&args.filter)?;
    let (repository, _) = context.repository()?;
    let (all, _) = context.block_on(select::all(&repository))?;
    let mut subjects: Vec<Subject> = Vec::new();
    for one in all.iter().filter(|one| filter.passes(&facts(&one.snapshot))) {
        let paths = one.snapshot.paths();
        let body = &one.snapshot.body;
        let dataset = body.dataset.clone().unwrap_or_else(|| format!("{}:{}", body.host, paths.join(",")));
        let source = Source {
            dataset,
            host: body.host.clone(),
            paths: paths.into_iter().map(PathBuf::from).collect(),
        };
        let same = |known: &Subject| match &body.dataset {
            Some(_) => known.source.dataset == source.dataset && known.source.host == source.host,
            None => known.source == source,
        };
        if !subjects.iter().any(same) {
            let context = context.fresh();
            subjects.push(Subject { source, context, tier: None, rto: None, rpo: None, check: None });
        }
    }
    Ok(subjects)
}
