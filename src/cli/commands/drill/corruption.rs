//! Whether damage is noticed: what the store gives back for the packs of a sample is changed on its way, and restoring
//! the sample has to tell of it and to write nothing wrong. The store itself is only read.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use super::case::{Fault, Trial};
use super::restored::{Copy, How, choose, compared, restore};
use super::scratch::Scratch;
use crate::model::drill::Outcome;
use crate::repository::reader::Reader;
use crate::repository::{CacheRoot, Repository, layout};
use crate::storage::Damaging;

/// The steps.
pub fn steps(trial: &mut Trial<'_>, scratch: Option<&Scratch>, target: &Path) {
    let chosen = trial.open(None);
    // How old the snapshot is is not what this is about.
    trial.case.rpo_measured_ms = None;
    let sample = trial.step("sample", |trial| {
        let sample = choose(trial, chosen.as_ref())?;
        if sample.is_empty() {
            return Err(Fault::untested("the snapshot holds no content that could be damaged"));
        }
        Ok(sample)
    });
    trial.step("detect", |trial| {
        let (Some(chosen), Some(sample), Some(_)) = (&chosen, &sample, scratch) else {
            return Err(Fault::untested("nothing is open"));
        };
        let context = &trial.context;
        let reader = Reader::new(&chosen.repository);
        let packs = context.block_on(sample.packs(&reader, &chosen.selected))?;
        if packs.is_empty() {
            return Err(Fault::untested("the sample holds no content that could be damaged"));
        }
        let keys: HashSet<_> = packs.iter().map(layout::pack).collect();
        let storage = Arc::new(Damaging::new(chosen.repository.shared_storage(), keys));
        let damaged = context.block_on(Repository::open(storage, &chosen.unlock, &CacheRoot::None))?;
        let restored = restore(trial, &damaged, &chosen.selected, target, Some(sample), How::Silently);
        let failed = match restored {
            Ok((result, _)) if result.findings.is_empty() => {
                return Err(Fault::new(Outcome::Wrong, "damaged data was restored without a word"));
            }
            Ok((_, counts)) => counts.failed,
            // So much was damaged that it could not go on: noticed all the same.
            Err(fault) if fault.outcome == Outcome::Wrong => u64::MAX,
            Err(fault) => return Err(fault),
        };
        let copy =
            compared(trial, &chosen.repository, &chosen.selected, target, Some(sample), Copy::default())?;
        trial.copied(&Copy { differing: 0, ..copy });
        if copy.differing > failed {
            return Err(Fault::new(Outcome::Wrong, "damaged data was restored as if it were good"));
        }
        Ok(())
    });
}
