//! What holds for every combination of restore options, over trees that stand in each other's way.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use proptest::sample::select;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::operations::restore::{Action, Overwrite, RestoreOptions};

use crate::house::House;
use crate::restoring::{options, patterns, try_restore};

/// Something to make. What cannot be made where it is said to be, since something else is there, is not.
#[derive(Debug, Clone)]
enum Entry {
    Folder,
    File {
        content: u8,
        old: bool,
    },
    Fifo,
    /// To a folder or a file outside of source and target.
    Link {
        to: &'static str,
    },
    /// Another name of the file `to`, if there is one.
    Hard {
        to: Vec<&'static str>,
    },
    /// Another name of a file outside.
    HardOutside,
}

type Tree = Vec<(Vec<&'static str>, Entry)>;

fn names() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(select(vec!["a", "b", "c.log"]), 1..4)
}

fn entry() -> impl Strategy<Value = Entry> {
    prop_oneof![
        2 => Just(Entry::Folder),
        4 => (0..3u8, any::<bool>()).prop_map(|(content, old)| Entry::File { content, old }),
        1 => Just(Entry::Fifo),
        2 => select(vec!["outside", "outside/precious"]).prop_map(|to| Entry::Link { to }),
        2 => names().prop_map(|to| Entry::Hard { to }),
        1 => Just(Entry::HardOutside),
    ]
}

fn tree() -> impl Strategy<Value = Tree> {
    prop::collection::vec((names(), entry()), 0..14)
}

fn make(house: &House, root: &Path, tree: &Tree) {
    for (names, entry) in tree {
        let path = names.iter().fold(root.to_owned(), |path, name| path.join(name));
        let folder = path.parent().unwrap();
        // Never through a link, which would be outside.
        if folder.ancestors().any(Path::is_symlink) || fs::create_dir_all(folder).is_err() {
            continue;
        }
        if path.symlink_metadata().is_ok() {
            continue;
        }
        match entry {
            Entry::Folder => fs::create_dir(&path).unwrap(),
            Entry::File { content, old } => {
                fs::write(&path, [*content; 3000]).unwrap();
                if *old {
                    let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
                    fs::File::open(&path).unwrap().set_modified(past).unwrap();
                }
            }
            Entry::Fifo => rustix::fs::mkfifoat(rustix::fs::CWD, &path, rustix::fs::Mode::RWXU).unwrap(),
            Entry::HardOutside => fs::hard_link(house.path("outside/shared"), &path).unwrap(),
            Entry::Link { to } => symlink(house.path(to), &path).unwrap(),
            Entry::Hard { to } => {
                let to = to.iter().fold(root.to_owned(), |path, name| path.join(name));
                if to.symlink_metadata().is_ok_and(|meta| meta.is_file()) {
                    fs::hard_link(to, &path).unwrap();
                }
            }
        }
    }
}

/// What there is below a folder.
fn facts(root: &Path) -> BTreeMap<String, Fact> {
    let mut facts = BTreeMap::new();
    let mut paths = vec![root.to_owned()];
    while let Some(path) = paths.pop() {
        let Ok(meta) = path.symlink_metadata() else { continue };
        let content = if meta.is_file() { fs::read(&path).unwrap().first().copied() } else { None };
        let link = fs::read_link(&path).ok();
        let mtime = (meta.mtime(), meta.mtime_nsec());
        let fact = Fact {
            is_directory: meta.is_dir(),
            is: format!("{:o} {} {mtime:?} {content:?} {link:?}", meta.mode(), meta.ino()),
            changed: (meta.ctime(), meta.ctime_nsec(), meta.nlink()),
        };
        facts.insert(path.strip_prefix(root).unwrap().display().to_string(), fact);
        if meta.is_dir() {
            paths.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    facts
}

/// Everything about a file, so that the least change shows.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fact {
    is_directory: bool,
    is: String,
    /// Of the inode: one that also has names elsewhere changes when one of them goes.
    changed: (i64, i64, u64),
}

fn without_links(facts: BTreeMap<String, Fact>) -> BTreeMap<String, String> {
    facts.into_iter().map(|(path, fact)| (path, fact.is)).collect()
}

#[derive(Debug, Clone)]
struct Flags {
    overwrite: Overwrite,
    delete: bool,
    sparse: bool,
    include: Vec<&'static str>,
    exclude: Vec<&'static str>,
    path: Vec<&'static str>,
}

fn flags() -> impl Strategy<Value = Flags> {
    let overwrite = vec![Overwrite::Always, Overwrite::IfChanged, Overwrite::IfNewer, Overwrite::Never];
    let include = select(vec![vec![], vec![], vec!["*.log"], vec!["/source/a"], vec!["b"]]);
    let exclude = select(vec![vec![], vec![], vec!["*.log"], vec!["b/"], vec!["a/b"]]);
    let path = select(vec![vec![], vec![], vec!["source"], vec!["source", "a"]]);
    (select(overwrite), any::<bool>(), any::<bool>(), include, exclude, path).prop_map(
        |(overwrite, delete, sparse, include, exclude, path)| Flags {
            overwrite,
            delete,
            sparse,
            include,
            exclude,
            path,
        },
    )
}

impl Flags {
    fn options(&self, house: &House, dry_run: bool) -> RestoreOptions {
        RestoreOptions {
            path: self.path.iter().map(|name| name.as_bytes().to_vec()).collect(),
            filter: patterns(&self.include, &self.exclude),
            overwrite: self.overwrite,
            delete: self.delete,
            sparse: self.sparse,
            dry_run,
            ..options(house)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_restore_stays_inside_does_what_its_dry_run_told_and_has_nothing_left_to_do(
        (source, target, beside) in (tree(), tree(), tree()),
        flags in flags(),
    ) {
        let house = House::new();
        fs::create_dir_all(house.path("outside")).unwrap();
        fs::write(house.path("outside/precious"), "precious").unwrap();
        fs::write(house.path("outside/shared"), [0; 3000]).unwrap();
        fs::create_dir(house.path("source")).unwrap();
        fs::write(house.path("source/always"), "there").unwrap();
        make(&house, &house.path("source"), &source);
        house.back_up(SnapshotKind::Incremental);
        fs::set_permissions(house.path("outside/shared"), fs::Permissions::from_mode(0o604)).unwrap();
        // With a path its content goes right into the target; else beside what was backed up there are others.
        let root = if flags.path.is_empty() { "target/source" } else { "target" };
        make(&house, &house.path(root), &target);
        if flags.path.is_empty() {
            make(&house, &house.path("target/neighbour"), &beside);
        }
        make(&house, &house.path("beside"), &beside);

        let outside = || ["outside", "beside", "target/neighbour", "source"].map(|name| without_links(facts(&house.path(name))));
        let (before, target_before) = (outside(), facts(&house.path("target")));
        let dry = try_restore(&house, &flags.options(&house, true));
        prop_assert_eq!(facts(&house.path("target")), target_before.clone());
        let Ok(dry) = dry else {
            // The part that was asked for is not there.
            prop_assert!(try_restore(&house, &flags.options(&house, false)).is_err());
            prop_assert_eq!(outside(), before);
            return Ok(());
        };
        let told = try_restore(&house, &flags.options(&house, false)).unwrap();
        prop_assert_eq!(outside(), before.clone());
        prop_assert_eq!(&told, &dry);
        let after = facts(&house.path("target"));
        // Who was told to stay, or was not spoken of, is what he was.
        let changed: Vec<_> = told
            .items
            .iter()
            .filter(|(action, _)| *action != Action::Unchanged)
            .map(|(_, path)| path.strip_prefix("target").unwrap().trim_start_matches('/'))
            .collect();
        for (path, fact) in &target_before {
            // The time of a directory changes and changes back.
            if !fact.is_directory && !changed.contains(&path.as_str()) {
                prop_assert_eq!(after.get(path).map(|fact| &fact.is), Some(&fact.is), "{}", path);
            }
        }

        let again = try_restore(&house, &flags.options(&house, false)).unwrap();
        prop_assert!(again.items.iter().all(|(action, _)| *action == Action::Unchanged), "{:?}", again.items);
        prop_assert_eq!(&again.failed, &told.failed);
        prop_assert_eq!(facts(&house.path("target")), after);
        prop_assert_eq!(outside(), before);
    }
}
