//! The part of an S3 address after `s3://`.

use std::fmt;

use super::super::key::check_key;
use super::super::location::percent_decoded;

/// A bucket, a prefix in it and how to reach it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct S3Location {
    pub bucket: String,
    /// Without slashes at its ends; empty for the whole bucket.
    pub prefix: String,
    /// Otherwise from the environment or the SDK's profile; with an endpoint, else `us-east-1`.
    pub region: Option<String>,
    /// `http://` or `https://` and a host; otherwise from the environment or the SDK's profile, else Amazon's.
    pub endpoint: Option<String>,
    /// For all objects, as S3 spells it, such as `STANDARD_IA`.
    pub storage_class: Option<String>,
    pub sse: Option<Sse>,
    /// Whether the bucket is part of the path instead of the host; by default so with an endpoint, or when the
    /// bucket's name has dots, which no wildcard certificate covers.
    pub path_style: Option<bool>,
}

/// Encryption by the store, on top of our own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sse {
    /// `AES256`: with keys of the store.
    S3,
    /// `aws:kms` or `aws:kms:KEY`: with a key of the key management service, the account's own if none is named.
    Kms { key: Option<String> },
}

impl S3Location {
    /// Parses what follows `s3://`; answers with what is wrong.
    pub(in super::super) fn parse(text: &str) -> Result<Self, String> {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let (bucket, prefix) = path.split_once('/').unwrap_or((path, ""));
        let mut location =
            Self { bucket: bucket_name(bucket)?, prefix: prefix_of(prefix)?, ..Self::default() };
        let mut seen = Vec::new();
        for option in query.split('&').filter(|option| !option.is_empty()) {
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            if value.is_empty() {
                return Err(format!("the option {name} has no value"));
            }
            if seen.contains(&name) {
                return Err(format!("the option {name} is given twice"));
            }
            seen.push(name);
            location.set(name, percent_decoded(value)?)?;
        }
        Ok(location)
    }

    fn set(&mut self, name: &str, value: String) -> Result<(), String> {
        match name {
            "region" => self.region = Some(word(name, value)?),
            "endpoint" => self.endpoint = Some(endpoint(&value)?),
            "storage_class" => self.storage_class = Some(word(name, value)?),
            "sse" => self.sse = Some(sse(&value)?),
            "path_style" => {
                self.path_style = Some(value.parse().map_err(|_| "path_style is true or false".to_owned())?);
            }
            _ => {
                return Err(format!(
                    "the option {name} is unknown; there are region, endpoint, storage_class, sse and path_style"
                ));
            }
        }
        Ok(())
    }

    /// The key in the bucket.
    pub(super) fn full_key(&self, key: &str) -> String {
        if self.prefix.is_empty() { key.to_owned() } else { format!("{}/{key}", self.prefix) }
    }

    /// The key below the prefix.
    pub(super) fn own_key<'a>(&self, full: &'a str) -> Option<&'a str> {
        if self.prefix.is_empty() { Some(full) } else { full.strip_prefix(&self.prefix)?.strip_prefix('/') }
    }
}

impl fmt::Display for S3Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let slash = if self.prefix.is_empty() { "" } else { "/" };
        write!(f, "s3://{}{slash}{}", self.bucket, self.prefix)
    }
}

fn bucket_name(name: &str) -> Result<String, String> {
    let is_good = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    if name.is_empty() {
        Err("the bucket is missing: s3://bucket/prefix".to_owned())
    } else if !(3..=63).contains(&name.len()) {
        Err("the name of a bucket has 3 to 63 characters".to_owned())
    } else if !name.bytes().all(is_good) || !name.as_bytes()[0].is_ascii_alphanumeric() {
        Err("the name of a bucket has letters, digits, '-' and '.' only".to_owned())
    } else {
        Ok(name.to_owned())
    }
}

fn prefix_of(text: &str) -> Result<String, String> {
    let prefix = text.strip_suffix('/').unwrap_or(text);
    if prefix.is_empty() {
        return Ok(String::new());
    }
    if prefix.len() > 300 {
        return Err("the prefix is longer than 300 bytes".to_owned());
    }
    // A prefix may be called tmp; below it, keys of that name are still refused.
    let checked = if prefix.starts_with("tmp") { format!("_{prefix}") } else { prefix.to_owned() };
    check_key(&checked).map_err(|why| format!("in the prefix: {why}"))?;
    Ok(prefix.to_owned())
}

fn word(name: &str, value: String) -> Result<String, String> {
    let is_good = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    if value.bytes().all(is_good) {
        Ok(value)
    } else {
        Err(format!("the option {name} has letters, digits, '-' and '_' only"))
    }
}

fn endpoint(value: &str) -> Result<String, String> {
    let host = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    match host {
        None | Some("" | "/") => {
            Err("the endpoint starts with https:// or http:// and names a host".to_owned())
        }
        Some(host) if host.contains('@') => Err("the endpoint may not hold credentials".to_owned()),
        Some(host) if host.contains(['?', '#', ' ']) => {
            Err("the endpoint is a host and perhaps a path".to_owned())
        }
        Some(_) => Ok(value.trim_end_matches('/').to_owned()),
    }
}

fn sse(value: &str) -> Result<Sse, String> {
    match value.split_once("aws:kms") {
        None if value == "AES256" => Ok(Sse::S3),
        Some(("", "")) => Ok(Sse::Kms { key: None }),
        Some(("", key)) if key.len() > 1 && key.starts_with(':') => {
            Ok(Sse::Kms { key: Some(key[1..].to_owned()) })
        }
        _ => Err("sse is AES256, aws:kms or aws:kms:KEY".to_owned()),
    }
}
