//! Every command with `--json`: each line it prints is as `docs/json.md` says, and all the page names is printed by one.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../support/noise.rs"]
mod noise;
mod schema;

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use clap::CommandFactory;
use noise::noise;
use sandyq::cli::args::Cli;
use sandyq::model::id::SessionId;
use sandyq::model::role::Role;
use sandyq::model::time::{Clock, SystemClock};
use sandyq::operations::prune::{PruneResult, Waiting};
use sandyq::policy::alert::{Id, Key, State};
use sandyq::policy::due::{Decision, Verdict, Wanted};
use sandyq::policy::profile::Contact;
use sandyq::policy::task::{Home, Task};
use sandyq::report;
use sandyq::report::page::{Alert, Drill};
use sandyq::report::progress::{
    BackupStatus, PruneStatus, RestoreStatus, SnapshotsStatus, Status, VerifyStatus,
};
use serde_json::Value;

use schema::Schema;

fn page() -> Schema {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json.md");
    Schema::parse(&fs::read_to_string(page).unwrap())
}

/// A host with a profile and a few files, and what it has said so far.
struct Host {
    folder: tempfile::TempDir,
    schema: Schema,
}

impl Host {
    fn new() -> Self {
        let host = Self { folder: tempfile::tempdir().unwrap(), schema: page() };
        fs::create_dir_all(host.path("source/folder")).unwrap();
        host.write("source/small", b"small");
        host.write("source/folder/large", &noise(1, 3 << 20));
        symlink("small", host.path("source/link")).unwrap();
        host
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandyq"));
        command.args(line.split_whitespace()).arg("--json").current_dir(self.folder.path()).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).envs([
            ("SANDYQ_REPOSITORY", "chest"),
            ("SANDYQ_PASSWORD", "correct horse"),
            ("SANDYQ_CACHE_DIR", "cache"),
            ("SANDYQ_STATE_DIR", "state"),
            ("SANDYQ_CONFIG", "/dev/null"),
        ]);
        command
    }

    /// Runs a command that ends with this code; every line is as the page says. The values on standard output.
    fn run(&mut self, line: &str, code: i32) -> Vec<Value> {
        let output = self.command(line).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{line}: {out}{err}");
        let command = line.split_whitespace().next().unwrap();
        for said in out.lines() {
            self.fits(line, said, |schema| schema.output(command, said));
        }
        for said in err.lines() {
            self.fits(line, said, |schema| schema.error(said));
        }
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn fits(&mut self, line: &str, said: &str, check: impl FnOnce(&mut Schema) -> Vec<String>) {
        let problems = check(&mut self.schema);
        assert!(problems.is_empty(), "`{line}` said {said}\n{problems:#?}");
    }

    /// A value that the program prints only if something takes long, or when others run.
    fn value(&mut self, command: &str, value: &Value) {
        let said = value.to_string();
        self.fits(command, &said, |schema| schema.output(command, &said));
    }

    /// Waits for what a program says first of its progress, checks it, and ends the program by a signal.
    fn first_progress(&mut self, line: &str) {
        let mut command = self.command(line);
        let mut child = command
            .env("SANDYQ_PROGRESS_FPS", "1000")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let pid = rustix::process::Pid::from_child(&child);
        rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
        child.wait().unwrap();
        let command = line.split_whitespace().next().unwrap();
        assert!(said.contains(r#""message_type":"status""#), "{line}: {said}");
        self.fits(line, &said, |schema| schema.output(command, said.trim_end()));
    }
}

fn id_of(value: &Value) -> String {
    value["snapshot_id"].as_str().unwrap().to_owned()
}

#[test]
fn every_command_has_a_section() {
    let (schema, cli) = (page(), Cli::command());
    let names = cli.get_subcommands().map(clap::Command::get_name);
    let missing: Vec<_> = names.filter(|name| *name != "help" && !schema.has(name)).collect();
    assert!(missing.is_empty(), "docs/json.md lacks {missing:?}");
}

#[test]
fn what_the_page_does_not_say_is_found() {
    let mut schema = page();
    let mut problems = |line: &str| schema.output("version", line).len();
    assert_eq!(problems(r#"{"message_type":"version","version":"1","format":1}"#), 0);
    for wrong in [
        r#"{"message_type":"version","version":"1"}"#,
        r#"{"message_type":"version","version":"1","format":1,"more":1}"#,
        r#"{"message_type":"version","version":1,"format":1}"#,
        r#"{"message_type":"other","version":"1","format":1}"#,
        r#"{"version":"1","format":1}"#,
        "sandyq 0.1.0",
    ] {
        assert_eq!(problems(wrong), 1, "{wrong}");
    }
}

#[test]
fn every_line_is_as_the_page_says() {
    let mut host = Host::new();
    back_up(&mut host);
    look(&mut host);
    restore(&mut host);
    keep(&mut host);
    copy_and_rewrite(&mut host);
    inside(&mut host);
    support(&mut host);
    prune(&mut host);
    repair(&mut host);
    progress(&mut host);
    promises(&mut host);
    recover(&mut host);
    assert_eq!(host.schema.never_met(), RARE, "docs/json.md says what nothing prints");
}

/// What only a prune that was cut short, a backup that maintenance has ended, a device, which takes root to make, and a
/// later version of the format would show.
const RARE: [&str; 6] =
    ["End.root", "Entry.rdev", "Pending.packs", "Pending.snapshots", "Record.kind", "Record.problem"];

fn back_up(host: &mut Host) {
    host.run("backup source", 10);
    host.run("init --argon2-memory 8M", 0);
    host.run("backup source -v --stats", 0);
    host.write("sandyq.toml", b"[[dataset]]\nname = \"all\"\npaths = [\"source\"]\ntier = \"standard\"\n");
    host.run("backup --config sandyq.toml", 0);
    host.write("source/small", b"other");
    host.write("source/more", b"more");
    host.run("incremental source -vv --tag a", 0);
    host.run("full source --host other", 0);
    host.run("backup source --dry-run", 0);
    host.run("backup source --exclude [z-a]", 2);
}

fn look(host: &mut Host) {
    let snapshots = host.run("snapshots", 0);
    assert_eq!(snapshots[0].as_array().unwrap().len(), 4);
    host.run("snapshots ffffffff", 1);
    host.write("password", b"correct horse");
    fs::set_permissions(host.path("password"), Permissions::from_mode(0o644)).unwrap();
    host.run("snapshots --password-file password", 0);
    host.run("ls latest -R", 0);
    host.run("find small link", 0);
    let (small, absent) = (host.path("source/small"), host.path("source/absent"));
    host.run(&format!("find --last-good {}", small.display()), 0);
    host.run(&format!("find --last-good {}", absent.display()), 1);
    host.run("diff latest~3 latest --metadata", 0);
    host.run("dump latest:source --target dumped.tar", 0);
    host.run("stats --cost", 0);
    host.run("stats", 0);
}

fn restore(host: &mut Host) {
    host.run("restore latest --target out -v --verify", 0);
    host.write("out/source/small", b"changed here");
    host.write("out/source/new", b"new");
    fs::set_permissions(host.path("out/source/more"), Permissions::from_mode(0o600)).unwrap();
    host.run("restore latest --target out -vv --delete", 0);
    host.run("restore latest --target out --dry-run", 0);
}

fn keep(host: &mut Host) {
    host.run("hold latest", 0);
    host.run("tag latest --add b", 0);
    host.run("hold latest --release", 0);
    host.run("forget --keep-last 1 --group-by host,paths,tags --dry-run", 0);
    host.run("forget --keep-last 1 --group-by none", 23);
    let snapshots = host.run("snapshots", 0);
    let oldest = snapshots[0][0]["short_id"].as_str().unwrap().to_owned();
    host.run(&format!("forget {oldest}"), 0);
    host.run(&format!("unforget {oldest}"), 0);
    sessions(host);
    host.run("key add --role write --label w --out w.key", 0);
    host.run("key export --out full.key", 0);
    host.run("key list", 0);
    host.run("backup source --key-file w.key", 0);
}

/// What each session that maintenance has not taken up has said.
fn sessions(host: &mut Host) {
    for entry in fs::read_dir(host.path("chest/sessions")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        host.run(&format!("cat session {name}"), 0);
    }
}

fn copy_and_rewrite(host: &mut Host) {
    host.run("init --repo second --argon2-memory 8M", 0);
    host.run("copy --repo second --from-repo chest --from-key-file full.key latest", 0);
    host.run("copy --repo second --from-repo chest --from-key-file full.key --dry-run", 0);
    host.run("snapshots --repo second", 0);
    import(host);
    host.run("rewrite --exclude more -v --dry-run", 0);
    host.run("rewrite --exclude more latest", 0);
}

fn import(host: &mut Host) {
    let store = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/restic/v2/store");
    host.write("restic.password", b"battery staple");
    fs::set_permissions(host.path("restic.password"), Permissions::from_mode(0o600)).unwrap();
    let line =
        format!("import --repo second --from-repo {} --from-password-file restic.password", store.display());
    host.run(&format!("{line} --dry-run"), 0);
    host.run(&line, 0);
    host.run(&line, 0);
    host.run("snapshots --repo second", 0);
}

fn inside(host: &mut Host) {
    // More entries than a page has room for, one that is large, and one of each kind there is without being root.
    for n in 0..400 {
        host.write(&format!("source/folder/with-a-long-name-{n:050}"), b"");
    }
    fs::File::create(host.path("source/holes")).unwrap().set_len(64 << 20).unwrap();
    host.write("source/disk.img", &noise(2, 20 << 20));
    rustix::fs::mknodat(
        rustix::fs::CWD,
        host.path("source/pipe"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR,
        0,
    )
    .unwrap();
    xattr::set(host.path("source/small"), "user.note", b"kept").unwrap();
    let saved = id_of(host.run("backup source --with-atime", 0).last().unwrap());
    host.run("ls latest:source", 0);
    host.run("cat config", 0);
    host.run("cat root", 0);
    host.run("cat snapshot latest", 0);
    for what in ["latest:source", "latest:source/folder"] {
        host.run(&format!("cat tree {what}"), 0);
    }
    let page =
        host.run("cat tree latest:source/disk.img", 0)[0]["items"][0]["page"].as_str().unwrap().to_owned();
    host.run(&format!("cat tree {page}"), 0);
    host.run(&format!("cat session {saved}"), 0);
    host.run("cat index", 0);
    let key = host.run("key list", 0)[0][0]["id"].as_str().unwrap().to_owned();
    host.run(&format!("cat key {key}"), 0);
}

fn support(host: &mut Host) {
    host.run("config show --config sandyq.toml", 0);
    host.run("config show --config sandyq.toml --repo chest --dataset all", 0);
    host.run("config check sandyq.toml", 0);
    host.write("wrong.toml", b"[[dataset]]\nnaem = \"all\"\n");
    host.run("config check wrong.toml", 2);
    host.run("snapshots --config wrong.toml", 2);
    host.write(
        "scheduled.toml",
        b"[repository]\nurl = \"chest\"\n[[dataset]]\nname = \"all\"\npaths = [\"source\"]\n",
    );
    host.run("schedule print --config scheduled.toml", 0);
    fs::create_dir(host.path("units")).unwrap();
    host.run("schedule install --config scheduled.toml --directory units", 0);
    host.run("doctor", 0);
    host.run("cache list", 0);
    host.run("cache clean --all --dry-run", 0);
    host.run("version", 0);
    host.run("generate man units", 0);
}

fn prune(host: &mut Host) {
    let snapshots = host.run("snapshots", 0);
    let newest = snapshots[0].as_array().unwrap().last().unwrap()["short_id"].as_str().unwrap().to_owned();
    host.run(&format!("forget --prune {newest}"), 0);
    host.run("prune --dry-run", 0);
    host.run("cat root", 0);
}

fn repair(host: &mut Host) {
    host.run("verify --rotate 2", 0);
    host.run("verify --read-data-subset 50%", 0);
    sessions(host);
    let mut packs = Vec::new();
    let mut folders = vec![host.path("chest/packs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { packs.push(path) }
        }
    }
    let largest = packs.iter().max_by_key(|path| fs::metadata(path).unwrap().len()).unwrap();
    fs::remove_file(largest).unwrap();
    host.run("verify", 21);
    host.run("restore latest --target lost", 21);
    host.run("repair snapshots --dry-run", 21);
    for entry in fs::read_dir(host.path("chest/index")).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    host.run("repair index --no-cache", 0);
}

/// What is said while something takes long, and what no short run meets.
fn progress(host: &mut Host) {
    let seconds = 60.0;
    let backup = BackupStatus { seconds, bytes: 1, expected: Some((1, 2)), ..BackupStatus::default() };
    let restore = RestoreStatus { seconds, bytes: 1, total: Some(2), ..RestoreStatus::default() };
    let verify = VerifyStatus { seconds, packs: 1, total: 2, ..VerifyStatus::default() };
    let prune = PruneStatus { seconds, repacked: 1, to_repack: 2, ..PruneStatus::default() };
    let snapshots = Status::Snapshots(SnapshotsStatus::default());
    host.value("backup", &Status::Backup(backup).json());
    host.value("restore", &Status::Restore(restore).json());
    host.value("verify", &Status::Verify(verify).json());
    host.value("repair", &Status::Verify(verify).json());
    host.value("prune", &Status::Prune(prune).json());
    host.value("copy", &snapshots.json());
    host.value("import", &snapshots.json());
    host.value("rewrite", &snapshots.json());
    let session = "0".repeat(40).parse::<SessionId>().unwrap();
    let waiting = vec![Waiting { session, key: None, silent: None }];
    let result = PruneResult { waiting, ..PruneResult::default() };
    host.value("prune", &report::prune::json(&result, false, seconds));
    host.value("mount", &report::mount::json(Path::new("/mnt"), 1));
    host.first_progress("rewrite --exclude more --dry-run --no-cache --limit-download 16");
}

/// What was promised over time, the recovery document, and a recovery.
fn papers(host: &mut Host) {
    host.run("report --config promises.toml", 0);
    host.run("report --html --out report.html --config promises.toml", 0);
    host.run("runbook render --out plan.md --config promises.toml", 0);
    let contact = Contact { name: Some("Ann".to_owned()), ..Contact::default() };
    host.value("recover", &report::recover::contact_json(&contact));
    let (now, told) = (SystemClock.now(), None);
    let drill = Drill {
        time: now,
        dataset: "promised".to_owned(),
        scenario: "full".to_owned(),
        rto_target: None,
        rto_measured: None,
        rpo_measured: None,
        outcome: "good".to_owned(),
    };
    host.value("report", &report::page::drill_json(&drill));
    let (alert, summary) = ("RPO_BREACH:promised".to_owned(), "7m of 5m".to_owned());
    let alert = Alert { alert, severity: "critical", summary, since: now, told, until: None };
    host.value("report", &report::page::alert_json(&alert));
}

/// A recovery of what is whole.
fn recover(host: &mut Host) {
    let profile = b"[repository]\nurl = \"third\"\n[[dataset]]\nname = \"all\"\npaths = [\"source\"]\n";
    host.write("recover.toml", profile);
    host.run("init --repo third --argon2-memory 8M", 0);
    for (line, code) in [
        ("backup --repo third", 0),
        ("recover --repo third --disaster ransomware --target back --dry-run", 0),
        ("recover --repo third --disaster ransomware --target back --yes", 0),
        ("recover --repo third --disaster network-failure --yes", 0),
        ("recover --repo third --resume", 2),
    ] {
        host.run(&format!("{line} --config recover.toml"), code);
    }
}

/// What is due, how promises stand and who is told, of a profile whose webhook nobody answers.
fn promises(host: &mut Host) {
    let profile = b"[repository]\nurl = \"chest\"\n[alerts.webhook]\nurl_file = \"hook\"\n\
        [[dataset]]\nname = \"promised\"\npaths = [\"source\"]\ntier = \"standard\"\n";
    host.write("promises.toml", profile);
    host.write("hook", b"http://127.0.0.1:9/");
    fs::set_permissions(host.path("hook"), Permissions::from_mode(0o600)).unwrap();
    // The repair above left damage that only another verification would find gone.
    host.run("status --config promises.toml", 21);
    host.run("run --explain --config promises.toml", 0);
    papers(host);
    host.run("run --only backup --config promises.toml", 0);
    // Among them what it has said of the damage that it told of.
    sessions(host);
    host.run("health --config promises.toml", 1);
    host.run("alert silence RPO_BREACH:promised --config promises.toml", 0);
    host.run("alert list --config promises.toml", 0);
    host.run("alert test --config promises.toml", 1);
    host.run("drill run --config promises.toml --scenario file --report-dir reports --check-command true", 0);
    host.run("drill review latest --config promises.toml --finding slow --action hurry --due 2030-01-31", 0);
    host.run("drill list --config promises.toml", 0);
    let report = fs::read_dir(host.path("reports")).unwrap().map(|entry| entry.unwrap().path());
    let report = report.into_iter().find(|path| path.extension().is_some_and(|end| end == "json")).unwrap();
    host.run(&format!("drill record {}", report.display()), 0);
    sessions(host);
    host.run(&format!("drill verify-report {}", report.display()), 22);
    let now = SystemClock.now();
    let every = Duration::from_secs(60);
    let verdicts = [
        Verdict::Due { last: now },
        Verdict::NotYet { at: now },
        Verdict::Running { since: now },
        Verdict::Role { has: Role::Read },
        Verdict::Skew { by: every },
    ];
    for verdict in verdicts {
        let wanted = Wanted { task: Task::Prune(Home::Main), every, rpo: None, window: None };
        let decision = Decision { wanted, verdict, deadline: Some(now) };
        host.value("run", &report::due::json(&decision));
    }
    host.value("run", &report::due::summary_json(&[], &BTreeMap::from([(Task::Prune(Home::Main), now)]), 75));
    let state = State { since: now, told: Some(now), summary: "7m of 5m".to_owned(), is_foreign: false };
    host.value("alert", &report::alert::state_json(&Key::new(Id::RpoBreach, "promised"), &state));
}
