//! `recover`: leads through a recovery, step by step, and keeps a journal of it.

mod choose;
mod journal;
mod steps;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ValueHint};

use super::datasets;
use crate::cli::attempts::Attempts;
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::look::now;
use crate::cli::output;
use crate::cli::values;
use crate::model::time::Timestamp;
use crate::policy::profile::Resolved;
use crate::policy::recovery::{Action, Disaster, Need, Runbook, Step};
use crate::report::recover::{self as report, State, Told};
use crate::storage::Location;
use journal::{Event, Journal, Plan};

/// Options of `recover`.
#[derive(Debug, Clone, Args)]
pub struct RecoverArgs {
    /// What happened: database-failure, network-failure, application-failure, site-loss, ransomware or operator-error
    #[arg(long, value_name = "DISASTER", required_unless_present = "resume")]
    pub disaster: Option<Disaster>,
    /// Go by this runbook in place of the usual one
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub runbook: Option<PathBuf>,
    /// Print the runbook, to be read or edited, and do nothing
    #[arg(long, conflicts_with_all = ["dry_run", "resume"])]
    pub print_runbook: bool,
    /// Folder to restore below; each dataset gets a folder of its name there
    #[arg(long, short, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub target: Option<PathBuf>,
    /// Only this dataset; may be given more than once [default: all, what is promised most of first]
    #[arg(long, value_name = "NAME")]
    pub dataset: Vec<String>,
    /// Go back to this time, as 2026-11-20T10:00, or by so long, as 2h [default: the newest]
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    /// Bring back only this file or folder, by the path that it had
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    /// Recover from this repository in place of those of the profile
    #[arg(long, value_name = "PLACE", value_hint = ValueHint::AnyPath)]
    pub from: Option<String>,
    /// Tell what would be done, and which snapshots would be restored, and do nothing
    #[arg(long, short = 'n', conflicts_with = "resume")]
    pub dry_run: bool,
    /// Go on with the recovery that is unfinished, after its last step that was done
    #[arg(long, conflicts_with_all = ["disaster", "runbook", "target", "dataset", "at", "path", "from", "anew"])]
    pub resume: bool,
    /// Begin although another recovery is unfinished, and leave that one
    #[arg(long)]
    pub anew: bool,
    /// Ask nobody: all that a person has to confirm is as it should be
    #[arg(long, short)]
    pub yes: bool,
}

pub fn run(context: &Context, args: &RecoverArgs) -> Result<ExitCode> {
    if args.print_runbook {
        output::print(runbook_text(args)?.trim_end())?;
        return Ok(ExitCode::Ok);
    }
    let Some(profile) = &context.profile else {
        return Err(Failure::usage("there is no profile, and so nothing that is known to be recovered")
            .hint("write one, or follow the recovery document: it has the commands for a bare host"));
    };
    let resolved = profile.resolved()?;
    let resumed = if args.resume { Some(Journal::resume(&Attempts::open(context)?)?) } else { None };
    let plan = match &resumed {
        Some((_, plan)) => plan.clone(),
        None => plan(args)?,
    };
    let elsewhere = plan.from.as_deref().map(|place| context.elsewhere(place)).transpose()?;
    let context = elsewhere.as_ref().unwrap_or(context);
    let runbook = Runbook::parse(&plan.runbook)
        .map_err(|error| Failure::usage(format!("the runbook: {error}")).hint(HINT))?;
    let recovery = Recovery { context, resolved: &resolved, plan, runbook, yes: args.yes };
    recovery.check()?;
    if args.dry_run {
        return recovery.tell();
    }
    let done = resumed.as_ref().map(|(journal, _)| journal.done()).unwrap_or_default();
    recovery.check_terminal(&done)?;
    let mut journal = match resumed {
        Some((journal, _)) => journal,
        None => Journal::begin(&Attempts::open(context)?, recovery.plan.clone(), args.anew, now())?,
    };
    recovery.go(&mut journal)
}

fn plan(args: &RecoverArgs) -> Result<Plan> {
    let absolute = |path: &PathBuf| {
        let absolute = std::path::absolute(path)
            .map_err(|error| Failure::usage(format!("{} is no path: {error}", path.display())))?;
        // The journal and the steps hold text.
        match absolute.to_str() {
            Some(_) => Ok(absolute),
            None => Err(Failure::usage(format!("{} is not UTF-8", path.display()))
                .hint("`sandyq restore` takes any path: `sandyq find --last-good` tells which snapshot")),
        }
    };
    // Whoever goes on may do so in another folder.
    let place = |place: &String| match place.parse::<Location>()? {
        Location::Local(path) => Ok::<_, Failure>(absolute(&path)?.to_string_lossy().into_owned()),
        Location::S3(_) => Ok(place.clone()),
    };
    // A length of time is one before now, also for whoever goes on tomorrow.
    let at = args.at.as_deref().map(|text| values::moment_or_usage(text).map(Timestamp::to_rfc3339));
    Ok(Plan {
        disaster: disaster(args)?,
        runbook: runbook_text(args)?,
        datasets: args.dataset.clone(),
        target: args.target.as_ref().map(absolute).transpose()?,
        at: at.transpose()?,
        path: args.path.as_ref().map(absolute).transpose()?,
        from: args.from.as_ref().map(place).transpose()?,
    })
}

fn disaster(args: &RecoverArgs) -> Result<Disaster> {
    args.disaster
        .ok_or_else(|| Failure::usage("what happened was not said").hint("say it with --disaster NAME"))
}

/// The text of the runbook that counts.
fn runbook_text(args: &RecoverArgs) -> Result<String> {
    let disaster = disaster(args)?;
    let Some(path) = &args.runbook else { return Ok(disaster.usual().to_owned()) };
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::usage(format!("cannot read the runbook {}: {error}", path.display())))?;
    let of = Runbook::parse(&text)
        .map_err(|error| Failure::usage(format!("{}: {error}", path.display())).hint(HINT))?
        .disaster;
    if of != disaster {
        let text = format!("{} is for {}, and not for {}", path.display(), of.name(), disaster.name());
        return Err(Failure::usage(text).hint("name the disaster that it is for"));
    }
    Ok(text)
}

const HINT: &str = "--print-runbook shows the usual one; docs/recovery.md tells what a step may be";

/// A recovery with all it stands upon.
struct Recovery<'a> {
    context: &'a Context,
    resolved: &'a Resolved<'a>,
    plan: Plan,
    runbook: Runbook,
    yes: bool,
}

impl Recovery<'_> {
    /// Looks whether all is said that is needed, before anything is begun.
    fn check(&self) -> Result<()> {
        let Self { plan, runbook, resolved, .. } = self;
        let mut named = runbook.steps.iter().flat_map(|step| &step.datasets).chain(&plan.datasets);
        if let Some(unknown) = named.find(|name| resolved.dataset(name).is_err()) {
            return Err(datasets::unknown(resolved, unknown));
        }
        if runbook.needs.contains(&Need::From) && plan.from.is_none() {
            return Err(no_second_region(resolved));
        }
        if runbook.needs.contains(&Need::Path) && plan.path.is_none() {
            return Err(Failure::usage("what was lost was not said")
                .hint("name the file or folder with --path, by the path that it had"));
        }
        if runbook.takes_target() && plan.target.is_none() {
            return Err(Failure::usage("it was not said where to restore to")
                .hint("name an empty folder with --target: nothing is restored over what is there"));
        }
        Ok(())
    }

    /// Whoever has to be asked has to be there.
    fn check_terminal(&self, done: &BTreeSet<usize>) -> Result<()> {
        let asks =
            |(index, step): (usize, &Step)| step.action == Action::Confirm && !done.contains(&(index + 1));
        if self.yes || io::stdin().is_terminal() || !self.runbook.steps.iter().enumerate().any(asks) {
            return Ok(());
        }
        Err(Failure::usage("some steps have to be confirmed by a person, and there is no terminal to ask on")
            .hint("run it on a terminal, or say with --yes that all is as it should be"))
    }

    /// Tells what would be done.
    fn tell(&self) -> Result<ExitCode> {
        let mut code = ExitCode::Ok;
        for (index, step) in self.runbook.steps.iter().enumerate() {
            self.say(index, step, State::Planned, None)?;
            if step.action == Action::Restore {
                code = code.and(self.restore_trial(step)?);
            }
        }
        Ok(code)
    }

    /// Does what is not done yet.
    fn go(&self, journal: &mut Journal) -> Result<ExitCode> {
        let started = Instant::now();
        let done = journal.done();
        for (index, step) in self.runbook.steps.iter().enumerate() {
            if done.contains(&(index + 1)) {
                self.say(index, step, State::Before, None)?;
                continue;
            }
            self.step(index, step, journal)?;
        }
        // What could not be read of the backup is missing, however good the rest is.
        let damaged = journal.codes().any(|code| code == ExitCode::WrongData as u8);
        let code = if damaged { ExitCode::WrongData } else { ExitCode::Ok };
        journal.write(Event::Finished { exit_code: code as u8 }, now())?;
        self.page_over(code);
        let seconds = started.elapsed().as_secs_f64();
        let (disaster, path) = (self.plan.disaster.name(), journal.path());
        if self.context.global.json {
            output::print(report::summary_json(disaster, path, code as u8, seconds))?;
        } else if !self.context.global.quiet {
            output::print(report::summary_text(path, code as u8, seconds))?;
        }
        Ok(code)
    }

    fn step(&self, index: usize, step: &Step, journal: &mut Journal) -> Result<()> {
        let number = index + 1;
        journal.write(Event::StepBegun { step: number, title: step.title.clone() }, now())?;
        self.say(index, step, State::Begun, None)?;
        let failure = match self.act(number, step, journal) {
            Ok(code) => {
                let exit_code = code as u8;
                journal.write(Event::StepDone { step: number, exit_code }, now())?;
                return self.say(index, step, State::Done, Some(exit_code));
            }
            Err(failure) => failure,
        };
        let exit_code = failure.code as u8;
        let error = failure.message.clone();
        journal.write(Event::StepFailed { step: number, exit_code, error }, now())?;
        self.say(index, step, State::Failed, Some(exit_code))?;
        let hint = match &failure.hint {
            Some(hint) => format!("{hint}; then `sandyq recover --resume` goes on with this step"),
            None => "`sandyq recover --resume` goes on with this step".to_owned(),
        };
        Err(Failure { hint: Some(hint), ..failure })
    }

    fn say(&self, index: usize, step: &Step, state: State, exit_code: Option<u8>) -> Result<()> {
        let of = self.runbook.steps.len();
        let told = Told { number: index + 1, of, step, state, exit_code };
        if self.context.global.json {
            return output::print(report::step_json(&told));
        }
        match report::step_text(&told) {
            Some(text) if !self.context.global.quiet => output::print(text),
            _ => Ok(()),
        }
    }

    /// The folder that a dataset is restored into.
    fn target(&self, step: &Step, dataset: &str) -> PathBuf {
        let below = step.target.as_ref().map(PathBuf::from).or_else(|| self.plan.target.clone());
        below.unwrap_or_default().join(dataset)
    }
}

/// There is no way round this yet, and nobody shall believe that there is.
fn no_second_region(resolved: &Resolved<'_>) -> Failure {
    let replicas = resolved.tables("replica").len();
    let text = if replicas == 0 {
        "no second region is configured: the profile has no [[replica]]"
    } else {
        "this version does not fill the [[replica]] of the profile, and so cannot know whether anything is there"
    };
    Failure::usage(text)
        .hint("name the repository that is left with --from, if a copy of it was made by other means")
}

/// Whether a path is a part of what lies at another.
fn holds(whole: &str, part: &Path) -> bool {
    part.starts_with(whole)
}
