//! What seals everything: AES-256 in counter mode, and Poly1305-AES over what that gives
//! (D. J. Bernstein, "The Poly1305-AES message-authentication code", 2005). Sealed bytes are `nonce (16) | text | tag (16)`.

use std::fmt;

use aes::cipher::{Array, BlockCipherEncrypt, KeyInit, KeyIvInit, StreamCipher};
use aes::{Aes128, Aes256};
use ctr::Ctr128BE;
use poly1305::Poly1305;
use zeroize::{Zeroize, ZeroizeOnDrop};

const NONCE: usize = 16;
const TAG: usize = 16;
/// What sealing adds.
pub const OVERHEAD: usize = NONCE + TAG;

/// A key: wiped when dropped, never printed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Key {
    encrypt: [u8; 32],
    authenticate: [u8; 16],
    multiply: [u8; 16],
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

impl Key {
    /// Of the key that encrypts, and the two parts `k` and `r` of the one that authenticates.
    pub fn new(encrypt: [u8; 32], authenticate: [u8; 16], multiply: [u8; 16]) -> Self {
        Self { encrypt, authenticate, multiply }
    }

    /// Opens what was sealed. Nothing if it was not sealed with this key, or was changed since.
    pub fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE>()?;
        let (text, tag) = rest.split_last_chunk::<TAG>()?;
        // All of it is compared, whatever differs: how long that takes tells nothing.
        let differ =
            self.tag(nonce, text).iter().zip(tag).fold(0, |differ, (one, other)| differ | (one ^ other));
        if differ != 0 {
            return None;
        }
        let mut plain = text.to_vec();
        Ctr128BE::<Aes256>::new(&self.encrypt.into(), &(*nonce).into()).apply_keystream(&mut plain);
        Some(plain)
    }

    fn tag(&self, nonce: &[u8; NONCE], text: &[u8]) -> [u8; TAG] {
        let mut pad = Array::from(*nonce);
        Aes128::new(&self.authenticate.into()).encrypt_block(&mut pad);
        let mut key = [0; 32];
        key[..16].copy_from_slice(&self.multiply);
        key[16..].copy_from_slice(&pad);
        let tag = Poly1305::new(&key.into()).compute_unpadded(text);
        key.zeroize();
        tag.into()
    }
}
