//! What a store can say when it does not do what was asked.

use std::fmt;
use std::time::Duration;

/// The boxed error below a storage [`Error`].
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why a call failed, as far as a caller can act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The object, or the store itself, is not there.
    NotFound,
    /// A create-only put found the key taken. After a retried put it may be our own object: compare.
    AlreadyExists,
    /// Credentials, permissions or a policy forbid it; trying again changes nothing.
    Denied,
    /// No room left, or a quota or size limit reached.
    Full,
    /// The bytes asked for are not all inside the object.
    Range,
    /// Nobody answers at the store's address.
    Unreachable,
    /// The store or the network failed in a way that passes.
    Transient,
    /// The store does not know this kind of request.
    Unsupported,
    /// The key, the range or the configuration makes no sense.
    Invalid,
    /// Anything else, such as a failing disk.
    Other,
}

impl ErrorKind {
    /// Whether the same call may succeed a little later.
    pub fn is_retryable(self) -> bool {
        matches!(self, Self::Transient | Self::Unreachable)
    }

    fn phrase(self) -> &'static str {
        match self {
            Self::NotFound => "not found",
            Self::AlreadyExists => "it exists already",
            Self::Denied => "access denied",
            Self::Full => "no room left in the store",
            Self::Range => "the range is not inside the object",
            Self::Unreachable => "the store cannot be reached",
            Self::Transient => "the store failed for the moment",
            Self::Unsupported => "the store does not support it",
            Self::Invalid => "it is not valid",
            Self::Other => "it failed",
        }
    }
}

/// One failed call on a store. Its text is one sentence with all the facts, the cause included.
pub struct Error {
    kind: ErrorKind,
    operation: &'static str,
    key: String,
    location: String,
    cause: Option<Cause>,
    /// How often it was tried and for how long, once a retry gave up.
    tried: Option<(u32, Duration)>,
}

impl Error {
    /// `operation` is a verb such as `put`; `key` may be empty when the call concerns the whole store.
    pub fn new(
        kind: ErrorKind,
        operation: &'static str,
        key: impl Into<String>,
        location: impl Into<String>,
    ) -> Self {
        Self { kind, operation, key: key.into(), location: location.into(), cause: None, tried: None }
    }

    /// Adds what the store or the system said; a plain sentence works as well as an error.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Cause>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    #[must_use]
    pub(super) fn given_up(mut self, attempts: u32, time: Duration) -> Self {
        self.tried = Some((attempts, time));
        self
    }

    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The object's key, or the prefix of a listing; empty when the call concerned the whole store.
    pub fn key(&self) -> &str {
        &self.key
    }

    pub fn location(&self) -> &str {
        &self.location
    }

    /// What lay below. Its text is already part of this error's own, so it is not also the `source()`.
    pub fn cause(&self) -> Option<&(dyn std::error::Error + Send + Sync + 'static)> {
        self.cause.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} ", self.operation)?;
        if !self.key.is_empty() {
            write!(f, "{} in ", self.key)?;
        }
        write!(f, "{}: {}", self.location, self.kind.phrase())?;
        if let Some(cause) = &self.cause {
            write!(f, ": {cause}")?;
        }
        if let Some((attempts, time)) = self.tried {
            write!(f, " (gave up after {attempts} attempts in {} s)", time.as_secs())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({self})", self.kind)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_one_sentence_with_the_facts_and_the_cause_once() {
        let error = Error::new(ErrorKind::Full, "put", "a/b", "/srv/store")
            .because(std::io::Error::from_raw_os_error(libc::ENOSPC));
        assert_eq!(
            error.to_string(),
            "cannot put a/b in /srv/store: no room left in the store: No space left on device (os error 28)"
        );
        assert!(std::error::Error::source(&error).is_none());
    }

    #[test]
    fn text_without_a_key_names_the_store_alone() {
        let error = Error::new(ErrorKind::Unreachable, "list", "", "s3://bucket");
        assert_eq!(error.to_string(), "cannot list s3://bucket: the store cannot be reached");
    }
}
