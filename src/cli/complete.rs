//! What a shell offers while a line is typed: names from the profile, and snapshots that this host has listed before.
//! Nothing is asked of the store or of the user, so that no shell waits.

use std::collections::BTreeSet;

use clap::{Arg, Command, CommandFactory};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};

use super::args::Cli;
use super::profile::{self, Profile};
use crate::config::Environment;
use crate::policy::profile::File;
use crate::report::{local_time, printable};
use crate::repository::listed::{Listed, listed};

/// The variable by which a shell asks.
const VARIABLE: &str = "SANDYQ_COMPLETE";

/// Answers a shell and ends the process, if it is one that asks.
pub fn answer() {
    CompleteEnv::with_factory(command).var(VARIABLE).complete();
}

/// The command line, with what may stand in it.
fn command() -> Command {
    with_candidates(Cli::command())
}

fn with_candidates(command: Command) -> Command {
    command.mut_args(offering).mut_subcommands(with_candidates)
}

fn offering(arg: Arg) -> Arg {
    let names_a_snapshot = |arg: &Arg| {
        let names = arg.get_value_names().unwrap_or_default();
        names.first().is_some_and(|name| name.starts_with("SNAPSHOT"))
    };
    match arg.get_id().as_str() {
        "profile" => arg.add(ArgValueCandidates::new(profiles)),
        "dataset" | "repo_of" => arg.add(ArgValueCandidates::new(datasets)),
        "host" => arg.add(ArgValueCandidates::new(|| words(|one| vec![one.host]))),
        "tag" | "keep_tag" => arg.add(ArgValueCandidates::new(|| words(|one| one.tags))),
        _ if names_a_snapshot(&arg) => arg.add(ArgValueCandidates::new(snapshots)),
        _ => arg,
    }
}

/// `latest`, and the others by their ids, the newest first.
fn snapshots() -> Vec<CompletionCandidate> {
    let latest = CompletionCandidate::new("latest").help(Some("the newest".into()));
    let told = |one: Listed| {
        let tags = if one.tags.is_empty() { String::new() } else { format!(", {}", one.tags.join(",")) };
        let help = printable(&format!("{} {}{tags}", local_time(one.started), one.host));
        CompletionCandidate::new(one.id.short()).help(Some(help.into()))
    };
    let all = std::iter::once(latest).chain(known().into_iter().map(told));
    let ordered = all.enumerate().map(|(place, candidate)| candidate.display_order(Some(place)));
    ordered.collect()
}

fn words(of: impl Fn(Listed) -> Vec<String>) -> Vec<CompletionCandidate> {
    let words: BTreeSet<_> = known().into_iter().flat_map(of).collect();
    // What would have to be quoted, or moves the cursor, is left to be typed.
    let plain = |word: &String| !word.chars().any(|c| c.is_whitespace() || c.is_control());
    words.into_iter().filter(plain).map(CompletionCandidate::new).collect()
}

/// Of all repositories that this host knows, the newest first: which one is meant may stand later in the line.
fn known() -> Vec<Listed> {
    let Ok(environment) = Environment::read() else { return Vec::new() };
    let folder = environment.cache.or(environment.user_cache);
    let mut known = folder.map(|folder| listed(&folder)).unwrap_or_default();
    known.sort_by_key(|one| std::cmp::Reverse(one.started));
    known
}

fn profiles() -> Vec<CompletionCandidate> {
    let file = file().map(|profile| profile.file);
    file.into_iter().flat_map(|file| file.profiles.into_keys()).map(CompletionCandidate::new).collect()
}

/// Those of the file's top, or of the profile that the environment names.
fn datasets() -> Vec<CompletionCandidate> {
    let Some(profile) = file() else { return Vec::new() };
    let Ok(resolved) = profile.resolved() else { return Vec::new() };
    resolved.datasets().map(|(name, _)| CompletionCandidate::new(name)).collect()
}

/// The file of profiles, whatever is wrong with it.
fn file() -> Option<Profile> {
    let environment = Environment::read().ok()?;
    let (path, _) = profile::locate(None, &environment)?;
    let text = profile::open(&path).ok()?;
    let file: File = profile::read(&path, &text, &environment).file;
    Some(Profile { path, name: environment.profile, file })
}
