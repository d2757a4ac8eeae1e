//! Which keys are good in every store.

use super::{Error, ErrorKind};

/// The folder in which a directory store keeps unfinished uploads; no key may lie in it, in any store, so that
/// objects can be moved between stores of different kinds.
pub(super) const TEMPORARY: &str = "tmp";

const LONGEST_KEY: usize = 700;
const LONGEST_PART: usize = 200;

/// Whether every kind of store can hold this key, and each spells it the same way: `/`-separated parts of ASCII
/// letters, digits, `-`, `_`, `.` and `=`, none starting with a dot, at most 200 bytes a part and 700 in all,
/// the first of them not `tmp`. Answers with what is wrong.
pub fn check_key(key: &str) -> Result<(), &'static str> {
    if key.is_empty() {
        return Err("the key is empty");
    }
    if key.len() > LONGEST_KEY {
        return Err("the key is longer than 700 bytes");
    }
    if key.split('/').next() == Some(TEMPORARY) {
        return Err("the folder tmp is reserved for unfinished uploads");
    }
    key.split('/').try_for_each(check_part)
}

fn check_part(part: &str) -> Result<(), &'static str> {
    if part.is_empty() {
        Err("the key has an empty part")
    } else if part.starts_with('.') {
        Err("a part of the key starts with a dot")
    } else if part.len() > LONGEST_PART {
        Err("a part of the key is longer than 200 bytes")
    } else if !part.bytes().all(is_key_byte) {
        Err("the key has a character other than letters, digits, '-', '_', '.', '=' and '/'")
    } else {
        Ok(())
    }
}

/// Whether a name found in a folder can be part of a key; what cannot is not ours and not listed.
pub(super) fn is_key_part(name: &str) -> bool {
    check_part(name).is_ok()
}

fn is_key_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.=".contains(&byte)
}

/// [`check_key`] as the error of a call.
pub(super) fn checked(operation: &'static str, key: &str, location: &str) -> Result<(), Error> {
    check_key(key).map_err(|text| Error::new(ErrorKind::Invalid, operation, key, location).because(text))
}

/// A prefix is any beginning of a key, or nothing.
pub(super) fn checked_prefix(prefix: &str, location: &str) -> Result<(), Error> {
    let starts_a_key =
        prefix.is_empty() || check_key(&format!("{prefix}x")).is_ok() || check_key(prefix).is_ok();
    if starts_a_key {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Invalid, "list", prefix, location).because("no key can start like this"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_leave_the_store_or_hide_in_it_are_refused() {
        for key in ["", "/a", "a/", "a//b", "..", "a/../b", "./a", ".hidden", "a/.b", "tmp", "tmp/a"] {
            assert!(check_key(key).is_err(), "{key:?}");
        }
        for key in ["a b", "a\\b", "a\0b", "a+b", "a%2e", "ключ", "a\nb"] {
            assert!(check_key(key).is_err(), "{key:?}");
        }
        assert!(check_key(&"a".repeat(201)).is_err());
        assert!(check_key(&"a/".repeat(400)).is_err());
    }

    #[test]
    fn ordinary_keys_and_their_beginnings_are_accepted() {
        for key in ["a", "a/b", "tmpa/b", "a/tmp", "0f/0f_A-z=9.x", &"a".repeat(200)] {
            assert!(check_key(key).is_ok(), "{key:?}");
        }
        for prefix in ["", "a", "a/", "tm", "a/b", "a/."] {
            let expected = prefix != "a/.";
            assert_eq!(checked_prefix(prefix, "here").is_ok(), expected, "{prefix:?}");
        }
    }
}
