//! Repositories as older versions left them: everything in them comes back, and they are gone on with.
//!
//! Each folder of `fixtures/repositories` is named after the version of the format. It holds the store, a key file of
//! role `write`, and what is to come of it. One that CHANGELOG.md calls frozen is never made anew.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/house.rs"]
mod house;
#[path = "support/one_of_each.rs"]
mod one_of_each;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use house::{copy_folder, describe, noise};
use one_of_each::one_of_each;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/repositories");
const PASSPHRASE: &str = "correct horse";

/// What a snapshot is known to hold.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    kind: String,
    host: String,
    tags: Vec<String>,
    held: bool,
    tree: Vec<String>,
}

/// A folder with a store in it, which belongs to whoever holds the passphrase.
struct Place(tempfile::TempDir);

impl Place {
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, key: Option<&str>, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandyq"));
        command.args(arguments).current_dir(self.0.path()).env_clear();
        command.env("SANDYQ_REPOSITORY", "store").env("SANDYQ_CACHE_DIR", self.path("cache"));
        match key {
            Some(key) => command.env("SANDYQ_KEY_FILE", key),
            None => command.env("SANDYQ_PASSWORD", PASSPHRASE),
        };
        let output = command.output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {error}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let text = self.run(None, &[arguments, &["--json"]].concat());
        serde_json::from_str(text.lines().last().unwrap()).unwrap()
    }

    /// Restores every snapshot: what each turns out to hold.
    fn everything(&self) -> BTreeMap<String, Known> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let known = |snapshot: &Value| {
            let id = text(&snapshot["id"]);
            let target = self.path("restored");
            self.run(None, &["restore", &id, "--quiet", "--target", "restored"]);
            let tree = describe(&target.join("source"));
            fs::remove_dir_all(target).unwrap();
            let known = Known {
                kind: text(&snapshot["kind"]),
                host: text(&snapshot["hostname"]),
                tags: snapshot["tags"].as_array().unwrap().iter().map(text).collect(),
                held: snapshot["held"].as_bool().unwrap(),
                tree: tree.iter().map(|line| without_owner(line)).collect(),
            };
            (id, known)
        };
        self.json(&["snapshots"]).as_array().unwrap().iter().map(known).collect()
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
        let known: BTreeMap<String, Known> =
            serde_json::from_slice(&fs::read(version.join("known.json")).unwrap()).unwrap();
        place.verify();
        assert_eq!(place.everything(), known, "{}", version.display());

        // A host whose key file is as old goes on, and so does maintenance.
        fs::create_dir(place.path("source")).unwrap();
        fs::write(place.path("source/new"), noise(9, 50_000)).unwrap();
        place.run(Some("write.key"), &["backup", "source"]);
        let (oldest, _) = known.iter().find(|(_, known)| !known.held).unwrap();
        place.run(None, &["forget", oldest]);
        place.run(None, &["prune", "--max-unused", "0", "--fence-after", "0s"]);
        place.verify();
        let left = place.everything();
        assert_eq!(left.len(), known.len());
        for (id, known) in known.iter().filter(|(id, _)| *id != oldest) {
            assert_eq!(&left[id], known);
        }
    }
}

/// `cargo test --features testing --test old_formats -- --ignored makes` makes the repository of the present format anew,
/// as long as that is not frozen.
#[test]
#[ignore = "writes a fixture"]
fn makes_the_repository_of_this_version() {
    let version = Path::new(FIXTURES).join("v1");
    let place = Place(tempfile::tempdir().unwrap());
    let source = place.path("source");
    one_of_each(&source, 3 << 20);
    place.run(None, &["init", "--argon2-memory", "8M", "--chunker-avg", "4K"]);
    place.run(None, &["key", "add", "--role", "write", "--out", "write.key"]);
    let backup = |key, host: &str| {
        place.run(key, &["backup", "--quiet", "--host", host, "--tag", "fixture", "source"]);
    };
    backup(None, "first.example");
    fs::write(source.join("folder/added"), noise(3, 9_000)).unwrap();
    backup(None, "first.example");
    fs::remove_file(source.join("folder/added")).unwrap();
    place.run(None, &["hold", "latest"]);
    place.run(None, &["forget", "latest~1"]);
    place.run(None, &["prune", "--max-unused", "0", "--fence-after", "0s"]);
    fs::write(source.join("folder/words"), "other words\n".repeat(300)).unwrap();
    backup(Some("write.key"), "second.example");
    place.run(None, &["tag", "--add", "after the fact", "latest"]);
    place.run(None, &["full", "--quiet", "--host", "first.example", "source"]);
    place.verify();
    let known = place.everything();
    let _ = fs::remove_dir_all(&version);
    copy_folder(&place.path("store"), &version.join("store"));
    fs::copy(place.path("write.key"), version.join("write.key")).unwrap();
    fs::write(version.join("known.json"), serde_json::to_string_pretty(&known).unwrap() + "\n").unwrap();
}
