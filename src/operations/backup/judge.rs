//! Whether the snapshot that is being made is suspect: its measures and canary files against those of earlier ones.
//!
//! What earlier backups measured the host remembers beside the state of its source, because a `write` key reads no
//! snapshot, not even its own. Where it remembers nothing, whoever may read the catalogue finds it there.
//!
//! A snapshot made after a suspect one is suspect as well: it holds what that one holds. It ends when somebody has looked,
//! and takes the tag away or forgets the snapshot.

use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use minicbor::{Decode, Encode};

use crate::codec::hash::{sha256, sha256_of};
use crate::model::id::SessionId;
use crate::model::measures::{Canary, Judged, Measures, Reason, Reasons, SUSPECT};
use crate::model::snapshot::SnapshotKind;
use crate::policy::anomaly::{self, LAST};
use crate::repository::catalog::CatalogEntry;
use crate::repository::{Catalog, Error, Repository, Result};

/// What is remembered of an earlier backup of a source.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Remembered {
    /// The session that committed it.
    #[n(0)]
    pub session: SessionId,
    /// Its kind.
    #[n(1)]
    pub kind: SnapshotKind,
    /// What it measured. Reasons are those for which it is still suspect.
    #[n(2)]
    pub judged: Judged,
}

impl Remembered {
    fn is_suspect(&self) -> bool {
        !self.judged.reasons.is_empty()
    }
}

/// Earlier backups of a source, the oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Past(Vec<Remembered>);

impl Past {
    /// What this host remembers, or else what the catalogue tells of the series. What cannot be found out keeps no backup
    /// from being made: what is suspect stays so, and what is not known is not compared with.
    pub fn find(
        repository: &Repository,
        catalog: impl FnOnce() -> Result<Catalog>,
        series: [u8; 16],
        remembered: Option<Vec<Remembered>>,
    ) -> Self {
        let found = match remembered {
            Some(past) if past.iter().any(Remembered::is_suspect) => {
                catalog().and_then(|catalog| settled(repository, &catalog, &past)).unwrap_or(past)
            }
            Some(past) => past,
            // A key that reads no snapshot finds nothing there.
            None if !repository.keys().role().reads_metadata() => Vec::new(),
            None => catalog().map(|catalog| listed(repository, &catalog, series)).unwrap_or_default(),
        };
        Self(found)
    }

    /// What is made of a backup. Its reasons are its own and, where nobody has looked yet, those of the last one.
    pub fn judge(&self, kind: SnapshotKind, measures: Measures, canaries: Vec<Canary>) -> Judged {
        let good = self.0.iter().filter(|one| !one.is_suspect());
        let good: Vec<_> = good.map(|one| (one.kind, one.judged.measures)).collect();
        let mut reasons = anomaly::score(&(kind, measures), &good).verdict().and(self.inherited());
        if canaries.iter().any(|canary| self.is_changed(canary)) {
            reasons = reasons.with(Reason::Canary);
        }
        Judged { measures, canaries, reasons }
    }

    /// What makes the next snapshot suspect whatever it holds.
    pub fn inherited(&self) -> Reasons {
        match self.0.last() {
            Some(last) if last.is_suspect() => last.judged.reasons.with(Reason::Open),
            _ => Reasons::default(),
        }
    }

    /// Whether a canary file is another than it was in the last snapshot that nobody suspects.
    fn is_changed(&self, now: &Canary) -> bool {
        let good = self.0.iter().rev().filter(|one| !one.is_suspect());
        let mut before = good.flat_map(|one| &one.judged.canaries).filter(|canary| canary.path == now.path);
        before.next().is_some_and(|before| before.content.is_some() && before.content != now.content)
    }

    /// With one more.
    pub fn with(self, one: Remembered) -> Vec<Remembered> {
        let mut room = Room::default();
        let newest_first = std::iter::once(one).chain(self.0.into_iter().rev());
        let mut kept: Vec<_> = newest_first.filter(|one| room.takes(one)).collect();
        kept.reverse();
        kept
    }
}

/// Of each kind the last are remembered. What is suspect takes no room from what tells what is usual.
#[derive(Debug, Default)]
struct Room {
    taken: [[usize; 2]; 2],
}

impl Room {
    fn takes(&mut self, one: &Remembered) -> bool {
        let [full, incremental] = &mut self.taken;
        let [good, suspect] = if one.kind == SnapshotKind::Full { full } else { incremental };
        let taken = if one.is_suspect() { suspect } else { good };
        *taken += 1;
        *taken <= LAST
    }
}

/// What is remembered, after what people said of it since.
fn settled(repository: &Repository, catalog: &Catalog, past: &[Remembered]) -> Result<Vec<Remembered>> {
    let mut settled = Vec::with_capacity(past.len());
    for one in past {
        if !one.is_suspect() {
            settled.push(one.clone());
            continue;
        }
        // What was forgotten is nothing to compare with, nor to be afraid of.
        let Some(entry) = catalog.entry(&one.session).filter(|entry| !entry.is_forgotten()) else { continue };
        let mut one = one.clone();
        if !is_open(repository, entry)? {
            one.judged.reasons = Reasons::default();
        }
        settled.push(one);
    }
    Ok(settled)
}

/// Whether a snapshot that was suspect when it was made still is. Who reads no names sees only that tags were taken from
/// it.
fn is_open(repository: &Repository, entry: &CatalogEntry) -> Result<bool> {
    match entry.body(repository.keys()) {
        Ok(body) => Ok(body.is_suspect()),
        Err(Error::Role { .. }) => Ok(!entry.is_untagged()),
        Err(error) => Err(error),
    }
}

/// What the catalogue tells of a series.
fn listed(repository: &Repository, catalog: &Catalog, series: [u8; 16]) -> Vec<Remembered> {
    let of_series = |entry: &&CatalogEntry| entry.head().series_tag == series && !entry.is_forgotten();
    let mut listed = Vec::new();
    let mut room = Room::default();
    for entry in catalog.entries.iter().filter(of_series).rev() {
        // What is damaged is told elsewhere.
        let Ok(body) = entry.body(repository.keys()) else { continue };
        let is_suspect = body.is_suspect();
        let Some(mut judged) = body.judged else { continue };
        if !is_suspect {
            judged.reasons = Reasons::default();
        }
        let one = Remembered { session: entry.session, kind: entry.head().kind, judged };
        listed.extend(room.takes(&one).then_some(one));
    }
    listed.reverse();
    listed
}

/// Reads the canary files. One that is not there, is no file or cannot be read counts as gone.
pub fn canaries(paths: &[PathBuf]) -> Vec<Canary> {
    let read = |path: &Path| -> io::Result<[u8; 32]> {
        // Opening a pipe would wait for somebody to write into it.
        if fs::metadata(path)?.is_file() {
            sha256_of(&mut File::open(path)?)
        } else {
            Err(io::ErrorKind::InvalidInput.into())
        }
    };
    let canary = |path: &PathBuf| Canary {
        path: sha256(path.as_os_str().as_bytes()),
        content: read(path).ok().map(Into::into),
    };
    paths.iter().map(canary).collect()
}

/// The tags of a snapshot for these reasons.
pub fn tags(given: &[String], reasons: Reasons) -> Vec<String> {
    let mut tags = given.to_vec();
    if !reasons.is_empty() && !tags.iter().any(|tag| tag == SUSPECT) {
        tags.push(SUSPECT.to_owned());
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::SnapshotId;

    fn remembered(n: u8, kind: SnapshotKind, content: Option<u8>, reasons: &[Reason]) -> Remembered {
        let canary = Canary { path: [0; 32], content: content.map(|byte| [byte; 32].into()) };
        let judged = Judged {
            measures: Measures::default(),
            canaries: vec![canary],
            reasons: reasons.iter().copied().collect(),
        };
        Remembered { session: SessionId { root: 0, random: SnapshotId([n; 12]) }, kind, judged }
    }

    fn reasons(past: &[Remembered], content: Option<u8>) -> Vec<Reason> {
        let now = remembered(99, SnapshotKind::Full, content, &[]).judged;
        let judged = Past(past.to_vec()).judge(SnapshotKind::Full, now.measures, now.canaries);
        judged.reasons.iter().collect()
    }

    #[test]
    fn a_canary_is_compared_with_what_it_was_when_all_was_well() {
        let full = SnapshotKind::Full;
        let first = remembered(1, full, Some(1), &[]);
        let alone = std::slice::from_ref(&first);
        assert_eq!(reasons(&[], Some(1)), []);
        assert_eq!(reasons(alone, Some(1)), []);
        assert_eq!(reasons(alone, Some(2)), [Reason::Canary]);
        assert_eq!(reasons(alone, None), [Reason::Canary]);
        // One that was not there at first cannot be missed.
        assert_eq!(reasons(&[remembered(1, full, None, &[])], Some(1)), []);
        let changed = remembered(2, full, Some(2), &[Reason::Canary]);
        let past = [first, changed];
        assert_eq!(reasons(&past, Some(1)), [Reason::Canary, Reason::Open]);
        // Somebody has looked: now it is as it should be.
        let mut settled = past;
        settled[1].judged.reasons = Reasons::default();
        assert_eq!(reasons(&settled, Some(2)), []);
        assert_eq!(reasons(&settled, Some(1)), [Reason::Canary]);
    }

    #[test]
    fn of_each_kind_the_last_are_remembered_and_what_is_suspect_takes_none_of_their_room() {
        let mut past = vec![remembered(0, SnapshotKind::Full, None, &[])];
        for n in 1..200 {
            let reasons: &[_] = if n < 100 { &[] } else { &[Reason::Mismatched] };
            past = Past(past).with(remembered(n, SnapshotKind::Incremental, None, reasons));
        }
        let numbers: Vec<_> = past.iter().map(|one| one.session.random.0[0]).collect();
        let expected: Vec<_> = [0].into_iter().chain(70..100).chain(170..200).collect();
        assert_eq!(numbers, expected);
    }

    #[test]
    fn what_is_no_file_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let paths = [folder.path().join("here"), folder.path().join("nowhere"), folder.path().to_owned()];
        fs::write(&paths[0], b"canary").unwrap();
        let read = canaries(&paths);
        let content: Vec<_> = read.iter().map(|canary| canary.content.map(|hash| *hash)).collect();
        assert_eq!(content, [Some(sha256(b"canary")), None, None]);
    }
}
