//! Alerts beyond one host and its web hooks: e-mail, what several hosts know of each other, and what a run takes of its host.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs::{self, File};
use std::process::{Command, Output};
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use serde_json::Value;

#[path = "support/profiled.rs"]
mod profiled;
#[path = "support/recorder.rs"]
mod recorder;
#[path = "support/smtp_server.rs"]
mod smtp_server;
mod support;

use profiled::Host;
use recorder::Recorder;
use smtp_server::SmtpServer;
use support::s3_server::{Fault, Matching, S3Server};

const CHEST: &str = "[repository]\nurl = 'chest'\npassword_file = 'password'\n";
const HOME: &str = "[[dataset]]\nname = 'home'\nhost = 'files'\ntier = 'standard'\npaths = ['source/home']\n";
/// A promise that nobody can keep.
const BROKEN: &str = "[tier.standard]\nrpo = '0s'\n";

fn alerts_to(recorder: &Recorder) -> String {
    format!(
        "[alerts]\nwebhook.url_file = 'hook'\npagerduty = {{ routing_key_file = 'routing', url = 'http://{}/pd' }}\n",
        recorder.address
    )
}

/// A host whose alerts a recorder hears.
fn heard(recorder: &Recorder, profile: &str) -> Host {
    let host = Host::new(&format!("{profile}{}", alerts_to(recorder)));
    fs::write(host.path("hook"), format!("http://{}/hook?token=hook-secret", recorder.address)).unwrap();
    fs::write(host.path("routing"), "routing-secret").unwrap();
    host
}

/// What was told, as event and alert; each by both channels.
fn told(recorder: &Recorder) -> Vec<(String, String)> {
    let (mut hook, mut pagerduty) = (Vec::new(), Vec::new());
    for (first, body) in recorder.take() {
        let value: Value = serde_json::from_str(&body).unwrap();
        let text = |name: &str| value[name].as_str().unwrap().to_owned();
        if first.contains("/hook") {
            let subject =
                if text("subject").is_empty() { String::new() } else { format!(":{}", text("subject")) };
            hook.push((text("event"), format!("{}{subject}", text("alert")), text("dedup_key")));
        } else {
            pagerduty.push((text("event_action"), text("dedup_key")));
        }
    }
    let once: Vec<_> = hook.iter().map(|(event, _, key)| (event.clone(), key.clone())).collect();
    assert_eq!(pagerduty, once);
    hook.into_iter().map(|(event, alert, _)| (event, alert)).collect()
}

fn is(event: &str, alert: &str) -> (String, String) {
    (event.to_owned(), alert.to_owned())
}

fn profile(host: &Host, change: impl FnOnce(String) -> String) {
    let path = host.path("sandyq.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, change(text)).unwrap();
}

/// What another host does that has the same profile and no memory but its own.
fn elsewhere(host: &Host, name: &str, arguments: &[&str]) -> Command {
    let mut command = host.command(arguments);
    command
        .env("SANDYQ_STATE_DIR", host.path(name))
        .env("SANDYQ_CACHE_DIR", host.path(&format!("{name}-cache")));
    command
}

fn succeeds(mut command: Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_one_host_told_of_another_ends_once() {
    let recorder = Recorder::start();
    let host = heard(&recorder, &format!("{CHEST}{HOME}"));
    host.init();
    let run = |name: &str| succeeds(elsewhere(&host, name, &["run", "-q"]));
    run("a");
    assert_eq!(told(&recorder), []);
    profile(&host, |text| format!("{BROKEN}{text}"));
    run("a");
    assert_eq!(told(&recorder), [is("trigger", "RPO_BREACH:home")]);
    // The other one sees the same, and that it was told.
    run("b");
    run("a");
    assert_eq!(told(&recorder), []);
    let list = succeeds(elsewhere(&host, "b", &["alert", "list"]));
    assert!(list.contains("RPO_BREACH:home") && list.contains("told by another host"), "{list}");
    // The first one is gone for good; then it comes back all the same.
    profile(&host, |text| text.replace(BROKEN, ""));
    run("b");
    assert_eq!(told(&recorder), [is("resolve", "RPO_BREACH:home")]);
    let sessions = || fs::read_dir(host.path("chest/sessions")).map_or(0, Iterator::count);
    let before = sessions();
    run("a");
    run("b");
    run("c");
    assert_eq!(told(&recorder), []);
    assert_eq!(sessions(), before, "a quiet run said something");
    assert_eq!(succeeds(elsewhere(&host, "a", &["alert", "list"])), "");
    // And begins once more, told by the other one this time.
    profile(&host, |text| format!("{BROKEN}{text}"));
    run("b");
    run("a");
    assert_eq!(told(&recorder), [is("trigger", "RPO_BREACH:home")]);
    // Who has told of neither reports both.
    let report = succeeds(elsewhere(&host, "c", &["report", "--json"]));
    let lines = report.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let alerts = lines.filter(|line| line["message_type"] == "report_alert");
    let alerts: Vec<_> = alerts.map(|one| (one["alert"].clone(), one["until"].is_null())).collect();
    assert_eq!(alerts, [("RPO_BREACH:home".into(), false), ("RPO_BREACH:home".into(), true)]);
}

#[test]
fn a_failed_backup_is_over_for_others_once_one_of_them_has_made_it() {
    let recorder = Recorder::start();
    let often = "schedule.full_backup_interval = '1s'\nschedule.incremental_backup_interval = '1s'";
    let host = heard(&recorder, &format!("{CHEST}{}", HOME.replace("tier = 'standard'", often)));
    host.init();
    succeeds(elsewhere(&host, "b", &["run", "-q"]));
    fs::rename(host.path("source/home"), host.path("source/moved")).unwrap();
    let failed = elsewhere(&host, "a", &["run", "-q"]).output().unwrap();
    assert_eq!(failed.status.code(), Some(1), "{failed:?}");
    assert_eq!(told(&recorder), [is("trigger", "BACKUP_FAILED:home")]);
    // That the other one has not failed says nothing.
    let verifies = ["run", "-q", "--only", "maintenance"];
    succeeds(elsewhere(&host, "b", &verifies));
    assert_eq!(told(&recorder), []);
    fs::rename(host.path("source/moved"), host.path("source/home")).unwrap();
    succeeds(elsewhere(&host, "b", &["run", "-q"]));
    assert_eq!(told(&recorder), [is("resolve", "BACKUP_FAILED:home")]);
}

#[test]
fn who_may_say_nothing_in_the_repository_remembers_by_itself() {
    let recorder = Recorder::start();
    let host = heard(&recorder, &format!("{CHEST}{HOME}"));
    host.init();
    host.ok(&["run", "-q"]);
    host.ok(&["key", "add", "--role", "write", "--out", "write.key", "-q"]);
    profile(&host, |text| format!("{BROKEN}{text}"));
    let writes = |name: &str| {
        let mut command = elsewhere(&host, name, &["run", "-q"]);
        command.env("SANDYQ_KEY_FILE", "write.key");
        succeeds(command)
    };
    writes("a");
    writes("b");
    let trigger = is("trigger", "RPO_BREACH:home");
    assert_eq!(told(&recorder), [trigger.clone(), trigger]);
}

#[test]
fn another_dataset_of_the_same_name_is_another_one() {
    let recorder = Recorder::start();
    let host = heard(&recorder, &format!("{CHEST}{HOME}"));
    host.init();
    succeeds(elsewhere(&host, "a", &["run", "-q"]));
    profile(&host, |text| format!("{BROKEN}{text}"));
    succeeds(elsewhere(&host, "a", &["run", "-q"]));
    assert_eq!(told(&recorder), [is("trigger", "RPO_BREACH:home")]);
    profile(&host, |text| text.replace(BROKEN, "").replace("host = 'files'", "host = 'web2'"));
    succeeds(elsewhere(&host, "b", &["run", "-q"]));
    assert_eq!(told(&recorder), []);
}

#[test]
fn a_quiet_run_asks_no_more_than_before_alerts_were_shared_and_names_nothing() {
    let (recorder, server) = (Recorder::start(), S3Server::start_blocking());
    let url = server.url("bucket/chest");
    let host = heard(&recorder, &format!("[repository]\npassword_file = 'password'\n{HOME}"));
    let run = |arguments: &[&str]| -> Output {
        let mut command = host.command(arguments);
        command.envs(server.env()).env("SANDYQ_REPOSITORY", &url).output().unwrap()
    };
    assert!(run(&["init", "--argon2-memory", "8M", "-q"]).status.success());
    assert!(run(&["run", "-q"]).status.success());
    let requests = |arguments: &[&str]| {
        let before = server.counts().total();
        assert!(run(arguments).status.success());
        server.counts().total() - before
    };
    // One look at the repository, and no more.
    let look = requests(&["run", "--explain"]);
    assert_eq!(requests(&["run", "-q"]), look);
    assert_eq!(told(&recorder), []);
    // What is said is sealed.
    profile(&host, |text| format!("{BROKEN}{text}"));
    assert!(run(&["run", "-q"]).status.success());
    assert_eq!(told(&recorder), [is("trigger", "RPO_BREACH:home")]);
    for key in server.keys("bucket") {
        let bytes = server.object("bucket", &key).unwrap();
        let has = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
        assert!(!has(b"RPO_BREACH") && !has(b"files") && !has(b"promised"), "{key} names what is wrong");
    }
}

#[test]
fn damage_is_told_with_names_of_files_only_where_that_is_allowed() {
    for allowed in [false, true] {
        let recorder = Recorder::start();
        let host = heard(&recorder, &format!("{CHEST}{HOME}"));
        if allowed {
            profile(&host, |text| text.replace("[alerts]", "[alerts]\nallow_file_names = true"));
        }
        host.init();
        host.ok(&["run", "-q"]);
        let groups = fs::read_dir(host.path("chest/packs")).unwrap().map(|group| group.unwrap().path());
        let packs = groups.flat_map(|group| fs::read_dir(group).unwrap()).map(|pack| pack.unwrap().path());
        // Without the pack of the files: where trees are gone nobody knows whose they were.
        let away = host.path("away");
        let is_of_files = |pack: &std::path::PathBuf| {
            fs::rename(pack, &away).unwrap();
            let output = host.run(&["verify", "--json"]);
            assert_eq!(output.status.code(), Some(21));
            let is_of_files = String::from_utf8(output.stdout).unwrap().contains("notes.txt");
            fs::rename(&away, pack).unwrap();
            is_of_files
        };
        let pack = packs.collect::<Vec<_>>().into_iter().find(is_of_files).unwrap();
        fs::remove_file(pack).unwrap();
        assert_eq!(host.run(&["verify"]).status.code(), Some(21));
        host.run(&["run", "-q"]);
        let bodies: Vec<_> = recorder.take().into_iter().map(|(_, body)| body).collect();
        let told: Vec<_> = bodies.iter().filter(|body| body.contains("VERIFY_FAILED")).collect();
        assert_eq!(told.len(), 2, "{bodies:#?}");
        for body in told {
            assert!(body.contains("damaged"), "{body}");
            assert_eq!(body.contains("notes.txt"), allowed, "{body}");
        }
        assert_eq!(bodies.iter().any(|body| body.contains("notes.txt")), allowed, "{bodies:#?}");
    }
}

#[test]
fn a_store_that_is_slow_or_fails_too_often_is_told_of() {
    let (recorder, server) = (Recorder::start(), S3Server::start_blocking());
    let url = server.url("bucket/chest");
    let thresholds = "[alerts.thresholds]\nerrors = 10\nresponse_time = '1s'\nconnections = 1\nshortest = '0s'\ncpu = 100\n";
    let host = heard(&recorder, &format!("[repository]\npassword_file = 'password'\n{HOME}{thresholds}"));
    let run = |arguments: &[&str]| {
        let mut command = host.command(arguments);
        let output = command.envs(server.env()).env("SANDYQ_REPOSITORY", &url).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    run(&["init", "--argon2-memory", "8M", "-q"]);
    server.faults().randomly(7, 0.3, Fault::Status(503));
    server.faults().fail(Matching::kind("PutObject"), 1, Fault::Status(503));
    run(&["run", "-q"]);
    server.faults().heal();
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let mut all: Vec<_> = told(&recorder);
    all.sort();
    assert_eq!(
        all,
        [
            is("trigger", &format!("CONNECTION_POOL_HIGH:{name}")),
            is("trigger", &format!("ERROR_RATE_INCREASED:{name}"))
        ]
    );
    // Each answer later than is allowed; what was remembered of the run before is not enough to make up for it.
    profile(&host, |text| text.replace("tier = 'standard'", "schedule.incremental_backup_interval = '1s'"));
    server.faults().delay(Duration::from_millis(1100));
    run(&["run", "-q", "--only", "backup"]);
    assert_eq!(told(&recorder), [is("trigger", &format!("SLOW_RESPONSE_TIME:{name}"))]);
}

#[test]
fn what_a_run_takes_of_its_host_is_measured_and_told() {
    let recorder = Recorder::start();
    let tight = "[alerts.thresholds]\ncpu = 0\nshortest = '0s'\nmemory_limit = 1024\nfree_space = 100\n";
    let host = heard(&recorder, &format!("{CHEST}{HOME}{tight}"));
    host.init();
    host.ok(&["run", "-q"]);
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let ids = [
        "DISK_SPACE_LOW:{}/cache",
        "DISK_SPACE_LOW:{}/repository",
        "DISK_SPACE_LOW:{}/state",
        "HIGH_CPU_USAGE:{}",
        "HIGH_MEMORY_USAGE:{}",
    ];
    let all = |event: &str, ids: &[&str]| -> Vec<_> {
        ids.iter().map(|id| is(event, &id.replace("{}", &name))).collect()
    };
    let sorted = || {
        let mut told = told(&recorder);
        told.sort_by(|one, other| one.1.cmp(&other.1));
        told
    };
    assert_eq!(sorted(), all("trigger", &ids));
    // Room is seen by every run, work only by one that works.
    profile(&host, |text| {
        text.replace(tight, "[alerts.thresholds]\nfree_space = 0\nmemory = 100\ncpu = 100\nshortest = '0s'\n")
    });
    host.ok(&["run", "-q"]);
    assert_eq!(sorted(), all("resolve", &ids[..3]));
    profile(&host, |text| text.replace("tier = 'standard'", "schedule.incremental_backup_interval = '1s'"));
    host.ok(&["run", "-q"]);
    assert_eq!(sorted(), all("resolve", &ids[3..]));
}

#[test]
fn a_run_that_goes_on_for_too_long_is_told_of_by_the_next() {
    let recorder = Recorder::start();
    let host = heard(&recorder, &format!("{CHEST}{HOME}[schedule]\nmax_runtime = '20m'\n"));
    host.init();
    host.ok(&["run", "-q"]);
    let runs = fs::read_dir(host.path(".local/state/sandyq/runs")).unwrap().next().unwrap().unwrap().path();
    let file = File::create(runs.join("home-full.lock")).unwrap();
    flock(&file, FlockOperation::NonBlockingLockExclusive).unwrap();
    fs::write(runs.join("home-full.since"), "1000000000").unwrap();
    host.ok(&["run", "-q"]);
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let alert = format!("RUN_TOO_LONG:{name}/home-full");
    assert_eq!(told(&recorder), [is("trigger", &alert)]);
    assert!(host.ok(&["alert", "list"]).contains("full backup of home goes on for"));
    drop(file);
    host.ok(&["run", "-q"]);
    assert_eq!(told(&recorder), [is("resolve", &alert)]);
}

const MAIL: &str = "[alerts]\nemail.from = 'Backup <backup@example.org>'\nemail.to = ['ann@example.org', 'bek@example.org']\n";

#[test]
fn an_email_goes_to_each_receiver_and_its_end_into_the_same_thread() {
    let server = SmtpServer::start();
    let login = "email.username = 'ann'\nemail.password_file = 'mail-password'\n";
    let host = Host::new(&format!("{CHEST}{HOME}{MAIL}{login}email.smtp = 'smtp://{}'\n", server.address));
    fs::write(host.path("mail-password"), "mail secret\n").unwrap();
    host.init();
    host.ok(&["run", "-q"]);
    assert_eq!(server.take().len(), 0);
    profile(&host, |text| format!("{BROKEN}{text}"));
    host.ok(&["run", "-q"]);
    let begun = server.take();
    let receivers: Vec<_> = begun.iter().flat_map(|mail| mail.to.clone()).collect();
    assert_eq!(receivers, ["ann@example.org", "bek@example.org"]);
    assert_eq!(begun[0].from, "backup@example.org");
    assert_eq!(begun[0].header("Subject"), "[CRITICAL] RPO_BREACH:home");
    assert_eq!(begun[0].header("Auto-Submitted"), "auto-generated");
    // "\0ann\0mail secret"
    assert_eq!(begun[0].login.as_deref(), Some("AGFubgBtYWlsIHNlY3JldA=="));
    for mail in &begun {
        assert!(mail.data.contains("were promised at most"), "{}", mail.data);
        assert!(!mail.data.contains("mail secret") && !mail.data.contains("notes.txt"), "{}", mail.data);
    }
    profile(&host, |text| text.replace(BROKEN, ""));
    host.ok(&["run", "-q"]);
    let ended = server.take();
    assert_eq!(ended.len(), 2);
    assert_eq!(ended[1].header("Subject"), "[resolved] RPO_BREACH:home");
    assert_eq!(ended[1].header("References"), begun[0].header("References"));
    assert_ne!(ended[0].header("Message-ID"), ended[1].header("Message-ID"));
}

#[test]
fn an_email_that_is_not_taken_is_sent_later_and_changes_no_exit_code() {
    let server = SmtpServer::start();
    let host = Host::new(&format!("{CHEST}{HOME}{MAIL}email.smtp = 'smtp://{}'\n", server.address));
    host.init();
    host.ok(&["run", "-q"]);
    profile(&host, |text| format!("{BROKEN}{text}"));
    *server.answer.lock().unwrap() = "450 later";
    let output = host.run(&["run"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(
        text.contains("ann@example.org was not told of RPO_BREACH:home yet: 127.0.0.1 does not take it"),
        "{text}"
    );
    assert_eq!(server.take().len(), 0);
    *server.answer.lock().unwrap() = "250 ok";
    let runs = fs::read_dir(host.path(".local/state/sandyq/runs")).unwrap().next().unwrap().unwrap().path();
    for letter in fs::read_dir(runs.join("alerts/outbox")).unwrap() {
        let path = letter.unwrap().path();
        let mut value: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        value["next"] = 0.into();
        fs::write(&path, value.to_string()).unwrap();
    }
    host.ok(&["run", "-q"]);
    assert_eq!(server.take().len(), 2);
    let text = host.ok(&["alert", "test", "--channel", "email"]);
    assert_eq!(text, "ann@example.org took it\nbek@example.org took it\n");
    let tried = server.take();
    assert_eq!(tried.len(), 4);
    assert_eq!(tried[0].header("Subject"), "[REPORT] TEST");
}

#[test]
fn a_mail_server_that_cannot_be_meant_is_refused_with_advice() {
    let host = Host::new(&format!("{CHEST}{HOME}{MAIL}"));
    let refused = |line: &str, expected: &str| {
        profile(&host, |_| format!("{CHEST}{HOME}{MAIL}{line}\n"));
        let text = host.fails(2, &["alert", "test", "--channel", "email"]);
        assert!(text.contains(expected), "{text}");
        assert!(!text.contains("mail-secret"), "{text}");
    };
    refused("", "there are receivers of e-mail, and no server that takes it");
    refused("email.smtp = 'mail.example.org'", "write it as smtps://mail.example.org:465");
    refused(
        "email.smtp = 'smtp://u:mail-secret@mail.example.org'",
        "user and password have keys of their own",
    );
    refused("email.smtp = 'smtp://localhost'\nemail.username = 'ann'", "and no password");
    refused(
        "email.smtp = 'smtp://localhost'\nemail.password_file = 'password'",
        "and no user that the password is of",
    );
}

#[test]
#[cfg(not(feature = "sns"))]
fn a_program_without_sns_says_how_to_get_it() {
    let host = Host::new(&format!("{CHEST}[alerts.sms]\nprovider = 'sns'\nnumbers = ['+77010000000']\n"));
    let text = host.fails(1, &["alert", "test", "--channel", "sms"]);
    assert!(text.contains("built without Amazon SNS; build it with --features sns"), "{text}");
}

#[test]
#[cfg(feature = "sns")]
fn a_text_message_goes_out_by_sns() {
    let recorder = Recorder::start();
    let host = Host::new(&format!(
        "{CHEST}[alerts.sms]\nprovider = 'sns'\nregion = 'eu-central-1'\nnumbers = ['+77010000000']\n"
    ));
    *recorder.body.lock().unwrap() =
        "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>";
    let mut command = host.command(&["alert", "test", "--channel", "sms"]);
    command.env("AWS_ENDPOINT_URL_SNS", format!("http://{}", recorder.address));
    command.env("AWS_ACCESS_KEY_ID", "a").env("AWS_SECRET_ACCESS_KEY", "sns-secret");
    let output = command.output().unwrap();
    let asked = recorder.take();
    assert_eq!(asked.len(), 2, "{output:?}");
    for (event, (first, body)) in ["trigger", "resolve"].iter().zip(asked) {
        assert_eq!(first, "POST /");
        assert!(body.contains("Action=Publish") && body.contains("PhoneNumber=%2B77010000000"), "{body}");
        assert!(body.contains("AWS.SNS.SMS.SMSType") && body.contains("Transactional"), "{body}");
        assert!(body.contains(&format!("%3A%20{event}%20TEST")) && !body.contains("sns-secret"), "{body}");
    }
    *recorder.status.lock().unwrap() = "403 Forbidden";
    *recorder.body.lock().unwrap() = "<ErrorResponse><Error><Code>AuthorizationError</Code><Message>not allowed</Message></Error></ErrorResponse>";
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("not told: +77010000000: SNS does not take it: not allowed"), "{text}");
}

/// With the mail server of `scripts/test-smtp`, which speaks TLS: `scripts/test-smtp` runs this.
#[test]
#[ignore = "needs a mail server: scripts/test-smtp"]
fn a_real_mail_server_takes_it_over_tls() {
    let variable = |name: &str| std::env::var(name).unwrap();
    let (smtps, smtp, box_) =
        (variable("SANDYQ_TEST_SMTPS"), variable("SANDYQ_TEST_SMTP"), variable("SANDYQ_TEST_MAILBOX"));
    let taken = || fs::read_dir(&box_).unwrap().count();
    let mut before = taken();
    for server in [format!("smtps://{smtps}"), format!("smtp://{smtp}")] {
        let host = Host::new(&format!(
            "{CHEST}{MAIL}email.username = 'ann'\nemail.password_file = 'mail-password'\nemail.smtp = '{server}'\n"
        ));
        fs::write(host.path("mail-password"), "mail secret\n").unwrap();
        let test = |trust: &str| {
            host.command(&["alert", "test", "--channel", "email"])
                .env("SSL_CERT_FILE", variable(trust))
                .output()
                .unwrap()
        };
        let output = test("SANDYQ_TEST_CA");
        assert!(output.status.success(), "{server}: {output:?}");
        assert_eq!(taken(), before + 4, "{server}");
        before = taken();
        // Who is not known to be the server gets nothing, and no password.
        let output = test("SANDYQ_TEST_OTHER_CA");
        assert_eq!(output.status.code(), Some(1), "{server}: {output:?}");
        fs::write(host.path("mail-password"), "another").unwrap();
        let output = test("SANDYQ_TEST_CA");
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains("535") && !text.contains("another"), "{server}: {text}");
        assert_eq!(taken(), before);
    }
}
