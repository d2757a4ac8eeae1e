//! How a run comes to be: packs are collected, their chunks sorted, and the parts written in the order that `run` reads
//! them in.

use std::path::Path;

use crate::codec::compress::Method;
use crate::codec::secret::Secret;
use crate::model::id::{GroupId, IndexKey};
use crate::repository::directory::{Location, PackRecord};
use crate::repository::error::Result;
use crate::repository::paged_file::{FOOTER, PagedWriter};

use super::run::{BLOCK_ROW, Description, MAGIC, PACK_ROW, RECORD, Source, bucket};

/// Collects packs and writes them as a run.
#[derive(Debug, Default)]
pub struct RunBuilder {
    sources: Vec<Source>,
    groups: Vec<GroupId>,
    records: Vec<[u8; RECORD]>,
    packs: Vec<u8>,
    blocks: Vec<u8>,
}

fn record(key: &IndexKey, pack: u32, block: u32, start: u32, len: u32) -> [u8; RECORD] {
    let mut bytes = [0; RECORD];
    bytes[..16].copy_from_slice(&key.0);
    bytes[16..20].copy_from_slice(&pack.to_le_bytes());
    let place = u64::from(block) << 48 | u64::from(start) << 24 | u64::from(len);
    bytes[20..].copy_from_slice(&place.to_le_bytes());
    bytes
}

impl RunBuilder {
    /// Chunks collected so far.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether nothing was collected.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// Notes where the following packs come from.
    pub fn source(&mut self, source: Source) {
        self.sources.push(source);
    }

    /// Adds a pack written by a key of `group`.
    pub fn add(&mut self, pack: &PackRecord, group: GroupId) {
        let group_index = self.groups.iter().position(|known| *known == group).unwrap_or_else(|| {
            self.groups.push(group);
            self.groups.len() - 1
        });
        let ordinal = (self.packs.len() / PACK_ROW) as u32;
        let first_block = (self.blocks.len() / BLOCK_ROW) as u32;
        for (place, _) in pack.places() {
            self.blocks.extend_from_slice(&place.offset.to_le_bytes());
            self.blocks.extend_from_slice(&place.stored.to_le_bytes());
            let plain = place.plain << 1 | u32::from(place.method == Method::Zstd);
            self.blocks.extend_from_slice(&plain.to_le_bytes());
        }
        for (key, location) in pack.locations() {
            let Location { block, start, len, .. } = location;
            self.records.push(record(&key, ordinal, block.ordinal, start, len));
        }
        let row = &mut self.packs;
        row.extend_from_slice(&pack.id.session.root.to_le_bytes());
        row.extend_from_slice(&pack.id.session.random.0);
        row.extend_from_slice(&pack.id.number.to_le_bytes());
        row.extend_from_slice(&first_block.to_le_bytes());
        row.extend_from_slice(&(group_index as u32).to_le_bytes());
        row.extend_from_slice(&[pack.kind as u8, 0, 0, 0]);
        row.extend_from_slice(&(pack.size as u32).to_le_bytes());
    }

    /// Sorts and writes the run.
    pub fn write(mut self, path: &Path, secret: &Secret) -> Result<()> {
        self.records.sort_unstable();
        let mut writer = RunWriter::create(path, secret, self.records.len() as u64)?;
        for record in &self.records {
            writer.record(record)?;
        }
        writer.fan_out()?;
        writer.pack_rows(&self.packs)?;
        writer.block_rows(&self.blocks)?;
        writer.finish(&Description { sources: self.sources, groups: self.groups })
    }
}

/// Writes a run's parts in their order: sorted records, the fan-out that tells where each bucket of them begins, rows of
/// packs, rows of blocks, the description.
#[derive(Debug)]
pub(super) struct RunWriter {
    file: PagedWriter,
    bits: u32,
    written: u64,
    fan_out: Vec<u32>,
    packs: u64,
    blocks: u64,
}

impl RunWriter {
    pub(super) fn create(path: &Path, secret: &Secret, records: u64) -> Result<Self> {
        let bits = (records / 64).max(1).ilog2();
        let file = PagedWriter::create(path, secret)?;
        Ok(Self { file, bits, written: 0, fan_out: Vec::new(), packs: 0, blocks: 0 })
    }

    pub(super) fn record(&mut self, record: &[u8; RECORD]) -> Result<()> {
        let bucket = bucket(record, self.bits);
        while self.fan_out.len() <= bucket {
            self.fan_out.push(self.written as u32);
        }
        self.written += 1;
        self.file.write(record)
    }

    pub(super) fn fan_out(&mut self) -> Result<()> {
        self.fan_out.resize((1 << self.bits) + 1, self.written as u32);
        for start in std::mem::take(&mut self.fan_out) {
            self.file.write(&start.to_le_bytes())?;
        }
        Ok(())
    }

    pub(super) fn pack_rows(&mut self, rows: &[u8]) -> Result<()> {
        self.packs += (rows.len() / PACK_ROW) as u64;
        self.file.write(rows)
    }

    pub(super) fn block_rows(&mut self, rows: &[u8]) -> Result<()> {
        self.blocks += (rows.len() / BLOCK_ROW) as u64;
        self.file.write(rows)
    }

    pub(super) fn finish(mut self, description: &Description) -> Result<()> {
        let fan_out = self.written * RECORD as u64;
        let pack_rows = fan_out + ((1 << self.bits) + 1) * size_of::<u32>() as u64;
        let block_rows = pack_rows + self.packs * PACK_ROW as u64;
        let described = self.file.position();
        let description = super::super::object::encode(description);
        self.file.write(&description)?;
        let numbers = [
            MAGIC,
            self.written,
            u64::from(self.bits),
            fan_out,
            pack_rows,
            self.packs,
            block_rows,
            self.blocks,
            described,
            description.len() as u64,
        ];
        let mut footer = [0; FOOTER];
        for (place, number) in footer.chunks_exact_mut(8).zip(numbers) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        self.file.finish(&footer)
    }
}
