//! Signed and sealed objects: how everything but packs, slots and `config` is stored.

use minicbor::bytes::{ByteArray, ByteVec};
use minicbor::{Decode, Encode};

use crate::codec::object as sealed;
use crate::codec::sign::VerifyingKey;
use crate::model::id::SignerId;

use super::config::FORMAT_VERSION;
use super::error::{Damage, Error, Result};
use super::keys::Keys;
use super::layout::Kind;

/// CBOR of a value. Encoding into memory cannot fail.
pub fn encode<T: Encode<()>>(value: &T) -> Vec<u8> {
    minicbor::to_vec(value).unwrap_or_else(|error| unreachable!("encoding into memory failed: {error}"))
}

/// A payload with who said it.
#[derive(Debug, Clone, Encode, Decode)]
pub struct Signed {
    /// Whose signature it is.
    #[n(0)]
    pub signer: SignerId,
    /// CBOR of what was said.
    #[n(1)]
    pub payload: ByteVec,
    #[n(2)]
    signature: ByteArray<64>,
    /// Version of the format of the payload: what is unknown in a newer one must not be taken for absent.
    #[n(3)]
    version: u32,
}

impl Signed {
    /// Signs `payload` as the object `name` of `kind`.
    pub fn new(keys: &Keys, kind: Kind, name: &str, payload: Vec<u8>) -> Self {
        let signature =
            keys.secrets().signing.sign(&domain(kind), &[&keys.repository().0, name.as_bytes(), &payload]);
        Self {
            signer: keys.signer(),
            payload: payload.into(),
            signature: signature.into(),
            version: FORMAT_VERSION,
        }
    }

    /// Whether `key` made the signature over this payload, kind and name.
    pub fn is_by(&self, key: &VerifyingKey, keys: &Keys, kind: Kind, name: &str) -> bool {
        key.verify(&domain(kind), &[&keys.repository().0, name.as_bytes(), &self.payload], &self.signature)
            .is_ok()
    }

    /// The payload as what it should be.
    pub fn decode<'b, T: Decode<'b, ()>>(&'b self, kind: Kind, name: &str) -> Result<T> {
        decode(&self.payload, kind, name)
    }
}

fn domain(kind: Kind) -> String {
    format!("sandyq/v1 {}", kind.word())
}

/// CBOR to what it should be; anything else is damage of the object `name`.
pub fn decode<'b, T: Decode<'b, ()>>(bytes: &'b [u8], kind: Kind, name: &str) -> Result<T> {
    minicbor::decode(bytes)
        .map_err(|error| Damage::new(kind, name, format!("cannot be decoded: {error}")).into())
}

/// Signs and seals a value for the key `name`.
pub fn seal_signed<T: Encode<()>>(keys: &Keys, kind: Kind, name: &str, value: &T) -> Result<Vec<u8>> {
    seal_unsigned(keys, kind, name, &Signed::new(keys, kind, name, encode(value)))
}

/// Seals a value for the key `name` without a signature: for objects whose digest a signed object names.
pub fn seal_unsigned<T: Encode<()>>(keys: &Keys, kind: Kind, name: &str, value: &T) -> Result<Vec<u8>> {
    let write = |object: &mut Vec<u8>| encode_into(value, object);
    sealed::seal_written(&keys.object_secret(kind), &keys.binding(kind, name), write)
        .map_err(|source| Error::Codec { during: "cannot seal an object", source })
}

/// Opens what `seal_unsigned` made.
pub fn open_plain(keys: &Keys, kind: Kind, name: &str, bytes: &[u8]) -> Result<Vec<u8>> {
    match sealed::open_object(&keys.object_secret(kind), &keys.binding(kind, name), bytes) {
        Ok(mut plain) => Ok(std::mem::take(&mut *plain)),
        Err(error) => Err(Error::from(Damage::new(kind, name, format!("cannot be opened: {error}")))),
    }
}

/// Opens what `seal_signed` made. Whose signature it is and whether it counts is the caller's to ask.
pub fn open_signed(keys: &Keys, kind: Kind, name: &str, bytes: &[u8]) -> Result<Signed> {
    let signed: Signed = decode(&open_plain(keys, kind, name, bytes)?, kind, name)?;
    check_version(signed.version, name)?;
    Ok(signed)
}

/// Refuses what a newer program wrote.
pub fn check_version(found: u32, name: &str) -> Result<()> {
    if found > FORMAT_VERSION {
        return Err(Error::Version { object: name.to_owned(), found, supported: FORMAT_VERSION });
    }
    Ok(())
}

/// Appends the CBOR of a value.
pub fn encode_into<T: Encode<()>>(value: &T, out: &mut Vec<u8>) {
    minicbor::encode(value, out).unwrap_or_else(|error| unreachable!("encoding into memory failed: {error}"));
}
