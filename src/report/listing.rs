//! Entries of a snapshot.

use serde_json::{Value, json};

use super::{local_time, shown};
use crate::filesystem::Escaped;
use crate::model::node::{Node, NodeKind};

/// Mode as `ls -l` shows it.
pub fn permissions(node: &Node) -> String {
    let mut text = String::from(node.type_letter());
    let special = [(0o4000, 's', 'S'), (0o2000, 's', 'S'), (0o1000, 't', 'T')];
    for (index, (bit, with, without)) in special.into_iter().enumerate() {
        let three = node.mode >> (6 - 3 * index) & 7;
        text.push(if three & 4 != 0 { 'r' } else { '-' });
        text.push(if three & 2 != 0 { 'w' } else { '-' });
        text.push(match (three & 1 != 0, node.mode & bit != 0) {
            (true, true) => with,
            (false, true) => without,
            (true, false) => 'x',
            (false, false) => '-',
        });
    }
    text
}

/// One line of a long listing.
pub fn long(path: &[u8], node: &Node) -> String {
    let owner = node.user.as_deref().map_or_else(|| node.uid.to_string(), shown);
    let group = node.group.as_deref().map_or_else(|| node.gid.to_string(), shown);
    let arrow = match &node.kind {
        NodeKind::Symlink { target } => format!(" -> {}", Escaped(target)),
        _ => String::new(),
    };
    let (mode, size, time) = (permissions(node), node.size(), local_time(node.mtime));
    format!("{mode} {owner:<8} {group:<8} {size:>12} {time} {}{arrow}", Escaped(path))
}

/// For programs.
pub fn json(path: &[u8], node: &Node) -> Value {
    let kind = match node.kind {
        NodeKind::File { .. } => "file",
        NodeKind::Directory { .. } => "dir",
        NodeKind::Symlink { .. } => "symlink",
        NodeKind::Fifo => "fifo",
        NodeKind::Socket => "socket",
        NodeKind::CharDevice { .. } => "chardev",
        NodeKind::BlockDevice { .. } => "dev",
    };
    let mut value = json!({
        "message_type": "node",
        "struct_type": "node",
        "name": String::from_utf8_lossy(&node.name),
        "type": kind,
        "path": String::from_utf8_lossy(path),
        "uid": node.uid,
        "gid": node.gid,
        "user": node.user,
        "group": node.group,
        "mode": node.mode,
        "permissions": permissions(node),
        "mtime": node.mtime.to_rfc3339(),
        "ctime": node.ctime.to_rfc3339(),
        "inode": node.inode,
        "links": node.links,
    });
    match &node.kind {
        NodeKind::File { size, .. } => value["size"] = json!(size),
        NodeKind::Symlink { target } => value["linktarget"] = json!(String::from_utf8_lossy(target)),
        _ => {}
    }
    if let Some(atime) = node.atime {
        value["atime"] = json!(atime.to_rfc3339());
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::node::Content;

    fn file(mode: u32) -> Node {
        let kind = NodeKind::File { size: 5, content: Content::EMPTY };
        Node { mode, user: Some("us\x1ber".to_owned()), ..Node::new(b"a", kind) }
    }

    #[test]
    fn modes_read_as_ls_shows_them() {
        for (mode, text) in
            [(0o755, "-rwxr-xr-x"), (0o4711, "-rws--x--x"), (0o6640, "-rwSr-S---"), (0o1777, "-rwxrwxrwt")]
        {
            assert_eq!(permissions(&file(mode)), text);
        }
    }

    #[test]
    fn a_hostile_name_stays_on_its_line() {
        let line = long(b"/a\nb", &file(0o644));
        assert!(line.contains("us\\u{1b}er") && line.ends_with("/a\\nb"), "{line}");
    }
}
