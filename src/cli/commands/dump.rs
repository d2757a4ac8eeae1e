//! `dump`: a file's bytes, or a directory as an archive.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, ValueEnum, ValueHint};

use super::snapshots::{FilterArgs, chosen, tell_findings, unless_forgotten};
use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::output;
use crate::cli::values::{SnapshotPath, snapshot_path};
use crate::codec::random;
use crate::filesystem::Escaped;
use crate::model::id::to_hex;
use crate::operations::dump::{self, Archive, Dumped, dump};
use crate::operations::select::Selected;
use crate::operations::tree::{self, Found};
use crate::report;
use crate::repository::Repository;
use crate::repository::reader::Reader;

/// How a directory is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ArchiveArg {
    /// A tar archive with PAX records
    Tar,
    /// The same, compressed with zstd
    #[value(name = "tar.zst")]
    TarZstd,
}

/// Options of `dump`.
#[derive(Debug, Clone, Args)]
pub struct DumpArgs {
    /// latest, latest~N, the first digits of an id, or @TIME; then perhaps a path in it
    #[arg(value_name = "SNAPSHOT[:PATH]")]
    #[arg(value_parser = OsStringValueParser::new().try_map(snapshot_path))]
    pub snapshot: SnapshotPath,
    /// How to write a directory
    #[arg(long, short, value_enum, default_value_t = ArchiveArg::Tar)]
    pub archive: ArchiveArg,
    /// Write to this file, which is there only once it is complete [default: standard output]
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub target: Option<PathBuf>,
    /// Pass over snapshots that are suspect
    #[arg(long)]
    pub last_clean: bool,
    /// Which snapshots count.
    #[command(flatten)]
    pub filter: FilterArgs,
}

pub fn run(context: &Context, args: &DumpArgs) -> Result<ExitCode> {
    let (repository, _) = context.repository()?;
    let (selected, findings) =
        chosen(context, &repository, &args.snapshot, &args.filter.clean(args.last_clean))?;
    let dumped = dumped(context, args, &repository, &selected);
    unless_forgotten(context, &repository, &selected, dumped)?;
    Ok(tell_findings(context, &findings))
}

fn dumped(context: &Context, args: &DumpArgs, repository: &Repository, selected: &Selected) -> Result<()> {
    let reader = Reader::new(repository);
    let found = context
        .block_on(tree::at(&reader, selected, &args.snapshot.path))?
        .ok_or_else(|| no_such_path(&selected.snapshot.id().short(), &args.snapshot))?;
    let started = Instant::now();
    match &args.target {
        None => {
            check_terminal(&found)?;
            let fd = io::stdout().as_fd().try_clone_to_owned().map_err(|error| Failure::output(&error))?;
            match write(context, &reader, &found, args.archive, File::from(fd)) {
                // The reader has seen enough.
                Ok(None) => {}
                Ok(Some(dumped)) => tell_left_out(context, &dumped),
                Err(failure) => return Err(failure),
            }
        }
        Some(path) => {
            let target = Target::open(path)?;
            let file = target.file.try_clone().map_err(|error| cannot_write(path, &error))?;
            let dumped = write(context, &reader, &found, args.archive, file)?;
            target.finish()?;
            let dumped = dumped.unwrap_or_default();
            tell_left_out(context, &dumped);
            tell(context, &dumped, path, started.elapsed().as_secs_f64())?;
        }
    }
    Ok(())
}

/// A path that a snapshot does not hold.
pub fn no_such_path(snapshot: &str, path: &SnapshotPath) -> Failure {
    Failure::new(ExitCode::Failed, format!("the snapshot {snapshot} holds no {}", path.shown()))
        .hint("`sandyq ls` without a path shows where its tree begins")
}

/// Writes the dump; nothing came of it where nobody reads any more.
fn write(
    context: &Context,
    reader: &Reader<'_>,
    found: &Found,
    archive: ArchiveArg,
    file: File,
) -> Result<Option<Dumped>> {
    let archive = match archive {
        ArchiveArg::Tar => Archive::Tar,
        ArchiveArg::TarZstd => Archive::TarZstd,
    };
    let mut out = BufWriter::with_capacity(256 << 10, file);
    let result = context.block_on(async {
        let dumped = match dump(reader, found, archive, &mut out).await {
            Ok(dumped) => out.flush().map(|()| dumped).map_err(dump::Error::from),
            Err(error) => Err(error),
        };
        match dumped {
            Ok(dumped) => Ok(Some(dumped)),
            Err(dump::Error::Output(error)) if error.kind() == ErrorKind::BrokenPipe => Ok(None),
            Err(error) => Err(Failure::from(error)),
        }
    });
    // What could not be written is not to be tried again.
    let _ = out.into_parts();
    result
}

fn check_terminal(found: &Found) -> Result<()> {
    let directory = !matches!(found, Found::Entry(entry) if !entry.node.is_directory());
    if directory && io::stdout().is_terminal() {
        return Err(Failure::usage("an archive is nothing for a terminal")
            .hint("send it to `tar -x`, or name a file with --target"));
    }
    Ok(())
}

fn tell_left_out(context: &Context, dumped: &Dumped) {
    for path in &dumped.left_out {
        context.console.warning(&format!("an archive holds no sockets: {} is left out", Escaped(path)));
    }
}

fn tell(context: &Context, dumped: &Dumped, path: &Path, seconds: f64) -> Result<()> {
    if context.global.json {
        output::print(report::dump::json(dumped, path, seconds))
    } else if context.global.quiet {
        Ok(())
    } else {
        output::print(report::dump::text(dumped, path, seconds))
    }
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::new(ExitCode::Failed, format!("cannot write {}: {error}", path.display()))
        .hint("check the path, its permissions and the room there")
}

/// A file that has its name only once it is complete.
struct Target<'a> {
    file: File,
    path: &'a Path,
    temporary: Option<PathBuf>,
}

impl<'a> Target<'a> {
    fn open(path: &'a Path) -> Result<Self> {
        // A device or a pipe is written to, not replaced.
        if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
            let file =
                OpenOptions::new().write(true).open(path).map_err(|error| cannot_write(path, &error))?;
            return Ok(Self { file, path, temporary: None });
        }
        let name = path.file_name().ok_or_else(|| {
            Failure::usage(format!("{} is no name of a file", path.display())).hint("name a file to make")
        })?;
        let mut own = std::ffi::OsString::from(".");
        own.push(name);
        own.push(format!(".{}.part", to_hex(&random::bytes::<6>())));
        let temporary = path.with_file_name(own);
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&temporary);
        let file = file.map_err(|error| cannot_write(path, &error))?;
        Ok(Self { file, path, temporary: Some(temporary) })
    }

    fn finish(mut self) -> Result<()> {
        let Some(temporary) = &self.temporary else { return Ok(()) };
        let named = self.file.sync_all().and_then(|()| fs::rename(temporary, self.path));
        named.map_err(|error| cannot_write(self.path, &error))?;
        self.temporary = None;
        Ok(())
    }
}

impl Drop for Target<'_> {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            let _ = fs::remove_file(temporary);
        }
    }
}
