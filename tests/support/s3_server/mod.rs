//! An S3 server in memory, inside the test process, that can be slow, fail and lie.
//!
//! ```ignore
//! mod support;
//! use support::s3_server::{Fault, Matching, S3Server};
//!
//! let server = S3Server::start().await;              // or start_blocking(), outside of a runtime
//! let location = server.location("bucket/prefix");   // the bucket is made; for Location::open
//! let options = server.open_options();               // with the credentials it accepts
//! Command::new(sandyq).envs(server.env()).arg(server.url("bucket/prefix")); // for a child process
//! server.faults().fail(Matching::kind("PutObject"), 3, Fault::Status(503)); // the third put from now on
//! server.faults().randomly(seed, 0.05, Fault::Reset);
//! server.faults().delay(Duration::from_millis(50));
//! assert_eq!(server.counts().get("ListObjectsV2"), 1);
//! ```
//!
//! The server runs on a thread and a runtime of its own until it is dropped, so it serves child processes as well.
//! Signatures and checksums are verified; a `content-type` that is sent but not signed is refused, as Ceph 20 does.

mod backend;
mod faults;
mod serve;

use std::net::SocketAddr;
use std::sync::Arc;

use sandyq::storage::{Location, OpenOptions, S3Credentials, S3Location, S3Options};

pub use faults::{Counts, Fault, Faults, Matching};

use backend::Backend;

pub const ACCESS_KEY: &str = "TESTACCESSKEY";
pub const SECRET_KEY: &str = "test-secret-key";

/// A running server.
#[derive(Debug)]
pub struct S3Server {
    address: SocketAddr,
    backend: Backend,
    faults: Arc<Faults>,
    /// Dropping it stops the thread.
    _stop: tokio::sync::oneshot::Sender<()>,
}

impl S3Server {
    pub async fn start() -> Self {
        Self::start_blocking()
    }

    pub fn start_blocking() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("the address of a bound socket");
        let (backend, faults) = (Backend::default(), Arc::<Faults>::default());
        let (stop, stopped) = tokio::sync::oneshot::channel();
        serve::on_a_thread(listener, backend.clone(), Arc::clone(&faults), stopped);
        Self { address, backend, faults, _stop: stop }
    }

    /// An address for the command line, with endpoint and region. Makes the bucket.
    pub fn url(&self, bucket_and_prefix: &str) -> String {
        let bucket = bucket_and_prefix.split('/').next().unwrap_or_default();
        self.backend.make_bucket(bucket);
        format!("s3://{bucket_and_prefix}?endpoint={}&region=us-east-1", self.endpoint())
    }

    /// The same for the library.
    pub fn location(&self, bucket_and_prefix: &str) -> S3Location {
        match self.url(bucket_and_prefix).parse() {
            Ok(Location::S3(location)) => location,
            other => panic!("{bucket_and_prefix}: {other:?}"),
        }
    }

    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn credentials(&self) -> S3Credentials {
        S3Credentials {
            access_key_id: ACCESS_KEY.to_owned(),
            secret_access_key: SECRET_KEY.to_owned(),
            session_token: None,
        }
    }

    /// For the store alone, without wrappers.
    pub fn options(&self) -> S3Options {
        S3Options { credentials: Some(self.credentials()), ..S3Options::default() }
    }

    /// For the store with its wrappers.
    pub fn open_options(&self) -> OpenOptions {
        OpenOptions { s3_credentials: Some(self.credentials()), ..OpenOptions::default() }
    }

    /// The environment of a child process that shall use the server, and no other.
    pub fn env(&self) -> Vec<(&'static str, String)> {
        vec![
            ("AWS_ACCESS_KEY_ID", ACCESS_KEY.to_owned()),
            ("AWS_SECRET_ACCESS_KEY", SECRET_KEY.to_owned()),
            ("AWS_ENDPOINT_URL", self.endpoint()),
            ("AWS_REGION", "us-east-1".to_owned()),
            ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
        ]
    }

    /// Requests that arrived, failed ones included.
    pub fn counts(&self) -> Counts {
        self.faults.counts()
    }

    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// From now on `If-None-Match` is accepted and not looked at, as by some servers.
    pub fn ignore_conditions(&self) {
        self.backend.ignore_conditions();
    }

    /// What is stored under a key of a bucket, past all faults.
    pub fn object(&self, bucket: &str, key: &str) -> Option<bytes::Bytes> {
        self.backend.object(bucket, key)
    }

    /// The storage class, the encryption and its key that an object was put with.
    pub fn class_and_encryption(
        &self,
        bucket: &str,
        key: &str,
    ) -> (Option<String>, Option<(String, Option<String>)>) {
        self.backend.class_and_encryption(bucket, key)
    }

    /// Puts, replaces or removes (`None`) what is stored under a key: damage, past the API.
    pub fn set_object(&self, bucket: &str, key: &str, bytes: Option<bytes::Bytes>) {
        self.backend.set_object(bucket, key, bytes);
    }

    /// The keys of a bucket, sorted.
    pub fn keys(&self, bucket: &str) -> Vec<String> {
        self.backend.keys(bucket)
    }
}
