//! What became of an entry.

use crate::model::node::{Node, NodeKind};

/// How an entry differs from what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was not there.
    Added,
    /// It is not there any more.
    Removed,
    /// It holds something else.
    Content {
        /// Nothing else tells so: size and both times are as they were, as after damage that nobody did on purpose.
        rot: bool,
    },
    /// It holds the same, and its mode, owner, time or attributes are others.
    Metadata,
    /// It is something else, such as a link in place of a file.
    Kind,
}

/// How `new` differs from `old`; `same_content` is asked of files alone. What lies below a directory is no part of it,
/// nor is what nobody can restore: the time of the inode's change, its number, and when it was last read.
pub fn compare(old: &Node, new: &Node, same_content: bool) -> Option<Change> {
    if old.type_letter() != new.type_letter() {
        return Some(Change::Kind);
    }
    let same = match (&old.kind, &new.kind) {
        (NodeKind::File { .. }, NodeKind::File { .. }) => same_content,
        (NodeKind::Directory { .. }, NodeKind::Directory { .. }) => true,
        (old, new) => old == new,
    };
    if !same {
        let times = old.mtime == new.mtime && old.ctime == new.ctime;
        return Some(Change::Content { rot: times && old.size() == new.size() && old.type_letter() == '-' });
    }
    let metadata = old.mode == new.mode
        && old.uid == new.uid
        && old.gid == new.gid
        && old.user == new.user
        && old.group == new.group
        && old.mtime == new.mtime
        && old.xattrs == new.xattrs;
    (!metadata).then_some(Change::Metadata)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::node::{Content, Totals};
    use crate::model::time::Timestamp;

    fn node(kind: NodeKind) -> Node {
        let time = |seconds| Timestamp { seconds, nanos: 0 };
        Node { mtime: time(1), ctime: time(2), ..Node::new(b"a", kind) }
    }

    fn file() -> Node {
        node(NodeKind::File { size: 5, content: Content::EMPTY })
    }

    #[test]
    fn content_that_changed_while_size_and_times_did_not_is_suspicious() {
        let rot = |new: &Node| compare(&file(), new, false);
        assert_eq!(rot(&file()), Some(Change::Content { rot: true }));
        let time = Timestamp { seconds: 3, nanos: 0 };
        for honest in [
            Node { mtime: time, ..file() },
            Node { ctime: time, ..file() },
            node(NodeKind::File { size: 6, content: Content::EMPTY }),
        ] {
            assert_eq!(rot(&honest), Some(Change::Content { rot: false }));
        }
    }

    #[test]
    fn only_what_can_be_restored_counts_as_metadata() {
        assert_eq!(compare(&file(), &file(), true), None);
        let read =
            Node { atime: Some(Timestamp::default()), inode: 9, ctime: Timestamp::default(), ..file() };
        assert_eq!(compare(&file(), &read, true), None);
        assert_eq!(compare(&file(), &Node { mode: 0o600, ..file() }, true), Some(Change::Metadata));
    }

    #[test]
    fn a_folder_is_not_changed_by_what_is_below_it_but_by_becoming_a_link() {
        let folder = |files| {
            node(NodeKind::Directory { entries: None, totals: Totals { files, ..Totals::default() } })
        };
        let link = |target: &[u8]| node(NodeKind::Symlink { target: target.to_vec() });
        assert_eq!(compare(&folder(1), &folder(2), false), None);
        assert_eq!(compare(&folder(1), &link(b"x"), false), Some(Change::Kind));
        assert_eq!(compare(&link(b"x"), &link(b"y"), false), Some(Change::Content { rot: false }));
    }
}
