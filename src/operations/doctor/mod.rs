//! Doctor: tries what a run needs and tells what it found, whatever of it fails. `store` tries the store, `state` looks at the
//! repository, `host` at this machine.

mod host;
mod state;
mod store;

use std::path::PathBuf;
use std::time::Duration;

use crate::model::id::SessionId;
use crate::model::role::Role;
use crate::model::time::Timestamp;
use crate::repository::Damage;
use crate::repository::root::CommitMode;
use crate::storage;
use crate::storage::probe::ConditionalPut;

pub use host::{fuse, room};
pub use state::state;
pub use store::{read, write};

/// What may be tried on a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// To list objects.
    List,
    /// To read one.
    Get,
    /// To read a part of one.
    GetRange,
    /// To write one.
    Put,
    /// To delete one.
    Delete,
}

/// One thing that was found.
#[derive(Debug)]
pub enum Found {
    /// Something was tried on the store: how long it took, or why it failed.
    Tried(Action, Result<Duration, storage::Error>),
    /// What the store does when an object is written that is there, and what the repository was made for.
    CreateOnly(ConditionalPut, Option<CommitMode>),
    /// How far the store's clock is ahead of this host's, in seconds.
    Clock(i64),
    /// The key in use.
    Key {
        /// First digits of its id.
        id: String,
        /// Its role.
        role: Role,
        /// Its label.
        label: Option<String>,
    },
    /// The state of the repository.
    State {
        /// Number of the newest root.
        root: u64,
        /// Snapshots that count.
        snapshots: u64,
        /// Backups under way.
        open: u64,
    },
    /// The last verification that was recorded, and how many snapshots there are to verify.
    Verified(Option<Verified>, u64),
    /// A session that has not ended, and how long ago the store heard of it.
    Silent(SessionId, Duration),
    /// A prune that marked packs and snapshots and did not sweep them.
    Pending {
        /// How many packs.
        packs: u64,
        /// How many snapshots.
        snapshots: u64,
    },
    /// Something stored that is not what it must be.
    Damaged(Damage),
    /// Room on a disk.
    Room {
        /// What is there.
        what: &'static str,
        /// Where.
        path: PathBuf,
        /// Free bytes and all bytes, or what the system says.
        room: std::io::Result<(u64, u64)>,
    },
    /// Whether snapshots can be mounted.
    Fuse {
        /// The device is there.
        device: bool,
        /// This user may open it.
        opens: bool,
        /// This user may mount without help.
        root: bool,
        /// The program is there that mounts for others.
        helper: bool,
    },
}

/// A verification as the catalogue has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// When the store received its result.
    pub stored: Timestamp,
    /// How long ago that is by the store's clock.
    pub ago: Duration,
    /// Packs read to the last byte.
    pub packs_read: u64,
    /// Errors found.
    pub findings: u64,
}

/// How good what was found is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// As it should be.
    Good,
    /// It works, but deserves attention.
    Doubtful,
    /// Something will not work.
    Bad,
}

/// Clocks that differ more than this make some stores refuse requests.
const SKEW_REFUSED: u64 = 5 * 60;
/// And more than this looks like a clock that nobody sets.
const SKEW_ODD: u64 = 30;
/// A disk with less room than this, and than a twentieth of it, is nearly full.
const LITTLE_ROOM: u64 = 5 << 30;
/// What nobody has looked at for so long may have been broken for so long.
const LONG_UNVERIFIED: Duration = Duration::from_secs(35 * 24 * 3600);

impl Found {
    /// How good it is for a key of this role.
    pub fn grade(&self, role: Option<Role>) -> Grade {
        match self {
            Self::Tried(action, result) => match (result, action) {
                (Ok(_), _) => Grade::Good,
                // A host that cannot delete cannot be made to.
                (Err(_), Action::Delete) if role.is_some_and(|role| !role.may_maintain()) => Grade::Good,
                (Err(_), Action::Put | Action::Delete) if role == Some(Role::Read) => Grade::Good,
                (Err(_), _) => Grade::Bad,
            },
            Self::CreateOnly(ConditionalPut::Atomic, _) => Grade::Good,
            Self::CreateOnly(_, Some(CommitMode::Conditional)) => Grade::Bad,
            Self::CreateOnly(..) => Grade::Doubtful,
            Self::Clock(ahead) if ahead.unsigned_abs() > SKEW_REFUSED => Grade::Bad,
            Self::Clock(ahead) if ahead.unsigned_abs() > SKEW_ODD => Grade::Doubtful,
            Self::Silent(..) | Self::Pending { .. } => Grade::Doubtful,
            Self::Verified(Some(last), _) if last.findings > 0 || last.ago > LONG_UNVERIFIED => {
                Grade::Doubtful
            }
            Self::Verified(None, 1..) => Grade::Doubtful,
            Self::Damaged(_) => Grade::Bad,
            Self::Room { room: Err(_), .. } => Grade::Bad,
            Self::Room { room: Ok((free, all)), .. }
                if *free < LITTLE_ROOM && free.saturating_mul(20) < *all =>
            {
                Grade::Doubtful
            }
            Self::Fuse { device, opens, root, helper } if !device || !opens || !(root | helper) => {
                Grade::Doubtful
            }
            Self::Clock(_)
            | Self::Key { .. }
            | Self::State { .. }
            | Self::Verified(..)
            | Self::Room { .. }
            | Self::Fuse { .. } => Grade::Good,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{Error, ErrorKind};

    fn refused(action: Action) -> Found {
        Found::Tried(action, Err(Error::new(ErrorKind::Denied, "put", "probe", "s3://bucket")))
    }

    #[test]
    fn what_a_key_need_not_do_may_be_refused() {
        assert_eq!(refused(Action::Delete).grade(Some(Role::Write)), Grade::Good);
        assert_eq!(refused(Action::Put).grade(Some(Role::Write)), Grade::Bad);
        assert_eq!(refused(Action::Put).grade(Some(Role::Read)), Grade::Good);
        for role in [Some(Role::Full), Some(Role::Maintain), None] {
            assert_eq!(refused(Action::Delete).grade(role), Grade::Bad);
        }
        assert_eq!(refused(Action::Get).grade(Some(Role::Read)), Grade::Bad);
    }

    #[test]
    fn a_repository_made_for_a_store_that_refuses_needs_one() {
        use ConditionalPut::{Atomic, Ignored};
        let grade = |probe, mode| Found::CreateOnly(probe, Some(mode)).grade(None);
        assert_eq!(grade(Atomic, CommitMode::Conditional), Grade::Good);
        assert_eq!(grade(Ignored, CommitMode::Conditional), Grade::Bad);
        assert_eq!(grade(Ignored, CommitMode::SingleMaintainer), Grade::Doubtful);
    }

    #[test]
    fn what_was_not_verified_for_long_deserves_attention() {
        let days = |days: u64, findings| {
            let ago = Duration::from_secs(days * 24 * 3600);
            let last = Verified { stored: Timestamp::default(), ago, packs_read: 0, findings };
            Found::Verified(Some(last), 1).grade(None)
        };
        assert_eq!([days(34, 0), days(36, 0), days(1, 1)], [Grade::Good, Grade::Doubtful, Grade::Doubtful]);
        assert_eq!(Found::Verified(None, 0).grade(None), Grade::Good, "there is nothing to verify");
        assert_eq!(Found::Verified(None, 1).grade(None), Grade::Doubtful);
    }

    #[test]
    fn clocks_and_disks_are_judged_by_how_bad_they_are() {
        let clock = |ahead| Found::Clock(ahead).grade(None);
        assert_eq!([clock(-3), clock(-31), clock(301)], [Grade::Good, Grade::Doubtful, Grade::Bad]);
        let room = |free, all| {
            Found::Room { what: "cache", path: PathBuf::new(), room: Ok((free, all)) }.grade(None)
        };
        assert_eq!(room(4 << 30, 8 << 30), Grade::Good);
        assert_eq!(room(4 << 30, 800 << 30), Grade::Doubtful);
        assert_eq!(room(30 << 30, 8000 << 30), Grade::Good);
    }
}
