//! From a secret, a salt and a place to the one key of one object.

use std::fmt;

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::cipher::Cipher;
pub use super::cipher::TAG;
use super::error::Error;
use super::secret::Secret;

/// Longest kind in bytes; kinds are constants of the program.
pub const MAX_KIND: usize = 64;

/// The place an object belongs to. It is part of its key: moved, swapped or renamed, it does not open.
#[derive(Debug, Clone, Copy)]
pub struct Binding<'a> {
    /// What the object is, at most [`MAX_KIND`] bytes.
    pub kind: &'a str,
    /// The repository's id.
    pub repository: &'a [u8; 32],
    /// The object's name in the store, at most 65,535 bytes.
    pub name: &'a str,
}

/// The key of one object with what authenticates its frames.
pub(super) struct ObjectKey {
    cipher: Cipher,
    kind: [u8; MAX_KIND],
    kind_length: usize,
}

impl ObjectKey {
    /// The key and the commitment to it: HKDF-SHA256 of `ikm` with `salt`, info = "sandyq/v1", kind, repository
    /// and name, each behind its length as u16 BE, to 32 bytes of key and 32 of commitment.
    pub fn derive(ikm: &Secret, salt: &[u8; 32], binding: &Binding<'_>) -> Result<(Self, [u8; 32]), Error> {
        let Binding { kind, repository, name } = *binding;
        let unfit = Error::Binding { kind: kind.len(), name: name.len() };
        if kind.len() > MAX_KIND {
            return Err(unfit);
        }
        let length = |piece: &[u8]| u16::try_from(piece.len()).map(u16::to_be_bytes);
        let pieces = [b"sandyq/v1", kind.as_bytes(), repository, name.as_bytes()];
        let [Ok(label_prefix), Ok(kind_prefix), Ok(repository_prefix), Ok(name_prefix)] = pieces.map(length)
        else {
            return Err(unfit);
        };
        let [label, kind, repository, name] = pieces;
        let info =
            [&label_prefix, label, &kind_prefix, kind, &repository_prefix, repository, &name_prefix, name];
        let mut okm = Zeroizing::new([0; 64]);
        Hkdf::<Sha256>::new(Some(salt), ikm.expose())
            .expand_multi_info(&info, okm.as_mut_slice())
            .expect("HKDF-SHA256 gives up to 255 blocks of 32 bytes");
        let (key, commitment) = okm.split_at(32);
        let mut padded = [0; MAX_KIND];
        padded[..kind.len()].copy_from_slice(kind);
        let cipher = Cipher::new(key.try_into().expect("the key is 32 bytes"));
        let commitment = commitment.try_into().expect("the commitment is 32 bytes");
        Ok((Self { cipher, kind: padded, kind_length: kind.len() }, commitment))
    }

    /// Encrypts frame `ordinal` in place and gives its tag.
    pub fn seal(&self, ordinal: u32, frame: &mut [u8]) -> [u8; TAG] {
        self.cipher.seal(nonce(ordinal), self.aad(ordinal, frame.len()).bytes(), frame)
    }

    /// Decrypts frame `ordinal` in place. What is not authentic is overwritten with zeros.
    pub fn open(&self, ordinal: u32, frame: &mut [u8], tag: &[u8; TAG]) -> Result<(), Error> {
        let aad = self.aad(ordinal, frame.len());
        let opened = self.cipher.open(nonce(ordinal), aad.bytes(), frame, tag);
        opened.ok_or(Error::Authentication { ordinal })
    }

    fn aad(&self, ordinal: u32, length: usize) -> Aad {
        let mut aad = Aad { buffer: [0; MAX_KIND + 12], length: self.kind_length + 12 };
        let (kind, rest) = aad.buffer[..aad.length].split_at_mut(self.kind_length);
        kind.copy_from_slice(&self.kind[..self.kind_length]);
        rest[..4].copy_from_slice(&ordinal.to_be_bytes());
        rest[4..].copy_from_slice(&(length as u64).to_be_bytes());
        aad
    }
}

impl fmt::Debug for ObjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ObjectKey(..)")
    }
}

/// Kind, ordinal u32 BE and plain length u64 BE; the two at the end have fixed lengths, so none can be shifted
/// into another.
struct Aad {
    buffer: [u8; MAX_KIND + 12],
    length: usize,
}

impl Aad {
    fn bytes(&self) -> &[u8] {
        &self.buffer[..self.length]
    }
}

/// The ordinal as a 96-bit big-endian number.
fn nonce(ordinal: u32) -> [u8; 12] {
    let mut nonce = [0; 12];
    nonce[8..].copy_from_slice(&ordinal.to_be_bytes());
    nonce
}
