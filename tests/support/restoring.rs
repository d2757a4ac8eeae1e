//! Restores of the newest snapshot, with all that is told of single entries.

#![allow(dead_code, reason = "each test binary compiles its own copy and uses a part")]

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use sandyq::filesystem::Warning;
use sandyq::operations::restore::{
    self, Action, Filter, Observer, Progress, RestoreOptions, RestoreResult, Wanted,
};
use sandyq::policy::patterns::{Patterns, Said, Verdict};

use crate::house::{House, restore_options};

/// Remembers what it hears.
#[derive(Debug, Default)]
struct Heard {
    items: Mutex<Vec<(Action, String)>>,
    failed: Mutex<Vec<String>>,
}

impl Observer for Heard {
    fn failed(&self, path: &[u8], problem: &str) {
        self.failed.lock().unwrap().push(format!("{}: {problem}", String::from_utf8_lossy(path)));
    }

    fn warning(&self, warning: &Warning) {
        panic!("{warning}");
    }

    fn item(&self, path: &dyn Fn() -> Vec<u8>, action: Action) {
        self.items.lock().unwrap().push((action, String::from_utf8_lossy(&path()).into_owned()));
    }
}

/// What a restore told.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    /// Every entry, sorted, its path relative to the folder of the house.
    pub items: Vec<(Action, String)>,
    /// What failed, sorted.
    pub failed: Vec<String>,
    /// All counters.
    pub counts: [u64; 8],
}

impl Told {
    /// The paths of which this was told.
    pub fn paths(&self, action: Action) -> Vec<&str> {
        self.items.iter().filter(|(told, _)| *told == action).map(|(_, path)| path.as_str()).collect()
    }

    /// Whether nothing was changed, or would be.
    pub fn is_quiet(&self) -> bool {
        self.items.iter().all(|(action, _)| *action == Action::Unchanged) && self.failed.is_empty()
    }
}

/// Everything into the folder `target` of the house.
pub fn options(house: &House) -> RestoreOptions {
    restore_options(&house.path("target"))
}

/// A filter as the command line makes it.
pub fn patterns(include: &[&str], exclude: &[&str]) -> Option<Box<Filter>> {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let (include, exclude) = (owned(include), owned(exclude));
    let said = |patterns| Said { exact: patterns, any_case: &[] };
    let patterns = Patterns::new(said(&include), said(&exclude)).unwrap();
    if patterns.is_empty() {
        return None;
    }
    Some(Box::new(move |path, is_directory| match patterns.judge(path, is_directory) {
        Verdict::Wanted => Wanted::Yes,
        Verdict::Below => Wanted::Enter,
        Verdict::Unwanted => Wanted::No,
    }))
}

/// Restores the newest snapshot. Entries may fail.
pub fn try_restore(house: &House, options: &RestoreOptions) -> Result<Told, restore::Error> {
    let repository = house.open();
    let (snapshots, _) = house.snapshots(&repository);
    let heard = Heard::default();
    let (handle, progress) = (house.runtime.handle(), Progress::default());
    let result = restore::run(&repository, handle, snapshots.last().unwrap(), options, &progress, &heard)?;
    let here = format!("{}/", house.folder.path().display());
    let mut items: Vec<_> = heard.items.into_inner().unwrap();
    for (_, path) in &mut items {
        *path = path.strip_prefix(&here).unwrap().to_owned();
    }
    items.sort();
    let mut failed = heard.failed.into_inner().unwrap();
    failed.sort();
    assert_eq!(result, RestoreResult { failed: failed.len() as u64, ..RestoreResult::default() });
    let counters = [
        &progress.files,
        &progress.others,
        &progress.directories,
        &progress.updated,
        &progress.deleted,
        &progress.skipped,
        &progress.bytes,
        &progress.bytes_skipped,
    ];
    let counts = counters.map(|counter: &AtomicU64| counter.load(Ordering::Relaxed));
    Ok(Told { items, failed, counts })
}

/// Restores the newest snapshot, of which nothing may fail.
pub fn restore(house: &House, options: &RestoreOptions) -> Told {
    let told = try_restore(house, options).unwrap();
    assert!(told.failed.is_empty(), "{:?}", told.failed);
    told
}
