//! One file on its way back: created when its first bytes arrive, finished after the last.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::filesystem::{self, TargetDirectory, TargetFile, Warning};
use crate::model::node::Node;

use super::{Action, Overwrite, Progress, Shared};

/// A file being restored.
pub struct FileTask {
    pub directory: TargetDirectory,
    pub node: Node,
    /// Parts of it are zeros that are not written.
    pub has_holes: bool,
    /// Something has the name already and is replaced in one step at the end.
    replaces: bool,
    file: Mutex<Option<Arc<TargetFile>>>,
    /// Pieces to be written, and one more for as long as the plan may add some.
    pieces: AtomicUsize,
    written: AtomicU64,
    failed: Arc<AtomicBool>,
}

impl FileTask {
    pub fn new(directory: TargetDirectory, node: Node, replaces: bool, failed: Arc<AtomicBool>) -> Self {
        Self {
            directory,
            node,
            has_holes: false,
            replaces,
            file: Mutex::new(None),
            pieces: AtomicUsize::new(1),
            written: AtomicU64::new(0),
            failed,
        }
    }

    pub fn path(&self) -> Vec<u8> {
        self.directory.path_of(&self.node.name)
    }

    /// One more piece is to be written.
    pub fn expect_piece(&self) {
        self.pieces.fetch_add(1, Ordering::Relaxed);
    }

    /// Marks the file as one that cannot be restored. Whether it was the first to say so.
    pub fn fail(&self) -> bool {
        !self.failed.swap(true, Ordering::Relaxed)
    }

    pub fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    fn opened(&self, shared: &Shared<'_>) -> filesystem::Result<Arc<TargetFile>> {
        let mut slot = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = &*slot {
            return Ok(Arc::clone(file));
        }
        let (name, options) = (&self.node.name, shared.options);
        // Where a later run would take an unfinished file for one to be left alone, it must never have the name.
        let keeps = matches!(options.overwrite, Overwrite::Never | Overwrite::IfNewer);
        let in_one_step = self.replaces || keeps;
        let create = if in_one_step { TargetDirectory::replace_file } else { TargetDirectory::create_file };
        let file = slot.insert(Arc::new(create(&self.directory, name)?));
        if self.has_holes || options.sparse {
            file.set_len(self.node.size())?;
        } else {
            file.allocate(self.node.size())?;
        }
        Ok(Arc::clone(file))
    }

    /// Writes one piece.
    pub fn write(&self, bytes: &[u8], offset: u64, shared: &Shared<'_>) -> filesystem::Result<()> {
        let file = self.opened(shared)?;
        if shared.options.sparse { file.write_sparse_at(bytes, offset) } else { file.write_at(bytes, offset) }
    }

    /// Counts bytes that were written.
    pub fn wrote(&self, bytes: u64, shared: &Shared<'_>) {
        self.written.fetch_add(bytes, Ordering::Relaxed);
        Progress::add(&shared.progress.bytes, bytes);
    }

    /// One piece less to come, or the plan is complete. The last one finishes the file.
    pub fn done(&self, shared: &Shared<'_>) -> super::Result<()> {
        if self.pieces.fetch_sub(1, Ordering::AcqRel) > 1 {
            return Ok(());
        }
        if self.has_failed() {
            return self.discard().or_else(|error| shared.failed(error));
        }
        match self.finish(shared) {
            Ok(warnings) => {
                shared.warn(&warnings);
                Progress::add(&shared.progress.files, 1);
                let holes = self.node.size().saturating_sub(self.written.load(Ordering::Relaxed));
                Progress::add(&shared.progress.bytes, holes);
                let action = if self.replaces { Action::Updated } else { Action::Restored };
                shared.observer.item(&|| self.path(), action);
                Ok(())
            }
            Err(error) => {
                self.fail();
                // The error at hand is the one to tell.
                let _ = self.discard();
                shared.failed(error)
            }
        }
    }

    fn finish(&self, shared: &Shared<'_>) -> filesystem::Result<Vec<Warning>> {
        let warnings = self.opened(shared)?.finish(&self.node, &shared.writer)?;
        match self.take() {
            Some(file) => file.commit()?,
            None => unreachable!("the last piece is done, so nobody else holds the file"),
        }
        Ok(warnings)
    }

    fn take(&self) -> Option<TargetFile> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner).take().and_then(Arc::into_inner)
    }

    /// Leaves nothing half-written behind.
    fn discard(&self) -> filesystem::Result<()> {
        self.take().map_or(Ok(()), TargetFile::abandon)
    }
}

impl Drop for FileTask {
    /// A restore that ends early, for lack of room or because somebody stopped it, leaves no part of a file either.
    fn drop(&mut self) {
        let _ = self.discard();
    }
}
