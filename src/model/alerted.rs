//! What a record says of alerts: some begin, others are over. Which ones is sealed, as names of datasets are private.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use super::id::SessionId;

/// An alert as it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode)]
pub struct AlertId {
    /// The session that said so.
    #[n(0)]
    pub session: SessionId,
    /// The how manieth of those that it began, from 0.
    #[n(1)]
    pub number: u32,
}

/// What a session says of alerts.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Alerted {
    /// Those that are over.
    #[n(0)]
    pub over: Vec<AlertId>,
    /// How many begin.
    #[n(1)]
    pub begin: u32,
    /// What they are about.
    #[n(2)]
    pub sealed: ByteVec,
}
