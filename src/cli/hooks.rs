//! Commands of a profile before and after its backups.

use std::ffi::OsString;
use std::io;
use std::os::fd::AsFd;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::process::{Child, Command as Process};
use tokio::sync::Notify;

use super::context::Context;
use super::exit_code::ExitCode;
use super::failure::{Failure, Result};
use crate::config::Environment;
use crate::policy::profile::{Command, Settings, shown_time};

/// How long a command that has to end may take to do so.
const GRACE: Duration = Duration::from_secs(5);

/// What the work between the hooks came to.
#[derive(Debug, Clone)]
pub struct Done {
    /// The exit code.
    pub code: ExitCode,
    /// Snapshots that were made.
    pub snapshots: Vec<String>,
}

/// The hooks of a dataset, or of a whole run.
#[derive(Debug)]
pub struct Hooks<'a> {
    /// The run.
    pub context: &'a Context,
    /// Where the commands stand.
    pub settings: &'a Settings,
    /// What they are told besides what happened: variables and their values.
    pub facts: Vec<(&'static str, OsString)>,
}

impl Hooks<'_> {
    /// Runs `work` between the hooks. A hook that fails makes the run fail, whatever became of the work.
    pub fn around(&self, work: impl FnOnce() -> Result<Done>) -> Result<Done> {
        let mut result = self.run("before", None).and_then(|()| work());
        if went_well(&result)
            && let Err(failure) = self.run("after", Some(&result))
        {
            result = self.also(result, failure);
        }
        if !went_well(&result)
            && let Err(failure) = self.run("failed", Some(&result))
        {
            result = self.also(result, failure);
        }
        if let Err(failure) = self.run("finally", Some(&result)) {
            result = self.also(result, failure);
        }
        result
    }

    /// Adds a hook's failure: to tell now if another is to be told in the end.
    fn also(&self, result: Result<Done>, failure: Failure) -> Result<Done> {
        match result {
            Ok(done) => Err(Failure { code: done.code.and(failure.code), ..failure }),
            Err(first) => {
                self.context.console.failure(&failure);
                Err(Failure { code: first.code.and(failure.code), ..first })
            }
        }
    }

    fn run(&self, hook: &str, result: Option<&Result<Done>>) -> Result<()> {
        for command in self.settings.commands(&format!("hooks.{hook}")) {
            self.run_one(hook, command, result)?;
        }
        Ok(())
    }

    fn run_one(&self, hook: &str, command: &Command, result: Option<&Result<Done>>) -> Result<()> {
        let words = command.words();
        let shown = match command {
            Command::Shell(line) => line.clone(),
            Command::Program(words) => words.join(" "),
        };
        let failed = |why: String| {
            Failure::new(ExitCode::Failed, format!("the hook {hook} failed: {why}: {shown}"))
                .hint("run the command alone to see why; docs/profiles.md tells what hooks are given")
        };
        let mut process = Process::new(&words[0]);
        process.args(&words[1..]).envs(self.facts.iter().map(|(name, value)| (name, value)));
        for variable in Environment::secret_variables() {
            // A fact of the same name comes after and stays.
            if !self.facts.iter().any(|(name, _)| *name == variable) {
                process.env_remove(variable);
            }
        }
        process.env("SANDYQ_HOOK", hook).envs(outcome(result));
        // Standard output is for results.
        let errors = io::stderr().as_fd().try_clone_to_owned().map_err(|error| failed(error.to_string()))?;
        process.stdin(Stdio::null()).stdout(Stdio::from(errors)).process_group(0);
        let limit = self.settings.time("hooks.timeout").filter(|limit| !limit.is_zero());
        match wait(self.context, process, limit).map_err(|error| failed(error.to_string()))? {
            Ended::Alone(status) if status.success() => Ok(()),
            Ended::Alone(status) => Err(failed(format!("it ended with {status}"))),
            Ended::Late => {
                Err(failed(format!("it did not end within {}", shown_time(limit.unwrap_or_default()))))
            }
            Ended::Interrupted => {
                let text = format!("interrupted while the hook {hook} ran: {shown}");
                Err(Failure::new(ExitCode::Interrupted, text)
                    .hint("what is stored already is found by the next backup"))
            }
        }
    }
}

/// Waits for a command, not for longer than it may take, and not after a signal.
pub fn wait(context: &Context, mut process: Process, limit: Option<Duration>) -> io::Result<Ended> {
    let stop = Arc::new(Notify::new());
    let stopped = Arc::clone(&stop);
    let runtime = context.handle();
    context.interrupt.during(
        move || stop.notify_one(),
        || {
            runtime.block_on(async {
                let mut child = process.spawn()?;
                let late = async {
                    match limit {
                        Some(limit) => tokio::time::sleep(limit).await,
                        None => std::future::pending().await,
                    }
                };
                tokio::select! {
                    status = child.wait() => status.map(Ended::Alone),
                    () = late => end(&mut child).await.map(|()| Ended::Late),
                    () = stopped.notified() => end(&mut child).await.map(|()| Ended::Interrupted),
                }
            })
        },
    )
}

/// How a command ended.
#[derive(Debug, Clone, Copy)]
pub enum Ended {
    /// By itself.
    Alone(ExitStatus),
    /// It took too long.
    Late,
    /// By a signal to this program.
    Interrupted,
}

/// Ends a command and what it has started, first by asking.
async fn end(child: &mut Child) -> io::Result<()> {
    let group = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
    let send = |signal| group.map_or(Ok(()), |group| kill_process_group(group, signal));
    // Whoever is gone already needs no signal.
    let _ = send(Signal::TERM);
    if tokio::time::timeout(GRACE, child.wait()).await.is_err() {
        let _ = send(Signal::KILL);
        child.wait().await?;
    }
    Ok(())
}

fn went_well(result: &Result<Done>) -> bool {
    result.as_ref().is_ok_and(|done| matches!(done.code, ExitCode::Ok | ExitCode::Warnings))
}

/// What hooks are told of what happened.
fn outcome(result: Option<&Result<Done>>) -> Vec<(&'static str, String)> {
    match result {
        None => Vec::new(),
        Some(Ok(done)) => vec![
            ("SANDYQ_EXIT_CODE", (done.code as u8).to_string()),
            ("SANDYQ_SNAPSHOT_ID", done.snapshots.join(" ")),
        ],
        Some(Err(failure)) => vec![
            ("SANDYQ_EXIT_CODE", (failure.code as u8).to_string()),
            ("SANDYQ_ERROR", failure.message.clone()),
        ],
    }
}
