//! `stats`: how much there is, and what it takes.

use clap::Args;

use super::snapshots::{FilterArgs, several, tell_findings};
use crate::cli::console;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::Result;
use crate::cli::output;
use crate::model::time::{Clock, SystemClock};
use crate::operations::stats::{Stats, stats};
use crate::policy::cost::{Cost, Prices, estimate};
use crate::policy::select::Selector;
use crate::report;

/// Options of `stats`.
#[derive(Debug, Clone, Args)]
pub struct StatsArgs {
    /// Only these: latest, latest~N, the first digits of an id, or @TIME [default: all]
    #[arg(value_name = "SNAPSHOT")]
    pub snapshots: Vec<Selector>,
    /// Estimate what a month costs, from what is stored and the backups of the last 30 days
    #[arg(long)]
    pub cost: bool,
    /// Price of a GiB for a month, in any currency [default: 0.023, dollars for S3 Standard in us-east-1 in 2026]
    #[arg(long, value_name = "PRICE", requires = "cost", value_parser = price)]
    pub price_storage: Option<f64>,
    /// Price of 1,000 requests that write or list [default: 0.005]
    #[arg(long, value_name = "PRICE", requires = "cost", value_parser = price)]
    pub price_put: Option<f64>,
    /// Price of 1,000 requests that read [default: 0.0004]
    #[arg(long, value_name = "PRICE", requires = "cost", value_parser = price)]
    pub price_get: Option<f64>,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

fn price(text: &str) -> Result<f64, String> {
    let price = text.parse().ok().filter(|price: &f64| price.is_finite() && *price >= 0.0);
    price.ok_or_else(|| format!("{text:?} is no price; write for example 0.023"))
}

pub fn run(context: &Context, args: &StatsArgs) -> Result<ExitCode> {
    let (repository, _) = context.repository()?;
    let (snapshots, findings) = several(context, &repository, &args.snapshots, &args.filter)?;
    let stats = context.block_on(stats(&repository, &snapshots))?;
    let cost = args.cost.then(|| monthly(args, &stats));
    if context.global.json {
        output::print(report::stats::json(&stats, cost.as_ref()))?;
    } else {
        output::print(report::stats::text(&stats, cost.as_ref(), console::width()))?;
    }
    for damage in &stats.findings {
        let text = format!("not everything was counted: {damage}");
        context.console.item_error("stats", damage.object.as_bytes(), &text);
    }
    let counted = if stats.findings.is_empty() { ExitCode::Ok } else { ExitCode::WrongData };
    Ok(tell_findings(context, &findings).and(counted))
}

fn monthly(args: &StatsArgs, stats: &Stats) -> Cost {
    let prices = Prices {
        storage: args.price_storage.unwrap_or(0.023),
        writes: args.price_put.unwrap_or(0.005),
        reads: args.price_get.unwrap_or(0.0004),
    };
    let backups = stats.snapshots.iter().map(|one| (one.started, one.new_packs));
    estimate(stats.all_packs.bytes, backups, SystemClock.now(), &prices)
}
