//! A host of which nothing is left: this program is run anew with an empty home, no profile and no cache. It has the
//! store's credentials, and the passphrase or key from the safe.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;
use tokio::process::Command as Process;

use super::case::{Fault, Trial};
use super::restored::Copy;
use super::scratch::Scratch;
use crate::cli::child::{self, Ended};
use crate::cli::secrets::{Passphrase, Source as Secret};
use crate::model::drill::Outcome;
use crate::model::time::Timestamp;
use crate::policy::select::parse_time;
use crate::storage::Location;

/// Variables by which a store is reached, and by whose certificates.
const STORE: [&str; 7] =
    ["SSL_CERT_FILE", "SSL_CERT_DIR", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "NO_PROXY", "no_proxy"];

/// The steps.
pub fn steps(trial: &mut Trial<'_>, scratch: Option<&Scratch>, target: &Path) {
    let host = trial.step("unlock", |trial| {
        let scratch = scratch.ok_or_else(|| Fault::untested("there is no place to restore into"))?;
        Host::new(trial, scratch)
    });
    let snapshot = trial.step("select", |trial| {
        let host = host.as_ref().ok_or_else(|| Fault::untested("nothing is open"))?;
        let snapshots = host.run(trial, &["snapshots".into(), "--json".into()])?;
        let all: Value = serde_json::from_slice(&snapshots).unwrap_or_default();
        let (id, began) =
            newest(trial, &all).ok_or_else(|| Fault::new(Outcome::Missed, "there is no snapshot of it"))?;
        trial.chose(&id, began);
        Ok(id)
    });
    let told = trial.step("restore", |trial| {
        let (Some(host), Some(id)) = (&host, &snapshot) else {
            return Err(Fault::untested("nothing is open"));
        };
        let words: Vec<OsString> = vec![
            "restore".into(),
            id.into(),
            "--target".into(),
            target.into(),
            "--verify".into(),
            "--json".into(),
        ];
        let out = host.run(trial, &words)?;
        let last = String::from_utf8_lossy(&out).lines().last().map(serde_json::from_str::<Value>);
        let Some(Ok(told)) = last else { return Err(Fault::untested("the restore told nothing")) };
        Ok(told)
    });
    trial.step("hash", |trial| {
        let told = told.as_ref().ok_or_else(|| Fault::untested("nothing was restored"))?;
        let number = |name: &str| told[name].as_u64().unwrap_or_default();
        let differing = number("files_differing");
        let files = number("files_restored");
        trial.copied(&Copy {
            files,
            bytes: number("bytes_restored"),
            matched: files.saturating_sub(differing),
            differing,
        });
        match differing {
            0 => Ok(()),
            some => Err(Fault::new(
                Outcome::Wrong,
                format!("{some} of what was restored differ from the snapshot"),
            )),
        }
    });
}

/// The newest snapshot of the dataset in a list of them.
fn newest(trial: &Trial<'_>, all: &Value) -> Option<(String, Timestamp)> {
    let source = &trial.subject.source;
    let paths: Vec<_> = source.paths.iter().map(|path| path.to_string_lossy()).collect();
    let is_own = |one: &&Value| {
        one["hostname"] == source.host.as_str()
            && match one["dataset"].as_str() {
                Some(dataset) => dataset == source.dataset,
                None => one["paths"].as_array().is_some_and(|held| {
                    held.len() == paths.len()
                        && held.iter().all(|path| paths.iter().any(|own| *path == **own))
                }),
            }
    };
    let last = all.as_array()?.iter().rfind(is_own)?;
    Some((last["id"].as_str()?.to_owned(), parse_time(last["time"].as_str()?)?))
}

/// What came out of the safe.
enum Key {
    File(PathBuf),
    Passphrase(Passphrase),
}

/// The bare host.
struct Host {
    home: PathBuf,
    location: OsString,
    key: Key,
    environment: Vec<(OsString, OsString)>,
}

impl Host {
    fn new(trial: &Trial<'_>, scratch: &Scratch) -> Result<Self, Fault> {
        let failed =
            |error: io::Error| Fault::untested(format!("no bare host can be made: {}", error.kind()));
        let context = &trial.context;
        let home = scratch.path().join("home");
        fs::create_dir(&home).map_err(failed)?;
        let location = match context.location()? {
            Location::Local(path) => std::path::absolute(path).map_err(failed)?.into_os_string(),
            Location::S3(_) => context.place()?.into(),
        };
        let key = match trial.terms.escrow.clone().map_or_else(|| context.source(), Ok)? {
            Secret::KeyFile(path) if trial.terms.escrow.is_some() => {
                Key::File(std::path::absolute(path).map_err(failed)?)
            }
            Secret::KeyFile(_) => {
                return Err(Fault::no_escrow(trial.terms, "the key file is gone with the host"));
            }
            source => Key::Passphrase(source.passphrase(&context.console, false)?),
        };
        Ok(Self { home, location, key, environment: credentials() })
    }

    /// Runs the program there; what it prints.
    fn run(&self, trial: &Trial<'_>, words: &[OsString]) -> Result<Vec<u8>, Fault> {
        let failed =
            |error: io::Error| Fault::untested(format!("this program cannot be run: {}", error.kind()));
        let (out, log) = (self.home.with_extension("out"), self.home.with_extension("log"));
        let mut process = Process::new(std::env::current_exe().map_err(failed)?);
        process.args(words).arg("--repo").arg(&self.location).args(["--no-cache", "--no-progress"]);
        process.env_clear().envs(self.environment.iter().cloned());
        match &self.key {
            Key::File(path) => {
                process.arg("--key-file").arg(path).stdin(Stdio::null());
            }
            // Through a pipe: it never lies in a file, nor in anybody's list of processes.
            Key::Passphrase(passphrase) => {
                let (reader, mut writer) = io::pipe().map_err(failed)?;
                writer.write_all(passphrase).map_err(failed)?;
                process.args(["--password-file", "/dev/stdin"]).stdin(reader);
            }
        }
        process.env("HOME", &self.home).env("SANDYQ_CONFIG", "/dev/null");
        process.stdout(File::create(&out).map_err(failed)?).stderr(File::create(&log).map_err(failed)?);
        match child::wait(&trial.context, process, None).map_err(failed)? {
            Ended::Alone(status) => {
                let told = fs::read(&out).map_err(failed)?;
                let compared = String::from_utf8_lossy(&told).contains("\"files_differing\"");
                // Files that differ are a failure of a restore, and here what is to be told of.
                if matches!(status.code(), Some(0 | 3)) || status.code() == Some(1) && compared {
                    return Ok(told);
                }
                // For whoever runs the drill; reports name no files.
                trial.context.console.warning(&fs::read_to_string(&log).unwrap_or_default());
                let outcome = match status.code() {
                    Some(21) => Outcome::Wrong,
                    Some(10 | 12) => Outcome::Missed,
                    _ => Outcome::Untested,
                };
                Err(Fault::new(outcome, format!("`sandyq {}` ended with {status}", words[0].display())))
            }
            Ended::Late | Ended::Interrupted => {
                Err(Fault { interrupted: true, ..Fault::untested("interrupted") })
            }
        }
    }
}

/// What the store is reached with: that is not lost with a host.
fn credentials() -> Vec<(OsString, OsString)> {
    let wanted =
        |name: &OsString| name.to_str().is_some_and(|name| name.starts_with("AWS_") || STORE.contains(&name));
    let mut all: Vec<_> = std::env::vars_os().filter(|(name, _)| wanted(name)).collect();
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    for (name, file) in
        [("AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials"), ("AWS_CONFIG_FILE", ".aws/config")]
    {
        let path = home.join(file);
        if std::env::var_os(name).is_none() && path.exists() {
            all.push((name.into(), path.into()));
        }
    }
    all
}
