//! What verifications found, in detail: kept on the host for some days, beside its attempts. The catalogue has only how
//! each went, for the names of files are nobody's business who may not read them.

use std::collections::HashSet;
use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::Value;

use super::attempts::{Attempts, failed};
use super::failure::Result;
use crate::codec::random;
use crate::filesystem::Escaped;
use crate::model::id::to_hex;
use crate::model::time::Timestamp;
use crate::policy::retention::Span;
use crate::repository::cache::write_private;

/// Paths that are named for many.
const NAMED: usize = 3;
/// A name begins with the time.
const TIME: &str = "%Y%m%dT%H%M%SZ";

/// The folder of a profile's verifications: a file each, in lines as `verify --json` prints them.
#[derive(Debug)]
pub struct Verifications {
    folder: PathBuf,
}

impl Verifications {
    /// Those beside these attempts.
    pub fn beside(attempts: &Attempts) -> Self {
        Self { folder: attempts.folder().join("verifications") }
    }

    /// Keeps one, and drops those that are older than they are to be kept.
    pub fn keep(&self, lines: &[Value], now: Timestamp, kept: Option<Span>) -> Result<()> {
        let failed = |error: io::Error| failed("use", &self.folder, &error);
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder).map_err(failed)?;
        let time = DateTime::<Utc>::from_timestamp(now.seconds, 0).unwrap_or_default().format(TIME);
        let name = format!("{time}-{}.jsonl", to_hex(&random::bytes::<4>()));
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        write_private(&self.folder.join(name), text.as_bytes())?;
        let Some(oldest) = kept.map(|kept| kept.before(now)) else { return Ok(()) };
        for (_, path) in self.all().into_iter().filter(|(ended, _)| *ended < oldest) {
            fs::remove_file(path).map_err(failed)?;
        }
        Ok(())
    }

    /// All that are kept, the oldest first. Files with other names are somebody else's.
    fn all(&self) -> Vec<(Timestamp, PathBuf)> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut all: Vec<_> =
            entries.filter_map(|entry| Some((ended(&entry.path())?, entry.path()))).collect();
        all.sort();
        all
    }

    /// For example which files of these snapshots are damaged, by the newest verification that knows of some.
    pub fn damaged(&self, snapshots: &HashSet<String>) -> Vec<String> {
        let of_file = |path: PathBuf| {
            let text = fs::read_to_string(path).unwrap_or_default();
            let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
            let concerns =
                |line: &Value| line["newest_snapshot"].as_str().is_some_and(|id| snapshots.contains(id));
            let paths =
                lines.filter(concerns).flat_map(|line| line["paths"].as_array().cloned().unwrap_or_default());
            let escaped = |path: &Value| Some(Escaped(path.as_str()?.as_bytes()).to_string());
            paths.filter_map(|path| escaped(&path)).take(NAMED).collect::<Vec<_>>()
        };
        let newest_first = self.all().into_iter().rev().map(|(_, path)| of_file(path));
        newest_first.into_iter().find(|paths| !paths.is_empty()).unwrap_or_default()
    }
}

fn ended(path: &std::path::Path) -> Option<Timestamp> {
    let (time, _) = path.file_name()?.to_str()?.strip_suffix(".jsonl")?.split_once('-')?;
    let seconds = NaiveDateTime::parse_from_str(time, TIME).ok()?.and_utc().timestamp();
    Some(Timestamp { seconds, nanos: 0 })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn details_are_kept_for_their_time_and_name_the_files_of_the_snapshots_in_question() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Verifications { folder: folder.path().join("verifications") };
        let at = |hours: i64| Timestamp { seconds: 1_800_000_000 + hours * 3600, nanos: 0 };
        let finding = |snapshot: &str, path: &str| json!({"newest_snapshot": snapshot, "paths": [path]});
        let week = Some(Span::days(7));
        kept.keep(&[finding("a", "/old")], at(0), week).unwrap();
        kept.keep(
            &[finding("a", "/new\n"), finding("b", "/b"), json!({"message_type": "summary"})],
            at(24),
            week,
        )
        .unwrap();
        kept.keep(&[json!({"message_type": "summary"})], at(24), week).unwrap();
        fs::write(kept.folder.join("note"), "not ours").unwrap();
        let damaged = |snapshot: &str| kept.damaged(&HashSet::from([snapshot.to_owned()]));
        assert_eq!((damaged("a"), damaged("b")), (vec!["/new\\n".to_owned()], vec!["/b".to_owned()]));
        assert!(damaged("c").is_empty());
        kept.keep(&[], at(7 * 24), week).unwrap();
        assert_eq!(kept.all().len(), 4, "none is older than a week");
        kept.keep(&[], at(7 * 24 + 1), week).unwrap();
        assert_eq!(kept.all().len(), 4);
        kept.keep(&[], at(9 * 24), week).unwrap();
        assert_eq!(kept.all().len(), 3);
        assert!(damaged("a").is_empty());
        assert!(kept.folder.join("note").exists());
    }
}
