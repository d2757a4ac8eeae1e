//! What this host remembers of its own attempts, and the locks that keep two of its runs from doing the same at once. A
//! small file each for every task, in the folder of what has to be remembered: not in the cache, which may be cleaned.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};

use super::context::Context;
use super::exit_code::ExitCode;
use super::failure::{Failure, Result};
use crate::codec::hash::sha256;
use crate::model::id::to_hex;
use crate::model::time::Timestamp;
use crate::policy::task::Task;
use crate::repository::cache::write_private;

/// What became of the last attempt at a task. Times are seconds since 1970.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// When it began.
    pub began: i64,
    /// When it ended.
    pub ended: i64,
    /// When the last that came to a result began.
    pub good: Option<i64>,
    /// Attempts that came to none since then.
    pub failures: u32,
    /// The exit code.
    pub code: u8,
}

impl Attempt {
    /// This attempt and its outcome, after those before.
    pub fn after(
        before: Option<&Self>,
        began: Timestamp,
        ended: Timestamp,
        code: ExitCode,
        done: bool,
    ) -> Self {
        let before = before.cloned().unwrap_or_default();
        Self {
            began: began.seconds,
            ended: ended.seconds,
            good: if done { Some(began.seconds) } else { before.good },
            failures: if done { 0 } else { before.failures.saturating_add(1) },
            code: code as u8,
        }
    }
}

/// The folder of a profile's attempts and locks.
#[derive(Debug, Clone)]
pub struct Attempts {
    folder: PathBuf,
}

/// A task is this run's until it is dropped.
#[derive(Debug)]
pub struct Lock {
    since: PathBuf,
    _file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.since);
    }
}

impl Attempts {
    /// The folder for the profile of this run.
    pub fn open(context: &Context) -> Result<Self> {
        let (Some(state), Some(profile)) = (&context.environment.state, &context.profile) else {
            return Err(Failure::usage("there is no folder to remember attempts and locks in")
                .hint("set HOME, XDG_STATE_HOME or SANDYQ_STATE_DIR"));
        };
        let attempts =
            Self { folder: state.join("runs").join(to_hex(&sha256(profile.shown().as_bytes())[..12])) };
        let made = DirBuilder::new().recursive(true).mode(0o700).create(&attempts.folder);
        made.map_err(|error| failed("make", &attempts.folder, &error))?;
        Ok(attempts)
    }

    /// The folder, for what else is remembered of a profile.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The last attempt, if this host made one. A file that makes no sense is none: what is lost with it is only when
    /// to try again.
    pub fn last(&self, task: &Task) -> Option<Attempt> {
        serde_json::from_slice(&fs::read(self.file(task, "json")).ok()?).ok()
    }

    /// Remembers an attempt.
    pub fn remember(&self, task: &Task, attempt: &Attempt) -> Result<()> {
        let path = self.file(task, "json");
        let text = serde_json::to_string(attempt).unwrap_or_default();
        write_private(&path, text.as_bytes()).map_err(Failure::from)
    }

    /// Takes a task for this run. `Err` tells since when another run has it.
    pub fn lock(&self, task: &Task, now: Timestamp) -> Result<std::result::Result<Lock, Option<Timestamp>>> {
        let path = self.file(task, "lock");
        let locked = try_lock(&path).map_err(|error| failed("lock", &path, &error))?;
        let Some(file) = locked else { return Ok(Err(self.since(task))) };
        // Only for people and `--explain`: nothing is decided by it.
        let since = self.file(task, "since");
        let _ = write_private(&since, now.seconds.to_string().as_bytes());
        Ok(Ok(Lock { since, _file: file }))
    }

    /// Since when another run has a task, if one has it. What a run left behind that was killed is none.
    pub fn held_since(&self, task: &Task) -> Option<Timestamp> {
        let since = self.since(task)?;
        matches!(try_lock(&self.file(task, "lock")), Ok(None)).then_some(since)
    }

    fn since(&self, task: &Task) -> Option<Timestamp> {
        let text = fs::read_to_string(self.file(task, "since")).ok()?;
        Some(Timestamp { seconds: text.trim().parse().ok()?, nanos: 0 })
    }

    fn file(&self, task: &Task, extension: &str) -> PathBuf {
        self.folder.join(format!("{}.{extension}", task.name()))
    }
}

/// Something went wrong with what has to be remembered.
pub fn failed(what: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::new(ExitCode::Failed, format!("cannot {what} {}: {error}", path.display()))
        .hint("check the room and permissions there, or choose another folder with SANDYQ_STATE_DIR")
}

/// Takes a lock that lasts until the file is dropped. `None` if another process, or another thread of this one, has it.
pub fn try_lock(path: &Path) -> io::Result<Option<File>> {
    let mut options = OpenOptions::new();
    let file = options.read(true).write(true).create(true).truncate(false).mode(0o600).open(path)?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Some(file)),
        Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::task::Home;

    fn attempts(folder: &tempfile::TempDir) -> Attempts {
        Attempts { folder: folder.path().to_owned() }
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp { seconds, nanos: 0 }
    }

    #[test]
    fn one_task_is_locked_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let attempts = attempts(&folder);
        let (full, incremental) = (Task::Full("a".into()), Task::Incremental("a".into()));
        let held = attempts.lock(&full, at(7)).unwrap().unwrap();
        assert_eq!(attempts.lock(&full, at(8)).unwrap().unwrap_err(), Some(at(7)));
        assert_eq!(
            (attempts.held_since(&full), attempts.held_since(&Task::Prune(Home::Main))),
            (Some(at(7)), None)
        );
        for other in
            [incremental, Task::Full("b".into()), Task::Verify(Home::Main, 30), Task::Prune(Home::Main)]
        {
            attempts.lock(&other, at(8)).unwrap().unwrap();
        }
        drop(held);
        assert_eq!(attempts.held_since(&full), None);
        fs::write(attempts.file(&full, "since"), "7").unwrap();
        assert_eq!(attempts.held_since(&full), None, "left behind");
        attempts.lock(&full, at(9)).unwrap().unwrap();
    }

    #[test]
    fn failures_are_counted_until_one_attempt_comes_to_a_result() {
        let folder = tempfile::tempdir().unwrap();
        let attempts = attempts(&folder);
        let mut last = None;
        for (began, code, done) in
            [(1, ExitCode::Ok, true), (2, ExitCode::Failed, false), (3, ExitCode::Failed, false)]
        {
            let attempt = Attempt::after(last.as_ref(), at(began), at(began), code, done);
            attempts.remember(&Task::Prune(Home::Main), &attempt).unwrap();
            last = attempts.last(&Task::Prune(Home::Main));
        }
        let last = last.unwrap();
        assert_eq!((last.good, last.failures, last.code, last.began), (Some(1), 2, 1, 3));
        let good = Attempt::after(Some(&last), at(4), at(5), ExitCode::Warnings, true);
        assert_eq!((good.good, good.failures), (Some(4), 0));
        assert_eq!(attempts.last(&Task::Verify(Home::Main, 3)), None);
    }
}
