//! What each kind of step does. What a command of its own does runs as that command would.

use std::io::{self, BufRead, Write};
use std::os::fd::AsFd;
use std::path::Path;
use std::process::Stdio;

use clap::Parser;
use tokio::process::Command as Process;

use super::super::restore;
use super::choose::choose;
use super::journal::{Event, Journal};
use super::{Recovery, holds};
use crate::cli::args::{Cli, Command};
use crate::cli::channels::Channel;
use crate::cli::child::{Ended, wait, without_secrets};
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::look::now;
use crate::cli::output;
use crate::model::time::Timestamp;
use crate::operations::select::Selected;
use crate::policy::alert::{Event as AlertEvent, Id, Key, Message};
use crate::policy::profile::{Contact, Tier, shown_time};
use crate::policy::recovery::{Action, Disaster, Step};
use crate::policy::select::parse_time;
use crate::report::recover as report;

impl Recovery<'_> {
    /// Does a step. Its code is what it came to; what keeps the next from being begun is a failure.
    pub(super) fn act(&self, number: usize, step: &Step, journal: &mut Journal) -> Result<ExitCode> {
        match step.action {
            Action::Look => self.look(),
            Action::Page => self.page(),
            Action::Confirm => self.confirm(step),
            Action::Command => self.command(step),
            Action::Find => self.find(),
            Action::Restore => self.restore(number, step, journal),
            Action::Verify => self.verify(journal),
        }
    }

    /// Whatever is seen is what was asked for.
    fn look(&self) -> Result<ExitCode> {
        let datasets = self.plan.datasets.iter().flat_map(|name| ["--dataset", name.as_str()]);
        let words: Vec<_> = std::iter::once("status").chain(datasets).collect();
        match dispatch(self.context, &words) {
            Err(failure) if failure.code == ExitCode::Interrupted => Err(failure),
            Err(failure) => {
                self.context.console.failure(&failure);
                Ok(ExitCode::Ok)
            }
            Ok(_) => Ok(ExitCode::Ok),
        }
    }

    /// That a channel does not take it holds up no recovery: people can be called as well.
    fn page(&self) -> Result<ExitCode> {
        let console = &self.context.console;
        if self.runbook.severity == "critical" {
            let told =
                self.tell_channels(AlertEvent::Trigger, &format!("a recovery begins: {}", self.disaster()));
            if told == 0 {
                console.warning("no channel was told: call the team");
            }
        } else if !self.context.global.quiet && !self.context.global.json {
            output::print(format_args!("severity is {}: nobody is paged", self.runbook.severity))?;
        }
        let contacts = Contact::all(self.resolved);
        for contact in &contacts {
            if self.context.global.json {
                output::print(report::contact_json(contact))?;
            } else if !self.context.global.quiet {
                output::print(report::contact_text(contact))?;
            }
        }
        if contacts.is_empty() {
            console.warning("the profile names no [[contact]] to call");
        }
        Ok(ExitCode::Ok)
    }

    /// Tells those who were paged that it is over, if it is.
    pub(super) fn page_over(&self, code: ExitCode) {
        let paged = self.runbook.steps.iter().any(|step| step.action == Action::Page);
        if paged && self.runbook.severity == "critical" && code == ExitCode::Ok {
            self.tell_channels(AlertEvent::Resolve, &format!("the recovery is over: {}", self.disaster()));
        }
    }

    fn disaster(&self) -> &'static str {
        self.plan.disaster.name()
    }

    /// Tells all channels of the profile; how many took it.
    fn tell_channels(&self, event: AlertEvent, summary: &str) -> usize {
        let console = &self.context.console;
        let id = match self.plan.disaster {
            Disaster::DatabaseFailure => Id::DatabaseFailure,
            Disaster::NetworkFailure => Id::NetworkFailure,
            _ => Id::SystemDown,
        };
        let key = Key::new(id, "recovery");
        let message = Message { event, key, summary: summary.to_owned(), since: now() };
        let channels = Channel::of(self.context).unwrap_or_else(|failure| {
            console.failure(&failure);
            Vec::new()
        });
        let mut told = 0;
        for channel in channels.iter().filter(|channel| channel.wants(&message)) {
            match channel.send(self.context, &message) {
                Ok(()) => told += 1,
                Err(refused) => {
                    console.warning(&format!("{} was not told: {}", channel.name(), refused.problem));
                }
            }
        }
        told
    }

    fn confirm(&self, step: &Step) -> Result<ExitCode> {
        if self.yes {
            return Ok(ExitCode::Ok);
        }
        let failed = |error: io::Error| Failure::new(ExitCode::Failed, format!("cannot ask: {error}"));
        self.context
            .console
            .beside_bar(|| {
                let mut errors = io::stderr().lock();
                write!(errors, "Is this done? [yes/no] ").and_then(|()| errors.flush())
            })
            .map_err(failed)?;
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer).map_err(failed)?;
        match answer.trim().to_lowercase().as_str() {
            "y" | "yes" | "иә" => Ok(ExitCode::Ok),
            _ => {
                Err(Failure::new(ExitCode::Failed, format!("not confirmed: {}", step.title))
                    .hint("do it first"))
            }
        }
    }

    fn command(&self, step: &Step) -> Result<ExitCode> {
        let line = step.command.as_deref().unwrap_or_default();
        let failed = |why: String| {
            Failure::new(ExitCode::Failed, format!("the command failed: {why}: {line}"))
                .hint("run it alone to see why")
        };
        let mut process = Process::new("sh");
        process.args(["-c", line]);
        without_secrets(&mut process);
        process.env("SANDYQ_DISASTER", self.disaster());
        if let Some(target) = &self.plan.target {
            process.env("SANDYQ_TARGET", target);
        }
        // Standard output is for results.
        let errors = io::stderr().as_fd().try_clone_to_owned().map_err(|error| failed(error.to_string()))?;
        process.stdin(Stdio::null()).stdout(Stdio::from(errors));
        let limit = step.limit();
        match wait(self.context, process, Some(limit)).map_err(|error| failed(error.to_string()))? {
            Ended::Alone(status) if status.success() => Ok(ExitCode::Ok),
            Ended::Alone(status) => Err(failed(format!("it ended with {status}"))),
            Ended::Late => Err(failed(format!("it did not end within {}", shown_time(limit)))),
            Ended::Interrupted => Err(Failure::interrupted()),
        }
    }

    /// Damage that is found on the way is told, and does not keep what is whole from being restored.
    fn find(&self) -> Result<ExitCode> {
        let mut code = ExitCode::Ok;
        for name in self.meant(&[])? {
            let (own, path) = (self.of_dataset(name)?, self.path());
            let found = dispatch(&own, &["find", "--last-good", &path, "--dataset", name])?;
            code = if found == ExitCode::WrongData { code } else { code.and(found) };
        }
        Ok(code)
    }

    fn path(&self) -> String {
        self.plan.path.as_deref().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// The datasets that are meant, those that are promised most of first.
    fn meant(&self, named: &[String]) -> Result<Vec<&str>> {
        let chosen = if named.is_empty() { &self.plan.datasets[..] } else { named };
        let is_meant = |name: &str| chosen.is_empty() || chosen.iter().any(|one| one == name);
        let mut meant: Vec<_> = self.resolved.datasets().filter(|(name, _)| is_meant(name)).collect();
        if let Some(path) = &self.plan.path {
            meant.retain(|(_, table)| {
                let settings = self.resolved.settings_of(table, &[]);
                let paths = settings.texts("dataset.paths").unwrap_or_default();
                paths.iter().any(|whole| holds(whole, path))
            });
        }
        if meant.is_empty() {
            let what = self.plan.path.as_ref().map(|path| format!(" that holds {}", path.display()));
            return Err(Failure::usage(format!("the profile has no dataset{}", what.unwrap_or_default()))
                .hint("`sandyq config show` tells what each is made of"));
        }
        let rank = |name: Option<&str>| Tier::NAMES.iter().position(|one| Some(*one) == name);
        meant.sort_by_key(|(_, table)| {
            let settings = self.resolved.settings_of(table, &[]);
            rank(settings.text("dataset.tier")).unwrap_or(Tier::NAMES.len())
        });
        Ok(meant.into_iter().map(|(name, _)| name).collect())
    }

    fn of_dataset(&self, name: &str) -> Result<Context> {
        let table = self.resolved.dataset(name);
        let table = table.map_err(|_| super::datasets::unknown(self.resolved, name))?;
        Ok(self.context.of_dataset(self.resolved, table))
    }

    fn choose(&self, own: &Context, dataset: &str, step: &Step) -> Result<Selected> {
        let at: Option<Timestamp> = self.plan.at.as_deref().and_then(parse_time);
        let chosen = choose(own, dataset, step.snapshot, at)?;
        let (taken, target) = (chosen.snapshot.head.started, self.target(step, dataset));
        let id = chosen.snapshot.id();
        if self.context.global.json {
            output::print(report::choice_json(dataset, id, taken, &target))?;
        } else if !self.context.global.quiet {
            output::print(report::choice_text(dataset, id, taken, &target))?;
        }
        Ok(chosen)
    }

    pub(super) fn restore_trial(&self, step: &Step) -> Result<ExitCode> {
        let mut code = ExitCode::Ok;
        for name in self.meant(&step.datasets)? {
            let own = self.of_dataset(name)?;
            let id = self.choose(&own, name, step)?.snapshot.id().to_string();
            let words = self.restore_words(&id, &self.target(step, name), &["--dry-run"]);
            code = code.and(dispatch(&own, &words.iter().map(String::as_str).collect::<Vec<_>>())?);
        }
        Ok(code)
    }

    fn restore_words(&self, id: &str, target: &Path, more: &[&str]) -> Vec<String> {
        let what = match &self.plan.path {
            Some(_) => format!("{id}:{}", self.path()),
            None => id.to_owned(),
        };
        let target = target.to_string_lossy();
        let words = ["restore", &what, "--target", &target].into_iter().chain(more.iter().copied());
        words.map(str::to_owned).collect()
    }

    /// Restores each dataset. Whoever goes on restores the same snapshots that were chosen before.
    fn restore(&self, number: usize, step: &Step, journal: &mut Journal) -> Result<ExitCode> {
        let mut code = ExitCode::Ok;
        for name in self.meant(&step.datasets)? {
            let own = self.of_dataset(name)?;
            let before =
                journal.chosen().into_iter().find(|(step, dataset, ..)| (*step, *dataset) == (number, name));
            let id = match before {
                Some((_, _, id, _)) => id.to_owned(),
                None => {
                    let snapshot_id = self.choose(&own, name, step)?.snapshot.id().to_string();
                    let (id, target) = (snapshot_id.clone(), self.target(step, name));
                    let dataset = name.to_owned();
                    journal.write(Event::Chosen { step: number, dataset, snapshot_id, target }, now())?;
                    id
                }
            };
            let words = self.restore_words(&id, &self.target(step, name), &[]);
            let words: Vec<_> = words.iter().map(String::as_str).collect();
            match dispatch(&own, &words)? {
                done @ (ExitCode::Ok | ExitCode::Warnings | ExitCode::WrongData) => code = code.and(done),
                other => {
                    let text = format!("{name} was not restored as it should be");
                    return Err(Failure::new(other, text).hint("what is wrong is told above"));
                }
            }
        }
        Ok(code)
    }

    /// What was restored is compared with the backup; where nothing was, every repository is verified.
    fn verify(&self, journal: &Journal) -> Result<ExitCode> {
        let chosen = journal.chosen();
        let mut wrong = Vec::new();
        for (_, dataset, id, target) in &chosen {
            let words = self.restore_words(id, target, &["--dry-run"]);
            let Command::Restore(args) = parsed(&words.iter().map(String::as_str).collect::<Vec<_>>())?
            else {
                continue;
            };
            let differing = restore::compare(&self.of_dataset(dataset)?, &args)?;
            if self.context.global.json {
                output::print(report::compared_json(dataset, target, differing))?;
            } else if !self.context.global.quiet {
                output::print(report::compared_text(dataset, target, differing))?;
            }
            if differing > 0 {
                wrong.push((*dataset).to_owned());
            }
        }
        if chosen.is_empty() {
            wrong = self.verify_repositories()?;
        }
        if wrong.is_empty() {
            return Ok(ExitCode::Ok);
        }
        let text = format!("not as it should be: {}", wrong.join(", "));
        Err(Failure::new(ExitCode::WrongData, text).hint("what is wrong is told above"))
    }

    /// Verifies each repository once; those in which something is wrong.
    fn verify_repositories(&self) -> Result<Vec<String>> {
        let (mut seen, mut wrong) = (Vec::new(), Vec::new());
        for name in self.meant(&[])? {
            let own = self.of_dataset(name)?;
            let location = own.location()?.to_string();
            if seen.contains(&location) {
                continue;
            }
            seen.push(location.clone());
            match dispatch(&own, &["verify"])? {
                ExitCode::Ok => {}
                ExitCode::WrongData => wrong.push(location),
                other => {
                    let text = format!("{location} could not be verified");
                    return Err(Failure::new(other, text).hint("what is wrong is told above"));
                }
            }
        }
        Ok(wrong)
    }
}

fn parsed(words: &[&str]) -> Result<Command> {
    let words = std::iter::once("sandyq").chain(words.iter().copied());
    Cli::try_parse_from(words)
        .map(|cli| cli.command)
        .map_err(|error| Failure::usage(format!("a step cannot be run: {error}")))
}

/// Runs a command as it would run by itself.
fn dispatch(context: &Context, words: &[&str]) -> Result<ExitCode> {
    crate::cli::dispatch(context, parsed(words)?)
}
