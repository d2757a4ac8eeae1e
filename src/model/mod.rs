//! Words: identifiers, nodes, snapshots, quantities and times. No I/O and no async here.

pub mod id;
pub mod node;
pub mod quantity;
pub mod time;
