//! Files that are encrypted or destroyed: the snapshot says so, the good ones before it stay, and they are found again.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

#[path = "support/profiled.rs"]
mod profiled;

use profiled::Host;

const PROFILE: &str = "[repository]\nurl = 'chest'\npassword_file = 'password'\n\
    [retention]\nkeep_last = 1\nmax_forget_share = 100\n\
    [[dataset]]\nname = 'home'\npaths = ['source/home']\n\
    schedule.incremental_backup_interval = '1s'\n";

/// Files of each kind.
const FILES: u32 = 20;

/// Bytes as a cipher makes them.
fn cipher(seed: u32) -> Vec<u8> {
    let mut state = u64::from(seed) + 0x9e37_79b9_7f4a_7c15;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.wrapping_mul(0x2545_f491_4f6c_dd1d).to_be_bytes()[0]
    };
    (0..2000).map(|_| next()).collect()
}

/// What people have: reports, tables, and notes without an ending.
fn content(kind: &str, number: u32) -> Vec<u8> {
    let text = format!("{number}: all that was said of this matter, and some that was not\n").repeat(20);
    let head = if kind == ".pdf" { "%PDF-1.7\n" } else { "" };
    format!("{head}{text}").into_bytes()
}

fn names() -> Vec<(&'static str, u32)> {
    [".pdf", ".csv", ""].into_iter().flat_map(|kind| (0..FILES).map(move |number| (kind, number))).collect()
}

fn path(host: &Host, (kind, number): (&str, u32)) -> PathBuf {
    host.path(&format!("source/home/file{number:02}{kind}"))
}

/// A host with some days behind it, on which little happens.
fn settled(profile: &str) -> Host {
    let host = Host::new(profile);
    host.init();
    settle(&host, &|host, arguments| host.ok(arguments));
    host
}

type Run<'a> = dyn Fn(&Host, &[&str]) -> String + 'a;

fn settle(host: &Host, run: &Run<'_>) {
    for name in names() {
        fs::write(path(host, name), content(name.0, name.1)).unwrap();
    }
    assert_eq!(suspect(&run(host, &["full", "--dataset", "home", "--json"])), no_reason());
    for day in 0..6 {
        fs::write(path(host, (".csv", day)), content(".csv", 100 + day)).unwrap();
        fs::write(host.path(&format!("source/home/new{day}.txt")), content(".txt", day)).unwrap();
        assert_eq!(suspect(&run(host, &["incremental", "--dataset", "home", "--json"])), no_reason());
    }
}

fn no_reason() -> Vec<String> {
    Vec::new()
}

/// Why a snapshot is suspect, by what the backup printed.
fn suspect(output: &str) -> Vec<String> {
    let lines: Vec<Value> = output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let summary = lines.iter().find(|line| line["message_type"] == "summary").unwrap();
    let reasons = summary["suspect"].as_array().unwrap();
    reasons.iter().map(|reason| reason.as_str().unwrap().to_owned()).collect()
}

fn back_up(host: &Host) -> Vec<String> {
    suspect(&host.ok(&["incremental", "--dataset", "home", "--json"]))
}

fn has(reasons: &[String], reason: &str) -> bool {
    reasons.iter().any(|one| one == reason)
}

/// Encrypts every other file in place.
fn encrypt(host: &Host) {
    for (place, name) in names().into_iter().enumerate().filter(|(place, _)| place % 2 == 0) {
        fs::write(path(host, name), cipher(place as u32)).unwrap();
    }
}

/// How many snapshots are tagged.
fn tagged(host: &Host) -> usize {
    host.snapshots(&["--tag", "suspect"]).len()
}

/// Whether a prune is due, or why not.
fn prune(host: &Host) -> String {
    let tasks = host.ok(&["run", "--explain", "--json"]);
    let mut tasks = tasks.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    tasks.find(|task| task["task"] == "prune").unwrap()["verdict"].as_str().unwrap().to_owned()
}

#[test]
fn what_was_encrypted_is_told_and_what_was_before_it_stays_and_comes_back() {
    let host = settled(PROFILE);
    let all = host.snapshots(&[]).len();
    assert_eq!(prune(&host), "never_done");
    encrypt(&host);
    let reasons = back_up(&host);
    assert!(has(&reasons, "mismatched") && has(&reasons, "random"), "{reasons:?}");
    assert_eq!((host.snapshots(&[]).len(), tagged(&host)), (all + 1, 1));

    // Nothing is deleted, by nobody.
    assert_eq!(prune(&host), "anomaly");
    let text = host.ok(&["run", "--explain"]);
    assert!(text.contains("a snapshot of home is suspect"), "{text}");
    let text = host.ok(&["forget", "--keep-last", "1", "--yes"]);
    assert!(text.contains("a suspect snapshot is to be looked at first"), "{text}");
    assert_eq!(host.snapshots(&[]).len(), all + 1);

    // People are told; `run` makes another backup, which holds the same and is suspect for that.
    host.ok(&["run", "-q"]);
    assert_eq!((host.snapshots(&[]).len(), tagged(&host)), (all + 2, 2));
    let alerts = host.ok(&["alert", "list"]);
    assert!(alerts.starts_with("high      ANOMALY:home: snapshots since "), "{alerts}");
    assert!(!alerts.contains("file0"), "{alerts}");
    let output = host.run(&["status", "--json"]);
    let row: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &row["state"]), (Some(0), &"warning".into()), "{row}");
    assert_eq!(row["complaints"][0]["kind"], "anomaly");

    // The clean content is what comes back.
    host.ok(&["restore", "--last-clean", "--target", "clean", "-q"]);
    let restored = |name| host.path("clean").join(path(&host, name).strip_prefix("/").unwrap());
    for name in names().into_iter().filter(|(kind, _)| *kind != ".csv") {
        assert_eq!(fs::read(restored(name)).unwrap(), content(name.0, name.1), "{name:?}");
    }
    let report = format!("latest:{}", path(&host, (".pdf", 0)).display());
    assert!(host.ok(&["dump", "--last-clean", &report]).starts_with("%PDF"));
    assert!(host.run(&["dump", &report]).stdout == cipher(0));
    let listed = |arguments: &[&str]| host.ok(&[&["ls", "--json"], arguments].concat());
    let snapshot =
        |text: String| serde_json::from_str::<Value>(text.lines().next().unwrap()).unwrap()["id"].clone();
    assert_ne!(snapshot(listed(&["--last-clean"])), snapshot(listed(&[])));

    // Somebody has looked, and it is fine.
    host.ok(&["tag", "--remove", "suspect", "-q"]);
    assert_eq!(back_up(&host), no_reason());
    assert_eq!(prune(&host), "never_done");
    host.ok(&["run", "-q"]);
    assert_eq!(host.ok(&["alert", "list"]), "");
    // The full one was dropped with the others, and so another was made.
    assert_eq!(host.snapshots(&[]).len(), 2);
}

#[test]
fn what_goes_away_and_what_comes_under_other_names_is_told_and_an_upload_is_not() {
    let host = settled(PROFILE);
    // A large upload, of which nothing is known, and all is touched.
    for number in 0..200 {
        fs::write(host.path(&format!("source/home/volume{number}")), cipher(number)).unwrap();
    }
    for name in names() {
        fs::write(path(&host, name), fs::read(path(&host, name)).unwrap()).unwrap();
    }
    assert_eq!(back_up(&host), no_reason());
    for number in 0..200 {
        let from = host.path(&format!("source/home/volume{number}"));
        fs::rename(&from, host.path(&format!("source/documents/volume{number}"))).unwrap();
    }
    let reasons = back_up(&host);
    assert_eq!(reasons, ["deleted"]);
    host.ok(&["tag", "--remove", "suspect", "-q"]);

    for name in names().into_iter().filter(|(_, number)| number % 2 == 0) {
        let path = path(&host, name);
        fs::remove_file(&path).unwrap();
        fs::write(format!("{}.locked", path.display()), cipher(name.1)).unwrap();
    }
    let reasons = back_up(&host);
    assert!(has(&reasons, "extended") && has(&reasons, "random"), "{reasons:?}");
}

#[test]
fn a_canary_that_sings_no_more_is_told_until_somebody_has_looked() {
    let host = settled(&PROFILE.replace("schedule", "canaries = ['source/home/file00.pdf']\nschedule"));
    let canary = path(&host, (".pdf", 0));
    fs::write(&canary, b"another").unwrap();
    assert_eq!(back_up(&host), ["canary"]);
    host.ok(&["run", "-q"]);
    let alerts = host.ok(&["alert", "list"]);
    assert!(
        alerts.starts_with("critical  CANARY_CHANGED:home: a canary file was changed or is gone"),
        "{alerts}"
    );
    fs::remove_file(&canary).unwrap();
    let output = host.run(&["incremental", "--dataset", "home", "--json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stderr).unwrap().contains("there is no canary file"));
    assert_eq!(suspect(&String::from_utf8(output.stdout).unwrap()), ["canary", "open"]);

    // Those that are suspect are forgotten by name, and what was before them counts again.
    fs::write(&canary, content(".pdf", 0)).unwrap();
    let ids: Vec<_> = host.snapshots(&["--tag", "suspect"]);
    let ids: Vec<_> = ids.iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 3);
    host.ok(&[&["forget", "-q"], &ids[..]].concat());
    assert_eq!(suspect(&host.ok(&["backup", "--dataset", "home", "--json"])), no_reason());
    assert_eq!(tagged(&host), 0);

    // Without a profile, and by a first backup that has nothing to compare with.
    let alone = |arguments: &[&str]| {
        let mut command = host.command(&[&["backup", "--json", "--canary", "password2"], arguments].concat());
        let output = command
            .env("SANDYQ_CONFIG", "/dev/null")
            .env("SANDYQ_PASSWORD", "correct horse")
            .env("SANDYQ_REPOSITORY", "chest")
            .output()
            .unwrap();
        suspect(&String::from_utf8(output.stdout).unwrap())
    };
    fs::write(host.path("password2"), "elsewhere").unwrap();
    assert_eq!(alone(&["source/documents"]), no_reason());
    fs::write(host.path("password2"), "changed").unwrap();
    // It lies in no source: nothing else has changed, and there is a snapshot all the same.
    assert_eq!(alone(&["--skip-if-unchanged", "source/documents"]), ["canary"]);
    assert_eq!(tagged(&host), 1);
}

#[test]
fn a_host_that_reads_no_snapshot_tells_as_well_and_learns_that_somebody_has_looked() {
    let host = Host::new(PROFILE);
    host.init();
    host.ok(&["key", "add", "--role", "write", "--out", "write.key", "-q"]);
    let write = |host: &Host, arguments: &[&str]| {
        let output = host.command(arguments).env("SANDYQ_KEY_FILE", "write.key").output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    settle(&host, &write);
    encrypt(&host);
    let incremental = ["incremental", "--dataset", "home", "--json"];
    assert!(has(&suspect(&write(&host, &incremental)), "mismatched"));
    let status: Value = serde_json::from_str(&write(&host, &["status", "--json"])).unwrap();
    assert_eq!((&status["state"], &status["complaints"][0]["kind"]), (&"warning".into(), &"anomaly".into()));
    assert!(has(&suspect(&write(&host, &incremental)), "open"));
    assert_eq!(tagged(&host), 2);

    host.ok(&["tag", "--remove", "suspect", "-q"]);
    assert_eq!(suspect(&write(&host, &incremental)), no_reason());
    let status: Value = serde_json::from_str(&write(&host, &["status", "--json"])).unwrap();
    assert_eq!(status["state"], "ok", "{status}");
}

#[test]
fn a_host_that_lost_its_memory_reads_in_the_catalogue_what_is_usual() {
    let host = settled(PROFILE);
    for _ in 0..5 {
        assert_eq!(suspect(&host.ok(&["full", "--dataset", "home", "--json"])), no_reason());
    }
    encrypt(&host);
    fs::remove_dir_all(host.path(".cache")).unwrap();
    assert!(has(&back_up(&host), "mismatched"));
    // And that nobody has looked yet.
    fs::remove_dir_all(host.path(".cache")).unwrap();
    assert!(has(&back_up(&host), "open"));
}
