//! Longer texts in small objects: compressed, and sealed to those who read metadata. What bodies of absorbed snapshots
//! and the papers of drills lie in.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::codec::compress::{Compressor, Decompressor, Method};
use crate::codec::object as sealed;
use crate::model::id::SessionId;

use super::error::{Damage, Error, Result};
use super::keys::Keys;
use super::layout::{self, Kind};
use super::object;

/// Such a text is written once and read often.
const LEVEL: i32 = 6;

#[derive(Debug, Encode, Decode)]
struct Paper {
    #[n(0)]
    plain: u32,
    #[n(1)]
    zstd: bool,
    #[n(2)]
    bytes: ByteVec,
}

/// Seals a text, bound to what it is and to a name.
pub fn seal(keys: &Keys, kind: Kind, name: &str, plain: &[u8]) -> Result<ByteVec> {
    let codec = |source| Error::Codec { during: "cannot seal what is to be said", source };
    let mut bytes = Vec::new();
    let method = Compressor::new(LEVEL).map_err(codec)?.compress(plain, &mut bytes);
    // Longer than that nothing can be sealed.
    let length = u32::try_from(plain.len()).unwrap_or(u32::MAX);
    let paper = Paper { plain: length, zstd: method == Method::Zstd, bytes: bytes.into() };
    let sealed = sealed::seal_to(keys.recipient(kind), &keys.binding(kind, name), &object::encode(&paper));
    Ok(sealed.map_err(codec)?.into())
}

/// Opens what `seal` made; `None` if it was made as something else, elsewhere, or changed since.
pub fn open(keys: &Keys, kind: Kind, name: &str, sealed: &[u8]) -> Result<Option<Vec<u8>>> {
    let private = keys.private(kind)?;
    let Ok(opened) = sealed::open_from(private, &keys.binding(kind, name), sealed) else { return Ok(None) };
    let Ok(paper) = minicbor::decode::<Paper>(&opened) else { return Ok(None) };
    let method = if paper.zstd { Method::Zstd } else { Method::Raw };
    let mut plain = Vec::new();
    let whole = Decompressor::new().decompress(method, &paper.bytes, paper.plain as usize, &mut plain);
    Ok(whole.is_ok().then_some(plain))
}

/// Seals a text that is said in a session, so that no other can say it.
pub fn seal_said(keys: &Keys, kind: Kind, sid: &SessionId, plain: &[u8]) -> Result<ByteVec> {
    seal(keys, kind, &layout::end(sid), plain)
}

/// Opens what was said in a session.
pub fn open_said(keys: &Keys, kind: Kind, sid: &SessionId, sealed: &[u8]) -> Result<Vec<u8>> {
    let name = layout::end(sid);
    let plain = open(keys, kind, &name, sealed)?;
    plain.ok_or_else(|| Damage::new(kind, &name, "cannot be opened").into())
}

#[cfg(test)]
mod tests {
    use super::super::keys::test_keys;
    use super::*;
    use crate::model::id::SnapshotId;

    #[test]
    fn what_is_said_opens_where_it_was_said_and_nowhere_else() {
        let keys = test_keys();
        let sid = |n| SessionId { root: 1, random: SnapshotId([n; 12]) };
        let text = b"restored and compared ".repeat(40);
        let sealed = seal_said(&keys, Kind::Drill, &sid(1), &text).unwrap();
        assert!(sealed.len() < text.len() + 1400);
        assert_eq!(open_said(&keys, Kind::Drill, &sid(1), &sealed).unwrap(), text);
        assert!(open_said(&keys, Kind::Drill, &sid(2), &sealed).is_err());
        assert!(open_said(&keys, Kind::Review, &sid(1), &sealed).is_err());
        let mut broken = sealed.to_vec();
        broken[1200] ^= 1;
        assert!(matches!(open_said(&keys, Kind::Drill, &sid(1), &broken), Err(Error::Damage(_))));
    }
}
