//! What the program says, word for word: help, mistakes and the usual ways through. The cases are in `tests/cmd`;
//! `TRYCMD=overwrite cargo test --test cli` writes them anew.

use std::env;
use std::process::Command;

/// The environment of every case. A case may set its own before a command.
const ENVIRONMENT: [(&str, &str); 6] = [
    ("SANDYQ_REPOSITORY", "chest"),
    ("SANDYQ_PASSWORD", "correct horse"),
    ("SANDYQ_CACHE_DIR", "cache"),
    ("SANDYQ_STATE_DIR", "state"),
    ("SANDYQ_CONFIG", "/dev/null"),
    ("TZ", "UTC"),
];
/// Set once that is so.
const READY: &str = "SANDYQ_TEST_CLI_READY";

#[test]
fn the_program_says_what_is_written_down() {
    if env::var_os(READY).is_some() {
        return trycmd::TestCases::new().case("tests/cmd/*.md").run();
    }
    // Cases inherit the environment of this process, which nothing may change while threads run: so it is another one.
    let mut again = Command::new(env::current_exe().unwrap());
    again.args(env::args_os().skip(1)).envs(ENVIRONMENT).env(READY, "1");
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let own = text.starts_with("SANDYQ_") && !ENVIRONMENT.iter().any(|(set, _)| *set == text);
        if own || text.starts_with("AWS_") {
            again.env_remove(name);
        }
    }
    assert!(again.status().unwrap().success(), "see above");
}
