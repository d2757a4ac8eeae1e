//! Options of every command, the environment and the profile as layers; and what comes of them as options again.

use std::num::NonZeroU64;
use std::path::{Path, PathBuf};

use super::args::Global;
use super::failure::{Failure, Result};
use super::place;
use crate::config::Environment;
use crate::policy::profile::{Layer, Origin, Settings, Value};

/// What lies over the profile, the nearest first.
pub fn over(global: &Global, environment: &Environment) -> Vec<Layer> {
    vec![flags(global), variables(environment)]
}

fn flags(global: &Global) -> Layer {
    let mut layer = Layer::default();
    let mut say = |path, value: Option<Value>, name| {
        if let Some(value) = value {
            layer.say(path, value, Origin::Flag(name));
        }
    };
    let number = |number: usize| Value::Number(i64::try_from(number).unwrap_or(i64::MAX));
    say("repository.url", global.repo.clone().map(Value::Text), "--repo");
    say("repository.password_file", global.password_file.as_deref().map(path), "--password-file");
    say(
        "repository.password_command",
        global.password_command.clone().map(Value::Text),
        "--password-command",
    );
    say("repository.key_file", global.key_file.as_deref().map(path), "--key-file");
    say("repository.connections", global.connections.map(|n| number(n.get())), "--connections");
    say(
        "repository.limit_upload",
        global.limit_upload.map(|rate| Value::Bytes(rate.get())),
        "--limit-upload",
    );
    say(
        "repository.limit_download",
        global.limit_download.map(|rate| Value::Bytes(rate.get())),
        "--limit-download",
    );
    say("repository.retry_for", global.retry_for.map(Value::Time), "--retry-for");
    say("cache.dir", global.cache_dir.as_deref().map(path), "--cache-dir");
    say("cache.enabled", global.no_cache.then_some(Value::Flag(false)), "--no-cache");
    layer
}

fn variables(environment: &Environment) -> Layer {
    let mut layer = Layer::default();
    let mut say = |path, value: Option<Value>, name| {
        if let Some(value) = value {
            layer.say(path, value, Origin::Environment(name));
        }
    };
    let file = |file: &Path| Value::Text(format!("what {} holds", file.display()));
    let text = |text: &std::ffi::OsString| Value::Text(text.to_string_lossy().into_owned());
    say("repository.url", environment.repository_file.as_deref().map(file), "SANDYQ_REPOSITORY_FILE");
    say("repository.url", environment.repository.as_ref().map(text), "SANDYQ_REPOSITORY");
    say("repository.password_file", environment.password_file.as_deref().map(path), "SANDYQ_PASSWORD_FILE");
    say(
        "repository.password_command",
        environment.password_command.as_ref().map(text),
        "SANDYQ_PASSWORD_COMMAND",
    );
    // There is no key for a passphrase itself; that it is set hides what the profile says all the same.
    let set = environment.has_password.then(|| Value::Text("set".to_owned()));
    say("repository.password_credential", set, "SANDYQ_PASSWORD");
    say("repository.key_file", environment.key_file.as_deref().map(path), "SANDYQ_KEY_FILE");
    say("cache.dir", environment.cache.as_deref().map(path), "SANDYQ_CACHE_DIR");
    layer
}

fn path(path: &Path) -> Value {
    Value::Text(path.to_string_lossy().into_owned())
}

/// The options of every command, with what only the profile says filled in.
pub fn applied(given: &Global, settings: &Settings, environment: &Environment) -> Global {
    let own = settings.from_file();
    let mut global = given.clone();
    let path = |key: &str| own.text(key).map(PathBuf::from);
    let rate = |key: &str| own.bytes(key).and_then(NonZeroU64::new);
    let or = |given: Option<PathBuf>, key: &str| given.or_else(|| path(key));
    global.repo = global.repo.or_else(|| place::address(&own, "repository"));
    global.password_command =
        global.password_command.or_else(|| own.text("repository.password_command").map(str::to_owned));
    global.password_file = or(global.password_file, "repository.password_file");
    global.key_file = or(global.key_file, "repository.key_file");
    if let Some(name) = own.text("repository.password_credential") {
        global.password_file = credential(name, environment);
    }
    if let Some(name) = own.text("repository.key_credential") {
        global.key_file = credential(name, environment);
    }
    global.connections = global.connections.or_else(|| own.count("repository.connections"));
    global.limit_upload = global.limit_upload.or_else(|| rate("repository.limit_upload"));
    global.limit_download = global.limit_download.or_else(|| rate("repository.limit_download"));
    global.retry_for = global.retry_for.or_else(|| own.time("repository.retry_for"));
    global.cache_dir = or(global.cache_dir, "cache.dir");
    global.no_cache |= own.flag("cache.enabled") == Some(false);
    global
}

/// The file of a systemd credential, if any are passed.
fn credential(name: &str, environment: &Environment) -> Option<PathBuf> {
    Some(environment.credentials.as_ref()?.join(name))
}

/// Refuses to go on without a credential that the profile names. Asked only when it is needed.
pub fn check_credentials(settings: &Settings, environment: &Environment) -> Result<()> {
    let own = settings.from_file();
    let named = own.text("repository.password_credential").or(own.text("repository.key_credential"));
    let Some(name) = named.filter(|_| environment.credentials.is_none()) else { return Ok(()) };
    let text = format!("the profile names the credential {name}, and no credentials were passed");
    Err(Failure::usage(text).hint(format!(
        "run it by systemd with LoadCredential={name}:FILE, or set SANDYQ_PASSWORD_FILE or SANDYQ_KEY_FILE"
    )))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::super::args::Cli;
    use super::*;
    use crate::policy::profile::{Base, parse};

    fn applied_to(profile: &str, line: &[&str], environment: &Environment) -> Global {
        let given = Cli::parse_from([&["sandyq", "version"], line].concat()).global;
        let (file, mistakes) = parse(profile, &Base { folder: "/etc/sandyq".into(), home: None });
        assert_eq!(mistakes, []);
        let resolved = file.resolve(None).unwrap();
        applied(&given, &resolved.settings(&over(&given, environment)), environment)
    }

    const S3: &str =
        "[repository]\nurl = 's3://bucket/a'\nregion = 'r-1'\nsse = 'aws:kms:k&y'\nkey_file = 'key'\n";

    #[test]
    fn keys_of_the_address_become_its_options() {
        let global = applied_to(S3, &[], &Environment::default());
        assert_eq!(global.repo.as_deref(), Some("s3://bucket/a?region=r-1&sse=aws:kms:k%26y"));
        assert_eq!(global.key_file, Some("/etc/sandyq/key".into()));
    }

    #[test]
    fn another_place_takes_no_option_and_another_secret_hides_that_of_the_profile() {
        let global =
            applied_to(S3, &["--repo", "s3://other", "--password-command", "true"], &Environment::default());
        assert_eq!((global.repo.as_deref(), global.key_file), (Some("s3://other"), None));
        let environment =
            Environment { repository: Some("chest".into()), has_password: true, ..Environment::default() };
        let global = applied_to(S3, &[], &environment);
        assert_eq!((global.repo, global.key_file, global.password_file), (None, None, None));
    }

    #[test]
    fn a_credential_is_a_file_where_systemd_put_it() {
        let profile = "[repository]\npassword_credential = 'chest'\n";
        let environment = Environment { credentials: Some("/run/c".into()), ..Environment::default() };
        assert_eq!(applied_to(profile, &[], &environment).password_file, Some("/run/c/chest".into()));
    }
}
