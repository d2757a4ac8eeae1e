//! Profiles: the samples are read and run, and what a profile says is what happens.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use rustix::process::{Pid, Signal, kill_process};
use sandyq::policy::profile::schema::KEYS;
use sandyq::policy::profile::{Base, objectives, parse};
use serde_json::Value;

#[path = "support/profiled.rs"]
mod profiled;

use profiled::Host;

/// Far beyond what anything here takes: only what hangs meets it.
const LIMIT: Duration = Duration::from_secs(60);

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/profiles")
}

fn base() -> Base {
    Base { folder: "/etc/sandyq".into(), home: None }
}

#[test]
fn every_sample_has_no_mistake_and_promises_what_can_hold() {
    let mut seen = 0;
    for entry in fs::read_dir(samples()).unwrap() {
        let path = entry.unwrap().path();
        let (file, mistakes) = parse(&fs::read_to_string(&path).unwrap(), &base());
        assert_eq!(mistakes, [], "{}", path.display());
        for name in file.profiles.keys().map(|name| Some(name.as_str())).chain([None]) {
            assert_eq!(objectives(&file.resolve(name).unwrap()), [], "{}", path.display());
        }
        seen += 1;
    }
    assert_eq!(seen, 4);
}

#[test]
fn every_sample_backs_up_and_forgets() {
    for (sample, datasets) in
        [("minimal.toml", 1), ("datasets.toml", 3), ("seed.toml", 1), ("s3-replica.toml", 2)]
    {
        let host = Host::sample(sample);
        // A bucket is not at hand here: the environment names a folder, which comes before the profile.
        let run = |arguments: &[&str]| {
            let output = host.command(arguments).env("SANDYQ_REPOSITORY", "chest").output().unwrap();
            assert!(output.status.success(), "{sample} {arguments:?}: {output:?}");
            String::from_utf8(output.stdout).unwrap()
        };
        run(&["config", "check"]);
        run(&["init", "--argon2-memory", "8M", "-q"]);
        run(&["backup", "-q"]);
        run(&["full", "-q"]);
        let all = serde_json::from_str::<Value>(&run(&["snapshots", "--json"])).unwrap();
        assert_eq!(all.as_array().unwrap().len(), 2 * datasets, "{sample}");
        assert!(all.as_array().unwrap().iter().all(|snapshot| snapshot["dataset"].is_string()), "{sample}");
        assert!(run(&["forget", "--dry-run"]).contains(&format!("nothing to forget among {}", 2 * datasets)));
        run(&["forget", "--prune"]);
        run(&["verify", "-q"]);
    }
}

#[test]
fn each_dataset_is_a_snapshot_with_its_own_tags_excludes_and_hooks() {
    let host = Host::sample("datasets.toml");
    host.init();
    host.ok(&["backup", "-q"]);
    let held = |dataset: &str| host.ok(&["ls", "-R", "latest", "--dataset", dataset]);
    assert!(held("home").contains("notes.txt") && !held("home").contains("scratch.tmp"));
    assert!(held("documents").contains("letter.txt") && !held("documents").contains("letter.bak"));
    assert_eq!(host.ok(&["dump", "latest:numbers.txt", "--dataset", "numbers"]).lines().count(), 1000);
    let tags = |dataset: &str| host.snapshots(&["--dataset", dataset])[0]["tags"].clone();
    assert_eq!(
        (tags("home"), tags("documents")),
        (serde_json::json!(["nightly"]), serde_json::json!(["documents"]))
    );
    assert_eq!(host.journal(), "before documents\nafter documents: a snapshot\nrun ended with 0\n");
}

#[test]
fn options_come_before_the_environment_and_that_before_the_profile() {
    let host = Host::sample("datasets.toml");
    host.init();
    host.ok(&["backup", "--dataset", "documents", "--tag", "by-hand", "-q"]);
    assert_eq!(host.snapshots(&[])[0]["tags"], serde_json::json!(["by-hand"]));
    let shown = |arguments: &[&str], variable: &str| -> Vec<Value> {
        let mut command = host.command(&[&["config", "show", "--json"], arguments].concat());
        let output = command.env("SANDYQ_REPOSITORY", variable).output().unwrap();
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        value["sections"][0]["settings"].as_array().unwrap().clone()
    };
    let url =
        |settings: &[Value]| settings.iter().find(|one| one["key"] == "repository.url").unwrap().clone();
    assert_eq!(url(&shown(&["--repo", "flag"], "variable"))["flag"], "--repo");
    assert_eq!(url(&shown(&[], "variable"))["environment"], "SANDYQ_REPOSITORY");
    let own = url(&shown(&[], ""));
    assert_eq!((&own["line"], &own["value"]), (&3.into(), &host.path("chest").to_str().unwrap().into()));
}

#[test]
fn a_dataset_that_fails_keeps_none_of_the_others_from_being_backed_up() {
    let host = Host::sample("datasets.toml");
    host.init();
    fs::remove_dir_all(host.path("source/home")).unwrap();
    let text = host.fails(1, &["backup", "-q"]);
    assert!(
        text.contains("dataset home: cannot stat") && text.contains("1 of 3 datasets were not"),
        "{text}"
    );
    assert_eq!(host.snapshots(&[]).len(), 2);
    assert!(host.journal().ends_with("run ended with 1\n"));
}

const HOOKS: &str = "
[repository]
url = 'chest'
password_file = 'password'
[[dataset]]
name = 'home'
paths = ['source/home']
[dataset.hooks]
";

fn with_hooks(hooks: &str) -> Host {
    let host = Host::new(&format!("{HOOKS}{hooks}"));
    host.init();
    host
}

#[test]
fn a_hook_that_fails_before_makes_no_snapshot_and_the_last_hooks_run() {
    let host = with_hooks(
        "before = ['exit 7', 'echo never >> journal']
        after = 'echo after >> journal'
        failed = 'echo \"failed $SANDYQ_EXIT_CODE $SANDYQ_ERROR\" >> journal'
        finally = 'echo finally >> journal'",
    );
    let text = host.fails(1, &["backup"]);
    assert!(text.contains("the hook before failed: it ended with exit status: 7: exit 7"), "{text}");
    assert_eq!(host.snapshots(&[]).len(), 0);
    let journal = host.journal();
    assert!(
        journal.starts_with("failed 1 the hook before failed") && journal.ends_with("\nfinally\n"),
        "{journal}"
    );
}

#[test]
fn a_hook_that_fails_after_makes_the_run_fail_and_the_snapshot_stays() {
    let host = with_hooks("after = 'false'\nfailed = 'echo failed >> journal'");
    let text = host.fails(1, &["backup", "-q"]);
    assert!(text.contains("the hook after failed"), "{text}");
    assert_eq!((host.snapshots(&[]).len(), host.journal().as_str()), (1, "failed\n"));
}

#[test]
fn a_hook_gets_no_secret_and_writes_nothing_among_the_results() {
    let host = with_hooks("before = 'echo loud; env > variables'");
    let output = host
        .command(&["backup", "--json"])
        .envs([("AWS_SECRET_ACCESS_KEY", "s1"), ("AWS_REGION", "r"), ("SANDYQ_PASSWORD", "correct horse")])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let results = String::from_utf8(output.stdout).unwrap();
    assert!(results.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{results}");
    assert!(String::from_utf8(output.stderr).unwrap().contains("loud"));
    let variables = fs::read_to_string(host.path("variables")).unwrap();
    for told in
        ["SANDYQ_HOOK=before", "SANDYQ_DATASET=home", "AWS_REGION=r", "SANDYQ_PATHS=", "SANDYQ_REPOSITORY="]
    {
        assert!(variables.contains(told), "{told}: {variables}");
    }
    for secret in ["correct horse", "s1", "SANDYQ_PASSWORD"] {
        assert!(!variables.contains(secret), "{secret}: {variables}");
    }
}

#[test]
fn a_hook_that_takes_too_long_is_ended_with_all_it_started() {
    let host = with_hooks("before = 'sleep 1000 & echo $! > child; wait'\ntimeout = '1s'");
    let text = host.fails(1, &["backup"]);
    assert!(text.contains("it did not end within 1s"), "{text}");
    assert_gone(&host.path("child"));
}

#[test]
fn a_signal_during_a_hook_ends_the_hook_and_the_run() {
    let host = with_hooks(
        "before = 'echo $$ > child; exec sleep 1000'\nfinally = 'echo \"finally $SANDYQ_EXIT_CODE\" >> journal'",
    );
    let mut child = host.command(&["backup"]).stderr(Stdio::piped()).spawn().unwrap();
    wait_until(|| fs::read_to_string(host.path("child")).is_ok_and(|text| text.ends_with('\n')));
    kill_process(Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap(), Signal::TERM).unwrap();
    wait_until(|| child.try_wait().unwrap().is_some());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_gone(&host.path("child"));
    assert_eq!((host.snapshots(&[]).len(), host.journal().as_str()), (0, "finally 130\n"));
}

fn assert_gone(pid_file: &Path) {
    let pid: i32 = fs::read_to_string(pid_file).unwrap().trim().parse().unwrap();
    let stat = || fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // Who takes leave of it may be another process, which takes its time.
    wait_until(|| stat().is_empty() || stat().contains(") Z "));
}

fn wait_until(mut reached: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !reached() {
        assert!(begun.elapsed() < LIMIT, "it hangs");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_profile_remembers_its_repository_and_makes_no_other_in_its_place() {
    let host = Host::sample("minimal.toml");
    host.ok(&["backup", "--init", "-q"]);
    fs::rename(host.path("chest"), host.path("unmounted")).unwrap();
    fs::create_dir(host.path("chest")).unwrap();
    let text = host.fails(10, &["backup", "--init", "-q"]);
    assert!(text.contains("there is no repository at") && text.contains("none was made"), "{text}");
    assert_eq!(fs::read_dir(host.path("chest")).unwrap().count(), 0);
    host.fails(10, &["init", "-q"]);
    // Somebody else's repository in the same place.
    host.ok(&["init", "-q", "--config", "/dev/null", "--repo", "chest", "--password-file", "password"]);
    let text = host.fails(1, &["snapshots"]);
    assert!(text.contains("the repository at") && text.contains("has used"), "{text}");
    fs::remove_dir_all(host.path("chest")).unwrap();
    fs::rename(host.path("unmounted"), host.path("chest")).unwrap();
    assert_eq!(host.snapshots(&[]).len(), 1);
}

#[test]
fn a_secret_may_be_a_credential_of_systemd() {
    let host = Host::new("[repository]\nurl = 'chest'\npassword_credential = 'password'\n");
    let text = host.fails(2, &["init"]);
    assert!(text.contains("no credentials were passed"), "{text}");
    let with = |arguments: &[&str]| {
        host.command(arguments).env("CREDENTIALS_DIRECTORY", host.path("")).status().unwrap().success()
    };
    assert!(with(&["init", "--argon2-memory", "8M", "-q"]) && with(&["snapshots"]));
}

#[test]
fn all_mistakes_are_told_at_once_each_with_its_place() {
    let host = Host::new(
        "[repository]\nurl = 's3://Bad!'\npassword = 'hunter2'\nregoin = 'x'\n[schedule]\nfull_backup_interval = 24\n\
        [[dataset]]\nname = 'a'\npaths = '/srv'\ntier = 'critcal'\n[profile.b]\ninherit = 'c'\n[[profile.b.dataset]]\nnam = 'd'\n",
    );
    let text = host.fails(2, &["backup"]);
    for (place, what) in [
        ("2:1", "bucket"),
        ("3:1", "password is a secret"),
        ("4:1", "there is no regoin in repository\n  hint: perhaps region is meant"),
        ("6:24", "full_backup_interval: it is a number"),
        ("9:9", "paths: it is a text and should be a list"),
        ("10:8", "\"critical\" is near"),
        ("12:11", "there is no profile \"c\""),
        ("13:1", "a dataset has no name"),
        ("13:1", "a dataset has no paths"),
        ("14:1", "there is no nam in a dataset\n  hint: perhaps name is meant"),
    ] {
        let line = format!("sandyq.toml:{place}: ");
        assert!(text.contains(&line) && text.contains(what), "{place} {what}: {text}");
    }
    assert!(!text.contains("hunter2"), "{text}");
}

#[test]
fn promises_that_cannot_hold_are_told_by_check_and_stop_no_backup() {
    let host = Host::new(
        "[repository]\nurl = 'chest'\npassword_file = 'password'\n[schedule]\nincremental_backup_interval = '6h'\n\
        incremental_backup_retention = '1h'\nbackup_verification_interval = '0s'\n[[replica]]\nurl = 's3://other'\n\
        lag_threshold = '20m'\n[[dataset]]\nname = 'home'\ntier = 'critical'\npaths = ['source/home']\n",
    );
    let output = host.run(&["config", "check"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(2));
    for (line, what) in [
        (5, "dataset home is critical and may lose 5m at most, but is backed up every 6h"),
        (6, "incremental snapshots are forgotten before the next is made"),
        (7, "an interval of 0s never comes round: nothing is ever verified"),
        (10, "the replica may lag 20m behind"),
        (13, "nothing would notice that its backups stopped"),
    ] {
        let found =
            text.lines().any(|told| told.starts_with(&format!("sandyq.toml:{line}:")) && told.contains(what));
        assert!(found, "{line} {what}: {text}");
    }
    host.init();
    host.ok(&["backup", "-q"]);
}

/// What of a profile with these lines at its top cannot hold.
fn broken_promises(lines: &str, dataset: &str) -> Vec<String> {
    let text = format!("{lines}\n[[dataset]]\nname = 'home'\npaths = ['/home']\n{dataset}\n");
    let (file, mistakes) = parse(&text, &base());
    assert_eq!(mistakes, [], "{text}");
    objectives(&file.resolve(None).unwrap()).into_iter().map(|finding| finding.message).collect()
}

#[test]
fn interval_and_run_together_have_to_fit_into_the_rpo() {
    let runs = |tier: &str, longest: &str| {
        broken_promises(&format!("[schedule]\nmax_runtime = '{longest}'"), &format!("tier = '{tier}'"))
    };
    assert_eq!(
        runs("standard", "13m"),
        ["dataset home is standard and may lose 1h at most, but is backed up every 48m and may take 13m"
            .to_owned()]
    );
    assert_eq!(runs("standard", "12m"), [] as [String; 0]);
    assert_eq!(broken_promises("[schedule]\nmax_runtime = '30h'", ""), [] as [String; 0]);
}

#[test]
fn verifications_read_everything_in_the_time_that_is_promised() {
    let verifies = |every: &str, within: &str| {
        broken_promises(
            &format!(
                "[schedule]\nbackup_verification_interval = '{every}'\nbackup_verification_coverage = '{within}'\n\
                backup_verification_retention = '2y'"
            ),
            "",
        )
    };
    assert_eq!(
        verifies("40d", "30d"),
        ["every byte is to be verified within 30d, but only every 40d any is read".to_owned()]
    );
    assert_eq!(verifies("30d", "30d"), [] as [String; 0]);
}

#[test]
fn a_recovery_time_is_promised_only_where_drills_measure_it() {
    let off = "[drill]\nmonthly = false\nquarterly = false\nannual = false";
    assert_eq!(
        broken_promises(off, "tier = 'standard'"),
        ["dataset home has an RTO, and no drill ever measures a recovery".to_owned()]
    );
    assert_eq!(broken_promises(off, ""), [] as [String; 0]);
    assert_eq!(
        broken_promises("[drill]\nmonthly = false\nquarterly = false", "tier = 'standard'"),
        [] as [String; 0]
    );
}

#[test]
fn every_key_is_in_the_documentation_as_it_is() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/profiles.md")).unwrap();
    let missing: Vec<_> = KEYS.iter().map(row).filter(|row| !text.contains(row.as_str())).collect();
    assert!(missing.is_empty(), "missing in docs/profiles.md:\n{}", missing.join("\n"));
}

/// A key as a row of a table.
fn row(key: &sandyq::policy::profile::schema::Key) -> String {
    let default = key.default.map(|default| format!("`{default}`")).unwrap_or_default();
    format!("| `{}` | {} | {default} | {} |", key.name(), key.kind.word(), key.about)
}

fn lines() -> impl Strategy<Value = String> {
    let names = KEYS.iter().map(|key| key.path).chain(["dataset", "profile.x", "inherit", "replica"]);
    let words = proptest::sample::select(names.collect::<Vec<_>>());
    let values = proptest::sample::select(vec![
        "\"24h\"",
        "'a'",
        "[]",
        "[\"*.tmp\"]",
        "true",
        "-1",
        "0x10",
        "1979-05-27",
        "{}",
        "{ rto = \"1h\" }",
        "[[\"a\"]]",
        "\"",
        "inf",
        "\"\"",
        "\"..\"",
    ]);
    let line = (words.clone(), values).prop_map(|(word, value)| format!("{word} = {value}"));
    let head = words.prop_map(|word| format!("[[{word}]]"));
    proptest::collection::vec(prop_oneof![4 => line, 1 => head.clone(), 1 => head.prop_map(|head| head[1..head.len() - 1].to_owned()), 1 => ".{0,12}"], 0..12)
        .prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn no_text_whatever_is_too_much(text in prop_oneof![lines(), "(?s).{0,200}"]) {
        let (file, mistakes) = parse(&text, &base());
        let last = text.matches('\n').count() + 1;
        for mistake in &mistakes {
            prop_assert!((1..=last).contains(&mistake.place.line), "{mistake:?}");
            prop_assert!(!mistake.message.is_empty() && !mistake.advice.contains('\n'), "{mistake:?}");
        }
        for name in file.profiles.keys().map(|name| Some(name.as_str())).chain([None]) {
            let resolved = file.resolve(name).unwrap_or_else(|_| file.resolve(None).unwrap());
            objectives(&resolved);
            for (_, table) in resolved.datasets() {
                resolved.settings_of(table, &[]);
            }
        }
    }
}
