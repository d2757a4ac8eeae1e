//! Settings: layers that lie over each other, the nearest on top, and what of them can be seen.

use std::collections::{BTreeMap, HashSet};
use std::num::NonZeroUsize;
use std::time::Duration;

use super::finding::Place;
use super::read::Layer;
use super::schema::{self, KEYS};
use super::tier::Tier;
use super::value::{Base, Command, Value};
use crate::policy::retention::Span;

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// An option of the command line.
    Flag(&'static str),
    /// A variable of the environment.
    Environment(&'static str),
    /// The profile.
    File(Place),
    /// The tier that the dataset belongs to.
    Tier,
    /// Nobody said anything.
    Default,
}

/// A value and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// What it is.
    pub value: Value,
    /// Who says so.
    pub origin: Origin,
}

/// What holds in the end, by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings(BTreeMap<&'static str, Setting>);

impl Settings {
    /// What can be seen of these layers from above, the nearest first.
    pub fn of<'a>(layers: impl IntoIterator<Item = &'a Layer>) -> Self {
        let (mut settings, mut closed) = (Self::default(), HashSet::new());
        for layer in layers {
            let mut closing = Vec::new();
            for (path, said) in layer.iter() {
                let Some(key) = schema::find(path) else { continue };
                if key.group().is_some_and(|group| closed.contains(&group)) {
                    continue;
                }
                settings.0.entry(key.path).or_insert_with(|| said.setting());
                closing.extend(key.closes());
            }
            closed.extend(closing);
        }
        settings.fill(&closed);
        settings
    }

    fn fill(&mut self, closed: &HashSet<schema::Group>) {
        let hidden = |key: &&schema::Key| key.group().is_some_and(|group| closed.contains(&group));
        for key in KEYS.iter().filter(|key| !hidden(key)) {
            let Some(default) = key.default else { continue };
            if let Ok(value) = key.kind.text(default, &Base::default()) {
                self.0.entry(key.path).or_insert(Setting { value, origin: Origin::Default });
            }
        }
        let interval = "schedule.incremental_backup_interval";
        if let Some(tier) = Tier::of(self)
            && self.origin(interval) == Some(Origin::Default)
        {
            self.0.insert(interval, Setting { value: Value::Time(tier.interval()), origin: Origin::Tier });
        }
    }

    /// All of them, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Setting)> {
        self.0.iter().map(|(path, setting)| (*path, setting))
    }

    /// The setting of a key.
    pub fn get(&self, path: &str) -> Option<&Setting> {
        debug_assert!(schema::find(path).is_some(), "there is no key {path}");
        self.0.get(path)
    }

    /// Where the setting of a key comes from.
    pub fn origin(&self, path: &str) -> Option<Origin> {
        self.get(path).map(|setting| setting.origin)
    }

    /// Where the profile says so.
    pub fn place(&self, path: &str) -> Option<Place> {
        match self.origin(path)? {
            Origin::File(place) => Some(place),
            _ => None,
        }
    }

    /// Only what the profile says, not what holds without it.
    #[must_use]
    pub fn from_file(&self) -> Self {
        let said = self.0.iter().filter(|(_, setting)| matches!(setting.origin, Origin::File(_)));
        Self(said.map(|(path, setting)| (*path, setting.clone())).collect())
    }

    /// A text, a word, a path or an address.
    pub fn text(&self, path: &str) -> Option<&str> {
        match &self.get(path)?.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether something is wanted.
    pub fn flag(&self, path: &str) -> Option<bool> {
        match self.get(path)?.value {
            Value::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    /// A number.
    pub fn number(&self, path: &str) -> Option<i64> {
        match self.get(path)?.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// A number of things of which there is one at least.
    pub fn count(&self, path: &str) -> Option<NonZeroUsize> {
        NonZeroUsize::new(usize::try_from(self.number(path)?).ok()?)
    }

    /// Bytes, or bytes a second.
    pub fn bytes(&self, path: &str) -> Option<u64> {
        match self.get(path)?.value {
            Value::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// A length of time by the clock.
    pub fn time(&self, path: &str) -> Option<Duration> {
        match self.get(path)?.value {
            Value::Time(time) => Some(time),
            _ => None,
        }
    }

    /// A length of time by the calendar.
    pub fn span(&self, path: &str) -> Option<Span> {
        match self.get(path)?.value {
            Value::Span(span) => Some(span),
            _ => None,
        }
    }

    /// Texts, patterns or paths.
    pub fn texts(&self, path: &str) -> Option<&[String]> {
        match &self.get(path)?.value {
            Value::Texts(texts) => Some(texts),
            _ => None,
        }
    }

    /// Commands, none if nothing is said.
    pub fn commands(&self, path: &str) -> &[Command] {
        match self.get(path).map(|setting| &setting.value) {
            Some(Value::Commands(commands)) => commands,
            _ => &[],
        }
    }
}
