//! What the environment says. Nothing else reads it.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// Settings of the environment, each `None` where nothing is set.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `SANDYQ_REPOSITORY`
    pub repository: Option<OsString>,
    /// `SANDYQ_REPOSITORY_FILE`
    pub repository_file: Option<PathBuf>,
    /// Whether `SANDYQ_PASSWORD` is set; its value is asked for only when it is needed.
    pub has_password: bool,
    /// `SANDYQ_PASSWORD_FILE`
    pub password_file: Option<PathBuf>,
    /// `SANDYQ_PASSWORD_COMMAND`
    pub password_command: Option<OsString>,
    /// `SANDYQ_KEY_FILE`
    pub key_file: Option<PathBuf>,
    /// `SANDYQ_CACHE_DIR`, or the user's cache folder.
    pub cache: Option<PathBuf>,
    /// `SANDYQ_PROGRESS_FPS`: redraws a second on a terminal.
    pub progress_fps: Option<u8>,
    /// `SANDYQ_LOG`: what to log, as a filter of the tracing crate.
    pub log: Option<String>,
}

fn set(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

impl Environment {
    /// Reads the environment.
    pub fn read() -> Self {
        let user_cache = || {
            let base = set("XDG_CACHE_HOME").map(PathBuf::from);
            let home = || set("HOME").map(|home| PathBuf::from(home).join(".cache"));
            Some(base.or_else(home)?.join("sandyq"))
        };
        Self {
            repository: set("SANDYQ_REPOSITORY"),
            repository_file: set("SANDYQ_REPOSITORY_FILE").map(PathBuf::from),
            has_password: set("SANDYQ_PASSWORD").is_some(),
            password_file: set("SANDYQ_PASSWORD_FILE").map(PathBuf::from),
            password_command: set("SANDYQ_PASSWORD_COMMAND"),
            key_file: set("SANDYQ_KEY_FILE").map(PathBuf::from),
            cache: set("SANDYQ_CACHE_DIR").map(PathBuf::from).or_else(user_cache),
            progress_fps: set("SANDYQ_PROGRESS_FPS").and_then(|fps| fps.to_str()?.parse().ok()),
            log: set("SANDYQ_LOG").and_then(|filter| filter.into_string().ok()),
        }
    }

    /// The value of `SANDYQ_PASSWORD`.
    pub fn password() -> Option<Vec<u8>> {
        set("SANDYQ_PASSWORD").map(std::os::unix::ffi::OsStringExt::into_vec)
    }
}
