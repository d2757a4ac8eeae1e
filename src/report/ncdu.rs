//! A listing as ncdu reads it (`ncdu -f FILE`): its JSON format, written as the tree is walked.

use serde_json::{Value, json};

use crate::model::node::{Node, NodeKind};
use crate::model::snapshot::Snapshot;

/// The beginning, with the top directory opened.
pub fn begin(snapshot: &Snapshot) -> String {
    let about = json!({
        "progname": "sandyq",
        "progver": env!("CARGO_PKG_VERSION"),
        "timestamp": snapshot.head.started.seconds,
    });
    let name = format!("{}:", snapshot.id().short());
    format!("[1,2,{about},\n[{}", json!({ "name": name }))
}

/// An entry; a directory stays open.
pub fn entry(node: &Node) -> String {
    let mut value = json!({ "name": String::from_utf8_lossy(&node.name) });
    let size = node.size();
    if size > 0 {
        value["asize"] = size.into();
        value["dsize"] = size.into();
    }
    value["ino"] = node.inode.into();
    if node.links > 1 && !node.is_directory() {
        value["hlnkc"] = true.into();
        value["nlink"] = node.links.into();
    }
    if !matches!(node.kind, NodeKind::File { .. } | NodeKind::Directory { .. }) {
        value["notreg"] = true.into();
    }
    for (name, number) in [("uid", node.uid), ("gid", node.gid), ("mode", node.mode)] {
        value[name] = Value::from(number);
    }
    value["mtime"] = node.mtime.seconds.into();
    if node.is_directory() { format!(",\n[{value}") } else { format!(",\n{value}") }
}

/// The end of a directory.
pub const LEAVE: &str = "]";

/// The end of everything.
pub const END: &str = "]]\n";
