//! A backup of what another program says: standard input, or a command's output. It becomes one file at the top of the
//! tree.

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Read};
use std::process::{Child, Command, Stdio};

use crate::filesystem::{FileKind, users};
use crate::model::node::{Content, Node, NodeKind};
use crate::model::time::Timestamp;
use crate::policy::content::Look;
use crate::repository::tree::content::Cut;

use super::error::{Error, Result};
use super::state::Fingerprint;
use super::walk::{Event, Walk, Walker};

/// Where the bytes come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// What this program, with these arguments, prints. Should it fail, so does the backup.
    Command(Vec<OsString>),
}

/// A file that is made of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    /// Where its bytes come from.
    pub input: Input,
    /// Its name.
    pub name: String,
}

impl Stream {
    /// What it is called in messages.
    fn shown(&self) -> String {
        match &self.input {
            Input::Stdin => "standard input".to_owned(),
            Input::Command(command) => {
                format!("the output of {}", command.first().cloned().unwrap_or_default().to_string_lossy())
            }
        }
    }

    fn failed(&self, problem: &dyn Display) -> Error {
        Error::Stream { what: self.shown(), problem: problem.to_string() }
    }
}

/// A running command, which is ended if the backup ends before it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended, or nobody wants to hear the rest.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Reads a stream to its end, as the walk does with files.
pub fn walk(walk: Walk<'_>, stream: &Stream, now: Timestamp) -> Result<()> {
    let mut walker = Walker::new(walk, &[], Timestamp::default());
    let node = node(stream, now);
    let fingerprint = Fingerprint { kind: FileKind::File as u8, inode: 0, size: 0, mtime: now, ctime: now };
    let cut = Cut::ById;
    let look = Look::unread(stream.name.as_bytes());
    walker.emit(Event::Large { node, fingerprint, matched: false, cut, look })?;
    let read = match &stream.input {
        Input::Stdin => pieces(&mut walker, stream, &mut io::stdin().lock())?,
        Input::Command(command) => {
            let mut running = start(command).map_err(|error| stream.failed(&error))?;
            let output = running.0.stdout.take();
            let mut output = output.ok_or_else(|| stream.failed(&"it has no output"))?;
            let read = pieces(&mut walker, stream, &mut output)?;
            let status = running.0.wait().map_err(|error| stream.failed(&error))?;
            if !status.success() {
                return Err(stream.failed(&format_args!("it ended with {status}")));
            }
            read
        }
    };
    if read == 0 {
        return Err(Error::EmptySource { paths: stream.shown() });
    }
    walker.count(1, read);
    walker.emit(Event::LargeEnd)?;
    walker.emit(Event::Leave)?;
    walker.flush()
}

fn start(command: &[OsString]) -> io::Result<Running> {
    let (program, arguments) = command.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped());
    command.spawn().map(Running)
}

/// Cuts everything that comes; how many bytes those were.
fn pieces(walker: &mut Walker<'_>, stream: &Stream, input: &mut dyn Read) -> Result<u64> {
    let mut total = 0;
    let fill = |_: u64, buffer: &mut [u8]| {
        let mut filled = 0;
        while filled < buffer.len() {
            match input.read(&mut buffer[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        total += filled as u64;
        Ok(filled)
    };
    let rule = walker.rule(Cut::ById);
    walker.pieces(&*rule, 0..u64::MAX, fill)?.map_err(|error| stream.failed(&error))?;
    Ok(total)
}

fn node(stream: &Stream, now: Timestamp) -> Node {
    let (uid, gid) = (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw());
    let (user, group) = (users::user_name(uid), users::group_name(gid));
    let kind = NodeKind::File { size: 0, content: Content::EMPTY };
    let named = Node::new(stream.name.as_bytes(), kind);
    Node { mode: 0o600, uid, gid, user, group, mtime: now, ctime: now, ..named }
}
