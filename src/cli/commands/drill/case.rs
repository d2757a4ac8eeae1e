//! One dataset in one scenario: what is tried, step by step, how long each takes, and what it comes to. After a step
//! that fails those that stand on it are skipped.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::bare_host;
use super::check;
use super::corruption;
use super::restored::{self, Copy};
use super::scratch::Scratch;
use super::subject::Subject;
use crate::cli::commands::backup::host_name;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::Failure;
use crate::cli::look::now;
use crate::cli::secrets::Source as Secret;
use crate::model::drill::{Case, Outcome, Output, Step};
use crate::model::time::{SystemClock, Timestamp};
use crate::operations::drill::sample::Size;
use crate::operations::past;
use crate::operations::select::{self, Selected};
use crate::policy::drill::Scenario;
use crate::policy::profile::shown_time;
use crate::report::due::about;
use crate::repository::slot::Unlock;
use crate::repository::{CacheRoot, Repository};

/// Why a step did not come out well.
#[derive(Debug)]
pub struct Fault {
    /// What it means.
    pub outcome: Outcome,
    /// Why, without the name of a file.
    pub message: String,
    /// What a command printed.
    pub output: Option<Output>,
    /// Whether a signal came.
    pub interrupted: bool,
}

impl Fault {
    /// With this meaning.
    pub fn new(outcome: Outcome, message: impl Into<String>) -> Self {
        Self { outcome, message: message.into(), output: None, interrupted: false }
    }

    /// Nobody has put a key into the safe. A plan leaves out what stands on that; who asks for it is told so.
    pub fn no_escrow(terms: &Terms, message: &str) -> Self {
        let outcome = if terms.is_planned { Outcome::Skipped } else { Outcome::Untested };
        Self::new(outcome, format!("{message}: see drill.escrow_key_file and drill.escrow_password_file"))
    }

    /// It could not be tried.
    pub fn untested(message: impl Into<String>) -> Self {
        Self::new(Outcome::Untested, message)
    }
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        let outcome = match failure.code {
            ExitCode::WrongData => Outcome::Wrong,
            // What does not open it would not open it in an emergency either.
            ExitCode::WrongKey | ExitCode::NoRepository => Outcome::Missed,
            _ => Outcome::Untested,
        };
        let interrupted = failure.code == ExitCode::Interrupted;
        Self { interrupted, ..Self::new(outcome, failure.message) }
    }
}

/// What holds for all cases of a drill.
#[derive(Debug)]
pub struct Terms {
    /// Where to restore to.
    pub scratch: PathBuf,
    /// What no case restores into.
    pub sources: Vec<PathBuf>,
    /// What samples are chosen by.
    pub seed: String,
    /// How large they are.
    pub sample: Size,
    /// Whether a plan says what is tried: then what nobody has prepared is left out.
    pub is_planned: bool,
    /// What opens a repository without the host's key.
    pub escrow: Option<Secret>,
    /// How long a check command may take.
    pub check_timeout: Option<Duration>,
    /// Whether reports hold what check commands print.
    pub include_output: bool,
}

/// A case under way.
pub struct Trial<'a> {
    /// What holds for all.
    pub terms: &'a Terms,
    /// The dataset.
    pub subject: &'a Subject,
    /// A run that keeps nothing and knows nothing.
    pub context: Context,
    /// What came of it so far.
    pub case: Case,
    /// Whether a signal came.
    pub interrupted: bool,
    began: Timestamp,
    clock: Instant,
    failed: bool,
}

/// A repository with the snapshot of a case.
pub struct Chosen {
    /// What opens it.
    pub unlock: Unlock,
    /// The repository.
    pub repository: Repository,
    /// The snapshot.
    pub selected: Selected,
}

/// Tries a scenario with a dataset.
pub fn run(terms: &Terms, subject: &Subject, scenario: Scenario) -> (Case, bool) {
    let location = subject.context.location().map(|location| location.to_string());
    let case = Case {
        dataset: subject.source.dataset.clone(),
        host: Some(subject.source.host.clone()),
        scenario: scenario.name().to_owned(),
        tier: subject.tier.clone(),
        repository: None,
        location: location.unwrap_or_default(),
        snapshot: None,
        snapshot_began: None,
        tree: None,
        other_host: Some(subject.source.host != host_name()),
        outcome: Outcome::Untested,
        rto_target_ms: subject.rto.map(ms),
        rto_measured_ms: None,
        rpo_target_ms: subject.rpo.map(ms),
        rpo_measured_ms: None,
        files: 0,
        bytes: 0,
        matched: 0,
        differing: 0,
        steps: Vec::new(),
    };
    let mut trial = Trial {
        terms,
        subject,
        context: subject.context.fresh(),
        case,
        interrupted: false,
        began: now(),
        clock: Instant::now(),
        failed: false,
    };
    trial.all(scenario);
    // What was left out with a reason leaves nothing to pass.
    let left_out = |step: &Step| step.outcome == Outcome::Skipped && step.message.is_some();
    trial.case.outcome = match trial.case.worst() {
        Outcome::Passed if trial.case.steps.iter().any(left_out) => Outcome::Skipped,
        worst => worst,
    };
    (trial.case, trial.interrupted)
}

fn ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

impl Trial<'_> {
    fn all(&mut self, scenario: Scenario) {
        let (terms, subject) = (self.terms, self.subject);
        let scratch = self.step("isolate", |_| Scratch::new(&terms.scratch, &terms.sources));
        let target = scratch.as_ref().map(|scratch| scratch.path().join("restored"));
        let target = target.as_deref().unwrap_or(Path::new(""));
        match scenario {
            Scenario::Corruption => corruption::steps(self, scratch.as_ref(), target),
            Scenario::BareHost => bare_host::steps(self, scratch.as_ref(), target),
            Scenario::File | Scenario::Full | Scenario::KeyLoss => {
                restored::steps(self, scratch.as_ref(), target, scenario);
            }
        }
        if scenario != Scenario::Corruption {
            if let Some(command) = &subject.check
                && let Some(output) = self.step("app:check", |trial| check::check(trial, command, target))
            {
                self.printed(output);
            }
            self.rto();
            self.rpo();
        }
        if let Some(scratch) = scratch {
            // Also after a failure: nothing of what was restored is left lying about.
            self.failed = false;
            self.step("cleanup", |_| {
                scratch.remove().map_err(|error| {
                    Fault::untested(format!("what was restored could not be removed: {}", error.kind()))
                })
            });
        }
    }

    /// Does a step, unless one before it failed.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Option<T> {
        let mut step =
            Step { name: name.to_owned(), outcome: Outcome::Skipped, ms: 0, message: None, output: None };
        if self.failed || self.interrupted {
            self.case.steps.push(step);
            return None;
        }
        let clock = Instant::now();
        let result = work(self);
        step.ms = ms(clock.elapsed());
        let done = match result {
            Ok(done) => {
                step.outcome = Outcome::Passed;
                Some(done)
            }
            Err(fault) => {
                self.failed = true;
                self.interrupted |= fault.interrupted;
                step.outcome = fault.outcome;
                step.message = Some(fault.message);
                step.output = fault.output;
                None
            }
        };
        self.case.steps.push(step);
        done
    }

    /// Adds what a command printed to the step that was done last.
    fn printed(&mut self, output: Option<Output>) {
        if let Some(step) = self.case.steps.last_mut() {
            step.output = output;
        }
    }

    /// Opens the repository with nothing that is kept on this host, and finds the newest good snapshot.
    pub fn open(&mut self, secret: Option<&Secret>) -> Option<Chosen> {
        let opened = self.step("unlock", |trial| {
            let context = &trial.context;
            let location = context.location()?;
            let store = context.store(&location)?;
            let own = context.source()?;
            let unlock = secret.unwrap_or(&own).unlock(&context.console)?;
            let storage = std::sync::Arc::clone(&store.storage);
            let repository = context.block_on(Repository::open(storage, &unlock, &CacheRoot::None))?;
            Ok((unlock, repository))
        });
        if let Some((_, repository)) = &opened {
            self.case.repository = Some(crate::model::id::to_hex(&repository.keys().repository().0));
        }
        let selected = self.step("select", |trial| {
            let Some((_, repository)) = &opened else { return Err(Fault::untested("nothing is open")) };
            trial.select(repository)
        })?;
        let (unlock, repository) = opened?;
        Some(Chosen { unlock, repository, selected })
    }

    fn select(&mut self, repository: &Repository) -> Result<Selected, Fault> {
        let context = &self.context;
        let sources = [self.subject.source.clone()];
        let past = context.block_on(past::past(repository, &sources, &SystemClock))?;
        let good = past.taken.iter().flatten().rfind(|one| !one.damaged);
        let Some(good) = good else {
            return Err(Fault::new(Outcome::Missed, "there is no good snapshot"));
        };
        let (all, _) = context.block_on(select::all(repository))?;
        let selected = all.into_iter().find(|one| one.entry.session == good.session);
        let selected =
            selected.ok_or_else(|| Fault::untested("the snapshot was forgotten during the drill"))?;
        self.chose(&selected.snapshot.id().to_string(), good.began);
        self.case.tree = selected.snapshot.head.tree.map(|page| page.to_string());
        Ok(selected)
    }

    /// Notes which snapshot it is, and how old.
    pub fn chose(&mut self, snapshot: &str, began: Timestamp) {
        self.case.snapshot = Some(snapshot.to_owned());
        self.case.snapshot_began = Some(began.to_rfc3339());
        self.case.rpo_measured_ms = Some(ms(self.began.since(began)));
    }

    /// Notes what was restored and how it compares.
    pub fn copied(&mut self, copy: &Copy) {
        self.case.files = copy.files;
        self.case.bytes = copy.bytes;
        self.case.matched = copy.matched;
        self.case.differing = copy.differing;
    }

    fn rto(&mut self) {
        let measured = self.clock.elapsed();
        self.step("rto", |trial| {
            trial.case.rto_measured_ms = Some(ms(measured));
            match trial.subject.rto {
                Some(target) if measured > target => Err(Fault::new(
                    Outcome::Missed,
                    format!("it took {}, and {} were promised at most", about(measured), shown_time(target)),
                )),
                _ => Ok(()),
            }
        });
    }

    /// Told whether or not a recovery took too long: that is another promise.
    fn rpo(&mut self) {
        let late = self.case.steps.iter().any(|step| step.name == "rto" && step.outcome == Outcome::Missed);
        if late {
            self.failed = false;
        }
        self.step("rpo", |trial| {
            let measured = trial.case.rpo_measured_ms.map(Duration::from_millis).unwrap_or_default();
            match trial.subject.rpo {
                Some(target) if measured > target => Err(Fault::new(
                    Outcome::Missed,
                    format!(
                        "{} of data would have been lost, and {} were promised at most",
                        about(measured),
                        shown_time(target)
                    ),
                )),
                _ => Ok(()),
            }
        });
    }
}
