//! Large files: read and cut by the walk itself, hole by hole, so that all workers share one file.

use std::ops::Range;
use std::sync::Arc;

use crate::codec::chunk;
use crate::filesystem::{self, Directory, SourceFile, Stat};
use crate::policy::content::Look;
use crate::policy::paged::{self, Facts};
use crate::repository::tree::content::Cut;

use super::error::{Error, Result};
use super::progress::Progress;
use super::stages::Stage;
use super::state::Fingerprint;
use super::walk::{Event, Job, Walker};

/// Read in pieces of this many bytes.
const SPAN: usize = 2 << 20;
/// A file that changes while it is read is read again this often.
const RETRIES: u32 = 2;

impl Walker<'_> {
    /// Reads and cuts a large file. `false` if it could not be opened at all.
    pub fn large(
        &mut self,
        directory: &Directory,
        name: &[u8],
        mut stat: Stat,
        matched: bool,
    ) -> Result<bool> {
        let mut file = match SourceFile::open(directory, name, &stat) {
            Ok(file) => file,
            Err(error) => {
                self.unreadable(&error);
                return Ok(false);
            }
        };
        let mut problems = Vec::new();
        let mut node = self.reader.node_of_file(&file, &stat, self.walk.metadata, &mut problems);
        problems.iter().for_each(|problem| self.unreadable(problem));
        let (cut, look) = by_beginning(&file, &stat);
        let fingerprint = Fingerprint::from(&stat);
        self.emit(Event::Large { node: node.clone(), fingerprint, matched, cut, look })?;
        for attempt in 0.. {
            let read = self.read_large(&file, &stat, cut);
            let now = match read {
                Ok(Ok(())) => file.stat(),
                Ok(Err(error)) => Err(error),
                Err(stopped) => return Err(stopped),
            };
            match now {
                Ok(now) if !now.changed_since(&stat) => break,
                Ok(_) if attempt == RETRIES => {
                    self.walk.observer.changed_while_read(&file.path());
                    break;
                }
                Ok(now) => {
                    stat = now;
                    let mut problems = Vec::new();
                    node = self.reader.node_of_file(&file, &stat, self.walk.metadata, &mut problems);
                    let fingerprint = Fingerprint::from(&stat);
                    self.emit(Event::Restart { node: node.clone(), fingerprint })?;
                    // Reading begins at the start of an open file again only if it is opened again.
                    file = match SourceFile::open(directory, name, &stat) {
                        Ok(file) => file,
                        Err(error) => {
                            self.unreadable(&error);
                            self.emit(Event::Abandon)?;
                            return Ok(true);
                        }
                    };
                }
                Err(error) => {
                    self.unreadable(&error);
                    self.emit(Event::Abandon)?;
                    return Ok(true);
                }
            }
        }
        self.count_file(&stat);
        self.emit(Event::LargeEnd)?;
        Ok(true)
    }

    /// Reads one file to its end, hole by hole. The inner error is the file's, the outer ends the walk.
    fn read_large(&mut self, file: &SourceFile, stat: &Stat, cut: Cut) -> Result<filesystem::Result<()>> {
        file.advise_sequential();
        let rule = self.rule(cut);
        // Pages are counted from the start of the file. Where data begins within one, its first piece ends with that, so
        // that holes stay what they are and what lies behind does not depend on where they end.
        let page = if cut == Cut::Fixed { rule.longest() as u64 } else { 1 };
        let mut at = 0;
        while at < stat.size {
            let data = if stat.looks_sparse() {
                match file.next_data(at) {
                    Ok(Some(data)) => data.start.min(stat.size)..data.end.min(stat.size),
                    Ok(None) => stat.size..stat.size,
                    Err(error) => return Ok(Err(error)),
                }
            } else {
                at..stat.size
            };
            if data.start > at {
                self.emit(Event::Hole { len: data.start - at })?;
            }
            at = data.end;
            let first = data.start.next_multiple_of(page).min(data.end);
            for part in [data.start..first, first..data.end] {
                if let Err(error) = self.pieces(&*rule, part, |at, buffer| file.read_full_at(at, buffer))? {
                    return Ok(Err(error));
                }
            }
        }
        Ok(Ok(()))
    }

    /// The rule that cuts a file's bytes where its pages of content are cut like this.
    pub fn rule(&self, cut: Cut) -> Arc<dyn chunk::Cut> {
        match cut {
            Cut::ById => Arc::clone(&self.walk.chunker) as _,
            Cut::Fixed => Arc::clone(&self.walk.paged) as _,
        }
    }

    /// Cuts what `fill` gives of this range by `rule`; where it gives less than it is asked for, the range ends.
    pub fn pieces<E>(
        &mut self,
        rule: &dyn chunk::Cut,
        range: Range<u64>,
        mut fill: impl FnMut(u64, &mut [u8]) -> Result<usize, E>,
    ) -> Result<Result<(), E>> {
        let mut at = range.start;
        let mut carried: Vec<u8> = Vec::new();
        while at < range.end || !carried.is_empty() {
            if self.walk.progress.is_interrupted() {
                return Err(Error::Interrupted);
            }
            let mut data = self.walk.spans.take(SPAN + rule.longest());
            let have = carried.len();
            data[..have].copy_from_slice(&carried);
            let want = (range.end - at).min(SPAN as u64) as usize;
            let stages = &self.walk.progress.stages;
            let read = match stages.time(Stage::Read, || fill(at, &mut data[have..have + want])) {
                Ok(read) => read,
                Err(error) => return Ok(Err(error)),
            };
            let end = have + read;
            at += read as u64;
            Progress::add(&self.walk.progress.read, read as u64);
            // A file that shrank ends here; that it changed is seen afterwards.
            let last = at >= range.end || read < want;
            if last {
                at = range.end;
            }
            let (mut start, mut cuts) = (0, Vec::new());
            stages.time(Stage::Cut, || {
                while let Some(length) = rule.cut(&data[start..end], last) {
                    start += length;
                    cuts.push(start);
                }
            });
            carried.clear();
            carried.extend_from_slice(&data[start..end]);
            if cuts.is_empty() {
                self.walk.spans.give_back(data);
            } else {
                self.flush()?;
                let job = self.job();
                self.send(Job::Span { job, data, cuts })?;
                self.emit(Event::Span { job })?;
            }
        }
        Ok(Ok(()))
    }
}

/// How a file is to be cut, and what its name and beginning say of it. One whose beginning cannot be read is found out
/// soon enough.
fn by_beginning(file: &SourceFile, stat: &Stat) -> (Cut, Look) {
    let mut beginning = [0; paged::BEGINNING];
    let read = file.read_full_at(0, &mut beginning).unwrap_or_default();
    let (name, sparse) = (file.name(), stat.looks_sparse());
    let beginning = &beginning[..read];
    let facts = Facts { name, size: stat.size, sparse, beginning };
    let cut = if paged::is_paged(&facts) { Cut::Fixed } else { Cut::ById };
    (cut, Look::new(name, beginning))
}
