//! One budget of bytes for packs being filled and uploaded: what bounds a backup's memory.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Bytes that may be held at once.
#[derive(Debug, Clone)]
pub struct Budget(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    free: Mutex<u64>,
    freed: Condvar,
}

/// Bytes taken from a budget; given back when dropped.
#[derive(Debug)]
pub struct Taken {
    budget: Budget,
    bytes: u64,
}

impl Budget {
    /// A budget of `bytes`.
    pub fn new(bytes: u64) -> Self {
        Self(Arc::new(Shared { free: Mutex::new(bytes), freed: Condvar::new() }))
    }

    /// Waits until `bytes` are free and takes them. Also, whether it had to wait.
    pub fn take(&self, bytes: u64) -> (Taken, bool) {
        let free = self.0.free.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = *free < bytes;
        let mut free =
            self.0.freed.wait_while(free, |free| *free < bytes).unwrap_or_else(PoisonError::into_inner);
        *free -= bytes;
        (Taken { budget: self.clone(), bytes }, waits)
    }
}

impl Taken {
    /// Gives back all but `bytes`.
    pub fn shrink(&mut self, bytes: u64) {
        let back = self.bytes.saturating_sub(bytes);
        self.bytes -= back;
        self.budget.give(back);
    }
}

impl Budget {
    fn give(&self, bytes: u64) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += bytes;
        self.0.freed.notify_all();
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.budget.give(self.bytes);
    }
}
