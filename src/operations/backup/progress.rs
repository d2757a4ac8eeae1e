//! What a running backup tells.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::stages::Stages;

/// Counters that anybody may look at while the backup runs.
#[derive(Debug, Default)]
pub struct Progress {
    /// Entries met so far.
    pub entries: AtomicU64,
    /// Files done.
    pub files: AtomicU64,
    /// Bytes of the files done.
    pub bytes: AtomicU64,
    /// Bytes read from files.
    pub read: AtomicU64,
    /// Entries that could not be read.
    pub unreadable: AtomicU64,
    /// Files of the parent; 0 without one.
    pub expected_files: AtomicU64,
    /// Bytes of the parent's files.
    pub expected_bytes: AtomicU64,
    /// Where the time goes.
    pub stages: Stages,
    /// Set to stop the backup.
    pub interrupted: AtomicBool,
}

impl Progress {
    /// Whether the user wants the backup to stop.
    pub fn is_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }

    pub(super) fn add(counter: &AtomicU64, count: u64) {
        counter.fetch_add(count, Ordering::Relaxed);
    }
}

/// Something about one entry of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemEvent {
    /// Taken over unread.
    Unmodified,
    /// Not in the parent.
    New,
    /// Different from the parent's.
    Changed,
}

/// Hears about single entries. Called from several threads.
pub trait Observer: Send + Sync {
    /// An entry could not be read; it is missing from the snapshot.
    fn unreadable(&self, error: &crate::filesystem::Error);

    /// A file changed every time it was read; what is stored may be torn.
    fn changed_while_read(&self, path: &[u8]);

    /// An entry was stored or taken over.
    fn item(&self, path: &dyn Fn() -> Vec<u8>, event: ItemEvent);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {
    fn unreadable(&self, _: &crate::filesystem::Error) {}
    fn changed_while_read(&self, _: &[u8]) {}
    fn item(&self, _: &dyn Fn() -> Vec<u8>, _: ItemEvent) {}
}
