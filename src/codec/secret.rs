//! A 32-byte secret and what is derived from it.

use std::fmt;
use std::hint::black_box;

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::random;

/// 32 secret bytes: wiped when dropped, never printed, compared in constant time.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Takes over bytes that are already secret and uniform.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A fresh secret.
    pub fn random() -> Self {
        Self(random::bytes())
    }

    /// The bytes themselves, for storing them sealed.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// An independent secret for the use that `label` names: HKDF-SHA256 (RFC 5869) without salt,
    /// info `"sandyq/v1|" + label`.
    pub fn derive(&self, label: &str) -> Secret {
        let mut derived = Secret([0; 32]);
        self.expand(label, &mut derived.0);
        derived
    }

    /// As [`Secret::derive`], filling `out`, at most 8160 bytes.
    pub(super) fn expand(&self, label: &str, out: &mut [u8]) {
        Hkdf::<Sha256>::new(None, &self.0)
            .expand_multi_info(&[b"sandyq/v1|", label.as_bytes()], out)
            .expect("HKDF-SHA256 gives up to 255 blocks of 32 bytes");
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        equal(&self.0, &other.0)
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Compares without telling by its time where the difference is.
pub(super) fn equal(left: &[u8; 32], right: &[u8; 32]) -> bool {
    let difference = left.iter().zip(right).fold(0, |difference, (a, b)| black_box(difference | (a ^ b)));
    black_box(difference) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_give_independent_secrets() {
        let secret = Secret::from_bytes([7; 32]);
        assert_eq!(secret.derive("a"), secret.derive("a"));
        assert_ne!(secret.derive("a"), secret.derive("b"));
        assert_ne!(secret.derive("a"), Secret::from_bytes([8; 32]).derive("a"));
    }

    #[test]
    fn printing_shows_nothing() {
        assert_eq!(format!("{:?}", Secret::from_bytes([0xab; 32])), "Secret(..)");
    }

    #[test]
    fn every_differing_bit_is_seen() {
        let zero = [0; 32];
        for bit in 0..256 {
            let mut other = zero;
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(!equal(&zero, &other));
        }
        assert!(equal(&zero, &[0; 32]));
    }
}
