//! Lists what a snapshot holds, in order, a page at a time; a whole directory at a time where it is to be sorted.

use crate::model::node::Node;
use crate::repository::Result;
use crate::repository::reader::Reader;

use super::tree::{Children, Entry, Found, PageAt, children};

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

/// What comes next in a listing.
#[derive(Debug)]
pub enum Event<'a> {
    /// An entry with its path from the top of the snapshot.
    Entry(&'a [u8], &'a Node),
    /// The end of what is below the directory that was entered last.
    Leave,
}

/// In which order the entries of each directory are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By name.
    #[default]
    Name,
    /// The largest first. A directory is as large as everything below it.
    Size,
    /// The last changed first.
    Time,
}

/// How to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ListOptions {
    /// What comes first.
    pub order: Order,
    /// The other way round.
    pub reverse: bool,
}

/// What is still to be told, the next one last.
enum Item {
    Page { path: Vec<u8>, page: PageAt },
    Entry { path: Vec<u8>, entry: Box<Entry> },
    Leave,
}

/// Tells what a path leads to: an entry itself, then what is below it, directories before what they hold.
pub async fn walk(
    reader: &Reader<'_>,
    found: &Found,
    path: Vec<u8>,
    options: ListOptions,
    tell: &mut (dyn FnMut(Event<'_>) -> Go + Send),
) -> Result<()> {
    let first = match found {
        Found::Top(page) => page.map(|page| Item::Page { path, page }),
        Found::Entry(entry) => Some(Item::Entry { path, entry: entry.clone() }),
    };
    let mut stack: Vec<_> = first.into_iter().collect();
    while let Some(item) = stack.pop() {
        match item {
            Item::Page { path, page } if options == ListOptions::default() => {
                let items = match children(reader, page).await? {
                    Children::Entries(entries) => entries_of(&path, entries),
                    Children::Branches(branches) => {
                        let pages = branches.into_iter().map(|branch| branch.page);
                        pages.map(|page| Item::Page { path: path.clone(), page }).collect()
                    }
                };
                stack.extend(items.into_iter().rev());
            }
            Item::Page { path, page } => {
                let entries = sorted(all(reader, page).await?, options);
                stack.extend(entries_of(&path, entries).into_iter().rev());
            }
            Item::Entry { path, entry } => match tell(Event::Entry(&path, &entry.node)) {
                Go::Stop => return Ok(()),
                Go::On => {}
                Go::Below => {
                    stack.push(Item::Leave);
                    stack.extend(entry.page().map(|page| Item::Page { path, page }));
                }
            },
            Item::Leave => {
                if tell(Event::Leave) == Go::Stop {
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

fn entries_of(path: &[u8], entries: Vec<Entry>) -> Vec<Item> {
    let with_path = |entry: Entry| {
        let path = [path, b"/", &entry.node.name].concat();
        Item::Entry { path, entry: Box::new(entry) }
    };
    entries.into_iter().map(with_path).collect()
}

/// All entries of a directory.
async fn all(reader: &Reader<'_>, page: PageAt) -> Result<Vec<Entry>> {
    let (mut pages, mut all) = (vec![page], Vec::new());
    while let Some(page) = pages.pop() {
        match children(reader, page).await? {
            Children::Entries(entries) => all.extend(entries),
            Children::Branches(branches) => {
                pages.extend(branches.into_iter().rev().map(|branch| branch.page));
            }
        }
    }
    Ok(all)
}

fn sorted(mut entries: Vec<Entry>, options: ListOptions) -> Vec<Entry> {
    match options.order {
        Order::Name => {}
        Order::Size => entries.sort_by_key(|entry| std::cmp::Reverse(entry.node.size_below())),
        Order::Time => entries.sort_by_key(|entry| std::cmp::Reverse(entry.node.mtime)),
    }
    if options.reverse {
        entries.reverse();
    }
    entries
}
