//! The workers: read small files, hash chunks, and store those that are new.

use std::mem;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use crossbeam_channel::{Receiver, Sender};

use crate::codec::chunk::{Chunker, Cut, is_zero};
use crate::filesystem::{ErrorKind, MetadataOptions, MetadataReader, SourceFile, Stat};
use crate::model::id::ChunkId;
use crate::model::node::{Extent, Node};
use crate::policy::content::{Look, Seen, looks_random};
use crate::repository::Keys;

use super::block::BlockBuilder;
use super::error::{Error, Result};
use super::known::Claim;
use super::progress::{Observer, Progress};
use super::spans::Spans;
use super::stages::Stage;
use super::state::Fingerprint;
use super::store::Store;
use super::walk::{Job, SmallFile};

/// A small file that changes while it is read is read again this often.
const RETRIES: u32 = 3;

/// What a job came to.
#[derive(Debug)]
pub enum Done {
    /// A file's node and content.
    File { node: Box<Node>, fingerprint: Fingerprint, size: u64, extents: Vec<Extent>, look: Look },
    /// Extents of a piece of a file, and what was seen of it.
    Span { extents: Vec<Extent>, seen: Seen },
    /// The file could not be read or is gone, which has been reported.
    Unreadable,
}

/// What a worker needs.
pub struct Worker<'a> {
    pub jobs: Receiver<Job>,
    pub done: Sender<Vec<(u64, Done)>>,
    pub keys: &'a Keys,
    pub store: &'a Store<'a>,
    /// Where the room of a piece goes back to.
    pub spans: &'a Spans,
    /// Locked while a job is done; between jobs the assembly may flush it.
    pub block: &'a Mutex<BlockBuilder>,
    pub progress: &'a Progress,
    pub observer: &'a dyn Observer,
    pub metadata: MetadataOptions,
}

impl Worker<'_> {
    /// Works until no more jobs come.
    pub fn run(self) -> Result<()> {
        let mut reader = MetadataReader::new();
        let mut buffer = Vec::new();
        while let Ok(job) = self.jobs.recv() {
            if self.progress.is_interrupted() {
                return Err(Error::Interrupted);
            }
            let mut block = self.block.lock().unwrap_or_else(PoisonError::into_inner);
            let done = match job {
                Job::Files(files) => {
                    let mut done = Vec::with_capacity(files.len());
                    for file in files {
                        done.push((file.job, self.file(&mut block, &mut reader, &mut buffer, &file)?));
                    }
                    done
                }
                Job::Span { job, data, cuts } => {
                    let mut seen = Seen::default();
                    let mut extents = Vec::with_capacity(cuts.len());
                    self.span(&mut block, &data, &cuts, &mut extents, &mut seen)?;
                    self.spans.give_back(data);
                    vec![(job, Done::Span { extents, seen })]
                }
            };
            drop(block);
            if self.done.send(done).is_err() {
                return Err(Error::Stopped);
            }
        }
        Ok(())
    }

    fn file(
        &self,
        block: &mut BlockBuilder,
        reader: &mut MetadataReader,
        buffer: &mut Vec<u8>,
        file: &SmallFile,
    ) -> Result<Done> {
        let SmallFile { directory, name, .. } = file;
        let mut stat: Stat = file.stat;
        let mut attempt = 0;
        let opened = loop {
            buffer.clear();
            let read = self.progress.stages.time(Stage::Read, || {
                let opened = SourceFile::open_unchecked(directory, name)?;
                Ok::<_, crate::filesystem::Error>((opened.read_all(&stat, buffer)?, opened))
            });
            attempt += 1;
            let (read, opened) = match read {
                Ok(read) => read,
                // Another file has the name now: programs save by renaming.
                Err(error) if error.kind() == ErrorKind::Replaced && attempt <= RETRIES => {
                    match directory.stat(name) {
                        Ok(now) if now.kind == stat.kind => stat = now,
                        _ => return Ok(self.unreadable(&error)),
                    }
                    continue;
                }
                Err(error) => return Ok(self.unreadable(&error)),
            };
            Progress::add(&self.progress.read, read.len as u64);
            stat = read.stat;
            if !read.changed {
                break opened;
            }
            if attempt > RETRIES {
                self.observer.changed_while_read(&directory.path_of(name));
                break opened;
            }
        };
        let mut problems = Vec::new();
        let node = self.progress.stages.time(Stage::Read, || {
            Box::new(reader.node_of_file(&opened, &stat, self.metadata, &mut problems))
        });
        for problem in &problems {
            self.unreadable(problem);
        }
        let runs = match opened.extents(&stat) {
            Ok(runs) => runs,
            Err(error) => return Ok(self.unreadable(&error)),
        };
        let mut look = Look::new(name, buffer);
        let extents = self.chunks(block, buffer, &runs, &mut look.seen)?;
        Progress::add(&self.progress.files, 1);
        Progress::add(&self.progress.bytes, buffer.len() as u64);
        let (fingerprint, size) = (Fingerprint::from(&stat), buffer.len() as u64);
        Ok(Done::File { node, fingerprint, size, extents, look })
    }

    fn unreadable(&self, error: &crate::filesystem::Error) -> Done {
        if error.kind() != ErrorKind::NotFound {
            Progress::add(&self.progress.unreadable, 1);
            self.observer.unreadable(error);
        }
        Done::Unreadable
    }

    /// Cuts a file's bytes, of which only `runs` are data: what is a hole comes back as one.
    fn chunks(
        &self,
        block: &mut BlockBuilder,
        data: &[u8],
        runs: &[Range<u64>],
        seen: &mut Seen,
    ) -> Result<Vec<Extent>> {
        let mut extents = Vec::with_capacity(1);
        let mut at = 0;
        for run in runs {
            let start = (run.start as usize).clamp(at, data.len());
            let end = (run.end as usize).clamp(start, data.len());
            self.hole(block, &data[at..start], &mut extents, seen)?;
            self.cut(block, &data[start..end], &mut extents, seen)?;
            at = end;
        }
        self.hole(block, &data[at..], &mut extents, seen)?;
        Ok(extents)
    }

    /// Bytes that were a hole when the file was asked, perhaps after they were read.
    fn hole(
        &self,
        block: &mut BlockBuilder,
        data: &[u8],
        extents: &mut Vec<Extent>,
        seen: &mut Seen,
    ) -> Result<()> {
        if !is_zero(data) {
            return self.cut(block, data, extents, seen);
        }
        if !data.is_empty() {
            extents.push(Extent::Hole { len: data.len() as u64 });
        }
        Ok(())
    }

    fn cut(
        &self,
        block: &mut BlockBuilder,
        data: &[u8],
        extents: &mut Vec<Extent>,
        seen: &mut Seen,
    ) -> Result<()> {
        let chunker: &Chunker = self.keys.chunker();
        let (mut end, mut cuts) = (0, Vec::new());
        self.progress.stages.time(Stage::Cut, || {
            while let Some(length) = chunker.cut(&data[end..], true) {
                end += length;
                cuts.push(end);
            }
        });
        self.span(block, data, &cuts, extents, seen)
    }

    /// Stores the pieces of `data` that end at `cuts`.
    fn span(
        &self,
        block: &mut BlockBuilder,
        data: &[u8],
        cuts: &[usize],
        extents: &mut Vec<Extent>,
        seen: &mut Seen,
    ) -> Result<()> {
        let mut start = 0;
        let parts = cuts.iter().map(|&end| &data[mem::replace(&mut start, end)..end]);
        let parts: Vec<_> = parts.map(|bytes| (bytes, is_zero(bytes))).collect();
        let chunks: Vec<_> = parts.iter().filter(|(_, hole)| !hole).map(|(bytes, _)| *bytes).collect();
        let mut ids = self.progress.stages.time(Stage::Hash, || self.keys.chunk_ids(&chunks)).into_iter();
        for (bytes, hole) in parts {
            seen.bytes += bytes.len() as u64;
            let id = if hole { None } else { ids.next() };
            extents.push(match id {
                Some(id) => self.chunk(block, id, bytes, seen)?,
                None => Extent::Hole { len: bytes.len() as u64 },
            });
        }
        Ok(())
    }

    fn chunk(&self, block: &mut BlockBuilder, id: ChunkId, bytes: &[u8], seen: &mut Seen) -> Result<Extent> {
        let claim = self.progress.stages.time(Stage::Hash, || self.store.claim(id.index_key(), bytes.len()));
        if looks_random(bytes) {
            seen.random += bytes.len() as u64;
        }
        if claim? == Claim::Mine {
            seen.new += bytes.len() as u64;
            self.store.add_claimed(block, id.index_key(), bytes)?;
        }
        Ok(Extent::Data { id, len: bytes.len() as u32 })
    }
}
