//! Joins runs of the index into one. The records are sorted in each, so they are read beside one another; rows of packs and
//! blocks follow run by run, with other numbers.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::path::Path;

use super::run::{BLOCK_ROW, Description, PACK_ROW, Run};
use super::run_writer::RunWriter;
use crate::codec::secret::Secret;
use crate::model::id::GroupId;
use crate::repository::error::{Error, Result};
use crate::repository::paged_file::Damaged;

/// Rows of a table that are taken over at once.
const PIECE: u64 = 4096;

/// Merges runs into one, streaming: memory for the fan-out alone, half a byte a chunk at most. `None` if one of the runs
/// turns out damaged.
pub fn merge(runs: &[Run], path: &Path, secret: &Secret) -> Result<Option<()>> {
    let mut writer = RunWriter::create(path, secret, runs.iter().map(Run::len).sum())?;
    let mut merged = Description { sources: Vec::new(), groups: Vec::new() };
    let rebased: Vec<_> = runs
        .iter()
        .scan((0, 0), |(packs, blocks), run| {
            let rebased = Rebased::new(run, *packs, *blocks, &mut merged);
            *packs += run.packs as u32;
            *blocks += run.blocks as u32;
            Some(rebased)
        })
        .collect();
    let result = merge_records(&rebased, &mut writer)
        .and_then(|()| rebased.iter().try_for_each(|run| run.append_packs(&mut writer)))
        .and_then(|()| rebased.iter().try_for_each(|run| run.append_blocks(&mut writer)));
    match result {
        Ok(()) => writer.finish(&merged).map(Some),
        Err(Failure::Damaged) => Ok(None),
        Err(Failure::Written(error)) => Err(error),
    }
}

/// Why runs were not merged.
enum Failure {
    Damaged,
    Written(Error),
}

impl From<Damaged> for Failure {
    fn from(_: Damaged) -> Self {
        Self::Damaged
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Written(error)
    }
}

/// A run whose rows come after those of others.
struct Rebased<'a> {
    run: &'a Run,
    first_pack: u32,
    first_block: u32,
    /// Where its groups are among those of all.
    groups: Vec<u32>,
}

impl<'a> Rebased<'a> {
    fn new(run: &'a Run, first_pack: u32, first_block: u32, merged: &mut Description) -> Self {
        let known = &mut merged.groups;
        let place = |group: &GroupId| {
            let at = known.iter().position(|known| known == group).unwrap_or_else(|| {
                known.push(*group);
                known.len() - 1
            });
            at as u32
        };
        let groups = run.description.groups.iter().map(place).collect();
        merged.sources.extend_from_slice(&run.description.sources);
        Self { run, first_pack, first_block, groups }
    }

    /// Gives `take` a table of the run in pieces of some rows.
    fn rows<const ROW: usize>(
        &self,
        (start, count): (u64, u64),
        mut take: impl FnMut(&mut [u8]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        for first in (0..count).step_by(PIECE as usize) {
            let rows = (count - first).min(PIECE);
            let row = ROW as u64;
            take(&mut self.run.file.read_vec(start + first * row, rows * row)?)?;
        }
        Ok(())
    }

    fn append_packs(&self, writer: &mut RunWriter) -> Result<(), Failure> {
        self.rows::<PACK_ROW>((self.run.pack_rows, self.run.packs), |rows| {
            for row in rows.as_chunks_mut::<PACK_ROW>().0 {
                let number = |at: usize| u32::from_le_bytes([row[at], row[at + 1], row[at + 2], row[at + 3]]);
                let (block, group) = (number(24).wrapping_add(self.first_block), number(28));
                let group = self.groups.get(group as usize).ok_or(Damaged)?;
                row[24..28].copy_from_slice(&block.to_le_bytes());
                row[28..32].copy_from_slice(&group.to_le_bytes());
            }
            Ok(writer.pack_rows(rows)?)
        })
    }

    fn append_blocks(&self, writer: &mut RunWriter) -> Result<(), Failure> {
        self.rows::<BLOCK_ROW>((self.run.block_rows, self.run.blocks), |rows| Ok(writer.block_rows(rows)?))
    }
}

fn merge_records(runs: &[Rebased<'_>], writer: &mut RunWriter) -> Result<(), Failure> {
    let mut streams: Vec<_> = runs.iter().map(|rebased| rebased.run.stream()).collect();
    let mut heads = BinaryHeap::with_capacity(runs.len());
    for (index, stream) in streams.iter_mut().enumerate() {
        heads.extend(stream.next().transpose()?.map(|record| Reverse((record, index))));
    }
    while let Some(mut least) = heads.peek_mut() {
        let Reverse((mut record, index)) = *least;
        let ordinal = u32::from_le_bytes([record[16], record[17], record[18], record[19]]);
        let ordinal = ordinal.wrapping_add(runs[index].first_pack);
        record[16..20].copy_from_slice(&ordinal.to_le_bytes());
        writer.record(&record)?;
        match streams[index].next().transpose()? {
            Some(next) => least.0.0 = next,
            None => drop(PeekMut::pop(least)),
        }
    }
    writer.fan_out()?;
    Ok(())
}
