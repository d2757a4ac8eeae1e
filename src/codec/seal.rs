//! Authenticated encryption of one object with its own key: `header | frame 0 | frame 1 | ...`.
//!
//! The header is `salt[32] | commitment[32]`, or `salt[32] | kem[1120] | commitment[32]` for an object sealed to
//! a public key. A frame is AES-256-GCM ciphertext and tag under the nonce `ordinal`. A key lives for one object,
//! and only [`Sealer::reserve`] hands out ordinals, each once: no nonce is ever used twice.

use std::sync::Arc;

use super::error::Error;
use super::kem::{ENCAPSULATED, PrivateKey, Recipient};
use super::random;
use super::schedule::ObjectKey;
pub use super::schedule::{Binding, MAX_KIND, TAG};
use super::secret::{Secret, equal};

/// Length of the header of an object sealed with a secret, in bytes.
pub const HEADER: usize = 64;
/// Length of the header of an object sealed to a public key, in bytes.
pub const KEM_HEADER: usize = HEADER + ENCAPSULATED;
/// Most frames under one key, the two last ones included.
pub const MAX_FRAMES: u32 = 1 << 16;
/// Most plaintext under one key, in bytes.
pub const MAX_PLAIN: u64 = 128 << 20;
/// Ordinal of a pack's directory.
pub const DIRECTORY: u32 = 0xffff_fffe;
/// Ordinal of a pack's trailer.
pub const TRAILER: u32 = 0xffff_ffff;

const LAST_FRAMES: u32 = 2;

/// Seals one object. Not clonable: it owns the count of the frames under its key.
#[derive(Debug)]
pub struct Sealer {
    key: Arc<ObjectKey>,
    header: Vec<u8>,
    frames: u32,
    plain: u64,
}

impl Sealer {
    /// Seals with a secret that the reader has too.
    ///
    /// Panics when the binding's kind or name is too long, which only this program can make them.
    pub fn with_secret(secret: &Secret, binding: &Binding<'_>) -> Self {
        Self::start(secret, &random::bytes(), &[], binding)
    }

    /// Seals to a public key: nobody without the private key opens it, this program included.
    ///
    /// Panics as [`Sealer::with_secret`].
    pub fn to_recipient(recipient: &Recipient, binding: &Binding<'_>) -> Self {
        let (encapsulated, shared) = recipient.encapsulate();
        Self::start(&shared, &random::bytes(), &encapsulated, binding)
    }

    fn start(ikm: &Secret, salt: &[u8; 32], encapsulated: &[u8], binding: &Binding<'_>) -> Self {
        let (key, commitment) = match ObjectKey::derive(ikm, salt, binding) {
            Ok(derived) => derived,
            Err(error) => panic!("{error}"),
        };
        let header = [salt, encapsulated, &commitment].concat();
        Self { key: Arc::new(key), header, frames: 0, plain: 0 }
    }

    /// The object's first bytes, [`HEADER`] or [`KEM_HEADER`] long.
    pub fn header(&self) -> &[u8] {
        &self.header
    }

    /// Takes the next ordinal for a frame of `plain_len` bytes. Errors with [`Error::ObjectFull`] when the key
    /// has sealed all it may; room for the two last frames is kept back.
    pub fn reserve(&mut self, plain_len: usize) -> Result<Frame, Error> {
        if self.frames >= MAX_FRAMES - LAST_FRAMES {
            return Err(self.full(plain_len));
        }
        self.take(self.frames, plain_len)
    }

    /// Takes the two fixed ordinals at the top, for a pack's directory and its trailer, and ends the object.
    pub fn reserve_last(mut self, directory_len: usize, trailer_len: usize) -> Result<(Frame, Frame), Error> {
        Ok((self.take(DIRECTORY, directory_len)?, self.take(TRAILER, trailer_len)?))
    }

    /// Opens what this sealer seals, for checking it before it leaves.
    pub fn opener(&self) -> Opener {
        Opener { key: Arc::clone(&self.key) }
    }

    fn take(&mut self, ordinal: u32, plain_len: usize) -> Result<Frame, Error> {
        let plain = self.plain.checked_add(plain_len as u64).filter(|plain| *plain <= MAX_PLAIN);
        self.plain = plain.ok_or_else(|| self.full(plain_len))?;
        self.frames += 1;
        Ok(Frame { key: Arc::clone(&self.key), ordinal, plain_len })
    }

    fn full(&self, plain_len: usize) -> Error {
        let plain = self.plain.saturating_add(plain_len as u64);
        Error::ObjectFull { frames: self.frames.saturating_add(1), plain }
    }
}

/// A reserved frame, good for sealing once, on any thread.
#[derive(Debug)]
pub struct Frame {
    key: Arc<ObjectKey>,
    ordinal: u32,
    plain_len: usize,
}

impl Frame {
    /// The frame's number, needed to open it.
    pub fn ordinal(&self) -> u32 {
        self.ordinal
    }

    /// Length of the sealed frame in bytes: the plaintext's and the tag's.
    pub fn sealed_len(&self) -> usize {
        self.plain_len + TAG
    }

    /// Encrypts `buffer`, of the reserved length, in place and appends the tag.
    pub fn seal(self, buffer: &mut Vec<u8>) -> Result<(), Error> {
        self.seal_tail(buffer, 0)
    }

    /// Encrypts `buffer[start..]`, of the reserved length, in place and appends the tag; what stands before
    /// stays, so that frames can be made where they will be sent from.
    pub fn seal_tail(self, buffer: &mut Vec<u8>, start: usize) -> Result<(), Error> {
        let found = buffer.len().saturating_sub(start);
        if found != self.plain_len {
            return Err(Error::FrameLength { ordinal: self.ordinal, expected: self.plain_len, found });
        }
        let tag = self.key.seal(self.ordinal, &mut buffer[start..]);
        buffer.extend_from_slice(&tag);
        Ok(())
    }

    /// As [`Frame::seal`] in a slice of [`Frame::sealed_len`] bytes whose last [`TAG`] bytes take the tag.
    pub fn seal_slice(self, frame: &mut [u8]) -> Result<(), Error> {
        if frame.len() != self.sealed_len() {
            let (expected, found) = (self.sealed_len(), frame.len());
            return Err(Error::FrameLength { ordinal: self.ordinal, expected, found });
        }
        let (body, tag) = frame.split_at_mut(self.plain_len);
        tag.copy_from_slice(&self.key.seal(self.ordinal, body));
        Ok(())
    }
}

/// Opens the frames of one object, in any order and on any number of threads.
#[derive(Debug, Clone)]
pub struct Opener {
    key: Arc<ObjectKey>,
}

impl Opener {
    /// Reads a header of [`HEADER`] bytes; more bytes behind it are ignored.
    ///
    /// Errors with [`Error::Commitment`] when secret, kind, repository or name are not those it was sealed with.
    pub fn with_secret(secret: &Secret, binding: &Binding<'_>, header: &[u8]) -> Result<Self, Error> {
        let (salt, rest) = split(header, HEADER)?;
        Self::start(secret, salt, rest, binding)
    }

    /// Reads a header of [`KEM_HEADER`] bytes; as [`Opener::with_secret`] otherwise.
    pub fn with_private(private: &PrivateKey, binding: &Binding<'_>, header: &[u8]) -> Result<Self, Error> {
        let (salt, rest) = split(header, KEM_HEADER)?;
        let (encapsulated, rest) =
            rest.split_first_chunk().ok_or(Error::Truncated { needed: KEM_HEADER, found: header.len() })?;
        Self::start(&private.decapsulate(encapsulated)?, salt, rest, binding)
    }

    fn start(ikm: &Secret, salt: &[u8; 32], rest: &[u8], binding: &Binding<'_>) -> Result<Self, Error> {
        let (key, expected) = ObjectKey::derive(ikm, salt, binding)?;
        match rest.first_chunk() {
            Some(commitment) if equal(commitment, &expected) => Ok(Self { key: Arc::new(key) }),
            _ => Err(Error::Commitment),
        }
    }

    /// Decrypts `frame`, ciphertext and tag, in place and takes the tag off. What is not authentic is overwritten
    /// with zeros.
    pub fn open(&self, ordinal: u32, plain_len: usize, frame: &mut Vec<u8>) -> Result<(), Error> {
        self.open_slice(ordinal, plain_len, frame)?;
        frame.truncate(plain_len);
        Ok(())
    }

    /// As [`Opener::open`] in a slice; gives its part that holds the plaintext.
    pub fn open_slice<'f>(
        &self,
        ordinal: u32,
        plain_len: usize,
        frame: &'f mut [u8],
    ) -> Result<&'f mut [u8], Error> {
        check_length(ordinal, plain_len, frame.len())?;
        let (body, tag) = frame.split_at_mut(plain_len);
        self.key.open(ordinal, body, (&*tag).try_into().expect("the length was checked"))?;
        Ok(body)
    }

    /// As [`Opener::open`], leaving `frame` alone and replacing `plain`.
    pub fn open_to(
        &self,
        ordinal: u32,
        plain_len: usize,
        frame: &[u8],
        plain: &mut Vec<u8>,
    ) -> Result<(), Error> {
        check_length(ordinal, plain_len, frame.len())?;
        let (body, tag) = frame.split_at(plain_len);
        plain.clear();
        plain.extend_from_slice(body);
        self.key.open(ordinal, plain, tag.try_into().expect("the length was checked"))
    }
}

fn check_length(ordinal: u32, plain_len: usize, found: usize) -> Result<(), Error> {
    let expected = plain_len.saturating_add(TAG);
    if found == expected { Ok(()) } else { Err(Error::FrameLength { ordinal, expected, found }) }
}

/// The salt and what follows it, if there are `needed` bytes in all.
fn split(header: &[u8], needed: usize) -> Result<(&[u8; 32], &[u8]), Error> {
    match header.split_first_chunk() {
        Some(parts) if header.len() >= needed => Ok(parts),
        _ => Err(Error::Truncated { needed, found: header.len() }),
    }
}

#[cfg(test)]
impl Sealer {
    /// With a given salt: for vectors only.
    pub(super) fn with_salt(secret: &Secret, salt: &[u8; 32], binding: &Binding<'_>) -> Self {
        Self::start(secret, salt, &[], binding)
    }

    /// With given salt and randomness: for vectors only.
    pub(super) fn to_recipient_with(
        recipient: &Recipient,
        salt: &[u8; 32],
        randomness: &[u8; 64],
        binding: &Binding<'_>,
    ) -> Self {
        let (encapsulated, shared) = recipient.encapsulate_with(randomness);
        Self::start(&shared, salt, &encapsulated, binding)
    }
}

#[cfg(test)]
#[path = "seal_tests.rs"]
mod tests;
