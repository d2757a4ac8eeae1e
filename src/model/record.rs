//! Records: what maintenance says about snapshots and packs. They are said in sessions, and the catalogue keeps them.
//!
//! What a record undoes it names, so that what holds is a function of the set of records: in which order they were
//! said or taken up makes no difference, and no clock decides.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use super::alerted::Alerted;
use super::id::{PackId, SessionId};
use super::time::Timestamp;

/// Something said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// These snapshots are to be swept.
    Forget(Vec<SessionId>),
    /// They are not after all.
    Unforget(Undo),
    /// No policy forgets these snapshots, and no sweep takes them.
    Hold(Vec<SessionId>),
    /// They may be forgotten again.
    Release(Undo),
    /// Stored data was looked at.
    Verified(Verification),
    /// Snapshots have other tags from now on.
    Tag(Tagging),
    /// What was forgotten was swept, as far as nobody was waited for.
    Pruned(Pruning),
    /// Whether data comes back was tried.
    Drilled(Drilled),
    /// Somebody looked at what a drill found.
    Reviewed(Reviewed),
    /// Alerts begin, and others are over.
    Alerted(Alerted),
    /// Said by a newer program; kept and not understood.
    Unknown(RawRecord),
}

/// Takes back what earlier sessions said about these snapshots.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Undo {
    /// About which snapshots.
    #[n(0)]
    pub snapshots: Vec<SessionId>,
    /// The sessions that said it.
    #[n(1)]
    pub undoes: Vec<SessionId>,
}

/// Tags given to snapshots and taken away. Which ones is sealed: names of things are private.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Tagging {
    /// Which snapshots.
    #[n(0)]
    pub snapshots: Vec<SessionId>,
    /// The sessions that gave what is taken away: those of the snapshots themselves, or of earlier taggings.
    #[n(1)]
    pub undoes: Vec<SessionId>,
    /// The tags.
    #[n(2)]
    pub retag: ByteVec,
}

/// What a verification looked at, and how it found it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct Verification {
    /// Whether packs were read, and not only listed.
    #[n(0)]
    pub read_data: bool,
    /// Which slice of how many was read; `None` where it was all, or none.
    #[n(1)]
    pub slice: Option<Slice>,
    /// Packs read to the last byte.
    #[n(2)]
    pub packs_read: u64,
    /// Bytes read.
    #[n(3)]
    pub bytes_read: u64,
    /// Problems found.
    #[n(4)]
    pub findings: u64,
    /// Packs that are missing, shorter than they should be, or unreadable in part: no writer is to rely on them.
    #[n(5)]
    pub broken: Vec<PackId>,
    /// Packs once called broken that were read to the last byte.
    #[n(6)]
    pub whole: Vec<PackId>,
    /// Milliseconds it took. `None` from programs that did not say.
    #[n(7)]
    pub milliseconds: Option<u64>,
}

/// What a prune did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct Pruning {
    /// Snapshots that were swept.
    #[n(0)]
    pub snapshots: u64,
    /// Packs that were swept.
    #[n(1)]
    pub packs: u64,
    /// Sessions that the next one waits for.
    #[n(2)]
    pub waiting: u64,
}

/// A drill. What it found is sealed: names of datasets are private.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Drilled {
    /// The name of the drill.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub id: [u8; 16],
    /// Which of the drills that a plan asks for, if it was one.
    #[n(1)]
    pub plan: Option<u32>,
    /// What it came to, as an exit code.
    #[n(2)]
    pub exit_code: u32,
    /// When it began, by the clock of whoever ran it.
    #[n(3)]
    pub began: Timestamp,
    /// The signed report.
    #[n(4)]
    pub report: ByteVec,
}

/// A review of a drill.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Reviewed {
    /// The name of the drill.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub drill: [u8; 16],
    /// What was said.
    #[n(1)]
    pub review: ByteVec,
}

/// One of several equal parts of the packs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode)]
pub struct Slice {
    /// Counted from 0.
    #[n(0)]
    pub number: u32,
    /// How many there are.
    #[n(1)]
    pub of: u32,
}

/// A record as it is stored: readers keep kinds that they do not know.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RawRecord {
    /// Which kind.
    #[n(0)]
    pub kind: u32,
    /// CBOR of what is said.
    #[n(1)]
    pub body: ByteVec,
}

const FORGET: u32 = 0;
const UNFORGET: u32 = 1;
const HOLD: u32 = 2;
const RELEASE: u32 = 3;
const VERIFIED: u32 = 4;
const TAG: u32 = 5;
const PRUNED: u32 = 6;
const DRILLED: u32 = 7;
const REVIEWED: u32 = 8;
const ALERTED: u32 = 9;

fn raw(kind: u32, body: impl Encode<()>) -> RawRecord {
    let bytes = minicbor::to_vec(body);
    let bytes = bytes.unwrap_or_else(|error| unreachable!("encoding into memory failed: {error}"));
    RawRecord { kind, body: bytes.into() }
}

impl From<&Record> for RawRecord {
    fn from(record: &Record) -> Self {
        match record {
            Record::Forget(snapshots) => raw(FORGET, snapshots),
            Record::Unforget(undo) => raw(UNFORGET, undo),
            Record::Hold(snapshots) => raw(HOLD, snapshots),
            Record::Release(undo) => raw(RELEASE, undo),
            Record::Verified(verification) => raw(VERIFIED, verification),
            Record::Tag(tagging) => raw(TAG, tagging),
            Record::Pruned(pruning) => raw(PRUNED, pruning),
            Record::Drilled(drilled) => raw(DRILLED, drilled),
            Record::Reviewed(reviewed) => raw(REVIEWED, reviewed),
            Record::Alerted(alerted) => raw(ALERTED, alerted),
            Record::Unknown(raw) => raw.clone(),
        }
    }
}

impl RawRecord {
    /// What is said, if it can be read.
    pub fn record(&self) -> Result<Record, minicbor::decode::Error> {
        let body = &self.body[..];
        Ok(match self.kind {
            FORGET => Record::Forget(minicbor::decode(body)?),
            UNFORGET => Record::Unforget(minicbor::decode(body)?),
            HOLD => Record::Hold(minicbor::decode(body)?),
            RELEASE => Record::Release(minicbor::decode(body)?),
            VERIFIED => Record::Verified(minicbor::decode(body)?),
            TAG => Record::Tag(minicbor::decode(body)?),
            PRUNED => Record::Pruned(minicbor::decode(body)?),
            DRILLED => Record::Drilled(minicbor::decode(body)?),
            REVIEWED => Record::Reviewed(minicbor::decode(body)?),
            ALERTED => Record::Alerted(minicbor::decode(body)?),
            _ => Record::Unknown(self.clone()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::alerted::AlertId;
    use crate::model::id::SnapshotId;

    fn sid(n: u8) -> SessionId {
        SessionId { root: u64::from(n), random: SnapshotId([n; 12]) }
    }

    #[test]
    fn every_record_comes_back_as_it_was() {
        let undo = Undo { snapshots: vec![sid(1), sid(2)], undoes: vec![sid(3)] };
        let verification = Verification {
            read_data: true,
            slice: Some(Slice { number: 2, of: 30 }),
            packs_read: 7,
            bytes_read: 9,
            findings: 1,
            broken: vec![PackId { session: sid(4), number: 5 }],
            whole: vec![],
            milliseconds: Some(61),
        };
        let records = [
            Record::Forget(vec![sid(1)]),
            Record::Unforget(undo.clone()),
            Record::Hold(vec![]),
            Record::Release(undo),
            Record::Verified(verification),
            Record::Tag(Tagging { snapshots: vec![sid(1)], undoes: vec![], retag: vec![7].into() }),
            Record::Pruned(Pruning { snapshots: 3, packs: 4, waiting: 1 }),
            Record::Drilled(Drilled {
                id: [7; 16],
                plan: Some(1),
                exit_code: 21,
                began: Timestamp { seconds: 5, nanos: 6 },
                report: vec![8].into(),
            }),
            Record::Reviewed(Reviewed { drill: [7; 16], review: vec![9].into() }),
            Record::Alerted(Alerted {
                over: vec![AlertId { session: sid(5), number: 2 }],
                begin: 1,
                sealed: vec![8].into(),
            }),
            Record::Unknown(RawRecord { kind: 999, body: vec![1, 2, 3].into() }),
        ];
        for record in records {
            assert_eq!(RawRecord::from(&record).record().unwrap(), record);
        }
    }

    #[test]
    fn a_record_that_is_cut_short_is_refused() {
        let mut raw = RawRecord::from(&Record::Hold(vec![sid(1)]));
        raw.body.pop();
        assert!(raw.record().is_err());
    }
}
