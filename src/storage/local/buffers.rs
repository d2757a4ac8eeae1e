//! Large buffers that are used again: the kernel zeroes fresh memory page by page, which takes a fifth of the time that
//! looking at a pack does.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

/// Shorter ones come from memory that the allocator keeps anyway.
const LARGE: usize = 1 << 20;
/// How many wait for their next use.
const KEPT: usize = 3;

#[derive(Debug, Default)]
pub(super) struct Buffers {
    free: Mutex<Vec<Vec<u8>>>,
}

/// Bytes whose buffer comes back once nobody holds them.
struct Lent {
    bytes: Vec<u8>,
    home: Arc<Buffers>,
}

impl Buffers {
    /// An empty one for so many bytes, and hardly more: whoever counts what is under way counts these. Where none fits, one of
    /// those that wait makes room.
    pub(super) fn take(&self, length: usize) -> Vec<u8> {
        if length < LARGE {
            return Vec::with_capacity(length);
        }
        // Whole MiB, so that what is asked for fits the next time.
        let room = length.next_multiple_of(LARGE);
        let mut free = self.free();
        let fits = |bytes: &Vec<u8>| (length..=room.max(length + length / 4)).contains(&bytes.capacity());
        let fitting = free.iter().position(fits).map(|at| free.swap_remove(at));
        let other = if fitting.is_none() { free.pop() } else { None };
        drop((free, other));
        fitting.unwrap_or_else(|| Vec::with_capacity(room))
    }

    pub(super) fn lend(home: &Arc<Self>, bytes: Vec<u8>) -> Bytes {
        if bytes.capacity() < LARGE {
            return bytes.into();
        }
        Bytes::from_owner(Lent { bytes, home: Arc::clone(home) })
    }

    fn free(&self) -> std::sync::MutexGuard<'_, Vec<Vec<u8>>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes.clear();
        let mut free = self.home.free();
        if free.len() < KEPT {
            free.push(bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_buffer_is_used_again_once_the_last_holder_lets_go() {
        let home = Arc::new(Buffers::default());
        let lent = |byte: u8, length: usize| {
            let mut bytes = home.take(length);
            assert!(bytes.is_empty());
            bytes.resize(length, byte);
            Buffers::lend(&home, bytes)
        };
        let first = lent(1, LARGE + 5);
        let (place, part) = (first.as_ptr(), first.slice(LARGE..));
        drop(first);
        let second = lent(2, LARGE);
        assert_ne!(second.as_ptr(), place);
        assert_eq!(part[..], [1; 5]);
        drop(part);
        let third = lent(3, LARGE + 1);
        assert_eq!((third.as_ptr(), third.len(), third[LARGE]), (place, LARGE + 1, 3));
        drop(lent(4, LARGE - 1));
        drop((second, third, lent(5, 2 * LARGE), lent(6, LARGE)));
        assert_eq!(home.free().len(), KEPT);
    }

    #[test]
    fn little_does_not_take_much_and_what_does_not_fit_makes_room() {
        let home = Arc::new(Buffers::default());
        let lent = |length: usize| {
            let mut bytes = home.take(length);
            bytes.resize(length, 0);
            Buffers::lend(&home, bytes)
        };
        drop((lent(8 * LARGE), lent(8 * LARGE)));
        let small = home.take(5 * LARGE);
        assert!(small.capacity() < 8 * LARGE);
        let waiting: Vec<_> = home.free().iter().map(Vec::capacity).collect();
        assert_eq!(waiting, [8 * LARGE]);
        assert_eq!(home.take(7 * LARGE).capacity(), 8 * LARGE);
    }
}
