//! Random trees and random edits: every snapshot restores exactly what was there when it was taken.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::FileFailurePersistence;
use sandyq::model::snapshot::SnapshotKind;

use crate::house::{House, TINY, describe, noise};

/// One change to a tree. Those that make no sense where it stands do nothing.
#[derive(Debug, Clone)]
enum Edit {
    Write {
        path: &'static str,
        seed: u64,
        len: usize,
    },
    /// Other bytes, the same length and the same time of change.
    Disguise {
        path: &'static str,
        seed: u64,
    },
    Append {
        path: &'static str,
        len: usize,
    },
    Delete(&'static str),
    Rename {
        from: &'static str,
        to: &'static str,
    },
    Mode {
        path: &'static str,
        mode: u32,
    },
    Link {
        path: &'static str,
        target: &'static str,
    },
    HardLink {
        from: &'static str,
        to: &'static str,
    },
}

/// What happens between two backups, and what kind the next one is.
#[derive(Debug, Clone)]
struct Round {
    edits: Vec<Edit>,
    full: bool,
    absorb: bool,
    lose_cache: bool,
}

fn path() -> impl Strategy<Value = &'static str> {
    select(vec!["a", "b", "d", "d/a", "d/b", "d/e", "d/e/a", "d/e/f/g", "x/a", "x/y/z", "x/y"])
}

fn edit() -> impl Strategy<Value = Edit> {
    let len = prop_oneof![0..300usize, 3000..9000usize, 100_000..140_000usize];
    prop_oneof![
        4 => (path(), 0..4u64, len).prop_map(|(path, seed, len)| Edit::Write { path, seed, len }),
        2 => (path(), any::<u64>()).prop_map(|(path, seed)| Edit::Disguise { path, seed }),
        1 => (path(), 1..5000usize).prop_map(|(path, len)| Edit::Append { path, len }),
        2 => path().prop_map(Edit::Delete),
        2 => (path(), path()).prop_map(|(from, to)| Edit::Rename { from, to }),
        1 => (path(), select(vec![0o600, 0o644, 0o755, 0o4711]))
            .prop_map(|(path, mode)| Edit::Mode { path, mode }),
        1 => (path(), path()).prop_map(|(path, target)| Edit::Link { path, target }),
        1 => (path(), path()).prop_map(|(from, to)| Edit::HardLink { from, to }),
    ]
}

fn round() -> impl Strategy<Value = Round> {
    let rarely = || prop::bool::weighted(0.2);
    (prop::collection::vec(edit(), 0..8), rarely(), rarely(), rarely())
        .prop_map(|(edits, full, absorb, lose_cache)| Round { edits, full, absorb, lose_cache })
}

fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file())
}

fn remove(path: &Path) {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(path).unwrap(),
        Ok(_) => fs::remove_file(path).unwrap(),
        Err(_) => {}
    }
}

/// Makes room for an entry: directories above it, nothing in its place. `None` where something else is in the way.
fn room(root: &Path, path: &str) -> Option<PathBuf> {
    let path = root.join(path);
    let parent = path.parent().unwrap();
    for above in parent.ancestors().take_while(|above| above.starts_with(root)) {
        if fs::symlink_metadata(above).is_ok_and(|meta| !meta.is_dir()) {
            return None;
        }
    }
    fs::create_dir_all(parent).unwrap();
    Some(path)
}

fn apply(root: &Path, edit: &Edit) {
    let at = |path: &str| root.join(path);
    match edit {
        Edit::Write { path, seed, len } => {
            let Some(path) = room(root, path) else { return };
            if !is_file(&path) {
                remove(&path);
            }
            fs::write(path, noise(*seed, *len)).unwrap();
        }
        Edit::Disguise { path, seed } if is_file(&at(path)) => {
            let meta = fs::metadata(at(path)).unwrap();
            fs::write(at(path), noise(*seed, meta.len() as usize)).unwrap();
            fs::File::options()
                .write(true)
                .open(at(path))
                .unwrap()
                .set_modified(meta.modified().unwrap())
                .unwrap();
        }
        Edit::Append { path, len } if is_file(&at(path)) => {
            let mut bytes = fs::read(at(path)).unwrap();
            bytes.extend(noise(9, *len));
            fs::write(at(path), bytes).unwrap();
        }
        Edit::Delete(path) if room(root, path).is_some() => remove(&at(path)),
        Edit::Rename { from, to } if from != to && !to.starts_with(from) && !from.starts_with(to) => {
            if fs::symlink_metadata(at(from)).is_ok()
                && let Some(to) = room(root, to)
            {
                remove(&to);
                fs::rename(at(from), to).unwrap();
            }
        }
        Edit::Mode { path, mode } if is_file(&at(path)) => {
            fs::set_permissions(at(path), fs::Permissions::from_mode(*mode)).unwrap();
        }
        Edit::Link { path, target } => {
            let Some(path) = room(root, path) else { return };
            remove(&path);
            symlink(target, path).unwrap();
        }
        Edit::HardLink { from, to } if from != to && is_file(&at(from)) => {
            let Some(to) = room(root, to) else { return };
            if !from.starts_with(to.strip_prefix(root).unwrap().to_str().unwrap()) {
                remove(&to);
                fs::hard_link(at(from), to).unwrap();
            }
        }
        _ => {}
    }
}

/// A few; as many as `PROPTEST_CASES` says, if it says something.
fn cases() -> u32 {
    if std::env::var_os("PROPTEST_CASES").is_some() { ProptestConfig::default().cases } else { 24 }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: cases(),
        max_shrink_iters: 60,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    })]

    #[test]
    fn each_snapshot_restores_what_was_there_when_it_was_taken(
        rounds in prop::collection::vec(round(), 1..5),
    ) {
        let house = House::with_chunks(TINY);
        let source = house.path("source");
        fs::create_dir(&source).unwrap();
        fs::write(source.join("always"), b"a tree without any file is not backed up").unwrap();
        let mut taken = Vec::new();
        for round in &rounds {
            round.edits.iter().for_each(|edit| apply(&source, edit));
            if round.lose_cache {
                fs::remove_dir_all(house.path("cache")).or_else(|error| {
                    if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
                }).unwrap();
            }
            let kind = if round.full { SnapshotKind::Full } else { SnapshotKind::Incremental };
            let result = house.back_up(kind);
            prop_assert_eq!(result.unreadable, 0);
            taken.push((result.snapshot, describe(&source)));
            if round.absorb {
                house.absorb(&house.open()).unwrap();
            }
        }
        let repository = house.open_anew();
        let (snapshots, findings) = house.snapshots(&repository);
        prop_assert!(findings.is_empty(), "{:?}", findings);
        prop_assert_eq!(snapshots.len(), taken.len());
        for (id, tree) in &taken {
            let snapshot = snapshots.iter().find(|snapshot| snapshot.snapshot.id() == *id).unwrap();
            prop_assert_eq!(&house.restored(&repository, snapshot), tree);
        }
        let verified = house.verify();
        prop_assert!(verified.findings.is_empty(), "{:?}", verified.findings);
        prop_assert_eq!(verified.orphans, 0);
    }
}
