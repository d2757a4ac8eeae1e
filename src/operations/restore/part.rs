//! Finds the part of a snapshot that is wanted.

use std::rc::Rc;

use crate::filesystem::Escaped;
use crate::model::id::PageId;
use crate::model::node::{Node, NodeKind};
use crate::repository::directory::Location;
use crate::repository::tree::page::{Page, references_of};

use super::super::select::Selected;
use super::place::Place;
use super::plan::{Item, Planner, not_a_directory};
use super::{Error, Result};

impl Planner<'_, '_> {
    /// What is to be walked: the content of a directory, which goes right into the target, or one entry.
    pub fn begin(&mut self, selected: &Selected, place: &Rc<Place>) -> Result<Vec<Item>> {
        let tree = selected.snapshot.head.tree;
        let mut at = tree.map(|page| (page, selected.entry.tree_at()));
        let wanted = &self.shared.options.path;
        for (depth, name) in wanted.iter().enumerate() {
            let found = match at {
                Some((page, hint)) => self.find(page, hint, name)?,
                None => None,
            };
            let Some((node, hints)) = found else { return Err(self.no_such_path(selected)) };
            match &node.kind {
                NodeKind::Directory { entries, .. } => {
                    at = entries.map(|page| (page, hints.first().copied().flatten()));
                }
                _ if depth + 1 == wanted.len() => {
                    return Ok(vec![Item::Node { place: Rc::clone(place), node, hints }]);
                }
                _ => return Err(self.no_such_path(selected)),
            }
        }
        let mut items = Vec::new();
        self.watch(place, &mut items)?;
        items.extend(at.map(|(page, hint)| Item::Page { place: Rc::clone(place), page, hint }));
        Ok(items)
    }

    fn no_such_path(&self, selected: &Selected) -> Error {
        let path = self.shared.options.path.join(&b'/');
        Error::NoSuchPath { snapshot: selected.snapshot.id().short(), path: format!("/{}", Escaped(&path)) }
    }

    /// The entry `name` of a directory, with its hints.
    fn find(
        &self,
        mut page: PageId,
        mut hint: Option<Location>,
        name: &[u8],
    ) -> Result<Option<(Node, Vec<Option<Location>>)>> {
        loop {
            let loaded = self.shared.handle.block_on(self.shared.reader.page(&page, hint))?;
            match loaded.page {
                Page::Branches(branches) => {
                    let Some(index) = branches.iter().rposition(|branch| branch.first.as_slice() <= name)
                    else {
                        return Ok(None);
                    };
                    (page, hint) = (branches[index].page, loaded.hints.get(index).copied().flatten());
                }
                Page::Entries(nodes) => {
                    let mut at = 0;
                    for node in nodes {
                        let count = references_of(&node).len();
                        if node.name == name {
                            return Ok(Some((node, loaded.hints[at..at + count].to_vec())));
                        }
                        at += count;
                    }
                    return Ok(None);
                }
                _ => return Err(not_a_directory(&page).into()),
            }
        }
    }
}
