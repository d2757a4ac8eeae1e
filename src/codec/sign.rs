//! Who said it: Ed25519 (RFC 8032) over a domain and parts that cannot be shifted into one another.

use std::fmt;

use ed25519_dalek::Signer;

use super::error::Error;
use super::secret::Secret;

/// Length of a signature in bytes.
pub const SIGNATURE: usize = 64;

/// A key that signs; its seed is wiped when dropped.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// A fresh key.
    pub fn generate() -> Self {
        Self::from_seed(&Secret::random())
    }

    /// The key that `seed` (RFC 8032's private key) stands for.
    pub fn from_seed(seed: &Secret) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed.expose()))
    }

    /// The seed, for storing it sealed.
    pub fn seed(&self) -> Secret {
        Secret::from_bytes(self.0.to_bytes())
    }

    /// The public half.
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }

    /// Signs `parts` for the use that `domain` names.
    pub fn sign(&self, domain: &str, parts: &[&[u8]]) -> [u8; SIGNATURE] {
        self.0.sign(&message(domain, parts)).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(..)")
    }
}

/// A key that verifies.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

impl VerifyingKey {
    /// Reads an encoded key; one of small order, under which anything could verify, is refused.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, Error> {
        match ed25519_dalek::VerifyingKey::from_bytes(bytes) {
            Ok(key) if !key.is_weak() => Ok(Self(key)),
            _ => Err(Error::VerifyingKey),
        }
    }

    /// The encoded key.
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Accepts `signature` only if this key made it over exactly `domain` and `parts`. Strict: signatures
    /// that another verifier might judge differently are refused.
    pub fn verify(&self, domain: &str, parts: &[&[u8]], signature: &[u8; SIGNATURE]) -> Result<(), Error> {
        let signature = ed25519_dalek::Signature::from_bytes(signature);
        self.0.verify_strict(&message(domain, parts), &signature).map_err(|_| Error::Signature)
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerifyingKey(")?;
        self.as_bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str(")")
    }
}

/// The signed bytes: domain and parts, each behind its length as u64 BE.
fn message(domain: &str, parts: &[&[u8]]) -> Vec<u8> {
    let pieces = || std::iter::once(domain.as_bytes()).chain(parts.iter().copied());
    let mut message = Vec::with_capacity(pieces().map(|piece| piece.len() + 8).sum());
    for piece in pieces() {
        message.extend_from_slice(&(piece.len() as u64).to_be_bytes());
        message.extend_from_slice(piece);
    }
    message
}

#[cfg(test)]
mod tests {
    use super::super::testing::unhex;
    use super::*;

    fn seed(text: &str) -> Secret {
        Secret::from_bytes(unhex(text).try_into().unwrap())
    }

    // RFC 8032, section 7.1, tests 2 and 3: the primitive without our message framing.
    #[test]
    fn ed25519_agrees_with_rfc_8032() {
        for (secret, public, message, signature) in [
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                 085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            ),
            (
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac\
                 18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
            ),
        ] {
            let key = SigningKey::from_seed(&seed(secret));
            assert_eq!(key.verifying_key().as_bytes().to_vec(), unhex(public));
            assert_eq!(key.0.sign(&unhex(message)).to_bytes().to_vec(), unhex(signature));
        }
    }

    #[test]
    fn only_the_signed_domain_and_parts_verify() {
        let key = SigningKey::generate();
        let public = VerifyingKey::from_bytes(key.verifying_key().as_bytes()).unwrap();
        let signature = key.sign("root", &[b"ab", b"c"]);
        assert_eq!(public.verify("root", &[b"ab", b"c"], &signature), Ok(()));
        for (domain, parts) in [
            ("roo", &[&b"tab"[..], b"c"][..]),
            ("root", &[b"a", b"bc"]),
            ("root", &[b"abc"]),
            ("root", &[b"ab", b"c", b""]),
            ("delta", &[b"ab", b"c"]),
        ] {
            assert_eq!(public.verify(domain, parts, &signature), Err(Error::Signature));
        }
        let other = SigningKey::generate().verifying_key();
        assert_eq!(other.verify("root", &[b"ab", b"c"], &signature), Err(Error::Signature));
    }

    #[test]
    fn every_flipped_bit_of_a_signature_is_seen() {
        let key = SigningKey::generate();
        let signature = key.sign("root", &[b"message"]);
        for bit in 0..512 {
            let mut damaged = signature;
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(key.verifying_key().verify("root", &[b"message"], &damaged), Err(Error::Signature));
        }
    }

    #[test]
    fn keys_of_small_order_are_refused() {
        let mut identity = [0; 32];
        identity[0] = 1;
        assert_eq!(VerifyingKey::from_bytes(&identity), Err(Error::VerifyingKey));
        assert_eq!(VerifyingKey::from_bytes(&[0; 32]), Err(Error::VerifyingKey));
    }

    #[test]
    fn a_seed_gives_its_key_back() {
        let key = SigningKey::generate();
        assert_eq!(SigningKey::from_seed(&key.seed()).verifying_key(), key.verifying_key());
    }
}
