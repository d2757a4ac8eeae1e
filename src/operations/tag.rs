//! Tags after the fact. They are said in a session of maintenance, as holds are; the snapshots themselves stay as they
//! are.

use std::collections::BTreeSet;

use super::forget::check_role;
use super::records;
use super::select::Selected;
use crate::model::id::SessionId;
use crate::model::record::{Record, Tagging};
use crate::model::time::Clock;
use crate::repository::tags::Retag;
use crate::repository::{Repository, Result};

/// What is to become of tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Some are given and some taken away.
    Some(Retag),
    /// There are to be these and no others.
    Exactly(Vec<String>),
}

impl Change {
    /// The same for all these snapshots.
    fn of(&self, snapshots: &[Selected]) -> Retag {
        match self {
            Self::Some(retag) => retag.clone(),
            Self::Exactly(tags) => {
                let all: BTreeSet<_> = snapshots.iter().flat_map(|one| &one.snapshot.body.tags).collect();
                let remove = all.into_iter().filter(|tag| !tags.contains(tag)).cloned().collect();
                Retag { add: tags.clone(), remove }
            }
        }
    }

    /// The snapshots that it makes different, and those that are so already.
    pub fn apply(&self, snapshots: Vec<Selected>) -> (Vec<Selected>, Vec<Selected>) {
        let retag = self.of(&snapshots);
        snapshots.into_iter().partition(|one| retag.apply(&one.snapshot.body.tags) != one.snapshot.body.tags)
    }
}

/// Changes the tags of snapshots.
pub async fn tag(
    repository: &Repository,
    snapshots: &[Selected],
    change: &Change,
    clock: &dyn Clock,
) -> Result<()> {
    check_role(repository, "tag snapshots")?;
    let retag = change.of(snapshots);
    let undoes = if retag.remove.is_empty() { Vec::new() } else { givers(snapshots) };
    let say = |sid: &SessionId| {
        let snapshots = snapshots.iter().map(|one| one.snapshot.session).collect();
        let retag = retag.seal(repository.keys(), sid)?;
        Ok(vec![Record::Tag(Tagging { snapshots, undoes: undoes.clone(), retag })])
    };
    records::commit_made(repository, clock, &say).await.map(drop)
}

/// The sessions that may have given the tags that these snapshots have.
fn givers(snapshots: &[Selected]) -> Vec<SessionId> {
    let own = snapshots.iter().map(|one| one.snapshot.session);
    let later = snapshots.iter().flat_map(|one| one.entry.tagged_by());
    own.chain(later).collect::<BTreeSet<_>>().into_iter().collect()
}
