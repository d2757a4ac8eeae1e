//! Alerts that some host told people of: what is open, so that another host can tell that it is over.
//!
//! An alert is named by the session that said that it begins. It is open until a session says that it is over, by that
//! name. So what is open depends on what was said and not on the order in which it arrived, and no clock decides; where two
//! hosts begin the same at once, who knows of both ends both.

use std::collections::{BTreeMap, HashSet};

use minicbor::{Decode, Encode};

use crate::codec::object as sealed;
use crate::model::alerted::{AlertId, Alerted};
use crate::model::id::SessionId;
use crate::model::record::Record;
use crate::model::time::Timestamp;

use super::catalog::Catalog;
use super::error::{Error, Result};
use super::keys::Keys;
use super::layout::{self, Kind};
use super::object;

/// What an alert is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(map)]
pub struct About {
    /// The word for what is wrong.
    #[n(0)]
    pub alert: String,
    /// Of which dataset; empty if of the repository.
    #[n(1)]
    pub dataset: String,
    /// The host that the dataset is known by; empty if it is of the repository.
    #[n(2)]
    pub host: String,
}

/// An alert that begins: the part that only keys with access to metadata can read.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Begun {
    /// What it is about.
    #[n(0)]
    pub about: About,
    /// What is wrong, in a sentence.
    #[n(1)]
    pub summary: String,
}

/// An alert that people were told of, and not yet that it is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// What is wrong.
    pub summary: String,
    /// When the store received what was said of it first.
    pub since: Option<Timestamp>,
    /// Its names, of which there are several where hosts began it at the same time.
    pub ids: Vec<AlertId>,
}

/// An alert that people were told of, whether it goes on or is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it is about.
    pub about: About,
    /// What was wrong.
    pub summary: String,
    /// When the store received what was said of it first.
    pub since: Timestamp,
    /// When the store received that it is over. None while it goes on.
    pub until: Option<Timestamp>,
}

/// Says, in session `sid`, that alerts begin and that others are over.
pub fn say(keys: &Keys, sid: &SessionId, begun: &Vec<Begun>, over: Vec<AlertId>) -> Result<Alerted> {
    let name = layout::end(sid);
    let plain = object::encode(begun);
    let bytes = sealed::seal_to(keys.recipient(Kind::Alerts), &keys.binding(Kind::Alerts, &name), &plain);
    let sealed = bytes.map_err(|source| Error::Codec { during: "cannot seal alerts", source })?.into();
    Ok(Alerted { over, begin: u32::try_from(begun.len()).unwrap_or(u32::MAX), sealed })
}

/// The alerts that are open, for a key that reads metadata; to others none is. What cannot be read counts for nothing.
pub fn open(keys: &Keys, catalog: &Catalog) -> BTreeMap<About, Open> {
    holding(keys, &said(catalog))
}

/// All alerts that went on at some time since then, by what they are about and in order. Each is opened for that.
pub fn since(keys: &Keys, catalog: &Catalog, from: Timestamp) -> Vec<Told> {
    told(keys, &said(catalog), from)
}

type Said = (SessionId, Option<Timestamp>, Alerted);

fn said(catalog: &Catalog) -> Vec<Said> {
    let said = catalog.records.iter().filter_map(|row| match row.said.record() {
        Ok(Record::Alerted(alerted)) => Some((row.session, row.stored, alerted)),
        _ => None,
    });
    said.collect()
}

/// Each takes a byte and more: whoever says that there are more of them says nothing.
fn names((session, _, alerted): &Said) -> impl Iterator<Item = AlertId> {
    let begin = alerted.begin.min(u32::try_from(alerted.sealed.len()).unwrap_or(u32::MAX));
    let session = *session;
    (0..begin).map(move |number| AlertId { session, number })
}

fn told(keys: &Keys, said: &[Said], from: Timestamp) -> Vec<Told> {
    let mut over: BTreeMap<AlertId, Timestamp> = BTreeMap::new();
    for (_, stored, alerted) in said {
        for id in &alerted.over {
            let at = stored.unwrap_or_default();
            over.entry(*id).and_modify(|first| *first = at.min(*first)).or_insert(at);
        }
    }
    let mut all = Vec::new();
    for one in said {
        let ids: Vec<_> = names(one).filter(|id| over.get(id).is_none_or(|until| *until >= from)).collect();
        let begun = if ids.is_empty() { None } else { read(keys, &one.0, &one.2) };
        let begun = begun.unwrap_or_default();
        all.extend(ids.into_iter().filter_map(|id| {
            let Begun { about, summary } = begun.get(id.number as usize).cloned()?;
            Some(Told { about, summary, since: one.1.unwrap_or_default(), until: over.get(&id).copied() })
        }));
    }
    all.sort_by(|one, other| {
        (&one.about, one.since, one.until).cmp(&(&other.about, other.since, other.until))
    });
    // Hosts that told of the same at once told of one thing.
    all.dedup_by(|later, first| {
        let is_same = later.about == first.about && first.until.is_none_or(|until| later.since <= until);
        if is_same {
            first.until = first.until.zip(later.until).map(|(one, other)| one.max(other));
        }
        is_same
    });
    all
}

fn holding(keys: &Keys, said: &[Said]) -> BTreeMap<About, Open> {
    let over: HashSet<AlertId> =
        said.iter().flat_map(|(_, _, alerted)| alerted.over.iter().copied()).collect();
    let mut open: BTreeMap<About, Open> = BTreeMap::new();
    let mut oldest: Vec<_> = said.iter().collect();
    oldest.sort_by_key(|(session, stored, _)| (*stored, *session));
    for one in oldest {
        let (session, stored, alerted) = one;
        let ids: Vec<_> = names(one).filter(|id| !over.contains(id)).collect();
        // Of what is over nothing needs to be opened, and that is nearly all there is.
        let Some(begun) = (!ids.is_empty()).then(|| read(keys, session, alerted)).flatten() else { continue };
        for id in ids {
            let Some(Begun { about, summary }) = begun.get(id.number as usize).cloned() else { continue };
            let new = Open { summary, since: *stored, ids: Vec::new() };
            open.entry(about).or_insert(new).ids.push(id);
        }
    }
    open
}

fn read(keys: &Keys, sid: &SessionId, alerted: &Alerted) -> Option<Vec<Begun>> {
    let private = keys.private(Kind::Alerts).ok()?;
    let name = layout::end(sid);
    let plain = sealed::open_from(private, &keys.binding(Kind::Alerts, &name), &alerted.sealed).ok()?;
    minicbor::decode(&plain).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::keys::test_keys;
    use super::*;
    use crate::model::id::SnapshotId;

    /// What begins, and what is over by session and number.
    type Spoken = (Vec<usize>, Vec<(u8, u32)>);

    fn sid(n: u8) -> SessionId {
        SessionId { root: 1, random: SnapshotId([n; 12]) }
    }

    fn id(session: u8, number: u32) -> AlertId {
        AlertId { session: sid(session), number }
    }

    fn about(dataset: &str) -> About {
        About { alert: "RPO_BREACH".into(), dataset: dataset.into(), host: "web1".into() }
    }

    fn said(keys: &Keys, session: u8, begun: &[&str], over: &[AlertId]) -> Said {
        let begun = begun.iter().map(|name| Begun { about: about(name), summary: format!("{session}") });
        let alerted = say(keys, &sid(session), &begun.collect(), over.to_vec()).unwrap();
        (sid(session), Some(Timestamp { seconds: i64::from(session), nanos: 0 }), alerted)
    }

    fn datasets(open: &BTreeMap<About, Open>) -> Vec<&str> {
        open.keys().map(|about| about.dataset.as_str()).collect()
    }

    #[test]
    fn an_alert_is_open_until_somebody_ends_it_by_its_name() {
        let keys = test_keys();
        let begins = || said(&keys, 1, &["a", "b"], &[]);
        let open = holding(&keys, &[begins()]);
        assert_eq!(datasets(&open), ["a", "b"]);
        assert_eq!((open[&about("b")].ids.clone(), open[&about("b")].since), (vec![id(1, 1)], begins().1));
        assert_eq!(datasets(&holding(&keys, &[begins(), said(&keys, 2, &[], &[id(1, 0)])])), ["b"]);
        // Two that began the same at once: the summary is that of the first, and one end does not end the other.
        let both = [said(&keys, 3, &["a"], &[]), begins()];
        let open = holding(&keys, &both);
        assert_eq!(open[&about("a")].ids, [id(1, 0), id(3, 0)]);
        assert_eq!(open[&about("a")].summary, "1");
        let [first, second] = both;
        assert_eq!(datasets(&holding(&keys, &[first, second, said(&keys, 4, &[], &[id(1, 0)])])), ["a", "b"]);
    }

    #[test]
    fn what_was_told_is_told_again_with_its_end() {
        let keys = test_keys();
        let at = |seconds| Timestamp { seconds, nanos: 0 };
        let all = [
            said(&keys, 1, &["a", "b"], &[]),
            said(&keys, 2, &["a"], &[]),
            said(&keys, 4, &[], &[id(1, 0), id(2, 0)]),
            said(&keys, 6, &["a"], &[]),
            said(&keys, 5, &[], &[id(1, 1)]),
        ];
        let since = |from| -> Vec<(String, Timestamp, Option<Timestamp>)> {
            told(&keys, &all, at(from))
                .into_iter()
                .map(|one| (one.about.dataset, one.since, one.until))
                .collect()
        };
        let a = |since, until: Option<i64>| ("a".to_owned(), at(since), until.map(at));
        let b = ("b".to_owned(), at(1), Some(at(5)));
        assert_eq!(since(0), [a(1, Some(4)), a(6, None), b.clone()]);
        assert_eq!(since(5), [a(6, None), b]);
        assert_eq!(since(9), [a(6, None)]);
    }

    #[test]
    fn what_cannot_be_opened_counts_for_nothing() {
        let keys = test_keys();
        let mut broken = said(&keys, 1, &["a"], &[]);
        broken.2.sealed[100] ^= 1;
        assert_eq!(datasets(&holding(&keys, &[broken, said(&keys, 2, &["b"], &[])])), ["b"]);
        // Nor what another session said, or that more begins than is told.
        let (_, stored, alerted) = said(&keys, 1, &["a"], &[]);
        assert_eq!(datasets(&holding(&keys, &[(sid(9), stored, alerted.clone())])), [] as [&str; 0]);
        let many = Alerted { begin: 3, ..alerted };
        assert_eq!(datasets(&holding(&keys, &[(sid(1), stored, many)])), ["a"]);
    }

    proptest! {
        #[test]
        fn the_order_in_which_things_were_said_makes_no_difference(
            all in proptest::collection::vec((proptest::collection::vec(0usize..3, 0..3), proptest::collection::vec((0u8..6, 0u32..3), 0..3)), 0..6),
            seed in any::<u64>(),
        ) {
            let keys = test_keys();
            let make = |(n, one): (usize, &Spoken)| {
                let (begun, over) = one;
                let begun: Vec<_> = begun.iter().map(|which| ["a", "b", "c"][*which]).collect();
                let over: Vec<_> = over.iter().map(|(session, number)| id(*session, *number)).collect();
                said(&keys, n as u8, &begun, &over)
            };
            let all: Vec<_> = all.iter().enumerate().map(make).collect();
            let mut other = all.clone();
            other.sort_by_key(|(sid, _, _)| u64::from(sid.random.0[0]).wrapping_mul(seed | 1));
            prop_assert_eq!(holding(&keys, &all), holding(&keys, &other));
        }
    }
}
