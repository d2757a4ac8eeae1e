//! What every command begins with: the runtime, the store, the passphrase or key file, the repository.

use std::fs;
use std::io::IsTerminal;
use std::num::NonZeroU64;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use zeroize::Zeroizing;

use super::args::Global;
use super::failure::{Failure, Result};
use crate::config::Environment;
use crate::filesystem::{Directory, Identity};
use crate::repository::slot::{KeyFile, Unlock};
use crate::repository::{CacheRoot, Repository};
use crate::storage::{Location, OpenOptions, Opened};

/// A passphrase in memory.
pub type Passphrase = Zeroizing<Vec<u8>>;

/// One run of the program.
#[derive(Debug)]
pub struct Session {
    /// What all commands take.
    pub global: Global,
    /// What the environment says.
    pub environment: Environment,
    /// Storage calls run here.
    pub runtime: tokio::runtime::Runtime,
}

impl Session {
    /// Starts the runtime.
    pub fn new(global: Global, environment: Environment) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("sandyq-io")
            .enable_all()
            .build()
            .map_err(|error| {
                Failure::new(super::ExitCode::Failed, format!("cannot start threads: {error}"))
            })?;
        Ok(Self { global, environment, runtime })
    }

    /// Where the repository is.
    pub fn location(&self) -> Result<Location> {
        let place = match (&self.global.repo, &self.environment.repository, &self.environment.repository_file)
        {
            (Some(place), _, _) => place.clone(),
            (None, Some(place), _) => place.to_string_lossy().into_owned(),
            (None, None, Some(file)) => {
                String::from_utf8_lossy(&read_secret_file(file, "repository file")?).into_owned()
            }
            (None, None, None) => {
                return Err(Failure::usage("no repository was named")
                    .hint("give --repo PLACE or set SANDYQ_REPOSITORY"));
            }
        };
        Ok(place.parse::<Location>()?)
    }

    /// Opens the store.
    pub fn store(&self, location: &Location) -> Result<Opened> {
        let options = OpenOptions {
            upload_limit: self.global.limit_upload.and_then(NonZeroU64::new),
            download_limit: self.global.limit_download.and_then(NonZeroU64::new),
            connections: self.global.connections,
            ..OpenOptions::default()
        };
        let opened = self.runtime.block_on(location.open(&options));
        opened.map_err(|error| match error.kind() {
            // An absent folder holds no repository; a disk that is not mounted looks the same.
            crate::storage::ErrorKind::NotFound => {
                crate::repository::Error::NoRepository { location: location.to_string() }.into()
            }
            _ => error.into(),
        })
    }

    /// Requests under way at once.
    pub fn connections(&self) -> usize {
        self.global.connections.map_or(8, std::num::NonZero::get)
    }

    /// Where this host keeps its cache.
    pub fn cache(&self) -> Result<CacheRoot> {
        if self.global.no_cache {
            return Ok(CacheRoot::None);
        }
        let Some(folder) = self.global.cache_dir.clone().or_else(|| self.environment.cache.clone()) else {
            return Ok(CacheRoot::None);
        };
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder);
        made.map_err(|error| {
            Failure::new(
                super::ExitCode::Failed,
                format!("cannot make the cache folder {}: {error}", folder.display()),
            )
            .hint("choose another with --cache-dir, or do without: --no-cache")
        })?;
        // Backups of other programs leave the cache out.
        let tag = folder.join("CACHEDIR.TAG");
        if !tag.exists() {
            let _ = fs::write(&tag, "Signature: 8a477f597d28d172789f06886806bc55\n# Cache of sandyq.\n");
        }
        Ok(CacheRoot::Folder(folder))
    }

    /// Opens the repository.
    pub fn repository(&self) -> Result<(Repository, Opened)> {
        let location = self.location()?;
        let opened = self.store(&location)?;
        let unlock = self.unlock()?;
        let repository = self.open(&opened, &unlock)?;
        Ok((repository, opened))
    }

    /// Opens the repository with a secret that is known already.
    pub fn open(&self, opened: &Opened, unlock: &Unlock) -> Result<Repository> {
        let cache = self.cache()?;
        Ok(self.runtime.block_on(Repository::open(Arc::clone(&opened.storage), unlock, &cache))?)
    }

    /// The key file or passphrase. Flags come before the environment.
    pub fn unlock(&self) -> Result<Unlock> {
        let flags = self.global.password_file.is_some() || self.global.password_command.is_some();
        let key_file =
            self.global.key_file.as_ref().or(self.environment.key_file.as_ref().filter(|_| !flags));
        match key_file {
            Some(path) => {
                let text = read_secret_file(path, "key file")?;
                let text = Zeroizing::new(String::from_utf8_lossy(&text).into_owned());
                Ok(Unlock::KeyFile(KeyFile::parse(&text)?))
            }
            None => self.passphrase(false).map(Unlock::Passphrase),
        }
    }

    /// The passphrase; asked for twice where it is new.
    pub fn passphrase(&self, new: bool) -> Result<Passphrase> {
        let global = &self.global;
        let passphrase = if let Some(path) = &global.password_file {
            read_secret_file(path, "password file")?
        } else if let Some(command) = &global.password_command {
            run_password_command(command.as_ref())?
        } else if self.environment.has_password {
            Zeroizing::new(Environment::password().unwrap_or_default())
        } else if let Some(path) = &self.environment.password_file {
            read_secret_file(path, "password file")?
        } else if let Some(command) = &self.environment.password_command {
            run_password_command(command)?
        } else {
            ask("Passphrase of the repository: ", new)?
        };
        not_empty(passphrase)
    }

    /// A new passphrase for a key, from a file or asked for twice.
    pub fn new_passphrase(&self, file: Option<&Path>) -> Result<Passphrase> {
        match file {
            Some(path) => not_empty(read_secret_file(path, "password file")?),
            None => not_empty(ask("New passphrase: ", true)?),
        }
    }

    /// Folders that a backup never enters: the repository and the cache.
    pub fn own_folders(&self, location: &Location) -> Result<Vec<Identity>> {
        let mut folders: Vec<PathBuf> = Vec::new();
        if let Location::Local(path) = location {
            folders.push(path.clone());
        }
        if let CacheRoot::Folder(path) = self.cache()? {
            folders.push(path);
        }
        let identity = |path: &PathBuf| {
            let path = crate::operations::backup::with_slash(path);
            Some(Directory::open(&path).ok()?.stat_self().ok()?.identity())
        };
        Ok(folders.iter().filter_map(identity).collect())
    }
}

fn not_empty(passphrase: Passphrase) -> Result<Passphrase> {
    if passphrase.is_empty() {
        return Err(Failure::usage("the passphrase is empty"));
    }
    Ok(passphrase)
}

fn ask(prompt: &str, twice: bool) -> Result<Passphrase> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::usage(
            "no passphrase or key file was given, and there is no terminal to ask on",
        )
        .hint("set SANDYQ_PASSWORD_FILE or SANDYQ_KEY_FILE"));
    }
    let failed =
        |error| Failure::new(super::ExitCode::Failed, format!("cannot ask for the passphrase: {error}"));
    let first = Zeroizing::new(rpassword::prompt_password(prompt).map_err(failed)?.into_bytes());
    if twice {
        let again = Zeroizing::new(rpassword::prompt_password("Again: ").map_err(failed)?.into_bytes());
        if first != again {
            return Err(Failure::usage("the two passphrases differ"));
        }
    }
    Ok(first)
}

/// The content of a small file without the newline at its end.
fn read_secret_file(path: &Path, what: &str) -> Result<Passphrase> {
    let failed = |error| {
        Failure::new(super::ExitCode::Failed, format!("cannot read the {what} {}: {error}", path.display()))
    };
    let meta = fs::metadata(path).map_err(failed)?;
    if meta.is_file() && meta.permissions().mode() & 0o077 != 0 && what != "repository file" {
        tracing::warn!("others can read the {what} {}: chmod 600 it", path.display());
    }
    let mut bytes = Zeroizing::new(fs::read(path).map_err(failed)?);
    strip_newline(&mut bytes);
    Ok(bytes)
}

fn strip_newline(bytes: &mut Vec<u8>) {
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
    }
}

fn run_password_command(command: &std::ffi::OsStr) -> Result<Passphrase> {
    let failed =
        |why: String| Failure::new(super::ExitCode::Failed, format!("the password command failed: {why}"));
    let output = Command::new("sh")
        .arg("-c")
        .arg(command)
        .stdin(Stdio::inherit())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| failed(error.to_string()))?;
    let mut bytes = Zeroizing::new(output.stdout);
    if !output.status.success() {
        return Err(failed(output.status.to_string()));
    }
    strip_newline(&mut bytes);
    Ok(bytes)
}
