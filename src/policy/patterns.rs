//! Which entries of a tree are wanted, by patterns as in `.gitignore`.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns of what is wanted and of what is not. Without any that include, everything is wanted; what an excluding
/// pattern hits is left out with all below it.
#[derive(Debug, Clone)]
pub struct Patterns {
    include: Option<Gitignore>,
    exclude: Option<Gitignore>,
}

/// What patterns say of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is wanted.
    Wanted,
    /// It is not, but something below it may be.
    Below,
    /// Neither it nor anything below it is.
    Unwanted,
}

/// A text that is no pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{pattern:?} is not a pattern: {problem}")]
pub struct InvalidPattern {
    pattern: String,
    problem: String,
}

impl Patterns {
    /// Reads patterns.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Self, InvalidPattern> {
        Ok(Self { include: matcher(include, false)?, exclude: matcher(exclude, false)? })
    }

    /// Whether everything is wanted.
    pub fn is_empty(&self) -> bool {
        self.include.is_none() && self.exclude.is_none()
    }

    /// What they say of an entry, its path relative to where patterns are anchored.
    pub fn judge(&self, path: &[u8], is_directory: bool) -> Verdict {
        let path = Path::new(OsStr::from_bytes(path));
        let hit = |patterns: &Gitignore| patterns.matched_path_or_any_parents(path, is_directory).is_ignore();
        match (&self.include, &self.exclude) {
            (_, Some(exclude)) if excluded(exclude, path, is_directory) => Verdict::Unwanted,
            (Some(include), _) if !hit(include) && is_directory => Verdict::Below,
            (Some(include), _) if !hit(include) => Verdict::Unwanted,
            _ => Verdict::Wanted,
        }
    }
}

/// Whether a path or a folder it is in is left out: what is below an excluded folder cannot be wanted again.
fn excluded(exclude: &Gitignore, path: &Path, is_directory: bool) -> bool {
    let above = path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
    exclude.matched(path, is_directory).is_ignore()
        || above.into_iter().any(|folder| exclude.matched(folder, true).is_ignore())
}

/// What matches any of the patterns. None without patterns.
pub(super) fn matcher(patterns: &[String], ignore_case: bool) -> Result<Option<Gitignore>, InvalidPattern> {
    if patterns.is_empty() {
        return Ok(None);
    }
    let mut builder = GitignoreBuilder::new("");
    let cased = builder.case_insensitive(ignore_case).map(drop);
    cased.map_err(|error| InvalidPattern { pattern: patterns.join(" "), problem: error.to_string() })?;
    for pattern in patterns {
        let invalid = |problem: String| InvalidPattern { pattern: pattern.clone(), problem };
        if pattern.trim().is_empty() || pattern.starts_with('#') {
            return Err(invalid("it would match nothing".to_owned()));
        }
        builder.add_line(None, pattern).map_err(|error| invalid(error.to_string()))?;
    }
    let all =
        |error: ignore::Error| InvalidPattern { pattern: patterns.join(" "), problem: error.to_string() };
    builder.build().map(Some).map_err(all)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Verdict::*;
    use super::*;

    fn patterns(include: &[&str], exclude: &[&str]) -> Patterns {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        Patterns::new(&owned(include), &owned(exclude)).unwrap()
    }

    #[test]
    fn an_excluded_folder_takes_everything_below_it_along() {
        let patterns = patterns(&[], &["cache/", "*.tmp", "!keep.tmp"]);
        assert_eq!(patterns.judge(b"srv/cache", true), Unwanted);
        assert_eq!(patterns.judge(b"srv/cache/keep.tmp", false), Unwanted);
        assert_eq!(patterns.judge(b"srv/cache", false), Wanted);
        assert_eq!(patterns.judge(b"srv/a.tmp", false), Unwanted);
        assert_eq!(patterns.judge(b"srv/keep.tmp", false), Wanted);
    }

    #[test]
    fn an_included_folder_brings_everything_below_it_along() {
        let patterns = patterns(&["/etc/ssh", "*.conf"], &[]);
        assert_eq!(patterns.judge(b"etc", true), Below);
        assert_eq!(patterns.judge(b"etc/hosts", false), Unwanted);
        assert_eq!(patterns.judge(b"etc/ssh", true), Wanted);
        assert_eq!(patterns.judge(b"etc/ssh/moduli", false), Wanted);
        assert_eq!(patterns.judge(b"home/etc/ssh", true), Below);
        assert_eq!(patterns.judge(b"home/a.conf", false), Wanted);
    }

    #[test]
    fn excluding_outweighs_including() {
        let patterns = patterns(&["docs"], &["*.pdf"]);
        assert_eq!(patterns.judge(b"docs/a.txt", false), Wanted);
        assert_eq!(patterns.judge(b"docs/a.pdf", false), Unwanted);
    }

    #[test]
    fn what_matches_nothing_is_refused() {
        for nonsense in ["", " ", "# a comment", "[z-a]"] {
            let refused = Patterns::new(&[nonsense.to_owned()], &[]);
            assert!(refused.is_err_and(|error| error.to_string().contains("is not a pattern")), "{nonsense}");
        }
    }

    proptest! {
        // Whatever lies on a disk gets an answer, and nothing below an unwanted folder is wanted.
        #[test]
        fn every_path_gets_an_answer_that_its_folder_agrees_with(
            names in proptest::collection::vec("[^/\0]{1,6}", 1..5),
            pattern in "[a-z*?!/]{1,6}",
        ) {
            let Ok(patterns) = Patterns::new(&[], &[pattern]) else { return Ok(()) };
            // No file has these names.
            prop_assume!(!names.iter().any(|name| matches!(name.as_str(), "." | "..")));
            let path = names.join("/");
            let verdict = patterns.judge(path.as_bytes(), false);
            if let Some((folder, _)) = path.rsplit_once('/')
                && patterns.judge(folder.as_bytes(), true) == Unwanted
            {
                prop_assert_eq!(verdict, Unwanted);
            }
        }
    }
}
