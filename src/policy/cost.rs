//! What keeping a repository costs, roughly.

use crate::model::time::Timestamp;

/// Days that requests are counted over.
const DAYS: i64 = 30;
/// Requests of a backup beside those for its packs: what opens and ends its session and takes it up into a root...
const WRITES: f64 = 9.0;
/// ... and what it reads to begin with.
const READS: f64 = 4.0;

/// Prices in any currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prices {
    /// Of a GiB for a month.
    pub storage: f64,
    /// Of 1,000 requests that write or list.
    pub writes: f64,
    /// Of 1,000 requests that read.
    pub reads: f64,
}

/// A month's cost, in the currency of the prices.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    /// Of what is stored.
    pub storage: f64,
    /// Of what backups write.
    pub writes: f64,
    /// Of what backups read. Restores and verification come on top.
    pub reads: f64,
}

impl Cost {
    /// All of it.
    pub fn total(&self) -> f64 {
        self.storage + self.writes + self.reads
    }
}

/// Estimates a month from what is stored now, and the backups of the last 30 days: when each began, and its new packs.
pub fn estimate(
    stored: u64,
    backups: impl Iterator<Item = (Timestamp, u64)>,
    now: Timestamp,
    prices: &Prices,
) -> Cost {
    let since = now.seconds - DAYS * 86_400;
    let recent = backups.filter(|(started, _)| started.seconds > since);
    let (count, packs) =
        recent.fold((0.0, 0.0), |(count, sum), (_, packs)| (count + 1.0, sum + packs as f64));
    Cost {
        storage: stored as f64 / (1u64 << 30) as f64 * prices.storage,
        writes: (packs + count * WRITES) / 1000.0 * prices.writes,
        reads: count * READS / 1000.0 * prices.reads,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_backups_cost_storage_but_no_requests() {
        let at = |days: i64| Timestamp { seconds: days * 86_400, nanos: 0 };
        let prices = Prices { storage: 0.02, writes: 5.0, reads: 1.0 };
        let backups = [(at(1), 1_000_000), (at(99), 991)];
        let cost = estimate(10 << 30, backups.into_iter(), at(100), &prices);
        assert_eq!(cost, Cost { storage: 0.2, writes: 5.0, reads: 0.004 });
        assert!((cost.total() - 5.204).abs() < 1e-9);
    }
}
