//! What docs/examples shows works: the drill that each example runs in CI is run, as it stands there, with a key that
//! only reads. With SANDYQ_TEST_S3=1 and AWS_* in a bucket of a real server: `scripts/test-ceph examples`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use sandyq::storage::{Location, S3Options, S3Storage};

const EXAMPLES: [&str; 3] = ["github-actions.yml", "gitlab-ci.yml", "Jenkinsfile"];

/// The line of an example that runs the drill.
fn line(example: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/examples").join(example);
    let text = fs::read_to_string(path).unwrap();
    let lines: Vec<_> = text.lines().filter_map(|line| line.split_once("sandyq drill run ")).collect();
    let [(_, rest)] = lines[..] else { panic!("{example}: {lines:?}") };
    format!("sandyq drill run {}", rest.trim_end_matches('\''))
}

struct House {
    folder: tempfile::TempDir,
    repository: OsString,
}

impl House {
    fn new(repository: impl FnOnce(&Path) -> OsString) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let house = Self { repository: repository(folder.path()), folder };
        fs::create_dir_all(house.folder.path().join("data")).unwrap();
        fs::write(house.folder.path().join("data/file"), "what counts").unwrap();
        house
    }

    /// Runs a line in a shell as CI would, with this key or else the passphrase.
    fn shell(&self, line: &str, key: Option<&str>) -> Output {
        let mut path = OsString::from(Path::new(env!("CARGO_BIN_EXE_sandyq")).parent().unwrap());
        path.push(":");
        path.push(env::var_os("PATH").unwrap());
        let mut command = Command::new("sh");
        command.args(["-c", line]).current_dir(self.folder.path()).env("PATH", path);
        command.env("SANDYQ_REPOSITORY", &self.repository).env("HOME", self.folder.path());
        match key {
            Some(key) => command.env("SANDYQ_KEY_FILE", key),
            None => command.env("SANDYQ_PASSWORD", "correct horse"),
        };
        command.output().unwrap()
    }

    fn ok(&self, line: &str) {
        let output = self.shell(line, None);
        assert!(output.status.success(), "{line}: {output:?}");
    }

    fn code(&self, line: &str) -> i32 {
        self.shell(line, Some("read.key")).status.code().unwrap()
    }
}

/// A new bucket on the server that the environment names, if the tests are to use it.
fn in_a_bucket() -> Option<House> {
    env::var_os("SANDYQ_TEST_S3")?;
    let url = format!("s3://sandyq-examples-{:012x}/chest", getrandom::u64().unwrap() >> 16);
    let Location::S3(s3) = url.parse().unwrap() else { unreachable!("an S3 address") };
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let store = S3Storage::open(s3, S3Options::default()).await.unwrap();
        store.create_bucket().await.unwrap();
    });
    Some(House::new(|_| url.into()))
}

#[test]
fn the_drills_in_ci_pass_with_a_fresh_backup_and_no_other() {
    let house = House::new(|folder| folder.join("chest").into_os_string());
    drills(&house);
    for example in EXAMPLES {
        let tomorrow = format!("export SANDYQ_TEST_AHEAD=93600; {}", line(example));
        assert_eq!(house.code(&tomorrow), 20, "{example}: it is too old");
    }
    fs::remove_dir_all(Path::new(&house.repository).join("packs")).unwrap();
    for example in EXAMPLES {
        assert_eq!(house.code(&line(example)), 21, "{example}");
    }
}

#[test]
fn the_drills_in_ci_pass_on_a_real_s3_server() {
    match in_a_bucket() {
        Some(house) => drills(&house),
        None => eprintln!("skipped: SANDYQ_TEST_S3 is not set"),
    }
}

fn drills(house: &House) {
    house.ok("sandyq backup --init --host web1 data");
    house.ok("sandyq key add --role read --out read.key");
    for example in EXAMPLES {
        let _ = fs::remove_file(house.folder.path().join("drill.xml"));
        let output = house.shell(&line(example), Some("read.key"));
        assert!(output.status.success(), "{example}: {output:?}");
        let xml = fs::read_to_string(house.folder.path().join("drill.xml")).unwrap();
        assert!(xml.contains("failures=\"0\" errors=\"0\"") && xml.contains("name=\"hash\""), "{xml}");
    }
    // The papers are the only record, until somebody adds them who may.
    house.ok("sandyq drill record drill/*.json");
    house.ok("test $(sandyq drill list --json | wc -l) = 3");
}
