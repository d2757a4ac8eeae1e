//! Results to text and JSON, side by side: what a person reads and what a program reads of the same thing. Pure: what
//! is printed where is the command line's affair.
//!
//! JSON has restic's names where the thing is the same, so that what reads restic's output reads this too.

pub mod alert;
pub mod backup;
pub mod caches;
pub mod cat;
pub mod changes;
pub mod config;
pub mod diff;
pub mod doctor;
pub mod drill;
pub mod due;
pub mod dump;
pub mod find;
pub mod forget;
pub mod health;
pub mod incoming;
pub mod json;
pub mod keys;
pub mod listing;
pub mod metrics;
pub mod mount;
pub mod ncdu;
pub mod page;
pub mod progress;
pub mod prune;
pub mod recover;
pub mod repair;
pub mod repository;
pub mod restore;
pub mod rewrite;
pub mod runbook;
pub mod schedule;
pub mod snapshots;
pub mod stats;
pub mod status;
pub mod table;
pub mod template;
pub mod verify;

use chrono::Local;

use crate::filesystem::Escaped;
use crate::model::quantity;
use crate::model::time::Timestamp;

/// A time in this host's zone.
pub fn local_time(time: Timestamp) -> String {
    time.to_datetime().with_timezone(&Local).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// A text from the repository: others may have written it, so nothing in it reaches the terminal as a command.
pub fn shown(text: &str) -> String {
    Escaped(text.as_bytes()).to_string()
}

/// A message of ours that may name what others wrote: without anything that moves the cursor or turns the text around.
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_control() => shown.extend(c.escape_default()),
            '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                shown.extend(c.escape_unicode());
            }
            c => shown.push(c),
        }
    }
    shown
}

/// How long something took.
pub fn spent(seconds: f64) -> String {
    if seconds < 10.0 { format!("{seconds:.2} s") } else { quantity::duration(seconds) }
}

/// "1 file", "2 files".
pub fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Bytes in a time, as a speed.
fn speed(bytes: u64, seconds: f64) -> String {
    format!("{}/s", quantity::bytes((bytes as f64 / seconds.max(0.1)) as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_runs_are_told_in_fractions_of_a_second() {
        assert_eq!(spent(0.014), "0.01 s");
        assert_eq!(spent(75.0), "1:15");
    }

    #[test]
    fn nothing_from_the_repository_moves_the_cursor() {
        assert_eq!(shown("a\x1b[2J\n"), "a\\u{1b}[2J\\n");
        assert_eq!(printable("a\\b\x1b[2J\n\u{202e}ж"), "a\\b\\u{1b}[2J\\n\\u{202e}ж");
    }
}
