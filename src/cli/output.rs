//! Standard output. A reader that has seen enough closes the pipe, which is no failure.

use std::io::{self, ErrorKind, Write};

use super::failure::Result;

/// Writes lines to standard output.
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
    pub fn line(&mut self, text: &str) -> Result<bool> {
        let written = self.out.write_all(text.as_bytes()).and_then(|()| self.out.write_all(b"\n"));
        self.sort_out(written)
    }

    /// Writes what is buffered.
    pub fn finish(mut self) -> Result<()> {
        let flushed = self.out.flush();
        self.sort_out(flushed).map(drop)
    }

    fn sort_out(&mut self, written: io::Result<()>) -> Result<bool> {
        match written {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => self.closed = true,
            other => other?,
        }
        Ok(!self.closed)
    }
}
