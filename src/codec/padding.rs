//! Padding that hides lengths.

/// The length that something of `len` bytes is padded to: Padmé, from "Reducing Metadata Leakage from
/// Encrypted Files and Communication with PURBs" (Nikitin, Barman, Lueks, Underwood, Hubaux, Ford; PoPETs
/// 2019(4), section 4). The top `floor(log2(floor(log2(len)))) + 1` bits of a length survive, all below
/// are rounded up: O(log log len) bits leak and at most 12 % is added, less as lengths grow.
///
/// Lengths within 2^58 of `u64::MAX`, which cannot be rounded up, stay as they are.
pub fn padme(len: u64) -> u64 {
    if len < 2 {
        return len;
    }
    let exponent = len.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1_u64 << (exponent - kept)) - 1;
    len.checked_add(mask).map_or(len, |rounded| rounded & !mask)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::padme;

    #[test]
    fn small_lengths_by_hand() {
        let expected = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 10, 12, 12, 14, 14, 16, 16, 18, 18, 20, 20];
        for (len, padded) in expected.into_iter().enumerate() {
            assert_eq!(padme(len as u64), padded, "{len}");
        }
        // 2^20: five bits survive, the rest is rounded up.
        assert_eq!(padme(1 << 20), 1 << 20);
        assert_eq!(padme((1 << 20) + 1), (1 << 20) + (1 << 15));
        assert_eq!(padme(u64::MAX), u64::MAX);
    }

    proptest! {
        #[test]
        fn padding_never_shrinks_adds_at_most_an_eighth_and_settles(len in 0..u64::MAX / 2) {
            let padded = padme(len);
            prop_assert!(padded >= len);
            prop_assert!((padded - len) as f64 <= len as f64 * 0.12);
            prop_assert_eq!(padme(padded), padded);
        }

        #[test]
        fn padding_keeps_order(a in 0..u64::MAX / 2, b in 0..u64::MAX / 2) {
            prop_assert_eq!(padme(a.min(b)) <= padme(a.max(b)), true);
        }
    }
}
