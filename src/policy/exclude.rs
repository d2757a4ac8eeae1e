//! What a backup leaves out.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use ignore::gitignore::Gitignore;

use super::patterns::{InvalidPattern, matcher};

/// How a cache marks its folder (https://bford.info/cachedir/).
const CACHE_TAG: &str = "CACHEDIR.TAG:Signature: 8a477f597d28d172789f06886806bc55";

/// What to leave out, as people say it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rules {
    /// Patterns as in `.gitignore`.
    pub exclude: Vec<String>,
    /// The same, letting capital and small letters be the same.
    pub iexclude: Vec<String>,
    /// Content of folders that are marked as caches.
    pub caches: bool,
    /// Content of folders that hold this file: a name, or a name, a colon and what the file begins with.
    pub if_present: Vec<String>,
    /// Files of more bytes than this.
    pub larger_than: Option<u64>,
    /// What is on another file system than its source.
    pub other_file_systems: bool,
    /// What files of these names say about the folders that they are in.
    pub ignore_files: Vec<String>,
}

/// A file whose presence leaves out whatever else is in its folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its name.
    pub name: Vec<u8>,
    /// What it has to begin with.
    pub beginning: Vec<u8>,
}

impl From<&str> for Tag {
    fn from(text: &str) -> Self {
        let (name, beginning) = text.split_once(':').unwrap_or((text, ""));
        Self { name: name.into(), beginning: beginning.into() }
    }
}

/// Rules, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct Excludes {
    rules: Rules,
    patterns: Vec<Gitignore>,
    tags: Vec<Tag>,
}

impl Excludes {
    /// Reads the patterns.
    pub fn new(rules: Rules) -> Result<Self, InvalidPattern> {
        let patterns = [matcher(&rules.exclude, false)?, matcher(&rules.iexclude, true)?];
        let caches = rules.caches.then_some(CACHE_TAG);
        let tags = caches.into_iter().chain(rules.if_present.iter().map(String::as_str)).map(Tag::from);
        Ok(Self { tags: tags.collect(), patterns: patterns.into_iter().flatten().collect(), rules })
    }

    /// The rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Files that mark their folders.
    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }

    /// Whether there are patterns at all.
    pub fn has_patterns(&self) -> bool {
        !self.patterns.is_empty()
    }

    /// Whether a pattern hits this very entry; its path begins without a slash.
    pub fn hit(&self, path: &[u8], is_directory: bool) -> bool {
        let path = Path::new(OsStr::from_bytes(path));
        self.patterns.iter().any(|patterns| patterns.matched(path, is_directory).is_ignore())
    }

    /// The rules for the catalogue, and to tell one set of them from another: patterns as they are, the rest as options.
    pub fn words(&self) -> Vec<String> {
        let Rules { exclude, iexclude, caches, if_present, larger_than, other_file_systems, ignore_files } =
            &self.rules;
        let mut words = exclude.clone();
        words.extend(iexclude.iter().map(|pattern| format!("--iexclude={pattern}")));
        words.extend(caches.then(|| "--exclude-caches".to_owned()));
        words.extend(if_present.iter().map(|tag| format!("--exclude-if-present={tag}")));
        words.extend(larger_than.map(|size| format!("--exclude-larger-than={size}")));
        words.extend(other_file_systems.then(|| "--one-file-system".to_owned()));
        words.extend(ignore_files.iter().map(|name| format!("--ignore-files={name}")));
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excludes(exclude: &[&str], iexclude: &[&str]) -> Excludes {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Excludes::new(Rules { exclude: owned(exclude), iexclude: owned(iexclude), ..Rules::default() })
            .unwrap()
    }

    #[test]
    fn patterns_hit_entries_and_not_what_is_below_them() {
        let excludes = excludes(&["tmp/", "*.log", "!keep.log", "/srv/cache"], &["*.BAK"]);
        assert!(excludes.hit(b"a/tmp", true) && !excludes.hit(b"a/tmp", false));
        // A source below a folder that a pattern hits was named on purpose.
        assert!(!excludes.hit(b"tmp/data", true));
        assert!(excludes.hit(b"x.log", false) && !excludes.hit(b"a/keep.log", false));
        assert!(excludes.hit(b"srv/cache", true) && !excludes.hit(b"home/srv/cache", true));
        assert!(excludes.hit(b"a.bak", false) && !excludes.hit(b"a.LOG", false));
    }

    #[test]
    fn a_tag_is_a_name_and_perhaps_what_the_file_begins_with() {
        let tag = |text| Tag::from(text);
        assert_eq!(tag(".nobackup"), Tag { name: b".nobackup".to_vec(), beginning: vec![] });
        assert_eq!(tag("A:b:c"), Tag { name: b"A".to_vec(), beginning: b"b:c".to_vec() });
    }

    #[test]
    fn different_rules_have_different_words() {
        let all = Rules {
            exclude: vec!["a".to_owned()],
            iexclude: vec!["a".to_owned()],
            caches: true,
            if_present: vec!["a".to_owned()],
            larger_than: Some(1),
            other_file_systems: true,
            ignore_files: vec!["a".to_owned()],
        };
        let mut words = Excludes::new(all).unwrap().words();
        assert_eq!(words.len(), 7);
        words.sort();
        words.dedup();
        assert_eq!(words.len(), 7);
        assert!(Excludes::default().words().is_empty());
    }
}
