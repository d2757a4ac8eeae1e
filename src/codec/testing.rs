//! Deterministic data for this floor's tests.

use super::hash::sha256;

/// Incompressible bytes: SHA-256 of 0, 1, 2, ... as u64 BE, one after another.
pub fn stream(length: usize) -> Vec<u8> {
    let blocks = (0..length.div_ceil(32) as u64).flat_map(|counter| sha256(&counter.to_be_bytes()));
    blocks.take(length).collect()
}

/// Compressible bytes: words drawn by [`stream`].
pub fn text(length: usize) -> Vec<u8> {
    const WORDS: [&str; 8] = ["backup ", "of ", "the ", "restore\n", "store ", "encrypted ", "a ", "chunk; "];
    stream(length).iter().flat_map(|byte| WORDS[usize::from(byte % 8)].bytes()).take(length).collect()
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}
