//! Bytes to bytes: randomness, hashing, chunks, compression and encryption. No I/O and no async here.
//!
//! Every byte these files produce is part of the storage format: section 2 of `docs/format.md` says how, and
//! `fixtures/vectors/codec.json` holds examples that a test compares.

pub mod canonical;
pub mod chunk;
mod cipher;
pub mod compress;
mod error;
pub mod hash;
pub mod kem;
pub mod object;
pub mod padding;
pub mod passphrase;
pub mod random;
mod schedule;
pub mod seal;
pub mod secret;
pub mod sign;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod vectors;

pub use error::Error;
