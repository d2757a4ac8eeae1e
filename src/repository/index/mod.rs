//! The index on the host: which chunks are stored, and where. Made of runs; see `run`. `marks` tells which are live.

pub mod marks;
pub mod merge;
pub mod run;
pub mod run_writer;

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use bytes::Bytes;

use crate::codec::random;
use crate::codec::secret::Secret;
use crate::model::id::{GroupId, IndexKey, SignerId, to_hex};
use crate::storage::Storage;

use super::cache::HostCache;
use super::error::{Damage, Error, Result};
use super::keys::Keys;
use super::layout::{self, Kind};
use super::register::Entry;
use super::segment::{self, IndexSegment};
use super::session;
use super::view::{View, get_each};
use merge::merge;
use run::{Home, Run, Source};
use run_writer::RunBuilder;

/// Chunks collected in memory before a run is written: 7 MB, and with the last delta more.
const CHUNKS_IN_MEMORY: usize = 1 << 18;
/// More runs than this are merged.
const MAX_RUNS: usize = 8;
/// So many noted runs of about one length become one: each record is written again once for each power of this number.
const ALIKE: usize = 4;

/// Runs that together hold everything a view names.
#[derive(Debug)]
pub struct Index {
    runs: Vec<Run>,
    /// What was noted beside that, the longest first as far as they differ. Their files have no name any more: whoever loads
    /// an index later could not tell whether what they say still holds.
    noted: Vec<Run>,
    secret: Secret,
    folder: PathBuf,
}

impl Index {
    /// Brings the host's runs up to the view: opens those that still hold, fetches what is missing, merges.
    /// Deltas that cannot be believed are left out and returned.
    pub async fn load(
        storage: &dyn Storage,
        keys: &Keys,
        cache: &HostCache,
        view: &View,
    ) -> Result<(Self, Vec<Damage>)> {
        let secret = keys.cache_secret();
        let wanted = sources(view);
        let mut index = Self { runs: Vec::new(), noted: Vec::new(), secret, folder: cache.runs() };
        let mut missing = wanted.clone();
        for path in files(&index.folder) {
            match Run::open(&path, &index.secret) {
                Some(run) if !run.is_stale(&wanted, &missing) => {
                    for source in run.sources() {
                        missing.remove(source);
                    }
                    index.runs.push(run);
                }
                // Another process may still be using it: the file's name goes, its content stays until then.
                _ => drop(fs::remove_file(&path)),
            }
        }
        let findings = index.fetch(storage, keys, view, missing).await?;
        index.merge()?;
        Ok((index, findings))
    }

    async fn fetch(
        &mut self,
        storage: &dyn Storage,
        keys: &Keys,
        view: &View,
        missing: BTreeSet<Source>,
    ) -> Result<Vec<Damage>> {
        let mut findings = Vec::new();
        let groups = groups(view, keys);
        let unknown = GroupId([0; 16]);
        let group_of = |signer: &SignerId| groups.get(signer).copied().unwrap_or(unknown);
        for segment in &view.root.root.index {
            let source = Source::Segment(segment.id);
            if !missing.contains(&source) {
                continue;
            }
            let mut builder = RunBuilder::default();
            builder.source(source);
            match segment::load::<IndexSegment>(storage, keys, segment).await {
                Ok(segment) => {
                    for indexed in &segment.packs {
                        builder.add(&indexed.pack, group_of(&indexed.signer));
                    }
                }
                Err(Error::Damage(damage)) => {
                    findings.push(damage);
                    continue;
                }
                Err(error) => return Err(error),
            }
            self.add(builder)?;
        }
        let delta = |source: &Source| match source {
            Source::Delta(sid, number) => Some((*source, layout::delta(sid, *number))),
            Source::Segment(_) => None,
        };
        let mut deltas: Vec<_> = missing.iter().filter_map(delta).collect();
        let mut builder = RunBuilder::default();
        while !deltas.is_empty() {
            let batch = deltas.split_off(deltas.len().saturating_sub(32));
            for (source, _, bytes) in get_each(storage, batch).await {
                let Source::Delta(sid, number) = source else { continue };
                let bytes = bytes.map_err(|error| Error::from(error).missing_is_damage(Kind::Delta));
                let read =
                    |bytes: Bytes| session::read_delta(keys, &view.root.register, &sid, number, &bytes);
                match bytes.and_then(read) {
                    Ok(said) => {
                        builder.source(source);
                        let group = group_of(&said.signer);
                        said.value.packs.iter().for_each(|pack| builder.add(pack, group));
                    }
                    Err(Error::Damage(damage)) => findings.push(damage),
                    Err(error) => return Err(error),
                }
            }
            if builder.len() > CHUNKS_IN_MEMORY {
                self.add(std::mem::take(&mut builder))?;
            }
        }
        if !builder.is_empty() {
            self.add(builder)?;
        }
        Ok(findings)
    }

    /// Writes what was collected as one more run.
    fn add(&mut self, builder: RunBuilder) -> Result<()> {
        let path = self.new_path();
        builder.write(&path, &self.secret)?;
        self.runs.extend(Run::open(&path, &self.secret));
        Ok(())
    }

    /// Notes what no view names yet, for as long as this index is in use.
    pub fn note(&mut self, builder: RunBuilder) -> Result<()> {
        let path = self.new_path();
        builder.write(&path, &self.secret)?;
        self.noted.extend(self.open_unnamed(&path));
        while let Some(first) = self.noted.len().checked_sub(ALIKE) {
            let last = &self.noted[first..];
            let lengths = || last.iter().map(Run::len);
            if lengths().max() > lengths().min().map(|least| 2 * least) {
                break;
            }
            let path = self.new_path();
            if merge(last, &path, &self.secret)?.is_none() {
                break;
            }
            self.noted.truncate(first);
            self.noted.extend(self.open_unnamed(&path));
        }
        Ok(())
    }

    /// Opens a run and takes its name away.
    fn open_unnamed(&self, path: &Path) -> Option<Run> {
        let run = Run::open(path, &self.secret);
        let _ = fs::remove_file(path);
        run
    }

    fn new_path(&self) -> PathBuf {
        self.folder.join(to_hex(&random::bytes::<12>()))
    }

    /// Merges the smaller runs once there are many. Segments and deltas stay apart: deltas are soon absorbed, and a
    /// run is dropped as soon as one of its sources no longer counts.
    fn merge(&mut self) -> Result<()> {
        if self.runs.len() <= MAX_RUNS {
            return Ok(());
        }
        let (segments, deltas): (Vec<_>, Vec<_>) = std::mem::take(&mut self.runs)
            .into_iter()
            .partition(|run| matches!(run.sources(), [Source::Segment(_), ..]));
        for mut runs in [segments, deltas] {
            runs.sort_by_key(|run| std::cmp::Reverse(run.len()));
            let small = runs.split_off(runs.len().min(MAX_RUNS / 4));
            self.runs.extend(runs);
            if small.len() < 2 {
                self.runs.extend(small);
                continue;
            }
            let path = self.new_path();
            if merge(&small, &path, &self.secret)?.is_some() {
                self.runs.extend(Run::open(&path, &self.secret));
                small.iter().for_each(|run| drop(fs::remove_file(run.path())));
            } else {
                self.runs.extend(small);
            }
        }
        Ok(())
    }

    /// Every home of a chunk or page. A damaged run is as good as none: the chunk is stored once more.
    pub fn find(&self, key: &IndexKey, found: &mut Vec<Home>) {
        for run in self.noted.iter().chain(&self.runs) {
            if run.find(key, found).is_err() {
                let _ = fs::remove_file(run.path());
            }
        }
    }

    /// Chunks in all runs, counted once for each home.
    pub fn len(&self) -> u64 {
        self.runs.iter().map(Run::len).sum()
    }

    /// Whether nothing is stored.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Run {
    /// Whether a source no longer counts, or all of them are held by other runs already. Of a run without sources nobody
    /// knows.
    fn is_stale(&self, wanted: &BTreeSet<Source>, missing: &BTreeSet<Source>) -> bool {
        let mut sources = self.sources().iter();
        self.sources().is_empty()
            || !sources.all(|source| wanted.contains(source) && missing.contains(source))
    }
}

/// Everything a view names: the root's segments, and the deltas of sessions that count.
fn sources(view: &View) -> BTreeSet<Source> {
    let segments = view.root.root.index.iter().map(|segment| Source::Segment(segment.id));
    let sessions = view.sessions.iter().filter(|(_, session)| session.opened);
    let deltas =
        sessions.flat_map(|(sid, session)| session.deltas.iter().map(|number| Source::Delta(*sid, *number)));
    segments.chain(deltas).collect()
}

/// The trust group of each key, removed ones included. Whoever may make roots is trusted by all anyway, and what
/// maintenance copies was checked.
fn groups(view: &View, keys: &Keys) -> HashMap<SignerId, GroupId> {
    let everybody = keys.full_group();
    let group = |entry: &Entry| if entry.role.may_maintain() { everybody } else { entry.group };
    let entries = &view.root.register.entries;
    entries.iter().filter_map(|entry| Some((entry.signer()?, group(entry)))).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> =
        entries.map(|entry| entry.path()).filter(|path| path.extension().is_none()).collect();
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::compress::Method;
    use crate::codec::hash::sha256;
    use crate::model::id::{PackId, SessionId, SnapshotId};
    use crate::repository::directory::{BlockRecord, ChunkRecord, PackKind, PackRecord};

    fn pack(number: u32) -> PackRecord {
        let key = |n: u32| {
            IndexKey(*sha256(&[number.to_be_bytes(), n.to_be_bytes()].concat()).first_chunk().unwrap())
        };
        let chunks: Vec<_> = (0..50).map(|n| ChunkRecord { key: key(n), len: n + 1 }).collect();
        let plain = chunks.iter().map(|chunk| chunk.len).sum();
        let blocks = vec![BlockRecord { stored: 99, plain, method: Method::Raw, chunks }];
        let session = SessionId { root: 3, random: SnapshotId([7; 12]) };
        PackRecord { id: PackId { session, number }, kind: PackKind::Data, size: 1 << 20, blocks }
    }

    #[test]
    fn what_is_noted_is_found_in_few_runs_that_nobody_else_sees() {
        let folder = tempfile::tempdir().unwrap();
        let secret = Secret::from_bytes([1; 32]);
        let mut index =
            Index { runs: Vec::new(), noted: Vec::new(), secret, folder: folder.path().to_owned() };
        for number in 0..100 {
            let mut builder = RunBuilder::default();
            builder.add(&pack(number), GroupId([1; 16]));
            index.note(builder).unwrap();
            assert_eq!(files(folder.path()), Vec::<PathBuf>::new());
        }
        // 100 = 64 + 2 * 16 + 4
        assert_eq!(index.noted.len(), 4);
        for number in 0..100 {
            for (key, location) in pack(number).locations() {
                let mut found = Vec::new();
                index.find(&key, &mut found);
                assert_eq!(found.iter().map(|home| home.location).collect::<Vec<_>>(), [location]);
            }
        }
    }
}
