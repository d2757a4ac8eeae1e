//! What is generated from the code is committed as it would be generated now.
#![expect(clippy::unwrap_used, reason = "what a test cannot do it reports by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    entries.map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect()
}

fn compare(what: &str) {
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new(env!("CARGO_BIN_EXE_sandyq"))
        .args(["generate", what])
        .arg(folder.path())
        .status()
        .unwrap();
    assert!(made.success());
    let committed = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(what));
    let made = files(folder.path());
    let different: Vec<_> = made.iter().filter(|(name, text)| committed.get(*name) != Some(*text)).collect();
    let names: Vec<_> = different.iter().map(|(name, _)| name).collect();
    assert!(names.is_empty(), "run `sandyq generate {what} {what}`: {names:?} differ");
    assert_eq!(made.len(), committed.len(), "files in {what}/ that nothing generates");
}

#[test]
fn completions_are_those_of_the_command_line() {
    compare("completions");
}

#[test]
fn man_pages_are_those_of_the_command_line() {
    compare("man");
}
