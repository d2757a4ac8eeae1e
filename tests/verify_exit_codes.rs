//! Every class of damage, and what scripts see of it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/house.rs"]
mod house;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use house::{copy_folder, noise};

/// A repository in a folder, with a key file of each role.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::create_dir(place.path("source")).unwrap();
        place.run("", &["init", "--argon2-memory", "8M"]);
        place.run("", &["key", "add", "--role", "full", "--out", "full.key"]);
        for role in ["write", "read"] {
            place.run("full", &["key", "add", "--role", role, "--out", &format!("{role}.key")]);
        }
        fs::write(place.path("source/one"), noise(1, 200_000)).unwrap();
        place.run("full", &["backup", "source"]);
        // Removing a key absorbs what has ended.
        place.run("full", &["key", "add", "--role", "read", "--out", "gone.key"]);
        let keys = place.run("full", &["key", "list", "--json"]);
        let keys: serde_json::Value = serde_json::from_str(keys.lines().last().unwrap()).unwrap();
        let last = keys.as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned();
        place.run("full", &["key", "remove", &last]);
        fs::write(place.path("source/two"), noise(2, 2_000)).unwrap();
        place.run("write", &["backup", "source"]);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, chest: &str, role: &str, arguments: &[&str]) -> std::process::Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandyq"));
        command.args(arguments).current_dir(self.0.path()).env_clear().env("SANDYQ_REPOSITORY", chest);
        if role.is_empty() {
            command.env("SANDYQ_PASSWORD", "correct horse");
        } else {
            command.env("SANDYQ_KEY_FILE", format!("{role}.key"));
        }
        command.arg("--no-cache").output().unwrap()
    }

    fn run(&self, role: &str, arguments: &[&str]) -> String {
        let output = self.command("chest", role, arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {error}");
        String::from_utf8(output.stdout).unwrap()
    }
}

/// Files below a folder of the repository, the smallest first.
fn files(chest: &Path, folder: &str) -> Vec<PathBuf> {
    fn collect(at: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(at).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() { collect(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    collect(&chest.join(folder), &mut found);
    found.sort_by_key(|path| (fs::metadata(path).unwrap().len(), path.clone()));
    found
}

fn session_object(chest: &Path, name: &str) -> PathBuf {
    let named = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with(name);
    // That of the newest session: the others are absorbed and retired.
    files(chest, "sessions").into_iter().filter(named).max().unwrap()
}

fn flip(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= 1;
    fs::remove_file(path).unwrap();
    fs::write(path, bytes).unwrap();
}

/// In the directory of a pack.
fn flip_near_end(path: &Path) {
    flip(path, fs::metadata(path).unwrap().len() as usize - 60);
}

fn truncate(path: &Path) {
    let bytes = fs::read(path).unwrap();
    fs::remove_file(path).unwrap();
    fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
}

/// Roots sort the newest first.
fn root(chest: &Path, before_newest: usize) -> PathBuf {
    let mut roots = files(chest, "root");
    roots.sort();
    roots.remove(before_newest)
}

/// The largest pack has the content of files.
fn data_pack(chest: &Path) -> PathBuf {
    files(chest, "packs").pop().unwrap()
}

fn tree_pack(chest: &Path) -> PathBuf {
    files(chest, "packs").remove(0)
}

#[test]
fn each_class_of_damage_has_its_exit_code() {
    let place = Place::new();
    type Damage = fn(&Path);
    let classes: [(&str, Damage, &str, &[&str], i32); 27] = [
        ("nothing", |_| {}, "full", &[], 0),
        ("nothing", |_| {}, "full", &["--read-data"], 0),
        ("nothing", |_| {}, "read", &["--read-data"], 0),
        ("nothing, and a key that reads no trees", |_| {}, "write", &[], 22),
        ("nothing, and a key that reads no files", |_| {}, "write", &["--read-data"], 22),
        ("pack of files missing", |c| fs::remove_file(data_pack(c)).unwrap(), "full", &[], 21),
        (
            "the same, with a key that reads nothing",
            |c| fs::remove_file(data_pack(c)).unwrap(),
            "write",
            &[],
            21,
        ),
        (
            "the same, at a level that does not look",
            |c| fs::remove_file(data_pack(c)).unwrap(),
            "full",
            &["--level", "index"],
            0,
        ),
        (
            "the same, at the level that does",
            |c| fs::remove_file(data_pack(c)).unwrap(),
            "full",
            &["--level", "packs"],
            21,
        ),
        ("pack of files truncated", |c| truncate(&data_pack(c)), "read", &[], 21),
        ("a byte of a file changed, and not read", |c| flip(&data_pack(c), 3000), "full", &[], 0),
        ("a byte of a file changed, and read", |c| flip(&data_pack(c), 3000), "full", &["--read-data"], 21),
        (
            "the same in a sample of all",
            |c| flip(&data_pack(c), 3000),
            "read",
            &["--read-data-subset", "100%"],
            21,
        ),
        ("the same in the only slice", |c| flip(&data_pack(c), 3000), "read", &["--rotate", "1"], 21),
        ("pack of trees missing", |c| fs::remove_file(tree_pack(c)).unwrap(), "full", &[], 21),
        ("a byte of a pack of trees changed", |c| flip_near_end(&tree_pack(c)), "full", &[], 21),
        ("part of the index missing", |c| fs::remove_file(&files(c, "index")[0]).unwrap(), "full", &[], 21),
        ("part of the index changed", |c| flip(&files(c, "index")[0], 60), "full", &["--level", "index"], 21),
        ("part of the catalogue changed", |c| flip(&files(c, "catalog")[0], 60), "full", &[], 21),
        ("delta missing", |c| fs::remove_file(session_object(c, "delta")).unwrap(), "full", &[], 21),
        ("end changed", |c| flip(&session_object(c, "end"), 60), "full", &["--level", "sessions"], 21),
        ("open missing", |c| fs::remove_file(session_object(c, "open")).unwrap(), "full", &[], 21),
        ("slot changed", |c| flip(&files(c, "keys")[0], 60), "full", &["--level", "sessions"], 21),
        ("config changed", |c| flip(&c.join("config"), 60), "full", &[], 21),
        (
            "foreign object among the packs",
            |c| fs::write(c.join("packs/stranger"), b"x").unwrap(),
            "full",
            &[],
            21,
        ),
        ("newest root changed", |c| flip(&root(c, 0), 60), "full", &[], 21),
        ("root missing between others", |c| fs::remove_file(root(c, 1)).unwrap(), "full", &[], 21),
    ];
    assert!(files(&place.path("chest"), "root").len() > 2);
    for (what, damage, role, arguments, code) in classes {
        let chest = tempfile::tempdir().unwrap();
        copy_folder(&place.path("chest"), chest.path());
        damage(chest.path());
        let output =
            place.command(chest.path().to_str().unwrap(), role, &[&["verify", "-q"], arguments].concat());
        let (out, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{what}, verify {arguments:?} as {role}: {out}{error}");
        // Whoever looks at the output of a failed run finds the reason and what to do.
        assert_eq!(out.contains("hint: ") || error.contains("hint: "), code == 21, "{what}: {out}{error}");
    }
}
