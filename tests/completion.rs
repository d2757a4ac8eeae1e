//! What a shell is offered while a line is typed, without a passphrase and without the store.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

struct Host(tempfile::TempDir);

impl Host {
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandyq"));
        command.current_dir(self.0.path()).env_clear().env("TZ", "UTC");
        command.envs([("SANDYQ_CACHE_DIR", "cache"), ("SANDYQ_CONFIG", "sandyq.toml")]);
        command
    }

    fn run(&self, line: &str) -> String {
        let mut command = self.command();
        command
            .args(line.split_whitespace())
            .envs([("SANDYQ_REPOSITORY", "chest"), ("SANDYQ_PASSWORD", "p")]);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What fish is offered for the last word: each with what it means behind a tab.
    fn offered(&self, line: &str) -> Vec<String> {
        let mut command = self.command();
        command.env("SANDYQ_COMPLETE", "fish").args(["--", "sandyq"]).args(line.split(' '));
        let output = command.output().unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{line}");
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
    }
}

fn host() -> Host {
    let host = Host(tempfile::tempdir().unwrap());
    fs::create_dir(host.path("source")).unwrap();
    fs::write(host.path("source/file"), "file").unwrap();
    let profile = "[[dataset]]\nname = \"letters\"\npaths = [\"source\"]\n[profile.night]\n[profile.noon]\n";
    fs::write(host.path("sandyq.toml"), profile).unwrap();
    host.run("init --argon2-memory 8M");
    host.run("backup source --host web1 --tag first");
    host.run("backup source --host web2 --time 2026-01-02T03:04:05Z");
    host
}

#[test]
fn snapshots_are_offered_that_were_listed_before() {
    let host = host();
    assert_eq!(host.offered("restore lat"), ["latest\tthe newest"]);
    let before: Vec<_> = host.offered("hold ").into_iter().filter(|line| line.contains("web")).collect();
    assert_eq!(before, Vec::<String>::new(), "nothing was listed yet");
    let ids = host.run("snapshots --json");
    fs::rename(host.path("chest"), host.path("out-of-reach")).unwrap();
    let ids: serde_json::Value = serde_json::from_str(&ids).unwrap();
    let id = |n: usize| ids[n]["short_id"].as_str().unwrap().to_owned();
    for command in ["hold", "restore", "ls", "diff latest", "find --snapshot", "forget"] {
        let offered = host.offered(&format!("{command} "));
        let web: Vec<_> = offered.iter().filter(|line| line.contains("web")).collect();
        assert_eq!(web.len(), 2, "{command}: {offered:?}");
        assert!(web[0].starts_with(&id(1)) && web[0].ends_with(" web1, first"), "{web:?}");
        assert_eq!(*web[1], format!("{}\t2026-01-02 03:04:05 web2", id(0)));
    }
    assert_eq!(host.offered("snapshots --host web"), ["web1", "web2"]);
    assert_eq!(host.offered("snapshots --tag fi"), ["first"]);
}

#[test]
fn names_of_the_profile_are_offered() {
    let host = host();
    assert_eq!(host.offered("backup --dataset "), ["letters"]);
    assert_eq!(host.offered("snapshots --profile n"), ["night", "noon"]);
    fs::write(host.path("sandyq.toml"), "[[dataset]\nname = ").unwrap();
    assert_eq!(host.offered("backup --dataset "), Vec::<String>::new(), "a broken file offers nothing");
}

#[test]
fn the_shells_of_the_guide_are_told_how_to_ask() {
    let host = Host(tempfile::tempdir().unwrap());
    for shell in ["bash", "zsh", "fish", "elvish"] {
        let told = host.command().env("SANDYQ_COMPLETE", shell).output().unwrap();
        let told = String::from_utf8(told.stdout).unwrap();
        assert!(told.contains("SANDYQ_COMPLETE") && told.contains(shell), "{shell}: {told}");
    }
}
