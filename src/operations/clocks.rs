//! The store's time in that of this host.

use std::time::Duration;

use crate::model::time::{Clock, Timestamp};
use crate::repository::View;

/// Translates the store's time into this host's.
#[derive(Debug, Clone, Copy)]
pub struct Clocks {
    store: Option<Timestamp>,
    host: Timestamp,
}

impl Clocks {
    /// As a view shows the store's.
    pub fn of(view: &View, clock: &dyn Clock) -> Self {
        Self { store: view.store_time, host: clock.now() }
    }

    /// A time of the store by this host's clock.
    pub fn here(&self, stored: Timestamp) -> Timestamp {
        match self.store {
            Some(store) if store >= self.host => stored.before(store.since(self.host)),
            Some(store) => stored.after(self.host.since(store)),
            None => stored,
        }
    }

    /// By how much the two differ, where the store tells its time.
    pub fn skew(&self) -> Option<Duration> {
        let store = self.store?;
        Some(store.since(self.host).max(self.host.since(store)))
    }
}
