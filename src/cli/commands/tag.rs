//! `tag`: gives snapshots tags and takes tags away.

use clap::{ArgGroup, Args};

use super::backup::tag_word;
use super::hold::tell;
use super::snapshots::{FilterArgs, filter, named, tell_findings};
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::Result;
use crate::model::time::SystemClock;
use crate::operations::forget;
use crate::operations::select::{self, facts};
use crate::operations::tag::{self, Change};
use crate::policy::select::Selector;
use crate::report::changes;
use crate::repository::tags::Retag;

/// Options of `tag`.
#[derive(Debug, Clone, Args)]
#[command(group(ArgGroup::new("change").required(true).multiple(true).args(["add", "remove", "set"])))]
pub struct TagArgs {
    /// latest, latest~N, the first digits of an id, or @TIME [default: all that the filter lets pass]
    #[arg(value_name = "SNAPSHOT")]
    pub snapshots: Vec<Selector>,
    /// Give these tags
    #[arg(long, value_name = "TAG[,TAG]", value_delimiter = ',', value_parser = tag_word)]
    pub add: Vec<String>,
    /// Take these tags away
    #[arg(long, value_name = "TAG[,TAG]", value_delimiter = ',', value_parser = tag_word)]
    pub remove: Vec<String>,
    /// Give these tags and take all others away; '' takes all away
    #[arg(long, value_name = "TAG[,TAG]", value_delimiter = ',', conflicts_with_all = ["add", "remove"])]
    pub set: Option<Vec<String>>,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

impl TagArgs {
    fn change(&self) -> Change {
        match &self.set {
            Some(tags) => {
                let tags = tags.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty());
                Change::Exactly(tags.map(str::to_owned).collect())
            }
            None => Change::Some(Retag { add: self.add.clone(), remove: self.remove.clone() }),
        }
    }
}

pub fn run(context: &Context, args: &TagArgs) -> Result<ExitCode> {
    let (repository, _) = context.repository()?;
    forget::check_role(&repository, "tag snapshots")?;
    let (all, findings) = context.block_on(select::all(&repository))?;
    let filter = filter(&args.filter)?;
    let meant = if args.snapshots.is_empty() {
        all.into_iter().filter(|one| filter.passes(&facts(&one.snapshot))).collect()
    } else {
        named(context, &repository, (&all, &findings), &args.snapshots, &filter)?
    };
    let change = args.change();
    let (changed, unchanged) = change.apply(meant);
    if !changed.is_empty() {
        context.block_on(tag::tag(&repository, &changed, &change, &SystemClock))?;
    }
    tell(context, changes::Change::Tagged, &changed, &unchanged)?;
    Ok(tell_findings(context, &findings))
}
