//! Errors for people: what happened in one sentence, what to do about it in one line, and the exit code.

use std::fmt;
use std::io;

use super::exit_code::ExitCode;
use crate::filesystem;
use crate::operations::{backup, diff, dump, mount, restore};
use crate::policy::select::SelectError;
use crate::report::printable;
use crate::repository::layout::Kind;
use crate::repository::{self, Damage};
use crate::restic;
use crate::storage::{self, ErrorKind};

/// Why a command failed.
#[derive(Debug)]
pub struct Failure {
    /// One sentence with the facts.
    pub message: String,
    /// One line of advice.
    pub hint: Option<String>,
    /// What scripts see.
    pub code: ExitCode,
}

/// Result of a command.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
    /// A failure with this sentence.
    pub fn new(code: ExitCode, message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, code }
    }

    /// A mistake in the command line.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(ExitCode::Usage, message)
    }

    /// The user stopped it before anything came of it.
    pub fn interrupted() -> Self {
        Self::new(ExitCode::Interrupted, "interrupted")
    }

    /// Standard output cannot be written.
    pub fn output(error: &io::Error) -> Self {
        Self::new(ExitCode::Failed, format!("cannot write the output: {error}"))
            .hint("what was asked for is done; only telling it failed")
    }

    /// With this advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sandyq: error: {}", printable(&self.message))?;
        match &self.hint {
            Some(hint) => write!(f, "\n  hint: {hint}"),
            None => Ok(()),
        }
    }
}

impl From<storage::Error> for Failure {
    fn from(error: storage::Error) -> Self {
        let hint = match error.kind() {
            ErrorKind::Denied => {
                "check the credentials or the permissions, and what the bucket's policy allows"
            }
            ErrorKind::Full => "free some room in the store and run the same command again",
            ErrorKind::Unreachable => "check the network, the endpoint and the region",
            ErrorKind::Transient => "the store kept failing; run the same command again later",
            ErrorKind::NotFound => "check the address; a bucket or the folder above a repository must exist",
            ErrorKind::Invalid => {
                return Self::usage(error.to_string()).hint(
                    "a repository is a folder, file:///folder or s3://bucket/prefix?region=&endpoint=",
                );
            }
            _ => return Self::new(ExitCode::Failed, error.to_string()),
        };
        Self::new(ExitCode::Failed, error.to_string()).hint(hint)
    }
}

impl From<repository::Error> for Failure {
    fn from(error: repository::Error) -> Self {
        use repository::Error as E;
        let message = error.to_string();
        let (code, hint) = match error {
            E::Storage(error) => return error.into(),
            E::NoRepository { .. } => (
                ExitCode::NoRepository,
                "make one with `sandyq init`, or check the address and whether the disk is mounted",
            ),
            E::RepositoryExists { .. } => (ExitCode::Failed, "back up into it, or choose another place"),
            E::NotEmpty { .. } => (ExitCode::Failed, "choose an empty or new folder"),
            E::WrongKey { .. } => (
                ExitCode::WrongKey,
                "check the passphrase or the key file, and that this is the right repository",
            ),
            E::Revoked { .. } => {
                (ExitCode::WrongKey, "ask whoever holds a key of role \"full\" for a new one")
            }
            E::Damage(_) => {
                (ExitCode::WrongData, "run `sandyq verify --read-data` to see what else is affected")
            }
            E::Unreadable { .. } => (ExitCode::WrongData, "nothing was uploaded; test this machine's memory"),
            E::Version { .. } => (ExitCode::Failed, "use a newer version of sandyq"),
            E::Role { .. } => (ExitCode::Policy, "use a key of another role; `sandyq key list` shows them"),
            E::Contended { .. } => (ExitCode::Busy, "run the same command again later"),
            E::Fenced { .. } => (ExitCode::Busy, "run the same command again"),
            E::Local { .. } => (
                ExitCode::Failed,
                "check the room and permissions there, or choose another folder with --cache-dir",
            ),
            E::Stopped => (ExitCode::Failed, "run the same command again"),
            E::NotStored { .. } => (
                ExitCode::Failed,
                "no snapshot was made; run the same command again, and report this fault of sandyq",
            ),
            E::BeingSwept { .. } => {
                (ExitCode::Failed, "it is too late; what was not held before its sweep began goes")
            }
            E::NoSnapshot { .. } => (ExitCode::Failed, "`sandyq snapshots` lists what there is"),
            E::Codec { .. } | E::Secret(_) => return Self::new(ExitCode::Failed, message),
        };
        Self::new(code, message).hint(hint)
    }
}

/// What to do about a damaged object.
pub fn advice(damage: &Damage) -> &'static str {
    match damage.kind.0 {
        Kind::Config => "put your copy of it back under this name",
        Kind::Slot => "if another key still opens, add a new one; keep an exported key safe",
        Kind::DataPack | Kind::TreePack if damage.problem.contains("by no index") => {
            "run `sandyq repair index`"
        }
        Kind::DataPack if damage.problem.contains("a name that no") => "remove it once you know what it is",
        Kind::DataPack => {
            "get it from a second copy, or back up its files again: what they still hold is stored anew"
        }
        Kind::TreePack => "get it from a second copy, or back up the same paths again with `sandyq full`",
        Kind::Root | Kind::Register => {
            "find out who can write to the store, and get the object from a second copy"
        }
        Kind::Open | Kind::Delta | Kind::End | Kind::Body => {
            "get it from a second copy, or back up again on its host with `sandyq full`"
        }
        Kind::Tags => "give the snapshots their tags again with `sandyq tag`",
        Kind::Alerts => "nothing is to be done: what is still wrong is told anew",
        Kind::Drill => "add the report again from its file with `sandyq drill record FILE`",
        Kind::Review => "say it again with `sandyq drill review`",
        Kind::Index => "run `sandyq repair index`, or get the object from a second copy",
        Kind::Catalog => "get the object from a second copy: it lists snapshots",
    }
}

impl From<Damage> for Failure {
    fn from(damage: Damage) -> Self {
        repository::Error::from(damage).into()
    }
}

impl From<restic::Error> for Failure {
    fn from(error: restic::Error) -> Self {
        use restic::Error as E;
        let message = error.to_string();
        let (code, hint) = match error {
            E::Storage(error) => return error.into(),
            E::NoRepository { .. } => (
                ExitCode::NoRepository,
                "name the folder or the prefix that holds restic's file `config`, and check whether the disk is mounted",
            ),
            E::WrongPassword { .. } => {
                (ExitCode::WrongKey, "check the password, and that this is the right repository")
            }
            E::Version { .. } => (ExitCode::Failed, "use a newer version of sandyq"),
            E::Damage { .. } => {
                (ExitCode::WrongData, "run `restic check` to see what else is affected, and `restic repair`")
            }
        };
        Self::new(code, message).hint(hint)
    }
}

impl From<backup::Error> for Failure {
    fn from(error: backup::Error) -> Self {
        use backup::Error as E;
        let message = error.to_string();
        match error {
            E::Repository(error) => error.into(),
            E::Source(error) if error.kind() == filesystem::ErrorKind::Denied => {
                Self::new(ExitCode::Failed, message)
                    .hint("no snapshot was made; run as a user who may read it")
            }
            E::Source(_) => Self::new(ExitCode::Failed, message)
                .hint("no snapshot was made; check the path and whether its disk is mounted"),
            E::Stream { .. } => Self::new(ExitCode::Failed, message)
                .hint("no snapshot was made; see what the command says, and run it alone"),
            E::NoSource => Self::usage(message).hint("name the files and folders to back up"),
            E::Prefixes => Self::usage(message).hint("write it at the same place of each path, or make two snapshots"),
            E::Outside { .. } => Self::usage(message).hint("name it without `..`"),
            E::EmptySource { .. } => Self::new(ExitCode::Failed, message)
                .hint("no snapshot was made; check the path and whether it is mounted"),
            E::Loss { .. } => Self::new(ExitCode::Policy, message)
                .hint("no snapshot was made; check the sources, and if it is right, run it once with --max-loss 100%"),
            E::Interrupted => Self::new(ExitCode::Interrupted, message)
                .hint("what is stored already is found by the next backup"),
            E::StateDamaged | E::Stopped => {
                Self::new(ExitCode::Failed, message).hint("run the same command again")
            }
        }
    }
}

/// Advice where a snapshot went while it was read.
pub const FORGOTTEN: &str =
    "choose another: `sandyq snapshots` lists what there is; `sandyq hold` keeps one for sure";

impl From<restore::Error> for Failure {
    fn from(error: restore::Error) -> Self {
        use restore::Error as E;
        let message = error.to_string();
        match error {
            E::Repository(error) => error.into(),
            E::Target(error) if error.kind() == filesystem::ErrorKind::Full => {
                Self::new(ExitCode::Failed, message)
                    .hint("free some room and run the same command again; what is restored already stays")
            }
            E::Target(_) => {
                Self::new(ExitCode::Failed, message).hint("check the path and permissions of the target")
            }
            E::NoSuchPath { .. } => {
                Self::new(ExitCode::Failed, message).hint("`sandyq ls` shows what it holds")
            }
            E::Forgotten { .. } => Self::new(ExitCode::Failed, message).hint(FORGOTTEN),
            E::Incomplete { .. } => Self::new(ExitCode::Failed, message).hint(
                "nothing was changed; restore without --delete, or from a snapshot that holds everything",
            ),
            E::Interrupted => {
                Self::new(ExitCode::Interrupted, message).hint("the same command goes on where it stopped")
            }
        }
    }
}

impl From<diff::Error> for Failure {
    fn from(error: diff::Error) -> Self {
        let message = error.to_string();
        match error {
            diff::Error::Repository(error) => error.into(),
            diff::Error::Directory(_) => {
                Self::new(ExitCode::Failed, message).hint("check the path and whether it may be read")
            }
        }
    }
}

impl From<dump::Error> for Failure {
    fn from(error: dump::Error) -> Self {
        use dump::Error as E;
        let message = error.to_string();
        match error {
            E::Repository(error) => error.into(),
            E::Output(_) => {
                Self::new(ExitCode::Failed, message).hint("what was written is incomplete: throw it away")
            }
            E::Neither(_) => Self::new(ExitCode::Failed, message)
                .hint("`sandyq dump` with the folder it is in puts it into an archive"),
        }
    }
}

impl From<mount::Error> for Failure {
    fn from(error: mount::Error) -> Self {
        use mount::Error as E;
        let message = error.to_string();
        let hint = match error {
            E::Repository(error) => return error.into(),
            E::NoDevice => {
                "load it with `modprobe fuse`; a container needs --device /dev/fuse --cap-add SYS_ADMIN"
            }
            E::NoHelper => "install the package fuse3, or run as root",
            E::Refused { .. } => {
                "the folder must be there and yours, and /dev/fuse open to you; --allow-other needs user_allow_other in \
                 /etc/fuse.conf"
            }
            E::Broken { .. } => "`umount` what is left of it and mount again",
        };
        Self::new(ExitCode::Failed, message).hint(hint)
    }
}

impl From<SelectError> for Failure {
    fn from(error: SelectError) -> Self {
        let hint = match &error {
            SelectError::Empty => "make one with `sandyq backup PATH`",
            SelectError::Ambiguous { .. } => "give more digits",
            _ => "`sandyq snapshots` lists what there is",
        };
        Self::new(ExitCode::Failed, error.to_string()).hint(hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::SnapshotId;
    use crate::model::role::Role;

    /// Every kind of failure of a repository with its exit code.
    fn failures() -> Vec<(repository::Error, ExitCode)> {
        use repository::Error as E;
        let location = || "/srv/chest".to_owned();
        vec![
            (E::NoRepository { location: location() }, ExitCode::NoRepository),
            (E::RepositoryExists { location: location() }, ExitCode::Failed),
            (E::NotEmpty { location: location() }, ExitCode::Failed),
            (E::WrongKey { location: location(), secret: "passphrase" }, ExitCode::WrongKey),
            (E::Revoked { signer: "ab".to_owned() }, ExitCode::WrongKey),
            (E::Role { role: Role::Write, action: "read files" }, ExitCode::Policy),
            (Damage::new(Kind::DataPack, "packs/x", "is missing").into(), ExitCode::WrongData),
            (E::Unreadable { pack: "x".to_owned() }, ExitCode::WrongData),
            (E::Version { object: "config".to_owned(), found: 9, supported: 1 }, ExitCode::Failed),
            (E::Contended { object: "a root".to_owned(), tries: 3 }, ExitCode::Busy),
            (E::Fenced { session: "x".to_owned() }, ExitCode::Busy),
            (E::BeingSwept { snapshot: SnapshotId([1; 12]) }, ExitCode::Failed),
            (E::NoSnapshot { snapshot: SnapshotId([1; 12]) }, ExitCode::Failed),
        ]
    }

    #[test]
    fn each_failure_has_its_code_one_sentence_and_one_line_of_advice() {
        for (error, code) in failures() {
            let sentence = error.to_string();
            let failure = Failure::from(error);
            assert_eq!((failure.code, &failure.message), (code, &sentence));
            let hint = failure.hint.as_deref().unwrap_or_else(|| panic!("no advice with: {sentence}"));
            assert!(!hint.contains('\n') && !hint.contains(&sentence) && !hint.ends_with('.'), "{hint}");
        }
    }

    #[test]
    fn what_a_store_refuses_comes_with_advice_that_fits() {
        let hint = |kind| {
            Failure::from(storage::Error::new(kind, "put", "x", "/srv/chest")).hint.unwrap_or_default()
        };
        assert!(hint(ErrorKind::Denied).contains("credentials"));
        assert!(hint(ErrorKind::Full).contains("room"));
        assert!(hint(ErrorKind::Unreachable).contains("network"));
        assert_eq!(
            Failure::from(storage::Error::new(ErrorKind::Invalid, "open", "", "x")).code,
            ExitCode::Usage
        );
    }

    #[test]
    fn names_from_a_store_do_not_reach_the_terminal_as_commands() {
        let failure = Failure::new(ExitCode::Failed, "data pack packs/\x1b[2J is missing");
        assert_eq!(failure.to_string(), "sandyq: error: data pack packs/\\u{1b}[2J is missing");
    }
}
