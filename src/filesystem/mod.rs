//! The disk that is protected: walking, reading and restoring files with everything that makes them what they are.
//!
//! Every file is reached through an open [`Directory`] and a name in it, never through a path: paths may be longer
//! than the system takes, and another process may bend them while they are walked. All calls are synchronous.
//!
//! - Reading: [`Directory`] lists and stats, [`MetadataReader`] makes nodes, [`SourceFile`] reads bytes.
//! - Restoring: [`Target`] gives out [`TargetDirectory`], which makes, replaces and removes; [`TargetFile`] takes bytes;
//!   [`MetadataWriter`] sets what the nodes say. What this user may not set is a [`Warning`].

mod apply;
mod attributes;
mod directory;
mod error;
mod limits;
mod metadata;
mod names;
mod read;
mod remove;
mod special;
mod stat;
mod target;
mod target_file;
pub(crate) mod users;

pub use apply::{ApplyOptions, MetadataWriter, Owner};
pub use directory::Directory;
pub(crate) use directory::join;
pub use error::{Error, ErrorKind, Escaped, Result, Warning};
pub use limits::{give_way, raise_open_files};
pub use metadata::{MetadataOptions, MetadataReader};
pub use names::{Name, Names};
pub use read::{SmallFile, SourceFile};
pub use stat::{FileKind, Identity, Stat};
pub use target::{Differences, TEMPORARY_PREFIX, Target, TargetDirectory, is_temporary};
pub use target_file::{ParkedFile, TargetFile};
