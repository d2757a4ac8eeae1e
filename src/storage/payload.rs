//! The bytes of one object.

use bytes::{Bytes, BytesMut};

/// Bytes of one object as segments, so that a large object needs no concatenation. Cloning shares the bytes.
#[derive(Clone, Default)]
pub struct Payload(Vec<Bytes>);

impl Payload {
    /// Size in bytes.
    pub fn len(&self) -> u64 {
        self.0.iter().map(|segment| segment.len() as u64).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Bytes::is_empty)
    }

    pub fn segments(&self) -> &[Bytes] {
        &self.0
    }

    /// The bytes in one piece; copies only when there are several segments.
    pub fn into_bytes(mut self) -> Bytes {
        if self.0.len() <= 1 {
            return self.0.pop().unwrap_or_default();
        }
        let mut whole = BytesMut::with_capacity(self.0.iter().map(Bytes::len).sum());
        for segment in &self.0 {
            whole.extend_from_slice(segment);
        }
        whole.freeze()
    }
}

impl std::fmt::Debug for Payload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Payload({} bytes in {} segments)", self.len(), self.0.len())
    }
}

impl From<Vec<u8>> for Payload {
    fn from(bytes: Vec<u8>) -> Self {
        Self(vec![bytes.into()])
    }
}

impl From<&'static [u8]> for Payload {
    fn from(bytes: &'static [u8]) -> Self {
        Self(vec![Bytes::from_static(bytes)])
    }
}

impl<const N: usize> From<&'static [u8; N]> for Payload {
    fn from(bytes: &'static [u8; N]) -> Self {
        Self(vec![Bytes::from_static(bytes)])
    }
}

impl From<Bytes> for Payload {
    fn from(bytes: Bytes) -> Self {
        Self(vec![bytes])
    }
}

impl From<Vec<Bytes>> for Payload {
    fn from(segments: Vec<Bytes>) -> Self {
        Self(segments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_segment_is_handed_on_without_a_copy() {
        let bytes = Bytes::from(vec![7; 100]);
        let whole = Payload::from(bytes.clone()).into_bytes();
        assert_eq!(whole.as_ptr(), bytes.as_ptr());
    }

    #[test]
    fn segments_join_in_order() {
        let payload = Payload::from(vec![Bytes::from_static(b"ab"), Bytes::new(), Bytes::from_static(b"c")]);
        assert_eq!(payload.len(), 3);
        assert_eq!(payload.into_bytes(), "abc");
        assert!(Payload::from(vec![Bytes::new(), Bytes::new()]).is_empty());
    }
}
