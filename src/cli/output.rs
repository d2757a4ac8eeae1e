//! Standard output for results. A reader that has seen enough closes the pipe, which is no failure. And files for results.

use std::fmt::Display;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process;
use std::time::{Duration, Instant};

use super::failure::{Failure, Result};

/// So many lines are written one by one: the first is seen at once, and in its place among what standard error tells.
const SINGLE: u64 = 64;
/// How long a later one may wait for others: a search that finds little shall tell what it has found.
const WAIT: Duration = Duration::from_millis(100);

/// Writes a file for people or other programs whole or not at all. What holds a secret is written by `write_private`.
pub fn write_whole(path: &Path, content: impl AsRef<[u8]>) -> io::Result<()> {
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(format!(".{}.tmp", process::id()));
    let written = fs::write(&temporary, content).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Writes lines to standard output, many at a time where many come.
#[derive(Debug)]
pub struct Output {
    out: io::BufWriter<io::Stdout>,
    closed: bool,
    lines: u64,
    flushed: Option<Instant>,
}

impl Output {
    /// Standard output.
    pub fn new() -> Self {
        Self { out: io::BufWriter::new(io::stdout()), closed: false, lines: 0, flushed: None }
    }

    /// Writes a line. `false` once nobody reads any more.
    pub fn line(&mut self, text: impl Display) -> Result<bool> {
        let written = writeln!(self.out, "{text}").and_then(|()| self.flush_now_and_then());
        self.sort_out(written)
    }

    /// Writes a text as it is. `false` once nobody reads any more.
    pub fn text(&mut self, text: impl Display) -> Result<bool> {
        let written = write!(self.out, "{text}");
        self.sort_out(written)
    }

    /// Writes what is buffered.
    pub fn finish(mut self) -> Result<()> {
        let flushed = self.out.flush();
        self.sort_out(flushed)?;
        if self.closed {
            // What is still buffered would be tried again when the buffer is dropped.
            let _ = self.out.into_parts();
        }
        Ok(())
    }

    fn flush_now_and_then(&mut self) -> io::Result<()> {
        self.lines += 1;
        let now = Instant::now();
        if self.lines > SINGLE && self.flushed.is_some_and(|flushed| now - flushed < WAIT) {
            return Ok(());
        }
        self.flushed = Some(now);
        self.out.flush()
    }

    fn sort_out(&mut self, written: io::Result<()>) -> Result<bool> {
        match written {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => self.closed = true,
            Err(error) => return Err(Failure::output(&error)),
            Ok(()) => {}
        }
        Ok(!self.closed)
    }
}

/// Writes one line, or one text of several, to standard output.
pub fn print(text: impl Display) -> Result<()> {
    let mut output = Output::new();
    output.line(text)?;
    output.finish()
}
