//! zstd over whole blocks, with contexts that are made once and reused.

use std::fmt;

use minicbor::{Decode, Encode};
use zstd::zstd_safe::{CCtx, CParameter, DCtx, compress_bound, max_c_level, min_c_level};

use super::error::Error;

/// How a block's bytes are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Method {
    /// As they are.
    #[n(0)]
    Raw,
    /// One zstd frame (RFC 8878) without content size, checksum and dictionary id.
    #[n(1)]
    Zstd,
}

/// Longest block that is inflated, in bytes: what one key may seal.
pub const MAX_PLAIN: usize = 128 << 20;

/// Window that covers a block of up to 8 MiB; zstd shrinks it to the block's length.
const WINDOW_LOG: u32 = 23;

/// Blocks below this are compressed without a trial.
const TRIAL_FROM: usize = 128 << 10;
const TRIAL: usize = 16 << 10;
const TRIALS: usize = 4;

/// zstd itself would take the nearest level that it has.
fn check(level: i32) -> Result<(), Error> {
    if (min_c_level()..=max_c_level()).contains(&level) { Ok(()) } else { Err(Error::Level { level }) }
}

/// Compresses blocks.
pub struct Compressor {
    level: i32,
    block: CCtx<'static>,
    trial: CCtx<'static>,
    scratch: Vec<u8>,
}

impl Compressor {
    /// A compressor of zstd's `level`, negative ones included.
    pub fn new(level: i32) -> Result<Self, Error> {
        check(level)?;
        let context = |level, window| {
            let mut context = CCtx::create();
            for parameter in [
                CParameter::CompressionLevel(level),
                CParameter::WindowLog(window),
                CParameter::ContentSizeFlag(false),
                CParameter::ChecksumFlag(false),
                CParameter::DictIdFlag(false),
            ] {
                context.set_parameter(parameter).map_err(|_| Error::Level { level })?;
            }
            Ok(context)
        };
        Ok(Self {
            level,
            block: context(level, WINDOW_LOG)?,
            trial: context(1, TRIAL.ilog2())?,
            scratch: vec![0; TRIAL - TRIAL / 32],
        })
    }

    /// Compresses what comes next at another level.
    pub fn set_level(&mut self, level: i32) -> Result<(), Error> {
        if level != self.level {
            check(level)?;
            self.block
                .set_parameter(CParameter::CompressionLevel(level))
                .map_err(|_| Error::Level { level })?;
            self.level = level;
        }
        Ok(())
    }

    /// Replaces `out` with the stored form of `plain`: raw where compression does not save at least 1/64.
    /// Nothing is allocated once `out` has room for `plain` and 1 % more.
    pub fn compress(&mut self, plain: &[u8], out: &mut Vec<u8>) -> Method {
        out.clear();
        if self.promising(plain) {
            out.reserve(compress_bound(plain.len()));
            let worth = plain.len() - plain.len().div_ceil(64);
            if self.block.compress2(out, plain).is_ok_and(|length| length <= worth) {
                return Method::Zstd;
            }
            out.clear();
        }
        out.extend_from_slice(plain);
        Method::Raw
    }

    /// Whether any of a few samples shrinks by 1/32; the first that does ends the trial.
    fn promising(&mut self, plain: &[u8]) -> bool {
        if plain.len() < TRIAL_FROM {
            return true;
        }
        let stride = (plain.len() - TRIAL) / (TRIALS - 1);
        (0..TRIALS).any(|i| {
            let start = i * stride;
            // Too little room for the result is how zstd says that a sample did not shrink enough.
            self.trial.compress2(self.scratch.as_mut_slice(), &plain[start..start + TRIAL]).is_ok()
        })
    }
}

impl fmt::Debug for Compressor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Compressor(..)")
    }
}

/// Inflates blocks.
pub struct Decompressor(DCtx<'static>);

impl Decompressor {
    /// A decompressor for blocks of every method and level.
    pub fn new() -> Self {
        Self(DCtx::create())
    }

    /// Replaces `out` with the block that `stored` stands for, which must be exactly `plain_len` bytes, at most
    /// [`MAX_PLAIN`]: whatever `stored` claims, no more is ever written. On an error `out` holds nothing of use.
    pub fn decompress(
        &mut self,
        method: Method,
        stored: &[u8],
        plain_len: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        let mismatch = Error::Inflate { stored: stored.len(), plain: plain_len };
        if plain_len > MAX_PLAIN {
            return Err(mismatch);
        }
        match method {
            Method::Raw if stored.len() == plain_len => {
                out.clear();
                out.extend_from_slice(stored);
                Ok(())
            }
            Method::Raw => Err(mismatch),
            Method::Zstd => {
                // Not cleared first: only bytes beyond the last block's length have to be zeroed.
                out.resize(plain_len, 0);
                match self.0.decompress(out.as_mut_slice(), stored) {
                    Ok(length) if length == plain_len => Ok(()),
                    _ => Err(mismatch),
                }
            }
        }
    }
}

impl Default for Decompressor {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Decompressor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Decompressor(..)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{stream, text};
    use super::*;

    fn roundtrip(level: i32, plain: &[u8]) -> (Method, usize) {
        let mut stored = vec![1; 5];
        let mut back = vec![2; 7];
        let method = Compressor::new(level).unwrap().compress(plain, &mut stored);
        Decompressor::new().decompress(method, &stored, plain.len(), &mut back).unwrap();
        assert_eq!(back, plain);
        (method, stored.len())
    }

    #[test]
    fn text_shrinks_and_noise_stays_raw() {
        for level in [-5, -1, 1, 3, 9] {
            for length in [1 << 10, 100 << 10, 1 << 20, 3 << 20] {
                let (method, stored) = roundtrip(level, &text(length));
                assert_eq!(method, Method::Zstd);
                assert!(stored < length * 2 / 3, "{stored} of {length} at level {level}");
                assert_eq!(roundtrip(level, &stream(length)), (Method::Raw, length));
            }
        }
    }

    #[test]
    fn text_between_noise_is_found_by_some_sample() {
        let mut block = stream(1 << 20);
        let place = (1 << 20) - (64 << 10);
        block[place..].copy_from_slice(&text(64 << 10));
        assert_eq!(roundtrip(3, &block).0, Method::Zstd);
    }

    #[test]
    fn levels_zstd_does_not_have_are_refused() {
        assert_eq!(Compressor::new(23).err(), Some(Error::Level { level: 23 }));
        assert_eq!(Compressor::new(i32::MIN).err(), Some(Error::Level { level: i32::MIN }));
        assert_eq!(Compressor::new(3).unwrap().set_level(23), Err(Error::Level { level: 23 }));
    }

    #[test]
    fn another_level_makes_what_a_compressor_of_that_level_does() {
        let plain =
            stream(1 << 16).iter().flat_map(|byte| format!("{byte:>7};").into_bytes()).collect::<Vec<_>>();
        let stored = |compressor: &mut Compressor| {
            let mut stored = Vec::new();
            assert_eq!(compressor.compress(&plain, &mut stored), Method::Zstd);
            stored
        };
        let [three, six] = [3, 6].map(|level| stored(&mut Compressor::new(level).unwrap()));
        assert_ne!(three, six);
        let mut compressor = Compressor::new(3).unwrap();
        for (level, expected) in [(3, &three), (6, &six), (3, &three)] {
            compressor.set_level(level).unwrap();
            assert_eq!(&stored(&mut compressor), expected, "level {level}");
        }
    }

    #[test]
    fn another_length_than_recorded_is_an_error() {
        let plain = text(10_000);
        let mut stored = Vec::new();
        let mut out = Vec::new();
        let mut inflate = Decompressor::new();
        let method = Compressor::new(3).unwrap().compress(&plain, &mut stored);
        for wrong in [0, 1, 9_999, 10_001, 20_000, MAX_PLAIN + 1, usize::MAX] {
            let error = Error::Inflate { stored: stored.len(), plain: wrong };
            assert_eq!(inflate.decompress(method, &stored, wrong, &mut out), Err(error));
        }
        assert!(inflate.decompress(Method::Raw, &plain, 9_999, &mut out).is_err());
        inflate.decompress(method, &stored, plain.len(), &mut out).unwrap();
        assert_eq!(out, plain);
    }

    proptest! {
        #[test]
        fn blocks_come_back(plain in prop::collection::vec(any::<u8>(), 0..2000), repeat in 1..300_usize) {
            roundtrip(1, &plain.repeat(repeat));
        }

        #[test]
        fn damaged_frames_never_panic_or_outgrow(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
            place in 0..100_usize,
            plain_len in 0..20_000_usize,
        ) {
            let mut stored = Vec::new();
            Compressor::new(1).unwrap().compress(&text(10_000), &mut stored);
            stored.splice(place..place, bytes);
            let mut out = Vec::new();
            let _ = Decompressor::new().decompress(Method::Zstd, &stored, plain_len, &mut out);
            prop_assert!(out.len() <= plain_len);
        }
    }
}
