//! Drills: what is restored to prove that it can be, and the papers that say so.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

#[path = "support/profiled.rs"]
mod profiled;

use profiled::Host;

const TWO: &str = "[repository]\nurl = 'chest'\npassword_file = 'password'\n\
    [drill]\nscratch_dir = 'scratch'\nescrow_key_file = 'safe.key'\n\
    [[dataset]]\nname = 'home'\nhost = 'files'\ntier = 'critical'\npaths = ['source/home']\n\
    check_command = 'test -s notes.txt'\n\
    [[dataset]]\nname = 'documents'\nhost = 'files'\ntier = 'standard'\npaths = ['source/documents']\n";

/// A host whose datasets are backed up, with a place for drills and a key in the safe.
fn backed_up(profile: &str) -> Host {
    let host = Host::new(profile);
    fs::create_dir(host.path("scratch")).unwrap();
    // Nothing that compression could make small.
    let mut state = 1u64;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    });
    let big: Vec<u8> = noise.take(3_000_000).collect();
    fs::write(host.path("source/home/ledger.db"), big).unwrap();
    host.init();
    host.ok(&["full", "-q"]);
    host.ok(&["key", "export", "--out", "safe.key", "-q"]);
    host
}

/// A drill: its exit code and what it told.
fn drill(host: &Host, arguments: &[&str]) -> (i32, Value) {
    let output = host.run(&[&["drill", "run", "--json", "--junit", "junit.xml"], arguments].concat());
    says_the_same(&fs::read_to_string(host.path("junit.xml")).unwrap(), output.status.code().unwrap());
    let last = String::from_utf8(output.stdout.clone()).unwrap();
    let told = last.lines().last().map(|line| serde_json::from_str(line).unwrap());
    (output.status.code().unwrap(), told.unwrap_or_else(|| panic!("{output:?}")))
}

fn steps(case: &Value) -> Vec<(&str, &str)> {
    case["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| (step["name"].as_str().unwrap(), step["outcome"].as_str().unwrap()))
        .collect()
}

type Names = &'static [&'static str];

/// What may stand in a JUnit file by the schema of Jenkins' xUnit plugin (junit-10.xsd): element, attributes that it has to
/// have, others that it may have, and what may be inside.
const JUNIT: [(&str, Names, Names, Names); 9] = [
    ("testsuites", &[], &["name", "time", "tests", "failures", "errors"], &["testsuite"]),
    (
        "testsuite",
        &["name", "tests", "failures", "errors"],
        &["group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"],
        &["testsuite", "properties", "testcase", "system-out", "system-err"],
    ),
    ("properties", &[], &[], &["property"]),
    ("property", &["name", "value"], &[], &[]),
    (
        "testcase",
        &["name"],
        &["time", "classname", "group"],
        &["skipped", "error", "failure", "system-out", "system-err"],
    ),
    ("skipped", &[], &["type", "message"], &[]),
    ("error", &[], &["type", "message"], &[]),
    ("failure", &[], &["type", "message"], &[]),
    ("system-out", &[], &[], &[]),
];

/// Whether a JUnit file is one that Jenkins reads, and says what an exit code says.
fn says_the_same(xml: &str, code: i32) {
    let document = roxmltree::Document::parse(xml).unwrap();
    for element in document.descendants().filter(roxmltree::Node::is_element) {
        let name = element.tag_name().name();
        let (_, must, may, inside) = JUNIT.iter().find(|(known, ..)| *known == name).unwrap();
        let has: Vec<_> = element.attributes().map(|attribute| attribute.name()).collect();
        assert!(must.iter().all(|name| has.contains(name)), "{name} has {has:?}");
        assert!(has.iter().all(|name| must.contains(name) || may.contains(name)), "{name} has {has:?}");
        let children = element.children().filter(roxmltree::Node::is_element);
        children.for_each(|child| assert!(inside.contains(&child.tag_name().name()), "{child:?} in {name}"));
    }
    let has = |name: &str, kind: Option<&str>| {
        document
            .descendants()
            .any(|one| one.has_tag_name(name) && (kind.is_none() || one.attribute("type") == kind))
    };
    let told = match () {
        () if has("failure", Some("wrong")) => 21,
        () if has("failure", Some("missed")) => 20,
        () if has("error", None) => 22,
        () => 0,
    };
    assert_eq!(told, code, "{xml}");
}

/// The packs of the repository.
fn packs(host: &Host) -> Vec<PathBuf> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { below(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    below(&host.path("chest/packs"), &mut found);
    found
}

fn nothing_is_left(host: &Host) {
    assert_eq!(fs::read_dir(host.path("scratch")).unwrap().count(), 0);
}

#[test]
fn what_can_be_restored_is_proved_step_by_step_and_recorded() {
    let host = backed_up(TWO);
    let (code, told) = drill(&host, &["--plan", "annual", "--report-dir", "reports"]);
    let report = &told["report"];
    assert_eq!(code, 0, "{told:#}");
    assert_eq!(
        (&told["recorded"], &report["outcome"], &report["complete"]),
        (&true.into(), &"passed".into(), &true.into())
    );
    let cases = report["cases"].as_array().unwrap();
    let names: Vec<_> = cases
        .iter()
        .map(|case| format!("{} {}", case["dataset"].as_str().unwrap(), case["scenario"].as_str().unwrap()))
        .collect();
    assert_eq!(
        names,
        [
            "home full",
            "documents full",
            "home corruption",
            "documents corruption",
            "home key-loss",
            "documents key-loss",
            "home bare-host",
            "documents bare-host"
        ]
    );
    let passed = |names: &[&'static str]| names.iter().map(|name| (*name, "passed")).collect::<Vec<_>>();
    let whole = ["isolate", "unlock", "select", "restore", "hash", "app:check", "rto", "rpo", "cleanup"];
    assert_eq!(steps(&cases[0]), passed(&whole));
    assert_eq!(steps(&cases[2]), passed(&["isolate", "unlock", "select", "sample", "detect", "cleanup"]));
    assert_eq!(steps(&cases[6]), passed(&whole));
    assert_eq!((&cases[0]["files"], &cases[0]["matched"]), (&3.into(), &3.into()));
    assert!(cases[0]["rto_measured_ms"].as_u64().unwrap() < 900_000);
    assert_eq!(cases[0]["rpo_target_ms"], 300_000);
    nothing_is_left(&host);
    // No file is named in any of the papers.
    for entry in fs::read_dir(host.path("reports")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(
            !text.contains("notes.txt") && !text.contains("ledger.db") && !text.contains("correct horse")
        );
    }
    assert_eq!(fs::read_dir(host.path("reports")).unwrap().count(), 4);
    let status: Vec<Value> =
        host.ok(&["status", "--json"]).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(status[0]["rto_measured_seconds"].as_f64().is_some(), "{:#}", status[0]);
    assert!(host.ok(&["drill", "list"]).contains("annual"));
    assert!(host.ok(&["drill", "show", "--format", "md", "--lang", "kk"]).starts_with("# Қалпына келтіру"));
}

#[test]
fn wrong_data_is_21_whatever_else_holds() {
    let host = backed_up(TWO);
    for pack in packs(&host) {
        let mut bytes = fs::read(&pack).unwrap();
        if bytes.len() > 1_000_000 {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(&pack, bytes).unwrap();
        }
    }
    let (code, told) = drill(&host, &["--scenario", "full"]);
    assert_eq!(code, 21, "{told:#}");
    let cases = told["report"]["cases"].as_array().unwrap();
    assert_eq!((&cases[0]["outcome"], &cases[1]["outcome"]), (&"wrong".into(), &"passed".into()));
    let home = steps(&cases[0]);
    assert!(home.contains(&("restore", "wrong")) && home.contains(&("rto", "skipped")), "{home:?}");
    assert!(home.contains(&("cleanup", "passed")), "{home:?}");
    let xml = fs::read_to_string(host.path("junit.xml")).unwrap();
    assert!(xml.contains("<failure type=\"wrong\""), "{xml}");
    nothing_is_left(&host);
    let status = host.run(&["status"]);
    assert_eq!(status.status.code(), Some(21));
    assert!(
        String::from_utf8(status.stdout).unwrap().contains("in the last drill what was restored was wrong")
    );
}

#[test]
fn a_check_command_that_says_no_is_21_and_one_that_cannot_be_run_22() {
    let host = backed_up(TWO);
    let check = |command: &str| {
        let (code, told) = drill(
            &host,
            &["--scenario", "full", "--dataset", "home", "--no-record", "--check-command", command],
        );
        let case = told["report"]["cases"][0].clone();
        let step = case["steps"]
            .as_array()
            .unwrap()
            .iter()
            .find(|step| step["name"] == "app:check")
            .unwrap()
            .clone();
        (code, step)
    };
    let (code, step) = check("echo the balance is off; exit 3");
    assert_eq!((code, &step["outcome"]), (21, &"wrong".into()));
    assert_eq!((&step["output"]["bytes"], &step["output"]["tail"]), (&19.into(), &Value::Null));
    assert_eq!(check("no-such-program-anywhere").0, 22);
    assert_eq!(
        check("test \"$SANDYQ_DATASET\" = home && test -s ledger.db && test -z \"$SANDYQ_PASSWORD\"").0,
        0
    );
}

#[test]
fn a_recovery_that_took_too_long_or_lost_too_much_is_20() {
    let host = backed_up(TWO);
    let (code, told) =
        drill(&host, &["--scenario", "full", "--dataset", "home", "--rto", "0s", "--rpo", "1h"]);
    let case = &told["report"]["cases"][0];
    assert_eq!((code, &case["outcome"]), (20, &"missed".into()), "{case:#}");
    let done = steps(case);
    assert!(done.contains(&("rto", "missed")) && done.contains(&("rpo", "passed")), "{done:?}");
    let (code, told) = drill(&host, &["--scenario", "full", "--dataset", "home", "--rpo", "0s"]);
    assert_eq!(code, 20);
    assert!(steps(&told["report"]["cases"][0]).contains(&("rpo", "missed")));
}

#[test]
fn what_cannot_be_tried_is_22_and_the_papers_are_written_all_the_same() {
    let host = backed_up(TWO);
    fs::remove_file(host.path("safe.key")).unwrap();
    let (code, told) =
        drill(&host, &["--scenario", "key-loss", "--dataset", "home", "--report-dir", "reports"]);
    assert_eq!(code, 22, "{told:#}");
    assert!(steps(&told["report"]["cases"][0]).contains(&("unlock", "untested")));
    assert_eq!(fs::read_dir(host.path("reports")).unwrap().count(), 4);
    // Nothing is open: nothing can sign, and yet there is a report.
    fs::rename(host.path("chest"), host.path("elsewhere")).unwrap();
    let output = host.run(&[
        "drill",
        "run",
        "--json",
        "--report-dir",
        "unsigned",
        "--junit",
        "out.xml",
        "--scenario",
        "full",
    ]);
    assert_eq!(output.status.code(), Some(20), "{output:?}");
    assert!(fs::read_to_string(host.path("out.xml")).unwrap().contains("no repository"));
    let json = fs::read_dir(host.path("unsigned")).unwrap().map(|entry| entry.unwrap().path());
    let json = json.into_iter().find(|path| path.extension().unwrap() == "json").unwrap();
    let text = host.run(&["drill", "verify-report", json.to_str().unwrap()]);
    assert_eq!(text.status.code(), Some(21), "{text:?}");
    // A scratch place within a source, and one that is not there.
    fs::rename(host.path("elsewhere"), host.path("chest")).unwrap();
    for place in ["source/home", "nowhere"] {
        let (code, told) =
            drill(&host, &["--scenario", "full", "--dataset", "home", "--scratch", place, "--no-record"]);
        assert_eq!(code, 22, "{told:#}");
        assert!(steps(&told["report"]["cases"][0]).contains(&("isolate", "untested")));
    }
}

#[test]
fn the_seed_of_a_report_chooses_the_same_sample_again() {
    let profile = TWO.replace("[drill]\n", "[drill]\nsample_files = 2\nsample_size = '1M'\n");
    let host = Host::new(&profile);
    fs::create_dir(host.path("scratch")).unwrap();
    for number in 0..40 {
        fs::write(host.path(&format!("source/home/{number}")), vec![number; 10 + usize::from(number)])
            .unwrap();
    }
    host.init();
    host.ok(&["full", "-q"]);
    let sizes = |seed: &str| {
        let (code, told) =
            drill(&host, &["--dataset", "home", "--seed", seed, "--no-record", "--check-command", "true"]);
        assert_eq!((code, &told["report"]["seed"]), (0, &seed.into()), "{told:#}");
        let case = &told["report"]["cases"][0];
        assert_eq!((&case["files"], &case["scenario"]), (&2.into(), &"file".into()));
        case["bytes"].as_u64().unwrap()
    };
    let of: Vec<_> = ["a", "b", "c", "d", "e"].iter().map(|seed| sizes(seed)).collect();
    assert_eq!(sizes("a"), of[0]);
    assert!(of.iter().any(|one| *one != of[0]), "{of:?}");
    assert!(host.fails(2, &["drill", "run", "--seed", "../x"]).contains("letters and digits"));
}

#[test]
fn reports_prove_themselves_offline_and_in_a_row() {
    let host = backed_up(TWO);
    let run = || {
        let (_, told) = drill(&host, &["--dataset", "documents"]);
        (told["file"].as_str().unwrap().to_owned(), told["signer"].as_str().unwrap().to_owned())
    };
    let ((first, signer), (second, _), (third, _)) = (run(), run(), run());
    let verify = |arguments: &[&str]| {
        // Nothing of the host is needed, and no repository.
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandyq"));
        command.args(["drill", "verify-report"]).args(arguments).env_clear().current_dir("/");
        let output = command.output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(verify(&[&first, &second, &third, "--pubkey", &signer]).0, 0);
    let (code, text) = verify(&[&first, &third, "--pubkey", &signer]);
    assert_eq!(code, 21);
    assert!(text.contains("a report is missing"), "{text}");
    assert_eq!(verify(&[&first]).0, 22, "nobody said whose key it should be");
    assert_eq!(verify(&[&first, "--pubkey", &"0".repeat(32)]).0, 21);
    assert_eq!(verify(&[&first, "--pubkey", "mine"]).0, 2);
    let changed = fs::read_to_string(&first).unwrap().replace("\"passed\"", "\"missed\"");
    fs::write(host.path("changed.json"), changed).unwrap();
    let path = host.path("changed.json");
    assert_eq!(verify(&[path.to_str().unwrap(), "--pubkey", &signer]).0, 21);
    assert_eq!(verify(&[host.path("nothing").to_str().unwrap()]).0, 1);
}

#[test]
fn a_key_that_only_reads_drills_and_another_key_records_it() {
    let host = backed_up(TWO);
    host.ok(&["key", "add", "--role", "read", "--out", "read.key", "-q"]);
    host.ok(&["key", "add", "--role", "maintain", "--out", "keep.key", "-q"]);
    // A machine that has a key and no profile, as in CI.
    let ci = |arguments: &[&str]| {
        let mut command = host.command(arguments);
        command.env("SANDYQ_CONFIG", "/dev/null").env("SANDYQ_REPOSITORY", "chest").output().unwrap()
    };
    let output = ci(&[
        "drill",
        "run",
        "--key-file",
        "read.key",
        "--scenario",
        "full",
        "--rto",
        "15m",
        "--rpo",
        "1h",
        "--report-dir",
        "reports",
        "--scratch",
        "scratch",
        "--json",
    ]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let told: Value =
        serde_json::from_str(String::from_utf8(output.stdout).unwrap().lines().last().unwrap()).unwrap();
    assert_eq!((&told["recorded"], told["report"]["cases"].as_array().unwrap().len()), (&false.into(), 2));
    let file = told["file"].as_str().unwrap();
    assert_eq!(host.ok(&["drill", "list"]), "no drill is recorded; `sandyq drill run` makes one\n");
    assert_eq!(ci(&["drill", "record", file, "--key-file", "read.key"]).status.code(), Some(23));
    assert!(ci(&["drill", "record", file, "--key-file", "keep.key"]).status.success());
    assert!(host.ok(&["drill", "record", file]).contains("recorded already"));
    assert!(host.ok(&["drill", "list"]).contains("passed"));
    // A report of another repository, or of a key that this one does not know.
    let other = backed_up(TWO);
    let (_, foreign) = drill(&other, &["--dataset", "documents"]);
    let path = foreign["file"].as_str().unwrap();
    assert!(host.fails(1, &["drill", "record", path]).contains("of another repository"));
}

#[test]
fn what_was_found_is_reviewed_and_what_is_to_be_done_stays_open_until_it_is() {
    let host = backed_up(TWO);
    drill(&host, &["--scenario", "full", "--rto", "0s"]);
    let said = host.ok(&[
        "drill",
        "review",
        "latest",
        "--finding",
        "the disk is slow",
        "--action",
        "buy a disk",
        "--owner",
        "Aigerim",
        "--due",
        "2020-01-31",
    ]);
    assert!(said.contains("found: the disk is slow") && said.contains("open: "), "{said}");
    let complaints = || {
        let text = String::from_utf8(host.run(&["status", "--json"]).stdout).unwrap();
        let first: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        first["complaints"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["kind"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert!(complaints().contains(&"review".to_owned()), "{:?}", complaints());
    let shown: Value = serde_json::from_str(host.ok(&["drill", "show", "--json"]).trim()).unwrap();
    let action = shown["actions"][0]["id"].as_str().unwrap();
    assert!(host.ok(&["drill", "review", "latest", "--done", action]).contains("done: "));
    assert!(!complaints().contains(&"review".to_owned()), "{:?}", complaints());
    assert!(host.fails(2, &["drill", "review", "latest", "--done", "ffff"]).contains("is no action"));
    assert!(
        host.fails(2, &["drill", "review", "latest", "--action", "x", "--due", "soon"]).contains("no day")
    );
}

/// A run of the program some days later.
fn days_later(host: &Host, days: u64, arguments: &[&str]) -> String {
    let seconds = (days * 86_400).to_string();
    let output = host.command(arguments).env("SANDYQ_TEST_AHEAD", seconds).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn run_holds_the_drills_that_are_due_once() {
    let host = backed_up(TWO);
    let drills = |days| {
        let text = days_later(&host, days, &["run", "--explain", "--json"]);
        let all = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let due = all.filter(|one| one["task"].as_str().unwrap().ends_with("_drill") && one["due"] == true);
        due.map(|one| one["task"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    // Nobody who has just begun expects everything to be restored at once.
    assert!(drills(0).is_empty() && drills(29).is_empty());
    assert_eq!(drills(30), ["monthly_drill"]);
    assert_eq!(drills(400).len(), 3);
    days_later(&host, 400, &["run", "--only", "maintenance", "-q"]);
    assert!(drills(401).is_empty(), "{:?}", drills(401));
    assert_eq!(host.ok(&["drill", "list", "--json"]).lines().count(), 3);
    let off = TWO.replace("[drill]\n", "[drill]\nmonthly = false\nquarterly = false\nannual = false\n");
    fs::write(host.path("sandyq.toml"), off).unwrap();
    assert!(!host.ok(&["run", "--explain", "--json"]).contains("drill"));
}

#[test]
fn a_plan_leaves_out_what_nobody_has_prepared_and_says_so() {
    let host = backed_up(&TWO.replace("escrow_key_file = 'safe.key'\n", ""));
    let (code, told) = drill(&host, &["--plan", "annual"]);
    assert_eq!(code, 0, "{told:#}");
    let outcomes: Vec<_> =
        told["report"]["cases"].as_array().unwrap().iter().map(|case| &case["outcome"]).collect();
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == "skipped").count(), 2, "{outcomes:?}");
    assert_eq!(drill(&host, &["--scenario", "key-loss"]).0, 22);
}
