//! Knows when a process of the simulation can do nothing more by itself, because every thread of it sleeps.
//!
//! Only one process is awake at a time, so a thread that was not there before belongs to it. What a thread does is
//! asked of the kernel: the code under test runs as it is, with whatever threads it starts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::time::{Duration, Instant};

const TASKS: &str = "/proc/self/task";
/// The system calls in which a thread waits for another.
#[cfg(target_arch = "x86_64")]
const WAITING: [libc::c_long; 3] = [libc::SYS_futex, libc::SYS_epoll_wait, libc::SYS_epoll_pwait];
#[cfg(not(target_arch = "x86_64"))]
const WAITING: [libc::c_long; 2] = [libc::SYS_futex, libc::SYS_epoll_pwait];
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
    syscall: File,
    state: File,
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

    /// Whether there was a moment in which all of them slept: each waits before it, has not run again after it, and
    /// nobody has woken it, and none was unknown at it. That a thread has not run is told by how often it has: how
    /// long it has is not counted while others take the processor from the whole machine.
    fn is_settled(&mut self, process: usize) -> bool {
        let of_process = || self.threads.values().filter(|thread| thread.process == Some(process));
        let before: Option<Vec<(Runs, bool)>> =
            of_process().map(|thread| Some((thread.runs()?, thread.waits()?))).collect();
        if before.as_ref().is_some_and(|before| before.iter().any(|(_, waits)| !waits)) {
            return false;
        }
        let Some(before) = before.filter(|_| self.threads.keys().copied().eq(listed())) else {
            self.list(Some(process));
            return false;
        };
        of_process().zip(before).all(|(thread, (before, _))| {
            thread.is_left_alone().unwrap_or(false) && thread.runs() == Some(before)
        })
    }

    /// Drops the threads that are gone; those that have come belong to `process`. That one is gone is asked of itself:
    /// a list that is read while a thread ends can break off there, so it lacks threads that are very much alive.
    fn list(&mut self, process: Option<usize>) {
        self.threads.retain(|_, thread| thread.runs().is_some());
        for thread in listed() {
            let open = |what| File::open(format!("{TASKS}/{thread}/{what}")).ok();
            if !self.threads.contains_key(&thread)
                && let (Some(syscall), Some(state), Some(schedule)) =
                    (open("syscall"), open("stat"), open("schedstat"))
            {
                self.threads.insert(thread, Thread { process, syscall, state, schedule });
            }
        }
    }
}

/// The threads there are, in order.
fn listed() -> BTreeSet<u32> {
    let entries = fs::read_dir(TASKS).expect("the kernel lists the threads of a process");
    entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect()
}

impl Thread {
    fn runs(&self) -> Option<Runs> {
        let mut runs = [0; 64];
        let read = self.schedule.read_at(&mut runs, 0).ok()?;
        (read > 0).then_some(runs)
    }

    /// Whether it waits for another thread, and nobody has woken it. The kernel tells the call that a thread sleeps in
    /// only once it has left its processor, but also while it is being woken for another processor; the state says
    /// "asleep" a little too early, when it may still change its mind, but no longer once somebody wakes it.
    fn is_asleep(&self) -> bool {
        self.waits().unwrap_or(false) && self.is_left_alone().unwrap_or(false)
    }

    fn waits(&self) -> Option<bool> {
        let mut syscall = [0; 256];
        let read = self.syscall.read_at(&mut syscall, 0).ok()?;
        let number = syscall[..read].split(|byte| *byte == b' ').next()?;
        Some(WAITING.iter().any(|waiting| number == waiting.to_string().as_bytes()))
    }

    fn is_left_alone(&self) -> Option<bool> {
        let mut state = [0; 512];
        let read = self.state.read_at(&mut state, 0).ok()?;
        // A number, a name in parentheses that may hold anything, and one letter.
        let after_name = state[..read].rsplit(|byte| *byte == b')').next()?;
        Some(after_name.starts_with(b" S"))
    }
}
