//! What a backup measured of itself, so that later ones can be compared with it, and whether it looks as if files were
//! encrypted or destroyed. Numbers only: nothing here names a file.

use minicbor::{Decode, Encode};

/// The tag of a snapshot that looks as if files were encrypted or destroyed, until somebody has looked and takes it away.
pub const SUSPECT: &str = "suspect";

/// What a backup measured, and what was made of that.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct Judged {
    /// What was measured.
    #[n(0)]
    pub measures: Measures,
    /// The canary files.
    #[n(1)]
    pub canaries: Vec<Canary>,
    /// Why the snapshot was suspect when it was made. Whether it still is, its tags say.
    #[n(2)]
    pub reasons: Reasons,
}

/// Counts of a backup. Without a parent nothing can be compared path by path: then all that concerns single paths is
/// told of every file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct Measures {
    /// Files of the last snapshot of the same source on the same host, if that is known.
    #[n(0)]
    pub before: Option<u64>,
    /// Files of this one.
    #[n(1)]
    pub files: u64,
    /// Their bytes.
    #[n(2)]
    pub bytes: u64,
    /// Bytes of them that the repository did not have.
    #[n(3)]
    pub new_bytes: u64,
    /// Files of the parent that are gone.
    #[n(4)]
    pub deleted: u64,
    /// Files at new paths of which the repository had the whole content.
    #[n(5)]
    pub renamed: u64,
    /// Files with the name of one that is gone and an ending more.
    #[n(6)]
    pub extended: u64,
    /// Files of the parent with other content; without a parent, files with any new content.
    #[n(7)]
    pub rewritten: u64,
    /// New and rewritten files whose content is not what their names promise.
    #[n(8)]
    pub mismatched: u64,
    /// Rewritten files that look random, among those whose names promise nothing.
    #[n(9)]
    pub random_rewritten: u64,
    /// The same of new files.
    #[n(10)]
    pub random_new: u64,
}

/// A canary file: one that nobody has a reason to change.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Canary {
    /// SHA-256 of its path.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub path: [u8; 32],
    /// SHA-256 of its content; none if it could not be read.
    #[n(1)]
    pub content: Option<minicbor::bytes::ByteArray<32>>,
}

/// Why a snapshot is suspect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Many files are gone.
    Deleted,
    /// Many files have other content.
    Rewritten,
    /// Many files have other names.
    Renamed,
    /// Many files have an ending more than before.
    Extended,
    /// The content of many files is not what their names promise.
    Mismatched,
    /// The content of many files looks random.
    Random,
    /// Much data is new.
    Added,
    /// A canary file was changed or is gone.
    Canary,
    /// The snapshot before is suspect, and nobody has looked yet.
    Open,
}

impl Reason {
    /// All of them, each at the place of its bit.
    pub const ALL: [Self; 9] = [
        Self::Deleted,
        Self::Rewritten,
        Self::Renamed,
        Self::Extended,
        Self::Mismatched,
        Self::Random,
        Self::Added,
        Self::Canary,
        Self::Open,
    ];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Deleted => "deleted",
            Self::Rewritten => "rewritten",
            Self::Renamed => "renamed",
            Self::Extended => "extended",
            Self::Mismatched => "mismatched",
            Self::Random => "random",
            Self::Added => "added",
            Self::Canary => "canary",
            Self::Open => "open",
        }
    }

    /// What was seen, in words.
    pub fn about(self) -> &'static str {
        match self {
            Self::Deleted => "many files are gone",
            Self::Rewritten => "many files have other content",
            Self::Renamed => "many files have other names",
            Self::Extended => "many names have a new ending",
            Self::Mismatched => "the content of many files is not what their names promise",
            Self::Random => "the content of many files looks random",
            Self::Added => "much data is new",
            Self::Canary => "a canary file was changed or is gone",
            Self::Open => "the snapshot before is suspect, and nobody has looked yet",
        }
    }

    fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A set of reasons: a bit for each. None at all if a snapshot is not suspect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Reasons(#[n(0)] u32);

impl Reasons {
    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this is one of them.
    pub fn has(self, reason: Reason) -> bool {
        self.0 & reason.bit() != 0
    }

    /// With this one as well.
    #[must_use]
    pub fn with(self, reason: Reason) -> Self {
        Self(self.0 | reason.bit())
    }

    /// Those of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that this program knows.
    pub fn iter(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.into_iter().filter(move |reason| self.has(*reason))
    }

    /// What was seen, in words. What it was of an earlier snapshot is among it, so that it is open says nothing more.
    pub fn about(self) -> String {
        let seen: Vec<_> = self.iter().filter(|reason| *reason != Reason::Open).map(Reason::about).collect();
        if seen.is_empty() { Reason::Open.about().to_owned() } else { seen.join("; ") }
    }
}

impl FromIterator<Reason> for Reasons {
    fn from_iter<I: IntoIterator<Item = Reason>>(reasons: I) -> Self {
        reasons.into_iter().fold(Self::default(), Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_has_a_bit_of_its_own_that_never_changes() {
        for (place, reason) in Reason::ALL.into_iter().enumerate() {
            assert_eq!(Reasons::default().with(reason), Reasons(1 << place));
        }
        let all: Reasons = Reason::ALL.into_iter().collect();
        assert!(all.iter().eq(Reason::ALL));
        assert_eq!(minicbor::to_vec(Reasons(5)).unwrap(), [5]);
    }

    #[test]
    fn a_reason_of_a_newer_program_makes_suspect_all_the_same() {
        let newer = Reasons(1 << 20);
        assert!(!newer.is_empty());
        assert_eq!(newer.iter().count(), 0);
    }
}
