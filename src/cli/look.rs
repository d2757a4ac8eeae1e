//! Looks at what a profile asks for and at what was done: every repository that its datasets lie in, once.

use std::time::Duration;

use chrono::{Local, NaiveDate};

use super::attempts::Attempts;
use super::context::Context;
use super::exit_code::ExitCode;
use super::failure::{Failure, Result};
use crate::model::snapshot::SnapshotKind;
use crate::model::time::{Clock, SystemClock, Timestamp};
use crate::operations::past::{self, Past, Source, Taken};
use crate::policy::drill::Plan;
use crate::policy::due::{self, Facts, newest};
use crate::policy::profile::{Resolved, Settings};
use crate::policy::task::{Home, Task};

/// A look is not worth more patience than this: who is asked each minute has to know soon that nobody answers.
const PATIENCE: Duration = Duration::from_secs(20);

/// A dataset of the profile.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// How its snapshots are known.
    pub source: Source,
    /// What holds for it.
    pub settings: Settings,
}

/// A repository with the datasets that lie in it.
#[derive(Debug)]
pub struct Place {
    /// A run that uses it.
    pub context: Context,
    /// Where it is.
    pub location: String,
    /// Whether it is the one that the profile names for everything.
    pub is_main: bool,
    /// What lies in it.
    pub datasets: Vec<Dataset>,
    /// What was done there, or why that cannot be found out.
    pub past: Result<Past>,
}

impl Place {
    /// The datasets with their snapshots.
    pub fn taken(&self) -> impl Iterator<Item = (&Dataset, &[Taken])> {
        let taken = self.past.as_ref().map(|past| past.taken.as_slice()).unwrap_or_default();
        self.datasets.iter().zip(taken.iter().map(Vec::as_slice))
    }
}

/// Looks at all repositories of a profile. One that does not answer does not keep the others from being looked at.
pub fn look(context: &Context, resolved: &Resolved<'_>) -> Result<Vec<Place>> {
    if context.global.repo_of.is_some() {
        return Err(Failure::usage("this looks at every repository of the profile, and --repo-of names one")
            .hint("name the datasets that it shall look at with --dataset"));
    }
    let mut places = Vec::new();
    if context.global.repo.is_some() || context.location().is_ok() {
        places.push(unseen(context.hurried(PATIENCE), true)?);
    }
    for (name, table) in resolved.datasets() {
        let own = context.of_dataset(resolved, table).hurried(PATIENCE);
        let dataset = Dataset { source: source(name, &own.settings), settings: own.settings.clone() };
        let place = unseen(own, false)?;
        match places.iter_mut().find(|known: &&mut Place| known.is_same(&place)) {
            Some(known) => known.datasets.push(dataset),
            None => places.push(Place { datasets: vec![dataset], ..place }),
        }
    }
    for place in &mut places {
        let sources: Vec<_> = place.datasets.iter().map(|dataset| dataset.source.clone()).collect();
        let repository = place.context.repository();
        place.past = repository.and_then(|(repository, _)| {
            place.context.block_on(past::past(&repository, &sources, &SystemClock))
        });
    }
    Ok(places)
}

/// The worst of what kept a repository from being looked at; a signal ends the run.
pub fn code_of(places: &[Place]) -> Result<ExitCode> {
    let failures = places.iter().filter_map(|place| place.past.as_ref().err());
    failures.map(|failure| failure.code).try_fold(ExitCode::Ok, |code, one| match one {
        ExitCode::Interrupted => Err(Failure::interrupted()),
        one => Ok(code.and(one)),
    })
}

impl Place {
    fn is_same(&self, other: &Self) -> bool {
        let secret = |place: &Self| {
            let global = &place.context.global;
            (global.key_file.clone(), global.password_file.clone(), global.password_command.clone())
        };
        self.location == other.location && secret(self) == secret(other)
    }
}

fn unseen(context: Context, is_main: bool) -> Result<Place> {
    let location = context.location()?.to_string();
    let past = Err(Failure::interrupted());
    Ok(Place { context, location, is_main, datasets: Vec::new(), past })
}

/// How the snapshots of a dataset are known.
pub fn source(name: &str, settings: &Settings) -> Source {
    let paths = match settings.texts("dataset.paths") {
        Some(paths) => paths.iter().map(Into::into).collect(),
        None => vec![format!("/{}", settings.text("dataset.stdin_filename").unwrap_or("stdin")).into()],
    };
    let host = settings.text("backup.host").map_or_else(super::commands::backup::host_name, str::to_owned);
    Source { dataset: name.to_owned(), host, paths }
}

/// Facts for the scheduler, from what was seen and from what this host remembers.
pub fn facts(places: &[Place], wanted: &[due::Wanted], attempts: &Attempts, now: Timestamp) -> Facts {
    let mut facts = Facts::default();
    for wanted in wanted {
        let Some(place) = place_of(places, &wanted.task) else { continue };
        let Ok(past) = &place.past else { continue };
        let mut known = of_task(places, (place, past), &wanted.task, now);
        known.role = Some(past.role);
        if let Some(attempt) = attempts.last(&wanted.task) {
            let here = |seconds: i64| Timestamp { seconds, nanos: 0 };
            known.good = newest(known.good.into_iter().chain(attempt.good.map(here)), now);
            known.tried = Some(here(attempt.began));
            known.failures = attempt.failures;
        }
        facts.past.insert(wanted.task.clone(), known);
        if let Some(home) = wanted.task.home() {
            facts.repositories.entry(home.clone()).or_insert_with(|| state(place, past));
        }
    }
    facts
}

fn state(place: &Place, past: &Past) -> due::State {
    let is_suspect = |(_, taken): &(&Dataset, &[Taken])| taken.iter().any(|one| one.suspect.is_some());
    due::State {
        skew: past.skew,
        damaged: past.is_damaged,
        suspect: place.taken().find(is_suspect).map(|(dataset, _)| dataset.source.dataset.clone()),
        datasets: place.datasets.iter().map(|dataset| dataset.source.dataset.clone()).collect(),
    }
}

/// The repository that a task is about. What is recorded of a drill lies in that of the top, or else in the first.
fn place_of<'a>(places: &'a [Place], task: &Task) -> Option<&'a Place> {
    let main = || places.iter().find(|place| place.is_main);
    let of = |name: &str| {
        places.iter().find(|place| place.datasets.iter().any(|dataset| dataset.source.dataset == name))
    };
    match (task, task.home()) {
        (_, Some(Home::Main)) => main(),
        // Where options or the environment put everything into one, that is seen to as the main one already.
        (_, Some(Home::Of(name))) => of(name).filter(|place| !place.is_main),
        (Task::Drill(_), None) => main().or(places.first()),
        (_, None) => of(task.dataset()?),
    }
}

/// Whether enough was seen to decide about a task.
pub fn is_seen(places: &[Place], task: &Task) -> bool {
    let answers = |place: &Place| place.past.is_ok();
    let takes_part = |place: &Place, plan: Plan| {
        answers(place) && place.datasets.iter().any(|dataset| plan.is_promised(&dataset.settings))
    };
    place_of(places, task).is_some_and(answers)
        && match task {
            Task::Drill(plan) => places.iter().any(|place| takes_part(place, *plan)),
            _ => true,
        }
}

fn of_task(places: &[Place], (place, past): (&Place, &Past), task: &Task, now: Timestamp) -> due::Past {
    let kind = match task {
        Task::Full(_) => SnapshotKind::Full,
        Task::Incremental(_) => SnapshotKind::Incremental,
        Task::Verify(..) => return of_verification(past, now),
        Task::Prune(_) => {
            return due::Past { good: newest(past.pruned.iter().copied(), now), ..due::Past::default() };
        }
        Task::Drill(plan) => return of_drill(places, *plan, now),
    };
    let own = |(dataset, _): &(&Dataset, &[Taken])| Some(dataset.source.dataset.as_str()) == task.dataset();
    let taken = place.taken().find(own).map_or(&[][..], |(_, taken)| taken);
    let good: Vec<_> = taken.iter().filter(|one| one.kind == kind && !one.damaged).collect();
    due::Past {
        good: newest(good.iter().map(|one| one.began), now),
        took: good.last().map(|one| one.took),
        ..due::Past::default()
    }
}

fn of_verification(past: &Past, now: Timestamp) -> due::Past {
    let read: Vec<_> = past.verified.iter().filter(|one| one.said.read_data).collect();
    let took = |one: &past::Verified| Duration::from_millis(one.said.milliseconds.unwrap_or_default());
    due::Past {
        good: newest(read.iter().map(|one| one.at.before(took(one))), now),
        took: read.last().map(|one| took(one)),
        ..due::Past::default()
    }
}

/// Since when the dataset has waited that was tried longest ago: each of those that take part counts. A drill that could
/// not be held is none. The first of a repository is due an interval after that was made: nobody who has just begun
/// expects everything to be restored at once.
fn of_drill(places: &[Place], plan: Plan, now: Timestamp) -> due::Past {
    let drills = drills(places);
    let held = |dataset: &Dataset| {
        let with =
            drills.iter().filter(|drill| drill.plan == Some(plan) && drill.is_held_with(&dataset.source));
        with.map(|drill| drill.at).collect::<Vec<_>>()
    };
    let last = places.iter().filter_map(|place| Some((place, place.past.as_ref().ok()?))).flat_map(
        |(place, past)| {
            let taking_part = place.datasets.iter().filter(|dataset| plan.is_promised(&dataset.settings));
            taking_part.map(|dataset| newest(held(dataset).into_iter().chain([past.created]), now))
        },
    );
    due::Past { good: last.min().flatten(), ..due::Past::default() }
}

/// All drills of a profile, oldest first. They are recorded in one of its repositories, and tell of datasets in others.
pub fn drills(places: &[Place]) -> Vec<&past::Drill> {
    let seen = places.iter().filter_map(|place| place.past.as_ref().ok());
    let mut drills: Vec<_> = seen.flat_map(|past| &past.drilled).collect();
    drills.sort_by_key(|drill| drill.at);
    drills
}

/// The present moment by this host's clock.
pub fn now() -> Timestamp {
    SystemClock.now()
}

/// The present day where this host is.
pub fn today() -> NaiveDate {
    now().to_datetime().with_timezone(&Local).date_naive()
}
