//! `report`: how promises were kept, as text, JSON and as a page that is looked at in a browser.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod chromium;
#[path = "../support/profiled.rs"]
mod profiled;

use std::fs;
use std::time::Duration;

use chromium::Browser;
use profiled::Host;
use sandyq::model::record::Slice;
use sandyq::model::time::Timestamp;
use sandyq::policy::history::{Read, Safe};
use sandyq::policy::profile::Tier;
use sandyq::policy::promise::{Complaint, Promise, Standing};
use sandyq::report::page::{Alert, Backup, Dataset, Drill, Report, Verified, html, text};
use sandyq::report::status::Row;
use serde_json::{Value, json};

const NOW: Timestamp = Timestamp { seconds: 1_800_000_000, nanos: 0 };
const MINUTE: u64 = 60;
const DAY: u64 = 86_400;

fn ago(seconds: u64) -> Timestamp {
    NOW.before(Duration::from_secs(seconds))
}

fn time(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// A dataset that is backed up each `every` seconds, with an outage a few days ago, and grows.
fn dataset(name: &str, tier: Option<(&str, u64, u64)>, every: u64, complaints: Vec<Complaint>) -> Dataset {
    let outage = 3 * DAY..3 * DAY + 5 * every;
    let begun = (1..30 * DAY / every).rev().map(|number| number * every);
    let backups: Vec<_> = begun
        .filter(|began| !outage.contains(began))
        .enumerate()
        .map(|(number, began)| {
            let bytes = 3_000_000_000 + number as u64 * 900_000;
            let plain = if number == 0 { bytes } else { 2_000_000 };
            let at = ago(began - every / 20);
            Backup {
                safe: Safe { began: ago(began), at },
                bytes: Some(bytes),
                plain: Some(plain),
                stored: plain * 2 / 5,
            }
        })
        .collect();
    let tier = tier.map(|(name, rto, rpo)| Tier { name: name.to_owned(), rto: time(rto), rpo: time(rpo) });
    let standing = Standing {
        age: Some(time(every)),
        usual: None,
        forecast: Some(time(380)),
        growth: None,
        verified: Some(time(7800)),
        drilled: None,
        complaints,
    };
    let row = Row {
        dataset: name.to_owned(),
        host: "db1".to_owned(),
        location: "s3://shanraq-backups/prod".to_owned(),
        promise: Promise { tier, every: Some(time(every)), verify_every: Some(time(DAY)), drills: vec![] },
        captured: Some(ago(every)),
        snapshot: None,
        bytes: Some(3_200_000_000),
        standing: Ok(standing),
    };
    Dataset { row, backups, complete_from: ago(7 * DAY) }
}

const HOSTILE: &str = "</title><script>alert(1)</script><img src=x onerror=alert(1)>\"'&\u{202e}{{ now }}";

fn report() -> Report {
    let late = Complaint::RpoSoon { age: time(290), target: time(300) };
    let drill = |days: u64, dataset: &str, minutes: u64| Drill {
        time: ago(days * DAY),
        dataset: dataset.to_owned(),
        scenario: "full".to_owned(),
        rto_target: Some(time(15 * MINUTE)),
        rto_measured: Some(time(minutes * MINUTE)),
        rpo_measured: Some(time(200)),
        outcome: if minutes > 15 { "too slow" } else { "good" }.to_owned(),
    };
    let alert = |days: u64, severity, until: Option<u64>| Alert {
        alert: "RPO_AT_RISK:core-ledger".to_owned(),
        severity,
        summary: format!("4m 50s of data would be lost now; {HOSTILE}"),
        since: ago(days * DAY),
        told: Some(ago(days * DAY)),
        until: until.map(|days| ago(days * DAY)),
    };
    let slices = (0..25).map(|day| Read {
        at: ago((27 - u64::from(day)) * DAY),
        part: Some(Slice { number: day % 30, of: 30 }),
    });
    let mut unseen = dataset("unseen", Some(("noncritical", DAY, 4 * 3600)), 3 * 3600, vec![]);
    unseen.row.standing = Err("cannot reach s3://shanraq-backups/prod".to_owned());
    unseen.backups.clear();
    Report {
        version: "0.1.0".to_owned(),
        host: HOSTILE.to_owned(),
        profile: "/etc/sandyq/sandyq.toml".to_owned(),
        from: ago(30 * DAY),
        now: NOW,
        datasets: vec![
            dataset("core-ledger", Some(("critical", 900, 300)), 240, vec![late]),
            dataset(
                "archive-of-all-branches-with-a-very-long-name-that-has-no-room-anywhere",
                None,
                6 * 3600,
                vec![],
            ),
            unseen,
        ],
        repositories: vec![Verified {
            location: "s3://shanraq-backups/prod".to_owned(),
            reads: slices.collect(),
            within: time(30 * DAY),
        }],
        drills: vec![drill(28, "core-ledger", 9), drill(14, "core-ledger", 21), drill(2, "core-ledger", 11)],
        alerts: vec![alert(9, "high", Some(8)), alert(1, "critical", None)],
    }
}

#[test]
fn nothing_that_others_wrote_becomes_a_part_of_the_page() {
    let page = html(&report());
    assert!(!page.contains("<script") && !page.contains("<img") && page.contains("&lt;script&gt;alert(1)"));
    assert!(page.contains("{{ now }}"), "names are no templates");
    assert!(!page.contains('\u{202e}'), "names turn no text around");
    for outside in ["http:", "https:", "url(", "@import", "src="] {
        let found = page.match_indices(outside).find(|(at, _)| !page[..*at].ends_with("&#x27;"));
        assert!(found.is_none() || outside == "src=", "{outside}");
    }
    assert!(text(&report(), None).contains("83.3% verified in the last 30d"));
}

#[test]
fn a_report_tells_what_was_done_and_what_never_was() {
    let host = Host::new(
        "[repository]\nurl = 'chest'\npassword_file = 'password'\n\
        [[dataset]]\nname = 'home'\ntier = 'standard'\npaths = ['source/home']\n",
    );
    host.init();
    let text = host.ok(&["report"]);
    for said in [
        "home: there is no good snapshot",
        "chest: 0% verified in the last 30d",
        "Drills: none",
        "Alerts: none",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    host.ok(&["run", "-q"]);
    let text = host.ok(&["report", "--since", "7d"]);
    assert!(text.contains("home: within its RPO of 1h for 100% of the time since"), "{text}");
    let first: Value = serde_json::from_str(host.ok(&["report", "--json"]).lines().next().unwrap()).unwrap();
    assert_eq!(
        (&first["dataset"], &first["snapshots"], &first["rpo_kept_share"]),
        (&json!("home"), &json!(1), &json!(1.0))
    );
    host.ok(&["report", "--html", "--out", "page.html", "-q"]);
    let page = fs::read_to_string(host.path("page.html")).unwrap();
    assert!(
        page.contains("No drill was run") && page.contains("RPO 1h") && page.ends_with("</html>\n"),
        "{page}"
    );
    assert!(host.fails(2, &["report", "--html", "--json"]).contains("a page is no JSON"));
    assert!(host.fails(2, &["report", "--dataset", "hom"]).contains("perhaps home is meant"));
    fs::rename(host.path("chest"), host.path("away")).unwrap();
    let output = host.run(&["report"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.code() == Some(10) && text.contains("home: "), "{text}");
}

/// `SANDYQ_SCREENSHOTS=FOLDER` keeps the pictures.
#[test]
#[ignore = "takes a browser; .ci/run has one"]
fn the_page_is_whole_in_a_browser_light_dark_on_a_phone_and_printed() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut browser) = Browser::start(&folder.path().join("browser")) else {
        eprintln!("left out: there is no chromium");
        return;
    };
    let file = folder.path().join("page.html");
    fs::write(&file, html(&report())).unwrap();
    let kept = std::env::var_os("SANDYQ_SCREENSHOTS").map(std::path::PathBuf::from);
    let keep = |name: &str, bytes: &[u8]| {
        if let Some(folder) = &kept {
            fs::write(folder.join(name), bytes).unwrap();
        }
    };
    let mut papers = Vec::new();
    for (name, scheme, width) in
        [("light", "light", 1280), ("dark", "dark", 1280), ("phone", "dark", 360), ("narrow", "light", 320)]
    {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        browser.call("Emulation.setEmulatedMedia", &json!({ "media": "screen", "features": features }));
        let size = json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500 });
        browser.call("Emulation.setDeviceMetricsOverride", &size);
        browser.show(&file);
        keep(&format!("{name}.png"), &browser.picture());
        let widths = browser.value("[document.documentElement.scrollWidth, window.innerWidth]");
        assert_eq!(widths[0], widths[1], "{name}: something is wider than the page");
        let outside = "[...document.querySelectorAll('main *')].filter(one => { \
            const box = one.getBoundingClientRect(); return box.left < 0 || box.right > window.innerWidth + 1; }).length";
        assert_eq!(browser.value(outside), 0, "{name}");
        let small = "[...document.querySelectorAll('figure svg text')].filter(one => \
            one.getBoundingClientRect().height < 8).length";
        assert_eq!(browser.value(small), 0, "{name}: text that nobody can read");
        assert_eq!(browser.value("document.querySelectorAll('figure svg[role=img]').length"), 10, "{name}");
        papers.push(browser.value("getComputedStyle(document.body).backgroundColor"));
    }
    assert_ne!(papers[0], papers[1], "dark is as light");
    assert_eq!(papers[1], papers[2]);
    browser.call("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
    let white = browser.value("getComputedStyle(document.body).backgroundColor");
    assert_eq!(white, "rgb(255, 255, 255)", "paper is white");
    browser.call("Emulation.clearDeviceMetricsOverride", &json!({}));
    let printed = browser.printed();
    assert!(printed.starts_with(b"%PDF"));
    keep("print.pdf", &printed);
    assert_eq!(browser.complaints, [] as [String; 0]);
}
