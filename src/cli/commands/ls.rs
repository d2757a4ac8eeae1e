//! `ls`: what a snapshot holds.

use crate::cli::args::LsArgs;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::open::Session;
use crate::cli::output::Output;
use crate::filesystem::Escaped;
use crate::model::node::Node;
use crate::operations::list::{Go, walk};
use crate::report::{json, text};

pub fn run(session: &Session, args: &LsArgs) -> Result<ExitCode> {
    let (repository, _) = session.repository()?;
    let (selected, findings) = super::snapshots::chosen(session, &repository, &args.snapshot, &args.filter)?;
    let mut wanted = Vec::new();
    for name in &args.snapshot.path {
        wanted.push(b'/');
        wanted.extend_from_slice(name);
    }
    let mut output = Output::new();
    let mut failed = None;
    let mut found = wanted.is_empty();
    let mut tell = |path: &[u8], node: &Node| {
        if wanted.starts_with(path) && wanted.len() > path.len() && wanted[path.len()] == b'/' {
            return Go::Below;
        }
        let below =
            path.strip_prefix(wanted.as_slice()).is_some_and(|rest| rest.first().is_none_or(|c| *c == b'/'));
        if !below {
            return Go::On;
        }
        found = true;
        let shown = String::from_utf8_lossy(path).into_owned();
        let line = if session.global.json {
            json::node(&shown, node).to_string()
        } else if args.long {
            text::long_entry(&Escaped(path).to_string(), node)
        } else {
            Escaped(path).to_string()
        };
        match output.line(&line) {
            Ok(true) if args.recursive || path == wanted => Go::Below,
            Ok(true) => Go::On,
            Ok(false) => Go::Stop,
            Err(failure) => {
                failed = Some(failure);
                Go::Stop
            }
        }
    };
    session.runtime.block_on(walk(&repository, &selected, &mut tell))?;
    output.finish()?;
    if let Some(failure) = failed {
        return Err(failure);
    }
    if !found {
        let text = format!("the snapshot {} holds no {}", selected.snapshot.id().short(), Escaped(&wanted));
        return Err(Failure::new(ExitCode::Failed, text));
    }
    super::snapshots::report(&findings)
}
