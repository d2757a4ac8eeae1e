//! What a verification leaves behind: a record in the catalogue, so that nobody relies on packs that are broken, what
//! they held is stored again by the next backup, and the next verification knows what was read longest ago.

use crate::model::record::{Record, Slice, Verification};
use crate::model::time::Clock;
use crate::operations::absorb::{self, Floor};
use crate::operations::records;
use crate::repository::root::CommitMode;
use crate::repository::{Error, Repository, Result};
use crate::storage::ErrorKind;

use super::subset::{Subset, next_slice};
use super::{Level, VerifyOptions, VerifyResult};

/// Whether the result is in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// It is.
    Yes,
    /// Too little was looked at.
    Nothing,
    /// This key may say nothing about the repository.
    Role,
    /// These credentials may store nothing.
    Denied,
}

/// Of `of` slices the one that was verified longest ago: as the catalogue says, or as this host remembers where its key
/// may not write there.
pub async fn rotate(repository: &Repository, of: u32) -> Result<Slice> {
    let keys = repository.keys();
    if !keys.role().may_maintain() {
        return Ok(next_slice(of, repository.cache().verified(keys).into_iter().map(Some)));
    }
    let (_, catalog) = repository.catalog().await?;
    let mut read: Vec<_> = catalog.verifications().filter(|(_, said)| said.read_data).collect();
    read.sort_by_key(|(stored, _)| *stored);
    Ok(next_slice(of, read.into_iter().map(|(_, said)| said.slice)))
}

/// Records what a verification found.
pub async fn record(
    repository: &Repository,
    options: &VerifyOptions,
    result: &VerifyResult,
    clock: &dyn Clock,
) -> Result<Recorded> {
    if options.level < Level::Packs {
        return Ok(Recorded::Nothing);
    }
    if !repository.keys().role().may_maintain() {
        remember(repository, options)?;
        return Ok(Recorded::Role);
    }
    let said = Record::Verified(verification(repository, options, result));
    match records::commit(repository, clock, &[said]).await {
        Ok(_) => {}
        Err(Error::Storage(error)) if error.kind() == ErrorKind::Denied => {
            remember(repository, options)?;
            return Ok(Recorded::Denied);
        }
        Err(error) => return Err(error),
    }
    let news = !result.broken.is_empty() || !result.whole.is_empty();
    // Writers hear of it from the next root. Where only one may make roots, it is for that one to make it.
    if news && repository.view().await?.root.root.mode == CommitMode::Conditional {
        absorb::absorb(repository, clock, Floor::WhenNeeded).await?;
    }
    Ok(Recorded::Yes)
}

fn verification(repository: &Repository, options: &VerifyOptions, result: &VerifyResult) -> Verification {
    let (read_data, slice) = match options.data {
        _ if !repository.keys().role().reads_data() => (false, None),
        Subset::All => (true, None),
        Subset::Slice(slice) => (true, Some(slice)),
        // A sample says nothing about the others.
        Subset::None | Subset::Share { .. } | Subset::Bytes { .. } => (false, None),
    };
    Verification {
        read_data,
        slice,
        packs_read: result.packs_read,
        bytes_read: result.bytes_read,
        findings: result.findings.len() as u64,
        broken: result.broken.clone(),
        whole: result.whole.clone(),
        milliseconds: result.milliseconds,
    }
}

/// Notes the slice on this host.
fn remember(repository: &Repository, options: &VerifyOptions) -> Result<()> {
    let Subset::Slice(slice) = options.data else { return Ok(()) };
    let (keys, cache) = (repository.keys(), repository.cache());
    if !keys.role().reads_data() {
        return Ok(());
    }
    let mut slices = cache.verified(keys);
    slices.retain(|known| *known != slice && known.of == slice.of);
    slices.push(slice);
    cache.keep_verified(keys, &slices)
}
