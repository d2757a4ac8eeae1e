//! Alerts of a profile on this host: what is wrong, who is told, and what could not be told yet.
//!
//! All of it lies in the folder of attempts. A message is written down before its alert counts as told, and stays until
//! its channel has taken it: a run that is cut short tells nothing twice and forgets nothing. Whether it can be
//! delivered changes no exit code.

mod find;
mod shared;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirBuilder, File};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::attempts::{Attempts, failed, try_lock};
use super::channels::Channel;
use super::context::Context;
use super::failure::{Failure, Result};
use super::look::now;
use crate::codec::random;
use crate::model::id::to_hex;
use crate::model::time::Timestamp;
use crate::policy::alert::{self, Event, Key, Message, Silence, State, Terms};
use crate::repository::cache::write_private;

pub use find::{Looked, Wrong};
pub use shared::{Shared, since};

/// What was not taken for so long is not sent any more: it says nothing about today.
const LONGEST_TRY: Duration = Duration::from_secs(3 * 86_400);

/// What is remembered.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    alerts: BTreeMap<String, KeptState>,
    silences: BTreeMap<String, i64>,
    /// When the newest state of each dataset that is safe was taken: a store that does not answer does not say.
    captured: BTreeMap<String, i64>,
    /// The newest requests to stores: milliseconds to the answer, where that was measured, and whether it failed.
    requests: Vec<(Option<u64>, bool)>,
    /// Alerts that their repository knows of.
    said: BTreeSet<String>,
    /// Alerts that are over, as people were told, and that their repository does not know of yet.
    ending: BTreeSet<String>,
    /// The number of the last letter.
    letters: u64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct KeptState {
    since: i64,
    told: Option<i64>,
    summary: String,
    #[serde(default)]
    is_foreign: bool,
}

/// A message to a channel that has not taken it yet. Times are seconds since 1970.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Letter {
    channel: String,
    event: String,
    key: String,
    summary: String,
    since: i64,
    written: i64,
    next: i64,
    tries: u32,
}

/// The alerts of a profile on this host, for one run at a time.
#[derive(Debug)]
pub struct Alerts {
    folder: PathBuf,
    kept: Kept,
    _lock: File,
}

fn at(seconds: i64) -> Timestamp {
    Timestamp { seconds, nanos: 0 }
}

impl Alerts {
    /// Takes them for this run; `None` if another run has them and sees to it.
    pub fn open(attempts: &Attempts) -> Result<Option<Self>> {
        let folder = attempts.folder().join("alerts");
        let failed = |error: std::io::Error| failed("use", &folder, &error);
        DirBuilder::new().recursive(true).mode(0o700).create(folder.join("outbox")).map_err(failed)?;
        let Some(lock) = try_lock(&folder.join("lock")).map_err(failed)? else { return Ok(None) };
        // A file that makes no sense is none: what is wrong is told once more.
        let kept =
            fs::read(folder.join("state.json")).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let alerts = Self { kept: kept.unwrap_or_default(), folder, _lock: lock };
        alerts.drop_uncounted();
        Ok(Some(alerts))
    }

    /// Letters of a run that was cut short before it counted them: what they tell is found out again.
    fn drop_uncounted(&self) {
        for path in self.letters() {
            let number = path.file_name().and_then(|name| name.to_str()?.parse::<u64>().ok());
            if number.is_none_or(|number| number > self.kept.letters) {
                let _ = fs::remove_file(&path);
            }
        }
    }

    /// The files of what is to be told, the oldest first.
    fn letters(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.folder.join("outbox")).into_iter().flatten().flatten();
        let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        paths
    }

    fn keep(&self) -> Result<()> {
        let text = serde_json::to_vec(&self.kept).unwrap_or_default();
        write_private(&self.folder.join("state.json"), &text).map_err(Failure::from)
    }

    /// What is wrong just now, or will be told soon.
    pub fn states(&self) -> BTreeMap<Key, State> {
        let read = |(key, kept): (&String, &KeptState)| {
            let KeptState { since, told, summary, is_foreign } = kept.clone();
            let state = State { since: at(since), told: told.map(at), summary, is_foreign };
            Some((key.parse().ok()?, state))
        };
        self.kept.alerts.iter().filter_map(read).collect()
    }

    /// What nobody is told of, and until when.
    pub fn silences(&self) -> Vec<Silence> {
        let read =
            |(key, until): (&String, &i64)| Some(Silence { key: key.parse().ok()?, until: at(*until) });
        self.kept.silences.iter().filter_map(read).collect()
    }

    /// Tells nobody of an alert until then.
    pub fn silence(&mut self, key: &Key, until: Timestamp) -> Result<()> {
        self.kept.silences.insert(key.to_string(), until.seconds);
        self.keep()
    }

    /// Takes up what is wrong now, and writes down what is to be told to whom.
    pub fn take_up(
        &mut self,
        context: &Context,
        wrong: &Wrong,
        shared: &Shared<'_>,
        channels: &[Channel],
    ) -> Result<()> {
        let now = now();
        let least = context.settings.text("alerts.minimum_severity").and_then(|word| word.parse().ok());
        let silences = self.silences();
        let mut states = self.states();
        self.learn(&mut states, shared, now);
        let foreign: BTreeMap<Key, Timestamp> = states
            .iter()
            .filter(|(_, state)| state.is_foreign)
            .map(|(key, state)| (key.clone(), state.since))
            .collect();
        let is_unknown = |key: &Key| {
            wrong.cannot_tell(key)
                || foreign
                    .get(key)
                    .is_some_and(|since| !shared.knows(key) || !wrong.is_done_since(key, *since))
        };
        let terms = Terms {
            now,
            least: least.unwrap_or(alert::Severity::Medium),
            silences: &silences,
            is_unknown: &is_unknown,
        };
        for message in alert::step(&mut states, &wrong.conditions, &terms) {
            for channel in channels.iter().filter(|channel| channel.wants(&message)) {
                self.write(channel, &message, now)?;
            }
        }
        self.kept.ending.extend(shared.ended(&states).map(ToString::to_string));
        self.kept.ending.retain(|key| key.parse().is_ok_and(|key| !states.contains_key(&key)));
        self.kept.alerts = states
            .into_iter()
            .map(|(key, State { since, told, summary, is_foreign })| {
                let told = told.map(|told| told.seconds);
                (key.to_string(), KeptState { since: since.seconds, told, summary, is_foreign })
            })
            .collect();
        self.kept.silences.retain(|_, until| *until > now.seconds);
        self.keep()
    }

    fn write(&mut self, channel: &Channel, message: &Message, now: Timestamp) -> Result<()> {
        let Message { event, key, summary, since } = message;
        let letter = Letter {
            channel: channel.name().to_owned(),
            event: event.name().to_owned(),
            key: key.to_string(),
            summary: summary.clone(),
            since: since.seconds,
            written: now.seconds,
            next: now.seconds,
            tries: 0,
        };
        self.kept.letters += 1;
        self.store(&self.folder.join("outbox").join(format!("{:012}", self.kept.letters)), &letter)
    }

    fn store(&self, path: &Path, letter: &Letter) -> Result<()> {
        write_private(path, &serde_json::to_vec(letter).unwrap_or_default()).map_err(Failure::from)
    }

    /// Sends what is written down, the oldest first. What a channel does not take is tried again later.
    pub fn deliver(&self, context: &Context, channels: &[Channel]) -> Result<()> {
        let mut stuck: Vec<String> = Vec::new();
        for path in self.letters() {
            let letter = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice::<Letter>(&bytes).ok());
            let Some(mut letter) = letter else {
                // Nobody can read it, the channel neither.
                let _ = fs::remove_file(&path);
                continue;
            };
            let now = now();
            // What comes later does not overtake: an end is not to arrive before its beginning.
            if letter.next > now.seconds || stuck.contains(&letter.channel) {
                stuck.push(letter.channel);
                continue;
            }
            let channel = channels.iter().find(|channel| channel.name() == letter.channel);
            let (Some(channel), Some(message)) = (channel, letter.message()) else {
                // A channel that is gone is told nothing any more.
                let _ = fs::remove_file(&path);
                continue;
            };
            let refused = match channel.send(context, &message) {
                Ok(()) => {
                    let _ = fs::remove_file(&path);
                    continue;
                }
                Err(refused) => refused,
            };
            let too_old = now.since(at(letter.written)) > LONGEST_TRY;
            if refused.for_good || too_old {
                context.console.warning(&format!(
                    "{} will not be told of {}: {}",
                    letter.channel, letter.key, refused.problem
                ));
                let _ = fs::remove_file(&path);
                continue;
            }
            letter.tries += 1;
            letter.next = now.seconds + (30 << letter.tries.min(7)).min(3600);
            self.store(&path, &letter)?;
            context.console.warning(&format!(
                "{} was not told of {} yet: {}",
                letter.channel, letter.key, refused.problem
            ));
            stuck.push(letter.channel);
        }
        Ok(())
    }
}

impl Letter {
    fn message(&self) -> Option<Message> {
        let event = [Event::Trigger, Event::Again, Event::Resolve]
            .into_iter()
            .find(|event| event.name() == self.event)?;
        Some(Message {
            event,
            key: self.key.parse().ok()?,
            summary: self.summary.clone(),
            since: at(self.since),
        })
    }
}

/// A number that no other run has, for those who pair a beginning with an end.
pub fn run_id() -> String {
    to_hex(&random::bytes::<16>())
}
