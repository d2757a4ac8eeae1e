//! What the conformance suite cannot see: files, folders, modes and failures of the directory.

use std::fs::{self, File, FileTimes};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::time::Duration;

use super::*;

async fn store() -> (tempfile::TempDir, LocalStorage) {
    let folder = tempfile::tempdir().unwrap();
    let store = LocalStorage::new(folder.path().join("store"));
    store.create_root().await.unwrap();
    (folder, store)
}

fn temporaries(store: &LocalStorage) -> usize {
    fs::read_dir(store.root.path.join("tmp")).map_or(0, Iterator::count)
}

#[tokio::test]
async fn files_and_folders_are_for_their_owner_alone() {
    let (_folder, store) = store().await;
    store.put("a/b/c", b"x".into(), PutMode::Create).await.unwrap();
    for (path, mode) in [("", 0o700), ("a", 0o700), ("a/b", 0o700), ("tmp", 0o700), ("a/b/c", 0o600)] {
        let data = fs::metadata(store.root.path.join(path)).unwrap();
        assert_eq!(data.permissions().mode() & 0o777, mode, "{path}");
    }
    assert_eq!(temporaries(&store), 0);
}

#[tokio::test]
async fn an_absent_root_is_not_found_by_every_call_and_made_by_none() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("unmounted");
    let store = LocalStorage::new(&root);
    let errors = [
        store.put("a/b", b"x".into(), PutMode::Create).await.unwrap_err(),
        store.put("a", b"x".into(), PutMode::Overwrite).await.unwrap_err(),
        store.get("a/b").await.unwrap_err(),
        store.get_range("a", 0..1).await.unwrap_err(),
        store.get_tail("a", 1).await.unwrap_err(),
        store.head("a").await.unwrap_err(),
        store.list("", None, None).await.unwrap_err(),
        store.list("a/b", None, None).await.unwrap_err(),
        store.delete("a/b").await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::NotFound);
        assert!(error.to_string().contains("is its disk mounted?"), "{error}");
    }
    assert!(!root.exists());
}

#[tokio::test]
async fn an_unfinished_upload_is_never_listed_and_removed_only_when_old() {
    let (_folder, store) = store().await;
    let temporary = store.root.path.join("tmp");
    fs::create_dir(&temporary).unwrap();
    let age = |hours: u64| FileTimes::new().set_modified(system_clock() - Duration::from_secs(hours * 3600));
    for (name, hours) in [("1-old", 25), ("1-new", 23)] {
        File::create(temporary.join(name)).unwrap().set_times(age(hours)).unwrap();
    }
    store.put("a", b"x".into(), PutMode::Create).await.unwrap();
    let keys: Vec<_> = store.list("", None, None).await.unwrap().entries.into_iter().map(|e| e.key).collect();
    assert_eq!(keys, ["a"]);
    assert!(temporary.join("1-new").exists() && !temporary.join("1-old").exists());
}

#[tokio::test]
async fn foreign_files_links_and_pipes_are_not_objects() {
    let (_folder, store) = store().await;
    let root = &store.root.path;
    for name in [".DS_Store", "lost+found", "a b"] {
        fs::create_dir(root.join(name)).unwrap();
        File::create(root.join(name).join("x")).unwrap();
    }
    symlink("/etc/passwd", root.join("link")).unwrap();
    let pipe = rustix::fs::FileType::Fifo;
    rustix::fs::mknodat(rustix::fs::CWD, root.join("pipe"), pipe, 0o600.into(), 0).unwrap();
    fs::create_dir(root.join("folder")).unwrap();
    assert!(store.list("", None, None).await.unwrap().entries.is_empty());
    for key in ["link", "pipe", "folder"] {
        assert!(store.get(key).await.is_err(), "{key}");
        assert_eq!(store.head(key).await.unwrap_err().kind(), ErrorKind::NotFound, "{key}");
    }
}

#[tokio::test]
async fn a_folder_moved_elsewhere_and_linked_is_still_listed() {
    let (folder, store) = store().await;
    store.put("big/x", b"x".into(), PutMode::Create).await.unwrap();
    fs::rename(store.root.path.join("big"), folder.path().join("elsewhere")).unwrap();
    symlink(folder.path().join("elsewhere"), store.root.path.join("big")).unwrap();
    store.put("big/y", b"y".into(), PutMode::Create).await.unwrap();
    let listing = store.list("", None, None).await.unwrap();
    assert_eq!(
        listing.entries.iter().map(|entry| entry.key.as_str()).collect::<Vec<_>>(),
        ["big/x", "big/y"]
    );
}

#[tokio::test]
async fn emptied_folders_vanish_and_come_back_while_others_put_into_them() {
    let (_folder, store) = store().await;
    let tasks = (0..8).map(|task| {
        let store = store.clone();
        tokio::spawn(async move {
            for round in 0..50 {
                let key = format!("deep/er/{task}-{round}");
                store.put(&key, b"x".into(), PutMode::Create).await.unwrap();
                store.delete(&key).await.unwrap();
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    assert!(!store.root.path.join("deep").exists());
}

#[tokio::test]
async fn a_linked_create_is_exclusive_and_recognises_its_own_earlier_link() {
    // The way of file systems without RENAME_NOREPLACE.
    let (_folder, store) = store().await;
    let root = File::open(&store.root.path).unwrap();
    let file = |name: &str| {
        let path = store.root.path.join(name);
        fs::write(&path, name).unwrap();
        path
    };
    let (first, second) = (file("first"), file("second"));
    fs::hard_link(&first, store.root.path.join("object")).unwrap();
    write::link(&first, &root, Path::new("object")).unwrap();
    assert_eq!(
        write::link(&second, &root, Path::new("object")).unwrap_err().raw_os_error(),
        Some(libc::EEXIST)
    );
    assert_eq!(store.get("object").await.unwrap(), "first");
    assert_eq!(fs::metadata(store.root.path.join("object")).unwrap().nlink(), 1);
}

/// Runs an ignored test of this module in a process of its own, below a shell line that ends with the command.
fn child(shell: &str, test: &str, store: &LocalStorage) -> std::process::Command {
    let mut command = std::process::Command::new("sh");
    command
        .args([
            "-c",
            &format!("{shell} exec \"$0\" --ignored --exact \"storage::local::tests::{test}\" --nocapture"),
        ])
        .arg(std::env::current_exe().unwrap())
        .env("SANDYQ_TEST_ROOT", &store.root.path)
        .stdout(std::process::Stdio::piped());
    command
}

fn store_of_the_parent() -> LocalStorage {
    LocalStorage::new(std::env::var_os("SANDYQ_TEST_ROOT").unwrap())
}

#[tokio::test]
async fn a_killed_writer_leaves_whole_objects_and_nothing_else_to_see() {
    const SIZE: u64 = 3 << 20;
    let (_folder, store) = store().await;
    for kills in 1..=5 {
        let mut child = child("", "child_puts_for_ever", &store).spawn().unwrap();
        let seen = loop {
            let seen = store.list("", None, None).await.unwrap().entries.len();
            if seen >= 3 * kills {
                break seen;
            }
            assert!(child.try_wait().unwrap().is_none(), "the writer stopped by itself");
            tokio::task::yield_now().await;
        };
        child.kill().unwrap();
        child.wait().unwrap();
        let entries = store.list("", None, None).await.unwrap().entries;
        assert!(entries.len() >= seen);
        for entry in entries {
            let bytes = store.get(&entry.key).await.unwrap();
            assert!(
                bytes.len() as u64 == SIZE && bytes.iter().all(|byte| *byte == bytes[0]),
                "{}",
                entry.key
            );
        }
    }
}

/// Killed by the test above.
#[tokio::test]
#[ignore = "a part of a_killed_writer_leaves_whole_objects_and_nothing_else_to_see"]
async fn child_puts_for_ever() {
    let store = store_of_the_parent();
    for number in 0_u8.. {
        let key = format!("{}/{number}", std::process::id());
        store.put(&key, vec![number; 3 << 20].into(), PutMode::Create).await.unwrap();
    }
}

#[tokio::test]
async fn a_full_store_is_full_and_shows_nothing() {
    let (_folder, store) = store().await;
    for (code, kind) in [
        (libc::ENOSPC, ErrorKind::Full),
        (libc::EDQUOT, ErrorKind::Full),
        (libc::EFBIG, ErrorKind::Full),
        (libc::EROFS, ErrorKind::Denied),
        (libc::EACCES, ErrorKind::Denied),
        (libc::EIO, ErrorKind::Other),
        (libc::ESTALE, ErrorKind::Transient),
    ] {
        assert_eq!(store.root.error("put", "a", io::Error::from_raw_os_error(code)).kind(), kind);
    }
    // A limit on file sizes is the full disk that a test can have without privileges.
    let child = child("ulimit -f 1; trap '' XFSZ;", "child_puts_more_than_fits", &store).output().unwrap();
    assert!(String::from_utf8_lossy(&child.stdout).contains("1 passed"), "{child:?}");
    assert!(store.list("", None, None).await.unwrap().entries.is_empty());
    assert_eq!(temporaries(&store), 0);
}

/// Run by the test above in a process that may only write small files.
#[tokio::test]
#[ignore = "a part of a_full_store_is_full_and_shows_nothing"]
async fn child_puts_more_than_fits() {
    let store = store_of_the_parent();
    let error = store.put("a/b", vec![1; 1 << 20].into(), PutMode::Create).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Full, "{error}");
}

#[tokio::test]
async fn a_file_in_the_place_of_the_root_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    let error = LocalStorage::new(folder.path().join("file")).create_root().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid, "{error}");
}
