//! Sealing to a public key: X-Wing, the hybrid of ML-KEM-768 (FIPS 203) and X25519 (RFC 7748)
//! of draft-connolly-cfrg-xwing-kem. It holds as long as either of the two does.

use std::fmt;

use x_wing::{
    Ciphertext, DecapsulationKeyRejectNonContrib, Decapsulator, EncapsulationKey, KeyExport, KeyInit,
    TryDecapsulate, TryKeyInit,
};
use zeroize::{Zeroize, Zeroizing};

use super::error::Error;
use super::random;
use super::secret::Secret;

/// Length of an encapsulated key in bytes.
pub const ENCAPSULATED: usize = x_wing::CIPHERTEXT_SIZE;

/// Length of an encoded [`Recipient`] in bytes.
pub const RECIPIENT: usize = x_wing::ENCAPSULATION_KEY_SIZE;

/// The key that opens what was sealed to its [`Recipient`]; a 32-byte seed, wiped when dropped.
pub struct PrivateKey {
    seed: Secret,
    // The draft leaves open what happens when the X25519 share is all zero; this format refuses it.
    key: Box<DecapsulationKeyRejectNonContrib>,
}

impl PrivateKey {
    /// A fresh key.
    pub fn generate() -> Self {
        Self::from_seed(&Secret::random())
    }

    /// The key that `seed` stands for.
    pub fn from_seed(seed: &Secret) -> Self {
        let key = Box::new(DecapsulationKeyRejectNonContrib::new(seed.expose().into()));
        Self { seed: seed.clone(), key }
    }

    /// The seed, for storing it sealed.
    pub fn seed(&self) -> &Secret {
        &self.seed
    }

    /// The public half.
    pub fn recipient(&self) -> Recipient {
        let key = Box::new(self.key.encapsulation_key().clone());
        Recipient { bytes: Box::new(key.to_bytes().0), key }
    }

    /// The secret that [`Recipient::encapsulate`] shared. A wrong key gives another secret, not an error:
    /// the commitment of what was sealed tells.
    pub(super) fn decapsulate(&self, encapsulated: &[u8; ENCAPSULATED]) -> Result<Secret, Error> {
        let mut shared =
            self.key.try_decapsulate(&Ciphertext::from(*encapsulated)).map_err(|_| Error::Encapsulation)?;
        let secret = Secret::from_bytes(shared.0);
        shared.zeroize();
        Ok(secret)
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(..)")
    }
}

/// A public key: whoever has it can seal, nobody can open with it.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient {
    key: Box<EncapsulationKey>,
    bytes: Box<[u8; RECIPIENT]>,
}

impl Recipient {
    /// Reads an encoded key: ML-KEM-768 encapsulation key (1184 bytes, checked as FIPS 203 section 7.2
    /// asks) and X25519 public key (32 bytes).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let invalid = || Error::Recipient { found: bytes.len() };
        let key = EncapsulationKey::new_from_slice(bytes).map_err(|_| invalid())?;
        let bytes = bytes.try_into().map(Box::new).map_err(|_| invalid())?;
        Ok(Self { key: Box::new(key), bytes })
    }

    /// The encoded key.
    pub fn as_bytes(&self) -> &[u8; RECIPIENT] {
        &self.bytes
    }

    /// A fresh secret, and the bytes from which only the private key recovers it.
    pub(super) fn encapsulate(&self) -> ([u8; ENCAPSULATED], Secret) {
        self.encapsulate_with(&Zeroizing::new(random::bytes()))
    }

    /// As [`Recipient::encapsulate`] with the randomness given: for published and own vectors.
    pub(super) fn encapsulate_with(&self, randomness: &[u8; 64]) -> ([u8; ENCAPSULATED], Secret) {
        let (encapsulated, mut shared) = self.key.encapsulate_deterministic(randomness.into());
        let secret = Secret::from_bytes(shared.0);
        shared.zeroize();
        (encapsulated.0, secret)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recipient(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash::sha256;
    use super::super::testing::{hex, unhex};
    use super::*;

    // Seed, encapsulation randomness, shared secret and SHA-256 of public key and ciphertext of the three
    // vectors in draft-connolly-cfrg-xwing-kem's spec/test-vectors.json.
    const PUBLISHED: [[&str; 5]; 3] = [
        [
            "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26",
            "3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2\
             35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2",
            "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384",
            "2e816deebcd76c5c80d0cd2d174478871658e8e2ff42bc9d4a6e486372e856bb",
            "17cd532d657e44c897ca6583e548a5424fc70bf54f99515a4d2bcf99e3469f33",
        ],
        [
            "badfd6dfaac359a5efbb7bcc4b59d538df9a04302e10c8bc1cbf1a0b3a5120ea",
            "17cda7cfad765f5623474d368ccca8af0007cd9f5e4c849f167a580b14aabdef\
             aee7eef47cb0fca9767be1fda69419dfb927e9df07348b196691abaeb580b32d",
            "f2e86241c64d60f6649fbc6c5b7d17180b780a3f34355e64a85749949c45f150",
            "c42ba5f8430d7d2c83739338203819f090e8303ce9c8b02107c272bfa5376916",
            "1661ea86d608a1924ba30840cb0a65f13ae051e3aec9cf0f064efc0bc92f2154",
        ],
        [
            "ef58538b8d23f87732ea63b02b4fa0f4873360e2841928cd60dd4cee8cc0d4c9",
            "22a96188d032675c8ac850933c7aff1533b94c834adbb69c6115bad4692d8619\
             f90b0cdf8a7b9c264029ac185b70b83f2801f2f4b3f70c593ea3aeeb613a7f1b",
            "953f7f4e8c5b5049bdc771d1dffada0dd961477d1a2ae0988baa7ea6898d893f",
            "6b080d6b84f095342092fa7a22423e58bd681397ad0ef00eac92bd254db4fa95",
            "d3ca5578500344b5896cffc4fd740c9311946b82951df155e6fd86a7966b43c6",
        ],
    ];

    #[test]
    fn x_wing_agrees_with_the_published_vectors() {
        for [seed, randomness, shared, public, ciphertext] in PUBLISHED {
            let private = PrivateKey::from_seed(&Secret::from_bytes(unhex(seed).try_into().unwrap()));
            let recipient = private.recipient();
            assert_eq!(hex(&sha256(recipient.as_bytes())), public);
            let (encapsulated, secret) = recipient.encapsulate_with(&unhex(randomness).try_into().unwrap());
            assert_eq!(hex(&sha256(&encapsulated)), ciphertext);
            assert_eq!(hex(secret.expose()), shared);
            assert_eq!(private.decapsulate(&encapsulated).unwrap(), secret);
        }
    }

    #[test]
    fn a_recipient_reads_back_and_shares_with_its_private_key_only() {
        let private = PrivateKey::generate();
        let recipient = Recipient::from_bytes(private.recipient().as_bytes()).unwrap();
        assert_eq!(recipient, private.recipient());
        assert_eq!(PrivateKey::from_seed(private.seed()).recipient(), recipient);
        let (encapsulated, secret) = recipient.encapsulate();
        assert_eq!(private.decapsulate(&encapsulated).unwrap(), secret);
        assert_ne!(PrivateKey::generate().decapsulate(&encapsulated).unwrap(), secret);
    }

    #[test]
    fn malformed_recipients_are_refused() {
        let good = PrivateKey::generate().recipient();
        for found in [0, 32, RECIPIENT - 1] {
            assert_eq!(Recipient::from_bytes(&good.as_bytes()[..found]), Err(Error::Recipient { found }));
        }
        // Coefficients of the ML-KEM key must be below 3329.
        let mut beyond = *good.as_bytes();
        beyond[..2].fill(0xff);
        assert_eq!(Recipient::from_bytes(&beyond), Err(Error::Recipient { found: RECIPIENT }));
    }

    #[test]
    fn an_all_zero_x25519_share_is_refused() {
        let private = PrivateKey::generate();
        let (mut encapsulated, _) = private.recipient().encapsulate();
        encapsulated[ENCAPSULATED - 32..].fill(0);
        assert_eq!(private.decapsulate(&encapsulated), Err(Error::Encapsulation));
    }
}
