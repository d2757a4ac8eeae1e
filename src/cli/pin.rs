//! Which repository a profile uses, remembered since the first time: an empty folder where a disk should be mounted does
//! not become a new one, and a disk that was exchanged is noticed.

use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::exit_code::ExitCode;
use super::failure::{Failure, Result};
use super::profile::Profile;
use crate::codec::hash::sha256;
use crate::model::id::{RepositoryId, to_hex};
use crate::repository::cache::write_private;
use crate::storage::Location;

/// What is remembered of a profile and an address.
#[derive(Debug, Clone)]
pub struct Pin {
    file: PathBuf,
    profile: String,
    address: String,
}

impl Pin {
    /// The pin of a profile at this address, below the folder of what has to be remembered.
    pub fn new(state: &Path, profile: &Profile, location: &Location) -> Self {
        let (shown, address) = (profile.shown(), location.to_string());
        let name = to_hex(&sha256(format!("{shown}\0{address}").as_bytes())[..12]);
        Self { file: state.join("repositories").join(name), profile: shown, address }
    }

    /// The repository that was used before, if any was.
    fn known(&self) -> Result<Option<RepositoryId>> {
        let text = match fs::read_to_string(&self.file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.failed("cannot read", &error.to_string())),
        };
        let id = text.lines().next().unwrap_or_default().parse::<RepositoryId>();
        id.map(Some).map_err(|error| self.failed("cannot make sense of", &error.to_string()))
    }

    fn failed(&self, what: &str, problem: &str) -> Failure {
        let text = format!("{what} {}, which remembers the repository: {problem}", self.file.display());
        Failure::new(ExitCode::Failed, text).hint("remove the file if you are sure of the repository")
    }

    /// Refuses to make a repository where there was one.
    pub fn check_vacant(&self) -> Result<()> {
        let Some(known) = self.known()? else { return Ok(()) };
        let text = format!(
            "there is no repository at {}, where {} has used {known}; none was made",
            self.address, self.profile
        );
        let hint = format!("mount its disk; if a new one is meant, remove {} first", self.file.display());
        Err(Failure::new(ExitCode::NoRepository, text).hint(hint))
    }

    /// Refuses another repository than before, and remembers the first.
    pub fn check(&self, found: RepositoryId, remember: bool) -> Result<()> {
        match self.known()? {
            Some(known) if known == found => Ok(()),
            Some(known) => {
                let text = format!(
                    "the repository at {} is {found}, and {} has used {known}",
                    self.address, self.profile
                );
                let hint = format!(
                    "mount the right disk; if another repository is meant, remove {} first",
                    self.file.display()
                );
                Err(Failure::new(ExitCode::Failed, text).hint(hint))
            }
            None if remember => self.remember(found),
            None => Ok(()),
        }
    }

    fn remember(&self, id: RepositoryId) -> Result<()> {
        let folder = self.file.parent().unwrap_or(&self.file);
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|error| self.failed("cannot make the folder of", &error.to_string()))?;
        let text = format!("{id}\n{}\n{}\n", self.address, self.profile);
        write_private(&self.file, text.as_bytes())
            .map_err(|error| self.failed("cannot write", &error.to_string()))
    }
}
