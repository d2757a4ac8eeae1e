//! S3 against everything that goes wrong on a network, and what it costs when nothing does.

use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use sandyq::storage::conformance::Store;
use sandyq::storage::{
    Error, ErrorKind, Location, OpenOptions, PutMode, Retry, S3Credentials, S3Location, S3Options, S3Storage,
    Storage,
};

use super::support::s3_server::{Fault, Matching, S3Server};
use super::{impatient, opened_s3, raw_s3};

/// One call of each kind that must come out the same with and without a fault.
async fn one_call(store: &Store, kind: &str) -> Result<Bytes, Error> {
    match kind {
        "PutObject" => store.put("put", b"abc".into(), PutMode::Overwrite).await.map(|()| Bytes::new()),
        "GetObject" => store.get_range("there", 1..3).await,
        "HeadObject" => store.head("there").await.map(|entry| entry.key.into()),
        "ListObjectsV2" => {
            store.list("th", None, None).await.map(|listing| listing.entries[0].key.clone().into())
        }
        "DeleteObject" => store.delete("gone").await.map(|()| Bytes::new()),
        _ => panic!("{kind}"),
    }
}

#[tokio::test]
async fn every_call_rides_out_every_passing_fault() {
    let faults = [
        Fault::Status(500),
        Fault::Status(503),
        Fault::Reset,
        Fault::DropAfter,
        Fault::StatusAfter(503),
        Fault::HalfBody,
    ];
    for fault in faults {
        for kind in ["PutObject", "GetObject", "HeadObject", "ListObjectsV2", "DeleteObject"] {
            let server = S3Server::start().await;
            let opened = opened_s3(&server).await;
            server.set_object("bucket", "prefix/there", Some(Bytes::from_static(b"0123")));
            let expected = one_call(&opened.storage, kind).await.unwrap();
            server.faults().fail_times(Matching::kind(kind), 1, 7, fault);
            assert_eq!(one_call(&opened.storage, kind).await.unwrap(), expected, "{kind} {fault:?}");
            let bodiless = fault == Fault::HalfBody && server.counts().get(kind) == 2;
            assert!(server.counts().get(kind) == 9 || bodiless, "{kind} {fault:?} {:?}", server.counts());
        }
    }
}

#[tokio::test]
async fn an_outage_of_hundreds_of_requests_ends_in_success() {
    let server = S3Server::start().await;
    let opened = opened_s3(&server).await;
    server.faults().fail_times(Matching::any(), 1, 300, Fault::Status(503));
    opened.storage.put("a", b"through".into(), PutMode::Create).await.unwrap();
    assert_eq!(opened.storage.get("a").await.unwrap(), "through");
    assert_eq!(opened.retries(), 300);
    assert_eq!(opened.counts.tally().puts, 301);
}

#[tokio::test]
async fn a_create_whose_answer_was_lost_surfaces_as_already_existing_with_our_bytes() {
    for fault in [Fault::DropAfter, Fault::StatusAfter(500)] {
        let server = S3Server::start().await;
        let opened = opened_s3(&server).await;
        server.faults().fail(Matching::kind("PutObject").containing("mine"), 1, fault);
        let error = opened.storage.put("mine", b"our bytes".into(), PutMode::Create).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AlreadyExists, "{error}");
        assert_eq!(opened.storage.get("mine").await.unwrap(), "our bytes");
    }
}

#[tokio::test]
async fn a_conflict_with_another_writer_is_tried_again() {
    let server = S3Server::start().await;
    let opened = opened_s3(&server).await;
    server.faults().fail(Matching::kind("PutObject"), 1, Fault::Status(409));
    opened.storage.put("a", b"x".into(), PutMode::Create).await.unwrap();
    assert_eq!(server.counts().get("PutObject"), 2);
}

#[tokio::test]
async fn what_is_forbidden_is_not_tried_again_and_shows_no_secret() {
    let server = S3Server::start().await;
    let secret = "wrong-secret-wrong-secret";
    let credentials = S3Credentials { secret_access_key: secret.to_owned(), ..server.credentials() };
    let options = OpenOptions { s3_credentials: Some(credentials), ..server.open_options() };
    let location = Location::S3(server.location("bucket"));
    let opened = location.open(&options).await.unwrap();
    let error = opened.storage.get("a").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Denied);
    assert_eq!(server.counts().total(), 1);
    let shown = format!("{error} {error:?} {options:?} {opened:?}");
    assert!(!shown.contains(secret) && !shown.contains("Signature="), "{shown}");
    assert!(error.to_string().contains("SignatureDoesNotMatch"), "{error}");

    server.faults().fail(Matching::any(), 1, Fault::Status(403));
    let error = opened_s3(&server).await.storage.get("a").await.unwrap_err();
    assert_eq!(
        error.to_string().split(" (request").next().unwrap(),
        "cannot get a in s3://bucket/prefix: access denied: AccessDenied: this failure was ordered"
    );
}

#[tokio::test]
async fn a_missing_bucket_is_named() {
    let server = S3Server::start().await;
    let location = S3Location { bucket: "no-such-bucket".to_owned(), ..server.location("bucket") };
    let store = S3Storage::open(location, server.options()).await.unwrap();
    let errors = [
        store.get("a").await.unwrap_err(),
        store.put("a", b"x".into(), PutMode::Create).await.unwrap_err(),
        store.list("", None, None).await.unwrap_err(),
        store.delete("a").await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::NotFound);
        assert!(error.to_string().contains("there is no bucket no-such-bucket"), "{error}");
    }
    store.create_bucket().await.unwrap();
    store.put("a", b"x".into(), PutMode::Create).await.unwrap();
}

#[tokio::test]
async fn a_store_that_nobody_serves_is_unreachable() {
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let server = S3Server::start().await;
    let location =
        S3Location { endpoint: Some(format!("http://127.0.0.1:{port}")), ..server.location("bucket") };
    let store = S3Storage::open(location, server.options()).await.unwrap();
    let error = store.get("a").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unreachable, "{error}");
}

#[tokio::test]
async fn a_silent_server_is_left_after_the_patience_and_asked_again() {
    let server = S3Server::start().await;
    let options = S3Options { patience: Duration::from_millis(150), ..server.options() };
    let store = S3Storage::open(server.location("bucket"), options).await.unwrap();
    for kind in ["PutObject", "GetObject", "HeadObject", "ListObjectsV2", "DeleteObject"] {
        server.faults().fail(Matching::kind(kind), 1, Fault::Hang);
    }
    let store: Store = Arc::new(store);
    assert_eq!(store.get("there").await.unwrap_err().kind(), ErrorKind::Transient);
    server.set_object("bucket", "there", Some(Bytes::from_static(b"0123")));
    let retry: Store = Arc::new(Retry::new(store, impatient()));
    for kind in ["PutObject", "GetObject", "HeadObject", "ListObjectsV2", "DeleteObject"] {
        one_call(&retry, kind).await.unwrap();
        // On a busy machine an honest answer may come too late as well.
        assert!(server.counts().get(kind) >= 2, "{kind}");
    }
}

#[tokio::test]
async fn requests_are_as_few_as_promised() {
    let server = S3Server::start().await;
    let opened = opened_s3(&server).await;
    for number in 0..2010 {
        server.set_object("bucket", &format!("prefix/k/{number:04}"), Some(Bytes::from_static(b"x")));
    }
    let store = &opened.storage;
    let requests = |kind: &'static str| server.counts().get(kind);
    assert_eq!(store.list("k/", Some("k/0999"), Some(1)).await.unwrap().entries[0].key, "k/1000");
    assert_eq!(requests("ListObjectsV2"), 1);
    assert_eq!(store.list("k/", None, None).await.unwrap().entries.len(), 2010);
    assert_eq!(requests("ListObjectsV2"), 1 + 3);
    store.get_tail("k/0001", 10).await.unwrap();
    store.get_range("k/0001", 0..1).await.unwrap();
    store.get("k/0001").await.unwrap();
    assert_eq!(requests("GetObject"), 3);
    store.put("one", vec![0; 10 << 20].into(), PutMode::Create).await.unwrap();
    assert_eq!(requests("PutObject"), 1);
    assert_eq!(server.counts().total(), 4 + 3 + 1);
}

#[tokio::test]
async fn what_others_put_into_the_bucket_is_not_listed() {
    let server = S3Server::start().await;
    let store = raw_s3(&server).await;
    for key in
        ["some/prefix/", "some/prefix/a b", "some/prefix/good", "some/prefixed", "some/prefix/.x", "other"]
    {
        server.set_object("bucket", key, Some(Bytes::from_static(b"x")));
    }
    let keys = |limit| {
        let store = Arc::clone(&store);
        async move {
            let listing = store.list("", None, limit).await.unwrap();
            listing.entries.into_iter().map(|entry| entry.key).collect::<Vec<_>>()
        }
    };
    assert_eq!(keys(None).await, ["good"]);
    assert_eq!(keys(Some(1)).await, ["good"]);
}

#[tokio::test]
async fn storage_class_and_encryption_are_asked_for() {
    let server = S3Server::start().await;
    let put_at = |options: &str| {
        let url = format!("{}&{options}", server.url("bucket"));
        let open_options = server.open_options();
        async move {
            let location: Location = url.parse().unwrap();
            let opened = location.open(&open_options).await.unwrap();
            opened.storage.put("a", b"x".into(), PutMode::Overwrite).await.unwrap();
        }
    };
    let stored = || server.class_and_encryption("bucket", "a");
    let own = |text: &str| Some(text.to_owned());
    put_at("path_style=true").await;
    assert_eq!(stored(), (None, None));
    put_at("storage_class=STANDARD_IA&sse=AES256").await;
    assert_eq!(stored(), (own("STANDARD_IA"), Some(("AES256".to_owned(), None))));
    put_at("sse=aws:kms:alias/key").await;
    assert_eq!(stored(), (None, Some(("aws:kms".to_owned(), own("alias/key")))));
}

#[tokio::test]
async fn a_slow_round_trip_delays_each_answer() {
    let server = S3Server::start().await;
    let store = raw_s3(&server).await;
    store.put("a", b"x".into(), PutMode::Create).await.unwrap();
    let delay = Duration::from_millis(60);
    server.faults().delay(delay);
    let start = std::time::Instant::now();
    store.get("a").await.unwrap();
    assert!(start.elapsed() >= delay);
}

#[test]
fn a_child_process_uses_the_server_through_its_environment() {
    let server = S3Server::start_blocking();
    server.url("bucket");
    let child = child(&server.env());
    assert!(child.contains("Ok") && child.contains("1 passed"), "{child}");
    assert_eq!(server.object("bucket", "from/child").unwrap(), "hello");
}

#[test]
fn a_proxy_of_the_environment_is_used() {
    let server = S3Server::start_blocking();
    server.url("bucket");
    let mut env = server.env();
    env.retain(|(name, _)| *name != "AWS_ENDPOINT_URL");
    env.push(("AWS_ENDPOINT_URL", "http://known-to-the-proxy-only.invalid".to_owned()));
    env.push(("HTTP_PROXY", server.endpoint()));
    assert!(child(&env).contains("Ok"));
    assert_eq!(server.object("bucket", "from/child").unwrap(), "hello");
}

#[test]
fn without_credentials_the_error_says_so_at_once() {
    let server = S3Server::start_blocking();
    let env: Vec<_> = server.env().into_iter().filter(|(name, _)| !name.contains("KEY")).collect();
    let child = child(&env);
    assert!(child.contains("access denied: no credentials: environment"), "{child}");
    assert_eq!(server.counts().total(), 0);
}

/// Runs the ignored test below with these variables and no other AWS configuration.
fn child(env: &[(&'static str, String)]) -> String {
    let output = Command::new(std::env::current_exe().expect("this test binary"))
        .args(["--ignored", "--exact", "s3::child_puts_one_object", "--nocapture"])
        .env_clear()
        .envs(env.iter().map(|(name, value)| (name, value)))
        .output()
        .expect("a child process");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[tokio::test]
#[ignore = "a part of the two tests above"]
async fn child_puts_one_object() {
    let location: Location = "s3://bucket/from".parse().unwrap();
    let opened = location.open(&OpenOptions::default()).await.unwrap();
    println!("{:?}", opened.storage.put("child", b"hello".into(), PutMode::Create).await);
}
