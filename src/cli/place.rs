//! The address of a repository from the keys of a profile.

use std::fmt::Write;

use crate::policy::profile::{File, Finding, Layer, Origin, Settings, Table};
use crate::storage::Location;

/// Keys that belong to an S3 address, as its options are called.
const OPTIONS: [&str; 5] = ["region", "endpoint", "storage_class", "sse", "path_style"];

/// The address, with its options, that settings hold below a table.
pub fn address(settings: &Settings, table: &str) -> Option<String> {
    let url = settings.text(&format!("{table}.url"))?;
    let mut address = url.to_owned();
    let mut mark = if url.contains('?') { '&' } else { '?' };
    for option in OPTIONS {
        let path = format!("{table}.{option}");
        let value = match settings.flag(&path) {
            Some(flag) => flag.to_string(),
            None => settings.text(&path).unwrap_or_default().to_owned(),
        };
        if !value.is_empty() && url.contains("://") {
            address.push(mark);
            address.push_str(option);
            address.push('=');
            escape(&mut address, &value);
            mark = '&';
        }
    }
    Some(address)
}

fn escape(address: &mut String, value: &str) {
    for byte in value.bytes() {
        match byte {
            byte if byte.is_ascii_alphanumeric() || b"-_.:/".contains(&byte) => address.push(byte as char),
            byte => _ = write!(address, "%{byte:02X}"),
        }
    }
}

/// Addresses in a file that are none.
pub fn mistakes(file: &File) -> Vec<Finding> {
    let mut mistakes = Vec::new();
    for section in file.profiles.values().chain([&file.top]) {
        let datasets = section.tables.get("dataset").into_iter().flatten();
        for layer in datasets.map(|table: &Table| &table.layer).chain([&section.layer]) {
            mistakes.extend(mistake(layer, "repository"));
        }
        for replica in section.tables.get("replica").into_iter().flatten() {
            mistakes.extend(mistake(&replica.layer, "replica"));
        }
    }
    mistakes
}

fn mistake(layer: &Layer, table: &str) -> Option<Finding> {
    let own = Settings::of([layer]).from_file();
    let url = format!("{table}.url");
    let Some(Origin::File(place)) = layer.get(&url).map(|said| said.origin) else { return None };
    if !own.text(&url)?.contains("://") {
        let option = OPTIONS.iter().find(|option| layer.get(&format!("{table}.{option}")).is_some())?;
        let option_place = own.place(&format!("{table}.{option}"))?;
        let text = format!("{option} belongs to a bucket, and the repository is a folder");
        return Some(Finding::new(
            option_place,
            text,
            format!("leave out {option}, or write url as s3://BUCKET/PREFIX"),
        ));
    }
    let error = address(&own, table)?.parse::<Location>().err()?;
    let advice = "a repository is a folder, file:///folder or s3://bucket/prefix, with region, endpoint and so on as keys";
    Some(Finding::new(place, format!("url: {error}"), advice))
}
