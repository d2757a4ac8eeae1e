//! The folders above the snapshots: `snapshots`, `hosts`, `tags` and `ids`, named as restic names them. Pure.

use std::collections::BTreeMap;

use crate::model::time::Timestamp;
use crate::policy::select::Facts;

/// A folder of the mount that no snapshot holds.
pub type Folder = BTreeMap<Vec<u8>, Item>;

/// What such a folder holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// Another folder.
    Folder(Folder),
    /// The n-th of the snapshots.
    Snapshot(usize),
    /// A symbolic link to another name in the same folder.
    Link(Vec<u8>),
}

/// The link to the newest snapshot of a folder.
const LATEST: &[u8] = b"latest";

/// The folders for these snapshots, which come oldest first.
pub fn layout(snapshots: &[Facts], name_of: &dyn Fn(Timestamp) -> String) -> Folder {
    let (mut times, mut ids) = (Folder::new(), Folder::new());
    let (mut hosts, mut tags) = (Folder::new(), Folder::new());
    for (number, facts) in snapshots.iter().enumerate() {
        let time = name_of(facts.started);
        add(&mut ids, &facts.id.short(), number);
        add(&mut times, &time, number);
        add(below(&mut hosts, &facts.host), &time, number);
        for tag in &facts.tags {
            add(below(&mut tags, tag), &time, number);
        }
    }
    let top = [("ids", ids), ("snapshots", times), ("hosts", hosts), ("tags", tags)];
    top.into_iter().map(|(name, folder)| (name.into(), Item::Folder(folder))).collect()
}

/// What a path leads to.
pub fn folder<'a>(mut top: &'a Folder, path: &[Vec<u8>]) -> Option<&'a Folder> {
    for name in path {
        let Some(Item::Folder(folder)) = top.get(name) else { return None };
        top = folder;
    }
    Some(top)
}

/// Adds a snapshot, which is the newest so far. A name that is taken is followed by a number.
fn add(folder: &mut Folder, name: &str, number: usize) {
    let mut free = name.as_bytes().to_vec();
    let mut count = 0;
    while folder.contains_key(&free) {
        count += 1;
        free = format!("{name}-{count}").into_bytes();
    }
    folder.insert(LATEST.to_vec(), Item::Link(free.clone()));
    folder.insert(free, Item::Snapshot(number));
}

fn below<'a>(folder: &'a mut Folder, name: &str) -> &'a mut Folder {
    // No name may be a path, or lead out of the folder.
    let name = match name {
        "" | "." | ".." => "_".repeat(name.len().max(1)),
        name => name.replace(['/', '\0'], "_"),
    };
    let item = folder.entry(name.into_bytes()).or_insert_with(|| Item::Folder(Folder::new()));
    match item {
        Item::Folder(folder) => folder,
        Item::Snapshot(_) | Item::Link(_) => unreachable!("only folders are put here"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::SnapshotId;

    fn facts(id: u8, started: i64, host: &str, tags: &[&str]) -> Facts {
        Facts {
            dataset: None,
            id: SnapshotId([id; 12]),
            started: Timestamp { seconds: started, nanos: 0 },
            host: host.to_owned(),
            paths: vec![],
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        }
    }

    /// Every path with what it leads to.
    fn shown(snapshots: &[Facts]) -> Vec<String> {
        fn walk(folder: &Folder, path: &str, out: &mut Vec<String>) {
            for (name, item) in folder {
                let path = format!("{path}{}", String::from_utf8_lossy(name));
                match item {
                    Item::Folder(folder) => walk(folder, &format!("{path}/"), out),
                    Item::Snapshot(number) => out.push(format!("{path} = {number}")),
                    Item::Link(target) => out.push(format!("{path} -> {}", String::from_utf8_lossy(target))),
                }
            }
        }
        let mut out = Vec::new();
        walk(&layout(snapshots, &|time| format!("T{}", time.seconds)), "", &mut out);
        out
    }

    #[test]
    fn snapshots_are_found_by_id_time_host_and_tag_and_the_newest_of_each_is_latest() {
        let snapshots = [facts(0x1a, 1, "web", &["daily"]), facts(0x2b, 2, "db", &["daily", "big"])];
        assert_eq!(
            shown(&snapshots),
            [
                "hosts/db/T2 = 1",
                "hosts/db/latest -> T2",
                "hosts/web/T1 = 0",
                "hosts/web/latest -> T1",
                "ids/1a1a1a1a = 0",
                "ids/2b2b2b2b = 1",
                "ids/latest -> 2b2b2b2b",
                "snapshots/T1 = 0",
                "snapshots/T2 = 1",
                "snapshots/latest -> T2",
                "tags/big/T2 = 1",
                "tags/big/latest -> T2",
                "tags/daily/T1 = 0",
                "tags/daily/T2 = 1",
                "tags/daily/latest -> T2",
            ]
        );
    }

    #[test]
    fn snapshots_of_one_second_have_names_of_their_own() {
        let same = [facts(1, 5, "h", &[]), facts(2, 5, "h", &[]), facts(3, 5, "h", &[])];
        let shown = shown(&same);
        for expected in ["snapshots/T5 = 0", "snapshots/T5-1 = 1", "snapshots/T5-2 = 2"] {
            assert!(shown.iter().any(|line| line == expected), "{shown:?}");
        }
        assert!(shown.contains(&"snapshots/latest -> T5-2".to_owned()));
    }

    #[test]
    fn no_host_or_tag_leads_out_of_its_folder() {
        let shown = shown(&[facts(1, 1, "../etc", &["..", "", "a/b"])]);
        for expected in ["hosts/.._etc/T1 = 0", "tags/__/T1 = 0", "tags/_/T1 = 0", "tags/a_b/T1 = 0"] {
            assert!(shown.iter().any(|line| line == expected), "{shown:?}");
        }
    }

    #[test]
    fn a_path_leads_to_folders_only() {
        let top = layout(&[facts(1, 1, "web", &[])], &|_| "T".to_owned());
        assert_eq!(folder(&top, &[]), Some(&top));
        assert_eq!(folder(&top, &[b"hosts".to_vec(), b"web".to_vec()]).map(BTreeMap::len), Some(2));
        assert_eq!(folder(&top, &[b"snapshots".to_vec(), b"T".to_vec()]), None);
        assert_eq!(folder(&top, &[b"nowhere".to_vec()]), None);
    }
}
