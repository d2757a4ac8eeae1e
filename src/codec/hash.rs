//! Identifiers: HMAC-SHA256 under a secret key, and plain SHA-256 where there is nothing to hide.

use std::io::{self, Read};

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::secret::Secret;

/// SHA-256 (FIPS 180-4) of `data`.
pub fn sha256(data: &[u8]) -> [u8; 32] {
    Sha256::digest(data).into()
}

/// SHA-256 of what can be read.
pub fn sha256_of(source: &mut dyn Read) -> io::Result<[u8; 32]> {
    let (mut hash, mut buffer) = (Sha256::new(), [0; 8192]);
    loop {
        match source.read(&mut buffer) {
            Ok(0) => return Ok(hash.finalize().into()),
            Ok(read) => hash.update(&buffer[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// HMAC-SHA256 (RFC 2104) with a fixed key. The two padded key blocks are hashed once, here; a message
/// starts from a copy of those states, so a short one costs two compressions and no allocation.
#[derive(Clone)]
pub struct KeyedHash(Hmac<Sha256>);

impl KeyedHash {
    /// A hash keyed with `secret`.
    pub fn new(secret: &Secret) -> Self {
        Self(Hmac::new_from_slice(secret.expose()).expect("HMAC takes keys of any length"))
    }

    /// The identifier of `data`.
    pub fn id(&self, data: &[u8]) -> [u8; 32] {
        let mut running = self.start();
        running.update(data);
        running.finish()
    }

    /// The identifiers of several messages, two of which are hashed at once: each step of SHA-256 waits for the one before,
    /// and meanwhile a processor that looks far enough ahead does the other message's. That makes a third more bytes a second.
    pub fn ids(&self, messages: &[&[u8]]) -> Vec<[u8; 32]> {
        let mut ids = vec![[0; 32]; messages.len()];
        let mut waiting = messages.iter().zip(&mut ids);
        let mut next = || waiting.next().map(|(rest, id)| Lane { rest, running: self.start(), id });
        let (mut one, mut other) = (next(), next());
        while let (Some(first), Some(second)) = (&mut one, &mut other) {
            let length = first.rest.len().min(second.rest.len()) / TURN * TURN;
            for (first_turn, second_turn) in first.take(length).zip(second.take(length)) {
                first.running.update(first_turn);
                second.running.update(second_turn);
            }
            for lane in [&mut one, &mut other] {
                if let Some(ended) = lane.take_if(|lane| lane.rest.len() < TURN) {
                    ended.finish();
                    *lane = next();
                }
            }
        }
        one.into_iter().chain(other).for_each(Lane::finish);
        ids
    }

    /// Begins a message that comes in pieces.
    pub fn start(&self) -> RunningHash {
        RunningHash(self.0.clone())
    }
}

impl std::fmt::Debug for KeyedHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyedHash(..)")
    }
}

/// Bytes of one message that are hashed before it is the other's turn: whole blocks of SHA-256, so that none is put
/// together from pieces, and few enough for a processor to look beyond them.
const TURN: usize = 128;

/// One of two messages that are hashed at once.
struct Lane<'a> {
    rest: &'a [u8],
    running: RunningHash,
    id: &'a mut [u8; 32],
}

impl<'a> Lane<'a> {
    /// Its next bytes, turn by turn.
    fn take(&mut self, length: usize) -> std::slice::ChunksExact<'a, u8> {
        let (now, rest) = self.rest.split_at(length);
        self.rest = rest;
        now.chunks_exact(TURN)
    }

    fn finish(mut self) {
        self.running.update(self.rest);
        *self.id = self.running.finish();
    }
}

/// A [`KeyedHash`] over a message that comes in pieces; how it is cut does not matter.
#[derive(Clone)]
pub struct RunningHash(Hmac<Sha256>);

impl RunningHash {
    /// Appends `data` to the message.
    pub fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }

    /// The identifier of the whole message.
    pub fn finish(self) -> [u8; 32] {
        self.0.finalize().into_bytes().into()
    }
}

impl std::fmt::Debug for RunningHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RunningHash(..)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::super::testing::{hex, unhex};
    use super::*;

    #[test]
    fn sha256_agrees_with_fips_180() {
        assert_eq!(hex(&sha256(b"abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    // RFC 4231 has no 32-byte key; test case 1's 20-byte key and case 2's are padded with zeros by HMAC
    // itself, so the same key written out to 32 bytes gives the same result.
    #[test]
    fn keyed_hash_agrees_with_rfc_4231() {
        let mut key = [0; 32];
        key[..20].fill(0x0b);
        let hash = KeyedHash::new(&Secret::from_bytes(key));
        assert_eq!(
            hash.id(b"Hi There").to_vec(),
            unhex("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        );
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        let hash = KeyedHash::new(&Secret::from_bytes(key));
        assert_eq!(
            hash.id(b"what do ya want for nothing?").to_vec(),
            unhex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        );
    }

    proptest! {
        #[test]
        fn several_at_once_are_hashed_like_each_alone(
            messages in vec(prop_oneof![vec(any::<u8>(), 0..3), vec(any::<u8>(), 120..135), vec(any::<u8>(), 0..999)], 0..9),
        ) {
            let hash = KeyedHash::new(&Secret::from_bytes([1; 32]));
            let messages: Vec<_> = messages.iter().map(Vec::as_slice).collect();
            let alone: Vec<_> = messages.iter().map(|message| hash.id(message)).collect();
            prop_assert_eq!(hash.ids(&messages), alone);
        }
    }

    #[test]
    fn pieces_hash_like_the_whole() {
        let hash = KeyedHash::new(&Secret::from_bytes([1; 32]));
        let data: Vec<u8> = (0..1000_u32).map(|i| i as u8).collect();
        for cut in [0, 1, 63, 64, 65, 500, 1000] {
            let mut running = hash.start();
            running.update(&data[..cut]);
            running.update(&data[cut..]);
            assert_eq!(running.finish(), hash.id(&data));
        }
    }
}
