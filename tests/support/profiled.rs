//! A host with a profile, on which the program itself is run.

#![allow(dead_code, reason = "each test binary compiles its own copy and uses a part")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A host with a profile, something to back up, and a passphrase.
pub struct Host(pub tempfile::TempDir);

impl Host {
    pub fn new(profile: &str) -> Self {
        let host = Self(tempfile::tempdir().unwrap());
        for (name, text) in [
            ("source/home/notes.txt", "notes"),
            ("source/home/scratch.tmp", "scratch"),
            ("source/documents/letter.txt", "letter"),
            ("source/documents/letter.bak", "an older letter"),
            ("password", "correct horse"),
            ("sandyq.toml", profile),
        ] {
            fs::create_dir_all(host.path(name).parent().unwrap()).unwrap();
            fs::write(host.path(name), text).unwrap();
            fs::set_permissions(host.path(name), fs::Permissions::from_mode(0o600)).unwrap();
        }
        host
    }

    pub fn sample(name: &str) -> Self {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/profiles");
        Self::new(&fs::read_to_string(samples.join(name)).unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandyq"));
        command.args(arguments).current_dir(self.0.path()).env_clear().stdin(Stdio::null());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.0.path()).env("SANDYQ_CONFIG", "sandyq.toml");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What it prints, where it ends well.
    pub fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What it says on standard error, where it ends with this exit code.
    pub fn fails(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text}");
        text
    }

    pub fn init(&self) {
        self.ok(&["init", "--argon2-memory", "8M", "-q"]);
    }

    pub fn snapshots(&self, arguments: &[&str]) -> Vec<Value> {
        let text = self.ok(&[&["snapshots", "--json"], arguments].concat());
        serde_json::from_str::<Value>(&text).unwrap().as_array().unwrap().clone()
    }

    pub fn journal(&self) -> String {
        fs::read_to_string(self.path("journal")).unwrap_or_default()
    }
}
