//! Passphrases and key files: from a file, a command, the environment or the terminal. Never from the command line,
//! where every user of the machine could read them.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use zeroize::Zeroizing;

use super::args::Global;
use super::console::Console;
use super::exit_code::ExitCode;
use super::failure::{Failure, Result};
use crate::config::Environment;
use crate::repository::slot::{KeyFile, Unlock};

/// A passphrase in memory.
pub type Passphrase = Zeroizing<Vec<u8>>;

/// Longest passphrase or key file read: whoever names a disk image by mistake shall not wait for it.
const LONGEST: u64 = 1 << 20;

/// Where the secret comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A key file.
    KeyFile(PathBuf),
    /// A file with a passphrase.
    File(PathBuf),
    /// A command that prints one.
    Command(OsString),
    /// The environment holds it.
    Environment,
    /// The terminal.
    Terminal,
}

impl Source {
    /// The one source there is. Options come before the environment; two in the environment contradict each other.
    pub fn choose(global: &Global, environment: &Environment) -> Result<Self> {
        if let Some(path) = &global.key_file {
            return Ok(Self::KeyFile(path.clone()));
        }
        if let Some(path) = &global.password_file {
            return Ok(Self::File(path.clone()));
        }
        if let Some(command) = &global.password_command {
            return Ok(Self::Command(command.into()));
        }
        only_one([
            ("SANDYQ_KEY_FILE", environment.key_file.clone().map(Self::KeyFile)),
            ("SANDYQ_PASSWORD_FILE", environment.password_file.clone().map(Self::File)),
            ("SANDYQ_PASSWORD_COMMAND", environment.password_command.clone().map(Self::Command)),
            ("SANDYQ_PASSWORD", environment.has_password.then_some(Self::Environment)),
        ])
    }

    /// The same for the repository to copy from, if no option names one.
    pub fn choose_from(environment: &Environment) -> Result<Self> {
        only_one([
            ("SANDYQ_FROM_KEY_FILE", environment.from_key_file.clone().map(Self::KeyFile)),
            ("SANDYQ_FROM_PASSWORD_FILE", environment.from_password_file.clone().map(Self::File)),
            ("SANDYQ_FROM_PASSWORD_COMMAND", environment.from_password_command.clone().map(Self::Command)),
        ])
    }

    /// What opens a repository.
    pub fn unlock(&self, console: &Console) -> Result<Unlock> {
        match self {
            Self::KeyFile(path) => {
                let bytes = read_secret(path, "key file", console)?;
                let text = Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned());
                let file = KeyFile::parse(&text).map_err(|_| {
                    Failure::new(ExitCode::WrongKey, format!("{} is not a key file", path.display())).hint(
                        "`sandyq key add --out FILE` and `sandyq key export --out FILE` write key files",
                    )
                })?;
                Ok(Unlock::KeyFile(file))
            }
            _ => self.passphrase(console, false).map(Unlock::Passphrase),
        }
    }

    /// A passphrase, asked for twice where it is new.
    pub fn passphrase(&self, console: &Console, new: bool) -> Result<Passphrase> {
        let passphrase = match self {
            Self::KeyFile(_) => {
                return Err(Failure::usage("a new repository needs a passphrase, not a key file")
                    .hint("give --password-file, or answer on a terminal"));
            }
            Self::File(path) => read_secret(path, "password file", console)?,
            Self::Command(command) => run_command(command)?,
            Self::Environment => Zeroizing::new(Environment::password().unwrap_or_default()),
            Self::Terminal => ask(if new { "New passphrase: " } else { "Passphrase: " }, new)?,
        };
        refuse_empty(passphrase)
    }
}

/// Of several sources the one that is set, or the terminal.
fn only_one<const N: usize>(sources: [(&str, Option<Source>); N]) -> Result<Source> {
    let mut set = sources.into_iter().filter_map(|(name, source)| Some((name, source?)));
    match (set.next(), set.next()) {
        (None, _) => Ok(Source::Terminal),
        (Some((_, source)), None) => Ok(source),
        (Some((one, _)), Some((other, _))) => Err(Failure::usage(format!("both {one} and {other} are set"))
            .hint("unset one of them, or name the one to use with an option")),
    }
}

/// A new passphrase for a key: from a file, or asked for twice.
pub fn new_passphrase(file: Option<&Path>, console: &Console) -> Result<Passphrase> {
    refuse_empty(match file {
        Some(path) => read_secret(path, "password file", console)?,
        None => ask("New passphrase: ", true)?,
    })
}

fn refuse_empty(passphrase: Passphrase) -> Result<Passphrase> {
    if passphrase.is_empty() {
        return Err(Failure::usage("the passphrase is empty").hint("choose one that nobody guesses"));
    }
    Ok(passphrase)
}

fn ask(prompt: &str, twice: bool) -> Result<Passphrase> {
    // Whoever redirects both has nobody watching, even where a terminal could be found.
    if !io::stdin().is_terminal() && !io::stderr().is_terminal() {
        return Err(Failure::usage("no passphrase was given, and there is no terminal to ask on")
            .hint("set SANDYQ_PASSWORD_FILE, SANDYQ_PASSWORD_COMMAND or SANDYQ_KEY_FILE"));
    }
    let first = ask_once(prompt)?;
    if twice && first != ask_once("Once more: ")? {
        return Err(Failure::usage("the two passphrases differ").hint("try again"));
    }
    Ok(first)
}

fn ask_once(prompt: &str) -> Result<Passphrase> {
    match rpassword::prompt_password(prompt) {
        Ok(text) => Ok(Zeroizing::new(text.into_bytes())),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(Failure::interrupted()),
        Err(error) => Err(Failure::new(ExitCode::Failed, format!("cannot ask for the passphrase: {error}"))
            .hint("set SANDYQ_PASSWORD_FILE, SANDYQ_PASSWORD_COMMAND or SANDYQ_KEY_FILE")),
    }
}

/// A small secret file without the newline at its end.
fn read_secret(path: &Path, what: &str, console: &Console) -> Result<Passphrase> {
    let failed = |error: io::Error| {
        Failure::new(ExitCode::Failed, format!("cannot read the {what} {}: {error}", path.display()))
            .hint("check the path and its permissions")
    };
    let file = File::open(path).map_err(failed)?;
    let meta = file.metadata().map_err(failed)?;
    if meta.is_file() && meta.permissions().mode() & 0o004 != 0 {
        console.warning(&format!("every user of this machine can read the {what} {}", path.display()));
    }
    // Room for all at once: growing would leave copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(meta.len().clamp(4096, LONGEST + 1) as usize));
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > LONGEST {
        return Err(Failure::usage(format!("the {what} {} is longer than 1 MiB", path.display())));
    }
    strip_newline(&mut bytes);
    Ok(bytes)
}

/// What a file or command ends with is an editor's or `echo`'s, not part of the passphrase.
fn strip_newline(bytes: &mut Vec<u8>) {
    if bytes.pop_if(|last| *last == b'\n').is_some() {
        bytes.pop_if(|last| *last == b'\r');
    }
}

fn run_command(command: &OsStr) -> Result<Passphrase> {
    let failed = |why: String| {
        Failure::new(ExitCode::Failed, format!("the password command failed: {why}"))
            .hint("it is run by `sh -c` and prints the passphrase on its standard output")
    };
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(command).stdin(Stdio::inherit()).stderr(Stdio::inherit());
    let output = shell.output().map_err(|error| failed(error.to_string()))?;
    let mut bytes = Zeroizing::new(output.stdout);
    if !output.status.success() {
        return Err(failed(output.status.to_string()));
    }
    strip_newline(&mut bytes);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::super::args::Cli;
    use super::*;

    fn global(arguments: &[&str]) -> Global {
        Cli::parse_from([&["sandyq", "version"], arguments].concat()).global
    }

    #[test]
    fn options_come_before_the_environment_and_two_of_the_environment_contradict() {
        let mut environment = Environment { password_file: Some("env".into()), ..Environment::default() };
        let choose = |arguments, environment: &Environment| Source::choose(&global(arguments), environment);
        assert_eq!(choose(&[], &environment).unwrap(), Source::File("env".into()));
        assert_eq!(choose(&["--key-file", "k"], &environment).unwrap(), Source::KeyFile("k".into()));
        environment.key_file = Some("k".into());
        assert_eq!(choose(&["--password-file", "p"], &environment).unwrap(), Source::File("p".into()));
        let refused = choose(&[], &environment).unwrap_err();
        assert_eq!(refused.code, ExitCode::Usage);
        assert_eq!(refused.message, "both SANDYQ_KEY_FILE and SANDYQ_PASSWORD_FILE are set");
        assert_eq!(choose(&[], &Environment::default()).unwrap(), Source::Terminal);
    }

    #[test]
    fn one_newline_at_the_end_is_not_part_of_the_passphrase() {
        for (text, kept) in
            [("a\n", "a"), ("a\r\n", "a"), ("a", "a"), ("a\n\n", "a\n"), ("a\r", "a\r"), ("\n", "")]
        {
            let mut bytes = text.as_bytes().to_vec();
            strip_newline(&mut bytes);
            assert_eq!(bytes, kept.as_bytes());
        }
    }

    #[test]
    fn a_command_gives_what_it_prints_and_fails_if_it_fails() {
        assert_eq!(&run_command(OsStr::new("echo 'a b'")).unwrap()[..], b"a b");
        let failure = run_command(OsStr::new("echo secret; exit 3")).unwrap_err();
        assert!(
            failure.message.contains("exit status: 3") && !failure.message.contains("secret"),
            "{failure}"
        );
    }
}
