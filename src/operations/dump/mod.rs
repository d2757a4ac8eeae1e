//! Dump: the bytes of a file, or a directory as a tar archive, in order and with bounded memory.
//!
//! `plan` walks the tree and says what the output consists of; `operations::content` reads it, a few pieces ahead. What
//! is damaged ends the dump: an archive then stops in the middle of an entry, so that nothing takes it for complete.

mod plan;
mod tar;

use std::io::{self, Write};

use futures_util::{StreamExt, TryStreamExt, stream};

use crate::repository::{self, reader::Reader};

use super::content::{AHEAD, Part};
use super::tree::{Entry, Found};
use plan::Plan;

/// Level of compression of an archive: what zstd takes when nothing is said.
const LEVEL: i32 = 3;
/// Zeros written at once.
static ZEROS: [u8; 64 << 10] = [0; 64 << 10];

/// How a directory is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Archive {
    /// As a tar archive.
    Tar,
    /// As a tar archive compressed with zstd.
    TarZstd,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dumped {
    /// Regular files.
    pub files: u64,
    /// Bytes of their content.
    pub bytes: u64,
    /// Paths of sockets, which no archive can hold.
    pub left_out: Vec<Vec<u8>>,
}

/// A dump that is not complete.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The repository failed.
    #[error(transparent)]
    Repository(#[from] repository::Error),
    /// The output takes no more.
    #[error("cannot write the dump: {0}")]
    Output(#[from] io::Error),
    /// It is neither file nor directory.
    #[error("only files and directories can be dumped, and this is a {0}")]
    Neither(&'static str),
}

/// Writes a file's bytes, or what is below a directory as an archive.
pub async fn dump(
    reader: &Reader<'_>,
    found: &Found,
    archive: Archive,
    out: &mut (dyn Write + Send),
) -> Result<Dumped, Error> {
    reader.repository().keys().private(repository::layout::Kind::DataPack)?;
    match (found, archive) {
        (Found::Entry(entry), _) if !entry.node.is_directory() => {
            if entry.node.type_letter() != '-' {
                return Err(Error::Neither(word(entry)));
            }
            let mut plan = Plan::file(reader, entry.as_ref().clone());
            write(&mut plan, out).await?;
            Ok(plan.dumped())
        }
        (_, Archive::Tar) => {
            let mut plan = Plan::directory(reader, found.page());
            write_archive(&mut plan, out).await?;
            Ok(plan.dumped())
        }
        (_, Archive::TarZstd) => {
            let mut plan = Plan::directory(reader, found.page());
            let mut encoder = zstd::stream::write::Encoder::new(out, LEVEL)?;
            encoder.include_checksum(true)?;
            write_archive(&mut plan, &mut encoder).await?;
            encoder.finish()?;
            Ok(plan.dumped())
        }
    }
}

async fn write_archive(plan: &mut Plan<'_>, out: &mut (dyn Write + Send)) -> Result<(), Error> {
    match write(plan, out).await {
        Ok(()) => Ok(out.write_all(&tar::END)?),
        Err(Error::Repository(error)) => {
            out.write_all(&tar::torn())?;
            Err(error.into())
        }
        Err(error) => Err(error),
    }
}

async fn write(plan: &mut Plan<'_>, out: &mut (dyn Write + Send)) -> Result<(), Error> {
    let reader = plan.reader();
    let pieces = stream::try_unfold(plan, |plan| async move {
        let piece = plan.piece().await?;
        Ok::<_, repository::Error>((!piece.is_empty()).then_some((piece, plan)))
    });
    let parts = pieces.map_ok(|piece| piece.read(reader)).try_buffered(AHEAD);
    let mut parts = std::pin::pin!(parts);
    while let Some(read) = parts.next().await {
        for part in read? {
            match part {
                Part::Bytes(bytes) => out.write_all(&bytes)?,
                Part::Zeros(len) => write_zeros(out, len)?,
            }
        }
    }
    Ok(out.flush()?)
}

fn write_zeros(out: &mut dyn Write, mut len: u64) -> io::Result<()> {
    while len > 0 {
        let step = len.min(ZEROS.len() as u64);
        out.write_all(&ZEROS[..step as usize])?;
        len -= step;
    }
    Ok(())
}

fn word(entry: &Entry) -> &'static str {
    match entry.node.type_letter() {
        'l' => "symbolic link",
        'p' => "named pipe",
        's' => "socket",
        _ => "device",
    }
}
