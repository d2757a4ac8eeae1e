//! A directory that is being listed: a page of it at a time, from any place.

use std::sync::Arc;

use fuser::{Errno, FileAttr, FileType};

use super::super::tree::{Children, Entry, PageAt};
use super::attributes::of_node;
use super::mounted::{Mounted, Problem, What, kind_of, locked};

/// Entries before the first: `.` and `..`.
const DOTS: u64 = 2;

/// An open directory.
#[derive(Debug)]
pub struct Listing {
    number: u64,
    source: Source,
}

#[derive(Debug)]
enum Source {
    /// All there is, as it was when it was opened.
    Rows(Vec<(Vec<u8>, u64, FileType)>),
    /// Pages that are read as they are needed.
    Pages(tokio::sync::Mutex<Pages>),
}

/// The pages of a directory, those seen so far and those to come.
#[derive(Debug, Default)]
struct Pages {
    /// Pages of entries, each with the place of its first one.
    seen: Vec<(u64, PageAt)>,
    /// How many entries they hold.
    entries: u64,
    /// The next one last.
    to_come: Vec<PageAt>,
}

/// One name of a listing.
#[derive(Debug)]
pub struct Row<'a> {
    /// The name.
    pub name: &'a [u8],
    /// What it leads to.
    pub number: u64,
    /// What that is.
    pub kind: FileType,
    /// Where the listing goes on behind it.
    pub next: u64,
    /// What `stat` tells, where it is asked for.
    pub attributes: Option<FileAttr>,
}

impl Mounted<'_> {
    /// Opens a directory.
    pub async fn open_directory(&self, number: u64) -> Result<u64, Errno> {
        let opened = match self.what(number) {
            Ok(What::Folder(path)) => {
                self.refresh_in_passing().await;
                Ok(Source::Rows(self.own_items(number, &path)))
            }
            Ok(_) => self.page_of(number).map(|page| {
                let pages = Pages { to_come: page.into_iter().collect(), ..Pages::default() };
                Source::Pages(tokio::sync::Mutex::new(pages))
            }),
            Err(problem) => Err(problem),
        };
        let source = self.told(number, b"", opened).await?;
        let mut handles = locked(&self.handles);
        let handle = handles.next();
        handles.listings.insert(handle, Arc::new(Listing { number, source }));
        Ok(handle)
    }

    /// Whether what a directory holds may change while it is mounted.
    pub fn changes(&self, number: u64) -> bool {
        !matches!(self.what(number), Ok(What::Snapshot(_) | What::Entry { .. }))
    }

    /// The directory that is open as this.
    pub fn directory(&self, handle: u64) -> Option<u64> {
        locked(&self.handles).listings.get(&handle).map(|listing| listing.number)
    }

    /// Closes a directory.
    pub fn close_directory(&self, handle: u64) {
        locked(&self.handles).listings.remove(&handle);
    }

    /// Tells the names of a directory from a place on, until `tell` takes no more. With `known`, the system is told of
    /// all that `tell` takes, and of their attributes.
    pub async fn list(
        &self,
        handle: u64,
        from: u64,
        known: bool,
        tell: &mut (dyn FnMut(&Row<'_>) -> bool + Send),
    ) -> Result<(), Errno> {
        let listing = locked(&self.handles).listings.get(&handle).cloned().ok_or(Errno::EBADF)?;
        let listed = self.try_list(&listing, from, known, tell).await;
        self.told(listing.number, b"", listed).await
    }

    async fn try_list(
        &self,
        listing: &Listing,
        from: u64,
        known: bool,
        tell: &mut (dyn FnMut(&Row<'_>) -> bool + Send),
    ) -> Result<(), Problem> {
        let mut at = from;
        while at < DOTS {
            let (name, number) = match at {
                0 => (&b"."[..], listing.number),
                _ => (&b".."[..], self.parent(listing.number)),
            };
            at += 1;
            let attributes = if known { Some(self.attributes(number).await?) } else { None };
            if !tell(&Row { name, number, kind: FileType::Directory, next: at, attributes }) {
                return Ok(());
            }
        }
        match &listing.source {
            Source::Rows(rows) => self.list_own(listing, rows, at, known, tell).await,
            Source::Pages(pages) => loop {
                let Some((page, skip)) = self.page_at(&mut *pages.lock().await, at - DOTS).await? else {
                    return Ok(());
                };
                let Children::Entries(entries) = &*page else { return Ok(()) };
                for entry in &entries[skip..] {
                    at += 1;
                    if !self.list_entry(listing.number, entry, at, known, tell)? {
                        return Ok(());
                    }
                }
            },
        }
    }

    async fn list_own(
        &self,
        listing: &Listing,
        rows: &[(Vec<u8>, u64, FileType)],
        mut at: u64,
        known: bool,
        tell: &mut (dyn FnMut(&Row<'_>) -> bool + Send),
    ) -> Result<(), Problem> {
        for (name, number, kind) in rows.iter().skip((at - DOTS) as usize) {
            at += 1;
            let attributes = if known {
                match self.look_up(listing.number, name).await {
                    Ok(attributes) => Some(attributes),
                    // Forgotten since the directory was opened.
                    Err(_) => continue,
                }
            } else {
                None
            };
            let number = attributes.map_or(*number, |attributes| attributes.ino.0);
            if !tell(&Row { name, number, kind: *kind, next: at, attributes }) {
                if known {
                    self.forget(number, 1);
                }
                return Ok(());
            }
        }
        Ok(())
    }

    fn list_entry(
        &self,
        parent: u64,
        entry: &Entry,
        next: u64,
        known: bool,
        tell: &mut (dyn FnMut(&Row<'_>) -> bool + Send),
    ) -> Result<bool, Problem> {
        let number = self.number(parent, entry)?;
        let attributes = known.then(|| of_node(number, &entry.node, self.owner()));
        let row = Row { name: &entry.node.name, number, kind: kind_of(entry), next, attributes };
        let taken = tell(&row);
        if taken && known {
            self.tell(parent, entry)?;
        }
        Ok(taken)
    }

    /// The page that holds the n-th entry, and how many of its entries come before.
    async fn page_at(
        &self,
        pages: &mut Pages,
        place: u64,
    ) -> Result<Option<(Arc<Children>, usize)>, Problem> {
        while place >= pages.entries {
            let Some(page) = pages.to_come.pop() else { return Ok(None) };
            match &*self.children(page).await? {
                Children::Branches(branches) => {
                    pages.to_come.extend(branches.iter().rev().map(|branch| branch.page));
                }
                Children::Entries(entries) => {
                    pages.seen.push((pages.entries, page));
                    pages.entries += entries.len() as u64;
                }
            }
        }
        let behind = pages.seen.partition_point(|(first, _)| *first <= place);
        let Some((first, page)) = behind.checked_sub(1).and_then(|index| pages.seen.get(index)) else {
            return Ok(None);
        };
        Ok(Some((self.children(*page).await?, (place - first) as usize)))
    }
}
