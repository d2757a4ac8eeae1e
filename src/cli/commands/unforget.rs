//! `unforget`: brings forgotten snapshots back, as long as they are not swept.

use clap::Args;

use super::hold::tell;
use super::snapshots::{FilterArgs, filter, named, tell_findings};
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::model::time::SystemClock;
use crate::operations::forget;
use crate::operations::select;
use crate::policy::select::Selector;
use crate::report::changes::Change;

/// Options of `unforget`.
#[derive(Debug, Clone, Args)]
pub struct UnforgetArgs {
    /// Of the forgotten ones: latest, latest~N, the first digits of an id, or @TIME
    #[arg(value_name = "SNAPSHOT", required = true)]
    pub snapshots: Vec<Selector>,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

pub fn run(context: &Context, args: &UnforgetArgs) -> Result<ExitCode> {
    let (repository, _) = context.repository()?;
    forget::check_role(&repository, "bring back snapshots")?;
    let (forgotten, findings) = context.block_on(select::forgotten(&repository))?;
    if forgotten.is_empty() && findings.is_empty() {
        return Err(Failure::new(ExitCode::Failed, "no snapshot is forgotten")
            .hint("what was swept cannot be brought back"));
    }
    let named =
        named(context, &repository, (&forgotten, &findings), &args.snapshots, &filter(&args.filter)?)?;
    context.block_on(forget::unforget(&repository, &named, &SystemClock))?;
    tell(context, Change::Unforgotten, &named, &[])?;
    Ok(tell_findings(context, &findings))
}
