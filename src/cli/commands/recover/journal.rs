//! The journal of a recovery: what was begun, done and failed, a line each as it happens. Whoever goes on reads it.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::cli::attempts::{Attempts, try_lock};
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::model::time::Timestamp;
use crate::policy::recovery::Disaster;

/// What is to be recovered, and how: all that whoever goes on needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What happened.
    pub disaster: Disaster,
    /// The text of the runbook, as it was when it was begun.
    pub runbook: String,
    /// Only these datasets.
    pub datasets: Vec<String>,
    /// The folder to restore below.
    pub target: Option<PathBuf>,
    /// As of when.
    pub at: Option<String>,
    /// What was lost.
    pub path: Option<PathBuf>,
    /// The repository to recover from.
    pub from: Option<String>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A recovery begins.
    Begun {
        /// Which.
        plan: Plan,
    },
    /// A step begins; they are counted from 1.
    StepBegun {
        /// Which.
        step: usize,
        /// What it is.
        title: String,
    },
    /// This snapshot is restored there.
    Chosen {
        /// In which step.
        step: usize,
        /// The dataset.
        dataset: String,
        /// The snapshot.
        snapshot_id: String,
        /// The folder.
        target: PathBuf,
    },
    /// A step is done.
    StepDone {
        /// Which.
        step: usize,
        /// What it came to.
        exit_code: u8,
    },
    /// A step failed.
    StepFailed {
        /// Which.
        step: usize,
        /// What it came to.
        exit_code: u8,
        /// Why.
        error: String,
    },
    /// It is over.
    Finished {
        /// What it came to.
        exit_code: u8,
    },
    /// Somebody began another in its place.
    Abandoned,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    time: String,
    #[serde(flatten)]
    event: Event,
}

/// A journal that is written by this run alone.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    _lock: File,
    /// What happened so far.
    pub events: Vec<Event>,
}

fn failed(path: &Path) -> impl Fn(io::Error) -> Failure + '_ {
    move |error| {
        Failure::new(ExitCode::Failed, format!("cannot use the journal {}: {error}", path.display()))
            .hint("check the room and permissions there, or choose another folder with SANDYQ_STATE_DIR")
    }
}

/// The folder of journals, for this run alone.
fn folder(attempts: &Attempts) -> Result<(PathBuf, File)> {
    let folder = attempts.folder().join("recoveries");
    DirBuilder::new().recursive(true).mode(0o700).create(&folder).map_err(failed(&folder))?;
    let lock = try_lock(&folder.join("lock")).map_err(failed(&folder))?;
    let busy =
        || Failure::new(ExitCode::Busy, "another run is at a recovery just now").hint("let it end first");
    Ok((folder, lock.ok_or_else(busy)?))
}

/// The newest journal of one that is not over.
fn unfinished(folder: &Path) -> Option<(PathBuf, Vec<Event>)> {
    let entries = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let mut paths: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|end| end == "jsonl")).collect();
    paths.sort();
    let newest = paths.pop()?;
    let text = fs::read_to_string(&newest).ok()?;
    // A line that was cut short tells of nothing that came to an end.
    let entries = text.lines().filter_map(|line| serde_json::from_str::<Entry>(line).ok());
    let events: Vec<_> = entries.map(|entry| entry.event).collect();
    let is_over = events.iter().any(|event| matches!(event, Event::Finished { .. } | Event::Abandoned));
    let is_begun = matches!(events.first(), Some(Event::Begun { .. }));
    (is_begun && !is_over).then_some((newest, events))
}

impl Journal {
    /// Begins a recovery. One that is not over is left only if that is meant.
    pub fn begin(attempts: &Attempts, plan: Plan, anew: bool, now: Timestamp) -> Result<Self> {
        let (folder, lock) = folder(attempts)?;
        if let Some((path, events)) = unfinished(&folder) {
            let done = events.iter().filter(|event| matches!(event, Event::StepDone { .. })).count();
            if !anew {
                let text = format!("a recovery is unfinished, with {done} steps done: {}", path.display());
                return Err(Failure::usage(text)
                    .hint("--resume goes on with it; --anew leaves it and begins another"));
            }
            let file = append(&path)?;
            Self { path, file, _lock: lock.try_clone().map_err(failed(&folder))?, events }
                .write(Event::Abandoned, now)?;
        }
        let name = format!("{:012}.{:09}-{}.jsonl", now.seconds, now.nanos, plan.disaster.name());
        let path = folder.join(name);
        let mut journal = Self { file: append(&path)?, path, _lock: lock, events: Vec::new() };
        journal.write(Event::Begun { plan }, now)?;
        Ok(journal)
    }

    /// Goes on with the one that is not over.
    pub fn resume(attempts: &Attempts) -> Result<(Self, Plan)> {
        let (folder, lock) = folder(attempts)?;
        let Some((path, events)) = unfinished(&folder) else {
            return Err(Failure::usage("there is no unfinished recovery to go on with")
                .hint("begin one with --disaster NAME"));
        };
        let Some(Event::Begun { plan }) = events.first().cloned() else { return Err(Failure::interrupted()) };
        let mut file = append(&path)?;
        // What was cut short shall not be joined with what comes now.
        let is_whole = fs::read(&path).map_err(failed(&path))?.ends_with(b"\n");
        if !is_whole {
            file.write_all(b"\n").map_err(failed(&path))?;
        }
        Ok((Self { path, file, _lock: lock, events }, plan))
    }

    /// Writes down what happened, and does not return before it is safe.
    pub fn write(&mut self, event: Event, now: Timestamp) -> Result<()> {
        let entry = Entry { time: now.to_rfc3339(), event };
        let line = serde_json::to_string(&entry)
            .unwrap_or_else(|error| unreachable!("writing into memory failed: {error}"));
        let written =
            self.file.write_all(format!("{line}\n").as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(failed(&self.path))?;
        self.events.push(entry.event);
        Ok(())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The steps that are done.
    pub fn done(&self) -> BTreeSet<usize> {
        let done = |event: &Event| match event {
            Event::StepDone { step, .. } => Some(*step),
            _ => None,
        };
        self.events.iter().filter_map(done).collect()
    }

    /// The codes that steps came to that are done.
    pub fn codes(&self) -> impl Iterator<Item = u8> + '_ {
        self.events.iter().filter_map(|event| match event {
            Event::StepDone { exit_code, .. } => Some(*exit_code),
            _ => None,
        })
    }

    /// What was chosen to be restored, each once: dataset, snapshot and folder.
    pub fn chosen(&self) -> Vec<(usize, &str, &str, &Path)> {
        let mut chosen = Vec::new();
        for event in &self.events {
            if let Event::Chosen { step, dataset, snapshot_id, target } = event {
                chosen.push((*step, dataset.as_str(), snapshot_id.as_str(), target.as_path()));
            }
        }
        chosen
    }
}

fn append(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true).mode(0o600).open(path).map_err(failed(path))
}
