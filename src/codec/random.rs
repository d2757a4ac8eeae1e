//! The only place that draws randomness: keys, salts and names come straight from the operating system.

/// `N` fresh bytes from the operating system.
///
/// Panics when it has none to give: whatever would be sealed or named without them would be unsafe.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut fresh = [0; N];
    #[cfg(feature = "testing")]
    if seeded::fill(&mut fresh) {
        return fresh;
    }
    if let Err(error) = getrandom::fill(&mut fresh) {
        panic!("the operating system gives no randomness, nothing can be encrypted safely: {error}");
    }
    fresh
}

/// For simulations, whose runs are to repeat exactly: threads can be told to draw from a sequence instead. Not compiled
/// into a program that keeps anybody's data.
#[cfg(feature = "testing")]
pub mod seeded {
    use std::cell::Cell;
    use std::sync::{Mutex, PoisonError};

    thread_local! {
        static OWN: Cell<Option<u64>> = const { Cell::new(None) };
    }
    static OTHERS: Mutex<Option<u64>> = Mutex::new(None);

    /// What this thread draws from now on depends on `seed` alone.
    pub fn this_thread(seed: u64) {
        OWN.set(Some(seed));
    }

    /// What threads without a seed of their own draw from now on depends on `seed` and their order.
    pub fn other_threads(seed: u64) {
        *OTHERS.lock().unwrap_or_else(PoisonError::into_inner) = Some(seed);
    }

    pub(super) fn fill(bytes: &mut [u8]) -> bool {
        if let Some(mut state) = OWN.get() {
            draw(&mut state, bytes);
            OWN.set(Some(state));
            return true;
        }
        match &mut *OTHERS.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(state) => draw(state, bytes),
            None => return false,
        }
        true
    }

    /// SplitMix64: no two of its values are equal within a period.
    fn draw(state: &mut u64, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = *state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            part.copy_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes()[..part.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn two_draws_differ() {
        assert_ne!(super::bytes::<32>(), super::bytes::<32>());
    }
}
