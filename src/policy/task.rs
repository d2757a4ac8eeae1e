//! What a profile wants run, and how often: backups of its datasets, and what each of its repositories needs.

use std::time::Duration;

use super::drill::Plan;
use super::profile::{Resolved, Settings};
use crate::model::role::Role;

/// A repository of a profile.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Home {
    /// That of the top, where every dataset lies that names no other.
    Main,
    /// That of this dataset, and of those after it that name the same.
    Of(String),
}

impl Home {
    /// The dataset whose repository it is, if it is not that of the top.
    pub fn dataset(&self) -> Option<&str> {
        match self {
            Self::Main => None,
            Self::Of(dataset) => Some(dataset),
        }
    }

    /// What holds for it.
    pub fn settings(&self, profile: &Resolved<'_>) -> Settings {
        let own = self.dataset().and_then(|name| profile.dataset(name).ok());
        own.map_or_else(|| profile.settings(&[]), |table| profile.settings_of(table, &[]))
    }

    fn prefix(&self) -> String {
        self.dataset().map(|dataset| format!("{dataset}-")).unwrap_or_default()
    }

    /// For the end of what a task is in words.
    fn shown(&self) -> String {
        self.dataset().map(|dataset| format!(" in the repository of {dataset}")).unwrap_or_default()
    }

    /// The option that names it.
    fn arguments(&self) -> impl Iterator<Item = &str> {
        self.dataset().into_iter().flat_map(|dataset| ["--repo-of", dataset])
    }
}

/// Something to run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// Read every byte of a dataset again.
    Full(String),
    /// Back up what changed in a dataset.
    Incremental(String),
    /// Verify one of so many parts of a repository.
    Verify(Home, u64),
    /// Forget and sweep in a repository.
    Prune(Home),
    /// Restore to see whether it can be done.
    Drill(Plan),
}

impl Task {
    /// What to call it.
    pub fn name(&self) -> String {
        match self {
            Self::Full(dataset) => format!("{dataset}-full"),
            Self::Incremental(dataset) => format!("{dataset}-incremental"),
            Self::Verify(home, _) => format!("{}verify", home.prefix()),
            Self::Prune(home) => format!("{}prune", home.prefix()),
            Self::Drill(plan) => format!("drill-{}", plan.name()),
        }
    }

    /// The dataset it is for, if it is for one and not for a whole repository.
    pub fn dataset(&self) -> Option<&str> {
        match self {
            Self::Full(dataset) | Self::Incremental(dataset) => Some(dataset),
            Self::Verify(..) | Self::Prune(_) | Self::Drill(_) => None,
        }
    }

    /// The repository it is for, if it is for a whole one.
    pub fn home(&self) -> Option<&Home> {
        match self {
            Self::Verify(home, _) | Self::Prune(home) => Some(home),
            Self::Full(_) | Self::Incremental(_) | Self::Drill(_) => None,
        }
    }

    /// What it is in words.
    pub fn shown(&self) -> String {
        match self {
            Self::Full(dataset) => format!("full backup of {dataset}"),
            Self::Incremental(dataset) => format!("incremental backup of {dataset}"),
            Self::Verify(home, 1) => format!("verification{}", home.shown()),
            Self::Verify(home, parts) => format!("verification of one of {parts} parts{}", home.shown()),
            Self::Prune(home) => format!("forget and prune{}", home.shown()),
            Self::Drill(plan) => format!("{} drill", plan.name()),
        }
    }

    /// Of several that are due those with a smaller rank come first.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Full(_) | Self::Incremental(_) => 0,
            Self::Verify(..) => 1,
            Self::Prune(_) => 2,
            Self::Drill(_) => 3,
        }
    }

    /// Whether a key of this role can do it.
    pub fn may(&self, role: Role) -> bool {
        match self {
            Self::Full(_) | Self::Incremental(_) => role.may_back_up(),
            Self::Verify(..) | Self::Drill(_) => role.reads_data(),
            Self::Prune(_) => role.may_maintain(),
        }
    }

    /// The roles that can do it.
    pub fn roles(&self) -> impl Iterator<Item = Role> + '_ {
        Role::ALL.into_iter().filter(|role| self.may(*role))
    }

    /// Whether it makes snapshots; all else may be left to another host.
    pub fn is_backup(&self) -> bool {
        matches!(self, Self::Full(_) | Self::Incremental(_))
    }

    /// The arguments that run it.
    pub fn arguments(&self) -> Vec<String> {
        let words: &[&str] = match self {
            Self::Full(dataset) => &["full", "--dataset", dataset],
            Self::Incremental(dataset) => &["incremental", "--dataset", dataset],
            Self::Verify(_, parts) => &["verify", "--rotate", &parts.to_string()],
            Self::Prune(_) => &["forget", "--prune"],
            Self::Drill(plan) => &["drill", "run", "--plan", plan.name()],
        };
        let home = self.home().into_iter().flat_map(Home::arguments);
        words.iter().copied().chain(home).map(str::to_owned).collect()
    }
}

/// All that a profile wants run, and how often.
pub fn wanted(profile: &Resolved<'_>) -> Vec<(Task, Duration)> {
    let mut wanted = Vec::new();
    let mut add = |task: Task, every: Option<Duration>| {
        wanted.extend(every.filter(|every| !every.is_zero()).map(|every| (task, every)));
    };
    for (name, table) in profile.datasets() {
        let settings = profile.settings_of(table, &[]);
        let full = settings.time("schedule.full_backup_interval");
        let incremental = settings.time("schedule.incremental_backup_interval");
        add(Task::Full(name.to_owned()), full);
        // A full backup does all that an incremental one does.
        add(
            Task::Incremental(name.to_owned()),
            incremental.filter(|every| full.is_none_or(|full| *every < full || full.is_zero())),
        );
    }
    for home in homes(profile) {
        let settings = home.settings(profile);
        let verification = settings.time("schedule.backup_verification_interval");
        add(Task::Verify(home.clone(), parts(&settings)), verification);
        add(Task::Prune(home), settings.time("schedule.prune_interval"));
    }
    for plan in Plan::ALL.into_iter().filter(|plan| plan.is_wanted(profile)) {
        add(Task::Drill(plan), Some(plan.every()));
    }
    wanted
}

/// The repositories of a profile, each once, that of the top first: where the profile does not name it, the environment
/// or an option may.
fn homes(profile: &Resolved<'_>) -> Vec<Home> {
    let mut known = vec![address(&profile.settings(&[]))];
    let mut homes = vec![Home::Main];
    for (name, table) in profile.datasets() {
        let address = address(&profile.settings_of(table, &[]));
        if !known.contains(&address) {
            known.push(address);
            homes.push(Home::Of(name.to_owned()));
        }
    }
    homes
}

/// What tells one repository from another.
fn address(settings: &Settings) -> [Option<String>; 2] {
    ["repository.url", "repository.endpoint"]
        .map(|path| settings.text(path).map(|text| text.trim_end_matches('/').to_owned()))
}

/// In how many verifications every byte is read.
fn parts(settings: &Settings) -> u64 {
    let seconds = |path| settings.time(path).map_or(0, |time| time.as_secs());
    let coverage = seconds("schedule.backup_verification_coverage");
    (coverage / seconds("schedule.backup_verification_interval").max(1)).clamp(1, 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::profile::{Base, parse};

    const HOUR: u64 = 3600;
    const DAY: u64 = 24 * HOUR;

    #[test]
    fn every_repository_of_a_profile_is_seen_to_once() {
        let text = "[repository]\nurl = 's3://chest/a'\n\
            [[dataset]]\nname = 'web'\npaths = ['/srv']\n\
            [[dataset]]\nname = 'ledger'\npaths = ['/db']\n[dataset.repository]\nurl = 's3://chest/b'\n\
            [dataset.schedule]\nprune_interval = '2d'\nbackup_verification_interval = '1h'\n\
            [[dataset]]\nname = 'logs'\npaths = ['/log']\n[dataset.repository]\nurl = 's3://chest/b/'\n\
            [[dataset]]\nname = 'mail'\npaths = ['/mail']\n[dataset.repository]\nurl = 's3://chest/a'\n";
        let (file, mistakes) = parse(text, &Base { folder: "/".into(), home: None });
        assert_eq!(mistakes, []);
        let wanted = wanted(&file.resolve(None).unwrap());
        let told: Vec<_> = wanted
            .iter()
            .filter(|(task, _)| task.home().is_some())
            .map(|(task, every)| (task.name(), every.as_secs(), task.arguments().join(" ")))
            .collect();
        let expected = [
            ("verify", DAY, "verify --rotate 30"),
            ("prune", DAY, "forget --prune"),
            ("ledger-verify", HOUR, "verify --rotate 720 --repo-of ledger"),
            ("ledger-prune", 2 * DAY, "forget --prune --repo-of ledger"),
        ];
        assert_eq!(told, expected.map(|(name, every, words)| (name.to_owned(), every, words.to_owned())));
    }
}
