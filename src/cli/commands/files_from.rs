//! Lists of paths in files: one a line, or ended by NUL bytes; with wildcards in lines that may have them.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Component, Path, PathBuf};

use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::policy::wildcard::{Wildcard, has_wildcards};

/// The whole of a file, or of standard input for `-`.
pub fn read(file: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(file)
    };
    read.map_err(|error| {
        Failure::new(ExitCode::Failed, format!("cannot read {}: {error}", file.display()))
            .hint("no snapshot was made; check the path and whether it may be read")
    })
}

/// The paths that a file names by line, wildcards expanded in `current`. A line that nothing matches is a missing source.
pub fn expanded(file: &Path, current: &Path) -> Result<Vec<PathBuf>> {
    let bytes = read(file)?;
    let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let mut paths = Vec::new();
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with(b"#")) {
        let path = Path::new(OsStr::from_bytes(line));
        // A name that has such letters itself is meant before what it would match.
        if !has_wildcards(line) || fs::symlink_metadata(current.join(path)).is_ok() {
            paths.push(path.to_owned());
            continue;
        }
        let found = expand(path, current)?;
        if found.is_empty() {
            let text = format!("nothing matches {}, which {} names", path.display(), file.display());
            return Err(Failure::new(ExitCode::Failed, text)
                .hint("no snapshot was made; check the path and whether its disk is mounted"));
        }
        paths.extend(found);
    }
    Ok(paths)
}

/// The paths that a file names between these bytes, exactly as they are.
pub fn verbatim(file: &Path, end: u8) -> Result<Vec<PathBuf>> {
    let bytes = read(file)?;
    let paths = bytes.split(|byte| *byte == end).filter(|path| !path.is_empty());
    Ok(paths.map(|path| PathBuf::from(OsStr::from_bytes(path))).collect())
}

/// What a pattern matches, in order: each part of the path by itself, so that no wildcard passes a slash.
fn expand(pattern: &Path, current: &Path) -> Result<Vec<PathBuf>> {
    let mut found = vec![PathBuf::new()];
    for part in pattern.components() {
        let name = part.as_os_str();
        let wild = matches!(part, Component::Normal(_)) && has_wildcards(name.as_bytes());
        if !wild {
            found.iter_mut().for_each(|path| path.push(name));
            continue;
        }
        let wildcard = Wildcard::new(name.as_bytes()).map_err(|error| {
            Failure::usage(error.to_string()).hint("--files-from-verbatim takes lines exactly as they are")
        })?;
        found = found
            .iter()
            .map(|folder| matching(folder, &wildcard, current))
            .collect::<Result<Vec<_>>>()?
            .concat();
    }
    found.retain(|path| fs::symlink_metadata(current.join(path)).is_ok());
    Ok(found)
}

/// What in a folder has a name that matches. A path that is no folder holds nothing.
fn matching(folder: &Path, wildcard: &Wildcard, current: &Path) -> Result<Vec<PathBuf>> {
    let failed = |error: io::Error| {
        let text = format!("cannot list {}: {error}", current.join(folder).display());
        Failure::new(ExitCode::Failed, text).hint("no snapshot was made; run as a user who may read it")
    };
    let entries = match fs::read_dir(current.join(folder)) {
        Ok(entries) => entries,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(failed(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(failed)?.file_name().into_vec();
        if wildcard.matches(&name) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names.iter().map(|name| folder.join(OsStr::from_bytes(name))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(lines: &str, names: &[&str]) -> Result<Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let list = folder.path().join("list");
        fs::write(&list, lines).unwrap();
        let found = expanded(&list, folder.path())?;
        Ok(found.iter().map(|path| path.display().to_string()).collect())
    }

    #[test]
    fn wildcards_match_within_one_part_of_a_path_and_in_order() {
        let names = ["b/x.txt", "a/x.txt", "a/y.log", "a/deep/x.txt", ".hidden/x.txt", "top.txt"];
        assert_eq!(paths("*/x.txt\n", &names).unwrap(), [".hidden/x.txt", "a/x.txt", "b/x.txt"]);
        assert_eq!(paths("# a comment\n\n a/?.[tl]* \n", &names).unwrap(), ["a/x.txt", "a/y.log"]);
        assert_eq!(paths("[ab]/deep\n", &names).unwrap(), ["a/deep"]);
        assert_eq!(paths("nowhere/at/all\n", &names).unwrap(), ["nowhere/at/all"], "told with the sources");
    }

    #[test]
    fn a_name_with_such_letters_is_itself() {
        assert_eq!(paths("a[1].txt\n", &["a[1].txt", "a1.txt"]).unwrap(), ["a[1].txt"]);
    }

    #[test]
    fn a_line_that_nothing_matches_is_a_missing_source() {
        let failure = paths("*.iso\n", &["a.txt"]).unwrap_err();
        assert_eq!(failure.code, ExitCode::Failed);
        assert!(failure.message.contains("nothing matches *.iso"), "{}", failure.message);
        assert_eq!(paths("[z-a]*\n", &["a.txt"]).unwrap_err().code, ExitCode::Usage);
    }

    #[test]
    fn verbatim_lists_are_taken_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("list");
        fs::write(&list, " a*\0#b\n\0\0").unwrap();
        assert_eq!(verbatim(&list, 0).unwrap(), [PathBuf::from(" a*"), PathBuf::from("#b\n")]);
    }
}
