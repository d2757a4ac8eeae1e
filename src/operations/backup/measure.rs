//! What a backup measures on its way: counts of files that came, changed and went, and of those whose content is not what
//! it should be.

use crate::model::measures::Measures;
use crate::model::node::{Node, NodeKind};
use crate::policy::content::Look;

/// A file that was read, and what stood in its place.
#[derive(Debug, Clone, Copy)]
pub struct Met<'a> {
    /// What it is now.
    pub node: &'a Node,
    /// What the parent has at its path.
    pub old: Option<&'a Node>,
    /// The name of a file that is gone, of those before it in the directory the nearest.
    pub gone: &'a [u8],
}

/// Files that are gone with an old entry.
pub fn gone(old: &Node) -> u64 {
    match &old.kind {
        NodeKind::File { .. } => 1,
        NodeKind::Directory { totals, .. } => totals.files,
        _ => 0,
    }
}

/// Counts a file that was read. Without a parent to compare with, each is counted as if it were new.
pub fn measure(measures: &mut Measures, met: &Met<'_>, look: &Look, compared: bool) {
    let Met { node, old, gone } = *met;
    // Read again, and the same: only times or rights have changed.
    if old.is_some_and(|old| old.kind == node.kind) {
        return;
    }
    let count = |counter: &mut u64, is: bool| *counter += u64::from(is);
    let is_new = old.is_none();
    measures.new_bytes += look.seen.new;
    count(&mut measures.mismatched, look.is_mismatched());
    count(&mut measures.random_new, is_new && look.is_random());
    count(&mut measures.random_rewritten, !is_new && look.is_random());
    if compared {
        count(&mut measures.rewritten, !is_new);
        count(&mut measures.renamed, is_new && look.seen.bytes > 0 && look.seen.new == 0);
        count(&mut measures.extended, is_new && is_extended(&node.name, gone));
    } else {
        count(&mut measures.rewritten, look.seen.new > 0);
    }
}

/// Whether a name is that of another file and an ending more.
fn is_extended(name: &[u8], other: &[u8]) -> bool {
    !other.is_empty() && name.strip_prefix(other).is_some_and(|ending| ending.starts_with(b"."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::node::{Content, Totals};
    use crate::policy::content::Seen;

    fn file(name: &str, size: u64) -> Node {
        Node::new(name.as_bytes(), NodeKind::File { size, content: Content::EMPTY })
    }

    fn look(name: &str, random: bool, new: bool) -> Look {
        let count = |is: bool| if is { 500 } else { 0 };
        let seen = Seen { bytes: 500, random: count(random), new: count(new) };
        Look { seen, ..Look::new(name.as_bytes(), b"") }
    }

    fn measured(now: &str, old: Option<&Node>, gone: &str, look: Look, compared: bool) -> Measures {
        let mut measures = Measures::default();
        let met = Met { node: &file(now, 500), old, gone: gone.as_bytes() };
        measure(&mut measures, &met, &look, compared);
        measures
    }

    #[test]
    fn a_file_counts_for_what_became_of_it() {
        let old = file("a.txt", 400);
        let encrypted = measured("a.txt", Some(&old), "", look("a.txt", true, true), true);
        let expected = Measures { rewritten: 1, mismatched: 1, new_bytes: 500, ..Measures::default() };
        assert_eq!(encrypted, expected);
        let ending = measured("a.txt.x", None, "a.txt", look("a.txt.x", true, true), true);
        let expected = Measures { extended: 1, random_new: 1, new_bytes: 500, ..Measures::default() };
        assert_eq!(ending, expected);
        let moved = measured("b.txt", None, "a.txt", look("b.txt", false, false), true);
        assert_eq!(moved, Measures { renamed: 1, ..Measures::default() });
        // Its times have changed and nothing else.
        let same = file("a.txt", 500);
        assert_eq!(measured("a.txt", Some(&same), "", look("a.txt", true, false), true), Measures::default());
        let alone = measured("a", None, "", look("a", true, false), false);
        assert_eq!(alone, Measures { random_new: 1, ..Measures::default() });
    }

    #[test]
    fn a_folder_that_is_gone_counts_for_all_its_files() {
        let totals = Totals { files: 17, ..Totals::default() };
        let folder = Node::new(b"d", NodeKind::Directory { entries: None, totals });
        assert_eq!((gone(&folder), gone(&file("a", 1))), (17, 1));
    }
}
