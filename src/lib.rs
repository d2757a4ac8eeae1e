//! sandyq: encrypted, deduplicating backup and restore to S3 or a local directory.
//!
//! # The floors
//!
//! A folder uses folders on lower floors only, and none beside it; `tests/floors.rs` sees to that.
//!
//! | floor | folder | holds |
//! | --- | --- | --- |
//! | 7 | [`cli`] | arguments in, text and an exit code out: a file a command, progress, signals, advice with errors |
//! | 6 | [`report`] | results to text and JSON; pure |
//! | 5 | [`operations`] | the verbs: options in, result out, no flags and no printing |
//! | 4 | [`repository`] | the format on a store: keys, packs, index, trees, sessions, roots, catalogue |
//! | 4 | [`restic`] | repositories of restic, to be imported: keys, indexes, trees, snapshots |
//! | 3 | [`storage`] | named objects in a directory, S3 or memory; wrappers with one behaviour each |
//! | 3 | [`filesystem`] | the disk that is protected: walking, reading, writing, metadata |
//! | 3 | [`notify`] | other systems that are told something, over HTTP |
//! | 3 | [`config`] | what the environment says |
//! | 2 | [`codec`] | bytes to bytes: chunks, hashes, compression, encryption, signatures |
//! | 2 | [`policy`] | facts to decisions: which snapshot is meant, which entries are wanted; pure |
//! | 1 | [`model`] | the words: ids, nodes, snapshots, roles, times, sizes |
//!
//! # The words
//!
//! - **Snapshot**: what a backup leaves, a tree of files as they were, and when, where and whose.
//! - **Chunk**: a run of a file's bytes, cut where its content says so and stored once however often it occurs.
//! - **Page**: a run of a directory's entries or of a large file's chunks. Trees are made of pages.
//! - **Block**: about 1 MiB of chunks or pages, compressed and sealed together.
//! - **Pack**: an object in the store that holds blocks, sealed to a public key, with a directory of them at its end.
//! - **Index**: where chunks and pages lie. **Hint**: where one lay when the page that names it was written.
//! - **Session**: the life of one backup in the store, from its `open` to its one `end`.
//! - **Delta**: the packs a session has stored so far, written down now and then, so that an interrupted one is not lost.
//! - **Root**: a numbered, signed state of the whole repository that names the one before. **View**: the newest root and
//!   the sessions since.
//! - **Catalogue**: every snapshot that counts.
//! - **Slot**: a sealed set of secrets that a passphrase or a key file opens.
//! - **Role**: what a key may do: `full`, `maintain`, `read` or `write`. **Register**: the signed list of keys.
//! - **Profile**: a file, or a part of it, that says what to back up, where to, how often and for how long. **Dataset**: a
//!   part of it that becomes a snapshot of its own.
//! - **Tier**: what is promised of a dataset. **RPO**: how much of its newest data may be lost. **RTO**: how long a recovery
//!   may take.
//! - **Trust group**: hosts that reuse each other's chunks; a host of another group can plant nothing on them.

pub mod cli;
pub mod codec;
pub mod config;
pub mod filesystem;
pub mod model;
pub mod notify;
pub mod operations;
pub mod policy;
pub mod report;
pub mod repository;
pub mod restic;
pub mod storage;
