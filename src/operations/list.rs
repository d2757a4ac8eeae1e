//! Lists what a snapshot holds, in order, a page at a time.

use crate::model::id::PageId;
use crate::model::node::{Node, NodeKind};
use crate::repository::directory::Location;
use crate::repository::layout::Kind;
use crate::repository::reader::Reader;
use crate::repository::tree::page::{Page, references_of};
use crate::repository::{Damage, Repository, Result};

use super::select::Selected;

/// What to do with an entry's directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// List what is below it too.
    Below,
    /// Go on behind it.
    On,
    /// List no more.
    Stop,
}

type Item = (Vec<u8>, Next, Option<Location>);

enum Next {
    Page(PageId),
    Node(Box<Node>),
}

/// Tells every entry with its path from the top of the snapshot, directories before what they hold.
pub async fn walk(
    repository: &Repository,
    selected: &Selected,
    tell: &mut (dyn FnMut(&[u8], &Node) -> Go + Send),
) -> Result<()> {
    let reader = Reader::new(repository);
    let Some(tree) = selected.snapshot.head.tree else { return Ok(()) };
    let mut stack: Vec<Item> = vec![(Vec::new(), Next::Page(tree), selected.entry.tree_at())];
    while let Some((path, next, hint)) = stack.pop() {
        match next {
            Next::Node(node) => match tell(&path, &node) {
                Go::Stop => return Ok(()),
                Go::On => {}
                Go::Below => {
                    if let NodeKind::Directory { entries: Some(page), .. } = node.kind {
                        stack.push((path, Next::Page(page), hint));
                    }
                }
            },
            Next::Page(page) => {
                let loaded = reader.page(&page, hint).await?;
                let before = stack.len();
                let mut hints = loaded.hints.into_iter();
                match loaded.page {
                    Page::Branches(branches) => {
                        let pages = branches.iter().zip(hints);
                        stack.extend(
                            pages.map(|(branch, hint)| (path.clone(), Next::Page(branch.page), hint)),
                        );
                    }
                    Page::Entries(nodes) => {
                        for node in nodes {
                            let mut first = None;
                            for index in 0..references_of(&node).len() {
                                let hint = hints.next().flatten();
                                if index == 0 {
                                    first = hint;
                                }
                            }
                            let mut path = path.clone();
                            path.push(b'/');
                            path.extend_from_slice(&node.name);
                            stack.push((path, Next::Node(Box::new(node)), first));
                        }
                    }
                    _ => {
                        return Err(Damage::new(
                            Kind::TreePack,
                            format!("(page {page})"),
                            "is no part of a directory",
                        )
                        .into());
                    }
                }
                stack[before..].reverse();
            }
        }
    }
    Ok(())
}
