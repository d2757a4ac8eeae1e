//! Promises that cannot hold, whatever is done: they contradict each other, or nothing would notice that they are broken.

use std::collections::BTreeSet;
use std::time::Duration;

use super::finding::{Finding, Place};
use super::read::Table;
use super::resolve::Resolved;
use super::schema::KEYS;
use super::settings::Settings;
use super::tier::Tier;
use super::value::shown_time;
use crate::model::time::Timestamp;
use crate::policy::retention::Span;

/// What of a profile's promises cannot hold, in the order of the places.
pub fn objectives(profile: &Resolved<'_>) -> Vec<Finding> {
    let settings = profile.settings(&[]);
    let mut findings = BTreeSet::new();
    schedule(&settings, None, &mut findings);
    health(&settings, &mut findings);
    tiers(&settings, &mut findings);
    let mut strictest: Option<(Tier, String)> = None;
    for (name, table) in profile.datasets() {
        let own = profile.settings_of(table, &[]);
        schedule(&own, Some((name, &settings)), &mut findings);
        let Some(tier) = Tier::of(&own) else { continue };
        rpo(&own, &tier, name, &mut findings);
        run_time(&own, &tier, name, &mut findings);
        drills(&own, name, &mut findings);
        traceless(&own, name, &mut findings);
        if tier.name == "critical" {
            critical(profile, &own, name, &mut findings);
        }
        if strictest.as_ref().is_none_or(|(strict, _)| tier.rpo < strict.rpo) {
            strictest = Some((tier, name.to_owned()));
        }
    }
    for replica in profile.tables("replica") {
        self::replica(replica, &settings, strictest.as_ref(), &mut findings);
    }
    findings.into_iter().collect()
}

type Findings = BTreeSet<Finding>;

const FULL: &str = "schedule.full_backup_interval";
const INCREMENTAL: &str = "schedule.incremental_backup_interval";
const VERIFICATION: &str = "schedule.backup_verification_interval";
const COVERAGE: &str = "schedule.backup_verification_coverage";
const RUNTIME: &str = "schedule.max_runtime";

/// Intervals that never come, and retention that ends before the next; of a dataset, what is not so of the whole.
fn schedule(settings: &Settings, dataset: Option<(&str, &Settings)>, findings: &mut Findings) {
    let whose = dataset.map_or(String::new(), |(name, _)| format!("dataset {name}: "));
    let is_own = |path: &str| dataset.is_none_or(|(_, whole)| whole.get(path) != settings.get(path));
    for (interval, what) in [
        (FULL, "full backups are never made"),
        (INCREMENTAL, "incremental backups are never made"),
        (VERIFICATION, "nothing is ever verified"),
    ] {
        if let (Some(Duration::ZERO), Some(place)) = (settings.time(interval), settings.place(interval))
            && is_own(interval)
        {
            let text = format!("{whose}an interval of 0s never comes round: {what}");
            findings.insert(Finding::new(place, text, "give it a length, as \"24h\""));
        }
    }
    coverage(settings, &whose, &is_own, findings);
    for (interval, retention, what) in [
        (FULL, "schedule.full_backup_retention", "full snapshots are forgotten before the next is made"),
        (
            INCREMENTAL,
            "schedule.incremental_backup_retention",
            "incremental snapshots are forgotten before the next is made",
        ),
        (
            VERIFICATION,
            "schedule.backup_verification_retention",
            "details of a verification are gone before the next",
        ),
    ] {
        let (Some(every), Some(kept)) = (settings.time(interval), settings.span(retention)) else { continue };
        if let Some(place) = later(settings, retention, interval)
            && at_most(kept) < every
            && (is_own(interval) || is_own(retention))
        {
            let every = shown_time(every);
            let text = format!("{whose}{what}: they are kept for {kept}, and one is made every {every}");
            findings.insert(Finding::new(place, text, "keep them for longer than the interval"));
        }
    }
}

/// Verifications that are further apart than the time in which they are to have read everything.
fn coverage(settings: &Settings, whose: &str, is_own: &dyn Fn(&str) -> bool, findings: &mut Findings) {
    if let (Some(every), Some(within)) = (settings.time(VERIFICATION), settings.time(COVERAGE))
        && within < every
        && (is_own(VERIFICATION) || is_own(COVERAGE))
        && let Some(place) = later(settings, COVERAGE, VERIFICATION)
    {
        let (every, within) = (shown_time(every), shown_time(within));
        let text = format!(
            "{whose}every byte is to be verified within {within}, but only every {every} any is read"
        );
        let advice =
            format!("verify every {within} at least, or set backup_verification_coverage to {every}");
        findings.insert(Finding::new(place, text, advice));
    }
}

/// Where to point to for two keys: where the first stands, or else the second. Defaults alone are right.
fn later(settings: &Settings, one: &str, other: &str) -> Option<Place> {
    settings.place(one).or_else(|| settings.place(other))
}

/// How long a span of the calendar is at most.
fn at_most(span: Span) -> Duration {
    // Any day will do: a day or two more or less in a month decides nothing here.
    let now = Timestamp { seconds: 4_000_000_000, nanos: 0 };
    now.since(span.before(now))
}

/// Figures of tiers that nothing can meet.
fn tiers(settings: &Settings, findings: &mut Findings) {
    for key in KEYS.iter().filter(|key| key.path.starts_with("tier.")) {
        if let (Some(Duration::ZERO), Some(place)) = (settings.time(key.path), settings.place(key.path)) {
            let text = format!("{} is 0s, which nothing can meet", key.path);
            findings.insert(Finding::new(place, text, "give it a length, as \"15m\""));
        }
    }
}

fn rpo(settings: &Settings, tier: &Tier, dataset: &str, findings: &mut Findings) {
    let intervals = [settings.time(FULL), settings.time(INCREMENTAL)];
    let often = intervals.into_iter().flatten().filter(|interval| !interval.is_zero()).min();
    let Some(every) = often.filter(|every| *every >= tier.rpo) else { return };
    let Some(place) = later(settings, INCREMENTAL, "dataset.tier") else { return };
    let (name, every, rpo) = (&tier.name, shown_time(every), shown_time(tier.rpo));
    let text =
        format!("dataset {dataset} is {name} and may lose {rpo} at most, but is backed up every {every}");
    let advice = format!(
        "set incremental_backup_interval to {} at most, so that the run itself has time, or choose another tier",
        shown_time(tier.interval())
    );
    findings.insert(Finding::new(place, text, advice));
}

/// A run that may take so long that what it makes comes too late.
fn run_time(settings: &Settings, tier: &Tier, dataset: &str, findings: &mut Findings) {
    let (Some(every), Some(longest)) = (settings.time(INCREMENTAL), settings.time(RUNTIME)) else { return };
    // An interval that is too long by itself is told of already.
    if every >= tier.rpo || every + longest <= tier.rpo {
        return;
    }
    let Some(place) = later(settings, RUNTIME, INCREMENTAL) else { return };
    let (name, rpo) = (&tier.name, shown_time(tier.rpo));
    let text = format!(
        "dataset {dataset} is {name} and may lose {rpo} at most, but is backed up every {} and may take {}",
        shown_time(every),
        shown_time(longest)
    );
    let advice = "interval and run together have to fit into the RPO: shorten incremental_backup_interval or max_runtime";
    findings.insert(Finding::new(place, text, advice));
}

/// A recovery that is promised to be quick and never tried.
fn drills(settings: &Settings, dataset: &str, findings: &mut Findings) {
    let off = |path: &&str| settings.flag(path) == Some(false);
    let keys = ["drill.monthly", "drill.quarterly", "drill.annual"];
    if keys.iter().all(off)
        && let Some(place) = settings.place("drill.monthly")
    {
        let text = format!("dataset {dataset} has an RTO, and no drill ever measures a recovery");
        findings.insert(Finding::new(
            place,
            text,
            "leave one of monthly, quarterly and annual on in [drill]",
        ));
    }
}

/// Backups that leave nothing behind: from afar they look like none.
fn traceless(settings: &Settings, dataset: &str, findings: &mut Findings) {
    if let (Some(true), Some(place)) =
        (settings.flag("backup.skip_if_unchanged"), settings.place("backup.skip_if_unchanged"))
    {
        let text = format!(
            "dataset {dataset} has an RPO, and makes no snapshot if nothing changed: nobody can tell that from \
            backups that stopped"
        );
        findings.insert(Finding::new(
            place,
            text,
            "leave out skip_if_unchanged; an unchanged snapshot takes little room",
        ));
    }
}

fn critical(profile: &Resolved<'_>, settings: &Settings, dataset: &str, findings: &mut Findings) {
    let Some(place) = settings.place("dataset.tier") else { return };
    if settings.get("alerts.ping.url_file").or(settings.get("alerts.ping.url_credential")).is_none() {
        let text =
            format!("dataset {dataset} is critical, and nothing would notice that its backups stopped");
        findings.insert(Finding::new(place, text, "name a dead-man switch: [alerts.ping] with url_file"));
    }
    if profile.tables("replica").is_empty() {
        let text = format!("dataset {dataset} is critical, and there is no second copy of the repository");
        findings.insert(Finding::new(place, text, "add one: [[replica]] with url"));
    }
}

fn replica(table: &Table, whole: &Settings, strictest: Option<&(Tier, String)>, findings: &mut Findings) {
    let settings = Settings::of([&table.layer]);
    let place = |path| settings.place(path).unwrap_or(table.place);
    let (lag, sync) = (settings.time("replica.lag_threshold"), settings.time("replica.sync_interval"));
    if let (Some(lag), Some((tier, dataset))) = (lag, strictest)
        && lag > tier.rpo
    {
        let (lag, rpo) = (shown_time(lag), shown_time(tier.rpo));
        let text = format!("the replica may lag {lag} behind, but dataset {dataset} may lose {rpo} at most");
        let advice = format!("set lag_threshold to {rpo} at most");
        findings.insert(Finding::new(place("replica.lag_threshold"), text, advice));
    }
    if let (Some(lag), Some(sync)) = (lag, sync)
        && sync > lag
    {
        let (sync, lag) = (shown_time(sync), shown_time(lag));
        let text =
            format!("the replica is brought up to date every {sync}, and may lag {lag} behind at most");
        let advice = "make sync_interval shorter than lag_threshold";
        findings.insert(Finding::new(place("replica.sync_interval"), text, advice));
    }
    if let (Some(own), Some(url)) = (settings.text("replica.url"), whole.text("repository.url"))
        && own.trim_end_matches('/') == url.trim_end_matches('/')
        && settings.text("replica.endpoint") == whole.text("repository.endpoint")
    {
        let text = "the replica is the repository itself";
        findings.insert(Finding::new(place("replica.url"), text, "name another bucket, in another region"));
    }
}

fn health(settings: &Settings, findings: &mut Findings) {
    let (interval, timeout) = ("health.health_check_interval", "health.health_check_timeout");
    if let (Some(every), Some(longest)) = (settings.time(interval), settings.time(timeout))
        && longest >= every
        && let Some(place) = later(settings, timeout, interval)
    {
        let (every, longest) = (shown_time(every), shown_time(longest));
        let text = format!("a health check may take {longest}, and the next begins after {every}");
        findings.insert(Finding::new(
            place,
            text,
            "make health_check_timeout shorter than health_check_interval",
        ));
    }
}
