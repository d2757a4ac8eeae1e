//! The register: which keys there are and what each may do. Carried by every root, signed by the authority key that
//! only `full` keys hold.

use minicbor::bytes::{ByteArray, ByteVec};
use minicbor::{Decode, Encode};

use crate::codec::sign::VerifyingKey;
use crate::model::id::{GroupId, SessionId, SignerId, SlotId};
use crate::model::role::Role;
use crate::model::time::Timestamp;

use super::error::{Damage, Error, Result};
use super::keys::{Keys, signer_id};
use super::layout::Kind;
use super::object::{self, Signed};

/// One key.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Entry {
    /// Checks its signatures.
    #[n(0)]
    pub verifying_key: ByteArray<32>,
    /// The slot that holds it; a key that lives in exported files only has none.
    #[n(1)]
    pub slot: Option<SlotId>,
    /// What it may do.
    #[n(2)]
    pub role: Role,
    /// Whose chunks its host reuses.
    #[n(3)]
    pub group: GroupId,
    /// A name given by whoever added it.
    #[n(4)]
    pub label: Option<String>,
    /// When it was added.
    #[n(5)]
    pub created: Timestamp,
    /// Whether the slot opens with a passphrase (or else with a key file).
    #[n(6)]
    pub passphrase: bool,
    /// Number of the root that removed it: nothing it signs counts any longer.
    #[n(7)]
    pub revoked: Option<u64>,
}

impl Entry {
    /// The id that signatures name.
    pub fn signer(&self) -> Option<SignerId> {
        VerifyingKey::from_bytes(&self.verifying_key).ok().map(|key| signer_id(&key))
    }
}

/// All keys, the removed ones too: what they signed before must still be told from forgery.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct Register {
    /// Counts every change.
    #[n(0)]
    pub serial: u64,
    /// The keys in order of addition.
    #[n(1)]
    pub entries: Vec<Entry>,
}

/// The register with the authority's signature.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SignedRegister {
    #[n(0)]
    register: ByteVec,
    #[n(1)]
    signature: ByteArray<64>,
}

const DOMAIN: &str = "sandyq/v1 register";

impl Register {
    /// Signs the register; needs a `full` key.
    pub fn sign(&self, keys: &Keys) -> Result<SignedRegister> {
        let authority = keys.secrets().authority.as_ref();
        let authority =
            authority.ok_or(Error::Role { role: keys.role(), action: "change the list of keys" })?;
        let register = object::encode(self);
        let signature = authority.sign(DOMAIN, &[&keys.repository().0, &register]);
        Ok(SignedRegister { register: register.into(), signature: signature.into() })
    }

    /// The entry of a signer.
    pub fn entry(&self, signer: &SignerId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.signer().as_ref() == Some(signer))
    }

    /// The entry of a signer whose key has not been removed.
    pub fn active(&self, signer: &SignerId) -> Option<&Entry> {
        self.entry(signer).filter(|entry| entry.revoked.is_none())
    }

    /// The role of whoever said `signed`, removed or not.
    pub fn author_ever(&self, keys: &Keys, kind: Kind, name: &str, signed: &Signed) -> Result<Role, Damage> {
        let mut ever = self.clone();
        ever.entries.iter_mut().for_each(|entry| entry.revoked = None);
        ever.author(keys, kind, name, signed, None).map(|entry| entry.role)
    }

    /// Who said `signed`, if the signature is right and the key not removed. What a removed key said in a `session` it
    /// opened before stays said: removing a key fences its open sessions and raises the floor, so no more can come.
    pub fn author(
        &self,
        keys: &Keys,
        kind: Kind,
        name: &str,
        signed: &Signed,
        session: Option<&SessionId>,
    ) -> Result<&Entry, Damage> {
        let damage = |problem: &str| Damage::new(kind, name, problem);
        let entry = self.entry(&signed.signer).ok_or_else(|| damage("is signed by a key nobody added"))?;
        let key = VerifyingKey::from_bytes(&entry.verifying_key)
            .map_err(|_| damage("is signed by a broken key"))?;
        if !signed.is_by(&key, keys, kind, name) {
            return Err(damage("has a wrong signature"));
        }
        let before = |revoked: u64| session.is_some_and(|sid| sid.root < revoked);
        if entry.revoked.is_some_and(|revoked| !before(revoked)) {
            return Err(damage("is signed by a key that was removed"));
        }
        Ok(entry)
    }
}

impl SignedRegister {
    /// The register, if the authority named in `config` signed it.
    pub fn open(&self, keys: &Keys, name: &str) -> Result<Register> {
        keys.config()
            .authority
            .verify(DOMAIN, &[&keys.repository().0, &self.register], &self.signature)
            .map_err(|_| Damage::new(Kind::Register, name, "has a wrong signature"))?;
        object::decode(&self.register, Kind::Register, name)
    }
}
