//! An actor runs one process after the other; a process is a thread that runs the real code.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use crate::house::copy_folder;

use super::duties::{Ended, Job};
use super::scene::Part;
use super::store::{Exchange, Port, Waiting};
use super::truth::{Truth, Wrong};
use super::world::Hours;

#[derive(Debug)]
pub struct Actor {
    pub part: Part,
    pub folder: PathBuf,
    pub process: Option<Process>,
    pub rounds_left: usize,
    /// How likely it goes on, against the others; 0 while it is stopped.
    pub weight: usize,
}

#[derive(Debug)]
pub struct Process {
    thread: JoinHandle<Ended>,
    dead: Arc<AtomicBool>,
    troubled: Arc<AtomicBool>,
    /// Its calls under way.
    pub waiting: Vec<Waiting>,
}

/// What processes are given by the simulation.
pub struct Surroundings {
    pub exchange: Arc<Exchange>,
    pub now: Arc<std::sync::atomic::AtomicI64>,
    pub truth: Arc<Mutex<Truth>>,
}

impl Actor {
    pub fn new(part: Part, within: &Path) -> Self {
        let folder = within.join(&part.name);
        fs::create_dir(&folder).unwrap();
        fs::create_dir(folder.join("cache")).unwrap();
        Self { rounds_left: part.rounds, part, folder, process: None, weight: 1 }
    }

    /// Whether anything is left to do.
    pub fn can_go_on(&self) -> bool {
        match &self.process {
            Some(process) => !process.waiting.is_empty(),
            None => self.rounds_left > 0,
        }
    }

    pub fn job(&self, around: &Surroundings, seed: u64, storage: Arc<dyn sandyq::storage::Storage>) -> Job {
        Job {
            duty: self.part.duty,
            host: self.part.name.clone(),
            key: self.part.key,
            folder: self.folder.clone(),
            storage,
            clock: Hours { now: around.now.clone(), skew: self.part.skew },
            seed,
            troubled: Arc::default(),
            truth: around.truth.clone(),
        }
    }

    /// Begins the next process.
    pub fn start(&mut self, number: usize, around: &Surroundings, seed: u64) {
        self.rounds_left -= 1;
        let dead = Arc::new(AtomicBool::new(false));
        let exchange = around.exchange.clone();
        let port = Port::new(number, exchange.clone(), dead.clone(), self.part.patient, self.part.page);
        let job = self.job(around, seed, Arc::new(port));
        let troubled = job.troubled.clone();
        let thread = thread::spawn(move || {
            let ended = job.run();
            exchange.end();
            ended
        });
        self.process = Some(Process { thread, dead, troubled, waiting: Vec::new() });
    }

    /// How its process ended, if it did.
    pub fn ended(&mut self) -> Option<Ended> {
        let finished = self.process.as_ref()?.thread.is_finished();
        let process = self.process.take_if(|_| finished)?;
        Some(match process.thread.join() {
            Ok(ended) => ended,
            Err(panic) => {
                let text = panic.downcast_ref::<String>().map(String::as_str);
                let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no words");
                Err(Wrong(format!("{} panicked: {text}", self.part.name)))
            }
        })
    }

    /// The process is no more. What it wrote on its host until now stays: what it writes from now on is not kept. Gives
    /// the calls it had under way, whose answers it waits for until they are dropped.
    pub fn kill(&mut self) -> Vec<Waiting> {
        let Some(process) = &mut self.process else { return Vec::new() };
        process.dead.store(true, Ordering::SeqCst);
        copy_folder(&self.folder.join("cache"), &self.folder.join("kept"));
        std::mem::take(&mut process.waiting)
    }

    /// After a crash, once its threads have run out: the host as it was.
    pub fn bury(&mut self) {
        fs::remove_dir_all(self.folder.join("cache")).unwrap();
        fs::rename(self.folder.join("kept"), self.folder.join("cache")).unwrap();
    }
}

impl Process {
    /// The store fails it: its operation may fail too.
    pub fn trouble(&self) {
        self.troubled.store(true, Ordering::SeqCst);
    }
}
