//! Tells other systems: over HTTP, with the client and the trust in certificates that requests to the store have too.

mod http;

pub use http::{Answer, Http, Request, Unsent};
