//! What docs/examples shows works.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

struct House(tempfile::TempDir);

impl House {
    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let here = self.0.path();
        let program_folder = Path::new(env!("CARGO_BIN_EXE_sandyq")).parent().unwrap();
        let mut path = OsString::from(program_folder);
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap());
        let mut command = Command::new(program);
        command
            .env("PATH", path)
            .env("SANDYQ_REPOSITORY", here.join("chest"))
            .env("SANDYQ_PASSWORD", "correct horse")
            .env("SANDYQ_CACHE_DIR", here.join("cache"))
            .current_dir(here);
        command
    }

    fn check(&self, arguments: &[&str]) -> Output {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/examples/restore-check.sh");
        self.command(script).args(arguments).output().unwrap()
    }
}

#[test]
fn the_restore_check_passes_with_a_fresh_backup_and_no_other() {
    let house = House(tempfile::tempdir().unwrap());
    fs::create_dir_all(house.0.path().join("data/empty")).unwrap();
    fs::write(house.0.path().join("data/file"), "what counts").unwrap();
    let backup = |time: &[&str]| {
        let arguments = ["backup", "--init", "--host", "web1", "data"];
        assert!(house.command("sandyq").args(arguments).args(time).output().unwrap().status.success());
    };
    backup(&["--time", "2020-02-29T12:00:00Z"]);
    let code = |arguments: &[&str]| {
        let output = house.check(arguments);
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(code(&["web1", "data"]).0, 0);
    let (old, message) = code(&["web1", "data", "60"]);
    assert!(old == 20 && message.contains("2020-02-29T12:00:00"), "{old}: {message}");
    backup(&[]);
    assert_eq!(code(&["web1", "data", "60"]), (0, String::new()));
    assert_eq!(code(&["web1", "data/empty"]).0, 1, "what holds nothing proves nothing");
    assert_eq!(code(&["web2", "data"]).0, 1);
    fs::remove_dir_all(house.0.path().join("chest/packs")).unwrap();
    assert_eq!(code(&["web1", "data"]).0, 21);
}
