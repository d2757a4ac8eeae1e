//! The file of profiles: which one counts, reading it, and telling all that is wrong with it.

use std::fs::File as OpenFile;
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::args::Global;
use super::console::Console;
use super::failure::{Failure, Result};
use super::place;
use crate::config::Environment;
use crate::policy::profile::{Base, File, Finding, Resolved, parse};
use crate::report;

/// The machine's file of profiles.
const MACHINE: &str = "/etc/sandyq/sandyq.toml";
/// Longest file read: whoever names a disk image by mistake shall not wait for it.
const LONGEST: u64 = 1 << 20;

/// A file of profiles and the profile of it that was asked for.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The file, absolute.
    pub path: PathBuf,
    /// The profile; the top of the file if none is named.
    pub name: Option<String>,
    /// What stands in it.
    pub file: File,
}

/// A file that was read, with what is wrong with it.
#[derive(Debug)]
pub struct Checked {
    /// What stands in it.
    pub file: File,
    /// What is wrong, in the order of the places.
    pub mistakes: Vec<Finding>,
}

impl Profile {
    /// The profile with all it stands upon.
    pub fn resolved(&self) -> Result<Resolved<'_>> {
        self.file.resolve(self.name.as_deref()).map_err(|missing| {
            let text = format!("there is no profile {} in {}", missing.name, self.path.display());
            let known: Vec<_> = self.file.profiles.keys().map(String::as_str).collect();
            Failure::usage(text).hint(match missing.near {
                Some(near) => format!("perhaps {near} is meant"),
                None if known.is_empty() => "the file has none: leave out --profile".to_owned(),
                None => format!("there are {}", known.join(", ")),
            })
        })
    }

    /// The profile in words, for messages.
    pub fn shown(&self) -> String {
        match &self.name {
            Some(name) => format!("profile {name} of {}", self.path.display()),
            None => self.path.display().to_string(),
        }
    }
}

/// The profile that counts for this run, if there is any.
pub fn load(global: &Global, environment: &Environment, console: &Console) -> Result<Option<Profile>> {
    let name = global.profile.clone().or_else(|| environment.profile.clone());
    let Some((path, named)) = locate(global.config.as_deref(), environment) else {
        return match name {
            Some(name) => {
                Err(Failure::usage(format!("profile {name} was asked for, and there is no profile file"))
                    .hint(format!("write {MACHINE}, or name a file with --config")))
            }
            None => Ok(None),
        };
    };
    let text = match open(&path) {
        Ok(text) => text,
        // Another user's business, as long as nobody asked for it.
        Err(error) if !named && name.is_none() && error.kind() == io::ErrorKind::PermissionDenied => {
            console.warning(&format!("left out: cannot read {}: {error}", path.display()));
            return Ok(None);
        }
        Err(error) => return Err(unreadable(&path, &error)),
    };
    let path = std::path::absolute(&path).unwrap_or(path);
    let Checked { file, mistakes } = read(&path, &text, environment);
    refuse(&path, &mistakes, console)?;
    warn_if_writable(&path, console);
    let profile = Profile { path, name, file };
    profile.resolved()?;
    Ok(Some(profile))
}

/// The file of profiles, and whether somebody named it.
pub fn locate(option: Option<&Path>, environment: &Environment) -> Option<(PathBuf, bool)> {
    if let Some(path) = option.map(Path::to_owned).or_else(|| environment.config.clone()) {
        return Some((path, true));
    }
    let usual = environment.user_config.clone().into_iter().chain([PathBuf::from(MACHINE)]);
    // One that cannot be looked at may be there: reading it will tell.
    usual.into_iter().find(|path| path.try_exists().unwrap_or(true)).map(|path| (path, false))
}

/// The text of a file of profiles.
pub fn open(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    OpenFile::open(path)?.take(LONGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LONGEST {
        return Err(io::Error::other("it is longer than 1 MiB"));
    }
    Ok(text)
}

/// A file of profiles cannot be read.
pub fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::usage(format!("cannot read the profile {}: {error}", path.display()))
        .hint("check the path and its permissions; --config /dev/null does without a profile")
}

/// Reads a text, with everything that is wrong with it. Relative paths in it begin at its folder.
pub fn read(path: &Path, text: &str, environment: &Environment) -> Checked {
    let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
    let (file, mut mistakes) = parse(text, &Base { folder, home: environment.home.clone() });
    mistakes.extend(place::mistakes(&file));
    mistakes.sort();
    mistakes.dedup();
    Checked { file, mistakes }
}

fn refuse(path: &Path, mistakes: &[Finding], console: &Console) -> Result<()> {
    if mistakes.is_empty() {
        return Ok(());
    }
    for mistake in mistakes {
        console.finding(path, mistake);
    }
    let many = report::count(mistakes.len() as u64, "mistake", "mistakes");
    Err(Failure::usage(format!("{many} in the profile {}; nothing was begun", path.display()))
        .hint("`sandyq config check` tells of them, and of promises that cannot hold"))
}

/// Whoever writes a profile has commands run by the user who reads it.
fn warn_if_writable(path: &Path, console: &Console) {
    let writable = path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o002 != 0);
    if writable {
        console.warning(&format!("every user of this machine can change the profile {}", path.display()));
    }
}
