//! Wildcards in one name, as shells have them.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// A name with `*`, `?` or `[...]` in it.
#[derive(Debug)]
pub struct Wildcard(Gitignore);

/// A text that is no pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{pattern:?} is not a pattern: {problem}")]
pub struct InvalidWildcard {
    pattern: String,
    problem: String,
}

/// Whether there is anything to match.
pub fn has_wildcards(text: &[u8]) -> bool {
    text.iter().any(|byte| matches!(byte, b'*' | b'?' | b'['))
}

impl Wildcard {
    /// Reads the pattern of a name.
    pub fn new(name: &[u8]) -> Result<Self, InvalidWildcard> {
        let pattern = String::from_utf8_lossy(name).into_owned();
        let invalid = |problem: String| InvalidWildcard { pattern: pattern.clone(), problem };
        if std::str::from_utf8(name).is_err() {
            return Err(invalid("it is not UTF-8".to_owned()));
        }
        let mut builder = GitignoreBuilder::new("");
        // Anchored: then neither ! nor # nor a blank at its end means anything else.
        builder
            .add_line(None, &format!("/{}", pattern.trim_end_matches('/')))
            .map_err(|e| invalid(e.to_string()))?;
        builder.build().map(Self).map_err(|error| invalid(error.to_string()))
    }

    /// Whether a name matches.
    pub fn matches(&self, name: &[u8]) -> bool {
        self.0.matched(Path::new(OsStr::from_bytes(name)), false).is_ignore()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_as_in_a_shell() {
        let matches =
            |pattern: &str, name: &str| Wildcard::new(pattern.as_bytes()).unwrap().matches(name.as_bytes());
        assert!(matches("*.log", "a.log") && matches("*.log", ".log") && !matches("*.log", "a.logs"));
        assert!(matches("?", "a") && !matches("?", "ab"));
        assert!(matches("[a-c]x", "bx") && !matches("[a-c]x", "dx"));
        assert!(matches("!*", "!a") && !matches("!*", "a"));
        assert!(matches("#*", "#a"));
        assert!(matches("**", "anything"));
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        assert!(Wildcard::new(b"[z-a]").is_err());
        assert!(Wildcard::new(b"*\xff").is_err());
    }
}
