//! The check command of a dataset: run in what was restored, it tells whether that is of use.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Command as Process;

use super::case::{Fault, Trial};
use crate::cli::child::{self, Ended, without_secrets};
use crate::codec::hash::sha256;
use crate::model::drill::{Outcome, Output};
use crate::model::id::to_hex;
use crate::policy::profile::{Command, shown_time};

/// So many bytes of what it prints may stand in a report.
const TAIL: usize = 4096;
/// What a shell says when there is no such program, or when it may not be run.
const NOT_RUN: [i32; 2] = [126, 127];

/// Runs the command; what it printed.
pub fn check(trial: &mut Trial<'_>, command: &Command, target: &Path) -> Result<Option<Output>, Fault> {
    let failed =
        |error: io::Error| Fault::untested(format!("the check command cannot be run: {}", error.kind()));
    let log = target.with_extension("log");
    let out = File::create(&log).map_err(failed)?;
    let words = command.words();
    let mut process = Process::new(&words[0]);
    process.args(&words[1..]).current_dir(folder(target, &trial.subject.source.paths));
    without_secrets(&mut process);
    process.env("SANDYQ_RESTORED", target).env("SANDYQ_DATASET", &trial.subject.source.dataset);
    process.env("SANDYQ_SNAPSHOT_ID", trial.case.snapshot.as_deref().unwrap_or_default());
    process
        .stdin(Stdio::null())
        .stderr(Stdio::from(out.try_clone().map_err(failed)?))
        .stdout(Stdio::from(out));
    let limit = trial.terms.check_timeout.filter(|limit| !limit.is_zero());
    let ended = child::wait(&trial.context, process, limit).map_err(failed)?;
    let output = printed(&log, trial.terms.include_output);
    let fault = |outcome, message: String| Fault { output: output.clone(), ..Fault::new(outcome, message) };
    match ended {
        Ended::Alone(status) if status.success() => Ok(output),
        Ended::Alone(status) if status.code().is_some_and(|code| NOT_RUN.contains(&code)) => {
            Err(fault(Outcome::Untested, format!("the check command cannot be run: {status}")))
        }
        Ended::Alone(status) => Err(fault(Outcome::Wrong, format!("the check command ended with {status}"))),
        Ended::Late => Err(fault(
            Outcome::Missed,
            format!("the check command did not end within {}", shown_time(limit.unwrap_or_default())),
        )),
        Ended::Interrupted => Err(Fault { interrupted: true, ..Fault::untested("interrupted") }),
    }
}

/// Where a dataset of one folder is found again; else the top of what was restored.
pub fn folder(target: &Path, paths: &[PathBuf]) -> PathBuf {
    let [path] = paths else { return target.to_owned() };
    let below = target.join(path.strip_prefix("/").unwrap_or(path));
    if below.is_dir() { below } else { target.to_owned() }
}

fn printed(log: &Path, include: bool) -> Option<Output> {
    let bytes = fs::read(log).ok()?;
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    Some(Output {
        sha256: to_hex(&sha256(&bytes)),
        bytes: bytes.len() as u64,
        tail: include.then(|| String::from_utf8_lossy(tail).into_owned()),
    })
}
