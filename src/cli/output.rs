//! Standard output for results. A reader that has seen enough closes the pipe, which is no failure.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};

use super::failure::{Failure, Result};

/// Writes lines to standard output, many at a time.
#[derive(Debug)]
pub struct Output {
    out: io::BufWriter<io::Stdout>,
    closed: bool,
}

impl Output {
    /// Standard output.
    pub fn new() -> Self {
        Self { out: io::BufWriter::new(io::stdout()), closed: false }
    }

    /// Writes a line. `false` once nobody reads any more.
    pub fn line(&mut self, text: impl Display) -> Result<bool> {
        let written = writeln!(self.out, "{text}");
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
