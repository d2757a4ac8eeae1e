//! What a run says while it works: warnings and single entries, beside a bar that must not be torn.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use indicatif::ProgressBar;
use serde_json::Value;

use super::args::Global;
use super::failure::Failure;
use crate::policy::profile::Finding;
use crate::report::{self, json, printable};

/// Standard error, and standard output where lines come from many threads. What cannot be written there is lost in
/// silence: a closed terminal is no reason to stop a backup.
#[derive(Debug)]
pub struct Console {
    json: bool,
    verbose: u8,
    bar: Mutex<Option<ProgressBar>>,
}

impl Console {
    /// As the options of every command want it.
    pub fn new(global: &Global) -> Self {
        Self { json: global.json, verbose: global.verbose, bar: Mutex::default() }
    }

    /// Whether JSON is wanted.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Whether lines of this level are wanted: 1 for `-v`, 2 for `-vv`.
    pub fn is_verbose(&self, level: u8) -> bool {
        self.verbose >= level
    }

    /// Something that deserves attention and does not change the outcome.
    pub fn warning(&self, text: &str) {
        if self.json { self.error_value(&json::warning(text)) } else { self.error_line("warning", text) }
    }

    /// A line of the log.
    pub fn log(&self, line: &str) {
        if self.json { self.error_value(&json::warning(line)) } else { self.raw(&line) }
    }

    /// An entry that failed. `during` and `item` are for JSON: the message names the entry already.
    pub fn item_error(&self, during: &str, item: &[u8], message: &str) {
        if self.json {
            self.error_value(&json::item_error(during, item, message));
        } else {
            self.error_line("error", message);
        }
    }

    /// Why something failed, with advice.
    pub fn failure(&self, failure: &Failure) {
        if self.json {
            let Failure { code, message, hint } = failure;
            self.raw(&json::exit_error(*code as u8, message, hint.as_deref()));
        } else {
            self.raw(failure);
        }
    }

    /// A mistake in a profile, with its place.
    pub fn finding(&self, file: &Path, finding: &Finding) {
        if self.json {
            self.error_value(&report::config::finding_json(file, finding));
        } else {
            self.raw(&report::config::finding_text(file, finding));
        }
    }

    /// A line of `-v`, on standard output like the results.
    pub fn detail(&self, level: u8, text: impl fmt::Display, value: impl FnOnce() -> Option<Value>) {
        if !self.is_verbose(level) {
            return;
        }
        if !self.json {
            self.print(&text);
        } else if let Some(value) = value() {
            self.print(&value);
        }
    }

    /// A line on standard output while others may write there too.
    pub fn print(&self, line: &dyn fmt::Display) {
        self.beside_bar(|| {
            let _ = writeln!(io::stdout().lock(), "{line}");
        });
    }

    /// A line of progress: on standard error for people, on standard output for programs.
    pub fn progress(&self, line: &dyn fmt::Display) {
        if self.json { self.print(line) } else { self.raw(line) }
    }

    /// A line on standard error as it is.
    pub fn raw(&self, line: &dyn fmt::Display) {
        self.beside_bar(|| {
            let _ = writeln!(io::stderr().lock(), "{line}");
        });
    }

    /// The bar that is drawn from now on, or none any more.
    pub fn set_bar(&self, bar: Option<ProgressBar>) {
        *self.bar.lock().unwrap_or_else(PoisonError::into_inner) = bar;
    }

    fn error_line(&self, word: &str, text: &str) {
        self.raw(&format_args!("sandyq: {word}: {}", printable(text)));
    }

    fn error_value(&self, value: &Value) {
        self.raw(value);
    }

    /// Writes while no bar is drawn.
    pub fn beside_bar<T>(&self, write: impl FnOnce() -> T) -> T {
        match &*self.bar.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }
}

/// Columns of the terminal that standard output goes to, if it goes to one.
pub fn width() -> Option<usize> {
    let out = io::stdout();
    if !out.is_terminal() {
        return None;
    }
    let size = rustix::termios::tcgetwinsize(&out).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}
