//! What a tree is, for comparing what came back with what was.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use sandyq::codec::hash::sha256;
use sandyq::model::id::to_hex;

/// Everything that must come back, by path. Of a file's names those below `root` count: a backup knows no others.
pub fn describe(root: &Path) -> Vec<String> {
    let mut entries = Vec::new();
    walk(root, &mut entries);
    let mut names = BTreeMap::<_, u32>::new();
    for (_, meta) in &entries {
        *names.entry((meta.dev(), meta.ino())).or_default() += 1;
    }
    let line = |(path, meta): &(PathBuf, Metadata)| {
        let content = if meta.is_file() {
            to_hex(&sha256(&fs::read(path).unwrap()))
        } else if meta.is_symlink() {
            fs::read_link(path).unwrap().display().to_string()
        } else {
            String::new()
        };
        format!(
            "{} {:o} {}:{} {}.{:09} names {} {content}",
            path.strip_prefix(root).unwrap().display(),
            meta.mode(),
            meta.uid(),
            meta.gid(),
            meta.mtime(),
            meta.mtime_nsec(),
            names[&(meta.dev(), meta.ino())],
        )
    };
    entries.iter().map(line).collect()
}

fn walk(at: &Path, entries: &mut Vec<(PathBuf, Metadata)>) {
    let mut paths: Vec<_> = fs::read_dir(at).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let meta = fs::symlink_metadata(&path).unwrap();
        let is_folder = meta.is_dir();
        entries.push((path.clone(), meta));
        if is_folder {
            walk(&path, entries);
        }
    }
}
