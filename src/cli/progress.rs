//! Progress while something runs: a line that is redrawn on a terminal, a plain line now and then without one.

use std::io::{self, IsTerminal};
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::console::Console;
use super::context::Context;
use super::interrupt::Interrupt;
use crate::report::progress::Status;

/// Redraws a second on a terminal when nothing is said.
const FPS: f64 = 8.0;
/// How often a line is printed where there is no terminal.
const PLAIN: Duration = Duration::from_secs(30);
/// How soon a question by SIGUSR1 is answered.
const LISTEN: Duration = Duration::from_millis(200);

/// Shows progress until dropped.
#[derive(Debug)]
pub struct Ticker {
    stop: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

struct Shown {
    console: Arc<Console>,
    interrupt: Interrupt,
    bar: Option<ProgressBar>,
    /// Between two lines, where lines are wanted.
    every: Option<Duration>,
}

impl Ticker {
    /// Shows what `look` sees, given the seconds since the start.
    pub fn start(context: &Context, look: impl Fn(f64) -> Status + Send + 'static) -> Self {
        let shown = Shown::new(context);
        let (stop, stopped) = mpsc::channel();
        let thread = thread::spawn(move || shown.run(&stopped, look));
        Self { stop: Some(stop), thread: Some(thread) }
    }
}

impl Shown {
    fn new(context: &Context) -> Self {
        let global = &context.global;
        let fps = context.environment.progress_fps;
        let wanted = !global.quiet && !global.no_progress;
        let console = Arc::clone(&context.console);
        let bar = (wanted && !global.json && io::stderr().is_terminal()).then(|| bar(fps.unwrap_or(FPS)));
        console.set_bar(bar.clone());
        let asked = fps.map(|fps| Duration::from_secs_f64(1.0 / fps));
        let every = match (&bar, global.json) {
            // Programs get what they asked for and nothing else.
            (None, true) => asked,
            (None, false) => Some(asked.unwrap_or(PLAIN)),
            (Some(_), _) => None,
        };
        Self { console, interrupt: context.interrupt.clone(), bar, every: every.filter(|_| wanted) }
    }

    fn run(self, stopped: &mpsc::Receiver<()>, look: impl Fn(f64) -> Status) {
        let started = Instant::now();
        let status = || look(started.elapsed().as_secs_f64());
        let mut printed = started;
        let step = match (&self.bar, self.every) {
            (Some(_), _) => Duration::from_millis(100),
            (None, every) => LISTEN.min(every.unwrap_or(LISTEN)),
        };
        while stopped.recv_timeout(step) == Err(mpsc::RecvTimeoutError::Timeout) {
            if let Some(bar) = &self.bar {
                bar.set_message(status().text());
            }
            let due = self.every.is_some_and(|every| printed.elapsed() >= every);
            if due || self.interrupt.was_asked() {
                printed = Instant::now();
                self.line(&status());
            }
        }
        self.console.set_bar(None);
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn line(&self, status: &Status) {
        if self.console.is_json() {
            self.console.progress(&status.json());
        } else {
            self.console.progress(&status.text());
        }
    }
}

fn bar(fps: f64) -> ProgressBar {
    let target = ProgressDrawTarget::stderr_with_hz(fps.clamp(1.0, 60.0) as u8);
    let bar = ProgressBar::with_draw_target(None, target);
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
