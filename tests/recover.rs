//! `recover`: each disaster is gone through, for real and in a trial, and what was cut short is gone on with.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

#[path = "support/profiled.rs"]
mod profiled;

use profiled::Host;

const PROFILE: &str = "[repository]\nurl = 'chest'\npassword_file = 'password'\n\
    [[contact]]\nname = 'Ann'\nphone = '+1'\n\
    [[dataset]]\nname = 'documents'\npaths = ['source/documents']\n\
    [[dataset]]\nname = 'home'\ntier = 'critical'\npaths = ['source/home']\n";

const ALL: [&str; 6] = [
    "database-failure",
    "network-failure",
    "application-failure",
    "site-loss",
    "ransomware",
    "operator-error",
];

fn backed_up() -> Host {
    let host = Host::new(PROFILE);
    host.init();
    host.ok(&["backup", "-q"]);
    host
}

/// Where a file of the source is restored to.
fn restored(host: &Host, target: &str, dataset: &str, file: &str) -> PathBuf {
    let original = fs::canonicalize(host.0.path()).unwrap().join("source").join(file);
    host.path(target).join(dataset).join(original.strip_prefix("/").unwrap())
}

/// The arguments that a disaster takes besides its name.
fn arguments<'a>(host: &'a Host, disaster: &'a str, lost: &'a str) -> Vec<&'a str> {
    let mut arguments = vec!["recover", "--disaster", disaster, "--target", "out"];
    match disaster {
        "site-loss" => {
            fs::rename(host.path("chest"), host.path("copy")).unwrap();
            arguments.extend(["--from", "copy"]);
        }
        "operator-error" => arguments.extend(["--path", lost]),
        _ => {}
    }
    arguments
}

fn events(host: &Host) -> Vec<Value> {
    let runs = fs::read_dir(host.path(".local/state/sandyq/runs")).unwrap().next().unwrap().unwrap().path();
    let mut journals: Vec<_> = fs::read_dir(runs.join("recoveries"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "jsonl"))
        .collect();
    journals.sort();
    let text = fs::read_to_string(journals.pop().unwrap()).unwrap();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn named(events: &[Value], name: &str) -> usize {
    events.iter().filter(|event| event["event"] == name).count()
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

#[test]
fn each_disaster_is_gone_through_in_a_sandbox_and_a_trial_does_nothing() {
    for disaster in ALL {
        let host = backed_up();
        let lost = host.path("source/home/notes.txt");
        let lost = fs::canonicalize(lost).unwrap().to_str().unwrap().to_owned();
        let arguments = arguments(&host, disaster, &lost);
        if disaster != "site-loss" {
            fs::remove_file(&lost).unwrap();
        }
        let text = host.ok(&[&arguments[..], &["--dry-run"]].concat());
        assert!(text.contains("Step 1/") && text.contains("-> verify"), "{disaster}: {text}");
        assert!(!host.path("out").exists() && !host.path(".local/state/sandyq/runs").exists(), "{disaster}");

        let output = host.run(&[&arguments[..], &["--yes"]].concat());
        assert_eq!(code(&output), Some(0), "{disaster}: {output:?}");
        let events = events(&host);
        let steps = named(&events, "step_begun");
        assert_eq!((named(&events, "step_done"), named(&events, "step_failed")), (steps, 0), "{disaster}");
        assert_eq!(events.last().unwrap()["event"], "finished");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("Recovered:"), "{disaster}: {text}");
        if disaster != "operator-error" {
            let warned = String::from_utf8(output.stderr).unwrap();
            assert!(
                text.contains("call Ann, +1") && warned.contains("no channel was told"),
                "{disaster}: {warned}"
            );
        }
        if disaster == "network-failure" {
            assert!(!host.path("out").exists());
            continue;
        }
        let notes = match disaster {
            // Of one path what is below it comes back, without the way to it.
            "operator-error" => host.path("out/home/notes.txt"),
            _ => restored(&host, "out", "home", "home/notes.txt"),
        };
        assert_eq!(fs::read_to_string(&notes).unwrap(), "notes", "{disaster}: {}", notes.display());
        let others = host.path("out/documents").exists();
        assert_eq!(others, disaster != "operator-error", "{disaster}");
    }
}

#[test]
fn what_is_needed_is_asked_for_before_anything_is_begun() {
    let host = backed_up();
    for (arguments, said) in [
        (&["--disaster", "flood"][..], "there are database-failure, network-failure"),
        (&["--disaster", "site-loss", "--target", "out", "--yes"], "no second region is configured"),
        (&["--disaster", "operator-error", "--target", "out", "--yes"], "what was lost was not said"),
        (&["--disaster", "ransomware", "--yes"], "where to restore to"),
        (&["--disaster", "ransomware", "--target", "out"], "there is no terminal to ask on"),
        (
            &["--disaster", "ransomware", "--target", "out", "--dataset", "hom", "--yes"],
            "perhaps home is meant",
        ),
        (
            &["--disaster", "ransomware", "--target", "out", "--runbook", "none"],
            "cannot read the runbook none",
        ),
        (&["--resume"], "there is no unfinished recovery"),
    ] {
        let text = host.fails(2, &[&["recover"], arguments].concat());
        assert!(text.contains(said), "{arguments:?}: {text}");
    }
    assert!(!host.path("out").exists());
    let profile = fs::read_to_string(host.path("sandyq.toml")).unwrap();
    fs::write(host.path("sandyq.toml"), format!("{profile}[[replica]]\nurl = 'second'\n")).unwrap();
    let text = host.fails(2, &["recover", "--disaster", "site-loss", "--target", "out", "--yes"]);
    assert!(text.contains("this version does not fill the [[replica]]"), "{text}");
}

#[test]
fn a_runbook_is_printed_edited_and_gone_by() {
    let host = backed_up();
    let usual = host.ok(&["recover", "--disaster", "database-failure", "--print-runbook"]);
    let checks = "action = 'command'\ncommand = 'test -e \"$SANDYQ_TARGET/documents\" && test -z \"$SANDYQ_PASSWORD\"'";
    let verified = "[[step]]\nphase = \"verify\"\ntitle = \"Read everything again";
    let edited = usual
        .replace(verified, &format!("[[step]]\nphase = 'execute'\ntitle = 'Try it'\n{checks}\n\n{verified}"));
    assert_ne!(usual, edited);
    fs::write(host.path("own.toml"), &edited).unwrap();
    let own =
        ["recover", "--disaster", "database-failure", "--runbook", "own.toml", "--target", "out", "--yes"];
    let text = host.ok(&own);
    assert!(text.contains("Try it"), "{text}");

    fs::write(
        host.path("own.toml"),
        edited.replace("test -e", "sleep 600; test -e").replace("command = ", "timeout = '1s'\ncommand = "),
    )
    .unwrap();
    let text = host.fails(1, &own);
    assert!(text.contains("it did not end within 1s") && text.contains("--resume"), "{text}");
    fs::write(
        host.path("own.toml"),
        edited.replace("'verify'", "'look'").replace("\"verify\"\n\n", "\"look\"\n\n"),
    )
    .unwrap();
    let text = host.fails(2, &own);
    assert!(text.contains("own.toml: "), "{text}");
    let other =
        ["recover", "--disaster", "ransomware", "--runbook", "other.toml", "--target", "out", "--yes"];
    fs::write(host.path("other.toml"), edited).unwrap();
    assert!(host.fails(2, &other).contains("is for database-failure, and not for ransomware"));
}

/// A step that damages what was restored before it is verified.
fn damaging(host: &Host, disaster: &str, command: &str) {
    let usual = host.ok(&["recover", "--disaster", disaster, "--print-runbook"]);
    let verified = "[[step]]\nphase = \"verify\"\ntitle = \"Read everything again";
    assert!(usual.contains(verified));
    let step = format!(
        "[[step]]\nphase = 'execute'\ntitle = 'Wait'\naction = 'command'\ncommand = '''{command}'''\n\n"
    );
    fs::write(host.path("own.toml"), usual.replace(verified, &format!("{step}{verified}"))).unwrap();
}

#[test]
fn what_is_not_as_it_was_backed_up_ends_with_21() {
    let host = backed_up();
    let notes = restored(&host, "out", "home", "home/notes.txt");
    damaging(&host, "application-failure", &format!("echo other > {}", notes.display()));
    let own =
        ["recover", "--disaster", "application-failure", "--runbook", "own.toml", "--target", "out", "--yes"];
    let text = host.fails(21, &own);
    assert!(text.contains("not as it should be: home"), "{text}");
    let events = events(&host);
    let failed = events.last().unwrap();
    assert_eq!((&failed["event"], &failed["exit_code"]), (&"step_failed".into(), &21.into()));
    // Once it is mended, it is verified again, and only that.
    fs::write(&notes, "notes").unwrap();
    let text = host.ok(&["recover", "--resume", "--yes"]);
    assert!(text.contains("Restore its data beside what is there (done before)"), "{text}");
    assert!(text.contains("is as it was backed up"), "{text}");

    // What of the backup itself is gone cannot be good, and the rest comes back.
    let host = backed_up();
    let mut packs: Vec<_> = walk(&host.path("chest/packs"));
    packs.sort_by_key(|path| fs::metadata(path).unwrap().len());
    for pack in packs {
        fs::write(&pack, b"").unwrap();
    }
    let output = host.run(&["recover", "--disaster", "network-failure", "--yes"]);
    assert_eq!(code(&output), Some(21), "{output:?}");
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

fn wait_for(path: &Path) -> String {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        match fs::read_to_string(path) {
            Ok(text) if text.ends_with('\n') => return text,
            _ => assert!(Instant::now() < deadline, "{} never came", path.display()),
        }
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_recovery_that_was_killed_is_told_of_and_gone_on_with() {
    let host = backed_up();
    let (reached, go) = (host.path("reached"), host.path("go"));
    let command =
        format!("test -e {} || {{ echo $$ > {}; exec sleep 600; }}", go.display(), reached.display());
    damaging(&host, "database-failure", &command);
    let own =
        ["recover", "--disaster", "database-failure", "--runbook", "own.toml", "--target", "out", "--yes"];
    let mut child = host.command(&own).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let sleeper = wait_for(&reached).trim().parse().unwrap();
    // While one is at it, no other is.
    assert!(host.fails(75, &own).contains("another run is at a recovery"));
    kill_process(Pid::from_child(&child), Signal::KILL).unwrap();
    child.wait().unwrap();
    kill_process(Pid::from_raw(sleeper).unwrap(), Signal::KILL).unwrap();

    let text = host.fails(2, &own);
    assert!(
        text.contains("a recovery is unfinished, with 4 steps done") && text.contains("--resume"),
        "{text}"
    );
    fs::write(&go, "").unwrap();
    // Neither the runbook nor what was said is needed again, and a newer snapshot changes nothing.
    fs::remove_file(host.path("own.toml")).unwrap();
    fs::write(host.path("source/home/notes.txt"), "newer").unwrap();
    host.ok(&["backup", "-q"]);
    let text = host.ok(&["recover", "--resume", "--yes"]);
    assert_eq!(text.matches("(done before)").count(), 4, "{text}");
    assert_eq!(fs::read_to_string(restored(&host, "out", "home", "home/notes.txt")).unwrap(), "notes");
    assert!(host.fails(2, &["recover", "--resume"]).contains("no unfinished recovery"));

    // One that nobody wants to go on with is left.
    fs::remove_file(&go).unwrap();
    damaging(&host, "database-failure", "false");
    assert!(host.fails(1, &own).contains("the command failed"));
    damaging(&host, "database-failure", "true");
    host.ok(&[&own[..], &["--anew"]].concat());
}

#[test]
fn after_ransomware_what_is_suspect_is_passed_over() {
    let host = backed_up();
    fs::write(host.path("source/home/notes.txt"), "encrypted").unwrap();
    host.ok(&["backup", "--tag", "suspect", "-q"]);
    let recover = |disaster: &'static str, target: &'static str| {
        host.ok(&["recover", "--disaster", disaster, "--target", target, "--dataset", "home", "--yes"]);
        fs::read_to_string(restored(&host, target, "home", "home/notes.txt")).unwrap()
    };
    assert_eq!(recover("ransomware", "clean"), "notes");
    assert_eq!(recover("application-failure", "newest"), "encrypted");
    let long_ago = ["recover", "--disaster", "ransomware", "--target", "old", "--at", "2001-01-01", "--yes"];
    assert!(host.fails(1, &long_ago).contains("no good snapshot of home that is not suspect and old enough"));
}

/// What was asked of a webhook that takes everything.
fn recording() -> (u16, thread::JoinHandle<Vec<Value>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = thread::spawn(move || {
        let mut heard: Vec<Value> = Vec::new();
        while heard.len() < 2 {
            let (mut stream, _) = listener.accept().unwrap();
            let (mut request, mut buffer) = (Vec::new(), [0; 4096]);
            let body = loop {
                let many = stream.read(&mut buffer).unwrap();
                request.extend_from_slice(&buffer[..many]);
                let text = String::from_utf8_lossy(&request).into_owned();
                let body = text.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default();
                if let Ok(body) = serde_json::from_str(&body) {
                    break body;
                }
                assert!(many > 0, "{text}");
            };
            heard.push(body);
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
        }
        heard
    });
    (port, heard)
}

#[test]
fn a_critical_one_pages_the_team_and_tells_when_it_is_over() {
    let (port, heard) = recording();
    let host = Host::new(&format!("{PROFILE}[alerts.webhook]\nurl_file = 'hook'\n"));
    fs::write(host.path("hook"), format!("http://127.0.0.1:{port}/")).unwrap();
    host.init();
    host.ok(&["backup", "-q"]);
    host.ok(&[
        "recover",
        "--disaster",
        "operator-error",
        "--path",
        "source/home",
        "--target",
        "one",
        "--yes",
    ]);
    host.ok(&["recover", "--disaster", "ransomware", "--target", "out", "--yes"]);
    let heard = heard.join().unwrap();
    let told: Vec<_> =
        heard.iter().map(|one| (one["event"].as_str().unwrap(), one["severity"].as_str().unwrap())).collect();
    assert_eq!(told, [("trigger", "critical"), ("resolve", "critical")]);
    assert_eq!(heard[0]["dedup_key"], heard[1]["dedup_key"]);
}
