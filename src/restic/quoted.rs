//! Names as restic writes them: any bytes, as Go's `strconv.Quote` writes a string, without the quotes.

/// The bytes that were quoted. Nothing if nobody would quote like this.
pub fn unquoted(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(next) = rest.next() {
        if next != '\\' {
            bytes.extend_from_slice(next.encode_utf8(&mut [0; 4]).as_bytes());
            continue;
        }
        match rest.next()? {
            'a' => bytes.push(7),
            'b' => bytes.push(8),
            'f' => bytes.push(12),
            'n' => bytes.push(b'\n'),
            'r' => bytes.push(b'\r'),
            't' => bytes.push(b'\t'),
            'v' => bytes.push(11),
            same @ ('\\' | '\'' | '"') => bytes.push(same as u8),
            'x' => bytes.push(u8::try_from(number(&mut rest, 2, 16)?).ok()?),
            'u' => push(&mut bytes, number(&mut rest, 4, 16)?)?,
            'U' => push(&mut bytes, number(&mut rest, 8, 16)?)?,
            first @ '0'..='7' => {
                let high = first.to_digit(8)?;
                bytes.push(u8::try_from(high * 64 + number(&mut rest, 2, 8)?).ok()?);
            }
            _ => return None,
        }
    }
    Some(bytes)
}

fn number(rest: &mut std::str::Chars<'_>, digits: usize, base: u32) -> Option<u32> {
    let mut number: u32 = 0;
    for _ in 0..digits {
        number = number.checked_mul(base)?.checked_add(rest.next()?.to_digit(base)?)?;
    }
    Some(number)
}

fn push(bytes: &mut Vec<u8>, number: u32) -> Option<()> {
    let character = char::from_u32(number)?;
    bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        for (text, bytes) in [
            ("plain", &b"plain"[..]),
            ("сандық", "сандық".as_bytes()),
            (r#"w\xff\"eird\\n"#, b"w\xff\"eird\\n"),
            (r"\a\b\f\n\r\t\v\'", b"\x07\x08\x0c\n\r\t\x0b'"),
            (r"\u2028\U0001f600\101", "\u{2028}\u{1f600}A".as_bytes()),
        ] {
            assert_eq!(unquoted(text).as_deref(), Some(bytes), "{text}");
        }
    }

    #[test]
    fn what_nobody_quotes_is_nothing() {
        for text in ["\\", "\\x1", "\\xgg", "\\777", "\\ud800", "\\q", "\\U99999999"] {
            assert_eq!(unquoted(text), None, "{text}");
        }
    }
}
