//! Find: entries across snapshots, and the last snapshot in which a file is whole.

use std::collections::HashMap;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use crate::model::id::{PageId, SnapshotId};
use crate::model::node::{Content, Node, NodeKind};
use crate::policy::find::Query;
use crate::repository::reader::Reader;
use crate::repository::{Damage, Error, Result};

use super::dump::{self, Archive, dump};
use super::select::Selected;
use super::tree::{self, Children, Found, PageAt, children};

/// Hits kept for snapshots to come, which share most of their pages. Pages without hits are remembered beyond that.
const REMEMBERED: usize = 100_000;

/// An entry that was sought.
#[derive(Debug)]
pub struct Hit {
    /// Its path from the top of the snapshot.
    pub path: Vec<u8>,
    /// The entry, without its content.
    pub node: Node,
}

/// Seeks in one snapshot after the other. A page that was seen below the same path is not read again.
#[derive(Debug)]
pub struct Finder<'a> {
    reader: &'a Reader<'a>,
    query: &'a Query,
    hits: Vec<Arc<Hit>>,
    /// Which of the hits a page led to.
    seen: HashMap<(PageId, Vec<u8>), Range<usize>>,
    /// Hits that were told and not kept, and pages that could not be read: what they lie below is not remembered.
    gaps: usize,
    findings: Vec<(SnapshotId, Damage)>,
}

/// What is still to be looked at.
enum Item {
    Page { path: Vec<u8>, page: PageAt },
    Entry { path: Vec<u8>, node: Box<Node>, page: Option<PageAt> },
    Leave { key: (PageId, Vec<u8>), first: usize, gaps: usize },
}

impl<'a> Finder<'a> {
    /// Has seen nothing yet.
    pub fn new(reader: &'a Reader<'a>, query: &'a Query) -> Self {
        Self { reader, query, hits: Vec::new(), seen: HashMap::new(), gaps: 0, findings: Vec::new() }
    }

    /// Pages that could not be read so far, and the snapshots they were needed in.
    pub fn findings(&self) -> &[(SnapshotId, Damage)] {
        &self.findings
    }

    /// Tells everything sought in a snapshot, in order, until told `false`; whether it went to the end.
    pub async fn search(
        &mut self,
        selected: &Selected,
        tell: &mut (dyn FnMut(&Hit) -> bool + Send),
    ) -> Result<bool> {
        let top = tree::top(selected).map(|page| Item::Page { path: Vec::new(), page });
        let mut stack: Vec<_> = top.into_iter().collect();
        while let Some(item) = stack.pop() {
            match item {
                Item::Page { path, page } => {
                    if let Some(known) = self.seen.get(&(page.id, path.clone())) {
                        for index in known.clone() {
                            let hit = Arc::clone(&self.hits[index]);
                            if !self.tell(hit, tell) {
                                return Ok(false);
                            }
                        }
                    } else {
                        self.page(selected, path, page, &mut stack).await?;
                    }
                }
                Item::Entry { path, node, page } => {
                    if let Some(page) = page {
                        stack.push(Item::Page { path: path.clone(), page });
                    }
                    if self.query.matches(&path, &node)
                        && !self.tell(Arc::new(Hit { path, node: *node }), tell)
                    {
                        return Ok(false);
                    }
                }
                Item::Leave { key, first, gaps } => {
                    if gaps == self.gaps {
                        self.seen.insert(key, first..self.hits.len());
                    }
                }
            }
        }
        Ok(true)
    }

    async fn page(
        &mut self,
        selected: &Selected,
        path: Vec<u8>,
        page: PageAt,
        stack: &mut Vec<Item>,
    ) -> Result<()> {
        let below = match children(self.reader, page).await {
            Ok(below) => below,
            Err(Error::Damage(damage)) => {
                self.gaps += 1;
                self.findings.push((selected.snapshot.id(), damage));
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        stack.push(Item::Leave { key: (page.id, path.clone()), first: self.hits.len(), gaps: self.gaps });
        match below {
            Children::Branches(branches) => {
                let pages = branches.into_iter().rev();
                stack.extend(pages.map(|branch| Item::Page { path: path.clone(), page: branch.page }));
            }
            Children::Entries(entries) => stack.extend(entries.into_iter().rev().map(|entry| {
                let page = entry.page();
                let path = [&path[..], b"/", &entry.node.name].concat();
                Item::Entry { path, node: Box::new(without_content(entry.node)), page }
            })),
        }
        Ok(())
    }

    fn tell(&mut self, hit: Arc<Hit>, tell: &mut (dyn FnMut(&Hit) -> bool + Send)) -> bool {
        let more = tell(&hit);
        if self.hits.len() < REMEMBERED {
            self.hits.push(hit);
        } else {
            self.gaps += 1;
        }
        more
    }
}

fn without_content(mut node: Node) -> Node {
    if let NodeKind::File { content, .. } = &mut node.kind {
        *content = Content::EMPTY;
    }
    node
}

/// How a path fares in a snapshot.
#[derive(Debug)]
pub enum Fate {
    /// It is not there.
    Absent,
    /// Not all of it can be read.
    Damaged(Damage),
    /// It was read to its last byte.
    Whole(Found),
}

/// Reads a path in the snapshots, newest first as given, until it is whole in one. Tells how it fares in each.
pub async fn last_good<'s>(
    reader: &Reader<'_>,
    snapshots: &'s [&'s Selected],
    names: &[Vec<u8>],
    tell: &mut (dyn FnMut(&Selected, &Fate) + Send),
) -> Result<Option<&'s Selected>> {
    // The same content in an older snapshot is damaged in the same way.
    let mut last: Option<(NodeKind, Damage)> = None;
    for selected in snapshots {
        let fate = match tree::at(reader, selected, names).await {
            Ok(None) => Fate::Absent,
            Ok(Some(found)) => {
                let known = last.as_ref().filter(|(kind, _)| is(&found, kind));
                match known {
                    Some((_, damage)) => Fate::Damaged(damage.clone()),
                    None => read(reader, found, &mut last).await?,
                }
            }
            Err(Error::Damage(damage)) => Fate::Damaged(damage),
            Err(error) => return Err(error),
        };
        tell(selected, &fate);
        if matches!(fate, Fate::Whole(_)) {
            return Ok(Some(selected));
        }
    }
    Ok(None)
}

fn is(found: &Found, kind: &NodeKind) -> bool {
    matches!(found, Found::Entry(entry) if entry.node.kind == *kind)
}

async fn read(reader: &Reader<'_>, found: Found, last: &mut Option<(NodeKind, Damage)>) -> Result<Fate> {
    match dump(reader, &found, Archive::Tar, &mut io::sink()).await {
        // A link or a device is all in its entry.
        Ok(_) | Err(dump::Error::Neither(_)) => Ok(Fate::Whole(found)),
        Err(dump::Error::Repository(Error::Damage(damage))) => {
            if let Found::Entry(entry) = found {
                *last = Some((entry.node.kind, damage.clone()));
            }
            Ok(Fate::Damaged(damage))
        }
        Err(dump::Error::Repository(error)) => Err(error),
        Err(dump::Error::Output(_)) => unreachable!("nowhere takes everything"),
    }
}
