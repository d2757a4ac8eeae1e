//! Objects of sessions that are not absorbed yet.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};

use crate::model::id::{ObjectDigest, SessionId};
use crate::repository::cache::Seen;
use crate::repository::layout::{self, Kind, SessionObject};
use crate::repository::session::{self, Commit, End};
use crate::repository::{Damage, Error, Repository, Result};
use crate::storage::ErrorKind;

use super::inventory::Inventory;

/// Requests under way at once.
const PARALLEL: usize = 32;

/// What is wrong with them. `seen` is what this host knew before the inventory was taken.
pub async fn check(repository: &Repository, inventory: &Inventory, seen: &Seen) -> Result<Vec<Damage>> {
    let listing = repository.storage().list(layout::SESSIONS, None, None).await?;
    let mut objects: BTreeMap<SessionId, Vec<(SessionObject, String)>> = BTreeMap::new();
    for entry in listing.entries {
        if let Some((sid, object)) = layout::parse_session(&entry.key)
            && !inventory.view.root.root.is_retired(&sid)
        {
            objects.entry(sid).or_default().push((object, entry.key));
        }
    }
    let mut looking = stream::iter(&objects)
        .map(|(sid, objects)| async move {
            let mut look = Look { repository, inventory, sid, findings: Vec::new(), previous: None };
            look.session(objects).await.map(|()| (look.findings, look.previous))
        })
        .buffer_unordered(PARALLEL);
    let (mut findings, mut named) = (Vec::new(), BTreeSet::new());
    while let Some((found, previous)) = looking.try_next().await? {
        findings.extend(found);
        named.extend(previous);
    }
    let newest = inventory.view.root.root.number;
    for sid in objects.keys().filter(|sid| sid.root > newest) {
        let problem = format!("is missing: the session {sid} has seen it");
        findings.push(Damage::new(Kind::Root, layout::root(sid.root), problem));
    }
    let named = named.iter().map(|sid| (sid, "is missing, though a later session of its host names it"));
    let seen = seen.commits.iter().map(|sid| (sid, "is missing, though this host committed it"));
    for (sid, problem) in named.chain(seen) {
        if !is_known(repository, inventory, sid).await? {
            findings.push(Damage::new(Kind::End, layout::end(sid), problem));
        }
    }
    Ok(findings)
}

/// Whether a session ended, as far as anybody can tell.
async fn is_known(repository: &Repository, inventory: &Inventory, sid: &SessionId) -> Result<bool> {
    let listed = inventory.view.sessions.get(sid).is_some_and(|session| session.ended);
    if listed || inventory.view.root.root.is_retired(sid) {
        return Ok(true);
    }
    if inventory.entries.iter().any(|entry| entry.session == *sid) {
        return Ok(true);
    }
    // A listing of several pages may have passed its place before it ended.
    Ok(get(repository, &layout::end(sid)).await?.is_some())
}

async fn get(repository: &Repository, key: &str) -> Result<Option<Bytes>> {
    match repository.storage().get(key).await {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The look at one session.
struct Look<'a> {
    repository: &'a Repository,
    inventory: &'a Inventory,
    sid: &'a SessionId,
    findings: Vec<Damage>,
    previous: Option<SessionId>,
}

impl Look<'_> {
    async fn session(&mut self, objects: &[(SessionObject, String)]) -> Result<()> {
        if !objects.iter().any(|(object, _)| *object == SessionObject::Open) {
            let problem = "is missing, so that the session does not count";
            self.findings.push(Damage::new(Kind::Open, layout::open(self.sid), problem));
        }
        let mut deltas = BTreeMap::new();
        let mut commit = None;
        for (object, key) in objects {
            let Some(bytes) = get(self.repository, key).await? else {
                self.findings.push(Damage::new(kind_of(*object), key, "is missing"));
                continue;
            };
            match object {
                SessionObject::Open => self.open(&bytes)?,
                SessionObject::Delta(number) => drop(deltas.insert(*number, self.delta(*number, &bytes)?)),
                SessionObject::End => commit = self.end(&bytes)?,
                SessionObject::Fence => {}
            }
        }
        for (number, digest) in commit.iter().flat_map(|commit| &commit.deltas).enumerate() {
            self.named_delta(number as u32, digest, &deltas).await?;
        }
        Ok(())
    }

    fn sort_out<T>(&mut self, result: Result<T>) -> Result<Option<T>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Error::Damage(damage)) => {
                self.findings.push(damage);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn open(&mut self, bytes: &[u8]) -> Result<()> {
        let (keys, register) = (self.repository.keys(), &self.inventory.view.root.register);
        let open = self.sort_out(session::read_open(keys, register, self.sid, bytes))?;
        self.previous = open.and_then(|open| open.value.previous);
        Ok(())
    }

    /// The digest of a delta, if it can be believed.
    fn delta(&mut self, number: u32, bytes: &[u8]) -> Result<Option<ObjectDigest>> {
        let (keys, register) = (self.repository.keys(), &self.inventory.view.root.register);
        let delta = self.sort_out(session::read_delta(keys, register, self.sid, number, bytes))?;
        Ok(delta.map(|delta| delta.digest))
    }

    fn end(&mut self, bytes: &[u8]) -> Result<Option<Commit>> {
        let (keys, register) = (self.repository.keys(), &self.inventory.view.root.register);
        match self.sort_out(session::read_end(keys, register, self.sid, bytes))?.map(|end| end.value) {
            Some(End::Commit(commit)) => Ok(Some(commit)),
            _ => Ok(None),
        }
    }

    /// A delta that the commit names, whether or not the listing showed it.
    async fn named_delta(
        &mut self,
        number: u32,
        digest: &ObjectDigest,
        listed: &BTreeMap<u32, Option<ObjectDigest>>,
    ) -> Result<()> {
        let name = layout::delta(self.sid, number);
        let found = match listed.get(&number) {
            Some(found) => *found,
            None => match get(self.repository, &name).await? {
                Some(bytes) => self.delta(number, &bytes)?,
                None => {
                    self.findings.push(Damage::new(Kind::Delta, name, "is missing"));
                    return Ok(());
                }
            },
        };
        if found.is_some_and(|found| found != *digest) {
            self.findings.push(Damage::new(Kind::Delta, name, "is not the one that the commit names"));
        }
        Ok(())
    }
}

fn kind_of(object: SessionObject) -> Kind {
    match object {
        SessionObject::Open => Kind::Open,
        SessionObject::Delta(_) => Kind::Delta,
        SessionObject::End | SessionObject::Fence => Kind::End,
    }
}
