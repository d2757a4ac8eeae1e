//! Words: identifiers, measures, nodes, roles, snapshots, quantities and times. No I/O and no async here.

pub mod alerted;
pub mod drill;
pub mod id;
pub mod measures;
pub mod node;
pub mod quantity;
pub mod record;
pub mod role;
pub mod snapshot;
pub mod time;
