//! `forget`: snapshots that are named, or those that a policy does not keep.

use std::collections::BTreeMap;

use clap::Args;

use super::prune::{PruneArgs, prune};
use super::snapshots::{FilterArgs, filter, named, tell_findings};
use crate::cli::console;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::keep::KeepArgs;
use crate::cli::output;
use crate::model::id::SessionId;
use crate::model::time::{Clock, SystemClock};
use crate::operations::forget::{self, Plan};
use crate::operations::select::{self, Selected};
use crate::policy::profile::{Settings, Table};
use crate::policy::retention::{self, GroupBy, Rules};
use crate::policy::select::{Filter, Selector};
use crate::report;
use crate::report::forget::{Next, guard_text, summary_text};
use crate::repository::{Damage, Repository};

/// Options of `forget`.
#[derive(Debug, Clone, Args)]
pub struct ForgetArgs {
    /// Forget just these: latest, latest~N, the first digits of an id, or @TIME
    #[arg(value_name = "SNAPSHOT")]
    pub snapshots: Vec<Selector>,
    /// Keep by group of snapshots that have the same of these: host, paths, tags, key; or one group of all: none
    /// [default: host,paths,key]
    #[arg(long, value_name = "WHAT")]
    pub group_by: Option<GroupBy>,
    /// Only show what would be forgotten
    #[arg(long, short = 'n')]
    pub dry_run: bool,
    /// Prune afterwards, as `sandyq prune` does without options
    #[arg(long, conflicts_with = "dry_run")]
    pub prune: bool,
    /// Forget even all of a group, or more than --max-forget-share
    #[arg(long)]
    pub yes: bool,
    /// Which snapshots.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// What to keep.
    #[command(flatten)]
    pub keep: KeepArgs,
}

pub fn run(context: &Context, args: &ForgetArgs) -> Result<ExitCode> {
    if !args.snapshots.is_empty() && args.keep.is_policy() {
        return Err(Failure::usage("snapshots are named and a policy is given as well")
            .hint("name those that shall go, or say what to keep"));
    }
    let (repository, opened) = context.repository()?;
    forget::check_role(&repository, "forget snapshots")?;
    let (all, findings) = context.block_on(select::all(&repository))?;
    let filter = filter(&args.filter)?;
    if args.snapshots.is_empty() {
        by_policy(context, &repository, (all, &findings), &filter, args)?;
    } else {
        by_name(context, &repository, (&all, &findings), &filter, args)?;
    }
    let code = tell_findings(context, &findings);
    if args.prune {
        return Ok(code.and(prune(context, &repository, &PruneArgs::usual(), move || opened.retries())?));
    }
    Ok(code)
}

fn by_policy(
    context: &Context,
    repository: &Repository,
    (all, findings): (Vec<Selected>, &[Damage]),
    filter: &Filter,
    args: &ForgetArgs,
) -> Result<()> {
    let ids = named(context, repository, (&all, findings), &args.keep.keep_id, filter)?;
    let ids: Vec<_> = ids.iter().map(|one| one.snapshot.id()).collect();
    let group_by = group_by(context, args)?;
    let rules = |settings: &Settings| {
        let keep = args.keep.or(settings);
        Rules { policy: keep.policy(ids.iter().copied()), safeguards: keep.safeguards(), group_by }
    };
    let usual = rules(&context.settings);
    let mut own = own_rules(context, rules)?;
    own.retain(|_, rules| *rules != usual);
    let plan = forget::plan_by_dataset(all, filter, &usual, &own, SystemClock.now(), &retention::local);
    let forgotten = plan.forgotten();
    show(context, args, &plan)?;
    if args.dry_run {
        return Ok(());
    }
    if !args.yes && !plan.decision.guards.is_empty() {
        let guards: Vec<_> = plan.decision.guards.iter().map(guard_text).collect();
        let text = format!("the policy would forget {}; nothing was forgotten", guards.join(" and "));
        return Err(Failure::new(ExitCode::Policy, text).hint("if that is meant, run it again with --yes"));
    }
    forget(context, repository, &forgotten)?;
    summarize(context, args, forgotten.len(), plan.snapshots.len())
}

/// The rules of each dataset of the profile.
fn own_rules(context: &Context, rules: impl Fn(&Settings) -> Rules) -> Result<BTreeMap<String, Rules>> {
    let Some(profile) = &context.profile else { return Ok(BTreeMap::new()) };
    let resolved = profile.resolved()?;
    let own = |(name, table): (&str, &Table)| (name.to_owned(), rules(&resolved.settings_of(table, &[])));
    Ok(resolved.datasets().map(own).collect())
}

/// What makes a group: as an option says, or else the profile or the default.
fn group_by(context: &Context, args: &ForgetArgs) -> Result<GroupBy> {
    let text = context.settings.text("retention.group_by").unwrap_or_default();
    match args.group_by {
        Some(group_by) => Ok(group_by),
        None => text.parse().map_err(Failure::usage),
    }
}

fn by_name(
    context: &Context,
    repository: &Repository,
    known: (&[Selected], &[Damage]),
    filter: &Filter,
    args: &ForgetArgs,
) -> Result<()> {
    let named = named(context, repository, known, &args.snapshots, filter)?;
    if let Some(held) = named.iter().find(|one| one.entry.is_held()) {
        let id = held.snapshot.id().short();
        return Err(Failure::new(ExitCode::Policy, format!("snapshot {id} is held; nothing was forgotten"))
            .hint(format!("release it first: `sandyq hold --release {id}`")));
    }
    if context.global.json {
        output::print(report::forget::named_json(&named))?;
    }
    if !args.dry_run {
        let sessions: Vec<_> = named.iter().map(|one| one.snapshot.session).collect();
        forget(context, repository, &sessions)?;
    }
    summarize(context, args, named.len(), known.0.len())
}

/// Says what the policy makes of the snapshots.
fn show(context: &Context, args: &ForgetArgs, plan: &Plan) -> Result<()> {
    if context.global.json {
        return output::print(report::forget::json(plan));
    }
    if !context.global.quiet && !plan.snapshots.is_empty() {
        output::print(report::forget::text(plan, console::width()))?;
    }
    if args.dry_run {
        for guard in &plan.decision.guards {
            context.console.warning(&format!("this would forget {}, and needs --yes", guard_text(guard)));
        }
        summarize(context, args, plan.forgotten().len(), plan.snapshots.len())?;
    }
    Ok(())
}

fn forget(context: &Context, repository: &Repository, sessions: &[SessionId]) -> Result<()> {
    if sessions.is_empty() {
        return Ok(());
    }
    context.block_on(forget::forget(repository, sessions, &SystemClock))
}

fn summarize(context: &Context, args: &ForgetArgs, forgotten: usize, total: usize) -> Result<()> {
    if context.global.json || context.global.quiet {
        return Ok(());
    }
    let next = match args {
        ForgetArgs { dry_run: true, .. } => Next::Nothing,
        ForgetArgs { prune: true, .. } => Next::Prune,
        _ => Next::Unforget,
    };
    output::print(summary_text(forgotten, total, next))
}
