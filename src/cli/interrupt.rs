//! The signals that stop a run. The first SIGINT or SIGTERM asks whatever runs to stop where nothing is lost, the second
//! ends the process at once. SIGUSR1 asks for a line of progress.

use std::collections::BTreeMap;
use std::fmt;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use signal_hook::consts::{SIGINT, SIGTERM, SIGUSR1};
use signal_hook::iterator::Signals;
use tokio::sync::Notify;

use super::exit_code::ExitCode;

type Stop = Box<dyn Fn() + Send>;

/// Hears the signals from the start of a run to its end.
#[derive(Clone)]
pub struct Interrupt {
    shared: Arc<Shared>,
}

struct Shared {
    stopped: AtomicBool,
    asked: AtomicBool,
    /// How to stop what runs just now: several things where several threads work.
    stops: Mutex<BTreeMap<u64, Stop>>,
}

impl fmt::Debug for Interrupt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Interrupt").field("stopped", &self.is_stopped()).finish_non_exhaustive()
    }
}

impl Interrupt {
    /// Begins to listen. Should the system refuse, signals end the process as they always do.
    pub fn listen() -> Self {
        let shared = Arc::new(Shared {
            stopped: AtomicBool::new(false),
            asked: AtomicBool::new(false),
            stops: Mutex::default(),
        });
        if let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGUSR1]) {
            let shared = Arc::clone(&shared);
            thread::spawn(move || signals.forever().for_each(|signal| shared.hear(signal)));
        }
        Self { shared }
    }

    /// Whether the user wants the run to stop.
    pub fn is_stopped(&self) -> bool {
        self.shared.stopped.load(Ordering::Relaxed)
    }

    /// Whether a line of progress was asked for since the last call.
    pub fn was_asked(&self) -> bool {
        self.shared.asked.swap(false, Ordering::Relaxed)
    }

    /// Runs `work`; a signal meanwhile calls `stop`, which makes `work` return soon.
    pub fn during<T>(&self, stop: impl Fn() + Send + 'static, work: impl FnOnce() -> T) -> T {
        let number = self.shared.add(Box::new(stop));
        let result = work();
        self.shared.remove(number);
        result
    }

    /// Runs a future to its end, or drops it at a signal: then there is no result.
    pub fn block_on<T>(
        &self,
        runtime: &tokio::runtime::Runtime,
        future: impl Future<Output = T>,
    ) -> Option<T> {
        let notify = Arc::new(Notify::new());
        let notified = Arc::clone(&notify);
        self.during(
            move || notify.notify_one(),
            || {
                runtime.block_on(async {
                    tokio::select! {
                        result = future => Some(result),
                        () = notified.notified() => None,
                    }
                })
            },
        )
    }
}

impl Shared {
    fn hear(&self, signal: i32) {
        if signal == SIGUSR1 {
            return self.asked.store(true, Ordering::Relaxed);
        }
        let again = self.stopped.swap(true, Ordering::Relaxed);
        let stops = self.stops.lock().unwrap_or_else(PoisonError::into_inner);
        if again || stops.is_empty() {
            process::exit(ExitCode::Interrupted as i32);
        }
        stops.values().for_each(|stop| stop());
    }

    fn add(&self, stop: Stop) -> u64 {
        let mut stops = self.stops.lock().unwrap_or_else(PoisonError::into_inner);
        let number = stops.last_key_value().map_or(0, |(last, _)| last + 1);
        stops.insert(number, stop);
        number
    }

    fn remove(&self, number: u64) {
        self.stops.lock().unwrap_or_else(PoisonError::into_inner).remove(&number);
    }
}
