//! `runbook`: the recovery document says what the profile says, and its commands bring everything back.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "support/profiled.rs"]
mod profiled;

use profiled::Host;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/runbooks")
}

/// The document, without what is different on each day, host and version.
fn rendered(host: &Host, language: &str) -> String {
    let text = host.ok(&["runbook", "render", "--lang", language]);
    let folder = fs::canonicalize(host.0.path()).unwrap();
    let day = text.lines().find_map(|line| line.split_once(", by sandyq ").or(line.split_once(", sandyq ")));
    let day = day.unwrap().0.rsplit(' ').next().unwrap();
    text.replace(folder.to_str().unwrap(), "/etc/sandyq")
        .replace(host.0.path().to_str().unwrap(), "/etc/sandyq")
        .replace(day, "2026-11-26")
        .replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

#[test]
fn the_documents_are_as_they_were_written_down() {
    let host = Host::new(&fs::read_to_string(fixtures().join("plan.toml")).unwrap());
    for language in ["en", "kk"] {
        let (text, fixture) = (rendered(&host, language), fixtures().join(format!("plan.{language}.md")));
        if std::env::var_os("SANDYQ_WRITE_FIXTURES").is_some() {
            fs::write(&fixture, &text).unwrap();
        }
        let expected = fs::read_to_string(&fixture).unwrap();
        assert!(text == expected, "SANDYQ_WRITE_FIXTURES=1 writes {} anew:\n{text}", fixture.display());
        // Files that hold secrets are named, and what could be a secret itself is not.
        assert!(text.contains("/etc/sandyq/full.key") && !text.contains("secret-place"));
    }
}

#[test]
fn both_languages_have_the_same_commands() {
    let host = Host::new(&fs::read_to_string(fixtures().join("plan.toml")).unwrap());
    let commands = |language| {
        let text = rendered(&host, language);
        let words = text.split(['`', '\n', '|']).map(|part| part.trim().to_owned());
        let of_sandyq = words.filter(|part| part.starts_with("sandyq ") || part.starts_with("export "));
        // What a person fills in has the words of the language.
        let plain = of_sandyq.map(|one| {
            let word = |word: &str| if word.chars().all(char::is_uppercase) { "X" } else { word }.to_owned();
            one.replace("--lang kk", "--lang en").split(' ').map(word).collect::<Vec<_>>().join(" ")
        });
        plain.collect::<Vec<_>>()
    };
    assert!(commands("en").len() > 30);
    assert_eq!(commands("en"), commands("kk"));
}

/// The commands of the section on bare hosts, in order.
fn bare_host(document: &str) -> String {
    let section = document.split("<!-- bare-host -->").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let blocks = section.split("\n```sh\n").skip(1).map(|rest| rest.split("\n```").next().unwrap());
    blocks.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_bare_host_brings_everything_back_by_the_document_alone() {
    let second = "[[dataset]]\nname = 'documents'\npaths = ['source/documents']\n\
        repository = { url = 'second', password_file = 'other' }\n";
    let host = Host::new(&format!(
        "[repository]\nurl = 'chest'\npassword_file = 'password'\n[[dataset]]\nname = 'home'\n\
        tier = 'standard'\npaths = ['source/home']\n{second}"
    ));
    fs::write(host.path("other"), "another horse").unwrap();
    host.init();
    host.ok(&["init", "--repo", "second", "--password-file", "other", "--argon2-memory", "8M", "-q"]);
    host.ok(&["backup", "-q"]);
    host.ok(&["key", "export", "--out", "exported", "-q"]);
    for language in ["en", "kk"] {
        let out = host.path("plan.md");
        host.ok(&["runbook", "render", "--lang", language, "--out", out.to_str().unwrap(), "-q"]);
        let script = bare_host(&fs::read_to_string(out).unwrap());
        // One repository with its exported key, the other with its passphrase: nothing else of the host is there.
        let bare = tempfile::tempdir().unwrap();
        fs::copy(env!("CARGO_BIN_EXE_sandyq"), bare.path().join("sandyq")).unwrap();
        fs::copy(host.path("exported"), bare.path().join("key-1")).unwrap();
        fs::copy(host.path("other"), bare.path().join("passphrase-2")).unwrap();
        let mut shell = Command::new("sh");
        shell.args(["-euc", &script]).current_dir(bare.path()).env_clear();
        let output = shell.env("PATH", std::env::var_os("PATH").unwrap()).output().unwrap();
        assert!(output.status.success(), "{script}\n{output:?}");
        for (dataset, file, text) in
            [("home", "home/notes.txt", "notes"), ("documents", "documents/letter.txt", "letter")]
        {
            // Paths are kept whole.
            let original = fs::canonicalize(host.path("source")).unwrap().join(file);
            let restored =
                bare.path().join("restored").join(dataset).join(original.strip_prefix("/").unwrap());
            assert_eq!(fs::read_to_string(restored).unwrap(), text);
        }
    }
}

#[test]
fn nothing_is_written_over_by_half_and_a_host_without_a_profile_has_no_document() {
    let host = Host::new(
        "[repository]\nurl = 'chest'\npassword_file = 'password'\n\
        [[dataset]]\nname = 'home'\npaths = ['source/home']\n",
    );
    let text = host.fails(1, &["runbook", "render", "--out", "nowhere/plan.md"]);
    assert!(text.contains("cannot write nowhere/plan.md"), "{text}");
    assert!(host.fails(2, &["runbook", "render", "--config", "/dev/null", "-q"]).contains("has no dataset"));
}
