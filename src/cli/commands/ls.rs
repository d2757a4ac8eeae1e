//! `ls`: what a snapshot holds.

use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser};

use super::snapshots::{FilterArgs, chosen, tell_findings};
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output::Output;
use crate::cli::values::{SnapshotPath, snapshot_path};
use crate::filesystem::Escaped;
use crate::model::node::Node;
use crate::operations::list::{Go, walk};
use crate::report;

/// Options of `ls`.
#[derive(Debug, Clone, Args)]
pub struct LsArgs {
    /// latest, latest~N, the first digits of an id, or @TIME; then perhaps a path in it
    #[arg(value_name = "SNAPSHOT[:PATH]", default_value = "latest")]
    #[arg(value_parser = OsStringValueParser::new().try_map(snapshot_path))]
    pub snapshot: SnapshotPath,
    /// Show modes, owners, sizes and times
    #[arg(long, short)]
    pub long: bool,
    /// Show everything below, not only the first level
    #[arg(long, short = 'R')]
    pub recursive: bool,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

pub fn run(context: &Context, args: &LsArgs) -> Result<ExitCode> {
    let (repository, _) = context.repository()?;
    let (selected, findings) = chosen(context, &repository, &args.snapshot, &args.filter)?;
    let mut listing = Listing {
        wanted: args.snapshot.path.iter().flat_map(|name| [b"/", name.as_slice()].concat()).collect(),
        args,
        json: context.global.json,
        output: Output::new(),
        found: args.snapshot.path.is_empty(),
        failed: None,
    };
    if listing.json {
        let mut value = report::snapshots::json(&selected);
        value["message_type"] = "snapshot".into();
        value["struct_type"] = "snapshot".into();
        listing.output.line(value)?;
    }
    context.block_on(walk(&repository, &selected, &mut |path, node| listing.tell(path, node)))?;
    let Listing { output, found, failed, .. } = listing;
    output.finish()?;
    if let Some(failure) = failed {
        return Err(failure);
    }
    if !found {
        let (snapshot, path) = (selected.snapshot.id().short(), args.snapshot.shown());
        return Err(Failure::new(ExitCode::Failed, format!("the snapshot {snapshot} holds no {path}"))
            .hint("`sandyq ls` without a path shows where its tree begins"));
    }
    Ok(tell_findings(context, &findings))
}

struct Listing<'a> {
    /// Where the listing begins: empty for the top.
    wanted: Vec<u8>,
    args: &'a LsArgs,
    json: bool,
    output: Output,
    found: bool,
    failed: Option<Failure>,
}

impl Listing<'_> {
    fn tell(&mut self, path: &[u8], node: &Node) -> Go {
        // On the way to what is wanted, beside it, or part of it.
        if self.wanted.strip_prefix(path).is_some_and(|rest| rest.first() == Some(&b'/')) {
            return Go::Below;
        }
        let rest = path.strip_prefix(self.wanted.as_slice());
        let Some(rest) = rest.filter(|rest| rest.first().is_none_or(|byte| *byte == b'/')) else {
            return Go::On;
        };
        self.found = true;
        match self.line(path, node) {
            Ok(true) if self.args.recursive || rest.is_empty() => Go::Below,
            Ok(true) => Go::On,
            Ok(false) => Go::Stop,
            Err(failure) => {
                self.failed = Some(failure);
                Go::Stop
            }
        }
    }

    fn line(&mut self, path: &[u8], node: &Node) -> Result<bool> {
        if self.json {
            self.output.line(report::listing::json(path, node))
        } else if self.args.long {
            self.output.line(report::listing::long(path, node))
        } else {
            self.output.line(Escaped(path))
        }
    }
}
