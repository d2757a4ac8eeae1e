//! The recovery document: what a person needs who has to bring everything back, as the profile has it. It names files
//! that hold secrets, and holds none.

use std::fmt::Write;

use serde::Serialize;

use super::template::Template;
use crate::policy::profile::Contact;

/// The languages there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Kazakh.
    Kazakh,
}

/// Everything the document tells. Lengths of time are as a profile has them: `15m`.
#[derive(Debug, Clone, Serialize)]
pub struct Plan {
    /// The version of this program.
    pub version: String,
    /// The file of the profile.
    pub config: String,
    /// The profile of that file, if it is not its top.
    pub profile: Option<String>,
    /// What makes commands use this profile, for a shell.
    pub config_export: String,
    /// The day it was written on.
    pub day: String,
    /// Who is responsible for it.
    pub owner: Option<String>,
    /// Who approves it.
    pub approver: Option<String>,
    /// When it is to be looked at again.
    pub next_review: Option<String>,
    /// What is promised, the strictest first.
    pub tiers: Vec<Target>,
    /// Where backups are.
    pub repositories: Vec<Repository>,
    /// Whether any of them is in a bucket, which takes credentials.
    pub has_bucket: bool,
    /// What is backed up, what is promised most of first.
    pub datasets: Vec<Dataset>,
    /// Whom to call.
    pub contacts: Vec<Contact>,
    /// Channels that alerts go to.
    pub channels: Vec<String>,
    /// Second copies that the profile names.
    pub replicas: Vec<String>,
    /// How often a part of each repository is verified.
    pub verified_each: String,
    /// In what time all of it is.
    pub verified_within: String,
    /// The drills that are wanted.
    pub drills: Drills,
}

/// What a tier promises.
#[derive(Debug, Clone, Serialize)]
pub struct Target {
    /// Its name.
    pub name: String,
    /// How long a recovery may take.
    pub rto: String,
    /// How much may be lost.
    pub rpo: String,
    /// What belongs to it.
    pub datasets: Vec<String>,
}

/// A repository.
#[derive(Debug, Clone, Serialize)]
pub struct Repository {
    /// Where it is, with its options.
    pub place: String,
    /// What opens it.
    pub opener: Opener,
    /// The name that a file with its passphrase has on a bare host.
    pub passphrase: String,
    /// The name that its exported key has there.
    pub key: String,
    /// What brings everything in it back on a bare host, in order.
    pub restores: Vec<String>,
    /// What tells where it is, for a shell.
    pub export: String,
}

/// What opens a repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "name")]
pub enum Opener {
    /// A passphrase in this file.
    PassphraseFile(String),
    /// This key file.
    KeyFile(String),
    /// What a command of the profile prints. Which one is not told: it may hold what should not be.
    Command,
    /// A credential of systemd.
    Credential(String),
    /// The profile says nothing.
    Asked,
}

/// A dataset.
#[derive(Debug, Clone, Serialize)]
pub struct Dataset {
    /// Its name.
    pub name: String,
    /// The host it is of.
    pub host: String,
    /// Its tier.
    pub tier: Option<String>,
    /// How long a recovery may take.
    pub rto: Option<String>,
    /// How much may be lost.
    pub rpo: Option<String>,
    /// Files and folders it is made of; none if it is what a command prints.
    pub paths: Vec<String>,
    /// The number of its repository, from 1.
    pub repository: usize,
    /// How often every byte is read again.
    pub full_each: String,
    /// How often what changed is backed up.
    pub incremental_each: String,
    /// How long full snapshots are kept, and incremental ones; none where other rules say so.
    pub kept: Option<(String, String)>,
    /// What tells whether the restored data is good.
    pub check: Option<String>,
    /// Restores it beside what is there.
    pub restore_beside: String,
    /// Tells what restoring it to where it was would change.
    pub restore_trial: Option<String>,
    /// Restores it to where it was.
    pub restore_in_place: Option<String>,
    /// Restores it as it was at a time.
    pub restore_at: String,
}

/// The drills that a profile wants.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Drills {
    /// Each month.
    pub monthly: bool,
    /// Each quarter.
    pub quarterly: bool,
    /// Each year.
    pub annual: bool,
}

/// The document, in Markdown.
pub fn render(plan: &Plan, language: Language) -> String {
    let template = match language {
        Language::English => Template::new("en.md", include_str!("en.md")),
        Language::Kazakh => Template::new("kk.md", include_str!("kk.md")),
    };
    let [time, span, tier]: [fn(String) -> String; 3] = match language {
        Language::English => {
            [|text| spelt(&text, &ENGLISH), |text| spelt(&text, &ENGLISH_SPANS), |name| name]
        }
        Language::Kazakh => {
            [|text| spelt(&text, &KAZAKH), |text| spelt(&text, &KAZAKH_SPANS), |name| in_kazakh(&name)]
        }
    };
    template.filter("time", time).filter("span", span).filter("tier", tier).render(plan)
}

/// A tier, with the word that the profile has for it.
fn in_kazakh(tier: &str) -> String {
    let word = match tier {
        "critical" => "аса маңызды",
        "important" => "маңызды",
        "standard" => "стандартты",
        "noncritical" => "маңызы төмен",
        _ => return tier.to_owned(),
    };
    format!("{word} ({tier})")
}

type Units = [(char, &'static str); 4];
const ENGLISH: Units = [('s', "s"), ('m', "min"), ('h', "h"), ('d', "d")];
const ENGLISH_SPANS: Units = [('h', "h"), ('d', "d"), ('m', "months"), ('y', "years")];
const KAZAKH: Units = [('s', "с"), ('m', "мин"), ('h', "сағ"), ('d', "күн")];
const KAZAKH_SPANS: Units = [('h', "сағ"), ('d', "күн"), ('m', "ай"), ('y', "жыл")];

/// A length of time with the units of a language.
fn spelt(text: &str, units: &Units) -> String {
    let mut spelt = String::new();
    for c in text.chars() {
        match units.iter().find(|(letter, _)| *letter == c) {
            Some((_, unit)) => _ = write!(spelt, " {unit} "),
            None => spelt.push(c),
        }
    }
    spelt.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_have_the_units_of_the_language() {
        assert_eq!(spelt("15m", &ENGLISH), "15 min");
        assert_eq!(spelt("1y6m", &KAZAKH_SPANS), "1 жыл 6 ай");
    }
}
