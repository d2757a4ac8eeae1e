//! `version`.

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::Result;
use crate::cli::output;
use crate::repository::config::FORMAT_VERSION;

pub fn run(context: &Context) -> Result<ExitCode> {
    let version = env!("CARGO_PKG_VERSION");
    if context.global.json {
        output::print(json!({ "message_type": "version", "version": version, "format": FORMAT_VERSION }))?;
    } else {
        output::print(format_args!("sandyq {version}, repository format {FORMAT_VERSION}"))?;
    }
    Ok(ExitCode::Ok)
}
