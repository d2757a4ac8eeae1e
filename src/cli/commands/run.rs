//! `run`: does whatever is due.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use clap::{Args, Parser};

use super::schedule::Only;
use super::{alert, datasets, metrics, status};
use crate::cli::alerts::{Looked, run_id};
use crate::cli::args::Cli;
use crate::cli::attempts::{Attempt, Attempts};
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::look::{self, Place, now};
use crate::cli::output::{self, Output};
use crate::cli::resources::Use;
use crate::cli::values;
use crate::model::time::Timestamp;
use crate::policy::due::{self, Decision, Facts, Terms, Wanted};
use crate::policy::profile::Resolved;
use crate::policy::retention;
use crate::policy::task::Task;
use crate::report;
use crate::report::due::Done;

/// Options of `run`.
#[derive(Debug, Clone, Args)]
pub struct RunArgs {
    /// Only what concerns this dataset; may be given more than once [default: all, and the repository]
    #[arg(long, value_name = "NAME")]
    pub dataset: Vec<String>,
    /// Only backups, or only what one host does for all: verify, forget and prune
    #[arg(long, value_enum, value_name = "WHAT")]
    pub only: Option<Only>,
    /// Tell of each task why it is due or not, and do nothing
    #[arg(long, conflicts_with = "watch")]
    pub explain: bool,
    /// Tell what would be run, and do nothing
    #[arg(long, short = 'n', conflicts_with_all = ["watch", "explain"])]
    pub dry_run: bool,
    /// Go on until a signal, and look again and again
    #[arg(long)]
    pub watch: bool,
    /// How often this is called, or with --watch how often to look: what cannot wait for the next time is due
    #[arg(long, value_name = "TIME", default_value = "1m", value_parser = values::time_span)]
    pub every: Duration,
    /// Exit with 75 if something is due that another run of this host is at
    #[arg(long)]
    pub fail_if_busy: bool,
}

pub fn run(context: &Context, args: &RunArgs) -> Result<ExitCode> {
    let Some(profile) = &context.profile else {
        return Err(Failure::usage("there is no profile, and so nothing that could be due")
            .hint("write /etc/sandyq/sandyq.toml, or name a file with --config"));
    };
    let resolved = profile.resolved()?;
    let run =
        Run { context, args, wanted: wanted(&resolved, args)?, resolved, attempts: Attempts::open(context)? };
    if args.explain || args.dry_run {
        return run.tell();
    }
    if args.watch { run.watch() } else { run.once() }
}

/// What the profile wants, as far as options let it.
fn wanted(resolved: &Resolved<'_>, args: &RunArgs) -> Result<Vec<Wanted>> {
    if let Some(unknown) = args.dataset.iter().find(|name| resolved.dataset(name).is_err()) {
        return Err(datasets::unknown(resolved, unknown));
    }
    let mut wanted = due::wanted(resolved);
    wanted.retain(|wanted| {
        let named = wanted.task.dataset().is_some_and(|name| args.dataset.iter().any(|one| one == name));
        let only = args.only.is_none_or(|only| (only == Only::Backup) == wanted.task.is_backup());
        (args.dataset.is_empty() || named) && only
    });
    Ok(wanted)
}

struct Run<'a> {
    context: &'a Context,
    args: &'a RunArgs,
    resolved: Resolved<'a>,
    wanted: Vec<Wanted>,
    attempts: Attempts,
}

/// What is known just now.
struct Seen {
    places: Vec<Place>,
    facts: Facts,
    wanted: Vec<Wanted>,
    /// The worst of what kept a repository from being looked at.
    code: ExitCode,
}

impl Run<'_> {
    /// Looks at every repository. What lies in one that cannot be looked at is left alone: whatever keeps a look from
    /// it keeps a backup from it too, and the next call looks again.
    fn look(&self, quiet: bool) -> Result<Seen> {
        let places = look::look(self.context, &self.resolved)?;
        let code = look::code_of(&places)?;
        for place in places.iter().filter(|_| !quiet) {
            if let Err(failure) = &place.past {
                self.say(&place.location, failure);
            }
        }
        let facts = look::facts(&places, &self.wanted, &self.attempts, now());
        let seen = |wanted: &&Wanted| look::is_seen(&places, &wanted.task);
        let wanted = self.wanted.iter().filter(seen).cloned().collect();
        Ok(Seen { places, facts, wanted, code })
    }

    fn say(&self, what: &str, failure: &Failure) {
        let Failure { message, hint, code } = failure;
        let message = format!("{what}: {message}");
        self.context.console.failure(&Failure { message, hint: hint.clone(), code: *code });
    }

    fn decide(&self, seen: &Seen) -> Vec<Decision> {
        let host = super::backup::host_name();
        let terms = Terms { now: now(), tick: self.args.every, host: &host, zone: &retention::local };
        due::decide(&seen.wanted, &seen.facts, &terms)
    }

    /// Says why each task is due or not, or only what would be run.
    fn tell(&self) -> Result<ExitCode> {
        let mut seen = self.look(false)?;
        for wanted in &seen.wanted {
            if let Err(since) = self.attempts.lock(&wanted.task, now())?
                && let Some(past) = seen.facts.past.get_mut(&wanted.task)
            {
                past.running = Some(since.unwrap_or_else(now));
            }
        }
        let mut decisions = self.decide(&seen);
        if self.args.dry_run {
            decisions.retain(|decision| decision.verdict.is_due());
        }
        if self.context.global.json {
            let mut out = Output::new();
            for decision in &decisions {
                out.line(report::due::json(decision))?;
            }
            out.finish()?;
        } else if !decisions.is_empty() {
            let width = crate::cli::console::width();
            output::print(report::due::text(&decisions, now(), width).trim_end())?;
        }
        Ok(seen.code)
    }

    /// Does what is due, one thing after the other. After each all is looked at anew: it may have taken hours, and
    /// other runs went on meanwhile.
    fn once(&self) -> Result<ExitCode> {
        let (run, usage) = (run_id(), Use::begin());
        let mut done: Vec<Done> = Vec::new();
        let mut busy: BTreeMap<Task, Timestamp> = BTreeMap::new();
        let mut seen = self.look(false)?;
        let mut code = seen.code;
        while !self.context.interrupt.is_stopped() {
            for (task, since) in &busy {
                if let Some(past) = seen.facts.past.get_mut(task) {
                    past.running = Some(*since);
                }
            }
            let decisions = self.decide(&seen);
            let is_next = |one: &&Decision| {
                one.verdict.is_due() && !done.iter().any(|done| done.task == one.wanted.task)
            };
            let Some(next) = decisions.iter().find(is_next) else { break };
            let task = &next.wanted.task;
            let lock = match self.attempts.lock(task, now())? {
                Ok(lock) => lock,
                Err(since) => {
                    busy.insert(task.clone(), since.unwrap_or_else(now));
                    continue;
                }
            };
            // Another run may have done it between the look and the lock.
            if !self.is_as_seen(task, &seen) {
                seen = self.look(true)?;
                continue;
            }
            if done.is_empty() {
                alert::ping(self.context, &run, None);
            }
            let (one, result) = self.work(task)?;
            drop(lock);
            code = code.and(result);
            done.push(one);
            seen = self.look(true)?;
        }
        self.summarize(&done, &busy, code)?;
        let rows = status::seen(&seen.places, &self.resolved);
        metrics::after_run(self.context, &rows);
        // All that the profile wants, whichever part of it this call was for.
        let looked = Looked {
            places: &seen.places,
            rows: &rows,
            wanted: &due::wanted(&self.resolved),
            attempts: &self.attempts,
            usage: &usage,
            has_worked: !done.is_empty(),
        };
        alert::after_run(self.context, &looked);
        let code = if self.context.interrupt.is_stopped() { ExitCode::Interrupted } else { code };
        alert::ping(self.context, &run, Some(code));
        if code == ExitCode::Interrupted {
            return Ok(code);
        }
        let is_busy = self.args.fail_if_busy && !busy.is_empty();
        Ok(if is_busy { code.and(ExitCode::Busy) } else { code })
    }

    fn is_as_seen(&self, task: &Task, seen: &Seen) -> bool {
        let tried = self.attempts.last(task).map(|attempt| attempt.began);
        tried == seen.facts.of(task).tried.map(|tried| tried.seconds)
    }

    /// Runs a task as its own command would, and remembers what became of it.
    fn work(&self, task: &Task) -> Result<(Done, ExitCode)> {
        let context = self.context;
        if !context.global.quiet && !context.global.json {
            output::print(format_args!("Task:       {}", task.shown()))?;
        }
        let words = ["sandyq".to_owned()].into_iter().chain(task.arguments());
        let command = Cli::try_parse_from(words)
            .map_err(|error| Failure::usage(format!("{} cannot be run: {error}", task.shown())))?
            .command;
        let began = now();
        let (code, error) =
            match crate::cli::dispatch(self.context_of(task).as_ref().unwrap_or(context), command) {
                Ok(code) => (code, None),
                Err(failure) => {
                    self.say(&task.shown(), &failure);
                    (failure.code, Some(failure.message))
                }
            };
        let ended = now();
        if code != ExitCode::Interrupted {
            let last = self.attempts.last(task);
            let attempt = Attempt::after(last.as_ref(), began, ended, code, is_done(task, code));
            self.attempts.remember(task, &attempt)?;
        }
        let seconds = ended.since(began).as_secs_f64();
        Ok((Done { task: task.clone(), code: code as u8, seconds, error }, code))
    }

    /// A run that uses the repository that a task is for, where it is not that of the top.
    fn context_of(&self, task: &Task) -> Option<Context> {
        let table = self.resolved.dataset(task.home()?.dataset()?).ok()?;
        Some(self.context.of_dataset(&self.resolved, table))
    }

    fn summarize(&self, done: &[Done], busy: &BTreeMap<Task, Timestamp>, code: ExitCode) -> Result<()> {
        let global = &self.context.global;
        if global.json {
            return output::print(report::due::summary_json(done, busy, code as u8));
        }
        if !global.quiet {
            for (task, since) in busy {
                output::print(report::due::busy_text(task, *since))?;
            }
        }
        Ok(())
    }

    /// Looks again and again, each time as another call would: what takes long keeps nothing else waiting.
    fn watch(&self) -> Result<ExitCode> {
        let bell = Arc::new(Bell::default());
        let rung = Arc::clone(&bell);
        self.context.stoppable(
            move || rung.ring(),
            || {
                thread::scope(|scope| {
                    while !self.context.interrupt.is_stopped() {
                        scope.spawn(|| {
                            if let Err(failure) = self.once() {
                                self.context.console.failure(&failure);
                            }
                        });
                        bell.wait(self.args.every);
                    }
                });
            },
        );
        Ok(ExitCode::Interrupted)
    }
}

/// Whether a task came to a result: it is not to be tried again before its time.
fn is_done(task: &Task, code: ExitCode) -> bool {
    match code {
        ExitCode::Ok | ExitCode::Warnings => true,
        // What is wrong was found and recorded; looking again at once finds the same.
        ExitCode::Untested => matches!(task, Task::Verify(..)),
        ExitCode::WrongData => matches!(task, Task::Verify(..) | Task::Drill(_)),
        ExitCode::Objective => matches!(task, Task::Drill(_)),
        _ => false,
    }
}

/// Wakes who waits for the next look.
#[derive(Debug, Default)]
struct Bell {
    rung: Mutex<bool>,
    heard: Condvar,
}

impl Bell {
    fn ring(&self) {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.heard.notify_all();
    }

    fn wait(&self, time: Duration) {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        // Whether it rang or the time is over, the caller looks for itself.
        drop(self.heard.wait_timeout_while(rung, time, |rung| !*rung));
    }
}
