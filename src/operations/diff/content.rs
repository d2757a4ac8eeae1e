//! How much two versions of a file have that the other has not. Pages that both have are skipped.

use std::collections::HashMap;

use crate::model::id::{ChunkId, PageId};
use crate::model::node::{Content, Extent, Node, NodeKind};
use crate::repository::Result;
use crate::repository::reader::Reader;

use super::super::tree::{ContentPage, Entry, ExtentAt, PageAt, content_page};

/// How often the new version has a chunk more than the old one.
type Balance = HashMap<ChunkId, (u32, i64)>;

/// Bytes of chunks that only the new version has, and of those that only the old one has.
pub async fn difference(reader: &Reader<'_>, old: &Entry, new: &Entry) -> Result<(u64, u64)> {
    let mut balance = Balance::new();
    count(&mut balance, inline(&old.node), -1);
    count(&mut balance, inline(&new.node), 1);
    let (mut old, mut new) = (pages(old), pages(new));
    while !old.is_empty() || !new.is_empty() {
        drop_common(&mut old, &mut new);
        old = expand(reader, old, &mut balance, -1).await?;
        new = expand(reader, new, &mut balance, 1).await?;
    }
    let sum = |sign: i64| {
        let more =
            balance.values().map(|(len, times)| u64::from(*len) * u64::try_from(times * sign).unwrap_or(0));
        more.sum()
    };
    Ok((sum(1), sum(-1)))
}

fn inline(node: &Node) -> impl Iterator<Item = Extent> + '_ {
    let extents = match &node.kind {
        NodeKind::File { content: Content::Inline(extents), .. } => extents.as_slice(),
        _ => &[],
    };
    extents.iter().copied()
}

fn pages(entry: &Entry) -> Vec<PageAt> {
    match entry.node.kind {
        NodeKind::File { content: Content::Tree(id), .. } => {
            vec![PageAt { id, hint: entry.hints.first().copied().flatten() }]
        }
        _ => Vec::new(),
    }
}

fn count(balance: &mut Balance, extents: impl Iterator<Item = Extent>, sign: i64) {
    for extent in extents {
        if let Extent::Data { id, len } = extent {
            balance.entry(id).or_insert((len, 0)).1 += sign;
        }
    }
}

/// Drops the pages that both have, each as often as both have it.
fn drop_common(old: &mut Vec<PageAt>, new: &mut Vec<PageAt>) {
    let mut times: HashMap<PageId, u64> = HashMap::new();
    old.iter().for_each(|page| *times.entry(page.id).or_default() += 1);
    let mut common: HashMap<PageId, u64> = HashMap::new();
    new.retain(|page| match times.get_mut(&page.id) {
        Some(left) if *left > 0 => {
            *left -= 1;
            *common.entry(page.id).or_default() += 1;
            false
        }
        _ => true,
    });
    old.retain(|page| match common.get_mut(&page.id) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    });
}

async fn expand(
    reader: &Reader<'_>,
    pages: Vec<PageAt>,
    balance: &mut Balance,
    sign: i64,
) -> Result<Vec<PageAt>> {
    let mut below = Vec::new();
    for page in pages {
        match content_page(reader, page).await? {
            ContentPage::Pages(parts) => below.extend(parts.into_iter().map(|part| part.page)),
            ContentPage::Extents(extents) => {
                count(balance, extents.into_iter().map(|(extent, _): ExtentAt| extent), sign);
            }
        }
    }
    Ok(below)
}
