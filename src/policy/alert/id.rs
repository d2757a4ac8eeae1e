//! What may be wrong, and how much each matters.

use std::str::FromStr;
use std::time::Duration;

pub(super) const HOUR: Duration = Duration::from_secs(3600);

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// To be read some day.
    Report,
    /// To be looked at during the week.
    Medium,
    /// To be looked at today.
    High,
    /// To be looked at now.
    Critical,
}

impl Severity {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// After how long it is told again.
    pub(super) fn repeats_after(self) -> Duration {
        if self == Self::Critical { 4 * HOUR } else { 24 * HOUR }
    }
}

impl FromStr for Severity {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let all = [Self::Report, Self::Medium, Self::High, Self::Critical];
        all.into_iter().find(|one| one.name() == text).ok_or_else(|| format!("{text:?} is no severity"))
    }
}

/// What may be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Id {
    /// No repository can be looked at.
    SystemDown,
    /// A repository cannot be opened or believed.
    DatabaseFailure,
    /// A store does not answer.
    NetworkFailure,
    /// More would be lost than was promised.
    RpoBreach,
    /// A file that nobody has reason to touch was changed.
    CanaryChanged,
    /// A run took nearly all of the processors.
    HighCpuUsage,
    /// A run took nearly all of the memory.
    HighMemoryUsage,
    /// The store answers slowly.
    SlowResponseTime,
    /// More will soon be lost than was promised.
    RpoAtRisk,
    /// A verification failed, or found damage.
    VerifyFailed,
    /// Nothing was verified for too long.
    VerifyOverdue,
    /// A drill has shown that a recovery fails, or takes too long; or it could not be held.
    DrillFailed,
    /// No drill was held for too long.
    DrillOverdue,
    /// A snapshot is unlike those before it.
    Anomaly,
    /// A file system that a run needs is nearly full.
    DiskSpaceLow,
    /// Requests wait for one another.
    ConnectionPoolHigh,
    /// The store fails for the moment too often.
    ErrorRateIncreased,
    /// A recovery would take longer than was promised.
    RtoAtRisk,
    /// Backups failed.
    BackupFailed,
    /// Forgetting or sweeping failed.
    PruneFailed,
    /// A task takes longer than it may.
    RunTooLong,
    /// Nobody looked at what a drill found, or what was to be done after it is not done.
    ReviewOverdue,
    /// Nothing at all: somebody tries whether a channel works.
    Test,
}

impl Id {
    /// All of them.
    pub const ALL: [Self; 23] = [
        Self::SystemDown,
        Self::DatabaseFailure,
        Self::NetworkFailure,
        Self::RpoBreach,
        Self::CanaryChanged,
        Self::HighCpuUsage,
        Self::HighMemoryUsage,
        Self::SlowResponseTime,
        Self::RpoAtRisk,
        Self::VerifyFailed,
        Self::VerifyOverdue,
        Self::DrillFailed,
        Self::DrillOverdue,
        Self::Anomaly,
        Self::DiskSpaceLow,
        Self::ConnectionPoolHigh,
        Self::ErrorRateIncreased,
        Self::RtoAtRisk,
        Self::BackupFailed,
        Self::PruneFailed,
        Self::RunTooLong,
        Self::ReviewOverdue,
        Self::Test,
    ];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::SystemDown => "SYSTEM_DOWN",
            Self::DatabaseFailure => "DATABASE_FAILURE",
            Self::NetworkFailure => "NETWORK_FAILURE",
            Self::RpoBreach => "RPO_BREACH",
            Self::CanaryChanged => "CANARY_CHANGED",
            Self::HighCpuUsage => "HIGH_CPU_USAGE",
            Self::HighMemoryUsage => "HIGH_MEMORY_USAGE",
            Self::SlowResponseTime => "SLOW_RESPONSE_TIME",
            Self::RpoAtRisk => "RPO_AT_RISK",
            Self::VerifyFailed => "VERIFY_FAILED",
            Self::VerifyOverdue => "VERIFY_OVERDUE",
            Self::DrillFailed => "DRILL_FAILED",
            Self::DrillOverdue => "DRILL_OVERDUE",
            Self::Anomaly => "ANOMALY",
            Self::DiskSpaceLow => "DISK_SPACE_LOW",
            Self::ConnectionPoolHigh => "CONNECTION_POOL_HIGH",
            Self::ErrorRateIncreased => "ERROR_RATE_INCREASED",
            Self::RtoAtRisk => "RTO_AT_RISK",
            Self::BackupFailed => "BACKUP_FAILED",
            Self::PruneFailed => "PRUNE_FAILED",
            Self::RunTooLong => "RUN_TOO_LONG",
            Self::ReviewOverdue => "REVIEW_OVERDUE",
            Self::Test => "TEST",
        }
    }

    /// How much it matters.
    pub fn severity(self) -> Severity {
        match self {
            Self::SystemDown
            | Self::DatabaseFailure
            | Self::NetworkFailure
            | Self::RpoBreach
            | Self::CanaryChanged => Severity::Critical,
            Self::HighCpuUsage
            | Self::HighMemoryUsage
            | Self::SlowResponseTime
            | Self::RpoAtRisk
            | Self::VerifyFailed
            | Self::VerifyOverdue
            | Self::DrillFailed
            | Self::DrillOverdue
            | Self::Anomaly => Severity::High,
            Self::DiskSpaceLow
            | Self::ConnectionPoolHigh
            | Self::ErrorRateIncreased
            | Self::RtoAtRisk
            | Self::BackupFailed
            | Self::PruneFailed
            | Self::RunTooLong
            | Self::ReviewOverdue => Severity::Medium,
            Self::Test => Severity::Report,
        }
    }

    /// Whether it tells of one host alone: no other can see whether it is over.
    pub fn is_of_host(self) -> bool {
        match self {
            // Who cannot reach a repository cannot say so in it.
            Self::SystemDown | Self::DatabaseFailure | Self::NetworkFailure => true,
            Self::HighCpuUsage | Self::HighMemoryUsage | Self::SlowResponseTime => true,
            Self::DiskSpaceLow | Self::ConnectionPoolHigh | Self::ErrorRateIncreased => true,
            Self::RunTooLong | Self::Test => true,
            _ => false,
        }
    }

    /// How long it has to be so before anybody is told: what mends itself wakes nobody.
    pub(super) fn patience(self) -> Duration {
        match self {
            Self::SystemDown | Self::DatabaseFailure | Self::NetworkFailure => Duration::from_secs(120),
            Self::RtoAtRisk => HOUR,
            _ => Duration::ZERO,
        }
    }

    /// Whether nobody needs to hear of the other while they know of this.
    pub(super) fn explains(self, other: Self) -> bool {
        match self {
            Self::SystemDown | Self::NetworkFailure => matches!(
                other,
                Self::BackupFailed
                    | Self::VerifyFailed
                    | Self::PruneFailed
                    | Self::SlowResponseTime
                    | Self::ErrorRateIncreased
            ),
            Self::RpoBreach => other == Self::RpoAtRisk,
            _ => false,
        }
    }
}
