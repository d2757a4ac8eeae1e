//! `run` and `status`: what a profile promises is done, seen, and told when it is broken.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, flock};
use rustix::process::{Pid, Signal, kill_process};
use sandyq::filesystem::MetadataOptions;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::SystemClock;
use sandyq::operations::backup::{self, BackupOptions, StoreOptions};
use sandyq::policy::exclude::Excludes;
use sandyq::repository::slot::Unlock;
use sandyq::repository::{CacheRoot, Repository};
use sandyq::storage::{Location, OpenOptions};
use serde_json::Value;

#[path = "support/profiled.rs"]
mod profiled;
#[path = "support/recorder.rs"]
mod recorder;

use profiled::Host;
use recorder::Recorder;

const TWO: &str = "[repository]\nurl = 'chest'\npassword_file = 'password'\n\
    [[dataset]]\nname = 'home'\nhost = 'files'\ntier = 'standard'\npaths = ['source/home']\n\
    [[dataset]]\nname = 'documents'\nhost = 'files'\npaths = ['source/documents']\n";

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Each task with its verdict.
fn explained(host: &Host) -> Vec<(String, String)> {
    let name = |one: &Value| match one["dataset"].as_str() {
        Some(dataset) => format!("{dataset} {}", one["task"].as_str().unwrap()),
        None => one["task"].as_str().unwrap().to_owned(),
    };
    let explained = lines(&host.ok(&["run", "--explain", "--json"]));
    let mut verdicts: Vec<_> =
        explained.iter().map(|one| (name(one), one["verdict"].as_str().unwrap().to_owned())).collect();
    verdicts.sort();
    verdicts
}

fn verdict(host: &Host, task: &str) -> String {
    explained(host).into_iter().find(|(name, _)| name == task).unwrap().1
}

/// What the last run did: each task with its exit code.
fn summary(output: &str) -> Vec<(String, u64)> {
    let summary = lines(output).pop().unwrap();
    assert_eq!(summary["message_type"], "run_summary");
    let one = |done: &Value| {
        let what = match (done["dataset"].as_str(), done["repository_of"].as_str()) {
            (Some(dataset), _) => dataset.to_owned(),
            (None, Some(dataset)) => format!("repository of {dataset}"),
            (None, None) => "repository".to_owned(),
        };
        (format!("{what} {}", done["task"].as_str().unwrap()), done["exit_code"].as_u64().unwrap())
    };
    summary["tasks"].as_array().unwrap().iter().map(one).collect()
}

/// The lock of a task on this host.
fn lock_file(host: &Host, task: &str) -> PathBuf {
    let runs = host.path(".local/state/sandyq/runs");
    let folder = fs::read_dir(runs).unwrap().next().unwrap().unwrap().path();
    folder.join(format!("{task}.lock"))
}

#[test]
fn what_is_due_is_done_once_and_the_catalogue_tells_every_other_host() {
    let host = Host::new(TWO);
    host.init();
    assert!(explained(&host).iter().all(|(name, verdict)| match name {
        name if name.ends_with("incremental") => verdict == "with_full",
        name if name.ends_with("drill") => verdict == "not_yet",
        _ => verdict == "never_done",
    }));
    // The dataset with an RPO is not asked for before the other: neither was ever backed up.
    let done = summary(&host.ok(&["run", "--json"]));
    let expected = ["documents full", "home full", "repository verify", "repository prune"];
    assert_eq!(done, expected.map(|name| (name.to_owned(), 0)));
    assert_eq!(summary(&host.ok(&["run", "--json"])), []);
    assert_eq!(host.ok(&["run"]), "");
    assert!(explained(&host).iter().all(|(_, verdict)| verdict == "not_yet"), "{:?}", explained(&host));

    // Nothing of this is remembered elsewhere, as on a host that takes over.
    fs::remove_dir_all(host.path(".local")).unwrap();
    fs::remove_dir_all(host.path(".cache")).unwrap();
    assert!(explained(&host).iter().all(|(_, verdict)| verdict == "not_yet"), "{:?}", explained(&host));
    // Another host's snapshots of its own files are not mistaken for these.
    let profile = fs::read_to_string(host.path("sandyq.toml")).unwrap();
    fs::write(host.path("sandyq.toml"), profile.replace("host = 'files'\ntier", "host = 'other'\ntier"))
        .unwrap();
    assert_eq!(verdict(&host, "home full"), "never_done");
    assert_eq!(verdict(&host, "documents full"), "not_yet");
}

#[test]
fn a_dataset_in_a_repository_of_its_own_is_seen_to_like_the_others() {
    let own = "[[dataset]]\nname = 'ledger'\nhost = 'files'\ntier = 'important'\npaths = ['source/home']\n\
        [dataset.repository]\nurl = 'vault'\npassword_file = 'password'\n";
    let host = Host::new(&format!("{TWO}{own}"));
    host.init();
    host.ok(&["init", "--repo-of", "ledger", "--argon2-memory", "8M", "-q"]);
    assert!(host.path("chest/config").exists() && host.path("vault/config").exists());
    let done: Vec<_> = summary(&host.ok(&["run", "--json"])).into_iter().map(|(name, _)| name).collect();
    let [chest, vault] = ["repository", "repository of ledger"];
    let kept =
        [chest, vault].into_iter().flat_map(|home| ["verify", "prune"].map(|task| format!("{home} {task}")));
    let mut expected: Vec<_> =
        ["documents full", "home full", "ledger full"].map(str::to_owned).into_iter().chain(kept).collect();
    let mut sorted = done.clone();
    sorted.sort();
    expected.sort();
    assert_eq!(sorted, expected, "{done:?}");
    assert_eq!(summary(&host.ok(&["run", "--json"])), []);
    assert_eq!(host.snapshots(&["--repo-of", "ledger"]).len(), 1);
    assert_eq!(host.snapshots(&[]).len(), 2);

    // One drill tries all of them, and its record in the one repository counts for what lies in the other.
    let measured = |host: &Host| -> Vec<bool> {
        let rows = lines(&host.ok(&["status", "--json"]));
        rows.iter().map(|row| row["rto_measured_seconds"].is_number()).collect()
    };
    assert_eq!(measured(&host), [false, false, false]);
    host.ok(&["drill", "run", "--scenario", "full", "-q"]);
    assert_eq!(measured(&host), [true, true, true]);
    assert_eq!(lines(&host.ok(&["drill", "list", "--json"])).len(), 1);

    // What is wrong there is told of it and of nothing else.
    for pack in walk(&host.path("vault/packs")) {
        fs::remove_file(pack).unwrap();
    }
    host.fails(21, &["verify", "--repo-of", "ledger", "-q"]);
    host.ok(&["verify"]);
    let output = host.run(&["status", "--json"]);
    assert_eq!(output.status.code(), Some(21));
    let rows = lines(&String::from_utf8(output.stdout).unwrap());
    let damaged: Vec<_> =
        rows.iter().filter(|row| row["state"] == "damaged").map(|row| &row["dataset"]).collect();
    assert_eq!(damaged, ["ledger"]);

    // It is a matter of the profile, and of commands that are about one repository.
    let text = host.fails(2, &["snapshots", "--repo-of", "leger"]);
    assert!(text.contains("no dataset leger") && text.contains("perhaps ledger is meant"), "{text}");
    assert!(host.fails(2, &["run", "--repo-of", "ledger"]).contains("every repository"));
    let environment =
        host.command(&["snapshots", "--repo-of", "ledger"]).env("SANDYQ_REPOSITORY", "chest").output();
    let text = String::from_utf8(environment.unwrap().stderr).unwrap();
    assert!(text.contains("unset SANDYQ_REPOSITORY"), "{text}");
}

#[test]
fn one_dataset_that_fails_keeps_no_other_from_its_backup_and_stops_deleting() {
    let host = Host::new(&format!("{TWO}[[dataset]]\nname = 'gone'\npaths = ['nowhere']\n"));
    host.init();
    let output = host.run(&["run", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let done = summary(&String::from_utf8(output.stdout).unwrap());
    let failed: Vec<_> = done.iter().filter(|(_, code)| *code != 0).map(|(name, _)| name.as_str()).collect();
    assert_eq!(failed, ["gone full"]);
    assert_eq!(done.len(), 4, "{done:?}");
    assert_eq!(verdict(&host, "gone full"), "failed");
    assert_eq!(verdict(&host, "prune"), "backup_failed");
    assert_eq!(host.snapshots(&[]).len(), 2);
    // What went wrong is not tried again before its time, and then is no failure any more.
    assert_eq!(summary(&host.ok(&["run", "--json"])), []);
}

#[test]
fn a_task_that_another_run_is_at_is_left_to_it_and_holds_up_nothing_else() {
    let host = Host::new(TWO);
    host.init();
    host.ok(&["run", "--dry-run"]);
    let held: Vec<_> = ["home-full", "verify"]
        .iter()
        .map(|task| {
            let file = File::create(lock_file(&host, task)).unwrap();
            flock(&file, FlockOperation::NonBlockingLockExclusive).unwrap();
            file
        })
        .collect();
    assert_eq!(verdict(&host, "home full"), "running");
    let output = host.run(&["run", "--json", "--fail-if-busy"]);
    assert_eq!(output.status.code(), Some(75));
    let text = String::from_utf8(output.stdout).unwrap();
    let done: Vec<_> = summary(&text).into_iter().map(|(name, _)| name).collect();
    assert_eq!(done, ["documents full", "repository prune"]);
    let busy = &lines(&text).pop().unwrap()["busy"];
    assert_eq!(busy.as_array().unwrap().len(), 2, "{busy}");
    assert!(host.ok(&["run"]).contains("Busy:       full backup of home, since "));
    drop(held);
    let done: Vec<_> = summary(&host.ok(&["run", "--json"])).into_iter().map(|(name, _)| name).collect();
    assert_eq!(done, ["home full", "repository verify"]);
}

#[test]
fn a_full_backup_under_way_does_not_delay_an_incremental_one() {
    let often = "schedule.full_backup_interval = '2s'\nschedule.incremental_backup_interval = '1s'";
    let host = Host::new(&TWO.replace("tier = 'standard'", often));
    host.init();
    host.ok(&["run", "--only", "backup", "--dataset", "home", "-q"]);
    let file = File::create(lock_file(&host, "home-full")).unwrap();
    flock(&file, FlockOperation::NonBlockingLockExclusive).unwrap();
    let done = summary(&host.ok(&["run", "--json", "--dataset", "home"]));
    assert_eq!(done, [("home incremental".to_owned(), 0)]);
}

#[test]
fn a_key_does_its_part_and_says_which_role_the_rest_needs() {
    let host = Host::new(TWO);
    host.init();
    host.ok(&["key", "add", "--role", "write", "--out", "write.key", "-q"]);
    let run = |arguments: &[&str]| {
        let output = host.command(arguments).env("SANDYQ_KEY_FILE", "write.key").output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let done: Vec<_> = summary(&run(&["run", "--json"])).into_iter().map(|(name, _)| name).collect();
    assert_eq!(done, ["documents full", "home full"]);
    let text = run(&["run", "--explain"]);
    assert!(text.contains("the key has role write, and this needs full or maintain"), "{text}");
    assert!(text.contains("the key has role write, and this needs full or read"), "{text}");
    // It reads no name, and knows its snapshots all the same: on a new host too.
    fs::remove_dir_all(host.path(".local")).unwrap();
    assert_eq!(summary(&run(&["run", "--json"])), []);
}

#[test]
fn a_trial_does_nothing() {
    let host = Host::new(TWO);
    host.init();
    let text = host.ok(&["run", "--dry-run"]);
    assert!(text.contains("full backup of home") && !text.contains("incremental"), "{text}");
    assert_eq!(host.snapshots(&[]).len(), 0);
    let text = host.fails(2, &["run", "--dataset", "hom"]);
    assert!(text.contains("no dataset hom") && text.contains("perhaps home is meant"), "{text}");
}

#[test]
fn a_watch_does_what_is_due_and_ends_at_a_signal() {
    let host = Host::new(TWO);
    host.init();
    let mut child =
        host.command(&["run", "--watch", "--every", "1s", "--json"]).stdout(Stdio::piped()).spawn().unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let summaries = output.lines().map(|line| serde_json::from_str::<Value>(&line.unwrap()).unwrap());
    let mut summaries = summaries.filter(|value| value["message_type"] == "run_summary");
    let done = |summary: &Value| summary["tasks"].as_array().unwrap().len();
    let mut all = 0;
    while all < 4 {
        all += done(&summaries.next().unwrap());
    }
    kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
    assert_eq!(summaries.map(|summary| done(&summary)).sum::<usize>(), 0);
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(host.snapshots(&[]).len(), 2);
}

#[test]
fn status_tells_how_each_promise_stands() {
    let host = Host::new(TWO);
    host.init();
    let output = host.run(&["status", "--json"]);
    assert_eq!(output.status.code(), Some(20), "{output:?}");
    let states = |output: &[u8]| -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let rows = lines(std::str::from_utf8(output).unwrap());
        rows.iter().map(|row| (text(&row["dataset"]), text(&row["state"]))).collect()
    };
    let both = |state: &str| ["home", "documents"].map(|name| (name.to_owned(), state.to_owned())).to_vec();
    assert_eq!(states(&output.stdout), both("missed"));
    host.ok(&["run", "-q"]);
    let text = host.ok(&["status", "--json"]);
    assert_eq!(states(text.as_bytes()), both("ok"));
    let home = &lines(&text)[0];
    assert_eq!(
        (&home["tier"], &home["rpo_target_seconds"], &home["rto_target_seconds"]),
        (&"standard".into(), &3600.0.into(), &14400.0.into())
    );
    assert_eq!(
        home["last_good_id"].as_str().unwrap(),
        host.snapshots(&["--dataset", "home"])[0]["id"].as_str().unwrap()
    );
    assert!(home["rpo_age_seconds"].as_f64().unwrap() < 3600.0, "{home}");
    assert!(home["total_size"].as_u64().unwrap() > 0 && home["verified_age_seconds"].is_number(), "{home}");
    let table = host.ok(&["status"]);
    assert!(table.starts_with("State  Dataset    Tier      Last good") && table.contains("/ 1h "), "{table}");

    // A promise that cannot be kept.
    let profile = fs::read_to_string(host.path("sandyq.toml")).unwrap();
    fs::write(host.path("sandyq.toml"), format!("[tier.standard]\nrpo = '0s'\n{profile}")).unwrap();
    let output = host.run(&["status"]);
    assert_eq!(output.status.code(), Some(20));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("home: ") && text.contains("were promised at most"), "{text}");
    assert_eq!(host.run(&["status", "--dataset", "documents"]).status.code(), Some(0));
}

#[test]
fn damage_and_a_store_that_is_gone_are_told_as_such() {
    let host = Host::new(TWO);
    host.init();
    host.ok(&["run", "-q"]);
    let packs: Vec<_> = walk(&host.path("chest/packs"));
    assert!(!packs.is_empty());
    for pack in &packs {
        fs::remove_file(pack).unwrap();
    }
    assert_eq!(host.run(&["verify", "-q"]).status.code(), Some(21));
    let output = host.run(&["status"]);
    assert_eq!(output.status.code(), Some(21), "{output:?}");
    assert!(String::from_utf8(output.stdout).unwrap().contains("stored data is damaged"));
    fs::rename(host.path("chest"), host.path("away")).unwrap();
    let output = host.run(&["status", "--json"]);
    assert_eq!(output.status.code(), Some(10), "{output:?}");
    let rows = lines(std::str::from_utf8(&output.stdout).unwrap());
    assert!(rows.iter().all(|row| row["state"] == "unknown" && row["error"].is_string()), "{rows:?}");
    assert_eq!(host.run(&["run"]).status.code(), Some(10));
}

#[test]
fn metrics_are_printed_written_and_pushed() {
    let gateway = Recorder::start();
    let host = Host::new(&format!("{TWO}[metrics]\ntextfile = 'sandyq.prom'\npush_url_file = 'gateway'\n"));
    fs::write(host.path("gateway"), format!("http://{}/\n", gateway.address)).unwrap();
    host.init();
    host.ok(&["run", "-q"]);
    let (first, asked) = gateway.take().pop().unwrap();
    assert!(first.starts_with("POST /metrics/job/sandyq/instance/"), "{first}");
    let state = "sandyq_dataset_state{dataset=\"home\",host=\"files\",tier=\"standard\"} 0";
    let file = fs::read_to_string(host.path("sandyq.prom")).unwrap();
    for text in [&asked, &file] {
        assert!(text.lines().any(|line| line == state), "{text}");
        assert!(text.contains("sandyq_task_exit_code{dataset=\"home\",task=\"full\"} 0"), "{text}");
    }
    assert!(!file.contains("source/home"), "a path is in the metrics");

    // Nobody takes them any more: what was done stays done.
    *gateway.status.lock().unwrap() = "500 Broken";
    let output = host.run(&["run"]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("metrics were not delivered: the push gateway answers 500"), "{text}");
    // Asked for by itself, that is a failure.
    host.fails(1, &["metrics"]);
    fs::remove_file(host.path("sandyq.prom")).unwrap();
    host.ok(&["metrics", "--textfile", "other.prom"]);
    assert!(host.path("other.prom").exists() && !host.path("sandyq.prom").exists());
}

#[test]
fn the_examples_ask_for_metrics_that_there_are() {
    let all = sandyq::report::metrics::text(&[], &[], sandyq::model::time::Timestamp::default());
    let known: Vec<_> =
        all.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.strip_suffix(" gauge")).collect();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/examples");
    for name in ["prometheus-rules.yml", "grafana-dashboard.json"] {
        let text = fs::read_to_string(examples.join(name)).unwrap();
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let asked: Vec<_> = words.filter(|word| word.starts_with("sandyq_")).collect();
        assert!(asked.len() > 5, "{name}");
        for word in asked {
            assert!(known.contains(&word), "{name} asks for {word}, which nothing tells");
        }
    }
    serde_json::from_str::<Value>(&fs::read_to_string(examples.join("grafana-dashboard.json")).unwrap())
        .unwrap();
}

/// A service that answers about health, until it is dropped.
struct Service {
    child: Child,
    address: String,
}

impl Service {
    fn start(mut command: Command) -> Self {
        command.args(["health", "serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut errors = BufReader::new(child.stderr.take().unwrap());
        errors.read_line(&mut line).unwrap();
        // Whoever writes there later is to find somebody.
        thread::spawn(move || errors.lines().for_each(drop));
        let address = line.split("http://").nth(1).unwrap_or_else(|| panic!("{line}"));
        Self { address: address.split('/').next().unwrap().to_owned(), child }
    }

    /// The status and the body.
    fn ask(&self, method: &str, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nhost: here\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    /// Asks again until all is looked at as it is meant to be.
    fn ask_until(&self, is_meant: impl Fn(u16, &Value) -> bool) -> Value {
        loop {
            let (status, body) = self.ask("GET", "/health");
            let value = serde_json::from_str(&body).unwrap();
            if is_meant(status, &value) {
                return value;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const OFTEN: &str = "[health]\nhealth_check_interval = '1s'\nhealth_check_timeout = '20s'\n";

#[test]
fn health_is_told_once_and_to_whoever_asks() {
    let host = Host::new(&format!("{TWO}{OFTEN}"));
    host.init();
    let health: Value = serde_json::from_str(&host.ok(&["health", "--json"])).unwrap();
    assert_eq!(health["overall"], "HEALTHY");
    for part in ["application", "database", "network"] {
        assert_eq!(health[part]["status"], "pass");
        assert!(health[part]["response_time_ms"].is_number());
    }
    let mut service = Service::start(host.command(&[]));
    service.ask_until(|status, value| status == 200 && value["overall"] == "HEALTHY");
    assert_eq!(service.ask("GET", "/health/live"), (200, "alive\n".to_owned()));
    assert!(service.ask("GET", "/metrics").1.contains("sandyq_dataset_state{dataset=\"home\""));
    assert_eq!(service.ask("POST", "/health").0, 405);
    assert_eq!(service.ask("GET", "/").0, 404);

    fs::rename(host.path("chest"), host.path("away")).unwrap();
    let gone = service.ask_until(|status, _| status == 503);
    assert_eq!((&gone["overall"], &gone["database"]["status"]), (&"UNHEALTHY".into(), &"fail".into()));
    assert_eq!(service.ask("GET", "/health/live").0, 200);
    assert!(host.fails(1, &["health", "-q"]).is_empty());
    fs::rename(host.path("away"), host.path("chest")).unwrap();
    service.ask_until(|status, _| status == 200);
    // A task that failed is something to look at, and no failure of the whole.
    fs::rename(host.path("source/home"), host.path("source/moved")).unwrap();
    host.fails(1, &["run", "--dataset", "home", "-q"]);
    let degraded = service.ask_until(|_, value| value["overall"] == "DEGRADED");
    assert_eq!(degraded["application"]["problem"], "failed last: full backup of home");

    kill_process(Pid::from_child(&service.child), Signal::TERM).unwrap();
    assert_eq!(service.child.wait().unwrap().code(), Some(130));
}

#[test]
fn a_store_that_hangs_delays_no_answer_and_is_told_as_failing() {
    // It takes connections, and never says anything.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let profile =
        TWO.replace("url = 'chest'", &format!("url = 's3://bucket/prefix'\nendpoint = '{endpoint}'"));
    let host = Host::new(&format!("{profile}{}", OFTEN.replace("20s", "1s")));
    let mut command = host.command(&[]);
    for (name, value) in
        [("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b"), ("AWS_REGION", "us-east-1")]
    {
        command.env(name, value);
    }
    let service = Service::start(command);
    assert_eq!(service.ask("GET", "/health").0, 503);
    let hung = service.ask_until(|_, value| {
        value["network"]["problem"]
            .as_str()
            .is_some_and(|problem| problem.starts_with("no answer within 1 s"))
    });
    assert_eq!(hung["overall"], "UNHEALTHY");
    assert_eq!(service.ask("GET", "/health/live").0, 200);
}

/// Two datasets, and everybody who can be told over HTTP.
fn told(recorder: &Recorder) -> Host {
    let url = format!("http://{}", recorder.address);
    let host = Host::new(&format!(
        "{TWO}[alerts]\nping.url_file = 'ping'\nslack.webhook_url_file = 'slack'\nwebhook.url_file = 'hook'\n\
        pagerduty = {{ routing_key_file = 'routing', url = '{url}/pd' }}\n\
        sms = {{ provider = 'http', numbers = ['+7701'], url_file = 'sms' }}\n"
    ));
    for (file, text) in [
        ("ping", format!("{url}/ping")),
        ("slack", format!("{url}/slack?secret-token")),
        ("hook", format!("{url}/hook")),
        ("routing", "R0123456789".to_owned()),
        ("sms", format!("{url}/sms?to={{number}}&text={{text}}")),
    ] {
        fs::write(host.path(file), text).unwrap();
    }
    host.init();
    host
}

/// Requests but for those to the dead-man switch, as channel and what is said.
fn said(recorder: &Recorder) -> Vec<(String, String)> {
    let asked = recorder.take().into_iter().filter(|(first, _)| !first.contains("/ping/"));
    let one = |(first, body): (String, String)| {
        let path = first.split(' ').nth(1).unwrap().to_owned();
        let channel = path[1..].split('?').next().unwrap().to_owned();
        (channel, if body.is_empty() { path } else { body })
    };
    asked.map(one).collect()
}

fn channels(said: &[(String, String)]) -> Vec<&str> {
    said.iter().map(|(channel, _)| channel.as_str()).collect()
}

#[test]
fn a_backup_that_fails_is_told_once_and_its_end_once_on_every_channel() {
    let recorder = Recorder::start();
    let host = told(&recorder);
    host.ok(&["run", "-q"]);
    assert_eq!(said(&recorder), []);
    fs::rename(host.path("source/home"), host.path("source/moved")).unwrap();
    // Long ago, so that the next is due.
    let runs = host.path(".local/state/sandyq/runs");
    let profile = fs::read_to_string(host.path("sandyq.toml")).unwrap();
    let often = profile.replace("tier = 'standard'", "schedule.incremental_backup_interval = '1s'");
    fs::write(host.path("sandyq.toml"), &often).unwrap();
    host.fails(1, &["run", "-q", "--dataset", "home"]);
    let begun = said(&recorder);
    // Nobody is called by telephone for that.
    assert_eq!(channels(&begun), ["slack", "pd", "hook"]);
    let pagerduty: Value = serde_json::from_str(&begun[1].1).unwrap();
    assert_eq!(
        (&pagerduty["event_action"], &pagerduty["routing_key"]),
        (&"trigger".into(), &"R0123456789".into())
    );
    assert_eq!(pagerduty["payload"]["class"], "BACKUP_FAILED");
    for (_, text) in &begun {
        assert!(!text.contains("source/home") && !text.contains("secret-token"), "{text}");
    }
    // It goes on, and nobody is told again.
    host.run(&["run", "-q", "--dataset", "home"]);
    assert_eq!(said(&recorder), []);
    assert!(
        host.ok(&["alert", "list"])
            .starts_with("medium    BACKUP_FAILED:home: incremental backup of home failed")
    );

    fs::rename(host.path("source/moved"), host.path("source/home")).unwrap();
    // What failed is tried again only after a while: the attempt is made older than that.
    let attempt = fs::read_dir(&runs).unwrap().next().unwrap().unwrap().path().join("home-incremental.json");
    let text = fs::read_to_string(&attempt).unwrap();
    let mut value: Value = serde_json::from_str(&text).unwrap();
    value["began"] = (value["began"].as_i64().unwrap() - 7200).into();
    fs::write(&attempt, value.to_string()).unwrap();
    host.ok(&["run", "-q", "--dataset", "home"]);
    let ended = said(&recorder);
    assert_eq!(channels(&ended), ["slack", "pd", "hook"]);
    let end: Value = serde_json::from_str(&ended[1].1).unwrap();
    assert_eq!((&end["event_action"], &end["dedup_key"]), (&"resolve".into(), &pagerduty["dedup_key"]));
    assert_eq!(host.ok(&["alert", "list"]), "");
}

#[test]
fn what_a_channel_does_not_take_is_told_later_and_what_is_said_wrongly_never_again() {
    let recorder = Recorder::start();
    let host = told(&recorder);
    host.ok(&["run", "-q"]);
    fs::write(
        host.path("sandyq.toml"),
        format!("[tier.standard]\nrpo = '0s'\n{}", fs::read_to_string(host.path("sandyq.toml")).unwrap()),
    )
    .unwrap();
    *recorder.status.lock().unwrap() = "503 Later";
    let output = host.run(&["run"]);
    // That nobody could be told changes nothing of what was done.
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("slack was not told of RPO_BREACH:home yet: it answers 503"), "{text}");
    let critical = said(&recorder);
    assert_eq!(channels(&critical), ["slack", "pd", "hook", "sms"], "{critical:?}");
    assert!(critical[3].1.starts_with("/sms?to=%2B7701&text=sandyq%20"), "{critical:?}");
    // Its time has not come yet.
    *recorder.status.lock().unwrap() = "400 Nonsense";
    host.ok(&["run", "-q"]);
    assert_eq!(said(&recorder), []);
    let folder = fs::read_dir(host.path(".local/state/sandyq/runs")).unwrap().next().unwrap().unwrap().path();
    let outbox = folder.join("alerts/outbox");
    let letters = || walk(&outbox);
    assert_eq!(letters().len(), 4);
    // One that a run has written and not counted, since it was cut short then.
    fs::copy(&letters()[0], outbox.join("000000000099")).unwrap();
    for letter in letters() {
        let mut value: Value = serde_json::from_str(&fs::read_to_string(&letter).unwrap()).unwrap();
        value["next"] = 0.into();
        fs::write(&letter, value.to_string()).unwrap();
    }
    host.ok(&["run", "-q"]);
    assert_eq!(said(&recorder).len(), 4);
    assert_eq!(letters().len(), 0);
}

#[test]
fn a_silence_keeps_an_alert_from_being_told() {
    let recorder = Recorder::start();
    let host = told(&recorder);
    host.ok(&["run", "-q"]);
    let text = host.ok(&["alert", "silence", "RPO_BREACH:home", "--for", "1h"]);
    assert!(text.starts_with("nobody is told of RPO_BREACH:home until "), "{text}");
    fs::write(
        host.path("sandyq.toml"),
        format!("[tier.standard]\nrpo = '0s'\n{}", fs::read_to_string(host.path("sandyq.toml")).unwrap()),
    )
    .unwrap();
    host.ok(&["run", "-q"]);
    assert_eq!(said(&recorder), []);
    assert!(host.ok(&["alert", "list"]).contains("nobody was told"));
    host.ok(&["alert", "silence", "RPO_BREACH:home", "--for", "0s", "-q"]);
    host.ok(&["run", "-q"]);
    assert_eq!(said(&recorder).len(), 4);
    assert!(host.fails(2, &["alert", "silence", "RPO_BROKEN"]).contains("there are SYSTEM_DOWN, "));
}

#[test]
fn the_dead_man_switch_hears_of_each_run_and_channels_can_be_tried() {
    let recorder = Recorder::start();
    let host = told(&recorder);
    let pings = || -> Vec<String> {
        let asked = recorder.take().into_iter().map(|(first, _)| first);
        asked.map(|first| first.split('?').next().unwrap().to_owned()).collect()
    };
    host.ok(&["run", "-q"]);
    assert_eq!(pings(), ["POST /ping/start", "POST /ping/0"]);
    host.ok(&["run", "-q"]);
    assert_eq!(pings(), ["POST /ping/0"]);
    let text = host.ok(&["alert", "test", "--channel", "slack", "--channel", "pagerduty"]);
    assert_eq!(text, "slack took it\npagerduty took it\n");
    let tried = said(&recorder);
    assert_eq!(channels(&tried), ["slack", "slack", "pd", "pd"]);
    assert!(tried[0].1.contains("somebody tries whether this channel works"), "{tried:?}");
    *recorder.status.lock().unwrap() = "404 Gone";
    let text = host.fails(1, &["alert", "test", "--channel", "slack"]);
    assert!(text.contains("not told: slack: it answers 404") && !text.contains("secret-token"), "{text}");
    assert!(host.fails(2, &["alert", "test", "--channel", "pigeon"]).contains("no such channel"));
}

/// Takes minutes to make: `cargo test --features testing --test recovery ten_thousand -- --ignored --nocapture` tells how
/// long the two commands take that are called each minute.
#[test]
#[ignore = "a measurement"]
fn ten_thousand_snapshots_are_looked_at_in_the_blink_of_an_eye() {
    let host = Host::new(TWO);
    host.init();
    host.ok(&["run", "-q"]);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let location: Location = host.path("chest").to_str().unwrap().parse().unwrap();
    let storage = runtime.block_on(location.open(&OpenOptions::default())).unwrap().storage;
    let unlock = Unlock::Passphrase(b"correct horse".to_vec().into());
    fs::create_dir_all(host.path("cache")).unwrap();
    let cache = CacheRoot::Folder(host.path("cache"));
    let repository = runtime.block_on(Repository::open(storage, &unlock, &cache)).unwrap();
    for _ in 0..10_000 {
        let options = BackupOptions {
            paths: vec![host.path("source/home")],
            current: host.path("."),
            kind: SnapshotKind::Incremental,
            host: "files".into(),
            user: "user".into(),
            uid: 0,
            gid: 0,
            tags: vec![],
            dataset: Some("home".into()),
            store: StoreOptions::default(),
            metadata: MetadataOptions::default(),
            threads: 1,
            skipped: vec![],
            stream: None,
            excludes: Excludes::default(),
            skip_if_unchanged: false,
            dry_run: false,
            canaries: vec![],
            time: None,
            max_loss: None,
        };
        let progress = backup::Progress::default();
        backup::run(&repository, runtime.handle(), &options, &SystemClock, &progress, &backup::Silent)
            .unwrap();
    }
    for arguments in [&["status"][..], &["run"], &["status"], &["run"]] {
        let started = Instant::now();
        host.ok(arguments);
        println!("{arguments:?}: {:.3} s", started.elapsed().as_secs_f64());
    }
}

/// All files below a folder.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}
