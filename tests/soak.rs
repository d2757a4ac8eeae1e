//! Real processes on one repository: hosts that back up, prunes, a verification and restores, all in loops, killed and
//! stopped at random. In the end every snapshot that was reported and not forgotten restores as it was.
//!
//! `cargo test` runs it for seconds in a directory. Longer, and on a real S3 server with AWS_* set:
//!
//! ```text
//! SANDYQ_SOAK=900 cargo test --release --features testing --test soak -- --nocapture
//! SANDYQ_SOAK=900 SANDYQ_TEST_S3=1 cargo test --release --features testing --test soak -- --nocapture
//! ```
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/house.rs"]
mod house;
#[path = "soak/process.rs"]
mod process;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use house::{describe, noise};
use process::{Ended, Processes, Random};

const HOSTS: u64 = 4;
/// Newer snapshots of a host than these are not forgotten.
const KEPT: usize = 3;

/// How long to go on, in seconds.
fn length() -> Duration {
    let text = std::env::var("SANDYQ_SOAK").unwrap_or_else(|_| "12".to_owned());
    Duration::from_secs(text.parse().unwrap())
}

/// A reported snapshot and what it has to restore to.
type Made = (String, Vec<String>);

struct Soak {
    folder: tempfile::TempDir,
    processes: Processes,
    stop: AtomicBool,
    /// Reported snapshots by host, in the order of their making.
    made: Mutex<BTreeMap<u64, Vec<Made>>>,
    /// Snapshots that somebody has asked to forget.
    forgotten: Mutex<BTreeSet<String>>,
    prunes: AtomicU64,
    verifications: AtomicU64,
    restores: AtomicU64,
}

impl Soak {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn is_over(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Whoever fails ends it for all.
    fn guarded(&self, work: impl FnOnce()) {
        if let Err(failure) = catch_unwind(AssertUnwindSafe(work)) {
            self.stop.store(true, Ordering::Relaxed);
            self.processes.let_go();
            resume_unwind(failure);
        }
    }

    /// Changes its source and backs it up, again and again.
    fn write(&self, host: u64) {
        let mut random = Random::new(host + 1);
        let source = self.path(&format!("host-{host}/source"));
        fs::create_dir_all(source.join("sub")).unwrap();
        // Something that all hosts have.
        fs::write(source.join("common"), noise(7, 3 << 20)).unwrap();
        let (name, cache) = (format!("host-{host}"), format!("cache-{host}"));
        while !self.is_over() {
            let file = source.join(format!("sub/{}", random.below(12)));
            match random.below(5) {
                0 => drop(fs::remove_file(&file)),
                1 => fs::write(&file, noise(random.below(40), 700_000)).unwrap(),
                _ => fs::write(&file, noise(random.next(), random.below(300_000) as usize)).unwrap(),
            }
            let content = describe(&source);
            let kind = if random.below(6) == 0 { "full" } else { "backup" };
            let arguments = [kind, "--json", "--host", &name, "source"];
            let ended = self.processes.run(&self.path(&name), &self.path(&cache), &arguments);
            match ended {
                Ended::With(0, output) => {
                    let summary: Value = serde_json::from_str(output.lines().last().unwrap()).unwrap();
                    let id = summary["snapshot_id"].as_str().unwrap().to_owned();
                    self.made.lock().unwrap().entry(host).or_default().push((id, content));
                }
                // Fenced again and again, which a host that is stopped and killed so often may be.
                Ended::With(75, _) | Ended::Killed => {}
                Ended::With(code, output) => panic!("backup of {name} ended with {code}: {output}"),
            }
        }
    }

    /// Forgets what is old and prunes, again and again.
    fn maintain(&self, number: u64) {
        let mut random = Random::new(100 + number);
        let cache = self.path(&format!("cache-prune-{number}"));
        while !self.is_over() {
            let old = self.choose_old(&mut random);
            if !old.is_empty() {
                let arguments: Vec<_> =
                    ["forget"].into_iter().chain(old.iter().map(String::as_str)).collect();
                let ended = self.processes.run(self.folder.path(), &cache, &arguments);
                if let Ended::With(code @ 1.., output) = ended
                    && !output.contains("no snapshot")
                    && code != 75
                {
                    panic!("forget ended with {code}: {output}");
                }
            }
            let fence = ["0s", "2s", "1h"][random.below(3) as usize];
            let unused = ["0", "3%", "unlimited"][random.below(3) as usize];
            let arguments = ["prune", "--json", "--fence-after", fence, "--max-unused", unused];
            match self.processes.run(self.folder.path(), &cache, &arguments) {
                Ended::With(0, _) => drop(self.prunes.fetch_add(1, Ordering::Relaxed)),
                Ended::With(75, _) | Ended::Killed => {}
                Ended::With(code, output) => panic!("prune ended with {code}: {output}"),
            }
        }
    }

    /// Most of what a host has made before its newest.
    fn choose_old(&self, random: &mut Random) -> Vec<String> {
        let made = self.made.lock().unwrap();
        let mut forgotten = self.forgotten.lock().unwrap();
        let old = made.get(&random.below(HOSTS)).into_iter().flat_map(|made| made.iter().rev().skip(KEPT));
        let old = old.map(|(id, _)| id).filter(|id| !forgotten.contains(*id) && random.below(3) > 0);
        let old: Vec<String> = old.cloned().collect();
        forgotten.extend(old.iter().cloned());
        old
    }

    fn verify(&self) {
        let cache = self.path("cache-verify");
        while !self.is_over() {
            match self.processes.run(self.folder.path(), &cache, &["verify", "--read-data"]) {
                Ended::With(0, _) => drop(self.verifications.fetch_add(1, Ordering::Relaxed)),
                Ended::Killed | Ended::With(75, _) => {}
                Ended::With(code, output) => panic!("verify ended with {code}: {output}"),
            }
        }
    }

    /// Restores one snapshot slowly, or dumps it, again and again.
    fn restore(&self) {
        let mut random = Random::new(1000);
        let (cache, target) = (self.path("cache-restore"), self.path("restored"));
        while !self.is_over() {
            let host = random.below(HOSTS);
            let chosen = self.made.lock().unwrap().get(&host).and_then(|made| made.last().cloned());
            let Some((id, content)) = chosen else {
                thread::yield_now();
                continue;
            };
            let _ = fs::remove_dir_all(&target);
            let restore = ["restore", &id, "--limit-download", "4M", "--target", "restored"];
            let (dump, archive) = (["dump", &id, "--target", "archive.tar"], self.path("archive.tar"));
            let _ = fs::remove_file(&archive);
            let dumps = random.below(3) == 0;
            let arguments: &[&str] = if dumps { &dump } else { &restore };
            match self.processes.run(self.folder.path(), &cache, arguments) {
                Ended::With(0, _) => {
                    if dumps {
                        fs::create_dir(&target).unwrap();
                        let tar = ["-x", "-p", "-C", "restored", "-f", "archive.tar"];
                        let unpacked = Command::new("tar").args(tar).current_dir(self.folder.path()).status();
                        assert!(unpacked.unwrap().success());
                    }
                    assert_eq!(describe(&target.join("source")), content);
                    self.restores.fetch_add(1, Ordering::Relaxed);
                }
                Ended::Killed => {}
                Ended::With(code, output) => {
                    let forgotten = self.forgotten.lock().unwrap().contains(&id);
                    assert!(code == 1 && forgotten, "restore of {id} ended with {code}: {output}");
                }
            }
        }
    }

    /// Kills, stops and continues whatever runs.
    fn disturb(&self, until: Instant) {
        let mut random = Random::new(5);
        while Instant::now() < until && !self.is_over() {
            self.processes.disturb(&mut random);
            thread::sleep(Duration::from_millis(200 + random.below(600)));
        }
        self.stop.store(true, Ordering::Relaxed);
        self.processes.let_go();
    }

    /// Runs to the end, undisturbed; the output.
    fn ok(&self, arguments: &[&str]) -> String {
        match self.processes.run(self.folder.path(), &self.path("cache-end"), arguments) {
            Ended::With(0, output) => output,
            Ended::With(code, output) => panic!("{arguments:?} ended with {code}: {output}"),
            Ended::Killed => panic!("{arguments:?} was killed"),
        }
    }

    /// Everything that was promised is there, and nothing else takes room.
    fn check(&self) -> usize {
        for _ in 0..2 {
            self.ok(&["prune", "--fence-after", "0s"]);
        }
        let verified: Value =
            serde_json::from_str(self.ok(&["verify", "--read-data", "--json"]).lines().last().unwrap())
                .unwrap();
        assert_eq!(
            (&verified["num_errors"], &verified["orphan_packs"]),
            (&0.into(), &0.into()),
            "{verified}"
        );
        let listed: Value = serde_json::from_str(&self.ok(&["snapshots", "--json"])).unwrap();
        let listed: BTreeSet<_> =
            listed.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
        let (made, forgotten) = (self.made.lock().unwrap(), self.forgotten.lock().unwrap());
        let made: BTreeMap<_, _> = made.values().flatten().cloned().collect();
        for id in made.keys().filter(|id| !forgotten.contains(*id)) {
            assert!(listed.contains(id), "{id} was reported and is gone");
        }
        for id in &listed {
            let _ = fs::remove_dir_all(self.path("restored"));
            self.ok(&["restore", id, "--target", "restored"]);
            // One whose maker was killed before it could report has nothing to compare with.
            if let Some(content) = made.get(id) {
                assert_eq!(describe(&self.path("restored/source")), *content, "{id}");
            }
        }
        listed.len()
    }
}

#[test]
fn real_processes_killed_and_stopped_at_random_lose_nothing_that_was_reported() {
    let folder = tempfile::tempdir().unwrap();
    let processes = Processes::with_repository(folder.path());
    let soak = Soak {
        folder,
        processes,
        stop: AtomicBool::new(false),
        made: Mutex::default(),
        forgotten: Mutex::default(),
        prunes: AtomicU64::new(0),
        verifications: AtomicU64::new(0),
        restores: AtomicU64::new(0),
    };
    let until = Instant::now() + length();
    thread::scope(|scope| {
        let soak = &soak;
        for host in 0..HOSTS {
            scope.spawn(move || soak.guarded(|| soak.write(host)));
        }
        for number in 0..2 {
            scope.spawn(move || soak.guarded(|| soak.maintain(number)));
        }
        scope.spawn(|| soak.guarded(|| soak.verify()));
        scope.spawn(|| soak.guarded(|| soak.restore()));
        soak.disturb(until);
    });
    let left = soak.check();
    let made: usize = soak.made.lock().unwrap().values().map(Vec::len).sum();
    println!(
        "{made} snapshots reported, {} forgotten, {left} left and restored; {} prunes, {} verifications and {} \
         restores and dumps ended well meanwhile; {} processes killed, {} stopped for a while",
        soak.forgotten.lock().unwrap().len(),
        soak.prunes.load(Ordering::Relaxed),
        soak.verifications.load(Ordering::Relaxed),
        soak.restores.load(Ordering::Relaxed),
        soak.processes.killed(),
        soak.processes.paused(),
    );
    assert!(made > 0);
}
