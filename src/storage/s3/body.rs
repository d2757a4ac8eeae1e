//! The body of an upload: an object's segments one after the other, evenly at the rate allowed, and large objects in turn.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use aws_sdk_s3::primitives::{ByteStream, SdkBody};
use bytes::{Buf, Bytes};
use crc_fast::{CrcAlgorithm, Digest};
use http_body::{Body, Frame, SizeHint};
use tokio::time::Sleep;

use super::super::limit::Turn;
use super::super::{Bandwidth, Payload};

/// The largest piece handed to the network at once when the rate is limited.
const LARGEST_PIECE: u64 = 256 << 10;

/// Objects up to this size need no turn: nobody who waits for one should wait for a whole pack.
const SMALL: u64 = 1 << 20;

/// The bytes of the object as the SDK takes them. Joining the segments instead would cost a copy and, for each
/// upload under way, the memory of a whole object. Where the rate is limited, it may take until others are through.
pub(super) async fn stream(payload: &Payload, bandwidth: Option<&Arc<Bandwidth>>) -> ByteStream {
    let segments = payload.segments().to_vec();
    let pace = match bandwidth {
        Some(bandwidth) => Some(Pace {
            piece: (bandwidth.bytes_per_second() / 8).clamp(1 << 10, LARGEST_PIECE),
            bandwidth: Arc::clone(bandwidth),
            wait: None,
            turn: if payload.len() > SMALL { Some(bandwidth.turn().await) } else { None },
        }),
        None => None,
    };
    let left = payload.len();
    ByteStream::new(SdkBody::from_body_1_x(Segments {
        segments: segments.into_iter(),
        current: Bytes::new(),
        left,
        pace,
    }))
}

/// The checksum header of the SDK's default, CRC32 in base64. The SDK would compute it itself, but of streams only
/// as a trailer, which older S3 servers do not understand.
pub(super) fn checksum(payload: &Payload) -> String {
    let mut digest = Digest::new(CrcAlgorithm::Crc32IsoHdlc);
    payload.segments().iter().for_each(|segment| digest.update(segment));
    let crc = u32::try_from(digest.finalize()).unwrap_or_default();
    aws_smithy_types::base64::encode(crc.to_be_bytes())
}

struct Segments {
    segments: std::vec::IntoIter<Bytes>,
    current: Bytes,
    left: u64,
    pace: Option<Pace>,
}

struct Pace {
    bandwidth: Arc<Bandwidth>,
    piece: u64,
    wait: Option<Pin<Box<Sleep>>>,
    /// Held until the last byte is on its way.
    turn: Option<Turn>,
}

impl Pace {
    fn poll_passed(&mut self, bytes: u64, cx: &mut Context<'_>) -> Poll<()> {
        if self.wait.is_none() {
            self.wait = self.bandwidth.reserve(bytes).map(|due| Box::pin(tokio::time::sleep_until(due)));
        }
        if let Some(wait) = &mut self.wait {
            ready!(wait.as_mut().poll(cx));
        }
        self.wait = None;
        Poll::Ready(())
    }
}

impl Body for Segments {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let this = &mut *self;
        while !this.current.has_remaining() {
            match this.segments.next() {
                Some(segment) => this.current = segment,
                None => return Poll::Ready(None),
            }
        }
        let mut size = this.current.len();
        if let Some(pace) = &mut this.pace {
            size = size.min(usize::try_from(pace.piece).unwrap_or(usize::MAX));
            ready!(pace.poll_passed(size as u64, cx));
        }
        this.left -= size as u64;
        if this.left == 0
            && let Some(pace) = &mut this.pace
        {
            pace.turn = None;
        }
        Poll::Ready(Some(Ok(Frame::data(this.current.split_to(size)))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU64;

    use super::*;

    fn payload() -> Payload {
        let segments = [&b"12345"[..], b"", b"6789", b""].map(Bytes::from_static);
        Payload::from(segments.to_vec())
    }

    #[tokio::test]
    async fn the_stream_is_the_segments_in_order_with_their_size() {
        let body = stream(&payload(), None).await;
        assert_eq!(body.size_hint(), (9, Some(9)));
        assert_eq!(body.collect().await.unwrap().into_bytes(), "123456789");
        let empty = stream(&Payload::default(), None).await;
        assert_eq!(empty.size_hint(), (0, Some(0)));
    }

    #[test]
    fn the_checksum_is_that_of_the_joined_bytes() {
        // The published check value of CRC-32/ISO-HDLC for "123456789" is cbf43926.
        assert_eq!(checksum(&payload()), aws_smithy_types::base64::encode([0xcb, 0xf4, 0x39, 0x26]));
    }

    #[tokio::test(start_paused = true)]
    async fn a_limited_stream_takes_its_time() {
        let bandwidth = Arc::new(Bandwidth::new(NonZeroU64::new(10_000).unwrap()));
        let start = tokio::time::Instant::now();
        let payload = Payload::from(vec![Bytes::from(vec![0; 60_000]), Bytes::from(vec![0; 40_000])]);
        stream(&payload, Some(&bandwidth)).await.collect().await.unwrap();
        assert!((9.0..10.5).contains(&start.elapsed().as_secs_f64()), "{:?}", start.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn large_objects_take_the_whole_way_in_turn_and_small_ones_do_not_wait_for_them() {
        let bandwidth = Arc::new(Bandwidth::new(NonZeroU64::new(1 << 20).unwrap()));
        let start = tokio::time::Instant::now();
        let sent = |bytes: usize| {
            let bandwidth = Arc::clone(&bandwidth);
            async move {
                let payload = Payload::from(vec![Bytes::from(vec![0; bytes])]);
                stream(&payload, Some(&bandwidth)).await.collect().await.unwrap();
                start.elapsed().as_secs_f64()
            }
        };
        let (first, small, second) = tokio::join!(sent(10 << 20), sent(100 << 10), sent(10 << 20));
        assert!((9.0..11.0).contains(&first), "{first}");
        assert!(small < 1.0, "{small}");
        assert!((19.0..21.0).contains(&second), "{second}");
        // Who gives up lets the next one pass.
        let given_up = stream(&Payload::from(vec![Bytes::from(vec![0; 2 << 20])]), Some(&bandwidth)).await;
        drop(given_up);
        sent(2 << 20).await;
    }
}
