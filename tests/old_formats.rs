//! Repositories as older versions left them: everything in them comes back, and they are gone on with.
//!
//! Each folder of `fixtures/repositories` is named after the version of the format. It holds the store, a key file of
//! role `write`, and what is to come of it. One that CHANGELOG.md calls frozen is never made anew.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/house.rs"]
mod house;
#[path = "support/one_of_each.rs"]
mod one_of_each;
#[path = "support/recorder.rs"]
mod recorder;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use house::{copy_folder, describe, noise};
use one_of_each::one_of_each;
use recorder::Recorder;
use sandyq::repository::config::FORMAT_VERSION;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/repositories");
const PASSPHRASE: &str = "correct horse";
const RESTIC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/restic/v2/store");
const RESTIC_PASSWORD: &str = "battery staple";

/// What is to come of a repository.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    /// By the snapshots' ids.
    snapshots: BTreeMap<String, KnownSnapshot>,
    /// As `drill list` tells of them.
    drills: Vec<Value>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct KnownSnapshot {
    /// All that `snapshots` tells of it.
    told: Value,
    /// What it restores.
    tree: Vec<String>,
}

/// A folder with a store in it, which belongs to whoever holds the passphrase.
struct Place(tempfile::TempDir);

impl Place {
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, key: Option<&str>, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandyq"));
        command.args(arguments).current_dir(self.0.path()).env_clear();
        command.env("SANDYQ_REPOSITORY", "store").env("SANDYQ_CACHE_DIR", self.path("cache"));
        command.env("SANDYQ_STATE_DIR", self.path("state"));
        match key {
            Some(key) => command.env("SANDYQ_KEY_FILE", key),
            None => command.env("SANDYQ_PASSWORD", PASSPHRASE),
        };
        command
    }

    fn fails(&self, arguments: &[&str]) {
        assert_eq!(self.command(None, arguments).output().unwrap().status.code(), Some(1), "{arguments:?}");
    }

    fn run(&self, key: Option<&str>, arguments: &[&str]) -> String {
        let output = self.command(key, arguments).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {error}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let text = self.run(None, &[arguments, &["--json"]].concat());
        serde_json::from_str(text.lines().last().unwrap()).unwrap()
    }

    /// Restores every snapshot: what each turns out to hold.
    fn everything(&self) -> Known {
        let known = |told: &Value| {
            let id = told["id"].as_str().unwrap().to_owned();
            let target = self.path("restored");
            self.run(None, &["restore", &id, "--quiet", "--target", "restored"]);
            let tree = describe(&target).iter().map(|line| without_owner(line)).collect();
            fs::remove_dir_all(target).unwrap();
            (id, KnownSnapshot { told: told.clone(), tree })
        };
        let snapshots = self.json(&["snapshots"]).as_array().unwrap().iter().map(known).collect();
        let drills = self.run(None, &["drill", "list", "--json"]);
        Known { snapshots, drills: drills.lines().map(|line| serde_json::from_str(line).unwrap()).collect() }
    }

    fn verify(&self) {
        let verified = self.json(&["verify", "--read-data"]);
        assert_eq!(
            (&verified["num_errors"], &verified["orphan_packs"]),
            (&0.into(), &0.into()),
            "{verified}"
        );
    }
}

/// Whoever runs the tests may not give files to others.
fn without_owner(line: &str) -> String {
    let mut words: Vec<_> = line.split(' ').collect();
    words.remove(2);
    words.join(" ")
}

fn opened(version: &Path) -> Place {
    let place = Place(tempfile::tempdir().unwrap());
    copy_folder(&version.join("store"), &place.path("store"));
    fs::copy(version.join("write.key"), place.path("write.key")).unwrap();
    fs::set_permissions(place.path("write.key"), fs::Permissions::from_mode(0o600)).unwrap();
    place
}

#[test]
fn what_older_versions_stored_comes_back_and_is_gone_on_with() {
    let versions: Vec<_> = fs::read_dir(FIXTURES).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(!versions.is_empty());
    for version in versions {
        let place = opened(&version);
        let known: Known = serde_json::from_slice(&fs::read(version.join("known.json")).unwrap()).unwrap();
        place.verify();
        assert_eq!(place.everything(), known, "{}", version.display());

        // A host whose key file is as old goes on, and so does maintenance.
        fs::create_dir(place.path("source")).unwrap();
        fs::write(place.path("source/new"), noise(9, 50_000)).unwrap();
        place.run(Some("write.key"), &["backup", "source"]);
        let snapshots = &known.snapshots;
        let (oldest, _) = snapshots.iter().find(|(_, known)| known.told["held"] == false).unwrap();
        place.run(None, &["forget", oldest]);
        place.run(None, &["prune", "--max-unused", "0", "--fence-after", "0s"]);
        place.verify();
        let left = place.everything();
        assert_eq!((left.snapshots.len(), &left.drills), (snapshots.len(), &known.drills));
        for (id, known) in snapshots.iter().filter(|(id, _)| *id != oldest) {
            assert_eq!(&left.snapshots[id], known);
        }
    }
}

/// `cargo test --features testing --test old_formats -- --ignored makes` makes the repository of a new version of the format:
/// one that is there is frozen.
#[test]
#[ignore = "writes a fixture"]
fn makes_the_repository_of_this_version() {
    let version = Path::new(FIXTURES).join(format!("v{FORMAT_VERSION}"));
    assert!(!version.exists(), "{} is frozen", version.display());
    let place = Place(tempfile::tempdir().unwrap());
    let source = place.path("source");
    one_of_each(&source, 3 << 20);
    place.run(None, &["init", "--argon2-memory", "8M", "--chunker-avg", "4K"]);
    for role in ["write", "read", "maintain"] {
        place.run(None, &["key", "add", "--role", role, "--out", &format!("{role}.key")]);
    }
    let backup = |key, host: &str| {
        place.run(
            key,
            &[
                "backup",
                "--quiet",
                "--host",
                host,
                "--tag",
                "fixture",
                "--canary",
                "source/nothing",
                "source",
            ],
        );
    };
    backup(None, "first.example");
    fs::write(source.join("folder/added"), noise(3, 9_000)).unwrap();
    backup(None, "first.example");
    fs::remove_file(source.join("folder/added")).unwrap();
    place.run(None, &["hold", "latest"]);
    place.run(None, &["forget", "latest~1"]);
    place.run(Some("maintain.key"), &["prune", "--fence-after", "0s"]);
    place.run(None, &["prune", "--max-unused", "0", "--fence-after", "0s"]);
    // Somebody who reads them has not looked yet at what is suspect.
    fs::write(source.join("nothing"), "something").unwrap();
    backup(None, "first.example");
    fs::write(source.join("folder/words"), "other words\n".repeat(300)).unwrap();
    backup(Some("write.key"), "second.example");
    place.run(None, &["tag", "--add", "after the fact", "latest"]);
    place.run(None, &["full", "--quiet", "--host", "first.example", "source"]);
    from_elsewhere(&place);
    place.run(None, &["rewrite", "--exclude", "noise", "latest"]);
    drilled_and_alerted(&place);
    let keys = place.json(&["key", "list"]);
    let reader = keys.as_array().unwrap().iter().find(|key| key["role"] == "read").unwrap();
    place.run(None, &["key", "remove", reader["id"].as_str().unwrap()]);
    place.verify();
    let known = place.everything();
    copy_folder(&place.path("store"), &version.join("store"));
    fs::copy(place.path("write.key"), version.join("write.key")).unwrap();
    fs::write(version.join("known.json"), serde_json::to_string_pretty(&known).unwrap() + "\n").unwrap();
}

/// A snapshot of another repository of ours, and those of one of restic.
fn from_elsewhere(place: &Place) {
    let other = Place(tempfile::tempdir().unwrap());
    one_of_each(&other.path("source"), 3 << 20);
    other.run(None, &["init", "--argon2-memory", "8M", "--chunker-avg", "4K"]);
    other.run(None, &["backup", "--quiet", "--host", "third.example", "source"]);
    fs::write(place.path("other.password"), PASSPHRASE).unwrap();
    fs::write(place.path("restic.password"), RESTIC_PASSWORD).unwrap();
    let from = other.path("store");
    let restic = Path::new(RESTIC).to_str().unwrap();
    place.run(
        None,
        &["copy", "--from-repo", from.to_str().unwrap(), "--from-password-file", "other.password"],
    );
    place.run(None, &["import", "--from-repo", restic, "--from-password-file", "restic.password"]);
}

/// A drill that somebody looked at, and an alert that people were told.
fn drilled_and_alerted(place: &Place) {
    let recorder = Recorder::start();
    fs::write(place.path("hook"), format!("http://{}/", recorder.address)).unwrap();
    let profile = "[alerts]\nwebhook.url_file = 'hook'\n[[dataset]]\nname = 'gone'\npaths = ['nowhere']\n";
    fs::write(place.path("sandyq.toml"), profile).unwrap();
    for (file, mode) in [("hook", 0o600), ("sandyq.toml", 0o644)] {
        fs::set_permissions(place.path(file), fs::Permissions::from_mode(mode)).unwrap();
    }
    place.run(None, &["drill", "run", "--scenario", "full", "--host", "second.example", "--quiet"]);
    let review = [
        "--finding",
        "it took long",
        "--action",
        "buy a disk",
        "--owner",
        "aigerim",
        "--reviewer",
        "daniyar",
    ];
    place.run(None, &[&["drill", "review", "latest"], &review[..]].concat());
    place.fails(&["run", "--only", "backup", "--config", "sandyq.toml"]);
    assert!(!recorder.take().is_empty());
}
