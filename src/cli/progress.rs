//! Progress while something runs: a line that is redrawn on a terminal, a plain line now and then without one; and the
//! signals that stop a run.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use signal_hook::consts::{SIGINT, SIGTERM, SIGUSR1};

use super::open::Session;

/// How often a line is printed where there is no terminal.
const PLAIN: Duration = Duration::from_secs(30);

/// Shows progress until dropped.
#[derive(Debug)]
pub struct Ticker {
    stop: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Ticker {
    /// Shows what `describe` says, given the seconds since the start.
    pub fn start(session: &Session, describe: impl Fn(f64) -> String + Send + 'static) -> Self {
        let quiet = session.global.quiet || session.global.json || session.global.no_progress;
        let terminal = std::io::stderr().is_terminal();
        let fps = session.environment.progress_fps.unwrap_or(8).clamp(1, 60);
        let asked = Arc::new(AtomicBool::new(false));
        // Without the handler, SIGUSR1 would end the run; failing to set it only means that nobody can ask.
        let _ = signal_hook::flag::register(SIGUSR1, Arc::clone(&asked));
        let (stop, stopped) = mpsc::channel();
        let thread = thread::spawn(move || {
            let started = Instant::now();
            let mut printed = started;
            let bar = (terminal && !quiet).then(|| bar(fps));
            let step = if bar.is_some() {
                Duration::from_millis(1000 / u64::from(fps))
            } else {
                Duration::from_millis(200)
            };
            while stopped.recv_timeout(step) == Err(mpsc::RecvTimeoutError::Timeout) {
                let line = || describe(started.elapsed().as_secs_f64());
                if let Some(bar) = &bar {
                    bar.set_message(line());
                }
                let due = bar.is_none() && !quiet && printed.elapsed() >= PLAIN;
                if due || asked.swap(false, Ordering::Relaxed) {
                    printed = Instant::now();
                    match &bar {
                        Some(bar) => bar.println(line()),
                        None => eprintln!("{}", line()),
                    }
                }
            }
            if let Some(bar) = bar {
                bar.finish_and_clear();
            }
        });
        Self { stop: Some(stop), thread: Some(thread) }
    }
}

fn bar(fps: u8) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(fps));
    if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
        bar.set_style(style);
    }
    bar
}

impl Drop for Ticker {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic there was printed there.
            let _ = thread.join();
        }
    }
}

/// Sets `flag` at the first SIGINT or SIGTERM; the second ends the process at once.
pub fn stop_on_signal(flag: impl Fn() + Send + 'static) {
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM]) else { return };
    thread::spawn(move || {
        let mut signals = signals.forever();
        if signals.next().is_some() {
            flag();
            eprintln!("sandyq: stopping; once more to stop at once");
        }
        if signals.next().is_some() {
            std::process::exit(super::ExitCode::Interrupted as i32);
        }
    });
}
