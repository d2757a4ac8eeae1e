//! The only place that draws randomness: keys, salts and names come straight from the operating system.

/// `N` fresh bytes from the operating system.
///
/// Panics when it has none to give: whatever would be sealed or named without them would be unsafe.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut fresh = [0; N];
    if let Err(error) = getrandom::fill(&mut fresh) {
        panic!("the operating system gives no randomness, nothing can be encrypted safely: {error}");
    }
    fresh
}

#[cfg(test)]
mod tests {
    #[test]
    fn two_draws_differ() {
        assert_ne!(super::bytes::<32>(), super::bytes::<32>());
    }
}
