use std::collections::HashSet;

use proptest::prelude::*;

use super::super::object::{open_from, open_object, seal_object, seal_to, seal_written};
use super::super::padding::padme;
use super::*;

const REPOSITORY: [u8; 32] = [5; 32];
const PLACE: Binding<'_> = Binding { kind: "pack", repository: &REPOSITORY, name: "packs/00/a-1" };

fn secret() -> Secret {
    Secret::from_bytes([3; 32])
}

fn other_places() -> [Binding<'static>; 5] {
    const OTHER: [u8; 32] = [6; 32];
    [
        Binding { kind: "tree", ..PLACE },
        Binding { name: "packs/00/a-2", ..PLACE },
        Binding { repository: &OTHER, ..PLACE },
        // The same letters, shared out differently between kind and name.
        Binding { kind: "packp", name: "acks/00/a-1", ..PLACE },
        Binding { kind: "", name: "", ..PLACE },
    ]
}

#[test]
fn frames_open_in_any_order_and_way() {
    let mut sealer = Sealer::with_secret(&secret(), &PLACE);
    let mut pack = sealer.header().to_vec();
    let mut places = Vec::new();
    for plain in [&b"first"[..], b"", b"third frame"] {
        let start = pack.len();
        let frame = sealer.reserve(plain.len()).unwrap();
        places.push((frame.ordinal(), plain, start..start + frame.sealed_len()));
        pack.extend_from_slice(plain);
        frame.seal_tail(&mut pack, start).unwrap();
    }
    let check = sealer.opener();
    let (directory, trailer) = sealer.reserve_last(9, 7).unwrap();
    assert_eq!((directory.ordinal(), trailer.ordinal()), (DIRECTORY, TRAILER));
    let (mut directory_bytes, mut trailer_bytes) = (b"directory".to_vec(), [0; 7 + TAG]);
    trailer_bytes[..7].copy_from_slice(b"trailer");
    directory.seal(&mut directory_bytes).unwrap();
    trailer.seal_slice(&mut trailer_bytes).unwrap();

    let opener = Opener::with_secret(&secret(), &PLACE, &pack).unwrap();
    for opener in [opener, check] {
        let mut plain = b"left over from before".to_vec();
        for (ordinal, expected, range) in places.iter().rev() {
            opener.open_to(*ordinal, expected.len(), &pack[range.clone()], &mut plain).unwrap();
            assert_eq!(plain, *expected);
            let mut frame = pack[range.clone()].to_vec();
            assert_eq!(opener.open_slice(*ordinal, expected.len(), &mut frame).unwrap(), *expected);
        }
        let mut frame = directory_bytes.clone();
        opener.open(DIRECTORY, 9, &mut frame).unwrap();
        assert_eq!(frame, b"directory");
        opener.open(TRAILER, 7, &mut trailer_bytes.to_vec()).unwrap();
    }
}

#[test]
fn frames_are_sealed_on_other_threads() {
    let mut sealer = Sealer::with_secret(&secret(), &PLACE);
    let frames: Vec<_> = (0..8).map(|_| sealer.reserve(1000).unwrap()).collect();
    let opener = sealer.opener();
    std::thread::scope(|scope| {
        for frame in frames {
            let opener = &opener;
            scope.spawn(move || {
                let ordinal = frame.ordinal();
                let mut buffer = vec![ordinal as u8; 1000];
                frame.seal(&mut buffer).unwrap();
                opener.open(ordinal, 1000, &mut buffer).unwrap();
                assert_eq!(buffer, vec![ordinal as u8; 1000]);
            });
        }
    });
}

#[test]
fn a_frame_does_not_open_elsewhere() {
    let mut sealer = Sealer::with_secret(&secret(), &PLACE);
    let mut frame = b"plain".to_vec();
    sealer.reserve(5).unwrap().seal(&mut frame).unwrap();
    let opener = sealer.opener();
    for ordinal in [1, 2, DIRECTORY, TRAILER] {
        let mut elsewhere = frame.clone();
        assert_eq!(opener.open(ordinal, 5, &mut elsewhere), Err(Error::Authentication { ordinal }));
        assert_eq!(elsewhere[..5], [0; 5], "what is not authentic comes to nothing");
    }
    let mut shorter = frame[..frame.len() - 1].to_vec();
    assert_eq!(opener.open(0, 4, &mut shorter), Err(Error::Authentication { ordinal: 0 }));
    for wrong in [0, 4, 6, usize::MAX] {
        let error =
            Error::FrameLength { ordinal: 0, expected: wrong.saturating_add(TAG), found: frame.len() };
        assert_eq!(opener.open(0, wrong, &mut frame), Err(error));
    }
}

#[test]
fn a_buffer_of_another_length_than_reserved_is_refused() {
    let mut sealer = Sealer::with_secret(&secret(), &PLACE);
    let refused = sealer.reserve(5).unwrap().seal(&mut vec![0; 6]);
    assert_eq!(refused, Err(Error::FrameLength { ordinal: 0, expected: 5, found: 6 }));
    let refused = sealer.reserve(5).unwrap().seal_tail(&mut vec![0; 6], 7);
    assert_eq!(refused, Err(Error::FrameLength { ordinal: 1, expected: 5, found: 0 }));
    let refused = sealer.reserve(5).unwrap().seal_slice(&mut [0; 5]);
    assert_eq!(refused, Err(Error::FrameLength { ordinal: 2, expected: 21, found: 5 }));
}

#[test]
fn a_key_seals_no_more_than_its_share() {
    let mut sealer = Sealer::with_secret(&secret(), &PLACE);
    let ordinals: HashSet<u32> = std::iter::from_fn(|| sealer.reserve(1).ok()).map(|f| f.ordinal()).collect();
    assert_eq!(ordinals.len() as u32, MAX_FRAMES - 2);
    assert!(sealer.reserve_last(1, 1).is_ok(), "the last two frames always have a place");

    let mut sealer = Sealer::with_secret(&secret(), &PLACE);
    sealer.reserve(MAX_PLAIN as usize - 10).unwrap();
    assert_eq!(sealer.reserve(11).err(), Some(Error::ObjectFull { frames: 2, plain: MAX_PLAIN + 1 }));
    assert_eq!(sealer.reserve(usize::MAX).err(), Some(Error::ObjectFull { frames: 2, plain: u64::MAX }));
    assert_eq!(sealer.reserve(3).unwrap().ordinal(), 1, "a refused frame takes no ordinal");
    assert!(sealer.reserve_last(4, 4).is_err());
}

#[test]
fn the_same_plaintext_never_seals_the_same() {
    let objects: HashSet<_> = (0..8).map(|_| seal_object(&secret(), &PLACE, b"same").unwrap()).collect();
    assert_eq!(objects.len(), 8);
}

#[test]
fn an_object_opens_only_with_its_secret_and_in_its_place() {
    let object = seal_object(&secret(), &PLACE, b"plain").unwrap();
    assert_eq!(open_object(&secret(), &PLACE, &object).unwrap().as_slice(), b"plain");
    let stranger = Secret::from_bytes([4; 32]);
    assert_eq!(open_object(&stranger, &PLACE, &object), Err(Error::Commitment));
    for place in other_places() {
        assert_eq!(open_object(&secret(), &place, &object), Err(Error::Commitment));
    }
}

#[test]
fn an_object_sealed_to_a_key_opens_only_with_it_and_in_its_place() {
    let private = PrivateKey::generate();
    let object = seal_to(&private.recipient(), &PLACE, b"plain").unwrap();
    assert_eq!(open_from(&private, &PLACE, &object).unwrap().as_slice(), b"plain");
    assert_eq!(open_from(&PrivateKey::generate(), &PLACE, &object), Err(Error::Commitment));
    for place in other_places() {
        assert_eq!(open_from(&private, &place, &object), Err(Error::Commitment));
    }
    for place in [0, 31, 32, 700, 1119 + 32, 1152, object.len() - 1] {
        let mut damaged = object.clone();
        damaged[place] ^= 1;
        assert!(open_from(&private, &PLACE, &damaged).is_err());
    }
}

#[test]
fn every_flipped_bit_and_every_lost_tail_is_seen() {
    let object = seal_object(&secret(), &PLACE, b"plaintext").unwrap();
    for bit in 0..object.len() * 8 {
        let mut damaged = object.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        let expected =
            if bit < HEADER * 8 { Error::Commitment } else { Error::Authentication { ordinal: 0 } };
        assert_eq!(open_object(&secret(), &PLACE, &damaged), Err(expected));
    }
    for length in 0..object.len() {
        assert!(open_object(&secret(), &PLACE, &object[..length]).is_err());
    }
    assert!(open_object(&secret(), &PLACE, &[&object[..], b"\0"].concat()).is_err());
    assert_eq!(
        open_object(&secret(), &PLACE, &object[..63]),
        Err(Error::Truncated { needed: HEADER, found: 63 })
    );
}

#[test]
fn padding_that_is_not_the_formats_is_refused() {
    let sealed = |frame: &[u8]| {
        let mut sealer = Sealer::with_secret(&secret(), &PLACE);
        let mut object = [sealer.header(), frame].concat();
        sealer.reserve(frame.len()).unwrap().seal_tail(&mut object, HEADER).unwrap();
        open_object(&secret(), &PLACE, &object)
    };
    assert_eq!(sealed(b"\0\0\0\0\0\0\0\x02ab\0\0").unwrap().as_slice(), b"ab");
    assert_eq!(sealed(b"\0\0\0\0\0\0\0\x02ab\0\x01"), Err(Error::Padding));
    assert_eq!(sealed(b"\0\0\0\0\0\0\0\x05ab\0\0"), Err(Error::Padding));
    assert_eq!(sealed(b"\xff\xff\xff\xff\xff\xff\xff\xffab"), Err(Error::Padding));
    assert_eq!(sealed(b"\0\0\0"), Err(Error::Truncated { needed: 24, found: 19 }));
}

#[test]
fn names_beyond_the_key_derivation_are_an_error_when_opening() {
    let object = seal_object(&secret(), &PLACE, b"").unwrap();
    let long = "n".repeat(65_536);
    let place = Binding { name: &long, ..PLACE };
    assert_eq!(open_object(&secret(), &place, &object), Err(Error::Binding { kind: 4, name: 65_536 }));
    let place = Binding { kind: &long[..65], ..PLACE };
    assert_eq!(open_object(&secret(), &place, &object), Err(Error::Binding { kind: 65, name: 12 }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn objects_come_back_and_their_length_is_padme(
        plain in prop::collection::vec(any::<u8>(), 0..5000),
        key in any::<[u8; 32]>(),
        kind in "[a-z]{0,64}",
        name in ".{0,80}",
        repository in any::<[u8; 32]>(),
    ) {
        let secret = Secret::from_bytes(key);
        let place = Binding { kind: &kind, repository: &repository, name: &name };
        let whole = seal_object(&secret, &place, &plain).unwrap();
        let written = seal_written(&secret, &place, |object| {
            plain.chunks(100).for_each(|part| object.extend_from_slice(part));
        });
        for object in [whole, written.unwrap()] {
            prop_assert_eq!(object.len() as u64, padme((HEADER + 8 + plain.len() + TAG) as u64));
            let opened = open_object(&secret, &place, &object).unwrap();
            prop_assert_eq!(opened.as_slice(), plain.as_slice());
        }
    }

    #[test]
    fn a_flipped_bit_anywhere_is_seen(
        plain in prop::collection::vec(any::<u8>(), 0..3000),
        place in any::<prop::sample::Index>(),
        bit in 0..8_u32,
    ) {
        let mut object = seal_object(&secret(), &PLACE, &plain).unwrap();
        let place = place.index(object.len());
        object[place] ^= 1 << bit;
        prop_assert!(open_object(&secret(), &PLACE, &object).is_err());
    }

    #[test]
    fn another_kind_repository_or_name_does_not_open(
        kinds in prop::array::uniform2("[a-c]{0,3}"),
        names in prop::array::uniform2("[a-c]{0,3}"),
        repositories in prop::array::uniform2(prop::array::uniform32(0..2_u8)),
    ) {
        let places = [0, 1].map(|i| Binding { kind: &kinds[i], repository: &repositories[i], name: &names[i] });
        let same = kinds[0] == kinds[1] && names[0] == names[1] && repositories[0] == repositories[1];
        let object = seal_object(&secret(), &places[0], b"plain").unwrap();
        prop_assert_eq!(open_object(&secret(), &places[1], &object).is_ok(), same);
    }
}
