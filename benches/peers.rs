//! Whole backups beside those of other programs: `scripts/bench-peers` with the release build.
//!
//! `cargo bench --bench peers -- --workloads tiny,vm --rounds 3`; without Python 3 there is nothing to see here.

use std::env;
use std::path::Path;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/bench-peers");
    // What cargo says of its own accord.
    let arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    let status = Command::new("python3")
        .arg(&script)
        .args(["--sandyq", env!("CARGO_BIN_EXE_sandyq")])
        .args(arguments)
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(status) => {
            eprintln!("{} ended with {status}", script.display());
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("cannot start python3: {error}");
            ExitCode::FAILURE
        }
    }
}
