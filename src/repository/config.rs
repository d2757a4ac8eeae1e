//! `config`: what a repository is, for ever. Written once, last of all, by `init`.

use minicbor::{Decode, Encode};

use crate::codec::chunk::ChunkSizes;
use crate::codec::hash::sha256;
use crate::codec::kem::Recipient;
use crate::codec::sign::VerifyingKey;
use crate::model::id::{ObjectDigest, RepositoryId};
use crate::model::time::Timestamp;

use super::error::{Damage, Error, Result};
use super::layout::{self, Kind};

/// The newest version of the format that this program reads and writes.
pub const FORMAT_VERSION: u32 = 1;

/// As stored: plain, because it is read before any key is known. Every slot holds its digest.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
struct Stored {
    #[n(0)]
    version: u32,
    #[n(1)]
    repository: RepositoryId,
    #[n(2)]
    created: Timestamp,
    #[n(3)]
    chunk_min: u32,
    #[n(4)]
    chunk_avg: u32,
    #[n(5)]
    chunk_max: u32,
    #[n(6)]
    page_size: u32,
    #[cbor(n(7), with = "minicbor::bytes")]
    data_recipient: Vec<u8>,
    #[cbor(n(8), with = "minicbor::bytes")]
    metadata_recipient: Vec<u8>,
    #[cbor(n(9), with = "minicbor::bytes")]
    authority: [u8; 32],
}

/// The description of a repository, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Its identity.
    pub repository: RepositoryId,
    /// When `init` ran.
    pub created: Timestamp,
    /// Sizes of content-defined chunks, in bytes.
    pub chunks: ChunkSizes,
    /// Size of the fixed chunks of disk images and databases, in bytes.
    pub page_size: u32,
    /// Data packs are sealed to this key.
    pub data_recipient: Recipient,
    /// Tree packs and the private part of commits are sealed to this key.
    pub metadata_recipient: Recipient,
    /// Signs the register of keys.
    pub authority: VerifyingKey,
}

impl Config {
    /// The stored form.
    pub fn encode(&self) -> Vec<u8> {
        let stored = Stored {
            version: FORMAT_VERSION,
            repository: self.repository,
            created: self.created,
            chunk_min: self.chunks.min as u32,
            chunk_avg: self.chunks.avg as u32,
            chunk_max: self.chunks.max as u32,
            page_size: self.page_size,
            data_recipient: self.data_recipient.as_bytes().to_vec(),
            metadata_recipient: self.metadata_recipient.as_bytes().to_vec(),
            authority: *self.authority.as_bytes(),
        };
        super::object::encode(&stored)
    }

    /// Reads the stored form. Whether it is the right one is known once a slot names its digest.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let damage = |problem: &str| Error::from(Damage::new(Kind::Config, layout::CONFIG, problem));
        let stored: Stored = minicbor::decode(bytes).map_err(|_| damage("cannot be decoded"))?;
        if stored.version > FORMAT_VERSION {
            return Err(Error::Version {
                object: layout::CONFIG.to_owned(),
                found: stored.version,
                supported: FORMAT_VERSION,
            });
        }
        let recipient =
            |bytes: &[u8]| Recipient::from_bytes(bytes).map_err(|_| damage("holds a broken public key"));
        let [min, avg, max] =
            [stored.chunk_min, stored.chunk_avg, stored.chunk_max].map(|size| size as usize);
        if !(4096..=131_072).contains(&stored.page_size) {
            return Err(damage("names an impossible page size"));
        }
        Ok(Self {
            repository: stored.repository,
            created: stored.created,
            chunks: ChunkSizes { min, avg, max },
            page_size: stored.page_size,
            data_recipient: recipient(&stored.data_recipient)?,
            metadata_recipient: recipient(&stored.metadata_recipient)?,
            authority: VerifyingKey::from_bytes(&stored.authority)
                .map_err(|_| damage("holds a broken public key"))?,
        })
    }

    /// What slots and key files remember of the stored form.
    pub fn digest(bytes: &[u8]) -> ObjectDigest {
        ObjectDigest(sha256(bytes))
    }
}
