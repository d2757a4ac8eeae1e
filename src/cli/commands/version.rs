//! `version`.

use crate::cli::exit_code::ExitCode;
use crate::cli::failure::Result;
use crate::cli::open::Session;
use crate::repository::config::FORMAT_VERSION;

pub fn run(session: &Session) -> Result<ExitCode> {
    let version = env!("CARGO_PKG_VERSION");
    if session.global.json {
        let value =
            serde_json::json!({ "message_type": "version", "version": version, "format": FORMAT_VERSION });
        println!("{value}");
    } else {
        println!("sandyq {version}, repository format {FORMAT_VERSION}");
    }
    Ok(ExitCode::Ok)
}
