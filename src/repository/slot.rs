//! Key slots and key files: secrets protected by a passphrase or by 32 random bytes.

use std::fmt;

use minicbor::bytes::{ByteArray, ByteVec};
use minicbor::{Decode, Encode};
use zeroize::{Zeroize, Zeroizing};

use crate::codec::hash::sha256;
use crate::codec::kem::PrivateKey;
use crate::codec::object as sealed;
use crate::codec::passphrase::{self, Params};
use crate::codec::seal::Binding;
use crate::codec::secret::Secret;
use crate::codec::sign::SigningKey;
use crate::model::id::{GroupId, ObjectDigest, SlotId, from_hex, to_hex};
use crate::model::role::Role;

use super::config::FORMAT_VERSION;
use super::error::{Damage, Error, Result};
use super::keys::Secrets;
use super::layout::{self, Kind};
use super::object;

/// What opens a slot.
pub enum Unlock {
    /// A passphrase a person knows.
    Passphrase(Zeroizing<Vec<u8>>),
    /// A key file.
    KeyFile(KeyFile),
}

impl fmt::Debug for Unlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what())
    }
}

impl Unlock {
    /// The word for it in messages.
    pub fn what(&self) -> &'static str {
        match self {
            Self::Passphrase(_) => "passphrase",
            Self::KeyFile(_) => "key file",
        }
    }
}

#[derive(Debug, Encode, Decode)]
#[cbor(map)]
struct Stored {
    #[n(0)]
    version: u32,
    #[n(1)]
    protection: Protection,
    #[n(2)]
    sealed: ByteVec,
}

#[derive(Debug, Encode, Decode)]
enum Protection {
    #[n(0)]
    Passphrase {
        #[n(0)]
        memory_kib: u32,
        #[n(1)]
        passes: u32,
        #[n(2)]
        lanes: u32,
        #[n(3)]
        salt: ByteArray<32>,
    },
    #[n(1)]
    KeyFile,
}

/// The inside of a slot.
#[derive(Encode, Decode)]
#[cbor(map)]
struct Inside {
    #[n(0)]
    config: ObjectDigest,
    #[n(1)]
    role: Role,
    #[n(2)]
    group: GroupId,
    #[n(3)]
    common: ByteArray<32>,
    #[n(4)]
    data: Option<ByteArray<32>>,
    #[n(5)]
    metadata: Option<ByteArray<32>>,
    #[n(6)]
    authority: Option<ByteArray<32>>,
    #[n(7)]
    signing: ByteArray<32>,
}

impl Drop for Inside {
    fn drop(&mut self) {
        self.common.zeroize();
        self.signing.zeroize();
        for secret in [&mut self.data, &mut self.metadata, &mut self.authority].into_iter().flatten() {
            secret.zeroize();
        }
    }
}

impl Inside {
    fn new(secrets: &Secrets, config: ObjectDigest) -> Self {
        Self {
            config,
            role: secrets.role,
            group: secrets.group,
            common: (*secrets.common.expose()).into(),
            data: secrets.data.as_ref().map(|key| (*key.seed().expose()).into()),
            metadata: secrets.metadata.as_ref().map(|key| (*key.seed().expose()).into()),
            authority: secrets.authority.as_ref().map(|key| (*key.seed().expose()).into()),
            signing: (*secrets.signing.seed().expose()).into(),
        }
    }

    fn secrets(&self) -> Secrets {
        Secrets {
            common: Secret::from_bytes(*self.common),
            data: self.data.as_ref().map(|seed| PrivateKey::from_seed(&Secret::from_bytes(**seed))),
            metadata: self.metadata.as_ref().map(|seed| PrivateKey::from_seed(&Secret::from_bytes(**seed))),
            authority: self.authority.as_ref().map(|seed| SigningKey::from_seed(&Secret::from_bytes(**seed))),
            signing: SigningKey::from_seed(&Secret::from_bytes(*self.signing)),
            role: self.role,
            group: self.group,
        }
    }
}

/// An opened slot.
#[derive(Debug)]
pub struct Opened {
    /// What it protected.
    pub secrets: Secrets,
    /// The digest of the `config` it belongs to.
    pub config: ObjectDigest,
}

// A slot is opened before any repository id can be trusted, so none is bound into it.
const BINDING: Binding<'static> = Binding { kind: "slot", repository: &[0; 32], name: "" };

fn seal_inside(
    key: &Secret,
    protection: Protection,
    secrets: &Secrets,
    config: ObjectDigest,
) -> Result<Vec<u8>> {
    let inside = Zeroizing::new(object::encode(&Inside::new(secrets, config)));
    let sealed = sealed::seal_object(key, &BINDING, &inside)
        .map_err(|source| Error::Codec { during: "cannot seal a key", source })?;
    Ok(object::encode(&Stored { version: FORMAT_VERSION, protection, sealed: sealed.into() }))
}

/// A slot that a passphrase opens.
pub fn with_passphrase(
    secrets: &Secrets,
    config: ObjectDigest,
    passphrase: &[u8],
    params: &Params,
) -> Result<Vec<u8>> {
    let salt = crate::codec::random::bytes();
    let key = passphrase::derive(passphrase, &salt, params)
        .map_err(|source| Error::Codec { during: "cannot derive a key from the passphrase", source })?;
    let Params { memory_kib, passes, lanes } = *params;
    let protection = Protection::Passphrase { memory_kib, passes, lanes, salt: salt.into() };
    seal_inside(&key, protection, secrets, config)
}

/// A slot that a key file opens, and the file.
pub fn with_key_file(secrets: &Secrets, config: ObjectDigest) -> Result<(Vec<u8>, KeyFile)> {
    let key = Secret::random();
    let slot = seal_inside(&key, Protection::KeyFile, secrets, config)?;
    Ok((slot.clone(), KeyFile { key, slot }))
}

/// The id under which a slot is stored.
pub fn id(slot: &[u8]) -> SlotId {
    SlotId(sha256(slot))
}

/// Tries to open the slot stored as `id`. `None` if the passphrase or file is not the one for it.
pub fn open(slot_id: &SlotId, bytes: &[u8], unlock: &Unlock) -> Result<Option<Opened>> {
    let damage = |problem: &str| Error::from(Damage::new(Kind::Slot, layout::slot(slot_id), problem));
    if id(bytes) != *slot_id {
        return Err(damage("is not what its name says"));
    }
    let stored: Stored = minicbor::decode(bytes).map_err(|_| damage("cannot be decoded"))?;
    if stored.version > FORMAT_VERSION {
        return Err(Error::Version {
            object: layout::slot(slot_id),
            found: stored.version,
            supported: FORMAT_VERSION,
        });
    }
    let key = match (&stored.protection, unlock) {
        (Protection::Passphrase { memory_kib, passes, lanes, salt }, Unlock::Passphrase(text)) => {
            let params = Params { memory_kib: *memory_kib, passes: *passes, lanes: *lanes };
            passphrase::derive(text, salt, &params)
                .map_err(|source| Error::Codec { during: "cannot derive the key of a slot", source })?
        }
        (Protection::KeyFile, Unlock::KeyFile(file)) => file.key.clone(),
        _ => return Ok(None),
    };
    let Ok(plain) = sealed::open_object(&key, &BINDING, &stored.sealed) else { return Ok(None) };
    let inside: Inside = minicbor::decode(&plain).map_err(|_| damage("holds no secrets"))?;
    Ok(Some(Opened { secrets: inside.secrets(), config: inside.config }))
}

/// 32 random bytes and the slot they open, so that the file alone is enough to open the repository.
#[derive(Clone)]
pub struct KeyFile {
    key: Secret,
    slot: Vec<u8>,
}

impl fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyFile(..)")
    }
}

const KEY_FILE_HEAD: &str = "sandyq-key-1";

impl KeyFile {
    /// The text of the file: a comment, then one line.
    pub fn to_text(&self, comment: &str) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new(self.key.expose().to_vec());
        bytes.extend_from_slice(&self.slot);
        let digits = Zeroizing::new(to_hex(&bytes));
        let comment = comment.replace('\n', " ");
        Zeroizing::new(format!("# {comment}\n{KEY_FILE_HEAD} {}\n", *digits))
    }

    /// Reads the text of a key file.
    pub fn parse(text: &str) -> Result<Self> {
        let invalid = || {
            Error::Secret("the key file is not one that `sandyq key add` or `key export` wrote".to_owned())
        };
        let line = text.lines().find(|line| line.starts_with(KEY_FILE_HEAD)).ok_or_else(invalid)?;
        let digits = line[KEY_FILE_HEAD.len()..].trim();
        let (key, slot) = digits.split_at_checked(64).ok_or_else(invalid)?;
        let key = Zeroizing::new(from_hex::<32>(key).ok_or_else(invalid)?);
        let slot: Option<Vec<u8>> = slot
            .as_bytes()
            .chunks(2)
            .map(|pair| from_hex::<1>(std::str::from_utf8(pair).ok()?).map(|b| b[0]))
            .collect();
        Ok(Self { key: Secret::from_bytes(*key), slot: slot.filter(|s| !s.is_empty()).ok_or_else(invalid)? })
    }

    /// The slot the file carries.
    pub fn slot(&self) -> &[u8] {
        &self.slot
    }
}
