//! `runbook`: the recovery document from the live profile.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum, ValueHint};

use super::backup::host_name;
use crate::cli::channels::Channel;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::look::today;
use crate::cli::output;
use crate::cli::profile::Profile;
use crate::policy::profile::{Command, Contact, Origin, Resolved, Settings, Tier, Value, shown_time};
use crate::report;
use crate::report::runbook::{Dataset, Drills, Language, Opener, Plan, Repository, Target};
use crate::report::schedule::for_shell;
use crate::storage::Location;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum RunbookCommand {
    /// Write the recovery document in Markdown, as the profile is now: targets, contacts, and exact commands
    Render(RenderArgs),
}

/// A language of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LanguageArg {
    /// English
    En,
    /// Kazakh
    Kk,
}

/// In which language, and where to.
#[derive(Debug, Clone, Args)]
pub struct RenderArgs {
    /// The language
    #[arg(long, value_enum, value_name = "LANGUAGE", default_value = "en")]
    pub lang: LanguageArg,
    /// Write it to this file, whole or not at all [default: print it]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub out: Option<PathBuf>,
}

pub fn run(context: &Context, command: &RunbookCommand) -> Result<ExitCode> {
    let RunbookCommand::Render(args) = command;
    let Some(profile) = &context.profile else {
        return Err(Failure::usage("there is no profile, and so nothing that a recovery could be of")
            .hint("write /etc/sandyq/sandyq.toml, or name a file with --config"));
    };
    if profile.resolved()?.datasets().next().is_none() {
        return Err(Failure::usage("the profile has no dataset, and so nothing that a recovery could be of")
            .hint("begin each with [[dataset]]"));
    }
    let plan = plan(context, profile)?;
    let language = match args.lang {
        LanguageArg::En => Language::English,
        LanguageArg::Kk => Language::Kazakh,
    };
    let text = report::runbook::render(&plan, language);
    written(context, args.out.as_deref(), "runbook", &text)
}

/// Prints a document, or writes it to a file, whole or not at all.
pub fn written(context: &Context, out: Option<&Path>, what: &'static str, text: &str) -> Result<ExitCode> {
    let Some(path) = out else {
        output::print(text.trim_end())?;
        return Ok(ExitCode::Ok);
    };
    output::write_whole(path, text).map_err(|error| {
        Failure::new(ExitCode::Failed, format!("cannot write {}: {error}", path.display()))
            .hint("check that its folder is there and may be written to")
    })?;
    if context.global.json {
        output::print(serde_json::json!({ "message_type": what, "file": path.to_string_lossy() }))?;
    } else if !context.global.quiet {
        output::print(format_args!("Written:    {}", path.display()))?;
    }
    Ok(ExitCode::Ok)
}

fn plan(context: &Context, profile: &Profile) -> Result<Plan> {
    let resolved = profile.resolved()?;
    let settings = &context.settings;
    let text = |key: &str| settings.text(key).map(str::to_owned);
    let flag = |key: &str| settings.flag(key).unwrap_or_default();
    let (repositories, datasets) = kept(context, profile, &resolved)?;
    let config = profile.path.display().to_string();
    let mut config_export = format!("export SANDYQ_CONFIG={}", for_shell(&config));
    if let Some(name) = &profile.name {
        config_export += &format!(" SANDYQ_PROFILE={}", for_shell(name));
    }
    let replica = |table| Settings::of([table]).text("replica.url").map(str::to_owned);
    let mut channels: Vec<_> = Channel::of(context)?.iter().map(|one| one.kind().to_owned()).collect();
    channels.dedup();
    Ok(Plan {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        config,
        config_export,
        profile: profile.name.clone(),
        day: today().to_string(),
        owner: text("document.owner"),
        approver: text("document.approver"),
        next_review: text("document.next_review"),
        tiers: Tier::NAMES.iter().filter_map(|name| target(settings, name, &datasets)).collect(),
        has_bucket: repositories.iter().any(|one| one.place.starts_with("s3://")),
        repositories,
        datasets,
        contacts: Contact::all(&resolved),
        channels,
        replicas: resolved.tables("replica").iter().filter_map(|table| replica(&table.layer)).collect(),
        verified_each: time(settings, "schedule.backup_verification_interval"),
        verified_within: time(settings, "schedule.backup_verification_coverage"),
        drills: Drills {
            monthly: flag("drill.monthly"),
            quarterly: flag("drill.quarterly"),
            annual: flag("drill.annual"),
        },
    })
}

fn time(settings: &Settings, key: &str) -> String {
    settings.time(key).map(clock).unwrap_or_default()
}

/// As `shown_time`, with hours where there are more than 60 minutes.
fn clock(time: Duration) -> String {
    let minutes = time.as_secs() / 60;
    let is_whole = time.as_secs().is_multiple_of(60) && !minutes.is_multiple_of(60);
    if is_whole && minutes > 60 { format!("{}h{}m", minutes / 60, minutes % 60) } else { shown_time(time) }
}

fn target(settings: &Settings, name: &str, datasets: &[Dataset]) -> Option<Target> {
    let figure = |what: &str| settings.time(&format!("tier.{name}.{what}")).map(clock);
    let own = datasets.iter().filter(|one| one.tier.as_deref() == Some(name));
    Some(Target {
        name: name.to_owned(),
        rto: figure("rto")?,
        rpo: figure("rpo")?,
        datasets: own.map(|one| one.name.clone()).collect(),
    })
}

/// The repositories, and what is kept in them: what is promised most of comes first.
fn kept(
    context: &Context,
    profile: &Profile,
    resolved: &Resolved<'_>,
) -> Result<(Vec<Repository>, Vec<Dataset>)> {
    let mut repositories: Vec<Repository> = Vec::new();
    let mut datasets = Vec::new();
    let main = repository(context, profile).ok();
    repositories.extend(main.clone());
    let mut tables: Vec<_> = resolved.datasets().collect();
    let rank = |settings: &Settings| {
        let tier = settings.text("dataset.tier").unwrap_or_default();
        Tier::NAMES.iter().position(|name| *name == tier).unwrap_or(Tier::NAMES.len())
    };
    tables.sort_by_key(|(_, table)| rank(&context.of_dataset(resolved, table).settings));
    for (name, table) in tables {
        let own = context.of_dataset(resolved, table);
        let place = repository(&own, profile)?;
        let known = |one: &Repository| one.place == place.place && one.opener == place.opener;
        let number = repositories.iter().position(known).unwrap_or_else(|| {
            repositories.push(place.clone());
            repositories.len() - 1
        });
        let elsewhere = if main.as_ref().is_some_and(known) { String::new() } else { options(&place) };
        let dataset = dataset(&own.settings, name, number + 1, &elsewhere);
        if let Some(place) = repositories.get_mut(number) {
            place.restores.push(format!(
                "sandyq restore latest --dataset {name} --host {} --target restored/{name} --verify",
                for_shell(&dataset.host)
            ));
        }
        datasets.push(dataset);
    }
    // Each has its own file on a bare host.
    if repositories.len() > 1 {
        for (index, one) in repositories.iter_mut().enumerate() {
            one.passphrase = format!("passphrase-{}", index + 1);
            one.key = format!("key-{}", index + 1);
        }
    }
    Ok((repositories, datasets))
}

fn repository(context: &Context, profile: &Profile) -> Result<Repository> {
    let place = match context.location()? {
        Location::Local(path) => std::path::absolute(&path).unwrap_or(path).display().to_string(),
        Location::S3(_) => context.place()?,
    };
    Ok(Repository {
        export: format!("export SANDYQ_REPOSITORY={}", for_shell(&place)),
        place,
        opener: opener(&context.settings, profile),
        passphrase: "passphrase".to_owned(),
        key: "full.key".to_owned(),
        restores: Vec::new(),
    })
}

/// What opens a repository, of which only the name of a file is told.
fn opener(settings: &Settings, profile: &Profile) -> Opener {
    let said = |key: &str| settings.text(&format!("repository.{key}")).map(str::to_owned);
    let of_file = |key: &str| settings.place(&format!("repository.{key}")).and_then(|_| said(key));
    let folder = profile.path.parent().map(|folder| folder.join("credentials")).unwrap_or_default();
    let credential = |name: String| folder.join(name).display().to_string();
    if let Some(path) = said("key_file").or_else(|| of_file("key_credential").map(credential)) {
        Opener::KeyFile(path)
    } else if let Some(path) = said("password_file") {
        Opener::PassphraseFile(path)
    } else if let Some(name) = of_file("password_credential") {
        Opener::Credential(credential(name))
    } else if settings.get("repository.password_command").is_some() {
        Opener::Command
    } else {
        Opener::Asked
    }
}

/// Options that lead to a repository other than that of the whole profile.
fn options(repository: &Repository) -> String {
    let secret = match &repository.opener {
        Opener::KeyFile(path) => format!(" --key-file {}", for_shell(path)),
        Opener::PassphraseFile(path) | Opener::Credential(path) => {
            format!(" --password-file {}", for_shell(path))
        }
        // What opens the repository of the whole profile does not open this one: without it the passphrase is asked for.
        Opener::Command | Opener::Asked => " --config /dev/null".to_owned(),
    };
    format!(" --repo {}{secret}", for_shell(&repository.place))
}

fn dataset(settings: &Settings, name: &str, repository: usize, elsewhere: &str) -> Dataset {
    let host = settings.text("backup.host").map_or_else(host_name, str::to_owned);
    let tier = Tier::of(settings);
    let which = format!("--dataset {name} --host {}{elsewhere}", for_shell(&host));
    let target = format!("--target /var/tmp/restored/{name}");
    let paths = settings.texts("dataset.paths").unwrap_or_default().to_vec();
    let is_stream = paths.is_empty();
    let in_place =
        |more: &str| (!is_stream).then(|| format!("sandyq restore latest {which} --in-place{more}"));
    let keeps = |what: &str| settings.span(&format!("schedule.{what}_backup_retention"));
    let rules = settings.iter().any(|(key, one)| {
        key.starts_with("retention.keep_")
            && key != "retention.keep_newest_good"
            && matches!(one.origin, Origin::File(_))
    });
    let kept = keeps("full").zip(keeps("incremental")).filter(|_| !rules);
    Dataset {
        restore_beside: format!("sandyq restore latest {which} {target} --verify"),
        restore_trial: in_place(" --dry-run -v"),
        restore_in_place: in_place(" --verify"),
        restore_at: format!("sandyq restore --at 2026-11-20T10:00 {which} {target}"),
        name: name.to_owned(),
        host,
        rto: tier.as_ref().map(|tier| clock(tier.rto)),
        rpo: tier.as_ref().map(|tier| clock(tier.rpo)),
        tier: tier.map(|tier| tier.name),
        paths,
        repository,
        full_each: time(settings, "schedule.full_backup_interval"),
        incremental_each: time(settings, "schedule.incremental_backup_interval"),
        kept: kept.map(|(full, incremental)| (full.to_string(), incremental.to_string())),
        check: settings.get("dataset.check_command").and_then(|one| match &one.value {
            Value::Commands(commands) => commands.first().map(shown_command),
            _ => None,
        }),
    }
}

/// A command as a shell would read it.
fn shown_command(command: &Command) -> String {
    match command {
        Command::Shell(line) => line.clone(),
        Command::Program(words) => words.iter().map(|word| for_shell(word)).collect::<Vec<_>>().join(" "),
    }
}
