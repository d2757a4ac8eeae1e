//! What every command begins with: the runtime, the store, the secret, the repository.

use std::fs;
use std::io::Write;
use std::num::NonZeroUsize;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};

use super::args::Global;
use super::commands::datasets;
use super::console::Console;
use super::exit_code::ExitCode;
use super::failure::{Failure, Result};
use super::interrupt::Interrupt;
use super::pin::Pin;
use super::profile::Profile;
use super::secrets::{Passphrase, Source};
use super::settings;
use crate::config::Environment;
use crate::policy::profile::{Layer, Origin, Resolved, Settings, Table};
use crate::repository::slot::Unlock;
use crate::repository::{self, CacheRoot, Repository, layout, root};
use crate::storage::{ErrorKind, Location, Meter, OpenOptions, Opened, RetryPolicy};

/// Packs read at once when nothing is said.
const CONNECTIONS: usize = 8;

/// One run of the program.
#[derive(Debug)]
pub struct Context {
    /// What all commands take, with what the profile says filled in.
    pub global: Global,
    /// What the environment says.
    pub environment: Environment,
    /// The profile, if there is one.
    pub profile: Option<Arc<Profile>>,
    /// What holds in the end: options, environment, profile and defaults.
    pub settings: Settings,
    /// The options as they were given.
    given: Global,
    /// Where warnings and single entries go.
    pub console: Arc<Console>,
    /// The signals.
    pub interrupt: Interrupt,
    /// How stores answered during this run.
    pub meter: Arc<Meter>,
    runtime: Arc<Runtime>,
}

impl Context {
    /// Starts the runtime.
    pub fn new(
        given: Global,
        environment: Environment,
        profile: Option<Profile>,
        console: Arc<Console>,
        interrupt: Interrupt,
    ) -> Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("sandyq-io")
            .enable_all()
            .build()
            .map_err(|error| Failure::new(ExitCode::Failed, format!("cannot start threads: {error}")))?;
        let over = settings::over(&given, &environment);
        let effective = effective(profile.as_ref(), given.repo_of.as_deref(), &over)?;
        let global = settings::applied(&given, &effective, &environment);
        Ok(Self {
            global,
            environment,
            profile: profile.map(Arc::new),
            settings: effective,
            given,
            console,
            interrupt,
            meter: Arc::default(),
            runtime: Arc::new(runtime),
        })
    }

    /// The same run for a dataset of the profile, which may have another repository.
    pub fn of_dataset(&self, resolved: &Resolved<'_>, dataset: &Table) -> Self {
        let settings = resolved.settings_of(dataset, &settings::over(&self.given, &self.environment));
        let global = settings::applied(&self.given, &settings, &self.environment);
        Self { settings, ..self.with(global) }
    }

    /// The same run, which gives up on a store that does not answer for so long.
    #[must_use]
    pub fn hurried(&self, patience: Duration) -> Self {
        let retry_for = self.global.retry_for.map_or(patience, |time| time.min(patience));
        self.with(Global { retry_for: Some(retry_for), ..self.global.clone() })
    }

    /// The same run, which uses nothing that this host has kept.
    #[must_use]
    pub fn fresh(&self) -> Self {
        self.with(Global { no_cache: true, cache_dir: None, ..self.global.clone() })
    }

    fn with(&self, global: Global) -> Self {
        let Self { environment, profile, settings, given, console, interrupt, meter, runtime, .. } = self;
        Self {
            global,
            environment: environment.clone(),
            profile: profile.clone(),
            settings: settings.clone(),
            given: given.clone(),
            console: Arc::clone(console),
            interrupt: interrupt.clone(),
            meter: Arc::clone(meter),
            runtime: Arc::clone(runtime),
        }
    }

    /// The same run with another repository in place of each that the profile names.
    pub fn elsewhere(&self, place: &str) -> Result<Self> {
        let given = Global { repo: Some(place.to_owned()), repo_of: None, ..self.given.clone() };
        let over = settings::over(&given, &self.environment);
        let settings = effective(self.profile.as_deref(), None, &over)?;
        let global = settings::applied(&given, &settings, &self.environment);
        Ok(Self { settings, given, ..self.with(global) })
    }

    /// What is remembered of the repository, if it is the profile that names it.
    pub fn pin(&self, location: &Location) -> Option<Pin> {
        let profile = self.profile.as_ref()?;
        self.settings.place("repository.url")?;
        Some(Pin::new(self.environment.state.as_ref()?, profile, location))
    }

    /// Where storage calls run.
    pub fn handle(&self) -> &Handle {
        self.runtime.handle()
    }

    /// Runs storage calls to their end, or until a signal.
    pub fn block_on<T, E: Into<Failure>>(&self, future: impl Future<Output = Result<T, E>>) -> Result<T> {
        match self.interrupt.block_on(&self.runtime, future) {
            Some(result) => result.map_err(Into::into),
            None => Err(Failure::interrupted()),
        }
    }

    /// Runs an operation that stops by itself, soon after `stop` was called, where nothing is lost.
    pub fn stoppable<T>(&self, stop: impl Fn() + Send + 'static, work: impl FnOnce() -> T) -> T {
        let console = Arc::clone(&self.console);
        let stop = move || {
            console.warning("stopping; a second signal stops at once");
            stop();
        };
        self.interrupt.during(stop, work)
    }

    /// Where the repository is.
    pub fn location(&self) -> Result<Location> {
        Ok(self.place()?.parse::<Location>()?)
    }

    /// Where the repository is, with its options: as whoever opens it elsewhere has to write it.
    pub fn place(&self) -> Result<String> {
        let environment = &self.environment;
        Ok(match (&self.global.repo, &environment.repository, &environment.repository_file) {
            (Some(place), _, _) => place.clone(),
            (None, Some(_), Some(_)) => {
                let text = "both SANDYQ_REPOSITORY and SANDYQ_REPOSITORY_FILE are set";
                return Err(Failure::usage(text).hint("unset one of them, or use --repo"));
            }
            (None, Some(place), None) => utf8(place.as_encoded_bytes(), "SANDYQ_REPOSITORY")?,
            (None, None, Some(file)) => {
                let bytes = fs::read(file).map_err(|error| {
                    let text = format!("cannot read the repository file {}: {error}", file.display());
                    Failure::new(ExitCode::Failed, text).hint("SANDYQ_REPOSITORY_FILE names it")
                })?;
                utf8(bytes.trim_ascii(), "the repository file")?
            }
            (None, None, None) => {
                return Err(Failure::usage("no repository was named").hint(
                    "give --repo PLACE or --repo-of DATASET, set SANDYQ_REPOSITORY, or write url in [repository] of a profile",
                ));
            }
        })
    }

    /// Opens the store. An absent folder holds no repository; a disk that is not mounted looks the same.
    pub fn store(&self, location: &Location) -> Result<Opened> {
        let retry = match self.global.retry_for {
            Some(time) => RetryPolicy { deadline: time, first_contact: time, ..RetryPolicy::default() },
            None => RetryPolicy::default(),
        };
        let options = OpenOptions {
            upload_limit: self.global.limit_upload,
            download_limit: self.global.limit_download,
            connections: self.global.connections,
            retry,
            meter: Some(Arc::clone(&self.meter)),
            ..OpenOptions::default()
        };
        self.block_on(async {
            location.open(&options).await.map_err(|error| match error.kind() {
                ErrorKind::NotFound => no_repository(location).into(),
                _ => Failure::from(error),
            })
        })
    }

    /// Opens the repository.
    pub fn repository(&self) -> Result<(Repository, Opened)> {
        let location = self.location()?;
        let opened = self.store(&location)?;
        let repository = self.unlock(&location, &opened)?;
        Ok((repository, opened))
    }

    /// Opens another repository than the one of all commands.
    pub fn other(&self, place: &str, source: &Source) -> Result<(Repository, Opened)> {
        let location = place.parse::<Location>()?;
        let opened = self.store(&location)?;
        if *source == Source::Terminal {
            self.check_exists(&location, &opened)?;
            self.console.raw(&format_args!("sandyq: the repository at {location} is to be opened"));
        }
        let unlock = source.unlock(&self.console)?;
        let repository = self.open(&location, &opened, &unlock)?;
        Ok((repository, opened))
    }

    /// Opens the repository in a store.
    pub fn unlock(&self, location: &Location, opened: &Opened) -> Result<Repository> {
        let source = self.source()?;
        if source == Source::Terminal {
            self.check_exists(location, opened)?;
        }
        let unlock = source.unlock(&self.console)?;
        self.open(location, opened, &unlock)
    }

    /// Opens a repository that was just made.
    pub fn open_new(
        &self,
        location: &Location,
        opened: &Opened,
        passphrase: Passphrase,
    ) -> Result<Repository> {
        let (storage, unlock) = (Arc::clone(&opened.storage), Unlock::Passphrase(passphrase));
        let cache = self.cache()?;
        let made = self.block_on(Repository::open_unremembered(storage, &unlock, &cache))?;
        self.check_pin(location, made)
    }

    fn open(&self, location: &Location, opened: &Opened, unlock: &Unlock) -> Result<Repository> {
        let cache = self.cache()?;
        let repository = self.block_on(Repository::open(Arc::clone(&opened.storage), unlock, &cache))?;
        self.check_pin(location, repository)
    }

    fn check_pin(&self, location: &Location, repository: Repository) -> Result<Repository> {
        if let Some(pin) = self.pin(location) {
            pin.check(repository.keys().config().repository, !self.global.no_cache)?;
        }
        Ok(repository)
    }

    /// Nobody shall type a passphrase only to learn that there is nothing to open.
    fn check_exists(&self, location: &Location, opened: &Opened) -> Result<()> {
        let storage = &*opened.storage;
        self.block_on(async {
            match storage.head(layout::CONFIG).await {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                other => return other.map(drop).map_err(Failure::from),
            }
            match root::newest_number(storage).await? {
                Some(_) => Ok(()),
                None => Err(no_repository(location).into()),
            }
        })
    }

    /// Where a secret comes from.
    pub fn source(&self) -> Result<Source> {
        settings::check_credentials(&self.settings, &self.environment)?;
        Source::choose(&self.global, &self.environment)
    }

    /// The folder of all caches, whether it exists or not.
    pub fn cache_folder(&self) -> Option<&PathBuf> {
        let folder = self.global.cache_dir.as_ref().or(self.environment.cache.as_ref());
        folder.or(self.environment.user_cache.as_ref()).filter(|_| !self.global.no_cache)
    }

    /// Where this host keeps its cache.
    pub fn cache(&self) -> Result<CacheRoot> {
        let Some(folder) = self.cache_folder() else { return Ok(CacheRoot::None) };
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|error| {
            let text = format!("cannot make the cache folder {}: {error}", folder.display());
            Failure::new(ExitCode::Failed, text)
                .hint("choose another with --cache-dir, or do without: --no-cache")
        })?;
        mark_as_cache(folder);
        Ok(CacheRoot::Folder(folder.clone()))
    }

    /// Folders that a backup never enters: the repository, and the cache.
    pub fn own_folders(&self, location: &Location) -> Result<Vec<PathBuf>> {
        let repository = match location {
            Location::Local(path) => Some(path.clone()),
            Location::S3(_) => None,
        };
        let cache = match self.cache()? {
            CacheRoot::Folder(path) => Some(path),
            CacheRoot::None => None,
        };
        Ok(repository.into_iter().chain(cache).collect())
    }

    /// Files that tell this run where the repository is and what opens it.
    pub fn own_files(&self) -> Result<Vec<PathBuf>> {
        let secret = match self.source()? {
            Source::KeyFile(path) | Source::File(path) => Some(path),
            Source::Command(_) | Source::Environment | Source::Terminal => None,
        };
        let profile = self.profile.as_ref().map(|profile| profile.path.clone());
        Ok(secret.into_iter().chain(self.environment.repository_file.clone()).chain(profile).collect())
    }

    /// Packs read at once.
    pub fn connections(&self) -> usize {
        self.global.connections.map_or(CONNECTIONS, NonZeroUsize::get)
    }
}

/// What holds in the end: for the whole profile, or for the dataset whose repository is meant.
fn effective(profile: Option<&Profile>, repo_of: Option<&str>, over: &[Layer]) -> Result<Settings> {
    let Some(profile) = profile else {
        return match repo_of {
            None => Ok(Settings::of(over)),
            Some(_) => Err(Failure::usage("--repo-of names a dataset, and there is no profile")
                .hint("name a file of profiles with --config, or the repository with --repo")),
        };
    };
    let resolved = profile.resolved()?;
    let Some(name) = repo_of else { return Ok(resolved.settings(over)) };
    let table = resolved.dataset(name).map_err(|_| datasets::unknown(&resolved, name))?;
    let settings = resolved.settings_of(table, over);
    match settings.origin("repository.url") {
        Some(Origin::Environment(variable)) => {
            let text = format!("--repo-of is given, and {variable} says where the repository is");
            Err(Failure::usage(text).hint(format!("unset {variable}, or leave out --repo-of")))
        }
        _ => Ok(settings),
    }
}

/// Threads for work on the processor: one a core, if nothing is said.
pub fn threads(wanted: Option<NonZeroUsize>) -> usize {
    wanted.or_else(|| thread::available_parallelism().ok()).map_or(2, NonZeroUsize::get)
}

fn no_repository(location: &Location) -> repository::Error {
    repository::Error::NoRepository { location: location.to_string() }
}

fn utf8(bytes: &[u8], what: &str) -> Result<String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => Err(Failure::usage(format!("{what} is not UTF-8"))),
    }
}

/// Backup programs leave out folders with this file (https://bford.info/cachedir/).
fn mark_as_cache(folder: &Path) {
    let text = b"Signature: 8a477f597d28d172789f06886806bc55\n# The cache of sandyq: safe to delete.\n";
    let made =
        fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(folder.join("CACHEDIR.TAG"));
    // It is there already, or it cannot be written: other programs' concern, not this run's.
    let _ = made.and_then(|mut file| file.write_all(text));
}
