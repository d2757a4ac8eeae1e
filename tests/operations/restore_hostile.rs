//! Whole restores into a folder that somebody else bends meanwhile.

use std::fs;
use std::os::unix::fs::symlink;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use sandyq::model::snapshot::SnapshotKind;
use sandyq::operations::restore::{self, Action, Observer, Overwrite, Progress, RestoreOptions};

use crate::house::{House, describe, restore_options};

/// Counts what it hears.
#[derive(Debug, Default)]
struct Counted {
    deleted: AtomicU64,
    failed: AtomicU64,
}

impl Observer for Counted {
    fn failed(&self, _: &[u8], _: &str) {
        self.failed.fetch_add(1, Ordering::Relaxed);
    }

    fn warning(&self, _: &sandyq::filesystem::Warning) {}

    fn item(&self, _: &dyn Fn() -> Vec<u8>, action: Action) {
        self.deleted.fetch_add(u64::from(action == Action::Deleted), Ordering::Relaxed);
    }
}

/// Swaps folders of the target for links to the folder `outside`, and back, as fast as it can.
fn bend(house: &House, done: &AtomicBool) {
    let at = |name: &str| house.path("target/source").join(name);
    while !done.load(Ordering::Relaxed) {
        for name in ["folder", "extra"] {
            // The restore makes, replaces and deletes all of them meanwhile, so any of this may fail.
            let _ = fs::create_dir(at("extra"));
            let _ = fs::write(at("extra/precious"), "litter");
            let _ = fs::create_dir(at("extra/below"));
            let _ = fs::rename(at(name), house.path("aside"));
            let _ = symlink(house.path("outside"), at(name));
            let _ = fs::remove_file(at(name));
            let _ = fs::rename(house.path("aside"), at(name));
            let _ = fs::remove_dir_all(house.path("aside"));
        }
    }
}

#[test]
fn folders_swapped_for_links_while_a_restore_writes_and_deletes_lead_nowhere() {
    let house = House::new();
    fs::create_dir_all(house.path("source/folder/below")).unwrap();
    for name in ["folder/precious", "folder/below/precious", "folder/new", "file"] {
        fs::write(house.path("source").join(name), "restored").unwrap();
    }
    house.back_up(SnapshotKind::Incremental);
    fs::create_dir_all(house.path("outside/below/deeper")).unwrap();
    for name in ["precious", "below/precious", "below/deeper/precious"] {
        fs::write(house.path("outside").join(name), "precious").unwrap();
    }
    fs::create_dir_all(house.path("target/source")).unwrap();
    let before = describe(&house.path("outside"));

    let repository = house.open();
    let (snapshots, _) = house.snapshots(&repository);
    let (done, counted) = (AtomicBool::new(false), Counted::default());
    std::thread::scope(|scope| {
        scope.spawn(|| bend(&house, &done));
        for round in 0..400 {
            let options = RestoreOptions {
                delete: true,
                overwrite: if round % 2 == 0 { Overwrite::Always } else { Overwrite::IfChanged },
                ..restore_options(&house.path("target"))
            };
            let progress = Progress::default();
            let handle = house.runtime.handle();
            // What is bent away under its hands fails, and that is told.
            let _ = restore::run(&repository, handle, &snapshots[0], &options, &progress, &counted);
        }
        done.store(true, Ordering::Relaxed);
    });
    assert_eq!(describe(&house.path("outside")), before);
    println!("{counted:?}");
}
