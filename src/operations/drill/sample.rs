//! A few files of a snapshot, chosen by a number that the report tells: with it anybody chooses the same again.

use std::collections::BTreeSet;

use crate::codec::hash::sha256;
use crate::model::id::PackId;
use crate::model::node::{Extent, NodeKind};
use crate::operations::list::{Event, Go, ListOptions, walk};
use crate::operations::restore::{Filter, Wanted};
use crate::operations::select::Selected;
use crate::operations::tree::{self, Extents, Found};
use crate::repository::Result;
use crate::repository::reader::Reader;

/// How much to choose.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// At most so many files.
    pub files: usize,
    /// Of at most so many bytes together; the first is taken whatever its size, so that there is one.
    pub bytes: u64,
}

/// Files that were chosen, by their paths in the snapshot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sample(BTreeSet<Vec<u8>>);

/// Where a file stands among those of its snapshot: SHA-256 of the seed's text, a zero byte and the path.
fn rank(seed: &str, path: &[u8]) -> [u8; 32] {
    sha256(&[seed.as_bytes(), &[0], path].concat())
}

/// Chooses files with content by their rank, the lowest first.
pub async fn choose(reader: &Reader<'_>, selected: &Selected, seed: &str, size: Size) -> Result<Sample> {
    // More than are wanted, for those that are too large.
    let most = size.files.saturating_mul(4).max(1);
    let mut lowest: BTreeSet<([u8; 32], Vec<u8>, u64)> = BTreeSet::new();
    let mut tell = |event: Event<'_>| {
        if let Event::Entry(path, node) = event
            && let NodeKind::File { size, .. } = &node.kind
            && *size > 0
        {
            lowest.insert((rank(seed, path), path.to_vec(), *size));
            if lowest.len() > most {
                lowest.pop_last();
            }
        }
        Go::Below
    };
    let top = Found::Top(tree::top(selected));
    walk(reader, &top, Vec::new(), ListOptions::default(), &mut tell).await?;
    let (mut chosen, mut bytes) = (BTreeSet::new(), 0u64);
    for (_, path, length) in lowest {
        let fits = bytes.saturating_add(length) <= size.bytes || chosen.is_empty();
        if chosen.len() < size.files && fits {
            bytes += length;
            chosen.insert(path);
        }
    }
    Ok(Sample(chosen))
}

impl Sample {
    /// Whether nothing was chosen: the snapshot holds no file with content.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Lets through what was chosen.
    pub fn filter(&self) -> Box<Filter> {
        let chosen = self.0.clone();
        Box::new(move |path, is_directory| {
            let path = [b"/", path.strip_prefix(b"/").unwrap_or(path)].concat();
            if chosen.contains(&path) {
                return Wanted::Yes;
            }
            let below = [path.as_slice(), b"/"].concat();
            let next = chosen.range(below.clone()..).next();
            if is_directory && next.is_some_and(|next| next.starts_with(&below)) {
                Wanted::Enter
            } else {
                Wanted::No
            }
        })
    }

    /// The packs that hold the content of what was chosen.
    pub async fn packs(&self, reader: &Reader<'_>, selected: &Selected) -> Result<BTreeSet<PackId>> {
        let mut packs = BTreeSet::new();
        for path in &self.0 {
            let names: Vec<_> = path
                .split(|byte| *byte == b'/')
                .filter(|name| !name.is_empty())
                .map(<[u8]>::to_vec)
                .collect();
            let Some(Found::Entry(entry)) = tree::at(reader, selected, &names).await? else { continue };
            let mut extents = Extents::of(&entry);
            while let Some((extent, hint)) = extents.next(reader).await? {
                let Extent::Data { id, .. } = extent else { continue };
                let place = match hint {
                    Some(place) => Some(place),
                    None => reader.locate(&id).await?,
                };
                packs.extend(place.map(|place| place.pack));
            }
        }
        Ok(packs)
    }
}
