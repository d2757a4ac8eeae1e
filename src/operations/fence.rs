//! Ends a session that belongs to somebody else. Safe at any time: whoever is ended wrongly begins another session and
//! looks everything up again.

use crate::model::id::SessionId;
use crate::repository::layout::{self, Kind};
use crate::repository::root::CommitMode;
use crate::repository::session::{self, End};
use crate::repository::view::View;
use crate::repository::{Error, Repository, Result, object};
use crate::storage::{ErrorKind, PutMode};

/// Puts a FENCE in place of the end that the session does not have. If it has ended meanwhile, that end stands.
pub async fn fence(repository: &Repository, view: &View, sid: &SessionId) -> Result<()> {
    let root = &view.root.root;
    let name = match root.mode {
        CommitMode::Conditional => layout::end(sid),
        CommitMode::SingleMaintainer => layout::fence(sid),
    };
    let bytes = object::seal_signed(repository.keys(), Kind::End, &name, &End::Fence { root: root.number })?;
    match repository.storage().put(&name, bytes.into(), PutMode::Create).await {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error.into()),
        _ => Ok(()),
    }
}

/// The key that opened a session: its label, or else its id. `None` if that cannot be told.
pub async fn opened_by(repository: &Repository, view: &View, sid: &SessionId) -> Result<Option<String>> {
    let register = &view.root.register;
    let bytes = match repository.storage().get(&layout::open(sid)).await {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    match session::read_open(repository.keys(), register, sid, &bytes) {
        Ok(open) => {
            let label = register.entry(&open.signer).and_then(|entry| entry.label.clone());
            Ok(Some(label.unwrap_or_else(|| open.signer.to_string())))
        }
        Err(Error::Damage(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
