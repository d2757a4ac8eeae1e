//! What can go wrong on this floor. No variant carries a secret or a plaintext.

/// Bytes that are not what they claim to be, or a request beyond a limit of the format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A sealed object ends before its header or its only frame does.
    #[error("a sealed object has {found} bytes where at least {needed} are needed")]
    Truncated { needed: usize, found: usize },
    /// The key derived for this object is not the one that sealed it: wrong secret, kind, repository or name.
    #[error("the key does not belong to this object, or its header is damaged")]
    Commitment,
    /// A frame, its ordinal or its length differs from what was sealed.
    #[error("frame {ordinal} fails authentication")]
    Authentication { ordinal: u32 },
    /// A buffer is not as long as its frame.
    #[error("frame {ordinal} takes {expected} bytes, {found} given")]
    FrameLength { ordinal: u32, expected: usize, found: usize },
    /// One key seals 2^16 frames and 128 MiB at most.
    #[error("one object cannot hold {frames} frames of {plain} bytes together")]
    ObjectFull { frames: u32, plain: u64 },
    /// Padding of a sealed object does not follow the format.
    #[error("the padding of a sealed object is malformed")]
    Padding,
    /// A kind or a name is longer than the key derivation takes.
    #[error("a kind of {kind} bytes and a name of {name} bytes cannot be bound to a key")]
    Binding { kind: usize, name: usize },
    /// Bytes are not an X-Wing public key.
    #[error("not a valid X-Wing public key ({found} bytes)")]
    Recipient { found: usize },
    /// An encapsulated key that no honest sender makes.
    #[error("the encapsulated key is malformed")]
    Encapsulation,
    /// Bytes are not an Ed25519 public key fit for use.
    #[error("not a usable Ed25519 public key")]
    VerifyingKey,
    /// A signature does not belong to the message and the key.
    #[error("the signature does not verify")]
    Signature,
    /// Chunk sizes outside what the chunker takes.
    #[error("chunk sizes {min}/{avg}/{max} are not usable")]
    ChunkSizes { min: usize, avg: usize, max: usize },
    /// A page size outside what the format takes.
    #[error("a page of {page} bytes is not usable")]
    PageSize { page: usize },
    /// A compression level zstd does not have.
    #[error("zstd has no compression level {level}")]
    Level { level: i32 },
    /// Stored bytes do not inflate to the length they were recorded with.
    #[error("{stored} stored bytes do not inflate to {plain} bytes")]
    Inflate { stored: usize, plain: usize },
    /// Argon2 parameters outside what is accepted; nothing was allocated.
    #[error("Argon2id with {memory_kib} KiB, {passes} passes and {lanes} lanes is refused")]
    PassphraseParams { memory_kib: u32, passes: u32, lanes: u32 },
    /// The memory Argon2 needs is not to be had.
    #[error("{memory_kib} KiB of memory for the passphrase could not be had")]
    PassphraseMemory { memory_kib: u32 },
    /// A passphrase longer than Argon2 takes.
    #[error("the passphrase is too long")]
    PassphraseLength,
}
