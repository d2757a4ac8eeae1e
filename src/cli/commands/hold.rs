//! `hold`: keeps snapshots from every retention, or lets them go again.

use clap::Args;

use super::snapshots::{FilterArgs, filter, named, tell_findings};
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::Result;
use crate::cli::output;
use crate::model::id::SessionId;
use crate::model::time::SystemClock;
use crate::operations::forget;
use crate::operations::select::{self, Selected};
use crate::policy::select::Selector;
use crate::report;
use crate::report::changes::Change;

/// Options of `hold`.
#[derive(Debug, Clone, Args)]
pub struct HoldArgs {
    /// latest, latest~N, the first digits of an id, or @TIME
    #[arg(value_name = "SNAPSHOT", required = true)]
    pub snapshots: Vec<Selector>,
    /// Let retention drop them again
    #[arg(long)]
    pub release: bool,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

pub fn run(context: &Context, args: &HoldArgs) -> Result<ExitCode> {
    let (repository, _) = context.repository()?;
    let change = if args.release { Change::Released } else { Change::Held };
    forget::check_role(&repository, if args.release { "release snapshots" } else { "hold snapshots" })?;
    let (all, findings) = context.block_on(select::all(&repository))?;
    let named = named(context, &repository, (&all, &findings), &args.snapshots, &filter(&args.filter)?)?;
    let (changed, unchanged): (Vec<_>, Vec<_>) =
        named.into_iter().partition(|one| one.entry.is_held() == args.release);
    if !changed.is_empty() {
        context.block_on(async {
            match change {
                Change::Released => forget::release(&repository, &changed, &SystemClock).await,
                _ => forget::hold(&repository, &sessions(&changed), &SystemClock).await,
            }
        })?;
    }
    tell(context, change, &changed, &unchanged)?;
    Ok(tell_findings(context, &findings))
}

fn sessions(snapshots: &[Selected]) -> Vec<SessionId> {
    snapshots.iter().map(|one| one.snapshot.session).collect()
}

/// Says which snapshots are different now, and which were so before.
pub fn tell(context: &Context, change: Change, changed: &[Selected], unchanged: &[Selected]) -> Result<()> {
    let ids = |snapshots: &[Selected]| snapshots.iter().map(|one| one.snapshot.id()).collect::<Vec<_>>();
    let (changed, unchanged) = (ids(changed), ids(unchanged));
    if context.global.json {
        output::print(report::changes::json(change, &changed, &unchanged))
    } else if context.global.quiet {
        Ok(())
    } else {
        output::print(report::changes::text(change, &changed, &unchanged))
    }
}
