//! Model check.
#[path = "protocol_model"]
mod model {
    pub mod absorb;
    pub mod chunks;
    pub mod explore;
    pub mod janitor;
    pub mod maintainer;
    pub mod properties;
    pub mod reader;
    pub mod rules;
    pub mod state;
    pub mod writer;
}
use model::explore::{caught, holds};
use model::rules::{Errand, Rules, Scope};

#[test]
fn base() {
    holds("base", Scope::default());
}
