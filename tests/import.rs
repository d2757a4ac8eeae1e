//! Snapshots of restic, imported: they are what restic restores, come once, and make the next backup of the same files cheap.
//!
//! `fixtures/restic` holds repositories of both versions that restic made, and what it restored from them. The tests that
//! are ignored need the program itself: `cargo test --features testing --test import -- --ignored beside`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/house.rs"]
mod house;
#[path = "support/one_of_each.rs"]
mod one_of_each;
mod support;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rustix::fs::{CWD, FileType, Mode, mknodat};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use house::{copy_folder, describe, noise};
use one_of_each::one_of_each;
use support::s3_server::{Fault, Matching, S3Server};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/restic");
const PASSWORD: &str = "battery staple";
/// restic cuts after 8 MiB at the latest.
const SEVERAL_BLOBS: u64 = 17 << 20;

/// What a snapshot is known to hold and to say.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    time: String,
    host: String,
    tags: Vec<String>,
    paths: usize,
    tree: Vec<String>,
}

/// A folder with restic's repository `restic` and an empty one of ours, `chest`.
struct Place {
    folder: tempfile::TempDir,
    environment: Vec<(&'static str, String)>,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap(), environment: Vec::new() };
        place.secret("password", PASSWORD);
        place
    }

    fn of(version: &str) -> Self {
        let place = Self::new();
        copy_folder(&Path::new(FIXTURES).join(version).join("store"), &place.path("restic"));
        place.ok(&["init", "--quiet", "--argon2-memory", "8M", "--chunker-avg", "4K"]);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn secret(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o600)).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandyq"));
        command.args(arguments).current_dir(self.folder.path()).env_clear().envs([
            ("SANDYQ_REPOSITORY", "chest"),
            ("SANDYQ_PASSWORD", "correct horse"),
            ("SANDYQ_CACHE_DIR", "cache"),
            ("SANDYQ_CONFIG", "/dev/null"),
            ("SANDYQ_FROM_REPOSITORY", "restic"),
            ("SANDYQ_FROM_PASSWORD_FILE", "password"),
        ]);
        command.envs(self.environment.iter().cloned()).output().unwrap()
    }

    fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Vec<Value> {
        let text = self.ok(&[arguments, &["--json"]].concat());
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn snapshots(&self) -> Vec<Value> {
        self.json(&["snapshots"])[0].as_array().unwrap().clone()
    }

    /// What every snapshot that was imported turns out to hold, by its name in restic's repository.
    fn imported(&self) -> BTreeMap<String, Known> {
        let all = self.snapshots();
        let imported = all.iter().filter(|one| one["imported"].is_string());
        imported.map(|one| (text(&one["imported"]), self.known(one))).collect()
    }

    fn known(&self, snapshot: &Value) -> Known {
        self.ok(&["restore", &text(&snapshot["id"]), "--quiet", "--target", "restored"]);
        known(snapshot, &self.path("restored"))
    }

    fn restic(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("restic");
        command.args(["--repo", "restic", "--password-file", "password", "--quiet"]).args(arguments);
        let output = command.current_dir(self.folder.path()).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Takes something out of the newest snapshot, if this restic can: before 0.15 it could not.
    fn rewrite(&self, exclude: &str) -> bool {
        let help = Command::new("restic").args(["help", "rewrite"]).output().unwrap();
        let can = String::from_utf8_lossy(&help.stdout).contains("--forget");
        if can {
            self.restic(&["rewrite", "--exclude", exclude, "--forget", "latest"]);
        }
        can
    }

    /// What restic restores, by the names that snapshots had first.
    fn restored_by_restic(&self) -> BTreeMap<String, Known> {
        let all: Vec<Value> = serde_json::from_str(&self.restic(&["snapshots", "--json"])).unwrap();
        let restored = |one: &Value| {
            self.restic(&["restore", &text(&one["id"]), "--target", "restored"]);
            // One whose tags were changed has another name now, and is known by its first.
            let first = if one["original"].is_string() { &one["original"] } else { &one["id"] };
            (text(first), known(one, &self.path("restored")))
        };
        all.iter().map(restored).collect()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// What a snapshot says, and what was restored of it, which is removed.
fn known(snapshot: &Value, restored: &Path) -> Known {
    let tree = describe(restored).iter().map(|line| without_owner(line)).collect();
    fs::remove_dir_all(restored).unwrap();
    let tags = snapshot["tags"].as_array().map(|tags| tags.iter().map(text).collect());
    Known {
        time: text(&snapshot["time"]),
        host: text(&snapshot["hostname"]),
        tags: tags.unwrap_or_default(),
        paths: snapshot["paths"].as_array().unwrap().len(),
        tree,
    }
}

/// Whoever runs the tests may not give files to others.
fn without_owner(line: &str) -> String {
    let (path_and_mode, rest) = line.split_at(line.find(" names ").unwrap());
    let mut words: Vec<_> = path_and_mode.rsplitn(3, ' ').collect();
    words.remove(1);
    words.reverse();
    words.join(" ") + rest
}

fn versions() -> Vec<String> {
    let entries = fs::read_dir(FIXTURES).unwrap().map(|entry| entry.unwrap().file_name());
    let mut versions: Vec<_> = entries.map(|name| name.into_string().unwrap()).collect();
    versions.sort();
    assert_eq!(versions, ["v1", "v2"]);
    versions
}

fn expected(version: &str) -> BTreeMap<String, Known> {
    let file = Path::new(FIXTURES).join(version).join("known.json");
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

#[test]
fn what_restic_stored_is_what_restic_restores() {
    for version in versions() {
        let place = Place::of(&version);
        let before = describe(&place.path("restic"));
        place.ok(&["import", "--quiet"]);
        let expected = expected(&version);
        assert_eq!(place.imported(), expected, "{version}");
        let verified = &place.json(&["verify", "--read-data"])[0];
        assert_eq!((&verified["num_errors"], &verified["orphan_packs"]), (&0.into(), &0.into()));
        assert_eq!(describe(&place.path("restic")), before, "restic's repository was written");
        assert!(place.snapshots().iter().all(|one| one["kind"] == "full"));

        // Nothing comes twice.
        let summary = place.json(&["import"]).pop().unwrap();
        assert_eq!((&summary["imported"], &summary["were_there"]), (&0.into(), &expected.len().into()));
    }
}

#[test]
fn what_a_filter_or_a_name_leaves_out_stays_out_and_a_dry_run_does_nothing() {
    let place = Place::of("v2");
    let would = place.ok(&["import", "--dry-run", "--host", "second.example"]);
    assert!(would.contains("would be imported") && would.contains("would import 1 snapshot"), "{would}");
    assert_eq!(place.snapshots(), Vec::<Value>::new());
    place.ok(&["import", "--quiet", "--host", "second.example"]);
    let (all, expected) = (place.imported(), expected("v2"));
    assert_eq!(all.len(), 1);
    assert_eq!(all.values().next().unwrap().host, "second.example");
    let (oldest, _) = expected.iter().min_by_key(|(_, known)| &known.time).unwrap();
    place.ok(&["import", "--quiet", &oldest[..8]]);
    assert_eq!(place.imported().len(), 2);
    assert_eq!(place.run(&["import", "0000"]).status.code(), Some(1));
    place.ok(&["import", "--quiet"]);
    assert_eq!(place.imported(), expected);
}

/// Restic's repository in a bucket.
fn in_a_bucket() -> (Place, S3Server) {
    let server = S3Server::start_blocking();
    let mut place = Place::of("v2");
    let root = place.path("restic");
    for path in walk(&root) {
        let key = format!("backups/restic/{}", path.strip_prefix(&root).unwrap().display());
        server.set_object("bucket", &key, Some(fs::read(&path).unwrap().into()));
    }
    fs::remove_dir_all(&root).unwrap();
    place.environment = server.env();
    place.environment.push(("SANDYQ_FROM_REPOSITORY", server.url("bucket/backups/restic")));
    (place, server)
}

#[test]
fn it_comes_from_s3_as_well() {
    let (place, server) = in_a_bucket();
    let (keys, puts) = (server.keys("bucket"), server.counts().get("PutObject"));
    place.ok(&["import", "--quiet"]);
    assert_eq!(place.imported(), expected("v2"));
    assert_eq!((server.keys("bucket"), server.counts().get("PutObject")), (keys, puts));
}

#[test]
fn a_store_that_goes_away_in_between_leaves_whole_snapshots_and_the_next_run_brings_the_rest() {
    let (place, server) = in_a_bucket();
    let expected = expected("v2");
    let import = ["import", "--retry-for", "1s"];
    for nth in 1.. {
        server.faults().fail_times(Matching::kind("GetObject"), nth, u64::MAX, Fault::Reset);
        let output = place.run(&import);
        server.faults().heal();
        let imported = place.imported();
        assert!(imported.iter().all(|(id, known)| expected[id] == *known), "request {nth}");
        if output.status.success() {
            assert_eq!(imported.len(), expected.len());
            break;
        }
        assert_eq!(output.status.code(), Some(1), "request {nth}: {output:?}");
    }
}

#[test]
fn the_next_backup_of_the_same_files_finds_them_there() {
    let place = Place::of("v2");
    place.ok(&["import", "--quiet"]);
    make_source(&place.path("source"), SEVERAL_BLOBS);
    let summary = place.json(&["backup", "source"]).pop().unwrap();
    // Where holes begin restic does not tell: the chunk behind them may begin elsewhere.
    assert!(summary["data_blobs"].as_u64().unwrap() <= 1, "{summary}");
    assert!(summary["files_new"].as_u64().unwrap() > 40, "{summary}");
}

#[test]
fn what_cannot_be_opened_is_told_by_its_code() {
    let place = Place::of("v2");
    let says = |arguments: &[&str], code: i32, words: &str| {
        let output = place.run(&[&["import"], arguments].concat());
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
        assert!(error.contains(words) && error.contains("hint: "), "{error}");
    };
    place.secret("wrong", "wrong");
    says(&["--from-password-file", "wrong"], 12, "opens with this password");
    says(&["--from-repo", "nowhere"], 10, "no repository of restic at");
    fs::create_dir(place.path("empty")).unwrap();
    says(&["--from-repo", "empty"], 10, "no repository of restic at");
    says(&["--from-repo", "chest"], 10, "no repository of restic at");
    says(&["--from-repo", "sftp:host:/backups"], 2, "sftp:");
    says(&["--from-repo", "s3:https://host/bucket"], 2, "another way");
    assert_eq!(place.snapshots(), Vec::<Value>::new());
}

#[test]
fn of_a_damaged_repository_comes_what_is_whole_and_nothing_else() {
    let expected = expected("v2");
    let place = Place::of("v2");
    copy_folder(&place.path("chest"), &place.path("empty"));
    let root = place.path("restic");
    let mut spared = 0;
    for path in walk(&root) {
        let bytes = fs::read(&path).unwrap();
        let name = path.strip_prefix(&root).unwrap().display().to_string();
        if name.starts_with("locks/") {
            continue;
        }
        let flipped: Vec<u8> = {
            let mut bytes = bytes.clone();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 4;
            bytes
        };
        let whole = fs::metadata(&path).unwrap().permissions();
        for damaged in [None, Some(&flipped[..]), Some(&bytes[..bytes.len() / 2])] {
            fs::remove_dir_all(place.path("chest")).unwrap();
            copy_folder(&place.path("empty"), &place.path("chest"));
            let _ = fs::remove_file(&path);
            if let Some(damaged) = damaged {
                fs::write(&path, damaged).unwrap();
            }
            let what = format!("{name}, {:?} bytes left", damaged.map(<[u8]>::len));
            let output = place.run(&["import"]);
            let code = output.status.code().unwrap();
            // A flipped bit may lie in a part of a pack that nobody reads.
            let known = match name.split('/').next().unwrap() {
                "config" => [10, 21].contains(&code),
                "keys" => [10, 12, 21].contains(&code),
                // What is not listed is not known to have been there.
                "snapshots" if damaged.is_none() => code == 0,
                "data" => [0, 21].contains(&code),
                _ => code == 21,
            };
            assert!(known, "{what}: {output:?}");
            let imported = place.imported();
            assert!(imported.iter().all(|(id, known)| expected[id] == *known), "{what}");
            assert!(code != 0 || damaged.is_none() || imported.len() == expected.len(), "{what}");
            spared += imported.len();
        }
        fs::write(&path, &bytes).unwrap();
        fs::set_permissions(&path, whole).unwrap();
    }
    assert!(spared > 0);
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// A tree of what there is one of each, so small that it may lie in a fixture.
fn make_source(source: &Path, holes: u64) {
    one_of_each(source, holes);
    let odd = OsStr::from_bytes(b"odd \xff\"\n\\x41\xd0\x96");
    fs::write(source.join(odd), "odd").unwrap();
    symlink(odd, source.join("odd link")).unwrap();
    let (pipe, mode) = (source.join("pipe"), Mode::from(0o640));
    mknodat(CWD, pipe, FileType::Fifo, mode, 0).unwrap();
    fs::set_permissions(source.join("folder/empty"), fs::Permissions::from_mode(0o3755)).unwrap();
}

/// Five snapshots of two hosts, one of whose tags is changed, and one that lost a folder afterwards.
fn back_up(place: &Place, holes: u64) {
    let source = place.path("source");
    make_source(&source, holes);
    let backup = |host: &str, time: &str, paths: &[&str]| {
        let options = ["backup", "--host", host, "--tag", "one,other", "--time", time];
        place.restic(&[&options, paths].concat());
    };
    backup("first.example", "2024-01-01 00:00:00", &["source"]);
    fs::write(source.join("folder/added"), noise(4, 9_000)).unwrap();
    backup("first.example", "2024-01-02 00:00:00", &["source"]);
    fs::remove_file(source.join("folder/added")).unwrap();
    fs::write(source.join("folder/words"), "other words\n".repeat(300)).unwrap();
    backup("first.example", "2024-01-03 00:00:00", &["source"]);
    place.restic(&["tag", "--add", "late", "latest"]);
    let absolute = [source.join("folder"), source.join("disk.img")];
    let absolute: Vec<_> = absolute.iter().map(|path| path.to_str().unwrap()).collect();
    backup("second.example", "2024-01-04 00:00:00", &absolute);
    backup("first.example", "2024-01-05 00:00:00", &["source"]);
    place.rewrite("folder");
}

fn restic_place(version: &str) -> Place {
    let place = Place::new();
    place.restic(&["init", "--repository-version", version]);
    // The first version does not compress, and this is to be small.
    back_up(&place, if version == "1" { 200_000 } else { SEVERAL_BLOBS });
    place
}

#[test]
#[ignore = "needs restic"]
fn beside_restic_every_snapshot_is_restored_to_the_same() {
    for version in ["1", "2"] {
        let place = restic_place(version);
        place.ok(&["init", "--quiet", "--argon2-memory", "8M"]);
        place.ok(&["import", "--quiet"]);
        assert_eq!(place.imported(), place.restored_by_restic(), "version {version}");
        assert_eq!(place.snapshots().len(), 5);

        // Tags that are changed later make no other snapshot of it; what is taken out does.
        place.restic(&["tag", "--set", "other", "latest"]);
        let summary = place.json(&["import"]).pop().unwrap();
        assert_eq!((&summary["imported"], &summary["were_there"]), (&0.into(), &5.into()));
        if place.rewrite("disk.img") {
            let summary = place.json(&["import"]).pop().unwrap();
            assert_eq!((&summary["imported"], &summary["were_there"]), (&1.into(), &4.into()));
        }
    }
}

/// `cargo test --features testing --test import -- --ignored makes` makes the fixtures anew.
#[test]
#[ignore = "writes a fixture, and needs restic"]
fn makes_the_repositories() {
    for version in ["1", "2"] {
        let place = restic_place(version);
        let known = place.restored_by_restic();
        let folder = Path::new(FIXTURES).join(format!("v{version}"));
        let _ = fs::remove_dir_all(&folder);
        for file in walk(&place.path("restic")) {
            let target = folder.join("store").join(file.strip_prefix(place.path("restic")).unwrap());
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::copy(file, target).unwrap();
        }
        fs::write(folder.join("known.json"), serde_json::to_string_pretty(&known).unwrap() + "\n").unwrap();
    }
}
