//! `ls`: what a snapshot holds.

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::dump::no_such_path;
use super::snapshots::{FilterArgs, chosen, tell_findings};
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output::Output;
use crate::cli::values::{SnapshotPath, snapshot_path};
use crate::filesystem::Escaped;
use crate::model::node::Node;
use crate::operations::list::{Event, Go, ListOptions, Order, walk};
use crate::operations::select::Selected;
use crate::operations::tree;
use crate::report;
use crate::report::ncdu;
use crate::repository::reader::Reader;

/// What comes first in each directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SortArg {
    /// By name
    Name,
    /// The largest first, directories with all below them
    Size,
    /// The last changed first
    Time,
}

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
    /// What comes first in each directory
    #[arg(long, value_enum, default_value_t = SortArg::Name)]
    pub sort: SortArg,
    /// The other way round
    #[arg(long)]
    pub reverse: bool,
    /// Write everything below as ncdu reads it: `sandyq ls --ncdu | ncdu -f -`
    #[arg(long, conflicts_with_all = ["long", "recursive", "json"])]
    pub ncdu: bool,
    /// Pass over snapshots that are suspect
    #[arg(long)]
    pub last_clean: bool,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

pub fn run(context: &Context, args: &LsArgs) -> Result<ExitCode> {
    let (repository, _) = context.repository()?;
    let (selected, findings) =
        chosen(context, &repository, &args.snapshot, &args.filter.clean(args.last_clean))?;
    let reader = Reader::new(&repository);
    let path = args.snapshot.bytes();
    let found = context
        .block_on(tree::at(&reader, &selected, &args.snapshot.path))?
        .ok_or_else(|| no_such_path(&selected.snapshot.id().short(), &args.snapshot))?;
    let top = path.len();
    let mut listing = Listing { args, json: context.global.json, top, output: Output::new(), failed: None };
    listing.begin(&selected)?;
    let options = ListOptions {
        order: match args.sort {
            SortArg::Name => Order::Name,
            SortArg::Size => Order::Size,
            SortArg::Time => Order::Time,
        },
        reverse: args.reverse,
    };
    context.block_on(walk(&reader, &found, path, options, &mut |event| listing.tell(&event)))?;
    listing.finish()?;
    Ok(tell_findings(context, &findings))
}

struct Listing<'a> {
    args: &'a LsArgs,
    json: bool,
    /// Length of the path where the listing begins.
    top: usize,
    output: Output,
    failed: Option<Failure>,
}

impl Listing<'_> {
    fn begin(&mut self, snapshot: &Selected) -> Result<()> {
        if self.args.ncdu {
            self.output.text(ncdu::begin(&snapshot.snapshot))?;
        } else if self.json {
            let mut value = report::snapshots::json(snapshot);
            value["message_type"] = "snapshot".into();
            value["struct_type"] = "snapshot".into();
            self.output.line(value)?;
        }
        Ok(())
    }

    fn tell(&mut self, event: &Event<'_>) -> Go {
        let (told, below) = match event {
            Event::Entry(path, node) => {
                let below = self.args.recursive || self.args.ncdu || path.len() == self.top;
                (self.entry(path, node), below && node.is_directory())
            }
            Event::Leave if self.args.ncdu => (self.output.text(ncdu::LEAVE), false),
            Event::Leave => (Ok(true), false),
        };
        match told {
            Ok(true) if below => Go::Below,
            Ok(true) => Go::On,
            Ok(false) => Go::Stop,
            Err(failure) => {
                self.failed = Some(failure);
                Go::Stop
            }
        }
    }

    fn entry(&mut self, path: &[u8], node: &Node) -> Result<bool> {
        if self.args.ncdu {
            self.output.text(ncdu::entry(node))
        } else if self.json {
            self.output.line(report::listing::json(path, node))
        } else if self.args.long {
            self.output.line(report::listing::long(path, node))
        } else {
            self.output.line(Escaped(path))
        }
    }

    fn finish(mut self) -> Result<()> {
        if let Some(failure) = self.failed {
            return Err(failure);
        }
        if self.args.ncdu {
            self.output.text(ncdu::END)?;
        }
        self.output.finish()
    }
}
