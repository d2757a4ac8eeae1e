//! Months of `run`, called each minute, by a clock that is made to run ahead: on an S3 server in this process whose clock
//! is the same one. What was promised is looked at in the catalogue and in the alerts, and not in what `run` says.
//!
//! `cargo test` takes a day of a profile whose intervals are short. A quarter of the intervals that hold if nothing is
//! said (some hours of a processor):
//!
//! ```text
//! SANDYQ_QUARTER=91 cargo test --release --features testing --test quarter a_quarter
//! ```
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/recorder.rs"]
mod recorder;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use recorder::Recorder;
use sandyq::cli::run_one_of_many;
use sandyq::model::id::SessionId;
use sandyq::model::snapshot::SnapshotKind;
use sandyq::model::time::{Clock, SystemClock, Timestamp, ahead};
use sandyq::operations::past::{self, Past, Source};
use sandyq::policy::drill::Plan;
use sandyq::repository::slot::{KeyFile, Unlock};
use sandyq::repository::{CacheRoot, Repository};
use sandyq::storage::Location;
use serde_json::Value;
use support::s3_server::{Fault, Matching, S3Server};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);

/// How long, and how often what is done.
struct Season {
    hours: u32,
    profile: &'static str,
    full: Duration,
    full_kept: Duration,
    incremental_kept: Duration,
    prune: Duration,
    slices: u32,
}

const SHORT: Season = Season {
    hours: 10,
    profile: "[schedule]\nfull_backup_interval = '2h'\nfull_backup_retention = '6h'\nincremental_backup_retention = '3h'\n\
        backup_verification_interval = '1h'\nbackup_verification_coverage = '6h'\nprune_interval = '2h'\n",
    full: Duration::from_secs(2 * 3600),
    full_kept: Duration::from_secs(6 * 3600),
    incremental_kept: Duration::from_secs(3 * 3600),
    prune: Duration::from_secs(2 * 3600),
    slices: 6,
};

/// As the defaults are, of which nothing is said in the profile.
const QUARTER: Season = Season {
    hours: 91 * 24,
    profile: "",
    full: DAY,
    full_kept: Duration::from_secs(30 * 86_400),
    incremental_kept: Duration::from_secs(7 * 86_400),
    prune: DAY,
    slices: 30,
};

fn season() -> Season {
    match env::var("SANDYQ_QUARTER") {
        Ok(days) => Season { hours: 24 * days.parse::<u32>().unwrap(), ..QUARTER },
        Err(_) => SHORT,
    }
}

#[test]
fn a_quarter_of_runs_each_minute_keeps_every_promise() {
    let folder = tempfile::tempdir().unwrap();
    let server = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
    let mut child = Command::new(env::current_exe().unwrap());
    child.args(["--exact", "within", "--ignored", "--nocapture"]).current_dir(folder.path());
    child
        .env_clear()
        .env("HOME", folder.path())
        .env("TMPDIR", folder.path())
        .env("SANDYQ_CONFIG", "sandyq.toml");
    child.env(server[0], support::s3_server::ACCESS_KEY).env(server[1], support::s3_server::SECRET_KEY);
    child.envs(env::var_os("SANDYQ_QUARTER").map(|days| ("SANDYQ_QUARTER", days)));
    assert!(child.status().unwrap().success());
}

/// A host, its store, and everybody who is told.
struct World {
    server: S3Server,
    recorder: Recorder,
    runtime: tokio::runtime::Runtime,
    began: Timestamp,
}

/// When each snapshot of a dataset began, full ones and others.
type Taken = BTreeMap<(String, bool), BTreeMap<SessionId, Timestamp>>;

impl World {
    fn new(season: &Season) -> Self {
        let (server, recorder) = (S3Server::start_blocking(), Recorder::start());
        let told = format!("http://{}", recorder.address);
        let profile = format!(
            "[repository]\nurl = '{}'\nkey_file = 'key'\n{}[drill]\nescrow_key_file = 'key'\n\
            [alerts]\nwebhook.url_file = 'hook'\npagerduty = {{ routing_key_file = 'routing', url = '{told}/pd' }}\n\
            [[dataset]]\nname = 'ledger'\nhost = 'bank'\ntier = 'critical'\npaths = ['ledger']\n\
            [[dataset]]\nname = 'archive'\nhost = 'bank'\ntier = 'standard'\npaths = ['archive']\n",
            server.url("bucket/chest"),
            season.profile
        );
        for (name, text) in [
            ("sandyq.toml", profile.as_str()),
            ("hook", &format!("{told}/hook")),
            ("routing", "R0123456789"),
            ("password", "correct horse"),
        ] {
            fs::write(name, text).unwrap();
            let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
            fs::set_permissions(name, private).unwrap();
        }
        for folder in ["ledger", "archive"] {
            fs::create_dir(folder).unwrap();
            fs::write(format!("{folder}/first"), folder.repeat(1000)).unwrap();
        }
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let world = Self { server, recorder, runtime, began: SystemClock.now() };
        let with_passphrase =
            ["--password-file", "password", "--config", "/dev/null", "--repo", &world.url(), "-q"];
        assert_eq!(run_one_of_many(&[&["init", "--argon2-memory", "8M"], &with_passphrase[..]].concat()), 0);
        assert_eq!(run_one_of_many(&[&["key", "export", "--out", "key"], &with_passphrase[..]].concat()), 0);
        world
    }

    fn url(&self) -> String {
        self.server.url("bucket/chest")
    }

    /// The catalogue, read with nothing that the host remembers.
    fn past(&self) -> Past {
        let key = KeyFile::parse(&fs::read_to_string("key").unwrap()).unwrap();
        let source = |name: &str| Source {
            dataset: name.to_owned(),
            host: "bank".to_owned(),
            paths: vec![PathBuf::from(name).canonicalize().unwrap()],
        };
        self.runtime.block_on(async {
            let location: Location = self.url().parse().unwrap();
            let opened = location.open(&self.server.open_options()).await.unwrap();
            let unlock = Unlock::KeyFile(key);
            let repository = Repository::open(opened.storage, &unlock, &CacheRoot::None).await.unwrap();
            past::past(&repository, &[source("ledger"), source("archive")], &SystemClock).await.unwrap()
        })
    }

    /// Adds what the catalogue tells to what it told before: much of that is swept by now.
    fn note(&self, taken: &mut Taken) {
        for (name, snapshots) in ["ledger", "archive"].iter().zip(self.past().taken) {
            for one in snapshots {
                let full = one.kind == SnapshotKind::Full;
                taken.entry(((*name).to_owned(), full)).or_default().insert(one.session, one.began);
            }
        }
    }

    /// One minute: something changes, and cron calls.
    fn minute(&self, minute: u32) -> u8 {
        fs::write("ledger/balance", format!("{minute} {}", minute.wrapping_mul(2_654_435_761))).unwrap();
        if minute.is_multiple_of(45) {
            fs::write(format!("archive/{}", minute / 45 % 50), minute.to_string().repeat(300)).unwrap();
        }
        let code = run_one_of_many(&["run", "--quiet", "--retry-for", "1s"]);
        let next = self.began.after(MINUTE * (minute + 1));
        ahead::put(next.since(SystemClock.now()));
        code
    }
}

/// What people were told: how often each alert began and ended, on each channel.
fn told(recorder: &Recorder) -> BTreeMap<(String, String, String), u32> {
    let mut told = BTreeMap::new();
    for (first, body) in recorder.take() {
        let value: Value = serde_json::from_str(&body).unwrap();
        let text = |name: &str| value[name].as_str().unwrap().to_owned();
        let (channel, event) = match first.as_str() {
            "POST /pd" => ("pagerduty", text("event_action")),
            "POST /hook" => ("webhook", text("event")),
            other => panic!("{other}"),
        };
        let alert = text("dedup_key").rsplit("chest:").next().unwrap().to_owned();
        *told.entry((channel.to_owned(), alert, event)).or_default() += 1;
    }
    told
}

#[test]
#[ignore = "only as a child of `a_quarter_of_runs_each_minute_keeps_every_promise`"]
fn within() {
    let season = season();
    let world = World::new(&season);
    let mut taken = Taken::new();
    let minutes = season.hours * 60;
    let mut outage = None;
    for minute in 0..minutes {
        if minute >= minutes / 2 && outage.is_none() && fresh(&world.past()) {
            assert_eq!(told(&world.recorder), BTreeMap::new(), "all was well until minute {minute}");
            world.server.faults().fail_times(Matching::any(), 1, u64::MAX, Fault::Reset);
            outage = Some(minute);
        }
        if outage.is_some_and(|began| minute == began + 20) {
            world.server.faults().heal();
        }
        if outage.is_some_and(|began| minute == began + 25) {
            check_outage(&told(&world.recorder));
        }
        let code = world.minute(minute);
        let is_dark = outage.is_some_and(|began| (began..began + 20).contains(&minute));
        assert_eq!(code, u8::from(is_dark), "minute {minute}");
        if minute.is_multiple_of(120) && !is_dark {
            world.note(&mut taken);
        }
    }
    world.note(&mut taken);
    assert_eq!(told(&world.recorder), BTreeMap::new(), "all was well to the end");
    let dark = world.began.after(MINUTE * outage.unwrap());
    check_intervals(&season, &taken, dark);
    check_the_rest(&season, &world.past(), &taken);
}

/// Whether both were backed up just now: an outage of 20 minutes breaks no promise of the standard one, and half the RPO of
/// the critical one passes in it.
fn fresh(past: &Past) -> bool {
    let age = |taken: &Vec<past::Taken>| SystemClock.now().since(taken.last().unwrap().began);
    age(&past.taken[0]) < MINUTE + MINUTE / 2 && age(&past.taken[1]) < MINUTE * 10
}

/// Exactly one beginning and one end of each, on each channel.
fn check_outage(told: &BTreeMap<(String, String, String), u32>) {
    for channel in ["pagerduty", "webhook"] {
        for alert in ["ledger:RPO_AT_RISK", "ledger:RPO_BREACH", "SYSTEM_DOWN"] {
            for event in ["trigger", "resolve"] {
                let times = |(one, key, what): &(String, String, String)| {
                    one == channel && key.ends_with(alert) && what == event
                };
                let sum: u32 = told.iter().filter(|(key, _)| times(key)).map(|(_, times)| times).sum();
                assert_eq!(sum, 1, "{channel} {alert} {event}: {told:#?}");
            }
        }
    }
    // That many requests failed is told as well. What began is over, and nothing was told twice.
    assert!(told.values().all(|times| *times == 1), "{told:#?}");
    let of = |what: &str| told.keys().filter(|(_, _, event)| event == what).count();
    assert_eq!(of("trigger"), of("resolve"), "{told:#?}");
}

/// No two snapshots of a dataset are further apart than its RPO, nor two full ones than was said, but for the outage.
fn check_intervals(season: &Season, taken: &Taken, dark: Timestamp) {
    for (name, rpo) in [("ledger", MINUTE * 5), ("archive", HOUR)] {
        let of = |full: bool| taken[&(name.to_owned(), full)].values().copied();
        let all: BTreeSet<_> = of(true).chain(of(false)).collect();
        check_gaps(name, &all, rpo, dark);
        check_gaps(name, &of(true).collect(), season.full + MINUTE, dark);
        println!("{name}: {} full, {} incremental snapshots", of(true).count(), of(false).count());
    }
}

fn check_gaps(name: &str, times: &BTreeSet<Timestamp>, most: Duration, dark: Timestamp) {
    let all: Vec<_> = times.iter().collect();
    for two in all.windows(2) {
        let gap = two[1].since(*two[0]);
        let in_outage = *two[0] < dark.after(MINUTE * 20) && *two[1] > dark;
        assert!(gap <= most || in_outage && gap <= most + MINUTE * 22, "{name}: {gap:?} after {:?}", two[0]);
    }
}

/// What is kept, what was read, and what was restored.
fn check_the_rest(season: &Season, past: &Past, taken: &Taken) {
    let now = SystemClock.now();
    for (name, snapshots) in ["ledger", "archive"].iter().zip(&past.taken) {
        for (kind, kept) in
            [(SnapshotKind::Full, season.full_kept), (SnapshotKind::Incremental, season.incremental_kept)]
        {
            let ages: Vec<_> =
                snapshots.iter().filter(|one| one.kind == kind).map(|one| now.since(one.began)).collect();
            let oldest = *ages.iter().max().unwrap();
            assert!(oldest <= kept + season.prune + HOUR, "{name} {kind:?} of {oldest:?} ago is still there");
            // Of those that retention keeps, each that was ever there still is.
            let known = &taken[&((*name).to_owned(), kind == SnapshotKind::Full)];
            let young = known.values().filter(|began| now.since(**began) < kept - HOUR).count();
            let there = ages.iter().filter(|age| **age < kept - HOUR).count();
            assert_eq!(there, young, "{name} {kind:?}");
        }
    }
    let cover = season.full_kept.min(HOUR * season.hours);
    let slices: BTreeSet<_> = past
        .verified
        .iter()
        .filter(|one| one.said.read_data && now.since(one.at) <= cover + season.full)
        .filter_map(|one| one.said.slice)
        .collect();
    assert_eq!(slices.len(), season.slices as usize, "{slices:?}");
    assert!(past.verified.iter().all(|one| one.said.findings == 0));
    for plan in Plan::ALL {
        let held: Vec<_> = past.drilled.iter().filter(|one| one.plan == Some(plan)).collect();
        // A host begins a little early, by up to ten minutes.
        let times = (HOUR * season.hours + HOUR).as_secs() / plan.every().as_secs();
        assert!((times.saturating_sub(1)..=times).contains(&(held.len() as u64)), "{plan:?}: {}", held.len());
        assert!(held.iter().all(|one| one.exit_code == 0), "{held:#?}");
    }
    println!("{} verifications, {} drills", past.verified.len(), past.drilled.len());
}
