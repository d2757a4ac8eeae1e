//! Disks without room, by the program as people run it: it fails, nothing half-done is to be seen, and the same
//! command goes on once there is room.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::house::{describe, noise};
use crate::mounted::Mounted;

struct Host(tempfile::TempDir);

impl Host {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs a command that must end with this code; what it said.
    fn run(&self, code: i32, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_sandyq"))
            .args(arguments)
            .current_dir(self.0.path())
            .env_clear()
            .env("SANDYQ_REPOSITORY", self.path("disk/chest"))
            .env("SANDYQ_PASSWORD", "correct horse")
            .env("SANDYQ_CACHE_DIR", self.path("cache"))
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text}");
        text
    }
}

fn may_mount() -> bool {
    let root = rustix::process::geteuid().is_root();
    if !root {
        eprintln!("skipped: needs root to mount a small file system");
    }
    root
}

fn assert_full(text: &str) {
    assert!(text.contains("No space left on device"), "{text}");
    assert!(text.contains("hint: free some room"), "{text}");
}

#[test]
fn a_full_repository_fails_the_backup_keeps_the_old_ones_and_takes_the_next() {
    let host = Host::new();
    let disk = host.path("disk");
    fs::create_dir(&disk).unwrap();
    let Some(mounted) = may_mount().then(|| Mounted::tmpfs(&disk, "size=12m")).flatten() else { return };
    fs::create_dir(host.path("source")).unwrap();
    fs::write(host.path("source/small"), "small").unwrap();
    host.run(0, &["init", "--argon2-memory", "8M"]);
    host.run(0, &["backup", "source"]);
    for n in 0..4 {
        fs::write(host.path(&format!("source/large-{n}")), noise(n, 10 << 20)).unwrap();
    }
    assert_full(&host.run(1, &["backup", "source"]));
    assert!(host.run(0, &["snapshots"]).ends_with("1 snapshot\n"));
    host.run(0, &["verify", "--read-data"]);
    host.run(0, &["restore", "latest", "--target", "old"]);
    assert_eq!(describe(&host.path("old/source")).len(), 1);

    mounted.resize("100m");
    host.run(0, &["backup", "source"]);
    host.run(0, &["verify", "--read-data"]);
    host.run(0, &["restore", "latest", "--target", "new"]);
    assert_eq!(describe(&host.path("new/source")), describe(&host.path("source")));
}

/// Every file that is there is whole.
fn assert_whole(target: &Path, source: &Path) {
    let entries = fs::read_dir(target).unwrap().map(|entry| entry.unwrap().file_name());
    for name in entries {
        let same = fs::read(target.join(&name)).unwrap() == fs::read(source.join(&name)).unwrap();
        assert!(same, "{name:?}");
    }
}

#[test]
fn a_full_target_fails_the_restore_leaves_no_part_of_a_file_and_the_next_goes_on() {
    let host = Host::new();
    fs::create_dir_all(host.path("source")).unwrap();
    // Too large as a whole, allocated before they are written; and small ones, which fail while they are.
    for (n, len) in [(0, 700_000), (1, 20 << 20), (2, 900_000), (3, 900_000), (4, 900_000), (5, 3 << 20)] {
        fs::write(host.path(&format!("source/noise-{n}")), noise(n, len)).unwrap();
    }
    fs::create_dir(host.path("disk")).unwrap();
    host.run(0, &["init", "--argon2-memory", "8M"]);
    host.run(0, &["backup", "source"]);
    let target = host.path("target");
    fs::create_dir(&target).unwrap();
    let Some(mounted) = may_mount().then(|| Mounted::tmpfs(&target, "size=2m")).flatten() else { return };
    for overwrite in ["always", "never"] {
        assert_full(&host.run(1, &["restore", "latest", "--target", "target", "--overwrite", overwrite]));
        assert_whole(&host.path("target/source"), &host.path("source"));
    }
    mounted.resize("100m");
    host.run(0, &["restore", "latest", "--target", "target"]);
    assert_eq!(describe(&host.path("target/source")), describe(&host.path("source")));
}
