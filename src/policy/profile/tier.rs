//! Tiers: how long a recovery may take and how much may be lost.

use std::time::Duration;

use super::settings::Settings;

/// What is promised of the datasets of a tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// Its name.
    pub name: String,
    /// A recovery takes at most this long.
    pub rto: Duration,
    /// At most this much of the newest data is lost.
    pub rpo: Duration,
}

impl Tier {
    /// Names, the strictest first.
    pub const NAMES: &[&str] = &["critical", "important", "standard", "noncritical"];

    /// The tier that settings name, with its figures there.
    pub fn of(settings: &Settings) -> Option<Self> {
        let name = settings.text("dataset.tier")?.to_owned();
        let figure = |what: &str| settings.time(&format!("tier.{name}.{what}"));
        Some(Self { rto: figure("rto")?, rpo: figure("rpo")?, name })
    }

    /// How often to back up if nothing is said: what is left of the RPO is for the run itself.
    pub fn interval(&self) -> Duration {
        self.rpo * 4 / 5
    }
}
