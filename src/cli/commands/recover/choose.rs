//! Which snapshot of a dataset a recovery goes back to.

use std::collections::BTreeSet;

use super::super::backup::host_name;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::model::time::Timestamp;
use crate::operations::select::{self, Selected, facts};
use crate::policy::recovery::Which;

/// The newest snapshot of a dataset, not newer than a time, of which no damage is known. `context` is of the dataset.
pub fn choose(context: &Context, dataset: &str, which: Which, at: Option<Timestamp>) -> Result<Selected> {
    let (repository, _) = context.repository()?;
    let (mut all, _) = context.block_on(select::all(&repository))?;
    all.retain(|one| one.snapshot.body.dataset.as_deref() == Some(dataset));
    of_one_host(context, dataset, &mut all)?;
    let there_are = all.len();
    all.retain(|one| {
        !one.damaged
            && at.is_none_or(|at| one.snapshot.head.started <= at)
            && (which == Which::Latest || !facts(&one.snapshot).is_suspect())
    });
    all.pop().ok_or_else(|| {
        let what = match (which, at) {
            (Which::Clean, Some(_)) => " that is not suspect and old enough",
            (Which::Clean, None) => " that is not suspect",
            (Which::Latest, Some(_)) => " that is old enough",
            (Which::Latest, None) => "",
        };
        let text = format!("there is no good snapshot of {dataset}{what}; there are {there_are} in all");
        Failure::new(ExitCode::Failed, text)
            .hint("`sandyq snapshots --dataset NAME` lists them; another time is named with --at")
    })
}

/// Leaves those of the host that the profile names, or else of this one, or else of the only one there is: whoever takes
/// over from a host that is lost has another name.
fn of_one_host(context: &Context, dataset: &str, all: &mut Vec<Selected>) -> Result<()> {
    let hosts: BTreeSet<_> = all.iter().map(|one| one.snapshot.body.host.clone()).collect();
    let named = context.settings.text("backup.host").map(str::to_owned);
    let own = named.clone().unwrap_or_else(host_name);
    if named.is_some() || hosts.contains(&own) {
        all.retain(|one| one.snapshot.body.host == own);
        return Ok(());
    }
    if hosts.len() > 1 {
        let hosts = hosts.into_iter().collect::<Vec<_>>().join(", ");
        let text = format!("several hosts have backed up a dataset {dataset}: {hosts}");
        return Err(
            Failure::usage(text).hint("name the one that is meant: host = \"NAME\" in its [[dataset]]")
        );
    }
    Ok(())
}
