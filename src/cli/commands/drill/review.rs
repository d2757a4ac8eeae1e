//! `drill review`: what people make of a drill.

use chrono::NaiveDate;

use super::DrillReviewArgs;
use super::papers::{all, check_signer_may_record, find};
use super::run::operator;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output;
use crate::codec::random;
use crate::model::drill::{Action, Review};
use crate::model::id::to_hex;
use crate::model::time::SystemClock;
use crate::operations::drill::records::{self, id_bytes};
use crate::policy::drill::Reviewed;
use crate::report::drill::review_text;

/// A day, as `2026-12-31`.
pub fn day(text: &str) -> Result<String, String> {
    match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Ok(day) => Ok(day.format("%Y-%m-%d").to_string()),
        Err(_) => Err(format!("{text:?} is no day, as 2026-12-31")),
    }
}

pub fn run(context: &Context, args: &DrillReviewArgs) -> Result<ExitCode> {
    let (repository, _) = context.repository()?;
    check_signer_may_record(&repository).map_err(|why| {
        Failure::new(ExitCode::Policy, format!("the review cannot be recorded: {why}"))
            .hint("use a key of role full")
    })?;
    let (kept, _) = all(context, &repository)?;
    let mut kept = find(kept, &args.drill)?;
    let known = Reviewed::of(&kept.reviews);
    let mut done = Vec::new();
    for id in &args.done {
        let mut meant = known.actions.iter().filter(|(action, _)| action.id.starts_with(id));
        let (Some((action, _)), None) = (meant.next(), meant.next()) else {
            return Err(Failure::usage(format!("{id} is no action of this drill"))
                .hint(format!("`sandyq drill show {} --json` lists them", args.drill)));
        };
        done.push(action.id.clone());
    }
    let action = |text: &String| Action {
        id: to_hex(&random::bytes::<4>()),
        text: text.clone(),
        owner: args.owner.clone(),
        due: args.due.clone(),
    };
    let review = Review {
        reviewer: args.reviewer.clone().unwrap_or_else(operator),
        findings: args.finding.clone(),
        actions: args.action.iter().map(action).collect(),
        done,
    };
    let id = id_bytes(&kept.signed.report.id).ok_or_else(|| {
        Failure::new(ExitCode::WrongData, "the drill has no name that could be referred to")
    })?;
    context.block_on(records::review(&repository, &SystemClock, id, &review))?;
    kept.reviews.push(review);
    if context.global.json {
        output::print(crate::report::drill::kept_json(&kept))?;
    } else if !context.global.quiet {
        output::print(review_text(&kept))?;
    }
    Ok(ExitCode::Ok)
}
