//! Objects of the store as JSON, field by field.

use serde_json::{Value, json};

use super::{keys, listing};
use crate::codec::compress::Method;
use crate::model::id::to_hex;
use crate::model::measures::{Judged, Reason};
use crate::model::node::{Content, Extent, Node, NodeKind, Totals};
use crate::model::record::{RawRecord, Record, Undo};
use crate::model::snapshot::SnapshotHead;
use crate::model::time::Timestamp;
use crate::operations::cat::{PackInside, SessionInside};
use crate::policy::drill::Plan;
use crate::repository::config::{Config, FORMAT_VERSION};
use crate::repository::directory::{BlockRecord, Location, PackKind, PackRecord};
use crate::repository::hints::PlainLocation;
use crate::repository::keys::Keys;
use crate::repository::root::{CommitMode, LoadedRoot, SegmentRef};
use crate::repository::segment::IndexedPack;
use crate::repository::session::{Commit, CommittedSnapshot, End, Said};
use crate::repository::tree::page::{LoadedPage, Page};

fn list<T: ToString>(items: &[T]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

/// What was measured of a backup, and what was made of it.
pub fn judged(judged: &Judged) -> Value {
    let Judged { measures, canaries, reasons } = judged;
    json!({
        "reasons": reasons.iter().map(Reason::name).collect::<Vec<_>>(),
        "files_before": measures.before,
        "files_deleted": measures.deleted,
        "files_renamed": measures.renamed,
        "files_extended": measures.extended,
        "files_rewritten": measures.rewritten,
        "files_mismatched": measures.mismatched,
        "files_random_rewritten": measures.random_rewritten,
        "files_random_new": measures.random_new,
        "new_bytes": measures.new_bytes,
        "canaries": canaries.len(),
    })
}

/// The description of the repository.
pub fn config(config: &Config) -> Value {
    json!({
        "version": FORMAT_VERSION,
        "id": config.repository.to_string(),
        "created": config.created.to_rfc3339(),
        "chunk_min": config.chunks.min,
        "chunk_avg": config.chunks.avg,
        "chunk_max": config.chunks.max,
        "page_size": config.page_size,
        "data_recipient": to_hex(config.data_recipient.as_bytes()),
        "metadata_recipient": to_hex(config.metadata_recipient.as_bytes()),
        "authority": to_hex(config.authority.as_bytes()),
    })
}

/// A root.
pub fn root(loaded: &LoadedRoot, own: &Keys) -> Value {
    let root = &loaded.root;
    let segments = |segments: &[SegmentRef]| {
        let one =
            |one: &SegmentRef| json!({ "id": one.id.to_string(), "size": one.size, "entries": one.entries });
        segments.iter().map(one).collect::<Vec<_>>()
    };
    json!({
        "version": root.version,
        "number": root.number,
        "digest": loaded.digest.to_string(),
        "previous": root.previous.map(|digest| digest.to_string()),
        "config": root.config.to_string(),
        "made": root.made.to_rfc3339(),
        "mode": match root.mode {
            CommitMode::Conditional => "conditional",
            CommitMode::SingleMaintainer => "single maintainer",
        },
        "register": {
            "serial": loaded.register.serial,
            "keys": loaded.register.entries.iter().map(|entry| keys::json(entry, own.signer())).collect::<Vec<_>>(),
        },
        "index": segments(&root.index),
        "catalog": segments(&root.catalog),
        "floor": root.floor,
        "open_below": list(&root.open_below),
        "dead": list(&root.dead),
        "dead_floor": root.dead_floor,
        "pending": root.pending.as_ref().map(|mark| json!({
            "packs": list(&mark.packs),
            "snapshots": list(&mark.snapshots),
        })),
    })
}

fn totals(totals: &Totals) -> Value {
    json!({
        "files": totals.files,
        "directories": totals.directories,
        "others": totals.others,
        "bytes": totals.bytes,
    })
}

fn place(location: Option<&Location>) -> Value {
    let Some(Location { pack, block, start, len }) = location else { return Value::Null };
    json!({
        "pack": pack.to_string(),
        "block": block.ordinal,
        "offset": block.offset,
        "stored": block.stored,
        "plain": block.plain,
        "start": start,
        "len": len,
    })
}

fn extents<'a>(extents: &[Extent], hints: &mut impl Iterator<Item = &'a Option<Location>>) -> Vec<Value> {
    let one = |extent: &Extent| match extent {
        Extent::Hole { len } => json!({ "hole": len }),
        Extent::Data { id, len } => {
            json!({ "chunk": id.to_string(), "len": len, "hint": place(hints.next().and_then(Option::as_ref)) })
        }
    };
    extents.iter().map(one).collect()
}

fn node<'a>(node: &Node, hints: &mut impl Iterator<Item = &'a Option<Location>>) -> Value {
    let mut value = listing::json(&node.name, node);
    for name in ["message_type", "struct_type", "path"] {
        value.as_object_mut().map(|fields| fields.shift_remove(name));
    }
    value["name_hex"] = to_hex(&node.name).into();
    value["device"] = node.device.into();
    let xattr = |one: &crate::model::node::Xattr| json!({ "name": String::from_utf8_lossy(&one.name), "value_hex": to_hex(&one.value) });
    value["xattrs"] = node.xattrs.iter().map(xattr).collect();
    match &node.kind {
        NodeKind::File { content: Content::Inline(inline), .. } => {
            value["extents"] = extents(inline, hints).into();
        }
        NodeKind::File { content: Content::Tree(page), .. } => {
            value["content"] = page.to_string().into();
            value["hint"] = place(hints.next().and_then(Option::as_ref));
        }
        NodeKind::Directory { entries, totals: below } => {
            value["entries"] = entries.map(|page| page.to_string()).into();
            if entries.is_some() {
                value["hint"] = place(hints.next().and_then(Option::as_ref));
            }
            value["totals"] = totals(below);
        }
        NodeKind::CharDevice { device } | NodeKind::BlockDevice { device } => {
            value["rdev"] = (*device).into();
        }
        _ => {}
    }
    value
}

/// A page of a tree.
pub fn page(id: &str, loaded: &LoadedPage) -> Value {
    let mut hints = loaded.hints.iter();
    let mut hint = || place(hints.next().and_then(Option::as_ref));
    let (kind, items): (_, Vec<Value>) = match &loaded.page {
        Page::Branches(branches) => {
            let one = |branch: &crate::repository::tree::page::Branch| {
                json!({
                    "first": String::from_utf8_lossy(&branch.first),
                    "page": branch.page.to_string(),
                    "totals": totals(&branch.totals),
                    "hint": hint(),
                })
            };
            ("branches", branches.iter().map(one).collect())
        }
        Page::ContentBranches(branches) => {
            let one = |branch: &crate::repository::tree::page::ContentBranch| json!({ "page": branch.page.to_string(), "len": branch.len, "hint": hint() });
            ("content branches", branches.iter().map(one).collect())
        }
        Page::Entries(nodes) => {
            let mut hints = loaded.hints.iter();
            ("entries", nodes.iter().map(|one| node(one, &mut hints)).collect())
        }
        Page::Extents(all) => ("extents", extents(all, &mut loaded.hints.iter())),
    };
    json!({ "id": id, "type": kind, "items": items })
}

fn kind(kind: PackKind) -> &'static str {
    match kind {
        PackKind::Data => "data",
        PackKind::Tree => "tree",
    }
}

fn blocks(blocks: &[BlockRecord]) -> Vec<Value> {
    let one = |block: &BlockRecord| {
        let chunks =
            block.chunks.iter().map(|chunk| json!({ "key": chunk.key.to_string(), "len": chunk.len }));
        json!({
            "stored": block.stored,
            "plain": block.plain,
            "method": match block.method {
                Method::Raw => "raw",
                Method::Zstd => "zstd",
            },
            "chunks": chunks.collect::<Vec<_>>(),
        })
    };
    blocks.iter().map(one).collect()
}

/// A pack by its own directory.
pub fn pack(pack: &PackInside) -> Value {
    json!({
        "id": pack.id.to_string(),
        "kind": kind(pack.kind),
        "size": pack.size,
        "blocks": blocks(&pack.blocks),
    })
}

fn record(pack: &PackRecord) -> Value {
    json!({
        "id": pack.id.to_string(),
        "kind": kind(pack.kind),
        "size": pack.size,
        "blocks": blocks(&pack.blocks),
    })
}

/// A pack as the index has it.
pub fn indexed(indexed: &IndexedPack) -> Value {
    let mut value = record(&indexed.pack);
    value["signer"] = indexed.signer.to_string().into();
    value
}

/// A session.
pub fn session(session: &SessionInside) -> Value {
    let said = |mut value: Value, signer: String, digest: String| {
        value["signer"] = signer.into();
        value["digest"] = digest.into();
        value
    };
    let open = session.open.as_ref().map(|Said { value, signer, digest }| {
        let fields = json!({
            "started": value.started.to_rfc3339(),
            "program": value.program,
            "previous": value.previous.map(|sid| sid.to_string()),
        });
        said(fields, signer.to_string(), digest.to_string())
    });
    let deltas = session.deltas.iter().map(|Said { value, signer, digest }| {
        let packs: Vec<_> = value.packs.iter().map(record).collect();
        said(json!({ "number": value.number, "packs": packs }), signer.to_string(), digest.to_string())
    });
    let end = session.end.as_ref().map(|Said { value, signer, digest }| {
        let fields = match value {
            End::Commit(commit) => commit_fields(commit),
            End::Fence { root } => json!({ "outcome": "fence", "root": root }),
        };
        said(fields, signer.to_string(), digest.to_string())
    });
    json!({
        "id": session.id.to_string(),
        "open": open,
        "deltas": deltas.collect::<Vec<_>>(),
        "end": end,
        "fence": session.fence,
    })
}

fn commit_fields(commit: &Commit) -> Value {
    json!({
        "outcome": "commit",
        "deltas": list(&commit.deltas),
        "previous": commit.previous.map(|sid| sid.to_string()),
        "snapshot": commit.snapshot.as_ref().map(committed),
        "records": commit.records.iter().map(spoken).collect::<Vec<_>>(),
    })
}

fn committed(snapshot: &CommittedSnapshot) -> Value {
    head(&snapshot.head, snapshot.tree_at.and_then(PlainLocation::location))
}

/// What a record says, as far as this program knows its kind.
fn spoken(raw: &RawRecord) -> Value {
    let undo = |what: &str, undo: &Undo| json!({ "record": what, "snapshots": list(&undo.snapshots), "undoes": list(&undo.undoes) });
    match raw.record() {
        Ok(Record::Forget(snapshots)) => json!({ "record": "forget", "snapshots": list(&snapshots) }),
        Ok(Record::Hold(snapshots)) => json!({ "record": "hold", "snapshots": list(&snapshots) }),
        Ok(Record::Unforget(said)) => undo("unforget", &said),
        Ok(Record::Release(said)) => undo("release", &said),
        Ok(Record::Verified(said)) => json!({
            "record": "verified",
            "read_data": said.read_data,
            "slice": said.slice.map(|slice| format!("{}/{}", slice.number + 1, slice.of)),
            "packs_read": said.packs_read,
            "bytes_read": said.bytes_read,
            "findings": said.findings,
            "broken": list(&said.broken),
            "whole": list(&said.whole),
            "milliseconds": said.milliseconds,
        }),
        Ok(Record::Tag(said)) => json!({
            "record": "tag",
            "snapshots": list(&said.snapshots),
            "undoes": list(&said.undoes),
            "sealed_bytes": said.retag.len(),
        }),
        Ok(Record::Pruned(said)) => json!({
            "record": "pruned",
            "snapshots": said.snapshots,
            "packs": said.packs,
            "waiting": said.waiting,
        }),
        Ok(Record::Drilled(said)) => json!({
            "record": "drilled",
            "drill": to_hex(&said.id),
            "plan": said.plan.and_then(Plan::of_number).map(Plan::name),
            "exit_code": said.exit_code,
            "began": said.began.to_rfc3339(),
            "sealed_bytes": said.report.len(),
        }),
        Ok(Record::Reviewed(said)) => json!({
            "record": "reviewed",
            "drill": to_hex(&said.drill),
            "sealed_bytes": said.review.len(),
        }),
        Ok(Record::Alerted(said)) => json!({
            "record": "alerted",
            "over": said.over.iter().map(|one| format!("{}:{}", one.session, one.number)).collect::<Vec<_>>(),
            "begin": said.begin,
            "sealed_bytes": said.sealed.len(),
        }),
        Ok(Record::Unknown(raw)) => json!({ "kind": raw.kind }),
        Err(error) => json!({ "kind": raw.kind, "problem": error.to_string() }),
    }
}

/// What every key can read of a snapshot.
pub fn head(head: &SnapshotHead, at: Option<Location>) -> Value {
    let time = |time: Timestamp| time.to_rfc3339();
    json!({
        "kind": head.kind.name(),
        "parent": head.parent.map(|sid| sid.to_string()),
        "started": time(head.started),
        "finished": time(head.finished),
        "tree": head.tree.map(|page| page.to_string()),
        "tree_at": place(at.as_ref()),
        "host_tag": to_hex(&head.host_tag),
        "series_tag": to_hex(&head.series_tag),
        "new_packs": head.new_packs,
        "new_bytes": head.new_bytes,
        "unreadable": head.unreadable,
    })
}
