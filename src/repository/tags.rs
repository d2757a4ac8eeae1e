//! Tags of a snapshot: those that it was committed with, and what was said about them since.
//!
//! Every tag was given by a session, that of the snapshot itself or a later one. What takes tags away names the sessions
//! whose giving it undoes: so what holds depends on what was said and not on the order in which it arrived, and a tag
//! that somebody else gives meanwhile stays.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::codec::object as sealed;
use crate::model::id::SessionId;
use crate::model::record::Tagging;

use super::error::{Damage, Error, Result};
use super::keys::Keys;
use super::layout::{self, Kind};
use super::object;

/// Tags given and taken away: the part of a tagging that only keys with access to metadata can read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct Retag {
    /// Given.
    #[n(0)]
    pub add: Vec<String>,
    /// Taken away.
    #[n(1)]
    pub remove: Vec<String>,
}

impl Retag {
    /// What becomes of tags that nobody else changes.
    pub fn apply(&self, tags: &[String]) -> Vec<String> {
        let mut tags: Vec<_> = tags.iter().filter(|tag| !self.remove.contains(tag)).cloned().collect();
        for tag in &self.add {
            if !tags.contains(tag) {
                tags.push(tag.clone());
            }
        }
        tags
    }

    /// Seals it, to be said in session `sid`.
    pub fn seal(&self, keys: &Keys, sid: &SessionId) -> Result<ByteVec> {
        let name = layout::end(sid);
        let binding = keys.binding(Kind::Tags, &name);
        let bytes = sealed::seal_to(keys.recipient(Kind::Tags), &binding, &object::encode(self));
        Ok(bytes.map_err(|source| Error::Codec { during: "cannot seal tags", source })?.into())
    }
}

/// What one session said about tags, opened when that is first asked for.
#[derive(Debug)]
pub struct SaidOfTags {
    /// The session.
    pub session: SessionId,
    undoes: Vec<SessionId>,
    sealed: ByteVec,
    opened: OnceLock<Result<Retag, Damage>>,
}

impl SaidOfTags {
    /// As it was said in a session.
    pub fn new(session: SessionId, tagging: &Tagging) -> Self {
        let Tagging { undoes, retag, .. } = tagging;
        Self { session, undoes: undoes.clone(), sealed: retag.clone(), opened: OnceLock::new() }
    }

    /// Whether it takes away tags that a session gave.
    pub fn undoes(&self, session: &SessionId) -> bool {
        self.undoes.contains(session)
    }

    /// Which tags it gives and takes away. Only for keys that read metadata.
    pub fn retag(&self, keys: &Keys) -> Result<&Retag> {
        let private = keys.private(Kind::Tags)?;
        let opened = self.opened.get_or_init(|| {
            let name = layout::end(&self.session);
            let plain = sealed::open_from(private, &keys.binding(Kind::Tags, &name), &self.sealed)
                .map_err(|error| Damage::new(Kind::Tags, &name, format!("cannot be opened: {error}")))?;
            minicbor::decode(&plain)
                .map_err(|error| Damage::new(Kind::Tags, &name, format!("cannot be decoded: {error}")))
        });
        opened.as_ref().map_err(|damage| Error::from(damage.clone()))
    }
}

/// The tags that hold for the snapshot of a session. What cannot be read of what was said counts for nothing.
pub fn holding<'a>(
    keys: &Keys,
    session: SessionId,
    committed: Vec<String>,
    said: impl Iterator<Item = &'a SaidOfTags> + Clone,
) -> Vec<String> {
    let read = said.filter_map(|said| Some((said, said.retag(keys).ok()?)));
    let undone: BTreeSet<(&str, SessionId)> = read
        .clone()
        .flat_map(|(said, retag)| retag.remove.iter().map(move |tag| (said, tag)))
        .flat_map(|(said, tag)| said.undoes.iter().map(move |sid| (tag.as_str(), *sid)))
        .collect();
    let given: BTreeSet<&str> = read
        .flat_map(|(said, retag)| retag.add.iter().map(|tag| (tag.as_str(), said.session)))
        .filter(|given| !undone.contains(given))
        .map(|(tag, _)| tag)
        .collect();
    let mut tags = committed;
    tags.retain(|tag| !undone.contains(&(tag.as_str(), session)) || given.contains(tag.as_str()));
    let new: Vec<_> =
        given.into_iter().filter(|tag| !tags.iter().any(|has| has == tag)).map(str::to_owned).collect();
    tags.extend(new);
    tags
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::keys::test_keys;
    use super::*;
    use crate::model::id::SnapshotId;

    fn sid(n: u8) -> SessionId {
        SessionId { root: 1, random: SnapshotId([n; 12]) }
    }

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    fn said(keys: &Keys, session: u8, undoes: &[u8], add: &[&str], remove: &[&str]) -> SaidOfTags {
        let retag = Retag { add: words(add), remove: words(remove) };
        let retag = retag.seal(keys, &sid(session)).unwrap();
        let undoes = undoes.iter().map(|n| sid(*n)).collect();
        SaidOfTags::new(sid(session), &Tagging { snapshots: vec![sid(0)], undoes, retag })
    }

    #[test]
    fn a_tag_holds_until_whoever_gave_it_is_undone() {
        let keys = test_keys();
        let now = |said: &[SaidOfTags]| holding(&keys, sid(0), words(&["daily", "old"]), said.iter());
        assert_eq!(now(&[]), ["daily", "old"]);
        assert_eq!(now(&[said(&keys, 1, &[], &["b", "a", "daily"], &[])]), ["daily", "old", "a", "b"]);
        let removed = || said(&keys, 2, &[0, 1], &[], &["old", "a"]);
        assert_eq!(now(&[said(&keys, 1, &[], &["a", "b"], &[]), removed()]), ["daily", "b"]);
        // Given again by somebody who did not know of it: it stays.
        assert_eq!(now(&[removed(), said(&keys, 3, &[], &["old"], &[])]), ["daily", "old"]);
    }

    #[test]
    fn what_cannot_be_opened_changes_nothing_and_is_told() {
        let keys = test_keys();
        let mut broken = said(&keys, 1, &[0], &[], &["old"]);
        broken.sealed[100] ^= 1;
        assert_eq!(holding(&keys, sid(0), words(&["old"]), std::iter::once(&broken)), ["old"]);
        assert!(matches!(broken.retag(&keys), Err(Error::Damage(damage)) if damage.object.contains("/end")));
        // Nor can what another session said.
        let moved =
            SaidOfTags { session: sid(2), opened: OnceLock::new(), ..said(&keys, 1, &[0], &[], &["old"]) };
        assert!(moved.retag(&keys).is_err());
    }

    proptest! {
        #[test]
        fn the_order_in_which_things_were_said_makes_no_difference(
            given in proptest::collection::vec((0usize..3, any::<bool>(), proptest::collection::vec(0u8..6, 0..4)), 0..6),
            seed in any::<u64>(),
        ) {
            let keys = test_keys();
            let tag = |n: usize| ["a", "b", "c"][n];
            let make = |(n, (which, add, undoes)): (usize, &(usize, bool, Vec<u8>))| {
                let (gives, takes) = if *add { (vec![tag(*which)], vec![]) } else { (vec![], vec![tag(*which)]) };
                said(&keys, n as u8 + 1, undoes, &gives, &takes)
            };
            let all: Vec<_> = given.iter().enumerate().map(make).collect();
            let mut order: Vec<_> = all.iter().collect();
            order.sort_by_key(|said| u64::from(said.session.random.0[0]).wrapping_mul(seed | 1));
            let committed = words(&["a"]);
            prop_assert_eq!(
                holding(&keys, sid(0), committed.clone(), all.iter()),
                holding(&keys, sid(0), committed, order.into_iter())
            );
        }
    }
}
