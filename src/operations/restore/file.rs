//! One file on its way back: created when its first bytes arrive, finished after the last.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::filesystem::{self, TargetDirectory, TargetFile};
use crate::model::node::Node;

use super::{Progress, Shared};

/// A file being restored.
pub struct FileTask {
    pub directory: TargetDirectory,
    pub node: Node,
    /// Something has the name already and is replaced in one step at the end.
    pub replaces: bool,
    /// Parts of it are zeros that are not written.
    pub sparse: bool,
    file: Mutex<Option<Arc<TargetFile>>>,
    /// Pieces to be written, and one more for as long as the plan may add some.
    pieces: AtomicUsize,
    failed: AtomicBool,
}

impl FileTask {
    pub fn new(directory: TargetDirectory, node: Node, replaces: bool) -> Self {
        Self {
            directory,
            node,
            replaces,
            sparse: false,
            file: Mutex::new(None),
            pieces: AtomicUsize::new(1),
            failed: AtomicBool::new(false),
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

    fn opened(&self) -> filesystem::Result<Arc<TargetFile>> {
        let mut slot = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = &*slot {
            return Ok(Arc::clone(file));
        }
        let name = &self.node.name;
        let file = if self.replaces {
            self.directory.replace_file(name)?
        } else {
            self.directory.create_file(name)?
        };
        if self.sparse {
            file.set_len(self.node.size())?;
        } else {
            file.allocate(self.node.size())?;
        }
        let file = Arc::new(file);
        *slot = Some(Arc::clone(&file));
        Ok(file)
    }

    /// Writes one piece.
    pub fn write(&self, bytes: &[u8], offset: u64) -> filesystem::Result<()> {
        self.opened()?.write_at(bytes, offset)
    }

    /// One piece less to come, or the plan is complete. The last one finishes the file.
    pub fn done(&self, shared: &Shared<'_>) -> super::Result<()> {
        if self.pieces.fetch_sub(1, Ordering::AcqRel) > 1 {
            return Ok(());
        }
        if self.has_failed() {
            return self.discard(shared);
        }
        let finished = self.opened().and_then(|file| file.finish(&self.node, &shared.writer));
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner).take();
        let committed = finished.and_then(|warnings| {
            match file.and_then(Arc::into_inner) {
                Some(file) => file.commit()?,
                None => unreachable!("the last piece is done, so nobody else holds the file"),
            }
            Ok(warnings)
        });
        match committed {
            Ok(warnings) => {
                shared.warn(&warnings);
                Progress::add(&shared.progress.files, 1);
                shared.observer.restored(&self.path());
                Ok(())
            }
            Err(error) => shared.failed(error),
        }
    }

    /// Leaves nothing half-written behind.
    fn discard(&self, shared: &Shared<'_>) -> super::Result<()> {
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(file) = file.and_then(Arc::into_inner) else { return Ok(()) };
        let removed = file.park().and_then(|parked| self.directory.discard(&parked));
        removed.or_else(|error| shared.failed(error))
    }
}
