//! What `init` made.

use serde_json::{Value, json};

use crate::operations::init::InitResult;
use crate::repository::root::CommitMode;
use crate::storage::probe::ConditionalPut;

/// For people.
pub fn text(made: &InitResult, location: &str) -> String {
    let mut lines = vec![
        format!("made repository {} at {location}, with one key of role full", &made.repository.to_string()[..16]),
        "Without the passphrase nothing can ever be restored: keep it where this machine's end does not reach it,"
            .to_owned(),
        "and beside it a key file from `sandyq key export --out FILE`.".to_owned(),
    ];
    lines.extend(warning(made).map(str::to_owned));
    lines.join("\n")
}

/// What the store does not do, in plain words.
fn warning(made: &InitResult) -> Option<&'static str> {
    let found = match made.probe {
        ConditionalPut::Atomic => return None,
        ConditionalPut::Refused => {
            "This store knows no conditional PUT. Back up from as many hosts as you like, but run maintenance from \
             one host only."
        }
        ConditionalPut::Ignored => {
            "This store lets a later PUT replace an object it was asked to keep. Back up from as many hosts as you \
             like, but run maintenance from one host only."
        }
        ConditionalPut::NotAtomic => {
            "This store lets several of concurrent conditional PUTs win. Back up from as many hosts as you like, but \
             run maintenance from one host only."
        }
    };
    Some(found)
}

/// For programs.
pub fn json(made: &InitResult, location: &str) -> Value {
    json!({
        "message_type": "initialized",
        "id": made.repository.to_string(),
        "repository": location,
        "role": "full",
        "conditional_put": made.mode == CommitMode::Conditional,
        "warning": warning(made),
    })
}
