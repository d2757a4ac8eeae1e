//! What happened, in words. Names that come from chance are told by numbers.

use std::collections::HashMap;

/// A schedule as it went.
#[derive(Debug, Default)]
pub struct Trace {
    lines: Vec<String>,
    names: HashMap<String, usize>,
}

/// Digits of the random part of a name, at least.
const NAME: usize = 24;

impl Trace {
    pub fn note(&mut self, who: &str, what: &str) {
        let number = self.lines.len() + 1;
        let line = format!("{number:5}  {who:<12} {}", self.readable(what));
        self.lines.push(line);
    }

    /// `what` with a short name in place of every long run of hexadecimal digits.
    pub fn readable(&mut self, what: &str) -> String {
        let mut readable = String::with_capacity(what.len());
        let mut rest = what;
        while let Some(start) = rest.find(|c: char| c.is_ascii_hexdigit()) {
            let digits = &rest[start..];
            let end = digits.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(digits.len());
            readable.push_str(&rest[..start]);
            if end >= NAME {
                let count = self.names.len() + 1;
                let number = *self.names.entry(digits[..end].to_owned()).or_insert(count);
                readable.push_str(&format!("<{number}>"));
            } else {
                readable.push_str(&digits[..end]);
            }
            rest = &digits[end..];
        }
        readable + rest
    }

    pub fn lines(&self) -> &[String] {
        &self.lines
    }
}
