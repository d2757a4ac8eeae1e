//! What a dump into a file wrote.

use std::path::Path;

use serde_json::{Value, json};

use super::{count, shown, spent};
use crate::model::quantity::bytes;
use crate::operations::dump::Dumped;

/// For people.
pub fn text(dumped: &Dumped, target: &Path, seconds: f64) -> String {
    let (files, target) = (count(dumped.files, "file", "files"), shown(&target.to_string_lossy()));
    format!("wrote {files}, {} to {target} in {}", bytes(dumped.bytes), spent(seconds))
}

/// For programs.
pub fn json(dumped: &Dumped, target: &Path, seconds: f64) -> Value {
    json!({
        "message_type": "summary",
        "seconds_elapsed": seconds,
        "files_dumped": dumped.files,
        "bytes_dumped": dumped.bytes,
        "left_out": dumped.left_out.iter().map(|path| String::from_utf8_lossy(path)).collect::<Vec<_>>(),
        "target": target.to_string_lossy(),
    })
}
