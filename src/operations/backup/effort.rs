//! How hard to compress.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

/// zstd level for what is much.
const USUAL: i32 = 3;
/// zstd level where time is not what counts. Level 3 stores a sixth more of a database's changed pages.
const THOROUGH: i32 = 6;
/// Each pack that waits for the store adds one thorough block to so many.
const PARTS: u32 = 4;

/// How hard to compress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// At this zstd level.
    Level(i32),
    /// At 3; at 6 the first so many bytes, and as much as there is time for while the store is waited for.
    Fitting(u64),
}

impl Default for Effort {
    fn default() -> Self {
        Self::Level(USUAL)
    }
}

/// What decides the level of the next block.
#[derive(Debug)]
pub struct Pace {
    effort: Effort,
    /// Bytes that are still to be compressed thoroughly.
    little: AtomicU64,
    /// Of [`PARTS`] blocks so many.
    thorough: AtomicU32,
    blocks: AtomicU32,
}

impl Pace {
    pub fn new(effort: Effort) -> Self {
        let little = if let Effort::Fitting(little) = effort { little } else { 0 };
        Self { effort, little: little.into(), thorough: 0.into(), blocks: 0.into() }
    }

    /// The zstd level to begin with.
    pub fn usual(&self) -> i32 {
        if let Effort::Level(level) = self.effort { level } else { USUAL }
    }

    /// The zstd level for the next `bytes`.
    pub fn level(&self, bytes: usize) -> i32 {
        if let Effort::Level(level) = self.effort {
            return level;
        }
        let left = |left: u64| left.checked_sub(bytes as u64);
        let little = self.little.fetch_update(Ordering::Relaxed, Ordering::Relaxed, left).is_ok();
        let block = self.blocks.fetch_add(1, Ordering::Relaxed) % PARTS;
        if little || block < self.thorough.load(Ordering::Relaxed) { THOROUGH } else { USUAL }
    }

    /// A pack is begun; `waited`: the last one was not filled before the store had taken another. Then the store is the slower
    /// one, and there is time to compress more of what comes thoroughly. As soon as none waits there is less, so that the
    /// store does not wait for long.
    pub fn begin_pack(&self, waited: bool) {
        let next = |thorough: u32| {
            Some(if waited { PARTS.min(thorough + 1) } else { thorough.saturating_sub(PARTS / 2) })
        };
        let _ = self.thorough.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(pace: &Pace) -> Vec<i32> {
        (0..PARTS).map(|_| pace.level(1)).collect()
    }

    #[test]
    fn what_is_little_is_compressed_thoroughly() {
        let pace = Pace::new(Effort::Fitting(100));
        assert_eq!([pace.level(60), pace.level(60), pace.level(40), pace.level(1)], [6, 3, 6, 3]);
    }

    #[test]
    fn the_longer_the_store_is_waited_for_the_more_is_compressed_thoroughly() {
        let pace = Pace::new(Effort::Fitting(0));
        pace.begin_pack(false);
        let mut thorough = vec![];
        for waited in [true, true, true, true, true, false, false, false, true] {
            pace.begin_pack(waited);
            thorough.push(levels(&pace).iter().filter(|level| **level == THOROUGH).count());
        }
        assert_eq!(thorough, [1, 2, 3, 4, 4, 2, 0, 0, 1]);
    }

    #[test]
    fn a_level_that_was_asked_for_is_kept() {
        for level in [-7, 3, 19] {
            let pace = Pace::new(Effort::Level(level));
            pace.begin_pack(true);
            assert_eq!((pace.usual(), levels(&pace)), (level, vec![level; 4]));
        }
    }
}
