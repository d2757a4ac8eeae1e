//! Which files a backup is made of: paths from files, and what is left out.

use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};

use super::files_from;
use crate::cli::failure::{Failure, Result};
use crate::model::quantity;
use crate::operations::backup::{Input, Stream};
use crate::policy::exclude::{Excludes, Rules};
use crate::policy::patterns::InvalidPattern;

/// Paths from files.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Sources")]
pub struct SourceArgs {
    /// Take paths from a file too, one a line, or from - for standard input; *, ? and [...] match what is there, # begins
    /// a comment
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files_from: Vec<PathBuf>,
    /// The same, each line exactly as it is
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files_from_verbatim: Vec<PathBuf>,
    /// The same, each path ended by a NUL byte, as `find -print0` does
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files_from_raw: Vec<PathBuf>,
    /// Back up what standard input gives, as one file
    #[arg(long, conflicts_with_all = ["paths", "files_from", "files_from_verbatim", "files_from_raw", "stdin_from_command"])]
    pub stdin: bool,
    /// Back up what a command prints, as one file: `--stdin-from-command -- COMMAND...`; if it fails, nothing is saved
    #[arg(long, requires = "paths", conflicts_with_all = ["files_from", "files_from_verbatim", "files_from_raw"])]
    pub stdin_from_command: bool,
    /// Name of that file
    #[arg(long, value_name = "NAME", default_value = "stdin", value_parser = file_name)]
    pub stdin_filename: String,
}

/// What is left out.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "What is left out")]
pub struct ExcludeArgs {
    /// Leave out what matches, as in .gitignore, with / where the tree or the disk begins; may be given more than once
    #[arg(long, short, value_name = "PATTERN")]
    pub exclude: Vec<String>,
    /// The same, letting capital and small letters be the same
    #[arg(long, value_name = "PATTERN")]
    pub iexclude: Vec<String>,
    /// Take patterns from a file, one a line, without blank lines and those that begin with #
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub exclude_file: Vec<PathBuf>,
    /// The same, letting capital and small letters be the same
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub iexclude_file: Vec<PathBuf>,
    /// Leave out the content of folders that are marked as caches by a CACHEDIR.TAG
    #[arg(long)]
    pub exclude_caches: bool,
    /// Leave out what else is in a folder that holds this file, perhaps only if the file begins with this text
    #[arg(long, value_name = "NAME[:TEXT]", value_parser = tag)]
    pub exclude_if_present: Vec<String>,
    /// Leave out files of more than this, as 500M
    #[arg(long, value_name = "SIZE", value_parser = quantity::parse_bytes)]
    pub exclude_larger_than: Option<u64>,
    /// Leave out what is on another file system than its source
    #[arg(long, short = 'x')]
    pub one_file_system: bool,
    /// Leave out what files of this name say of the folder they are in and what is below, as .gitignore does
    #[arg(long, value_name = "NAME", num_args = 0..=1, require_equals = true, value_parser = file_name)]
    #[arg(default_missing_value = ".sandyqignore")]
    pub ignore_files: Vec<String>,
}

fn file_name(text: &str) -> Result<String, String> {
    match text {
        "" | "." | ".." => Err(format!("{text:?} names no file")),
        _ if text.contains(['/', '\0']) => Err(format!("{text:?} is a path; give the name of a file")),
        _ => Ok(text.to_owned()),
    }
}

fn tag(text: &str) -> Result<String, String> {
    file_name(text.split(':').next().unwrap_or_default()).map(|_| text.to_owned())
}

impl SourceArgs {
    /// What is backed up in place of files, if that is wanted; `command` stands where paths do otherwise.
    pub fn stream(&self, command: &[PathBuf]) -> Option<Stream> {
        let input = if self.stdin {
            Input::Stdin
        } else if self.stdin_from_command {
            Input::Command(command.iter().map(|part| part.clone().into_os_string()).collect())
        } else {
            return None;
        };
        Some(Stream { input, name: self.stdin_filename.clone() })
    }

    /// The paths in the files; wildcards are expanded in `current`.
    pub fn paths(&self, current: &Path) -> Result<Vec<PathBuf>> {
        let mut paths = Vec::new();
        for file in &self.files_from {
            paths.extend(files_from::expanded(file, current)?);
        }
        for file in &self.files_from_verbatim {
            paths.extend(files_from::verbatim(file, b'\n')?);
        }
        for file in &self.files_from_raw {
            paths.extend(files_from::verbatim(file, 0)?);
        }
        Ok(paths)
    }
}

/// The patterns in files, one a line.
pub fn patterns_in(files: &[PathBuf]) -> Result<Vec<String>> {
    let mut patterns = Vec::new();
    for file in files {
        let text = String::from_utf8(files_from::read(file)?).map_err(|_| {
            Failure::usage(format!("the file of patterns {} is not UTF-8", file.display()))
                .hint("write ? for a byte that is no UTF-8")
        })?;
        let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        patterns.extend(lines.map(str::to_owned));
    }
    Ok(patterns)
}

/// That a text is no pattern.
pub fn no_pattern(error: &InvalidPattern) -> Failure {
    Failure::usage(error.to_string())
        .hint("patterns are written as in .gitignore, such as '*.log' or /etc/ssh")
}

impl ExcludeArgs {
    /// What they say.
    pub fn excludes(&self) -> Result<Excludes> {
        let mut exclude = self.exclude.clone();
        exclude.extend(patterns_in(&self.exclude_file)?);
        let mut iexclude = self.iexclude.clone();
        iexclude.extend(patterns_in(&self.iexclude_file)?);
        let rules = Rules {
            exclude,
            iexclude,
            caches: self.exclude_caches,
            if_present: self.exclude_if_present.clone(),
            larger_than: self.exclude_larger_than,
            other_file_systems: self.one_file_system,
            ignore_files: self.ignore_files.clone(),
        };
        Excludes::new(rules).map_err(|error| no_pattern(&error))
    }
}
