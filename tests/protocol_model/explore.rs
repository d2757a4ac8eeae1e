//! The model as stateright sees it. Every step is one storage call; an actor that is never scheduled again
//! has crashed, so crashes need no step of their own. Fencing may happen at any moment: time is not modelled
//! because nothing may depend on it.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use stateright::{Checker, HasDiscoveries, Model, Property};

use crate::model::janitor::{self, Deletion, Duplicate};
use crate::model::maintainer::{self, Maintainer};
use crate::model::properties;
use crate::model::reader::{self, Reader};
use crate::model::rules::Scope;
use crate::model::scopes::long;
use crate::model::state::{ORIGINALS, Root, SESSIONS, Session, World, bit};
use crate::model::writer::{self, Run, Writer};

#[derive(Clone, Debug)]
pub struct Protocol {
    pub scope: Scope,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Writer(usize, writer::Step),
    Maintainer(usize, maintainer::Step),
    Reader(usize, reader::Step),
    Delete(Deletion),
    Deliver(Duplicate),
    /// Somebody takes an open session for dead.
    Fence(usize),
    /// The newest root reaches the second member by nobody's doing in particular.
    Replicate,
}

impl Model for Protocol {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        let scope = &self.scope;
        let there = |chunks: &[u8; ORIGINALS]| {
            (0..ORIGINALS).filter(|i| chunks[*i] != 0).fold(0, |set, i| set | bit(i))
        };
        let (packs, snapshots) = (there(&scope.original_packs), there(&scope.original_snapshots));
        let root = Root { index: packs, catalogue: snapshots, ..Root::default() };
        let run = scope.cached_runs.then_some(Run { packs, applied: 0 });
        assert!(
            scope.writers.len() * scope.attempts + usize::from(scope.repack) * scope.maintainers <= SESSIONS
        );
        vec![World {
            root,
            second_member: scope.second_member_from.map(|_| root),
            sessions: [Session::default(); SESSIONS],
            packs,
            segments: 0,
            swept: 0,
            late_puts: 0,
            early_fences: 0,
            unindexed: false,
            writers: vec![Writer { run, ..Writer::default() }; scope.writers.len()],
            maintainers: vec![Maintainer::default(); scope.maintainers + scope.absorbers],
            readers: vec![Reader::default(); scope.readers.len()],
        }]
    }

    fn actions(&self, world: &World, out: &mut Vec<Action>) {
        let scope = &self.scope;
        for i in 0..world.writers.len() {
            out.extend(writer::steps(scope, world, i).into_iter().map(|s| Action::Writer(i, s)));
        }
        for i in 0..world.maintainers.len() {
            out.extend(maintainer::steps(scope, world, i).into_iter().map(|s| Action::Maintainer(i, s)));
        }
        for i in 0..world.readers.len() {
            out.extend(reader::steps(scope, world, i).into_iter().map(|s| Action::Reader(i, s)));
        }
        out.extend(janitor::deletions(scope, world).into_iter().map(Action::Delete));
        out.extend(janitor::duplicates(scope, world).into_iter().map(Action::Deliver));
        if world.early_fences < scope.early_fences {
            let open = |sid: &usize| world.sessions[*sid].open && !world.sessions[*sid].ended();
            out.extend((0..SESSIONS).filter(open).map(Action::Fence));
        }
        let behind = world.second_member.is_some_and(|r| r.number < world.root.number);
        if behind && !scope.rules.root_at_every_member {
            out.push(Action::Replicate);
        }
    }

    fn next_state(&self, world: &World, action: Action) -> Option<World> {
        let mut next = world.clone();
        match action {
            Action::Writer(i, step) => writer::step(&self.scope, &mut next, i, step)?,
            Action::Maintainer(i, step) => maintainer::step(&self.scope, &mut next, i, step)?,
            Action::Reader(i, step) => reader::step(&self.scope, &mut next, i, step)?,
            Action::Delete(deletion) => janitor::delete(&mut next, deletion),
            Action::Deliver(duplicate) => janitor::deliver(&mut next, duplicate),
            Action::Fence(sid) => {
                next.early_fences += 1;
                next.sessions[sid].put_fence();
            }
            Action::Replicate => next.second_member = Some(next.root),
        }
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Protocol>> {
        properties::all(&self.scope)
    }

    fn within_boundary(&self, world: &World) -> bool {
        world.root.number <= self.scope.last_root
    }
}

/// A long exploration uses both processors and the memory alone; short ones run beside each other.
static ALONE: Mutex<()> = Mutex::new(());

fn run(scope: Scope, finish: HasDiscoveries) -> impl Checker<Protocol> {
    let _alone = long().then(|| ALONE.lock().unwrap_or_else(PoisonError::into_inner));
    let threads = if long() { 2 } else { 1 };
    Protocol { scope }.checker().threads(threads).finish_when(finish).spawn_bfs().join()
}

/// Explores everything and fails if a safety property breaks or something meant to happen never does.
#[track_caller]
pub fn holds(name: &str, scope: Scope) {
    let checker = run(scope, HasDiscoveries::AllOf(BTreeSet::from(["nothing ends it early"])));
    println!("holds {name}: {} states, depth {}", checker.unique_state_count(), checker.max_depth());
    for property in checker.model().properties() {
        let found = checker.discovery(property.name);
        if property.expectation.discovery_is_failure() {
            if let Some(path) = found {
                panic!("{name}: broken: {}\n{}", property.name, steps_of(&path.into_actions()));
            }
        } else {
            assert!(found.is_some(), "{name}: never happens: {}", property.name);
        }
    }
}

/// Explores until a safety property breaks, as it must with a rule removed.
#[track_caller]
pub fn caught(name: &str, mut scope: Scope) {
    scope.reach = false;
    let checker = run(scope, HasDiscoveries::AnyFailures);
    let Some((property, path)) = checker.discoveries().into_iter().next() else {
        panic!("without {name}: nothing broke in {} states", checker.unique_state_count());
    };
    let (states, actions) = (checker.unique_state_count(), path.into_actions());
    println!("without {name}: broken after {} steps, {states} states: {property}", actions.len());
    if std::env::var_os("SANDYQ_MODEL_STEPS").is_some() {
        println!("{}", steps_of(&actions));
    }
}

fn steps_of(actions: &[Action]) -> String {
    actions.iter().map(|a| format!("  {a:?}\n")).collect()
}
