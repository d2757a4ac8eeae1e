//! Buffers for pieces of large files, used again and again: the kernel zeroes fresh memory page by page, which can take
//! longer than all that is done with a piece.

use std::sync::{Mutex, PoisonError};

/// Buffers that wait for their next use. There are never more than were in use at once.
#[derive(Debug, Default)]
pub struct Spans(Mutex<Vec<Vec<u8>>>);

impl Spans {
    /// A buffer of at least so many bytes, whatever they are.
    pub fn take(&self, length: usize) -> Vec<u8> {
        let waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        waiting.filter(|buffer| buffer.len() >= length).unwrap_or_else(|| vec![0; length])
    }

    /// Takes a buffer back.
    pub fn give_back(&self, buffer: Vec<u8>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(buffer);
    }
}
