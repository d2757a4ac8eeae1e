//! Which entries are sought: by name, kind, size and time.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::str::FromStr;

use ignore::gitignore::Gitignore;

use super::patterns::{InvalidPattern, matcher};
use crate::model::node::Node;
use crate::model::quantity::parse_bytes;
use crate::model::time::Timestamp;

/// What an entry must be to be found. What is empty lets everything pass.
#[derive(Debug, Clone, Default)]
pub struct Query {
    names: Option<Gitignore>,
    /// One of these kinds, by the letter that `ls -l` shows.
    pub kinds: Vec<char>,
    /// Files within all of these bounds.
    pub sizes: Vec<SizeBound>,
    /// Last changed after this.
    pub newer: Option<Timestamp>,
    /// Last changed at this time or before.
    pub older: Option<Timestamp>,
}

/// A bound of a size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SizeBound {
    /// More than this.
    Above(u64),
    /// Less than this.
    Below(u64),
    /// This and no other.
    Exactly(u64),
}

impl FromStr for SizeBound {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.as_bytes().first() {
            Some(b'+') => parse_bytes(&text[1..]).map(Self::Above),
            Some(b'-') => parse_bytes(&text[1..]).map(Self::Below),
            _ => parse_bytes(text).map(Self::Exactly),
        }
    }
}

impl SizeBound {
    fn holds(self, size: u64) -> bool {
        match self {
            Self::Above(bound) => size > bound,
            Self::Below(bound) => size < bound,
            Self::Exactly(bound) => size == bound,
        }
    }
}

impl Query {
    /// Seeks names and paths by patterns. One without a slash is matched against names, one that begins with a slash
    /// against whole paths, any other against the ends of paths.
    pub fn named(patterns: &[String], ignore_case: bool) -> Result<Self, InvalidPattern> {
        let patterns: Vec<_> = patterns.iter().map(|pattern| literal(pattern)).collect();
        Ok(Self { names: matcher(&patterns, ignore_case)?, ..Self::default() })
    }

    /// Whether an entry is sought; its path is that from the top of the snapshot.
    pub fn matches(&self, path: &[u8], node: &Node) -> bool {
        let letter = node.type_letter();
        (self.kinds.is_empty() || self.kinds.contains(&letter))
            && (self.sizes.is_empty()
                || letter == '-' && self.sizes.iter().all(|bound| bound.holds(node.size())))
            && self.newer.is_none_or(|time| node.mtime > time)
            && self.older.is_none_or(|time| node.mtime <= time)
            && self.names.as_ref().is_none_or(|names| {
                let path = Path::new(OsStr::from_bytes(path.strip_prefix(b"/").unwrap_or(path)));
                names.matched(path, node.is_directory()).is_ignore()
            })
    }
}

/// As `.gitignore` has it, but nothing is negated or a comment, and a slash within does not tie it to the top.
fn literal(pattern: &str) -> String {
    let inner = pattern.trim_end_matches('/').contains('/');
    if inner && !pattern.starts_with('/') && !pattern.starts_with("**/") {
        format!("**/{pattern}")
    } else if pattern.starts_with(['!', '#']) {
        format!("\\{pattern}")
    } else {
        pattern.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::node::{Content, NodeKind, Totals};

    fn node(kind: NodeKind, seconds: i64) -> Node {
        Node { mtime: Timestamp { seconds, nanos: 0 }, ..Node::new(b"a", kind) }
    }

    fn file(size: u64) -> Node {
        node(NodeKind::File { size, content: Content::EMPTY }, 100)
    }

    fn finds(pattern: &str, ignore_case: bool, path: &str) -> bool {
        Query::named(&[pattern.to_owned()], ignore_case).unwrap().matches(path.as_bytes(), &file(1))
    }

    #[test]
    fn a_pattern_is_about_names_unless_it_holds_a_slash() {
        assert!(finds("*.conf", false, "/etc/ssh/a.conf"));
        assert!(!finds("ssh", false, "/etc/ssh/a.conf"), "what is in it is not what is sought");
        assert!(finds("ssh/*.conf", false, "/etc/ssh/a.conf"));
        assert!(finds("/etc/*/a.conf", false, "/etc/ssh/a.conf"));
        assert!(!finds("/ssh/*.conf", false, "/etc/ssh/a.conf"));
        assert!(!finds("A.CONF", false, "/etc/a.conf"));
        assert!(finds("A.CONF", true, "/etc/a.conf"));
    }

    #[test]
    fn odd_names_are_meant_as_they_are_written() {
        assert!(finds("#a", false, "/x/#a") && finds("!a", false, "/x/!a"));
        assert!(Query::named(&["[z-a]".to_owned()], false).is_err());
    }

    #[test]
    fn a_folder_has_no_size_to_be_sought_by() {
        let query = Query { sizes: vec!["+10".parse().unwrap(), "-1K".parse().unwrap()], ..Query::default() };
        assert!(query.matches(b"/a", &file(11)) && query.matches(b"/a", &file(1023)));
        assert!(!query.matches(b"/a", &file(10)) && !query.matches(b"/a", &file(1024)));
        let folder = node(NodeKind::Directory { entries: None, totals: Totals::default() }, 100);
        assert!(!query.matches(b"/a", &folder));
        assert!("+x".parse::<SizeBound>().is_err());
    }

    #[test]
    fn a_time_parts_everything_into_newer_and_older() {
        for seconds in [99, 100, 101] {
            let at = Some(Timestamp { seconds, nanos: 0 });
            let newer = Query { newer: at, ..Query::default() }.matches(b"/a", &file(1));
            let older = Query { older: at, ..Query::default() }.matches(b"/a", &file(1));
            assert_eq!((newer, older), (seconds < 100, seconds >= 100));
        }
    }
}
