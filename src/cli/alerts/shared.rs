//! What hosts know of each other's alerts, through the repository: who sees that something is over can say so, whoever
//! told that it began.

use std::collections::{BTreeMap, BTreeSet};

use super::{Alerts, Wrong};
use crate::cli::failure::Result;
use crate::cli::look::Place;
use crate::model::alerted::AlertId;
use crate::model::time::{SystemClock, Timestamp};
use crate::operations::alerts::{self, may_share};
use crate::policy::alert::{Key, State};
use crate::repository::alerts::{About, Begun, Open, Told};

/// The alerts that repositories know of, where this host may say more of them.
#[derive(Debug)]
pub struct Shared<'a> {
    places: &'a [Place],
    /// Those of each place of which they are known.
    open: BTreeMap<usize, BTreeMap<Key, Open>>,
}

impl<'a> Shared<'a> {
    /// Those that were seen when the places were looked at.
    fn seen(places: &'a [Place]) -> Self {
        let mut shared = Self { places, open: BTreeMap::new() };
        for (number, place) in places.iter().enumerate() {
            if let Ok(past) = &place.past
                && may_share(past.role)
            {
                shared.learn(number, &past.alerts);
            }
        }
        shared
    }

    fn learn(&mut self, number: usize, open: &BTreeMap<About, Open>) {
        let Some(place) = self.places.get(number) else { return };
        let known = open.iter().filter_map(|(about, one)| Some((key(place, about)?, one.clone())));
        self.open.insert(number, known.collect());
    }

    /// Where it is known of an alert whether it is open, and how it is called there.
    fn about(&self, key: &Key) -> Option<(usize, About)> {
        let places = self.places.iter().enumerate().filter(|(number, _)| self.open.contains_key(number));
        places.filter(|_| !key.id.is_of_host()).find_map(|(number, place)| {
            let alert = key.id.name().to_owned();
            if key.subject.is_empty() {
                let about = About { alert, dataset: String::new(), host: String::new() };
                return place.is_main.then_some((number, about));
            }
            let of_key = place.datasets.iter().find(|one| one.source.dataset == key.subject)?;
            let (dataset, host) = (key.subject.clone(), of_key.source.host.clone());
            Some((number, About { alert, dataset, host }))
        })
    }

    /// Whether it is known of this one.
    pub fn knows(&self, key: &Key) -> bool {
        self.about(key).is_some()
    }

    fn find(&self, key: &Key) -> Option<&Open> {
        self.all().find_map(|(one, open)| (one == key).then_some(open))
    }

    fn all(&self) -> impl Iterator<Item = (&Key, &Open)> {
        self.open.values().flatten()
    }

    /// Those that are open in their repository and no longer here.
    pub fn ended(&self, states: &BTreeMap<Key, State>) -> impl Iterator<Item = &Key> {
        self.all().map(|(key, _)| key).filter(|key| !states.contains_key(key))
    }

    /// Whether the profile knows what an alert is about.
    fn concerns(&self, key: &Key) -> bool {
        let mut datasets = self.places.iter().flat_map(|place| &place.datasets);
        key.subject.is_empty() || datasets.any(|dataset| dataset.source.dataset == key.subject)
    }
}

/// What this host calls an alert that a repository knows of, if it looks at what that is about.
fn key(place: &Place, about: &About) -> Option<Key> {
    let key: Key = format!("{}:{}", about.alert, about.dataset).parse().ok()?;
    let has = || {
        let mut sources = place.datasets.iter().map(|dataset| &dataset.source);
        sources.any(|source| source.dataset == about.dataset && source.host == about.host)
    };
    let is_ours = if about.dataset.is_empty() { place.is_main } else { has() };
    (is_ours && !key.id.is_of_host()).then_some(key)
}

/// The alerts that a repository knows of and that went on at some time since then, as this host calls them.
pub fn since(place: &Place, from: Timestamp) -> Result<Vec<(Key, Told)>> {
    if !place.past.as_ref().is_ok_and(|past| may_share(past.role)) {
        return Ok(Vec::new());
    }
    let (repository, _) = place.context.repository()?;
    let all = place.context.block_on(alerts::since(&repository, from, &SystemClock))?;
    Ok(all.into_iter().filter_map(|told| Some((key(place, &told.about)?, told))).collect())
}

impl Alerts {
    /// Reads which alerts are open. Where none is, and none begins, what was seen already is enough and nothing is asked.
    /// Where any is, others may have said more meanwhile: they are looked up anew.
    pub fn shared<'a>(&self, places: &'a [Place], wrong: &Wrong) -> Shared<'a> {
        let mut shared = Shared::seen(places);
        let own = self.kept.alerts.keys().chain(&self.kept.ending).filter_map(|key| key.parse::<Key>().ok());
        let conditions = wrong.conditions.iter().map(|condition| condition.key.clone());
        let keys: Vec<_> = own.chain(conditions).chain(shared.all().map(|(key, _)| key.clone())).collect();
        let wanted: BTreeSet<_> = keys.iter().filter_map(|key| Some(shared.about(key)?.0)).collect();
        for number in wanted {
            // What is not known is neither begun nor ended: a later run sees to it.
            shared.open.remove(&number);
            let Some(place) = places.get(number) else { continue };
            let repository = place.context.repository();
            let open = repository
                .and_then(|(repository, _)| place.context.block_on(alerts::open(&repository, &SystemClock)));
            match open {
                Ok(open) => shared.learn(number, &open),
                Err(failure) => place
                    .context
                    .console
                    .warning(&format!("what other hosts told of alerts is not known: {}", failure.message)),
            }
        }
        shared
    }

    /// Takes over what other hosts have begun and ended.
    pub(super) fn learn(&mut self, states: &mut BTreeMap<Key, State>, shared: &Shared<'_>, now: Timestamp) {
        for (key, open) in shared.all().filter(|(key, _)| !self.kept.ending.contains(&key.to_string())) {
            self.kept.said.insert(key.to_string());
            let since = open.since.unwrap_or(now);
            let new = || State { since, told: None, summary: open.summary.clone(), is_foreign: true };
            let state = states.entry(key.clone()).or_insert_with(new);
            // Two that told of it at the same time both go on.
            state.is_foreign |= state.told.is_none();
            state.told = state.told.or(Some(since));
        }
        states.retain(|key, state| {
            let ended =
                self.kept.said.contains(&key.to_string()) && shared.knows(key) && shared.find(key).is_none();
            !ended && (!state.is_foreign || shared.concerns(key))
        });
        let is_known = |key: &String| key.parse().is_ok_and(|key: Key| states.contains_key(&key));
        self.kept.said.retain(is_known);
        self.kept.ending.retain(|key| {
            key.parse().is_ok_and(|key: Key| !shared.knows(&key) || shared.find(&key).is_some())
        });
    }

    /// Says in the repositories what people were told. What cannot be said now is said by a later run.
    pub fn share(&mut self, shared: &Shared<'_>) -> Result<()> {
        for (number, open) in &shared.open {
            let Some(place) = shared.places.get(*number) else { continue };
            let (keys, begun): (Vec<_>, Vec<_>) = self.begun(shared, *number).into_iter().unzip();
            let ended = open.iter().filter(|(key, _)| self.kept.ending.contains(&key.to_string()));
            let over: Vec<AlertId> = ended.flat_map(|(_, one)| one.ids.iter().copied()).collect();
            if begun.is_empty() && over.is_empty() {
                continue;
            }
            let (repository, _) = place.context.repository()?;
            place.context.block_on(alerts::say(&repository, &begun, &over, &SystemClock))?;
            self.kept.said.extend(keys);
            self.kept.ending.retain(|key| !open.keys().any(|one| one.to_string() == *key));
            self.keep()?;
        }
        Ok(())
    }

    /// What people were told of and a repository was not.
    fn begun(&self, shared: &Shared<'_>, number: usize) -> Vec<(String, Begun)> {
        let states = self.states();
        let told = states.iter().filter(|(_, state)| state.told.is_some());
        let new = told.filter(|(key, _)| !self.kept.said.contains(&key.to_string()));
        let begun = new.filter_map(|(key, state)| {
            let (place, about) = shared.about(key)?;
            (place == number).then(|| (key.to_string(), Begun { about, summary: state.summary.clone() }))
        });
        begun.collect()
    }
}
