//! The scheduler: lets one call happen at a time, as the seed says, and waits until nobody can do more without
//! another.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sandyq::codec::random::seeded;
use sandyq::storage::ErrorKind;
use tempfile::TempDir;

use super::actor::{Actor, Surroundings};
use super::chance::Chance;
use super::scene::{Scene, Trouble};
use super::server::{Lie, Server, told};
use super::store::{Operation, Waiting};
use super::threads::Threads;
use super::totals::Totals;
use super::trace::Trace;
use super::truth::{Truth, Wrong};
use super::world::EPOCH;

/// Calls after which a schedule is taken to have no end.
const LONGEST: u64 = 50_000;
/// Actors change their pace once in so many calls.
const PACE: usize = 12;
/// How often a process that seems to hang is looked at.
const PATIENCE: u32 = 250;
/// A late call arrives once in so many calls.
const LATE: usize = 6;

/// One schedule under way.
pub struct Simulation {
    pub chance: Chance,
    pub server: Server,
    pub actors: Vec<Actor>,
    pub around: Surroundings,
    pub trace: Trace,
    pub totals: Totals,
    threads: Threads,
    trouble: Trouble,
    _folder: TempDir,
}

/// What becomes of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Done,
    Fails,
    AnswerLost,
    Late,
    Twice,
    CrashBefore,
    CrashAfter,
}

/// A folder in memory where there is one: nothing here has to survive a power cut.
pub fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

impl Simulation {
    pub fn new(seed: u64, lie: Option<Lie>) -> Self {
        let mut chance = Chance::new(seed);
        let scene = Scene::new(&mut chance);
        let server = Server::new(lie);
        let folder = folder();
        let actors = scene.parts.into_iter().map(|part| Actor::new(part, folder.path())).collect();
        let around = Surroundings {
            exchange: Arc::default(),
            now: Arc::new(AtomicI64::new(EPOCH)),
            truth: Arc::new(Mutex::new(Truth::default())),
        };
        Self {
            chance,
            server,
            actors,
            around,
            trace: Trace::default(),
            totals: Totals { schedules: 1, ..Totals::default() },
            threads: Threads::new(),
            trouble: scene.trouble,
            _folder: folder,
        }
    }

    /// Runs until nobody has anything left to do.
    pub fn run(&mut self) -> Result<(), Wrong> {
        let result = self.go();
        if result.is_err() {
            // Nothing of it may go on beside the next schedule.
            (0..self.actors.len()).for_each(|actor| drop(self.crash(actor, None)));
        }
        result
    }

    fn go(&mut self) -> Result<(), Wrong> {
        while let Some(actor) = self.next_actor()? {
            self.tick();
            seeded::other_threads(self.chance.next());
            if self.server.late() > 0 && self.chance.one_in(LATE) {
                self.arrive();
            }
            match &self.actors[actor].process {
                Some(_) => self.call(actor)?,
                None if self.actors[actor].rounds_left > 0 => self.start(actor)?,
                None => {}
            }
            if let Some(reused) = self.server.reused.take() {
                return Err(reused);
            }
            if self.totals.calls > LONGEST {
                return Err(Wrong(format!("no end after {LONGEST} calls")));
            }
        }
        while self.server.late() > 0 {
            self.arrive();
        }
        Ok(())
    }

    /// Who goes on. Actors run at different paces, and some stand still for long.
    fn next_actor(&mut self) -> Result<Option<usize>, Wrong> {
        let ready: Vec<usize> =
            (0..self.actors.len()).filter(|actor| self.actors[*actor].can_go_on()).collect();
        if ready.is_empty() {
            let Some(actor) = self.actors.iter().position(|actor| actor.process.is_some()) else {
                return Ok(None);
            };
            return self.hang(actor).map(Some);
        }
        if self.chance.one_in(PACE) {
            let actor = self.chance.below(self.actors.len());
            self.actors[actor].weight = self.chance.pick(&[0, 0, 1, 4, 20]);
        }
        let total: usize = ready.iter().map(|actor| self.actors[*actor].weight).sum();
        if total == 0 {
            return Ok(Some(self.chance.pick(&ready)));
        }
        let mut at = self.chance.below(total);
        for actor in ready {
            let weight = self.actors[actor].weight;
            if at < weight {
                return Ok(Some(actor));
            }
            at -= weight;
        }
        unreachable!("a number below the sum of all weights lies in one of them")
    }

    /// A process that sleeps without a call. It has some seconds to show that it does go on.
    fn hang(&mut self, actor: usize) -> Result<usize, Wrong> {
        for _ in 0..PATIENCE {
            std::thread::sleep(Duration::from_millis(20));
            self.settle(actor)?;
            match &self.actors[actor].process {
                Some(process) if process.waiting.is_empty() => {}
                _ => return Ok(actor),
            }
        }
        Err(Wrong(format!("{} neither ends nor calls the store", self.actors[actor].part.name)))
    }

    fn tick(&mut self) {
        let mut seconds = self.chance.below(20) as i64;
        if self.chance.one_in(self.trouble.jump) {
            seconds = self.chance.below(20 * 3600) as i64 - 8 * 3600;
        }
        let now = self.around.now.fetch_add(seconds, Ordering::SeqCst) + seconds;
        self.server.set_time(now);
    }

    fn arrive(&mut self) {
        let index = self.chance.below(self.server.late());
        let (operation, answered) = self.server.arrive(index);
        let what = format!("{} {} -> {}", operation.verb(), operation.key(), told(&answered));
        self.trace.note("(late)", &what);
    }

    fn start(&mut self, actor: usize) -> Result<(), Wrong> {
        let seed = self.chance.next();
        self.totals.processes += 1;
        self.note(actor, "starts");
        self.actors[actor].start(actor, &self.around, seed);
        self.settle(actor)
    }

    fn note(&mut self, actor: usize, what: &str) {
        self.trace.note(&self.actors[actor].part.name, what);
    }

    /// Waits until a process has done all it can, and takes in what it asks for.
    fn settle(&mut self, actor: usize) -> Result<(), Wrong> {
        let exchange = self.around.exchange.clone();
        exchange.wait(Duration::from_micros(300));
        self.threads.settle(actor, &mut |attempt| {
            if attempt < 4 {
                std::thread::yield_now();
            } else {
                std::thread::sleep(Duration::from_micros(20 * u64::from(attempt.min(20))));
            }
        });
        self.take_in();
        let Some(process) = &mut self.actors[actor].process else { return Ok(()) };
        // Which came first is not for sure, and names of segments are chance.
        process.waiting.sort_by_cached_key(|waiting| {
            let operation = &waiting.operation;
            (operation.verb(), self.trace.readable(operation.key()), operation.place())
        });
        let (abandoned, waiting) =
            std::mem::take(&mut process.waiting).into_iter().partition::<Vec<_>, _>(Waiting::is_abandoned);
        process.waiting = waiting;
        abandoned.into_iter().for_each(|waiting| self.leave(actor, waiting.operation));
        match self.actors[actor].ended() {
            Some(ended) => {
                let words = ended?;
                self.note(actor, &format!("ends: {words}"));
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// What was asked for belongs to whoever asked; what a process that is gone asked for is nobody's.
    fn take_in(&mut self) {
        for waiting in self.around.exchange.take() {
            if let Some(process) = &mut self.actors[waiting.actor].process {
                process.waiting.push(waiting);
            }
        }
    }

    /// Nobody waits for a call any more. It may have been on its way.
    fn leave(&mut self, actor: usize, operation: Operation) {
        if operation.changes_the_store() && self.chance.one_in(2) {
            self.server.delay(actor, operation);
        }
    }

    fn fate(&mut self, operation: &Operation) -> Fate {
        let Trouble { fails, answer_lost, late, twice, crash, .. } = self.trouble;
        let changes = operation.changes_the_store();
        if self.chance.one_in(crash) {
            if self.chance.one_in(2) { Fate::CrashBefore } else { Fate::CrashAfter }
        } else if self.chance.one_in(fails) {
            Fate::Fails
        } else if self.chance.one_in(answer_lost) {
            Fate::AnswerLost
        } else if changes && self.chance.one_in(late) {
            Fate::Late
        } else if changes && self.chance.one_in(twice) {
            Fate::Twice
        } else {
            Fate::Done
        }
    }

    /// One call of a process happens, or goes wrong.
    fn call(&mut self, actor: usize) -> Result<(), Wrong> {
        self.totals.calls += 1;
        let Some(process) = &mut self.actors[actor].process else { return Ok(()) };
        let waiting = process.waiting.remove(self.chance.below(process.waiting.len()));
        let operation = waiting.operation.clone();
        let fate = self.fate(&operation);
        self.totals.faults += u64::from(fate != Fate::Done);
        let answered = match fate {
            Fate::Fails | Fate::Late | Fate::CrashBefore => {
                let kind = self.chance.pick(&[ErrorKind::Transient, ErrorKind::Transient, ErrorKind::Other]);
                Err(operation.failed(if fate == Fate::Late { ErrorKind::Transient } else { kind }))
            }
            Fate::Done | Fate::AnswerLost | Fate::Twice | Fate::CrashAfter => {
                self.server.perform(actor, &operation)
            }
        };
        let outcome = if fate == Fate::Done { String::new() } else { format!(" ({fate:?})") };
        let what = format!("{} {} -> {}{outcome}", operation.verb(), operation.key(), told(&answered));
        self.note(actor, &what);
        match fate {
            Fate::CrashBefore | Fate::CrashAfter => {
                return self.crash(actor, Some(waiting));
            }
            Fate::Late | Fate::Twice => self.server.delay(actor, operation.clone()),
            Fate::Done | Fate::Fails | Fate::AnswerLost => {}
        }
        if let (Fate::Fails | Fate::AnswerLost | Fate::Late, Some(process)) =
            (fate, &self.actors[actor].process)
        {
            process.trouble();
        }
        waiting.answer(match fate {
            Fate::AnswerLost => Err(operation.failed(ErrorKind::Transient)),
            _ => answered,
        });
        self.settle(actor)
    }

    /// A process is gone from one moment to the next.
    fn crash(&mut self, actor: usize, at: Option<Waiting>) -> Result<(), Wrong> {
        if self.actors[actor].process.is_none() {
            return Ok(());
        }
        self.totals.crashes += 1;
        let under_way = self.actors[actor].kill();
        // Only now do its threads learn that no answer comes.
        drop(at);
        under_way.into_iter().for_each(|waiting| self.leave(actor, waiting.operation));
        for _ in 0..PATIENCE {
            self.threads.settle(actor, &mut |_| std::thread::sleep(Duration::from_micros(100)));
            let Some(ended) = self.actors[actor].ended() else {
                // Some threads look only now and then whether they are to stop.
                std::thread::sleep(Duration::from_millis(20));
                continue;
            };
            self.take_in();
            self.actors[actor].bury();
            return ended
                .map(drop)
                .or_else(|wrong| if wrong.0.contains("panicked") { Err(wrong) } else { Ok(()) });
        }
        Err(Wrong(format!("{} does not end, though every call fails", self.actors[actor].part.name)))
    }

    pub fn truth(&self) -> std::sync::MutexGuard<'_, Truth> {
        self.around.truth.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
