//! Profiles: the text of a file to settings, each with the place where it was said. Pure: which file, and what the
//! environment holds, is told from above.
//!
//! A file is tables of keys (`schema`). They are read into layers (`read`), all mistakes at once; layers that lie over
//! each other make settings (`settings`). Whether what is promised can hold is asked last (`objectives`).

mod document;
mod finding;
mod nearest;
mod objectives;
mod read;
mod resolve;
pub mod schema;
mod settings;
mod tier;
mod value;

pub use document::{Contact, document};
pub use finding::{Finding, Place};
pub use nearest::nearest;
pub use objectives::objectives;
pub use read::{File, Layer, Said, Table, parse};
pub use resolve::{NoProfile, Resolved};
pub use settings::{Origin, Setting, Settings};
pub use tier::Tier;
pub use value::{Base, Command, Value, shown_time};
