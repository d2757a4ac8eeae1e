//! Settings with where they come from, and mistakes in profiles.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::table::table;
use super::{printable, shown};
use crate::policy::profile::{Finding, Origin, Setting, Value};

/// Settings that belong together.
#[derive(Debug)]
pub struct Section<'a> {
    /// What they are of, such as a dataset; empty for those of the whole.
    pub title: String,
    /// The keys as they are written there, and what they are set to.
    pub settings: Vec<(&'a str, &'a Setting)>,
}

/// For people: a table a section.
pub fn text(sections: &[Section<'_>], file: Option<&Path>, width: Option<usize>) -> String {
    let section = |section: &Section<'_>| {
        let mut rows = vec![["Key", "Value", "From"].map(str::to_owned)];
        for (key, setting) in &section.settings {
            let value = match masked(key, setting) {
                Some(mask) => mask.to_owned(),
                None => shown(&setting.value.to_string()),
            };
            rows.push([named(key, setting).to_owned(), value, origin_text(setting.origin, file)]);
        }
        let title =
            if section.title.is_empty() { String::new() } else { format!("{}:\n", shown(&section.title)) };
        format!("{title}{}", table(&rows, &[], width))
    };
    sections.iter().map(section).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// What is shown in place of a value that may be, or hold, a secret.
fn masked(key: &str, setting: &Setting) -> Option<&'static str> {
    match setting.origin {
        _ if key.ends_with("password_command") => Some("(a command)"),
        Origin::Environment("SANDYQ_PASSWORD") => Some("(set)"),
        _ => None,
    }
}

/// A passphrase itself has no key in a profile.
fn named<'a>(key: &'a str, setting: &Setting) -> &'a str {
    if setting.origin == Origin::Environment("SANDYQ_PASSWORD") { "repository.password" } else { key }
}

fn origin_text(origin: Origin, file: Option<&Path>) -> String {
    match origin {
        Origin::Flag(name) => name.to_owned(),
        Origin::Environment(name) => format!("environment {name}"),
        Origin::File(place) => {
            let file = file.map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
            format!("{}:{}", shown(&file), place.line)
        }
        Origin::Tier => "default of its tier".to_owned(),
        Origin::Default => "default".to_owned(),
    }
}

/// For programs: one object.
pub fn json(sections: &[Section<'_>], file: Option<&Path>, profile: Option<&str>) -> Json {
    let settings = |section: &Section<'_>| -> Json {
        section.settings.iter().map(|(key, setting)| setting_json(key, setting)).collect()
    };
    let section = |section: &Section<'_>| json!({ "of": section.title, "settings": settings(section) });
    json!({
        "message_type": "config",
        "file": file.map(|file| file.to_string_lossy()),
        "profile": profile,
        "sections": sections.iter().map(section).collect::<Json>(),
    })
}

fn setting_json(key: &str, setting: &Setting) -> Json {
    let value = match masked(key, setting) {
        Some(mask) => mask.into(),
        None => match &setting.value {
            Value::Text(text) => json!(text),
            Value::Flag(flag) => json!(flag),
            Value::Number(number) => json!(number),
            Value::Bytes(bytes) => json!(bytes),
            Value::Texts(texts) => json!(texts),
            Value::Time(time) => json!(time.as_secs()),
            Value::Span(span) => json!(span.to_string()),
            Value::Commands(commands) => commands.iter().map(|command| json!(command.words())).collect(),
        },
    };
    let mut object = json!({ "key": named(key, setting), "value": value });
    match setting.origin {
        Origin::Flag(name) => object["flag"] = name.into(),
        Origin::Environment(name) => object["environment"] = name.into(),
        Origin::File(place) => {
            object["line"] = place.line.into();
            object["column"] = place.column.into();
        }
        Origin::Tier => object["default"] = "tier".into(),
        Origin::Default => object["default"] = true.into(),
    }
    object
}

/// A mistake for people: its place as editors understand it, what is wrong, and advice.
pub fn finding_text(file: &Path, finding: &Finding) -> String {
    let Finding { place, message, advice } = finding;
    format!(
        "{}:{place}: {}\n  hint: {}",
        shown(&file.to_string_lossy()),
        printable(message),
        printable(advice)
    )
}

/// The same for programs.
pub fn finding_json(file: &Path, finding: &Finding) -> Json {
    let Finding { place, message, advice } = finding;
    json!({
        "message_type": "finding",
        "file": file.to_string_lossy(),
        "line": place.line,
        "column": place.column,
        "message": message,
        "hint": advice,
    })
}
