//! Every store and wrapper against the conformance suite.
//!
//! With `SANDYQ_TEST_S3=1` and the usual `AWS_*` variables also against a real S3 server; `scripts/test-ceph` does
//! that with one on this machine.

#[path = "../support/mod.rs"]
mod support;

mod s3;

use std::num::{NonZeroU64, NonZeroUsize};
use std::sync::Arc;
use std::time::Duration;

use sandyq::storage::conformance::{CHECKS, Store, check_all};
use sandyq::storage::faulty::{Call, Fault as StoreFault, Faulty};
use sandyq::storage::probe::{ConditionalPut, conditional_put};
use sandyq::storage::{
    Bandwidth, Counting, ErrorKind, Limit, Limits, LocalStorage, Location, MemoryStorage, OpenOptions,
    Opened, Retry, RetryPolicy, S3Credentials, S3Options, S3Storage, Storage,
};

use support::s3_server::{Fault, Matching, S3Server};

/// Quick repetitions: no test waits for a back-off.
fn impatient() -> RetryPolicy {
    RetryPolicy {
        first_delay: Duration::from_millis(1),
        longest_delay: Duration::from_millis(2),
        ..RetryPolicy::default()
    }
}

async fn raw_s3(server: &S3Server) -> Store {
    let store = S3Storage::open(server.location("bucket/some/prefix"), server.options()).await;
    Arc::new(store.expect("a store without a question asked"))
}

async fn opened_s3(server: &S3Server) -> Opened {
    let options = OpenOptions { retry: impatient(), ..server.open_options() };
    Location::S3(server.location("bucket/prefix")).open(&options).await.expect("an open store")
}

#[tokio::test]
async fn memory_conforms() {
    let store: Store = Arc::new(MemoryStorage::new());
    check_all(&store).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_directory_conforms() {
    let folder = tempfile::tempdir().unwrap();
    let store: Store = Arc::new(LocalStorage::new(folder.path()));
    check_all(&store).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s3_conforms() {
    let server = S3Server::start().await;
    check_all(&raw_s3(&server).await).await;
}

#[tokio::test]
async fn s3_without_a_prefix_conforms() {
    let server = S3Server::start().await;
    let store = S3Storage::open(server.location("bucket"), server.options()).await.unwrap();
    check_all(&(Arc::new(store) as Store)).await;
}

#[tokio::test]
async fn every_wrapper_conforms() {
    let memory = || Arc::new(MemoryStorage::new());
    let connections = NonZeroUsize::new(3);
    let plenty = || NonZeroU64::new(1 << 40).map(|rate| Arc::new(Bandwidth::new(rate)));
    let limits = Limits { connections, upload: plenty(), download: plenty() };
    let small_pages = RetryPolicy { list_page: Some(7), ..impatient() };
    let stores: [Store; 4] = [
        Arc::new(Retry::new(memory(), small_pages)),
        Arc::new(Limit::new(memory(), limits)),
        Arc::new(Counting::new(memory())),
        Arc::new(Faulty::new(memory())),
    ];
    for store in stores {
        check_all(&store).await;
    }
}

#[tokio::test]
async fn an_opened_directory_conforms() {
    let folder = tempfile::tempdir().unwrap();
    let options = OpenOptions { connections: NonZeroUsize::new(2), ..OpenOptions::default() };
    let opened = Location::Local(folder.path().into()).open(&options).await.unwrap();
    check_all(&opened.storage).await;
}

#[tokio::test]
async fn an_opened_s3_store_conforms_while_one_request_in_thirty_fails() {
    for (seed, fault) in [(1, Fault::Status(503)), (2, Fault::Reset), (3, Fault::Status(500))] {
        let server = S3Server::start().await;
        let opened = opened_s3(&server).await;
        server.faults().randomly(seed, 1.0 / 30.0, fault);
        check_all(&opened.storage).await;
        assert!(opened.retries() > 0);
    }
}

/// A check that cannot fail proves nothing: each is run on a store that breaks its promise.
#[tokio::test]
async fn the_suite_finds_a_store_that_ignores_create() {
    let server = S3Server::start().await;
    server.ignore_conditions();
    let store = raw_s3(&server).await;
    for (name, check) in CHECKS {
        let depends_on_create = [
            "of_concurrent_creators_one_wins",
            "overwrite_replaces_and_create_does_not",
            "an_empty_object_is_an_object",
        ];
        let outcome = tokio::spawn(check(Arc::clone(&store))).await;
        assert_eq!(outcome.is_err(), depends_on_create.contains(name), "{name}");
    }
}

#[tokio::test]
async fn the_suite_finds_a_torn_object() {
    let faulty = Arc::new(Faulty::new(Arc::new(MemoryStorage::new())));
    faulty.fail(Call::Put, 2, StoreFault::Torn(ErrorKind::Transient));
    let (_, check) = CHECKS.iter().find(|(name, _)| name.contains("abandoned")).unwrap();
    assert!(tokio::spawn(check(faulty)).await.is_err());
}

#[tokio::test]
async fn the_probe_tells_an_atomic_server_from_one_that_ignores_the_condition() {
    let server = S3Server::start().await;
    let store = raw_s3(&server).await;
    assert_eq!(conditional_put(&store, "probe/").await.unwrap(), ConditionalPut::Atomic);
    server.ignore_conditions();
    assert_eq!(conditional_put(&store, "probe/").await.unwrap(), ConditionalPut::Ignored);
    assert!(server.keys("bucket").is_empty());

    server.faults().fail(Matching::kind("PutObject"), 1, Fault::Status(501));
    assert_eq!(conditional_put(&store, "probe/").await.unwrap(), ConditionalPut::Refused);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_s3_server_conforms_and_is_atomic() {
    if std::env::var_os("SANDYQ_TEST_S3").is_none() {
        println!("not asked for: set SANDYQ_TEST_S3=1 and AWS_*");
        return;
    }
    let bucket = format!("sandyq-test-{:016x}", getrandom::u64().unwrap());
    let location: Location = format!("s3://{bucket}/pre/fix").parse().unwrap();
    let Location::S3(s3) = location.clone() else { panic!("{location:?}") };
    let store = S3Storage::open(s3, S3Options::default()).await.unwrap();
    let error = store.get("a").await.unwrap_err();
    assert!(error.to_string().contains(&format!("there is no bucket {bucket}")), "{error}");
    store.create_bucket().await.unwrap();
    let store: Store = Arc::new(store);
    check_all(&store).await;
    empty(&store).await;
    assert_eq!(conditional_put(&store, "probe/").await.unwrap(), ConditionalPut::Atomic);

    let opened = location.open(&OpenOptions::default()).await.unwrap();
    check_all(&opened.storage).await;
    empty(&opened.storage).await;

    let wrong = S3Credentials {
        access_key_id: std::env::var("AWS_ACCESS_KEY_ID").unwrap_or_default(),
        secret_access_key: "wrong".to_owned(),
        session_token: None,
    };
    let options = OpenOptions { s3_credentials: Some(wrong), ..OpenOptions::default() };
    let error = location.open(&options).await.unwrap().storage.get("a").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Denied, "{error}");
}

/// Leaves a bucket that costs nothing.
async fn empty(store: &Store) {
    let listing = store.list("", None, None).await.expect("a listing");
    for entries in listing.entries.chunks(16) {
        let deletes = entries.iter().map(|entry| store.delete(&entry.key));
        futures_util::future::try_join_all(deletes).await.expect("all deleted");
    }
    assert!(store.list("", None, None).await.expect("a listing").entries.is_empty());
}
