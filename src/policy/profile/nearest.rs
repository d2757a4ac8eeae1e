//! The right word that a wrong one is nearest to.

/// The nearest of `words`, if any is near enough to be meant.
pub fn nearest<'a>(wrong: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Nobody mistypes a word this long, and the comparison takes time.
    if wrong.len() > 64 {
        return None;
    }
    let close = |word: &'a str| {
        let distance = distance(wrong, word);
        (distance <= word.chars().count().max(3) / 3).then_some((distance, word))
    };
    words.into_iter().filter_map(close).min().map(|(_, word)| word)
}

/// Characters to insert, remove, exchange or swap with their neighbour to make one word of the other.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<_>, Vec<_>) = (one.chars().collect(), other.chars().collect());
    let mut before_last = vec![0; other.len() + 1];
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, a) in one.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, b) in other.iter().enumerate() {
            let exchanged = last[column] + usize::from(a != b);
            let mut least = exchanged.min(last[column + 1] + 1).min(next[column] + 1);
            if row > 0 && column > 0 && *a == other[column - 1] && one[row - 1] == *b {
                least = least.min(before_last[column - 1] + 1);
            }
            next.push(least);
        }
        before_last = std::mem::replace(&mut last, next);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistyped_words_are_near_and_others_are_not() {
        let words = ["exclude", "iexclude", "paths", "rto"];
        for (wrong, right) in [
            ("exlude", Some("exclude")),
            ("excldue", Some("exclude")),
            ("pathes", Some("paths")),
            ("rpo", Some("rto")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(wrong, words), right, "{wrong}");
        }
        assert_eq!(nearest(&"x".repeat(1000), words), None);
    }
}
