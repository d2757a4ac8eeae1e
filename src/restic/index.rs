//! Where blobs lie. 32 bytes a blob in memory.

use serde::Deserialize;

use super::Id;

/// A blob's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Number of its pack.
    pub pack: u32,
    /// Where it begins.
    pub offset: u32,
    /// Its length there, sealed.
    pub stored: u32,
    /// Its length before compression, if it is compressed.
    plain: u32,
}

impl Place {
    /// Its length before compression, if it is compressed.
    pub fn inflated(&self) -> Option<usize> {
        (self.plain > 0).then_some(self.plain as usize)
    }

    /// Bytes that it holds.
    pub fn len(&self) -> u64 {
        match self.plain {
            0 => u64::from(self.stored).saturating_sub(super::crypto::OVERHEAD as u64),
            plain => u64::from(plain),
        }
    }
}

/// The file of an index.
#[derive(Debug, Deserialize)]
pub struct IndexFile {
    #[serde(default)]
    packs: Vec<Pack>,
}

#[derive(Debug, Deserialize)]
struct Pack {
    id: Id,
    #[serde(default)]
    blobs: Vec<Blob>,
}

#[derive(Debug, Deserialize)]
struct Blob {
    id: Id,
    offset: u32,
    length: u32,
    #[serde(default)]
    uncompressed_length: u32,
}

/// All indexes together.
#[derive(Debug, Default)]
pub struct Index {
    packs: Vec<Id>,
    /// By the first half of the blob's id: whoever reads a blob compares the whole.
    places: Vec<(u128, Place)>,
}

impl Index {
    /// Adds what a file says.
    pub fn add(&mut self, file: IndexFile) {
        for Pack { id, blobs } in file.packs {
            let pack = self.packs.len() as u32;
            self.packs.push(id);
            self.places.extend(blobs.into_iter().map(|blob| {
                let Blob { id, offset, length, uncompressed_length: plain } = blob;
                (key(&id), Place { pack, offset, stored: length, plain })
            }));
        }
    }

    /// To be called once all are added.
    pub fn sort(&mut self) {
        self.places.sort_unstable_by_key(|(key, _)| *key);
        self.places.shrink_to_fit();
    }

    /// Where a blob lies.
    pub fn find(&self, id: &Id) -> Option<Place> {
        let key = key(id);
        let at = self.places.partition_point(|(other, _)| *other < key);
        self.places.get(at).filter(|(other, _)| *other == key).map(|(_, place)| *place)
    }

    /// The id of a pack.
    pub fn pack(&self, number: u32) -> Id {
        self.packs[number as usize]
    }
}

fn key(id: &Id) -> u128 {
    let (first, _) = id.0.split_at(16);
    first.iter().fold(0, |key, byte| key << 8 | u128::from(*byte))
}
