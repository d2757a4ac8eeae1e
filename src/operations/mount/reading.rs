//! Files of the mount: opened, read from any place, and closed.

use std::sync::Arc;

use fuser::Errno;

use crate::model::node::NodeKind;

use super::file::{OpenFile, Sought};
use super::mounted::{Mounted, Problem, What, locked};

impl Mounted<'_> {
    /// Opens a file.
    pub async fn open(&self, number: u64) -> Result<u64, Errno> {
        let opened = self.try_open(number).await;
        let file = Arc::new(self.told(number, b"", opened).await?);
        let mut handles = locked(&self.handles);
        let handle = handles.next();
        handles.files.insert(handle, file);
        Ok(handle)
    }

    async fn try_open(&self, number: u64) -> Result<OpenFile, Problem> {
        let What::Entry { .. } = self.what(number)? else { return Err(Errno::EISDIR.into()) };
        let found = self.found(number).await?;
        let entry = found.entry().ok_or(Errno::ENOENT)?;
        match entry.node.kind {
            NodeKind::File { .. } => Ok(OpenFile::new(number, entry.clone())),
            NodeKind::Directory { .. } => Err(Errno::EISDIR.into()),
            _ => Err(Errno::ENXIO.into()),
        }
    }

    /// Closes a file.
    pub fn close(&self, handle: u64) {
        locked(&self.handles).files.remove(&handle);
    }

    /// Bytes of an open file.
    pub async fn read(&self, handle: u64, offset: u64, len: u32) -> Result<Vec<u8>, Errno> {
        let file = self.file(handle)?;
        let read = file.read(&self.reader, &self.blocks, offset, len).await;
        self.told(file.number, b"", read.map_err(Problem::from)).await
    }

    /// Fetches what comes behind a read, if it came behind another one.
    pub async fn read_ahead(&self, handle: u64, offset: u64, len: u32) {
        if let Ok(file) = self.file(handle)
            && let Some(next) = file.follows(offset, len)
        {
            file.read_ahead(&self.reader, &self.blocks, next).await;
        }
    }

    /// Where the next data or hole of an open file lies.
    pub async fn seek(&self, handle: u64, offset: u64, sought: Sought) -> Result<u64, Errno> {
        let file = self.file(handle)?;
        let found = file.seek(&self.reader, offset, sought).await;
        self.told(file.number, b"", found.map_err(Problem::from)).await?.ok_or(Errno::ENXIO)
    }

    fn file(&self, handle: u64) -> Result<Arc<OpenFile>, Errno> {
        locked(&self.handles).files.get(&handle).cloned().ok_or(Errno::EBADF)
    }
}
