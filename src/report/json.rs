//! Messages that every command may send as JSON.

use serde_json::{Value, json};

/// The last words of a run that failed.
pub fn exit_error(code: u8, message: &str, hint: Option<&str>) -> Value {
    let mut value = json!({ "message_type": "exit_error", "code": code, "message": message });
    if let Some(hint) = hint {
        value["hint"] = hint.into();
    }
    value
}

/// Something that deserves attention and does not change the outcome.
pub fn warning(message: &str) -> Value {
    json!({ "message_type": "warning", "message": message })
}

/// An entry that could not be read or restored.
pub fn item_error(during: &str, item: &[u8], message: &str) -> Value {
    let item = String::from_utf8_lossy(item);
    json!({ "message_type": "error", "error": { "message": message }, "during": during, "item": item })
}
