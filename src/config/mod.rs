//! What the environment says. Nothing else reads it, except for the SDK, which looks after `AWS_*` itself.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// Settings of the environment, each `None` where nothing is set. Empty means not set.
#[derive(Debug, Clone, Default, PartialEq)]
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
    /// `SANDYQ_FROM_REPOSITORY`: where to copy from.
    pub from_repository: Option<OsString>,
    /// `SANDYQ_FROM_PASSWORD_FILE`
    pub from_password_file: Option<PathBuf>,
    /// `SANDYQ_FROM_PASSWORD_COMMAND`
    pub from_password_command: Option<OsString>,
    /// `SANDYQ_FROM_KEY_FILE`
    pub from_key_file: Option<PathBuf>,
    /// `SANDYQ_CACHE_DIR`
    pub cache: Option<PathBuf>,
    /// The user's cache folder.
    pub user_cache: Option<PathBuf>,
    /// `SANDYQ_CONFIG`: the file of profiles.
    pub config: Option<PathBuf>,
    /// The user's file of profiles.
    pub user_config: Option<PathBuf>,
    /// `SANDYQ_PROFILE`
    pub profile: Option<String>,
    /// `SANDYQ_STATE_DIR`, or the user's folder of what has to be remembered.
    pub state: Option<PathBuf>,
    /// `CREDENTIALS_DIRECTORY`: where systemd puts a service's secrets.
    pub credentials: Option<PathBuf>,
    /// `HOME`
    pub home: Option<PathBuf>,
    /// `SANDYQ_PROGRESS_FPS`: redraws a second on a terminal, lines a second without one.
    pub progress_fps: Option<f64>,
    /// `SANDYQ_LOG`: what to log, as a filter of the tracing crate.
    pub log: Option<String>,
}

/// A setting that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} is {value:?}, which is not {expected}")]
pub struct Invalid {
    /// The variable.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// What it should be.
    pub expected: &'static str,
}

impl Environment {
    /// Reads the environment.
    pub fn read() -> Result<Self, Invalid> {
        Self::from(&|name| env::var_os(name))
    }

    /// The value of `SANDYQ_PASSWORD`.
    pub fn password() -> Option<Vec<u8>> {
        env::var_os("SANDYQ_PASSWORD").map(std::os::unix::ffi::OsStringExt::into_vec)
    }

    /// Variables that hold a secret or lead to one: programs that are run on the way do not get them.
    pub fn secret_variables() -> Vec<OsString> {
        let is_secret = |name: &OsString| {
            let name = name.to_string_lossy();
            let of_aws = ["SECRET", "TOKEN", "KEY"].iter().any(|word| name.contains(word));
            name.starts_with("SANDYQ_")
                || name == "CREDENTIALS_DIRECTORY"
                || name.starts_with("AWS_") && of_aws
        };
        env::vars_os().map(|(name, _)| name).filter(is_secret).collect()
    }

    fn from(look_up: &dyn Fn(&str) -> Option<OsString>) -> Result<Self, Invalid> {
        let set = |name: &str| look_up(name).filter(|value| !value.is_empty());
        let user_folder = |variable: &str, below_home: &str| {
            let base = set(variable).map(PathBuf::from).filter(|path| path.is_absolute());
            let home = || set("HOME").map(|home| PathBuf::from(home).join(below_home));
            Some(base.or_else(home)?.join("sandyq"))
        };
        let state = set("SANDYQ_STATE_DIR").map(PathBuf::from);
        Ok(Self {
            repository: set("SANDYQ_REPOSITORY"),
            repository_file: set("SANDYQ_REPOSITORY_FILE").map(PathBuf::from),
            has_password: set("SANDYQ_PASSWORD").is_some(),
            password_file: set("SANDYQ_PASSWORD_FILE").map(PathBuf::from),
            password_command: set("SANDYQ_PASSWORD_COMMAND"),
            key_file: set("SANDYQ_KEY_FILE").map(PathBuf::from),
            from_repository: set("SANDYQ_FROM_REPOSITORY"),
            from_password_file: set("SANDYQ_FROM_PASSWORD_FILE").map(PathBuf::from),
            from_password_command: set("SANDYQ_FROM_PASSWORD_COMMAND"),
            from_key_file: set("SANDYQ_FROM_KEY_FILE").map(PathBuf::from),
            cache: set("SANDYQ_CACHE_DIR").map(PathBuf::from),
            user_cache: user_folder("XDG_CACHE_HOME", ".cache"),
            config: set("SANDYQ_CONFIG").map(PathBuf::from),
            user_config: user_folder("XDG_CONFIG_HOME", ".config").map(|folder| folder.join("sandyq.toml")),
            profile: set("SANDYQ_PROFILE").map(|name| name.to_string_lossy().into_owned()),
            state: state.or_else(|| user_folder("XDG_STATE_HOME", ".local/state")),
            credentials: set("CREDENTIALS_DIRECTORY").map(PathBuf::from),
            home: set("HOME").map(PathBuf::from),
            progress_fps: set("SANDYQ_PROGRESS_FPS").map(|value| fps(&value)).transpose()?,
            log: set("SANDYQ_LOG").map(|filter| filter.to_string_lossy().into_owned()),
        })
    }
}

fn fps(value: &OsString) -> Result<f64, Invalid> {
    let number = value.to_str().and_then(|text| text.parse::<f64>().ok());
    number.filter(|fps| (0.0001..=1000.0).contains(fps)).ok_or_else(|| Invalid {
        name: "SANDYQ_PROGRESS_FPS",
        value: value.to_string_lossy().into_owned(),
        expected: "a number of updates a second, as 10 or 0.1",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&str, &str)]) -> Result<Environment, Invalid> {
        Environment::from(&|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
        })
    }

    #[test]
    fn empty_variables_are_as_good_as_none() {
        let empty = environment(&[("SANDYQ_REPOSITORY", ""), ("SANDYQ_PASSWORD", ""), ("HOME", "")]);
        assert_eq!(empty, Ok(Environment::default()));
    }

    #[test]
    fn the_cache_is_where_the_user_keeps_caches() {
        let cache = |variables: &[(&str, &str)]| environment(variables).unwrap().user_cache;
        assert_eq!(cache(&[("HOME", "/h")]), Some("/h/.cache/sandyq".into()));
        assert_eq!(cache(&[("HOME", "/h"), ("XDG_CACHE_HOME", "/c")]), Some("/c/sandyq".into()));
        assert_eq!(cache(&[("HOME", "/h"), ("XDG_CACHE_HOME", "c")]), Some("/h/.cache/sandyq".into()));
    }

    #[test]
    fn the_profile_and_what_is_remembered_are_where_the_user_keeps_such() {
        let set = environment(&[("HOME", "/h"), ("XDG_STATE_HOME", "/s")]).unwrap();
        assert_eq!(set.user_config, Some("/h/.config/sandyq/sandyq.toml".into()));
        assert_eq!(set.state, Some("/s/sandyq".into()));
        let set = environment(&[("HOME", "/h"), ("SANDYQ_STATE_DIR", "/var/lib/sandyq")]).unwrap();
        assert_eq!(set.state, Some("/var/lib/sandyq".into()));
    }

    #[test]
    fn updates_a_second_are_a_number() {
        assert_eq!(environment(&[("SANDYQ_PROGRESS_FPS", "0.5")]).unwrap().progress_fps, Some(0.5));
        for nonsense in ["fast", "0", "-1", "NaN", "inf", "1e9"] {
            let refused = environment(&[("SANDYQ_PROGRESS_FPS", nonsense)]).unwrap_err();
            assert_eq!(refused.name, "SANDYQ_PROGRESS_FPS", "{nonsense}");
        }
    }
}
