//! Restores a sample or the whole of a snapshot, and reads it again to compare it with the manifest.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::case::{Chosen, Fault, Trial};
use super::scratch::Scratch;
use crate::cli::commands::restore::{Says, counts, status};
use crate::cli::context::threads;
use crate::cli::progress::Ticker;
use crate::filesystem::{ApplyOptions, Owner};
use crate::model::drill::Outcome;
use crate::operations::drill::sample::{self, Sample};
use crate::operations::restore::{
    self, Observer, Overwrite, Progress, RestoreOptions, RestoreResult, Silent,
};
use crate::operations::select::Selected;
use crate::policy::drill::Scenario;
use crate::report::restore::RestoreCounts;
use crate::repository::Repository;
use crate::repository::reader::Reader;

/// What was restored.
#[derive(Debug, Clone, Copy, Default)]
pub struct Copy {
    /// Files, links and the like.
    pub files: u64,
    /// Bytes of the files.
    pub bytes: u64,
    /// Entries that are as in the snapshot.
    pub matched: u64,
    /// Entries that are not.
    pub differing: u64,
}

/// The steps from the repository to the copy.
pub fn steps(trial: &mut Trial<'_>, scratch: Option<&Scratch>, target: &Path, scenario: Scenario) {
    let escrow = trial.terms.escrow.clone();
    if scenario == Scenario::KeyLoss && escrow.is_none() {
        trial.step("unlock", |trial| {
            Err::<(), _>(Fault::no_escrow(trial.terms, "no key from the safe was named"))
        });
    }
    let secret = escrow.filter(|_| scenario == Scenario::KeyLoss);
    let chosen = trial.open(secret.as_ref());
    let sample = match scenario {
        Scenario::File => trial.step("sample", |trial| choose(trial, chosen.as_ref())),
        _ => None,
    };
    let copy = trial.step("restore", |trial| {
        let (Some(chosen), Some(scratch)) = (&chosen, scratch) else {
            return Err(Fault::untested("nothing is open"));
        };
        let room = match &sample {
            Some(_) => trial.terms.sample.bytes,
            None => chosen.selected.snapshot.body.summary.totals.bytes,
        };
        if sample.is_none() {
            scratch.check_room(room)?;
        }
        let (result, counts) =
            restore(trial, &chosen.repository, &chosen.selected, target, sample.as_ref(), How::Openly)?;
        judge(&result, &counts)?;
        Ok(Copy { files: counts.files, bytes: counts.bytes, ..Copy::default() })
    });
    trial.step("hash", |trial| {
        let (Some(chosen), Some(copy)) = (&chosen, copy) else {
            return Err(Fault::untested("nothing was restored"));
        };
        let copy = compared(trial, &chosen.repository, &chosen.selected, target, sample.as_ref(), copy)?;
        trial.copied(&copy);
        match copy.differing {
            0 => Ok(()),
            some => Err(Fault::new(
                Outcome::Wrong,
                format!("{some} of what was restored differ from the snapshot"),
            )),
        }
    });
}

/// Chooses a sample; where there is no file, all there is is restored.
pub fn choose(trial: &Trial<'_>, chosen: Option<&Chosen>) -> Result<Sample, Fault> {
    let Some(Chosen { repository, selected, .. }) = chosen else {
        return Err(Fault::untested("nothing is open"));
    };
    let reader = Reader::new(repository);
    Ok(trial.context.block_on(sample::choose(&reader, selected, &trial.terms.seed, trial.terms.sample))?)
}

/// How to restore.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Telling of each entry that fails.
    Openly,
    /// Without a word about entries: that they fail is what is wanted.
    Silently,
    /// Changing nothing.
    Dry,
}

/// Restores, or only tells what a restore would do.
pub fn restore(
    trial: &Trial<'_>,
    repository: &Repository,
    selected: &Selected,
    target: &Path,
    sample: Option<&Sample>,
    how: How,
) -> Result<(RestoreResult, RestoreCounts), Fault> {
    let context = &trial.context;
    let dry_run = how == How::Dry;
    // Who is not root cannot give files away, and what has to be right here is the content.
    let owner = if dry_run || !rustix::process::geteuid().is_root() { Owner::Keep } else { Owner::Numeric };
    let options = RestoreOptions {
        target: target.to_owned(),
        path: Vec::new(),
        filter: sample.filter(|sample| !sample.is_empty()).map(Sample::filter),
        overwrite: Overwrite::Always,
        delete: false,
        spared: Vec::new(),
        sparse: false,
        dry_run,
        apply: ApplyOptions { owner, xattrs: !dry_run },
        threads: threads(None),
        connections: context.connections(),
    };
    let progress = Arc::new(Progress::default());
    let total = sample.is_none().then_some(selected.snapshot.body.summary.totals.bytes);
    let shown = Arc::clone(&progress);
    let ticker = Ticker::start(context, move |seconds| status(&shown, 0, total, seconds));
    let says = Says(Arc::clone(&context.console));
    let observer: &dyn Observer = if how == How::Silently { &Silent } else { &says };
    let stopped = Arc::clone(&progress);
    let result = context.stoppable(
        move || stopped.interrupted.store(true, Ordering::Relaxed),
        || restore::run(repository, context.handle(), selected, &options, &progress, observer),
    );
    drop(ticker);
    let result = result.map_err(|error| match error {
        // Its words name a file.
        restore::Error::Target(error) => Fault::untested(format!(
            "the place to restore into cannot be written: {}",
            error.io_error().kind()
        )),
        other => crate::cli::failure::Failure::from(other).into(),
    })?;
    let counts = counts(&progress, &result, dry_run);
    Ok((result, counts))
}

/// What a restore came to.
fn judge(result: &RestoreResult, counts: &RestoreCounts) -> Result<(), Fault> {
    if let Some(first) = result.findings.first() {
        let more = match result.findings.len() {
            1 => String::new(),
            many => format!(", and {} more", many - 1),
        };
        return Err(Fault::new(Outcome::Wrong, format!("stored data is damaged: {first}{more}")));
    }
    if counts.failed > 0 {
        return Err(Fault::untested(format!("{} entries could not be written", counts.failed)));
    }
    Ok(())
}

/// Reads everything again: what a second restore would have to do differs.
pub fn compared(
    trial: &Trial<'_>,
    repository: &Repository,
    selected: &Selected,
    target: &Path,
    sample: Option<&Sample>,
    copy: Copy,
) -> Result<Copy, Fault> {
    let (_, again) = restore(trial, repository, selected, target, sample, How::Dry)?;
    let differing = again.files + again.dirs + again.deleted + again.failed;
    Ok(Copy { matched: again.skipped, differing, ..copy })
}
