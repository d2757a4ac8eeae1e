//! Where the time of a backup goes: by stage, summed over its threads.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// What a thread of a backup does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Opening, reading and closing files, and describing them.
    Read,
    /// Looking for the ends of chunks.
    Cut,
    /// Hashing chunks, and looking whether they are known.
    Hash,
    /// Compressing blocks.
    Compress,
    /// Encrypting them.
    Seal,
    /// Reading them back.
    Check,
    /// Waiting for uploads to make room.
    Wait,
}

impl Stage {
    /// All of them, in the order in which a byte meets them.
    pub const ALL: [Self; 7] =
        [Self::Read, Self::Cut, Self::Hash, Self::Compress, Self::Seal, Self::Check, Self::Wait];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Cut => "cut",
            Self::Hash => "hash",
            Self::Compress => "compress",
            Self::Seal => "seal",
            Self::Check => "check",
            Self::Wait => "wait",
        }
    }
}

/// A clock for each stage. Asking the time costs more than hashing the smallest files, so they run on demand only.
#[derive(Debug, Default)]
pub struct Stages {
    running: bool,
    nanos: [AtomicU64; Stage::ALL.len()],
}

/// Clocks that stand still.
pub(super) static STILL: Stages =
    Stages { running: false, nanos: [const { AtomicU64::new(0) }; Stage::ALL.len()] };

impl Stages {
    /// Clocks that run.
    pub fn running() -> Self {
        Self { running: true, ..Self::default() }
    }

    /// Does something, as a part of a stage.
    pub(super) fn time<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        if !self.running {
            return work();
        }
        let begun = Instant::now();
        let done = work();
        let nanos = begun.elapsed().as_nanos() as u64;
        self.nanos[stage as usize].fetch_add(nanos, Ordering::Relaxed);
        done
    }

    /// What was spent so far.
    pub fn spent(&self) -> impl Iterator<Item = (Stage, Duration)> + '_ {
        let nanos = |stage: Stage| self.nanos[stage as usize].load(Ordering::Relaxed);
        Stage::ALL.into_iter().map(move |stage| (stage, Duration::from_nanos(nanos(stage))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_running_clocks_count() {
        let work = || std::hint::black_box((0..10_000u64).sum::<u64>());
        let running = Stages::running();
        assert_eq!(running.time(Stage::Seal, work), STILL.time(Stage::Seal, work));
        let counted = |stages: &Stages| {
            stages.spent().filter(|(_, time)| !time.is_zero()).map(|(stage, _)| stage).collect::<Vec<_>>()
        };
        assert_eq!(counted(&running), [Stage::Seal]);
        assert_eq!(counted(&STILL), []);
    }
}
