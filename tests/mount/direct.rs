//! The file system without the system's side of it.

use std::fs;

use fuser::Errno;
use sandyq::model::id::SessionId;
use sandyq::model::record::Record;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::SystemClock;
use sandyq::operations::mount::{FRESH, Sought};
use sandyq::operations::records;
use sandyq::repository::CacheRoot;
use sandyq::storage::{PutMode, Storage};

use crate::house::{House, PASSPHRASE, TINY, noise, passphrase};
use crate::looking::{Heard, TOP, at, content, mounted, names};

const MIB: u64 = 1 << 20;

fn house_with(files: &[(&str, Vec<u8>)]) -> House {
    let house = House::with_chunks(TINY);
    fs::create_dir_all(house.path("source")).unwrap();
    for (name, bytes) in files {
        let path = house.path("source").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    house.back_up(SnapshotKind::Incremental);
    house
}

#[test]
fn a_file_is_found_by_time_host_and_id_and_reads_as_it_was_from_any_place() {
    let large = noise(1, 400_000);
    let house =
        house_with(&[("below/large", large.clone()), ("empty", vec![]), ("small", b"small".to_vec())]);
    let (repository, heard) = (house.open(), Heard::default());
    house.runtime.block_on(async {
        // So little room that every read has to fetch again.
        for room in [1, 64 * MIB] {
            let mounted = mounted(&repository, &heard, room);
            for path in ["snapshots/latest", "hosts/host/latest", "ids/latest"] {
                let path = format!("{path}/source");
                let read = |name: &str, step| {
                    let (mounted, path) = (&mounted, format!("{path}/{name}"));
                    async move { content(mounted, &path, step).await.unwrap() }
                };
                assert!(read("below/large", 70_000).await == large);
                assert_eq!(read("small", 4096).await, b"small");
                assert_eq!(read("empty", 4096).await, b"");
            }
            let file = at(&mounted, "ids/latest/source/below/large").await.unwrap();
            let handle = mounted.open(file.ino.0).await.unwrap();
            for (offset, len) in [(399_999, 10), (123, 1), (0, 400_000), (250_000, 33_333), (400_000, 1)] {
                let end = (offset + u64::from(len)).min(400_000);
                let expected = &large[offset as usize..end as usize];
                assert!(mounted.read(handle, offset, len).await.unwrap() == expected, "{offset} {len}");
            }
        }
        let mounted = mounted(&repository, &heard, MIB);
        let absent = at(&mounted, "snapshots/latest/source/absent").await;
        assert_eq!(absent.unwrap_err().code(), Errno::ENOENT.code());
    });
    assert!(heard.failed.into_inner().unwrap().is_empty());
}

#[test]
fn what_reads_want_at_once_or_one_after_the_other_is_fetched_once() {
    let large = noise(1, 3 << 20);
    let house = house_with(&[("large", large.clone())]);
    let (repository, heard) = (house.open(), Heard::default());
    house.runtime.block_on(async {
        let mounted = mounted(&repository, &heard, 64 * MIB);
        let file = at(&mounted, "ids/latest/source/large").await.unwrap();
        let handle = mounted.open(file.ino.0).await.unwrap();
        let before = house.counting.counts().tally();
        let step = 128 << 10;
        let reads = (0..24).map(|n| mounted.read(handle, n * u64::from(step), step));
        let read = futures_util::future::join_all(reads).await;
        assert!(read.into_iter().map(Result::unwrap).collect::<Vec<_>>().concat() == large);
        assert!(content(&mounted, "ids/latest/source/large", step).await.unwrap() == large);
        let after = house.counting.counts().tally();
        let fetched = after.downloaded - before.downloaded;
        // Pages of the file come along; nothing twice.
        assert!(fetched < large.len() as u64 * 5 / 4, "{fetched}");
        assert!(after.calls() - before.calls() <= 12, "{before:?} {after:?}");
    });
}

#[test]
fn a_directory_of_many_pages_is_listed_whole_by_any_steps_and_again_from_any_place() {
    let files: Vec<_> = (0..3000).map(|n| (format!("name-{n:04}"), vec![])).collect();
    let files: Vec<_> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    let house = house_with(&files);
    let (repository, heard) = (house.open(), Heard::default());
    house.runtime.block_on(async {
        let mounted = mounted(&repository, &heard, MIB);
        let directory = at(&mounted, "ids/latest/source").await.unwrap().ino.0;
        let expected: Vec<_> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
        let all = names(&mounted, directory, usize::MAX, false).await;
        assert!(all.iter().map(|(name, _)| name).eq(&expected));
        assert!(names(&mounted, directory, 7, false).await == all);
        assert!(names(&mounted, directory, 100, true).await == all);
        for place in [0, 1, 2999] {
            let found = mounted.look_up(directory, expected[place].as_bytes()).await.unwrap();
            assert_eq!(found.ino.0, all[place].1);
        }
        // Back to a place before the last page, as the system goes when a program's buffer was too small.
        let handle = mounted.open_directory(directory).await.unwrap();
        let name_at = |from| {
            let mounted = &mounted;
            async move {
                let mut name = None;
                let mut tell = |row: &sandyq::operations::mount::Row<'_>| {
                    name.get_or_insert_with(|| String::from_utf8(row.name.to_vec()).unwrap());
                    false
                };
                mounted.list(handle, from, false, &mut tell).await.unwrap();
                name
            }
        };
        for from in [2002, 2, 1500, 3001] {
            assert_eq!(name_at(from).await.as_ref(), expected.get(from as usize - 2), "{from}");
        }
        assert_eq!((name_at(3002).await, name_at(0).await), (None, Some(".".to_owned())));
    });
}

#[test]
fn nothing_stays_in_memory_of_what_the_system_has_forgotten() {
    let files: Vec<_> = (0..200).map(|n| (format!("f{}/name-{n}", n % 10), vec![1])).collect();
    let files: Vec<_> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    let house = house_with(&files);
    let (repository, heard) = (house.open(), Heard::default());
    house.runtime.block_on(async {
        let mounted = mounted(&repository, &heard, MIB);
        let mut told = Vec::new();
        let mut directories = Vec::new();
        let mut parent = TOP;
        for name in ["snapshots", "latest"] {
            let found = mounted.look_up(parent, name.as_bytes()).await.unwrap();
            told.push(found.ino.0);
            parent = found.ino.0;
        }
        let snapshots = told[0];
        let target = mounted.link_target(told[1]).await.unwrap();
        let snapshot = mounted.look_up(snapshots, &target).await.unwrap().ino.0;
        told.push(snapshot);
        directories.push(snapshot);
        while let Some(directory) = directories.pop() {
            for (name, number) in names(&mounted, directory, 50, true).await {
                told.push(number);
                if name == "source" || name.starts_with('f') {
                    directories.push(number);
                }
            }
        }
        assert_eq!(mounted.known(), 1 + told.len());
        // Folders first, so that what is in them is forgotten last.
        for number in told {
            mounted.forget(number, 1);
        }
        assert_eq!(mounted.known(), 1);
    });
}

#[test]
fn names_of_one_file_have_one_number_and_other_files_another() {
    let house = house_with(&[("one/first", b"linked".to_vec()), ("two/other", b"linked".to_vec())]);
    fs::hard_link(house.path("source/one/first"), house.path("source/two/second")).unwrap();
    house.back_up(SnapshotKind::Incremental);
    let (repository, heard) = (house.open(), Heard::default());
    house.runtime.block_on(async {
        let mounted = mounted(&repository, &heard, MIB);
        let first = at(&mounted, "ids/latest/source/one/first").await.unwrap();
        let second = at(&mounted, "ids/latest/source/two/second").await.unwrap();
        let other = at(&mounted, "ids/latest/source/two/other").await.unwrap();
        assert_eq!((first.ino, first.nlink), (second.ino, 2));
        assert_ne!(first.ino, other.ino);
        let two = at(&mounted, "ids/latest/source/two").await.unwrap().ino.0;
        let listed = names(&mounted, two, 10, false).await;
        assert_eq!(listed, [("other".to_owned(), other.ino.0), ("second".to_owned(), second.ino.0)]);
        // Forgotten under one name, it is still there under the other.
        mounted.forget(first.ino.0, 1);
        assert_eq!(mounted.attributes(second.ino.0).await.unwrap().size, 6);
    });
}

#[test]
fn holes_are_found_and_read_as_zeros() {
    let house = house_with(&[("other", vec![1])]);
    let path = house.path("source/sparse");
    let file = fs::File::create(&path).unwrap();
    file.set_len(40 * MIB).unwrap();
    std::os::unix::fs::FileExt::write_all_at(&file, b"data", 20 * MIB).unwrap();
    file.sync_all().unwrap();
    house.back_up(SnapshotKind::Incremental);
    let (repository, heard) = (house.open(), Heard::default());
    house.runtime.block_on(async {
        let mounted = mounted(&repository, &heard, MIB);
        let found = at(&mounted, "ids/latest/source/sparse").await.unwrap();
        assert_eq!(found.size, 40 * MIB);
        assert!(found.blocks * 512 < MIB, "{}", found.blocks);
        let handle = mounted.open(found.ino.0).await.unwrap();
        assert_eq!(mounted.seek(handle, 0, Sought::Hole).await.unwrap(), 0);
        let data = mounted.seek(handle, 0, Sought::Data).await.unwrap();
        let hole = mounted.seek(handle, 20 * MIB, Sought::Hole).await.unwrap();
        assert!(data <= 20 * MIB && hole > 20 * MIB && hole - data < MIB, "{data} {hole}");
        for offset in [hole, 40 * MIB] {
            let error = mounted.seek(handle, offset, Sought::Data).await.unwrap_err();
            assert_eq!(error.code(), Errno::ENXIO.code());
        }
        let read = mounted.read(handle, 20 * MIB - 2, 8).await.unwrap();
        assert_eq!(read, b"\0\0data\0\0");
        assert_eq!(mounted.read(handle, 40 * MIB - 3, 100).await.unwrap(), [0; 3]);
    });
}

#[test]
fn a_snapshot_made_while_mounted_appears_once_the_list_is_no_longer_fresh() {
    let house = house_with(&[("file", b"1".to_vec())]);
    let (repository, heard) = (house.open(), Heard::default());
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    let mounted = mounted(&repository, &heard, MIB);
    let ids = || async {
        let ids = mounted.look_up(TOP, b"ids").await.unwrap().ino.0;
        names(&mounted, ids, 100, false).await.len()
    };
    assert_eq!(runtime.block_on(ids()), 2);
    fs::write(house.path("source/file"), "2").unwrap();
    house.back_up(SnapshotKind::Incremental);
    assert_eq!(runtime.block_on(ids()), 2);
    runtime.block_on(tokio::time::advance(FRESH));
    assert_eq!(runtime.block_on(ids()), 3);
    let latest = runtime.block_on(content(&mounted, "ids/latest/source/file", 10));
    assert_eq!(latest.unwrap(), b"2");
}

#[test]
fn damage_is_an_error_where_it_is_read_and_nowhere_else() {
    let house = house_with(&[("a-small", b"small".to_vec())]);
    fs::write(house.path("source/large"), noise(5, 300_000)).unwrap();
    house.back_up(SnapshotKind::Incremental);
    house.runtime.block_on(async {
        let packs = house.memory.list("packs/", None, None).await.unwrap().entries;
        let largest = packs.iter().max_by_key(|entry| entry.size).unwrap();
        let mut bytes = house.memory.get(&largest.key).await.unwrap().to_vec();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        house.memory.put(&largest.key, bytes.into(), PutMode::Overwrite).await.unwrap();
    });
    let (repository, heard) = (house.open(), Heard::default());
    house.runtime.block_on(async {
        let mounted = mounted(&repository, &heard, MIB);
        assert_eq!(content(&mounted, "ids/latest/source/a-small", 10).await.unwrap(), b"small");
        let damaged = content(&mounted, "ids/latest/source/large", 300_000).await;
        assert_eq!(damaged.unwrap_err().code(), Errno::EIO.code());
    });
    let failed = heard.failed.into_inner().unwrap();
    assert_eq!(failed.len(), 1, "{failed:?}");
    assert!(failed[0].contains("/source/large: data pack packs/"), "{failed:?}");
}

#[test]
fn what_is_gone_of_a_swept_snapshot_is_no_damage() {
    let house = house_with(&[("file", noise(1, 50_000))]);
    let first = house.open();
    let (snapshots, _) = house.snapshots(&first);
    fs::write(house.path("source/file"), noise(2, 50_000)).unwrap();
    house.back_up(SnapshotKind::Incremental);
    // Opened by a host that has nothing of it in memory or on its disk.
    let repository = house.open_with(&passphrase(PASSPHRASE), &CacheRoot::None).unwrap();
    let heard = Heard::default();
    let mounted = mounted(&repository, &heard, MIB);
    let old = format!("ids/{}", snapshots[0].snapshot.id().short());
    let snapshot = house.runtime.block_on(at(&mounted, &old)).unwrap();

    sweep(&house, snapshots[0].entry.session);
    let looked_up = house.runtime.block_on(async {
        let source = mounted.look_up(snapshot.ino.0, b"source").await?;
        mounted.look_up(source.ino.0, b"file").await
    });
    assert_eq!(looked_up.unwrap_err().code(), Errno::ESTALE.code());
    assert!(heard.failed.into_inner().unwrap().is_empty());
    assert_eq!(heard.forgotten.into_inner().unwrap(), 1);
}

/// Forgets a snapshot and prunes.
fn sweep(house: &House, session: SessionId) {
    let repository = house.open();
    let record = Record::Forget(vec![session]);
    house.runtime.block_on(records::commit(&repository, &SystemClock, &[record])).unwrap();
    house.sweep(&repository);
}
