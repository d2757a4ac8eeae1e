//! Which entries of a tree are wanted, by patterns as in `.gitignore`.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns of what is wanted and of what is not. Without any that include, everything is wanted; what an excluding
/// pattern hits is left out with all below it.
#[derive(Debug, Clone)]
pub struct Patterns {
    include: Vec<Gitignore>,
    exclude: Vec<Gitignore>,
}

/// Patterns as people say them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Said<'a> {
    /// As they are.
    pub exact: &'a [String],
    /// Letting capital and small letters be the same.
    pub any_case: &'a [String],
}

impl Said<'_> {
    fn matchers(self) -> Result<Vec<Gitignore>, InvalidPattern> {
        let matchers = [matcher(self.exact, false)?, matcher(self.any_case, true)?];
        Ok(matchers.into_iter().flatten().collect())
    }
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
    pub fn new(include: Said<'_>, exclude: Said<'_>) -> Result<Self, InvalidPattern> {
        Ok(Self { include: include.matchers()?, exclude: exclude.matchers()? })
    }

    /// Whether everything is wanted.
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// What they say of an entry, its path relative to where patterns are anchored.
    pub fn judge(&self, path: &[u8], is_directory: bool) -> Verdict {
        let path = Path::new(OsStr::from_bytes(path));
        let hit = |patterns: &Gitignore| patterns.matched_path_or_any_parents(path, is_directory).is_ignore();
        if self.exclude.iter().any(|exclude| excluded(exclude, path, is_directory)) {
            Verdict::Unwanted
        } else if self.include.is_empty() || self.include.iter().any(hit) {
            Verdict::Wanted
        } else if is_directory {
            Verdict::Below
        } else {
            Verdict::Unwanted
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

    fn exact(patterns: &[String]) -> Said<'_> {
        Said { exact: patterns, any_case: &[] }
    }

    fn patterns(include: &[&str], exclude: &[&str]) -> Patterns {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        Patterns::new(exact(&owned(include)), exact(&owned(exclude))).unwrap()
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
    fn letters_may_be_large_or_small_where_that_is_said() {
        let lists = ["*.jpg".to_owned(), "!keep.jpg".to_owned(), "raw".to_owned()];
        let any_case = |patterns| Said { exact: &[], any_case: patterns };
        let include = Patterns::new(any_case(&lists[..1]), exact(&lists[2..])).unwrap();
        assert_eq!(include.judge(b"a/B.JPG", false), Wanted);
        assert_eq!(include.judge(b"raw/B.JPG", false), Unwanted);
        assert_eq!(include.judge(b"RAW/B.JPG", false), Wanted);
        let both = Said { exact: &lists[2..], any_case: &lists[..1] };
        let include = Patterns::new(both, Said::default()).unwrap();
        assert_eq!(include.judge(b"raw/a", false), Wanted);
        assert_eq!(include.judge(b"a.Jpg", false), Wanted);
        assert_eq!(include.judge(b"Raw/a", false), Unwanted);
        let exclude = Patterns::new(Said::default(), any_case(&lists[..2])).unwrap();
        assert_eq!(exclude.judge(b"A.jpG", false), Unwanted);
        assert_eq!(exclude.judge(b"KEEP.jpg", false), Wanted);
    }

    #[test]
    fn what_matches_nothing_is_refused() {
        for nonsense in ["", " ", "# a comment", "[z-a]"] {
            let refused = Patterns::new(exact(&[nonsense.to_owned()]), Said::default());
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
            let Ok(patterns) = Patterns::new(Said::default(), exact(&[pattern])) else { return Ok(()) };
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
