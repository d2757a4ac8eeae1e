//! Knows when a process of the simulation can do nothing more by itself, because every thread of it sleeps.
//!
//! Only one process is awake at a time, so a thread that was not there before belongs to it. What a thread does is
//! asked of the kernel: the code under test runs as it is, with whatever threads it starts.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::time::{Duration, Instant};

const TASKS: &str = "/proc/self/task";
/// Far beyond what any process takes between two calls: only what never sleeps meets it.
const LIMIT: Duration = Duration::from_secs(60);

/// The threads of this program.
#[derive(Debug)]
pub struct Threads {
    threads: BTreeMap<u32, Thread>,
}

#[derive(Debug)]
struct Thread {
    /// `None`: it is not part of the simulation.
    process: Option<usize>,
    stat: File,
    schedule: File,
}

/// How long a thread has run and how often, in the kernel's words.
type Runs = [u8; 64];

impl Threads {
    /// The threads there are now take no part.
    pub fn new() -> Self {
        let mut threads = Self { threads: BTreeMap::new() };
        // One that is about to end would make room for another that nobody notices.
        while threads.threads.values().filter(|thread| !thread.is_asleep()).count() != 1 {
            std::thread::sleep(Duration::from_micros(50));
            threads.list(None);
        }
        let counts = threads.threads.values().any(|thread| thread.runs().is_some_and(|runs| runs[0] != b'0'));
        assert!(counts, "this kernel does not count how often a thread runs");
        threads
    }

    /// Waits until every thread of `process` sleeps. `wait` is called in between, to let them.
    pub fn settle(&mut self, process: usize, wait: &mut dyn FnMut(u32)) {
        let begun = Instant::now();
        for attempt in 0.. {
            if self.is_settled(process) {
                return;
            }
            assert!(begun.elapsed() < LIMIT, "a process runs for {LIMIT:?} without a call");
            wait(attempt);
        }
    }

    /// Whether there was a moment in which all of them slept: then each is asleep now, has not run since before that
    /// moment, and none was unknown at it.
    fn is_settled(&mut self, process: usize) -> bool {
        let of_process = || self.threads.values().filter(|thread| thread.process == Some(process));
        let before: Option<Vec<Runs>> = of_process().map(Thread::runs).collect();
        if let Some(before) = before.filter(|_| count() == self.threads.len() as u64) {
            return of_process().zip(before).all(|(thread, before)| {
                thread.is_asleep() && thread.runs().is_some_and(|runs| runs == before)
            });
        }
        self.list(Some(process));
        false
    }

    /// Drops the threads that are gone; those that have come belong to `process`.
    fn list(&mut self, process: Option<usize>) {
        let entries = fs::read_dir(TASKS).expect("the kernel lists the threads of a process");
        let listed: Vec<u32> =
            entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect();
        self.threads.retain(|thread, _| listed.contains(thread));
        for thread in listed {
            let open = |what| File::open(format!("{TASKS}/{thread}/{what}")).ok();
            if !self.threads.contains_key(&thread)
                && let (Some(stat), Some(schedule)) = (open("stat"), open("schedstat"))
            {
                self.threads.insert(thread, Thread { process, stat, schedule });
            }
        }
    }
}

/// How many threads there are: each is a link to their folder, which has two of its own.
fn count() -> u64 {
    fs::metadata(TASKS).map_or(0, |folder| folder.nlink() - 2)
}

impl Thread {
    fn runs(&self) -> Option<Runs> {
        let mut runs = [0; 64];
        let read = self.schedule.read_at(&mut runs, 0).ok()?;
        (read > 0).then_some(runs)
    }

    fn is_asleep(&self) -> bool {
        let mut stat = [0; 128];
        let Ok(read) = self.stat.read_at(&mut stat, 0) else { return false };
        // After the name, which ends with the last parenthesis.
        let state = stat[..read].iter().rposition(|byte| *byte == b')').and_then(|end| stat.get(end + 2));
        state == Some(&b'S')
    }
}
