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
    /// Holds what `more` holds too.
    pub fn add(&mut self, mut more: Self) {
        self.bytes += std::mem::take(&mut more.bytes);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_comes_back_once_whoever_holds_it_in_the_end() {
        let budget = Budget::new(10);
        let (mut pack, waited) = budget.take(0);
        assert!(!waited);
        pack.add(budget.take(6).0);
        let (block, waited) = budget.take(4);
        assert!(!waited);
        pack.add(block);
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| budget.take(10).1);
            drop(pack);
            // Whether it came first is chance; that it came to its bytes is not.
            waiting.join().unwrap();
        });
        assert!(!budget.take(10).1, "all of it is free again");
    }
}
