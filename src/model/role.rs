//! What a key may do.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};

/// The role of a key. Everyone holds the common secret; the rest differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Role {
    /// Everything: reads, writes, maintains, and signs the list of keys.
    #[n(0)]
    Full,
    /// Forgets, holds and prunes; reads names but no file's content.
    #[n(1)]
    Maintain,
    /// Lists, restores and verifies; nothing it signs counts.
    #[n(2)]
    Read,
    /// Backs up; reads no file and no name, not even its own.
    #[n(3)]
    Write,
}

impl Role {
    /// Every role, the mightiest first.
    pub const ALL: [Role; 4] = [Role::Full, Role::Maintain, Role::Read, Role::Write];

    /// Whether its snapshots count.
    pub fn may_back_up(self) -> bool {
        matches!(self, Role::Full | Role::Write)
    }

    /// Whether its roots, fences and requests to forget count.
    pub fn may_maintain(self) -> bool {
        matches!(self, Role::Full | Role::Maintain)
    }

    /// Whether it holds the key to names and trees.
    pub fn reads_metadata(self) -> bool {
        self != Role::Write
    }

    /// Whether it holds the key to the content of files.
    pub fn reads_data(self) -> bool {
        matches!(self, Role::Full | Role::Read)
    }

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Role::Full => "full",
            Role::Maintain => "maintain",
            Role::Read => "read",
            Role::Write => "write",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Role::ALL
            .into_iter()
            .find(|role| role.name() == text)
            .ok_or_else(|| format!("{text:?} is not a role; choose full, maintain, read or write"))
    }
}
