//! The secrets of a repository and what is derived from them.

use std::sync::Arc;

use crate::codec::chunk::{ChunkSizes, Chunker, Paged};
use crate::codec::hash::{KeyedHash, sha256};
use crate::codec::kem::{PrivateKey, Recipient};
use crate::codec::seal::Binding;
use crate::codec::secret::Secret;
use crate::codec::sign::{SigningKey, VerifyingKey};
use crate::model::id::{ChunkId, GroupId, ObjectDigest, PageId, RepositoryId, SignerId};
use crate::model::role::Role;

use super::config::Config;
use super::error::{Error, Result};
use super::layout::Kind;

/// The id of the signer with this key.
pub fn signer_id(key: &VerifyingKey) -> SignerId {
    let digest = sha256(key.as_bytes());
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    SignerId(id)
}

/// What a slot protects.
#[derive(Debug)]
pub struct Secrets {
    /// Held by every role.
    pub common: Secret,
    /// Opens data packs.
    pub data: Option<PrivateKey>,
    /// Opens tree packs and the private part of commits.
    pub metadata: Option<PrivateKey>,
    /// Signs the register of keys.
    pub authority: Option<SigningKey>,
    /// Signs what this key says.
    pub signing: SigningKey,
    /// What this key may do.
    pub role: Role,
    /// Whose chunks this key's host reuses.
    pub group: GroupId,
}

impl Secrets {
    /// New secrets for a new repository, with everything.
    pub fn generate() -> Self {
        let common = Secret::random();
        let group = group_named(&common, "full");
        Self {
            common,
            data: Some(PrivateKey::generate()),
            metadata: Some(PrivateKey::generate()),
            authority: Some(SigningKey::generate()),
            signing: SigningKey::generate(),
            role: Role::Full,
            group,
        }
    }

    /// The secrets of another key with this role and a signature of its own.
    pub fn for_role(&self, role: Role, group: Option<&str>) -> Result<Self> {
        if self.role != Role::Full {
            return Err(Error::Role { role: self.role, action: "add keys" });
        }
        let group = match (group, role) {
            (Some(name), _) => group_named(&self.common, &format!("named {name}")),
            (None, Role::Full) => group_named(&self.common, FULL),
            (None, _) => GroupId(crate::codec::random::bytes()),
        };
        let copy = |key: &Option<PrivateKey>| key.as_ref().map(|key| PrivateKey::from_seed(key.seed()));
        Ok(Self {
            common: self.common.clone(),
            data: copy(&self.data).filter(|_| role.reads_data()),
            metadata: copy(&self.metadata).filter(|_| role.reads_metadata()),
            authority: self
                .authority
                .as_ref()
                .filter(|_| role == Role::Full)
                .map(|key| SigningKey::from_seed(&key.seed())),
            signing: SigningKey::generate(),
            role,
            group,
        })
    }
}

/// Name of the trust group of `full` keys.
const FULL: &str = "full";

fn group_named(common: &Secret, name: &str) -> GroupId {
    let hash = KeyedHash::new(&common.derive("trust group")).id(name.as_bytes());
    let mut id = [0; 16];
    id.copy_from_slice(&hash[..16]);
    GroupId(id)
}

/// An opened key: secrets, and everything derived from them once.
#[derive(Debug)]
pub struct Keys {
    secrets: Secrets,
    config: Config,
    config_digest: ObjectDigest,
    signer: SignerId,
    chunk_hash: KeyedHash,
    page_hash: KeyedHash,
    name_hash: KeyedHash,
    tag_hash: KeyedHash,
    chunker: Arc<Chunker>,
    paged: Arc<Paged>,
}

impl Keys {
    /// Derives the working keys.
    pub fn new(secrets: Secrets, config: Config, config_digest: ObjectDigest) -> Result<Self> {
        let hash = |label: &str| KeyedHash::new(&secrets.common.derive(label));
        let chunker = Chunker::new(&secrets.common.derive("chunker"), config.chunks).map_err(|source| {
            Error::Codec { during: "cannot use the chunk sizes of the repository", source }
        })?;
        let paged = Paged::new(config.page_size as usize).map_err(|source| Error::Codec {
            during: "cannot use the page size of the repository",
            source,
        })?;
        Ok(Self {
            signer: signer_id(&secrets.signing.verifying_key()),
            chunk_hash: hash("chunk id"),
            page_hash: hash("page id"),
            name_hash: hash("page cut"),
            tag_hash: hash("tag"),
            chunker: Arc::new(chunker),
            paged: Arc::new(paged),
            secrets,
            config,
            config_digest,
        })
    }

    /// The repository's description.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The digest of the stored description.
    pub fn config_digest(&self) -> ObjectDigest {
        self.config_digest
    }

    /// The repository's identity.
    pub fn repository(&self) -> &RepositoryId {
        &self.config.repository
    }

    /// What this key may do.
    pub fn role(&self) -> Role {
        self.secrets.role
    }

    /// Whose chunks this host reuses.
    pub fn group(&self) -> GroupId {
        self.secrets.group
    }

    /// The trust group of `full` keys, which every key relies on.
    pub fn full_group(&self) -> GroupId {
        group_named(&self.secrets.common, FULL)
    }

    /// Whose signature this key makes.
    pub fn signer(&self) -> SignerId {
        self.signer
    }

    /// All secrets, for making slots and other keys.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Id of a chunk of a file.
    pub fn chunk_id(&self, plain: &[u8]) -> ChunkId {
        ChunkId(self.chunk_hash.id(plain))
    }

    /// Ids of several chunks, which takes less time than one after the other.
    pub fn chunk_ids(&self, chunks: &[&[u8]]) -> Vec<ChunkId> {
        self.chunk_hash.ids(chunks).into_iter().map(ChunkId).collect()
    }

    /// Id of a page of a tree.
    pub fn page_id(&self, content: &[u8]) -> PageId {
        PageId(self.page_hash.id(content))
    }

    /// Where pages of a large directory end, which must not be guessable from names.
    pub fn name_hash(&self, name: &[u8]) -> u64 {
        let hash = self.name_hash.id(name);
        u64::from_le_bytes([hash[0], hash[1], hash[2], hash[3], hash[4], hash[5], hash[6], hash[7]])
    }

    /// A tag that groups without telling what it stands for.
    pub fn tag(&self, parts: &[&[u8]]) -> [u8; 16] {
        let mut text = Vec::new();
        for part in parts {
            text.extend_from_slice(&(part.len() as u64).to_be_bytes());
            text.extend_from_slice(part);
        }
        let mut tag = [0; 16];
        tag.copy_from_slice(&self.tag_hash.id(&text)[..16]);
        tag
    }

    /// The content-defined chunker of this repository.
    pub fn chunker(&self) -> &Arc<Chunker> {
        &self.chunker
    }

    /// What cuts files that are changed in place.
    pub fn paged(&self) -> &Arc<Paged> {
        &self.paged
    }

    /// Sizes of its chunks.
    pub fn chunk_sizes(&self) -> ChunkSizes {
        self.config.chunks
    }

    /// The secret that seals objects of a kind that every role reads.
    pub fn object_secret(&self, kind: Kind) -> Secret {
        self.secrets.common.derive(&format!("object {}", kind.word()))
    }

    /// The secret that authenticates files of the host's cache.
    pub fn cache_secret(&self) -> Secret {
        self.secrets.common.derive("host cache")
    }

    /// Whom packs of this kind are sealed to.
    pub fn recipient(&self, kind: Kind) -> &Recipient {
        match kind {
            Kind::DataPack => &self.config.data_recipient,
            _ => &self.config.metadata_recipient,
        }
    }

    /// What opens packs of this kind, if this role has it.
    pub fn private(&self, kind: Kind) -> Result<&PrivateKey> {
        let (key, action) = match kind {
            Kind::DataPack => (&self.secrets.data, "read files"),
            _ => (&self.secrets.metadata, "read names or snapshots"),
        };
        key.as_ref().ok_or(Error::Role { role: self.role(), action })
    }

    /// Binds encryption to kind, repository and name.
    pub fn binding<'a>(&'a self, kind: Kind, name: &'a str) -> Binding<'a> {
        Binding { kind: kind.word(), repository: &self.config.repository.0, name }
    }
}

/// The keys of a repository that is nowhere, the same each time.
#[cfg(test)]
pub fn test_keys() -> Keys {
    let secret = |byte| Secret::from_bytes([byte; 32]);
    let (data, metadata) = (PrivateKey::from_seed(&secret(2)), PrivateKey::from_seed(&secret(3)));
    let authority = SigningKey::from_seed(&secret(4));
    let config = Config {
        repository: RepositoryId([1; 32]),
        created: crate::model::time::Timestamp::default(),
        chunks: ChunkSizes::default(),
        page_size: 16 << 10,
        data_recipient: data.recipient(),
        metadata_recipient: metadata.recipient(),
        authority: authority.verifying_key(),
    };
    let secrets = Secrets {
        common: secret(1),
        data: Some(data),
        metadata: Some(metadata),
        authority: Some(authority),
        signing: SigningKey::from_seed(&secret(5)),
        role: Role::Full,
        group: GroupId([6; 16]),
    };
    let digest = ObjectDigest(sha256(&config.encode()));
    Keys::new(secrets, config, digest).unwrap()
}
