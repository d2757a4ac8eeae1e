//! How the promises made for a dataset stand: what would be lost now, how long a recovery would take, and when anybody
//! last looked whether the data is good.

use std::collections::BTreeMap;
use std::time::Duration;

use super::drill::Plan;
use super::profile::{Settings, Tier};
use crate::model::measures::{Reason, Reasons};
use crate::model::time::Timestamp;

/// What is promised for a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Its tier. Without one nothing is promised but the intervals.
    pub tier: Option<Tier>,
    /// How often it is backed up.
    pub every: Option<Duration>,
    /// How often its repository is verified.
    pub verify_every: Option<Duration>,
    /// The drills that it takes part in.
    pub drills: Vec<Plan>,
}

impl Promise {
    /// What settings of a dataset promise.
    pub fn of(settings: &Settings) -> Self {
        let time = |path| settings.time(path).filter(|time| !time.is_zero());
        let intervals = ["schedule.full_backup_interval", "schedule.incremental_backup_interval"]
            .into_iter()
            .filter_map(time);
        Self {
            tier: Tier::of(settings),
            every: intervals.min(),
            verify_every: time("schedule.backup_verification_interval"),
            drills: Plan::ALL.into_iter().filter(|plan| plan.is_promised(settings)).collect(),
        }
    }

    /// The age from which on people are warned: half the RPO is gone, and what should have come by now has not. An age
    /// that every interval reaches is nothing to warn of.
    pub fn warns_at(&self) -> Option<Duration> {
        let rpo = self.tier.as_ref()?.rpo;
        let every = self.every.unwrap_or_default().min(rpo);
        Some((rpo / 2).max((every + rpo) / 2))
    }
}

/// What was seen of a dataset.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Seen {
    /// When the last good snapshot began.
    pub captured: Option<Timestamp>,
    /// How long the last backups took that are made most often.
    pub took: Vec<Duration>,
    /// Bytes that a recovery would bring back, and of earlier snapshots, each with its time; oldest first.
    pub sizes: Vec<(Timestamp, u64)>,
    /// When its repository was last verified.
    pub verified: Option<Timestamp>,
    /// When anything of it was there to be verified first.
    pub since: Option<Timestamp>,
    /// Whether stored data is known to be damaged.
    pub is_damaged: bool,
    /// Why snapshots are suspect, since when, where nobody has looked yet.
    pub suspect: Option<(Timestamp, Reasons)>,
    /// Bytes a second that came back from the store when it was last measured.
    pub throughput: Option<f64>,
    /// When the repository was made.
    pub created: Option<Timestamp>,
    /// When each drill was last held.
    pub drills: BTreeMap<Plan, Timestamp>,
    /// What the last drill of the whole dataset came to.
    pub drilled: Option<Drilled>,
    /// Whether nobody looked in time at what a drill found.
    pub is_review_due: bool,
}

/// What a drill of a dataset came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drilled {
    /// When.
    pub at: Timestamp,
    /// How long the recovery took, if it came to its end.
    pub rto: Option<Duration>,
    /// Whether what was restored was wrong.
    pub is_wrong: bool,
}

/// How things stand, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As promised.
    Good,
    /// Still as promised, and not for long.
    Warning,
    /// Not as promised.
    Missed,
    /// Stored data is damaged.
    Damaged,
}

impl Level {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Good => "ok",
            Self::Warning => "warning",
            Self::Missed => "missed",
            Self::Damaged => "damaged",
        }
    }
}

/// Something that is not as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Complaint {
    /// There is no good snapshot.
    NoSnapshot,
    /// More would be lost than was promised.
    Rpo {
        /// The age of what is safe.
        age: Duration,
        /// What was promised.
        target: Duration,
    },
    /// More will soon be lost than was promised.
    RpoSoon {
        /// The age of what is safe.
        age: Duration,
        /// What was promised.
        target: Duration,
    },
    /// Interval and usual run time together are longer than what may be lost.
    Slow {
        /// How long most backups take at most.
        took: Duration,
        /// How often they are made.
        every: Duration,
        /// What was promised.
        target: Duration,
    },
    /// A recovery would take longer than was promised.
    Forecast {
        /// How long.
        forecast: Duration,
        /// What was promised.
        target: Duration,
    },
    /// Nothing was verified for too long.
    Verification {
        /// When last, if ever.
        age: Option<Duration>,
        /// How often it was promised.
        every: Duration,
    },
    /// No drill was held for too long.
    Drill {
        /// Which.
        plan: Plan,
        /// When last, if ever.
        age: Option<Duration>,
    },
    /// In the last drill a recovery took longer than was promised.
    Recovery {
        /// How long.
        measured: Duration,
        /// What was promised.
        target: Duration,
    },
    /// In the last drill what was restored was wrong.
    Restored,
    /// Nobody looked at what a drill found, or what was to be done after it is not done.
    Review,
    /// Stored data is damaged.
    Damage,
    /// It looks as if files were encrypted or destroyed.
    Anomaly {
        /// Why.
        reasons: Reasons,
        /// When the first such snapshot began.
        since: Timestamp,
    },
    /// A canary file was changed or is gone.
    Canary {
        /// When the first snapshot began before which it was.
        since: Timestamp,
    },
}

impl Complaint {
    /// How bad it is.
    pub fn level(&self) -> Level {
        match self {
            Self::NoSnapshot | Self::Rpo { .. } | Self::Verification { .. } => Level::Missed,
            Self::Drill { .. } | Self::Recovery { .. } => Level::Missed,
            Self::RpoSoon { .. } | Self::Slow { .. } | Self::Forecast { .. } => Level::Warning,
            Self::Review | Self::Anomaly { .. } | Self::Canary { .. } => Level::Warning,
            Self::Damage | Self::Restored => Level::Damaged,
        }
    }
}

/// How a dataset stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// What would be lost now: the age of the newest state that is safe.
    pub age: Option<Duration>,
    /// How long most backups take at most: 19 of 20.
    pub usual: Option<Duration>,
    /// How long a recovery would take by what was measured.
    pub forecast: Option<Duration>,
    /// How much more a recovery has to bring back than before, in percent, and since how long ago.
    pub growth: Option<(i64, Duration)>,
    /// How long ago it was verified.
    pub verified: Option<Duration>,
    /// How long ago a drill restored it, and how long that took.
    pub drilled: Option<(Duration, Option<Duration>)>,
    /// What is wrong, in no order.
    pub complaints: Vec<Complaint>,
}

impl Standing {
    /// The worst of what is wrong.
    pub fn level(&self) -> Level {
        self.complaints.iter().map(Complaint::level).max().unwrap_or(Level::Good)
    }
}

/// Growth is told over at most this long.
const TREND: Duration = Duration::from_secs(30 * 86_400);
/// What is compared has to be this far apart to mean anything.
const SHORTEST_TREND: Duration = Duration::from_secs(86_400);

/// How a dataset stands now.
pub fn standing(promise: &Promise, seen: &Seen, now: Timestamp) -> Standing {
    let age = seen.captured.map(|captured| now.since(captured));
    let usual = nineteen_of_twenty(&seen.took);
    let bytes = seen.sizes.last().map(|(_, bytes)| *bytes);
    let forecast = bytes.zip(seen.throughput.filter(|speed| *speed > 0.0));
    let forecast = forecast.map(|(bytes, speed)| Duration::from_secs_f64((bytes as f64 / speed).min(1e9)));
    let verified = seen.verified.map(|verified| now.since(verified));
    let mut complaints = Vec::new();
    if seen.is_damaged {
        complaints.push(Complaint::Damage);
    }
    complaints.extend(suspicions(seen));
    match (age, &promise.tier) {
        (None, _) => complaints.push(Complaint::NoSnapshot),
        (Some(age), Some(Tier { rpo: target, .. })) if age >= *target => {
            complaints.push(Complaint::Rpo { age, target: *target });
        }
        (Some(age), Some(Tier { rpo: target, .. })) if promise.warns_at().is_some_and(|at| age > at) => {
            complaints.push(Complaint::RpoSoon { age, target: *target });
        }
        _ => {}
    }
    if let (Some(took), Some(every), Some(Tier { rpo, .. })) = (usual, promise.every, &promise.tier)
        && every + took > *rpo
    {
        complaints.push(Complaint::Slow { took, every, target: *rpo });
    }
    if let (Some(forecast), Some(tier)) = (forecast, &promise.tier)
        && forecast > tier.rto
    {
        complaints.push(Complaint::Forecast { forecast, target: tier.rto });
    }
    if let Some(every) = promise.verify_every {
        // Before there was anything to verify nothing is late.
        let waited = verified.or(seen.since.map(|since| now.since(since)));
        if waited.is_some_and(|waited| waited > every * 3 / 2) {
            complaints.push(Complaint::Verification { age: verified, every });
        }
    }
    complaints.extend(of_drills(promise, seen, now));
    let drilled = seen.drilled.as_ref().map(|one| (now.since(one.at), one.rto));
    Standing { age, usual, forecast, growth: growth(&seen.sizes), verified, drilled, complaints }
}

/// What drills have shown, and whether they were held.
fn of_drills(promise: &Promise, seen: &Seen, now: Timestamp) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for plan in &promise.drills {
        let age = seen.drills.get(plan).map(|last| now.since(*last));
        let waited = age.or(seen.created.map(|created| now.since(created)));
        if waited.is_some_and(|waited| waited > plan.every() * 3 / 2) {
            complaints.push(Complaint::Drill { plan: *plan, age });
        }
    }
    if let Some(drilled) = &seen.drilled {
        if drilled.is_wrong {
            complaints.push(Complaint::Restored);
        }
        if let (Some(measured), Some(tier)) = (drilled.rto, &promise.tier)
            && measured > tier.rto
        {
            complaints.push(Complaint::Recovery { measured, target: tier.rto });
        }
    }
    if seen.is_review_due {
        complaints.push(Complaint::Review);
    }
    complaints
}

/// What is said of suspect snapshots. A canary file says so by itself.
fn suspicions(seen: &Seen) -> Vec<Complaint> {
    let Some((since, reasons)) = seen.suspect else { return Vec::new() };
    let is_canary = reasons.has(Reason::Canary);
    let has_others = reasons.iter().any(|reason| !matches!(reason, Reason::Canary | Reason::Open));
    let mut complaints = Vec::new();
    if is_canary {
        complaints.push(Complaint::Canary { since });
    }
    if has_others || !is_canary {
        complaints.push(Complaint::Anomaly { reasons, since });
    }
    complaints
}

/// What at most one of twenty exceeds.
fn nineteen_of_twenty(times: &[Duration]) -> Option<Duration> {
    let mut times = times.to_vec();
    times.sort();
    let place = (times.len() * 19).div_ceil(20).checked_sub(1)?;
    times.get(place).copied()
}

/// How much larger the newest is than what was there a month before, or as long before as there is anything.
fn growth(sizes: &[(Timestamp, u64)]) -> Option<(i64, Duration)> {
    let (newest, bytes) = sizes.last()?;
    let (oldest, before) = sizes.iter().find(|(time, _)| newest.since(*time) <= TREND)?;
    let span = newest.since(*oldest);
    if span < SHORTEST_TREND || *before == 0 {
        return None;
    }
    let percent = (i128::from(*bytes) - i128::from(*before)) * 100 / i128::from(*before);
    Some((i64::try_from(percent).unwrap_or(i64::MAX), span))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: u64 = 60;
    const DAY: u64 = 86_400;

    fn at(seconds: u64) -> Timestamp {
        Timestamp { seconds: 1_800_000_000 + seconds as i64, nanos: 0 }
    }

    fn minutes(minutes: u64) -> Duration {
        Duration::from_secs(minutes * MINUTE)
    }

    fn critical() -> Promise {
        let tier = Tier { name: "critical".to_owned(), rto: minutes(15), rpo: minutes(5) };
        Promise {
            tier: Some(tier),
            every: Some(minutes(4)),
            verify_every: Some(Duration::from_secs(DAY)),
            drills: vec![],
        }
    }

    fn seen() -> Seen {
        Seen { captured: Some(at(0)), verified: Some(at(0)), since: Some(at(0)), ..Seen::default() }
    }

    #[test]
    fn an_age_that_every_interval_reaches_is_nothing_to_warn_of() {
        let level = |seconds| standing(&critical(), &seen(), at(seconds)).level();
        assert_eq!(
            [level(4 * MINUTE), level(270), level(271), level(299), level(300)],
            [Level::Good, Level::Good, Level::Warning, Level::Warning, Level::Missed]
        );
        // Where there is room, half the RPO is enough to warn.
        let often = Promise { every: Some(minutes(0)), ..critical() };
        assert_eq!(often.warns_at(), Some(Duration::from_secs(150)));
    }

    #[test]
    fn without_a_tier_only_intervals_are_promised() {
        let promise = Promise { tier: None, ..critical() };
        assert_eq!(standing(&promise, &seen(), at(DAY)).complaints, []);
        let late = standing(&promise, &seen(), at(2 * DAY)).complaints;
        let (age, every) = (Some(Duration::from_secs(2 * DAY)), Duration::from_secs(DAY));
        assert_eq!(late, [Complaint::Verification { age, every }]);
        let none = Seen { captured: None, ..seen() };
        assert_eq!(standing(&promise, &none, at(0)).complaints, [Complaint::NoSnapshot]);
    }

    #[test]
    fn what_was_never_verified_is_late_once_it_could_have_been() {
        let never = Seen { captured: Some(at(2 * DAY)), verified: None, ..seen() };
        let every = Duration::from_secs(DAY);
        assert_eq!(
            standing(&critical(), &never, at(2 * DAY)).complaints,
            [Complaint::Verification { age: None, every }]
        );
        let new = Seen { since: Some(at(2 * DAY)), ..never };
        assert_eq!(standing(&critical(), &new, at(2 * DAY)).complaints, []);
    }

    #[test]
    fn a_recovery_is_forecast_from_what_was_measured() {
        let sizes = vec![(at(0), 100 << 20), (at(DAY), 150 << 20), (at(20 * DAY), 120 << 20)];
        let measured = Seen { sizes, throughput: Some(f64::from(1 << 20)), ..seen() };
        let standing = standing(&critical(), &measured, at(MINUTE));
        assert_eq!(standing.forecast, Some(minutes(2)));
        assert_eq!(standing.growth, Some((20, Duration::from_secs(20 * DAY))));
        let slow = Seen { throughput: Some(1024.0), ..measured };
        let complaints = super::standing(&critical(), &slow, at(MINUTE)).complaints;
        assert!(matches!(complaints[..], [Complaint::Forecast { .. }]), "{complaints:?}");
    }

    #[test]
    fn backups_that_usually_take_too_long_are_told_before_anything_is_lost() {
        let mut took = vec![Duration::from_secs(10); 19];
        took.push(minutes(30));
        let one_slow = Seen { took: took.clone(), ..seen() };
        assert_eq!(standing(&critical(), &one_slow, at(MINUTE)).complaints, []);
        took.push(minutes(2));
        took.push(minutes(2));
        let slow = standing(&critical(), &Seen { took, ..seen() }, at(MINUTE));
        assert_eq!(slow.usual, Some(minutes(2)));
        assert_eq!(slow.level(), Level::Warning);
    }

    #[test]
    fn a_canary_and_an_anomaly_are_told_each_by_itself() {
        let told = |reasons: &[Reason]| {
            let suspect = Some((at(0), reasons.iter().copied().collect()));
            let standing = standing(&critical(), &Seen { suspect, ..seen() }, at(0));
            assert_eq!(standing.level(), Level::Warning);
            let canary = |one: &Complaint| matches!(one, Complaint::Canary { .. });
            standing.complaints.iter().map(canary).collect::<Vec<_>>()
        };
        assert_eq!(told(&[Reason::Canary, Reason::Open]), [true]);
        assert_eq!(told(&[Reason::Mismatched, Reason::Open]), [false]);
        assert_eq!(told(&[Reason::Mismatched, Reason::Canary]), [true, false]);
        // Somebody tagged it.
        assert_eq!(told(&[]), [false]);
    }

    #[test]
    fn growth_over_less_than_a_day_means_nothing() {
        assert_eq!(growth(&[]), None);
        assert_eq!(growth(&[(at(0), 5), (at(DAY - 1), 50)]), None);
        assert_eq!(growth(&[(at(0), 0), (at(DAY), 50)]), None);
        // Older than a month does not count.
        let sizes = [(at(0), 1), (at(40 * DAY), 100), (at(60 * DAY), 50)];
        assert_eq!(growth(&sizes), Some((-50, Duration::from_secs(20 * DAY))));
    }
}
