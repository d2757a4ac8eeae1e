//! Tells other systems: over HTTP, with the client and the trust in certificates that requests to the store have too; and by
//! e-mail.

mod email;
mod http;
mod sns;

pub use email::{Email, Login, Server};
pub use http::{Answer, Http, Request, Unsent};
pub use sns::text_message;
