//! The snapshots that are shown, looked up anew now and then.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::model::time::Timestamp;
use crate::policy::select::Filter;
use crate::repository::{Damage, Repository, Result};

use super::super::select::{Selected, all, facts};
use super::layout::{Folder, layout};

/// For how long a list of snapshots is good enough.
pub const FRESH: Duration = Duration::from_secs(60);

/// How the time of a snapshot becomes a name.
pub type NameOf = dyn Fn(Timestamp) -> String + Send + Sync;

/// Snapshots, and the folders they are in.
#[derive(Debug, Default)]
pub struct List {
    /// The snapshots.
    pub snapshots: Vec<Arc<Selected>>,
    /// Where each is.
    pub top: Folder,
}

/// The list, and when it was made.
pub struct Shown {
    filter: Filter,
    name_of: Box<NameOf>,
    list: Mutex<Arc<List>>,
    /// When the list was last looked up, or that was tried.
    looked: tokio::sync::Mutex<Option<Instant>>,
    /// Damage that was told already.
    told: Mutex<HashSet<String>>,
}

impl Shown {
    /// Knows nothing yet.
    pub fn new(filter: Filter, name_of: Box<NameOf>) -> Self {
        Self {
            filter,
            name_of,
            list: Mutex::default(),
            looked: tokio::sync::Mutex::default(),
            told: Mutex::default(),
        }
    }

    /// The list as it was made last.
    pub fn list(&self) -> Arc<List> {
        Arc::clone(&self.list.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Makes the list anew if it is no longer fresh. What of the catalogue cannot be believed and was not told before.
    pub async fn refresh(&self, repository: &Repository) -> Result<Vec<Damage>> {
        let mut looked = self.looked.lock().await;
        if looked.is_some_and(|at| at.elapsed() < FRESH) {
            return Ok(Vec::new());
        }
        let found = all(repository).await;
        // A store out of reach is not asked again at once either.
        *looked = Some(Instant::now());
        let (snapshots, mut findings) = found?;
        let shown: Vec<_> = snapshots
            .into_iter()
            .filter(|one| self.filter.passes(&facts(&one.snapshot)))
            .map(Arc::new)
            .collect();
        let known: Vec<_> = shown.iter().map(|one| facts(&one.snapshot)).collect();
        let top = layout(&known, &*self.name_of);
        *self.list.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(List { snapshots: shown, top });
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        findings.retain(|finding| told.insert(finding.to_string()));
        Ok(findings)
    }
}
