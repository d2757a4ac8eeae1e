//! What signals do: a line of progress, an end where nothing is lost, an end at once.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

/// Far beyond what anything here takes: only what hangs meets it.
const LIMIT: Duration = Duration::from_secs(60);

struct Host(tempfile::TempDir);

impl Host {
    /// A host with a repository and a source of `len` bytes that do not compress.
    fn with_source(len: usize) -> Self {
        let host = Self(tempfile::tempdir().unwrap());
        fs::create_dir(host.path("source")).unwrap();
        let mut state = 1u64;
        let mut noise = Vec::with_capacity(len + 8);
        while noise.len() < len {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            noise.extend_from_slice(&(state ^ state >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9).to_le_bytes());
        }
        fs::write(host.path("source/noise"), noise).unwrap();
        assert!(host.command(&["init", "--argon2-memory", "8M", "-q"]).status().unwrap().success());
        host
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandyq"));
        command.args(arguments).current_dir(self.0.path()).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.envs([
            ("SANDYQ_REPOSITORY", "chest"),
            ("SANDYQ_PASSWORD", "p"),
            ("SANDYQ_CACHE_DIR", "cache"),
        ]);
        command
    }

    /// Starts a backup and waits until its session is open: from then on it hears signals.
    fn start_backup(&self, arguments: &[&str]) -> Child {
        let sessions = count(&self.path("chest/sessions"));
        let mut child = self
            .command(&[&["backup", "source"], arguments].concat())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        wait_until(|| {
            assert_eq!(child.try_wait().unwrap(), None, "it ended before a signal came");
            count(&self.path("chest/sessions")) > sessions
        });
        child
    }
}

fn count(folder: &Path) -> usize {
    fs::read_dir(folder).map_or(0, Iterator::count)
}

fn wait_until(mut reached: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !reached() {
        assert!(begun.elapsed() < LIMIT, "it hangs");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn send(child: &Child, signal: Signal) {
    kill_process(Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap(), signal).unwrap();
}

/// The exit code and what was said on standard error.
fn end(mut child: Child) -> (Option<i32>, String) {
    wait_until(|| child.try_wait().unwrap().is_some());
    let mut text = String::new();
    child.stderr.take().unwrap().read_to_string(&mut text).unwrap();
    (child.wait().unwrap().code(), text)
}

#[test]
fn a_signal_stops_a_backup_and_the_next_one_goes_on() {
    let host = Host::with_source(192 << 20);
    for signal in [Signal::INT, Signal::TERM] {
        let child = host.start_backup(&[]);
        send(&child, signal);
        let (code, text) = end(child);
        assert_eq!(code, Some(130), "{text}");
        assert!(text.contains("stopping") && text.contains("the backup was interrupted"), "{text}");
    }
    assert!(host.command(&["backup", "source", "-q"]).status().unwrap().success());
    assert!(host.command(&["verify", "--read-data", "-q"]).status().unwrap().success());
}

#[test]
fn a_signal_stops_a_restore_that_leaves_no_part_of_a_file_and_goes_on_later() {
    let host = Host::with_source(24 << 20);
    fs::write(host.path("source/first"), "first").unwrap();
    assert!(host.command(&["backup", "source", "-q"]).status().unwrap().success());
    // At this rate it takes minutes, and one answer alone half a minute.
    let arguments = ["restore", "latest", "--target", "out", "--limit-download", "256"];
    let mut child = host.command(&arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    wait_until(|| {
        assert_eq!(child.try_wait().unwrap(), None, "it ended before a signal came");
        host.path("out/source").exists()
    });
    let begun = Instant::now();
    send(&child, Signal::INT);
    let (code, text) = end(child);
    assert_eq!(code, Some(130), "{text}");
    assert!(text.contains("the restore was interrupted") && text.contains("goes on"), "{text}");
    assert!(begun.elapsed() < Duration::from_secs(20), "an answer was waited for");
    for entry in fs::read_dir(host.path("out/source")).unwrap() {
        let name = entry.unwrap().file_name();
        let (made, was) = (host.path("out/source").join(&name), host.path("source").join(&name));
        assert!(fs::read(made).unwrap() == fs::read(was).unwrap(), "{name:?}");
    }
    assert!(host.command(&["restore", "latest", "--target", "out", "-q"]).status().unwrap().success());
    assert!(fs::read(host.path("out/source/noise")).unwrap() == fs::read(host.path("source/noise")).unwrap());
}

#[test]
fn a_second_signal_ends_it_at_once_and_sigusr1_only_asks() {
    // At this rate the upload takes minutes.
    let host = Host::with_source(4 << 20);
    let mut child = host.start_backup(&["--limit-upload", "16"]);
    send(&child, Signal::USR1);
    let mut line = String::new();
    let mut errors = BufReader::new(child.stderr.take().unwrap());
    errors.read_line(&mut line).unwrap();
    assert!(line.starts_with('[') && line.contains("uploaded"), "{line}");
    send(&child, Signal::INT);
    line.clear();
    errors.read_line(&mut line).unwrap();
    assert_eq!(line, "sandyq: warning: stopping; a second signal stops at once\n");
    send(&child, Signal::INT);
    wait_until(|| child.try_wait().unwrap().is_some());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(host.command(&["backup", "source", "-q"]).status().unwrap().success());
}

#[test]
fn nothing_waits_for_a_passphrase_once_the_user_is_gone() {
    let host = Host::with_source(1);
    let mut command = host.command(&["snapshots", "--password-command", "touch asked; exec sleep 60"]);
    let child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    wait_until(|| host.path("asked").exists());
    let begun = Instant::now();
    send(&child, Signal::TERM);
    let mut child = child;
    wait_until(|| child.try_wait().unwrap().is_some());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(begun.elapsed() < Duration::from_secs(30));
}
