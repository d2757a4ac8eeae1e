//! What every store must do, whatever it is made of. Each check works under a prefix of its own.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{BoxFuture, FutureExt, join_all};

use super::{ErrorKind, Payload, PutMode, Storage};

/// A store under test.
pub type Store = Arc<dyn Storage>;

/// One promise and the check of it, which panics when the promise is broken.
pub type Check = (&'static str, fn(Store) -> BoxFuture<'static, ()>);

/// All checks.
pub const CHECKS: &[Check] = &[
    ("of_concurrent_creators_one_wins", |store| of_concurrent_creators_one_wins(store).boxed()),
    ("overwrite_replaces_and_create_does_not", |store| overwrite_replaces_and_create_does_not(store).boxed()),
    ("ranges_are_exact", |store| ranges_are_exact(store).boxed()),
    ("a_tail_comes_with_the_size", |store| a_tail_comes_with_the_size(store).boxed()),
    ("a_listing_is_sorted_by_key_bytes", |store| a_listing_is_sorted_by_key_bytes(store).boxed()),
    ("a_listing_starts_and_stops_where_asked", |store| a_listing_starts_and_stops_where_asked(store).boxed()),
    ("a_listing_of_many_pages_is_complete", |store| a_listing_of_many_pages_is_complete(store).boxed()),
    ("an_entry_tells_size_and_time", |store| an_entry_tells_size_and_time(store).boxed()),
    ("deleting_is_idempotent", |store| deleting_is_idempotent(store).boxed()),
    ("an_empty_object_is_an_object", |store| an_empty_object_is_an_object(store).boxed()),
    ("a_large_object_of_segments_comes_back", |store| a_large_object_of_segments_comes_back(store).boxed()),
    ("every_good_key_works", |store| every_good_key_works(store).boxed()),
    ("a_bad_key_is_refused_by_every_call", |store| a_bad_key_is_refused_by_every_call(store).boxed()),
    ("what_is_absent_is_not_found", |store| what_is_absent_is_not_found(store).boxed()),
    ("an_abandoned_upload_is_whole_or_nothing", |store| {
        an_abandoned_upload_is_whole_or_nothing(store).boxed()
    }),
];

/// Runs all checks on one store.
pub async fn check_all(store: &Store) {
    for (name, check) in CHECKS {
        tracing::info!(name, "checking");
        check(Arc::clone(store)).await;
    }
}

async fn put(store: &Store, key: &str, bytes: impl Into<Payload>) {
    store.put(key, bytes.into(), PutMode::Create).await.unwrap_or_else(|error| panic!("{error}"));
}

async fn get(store: &Store, key: &str) -> Bytes {
    store.get(key).await.unwrap_or_else(|error| panic!("{error}"))
}

fn kind<T: std::fmt::Debug>(result: Result<T, super::Error>) -> ErrorKind {
    match result {
        Ok(value) => panic!("{value:?} where an error was due"),
        Err(error) => error.kind(),
    }
}

async fn keys(store: &Store, prefix: &str, after: Option<&str>, limit: Option<usize>) -> Vec<String> {
    let listing = store.list(prefix, after, limit).await.unwrap_or_else(|error| panic!("{error}"));
    listing.entries.into_iter().map(|entry| entry.key).collect()
}

async fn of_concurrent_creators_one_wins(store: Store) {
    for round in 0..5 {
        let key = format!("race/{round}");
        let put = |writer: usize| {
            let (store, key) = (Arc::clone(&store), key.clone());
            async move { store.put(&key, vec![writer as u8; 10_000].into(), PutMode::Create).await }
        };
        let results = join_all((0..16).map(|writer| tokio::spawn(put(writer)))).await;
        let mut winners = Vec::new();
        for (writer, result) in results.into_iter().enumerate() {
            match result.expect("no put panics") {
                Ok(()) => winners.push(writer),
                Err(error) => assert_eq!(error.kind(), ErrorKind::AlreadyExists, "{error}"),
            }
        }
        let [winner] = winners[..] else { panic!("{winners:?} all won {key}") };
        assert_eq!(get(&store, &key).await, vec![winner as u8; 10_000]);
    }
}

async fn overwrite_replaces_and_create_does_not(store: Store) {
    put(&store, "overwrite/a", b"first").await;
    let again = store.put("overwrite/a", b"second".into(), PutMode::Create).await;
    assert_eq!(kind(again), ErrorKind::AlreadyExists);
    assert_eq!(get(&store, "overwrite/a").await, "first");
    for text in [&b"a longer third"[..], b"4"] {
        store.put("overwrite/a", text.into(), PutMode::Overwrite).await.expect("overwriting");
        assert_eq!(get(&store, "overwrite/a").await, text);
    }
    store.put("overwrite/b", b"new".into(), PutMode::Overwrite).await.expect("overwriting nothing");
    assert_eq!(get(&store, "overwrite/b").await, "new");
}

async fn ranges_are_exact(store: Store) {
    put(&store, "range/a", b"0123456789").await;
    for (range, expected) in [(0..1, "0"), (0..10, "0123456789"), (3..7, "3456"), (9..10, "9")] {
        let bytes = store.get_range("range/a", range.clone()).await.expect("a range inside");
        assert_eq!(bytes, expected, "{range:?}");
    }
    for range in [9..11, 10..11, 0..u64::MAX, 5..100, 1 << 40..1 << 41] {
        assert_eq!(kind(store.get_range("range/a", range.clone()).await), ErrorKind::Range, "{range:?}");
    }
    #[expect(clippy::reversed_empty_ranges, reason = "a caller's mistake is what is tested")]
    for range in [0..0, 5..5, 7..3] {
        assert_eq!(kind(store.get_range("range/a", range.clone()).await), ErrorKind::Invalid, "{range:?}");
    }
}

async fn a_tail_comes_with_the_size(store: Store) {
    put(&store, "tail/a", b"0123456789").await;
    put(&store, "tail/empty", Vec::<u8>::new()).await;
    for (key, length, expected, size) in [
        ("tail/a", 3, "789", 10),
        ("tail/a", 10, "0123456789", 10),
        ("tail/a", 1000, "0123456789", 10),
        ("tail/a", u64::MAX, "0123456789", 10),
        ("tail/a", 0, "", 10),
        ("tail/empty", 5, "", 0),
    ] {
        let tail = store.get_tail(key, length).await.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(tail, (Bytes::from_static(expected.as_bytes()), size), "{key} {length}");
    }
}

async fn a_listing_is_sorted_by_key_bytes(store: Store) {
    // The bytes around the slash, where folders and names sort differently.
    let sorted = [
        "order/a-",
        "order/a-b/x",
        "order/a.b",
        "order/a/b",
        "order/a/c/d",
        "order/a0",
        "order/aB",
        "order/ab",
    ];
    for key in sorted.iter().rev() {
        put(&store, key, b"x").await;
    }
    assert_eq!(keys(&store, "order/", None, None).await, sorted);
    for (position, after) in sorted.iter().enumerate() {
        assert_eq!(keys(&store, "order/", Some(after), None).await, sorted[position + 1..], "after {after}");
        assert_eq!(keys(&store, "order/", None, Some(position)).await, sorted[..position]);
    }
}

async fn a_listing_starts_and_stops_where_asked(store: Store) {
    for key in ["list/a/1", "list/a/2", "list/ab", "list/b/1", "list/b/2/3", "lists"] {
        put(&store, key, b"x").await;
    }
    assert_eq!(keys(&store, "list/a", None, None).await, ["list/a/1", "list/a/2", "list/ab"]);
    assert_eq!(keys(&store, "list/a/", None, None).await, ["list/a/1", "list/a/2"]);
    assert_eq!(keys(&store, "list/b/2/3", None, None).await, ["list/b/2/3"]);
    assert_eq!(keys(&store, "list", None, None).await.len(), 6);
    assert!(keys(&store, "list/c", None, None).await.is_empty());
    assert!(keys(&store, "list/a/1/x", None, None).await.is_empty());

    assert_eq!(keys(&store, "list/", Some("list/a/1"), Some(1)).await, ["list/a/2"]);
    assert_eq!(keys(&store, "list/", Some("list/a/1x"), Some(2)).await, ["list/a/2", "list/ab"]);
    assert_eq!(keys(&store, "list/", Some("list/b/"), Some(1)).await, ["list/b/1"]);
    assert_eq!(keys(&store, "list/b/", Some("list/a/2"), None).await, ["list/b/1", "list/b/2/3"]);
    assert!(keys(&store, "list/a/", Some("list/a/2"), None).await.is_empty());
    assert!(keys(&store, "list/a", Some("list/b"), None).await.is_empty());
    assert!(keys(&store, "list/", None, Some(0)).await.is_empty());
    assert_eq!(keys(&store, "list/", None, Some(100)).await.len(), 5);
    assert!(store.list("list/", None, Some(1)).await.expect("a listing").store_time.is_some());
}

async fn a_listing_of_many_pages_is_complete(store: Store) {
    let all: Vec<_> = (0..2010).map(|number| format!("pages/{:02x}/{number:04}", number / 256)).collect();
    for keys in all.chunks(32) {
        join_all(keys.iter().map(|key| put(&store, key, b"x"))).await;
    }
    assert_eq!(keys(&store, "pages/", None, None).await, all);
    assert_eq!(keys(&store, "pages/", None, Some(1001)).await, all[..1001]);
    assert_eq!(keys(&store, "pages/", Some(&all[999]), Some(1000)).await, all[1000..2000]);
    assert_eq!(keys(&store, "pages/", Some(&all[2008]), Some(1)).await, all[2009..]);
}

async fn an_entry_tells_size_and_time(store: Store) {
    put(&store, "entry/a", vec![1; 12_345]).await;
    let head = store.head("entry/a").await.expect("the object's head");
    assert_eq!((head.key.as_str(), head.size), ("entry/a", 12_345));
    let listing = store.list("entry/", None, None).await.expect("a listing");
    let [entry] = &listing.entries[..] else { panic!("{listing:?}") };
    assert_eq!((&entry.key, entry.size), (&head.key, head.size));
    // HTTP headers tell whole seconds, listings often milliseconds.
    let apart = |one: std::time::SystemTime, other| {
        one.duration_since(other).unwrap_or_else(|reverse| reverse.duration())
    };
    assert!(apart(entry.modified, head.modified) <= Duration::from_secs(1));
    let now = listing.store_time.expect("the store's time");
    assert!(apart(now, entry.modified) < Duration::from_secs(600), "{now:?} {:?}", entry.modified);
}

async fn deleting_is_idempotent(store: Store) {
    store.delete("delete/never").await.expect("deleting what never was");
    put(&store, "delete/a", b"x").await;
    put(&store, "delete/b", b"y").await;
    for _ in 0..2 {
        store.delete("delete/a").await.expect("deleting");
    }
    assert_eq!(kind(store.get("delete/a").await), ErrorKind::NotFound);
    assert_eq!(keys(&store, "delete/", None, None).await, ["delete/b"]);
    put(&store, "delete/a", b"again").await;
    assert_eq!(get(&store, "delete/a").await, "again");
}

async fn an_empty_object_is_an_object(store: Store) {
    put(&store, "empty/a", Vec::<u8>::new()).await;
    put(&store, "empty/b", Vec::<Bytes>::new()).await;
    for key in ["empty/a", "empty/b"] {
        assert!(get(&store, key).await.is_empty());
        assert_eq!(store.head(key).await.expect("its head").size, 0);
        assert_eq!(kind(store.get_range(key, 0..1).await), ErrorKind::Range);
        assert_eq!(kind(store.put(key, b"x".into(), PutMode::Create).await), ErrorKind::AlreadyExists);
    }
    assert_eq!(keys(&store, "empty/", None, None).await.len(), 2);
}

/// 33 MiB that repeat nowhere within a segment, so that a swapped or missing part is seen.
fn large() -> Vec<Bytes> {
    let sizes = [1, 1 << 20, 0, 17, (16 << 20) - 1, 4096, 12 << 20, (4 << 20) - 4113];
    let mut state = 1_u64;
    let segment = |size| {
        let mut bytes = Vec::with_capacity(size + 8);
        while bytes.len() < size {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            bytes.extend_from_slice(&(state ^ (state >> 33)).to_le_bytes());
        }
        bytes.truncate(size);
        Bytes::from(bytes)
    };
    sizes.map(segment).into()
}

async fn a_large_object_of_segments_comes_back(store: Store) {
    let payload = Payload::from(large());
    let size = payload.len();
    assert_eq!(size, 33 << 20);
    put(&store, "large/a", payload.clone()).await;
    let whole = payload.into_bytes();
    assert!(get(&store, "large/a").await == whole, "33 MiB came back changed");
    let middle = (16 << 20) - 5..(17 << 20) + 5;
    let range = store.get_range("large/a", middle.start as u64..middle.end as u64).await.expect("its middle");
    assert!(range == whole[middle], "the middle came back changed");
    let (tail, total) = store.get_tail("large/a", 100_000).await.expect("its tail");
    assert!(total == size && tail == whole[whole.len() - 100_000..], "the tail came back changed");
}

async fn every_good_key_works(store: Store) {
    let keys_of_note = [
        "keys/abcdefghijklmnopqrstuvwxyz",
        "keys/ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "keys/0123456789",
        "keys/-_.=",
        "keys/a.b-c_d=e",
        "keys/trailing.",
        "keys/tmp",
        "keys/a/b/c/d/e/f/g/h",
    ];
    let longest = format!("keys/{}/{}", "l".repeat(200), "m".repeat(200));
    let mut expected: Vec<_> = keys_of_note.iter().copied().chain([longest.as_str()]).collect();
    for key in &expected {
        put(&store, key, key.as_bytes().to_vec()).await;
    }
    for key in &expected {
        assert_eq!(get(&store, key).await, key.as_bytes());
    }
    expected.sort_unstable();
    assert_eq!(keys(&store, "keys/", None, None).await, expected);
}

async fn a_bad_key_is_refused_by_every_call(store: Store) {
    for key in
        ["", "/etc/passwd", "../outside", "bad/../../outside", "bad//a", "bad/", "bad/.", "tmp/x", "bad/a b"]
    {
        assert_eq!(kind(store.put(key, b"x".into(), PutMode::Create).await), ErrorKind::Invalid, "{key:?}");
        assert_eq!(
            kind(store.put(key, b"x".into(), PutMode::Overwrite).await),
            ErrorKind::Invalid,
            "{key:?}"
        );
        assert_eq!(kind(store.get(key).await), ErrorKind::Invalid, "{key:?}");
        assert_eq!(kind(store.get_range(key, 0..1).await), ErrorKind::Invalid, "{key:?}");
        assert_eq!(kind(store.get_tail(key, 1).await), ErrorKind::Invalid, "{key:?}");
        assert_eq!(kind(store.head(key).await), ErrorKind::Invalid, "{key:?}");
        assert_eq!(kind(store.delete(key).await), ErrorKind::Invalid, "{key:?}");
    }
    for prefix in ["/", "../", "bad//", "tmp/"] {
        assert_eq!(kind(store.list(prefix, None, None).await), ErrorKind::Invalid, "{prefix:?}");
    }
}

async fn what_is_absent_is_not_found(store: Store) {
    put(&store, "absent/here", b"x").await;
    for key in ["absent/a", "absent/here/below", "absent/her", "nowhere/a"] {
        assert_eq!(kind(store.get(key).await), ErrorKind::NotFound, "{key}");
        assert_eq!(kind(store.get_range(key, 0..1).await), ErrorKind::NotFound, "{key}");
        assert_eq!(kind(store.get_tail(key, 1).await), ErrorKind::NotFound, "{key}");
        assert_eq!(kind(store.get_tail(key, 0).await), ErrorKind::NotFound, "{key}");
        assert_eq!(kind(store.head(key).await), ErrorKind::NotFound, "{key}");
    }
}

async fn an_abandoned_upload_is_whole_or_nothing(store: Store) {
    let payload = Payload::from(large());
    let size = payload.len();
    for round in 0_u64..6 {
        let key = format!("torn/{round}");
        let upload = store.put(&key, payload.clone(), PutMode::Create);
        let _ = tokio::time::timeout(Duration::from_millis(round * round * 3), upload).await;
        for _ in 0..20 {
            match store.head(&key).await {
                Ok(entry) => assert_eq!(entry.size, size, "half an object is visible"),
                Err(error) => assert_eq!(error.kind(), ErrorKind::NotFound, "{error}"),
            }
        }
        let listing = store.list("torn/", None, None).await.expect("a listing");
        assert!(listing.entries.iter().all(|entry| entry.size == size), "{listing:?}");
    }
}
