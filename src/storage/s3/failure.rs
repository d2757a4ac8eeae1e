//! What S3 and the network answer, as the kinds of error a caller can act on.

use std::error::Error as StdError;
use std::io;

use aws_sdk_s3::config::http::HttpResponse;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::operation::RequestId;

use super::super::{Error, ErrorKind};
use super::S3Location;

const NO_BUCKET: &str = "there is no bucket";

/// Whether not an object but the whole bucket is missing.
pub(super) fn is_of_bucket(error: &Error) -> bool {
    error.cause().is_some_and(|cause| cause.to_string().starts_with(NO_BUCKET))
}

/// The error of one request. Only the code, the message and the number of the request are repeated: nothing that the
/// server may have echoed of the request itself.
pub(super) fn failure<E>(
    operation: &'static str,
    key: &str,
    location: &S3Location,
    error: &SdkError<E, HttpResponse>,
) -> Error
where
    E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
{
    let (kind, text) = match error {
        SdkError::ServiceError(refused) => answered(location, refused.raw(), error, refused.err()),
        SdkError::TimeoutError(_) => (ErrorKind::Transient, "no answer in time".to_owned()),
        SdkError::ResponseError(_) => {
            (ErrorKind::Transient, format!("the answer is broken: {}", chain(error)))
        }
        _ => unanswered(error),
    };
    Error::new(kind, operation, key, location.to_string()).because(text)
}

fn answered<E: ProvideErrorMetadata>(
    location: &S3Location,
    raw: &HttpResponse,
    error: &SdkError<E, HttpResponse>,
    refused: &E,
) -> (ErrorKind, String) {
    let status = raw.status().as_u16();
    let code = refused.code().unwrap_or_default();
    let kind = kind(status, code);
    if code == "NoSuchBucket" {
        return (kind, format!("{NO_BUCKET} {}", location.bucket));
    }
    let mut text = match (code, refused.message()) {
        ("", _) => format!("HTTP status {status}"),
        (code, Some(message)) => format!("{code}: {message}"),
        (code, None) => format!("{code}, HTTP status {status}"),
    };
    let wrong_region = matches!(code, "PermanentRedirect" | "AuthorizationHeaderMalformed") || status == 301;
    if let Some(region) = raw.headers().get("x-amz-bucket-region").filter(|_| wrong_region) {
        text = format!("{text}; the bucket is in the region {region}");
    }
    if let Some(request) = error.request_id().filter(|request| !request.is_empty()) {
        text = format!("{text} (request {request})");
    }
    (kind, text)
}

fn kind(status: u16, code: &str) -> ErrorKind {
    match (status, code) {
        (_, "QuotaExceeded" | "InsufficientCapacity" | "XMinioStorageFull" | "EntityTooLarge") | (507, _) => {
            ErrorKind::Full
        }
        (
            _,
            "RequestTimeout"
            | "SlowDown"
            | "InternalError"
            | "ConditionalRequestConflict"
            | "OperationAborted",
        )
        | (_, "IncompleteBody" | "BadDigest" | "XAmzContentChecksumMismatch")
        | (408 | 409 | 425 | 429, _) => ErrorKind::Transient,
        (501, _) | (_, "NotImplemented") => ErrorKind::Unsupported,
        (500.., _) => ErrorKind::Transient,
        (_, "ExpiredToken" | "InvalidToken" | "InvalidAccessKeyId" | "SignatureDoesNotMatch")
        | (401 | 403, _) => ErrorKind::Denied,
        (404, _) => ErrorKind::NotFound,
        (412, _) => ErrorKind::AlreadyExists,
        (416, _) => ErrorKind::Range,
        (301 | 307 | 400, _) => ErrorKind::Invalid,
        _ => ErrorKind::Other,
    }
}

/// The request got no answer: it was never sent, or the connection broke.
fn unanswered(error: &(dyn StdError + 'static)) -> (ErrorKind, String) {
    let text = chain(error);
    let is_connect = causes(error).any(|cause| cause.to_string().contains("(Connect)"));
    let is_unreachable = causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|cause| {
        use io::ErrorKind::{ConnectionRefused, HostUnreachable, NetworkUnreachable};
        matches!(cause.kind(), ConnectionRefused | HostUnreachable | NetworkUnreachable)
    });
    let says = |parts: &[&str]| parts.iter().any(|part| text.contains(part));
    if says(&["no credentials found in chain", "no providers in chain"]) {
        let places = "environment, profile, web identity, container and instance metadata hold none";
        return (ErrorKind::Denied, format!("no credentials: {places}"));
    }
    let kind = if says(&["credential", "identity"]) {
        // A refused login stays refused; a login service that does not answer may answer later.
        if is_connect || says(&["timed out", "timeout"]) { ErrorKind::Transient } else { ErrorKind::Denied }
    } else if says(&["certificate", "failed to construct"]) {
        ErrorKind::Invalid
    } else if is_connect || is_unreachable || says(&["dns error", "DNS"]) {
        ErrorKind::Unreachable
    } else {
        ErrorKind::Transient
    };
    (kind, text)
}

fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error| (*error).source())
}

/// Words of the layers below that name the layer and nothing else.
const EMPTY_WORDS: [&str; 5] =
    ["dispatch failure", "io error", "other", "client error (Connect)", "client error (SendRequest)"];

/// The texts of an error and its causes, without those that only repeat their cause or say nothing.
pub(super) fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut texts: Vec<String> = Vec::new();
    for text in causes(error).map(ToString::to_string) {
        if let Some(outer) = texts.last_mut()
            && outer.ends_with(&text)
        {
            outer.truncate(outer.len() - text.len());
            *outer = outer.trim_end_matches([':', ' ']).to_owned();
        }
        texts.push(text);
    }
    texts.retain(|text| !text.is_empty() && !EMPTY_WORDS.contains(&text.as_str()));
    texts.join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_real_stores_map_to_what_a_caller_can_do() {
        for (status, code, expected) in [
            (403, "AccessDenied", ErrorKind::Denied),
            (403, "QuotaExceeded", ErrorKind::Full),
            (403, "RequestTimeTooSkewed", ErrorKind::Denied),
            (400, "ExpiredToken", ErrorKind::Denied),
            (400, "RequestTimeout", ErrorKind::Transient),
            (400, "AuthorizationHeaderMalformed", ErrorKind::Invalid),
            (404, "NoSuchKey", ErrorKind::NotFound),
            (404, "NoSuchBucket", ErrorKind::NotFound),
            (404, "", ErrorKind::NotFound),
            (409, "ConditionalRequestConflict", ErrorKind::Transient),
            (412, "PreconditionFailed", ErrorKind::AlreadyExists),
            (416, "InvalidRange", ErrorKind::Range),
            (429, "", ErrorKind::Transient),
            (500, "InternalError", ErrorKind::Transient),
            (501, "NotImplemented", ErrorKind::Unsupported),
            (503, "SlowDown", ErrorKind::Transient),
            (507, "XMinioStorageFull", ErrorKind::Full),
        ] {
            assert_eq!(kind(status, code), expected, "{status} {code}");
        }
    }

    #[test]
    fn a_chain_says_each_thing_once() {
        #[derive(Debug, thiserror::Error)]
        #[error("dispatch failure")]
        struct Outer(#[source] Inner);
        #[derive(Debug, thiserror::Error)]
        #[error("it broke: {0}")]
        struct Inner(#[source] io::Error);
        assert_eq!(chain(&Outer(Inner(io::Error::other("refused")))), "it broke: refused");
    }
}
