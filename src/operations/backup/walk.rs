//! The walk: one thread that goes through the sources in order, compares each entry with what the last backup saw,
//! and says what is to be done. Small files are left to the workers to read; large ones are read and cut here, so that
//! all workers can share one file.

use std::collections::btree_map;
use std::os::unix::ffi::OsStrExt;
use std::sync::Arc;

use crossbeam_channel::Sender;

use crate::codec::chunk::{Chunker, Paged};
use crate::filesystem::{
    Directory, ErrorKind, FileKind, Identity, MetadataOptions, MetadataReader, Names, Stat,
};
use crate::model::node::Node;
use crate::model::time::Timestamp;
use crate::policy::content::Look;
use crate::policy::exclude::Excludes;
use crate::policy::ignore_file::IgnoreFile;
use crate::repository::tree::content::Cut;

use super::error::{Error, Result};
use super::leave_out::{LeaveOut, Problems};
use super::progress::{Observer, Progress};
use super::sources::{Planned, with_slash};
use super::spans::Spans;
use super::state::{Cursor, Fingerprint, State};

/// Files up to this size are read by the workers, whole.
const SMALL: u64 = 1 << 20;
/// Events and files are handed over in batches of this many, or as many files as hold `BATCH_BYTES`.
const BATCH: usize = 256;
const BATCH_BYTES: u64 = 4 << 20;
/// File systems stamp changes with the time of the last clock tick; one within the same tick goes unnoticed.
const TICK: u32 = 20_000_000;

/// What the walk met. Where it says `matched`, the entry stands where the next old entry does.
#[derive(Debug)]
pub enum Event {
    /// A directory begins. No node: its own metadata is as it was.
    Enter { name: Vec<u8>, fingerprint: Fingerprint, node: Option<Node>, matched: bool },
    /// It ends.
    Leave,
    /// The next old entries are unchanged, none of them a directory.
    Same { count: u32 },
    /// The next old entry is there no more.
    Gone,
    /// A link, device or the like.
    Entry { node: Node, fingerprint: Fingerprint, matched: bool },
    /// A small file; `job` gives its node and content.
    File { job: u64, matched: bool },
    /// A large file begins. Of its content nothing was seen yet but how it begins.
    Large { node: Node, fingerprint: Fingerprint, matched: bool, cut: Cut, look: Look },
    /// Its next piece; `job` gives the extents.
    Span { job: u64 },
    /// Zeros that are not stored.
    Hole { len: u64 },
    /// It changed; it begins again with these facts.
    Restart { node: Node, fingerprint: Fingerprint },
    /// It could not be read to its end and is left out.
    Abandon,
    /// It ends.
    LargeEnd,
}

/// Work for a worker.
#[derive(Debug)]
pub enum Job {
    /// Small files to read and store.
    Files(Vec<SmallFile>),
    /// Bytes of a large file, cut into chunks: `cuts` are their ends. What lies beyond the last is nothing.
    Span { job: u64, data: Vec<u8>, cuts: Vec<usize> },
}

/// A file that a worker reads.
#[derive(Debug)]
pub struct SmallFile {
    pub job: u64,
    pub directory: Arc<Directory>,
    pub name: Vec<u8>,
    pub stat: Stat,
}

/// What the walk needs to know.
pub struct Walk<'a> {
    pub jobs: Sender<Job>,
    pub events: Sender<Vec<Event>>,
    /// Room for pieces of large files.
    pub spans: &'a Spans,
    pub chunker: Arc<Chunker>,
    pub paged: Arc<Paged>,
    pub progress: &'a Progress,
    pub observer: &'a dyn Observer,
    pub metadata: MetadataOptions,
    /// Directories that are never entered: the repository and the cache.
    pub skipped: Vec<Identity>,
    pub excludes: &'a Excludes,
    pub state: Option<Arc<State>>,
}

enum Children {
    All(Names),
    Planned(Vec<(Vec<u8>, Planned)>),
}

struct Frame {
    directory: Arc<Directory>,
    children: Children,
    next: usize,
    old: Option<Cursor>,
    /// The device of the source it belongs to; none on the way to sources.
    device: Option<u64>,
    /// What ignore files say here.
    ignore: Option<Arc<IgnoreFile>>,
}

/// Says what there is, in batches.
pub struct Walker<'a> {
    pub walk: Walk<'a>,
    pub reader: MetadataReader,
    leave_out: LeaveOut<'a>,
    trusted_before: Timestamp,
    batch: Vec<Event>,
    files: Vec<SmallFile>,
    file_bytes: u64,
    same: u32,
    next_job: u64,
}

enum Step {
    Descend(Box<Frame>, Box<Frame>),
    Done,
}

/// Walks all sources. Ends early, without an error, if nobody listens any more.
pub fn walk(walk: Walk<'_>, base: &std::path::Path, tree: Planned) -> Result<()> {
    let old = match &walk.state {
        Some(state) => Some(state.root()?),
        None => None,
    };
    let trusted_before = walk.state.as_ref().map(|state| before(state.of().started)).unwrap_or_default();
    let mut walker = Walker::new(walk, base.as_os_str().as_bytes(), trusted_before);
    let directory = Arc::new(Directory::open(&with_slash(base)).map_err(Error::Source)?);
    let device = tree.whole.then(|| directory.stat_self()).transpose().map_err(Error::Source)?;
    let device = device.map(|stat| stat.device);
    let (children, ignore) = walker.children(&directory, tree, None).map_err(Error::Source)?;
    let mut stack = vec![Frame { directory, children, next: 0, old, device, ignore }];
    while let Some(frame) = stack.pop() {
        match walker.process(frame)? {
            Step::Descend(frame, child) => stack.extend([*frame, *child]),
            Step::Done => walker.emit(Event::Leave)?,
        }
    }
    walker.flush()
}

fn before(time: Timestamp) -> Timestamp {
    match time.nanos.checked_sub(TICK) {
        Some(nanos) => Timestamp { nanos, ..time },
        None => Timestamp { seconds: time.seconds - 1, nanos: time.nanos + 1_000_000_000 - TICK },
    }
}

fn planned(planned: Planned) -> Children {
    let children: btree_map::IntoIter<_, _> = planned.children.into_iter();
    Children::Planned(children.collect())
}

impl Children {
    fn len(&self) -> usize {
        match self {
            Self::All(names) => names.len(),
            Self::Planned(names) => names.len(),
        }
    }

    fn is_planned(&self) -> bool {
        matches!(self, Self::Planned(_))
    }

    fn name(&self, index: usize) -> &[u8] {
        match self {
            Self::All(names) => names.get(index).map(|name| name.bytes).unwrap_or_default(),
            Self::Planned(names) => &names[index].0,
        }
    }

    /// What is wanted below a name.
    fn below(&mut self, index: usize) -> Planned {
        match self {
            Self::All(_) => Planned { whole: true, ..Planned::default() },
            Self::Planned(names) => std::mem::take(&mut names[index].1),
        }
    }
}

impl<'a> Walker<'a> {
    /// Has said nothing yet.
    pub fn new(walk: Walk<'a>, base: &[u8], trusted_before: Timestamp) -> Self {
        Self {
            leave_out: LeaveOut::new(walk.excludes, base),
            walk,
            reader: MetadataReader::new(),
            trusted_before,
            batch: Vec::with_capacity(BATCH),
            files: Vec::new(),
            file_bytes: 0,
            same: 0,
            next_job: 0,
        }
    }

    /// What is wanted of a directory, and what ignore files say there.
    fn children(
        &self,
        directory: &Directory,
        wanted: Planned,
        above: Option<&Arc<IgnoreFile>>,
    ) -> crate::filesystem::Result<(Children, Option<Arc<IgnoreFile>>)> {
        if !wanted.whole {
            return Ok((planned(wanted), None));
        }
        let names = directory.names()?;
        if let Some(tag) = self.leave_out.tag(directory, &names, &|error| self.unreadable(error)) {
            let whole = Planned { whole: true, ..Planned::default() };
            return Ok((Children::Planned(vec![(tag.name.clone(), whole)]), None));
        }
        let problems = Problems {
            unreadable: &|error| self.unreadable(error),
            line: &|path, problem| self.walk.observer.ignore_line(path, problem),
        };
        let ignore = self.leave_out.ignore_files(directory, &names, above, &problems);
        Ok((Children::All(names), ignore))
    }

    fn process(&mut self, mut frame: Frame) -> Result<Step> {
        while frame.next < frame.children.len() {
            if self.walk.progress.is_interrupted() {
                return Err(Error::Interrupted);
            }
            let index = frame.next;
            frame.next += 1;
            let name = frame.children.name(index);
            // Neither what was named is left out, nor a folder on the way to it.
            let named = frame.children.is_planned();
            let ignore = frame.ignore.as_deref();
            let stat = match frame.directory.stat(name) {
                Ok(stat) => stat,
                // What a pattern hits is nothing to report, whatever it is.
                Err(_) if !named && self.leave_out.by_name(&frame.directory, name, true, ignore) => continue,
                Err(error) => {
                    self.unreadable(&error);
                    continue;
                }
            };
            while frame.old.as_ref().and_then(Cursor::entry).is_some_and(|old| old.name < name) {
                self.emit(Event::Gone)?;
                advance(&mut frame.old)?;
            }
            if !named && self.leave_out.entry(&frame.directory, name, &stat, frame.device, ignore) {
                continue;
            }
            let fingerprint = Fingerprint::from(&stat);
            let old = frame.old.as_ref().and_then(Cursor::entry).filter(|old| old.name == name);
            let matched = old.is_some();
            let same = old.is_some_and(|old| old.fingerprint == fingerprint)
                && stat.ctime < self.trusted_before
                && stat.mtime < self.trusted_before;
            Progress::add(&self.walk.progress.entries, 1);
            match stat.kind {
                FileKind::Directory => {
                    if self.walk.skipped.contains(&stat.identity()) {
                        continue;
                    }
                    if let Some(child) = self.enter(&mut frame, index, &stat, matched, same)? {
                        return Ok(Step::Descend(Box::new(frame), Box::new(child)));
                    }
                }
                _ if same => {
                    self.same += 1;
                    advance(&mut frame.old)?;
                    self.count_file(&stat);
                }
                FileKind::File if stat.size <= SMALL => {
                    let name = name.to_vec();
                    self.small(&frame.directory, name, stat, matched)?;
                    if matched {
                        advance(&mut frame.old)?;
                    }
                }
                FileKind::File => {
                    let name = name.to_vec();
                    if self.large(&frame.directory, &name, stat, matched)? && matched {
                        advance(&mut frame.old)?;
                    }
                }
                _ => {
                    let node = self.node(&frame.directory, name, &stat);
                    if let Some(node) = node {
                        self.emit(Event::Entry { node, fingerprint, matched })?;
                        if matched {
                            advance(&mut frame.old)?;
                        }
                    }
                }
            }
        }
        while frame.old.as_ref().and_then(Cursor::entry).is_some() {
            self.emit(Event::Gone)?;
            advance(&mut frame.old)?;
        }
        self.flush_same();
        Ok(Step::Done)
    }

    pub fn unreadable(&self, error: &crate::filesystem::Error) {
        // What vanished since its directory was listed was not there to be backed up.
        if error.kind() == ErrorKind::NotFound {
            return;
        }
        Progress::add(&self.walk.progress.unreadable, 1);
        self.walk.observer.unreadable(error);
    }

    pub fn count_file(&self, stat: &Stat) {
        if stat.kind == FileKind::File {
            self.count(1, stat.size);
        }
    }

    /// Counts files and their bytes as done.
    pub fn count(&self, files: u64, bytes: u64) {
        Progress::add(&self.walk.progress.files, files);
        Progress::add(&self.walk.progress.bytes, bytes);
    }

    fn node(&mut self, directory: &Directory, name: &[u8], stat: &Stat) -> Option<Node> {
        let mut problems = Vec::new();
        let node = self.reader.node(directory, name, stat, self.walk.metadata, &mut problems);
        problems.iter().for_each(|problem| self.unreadable(problem));
        match node {
            Ok(node) => Some(node),
            Err(error) => {
                self.unreadable(&error);
                None
            }
        }
    }

    fn enter(
        &mut self,
        frame: &mut Frame,
        index: usize,
        stat: &Stat,
        matched: bool,
        same: bool,
    ) -> Result<Option<Frame>> {
        let name = frame.children.name(index).to_vec();
        let opened = frame.directory.open_child(&name).map(Arc::new);
        let wanted = frame.children.below(index);
        let elsewhere = self.leave_out.elsewhere(stat, frame.device);
        let device = frame.device.or(wanted.whole.then_some(stat.device));
        let opened = opened.and_then(|directory| {
            let (children, ignore) = if elsewhere {
                (planned(Planned::default()), None)
            } else {
                self.children(&directory, wanted, frame.ignore.as_ref())?
            };
            Ok((children, ignore, directory))
        });
        let (children, ignore, directory) = match opened {
            Ok(opened) => opened,
            Err(error) => {
                self.unreadable(&error);
                return Ok(None);
            }
        };
        let old = if matched {
            let child = match &frame.old {
                Some(cursor) => cursor.child()?,
                None => None,
            };
            advance(&mut frame.old)?;
            child
        } else {
            None
        };
        let node = if same && old.is_some() {
            None
        } else {
            let mut problems = Vec::new();
            let node =
                self.reader.node_of_directory(&directory, &name, stat, self.walk.metadata, &mut problems);
            problems.iter().for_each(|problem| self.unreadable(problem));
            Some(node)
        };
        self.emit(Event::Enter { name, fingerprint: Fingerprint::from(stat), node, matched })?;
        Ok(Some(Frame { directory, children, next: 0, old, device, ignore }))
    }

    fn small(&mut self, directory: &Arc<Directory>, name: Vec<u8>, stat: Stat, matched: bool) -> Result<()> {
        let job = self.job();
        self.file_bytes += stat.size;
        // The event first: should the batch be full, the file goes out together with it.
        self.flush_same();
        self.files.push(SmallFile { job, directory: Arc::clone(directory), name, stat });
        self.batch.push(Event::File { job, matched });
        if self.batch.len() >= BATCH || self.file_bytes >= BATCH_BYTES { self.flush() } else { Ok(()) }
    }

    pub fn job(&mut self) -> u64 {
        self.next_job += 1;
        self.next_job
    }

    fn flush_same(&mut self) {
        if self.same > 0 {
            self.batch.push(Event::Same { count: std::mem::take(&mut self.same) });
        }
    }

    /// Says something.
    pub fn emit(&mut self, event: Event) -> Result<()> {
        self.flush_same();
        self.batch.push(event);
        if self.batch.len() >= BATCH { self.flush() } else { Ok(()) }
    }

    pub fn send(&self, job: Job) -> Result<()> {
        self.walk.jobs.send(job).map_err(|_| Error::Stopped)
    }

    /// Hands over what has gathered: the files before the events that wait for them.
    pub fn flush(&mut self) -> Result<()> {
        self.flush_same();
        if !self.files.is_empty() {
            self.file_bytes = 0;
            let files = std::mem::take(&mut self.files);
            self.send(Job::Files(files))?;
        }
        if self.batch.is_empty() {
            return Ok(());
        }
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
        self.walk.events.send(batch).map_err(|_| Error::Stopped)
    }
}

fn advance(cursor: &mut Option<Cursor>) -> Result<()> {
    match cursor {
        Some(cursor) => Ok(cursor.advance()?),
        None => Ok(()),
    }
}
