//! Files in folders that say what is left out of them, as `.gitignore` does.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::Arc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// The patterns of one folder, and those of the folders it is in.
#[derive(Debug)]
pub struct IgnoreFile {
    above: Option<Arc<IgnoreFile>>,
    /// Path of the folder, without slashes around it.
    folder: Vec<u8>,
    patterns: Gitignore,
}

/// A line that is no pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {number} is no pattern and leaves out nothing: {problem}")]
pub struct InvalidLine {
    number: usize,
    problem: String,
}

impl IgnoreFile {
    /// Reads the text of a file in `folder`. What is no pattern is told and passed over: the other lines count.
    pub fn new(above: Option<Arc<Self>>, folder: &[u8], text: &[u8]) -> (Self, Vec<InvalidLine>) {
        let mut builder = GitignoreBuilder::new("");
        let mut invalid = Vec::new();
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        for (index, line) in text.split(|byte| *byte == b'\n').enumerate() {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let added =
                std::str::from_utf8(line).map_err(|_| "it is not UTF-8".to_owned()).and_then(|line| {
                    builder.add_line(None, line).map(drop).map_err(|error: ignore::Error| error.to_string())
                });
            invalid.extend(added.err().map(|problem| InvalidLine { number: index + 1, problem }));
        }
        let patterns = builder.build().unwrap_or_else(|error| {
            invalid.push(InvalidLine { number: 1, problem: error.to_string() });
            Gitignore::empty()
        });
        (Self { above, folder: without_slashes(folder).to_vec(), patterns }, invalid)
    }

    /// Whether the entry at `path`, which begins without a slash, is left out. The deepest folder that says anything
    /// about it decides.
    pub fn hits(&self, path: &[u8], is_directory: bool) -> bool {
        let said = path.strip_prefix(self.folder.as_slice()).map(|relative| {
            self.patterns.matched(Path::new(OsStr::from_bytes(without_slashes(relative))), is_directory)
        });
        match said {
            Some(Match::Ignore(_)) => true,
            Some(Match::Whitelist(_)) => false,
            _ => self.above.as_ref().is_some_and(|above| above.hits(path, is_directory)),
        }
    }
}

fn without_slashes(mut path: &[u8]) -> &[u8] {
    while let [b'/', rest @ ..] | [rest @ .., b'/'] = path {
        path = rest;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(above: Option<IgnoreFile>, folder: &str, text: &str) -> IgnoreFile {
        let (file, invalid) = IgnoreFile::new(above.map(Arc::new), folder.as_bytes(), text.as_bytes());
        assert_eq!(invalid, []);
        file
    }

    #[test]
    fn patterns_count_from_their_folder_and_below_it() {
        let top = file(None, "/srv/app/", "# logs\n*.log\n/build\ntmp/\n!keep.log\n");
        assert!(top.hits(b"srv/app/a.log", false) && top.hits(b"srv/app/deep/a.log", false));
        assert!(!top.hits(b"srv/app/keep.log", false));
        assert!(top.hits(b"srv/app/build", true) && !top.hits(b"srv/app/deep/build", true));
        assert!(top.hits(b"srv/app/tmp", true) && !top.hits(b"srv/app/tmp", false));
        assert!(!top.hits(b"srv/other/a.log", false));
    }

    #[test]
    fn the_deepest_folder_that_says_anything_decides() {
        let top = file(None, "/", "*.log\n*.tmp\n");
        let deep = file(Some(top), "/a/b", "!*.log\n");
        assert!(!deep.hits(b"a/b/x.log", false));
        assert!(deep.hits(b"a/b/x.tmp", false));
    }

    #[test]
    fn a_line_that_is_no_pattern_is_told_and_the_others_count() {
        let (file, invalid) = IgnoreFile::new(None, b"a", b"\xef\xbb\xbf*.log\r\n[z-a]\n\xff\n*.tmp");
        let told: Vec<_> = invalid.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("line 2 ") && told[1].starts_with("line 3 "), "{told:?}");
        assert!(file.hits(b"a/x.log", false) && file.hits(b"a/x.tmp", false) && !file.hits(b"a/x", false));
    }
}
