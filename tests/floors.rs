//! The floors of the house: a folder of `src/` uses only folders on lower floors, and none on its own.
#![expect(clippy::unwrap_used, reason = "what a test cannot do it reports by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// Folders from the ground up. Folders of one floor do not use each other.
const FLOORS: [&[&str]; 7] = [
    &["model"],
    &["codec", "policy"],
    &["storage", "filesystem", "notify", "config"],
    &["repository", "restic"],
    &["operations"],
    &["report"],
    &["cli"],
];

fn floor(folder: &str) -> Option<usize> {
    FLOORS.iter().position(|folders| folders.contains(&folder))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Folders that a file names as `crate::folder`.
fn used(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let names = code.flat_map(|line| line.split("crate::").skip(1));
    names.map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()).collect()
}

#[test]
fn every_folder_uses_lower_floors_only() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut broken = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&root).unwrap();
        let folder = inside.iter().next().unwrap().to_str().unwrap();
        let Some(own) = floor(folder) else { continue };
        for other in used(&fs::read_to_string(&file).unwrap()) {
            let wrong = other != folder && floor(&other).is_none_or(|other| other >= own);
            // Only the command line reads what the environment says.
            if wrong || other == "config" && folder != "cli" && folder != "config" {
                broken.push(format!("{} uses {other}", inside.display()));
            }
        }
    }
    broken.sort();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_folder_has_a_floor() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(!path.is_dir() || floor(name).is_some(), "{name} is on no floor");
    }
}
