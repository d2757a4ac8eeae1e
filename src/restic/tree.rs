//! Directories: one blob each, with all their entries.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::DateTime;
use serde::Deserialize;

use super::Id;
use super::quoted::unquoted;
use crate::model::node::{Content, Node, NodeKind, Totals, Xattr};
use crate::model::time::Timestamp;

/// A directory's entries, by name.
#[derive(Debug)]
pub struct Tree(pub Vec<Entry>);

/// An entry: what it is in our words, but for what it holds.
#[derive(Debug)]
pub struct Entry {
    /// The entry, of whose content nothing is known but how long a file is said to be.
    pub node: Node,
    /// The blobs of a file.
    pub content: Vec<Id>,
    /// The blob of a directory.
    pub subtree: Option<Id>,
}

#[derive(Deserialize)]
struct StoredTree {
    nodes: Option<Vec<Stored>>,
}

#[derive(Deserialize)]
struct Stored {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    mode: u32,
    #[serde(default)]
    mtime: String,
    #[serde(default)]
    atime: String,
    #[serde(default)]
    ctime: String,
    #[serde(default)]
    uid: u32,
    #[serde(default)]
    gid: u32,
    #[serde(default)]
    user: String,
    #[serde(default)]
    group: String,
    #[serde(default)]
    inode: u64,
    #[serde(default)]
    device_id: u64,
    #[serde(default)]
    size: u64,
    #[serde(default)]
    links: u64,
    #[serde(default)]
    linktarget: String,
    #[serde(default)]
    linktarget_raw: Option<String>,
    #[serde(default)]
    extended_attributes: Option<Vec<StoredXattr>>,
    #[serde(default)]
    device: u64,
    #[serde(default)]
    content: Option<Vec<Id>>,
    #[serde(default)]
    subtree: Option<Id>,
}

#[derive(Deserialize)]
struct StoredXattr {
    name: String,
    #[serde(default)]
    value: Option<String>,
}

/// What is wrong with a directory, as a sentence without its subject.
pub type Problem = String;

impl Tree {
    /// Reads a blob.
    pub fn parse(text: &[u8]) -> Result<Self, Problem> {
        let stored: StoredTree =
            serde_json::from_slice(text).map_err(|error| format!("cannot be decoded: {error}"))?;
        let entries = stored.nodes.unwrap_or_default().into_iter().filter_map(entry);
        let mut entries = entries.collect::<Result<Vec<_>, _>>()?;
        entries.sort_by(|one, other| one.node.name.cmp(&other.node.name));
        if let Some(two) = entries.windows(2).find(|two| two[0].node.name == two[1].node.name) {
            return Err(format!("names {:?} twice", String::from_utf8_lossy(&two[0].node.name)));
        }
        Ok(Self(entries))
    }
}

/// Nothing of what restic itself could not name and does not restore.
fn entry(stored: Stored) -> Option<Result<Entry, Problem>> {
    let kind = match kind(&stored) {
        Ok(kind) => kind?,
        Err(problem) => return Some(Err(problem)),
    };
    Some(named(stored, kind))
}

fn kind(stored: &Stored) -> Result<Option<NodeKind>, Problem> {
    Ok(Some(match stored.kind.as_str() {
        "file" => NodeKind::File { size: stored.size, content: Content::EMPTY },
        "dir" => NodeKind::Directory { entries: None, totals: Totals::default() },
        "symlink" => NodeKind::Symlink { target: target(stored)? },
        "fifo" => NodeKind::Fifo,
        "socket" => NodeKind::Socket,
        "chardev" => NodeKind::CharDevice { device: stored.device },
        "dev" => NodeKind::BlockDevice { device: stored.device },
        "irregular" => return Ok(None),
        other => return Err(format!("holds {:?} of the unknown type {other:?}", stored.name)),
    }))
}

fn target(stored: &Stored) -> Result<Vec<u8>, Problem> {
    match &stored.linktarget_raw {
        Some(raw) => {
            STANDARD.decode(raw).map_err(|_| format!("has a link {:?} without a target", stored.name))
        }
        None => Ok(stored.linktarget.clone().into_bytes()),
    }
}

fn named(stored: Stored, kind: NodeKind) -> Result<Entry, Problem> {
    let bad = || format!("holds an entry with the impossible name {:?}", stored.name);
    let name = unquoted(&stored.name).ok_or_else(bad)?;
    let named = Node::new(&name, kind);
    if !named.has_valid_name() {
        return Err(bad());
    }
    let some = |text: String| (!text.is_empty()).then_some(text);
    let mut xattrs = Vec::new();
    for StoredXattr { name: attribute, value } in stored.extended_attributes.unwrap_or_default() {
        let value = value.map(|value| STANDARD.decode(value)).transpose();
        let value =
            value.map_err(|_| format!("has an attribute of {:?} that cannot be decoded", stored.name))?;
        xattrs.push(Xattr { name: attribute.into_bytes(), value: value.unwrap_or_default() });
    }
    xattrs.sort_by(|one, other| one.name.cmp(&other.name));
    xattrs.dedup_by(|one, other| one.name == other.name);
    let node = Node {
        mode: mode(stored.mode),
        uid: stored.uid,
        gid: stored.gid,
        user: some(stored.user),
        group: some(stored.group),
        mtime: time(&stored.mtime).unwrap_or_default(),
        ctime: time(&stored.ctime).unwrap_or_default(),
        atime: time(&stored.atime),
        inode: stored.inode,
        device: stored.device_id,
        links: stored.links.max(1),
        xattrs,
        ..named
    };
    Ok(Entry { node, content: stored.content.unwrap_or_default(), subtree: stored.subtree })
}

/// The bits of Go's `fs.FileMode`, in which the three special ones lie elsewhere.
fn mode(go: u32) -> u32 {
    let bit = |from: u32, to: u32| if go & 1 << from != 0 { to } else { 0 };
    go & 0o777 | bit(23, 0o4000) | bit(22, 0o2000) | bit(20, 0o1000)
}

/// A time as JSON tells it.
pub fn time(text: &str) -> Option<Timestamp> {
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    Some(Timestamp { seconds: time.timestamp(), nanos: time.timestamp_subsec_nanos() })
}
