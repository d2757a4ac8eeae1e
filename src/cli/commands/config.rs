//! `config`: what holds and why, and what is wrong with a profile.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueHint};
use serde_json::json;

use super::datasets;
use crate::cli::console;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::look::today;
use crate::cli::output::{self, Output};
use crate::cli::profile::{self, Profile};
use crate::policy::profile::{File, Finding, Origin, Resolved, Settings, document, objectives};
use crate::report::{self, config::Section, count};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Show every setting and where it comes from: an option, the environment, the profile, a default
    Show(ShowArgs),
    /// Look for mistakes in files of profiles, and for promises in them that cannot hold
    Check(CheckArgs),
}

/// What to show.
#[derive(Debug, Clone, Args)]
pub struct ShowArgs {
    /// Everything that holds for this dataset
    #[arg(long, value_name = "NAME")]
    pub dataset: Option<String>,
    /// Only what somebody has set
    #[arg(long)]
    pub set: bool,
}

/// What to look at.
#[derive(Debug, Clone, Args)]
pub struct CheckArgs {
    /// Files of profiles [default: the one that would be used]
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
}

pub fn run(context: &Context, command: &ConfigCommand) -> Result<ExitCode> {
    match command {
        ConfigCommand::Show(args) => show(context, args),
        ConfigCommand::Check(args) => check(context, args),
    }
}

fn show(context: &Context, args: &ShowArgs) -> Result<ExitCode> {
    let profile = context.profile.as_deref();
    let owned = owned_sections(context, profile, args)?;
    let mut sections = Vec::new();
    for (title, settings, keys) in &owned {
        let wanted =
            |key: &&str| !args.set || settings.origin(key).is_some_and(|origin| origin != Origin::Default);
        let rows = keys.iter().filter(|key| wanted(key)).filter_map(|key| Some((*key, settings.get(key)?)));
        let own =
            |key: &'static str| key.strip_prefix("dataset.").or(key.strip_prefix("backup.")).unwrap_or(key);
        let in_table = !title.is_empty();
        let settings = rows.map(|(key, setting)| (if in_table { own(key) } else { key }, setting)).collect();
        sections.push(Section { title: title.clone(), settings });
    }
    let file = profile.map(|profile| profile.path.as_path());
    if context.global.json {
        let name = profile.and_then(|profile| profile.name.as_deref());
        output::print(report::config::json(&sections, file, name))?;
    } else {
        output::print(report::config::text(&sections, file, console::width()))?;
    }
    Ok(ExitCode::Ok)
}

type Owned = (String, Settings, Vec<&'static str>);

/// What holds for the whole, and what is different for each dataset and replica; or all that holds for one dataset.
fn owned_sections(context: &Context, profile: Option<&Profile>, args: &ShowArgs) -> Result<Vec<Owned>> {
    let keys = |settings: &Settings| settings.iter().map(|(key, _)| key).collect::<Vec<_>>();
    let not_of_tables =
        |key: &&str| !["dataset.", "replica.", "contact."].iter().any(|table| key.starts_with(table));
    let whole = &context.settings;
    let Some(profile) = profile else {
        if let Some(name) = &args.dataset {
            let text = format!("the dataset {name} was asked for, and there is no profile");
            return Err(Failure::usage(text).hint("name a file of profiles with --config"));
        }
        return Ok(vec![(
            String::new(),
            whole.clone(),
            keys(whole).into_iter().filter(not_of_tables).collect(),
        )]);
    };
    let resolved = profile.resolved()?;
    if let Some(name) = &args.dataset {
        let table = resolved.dataset(name).map_err(|_| datasets::unknown(&resolved, name))?;
        let settings = context.of_dataset(&resolved, table).settings;
        let all = keys(&settings).into_iter().filter(|key| !key.starts_with("replica.")).collect();
        return Ok(vec![(format!("dataset {name}"), settings, all)]);
    }
    let mut sections =
        vec![(String::new(), whole.clone(), keys(whole).into_iter().filter(not_of_tables).collect())];
    for (name, table) in resolved.datasets() {
        let settings = context.of_dataset(&resolved, table).settings;
        let differs = |key: &&str| settings.get(key) != whole.get(key) && !key.starts_with("replica.");
        let different = keys(&settings).into_iter().filter(differs).collect();
        sections.push((format!("dataset {name}"), settings, different));
    }
    for (number, table) in resolved.tables("replica").iter().enumerate() {
        let settings = Settings::of([&table.layer]);
        let own = keys(&settings).into_iter().filter(|key| key.starts_with("replica.")).collect();
        sections.push((format!("replica {}", number + 1), settings, own));
    }
    Ok(sections)
}

fn check(context: &Context, args: &CheckArgs) -> Result<ExitCode> {
    let files = if args.files.is_empty() {
        let Some((file, _)) = profile::locate(context.global.config.as_deref(), &context.environment) else {
            return Err(Failure::usage("there is no profile to check")
                .hint("name a file, or write ~/.config/sandyq/sandyq.toml or /etc/sandyq/sandyq.toml"));
        };
        vec![file]
    } else {
        args.files.clone()
    };
    let mut total = 0;
    let mut out = Output::new();
    for path in &files {
        let text = profile::open(path).map_err(|error| profile::unreadable(path, &error))?;
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let checked = profile::read(&absolute, &text, &context.environment);
        // Promises of a file that was not understood are anybody's guess.
        let findings = if checked.mistakes.is_empty() { promises(&checked.file) } else { checked.mistakes };
        total += findings.len();
        for finding in &findings {
            if context.global.json {
                out.line(report::config::finding_json(path, finding))?;
            } else {
                out.line(report::config::finding_text(path, finding))?;
            }
        }
        if findings.is_empty() && !context.global.json && !context.global.quiet {
            out.line(summary(path, &checked.file))?;
        }
    }
    if context.global.json {
        out.line(json!({ "message_type": "summary", "files": files.len(), "findings": total }))?;
    }
    out.finish()?;
    Ok(if total == 0 { ExitCode::Ok } else { ExitCode::Usage })
}

/// What of the promises of all profiles cannot hold, and what their recovery document lacks.
fn promises(file: &File) -> Vec<Finding> {
    let names = file.profiles.keys().map(|name| Some(name.as_str())).chain([None]);
    let today = today();
    let of_one = |resolved: Resolved<'_>| [objectives(&resolved), document(&resolved, today)].concat();
    let mut findings: Vec<_> = names.filter_map(|name| file.resolve(name).ok()).flat_map(of_one).collect();
    findings.sort();
    findings.dedup();
    findings
}

fn summary(path: &Path, file: &File) -> String {
    let datasets = file.top.tables.get("dataset").map_or(0, Vec::len) as u64;
    let profiles = file.profiles.len() as u64;
    format!(
        "{}: nothing wrong; {}, {}",
        path.display(),
        count(datasets, "dataset", "datasets"),
        count(profiles, "profile", "profiles")
    )
}
