//! A file system to be asked, and what it was heard to say.

use std::sync::Mutex;

use fuser::{Errno, FileAttr, FileType};
use sandyq::model::snapshot::Snapshot;
use sandyq::operations::mount::{Mounted, Observer, Options, Owner, Row};
use sandyq::policy::select::Filter;
use sandyq::repository::{self, Repository};

/// The number of the top.
pub const TOP: u64 = 1;

/// Remembers what could not be read.
#[derive(Default)]
pub struct Heard {
    pub failed: Mutex<Vec<String>>,
    pub forgotten: Mutex<usize>,
}

impl Observer for Heard {
    fn mounted(&self, _: usize) {}

    fn failed(&self, _: Option<&Snapshot>, path: &[u8], error: &repository::Error) {
        self.failed.lock().unwrap().push(format!("{}: {error}", path.escape_ascii()));
    }

    fn forgotten(&self, _: &Snapshot) {
        *self.forgotten.lock().unwrap() += 1;
    }
}

/// A file system whose snapshots are named by their seconds.
pub fn mounted<'a>(repository: &'a Repository, heard: &'a Heard, cache_size: u64) -> Mounted<'a> {
    let name_of = Box::new(|time: sandyq::model::time::Timestamp| format!("at-{}", time.seconds));
    let options = Options { filter: Filter::default(), name_of, owner: Owner::Stored, cache_size };
    Mounted::new(repository, options, heard)
}

/// What a path leads to, links followed.
pub async fn at(mounted: &Mounted<'_>, path: &str) -> Result<FileAttr, Errno> {
    let (mut parent, mut found) = (TOP, None);
    for name in path.split('/') {
        let mut attributes = mounted.look_up(parent, name.as_bytes()).await?;
        if attributes.kind == FileType::Symlink {
            let target = mounted.link_target(attributes.ino.0).await?;
            attributes = mounted.look_up(parent, &target).await?;
        }
        parent = attributes.ino.0;
        found = Some(attributes);
    }
    Ok(found.unwrap())
}

/// The content of a file, read in steps.
pub async fn content(mounted: &Mounted<'_>, path: &str, step: u32) -> Result<Vec<u8>, Errno> {
    let attributes = at(mounted, path).await?;
    let handle = mounted.open(attributes.ino.0).await?;
    let mut content = Vec::new();
    while (content.len() as u64) < attributes.size {
        let offset = content.len() as u64;
        content.extend(mounted.read(handle, offset, step).await?);
        mounted.read_ahead(handle, offset, step).await;
    }
    mounted.close(handle);
    Ok(content)
}

/// Names and numbers of a directory, `most` with each call; told to the system or not.
pub async fn names(mounted: &Mounted<'_>, directory: u64, most: usize, known: bool) -> Vec<(String, u64)> {
    let handle = mounted.open_directory(directory).await.unwrap();
    let (mut names, mut from) = (Vec::new(), 0);
    loop {
        let (mut taken, start) = (0, from);
        let mut take = |row: &Row<'_>| {
            if taken == most {
                return false;
            }
            taken += 1;
            from = row.next;
            names.push((String::from_utf8(row.name.to_vec()).unwrap(), row.number));
            true
        };
        mounted.list(handle, start, known, &mut take).await.unwrap();
        if taken == 0 {
            break;
        }
    }
    mounted.close_directory(handle);
    names.retain(|(name, _)| name != "." && name != "..");
    names
}
