//! A mistake in a profile, with its place.

use std::fmt;

/// Where something stands in a text, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl Place {
    /// The place of a byte.
    pub fn of(text: &str, offset: usize) -> Self {
        let mut end = offset.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        Self { line, column: before[line_start..].chars().count() + 1 }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// What is wrong at a place, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// One sentence with the facts.
    pub message: String,
    /// One line of advice.
    pub advice: String,
}

impl Finding {
    /// A finding of this sentence and this advice.
    pub fn new(place: Place, message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { place, message: message.into(), advice: advice.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_characters_are_counted_from_one() {
        let text = "a\nжб = 1\n";
        let place = |offset| Place::of(text, offset).to_string();
        assert_eq!((place(0), place(2), place(4)), ("1:1".into(), "2:1".into(), "2:2".into()));
        // In the middle of a character, and beyond the end.
        assert_eq!((place(3), place(999)), ("2:1".into(), "3:1".into()));
    }
}
